//! Checks of the answers of the mock.

use graph_runtime::http::header::CONTENT_TYPE;
use graph_runtime::http::{Request, Response};
use serde_json::Value;

use crate::forms::case::Case;
use crate::forms::check::{Checked, Fields, require};

/// `{"mock": "GET /a/1", body, status, answers, headers}` holds if the mock answers this request with this status, kind
/// of body and headers.
pub(crate) fn mock(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["mock", "body", "status", "answers", "headers"]);
    let (method, target) = fields.text("mock").and_then(|line| line.split_once(' ')).expect("`METHOD /path`");
    let request = Request::builder().method(method).uri(target).header("Authorization", "Bearer token");
    let request = match fields.get("body") {
        Some(body) => request.header(CONTENT_TYPE, "application/json").body(body.to_string().into_bytes()),
        None => request.body(Vec::new()),
    };
    let response = case.mock.answer(&request.expect("a request"));
    let status = usize::from(response.status().as_u16());
    let shown = || format!("{status} {:?} {}", response.headers(), String::from_utf8_lossy(response.body()));
    if let Some(expected) = fields.number("status") {
        require(status == expected, shown)?;
    }
    if let Some(expected) = fields.text("answers") {
        assert!(["nothing", "json", "number", "other"].contains(&expected), "no body is `{expected}`");
        require(kind(&response) == expected, shown)?;
    }
    require(fields.texts("headers").iter().all(|name| response.headers().contains_key(*name)), shown)
}

/// The kind of a response's body, in one word. An empty body with a media type is not `nothing` but `other`, because it
/// is a stream without content.
fn kind(response: &Response<Vec<u8>>) -> &'static str {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let text = String::from_utf8_lossy(response.body());
    match media_type {
        None if text.is_empty() => "nothing",
        Some(name) if name.contains("json") && serde_json::from_str::<Value>(&text).is_ok() => "json",
        Some(name) if name.starts_with("text/plain") && text.trim().parse::<u64>().is_ok() => "number",
        _ => "other",
    }
}
