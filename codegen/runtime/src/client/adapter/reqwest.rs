//! Requests sent with `reqwest`.
//!
//! In: a `reqwest::Client`. Out: a transport.
//! Invariant: bodies are passed on chunk by chunk, both ways.

use crate::client::{Answer, Body, Transport};
use http::Request;

/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::client::{Client, SendError};
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// # runtime.block_on(async {
/// let client = Client::new(reqwest::Client::new(), "http://127.0.0.1:9");
/// let Err(SendError::Transport(error)) = client.send(&ListMessages::me_messages()).await else { panic!("nobody answers") };
/// assert!(error.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_connect));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
impl Transport for ::reqwest::Client {
    fn send(&self, request: Request<Body>) -> Answer {
        let client = self.clone();
        Box::pin(async move {
            // A body in memory is passed as bytes, not as a stream: after a redirect with status 307 or 308 `reqwest`
            // can send bytes again, but not a stream.
            let (parts, body) = request.into_parts();
            let body = match body.into_bytes() {
                Ok(bytes) => ::reqwest::Body::from(bytes),
                Err(stream) => ::reqwest::Body::wrap(stream),
            };
            let request = ::reqwest::Request::try_from(Request::from_parts(parts, body))?;
            let response: http::Response<::reqwest::Body> = client.execute(request).await?.into();
            Ok(response.map(Body::from_http_body))
        })
    }
}
