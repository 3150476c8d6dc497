//! The documented response of an operation.
//!
//! In: an operation and its nearest example. Out: the response of the example; if there is none, a documented status
//! with a body of the documented type. Invariant: the route of the operation reads the response without an error,
//! unless the response is that of an example that equals the request.

pub(in crate::mock) mod completed;
pub(in crate::mock) mod keys;
pub(in crate::mock) mod values;

use graph_runtime::http::header::{CONTENT_TYPE, LOCATION};
use graph_runtime::http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::catalogue::examples::ExampleRequest;
use crate::api::{
    Api, CallableKind, Example, ExampleRole, ItemType, Operation, Primitive, ResponseBody, TypeKind, TypeRef,
};
use crate::shape;
use graph_runtime::server::Links;
use graph_runtime::server::elsewhere::BYTES;

/// A GIF of one pixel, for streams with an image type.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Headers that are not copied from an example, because they depend on how the message is sent.
const OF_MESSAGE: &[&str] =
    &["content-length", "transfer-encoding", "connection", "date", "server", "keep-alive", "host"];

/// The response of the example `shown`, adapted to the received request. `is_own` says that the received request equals
/// the request of the example.
pub(super) fn adapted_example(
    api: &Api,
    operation: &Operation,
    shown: &ExampleRequest,
    links: &Links<'_>,
    is_own: bool,
) -> Response<Vec<u8>> {
    let example = shown.response.body.map(|id| &api[id]);
    let mut media_type = None;
    let mut response = Response::new(Vec::new());
    *response.status_mut() = code(shown.response.status);
    for (name, value) in &shown.response.headers {
        let name = name.to_ascii_lowercase();
        if name == CONTENT_TYPE.as_str() {
            media_type = Some(value.as_str());
        } else if !OF_MESSAGE.contains(&name.as_str()) {
            let value = if name.ends_with("location") { links.anywhere(value) } else { value.clone() };
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
                response.headers_mut().append(name, value);
            }
        }
    }
    match example {
        Some(example) if operation.counts() => set(&mut response, "text/plain", example.json.to_string().into()),
        Some(example) => {
            let media_type = media_type.filter(|media_type| graph_runtime::server::is_json(media_type));
            let body = body(api, operation, example, links, is_own);
            set(&mut response, media_type.unwrap_or("application/json"), body);
        }
        None if shown.response.has_body => {
            let is_number = shown.response.text.parse::<u64>().is_ok();
            let is_text = media_type.is_some_and(|media_type| media_type.starts_with("text/"));
            if is_text || is_number {
                set(&mut response, media_type.unwrap_or("text/plain"), shown.response.text.as_bytes().to_vec());
            } else {
                let (media_type, bytes) = bytes(media_type);
                set(&mut response, &media_type, bytes);
            }
        }
        None => {}
    }
    if response.status().is_redirection() && !response.headers().contains_key(LOCATION) {
        redirect(&mut response, links);
    }
    // If the operation returns a body and the example response has none, this response is only for a request that
    // equals the example. Any other request gets a body of the documented type.
    let answers_body = !matches!(operation.response.body, ResponseBody::None | ResponseBody::Redirect);
    if !is_own
        && answers_body
        && response.status().is_success()
        && response.body().is_empty()
        && !operation.response.may_be_empty()
    {
        return documented(api, operation, links);
    }
    response
}

/// The response of an operation without an example.
pub(super) fn documented(api: &Api, operation: &Operation, links: &Links<'_>) -> Response<Vec<u8>> {
    let first = operation.response.status.first().copied().unwrap_or(200);
    let mut response = Response::new(Vec::new());
    *response.status_mut() = code(shape::status_with_body(operation));
    match operation.response.body {
        ResponseBody::None => *response.status_mut() = code(first),
        ResponseBody::Redirect => {
            let documented = operation.response.status.iter().copied().find(|status| (300..400).contains(status));
            *response.status_mut() = code(documented.unwrap_or(302));
            redirect(&mut response, links);
        }
        ResponseBody::Stream | ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => {
            let (media_type, bytes) = bytes(None);
            set(&mut response, &media_type, bytes);
        }
        ResponseBody::Value(_) if operation.counts() => set(&mut response, "text/plain", b"0".to_vec()),
        ResponseBody::Value(ty) => {
            let body = match of_another_page(api, ty) {
                Some(example) => body(api, operation, example, links, false),
                None => smallest_body(api, ty).into(),
            };
            set(&mut response, "application/json", body);
        }
    }
    response
}

/// An example response with a body of this type, on any page.
pub(super) fn of_another_page(api: &Api, ty: TypeRef) -> Option<&Example> {
    let ItemType::Structured(_) = ty.item else { return None };
    let is_one = |example: &&Example| {
        example.role == ExampleRole::Response
            && example.ty == Some(ty)
            && example.conforms
            && example.json.starts_with('{')
    };
    api.examples.iter().find(is_one)
}

/// The JSON of an example with values and links that a client can use. If nothing changes, it is the original text.
fn body(api: &Api, operation: &Operation, example: &Example, links: &Links<'_>, is_own: bool) -> Vec<u8> {
    let Ok(json) = serde_json::from_str::<Value>(&example.json) else { return example.json.to_string().into() };
    let mut changed = json.clone();
    let answered = match operation.response.body {
        ResponseBody::Value(ty) => Some(ty),
        ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    };
    let is_failure = example.status.is_some_and(|status| status >= 400);
    if let Some(ty) = example.ty.or(answered).filter(|_| !is_failure) {
        values::replace_misfits(api, ty, &mut changed);
        if is_action(operation) && is_complex(api, ty) {
            links.addresses(&mut changed);
        }
    }
    if let (false, Some(ty)) = (is_own || is_failure, example.ty.or(answered)) {
        keys::add_keys(api, ty, &mut changed);
    }
    links.body(&mut changed, is_own);
    if changed == json { example.json.to_string().into() } else { changed.to_string().into() }
}

fn is_action(operation: &Operation) -> bool {
    operation.call.as_ref().is_some_and(|call| call.kind == CallableKind::Action)
}

fn is_complex(api: &Api, ty: TypeRef) -> bool {
    matches!(ty.item, ItemType::Structured(id) if api[id].kind == TypeKind::Complex)
}

/// The smallest valid response body of a type: `{}`, `{"value": []}`, or a sample value in the member `value`.
fn smallest_body(api: &Api, ty: TypeRef) -> String {
    let body = match (ty.item, ty.collection) {
        (_, true) => json!({ "value": [] }),
        (ItemType::Structured(_) | ItemType::Primitive(Primitive::Untyped), false) => json!({}),
        (ItemType::Primitive(_) | ItemType::Enum(_), false) => json!({ "value": shape::sample(api, ty) }),
    };
    body.to_string()
}

/// The media type and sample bytes for a response body that is not JSON: a picture for any image type.
fn bytes(media_type: Option<&str>) -> (String, Vec<u8>) {
    match media_type {
        Some(media_type) if media_type.starts_with("image/") => ("image/gif".to_owned(), PICTURE.to_vec()),
        Some(media_type) if !graph_runtime::server::is_json(media_type) => (media_type.to_owned(), BYTES.to_vec()),
        Some(_) | None => ("application/octet-stream".to_owned(), BYTES.to_vec()),
    }
}

/// Makes the response a redirect to the address of a made-up file.
fn redirect(response: &mut Response<Vec<u8>>, links: &Links<'_>) {
    const ELSEWHERE: &str = "https://example.com/";
    if let Ok(location) = HeaderValue::from_str(&links.anywhere(ELSEWHERE)) {
        response.headers_mut().insert(LOCATION, location);
    }
}

fn set(response: &mut Response<Vec<u8>>, media_type: &str, body: Vec<u8>) {
    *response.body_mut() = body;
    if let Ok(media_type) = HeaderValue::from_str(media_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
}

pub(super) fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK)
}
