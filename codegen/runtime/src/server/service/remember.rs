//! A service that remembers what its clients create, change and remove.
//!
//! In: a request, and the documented answer to it. Out: the answer that the state gives. Invariant: the state behaves
//! as in `cargo xtask mock --state`; this module answers its questions about the documentation from the tables of the
//! crate. The state is not locked while a handler runs.

use super::Service;
use super::memory::{EarlyOutcome, Memory};
use crate::Json;
use crate::route::{PathMatch, read::below};
use crate::server::answer::documentation;
use crate::server::state::{Pages, Schema, StateAnswer, StateRequest, Steps, TypeId};
use crate::server::{Links, RequestTarget, elsewhere, origin, protocol};
use http::header::HOST;
use http::{Method, Request, Response};
use serde_json::{Map, Value};

impl Service {
    /// What the state answers before the documented response is known. If the request goes to an address that the
    /// state itself has given out, such as that of an upload, the state answers it completely.
    pub(super) fn begin(&self, request: &Request<Vec<u8>>) -> EarlyOutcome {
        let is_own = protocol::answer(request).is_some();
        let Some(memory) = self.memory.as_ref().filter(|_| !is_own) else { return EarlyOutcome::Open(None) };
        let begun = self.in_parts(request, |links, parts| {
            let mut state = memory.state();
            match state.own_address(&Documentation { service: self, memory }, links, parts) {
                Some((response, _)) => EarlyOutcome::Answered(response),
                None => EarlyOutcome::Open(state.ask(parts)),
            }
        });
        begun.unwrap_or(EarlyOutcome::Open(None))
    }

    /// The answer that the state gives, or else the documented `response`. `route` is the index of the operation, and
    /// `is_done` the value of [`EarlyOutcome::Open`].
    pub(super) fn answer_from_state(
        &self,
        request: &Request<Vec<u8>>,
        route: usize,
        is_done: Option<bool>,
        response: Response<Vec<u8>>,
    ) -> Response<Vec<u8>> {
        self.answer_of_state(request, Some(route), is_done, response).response
    }

    /// The answer to a `GET` that ends with `/$count`: the number of items. It is given even if no page documents the
    /// request.
    pub(super) fn count_of_list(&self, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
        let is_count = |target: &str| target.split('?').next().is_some_and(|path| path.ends_with("/$count"));
        self.target(request).filter(|target| *request.method() == Method::GET && is_count(target))?;
        let answer = self.answer_of_state(request, None, None, Response::default());
        answer.reason.map(|_| answer.response)
    }

    fn answer_of_state(
        &self,
        request: &Request<Vec<u8>>,
        route: Option<usize>,
        is_done: Option<bool>,
        response: Response<Vec<u8>>,
    ) -> StateAnswer {
        let mut answer = StateAnswer { response, route, reason: None, warnings: Vec::new() };
        if let Some(memory) = &self.memory {
            self.in_parts(request, |links, parts| {
                let pages = Documentation { service: self, memory };
                memory.state().tell(&pages, links, parts, is_done, &mut answer);
            });
        }
        answer
    }

    /// Calls `run` with the request in the form that the state takes. `None` if its path is not below the service root,
    /// or its path or query does not decode to UTF-8.
    fn in_parts<T>(
        &self,
        request: &Request<Vec<u8>>,
        run: impl FnOnce(&Links<'_>, &StateRequest<'_>) -> T,
    ) -> Option<T> {
        let uri = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let target = RequestTarget::parse(self.target(request)?)?;
        let origin = origin(request);
        let serves = |target: &str| self.serves(target);
        let links = Links { origin: origin.as_deref(), target: &target, serves: &serves };
        let json = serde_json::from_slice(request.body()).ok();
        let method = if request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
        let (headers, body) = (request.headers(), &request.body()[..]);
        Some(run(&links, &StateRequest { method, uri, target: &target, headers, json: json.as_ref(), body }))
    }

    /// The path and query of a request, without the service root; `None` if the request is not below it. A path that
    /// begins with `/$elsewhere/` stands for an address of another host and is returned unchanged.
    pub(super) fn target<'r>(&self, request: &'r Request<Vec<u8>>) -> Option<&'r str> {
        let whole = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let is_beside = RequestTarget::parse(whole).is_some_and(|target| target.path.starts_with(elsewhere::PATH));
        below(&self.service_root, request.uri()).or(is_beside.then_some(whole))
    }

    /// Whether a template matches the path, which may include the service root.
    pub(super) fn serves(&self, target: &str) -> bool {
        let root = below_text(&self.service_root, target).unwrap_or(target);
        !self.index.find(root).is_empty()
    }
}

/// The part of a path and query after the path of the service root: `/me` of `/v1.0/me`.
fn below_text<'t>(service_root: &str, target: &'t str) -> Option<&'t str> {
    let after_scheme = service_root.split_once("://").map(|(_, rest)| rest);
    let root = after_scheme.map_or(service_root, |rest| rest.find('/').map_or("", |slash| &rest[slash..]));
    target.strip_prefix(root.trim_end_matches('/')).filter(|rest| rest.starts_with('/'))
}

/// Answers the questions of the state about the documentation, from the tables of a service.
struct Documentation<'s> {
    service: &'s Service,
    memory: &'s Memory,
}

impl Documentation<'_> {
    /// The operations that document this method at this path, by their indexes and with the matching template. The best
    /// match comes first.
    fn operations_at(&self, method: &Method, target: &str) -> Vec<(usize, &'static str, PathMatch)> {
        let service = self.service;
        let target = below_text(&service.service_root, target).unwrap_or(target);
        let found = service.index.find(target).into_iter();
        let found = found.map(|(template, reading)| (service.templates[template], reading));
        let found = found.map(|((operation, template), reading)| (operation, template, reading));
        found.filter(|(operation, ..)| service.operations[*operation].method() == method).collect()
    }

    fn steps_in(&self, operation: usize, template: &str, reading: &PathMatch) -> Option<Steps> {
        let route = self.memory.schema.route(operation)?;
        Steps::of(self.memory.schema, template, &reading.arguments, route.is_call)
    }
}

impl Pages for Documentation<'_> {
    fn schema(&self) -> &Schema {
        self.memory.schema
    }

    fn shows(&self, path: &str, links: &Links<'_>) -> Option<(usize, Json)> {
        let (operation, template, _) = self.operations_at(&Method::GET, path).into_iter().next()?;
        let mut request = Request::get(path);
        if let Some((_, host)) = links.origin.and_then(|origin| origin.split_once("://")) {
            request = request.header(HOST, host);
        }
        let request = request.body(Vec::new()).ok()?;
        let documented = &self.service.operations[operation].documented;
        let bare = self.service.smallest_response(operation, template, &request);
        let response = bare.unwrap_or_else(|| documentation::answer(documented, &request, links.serves));
        Some((operation, serde_json::from_slice(response.body()).ok()?))
    }

    fn items_shown_alone(&self, list: &str) -> Vec<Map<String, Value>> {
        let found = self.operations_at(&Method::GET, &format!("{list}/0")).into_iter().next();
        let Some((operation, ..)) = found.filter(|(operation, ..)| {
            self.memory.schema.route(*operation).is_some_and(|route| !route.is_call && route.answers_one())
        }) else {
            return Vec::new();
        };
        let examples = self.service.operations[operation].documented.examples.iter();
        let bodies = examples.filter(|exchange| exchange.status == 200).filter_map(|exchange| exchange.answered());
        bodies.filter_map(|body| serde_json::from_str(body).ok()).collect()
    }

    fn has_segment(&self, segment: &str) -> bool {
        self.memory.segments.contains(segment)
    }

    fn documents(&self, method: &Method, path: &str) -> bool {
        !self.operations_at(method, path).is_empty()
    }

    fn steps(&self, request: &StateRequest<'_>, route: usize) -> Option<Steps> {
        let method = Method::from_bytes(request.method.as_bytes()).ok()?;
        let found = self.operations_at(&method, request.uri).into_iter();
        let (operation, template, reading) = found.into_iter().find(|(operation, ..)| *operation == route)?;
        self.steps_in(operation, template, &reading)
    }

    fn steps_of(&self, path: &str) -> Option<Steps> {
        let (operation, template, reading) = self.operations_at(&Method::GET, path).into_iter().next()?;
        self.steps_in(operation, template, &reading)
    }

    /// Always `None`, because the tables of a crate do not list the members of types.
    fn has_member(&self, _: TypeId, _: &str) -> Option<bool> {
        None
    }

    fn is_given(&self, route: usize, _: TypeId, name: &str) -> bool {
        let Some(operation) = self.service.operations.get(route) else { return false };
        let mut sent = operation.documented.examples.iter().filter_map(|exchange| exchange.body()).peekable();
        sent.peek().is_some() && sent.all(|body| body.get(name).is_none())
    }
}
