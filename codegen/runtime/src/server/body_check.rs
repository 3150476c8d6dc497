//! Checks of the bodies of requests.
//!
//! In: a documented route, and a request to it. Out: the refusal of a body that the page rules out. Invariant: a body that the page
//! itself shows is never refused; nor is a member that no page names, unless its name is a slip for a documented one, because
//! the type may be open.

use super::{BadRequest, Documented, content};
use crate::json::strict::{self, Fault};
use crate::{Body, Call, Content, Json, ODataError, Route};
use http::{Request, Response, StatusCode};

/// Reads a body as that of a route. Out: the members that do not fit.
pub(super) type Check = fn(Content) -> Result<Vec<Fault>, BadRequest>;

/// The check of a route.
pub(super) fn faults<R: Route>(body: Content) -> Result<Vec<Fault>, BadRequest> {
    let route = R::from_parts(Call::new("", []), body)?;
    Ok(match route.body() {
        Body::Json(view) => strict::faults(view),
        Body::None | Body::Bytes(..) => Vec::new(),
    })
}

/// The refusal of the body of a request.
pub(super) fn refusal(documented: &Documented, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    let json = serde_json::from_slice::<Json>(request.body()).ok();
    let is_comparable = json.is_some() || request.body().is_empty();
    if is_comparable && documented.examples.iter().any(|exchange| exchange.body() == json) {
        return None;
    }
    let body = content(request.headers(), request.body().clone());
    let faults = match body.and_then(documented.check) {
        Ok(faults) => faults,
        Err(error) => return Some(ODataError::from(error).to_response()),
    };
    let members = || json.as_ref().and_then(Json::as_object);
    // Services compare the names of parameters without regard to letter case.
    let has = |name: &str| members().is_some_and(|members| members.keys().any(|key| key.eq_ignore_ascii_case(name)));
    let missing = documented
        .required
        .iter()
        .find(|name| !has(name))
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
        // Enumerations get members that no page names yet.
        Fault::Unknown { meant: None, .. } | Fault::UnknownValue { .. } => None,
        Fault::Misfit { .. } => Some(fault.to_string()),
    }
}
