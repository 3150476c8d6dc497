//! A sample call of each operation: tests send its request, and a service without a handler returns its response.
//!
//! In: the operations of an API. Out: for each operation a body, the required headers, and a response. Invariant: the
//! page allows the request. Its body is the example of the page, if that fits the text of the page, or else the
//! smallest allowed body.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::api::{Api, ExampleId, Header, Operation, ResponseBody, Route};
use crate::plan::routes::body::SentBody;
use crate::plan::routes::route::Stub;
use crate::select::Selection;
use crate::shape;
use crate::subject::{self, Fit, Names};

/// What a test sends to one operation, and what a service without a handler answers.
#[derive(Clone, Debug, Hash)]
pub(crate) struct SampleCall {
    /// The request body that the test sends.
    pub request: SampleBody,
    /// The names of headers that the caller has to set, because the page requires them and the route does not set them.
    pub headers: Vec<String>,
    /// The response that a service without a handler returns.
    pub response: SampleResponse,
    /// The indexes of routes to which a service may give a different response. Either another page documents the same
    /// path with a different response, or an example of this page contradicts the text of the page. In both cases
    /// there is a finding.
    pub shared: Vec<usize>,
    /// For each route, how well the page fits its path: whether the page is about the type that the path leads to. If
    /// several pages document a path, a service chooses one of them by this. Empty if no other page has one of the
    /// paths.
    pub fits: Vec<Fit>,
}

/// The request body of a sample call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SampleBody {
    /// No body.
    Nothing,
    /// The body of an example, by its index in the API.
    Example(usize),
    /// The smallest body that the page allows, as the text of a JSON object.
    Json(String),
    /// Bytes: any will do, because the page does not show them.
    Bytes,
}

/// The documented response of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SampleResponse {
    /// A status, and the index of the example whose body is the body of the response.
    Body(u16, usize),
    /// A status without a body.
    Status(u16),
    /// Unknown: the response has a body, but the page has no example of it.
    Nothing,
}

/// Plans all sample calls; `owners` is the result of [`owners()`].
pub(in crate::plan) fn plan(api: &Api, selection: &Selection, stubs: &[Stub], owners: &Owners<'_>) -> Vec<SampleCall> {
    let names = Names::of(api);
    let decide = |(index, (operation, stub)): (usize, (&Operation, &Stub))| {
        let differs = |other: &usize| *other != index && stubs[*other].received != stub.received;
        let contradicts = operation.exchanges.iter().flat_map(|exchange| &exchange.replies).any(|reply| !reply.agrees);
        let is_shared = |route: &usize| {
            let path = path(operation, &operation.routes[*route]);
            contradicts || owners.get(&path).is_some_and(|owners| owners.iter().any(differs))
        };
        let has_other_owner = |route: &Route| {
            owners.get(&path(operation, route)).is_some_and(|owners| owners.iter().any(|other| *other != index))
        };
        let fit = |route: &Route| subject::fit(api, &names, operation, route);
        let fits = || operation.routes.iter().map(fit).collect();
        let headers = shape::required_headers(operation).filter(|header| is_set_by_hand(stub.sent, header));
        SampleCall {
            request: request(api, selection, operation, stub.sent),
            headers: headers.map(|header| header.name.to_string()).collect(),
            response: response(api, selection, operation),
            shared: (0..operation.routes.len()).filter(is_shared).collect(),
            fits: if operation.routes.iter().any(has_other_owner) { fits() } else { Vec::new() },
        }
    };
    api.operations.par_iter().zip(stubs).enumerate().map(decide).collect()
}

/// Whether the caller has to set the header. A route with a body sets `Content-Type` itself.
fn is_set_by_hand(sent: SentBody, header: &Header) -> bool {
    sent == SentBody::Nothing || !header.name.eq_ignore_ascii_case("content-type")
}

fn is_kept(selection: &Selection, example: usize) -> bool {
    selection.keeps_example(ExampleId::from_index(example))
}

fn request(api: &Api, selection: &Selection, operation: &Operation, sent: SentBody) -> SampleBody {
    match sent {
        SentBody::Nothing => SampleBody::Nothing,
        SentBody::Bytes => SampleBody::Bytes,
        SentBody::Value(_) | SentBody::Patch(_) | SentBody::Fields(_) => match shape::shown_request(api, operation) {
            Some((index, _)) if is_kept(selection, index) => SampleBody::Example(index),
            Some(_) | None => SampleBody::Json(shape::smallest_body(api, &operation.request).to_string()),
        },
    }
}

fn response(api: &Api, selection: &Selection, operation: &Operation) -> SampleResponse {
    match operation.response.body {
        ResponseBody::None => SampleResponse::Status(operation.response.status.first().copied().unwrap_or(204)),
        ResponseBody::Value(_) | ResponseBody::Stream | ResponseBody::Redirect => {
            match shape::shown_response(api, operation) {
                Some((status, index, _)) if is_kept(selection, index) => SampleResponse::Body(status, index),
                Some(_) | None => SampleResponse::Nothing,
            }
        }
    }
}

/// A path as a service distinguishes it: the method, and the pieces of the path around its placeholders.
pub(in crate::plan) type Path<'a> = (&'static str, Vec<&'a str>);

fn path<'a>(operation: &Operation, route: &'a Route) -> Path<'a> {
    let mut text = Vec::new();
    for part in route.template.path.split('{') {
        text.push(part.split_once('}').map_or(part, |(_, after)| after));
    }
    (operation.method.as_str(), text)
}

/// For each path the operations that have it, in the order of the pages.
pub(in crate::plan) type Owners<'a> = HashMap<Path<'a>, Vec<usize>>;

/// For each path, the indexes of the operations that have it.
pub(in crate::plan) fn owners(api: &Api) -> Owners<'_> {
    let mut owners = Owners::new();
    for (index, operation) in api.operations.iter().enumerate() {
        for route in &operation.routes {
            owners.entry(path(operation, route)).or_default().push(index);
        }
    }
    owners
}
