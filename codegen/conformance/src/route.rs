//! Checks one route with its arguments: the request that it builds, and the response of a service.
//!
//! In: a route, and for some checks the address of a service. Out: nothing, or the first difference. Invariant: the
//! checks work on `dyn AnyRoute`, so they are compiled once and not for each route type. Only the methods of
//! [`AnyRoute`] are compiled for each type.

use crate::{Failure, client};
use graph_runtime::{
    Error, FromResponse, ODataError, RequestError, Route, View,
    http::{Request, Response},
    server::ToResponse,
};

/// A route of any type with its arguments. Every [`Route`] implements it.
///
/// ```
/// use graph_conformance::{AnyRoute, check_request};
/// # use graph_runtime::{Call, Route};
/// # pub struct CountUsers { call: Call }
/// # graph_runtime::route! {
/// #     CountUsers: GET, response i64, success [200], page "api/user-count.md",
/// #     templates ["/users/$count", "/groups/{id}/members/$count"], permissions []
/// # }
/// # impl CountUsers {
/// #     fn groups_members_count(id: &str) -> Self { Self { call: Call::new(Self::TEMPLATES[1], [id.to_owned()]) } }
/// # }
///
/// let mut route: Box<dyn AnyRoute> = Box::new(CountUsers::groups_members_count("a/b"));
/// route.set_header("ConsistencyLevel", "eventual");
/// assert_eq!(check_request(&*route, "https://graph.microsoft.com/v1.0"), Ok(()));
/// // A service root that is not URI:
/// assert!(check_request(&*route, "nowhere").is_err());
/// ```
pub trait AnyRoute {
    /// Sets a header of the request.
    fn set_header(&mut self, name: &str, value: &str);
    /// Builds the request.
    ///
    /// # Errors
    ///
    /// When an argument or a header cannot be part of a request.
    #[doc(hidden)]
    fn build(&self, service_root: &str) -> Result<Request<Vec<u8>>, RequestError>;
    /// Reads a request as a new route of the same type. Returns the path template that matched the request, and the
    /// request that the new route builds.
    ///
    /// # Errors
    ///
    /// When the request does not belong to this type of route.
    #[doc(hidden)]
    fn rebuild(
        &self,
        request: Request<Vec<u8>>,
        service_root: &str,
    ) -> Result<(&'static str, Request<Vec<u8>>), String>;
    /// Reads a response, and returns only whether it can be read.
    ///
    /// # Errors
    ///
    /// When the service reports a failure, or the response does not fit this route.
    #[doc(hidden)]
    fn accept(&self, response: Response<Vec<u8>>) -> Result<(), Error>;
    /// Reads a response and calls `visit` once. If the value that was read is JSON, `visit` gets a view of it and no
    /// bytes. Otherwise it gets `None` and the response body that a server writes for this value.
    ///
    /// # Errors
    ///
    /// When the service reports a failure, or the response does not fit this route.
    #[doc(hidden)]
    fn receive(&self, response: Response<Vec<u8>>, visit: &mut dyn FnMut(Option<View<'_>>, &[u8]))
    -> Result<(), Error>;
}

impl<R: Route> AnyRoute for R {
    fn set_header(&mut self, name: &str, value: &str) {
        self.call_mut().set_header(name, value.to_owned());
    }

    fn build(&self, service_root: &str) -> Result<Request<Vec<u8>>, RequestError> {
        self.request(service_root)
    }

    fn rebuild(
        &self,
        request: Request<Vec<u8>>,
        service_root: &str,
    ) -> Result<(&'static str, Request<Vec<u8>>), String> {
        let route = R::from_request(request, service_root).map_err(|error| error.to_string())?;
        let request = route.request(service_root).map_err(|error| error.to_string())?;
        Ok((route.call().template(), request))
    }

    fn accept(&self, response: Response<Vec<u8>>) -> Result<(), Error> {
        self.response(response).map(drop)
    }

    fn receive(
        &self,
        response: Response<Vec<u8>>,
        visit: &mut dyn FnMut(Option<View<'_>>, &[u8]),
    ) -> Result<(), Error> {
        let value = self.response(response)?;
        match value.value_view() {
            Some(view) => visit(Some(view), &[]),
            None => visit(None, &value.to_response(R::SUCCESS).map(Response::into_body).unwrap_or_default()),
        }
        Ok(())
    }
}

/// Builds the request of a route, reads it as a new route of the same type, and checks that the new route builds the
/// same request. If several path templates of the type match the request, it does not matter which of them is used.
///
/// # Errors
///
/// The first difference.
pub fn check_request(route: &dyn AnyRoute, service_root: &str) -> Result<(), Failure> {
    let build = || route.build(service_root).map_err(Failure::new);
    let (request, copy) = (build()?, build()?);
    let failure = |reason: &str| Failure::new(format!("{} {}: {reason}", request.method(), request.uri()));
    let (template, rebuilt) = route.rebuild(copy, service_root).map_err(|reason| failure(&reason))?;
    if request.uri() != rebuilt.uri() {
        return Err(failure(&format!("`{template}` reads it, and builds {}", rebuilt.uri())));
    }
    if request.method() != rebuilt.method() || request.headers() != rebuilt.headers() {
        return Err(failure(&format!("the headers change from {:?} to {:?}", request.headers(), rebuilt.headers())));
    }
    if request.body() != rebuilt.body() {
        return Err(failure("the body changes"));
    }
    Ok(())
}

/// Sends the request of a route to a service and reads the response as the response type of the route.
///
/// # Errors
///
/// When the service cannot be reached, or the response is not a success of the route.
pub fn check_answer(route: &dyn AnyRoute, service_root: &str) -> Result<(), Failure> {
    let (request, response) = send(route, service_root)?;
    route.accept(response).map_err(|error| match &error {
        Error::Decode { source, .. } => Failure::new(format!("{request}: {error}: {source}")),
        _ => Failure::new(format!("{request}: {error}")),
    })
}

/// Sends the request of a route to a service and checks only the status of the response. This is for paths that several
/// pages document, because the service may give the response of any of these pages.
///
/// # Errors
///
/// When the service cannot be reached, or its status is a failure.
pub fn check_status(route: &dyn AnyRoute, service_root: &str) -> Result<(), Failure> {
    let (request, response) = send(route, service_root)?;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        return Err(Failure::new(format!("{request}: {}", ODataError::from_response(response))));
    }
    Ok(())
}

/// Returns the request as `METHOD URI`, and its response.
fn send(route: &dyn AnyRoute, service_root: &str) -> Result<(String, Response<Vec<u8>>), Failure> {
    let request = route.build(service_root).map_err(Failure::new)?;
    let shown = format!("{} {}", request.method(), request.uri());
    match client::send(request) {
        Ok(response) => Ok((shown, response)),
        Err(error) => Err(Failure::new(format!("{shown}: {error}"))),
    }
}
