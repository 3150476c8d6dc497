//! The parts of a request that the mock uses.
//!
//! In: a request. Out: its target in parts, and its parsed body. Invariant: all later checks use these parts, so a
//! request is parsed once.

use graph_runtime::http::header::{CONTENT_TYPE, HeaderMap};
use graph_runtime::http::{HeaderName, Request};
use graph_runtime::server::RequestTarget;
use graph_runtime::server::state::StateRequest;
use serde_json::Value;

/// A received request in the parts that the mock looks at.
pub(super) struct Received<'r> {
    /// The method. `HEAD` counts as `GET`, because only their responses differ.
    pub(super) method: &'r str,
    /// The path and the query, not decoded: `/v1.0/users?$top=5`.
    pub(super) uri: &'r str,
    pub(super) target: RequestTarget,
    pub(super) headers: &'r HeaderMap,
    pub(super) body: Body,
    /// The bytes of the body.
    pub(super) bytes: &'r [u8],
}

/// The body of a request, parsed by its media type.
pub(super) enum Body {
    /// The request has no body.
    Empty,
    /// The request has a JSON body with this value.
    Json(Value),
    /// A body that should be JSON and is malformed or has too many values, with the reason.
    NoJson(String),
    /// The request has a body that is not JSON; this is its media type.
    Bytes(String),
}

impl<'r> Received<'r> {
    /// Takes a request apart; `None` if its path or query does not decode to text.
    pub(super) fn read(request: &'r Request<Vec<u8>>) -> Option<Received<'r>> {
        let uri = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let method = if request.method() == "HEAD" { "GET" } else { request.method().as_str() };
        let body = Body::read(request.headers(), request.body());
        let (target, headers, bytes) = (RequestTarget::parse(uri)?, request.headers(), request.body());
        Some(Received { method, uri, target, headers, body, bytes })
    }

    /// The value of a header, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        self.headers.get(name)?.to_str().ok()
    }

    /// The request in the form that `State` of the runtime takes. `body` has the bytes of the body.
    pub(super) fn of_state<'a>(&'a self, body: &'a [u8]) -> StateRequest<'a> {
        let Received { method, uri, target, headers, .. } = self;
        StateRequest { method, uri, target, headers, json: self.json(), body }
    }

    /// The body, if it is JSON.
    pub(super) fn json(&self) -> Option<&Value> {
        match &self.body {
            Body::Json(json) => Some(json),
            Body::Empty | Body::NoJson(_) | Body::Bytes(_) => None,
        }
    }
}

impl Body {
    fn read(headers: &HeaderMap, bytes: &[u8]) -> Body {
        if bytes.is_empty() {
            return Body::Empty;
        }
        let media_type = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        match media_type {
            Some(media_type) if !graph_runtime::server::is_json(&media_type) => Body::Bytes(media_type),
            // A body without a media type is read as JSON.
            Some(_) | None if has_too_many_values(bytes) => Body::NoJson(format!("it has more than {MANY} values")),
            Some(_) | None => match read_json(bytes) {
                Ok(json) => Body::Json(json),
                Err(error) => Body::NoJson(error.to_string()),
            },
        }
    }
}

/// The highest number of values in a body. A parsed value takes far more memory than its text.
const MANY: usize = 250_000;

/// Whether the body may have too many values. It counts commas, also those within strings, which matter only in very
/// long strings.
fn has_too_many_values(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b',', bytes).nth(MANY).is_some()
}

/// Parses a JSON body. It may start with a byte order mark (RFC 8259 §8.1).
pub(super) fn read_json(body: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body))
}

/// Shortens a text that a client sent, for a message.
pub(super) fn short(text: &str) -> String {
    const MAX_LENGTH: usize = 80;
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
