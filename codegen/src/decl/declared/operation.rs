//! Declarations of an operation page: routes, headers, parameters, request, response, bodies.

use crate::api::{ExampleRole, HeaderLine, Method, Part, RouteOrigin, Template};
use crate::decl::body::json::{Json, JsonNode};
use crate::decl::body::strict;
use crate::decl::{DocDecl, Remarks, TypeExpr, TypeTerm};
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The requests of an operation page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OperationsDecl {
    /// Every request line, in order.
    pub routes: Vec<RouteDecl>,
    /// Permission tables.
    pub permissions: Arc<Vec<crate::api::Permissions>>,
    /// For each permission table the requests that it is about, as the page writes them; an empty list means all
    /// requests.
    pub permission_requests: Vec<Vec<String>>,
    /// The scopes in the permission tables, each with the place of its cell.
    pub scopes: Vec<Spanned<CompactString>>,
    /// Request headers.
    pub headers: Vec<HeaderDecl>,
    /// Rows of path, query and function parameter tables.
    pub parameters: Vec<ParameterDecl>,
    /// The `Request body` section.
    pub request: RequestDecl,
    /// The `Response` section.
    pub response: ResponseDecl,
    /// The description on the page.
    pub doc: DocDecl,
    /// Deprecation notice.
    pub deprecated: Option<String>,
    /// The heading of the request section.
    pub span: Span,
}

impl OperationsDecl {
    /// What the page says about the response to a method, for the routes that lead to a part of the item.
    #[must_use]
    pub(crate) fn response_to(&self, method: Method, part: Part) -> &ResponseDecl {
        let own = self.response.by_method.iter().find(|(of, decl)| *of == method && !decl.codes.is_empty());
        let told = own.map_or(&self.response, |(_, decl)| decl);
        let read = |part: Part| self.routes.iter().any(|route| Part::of_path(&route.template.path) == part);
        // No distinction is necessary if all routes of the page lead to the part.
        let parts = told.by_part.iter().filter_map(|(of, _)| *of).any(read) && read(Part::Whole);
        let wanted = matches!(part, Part::Content | Part::Count | Part::References).then_some(part);
        let of_part = told.by_part.iter().find(|(of, decl)| parts && *of == wanted && !decl.codes.is_empty());
        of_part.map_or(told, |(_, decl)| decl)
    }
}

/// A request line with a path.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RouteDecl {
    /// The method.
    pub method: Method,
    /// The path.
    pub template: Arc<Template>,
    /// The text after the method.
    pub raw: String,
    /// The part of the page that has the route.
    pub origin: RouteOrigin,
    /// The place of the request line.
    pub span: Span,
}

/// A row of a header table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct HeaderDecl {
    /// The field name.
    pub name: CompactString,
    /// Whether requests need the header; `None` if the row does not say.
    pub required: Option<bool>,
    /// The text of the other cells.
    pub doc: DocDecl,
    /// The row.
    pub span: Span,
}

/// A row of a parameter table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ParameterDecl {
    /// The name on the wire.
    pub name: Spanned<CompactString>,
    /// The type cell, if there is one.
    pub ty: Option<TypeExpr>,
    /// The owner in `Inherited from [x]`.
    pub inherited_from: Option<TypeTerm>,
    /// The remarks in its description.
    pub remarks: Remarks,
    /// Whether the section of the row is about the parameters of a function.
    pub of_function: bool,
    /// The description.
    pub doc: DocDecl,
    /// The row.
    pub span: Span,
}

/// The `Request body` section.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RequestDecl {
    /// The section says that there is no body.
    pub none: bool,
    /// Types linked in the prose.
    pub mentions: Vec<TypeExpr>,
    /// The rows of the table in the section.
    pub rows: Vec<ParameterDecl>,
    /// The names, in code or in bold, with which the list items of the section begin. Empty if an item begins with
    /// anything else.
    pub named: Vec<CompactString>,
    /// The section says that the body is bytes or text of another kind.
    pub stream: bool,
    /// The place of this statement.
    pub span: Span,
}

/// The `Response` section.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ResponseDecl {
    /// Status codes of success, in order.
    pub codes: Vec<u16>,
    /// The types that the section mentions, the most reliable first.
    pub mentions: Vec<TypeExpr>,
    /// The section says that nothing is returned, in words or by `No Content`.
    pub none: bool,
    /// The section says in words that nothing is returned.
    pub nothing: bool,
    /// The type that the row or the paragraph about a header with an address links to.
    pub behind: Option<TypeExpr>,
    /// The response headers that the section names, in a table or in its prose.
    pub headers: Vec<HeaderDecl>,
    /// The section says that a stream or file is returned.
    pub stream: bool,
    /// What the section says about one method, on a page with several methods.
    pub by_method: Vec<(Method, ResponseDecl)>,
    /// What single sentences say about a part of the item, such as its bytes. The entry without a part has the other
    /// sentences.
    pub by_part: Vec<(Option<Part>, ResponseDecl)>,
    /// The section says that some routes return one item, and others several.
    pub one_or_many: bool,
    /// The place of the section. Empty if the page has no such section.
    pub span: Span,
}

/// A JSON body or an HTTP message on a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BodyDecl {
    /// The role of the body.
    pub role: ExampleRole,
    /// Method and target of the request (for a response: of the request before it).
    pub request_line: Option<Spanned<String>>,
    /// Status of a response.
    pub status: Option<u16>,
    /// The line with the status of a response.
    pub status_line: Option<Span>,
    /// The type in the annotation.
    pub ty: Option<Spanned<CompactString>>,
    /// Whether an annotation announces the block.
    pub annotated: bool,
    /// `isCollection` or `Collection(…)` of the annotation.
    pub collection: bool,
    /// `truncated` of the annotation.
    pub truncated: bool,
    /// The header lines of a message, in order.
    pub headers: Vec<HeaderLine>,
    /// Whether the message has a body of any kind.
    pub has_body: bool,
    /// The JSON value; `None` for a message without JSON body.
    pub json: Option<Json>,
    /// The body as strict JSON, indented. A body that is not JSON stays unchanged, or is left out if it is long.
    #[serde(deserialize_with = "strict::shared")]
    pub text: Arc<str>,
    /// The place of the body, or of the whole block.
    pub span: Span,
}

impl BodyDecl {
    /// The JSON, if it is readable.
    #[must_use]
    pub(crate) fn root(&self) -> Option<JsonNode<'_>> {
        self.json.as_ref().map(Json::root)
    }

    /// The first header with a name, in any letter case.
    #[must_use]
    pub(crate) fn header(&self, name: &str) -> Option<&HeaderLine> {
        self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
    }

    /// The media type that the message states.
    #[must_use]
    pub(crate) fn content_type(&self) -> Option<&str> {
        self.header("content-type").map(|header| header.value.as_str())
    }
}
