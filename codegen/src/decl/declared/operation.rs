//! What an operation page declares: paths, headers, parameters, request, response, bodies.

use crate::api::{ExampleRole, HeaderLine, Method, Part, RouteOrigin, Template};
use crate::decl::body::json::{Json, JsonNode};
use crate::decl::body::strict;
use crate::decl::{DocDecl, Remarks, TypeExpr, TypeTerm};
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an operation page says about its requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OperationsDecl {
    /// The request lines that have a path, in the order of the page.
    pub routes: Vec<RouteDecl>,
    /// The permissions that the page's permission tables state, in the order of the page.
    pub permissions: Arc<Vec<crate::api::Permissions>>,
    /// For each of `permissions`, the requests that it is about, as the page writes them. An empty list means all
    /// requests of the page.
    pub permission_requests: Vec<Vec<String>>,
    /// Every scope in the permission tables, such as `User.Read`, with the place of its cell.
    pub scopes: Vec<Spanned<CompactString>>,
    /// The rows of the tables of request headers, and headers that the prose names.
    pub headers: Vec<HeaderDecl>,
    /// The rows of tables of path, query and function parameters.
    pub parameters: Vec<ParameterDecl>,
    /// The OData query options that the page says are supported, such as `$filter`. See
    /// `section/operation/query_options.rs`.
    pub query_options: Vec<CompactString>,
    /// What the `Request body` section says.
    pub request: RequestDecl,
    /// What the `Response` section says.
    pub response: ResponseDecl,
    /// The description of the operation: the introduction of the page.
    pub doc: DocDecl,
    /// The sentences that call the operation deprecated; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// If the page describes several requests in sections of their own: what it says about each of them. Otherwise
    /// empty.
    pub parts: Vec<OperationsDecl>,
    /// The first heading that announces request lines, such as `HTTP request`. `None` if the page has no such heading.
    pub heading: Option<CompactString>,
    /// The place of the heading above the request lines, or of the title.
    pub span: Span,
}

impl OperationsDecl {
    /// What the page says about the request whose request line is at the place `line`: the element of `parts` about
    /// this request, or else this declaration of the whole page.
    #[must_use]
    pub(crate) fn of_line(&self, line: Option<Span>) -> &OperationsDecl {
        let has = |part: &&OperationsDecl| part.routes.iter().any(|route| Some(route.span) == line);
        self.parts.iter().find(has).unwrap_or(self)
    }

    /// What the page says about the response to requests with this method. `part` is what the paths of the requests
    /// address: an item itself, or for instance its bytes (`…/content`).
    #[must_use]
    pub(crate) fn response_to(&self, method: Method, part: Part) -> &ResponseDecl {
        let own = self.response.by_method.iter().find(|(of, decl)| *of == method && !decl.codes.is_empty());
        let told = own.map_or(&self.response, |(_, decl)| decl);
        let read = |part: Part| self.routes.iter().any(|route| Part::of_path(&route.template.path) == part);
        // A page may have paths to an item and also, for instance, to its content (`…/content`). Only then is a
        // sentence about `…/content` restricted to the paths with this end. Otherwise everything that the section says
        // is about all paths.
        let parts = told.by_path_end.iter().filter_map(|(of, _)| *of).any(read) && read(Part::Whole);
        let wanted = matches!(part, Part::Content | Part::Count | Part::References).then_some(part);
        let of_part = told.by_path_end.iter().find(|(of, decl)| parts && *of == wanted && !decl.codes.is_empty());
        of_part.map_or(told, |(_, decl)| decl)
    }
}

/// The method and the path of a request line. A line such as `GET /users[/{id}]` has two of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RouteDecl {
    /// The method.
    pub method: Method,
    /// The path with its placeholders in a uniform notation.
    pub template: Arc<Template>,
    /// The text after the method, as the page writes it.
    pub raw: String,
    /// What the path was read from: a request line, or for instance an example request.
    pub origin: RouteOrigin,
    /// The place of the request line.
    pub span: Span,
}

/// A header that a table row, a list item or a sentence names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct HeaderDecl {
    /// The name of the header, such as `Prefer`.
    pub name: CompactString,
    /// Whether requests need the header; `None` if the page does not say.
    pub required: Option<bool>,
    /// The description: what the row says in the cells other than the name, or the list item after the name. Empty for
    /// a header that only a sentence names.
    pub doc: DocDecl,
    /// The place of the row, or of the text that names the header.
    pub span: Span,
}

/// A row of a parameter table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ParameterDecl {
    /// The name as it stands in the request, such as `$top`.
    pub name: Spanned<CompactString>,
    /// What the type cell says; `None` if the table has no such column.
    pub ty: Option<TypeExpr>,
    /// The type `x` if the row says `Inherited from [x]`. `None` for any other row.
    pub inherited_from: Option<TypeTerm>,
    /// What the description says in set phrases, such as `Required.`
    pub remarks: Remarks,
    /// The members of the value, if rows such as `address.city` or `↳ city` describe them.
    pub members: Vec<ParameterDecl>,
    /// Whether the heading above the table is `Function parameters`.
    pub of_function: bool,
    /// The description: what the cells of the row other than name and type say.
    pub doc: DocDecl,
    /// The place of the row.
    pub span: Span,
}

/// What the `Request body` section of a page says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RequestDecl {
    /// Whether the section says that the request has no body.
    pub has_no_body: bool,
    /// The types that the sentences of the section mention, such as the type of the item to send.
    pub mentions: Vec<TypeExpr>,
    /// The rows of the tables in the section, each about one member of the request body.
    pub rows: Vec<ParameterDecl>,
    /// The names of members of the body: a list item of the section begins with such a name, in code or in bold. Items
    /// that begin with anything else are skipped.
    pub named: Vec<CompactString>,
    /// The names that sentences such as `Only **a** and **b** can be changed` list.
    pub changeable: Vec<CompactString>,
    /// The place of the first code block in the section. `None` if the section has no code block.
    pub sample: Option<Span>,
    /// Whether the section says that the body is a file or other data that is not JSON.
    pub stream: bool,
    /// The first media type, such as `image/jpeg`, in a paragraph of the section that does not mention JSON. `None`
    /// if there is none.
    pub media: Option<CompactString>,
    /// The place of the first paragraph of the section. Empty if the section has no paragraph.
    pub span: Span,
}

/// What the `Response` section of a page says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ResponseDecl {
    /// The status codes of success that the section names, in order.
    pub codes: Vec<u16>,
    /// The types that the section mentions, paragraph by paragraph. Within a paragraph, types with a link come first,
    /// because they are more reliable.
    pub mentions: Vec<TypeExpr>,
    /// Whether the section says that the response has no body, in words or by a code such as `204 No Content`.
    pub has_no_body: bool,
    /// Whether the section says in words that the response has no body. A code such as 204 alone does not count here.
    pub says_no_body: bool,
    /// The type of the resource that shows the progress of a long-running operation. A sentence or row about a header
    /// such as `Location` names it. `None` if there is no such sentence or row.
    pub progress_type: Option<TypeExpr>,
    /// The response headers that the section names, in a table or in its prose.
    pub headers: Vec<HeaderDecl>,
    /// Whether the section says that the response is a file or stream.
    pub stream: bool,
    /// For each method that the section mentions by itself, as in `For GET requests, …`: what it says about the
    /// response to requests with this method.
    pub by_method: Vec<(Method, ResponseDecl)>,
    /// What sentences say about the response to paths with a certain end, such as `…/content`. There is one entry for
    /// each part of an item that such paths address. The entry with `None` has what the sentences without such a path
    /// say.
    pub by_path_end: Vec<(Option<Part>, ResponseDecl)>,
    /// Whether the section says that some paths return one item, and others a collection.
    pub one_or_many: bool,
    /// The place of the first paragraph, table row or heading with a status code that the section has about the
    /// response. Empty if there is none.
    pub span: Span,
}

/// A JSON body or an HTTP message in a code block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BodyDecl {
    /// Whether the body is that of a request, that of a response, the JSON representation of a type, or none of these.
    pub role: ExampleRole,
    /// The method and the target of the request, such as `GET /users`. Any other body has those of the last request
    /// before it on the page. `None` if there is no request before it.
    pub request_line: Option<Spanned<String>>,
    /// The status code of a response; `None` for other bodies.
    pub status: Option<u16>,
    /// The place of the line with the status code, such as `HTTP/1.1 200 OK`. `None` for a body without such a line.
    pub status_line: Option<Span>,
    /// The type that the annotation above the block states. `None` if it states none.
    pub ty: Option<Spanned<CompactString>>,
    /// The place of `"blockType": "response"` in the annotation above the block; `None` if no annotation says this.
    pub annotated: Option<Span>,
    /// Whether the annotation says that the body is a collection, by `isCollection` or by a type `Collection(…)`.
    pub collection: bool,
    /// Whether the annotation says `"truncated": true`: the page leaves members out.
    pub truncated: bool,
    /// The header lines of a message, in order.
    pub headers: Vec<HeaderLine>,
    /// Whether the message has a body, in whatever format.
    pub has_body: bool,
    /// The body as JSON; `None` if there is no body, or if it is not JSON.
    pub json: Option<Json>,
    /// The body as strict JSON, indented. A body that is not JSON is kept as the page writes it, without the white
    /// space around it, if it has at most 4096 bytes. Otherwise empty.
    #[serde(deserialize_with = "strict::shared")]
    pub text: Arc<str>,
    /// The place of the body, or of the whole code block if there is no body.
    pub span: Span,
}

impl BodyDecl {
    /// The outermost value of the JSON body; `None` if the body is not JSON.
    #[must_use]
    pub(crate) fn root(&self) -> Option<JsonNode<'_>> {
        self.json.as_ref().map(Json::root)
    }

    /// The first header with this name, in any letter case. `None` if there is no such header.
    #[must_use]
    pub(crate) fn header(&self, name: &str) -> Option<&HeaderLine> {
        self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
    }

    /// The media type in the header `Content-Type`, with its parameters. `None` if the message has no such header.
    #[must_use]
    pub(crate) fn content_type(&self) -> Option<&str> {
        self.header("content-type").map(|header| header.value.as_str())
    }
}
