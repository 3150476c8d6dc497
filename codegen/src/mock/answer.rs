//! What a page says of the response.
//!
//! In: an operation. Out: the response that its page shows; where it shows none, the documented status with the least body of
//! the documented type.
//! Invariant: the route of the operation reads it without an error.

use graph_runtime::http::header::{CONTENT_TYPE, LOCATION};
use graph_runtime::http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::api::{Api, ItemType, Operation, Primitive, ResponseBody, TypeRef};
use crate::shape;

/// Where a redirection leads whose target no page can know.
const ELSEWHERE: &str = "https://example.com/";

/// The response of an operation.
pub(super) fn documented(api: &Api, operation: &Operation) -> Response<Vec<u8>> {
    if let Some((status, _, example)) = shape::shown_response(api, operation) {
        let media_type = if operation.counts() { "text/plain" } else { "application/json" };
        return response(status, CONTENT_TYPE, media_type, example.json.to_string());
    }
    let first = operation.response.status.first().copied().unwrap_or(200);
    let with_body = shape::status_with_body(operation);
    match operation.response.body {
        ResponseBody::None => {
            let mut response = Response::new(Vec::new());
            *response.status_mut() = code(first);
            response
        }
        ResponseBody::Redirect => {
            let documented = operation.response.status.iter().copied().find(|status| (300..400).contains(status));
            response(documented.unwrap_or(302), LOCATION, ELSEWHERE, String::new())
        }
        ResponseBody::Stream | ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => {
            response(with_body, CONTENT_TYPE, "application/octet-stream", String::new())
        }
        ResponseBody::Value(_) if operation.counts() => response(with_body, CONTENT_TYPE, "text/plain", "0".to_owned()),
        ResponseBody::Value(ty) => response(with_body, CONTENT_TYPE, "application/json", least(api, ty)),
    }
}

/// The least JSON of a type, framed as responses are.
fn least(api: &Api, ty: TypeRef) -> String {
    let body = match (ty.item, ty.collection) {
        (_, true) => json!({ "value": [] }),
        (ItemType::Structured(_) | ItemType::Primitive(Primitive::Untyped), false) => json!({}),
        (ItemType::Primitive(_) | ItemType::Enum(_), false) => json!({ "value": shape::sample(api, ty) }),
    };
    body.to_string()
}

fn response(status: u16, name: HeaderName, value: &'static str, body: String) -> Response<Vec<u8>> {
    let mut response = Response::new(body.into_bytes());
    *response.status_mut() = code(status);
    response.headers_mut().insert(name, HeaderValue::from_static(value));
    response
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK)
}
