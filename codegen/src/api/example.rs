//! Bodies and exchanges of messages that pages show.

use crate::api::TypeRef;
use crate::source::Span;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::api::ids::{ExampleId, PageId};

/// A JSON body shown on a page.
#[derive(Clone, Debug, Hash)]
pub struct Example {
    /// The page.
    pub page: PageId,
    /// Request, response or the resource's representation.
    pub role: ExampleRole,
    /// The method and URL of the request it belongs to, as written.
    pub request_line: Option<String>,
    /// The status of a response.
    pub status: Option<u16>,
    /// The type of the body. `None` if it is unknown.
    pub ty: Option<TypeRef>,
    /// Strict JSON, pretty-printed.
    pub json: Arc<str>,
    /// Whether the page says that members are left out.
    pub truncated: bool,
    /// Whether it agrees with its type at every depth.
    pub conforms: bool,
    /// The differences from its type: code and message of each finding, in order.
    pub findings: Vec<String>,
    /// The body on the page.
    pub span: Span,
}

/// An example request of a page and the responses that follow it.
#[derive(Clone, Debug, Hash)]
pub struct Exchange {
    /// Method and target as the page has them; empty where a response has no request before it.
    pub request_line: String,
    /// The request line, or the first response if the page shows no request.
    pub span: Span,
    /// The route that the request is of; `None` where it fits none, which a finding says.
    pub call: Option<ShownCall>,
    /// The headers of the request.
    pub headers: Vec<HeaderLine>,
    /// The JSON body of the request.
    pub body: Option<ExampleId>,
    /// The body of the request.
    pub body_span: Option<Span>,
    /// The body of the request where it is no JSON; empty where it is long.
    pub text: Arc<str>,
    /// Whether the body is of a media type that the page describes beside JSON, which alone the operation sends.
    pub other_media_type: bool,
    /// The codes of the findings that say why the request is not one that a route sends, but for those within the body.
    pub findings: Vec<&'static str>,
    /// The example responses, in order.
    pub replies: Vec<Reply>,
}

/// A request as a call of a route.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownCall {
    /// The index among the routes of the operation.
    pub route: usize,
    /// The values of the placeholders in the path, in order, decoded.
    pub arguments: Vec<String>,
    /// The query options, in order, decoded.
    pub query: Vec<(String, String)>,
}

/// A response that a page shows.
#[derive(Clone, Debug, Hash)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<HeaderLine>,
    /// The JSON body.
    pub body: Option<ExampleId>,
    /// Whether there is a body of any kind.
    pub has_body: bool,
    /// The body if it is not JSON. Empty if it is long.
    pub text: Arc<str>,
    /// Whether status and body are what the operation answers; where not, a finding says why.
    pub agrees: bool,
    /// The codes of the findings that say why not, but for those on the body.
    pub findings: Vec<&'static str>,
    /// The body, or the whole block.
    pub span: Span,
}

/// A header line of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HeaderLine {
    /// The field name as written.
    pub name: CompactString,
    /// The value.
    pub value: CompactString,
    /// The value's place.
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
