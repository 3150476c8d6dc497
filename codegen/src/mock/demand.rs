//! The demands of a page on a request.
//!
//! In: an operation, the matched route, and the request. Out: every violation, and measures of whether the page was
//! meant. Invariant: the mock demands only what the page says; a message names the page.

pub(in crate::mock) mod permissions;
pub(in crate::mock) mod query;

use graph_runtime::ODataError;
use graph_runtime::http::StatusCode;
use graph_runtime::http::header::{AUTHORIZATION, CONTENT_TYPE};
use graph_runtime::route::PathMatch;
use serde_json::{Value, json};

use super::catalogue::examples::ExampleRequest;
use super::options::Options;
use super::received::{Body, Received, short};
use crate::api::{Api, Operation, Piece, QueryPart, RequestBody, Route};
use crate::shape;

/// The result of checking a request against a page.
#[derive(Default)]
pub(super) struct Verdict {
    /// The violations: query options, headers, then the body.
    pub(super) errors: Vec<ODataError>,
    /// Whether the template has query options that the request does not have in that form.
    pub(super) lacks_options: bool,
    /// How well the query options match those of the template; higher is better.
    pub(super) options: usize,
    /// The distance of the body from the documented one.
    pub(super) distance: usize,
}

/// Checks a request against the demands of a page.
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
    demand.query(&route.template.query, reading);
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

/// Checks the token of a request alone.
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
    /// The examples of the operation. What they send is allowed.
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

    /// Checks the query options in the template.
    fn query(&mut self, parts: &[QueryPart], reading: &PathMatch) {
        for part in parts {
            let name = &part.name;
            let given =
                reading.query.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value);
            match (given, &part.value) {
                (None, _) if part.optional => {}
                (None, _) => {
                    self.verdict.lacks_options = true;
                    self.bad(&format!("the required query option `{name}` is missing"));
                }
                (Some(given), Piece::Literal(value)) if !is_same(given, value) => {
                    if !part.optional {
                        self.verdict.lacks_options = true;
                        let given = short(given);
                        self.bad(&format!("the query option `{name}` is `{given}`, and `{value}` is documented"));
                    }
                }
                (Some(_), Piece::Literal(_)) => self.verdict.options += 2,
                (Some(given), Piece::Placeholder(_)) => match written(&self.route.raw, name) {
                    // A value in another form means another use of the option. If the page shows no value, any is
                    // accepted.
                    Some(value) if !has_form(given, value) => {
                        self.verdict.lacks_options = true;
                    }
                    Some(_) => self.verdict.options += 2,
                    None => self.verdict.options += 1,
                },
            }
        }
    }

    /// Checks that there is a token if the page requires one, and with `--scopes` that its scopes suffice.
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
    fn shows(&self, media_type: &str) -> bool {
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
            (Body::Bytes(media_type), _) if self.shows(media_type) => return,
            (Body::Bytes(_), RequestBody::None) => {
                self.bad("a body, where none is documented");
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

/// The documented value of a query option in the template, if a part of it is fixed text.
fn written<'r>(raw: &'r str, name: &str) -> Option<&'r str> {
    let (_, query) = raw.split_once('?')?;
    let options = query.split('&').filter_map(|option| option.split_once('='));
    let (_, value) = options.into_iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    let value = value.trim();
    let is_placeholder = value.starts_with(['{', '<']) && value.find(['}', '>']) == Some(value.len() - 1);
    (!is_placeholder && !value.is_empty()).then_some(value)
}

/// Whether a value contains the fixed text of a documented one, in order. Text in braces or quotes may differ.
fn has_form(given: &str, documented: &str) -> bool {
    let (given, documented) = (bare(given), bare(documented));
    let mut rest = given.as_str();
    documented.split(['{', '}', '\'']).step_by(2).all(|fixed| match rest.find(fixed) {
        Some(at) => {
            rest = &rest[at + fixed.len()..];
            true
        }
        None => false,
    })
}

/// The text in lower case without white space, for comparisons.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether two values of a query option are equal, apart from letter case and white space.
fn is_same(one: &str, other: &str) -> bool {
    one == other || bare(one) == bare(other)
}
