//! Adds answers that a test gives for one request each.
//!
//! In: a route with its arguments, and the value that it returns. Out: the response to requests that the route builds.

use super::own_answer::OwnAnswer;
use super::{Service, written};
use crate::server::RequestTarget;
use crate::{ODataError, RequestError, Route};
use http::{Method, Request, Response};

impl Service {
    /// Answers the requests that this route builds with a value or an error. These are the requests with the method,
    /// the path and at least the query options of the route, whatever their body is. If several such answers match a
    /// request, the one added last counts. Such an answer takes precedence over [`Service::on`], which answers all
    /// requests of a route.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{ODataError, Page, Route, http::{Request, StatusCode}, server::{Documented, Service}};
    /// let messages = ListMessages::me_messages();
    /// let page = Page { value: vec![Message { subject: Some("Hello".into()), ..Message::default() }], ..Page::default() };
    /// let full = ODataError::new(StatusCode::INSUFFICIENT_STORAGE, "quotaLimitReached", "the mailbox is full");
    /// let service = Service::new(&[])
    ///     .answer(&messages, Ok(page))?
    ///     .answer(&CreateMessage::me_messages(Message::default()), Err(full))?;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let answer = service.respond(messages.request("")?).await;
    /// assert_eq!(answer.body(), br#"{"value":[{"subject":"Hello"}]}"#);
    /// let answer = service.respond(Request::post("/me/messages").body(b"{}".to_vec())?).await;
    /// assert_eq!(answer.status(), 507);
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the route does not build a request, as [`Route::request`] says.
    pub fn answer<R: Route>(
        mut self,
        route: &R,
        answer: Result<R::Response, ODataError>,
    ) -> Result<Self, RequestError> {
        let request = route.request("")?;
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let Some(target) = RequestTarget::parse(target) else { return Err(RequestError::ServiceRoot) };
        let own = OwnAnswer { page: R::PAGE, method: R::METHOD, target, response: written::<R>(answer) };
        self.own_answers.push(own);
        Ok(self)
    }

    /// The answer that a test has given for this request, with the page of its route.
    pub(super) fn own_answer(&self, request: &Request<Vec<u8>>) -> Option<(Response<Vec<u8>>, &'static str)> {
        let target = RequestTarget::parse(self.target(request)?).filter(|_| !self.own_answers.is_empty())?;
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        self.own_answers.iter().rev().find(|own| own.is_for(method, &target)).map(OwnAnswer::response)
    }
}
