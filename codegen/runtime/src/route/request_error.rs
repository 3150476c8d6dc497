//! Errors of building a request.
//!
//! In: the argument, header, link or dependency that is wrong. Out: an error that names it. Invariant: the message
//! contains no value of a header.

use super::LinkError;
use std::fmt;

/// Why a request cannot be built.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{RequestError, Route};
///
/// let error = |root: &str, route: ListMessages| route.request(root).err();
/// assert_eq!(error("no root", ListMessages::me_messages()), Some(RequestError::ServiceRoot));
/// let header = ListMessages::me_messages().header("Prefer", "a\nb");
/// assert_eq!(error("https://x/v1.0", header), Some(RequestError::Header { name: "Prefer".to_owned() }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The template has more placeholders than there are arguments.
    MissingArgument {
        /// The index of the first missing argument.
        index: usize,
    },
    /// There are more arguments than the template has placeholders.
    SuperfluousArgument {
        /// The index of the first argument without a placeholder.
        index: usize,
    },
    /// The argument would change the path: it is empty, or has a segment that is empty, `.` or `..`.
    Argument {
        /// The index of the argument among the arguments of the call, from 0.
        index: usize,
    },
    /// A header cannot have this name or this value.
    Header {
        /// The name of the header.
        name: String,
    },
    /// The service root is not a URI, or has a query or a fragment.
    ServiceRoot,
    /// The body cannot be written as JSON.
    Body,
    /// A batch has a group of routes that depend on each other, and one batch request cannot hold all of them.
    Dependencies {
        /// The number of routes in the group, which depend on each other directly or indirectly.
        count: usize,
    },
    /// A route of a batch depends on itself or on one that was added after it.
    Dependency {
        /// The index of the route in the batch, from 0 in the order of [`Batch::add`](crate::Batch::add).
        index: usize,
    },
    /// The length of a part of an upload differs from that of the byte range that has to be sent next.
    Part {
        /// The range of bytes of the file that the service expects next.
        expected: std::ops::Range<u64>,
    },
    /// A long-running operation would take longer than the limit that the caller set.
    StillRunning {
        /// The limit, as set with [`give_up_after`](crate::Operation::give_up_after).
        limit: std::time::Duration,
    },
    /// A link in a response of the service is refused.
    Link(LinkError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingArgument { index } => {
                write!(formatter, "argument {index} of the template is missing")
            }
            Self::SuperfluousArgument { index } => {
                write!(formatter, "the template has no place for argument {index}")
            }
            Self::Argument { index } => {
                write!(formatter, "argument {index} is empty, or has a segment that is empty, `.` or `..`")
            }
            Self::Header { name } => write!(formatter, "the header {name:?} has an invalid name or value"),
            Self::ServiceRoot => formatter.write_str("the service root is no URI without query and fragment"),
            Self::Body => formatter.write_str("the body cannot be written as JSON"),
            Self::Dependencies { count } => {
                write!(formatter, "{count} routes of the batch depend on each other, more than one request carries")
            }
            Self::Dependency { index } => {
                write!(formatter, "route {index} of the batch depends on itself or on a later one")
            }
            Self::Part { expected } => {
                write!(formatter, "the part is not as long as the bytes {} up to {}", expected.start, expected.end)
            }
            Self::StillRunning { limit } => write!(formatter, "the operation goes on for longer than {limit:?}"),
            Self::Link(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for RequestError {}
