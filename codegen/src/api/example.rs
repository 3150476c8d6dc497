//! JSON bodies on the pages, and example requests with their responses.

use crate::api::TypeRef;
use crate::source::Span;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::api::ids::{ExampleId, PageId};

/// A JSON body on a page: an example request or response, or the JSON representation of a type.
#[derive(Clone, Debug, Hash)]
pub struct Example {
    /// The page on which the body is.
    pub page: PageId,
    /// What the body is an example of: a request, a response or a type.
    pub role: ExampleRole,
    /// The method and URL of the request that the body belongs to, as the page writes them: `GET
    /// https://graph.microsoft.com/v1.0/me`. A response has those of the request before it. `None` if the page shows no
    /// such request.
    pub request_line: Option<String>,
    /// The HTTP status of a response, such as 200; `None` for other bodies.
    pub status: Option<u16>,
    /// The type that the body should have; `None` if it is unknown.
    pub ty: Option<TypeRef>,
    /// The body as strict JSON, indented.
    pub json: Arc<str>,
    /// Whether the annotation of the body says `"truncated": true`: the page leaves members out.
    pub truncated: bool,
    /// Whether the body, with all objects in it, fits its type. Also true if the type is unknown.
    pub conforms: bool,
    /// The findings from the comparison of the body with its type, in order, each as its code and its message: ``D0905:
    /// …``.
    pub findings: Vec<String>,
    /// The place of the body on its page.
    pub span: Span,
}

/// An example request and the responses that follow it.
#[derive(Clone, Debug, Hash)]
pub struct Exchange {
    /// The method and the URL of the request, as the page writes them. Empty for a response without a request before
    /// it.
    pub request_line: String,
    /// The place of the request line, or of the first response if there is no request.
    pub span: Span,
    /// The route of the operation that the request matches, with the values from the request. `None` if it matches no
    /// route, for instance because it has another path, or if the page shows only a response.
    pub call: Option<ShownCall>,
    /// The headers of the request.
    pub(crate) headers: Vec<HeaderLine>,
    /// The JSON body of the request; `None` if the body is missing or is not JSON.
    pub body: Option<ExampleId>,
    /// The place of the request body, in whatever format it is. `None` if the request has no body.
    pub body_span: Option<Span>,
    /// The text of a request body that is not JSON; empty if it is longer than 4096 bytes.
    pub text: Arc<str>,
    /// Whether the body of this request is not JSON but has a media type, such as `text/plain`, that the page documents
    /// as an alternative to JSON.
    pub other_media_type: bool,
    /// The codes of the findings that say why the generated crate would not send this request: it differs from the
    /// routes of the operation, or its body is missing, not expected or not JSON. Findings about members of the body
    /// are not included.
    pub findings: Vec<&'static str>,
    /// The example responses to this request, in the order of the page.
    pub replies: Vec<Reply>,
}

/// An example request that matches a route of its operation: the route, the values of its placeholders, and the query
/// options of the request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownCall {
    /// The index of the route in the operation's list of routes.
    pub route: usize,
    /// The values for the placeholders in the path, percent-decoded: `["7"]` for `/users/7` and `/users/{id}`.
    pub arguments: Vec<String>,
    /// The name and the value of each query option, in order, percent-decoded.
    pub query: Vec<(String, String)>,
}

/// An example response.
#[derive(Clone, Debug, Hash)]
pub struct Reply {
    /// The HTTP status code of the response, such as 200.
    pub status: u16,
    /// The headers that the page shows for the response.
    pub(crate) headers: Vec<HeaderLine>,
    /// The JSON body of the response; `None` if the body is missing or is not JSON.
    pub body: Option<ExampleId>,
    /// Whether the response has a body, in whatever format.
    pub has_body: bool,
    /// The text of a body that is not JSON; empty if it is longer than 4096 bytes.
    pub text: Arc<str>,
    /// Whether status and body are those that the operation documents. If they are not, a finding says why. Always true
    /// for an error, which is a status of 400 or more.
    pub agrees: bool,
    /// The codes of the findings that say how status or body differ from the documented ones. Findings about members of
    /// the body are not included.
    pub findings: Vec<&'static str>,
    /// The place of the body, or of the whole code block if there is no body.
    pub span: Span,
}

/// A header line of an example message: `Prefer: return=minimal`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct HeaderLine {
    /// The field name in the spelling of the page, such as `Prefer`.
    pub name: CompactString,
    /// The value of the header, such as `return=minimal`.
    pub value: CompactString,
    /// The place of the header's value on the page.
    pub span: Span,
}

/// What the JSON on a page is an example of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExampleRole {
    /// A body that an example request sends.
    Request,
    /// A body that an example response returns.
    Response,
    /// The JSON representation on a page about a type.
    Resource,
    /// JSON of an unknown role: no annotation, heading or request line says that it is a request, a response or a type.
    Other,
}
