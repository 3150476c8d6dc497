//! A service that answers as the pages show.
//!
//! In: the model, then requests. Out: responses: the documented one for a request that the pages allow, else an `ODataError`
//! that says what is wrong and names the page.
//! Invariant: the same request is answered alike; of pages that document the same path the first that allows the request
//! answers, and where none does the one that the request is most like says why. Nothing is kept between requests, and nobody
//! is listened to.

mod answer;
mod batch;
mod demand;

use std::collections::BTreeSet;

use graph_runtime::ODataError;
use graph_runtime::http::{Method, Request, Response, StatusCode};
use graph_runtime::route::Reading;
use graph_runtime::server::{TemplateIndex, method_not_allowed};

use crate::api::{Api, Operation, Route};

/// The body of a request as JSON. It may start with a byte order mark, as that of a response may (RFC 8259 §8.1).
fn read_json(body: &[u8]) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_slice(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body))
}

/// The documented operations of an API, as a service.
///
/// ```
/// use graph_codegen::mock::Mock;
/// use graph_codegen::source::{Source, Sources};
/// use graph_runtime::http::Request;
///
/// let page = [
///     "---", "title: List widgets", "---", "# List widgets", "## HTTP request", "```http", "GET /widgets", "```",
///     "## Response", "### Response", "```http", "HTTP/1.1 200 OK", "", r#"{"value": [{"size": 3}]}"#, "```",
/// ];
/// let sources = Sources::new(vec![Source::from_bytes("api/widget-list.md", page.join("\n").into())]);
/// let mock = Mock::new(graph_codegen::read(&sources).api);
///
/// let response = mock.answer(&Request::get("/widgets").body(Vec::new())?);
/// assert_eq!(response.status(), 200);
/// assert_eq!(mock.answer(&Request::delete("/widgets").body(Vec::new())?).status(), 405);
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Mock {
    api: Api,
    index: TemplateIndex,
    /// For each template the operation and the route.
    routes: Vec<(usize, usize)>,
}

impl Mock {
    /// The service of a model.
    #[must_use]
    pub fn new(api: Api) -> Mock {
        let mut index = TemplateIndex::default();
        let mut routes = Vec::new();
        for (operation, documented) in api.operations.iter().enumerate() {
            for (route, documented) in documented.routes.iter().enumerate() {
                index.push(&documented.template.path);
                routes.push((operation, route));
            }
        }
        Mock { api, index, routes }
    }

    /// The response to a request below the service root. A `POST` to `/$batch`, which no page has to document, is answered
    /// with the responses to the requests in it.
    #[must_use]
    pub fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        match request.uri().path() == batch::PATH && request.method() == Method::POST {
            true => batch::answer(request, |request| self.single(request)),
            false => self.single(request),
        }
    }

    fn single(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let found = self.index.find(target);
        let allowed: BTreeSet<&str> =
            found.iter().map(|(template, _)| self.operation(*template).method.as_str()).collect();
        let is_meant =
            |(template, _): &(usize, Reading)| self.operation(*template).method.as_str() == request.method().as_str();
        let candidates: Vec<&(usize, Reading)> = found.iter().filter(|found| is_meant(found)).collect();
        let fixed = candidates.first().map(|(template, _)| self.index.fixed(*template));
        let alike = candidates.into_iter().filter(|(template, _)| Some(self.index.fixed(*template)) == fixed);
        let mut refused = Vec::new();
        for (template, reading) in alike {
            let (operation, route) = (self.operation(*template), self.route(*template));
            match demand::check(&self.api, operation, route, reading, request) {
                Ok(()) => return answer::documented(&self.api, operation),
                Err(refusal) => refused.push(refusal),
            }
        }
        // Of two at the same distance the first page stays.
        match refused.into_iter().min_by_key(|refusal| refusal.distance) {
            Some(refusal) => refusal.error.to_response(),
            None => self.undocumented(request, &allowed),
        }
    }

    /// What is said of a path or a method that no page documents.
    fn undocumented(&self, request: &Request<Vec<u8>>, allowed: &BTreeSet<&str>) -> Response<Vec<u8>> {
        if allowed.is_empty() {
            let path = request.uri().path();
            let message = format!("no page documents the path `{path}`");
            return ODataError::new(StatusCode::NOT_FOUND, "notFound", message).to_response();
        }
        method_not_allowed(request, allowed)
    }

    fn operation(&self, template: usize) -> &Operation {
        &self.api.operations[self.routes[template].0]
    }

    fn route(&self, template: usize) -> &Route {
        &self.operation(template).routes[self.routes[template].1]
    }
}
