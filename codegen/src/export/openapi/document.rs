//! The data that is collected once and from which every part of the OpenAPI document is written.
//!
//! In: the model, the plan and the options. Out: all three, with the names of the components and the paths.

use super::names::Names;
use super::paths::Paths;
use crate::api::Api;
use crate::plan::Plan;

/// The media type of JSON bodies.
pub(super) const JSON: &str = "application/json";
pub(super) const TEXT: &str = "text/plain";
pub(super) const BYTES: &str = "application/octet-stream";

/// Values for an OpenAPI document that the pages do not state.
#[derive(Clone, Debug, Default)]
pub struct OpenApiOptions {
    /// The title. The default is the namespace with the most types.
    pub title: Option<String>,
    /// The version of the API. The default is the last part of the service root.
    pub version: Option<String>,
    /// The service roots. The default is the one that most example requests use.
    pub servers: Vec<String>,
    /// The authority that issues tokens: the URL before `/organizations/oauth2/v2.0/authorize`.
    pub authority: String,
}

/// The model and what was derived from it once, for every part of the document.
pub(super) struct Document<'a> {
    pub(super) api: &'a Api,
    pub(super) plan: &'a Plan,
    pub(super) options: &'a OpenApiOptions,
    pub(super) names: Names,
    pub(super) paths: Paths<'a>,
}
