//! Operations: the requests of one page with one method, with their bodies and responses.

use crate::api::{Doc, Exchange, Segment, Template, TypeRef};
use crate::source::Span;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::api::ids::{ExampleId, PageId, TypeId};

/// One documented operation: the requests of one page with one HTTP method and with the same request and response.
#[derive(Clone, Debug, Hash)]
pub struct Operation {
    /// The page.
    pub page: PageId,
    /// The page's title, e.g. `List messages` or `user: reminderView`.
    pub title: String,
    /// The name that `overrides.toml` states for the operation.
    pub pinned: Option<CompactString>,
    /// The type in the file name of the page.
    pub subject: Option<TypeId>,
    /// The HTTP method.
    pub method: Method,
    /// The part of an item that the paths address, if other paths of the page and method address another part.
    pub part: Part,
    /// Every documented request line with a path, in order; never empty.
    pub routes: Vec<Route>,
    /// The action or function that the operation calls.
    pub call: Option<Callable>,
    /// The description on the page.
    pub doc: Doc,
    /// The deprecation notice.
    pub deprecated: Option<String>,
    /// The permission tables, in order; with a heading each if the page has several.
    pub permissions: Arc<Vec<Permissions>>,
    /// Request headers.
    pub headers: Vec<Header>,
    /// Path, query and function parameters, from the tables of the page.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request: RequestBody,
    /// The response.
    pub response: Response,
    /// The example bodies of requests and responses, in order.
    pub examples: Vec<ExampleId>,
    /// The example requests, each with its responses, in order.
    pub exchanges: Vec<Exchange>,
    /// The heading of the request section.
    pub span: Span,
}

/// The part of an item that the paths of an operation address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The item itself, or an unknown part.
    #[default]
    Whole,
    /// The bytes of an item: `$value`, `content`.
    Content,
    /// The number of items: `$count`.
    Count,
    /// References to items: `$ref`.
    References,
    /// One item, if the same page also documents how to list the items.
    Item,
    /// The value that the last words of the paths name, if other routes of the page return another type.
    Other,
}

/// The HTTP methods of the dialect.
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

/// One request line.
#[derive(Clone, Debug, Hash)]
pub struct Route {
    /// The normalised path.
    pub template: Arc<Template>,
    /// The text after the method, as the page has it.
    pub raw: String,
    /// The part of the page that has the route.
    pub origin: RouteOrigin,
    /// The request line.
    pub span: Span,
}

/// The part of a page that has a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RouteOrigin {
    /// A request line.
    RequestLine,
    /// A request line, with the optional parameters that the table of function parameters adds to it.
    ParameterTable,
    /// An example request, while no request line has this route.
    Example,
}

/// The action or function that an operation calls.
#[derive(Clone, Debug, Hash)]
pub struct Callable {
    /// Action (may have side effects) or function.
    pub kind: CallableKind,
    /// The name of the action or function, without namespace.
    pub name: CompactString,
    /// The namespace in which the action or function is declared.
    pub namespace: CompactString,
    /// The type to which the action or function is bound. `None` if it is unbound.
    pub binding: Option<TypeRef>,
    /// Its parameters without the binding parameter. For a function, the parameters in its first path.
    pub parameters: Vec<Parameter>,
    /// The parameters of further overloads, in the order of their paths. OData distinguishes overloads of a function by
    /// the names of their parameters, so no two of them, including the first, have the same names.
    pub overloads: Vec<Vec<Parameter>>,
    /// The type of the result.
    pub returns: Option<TypeRef>,
}

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallableKind {
    /// Called with `POST`, parameters in the body.
    Action,
    /// Called with `GET`, parameters in the path.
    Function,
}

/// A parameter of a path, a query, a function or an action.
#[derive(Clone, Debug, Hash)]
pub struct Parameter {
    /// The name on the wire.
    pub name: CompactString,
    /// The type of the parameter, if stated.
    pub ty: Option<TypeRef>,
    /// Whether the parameter is required. `Some(false)` if the page says that it is optional.
    pub required: Option<bool>,
    /// The description on the page.
    pub doc: Doc,
    /// The place of the table row.
    pub span: Span,
}

/// A permission table of an operation.
#[derive(Clone, Debug, Default, Hash, Serialize, Deserialize)]
pub struct Permissions {
    /// The heading or label of the table, if the page has several.
    pub label: Option<CompactString>,
    /// The indexes of the operation's routes that the table is about, in order. If empty, the table is about all
    /// routes.
    pub routes: Vec<u32>,
    /// Delegated, work or school account.
    pub delegated_work: Vec<Scopes>,
    /// Delegated, personal account.
    pub delegated_personal: Vec<Scopes>,
    /// Application.
    pub application: Vec<Scopes>,
    /// Kinds of caller for which the page states no permissions; their lists are empty. For every other kind of caller,
    /// an empty list means that the caller is not supported.
    pub unknown: Vec<Caller>,
    /// The place of the table.
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
    /// Every kind, in the order of the tables.
    pub(crate) const ALL: [Caller; 3] = [Caller::DelegatedWork, Caller::DelegatedPersonal, Caller::Application];
}

impl Permissions {
    /// The permissions of a kind of caller, from the least to the most privileged. Empty if the caller is not
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

    /// Whether the table is about a route of its operation.
    #[must_use]
    pub(crate) fn is_about(&self, route: usize) -> bool {
        self.routes.is_empty() || self.routes.iter().any(|&position| position as usize == route)
    }
}

/// Permission scopes that a caller needs together; almost always a single one.
pub(crate) type Scopes = Vec<CompactString>;

/// A request header.
#[derive(Clone, Debug, Hash)]
pub struct Header {
    /// The field name.
    pub name: CompactString,
    /// `None` if the page does not say.
    pub required: Option<bool>,
    /// The description on the page.
    pub doc: Doc,
    /// The place of the table row.
    pub span: Span,
}

/// The request body of an operation.
#[derive(Clone, Debug, Hash)]
pub enum RequestBody {
    /// No body.
    None,
    /// A value of a type (`POST`, `PUT`).
    Value(TypeRef),
    /// Some members of a type (`PATCH`), as listed on the page.
    Patch {
        /// The type that is patched.
        ty: TypeId,
        /// The listed members, in order.
        members: Vec<Parameter>,
    },
    /// One object with the parameters that a table of the page lists, and that is no type of the model (actions,
    /// reference links).
    Parameters(Vec<Parameter>),
    /// Bytes of a media type.
    Stream {
        /// The media type, if the page states one.
        content_type: Option<CompactString>,
    },
}

/// The response of an operation.
#[derive(Clone, Debug, Hash)]
pub struct Response {
    /// The documented status codes of success, with the main code first; never empty.
    pub status: Vec<u16>,
    /// The number of codes at the start of `status` that the text of the page states; only examples have the others.
    pub stated: usize,
    /// The headers that the page documents or shows.
    pub headers: Vec<Header>,
    /// The body.
    pub body: ResponseBody,
    /// The type of the long-running operation to which a header of the `202 Accepted` response leads.
    pub operation: Option<TypeId>,
    /// The place of the response section.
    pub span: Span,
}

impl Response {
    /// Whether a documented status may come without the documented body. HTTP forbids a body with 204 and 205 (RFC
    /// 9110, sections 15.3.5 and 15.3.6), and 202 has none if other statuses are documented too.
    #[must_use]
    pub(crate) fn may_be_empty(&self) -> bool {
        let has_none = |status: &u16| matches!(status, 204 | 205);
        let accepted = self.status.contains(&202) && self.status.iter().any(|status| *status != 202);
        matches!(self.body, ResponseBody::Value(_)) && (accepted || self.status.iter().any(has_none))
    }
}

/// The body of a successful response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResponseBody {
    /// No body.
    None,
    /// A value or a collection of values.
    Value(TypeRef),
    /// Bytes.
    Stream,
    /// A redirect in `Location`.
    Redirect,
}

impl Method {
    /// The method in upper case.
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
    /// The part of an item that a path addresses.
    #[must_use]
    pub(crate) fn of_path(path: &str) -> Part {
        match path.rsplit('/').next().unwrap_or_default() {
            "$value" | "content" => Part::Content,
            "$count" => Part::Count,
            "$ref" => Part::References,
            _ => Part::Whole,
        }
    }

    /// A word for the part; `None` for the whole.
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
    /// Words that distinguish the operation from other operations of its page with the same method; empty for the main
    /// one.
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
