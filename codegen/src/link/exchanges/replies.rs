//! Checks whether the messages on a page fit its operations.
//!
//! In: the exchanges of every operation, and the bodies with the results of their comparison. Out: for each response
//! whether it fits its operation, and a finding about each response and each request body that does not.

use foldhash::{HashMap, HashMapExt};

use crate::api::{Api, ExampleId, Exchange, Header, ItemType, Operation, Reply, RequestBody, ResponseBody, TypeRef};
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::Span;

/// Links each message to its body, and compares the responses with their operations.
pub(in crate::link) fn check(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let mut bodies: HashMap<Span, ExampleId> = HashMap::with_capacity(api.examples.len());
    for (index, example) in api.examples.iter().enumerate() {
        bodies.insert(example.span, ExampleId::from_index(index));
    }
    for index in 0..api.operations.len() {
        let mut exchanges = std::mem::take(&mut api.operations[index].exchanges);
        for exchange in &mut exchanges {
            let body = exchange.body_span.and_then(|span| bodies.get(&span));
            exchange.body = body.copied();
            if exchange.call.is_some() {
                request(&api.operations[index], exchange, diagnostics);
            }
            for reply in &mut exchange.replies {
                reply.body = bodies.get(&reply.span).copied();
                if let Some(mut why) = disagreement(api, &api.operations[index], reply) {
                    // A request that matches no request line has a finding of its own. It may return another type
                    // than the operation, so the type of its response is not reported.
                    let is_other = exchange.call.is_none() && reply.body.is_some();
                    if why.take_if(|finding| is_other && finding.code == code::EXAMPLE_RESPONSE).is_some() {
                        reply.findings.extend(&exchange.findings);
                    }
                    reply.agrees = false;
                    reply.findings.extend(why.iter().map(|finding| finding.code.id()));
                    diagnostics.extend(why);
                }
            }
        }
        api.operations[index].exchanges = exchanges;
    }
}

/// Compares the body of a request with the request body of the operation.
fn request(operation: &Operation, exchange: &mut Exchange, diagnostics: &mut Vec<Diagnostic>) {
    let header = exchange.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"));
    let named = header.map(|header| header.span);
    let media_type = header.map_or("", |header| header.value.split(';').next().unwrap_or_default().trim());
    let is_json = media_type.is_empty() || graph_runtime::server::is_json(media_type);
    let told = match (&operation.request, exchange.body_span) {
        (RequestBody::Stream { .. }, _) | (RequestBody::None, None) => return,
        (_, Some(_)) if !is_json && is_described(operation, media_type) => {
            exchange.other_media_type = true;
            return;
        }
        (RequestBody::None, Some(_)) => (
            format!(
                "an example of a `{}` request has a body, but the page describes no request body",
                operation.method.as_str()
            ),
            "remove the body, or describe it in the section `Request body`",
        ),
        (RequestBody::Parameters(parameters), None)
            if parameters.iter().all(|parameter| parameter.required == Some(false)) =>
        {
            return;
        }
        (_, None) => (
            "an example request has no body, but the page describes a request body".to_owned(),
            "show the body of the request after the headers and an empty line",
        ),
        (_, Some(_)) if !is_json => (
            format!(
                "an example request has a body of the media type `{media_type}`, but the page says that the \
            body is JSON"
            ),
            "show the body as JSON, or name its media type in the row of the header `Content-Type`",
        ),
        (_, Some(_)) => {
            // Invalid JSON has a finding of its own.
            exchange.findings.extend(exchange.body.is_none().then(|| code::INVALID_JSON.id()));
            return;
        }
    };
    let (message, help) = told;
    let place = match exchange.body_span {
        Some(_) if !is_json && !matches!(operation.request, RequestBody::None) => named,
        place => place,
    };
    let place = place.unwrap_or(exchange.span);
    exchange.findings.push(code::EXAMPLE_REQUEST.id());
    diagnostics.push(
        Diagnostic::new(code::EXAMPLE_REQUEST, place, message).help(help).about(Subject::words(&exchange.request_line)),
    );
}

/// Whether the page documents request bodies of a media type.
fn is_described(operation: &Operation, media_type: &str) -> bool {
    let names = |header: &&Header| header.name.eq_ignore_ascii_case("content-type");
    operation.headers.iter().filter(names).any(|header| header.doc.markdown.contains(media_type))
}

/// The finding about a response that the operation does not return. `None` if the response fits; `Some(None)` if
/// another finding explains the difference.
fn disagreement(api: &Api, operation: &Operation, reply: &Reply) -> Option<Option<Diagnostic>> {
    if reply.status >= 400 {
        return None;
    }
    let response = &operation.response;
    if !response.status.contains(&reply.status) {
        let stated: Vec<String> = response.status.iter().map(|status| format!("`{status}`")).collect();
        let stated = stated.join(" or ");
        let message =
            format!("an example response has the status `{}`, but the response section states {stated}", reply.status);
        let told = Diagnostic::new(code::EXAMPLE_STATUS, reply.span, message)
            .help(
                "write the same status in the example and in the response section, or list both statuses in the \
            response section",
            )
            .about(subject_of(reply))
            .note(response.span, "the response section");
        return Some(Some(told));
    }
    let told = |message: String, help: &str| {
        let told = Diagnostic::new(code::EXAMPLE_RESPONSE, reply.span, message).help(help).about(subject_of(reply));
        Some(Some(told.note(response.span, "the response section")))
    };
    match (response.body, reply.body) {
        (ResponseBody::None, None) if !reply.has_body => None,
        // The response section states no body, and the body of the example is invalid JSON, which has a finding of
        // its own. If it were valid, it would show what the operation returns. So no second finding is made.
        (ResponseBody::None, None) if reply.text.is_empty() && states_json(reply) => Some(None),
        (ResponseBody::None, _) => told(
            "an example response has a body, but the response section says that nothing is returned".to_owned(),
            "remove the body, or say in the response section what is returned",
        ),
        (ResponseBody::Value(stated), Some(body)) => {
            let shown = api[body].ty?;
            if is_one(api, shown, stated) {
                return None;
            }
            // Nothing is reported here if only the form differs: a single item in place of a list of items, or the
            // reverse. The check of the body reports that.
            let is_other_form = is_one(api, TypeRef { collection: stated.collection, ..shown }, stated);
            if is_other_form && !api[body].conforms {
                return Some(None);
            }
            told(
                format!(
                    "an example response has a body of type `{}`, but the operation returns `{}`",
                    name(api, shown),
                    name(api, stated)
                ),
                "write the same type in the annotation of the example and in the response section",
            )
        }
        // Invalid JSON has a finding of its own.
        (ResponseBody::Value(_), None) if reply.has_body && reply.text.is_empty() && states_json(reply) => Some(None),
        (ResponseBody::Value(stated), None) if reply.has_body && !operation.counts() => told(
            format!("the body of an example response is not JSON, but the operation returns `{}`", name(api, stated)),
            "show the body of the response as JSON",
        ),
        (ResponseBody::Value(stated), None) => {
            let is_without = [202, 204, 205, 302, 303, 304, 307].contains(&reply.status) && response.status.len() > 1;
            if is_without || operation.counts() {
                return None;
            }
            told(
                format!("an example response has no body, but the operation returns `{}`", name(api, stated)),
                "show the body, or say in the response section that the response has no body",
            )
        }
        (ResponseBody::Stream | ResponseBody::Redirect, _) => None,
    }
}

/// Whether the header of a response says that its body is JSON.
fn states_json(reply: &Reply) -> bool {
    let header = reply.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"));
    header
        .is_some_and(|header| graph_runtime::server::is_json(header.value.split(';').next().unwrap_or_default().trim()))
}

/// The subject of findings about a response: its status, such as `404`.
fn subject_of(reply: &Reply) -> Subject {
    Subject::words(&reply.status.to_string())
}

/// Whether a value of the type `shown` is allowed where a page documents the type `stated`.
fn is_one(api: &Api, shown: TypeRef, stated: TypeRef) -> bool {
    if shown.collection != stated.collection {
        return false;
    }
    match (shown.item, stated.item) {
        (ItemType::Structured(shown), ItemType::Structured(stated)) => {
            shown == stated || api.bases(shown).any(|base| base == stated)
        }
        (shown, stated) => shown == stated || stated == ItemType::Primitive(crate::api::Primitive::Untyped),
    }
}

fn name(api: &Api, ty: TypeRef) -> String {
    let name = match ty.item {
        ItemType::Structured(id) => api[id].name.to_string(),
        ItemType::Enum(id) => api[id].name.to_string(),
        ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
    };
    if ty.collection { format!("Collection({name})") } else { name }
}
