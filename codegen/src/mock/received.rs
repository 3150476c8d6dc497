//! A request as the mock looks at it.
//!
//! In: a request. Out: its target in parts, and its body, parsed once.
//! Invariant: what is said of a request afterwards looks at these parts alone.

use graph_runtime::http::header::{CONTENT_TYPE, HeaderMap};
use graph_runtime::http::{HeaderName, Request};
use graph_runtime::server::RequestTarget;
use serde_json::Value;

/// The parts of a request.
pub(super) struct Received<'r> {
    /// The method; that of `GET` for `HEAD`, which differs in the answer alone.
    pub(super) method: &'r str,
    /// Path and query as they were sent.
    pub(super) uri: &'r str,
    pub(super) target: RequestTarget,
    pub(super) headers: &'r HeaderMap,
    pub(super) body: Body,
}

/// The body of a request.
pub(super) enum Body {
    /// There is none.
    Empty,
    /// JSON.
    Json(Value),
    /// What is said to be JSON, or to be nothing, and is none: why not, and whether it is not even meant to be.
    NoJson(String, bool),
    /// Bytes of this media type.
    Bytes(String),
}

impl<'r> Received<'r> {
    /// The parts; `None` when the target is not text once it is decoded.
    pub(super) fn read(request: &'r Request<Vec<u8>>) -> Option<Received<'r>> {
        let uri = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let method = if request.method() == "HEAD" { "GET" } else { request.method().as_str() };
        let body = Body::read(request.headers(), request.body());
        Some(Received { method, uri, target: RequestTarget::parse(uri)?, headers: request.headers(), body })
    }

    /// The value of a header, where it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        self.headers.get(name)?.to_str().ok()
    }

    /// The body where it is JSON.
    pub(super) fn json(&self) -> Option<&Value> {
        match &self.body {
            Body::Json(json) => Some(json),
            Body::Empty | Body::NoJson(..) | Body::Bytes(_) => None,
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
            // A body without a media type is taken for JSON.
            Some(_) | None if has_too_many_values(bytes) => {
                Body::NoJson(format!("it has more than {MANY} values"), false)
            }
            Some(_) | None => match read_json(bytes) {
                Ok(json) => Body::Json(json),
                Err(error) => Body::NoJson(error.to_string(), !bytes.trim_ascii_start().starts_with(b"{")),
            },
        }
    }
}

/// How many values a body may have: each takes far more memory than its text.
const MANY: usize = 250_000;

/// Commas stand between values. Those within texts count too, which only very long texts make a difference of.
fn has_too_many_values(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b',', bytes).nth(MANY).is_some()
}

/// JSON of a body, which may start with a byte order mark, as that of a response may (RFC 8259 §8.1).
pub(super) fn read_json(body: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body))
}

/// A text in a message: what a client sends may be long.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
