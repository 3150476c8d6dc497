//! When a request may be sent again.
//!
//! In: the header `Retry-After` (RFC 9110 §10.2.3). Out: seconds, or the text of a date.
//! Invariant: what is neither is kept as text, and stands for no time.

use http::{HeaderMap, header::RETRY_AFTER};
use std::time;

/// The header `Retry-After`.
///
/// ```
/// use graph_runtime::{ODataError, RetryAfter, http::Response};
///
/// let date = "Wed, 21 Oct 2026 07:28:00 GMT";
/// let response = Response::builder().status(503).header("retry-after", date).body(Vec::new())?;
/// assert_eq!(ODataError::from_response(response).retry_after, Some(RetryAfter::Date(date.to_owned())));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// So long after the response.
    Delay(time::Duration),
    /// At this HTTP date, as it was received.
    Date(String),
}

impl RetryAfter {
    /// Reads the header, if it is there.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
        Some(match text.trim().parse() {
            Ok(seconds) => Self::Delay(time::Duration::from_secs(seconds)),
            Err(_) => Self::Date(text.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ODataError;
    use http::Response;

    #[test]
    fn a_date_to_retry_at_is_kept() {
        let date = "Fri, 31 Dec 1999 23:59:59 GMT";
        let response = Response::builder().status(503).header("Retry-After", date).body(Vec::new()).unwrap();
        assert_eq!(ODataError::from_response(response).retry_after, Some(RetryAfter::Date(date.into())));
    }
}
