//! Connects a service with the web framework `axum`.
//!
//! In: a [`Service`], or a function from requests to responses. Out: an `axum::Router` that answers every request with
//! it. Invariant: the service matches paths with the documented templates, because paths of `axum` cannot express them.

use super::Service;
use crate::ODataError;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
};
use http::{Response, StatusCode};
use http_body_util::LengthLimitError;
use std::sync::Arc;

impl Service {
    /// A router that answers every request. A program serves it directly or nests it below a path such as `/v1.0`.
    ///
    /// The router answers a body of more than `limit` bytes with status 413.
    ///
    /// ```
    /// use axum::Router;
    /// use graph_runtime::server::Service;
    ///
    /// let router: Router = Router::new().nest("/v1.0", Service::new(&[]).into_router(4 << 20));
    /// ```
    pub fn into_router<S: Clone + Send + Sync + 'static>(self, limit: usize) -> Router<S> {
        let service = Arc::new(self);
        router(limit, move |request| {
            let service = Arc::clone(&service);
            async move { service.respond(request).await }
        })
    }
}

/// A router that answers every request with a function, and a body of more than `limit` bytes with status 413.
///
/// ```
/// use axum::Router;
/// use graph_runtime::{http::Response, server::router};
///
/// let echo: Router = router(4 << 20, |request| async { Response::new(request.into_body()) });
/// ```
pub fn router<S, F>(
    limit: usize,
    respond: impl Fn(http::Request<Vec<u8>>) -> F + Clone + Send + Sync + 'static,
) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    F: Future<Output = Response<Vec<u8>>> + Send,
{
    Router::new().fallback(move |request: Request| async move {
        let (parts, body) = request.into_parts();
        let response = match to_bytes(body, limit).await {
            Ok(bytes) => respond(http::Request::from_parts(parts, bytes.to_vec())).await,
            Err(error) => unread(&error, limit),
        };
        response.map(Body::from)
    })
}

/// The answer to a body that exceeds the limit or ends early.
fn unread(error: &axum::Error, limit: usize) -> Response<Vec<u8>> {
    let mut causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    let error = if causes.any(|cause| cause.is::<LengthLimitError>()) {
        let message = format!("the body has more than {limit} bytes");
        ODataError::new(StatusCode::PAYLOAD_TOO_LARGE, "requestEntityTooLarge", message)
    } else {
        ODataError::new(StatusCode::BAD_REQUEST, "badRequest", "the body ended early")
    };
    error.to_response()
}
