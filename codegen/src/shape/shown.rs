//! Finds the example bodies on the page of an operation, and the headers that it requires.
//!
//! In: an operation. Out: the first example request body that fits what the operation sends, the first example
//! response body that fits what it returns, with its status, and the headers that a request needs.

use serde_json::Value;

use crate::api::{Api, Example, ExampleRole, Header, ItemType, Operation, Primitive, ResponseBody, TypeRef};
use crate::shape::request::misfit;

/// The first example request whose body is what the operation expects: the index of the example among all examples of
/// the model, and the example. `None` if there is no such example.
#[must_use]
pub(crate) fn shown_request<'a>(api: &'a Api, operation: &Operation) -> Option<(usize, &'a Example)> {
    let is_one = |example: &Example| {
        let body = || serde_json::from_str(&example.json).ok();
        example.role == ExampleRole::Request
            && body().is_some_and(|body: Value| misfit(api, &operation.request, &body).is_none())
    };
    shown(api, operation, is_one)
}

/// Finds the first example response with a success status whose body has the form of what the operation returns: an
/// integer for a count, otherwise a JSON object. An example without a status counts as a success. Returns a
/// status that allows a body, the index of the example in the model, and the example. `None` if there is no such
/// example.
#[must_use]
pub(crate) fn shown_response<'a>(api: &'a Api, operation: &Operation) -> Option<(u16, usize, &'a Example)> {
    let has_form = |example: &Example| match operation.response.body {
        ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => false,
        ResponseBody::Value(_) if operation.counts() => example.json.trim().parse::<i64>().is_ok(),
        ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => false,
        ResponseBody::Value(_) => example.json.trim_start().starts_with('{'),
    };
    let is_success = |status: u16| operation.response.status.contains(&status);
    let is_one = |example: &Example| {
        example.role == ExampleRole::Response && example.status.is_none_or(is_success) && has_form(example)
    };
    let (index, example) = shown(api, operation, is_one)?;
    let status = example.status.filter(|status| has_body(*status)).unwrap_or_else(|| status_with_body(operation));
    Some((status, index, example))
}

/// The first documented status of success that allows a body, or 200 if there is none.
#[must_use]
pub(crate) fn status_with_body(operation: &Operation) -> u16 {
    operation.response.status.iter().copied().find(|status| has_body(*status)).unwrap_or(200)
}

/// Whether a successful response with this status may have a body.
fn has_body(status: u16) -> bool {
    (200..300).contains(&status) && !matches!(status, 204 | 205)
}

fn shown<'a>(api: &'a Api, operation: &Operation, is_one: impl Fn(&Example) -> bool) -> Option<(usize, &'a Example)> {
    let mut examples = operation.examples.iter().map(|&id| (id.index(), &api[id]));
    examples.find(|(_, example)| is_one(example))
}

/// The headers that a request needs. Headers that the HTTP client adds, such as `Host`, are left out, and so are names
/// that HTTP does not allow.
pub(crate) fn required_headers(operation: &Operation) -> impl Iterator<Item = &Header> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    let carries = |name: &str| ["content-length", "host"].iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_needed =
        move |header: &&Header| header.required == Some(true) && is_name(&header.name) && !carries(&header.name);
    operation.headers.iter().filter(is_needed)
}
