//! Operations: what a page documents for one HTTP method.

use crate::api::{Doc, Exchange, Segment, Template, TypeRef};
use crate::source::Span;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::api::ids::{ExampleId, PageId, TypeId};

/// One documented operation: all requests of one page that have the same HTTP method, the same request body and the
/// same response.
#[derive(Clone, Debug, Hash)]
pub struct Operation {
    /// The page that documents the operation.
    pub page: PageId,
    /// The page's title, e.g. `List messages` or `user: reminderView`.
    pub title: String,
    /// The name that `overrides.toml` gives the operation. It replaces the Rust name that would follow from the file
    /// name of the page. `None` if it gives none.
    pub pinned: Option<CompactString>,
    /// The type with which the file name of the page begins: `user` for `user-list-messages.md`. `None` if it begins
    /// with the name of no type.
    pub subject: Option<TypeId>,
    /// The HTTP method of all its requests.
    pub method: Method,
    /// Whether the paths address an item or collection itself, or only a part of it such as the bytes of an item
    /// (`…/content`). Usually [`Part::Whole`]. If the paths of a page with this method address several parts, each part
    /// is an operation of its own.
    pub part: Part,
    /// The paths of the operation, in the order of the page; never empty.
    pub routes: Vec<Route>,
    /// The action or function that the operation calls; `None` if it reads or writes items.
    pub call: Option<Callable>,
    /// The description of the operation on its page.
    pub doc: Doc,
    /// The notice that the operation is deprecated, as the page words it; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The permission tables of the page, in order. If the page has several, each has a label.
    pub permissions: Arc<Vec<Permissions>>,
    /// The request headers that the page documents.
    pub headers: Vec<Header>,
    /// The path, query and function parameters in the tables of the page.
    pub parameters: Vec<Parameter>,
    /// The OData query options that are supported according to sentences of the page, such as `$filter`, in
    /// alphabetical order. `*` stands for options that the page does not name.
    pub query_options: Vec<CompactString>,
    /// What the request body contains.
    pub request: RequestBody,
    /// The members of the body that the page describes, if the body is a value of a documented type, or a form such as
    /// `multipart/form-data`. Empty for [`RequestBody::Patch`] and [`RequestBody::Parameters`], which have their own
    /// list of members.
    pub body_members: Vec<Parameter>,
    /// The response of the operation: its status codes, headers and body.
    pub response: Response,
    /// The JSON bodies of its example requests and responses, in order.
    pub examples: Vec<ExampleId>,
    /// The example requests in the order of the page, each with its responses.
    pub exchanges: Vec<Exchange>,
    /// The place of the heading above the request lines; the place of the title if the page has no such heading.
    pub span: Span,
}

/// What the paths of an operation address: an item, or something that belongs to an item or a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The item or collection itself. Also used for the only operation of the page with this method, even if all its
    /// paths end with `$ref`, for instance.
    #[default]
    Whole,
    /// The bytes of an item: `$value`, `content`.
    Content,
    /// The number of items: `$count`.
    Count,
    /// References to items: `$ref`.
    References,
    /// A single item, as in `/users/{id}`, if the same page also has paths to the collection, as in `/users`.
    Item,
    /// Another operation of the page has the same method, but returns another type or stands in another section of the
    /// page. The end of the paths tells the two apart, such as `members` in `/teams/{id}/members`.
    Other,
}

/// The HTTP methods that request lines of the pages use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
}

/// One way to call an operation: a path that the page documents.
#[derive(Clone, Debug, Hash)]
pub struct Route {
    /// The path with its placeholders in a uniform notation: `/users/{id}`.
    pub template: Arc<Template>,
    /// The text after the method, exactly as the request line has it. For [`RouteOrigin::Example`] it is
    /// `template.path`.
    pub raw: String,
    /// Where on the page the path of the route was found, such as in a request line.
    pub origin: RouteOrigin,
    /// The place of the request line that has the path. For [`RouteOrigin::Example`] it is in the example request.
    pub span: Span,
}

/// Where on a page a path was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RouteOrigin {
    /// The path stands in a request line of the page.
    RequestLine,
    /// The request line has only the name of a function, such as `…/range`, and all parameters of the function are
    /// optional. This is an additional route with the arguments that the table of parameters lists.
    ParameterTable,
    /// The path stands only in an example request. No request line of the page has it.
    Example,
}

/// An OData action or function, with its parameters and its result.
#[derive(Clone, Debug, Hash)]
pub struct Callable {
    /// Whether this is an OData action or an OData function.
    pub kind: CallableKind,
    /// The name without its namespace, such as `sendMail`.
    pub name: CompactString,
    /// The namespace in which it is declared, such as `microsoft.graph`.
    pub namespace: CompactString,
    /// The type of the item or collection on which the action or function is called (the OData binding parameter):
    /// `user` for `/users/{id}/sendMail`. `None` if this type is not known.
    pub binding: Option<TypeRef>,
    /// The parameters of the action or function. The item on which it is called is not one of them. If a function has
    /// several paths with different parameters, these are the parameters in the first path.
    pub parameters: Vec<Parameter>,
    /// The parameters of each further overload of the function, in the order of the paths. The first overload is
    /// `parameters`. OData distinguishes overloads of a function by the names of their parameters, so no two overloads
    /// have the same names.
    pub overloads: Vec<Vec<Parameter>>,
    /// The type of the result; `None` if it returns nothing, or if the page does not say.
    pub returns: Option<TypeRef>,
}

/// Whether something is an action or a function, as OData defines them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallableKind {
    /// It is called with `POST`, and its parameters are in the body.
    Action,
    /// Its parameters are in the path, as in `…/range(address='A1')`. Nearly always it is called with `GET`.
    Function,
}

/// A parameter of a path, a query, a function or an action.
#[derive(Clone, Debug, Hash)]
pub struct Parameter {
    /// The name as it stands in the request, such as `$top`.
    pub name: CompactString,
    /// The type of the parameter; `None` if the page does not state one.
    pub ty: Option<TypeRef>,
    /// Whether requests must have the parameter. `Some(false)` if the page calls it optional, `None` if it says
    /// neither.
    pub required: Option<bool>,
    /// If the value is an object: its members that the page describes in table rows of their own, such as
    /// `address.city`.
    pub members: Vec<Parameter>,
    /// The description of the parameter on its page.
    pub doc: Doc,
    /// The place of the table row that describes the parameter.
    pub span: Span,
}

/// The permissions that one table of a page lists.
#[derive(Clone, Debug, Default, Hash, Serialize, Deserialize)]
pub struct Permissions {
    /// The heading or caption of the table, such as `Permissions for users`; `None` if the page has a single table.
    pub label: Option<CompactString>,
    /// The indexes of the operation's routes that the table is about, in order. If empty, the table is about all
    /// routes.
    pub routes: Vec<u32>,
    /// The permissions for a signed-in user with a work or school account. Each entry is sufficient by itself; the
    /// least privileged entry comes first. An entry without scopes means that this kind of caller needs no permission.
    pub delegated_work: Vec<Scopes>,
    /// The permissions for a signed-in user with a personal account. Each entry is sufficient by itself; the least
    /// privileged entry comes first.
    pub delegated_personal: Vec<Scopes>,
    /// The permissions for an application without a user. Each entry is sufficient by itself; the least privileged
    /// entry comes first.
    pub application: Vec<Scopes>,
    /// Kinds of caller for which the page states no permissions; their lists are empty. For every other kind of caller,
    /// an empty list means that the caller is not supported.
    pub unknown: Vec<Caller>,
    /// Whether the page says that the table has only the least privileged alternative, so that others may suffice too.
    pub least_only: bool,
    /// The place of the permission table on its page.
    pub span: Span,
}

/// The kinds of caller that a permission table distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Caller {
    /// A user with a work or school account.
    DelegatedWork,
    /// A user with a personal account.
    DelegatedPersonal,
    /// An application without a user.
    Application,
}

impl Caller {
    /// All kinds, in the order in which tables of permissions list them.
    pub(crate) const ALL: [Caller; 3] = [Caller::DelegatedWork, Caller::DelegatedPersonal, Caller::Application];
}

impl Permissions {
    /// The alternative permissions for a kind of caller, the least privileged first. Empty if the caller is not
    /// supported, `None` if the page does not say.
    #[must_use]
    pub fn of(&self, caller: Caller) -> Option<&[Scopes]> {
        let alternatives = match caller {
            Caller::DelegatedWork => &self.delegated_work,
            Caller::DelegatedPersonal => &self.delegated_personal,
            Caller::Application => &self.application,
        };
        (!self.unknown.contains(&caller)).then_some(alternatives)
    }

    /// Whether the table applies to the route with this index among the operation's routes.
    #[must_use]
    pub(crate) fn is_about(&self, route: usize) -> bool {
        self.routes.is_empty() || self.routes.iter().any(|&position| position as usize == route)
    }
}

/// Permissions that a caller needs together, such as `["User.Read"]`. Nearly always the list has only one permission.
/// It is empty if the caller needs no permission.
pub(crate) type Scopes = Vec<CompactString>;

/// A header of a request or a response that the page documents.
#[derive(Clone, Debug, Hash)]
pub struct Header {
    /// The name of the header, such as `Prefer`.
    pub name: CompactString,
    /// Whether every request (or response) must have the header; `None` if the page does not say.
    pub required: Option<bool>,
    /// The description of the header on its page.
    pub doc: Doc,
    /// The place of the table row that describes the header, or of the header in an example response.
    pub span: Span,
}

/// What the request body of an operation contains.
#[derive(Clone, Debug, Hash)]
pub enum RequestBody {
    /// Requests have no body.
    None,
    /// The body is a value of this type, such as the item to create (`POST`, `PUT`).
    Value(TypeRef),
    /// The body has only those members of a type that change (`PATCH`).
    Patch {
        /// The type of the item that changes.
        ty: TypeId,
        /// The members that a request may change: those that the page lists, or else the writable properties of `ty`.
        members: Vec<Parameter>,
    },
    /// The body is an object with these members. No type of the model describes it: it holds the parameters of an
    /// action, or a reference to an item.
    Parameters(Vec<Parameter>),
    /// The body is a file, a form or other data that is not JSON.
    Stream {
        /// The media type, such as `image/jpeg`; `None` if the page states none.
        content_type: Option<CompactString>,
    },
}

/// The status codes, headers and body with which an operation answers if it succeeds.
#[derive(Clone, Debug, Hash)]
pub struct Response {
    /// The status codes of success, such as `[200]`, with the usual one first; never empty.
    pub status: Vec<u16>,
    /// How many codes at the start of `status` the text of the page states. The others occur only in its examples.
    pub stated: usize,
    /// The response headers that tables of the page document or examples show.
    pub headers: Vec<Header>,
    /// What the response body contains.
    pub body: ResponseBody,
    /// For an operation that answers `202 Accepted` and finishes its work later: the type of the resource that shows
    /// the progress. A response header such as `Location` has its URL. `None` for any other operation.
    pub operation: Option<TypeId>,
    /// The place of the first text in the response section; the place of the operation if the page has no such section.
    pub span: Span,
}

impl Response {
    /// Whether the operation documents a JSON body, and also a status code whose responses have no body. That is 204 or
    /// 205 (RFC 9110, sections 15.3.5 and 15.3.6), and 202 if other status codes are documented too.
    #[must_use]
    pub(crate) fn may_be_empty(&self) -> bool {
        let has_none = |status: &u16| matches!(status, 204 | 205);
        let accepted = self.status.contains(&202) && self.status.iter().any(|status| *status != 202);
        matches!(self.body, ResponseBody::Value(_)) && (accepted || self.status.iter().any(has_none))
    }
}

/// What the body of a successful response contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResponseBody {
    /// The response has no body.
    None,
    /// The body is a JSON value of this type, or a collection of such values.
    Value(TypeRef),
    /// The body is a file or other data that is not JSON.
    Stream,
    /// The response redirects the client to the content, whose URL is in the header `Location`.
    Redirect,
}

impl Method {
    /// The method as request lines have it, such as `GET`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Head => "HEAD",
            Method::Options => "OPTIONS",
        }
    }
}

impl Part {
    /// What a path addresses according to its last segment alone: `…/photo/$value` addresses the bytes of an item.
    #[must_use]
    pub(crate) fn of_path(path: &str) -> Part {
        match path.rsplit('/').next().unwrap_or_default() {
            "$value" | "content" => Part::Content,
            "$count" => Part::Count,
            "$ref" => Part::References,
            _ => Part::Whole,
        }
    }

    /// The word for this part in names and messages, such as `content`; empty for [`Part::Whole`].
    #[must_use]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Part::Whole => "",
            Part::Content => "content",
            Part::Count => "count",
            Part::References => "references",
            Part::Item => "item",
            Part::Other => "other",
        }
    }
}

impl Operation {
    /// Distinguishes the operation from other operations of the same page and method: a word such as `content`, or for
    /// [`Part::Other`] the end of its first path, such as `members/{}`. Empty for [`Part::Whole`].
    #[must_use]
    pub(crate) fn part_words(&self) -> String {
        let other = self.routes.first().filter(|_| self.part == Part::Other);
        match other.and_then(|route| route.template.end()) {
            Some((word, keys)) => [word, &"/{}".repeat(keys)].concat(),
            None => self.part.as_str().to_owned(),
        }
    }

    /// Whether the operation returns the number of items as plain text: every path ends with `$count`.
    #[must_use]
    pub(crate) fn counts(&self) -> bool {
        self.routes.iter().all(|route| route.template.segments.last() == Some(&Segment::Literal("$count".into())))
    }
}
