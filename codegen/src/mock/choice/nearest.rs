//! Finds the example that is most like a request.
//!
//! In: a request, and example requests. Out: the nearest example. Invariant: of equally near examples the first is
//! chosen. An example of a failure is chosen only if it equals the request.

use graph_runtime::http::StatusCode;
use graph_runtime::server::likeness::{ComparedRequest, likeness};
use serde_json::Value;

use crate::api::{Api, ItemType, ResponseBody, TypeRef};
use crate::mock::catalogue::examples::ExampleRequest;
use crate::mock::received::Received;

/// The example that is most like the request, and how much it is like the request. Only examples with a successful
/// response that agrees with the text of the page are considered.
pub(in crate::mock) fn nearest<'s>(
    shown: &'s [ExampleRequest],
    received: &Received<'_>,
) -> Option<(i64, &'s ExampleRequest)> {
    let ends_well =
        |shown: &&ExampleRequest| shown.response.agrees && shown.response.status < StatusCode::BAD_REQUEST.as_u16();
    first_of_best(shown.iter().filter(ends_well), received)
}

/// The example that is most like the request, among those with status 200 whose body is a list if the operation
/// returns a list, and a single object if it returns one. The body may differ from the text of the page in other
/// ways, which a finding reports. It is still more informative than the smallest body of the type.
pub(in crate::mock) fn of_form<'s>(
    api: &Api,
    answered: ResponseBody,
    shown: &'s [ExampleRequest],
    received: &Received<'_>,
) -> Option<(i64, &'s ExampleRequest)> {
    let ResponseBody::Value(TypeRef { item: ItemType::Structured(_), collection }) = answered else { return None };
    let has_form = |shown: &&ExampleRequest| {
        let body = shown.response.body.and_then(|id| serde_json::from_str::<Value>(&api[id].json).ok());
        let is_page = |body: &Value| body.get("value").is_some_and(Value::is_array);
        shown.response.status == StatusCode::OK
            && body.is_some_and(|body| body.is_object() && is_page(&body) == collection)
    };
    first_of_best(shown.iter().filter(has_form), received)
}

/// The example with the highest likeness to the request, and this likeness. Of equally like examples, the first one.
pub(in crate::mock) fn first_of_best<'s>(
    shown: impl Iterator<Item = &'s ExampleRequest>,
    received: &Received<'_>,
) -> Option<(i64, &'s ExampleRequest)> {
    let mut best: Option<(i64, &ExampleRequest)> = None;
    for shown in shown {
        let likeness = of(shown, received);
        if best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, shown));
        }
    }
    best
}

fn of(shown: &ExampleRequest, received: &Received<'_>) -> i64 {
    let asked = ComparedRequest { target: &shown.target, headers: &shown.headers, body: shown.body.as_ref() };
    let received_parts = ComparedRequest { target: &received.target, headers: &[], body: received.json() };
    likeness(&asked, &received_parts, &|name| received.header(name).map(str::to_owned))
}
