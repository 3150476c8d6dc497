//! Checks an example response against the response type of its route.
//!
//! In: a route and a response. Out: nothing, or the first part of the response that is lost or changed, or the members
//! that have no field. Invariant: what is written is compared with the text of the page.

use super::kinds::Types;
use crate::AnyRoute;
use crate::body::{New, Respelled, check_equal, respelled};
use graph_runtime::{
    Json, View,
    http::{HeaderMap, Response, StatusCode},
    serde_json,
};

/// Reads an example response with the route, writes what was read, and compares it with the text of the example.
pub(super) fn check(
    route: &dyn AnyRoute,
    status: u16,
    headers: HeaderMap,
    body: &str,
    (types, stated): (&Types, Option<New>),
) -> Result<(), String> {
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = StatusCode::from_u16(status).map_err(|error| error.to_string())?;
    *response.headers_mut() = headers;
    let mut found = Ok(());
    route
        .receive(response, &mut |view, again| {
            found = match view {
                Some(view) => typed(body, view, types, stated),
                // Both bodies are empty, as for a route that returns `()`.
                None if again.is_empty() && body.is_empty() => Ok(()),
                None => same_body(body.as_bytes(), again),
            }
        })
        .map_err(|error| match std::error::Error::source(&error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        })?;
    found
}

fn typed(body: &str, view: View<'_>, types: &Types, stated: Option<New>) -> Result<(), String> {
    let shown: Json = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let written = serde_json::to_value(view).map_err(|error| error.to_string())?;
    check_equal(&shown, &written, &mut String::new(), &respelled(view))?;
    let left = types.leftovers(view, stated)?;
    match left.is_empty() {
        true => Ok(()),
        false => Err(format!("no field takes {}", left.into_iter().collect::<Vec<String>>().join(", "))),
    }
}

/// Checks that two bodies have the same JSON, or the same bytes apart from surrounding white space.
pub(super) fn same_body(shown: &[u8], built: &[u8]) -> Result<(), String> {
    let json = |body: &[u8]| serde_json::from_slice::<Json>(body).ok();
    match (json(shown), json(built)) {
        (Some(shown), Some(built)) => {
            check_equal(&shown, &built, &mut String::new(), &Respelled { any_case: true, ..Respelled::default() })
        }
        _ if shown.trim_ascii() == built.trim_ascii() => Ok(()),
        _ => Err(format!("it is {} bytes, and was {}", built.len(), shown.len())),
    }
}
