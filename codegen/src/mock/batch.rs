//! Several requests in one: JSON batching, as OData 4.01 JSON (§19) and Graph have it.
//!
//! In: the request to `$batch`, and what answers a single one. Out: the answers, in the order of the requests.
//! Invariant: each request is answered as it is alone, with the token of the batch unless it has one of its own.

use graph_runtime::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use graph_runtime::http::{HeaderValue, Request, Response, StatusCode};
use graph_runtime::server::RequestTarget;
use graph_runtime::{Batch, Binary, ODataError};
use serde_json::{Map, Value, json};

use super::received::read_json;

/// Where batches are sent to, below the service root.
pub(super) const PATH: &str = "/$batch";

/// Answers a batch.
pub(super) fn answer(
    batch: &Request<Vec<u8>>,
    single: impl FnMut(&Request<Vec<u8>>) -> Response<Vec<u8>>,
) -> Response<Vec<u8>> {
    match answers(batch, single) {
        Ok(answers) => {
            let mut response = Response::new(json!({ "responses": answers }).to_string().into_bytes());
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        Err(reason) => ODataError::new(StatusCode::BAD_REQUEST, "badRequest", reason).to_response(),
    }
}

fn answers(
    batch: &Request<Vec<u8>>,
    mut single: impl FnMut(&Request<Vec<u8>>) -> Response<Vec<u8>>,
) -> Result<Vec<Value>, String> {
    let document = read_json(batch.body()).map_err(|error| format!("the body is no JSON: {error}"))?;
    let items = document.get("requests").and_then(Value::as_array).ok_or("a batch has an array `requests`")?;
    if items.len() > Batch::LIMIT {
        return Err(format!("{} requests in a batch, and {} are allowed", items.len(), Batch::LIMIT));
    }
    let mut answered: Vec<(&str, StatusCode)> = Vec::new();
    let mut answers = Vec::new();
    for item in items {
        let id = item.get("id").and_then(Value::as_str).ok_or("a request of a batch has an `id`, which is a string")?;
        if answered.iter().any(|(other, _)| *other == id) {
            return Err(format!("two requests of the batch have the id `{id}`"));
        }
        let response = match failed(item, id, &answered)? {
            Some(earlier) => {
                let message = format!("request `{earlier}` failed, which this one depends on");
                ODataError::new(StatusCode::FAILED_DEPENDENCY, "failedDependency", message).to_response()
            }
            None => single(&request(item, id, batch)?),
        };
        answered.push((id, response.status()));
        answers.push(written(id, &response));
    }
    Ok(answers)
}

/// The request before this one that this one depends on and that failed.
fn failed<'b>(item: &Value, id: &str, answered: &[(&'b str, StatusCode)]) -> Result<Option<&'b str>, String> {
    let mut failed = None;
    for earlier in item.get("dependsOn").and_then(Value::as_array).into_iter().flatten() {
        let known = answered.iter().find(|(other, _)| Some(*other) == earlier.as_str());
        let (other, status) =
            known.ok_or_else(|| format!("request `{id}` depends on {earlier}, which does not stand before it"))?;
        if !status.is_success() {
            failed = failed.or(Some(*other));
        }
    }
    Ok(failed)
}

/// A request of the batch as one of its own.
fn request(item: &Value, id: &str, batch: &Request<Vec<u8>>) -> Result<Request<Vec<u8>>, String> {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let (Some(method), Some(url)) = (text("method"), text("url")) else {
        return Err(format!("request `{id}` has no `method` or no `url`"));
    };
    let body = match item.get("body") {
        None | Some(Value::Null) => Vec::new(),
        // What is no JSON is in base64.
        Some(Value::String(body)) => Binary::from(body.as_str()).decode().unwrap_or_else(|_| body.clone().into_bytes()),
        Some(body) => body.to_string().into_bytes(),
    };
    // Links in the answer lead to where the batch was sent.
    let version = RequestTarget::parse(batch.uri().path()).map(|target| target.version).unwrap_or_default();
    // Some clients send whole addresses.
    let url = url.split_once("://").map_or(url, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let url = format!("/{}", url.trim_start_matches('/'));
    let is_versioned = RequestTarget::parse(&url).is_some_and(|target| !target.version.is_empty());
    let url = if is_versioned { url } else { format!("{version}{url}") };
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in item.get("headers").and_then(Value::as_object).into_iter().flatten() {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    let mut request = request.body(body).map_err(|error| format!("request `{id}`: {error}"))?;
    for name in [AUTHORIZATION, HOST] {
        if let Some(value) = batch.headers().get(&name)
            && !request.headers().contains_key(&name)
        {
            request.headers_mut().insert(name, value.clone());
        }
    }
    Ok(request)
}

/// An answer as a member of `responses`.
fn written(id: &str, response: &Response<Vec<u8>>) -> Value {
    let header = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Map<String, Value> =
        response.headers().iter().map(|(name, value)| (name.to_string(), header(value).into())).collect();
    let mut answer = json!({ "id": id, "status": response.status().as_u16(), "headers": headers });
    if !response.body().is_empty() {
        let media_type = response.headers().get(CONTENT_TYPE).map(header).unwrap_or_default();
        answer["body"] = match serde_json::from_slice(response.body()) {
            Ok(body) => body,
            Err(_) if media_type.starts_with("text/") => String::from_utf8_lossy(response.body()).into(),
            Err(_) => Binary::encode(response.body()).as_str().into(),
        };
    }
    answer
}
