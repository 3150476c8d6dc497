//! Answers a request with the examples of its page, for a route without a handler.
//!
//! In: a documented route, and a request to it. Out: the response of the example that the header `Prefer` of the
//! request asks for, or else of the example whose request is most like it, with links that lead to this service.
//! Invariant: an example of a failure is chosen only if the header `Prefer` asks for it.

use crate::json::strict::Fault;
use crate::server::answer::likeness::{ComparedRequest, likeness};
use crate::server::request::token::{Token, insufficient};
use crate::server::{Documented, Exchange, Links, Preference, RequestTarget, origin};
use crate::{Json, ODataError, PermissionTable};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

/// The response that the page of a route documents. `serves` says whether the service answers a path.
pub(in crate::server) fn answer(
    documented: &Documented,
    request: &Request<Vec<u8>>,
    serves: &dyn Fn(&str) -> bool,
) -> Response<Vec<u8>> {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let target = RequestTarget::parse(target).unwrap_or_default();
    let origin = origin(request);
    let links = Links { origin: origin.as_deref(), target: &target, serves };
    let preference = Preference::of(request.headers());
    let body = serde_json::from_slice::<Json>(request.body()).ok();
    let received = ComparedRequest { target: &target, headers: &[], body: body.as_ref() };
    let header = |name: &str| Some(request.headers().get(name)?.to_str().ok()?.to_owned());
    let nearest = |wanted: &dyn Fn(&Exchange) -> bool| {
        nearest(documented.examples, &received, &header, wanted).map(|(_, exchange)| exchange)
    };
    let numbered = preference.example.and_then(|number| documented.examples.get(number.checked_sub(1)?));
    let chosen = match (numbered, preference.code) {
        (Some(exchange), _) => Some(exchange),
        (None, Some(code)) => nearest(&|exchange| exchange.status == code),
        (None, None) => nearest(&|exchange| exchange.status < 400),
    };
    let mut response = match (chosen, preference.code) {
        (Some(exchange), _) => example_response(exchange, &links),
        (None, Some(code)) if code >= 400 => failure(code),
        (None, _) => row(documented, &links),
    };
    if let Some(status) = preference.code.and_then(|code| StatusCode::from_u16(code).ok()) {
        *response.status_mut() = status;
    }
    response
}

/// Of the examples for which `wanted` is true, the one whose request is most like `asked`, with the score of that
/// likeness. Of several with the same score it is the first.
fn nearest<'e>(
    examples: &'e [Exchange],
    asked: &ComparedRequest<'_>,
    header: &dyn Fn(&str) -> Option<String>,
    wanted: &dyn Fn(&Exchange) -> bool,
) -> Option<(i64, &'e Exchange)> {
    let mut best: Option<(i64, &Exchange)> = None;
    for exchange in examples.iter().filter(|exchange| wanted(exchange)) {
        let (shown, headers, sent) = (exchange.target(), exchange.headers(), exchange.body());
        let shown = ComparedRequest { target: &shown, headers: &headers, body: sent.as_ref() };
        let score = likeness(&shown, asked, header);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, exchange));
        }
    }
    best
}

/// How well a request matches a page, apart from the path: it decides between pages that document the same path.
pub(in crate::server) struct Relation {
    /// Whether the page has an example with the path, query and body of this request and a successful response.
    pub(in crate::server) is_shown: bool,
    /// How far the body is from the documented type: 0 if it fits, and more for each member that is missing, is
    /// unknown, or has a value that does not fit.
    pub(in crate::server) distance: usize,
    /// Whether `@odata.type` of the body is the type that the page documents.
    pub(in crate::server) names_type: bool,
    /// The score of the example that is most like the request. Only examples with a successful response count.
    pub(in crate::server) likeness: i64,
}

/// Compares a request with what the page of a route documents.
pub(in crate::server) fn relation(
    documented: &Documented,
    request: &Request<Vec<u8>>,
    target: &RequestTarget,
) -> Relation {
    let json = serde_json::from_slice::<Json>(request.body()).ok();
    let header = |name: &str| Some(request.headers().get(name)?.to_str().ok()?.to_owned());
    let asked = ComparedRequest { target, headers: &[], body: json.as_ref() };
    let succeeds = |exchange: &Exchange| exchange.status < StatusCode::BAD_REQUEST.as_u16();
    let is_shown = |exchange: &Exchange| succeeds(exchange) && exchange.target() == *target && exchange.body() == json;
    let nearest = nearest(documented.examples, &asked, &header, &succeeds);
    let stated = json.as_ref().and_then(|json| json.get("@odata.type")).and_then(Json::as_str);
    let body = crate::server::content(request.headers(), request.body().clone());
    let (distance, sends) = match body.and_then(documented.check) {
        Err(_) => (2, None),
        Ok(checked) => {
            let missing = 2 * missing_members(documented, json.as_ref()).count();
            (missing + checked.faults.iter().map(weight).sum::<usize>(), checked.sends)
        }
    };
    Relation {
        is_shown: documented.examples.iter().any(is_shown),
        distance: if is_sent(documented, json.as_ref(), request.body()) { 0 } else { distance },
        names_type: sends
            .zip(stated)
            .is_some_and(|(sends, stated)| sends.eq_ignore_ascii_case(stated.trim_start_matches('#'))),
        likeness: nearest.map_or(i64::MIN, |(likeness, _)| likeness),
    }
}

/// How much one fault in the body adds to the distance. An unknown member adds more than a value that does not fit,
/// because it is a stronger sign that the request is for another page.
fn weight(fault: &Fault) -> usize {
    match fault {
        Fault::Unknown { .. } => 2,
        Fault::UnknownValue { .. } | Fault::Misfit { .. } => 1,
    }
}

/// Whether an example of the page sends exactly this body.
fn is_sent(documented: &Documented, json: Option<&Json>, body: &[u8]) -> bool {
    let is_comparable = json.is_some() || body.is_empty();
    is_comparable && documented.examples.iter().any(|exchange| exchange.body().as_ref() == json)
}

/// The required members that a body lacks. Letter case is ignored, because services ignore it in names of parameters.
fn missing_members<'d>(
    documented: &'d Documented,
    json: Option<&Json>,
) -> impl Iterator<Item = &'static str> + use<'d> {
    let names = json.and_then(Json::as_object).into_iter().flat_map(|members| members.keys());
    let names: Vec<String> = names.map(|name| name.to_ascii_lowercase()).collect();
    documented.required.iter().copied().filter(move |name| !names.contains(&name.to_ascii_lowercase()))
}

/// The response that an example shows, with links to this service.
fn example_response(exchange: &Exchange, links: &Links<'_>) -> Response<Vec<u8>> {
    let mut response = with_body(exchange.status, exchange.answered(), links);
    for (name, value) in exchange.answered_with {
        let name = name.to_ascii_lowercase();
        let value = if name.ends_with("location") { links.anywhere(value) } else { (*value).to_owned() };
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The response in `documented.example`, or status 501 if the page shows no response. It is used if no entry of
/// `documented.examples` was chosen.
fn row(documented: &Documented, links: &Links<'_>) -> Response<Vec<u8>> {
    let Some(example) = documented.example else {
        let page = documented.page;
        let message = format!("there is no implementation, and the page `{page}` shows no response");
        return ODataError::new(StatusCode::NOT_IMPLEMENTED, "notImplemented", message).to_response();
    };
    with_body(example.status, example.body(), links)
}

fn with_body(status: u16, body: Option<&str>, links: &Links<'_>) -> Response<Vec<u8>> {
    let linked = |text: &str| {
        let mut body = serde_json::from_str::<Json>(text).ok().filter(|_| links.origin.is_some())?;
        let before = body.clone();
        links.body(&mut body, false);
        (body != before).then(|| body.to_string())
    };
    let text = body.map(|text| linked(text).unwrap_or_else(|| text.to_owned()));
    let mut response = Response::new(text.unwrap_or_default().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if body.is_some() {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

fn failure(code: u16) -> Response<Vec<u8>> {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let name = status.canonical_reason().unwrap_or("error").replace(' ', "");
    ODataError::new(status, name, "the request prefers this error").to_response()
}

/// The refusal of a request whose token does not suffice. The status is 401 if there is no readable token, and 403 if
/// the token grants none of the alternatives on the page of the route. `None` if the token grants one of them, or if
/// the page states no permissions.
pub(in crate::server) fn refusal(documented: &Documented, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    let tables = documented.permissions;
    let lists = |table: &PermissionTable| [table.delegated_work, table.delegated_personal, table.application];
    if tables.iter().all(|table| lists(table).iter().all(|list| list.is_empty())) {
        return None;
    }
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(token) = header.and_then(Token::read) else {
        let message = "the token is no JWT with `scp` or `roles`";
        let error = ODataError::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message);
        return Some(error.to_response());
    };
    let of_kind = |table: &PermissionTable| match token.is_application {
        true => vec![table.application],
        false => vec![table.delegated_work, table.delegated_personal],
    };
    let alternatives: Vec<&[&str]> = tables.iter().flat_map(of_kind).flatten().copied().collect();
    if alternatives.iter().any(|scopes| scopes.iter().all(|scope| token.grants(scope))) {
        return None;
    }
    let message =
        format!("{}; see `{}`", insufficient(alternatives.first().copied(), token.is_application), documented.page);
    Some(ODataError::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message).to_response())
}

/// The refusal of a body that the page does not allow. A body in an example of the page is never refused. An unknown
/// member is refused only if its name looks like a typing error in a documented one, because the type may be open.
pub(in crate::server) fn body_refusal(
    documented: &Documented,
    request: &Request<Vec<u8>>,
) -> Option<Response<Vec<u8>>> {
    let json = serde_json::from_slice::<Json>(request.body()).ok();
    if is_sent(documented, json.as_ref(), request.body()) {
        return None;
    }
    let body = crate::server::content(request.headers(), request.body().clone());
    let faults = match body.and_then(documented.check) {
        Ok(checked) => checked.faults,
        Err(error) => return Some(ODataError::from(error).to_response()),
    };
    let missing = missing_members(documented, json.as_ref())
        .next()
        .map(|name| format!("the required member `{name}` is missing"));
    let reason = faults.iter().find_map(fault).or(missing)?;
    let message = format!("{reason}; see `{}`", documented.page);
    Some(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", message).to_response())
}

fn fault(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Unknown { path, meant: Some(meant) } => {
            let name = path.rsplit('.').next().unwrap_or(path);
            (!name.eq_ignore_ascii_case(meant)).then(|| fault.to_string())
        }
        // Not refused: services often have members of types and of enumerations that no page names yet.
        Fault::Unknown { meant: None, .. } | Fault::UnknownValue { .. } => None,
        Fault::Misfit { .. } => Some(fault.to_string()),
    }
}
