//! Completes the response of an example for a request that the page does not show.
//!
//! In: the response, and the request. Out: the response with the status that the text of the page states, and with the
//! `@odata.type` of the request body. Invariant: values of the example stay, except a status that contradicts the text.

use graph_runtime::http::Response;
use serde_json::Value;

use crate::api::{self, Api, ItemType, Operation, ResponseBody, TypeRef};
use crate::mock::answer::{code, values};
use crate::shape;

/// Sets the status that the text of the page states, and adds `@odata.type` to the body if the request sent a derived
/// type.
pub(in crate::mock) fn complete(
    api: &Api,
    operation: &Operation,
    sent: Option<&Value>,
    response: &mut Response<Vec<u8>>,
) {
    if !response.status().is_success() || response.body().is_empty() {
        return;
    }
    let api::Response { status, stated, .. } = &operation.response;
    if !status.iter().take(*stated).any(|stated| *stated == response.status().as_u16()) {
        *response.status_mut() = code(shape::status_with_body(operation));
    }
    if let Some(body) = discriminated(api, operation, sent, response.body()) {
        *response.body_mut() = body;
    }
}

/// The response body with the `@odata.type` of the request body, if the example has none: a client that sends a derived
/// type reads the response as that type.
fn discriminated(api: &Api, operation: &Operation, sent: Option<&Value>, body: &[u8]) -> Option<Vec<u8>> {
    const NAME: &str = "@odata.type";
    let name = sent?.get(NAME)?.as_str()?;
    let ResponseBody::Value(TypeRef { item: ItemType::Structured(declared), collection: false }) =
        operation.response.body
    else {
        return None;
    };
    shape::derived(api, declared, name.trim_start_matches('#'))?;
    let Value::Object(members) = serde_json::from_slice(body).ok()? else { return None };
    if members.contains_key(NAME) {
        return None;
    }
    let name = [(NAME.to_owned(), Value::from(name))];
    let mut body = Value::Object(name.into_iter().chain(members).collect());
    // `@odata.type` now says which derived type the body has, so the values of that type's own members can be checked.
    values::replace_misfits(api, TypeRef { item: ItemType::Structured(declared), collection: false }, &mut body);
    Some(body.to_string().into())
}
