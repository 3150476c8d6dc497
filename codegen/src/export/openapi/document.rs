//! What every part of the document is made of.
//!
//! In: nothing. Out: the model with the names that its parts have in the document, and what its bodies are.

use super::names::Names;
use super::paths::Paths;
use crate::api::Api;
use crate::plan::Plan;

/// The media types of bodies.
pub(super) const JSON: &str = "application/json";
pub(super) const TEXT: &str = "text/plain";
pub(super) const BYTES: &str = "application/octet-stream";

/// What a document says that no page does.
#[derive(Clone, Debug, Default)]
pub struct OpenApiOptions {
    /// The title; when there is none, the namespace of the most types.
    pub title: Option<String>,
    /// The version of the API; when there is none, the last part of the service root.
    pub version: Option<String>,
    /// Addresses of the service, each with the path that all routes are below; when there are none, the one that most example
    /// requests are sent to.
    pub servers: Vec<String>,
    /// Where callers get their tokens: what stands before `/organizations/oauth2/v2.0/authorize` and its like.
    pub authority: String,
}

/// What the parts need.
pub(super) struct Document<'a> {
    pub(super) api: &'a Api,
    pub(super) plan: &'a Plan,
    pub(super) options: &'a OpenApiOptions,
    pub(super) names: Names,
    pub(super) paths: Paths<'a>,
}
