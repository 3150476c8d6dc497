//! Chooses the page that answers a request, and one of its examples.
//!
//! In: a request. Out: the operation, the example, and what the request lacks according to the page. If several pages
//! document the path, these facts decide, the most important first: whether the page allows the request; how well its
//! query options match those of the request; whether the body names its request type; how well the page fits the
//! path; how similar its most similar example is; the order of the paths.

pub(in crate::mock) mod nearest;

use std::cmp::Reverse;

use graph_runtime::ODataError;
use graph_runtime::route::PathMatch;
use graph_runtime::server::rank::{Fit, Rank};
use serde_json::Value;

use super::catalogue::Catalogue;
use super::catalogue::examples::ExampleRequest;
use super::catalogue::same_type;
use super::demand::{self, Verdict};
use super::received::{Body, Received, short};
use crate::api::{Api, ItemType, Operation, RequestBody};

/// The operation whose page answers a request, the example that the response is made from, and what is wrong with the
/// request.
pub(super) struct Choice<'m> {
    pub(super) operation: usize,
    /// The example whose response is the answer; `None` if the page has no example.
    pub(super) shown: Option<&'m ExampleRequest>,
    /// Whether the request equals the request of the example.
    pub(super) is_own: bool,
    /// The rules of this page that the request breaks. If there are any, the request is refused, unless the mock is
    /// lenient.
    pub(super) errors: Vec<ODataError>,
    pub(super) reason: &'static str,
    /// If no page documents the path itself: a warning for the client that names the documented path that was used
    /// instead.
    pub(super) instead: Option<String>,
}

/// The page that has an example request equal to the received request.
pub(super) fn with_equal_request<'m>(catalogue: &'m Catalogue, received: &Received<'_>) -> Option<Choice<'m>> {
    let mut alike = catalogue.examples.with_same_target(received);
    alike.retain(|shown| has_body(shown, received));
    let fit = |shown: &&ExampleRequest| {
        catalogue.routes.iter().filter(|route| route.0 == shown.operation).map(|route| route.2).max()
    };
    let is_failure = |shown: &&ExampleRequest| shown.response.status >= 400;
    let best = alike.iter().map(|shown| (!is_failure(shown), fit(shown))).max()?;
    alike.retain(|shown| (!is_failure(shown), fit(shown)) == best);
    let (_, shown) = nearest::first_of_best(alike.into_iter(), received)?;
    let operation = &catalogue.api.operations[shown.operation];
    let errors = demand::authorization(&catalogue.api, operation, received, catalogue.options).into_iter().collect();
    let reason = "the page shows this request";
    Some(Choice { operation: shown.operation, shown: Some(shown), is_own: true, errors, reason, instead: None })
}

/// The best of the pages that document the path of the request.
pub(super) fn choose<'m>(catalogue: &'m Catalogue, received: &Received<'_>) -> Option<Choice<'m>> {
    choose_at(catalogue, received, received.uri)
}

/// The best page for a path that is documented only below another entity of the same type, as
/// [`same_type`](super::catalogue) finds it.
pub(super) fn of_same_type<'m>(catalogue: &'m Catalogue, received: &Received<'_>) -> Option<Choice<'m>> {
    let has_method = |operation: &Operation| operation.method.as_str() == received.method;
    let instead = same_type::find(catalogue, received.uri, has_method)?;
    let choice = choose_at(catalogue, received, &instead.uri)?;
    let path = instead.uri.split('?').next().unwrap_or_default();
    let instead = format!("no page documents this path; it is answered like `{}`", short(path));
    Some(Choice { reason: "the path leads through an entity of the same type", instead: Some(instead), ..choice })
}

fn choose_at<'m>(catalogue: &'m Catalogue, received: &Received<'_>, uri: &str) -> Option<Choice<'m>> {
    let mut found = catalogue.index.find(uri);
    found.retain(|(template, _)| catalogue.operation(*template).method.as_str() == received.method);
    let keys = |template: usize| {
        let placeholders = &catalogue.route(template).template.placeholders;
        placeholders.iter().filter(|placeholder| placeholder.place.in_path()).count()
    };
    let fewest = found.iter().map(|(template, _)| keys(*template)).min()?;
    found.retain(|(template, _)| keys(*template) == fewest);
    let candidates = found.into_iter().map(|(template, reading)| candidate(catalogue, template, &reading, received));
    let best = candidates.min_by_key(Candidate::rank)?;
    let reason = match best.shown {
        Some(_) => "the nearest example",
        None => "the page shows no response",
    };
    let Candidate { operation, shown, verdict, .. } = best;
    Some(Choice { operation, shown, is_own: false, errors: verdict.errors, reason, instead: None })
}

fn candidate<'m>(
    catalogue: &'m Catalogue,
    template: usize,
    reading: &PathMatch,
    received: &Received<'_>,
) -> Candidate<'m> {
    let (index, _, fit) = catalogue.routes[template];
    let operation = &catalogue.api.operations[index];
    let route = catalogue.route(template);
    let examples = catalogue.examples.of_operation(index);
    let verdict = demand::check(&catalogue.api, operation, route, reading, received, examples, catalogue.options);
    let of_form = || nearest::of_form(&catalogue.api, operation.response.body, examples, received);
    let nearest = nearest::nearest(examples, received).or_else(of_form);
    Candidate {
        template,
        operation: index,
        names_type: names_type(&catalogue.api, operation, received),
        fit,
        likeness: nearest.map_or(i64::MIN, |(likeness, _)| likeness),
        shown: nearest.map(|(_, shown)| shown),
        verdict,
    }
}

/// Whether `@odata.type` in the body names the request type of the operation.
fn names_type(api: &Api, operation: &Operation, received: &Received<'_>) -> bool {
    let ty = match &operation.request {
        RequestBody::Value(ty) => ty.item,
        RequestBody::Patch { ty, .. } => ItemType::Structured(*ty),
        RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => return false,
    };
    let stated = received.json().and_then(|json| json.get("@odata.type")).and_then(Value::as_str);
    match (ty, stated) {
        (ItemType::Structured(id), Some(stated)) => api[id].name.is_named(stated.trim_start_matches('#')),
        _ => false,
    }
}

/// The page whose example request has this path, although no request line of any page has it.
pub(super) fn shown_alone<'m>(catalogue: &'m Catalogue, received: &Received<'_>) -> Option<Choice<'m>> {
    let of_path = catalogue.examples.operations(&received.target.path).iter().copied();
    let index =
        of_path.into_iter().find(|index| catalogue.api.operations[*index].method.as_str() == received.method)?;
    let operation = &catalogue.api.operations[index];
    let shown = nearest::nearest(catalogue.examples.of_operation(index), received).map(|(_, shown)| shown);
    let errors = demand::authorization(&catalogue.api, operation, received, catalogue.options).into_iter().collect();
    let reason = "the nearest example; no page documents this path, but this page has an example request with it";
    Some(Choice { operation: index, shown, is_own: false, errors, reason, instead: None })
}

/// A page that documents the path of the request, and the facts by which it is compared with other such pages.
struct Candidate<'m> {
    template: usize,
    operation: usize,
    verdict: Verdict,
    names_type: bool,
    fit: Fit,
    likeness: i64,
    shown: Option<&'m ExampleRequest>,
}

impl Candidate<'_> {
    /// The rank by which candidates are compared. The candidate with the smallest rank answers the request.
    fn rank(&self) -> Rank {
        let is_refused = !self.verdict.errors.is_empty();
        Rank {
            is_refused,
            lacks_options: self.verdict.lacks_options,
            distance: if is_refused { self.verdict.distance } else { 0 },
            options: Reverse(self.verdict.options),
            names_type: Reverse(self.names_type),
            fit: Reverse(self.fit),
            likeness: Reverse(self.likeness),
            template: self.template,
        }
    }
}

/// Whether the body of a request counts as equal to the body of an example. Both are the same JSON or the same text, or
/// the body is not JSON and has a media type that the example shows. An empty JSON object equals no body.
fn has_body(shown: &ExampleRequest, received: &Received<'_>) -> bool {
    match (&shown.body, &shown.bytes, &received.body) {
        (Some(one), _, Body::Json(other)) => one == other,
        (Some(_), _, Body::Empty | Body::Bytes(_) | Body::NoJson(_)) => false,
        (None, None, Body::Json(other)) => other.as_object().is_some_and(serde_json::Map::is_empty),
        (None, shown, Body::Empty) => shown.is_none(),
        (None, None, Body::Bytes(_) | Body::NoJson(_)) | (None, Some(_), Body::Json(_)) => false,
        (None, Some(shown), Body::Bytes(media_type)) => shown.allows(media_type) || shown.equals(received.bytes),
        (None, Some(shown), Body::NoJson(_)) => shown.equals(received.bytes),
    }
}
