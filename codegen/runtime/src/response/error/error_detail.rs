//! One of the individual errors in an error response.
//!
//! In: an element of the details of an error. Out: its code, message and target.
//! Invariant: a part that the service does not send is `None`.

/// One of the individual errors in an error response.
///
/// ```
/// use graph_runtime::{ODataError, http::Response};
///
/// let body = r#"{"error":{"code":"invalid","details":[{"code":"tooLong","target":"subject","message":"At most 255."}]}}"#;
/// let error = ODataError::from_response(Response::builder().status(400).body(body.as_bytes().to_vec())?);
/// assert_eq!(error.details[0].code.as_deref(), Some("tooLong"));
/// assert_eq!(error.details[0].target.as_deref(), Some("subject"));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code of the error.
    pub code: Option<String>,
    /// The message for people, such as `The name is too long`.
    pub message: Option<String>,
    /// The part of the request that the error is about.
    pub target: Option<String>,
}
