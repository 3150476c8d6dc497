//! Checks of the bodies of requests.
//!
//! In: the body of a request to a route. Out: the members that do not fit what the route sends. Invariant: a function for each
//! route, which a table of constants can contain.

use crate::json::strict::{self, Fault};
use crate::server::BadRequest;
use crate::{Body, Call, Content, Route};

/// Reads a body as that of a route. Out: the members that do not fit.
pub(in crate::server) type Check = fn(Content) -> Result<Vec<Fault>, BadRequest>;

/// The check of a route.
pub(in crate::server) fn faults<R: Route>(body: Content) -> Result<Vec<Fault>, BadRequest> {
    let route = R::from_parts(Call::new("", []), body)?;
    Ok(match route.body() {
        Body::Json(view) => strict::faults(view),
        Body::None | Body::Bytes(..) => Vec::new(),
    })
}
