//! Example bodies and exchanges of messages.

use crate::api::TypeRef;
use crate::source::Span;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::api::ids::{ExampleId, PageId};

/// A JSON body on a page.
#[derive(Clone, Debug, Hash)]
pub struct Example {
    /// The page.
    pub page: PageId,
    /// The role of the body: request, response or JSON representation.
    pub role: ExampleRole,
    /// The method and URL of the request to which the body belongs, as the page has them.
    pub request_line: Option<String>,
    /// The status of a response.
    pub status: Option<u16>,
    /// The type of the body. `None` if it is unknown.
    pub ty: Option<TypeRef>,
    /// Strict JSON, pretty-printed.
    pub json: Arc<str>,
    /// Whether the page says that members are omitted.
    pub truncated: bool,
    /// Whether the body fits its type at every depth.
    pub conforms: bool,
    /// The differences from its type: code and message of each finding, in order.
    pub findings: Vec<String>,
    /// The body on the page.
    pub span: Span,
}

/// An example request and the responses that follow it.
#[derive(Clone, Debug, Hash)]
pub struct Exchange {
    /// Method and target as the page has them; empty if a response has no request before it.
    pub request_line: String,
    /// The request line, or the first response if there is no request.
    pub span: Span,
    /// The route of the request. `None` if the request matches no route, which has a finding.
    pub call: Option<ShownCall>,
    /// The headers of the request.
    pub(crate) headers: Vec<HeaderLine>,
    /// The JSON body of the request.
    pub body: Option<ExampleId>,
    /// The place of the request body.
    pub body_span: Option<Span>,
    /// The text of a request body that is not JSON; empty if the text is long.
    pub text: Arc<str>,
    /// Whether the page documents another media type for this body, whereas the operation sends JSON only.
    pub other_media_type: bool,
    /// The codes of the findings that say why no route sends this request, without findings about its body.
    pub findings: Vec<&'static str>,
    /// The example responses, in order.
    pub replies: Vec<Reply>,
}

/// A request as a call of a route.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownCall {
    /// The index of the route among the routes of the operation.
    pub route: usize,
    /// The values of the placeholders in the path, in order, decoded.
    pub arguments: Vec<String>,
    /// The query options, in order, decoded.
    pub query: Vec<(String, String)>,
}

/// An example response.
#[derive(Clone, Debug, Hash)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub(crate) headers: Vec<HeaderLine>,
    /// The JSON body.
    pub body: Option<ExampleId>,
    /// Whether there is a body of any kind.
    pub has_body: bool,
    /// The text of a body that is not JSON; empty if the text is long.
    pub text: Arc<str>,
    /// Whether status and body are what the operation documents. If not, a finding says why.
    pub agrees: bool,
    /// The codes of the findings that say why status or body differ, without findings about members of the body.
    pub findings: Vec<&'static str>,
    /// The place of the body, or of the whole block if there is no body.
    pub span: Span,
}

/// A header line of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct HeaderLine {
    /// The field name as the page has it.
    pub name: CompactString,
    /// The value.
    pub value: CompactString,
    /// The place of the value.
    pub span: Span,
}

/// The role of a body on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExampleRole {
    /// The body of a request.
    Request,
    /// The body of a response.
    Response,
    /// The JSON representation of a resource page.
    Resource,
    /// Another JSON block.
    Other,
}
