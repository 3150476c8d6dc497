//! The body of a request before it is serialised.
//!
//! In: the body of a route. Out: JSON to serialise, or bytes of a media type. Invariant: nothing is copied.

use crate::{Content, View};

/// The body of a request.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Body, Route, View};
/// assert!(matches!(ListMessages::me_messages().body(), Body::None));
/// assert!(matches!(CreateMessage::me_messages(Message::default()).body(), Body::Json(View::Object(_))));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Body<'a> {
    /// The request has no body.
    #[default]
    None,
    /// The body is written as JSON. [`View::Absent`] means that there is no body, as for an optional body that is
    /// `None`.
    Json(View<'a>),
    /// Bytes and their media type, such as `text/csv`.
    Bytes(&'a [u8], &'a str),
}

impl<'a> From<&'a Content> for Body<'a> {
    fn from(content: &'a Content) -> Self {
        Self::Bytes(&content.bytes, content.content_type.as_deref().unwrap_or("application/octet-stream"))
    }
}
