//! A mock with state.
//!
//! In: the state and a request. Out: the answer and the new state. Invariant: a request that the page forbids is
//! refused first and changes nothing. The state itself is in the runtime, because a `Service` has one too; this file
//! tells it what the model says about types and paths.

use graph_runtime::http::{Method, Request};
use graph_runtime::server::state::{Pages, State, StateAnswer, StateRequest, Steps, TypeId};
use graph_runtime::server::{Links, Schema, elsewhere, origin, protocol};
use serde_json::{Map, Value};

use super::catalogue::same_type;
use super::received::Received;
use super::{Answer, Mock};
use crate::api::{self, Operation};
use crate::schema::{self, Types};

impl Mock {
    /// Answers one request that is no batch, and changes the state as the request says.
    pub(super) fn one_in(&self, state: &mut State, request: &Request<Vec<u8>>) -> Answer {
        let received = Received::read(request).filter(|_| protocol::answer(request).is_none());
        let Some(received) = received else { return self.one(request) };
        let origin = origin(request);
        let serves = |target: &str| self.serves(target);
        let links = Links { origin: origin.as_deref(), target: &received.target, serves: &serves };
        let of_state = received.of_state(request.body());
        if let Some((response, reason)) = state.own_address(self, &links, &of_state) {
            return Answer::of(request, response, reason);
        }
        let is_done = state.ask(&of_state);
        if let Some(response) = elsewhere::answer(request.method(), &received.target.path, request.headers()) {
            return Answer::of(request, response, "an address outside the service");
        }
        let (mut answer, route) = self.found(request, &received, &links);
        let response = std::mem::take(&mut answer.response);
        let mut changed = StateAnswer { response, route, reason: None, warnings: Vec::new() };
        state.tell(self, &links, &of_state, is_done, &mut changed);
        let StateAnswer { response, reason, warnings, .. } = changed;
        if let Some(reason) = reason {
            answer.reason = reason.to_owned();
            if is_done.is_none() {
                answer.example = None;
            }
        }
        answer.warnings.extend(warnings);
        Answer { response, ..answer }
    }

    fn steps_of_route(&self, uri: &str, operation: usize) -> Option<Steps> {
        let catalogue = &self.catalogue;
        let mut found = catalogue.index.find(uri).into_iter();
        let (template, reading) = found.find(|(template, _)| catalogue.routes[*template].0 == operation)?;
        self.steps_of_template(template, &reading.arguments)
    }

    fn steps_of_template(&self, template: usize, arguments: &[String]) -> Option<Steps> {
        let operation = self.catalogue.operation(template);
        let path = &self.catalogue.route(template).template.path;
        Steps::of(&self.catalogue.schema, path, arguments, operation.call.is_some())
    }
}

impl Pages for Mock {
    fn schema(&self) -> &Schema {
        &self.catalogue.schema
    }

    fn shows(&self, path: &str, links: &Links<'_>) -> Option<(usize, Value)> {
        self.shown_at(path, links)
    }

    fn items_shown_alone(&self, list: &str) -> Vec<Map<String, Value>> {
        self.shown_below(list)
    }

    fn has_segment(&self, segment: &str) -> bool {
        self.catalogue.examples.has_segment(segment)
    }

    fn documents(&self, method: &Method, path: &str) -> bool {
        let found = self.catalogue.index.find(path);
        found.iter().any(|(template, _)| self.catalogue.operation(*template).method.as_str() == method.as_str())
    }

    fn steps(&self, request: &StateRequest<'_>, route: usize) -> Option<Steps> {
        if let Some(steps) = self.steps_of_route(request.uri, route) {
            return Some(steps);
        }
        let catalogue = &self.catalogue;
        let has_method = |operation: &Operation| operation.method.as_str() == request.method;
        let instead = same_type::find(catalogue, request.uri, has_method)?;
        let Steps { steps: documented, end } = self.steps_of_route(&instead.uri, route)?;
        let keys = vec![String::new(); catalogue.route(instead.other).template.placeholders.len()];
        let replaced = self.steps_of_template(instead.other, &keys)?.steps.len();
        let (template, reading) = instead.entity;
        let mut steps = self.steps_of_template(template, &reading.arguments)?.steps;
        steps.extend(documented.into_iter().skip(replaced));
        Some(Steps { steps, end })
    }

    fn steps_of(&self, path: &str) -> Option<Steps> {
        let (template, reading) = self.catalogue.index.find(path).into_iter().next()?;
        self.steps_of_template(template, &reading.arguments)
    }

    fn has_member(&self, ty: TypeId, name: &str) -> Option<bool> {
        Some(self.member(ty, name).is_some())
    }

    fn is_given(&self, route: usize, ty: TypeId, name: &str) -> bool {
        let examples = self.catalogue.examples.of_operation(route).iter();
        let mut sent = examples.filter_map(|shown| shown.body.as_ref()).peekable();
        let is_shown_alone = sent.peek().is_some() && sent.all(|body| body.get(name).is_none());
        self.member(ty, name).is_some_and(|member| member.read_only || is_shown_alone)
    }

    fn statuses(&self, ty: TypeId) -> Vec<String> {
        let api = &self.catalogue.api;
        let types = Types { structured: &|id| &api[id], enumeration: &|id| &api[id] };
        let values = self.member(ty, "status").map(|status| schema::values(types, status)).unwrap_or_default();
        values.into_iter().map(str::to_owned).collect()
    }

    fn is_lenient(&self) -> bool {
        self.catalogue.options.lenient
    }
}

impl Mock {
    /// The property with this name of a type of the schema, own or inherited.
    fn member(&self, ty: TypeId, name: &str) -> Option<&api::Property> {
        let api = &self.catalogue.api;
        let id = self.catalogue.types.get(self.catalogue.schema.name(ty))?;
        api.member(*id, name)
    }
}
