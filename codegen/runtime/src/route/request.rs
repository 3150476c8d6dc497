//! Building a request.
//!
//! In: a call, a body, a service root. Out: an `http::Request`.
//! Invariant: the request goes to the host of the service root.

use super::{Body, Call, LinkError};
use crate::View;
use http::{
    HeaderName, HeaderValue, Method, Request, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
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
        /// The first argument that is missing.
        index: usize,
    },
    /// There are more arguments than the template has placeholders.
    SuperfluousArgument {
        /// The first argument without a placeholder.
        index: usize,
    },
    /// The argument would mean another path: it is empty, or it has a segment `.` or `..`.
    Argument {
        /// Which argument it is.
        index: usize,
    },
    /// The name or the value is not one of a header.
    Header {
        /// The name.
        name: String,
    },
    /// The service root is no URI, or it has a query or a fragment.
    ServiceRoot,
    /// The body cannot be written as JSON.
    Body,
    /// So many routes of a batch depend on each other, more than one request carries.
    Dependencies {
        /// How many they are.
        count: usize,
    },
    /// A route of a batch depends on itself or on one that was added after it.
    Dependency {
        /// Which route of the batch it is, from 0 on.
        index: usize,
    },
    /// A link that the service handed out is not followed.
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
                write!(formatter, "argument {index} is empty, or has an empty or dotted segment")
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
            Self::Link(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for RequestError {}

/// The URI of a path and query under the service root.
pub(crate) fn under(service_root: &str, path_and_query: &str) -> Result<Uri, RequestError> {
    if service_root.contains(['?', '#']) {
        return Err(RequestError::ServiceRoot);
    }
    let uri = format!("{}{path_and_query}", service_root.trim_end_matches('/'));
    Uri::try_from(uri).map_err(|_| RequestError::ServiceRoot)
}

pub(super) fn build(
    method: Method,
    call: &Call,
    body: Body<'_>,
    accept: Option<&'static str>,
    service_root: &str,
) -> Result<Request<Vec<u8>>, RequestError> {
    let uri = under(service_root, &call.path_and_query()?)?;
    let (bytes, content_type) = match body {
        Body::None | Body::Json(View::Absent) => (Vec::new(), None),
        Body::Json(view) => (serde_json::to_vec(&view).map_err(|_| RequestError::Body)?, Some("application/json")),
        Body::Bytes(bytes, content_type) => (bytes.to_vec(), Some(content_type)),
    };
    let mut request = Request::new(bytes);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    for (name, value) in [(CONTENT_TYPE, content_type), (ACCEPT, accept)] {
        if let Some(value) = value {
            let invalid = || RequestError::Header { name: name.to_string() };
            headers.insert(&name, HeaderValue::from_str(value).map_err(|_| invalid())?);
        }
    }
    for (name, value) in call.headers() {
        let invalid = || RequestError::Header { name: name.to_owned() };
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
        value.set_sensitive(key == AUTHORIZATION);
        headers.insert(key, value);
    }
    Ok(request)
}
