//! An example request of a page and its response.
//!
//! In: the texts of the example, as constants of a generated crate. Out: the parts of the request, and the response.
//! Invariant: an [`Exchange`] is built by `const fn`. A file of bodies is searched only when a service needs a body.

use super::{Bodies, RequestTarget};
use crate::Json;

/// An example request of a page and its response.
///
/// ```
/// use graph_runtime::server::{Bodies, Exchange};
/// static BODIES: Bodies<'_> = Bodies::new(r#"{"created": {"id": "7"}}"#);
/// static EXCHANGE: Exchange = Exchange::new("/me/messages?$top=1", 201)
///     .asked_with(&[("Prefer", "respond-async")])
///     .answered_with(&[("Location", "https://graph.microsoft.com/v1.0/me/messages/7")])
///     .answer(&BODIES, "created");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    target: &'static str,
    asked_with: &'static [(&'static str, &'static str)],
    sent: Option<(&'static Bodies<'static>, &'static str)>,
    pub(super) status: u16,
    pub(super) answered_with: &'static [(&'static str, &'static str)],
    answer: Option<(&'static Bodies<'static>, &'static str)>,
}

impl Exchange {
    /// An example with the path and query of its request, and the status of its response. The methods below add the
    /// other parts.
    ///
    /// ```
    /// use graph_runtime::server::Exchange;
    /// let exchange = Exchange::new("/me/messages/7", 204);
    /// ```
    #[must_use]
    pub const fn new(target: &'static str, status: u16) -> Self {
        Self { target, asked_with: &[], sent: None, status, answered_with: &[], answer: None }
    }

    /// Adds the headers of the request.
    ///
    /// ```
    /// use graph_runtime::server::Exchange;
    /// let exchange = Exchange::new("/me/messages", 200).asked_with(&[("Prefer", "odata.maxpagesize=2")]);
    /// ```
    #[must_use]
    pub const fn asked_with(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.asked_with = headers;
        self
    }

    /// Adds the body of the request: the one called `name` in the file `bodies`.
    ///
    /// ```
    /// use graph_runtime::server::{Bodies, Exchange};
    /// static BODIES: Bodies<'_> = Bodies::new(r#"{"new": {"subject": "Hello"}}"#);
    /// let exchange = Exchange::new("/me/messages", 201).sent(&BODIES, "new");
    /// ```
    #[must_use]
    pub const fn sent(mut self, bodies: &'static Bodies<'static>, name: &'static str) -> Self {
        self.sent = Some((bodies, name));
        self
    }

    /// Adds the headers of the response.
    ///
    /// ```
    /// use graph_runtime::server::Exchange;
    /// let exchange = Exchange::new("/me/operations", 202).answered_with(&[("Retry-After", "5")]);
    /// ```
    #[must_use]
    pub const fn answered_with(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.answered_with = headers;
        self
    }

    /// Adds the body of the response: the one called `name` in the file `bodies`.
    ///
    /// ```
    /// use graph_runtime::server::{Bodies, Exchange};
    /// static BODIES: Bodies<'_> = Bodies::new(r#"{"list": {"value": []}}"#);
    /// let exchange = Exchange::new("/me/messages", 200).answer(&BODIES, "list");
    /// ```
    #[must_use]
    pub const fn answer(mut self, bodies: &'static Bodies<'static>, name: &'static str) -> Self {
        self.answer = Some((bodies, name));
        self
    }

    /// The path and query of the request, decoded.
    pub(super) fn target(&self) -> RequestTarget {
        RequestTarget::parse(self.target).unwrap_or_default()
    }

    /// The headers of the request, as names and values.
    pub(super) fn headers(&self) -> Vec<(String, String)> {
        self.asked_with.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// The body of the request; `None` if it has none that is JSON.
    pub(super) fn body(&self) -> Option<Json> {
        let (bodies, name) = self.sent?;
        serde_json::from_str(bodies.get(name)?).ok()
    }

    /// The JSON text of the body of the response; `None` if it has none.
    pub(super) fn answered(&self) -> Option<&'static str> {
        let (bodies, name) = self.answer?;
        bodies.get(name)
    }
}
