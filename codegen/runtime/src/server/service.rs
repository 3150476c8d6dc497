//! A service with the documented routes, some of which are implemented.
//!
//! In: a request. Out: the value that the handler of its route returns, or the documented response of the route.
//! Invariant: every request has an answer; an `ODataError` if it is undocumented. A service opens no socket: adapters
//! carry requests and responses.

mod answer;
mod bare;
mod choice;
mod demands;
mod memory;
mod own_answer;
mod received;
mod record;
mod remember;

use super::answer::documentation;
use super::{
    Documented, Fault, Faults, IncomingBatch, Latency, RequestTarget, Schema, TemplateIndex, ToResponse, call, content,
    elsewhere, protocol,
};
use crate::{FromResponse, ODataError, Route, route::PathMatch, route::read::below};
use http::{Method, Request, Response};
use memory::{EarlyOutcome, Memory};
use own_answer::OwnAnswer;
pub use received::Received;
use std::{fmt, pin::Pin, sync::Mutex};

type Answer = Pin<Box<dyn Future<Output = Response<Vec<u8>>> + Send>>;
type Handler = Box<dyn Fn(&'static str, PathMatch, Request<Vec<u8>>) -> Answer + Send + Sync>;

/// A service that answers requests to documented routes: with the handlers that a program adds, or else with the
/// examples of the pages.
///
/// ```
/// use graph_runtime::{Page, server::{Documented, Service}, http::Request};
/// # use graph_runtime::{Annotations, Call, Extra, Route};
/// # #[derive(Clone, Default)]
/// # pub struct User { pub id: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// # graph_runtime::object! { User: "microsoft.graph.user", bases []; id = "id" }
/// # pub struct ListUsers { call: Call }
/// # graph_runtime::route! {
/// #     ListUsers: GET, response Page<User>, success [200], page "api/user-list.md", templates ["/users"], permissions []
/// # }
/// # pub struct CountUsers { call: Call }
/// # graph_runtime::route! {
/// #     CountUsers: GET, response i64, success [200], page "api/user-count.md", templates ["/users/$count"], permissions []
/// # }
/// # fn wait<F: Future>(future: F) -> F::Output {
/// #     let mut future = std::pin::pin!(future);
/// #     let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// #     loop { if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut context) { return done } }
/// # }
///
/// // A generated crate has a table of all its routes.
/// static DOCUMENTED: &[Documented] =
///     &[Documented::without_example::<ListUsers>(), Documented::with_body::<CountUsers>(200, "893")];
///
/// let service = Service::new(DOCUMENTED).on::<ListUsers, _>(|route| async move {
///     let id = route.call().query().next().map(|(_, value)| value.to_owned());
///     Ok(Page { value: vec![User { id, ..User::default() }], ..Page::default() })
/// });
///
/// let get = |uri: &str| Request::get(uri).body(Vec::new()).map(|request| wait(service.respond(request)));
/// assert_eq!(get("/users?$search=7")?.body(), br#"{"value":[{"id":"7"}]}"#);
/// assert_eq!(get("/users/$count")?.body(), b"893");
/// assert_eq!(get("/groups")?.status(), 404);
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Default)]
pub struct Service {
    operations: Vec<Operation>,
    /// The templates of all operations, from which the route of a request is found.
    index: TemplateIndex,
    /// One entry for each template in `index`, in the same order: the position of its operation in `operations`, and
    /// the text of the template. The templates of one operation are adjacent.
    templates: Vec<(usize, &'static str)>,
    service_root: String,
    demands_scopes: bool,
    checks_bodies: bool,
    faults: Vec<Fault>,
    asked: Faults,
    /// The schema that says which headers and query options each route requires; `None` if the service accepts requests
    /// that lack them.
    parameters: Option<&'static Schema>,
    memory: Option<Memory>,
    own_answers: Vec<OwnAnswer>,
    received: Option<Mutex<Vec<Received>>>,
}

struct Operation {
    documented: Documented,
    handler: Option<Handler>,
}

impl Service {
    /// A service with the routes of a table, and no handlers yet.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::{Documented, Service};
    /// let service = Service::new(&[Documented::without_example::<ListMessages>()]);
    /// assert!(format!("{service:?}").starts_with("Service { documented: 1, implemented: 0"));
    /// ```
    #[must_use]
    pub fn new(documented: &[Documented]) -> Self {
        let mut service = Self::default();
        for documented in documented {
            service.push(documented.clone());
        }
        service
    }

    /// Sets the path in front of all templates, such as `/v1.0` or `https://graph.microsoft.com/v1.0`. By default it is
    /// empty.
    ///
    /// ```
    /// # use graph_runtime::server::Service;
    /// let service = Service::new(&[]).service_root("/v1.0");
    /// ```
    #[must_use]
    pub fn service_root(mut self, service_root: impl Into<String>) -> Self {
        self.service_root = service_root.into();
        self
    }

    /// Remembers the objects that requests create, change and remove, as `cargo xtask mock --state` does. At first the
    /// state has the objects of the examples. It exists only in memory, and the clients of a service share it. Routes
    /// with a handler are answered only by the handler. `schema` has to be the schema of the same crate as the table of
    /// routes.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, http::Request, server::{Documented, Schema, Service}};
    /// use std::sync::LazyLock;
    /// // A generated crate has both as `server::documented()` and `server::schema()`.
    /// static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::parse(r#"{
    ///     "types": { "microsoft.graph.message": { "key": "id" } },
    ///     "routes": [{ "answer": ["microsoft.graph.message"] }, { "answer": "microsoft.graph.message", "status": 201 }]
    /// }"#));
    /// static ROUTES: &[Documented] = &[
    ///     Documented::with_body::<ListMessages>(200, r#"{"value":[]}"#),
    ///     Documented::with_body::<CreateMessage>(201, r#"{"id":"7"}"#),
    /// ];
    /// let service = Service::new(ROUTES).remember(&SCHEMA);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let message = Message { subject: Some("Hello".into()), ..Message::default() };
    /// service.respond(CreateMessage::me_messages(message).request("")?).await;
    /// let list = service.respond(Request::get("/me/messages?$filter=subject%20eq%20'Hello'&$count=true").body(Vec::new())?).await;
    /// assert!(String::from_utf8_lossy(list.body()).contains(r#""@odata.count":1"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn remember(mut self, schema: &'static Schema) -> Self {
        let examples = self.operations.iter().flat_map(|operation| operation.documented.examples);
        self.memory = Some(Memory::new(schema, examples.map(|exchange| exchange.target().path)));
        self
    }

    /// Adds a rule by which matching requests get an error, such as `GET /me/messages 429 retry-after=2 rate=0.1`. If
    /// several rules match a request, the first whose `rate` selects the request decides. A service has no timer,
    /// because it runs in any executor: it puts the longest `latency` of the matching rules into the extensions of the
    /// response as a [`Latency`], and the caller may wait that long.
    ///
    /// ```
    /// use graph_runtime::{http::Request, server::Service};
    /// let service = Service::new(&[]).fault("* /** 503".parse()?);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(service.respond(Request::get("/me").body(Vec::new())?).await.status(), 503);
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fault(mut self, rule: Fault) -> Self {
        self.faults.push(rule);
        self.asked = Faults::of(&self.faults);
        self
    }

    /// Adds a handler for a route, which need not be in the table. The answer has the documented status.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Page, server::Service};
    /// let service = Service::new(&[]).on(|_: ListMessages| async { Ok(Page::default()) });
    /// assert!(format!("{service:?}").starts_with("Service { documented: 1, implemented: 1"));
    /// ```
    #[must_use]
    pub fn on<R, F>(mut self, handler: impl Fn(R) -> F + Send + Sync + 'static) -> Self
    where
        R: Route + 'static,
        F: Future<Output = Result<R::Response, ODataError>> + Send + 'static,
    {
        let is =
            |operation: &Operation| (operation.documented.page, &operation.documented.method) == (R::PAGE, &R::METHOD);
        let known = self.operations.iter().position(is);
        let index = known.unwrap_or_else(|| self.push(Documented::without_example::<R>()));
        if let Some(operation) = self.operations.get_mut(index) {
            operation.handler =
                Some(Box::new(move |template, reading, request| match read::<R>(template, reading, request) {
                    Ok(route) => {
                        let answer = handler(route);
                        Box::pin(async move { written::<R>(answer.await) })
                    }
                    Err(error) => Box::pin(std::future::ready(error.to_response())),
                }));
        }
        self
    }

    /// Answers a request with the value of the handler of its route, or else with the most similar documented example,
    /// or else with status 501. `Prefer: code=404` and `Prefer: example=2` choose another example. Links in examples
    /// lead to this service. The answer to `HEAD` is the answer to `GET` without its body. An undocumented path is
    /// answered with 404, an undocumented method with 405 and the documented methods, an unreadable body with 400.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, http::Request, server::{Documented, Service}};
    /// let service = Service::new(&[Documented::with_body::<CreateMessage>(201, r#"{"id":"7"}"#)]);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let request = CreateMessage::me_messages(Message::default()).request("")?;
    /// assert_eq!(service.respond(request).await.body(), br#"{"id":"7"}"#);
    /// let other = service.respond(Request::delete("/me/messages").body(Vec::new())?).await;
    /// assert_eq!((other.status().as_u16(), &other.headers()["allow"]), (405, &"POST".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A `POST` to `/$batch` is answered with the answers to its requests, one after the other.
    pub async fn respond(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let is_batch = below(&self.service_root, request.uri()).is_some() && IncomingBatch::is_batch(&request);
        if !is_batch {
            return self.respond_to_one(request).await;
        }
        match IncomingBatch::read(&request) {
            Ok(mut batch) => {
                while let Some(request) = batch.next_request() {
                    batch.answer(&self.respond_to_one(request).await);
                }
                batch.into_response()
            }
            Err(refusal) => *refusal,
        }
    }

    async fn respond_to_one(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let (method, headers, uri) = (request.method().clone(), request.headers().clone(), request.uri().clone());
        let body = request.body()[..request.body().len().min(received::LONGEST)].to_vec();
        let latency = self.asked.latency(&request);
        let (mut response, page) = match self.asked.error(&request) {
            Some(error) => (error, self.found(&request).ok().map(|(template, _)| self.operation(template).page())),
            None => self.respond_to_documented(request).await,
        };
        protocol::complete(&method, &headers, &mut response);
        if !latency.is_zero() {
            response.extensions_mut().insert(Latency(latency));
        }
        let target = uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        self.note(Received { method, target, body, page, status: response.status() });
        response
    }

    /// Answers a request that gets no error from a fault rule. The second value is the page of the route that answered,
    /// or [`elsewhere::PATH`] for an address that the service itself gave out; `None` if no page documents the request.
    async fn respond_to_documented(&self, request: Request<Vec<u8>>) -> (Response<Vec<u8>>, Option<&'static str>) {
        if let Some((response, page)) = self.own_answer(&request) {
            return (response, Some(page));
        }
        if let Some(response) = protocol::answer(&request) {
            return (response, None);
        }
        let is_done = match self.begin(&request) {
            EarlyOutcome::Answered(response) => return (response, Some(elsewhere::PATH)),
            EarlyOutcome::Open(is_done) => is_done,
        };
        let path = self.target(&request).and_then(RequestTarget::parse).map(|target| target.path).unwrap_or_default();
        if let Some(response) = elsewhere::answer(request.method(), &path, request.headers()) {
            return (response, Some(elsewhere::PATH));
        }
        let (template, reading) = match self.found(&request) {
            Ok(found) => found,
            Err(response) => return (self.count_of_list(&request).unwrap_or(*response), None),
        };
        let (index, _) = self.templates[template];
        let operation = self.operation(template);
        let page = Some(operation.page());
        if let Some(refusal) = self.refusal(index, &request) {
            return (refusal, page);
        }
        if let Some(handler) = &operation.handler {
            return (handler(self.templates[template].1, reading, request).await, page);
        }
        let bare = self.smallest_response(index, self.templates[template].1, &request);
        let shown = || documentation::answer(&operation.documented, &request, &|target| self.serves(target));
        let documented = bare.unwrap_or_else(shown);
        (self.answer_from_state(&request, index, is_done, documented), page)
    }

    fn operation(&self, template: usize) -> &Operation {
        &self.operations[self.templates[template].0]
    }

    fn push(&mut self, documented: Documented) -> usize {
        let index = self.operations.len();
        for template in documented.templates {
            self.index.push(template);
            self.templates.push((index, template));
        }
        self.operations.push(Operation { documented, handler: None });
        index
    }
}

impl Operation {
    fn page(&self) -> &'static str {
        self.documented.page
    }

    fn method(&self) -> &Method {
        &self.documented.method
    }
}

fn read<R: Route>(template: &'static str, reading: PathMatch, request: Request<Vec<u8>>) -> Result<R, Box<ODataError>> {
    let (parts, body) = request.into_parts();
    let call = call(template, reading, &parts.headers, R::Response::ACCEPT, !body.is_empty());
    let route = call.and_then(|call| R::from_parts(call, content(&parts.headers, body)?));
    route.map_err(|error| Box::new(error.into()))
}

fn written<R: Route>(answer: Result<R::Response, ODataError>) -> Response<Vec<u8>> {
    match answer.map_err(Box::new).and_then(|value| value.to_response(R::SUCCESS)) {
        Ok(response) => response,
        Err(error) => error.to_response(),
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let implemented = self.operations.iter().filter(|operation| operation.handler.is_some());
        formatter
            .debug_struct("Service")
            .field("documented", &self.operations.len())
            .field("implemented", &implemented.count())
            .field("service_root", &self.service_root)
            .finish()
    }
}
