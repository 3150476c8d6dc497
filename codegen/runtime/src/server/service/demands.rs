//! Refuses requests that lack what their page demands: a token, headers and query options, and a valid body.
//!
//! In: a documented route, and a request. Out: the refusal, if the page rules the request out. Invariant: there are no
//! demands unless the program asks for them, and an example request of the page meets all demands except for the token.

use super::Service;
use crate::ODataError;
use crate::server::answer::documentation;
use crate::server::{RequestTarget, Schema};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Request, Response, StatusCode};

impl Service {
    /// Demands a token that grants all scopes of one alternative in the permission tables of the page; a page without
    /// permissions demands none. The answer to a request without a readable token is 401. The answer to other tokens is
    /// 403 with the least privileged permissions that suffice. The service does not check signatures.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::{Documented, Service};
    /// let service = Service::new(&[Documented::without_example::<ListMessages>()]).demand_scopes();
    /// ```
    #[must_use]
    pub fn demand_scopes(mut self) -> Self {
        self.demands_scopes = true;
        self
    }

    /// Refuses a request without a header or a query option that its page requires, as the schema says: with 401 for
    /// `Authorization`, or else 400. `Content-Type` is required of requests with a body.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{http::Request, server::{Documented, Schema, Service}};
    /// use std::sync::LazyLock;
    /// // A generated crate has this as `server::schema()`.
    /// static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::parse(r#"{"routes":[{"headers":["Authorization"]}]}"#));
    /// let service = Service::new(&[Documented::without_body::<ListMessages>(200)]).demand_parameters(&SCHEMA);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(service.respond(Request::get("/me/messages").body(Vec::new())?).await.status(), 401);
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn demand_parameters(mut self, schema: &'static Schema) -> Self {
        self.parameters = Some(schema);
        self
    }

    /// Refuses a body that the page of a route rules out: one without a required member, with values of other types, or
    /// with a member whose name misspells a documented one. The answer is 400 and names the member. A body that a page
    /// shows is accepted.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{http::Request, server::{Documented, Service}};
    /// let service = Service::new(&[Documented::without_body::<CreateMessage>(201)]).check_bodies();
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let create = |body: &str| Request::post("/me/messages").body(body.into());
    /// assert_eq!(service.respond(create(r#"{"subject":"a"}"#)?).await.status(), 201);
    /// let refusal = service.respond(create(r#"{"subjct":"a"}"#)?).await;
    /// assert!(refusal.status() == 400 && String::from_utf8_lossy(refusal.body()).contains("perhaps `subject`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check_bodies(mut self) -> Self {
        self.checks_bodies = true;
        self
    }

    /// The refusal of a request that does not meet the demands of the service; `None` if it meets them.
    pub(super) fn refusal(&self, operation: usize, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
        let documented = &self.operations[operation].documented;
        let scopes = || documentation::refusal(documented, request).filter(|_| self.demands_scopes);
        let bodies = || self.checks_bodies.then(|| documentation::body_refusal(documented, request)).flatten();
        scopes().or_else(|| self.refuse_incomplete(operation, request)).or_else(bodies)
    }

    /// The refusal of a request without a header or query option that its page requires.
    pub(super) fn refuse_incomplete(&self, operation: usize, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
        let documented = &self.operations[operation].documented;
        let route = self.parameters?.route(operation)?;
        let target = RequestTarget::parse(self.target(request)?)?;
        let is_shown = documented.examples.iter().any(|exchange| exchange.target() == target);
        let has = |name: &str| request.headers().contains_key(name);
        let is_needed = |name: &&String| {
            let is = |known: http::HeaderName| name.eq_ignore_ascii_case(known.as_str());
            is(AUTHORIZATION) || !is_shown && (!is(CONTENT_TYPE) || !request.body().is_empty())
        };
        let page = documented.page;
        if let Some(name) = route.headers.iter().filter(is_needed).find(|name| !has(name)) {
            let message = format!("the required header `{name}` is missing; see `{page}`");
            let is_token = name.eq_ignore_ascii_case(AUTHORIZATION.as_str());
            let (status, code) = match is_token {
                true => (StatusCode::UNAUTHORIZED, "unauthenticated"),
                false => (StatusCode::BAD_REQUEST, "badRequest"),
            };
            return Some(ODataError::new(status, code, message).to_response());
        }
        let has = |name: &str| target.query.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
        let name = route.options.iter().find(|name| !is_shown && !has(name))?;
        let message = format!("the required query option `{name}` is missing; see `{page}`");
        Some(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", message).to_response())
    }
}
