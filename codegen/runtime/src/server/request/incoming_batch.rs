//! Several requests in one: JSON batching, as OData 4.01 JSON (§19) and Graph have it.
//!
//! In: the request to `$batch`, then the answer to each request in it. Out: the single requests, then the response.
//! Invariant: each request is answered as if it came alone. Without a header `Authorization` of its own it has that of
//! the batch. If a request failed, those that depend on it get status 424 instead.

use crate::server::RequestTarget;
use crate::{Batch, Binary, Json, ODataError};
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;

/// A batch whose requests are answered one after the other.
///
/// ```
/// use graph_runtime::{http::{Request, Response}, server::IncomingBatch};
///
/// let body = r#"{"requests":[{"id":"1","method":"GET","url":"/me"},{"id":"2","method":"GET","url":"/x","dependsOn":["1"]}]}"#;
/// let mut batch = IncomingBatch::read(&Request::post("/v1.0/$batch").body(body.into())?).expect("it is a batch");
/// while let Some(request) = batch.next_request() {
///     assert_eq!(request.uri(), "/v1.0/me");
///     batch.answer(&Response::builder().status(404).body(Vec::new())?);
/// }
/// let response = String::from_utf8(batch.into_response().into_body())?;
/// assert!(response.contains(r#""id":"2","status":424"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct IncomingBatch {
    open: VecDeque<Item>,
    /// The id of the request in the batch that is being answered.
    current: Option<String>,
    answered: Vec<(String, StatusCode)>,
    answers: Vec<Value>,
}

#[derive(Debug)]
struct Item {
    id: String,
    depends_on: Vec<String>,
    request: Request<Vec<u8>>,
}

impl IncomingBatch {
    /// Whether a request is a `POST` to `$batch`.
    ///
    /// ```
    /// use graph_runtime::{http::Request, server::IncomingBatch};
    /// assert!(IncomingBatch::is_batch(&Request::post("/v1.0/$batch").body(())?));
    /// assert!(!IncomingBatch::is_batch(&Request::get("/$batch").body(())?));
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    #[must_use]
    pub fn is_batch<B>(request: &Request<B>) -> bool {
        request.method() == Method::POST && Self::is_at(request)
    }

    /// Whether a request is to `$batch`, with any method.
    pub(in crate::server) fn is_at<B>(request: &Request<B>) -> bool {
        service_root_path(request).is_some()
    }

    /// Reads the requests of a batch.
    ///
    /// # Errors
    ///
    /// A response that says why the body is not a batch.
    ///
    /// ```
    /// use graph_runtime::{http::Request, server::IncomingBatch};
    /// let refused = IncomingBatch::read(&Request::post("/$batch").body(b"{}".to_vec())?).expect_err("there are no requests");
    /// assert_eq!(refused.status(), 400);
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    pub fn read(batch: &Request<Vec<u8>>) -> Result<Self, Box<Response<Vec<u8>>>> {
        let media_type = batch.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        if media_type.as_ref().is_some_and(|media_type| !crate::server::is_json(media_type)) {
            let message = "the media type of the batch is not JSON";
            let error = ODataError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", message);
            return Err(Box::new(error.to_response()));
        }
        let open = items(batch)
            .map_err(|reason| Box::new(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", reason).to_response()))?;
        Ok(Self { open, current: None, answered: Vec::new(), answers: Vec::new() })
    }

    /// The next request of the batch, in order; `None` if none is left. A request that depends on a failed one is not
    /// returned: it gets status 424.
    ///
    /// ```
    /// use graph_runtime::{http::Request, server::IncomingBatch};
    /// let body = br#"{"requests":[{"id":"1","method":"GET","url":"/me"}]}"#;
    /// let mut batch = IncomingBatch::read(&Request::post("/$batch").body(body.to_vec())?).expect("it is a batch");
    /// assert!(batch.next_request().is_some() && batch.next_request().is_none());
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    pub fn next_request(&mut self) -> Option<Request<Vec<u8>>> {
        while let Some(Item { id, depends_on, request }) = self.open.pop_front() {
            let has_failed =
                |(other, status): &&(String, StatusCode)| !status.is_success() && depends_on.contains(other);
            let failed = self.answered.iter().find(has_failed).map(|(other, _)| other.clone());
            self.current = Some(id);
            let Some(earlier) = failed else { return Some(request) };
            let message = format!("request `{earlier}` failed, which this one depends on");
            self.answer(&ODataError::new(StatusCode::FAILED_DEPENDENCY, "failedDependency", message).to_response());
        }
        None
    }

    /// Records the answer to the request that [`next_request`](Self::next_request) returned last.
    ///
    /// ```
    /// use graph_runtime::{http::{Request, Response}, server::IncomingBatch};
    /// let body = br#"{"requests":[{"id":"1","method":"GET","url":"/me"}]}"#;
    /// let mut batch = IncomingBatch::read(&Request::post("/$batch").body(body.to_vec())?).expect("it is a batch");
    /// batch.next_request();
    /// batch.answer(&Response::new(b"5".to_vec()));
    /// assert_eq!(batch.into_response().body(), br#"{"responses":[{"id":"1","status":200,"headers":{},"body":5}]}"#);
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    pub fn answer(&mut self, response: &Response<Vec<u8>>) {
        if let Some(id) = self.current.take() {
            self.answers.push(written(&id, response));
            self.answered.push((id, response.status()));
        }
    }

    /// The response to the batch, with the answers in the order of the requests in it.
    ///
    /// ```
    /// use graph_runtime::{http::Request, server::IncomingBatch};
    /// let batch = IncomingBatch::read(&Request::post("/$batch").body(br#"{"requests":[]}"#.to_vec())?).expect("it is a batch");
    /// assert_eq!(batch.into_response().body(), br#"{"responses":[]}"#);
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    #[must_use]
    pub fn into_response(self) -> Response<Vec<u8>> {
        let mut response = Response::new(json!({ "responses": self.answers }).to_string().into_bytes());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

/// The path of the service root, such as `/v1.0` of `/v1.0/$batch`; `None` if the path does not end with `/$batch`.
fn service_root_path<B>(batch: &Request<B>) -> Option<&str> {
    const END: &str = "/$batch";
    let path = batch.uri().path();
    let (root, end) = path.split_at_checked(path.len().checked_sub(END.len())?)?;
    end.eq_ignore_ascii_case(END).then_some(root)
}

fn items(batch: &Request<Vec<u8>>) -> Result<VecDeque<Item>, String> {
    let body = batch.body().strip_prefix("\u{feff}".as_bytes()).unwrap_or(batch.body());
    let document: Json = serde_json::from_slice(body).map_err(|error| format!("the body is no JSON: {error}"))?;
    let requests = document.get("requests").and_then(Value::as_array).ok_or("the batch has no array `requests`")?;
    if requests.len() > Batch::LIMIT {
        return Err(format!("{} requests in a batch, and {} are allowed", requests.len(), Batch::LIMIT));
    }
    let mut items: VecDeque<Item> = VecDeque::new();
    for item in requests {
        let id = item.get("id").and_then(Value::as_str).ok_or("a request of the batch has no `id` that is a string")?;
        let is_before = |id: &str| items.iter().any(|before| before.id == id);
        if is_before(id) {
            return Err(format!("two requests of the batch have the id `{id}`"));
        }
        let mut depends_on = Vec::new();
        for earlier in item.get("dependsOn").and_then(Value::as_array).into_iter().flatten() {
            let known = earlier.as_str().filter(|earlier| is_before(earlier));
            let known =
                known.ok_or_else(|| format!("request `{id}` depends on {earlier}, which is not an earlier request"))?;
            depends_on.push(known.to_owned());
        }
        items.push_back(Item { id: id.to_owned(), depends_on, request: request(item, id, batch)? });
    }
    Ok(items)
}

/// One element of `requests` as an HTTP request. The error says what is missing or wrong in it.
fn request(item: &Value, id: &str, batch: &Request<Vec<u8>>) -> Result<Request<Vec<u8>>, String> {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let (Some(method), Some(url)) = (text("method"), text("url")) else {
        return Err(format!("request `{id}` has no `method` or no `url`"));
    };
    let body = match item.get("body") {
        None | Some(Value::Null) => Vec::new(),
        // A string is a body in base64. A string that is not base64 is the body itself, as text.
        Some(Value::String(body)) => Binary::from(body.as_str()).decode().unwrap_or_else(|_| body.clone().into_bytes()),
        Some(body) => body.to_string().into_bytes(),
    };
    // A URL without a version, such as `/me`, is below the service root of the batch: `/v1.0/me` for `/v1.0/$batch`.
    let root = service_root_path(batch).unwrap_or_default();
    // Some clients send absolute URLs.
    let url = url.split_once("://").map_or(url, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let url = escaped(&format!("/{}", url.trim_start_matches('/')));
    let is_versioned = RequestTarget::parse(&url).is_some_and(|target| !target.version.is_empty());
    let url = if is_versioned { url } else { format!("{root}{url}") };
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in item.get("headers").and_then(Value::as_object).into_iter().flatten() {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    let mut request = request.body(body).map_err(|error| format!("request `{id}`: {error}"))?;
    for name in [AUTHORIZATION, HOST] {
        if let Some(value) = batch.headers().get(&name) {
            request.headers_mut().entry(name).or_insert_with(|| value.clone());
        }
    }
    Ok(request)
}

/// Percent-encodes the characters of a URL that a URI may not contain, such as blanks. URLs in JSON often have them,
/// and services accept such URLs.
fn escaped(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=0x20 | 0x7f..=0xff => {
                escaped.push_str(&format!("%{byte:02X}"));
            }
            _ => escaped.push(char::from(byte)),
        }
    }
    escaped
}

/// The answer to one request as an element of the list `responses`.
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
