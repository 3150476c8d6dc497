//! Writes the requests of a batch.
//!
//! In: routes of any types, and their dependencies. Out: requests to `$batch`, as many as are necessary. Invariant: a
//! JSON body is copied as text, so its numbers keep their spelling.

use super::{
    body, parts,
    ticket::{Ticket, id},
};
use crate::{RequestError, Route, route::request};
use http::{HeaderValue, Method, Request, header::CONTENT_TYPE};
use serde_json::Value as Json;

/// Routes that are sent together to `$batch` of the service root, in the format of OData 4.01 JSON (§19) and Graph.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Answers, Batch, Route, http::{Request, Response}};
///
/// # fn send(request: Request<Vec<u8>>) -> Response<Vec<u8>> {
/// #     Response::new(br#"{"responses":[
/// #         {"id":"2","status":200,"body":{"value":[]}},
/// #         {"id":"1","status":403,"body":{"error":{"code":"Forbidden"}}}]}"#.to_vec())
/// # }
/// let mut batch = Batch::new();
/// let created = batch.add(&CreateMessage::me_messages(Message::default()))?;
/// let listed = batch.add(&ListMessages::me_messages().top(5))?;
/// batch.depends_on(&listed, &created);
///
/// let mut answers = Answers::default();
/// for request in batch.requests("https://graph.microsoft.com/v1.0")? {
///     answers.read(send(request))?;
/// }
/// assert!(answers.take(listed)?.value.is_empty());
/// let error = answers.take(created).expect_err("the service refused it");
/// assert_eq!(error.service().and_then(|error| error.code.as_deref()), Some("Forbidden"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Batch {
    items: Vec<BatchedRequest>,
}

#[derive(Clone, Debug)]
struct BatchedRequest {
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    /// The body of the request as JSON text; `None` if the request has no body.
    body: Option<Vec<u8>>,
    after: Vec<usize>,
}

impl Batch {
    /// The highest number of routes in one request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Batch;
    /// let mut batch = Batch::new();
    /// for _ in 0..=Batch::LIMIT {
    ///     batch.add(&ListMessages::me_messages())?;
    /// }
    /// assert_eq!(batch.requests("https://x")?.len(), 2);
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub const LIMIT: usize = parts::LIMIT;

    /// An empty batch, to which [`add`](Self::add) adds routes.
    ///
    /// ```
    /// assert!(graph_runtime::Batch::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a route with its query options, headers and body. A JSON body is copied unchanged. Any other body is sent
    /// as a JSON string in base64url.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Batch, RequestError, Route};
    /// let mut batch = Batch::new();
    /// batch.add(&ListMessages::me_messages().header("Prefer", "odata.maxpagesize=2"))?;
    /// let refused = batch.add(&ListMessages::me_messages().header("Prefer", "a\nb"));
    /// assert_eq!(refused.err(), Some(RequestError::Header { name: "Prefer".to_owned() }));
    /// assert_eq!(batch.len(), 1);
    /// # Ok::<(), RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request of the route cannot be built.
    pub fn add<R: Route>(&mut self, route: &R) -> Result<Ticket<R>, RequestError> {
        // The items of a batch have URLs relative to the service root.
        let (parts, body) = route.request("")?.into_parts();
        let mut headers = Vec::new();
        for (name, value) in &parts.headers {
            let text = value.to_str().map_err(|_| RequestError::Header { name: name.to_string() })?;
            headers.push((name.to_string(), text.to_owned()));
        }
        let content_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        self.items.push(BatchedRequest {
            method: parts.method,
            url: parts.uri.to_string(),
            headers,
            body: body::to_json(body, content_type),
            after: Vec::new(),
        });
        Ok(Ticket::new(self.items.len() - 1))
    }

    /// Makes the service start the route of `ticket` only after the route of `earlier` has succeeded. The route of
    /// `earlier` has to be added to the batch before the other one.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Batch, RequestError};
    /// let mut batch = Batch::new();
    /// let created = batch.add(&CreateMessage::me_messages(Message::default()))?;
    /// let listed = batch.add(&ListMessages::me_messages())?;
    /// batch.depends_on(&listed, &created);
    /// let text = String::from_utf8_lossy(batch.requests("https://x")?[0].body()).into_owned();
    /// assert!(text.contains(r#""dependsOn":["1"]"#));
    /// // Now each route waits for the other one, so the service could start neither.
    /// batch.depends_on(&created, &listed);
    /// assert_eq!(batch.requests("https://x").err(), Some(RequestError::Dependency { index: 0 }));
    /// # Ok::<(), RequestError>(())
    /// ```
    pub fn depends_on<R, E>(&mut self, ticket: &Ticket<R>, earlier: &Ticket<E>) -> &mut Self {
        match self.items.get_mut(ticket.index) {
            Some(item) if !item.after.contains(&earlier.index) => item.after.push(earlier.index),
            Some(_) | None => {}
        }
        self
    }

    /// The number of routes in the batch.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Batch;
    /// let mut batch = Batch::new();
    /// batch.add(&ListMessages::me_messages())?;
    /// assert_eq!(batch.len(), 1);
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether no route has been added to the batch yet.
    ///
    /// ```
    /// use graph_runtime::Batch;
    /// let batch = Batch::new();
    /// assert!(batch.is_empty() && batch.requests("https://x")?.is_empty());
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The requests for all routes, with at most [`LIMIT`](Self::LIMIT) routes each. Routes that depend on each other
    /// share a request. A batch without routes has no request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Batch;
    ///
    /// let mut batch = Batch::new();
    /// for _ in 0..45 {
    ///     batch.add(&ListMessages::me_messages())?;
    /// }
    /// let requests = batch.requests("https://graph.microsoft.com/v1.0")?;
    /// assert_eq!(requests.len(), 3);
    /// assert_eq!(requests[0].uri(), "https://graph.microsoft.com/v1.0/$batch");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the service root is not a URL, a group of routes that depend on each other exceeds the limit of a
    /// request, or a route depends on itself or on a later one.
    pub fn requests(&self, service_root: &str) -> Result<Vec<Request<Vec<u8>>>, RequestError> {
        self.parts()?.iter().map(|part| self.request(part, service_root)).collect()
    }

    /// The indexes of the routes that each request has, because one request takes only [`LIMIT`](Self::LIMIT) of them.
    pub(crate) fn parts(&self) -> Result<Vec<Vec<usize>>, RequestError> {
        parts::split(&self.items.iter().map(|item| &*item.after).collect::<Vec<_>>())
    }

    /// The request to `$batch` that contains the routes with these indexes.
    pub(crate) fn request(&self, part: &[usize], service_root: &str) -> Result<Request<Vec<u8>>, RequestError> {
        let mut request = Request::new(self.document(part));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = request::under(service_root, "/$batch")?;
        for name in [CONTENT_TYPE, http::header::ACCEPT] {
            request.headers_mut().insert(name, HeaderValue::from_static("application/json"));
        }
        Ok(request)
    }

    /// The HTTP method of the route with this index.
    #[cfg(feature = "client")]
    pub(crate) fn method(&self, index: usize) -> Option<&Method> {
        self.items.get(index).map(|item| &item.method)
    }

    /// The indexes of the routes that the route with this index depends on directly.
    #[cfg(feature = "client")]
    pub(crate) fn earlier(&self, index: usize) -> &[usize] {
        self.items.get(index).map_or(&[], |item| &item.after)
    }

    fn document(&self, part: &[usize]) -> Vec<u8> {
        let mut text = String::from(r#"{"requests":["#).into_bytes();
        for (position, index) in part.iter().enumerate() {
            let Some(item) = self.items.get(*index) else { continue };
            if position > 0 {
                text.push(b',');
            }
            item.write(*index, part, &mut text);
        }
        text.extend(b"]}");
        text
    }
}

impl BatchedRequest {
    /// Writes the route with this index into a request that contains the routes of `part`.
    fn write(&self, index: usize, part: &[usize], text: &mut Vec<u8>) {
        let headers: serde_json::Map<String, Json> =
            self.headers.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        let mut head = serde_json::json!({ "id": id(index), "method": self.method.as_str(), "url": self.url });
        if !headers.is_empty() {
            head["headers"] = headers.into();
        }
        // `dependsOn` may name only routes of the same request. When this route is sent again without a route that it
        // depends on, that route has already succeeded in an earlier request.
        let earlier: Vec<String> =
            self.after.iter().filter(|index| part.contains(index)).map(|index| id(*index)).collect();
        if !earlier.is_empty() {
            head["dependsOn"] = earlier.into();
        }
        let head = head.to_string();
        // The body is JSON text. Parsing it into a value could change its numbers.
        match &self.body {
            None => text.extend(head.bytes()),
            Some(body) => {
                text.extend(head.strip_suffix('}').unwrap_or(&head).bytes());
                text.extend(br#","body":"#);
                text.extend(body);
                text.push(b'}');
            }
        }
    }
}
