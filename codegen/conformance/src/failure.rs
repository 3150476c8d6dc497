//! The error of a check: what is wrong, and with which variation of a body.
//!
//! In: the result of a check. Out: one message. Invariant: the message names the member, the path or the header that is
//! wrong.

use std::fmt;

/// The first difference that a check finds.
///
/// ```
/// use graph_conformance::check;
/// use graph_runtime::ODataValue;
/// let failure = check::<ODataValue<i32>>("no JSON").expect_err("it is not an object");
/// assert_eq!(failure.to_string(), failure.reason);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// How the example body was changed before it was read, such as `/manager missing`. Empty if it was not changed.
    pub variation: String,
    /// What is wrong with the body or the request, in words.
    pub reason: String,
}

impl Failure {
    /// A failure for an unchanged example body, or for a route.
    pub(crate) fn new(reason: impl fmt::Display) -> Self {
        Self { variation: String::new(), reason: reason.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.variation.is_empty() {
            formatter.write_str(&self.reason)
        } else {
            write!(formatter, "with {}: {}", self.variation, self.reason)
        }
    }
}

impl std::error::Error for Failure {}
