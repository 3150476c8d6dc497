//! Checks whether a request meets what a page requires of it.
//!
//! In: an operation, the matched route, and the request. Out: every violation, and measures of how well the request
//! matches the page. Invariant: the mock demands only what the page states; each message names the page.

pub(in crate::mock) mod permissions;
pub(in crate::mock) mod query;

use graph_runtime::ODataError;
use graph_runtime::http::StatusCode;
use graph_runtime::http::header::{AUTHORIZATION, CONTENT_TYPE};
use graph_runtime::route::PathMatch;
use graph_runtime::server::path_options;
use serde_json::{Value, json};

use super::catalogue::examples::ExampleRequest;
use super::options::Options;
use super::received::{Body, Received, short};
use crate::api::{Api, Operation, RequestBody, Route};
use crate::shape;
use crate::subject::path;

/// What is wrong with a request according to one page, and how well the request fits that page.
#[derive(Default)]
pub(super) struct Verdict {
    /// An error for each rule of the page that the request breaks: query options first, then headers, then the body.
    pub(super) errors: Vec<ODataError>,
    /// Whether the request lacks a query option that is in the documented request line, or has another value for it.
    pub(super) lacks_options: bool,
    /// How well the query options of the request match those in the documented request line. Higher is better.
    pub(super) options: usize,
    /// How much the request body differs from the documented one: one for each value of another form, two for each
    /// unknown or missing member.
    pub(super) distance: usize,
}

/// Checks the query options, the token, the headers and the body of a request against what a page says about them.
pub(super) fn check(
    api: &Api,
    operation: &Operation,
    route: &Route,
    reading: &PathMatch,
    received: &Received<'_>,
    shown: &[ExampleRequest],
    options: Options,
) -> Verdict {
    let mut demand = Demand { api, operation, route, received, shown, verdict: Verdict::default() };
    demand.query(reading);
    let is_own = |name: &str| route.template.query.iter().any(|part| part.name.eq_ignore_ascii_case(name));
    for (name, reason) in query::faults(api, operation, &received.target.query) {
        if is_own(&name) {
            continue;
        }
        demand.bad(&format!("the query option `{}`: {reason}", short(&name)));
    }
    demand.authorization(options);
    demand.headers();
    demand.body();
    demand.verdict
}

/// Checks only whether the request has the token that the page requires.
pub(super) fn authorization(
    api: &Api,
    operation: &Operation,
    received: &Received<'_>,
    options: Options,
) -> Option<ODataError> {
    let route = operation.routes.first()?;
    let mut demand = Demand { api, operation, route, received, shown: &[], verdict: Verdict::default() };
    demand.authorization(options);
    demand.verdict.errors.pop()
}

struct Demand<'a> {
    api: &'a Api,
    operation: &'a Operation,
    route: &'a Route,
    received: &'a Received<'a>,
    /// The examples of the operation. A request may send what an example sends.
    shown: &'a [ExampleRequest],
    verdict: Verdict,
}

impl Demand<'_> {
    fn refuse(&mut self, status: StatusCode, code: &str, reason: &str) -> &mut ODataError {
        let page = &self.api[self.operation.page].path;
        let error = ODataError::new(status, code, format!("{reason}; see `{page}`"));
        let errors = &mut self.verdict.errors;
        errors.push(error);
        let last = errors.len() - 1;
        &mut errors[last]
    }

    fn bad(&mut self, reason: &str) -> &mut ODataError {
        self.refuse(StatusCode::BAD_REQUEST, "badRequest", reason)
    }

    /// Checks the query options that the documented request line contains, such as `$filter` in `GET
    /// /users?$filter={filter}`.
    fn query(&mut self, reading: &PathMatch) {
        let found = path_options::compare(path::options(self.route), &reading.query);
        self.verdict.lacks_options = found.is_lacking;
        self.verdict.options = found.score;
        for fault in found.faults {
            self.bad(&fault);
        }
    }

    /// Checks that the request has a token, if the page requires one. With the flag `--scopes`, the scopes of the
    /// token have to suffice as well.
    fn authorization(&mut self, options: Options) {
        let given = self.received.header(AUTHORIZATION.as_str());
        let is_it = |name: &str| name.eq_ignore_ascii_case(AUTHORIZATION.as_str());
        let needed = shape::required_headers(self.operation).find(|header| is_it(&header.name));
        if let (Some(header), None) = (needed, given) {
            let reason = format!("the required header `{}` is missing", header.name);
            self.refuse(StatusCode::UNAUTHORIZED, "unauthenticated", &reason);
        } else if options.scopes
            && let Err(refusal) = permissions::check(self.operation, given)
        {
            self.refuse(refusal.status, refusal.code, &refusal.reason);
        }
    }

    fn headers(&mut self) {
        let carries_body = !matches!(self.received.body, Body::Empty);
        for header in shape::required_headers(self.operation) {
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            // `Content-Type` is required only if there is a body.
            let is_needed = !is(AUTHORIZATION.as_str()) && (carries_body || !is(CONTENT_TYPE.as_str()));
            if is_needed && self.received.header(&header.name).is_none() {
                self.bad(&format!("the required header `{}` is missing", header.name));
            }
        }
    }

    /// Whether an example of the page sends a body of this media type.
    fn has_example_with(&self, media_type: &str) -> bool {
        self.shown.iter().filter_map(|shown| shown.bytes.as_ref()).any(|bytes| bytes.allows(media_type))
    }

    fn body(&mut self) {
        let documented = &self.operation.request;
        let nothing = json!({});
        let received = self.received;
        let json = match (&received.body, documented) {
            (_, RequestBody::Stream { .. }) => return,
            (Body::Empty, RequestBody::None | RequestBody::Parameters(_)) => &nothing,
            (Body::Empty, RequestBody::Value(_) | RequestBody::Patch { .. }) => {
                self.bad("the documented body is missing");
                self.verdict.distance = 2;
                return;
            }
            (Body::Bytes(media_type), _) if self.has_example_with(media_type) => return,
            (Body::Bytes(_), RequestBody::None) => {
                self.bad("no body is documented");
                self.verdict.distance = 2;
                return;
            }
            (
                Body::Bytes(media_type),
                RequestBody::Value(_) | RequestBody::Patch { .. } | RequestBody::Parameters(_),
            ) => {
                let media_type = short(media_type);
                let reason = format!("the body is of the media type `{media_type}`, and JSON is documented");
                self.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", &reason);
                self.verdict.distance = 2;
                return;
            }
            (Body::NoJson(error), _) => {
                self.bad(&format!("the body is no JSON: {error}"));
                self.verdict.distance = 2;
                return;
            }
            (Body::Json(json), _) => json,
        };
        let shown: Vec<&Value> = self.shown.iter().filter_map(|shown| shown.body.as_ref()).collect();
        let (misfit, distance) = shape::compare(self.api, documented, json, &shown);
        self.verdict.distance = distance;
        let Some(misfit) = misfit else { return };
        let pointer = short(&misfit.pointer);
        let place = if pointer.is_empty() { "the body".to_owned() } else { format!("`{pointer}`") };
        let error = self.bad(&format!("{place}: {}", misfit.reason));
        error.target = Some(pointer).filter(|pointer| !pointer.is_empty());
    }
}
