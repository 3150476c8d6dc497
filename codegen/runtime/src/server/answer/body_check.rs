//! Compares the body of a request with the type that a route sends.
//!
//! In: the body of a request to a route. Out: the members that do not match the type that the route sends. Invariant:
//! the check of a route is a plain function pointer, so that a constant can contain it.

use crate::json::strict::{self, Fault};
use crate::server::BadRequest;
use crate::{Body, Call, Content, Route, View};

/// What a check found out about the body of a request.
pub(in crate::server) struct Checked {
    /// The members that the type does not have, or whose values do not fit it.
    pub(in crate::server) faults: Vec<Fault>,
    /// The qualified name of the type that the route sends, such as `microsoft.graph.message`; `None` if it sends no
    /// object.
    pub(in crate::server) sends: Option<&'static str>,
}

/// A function that compares the body of a request with the type that one route sends.
pub(in crate::server) type Check = fn(Content) -> Result<Checked, BadRequest>;

/// Compares a request body with the type that the route `R` sends.
pub(in crate::server) fn check<R: Route>(body: Content) -> Result<Checked, BadRequest> {
    let route = R::from_parts(Call::new("", []), body)?;
    Ok(match route.body() {
        Body::Json(view) => {
            let sends = match &view {
                View::Object(object) => Some(object.type_info().type_name),
                _ => None,
            };
            Checked { faults: strict::faults(view), sends }
        }
        Body::None | Body::Bytes(..) => Checked { faults: Vec::new(), sends: None },
    })
}
