//! Responses that point to another address.
//!
//! In: a response with a header `Location`. Out: the address. Invariant: this module sends no request to the
//! address.

use crate::{Error, FromResponse};
use http::{Response, header::LOCATION};

/// A redirect to another address, usually a pre-authenticated download.
///
/// Use an HTTP client that does not follow redirects by itself. Otherwise the client returns the response of the
/// target, which has no `Location`, and reading that response fails with [`Error::Unexpected`].
///
/// ```
/// use graph_runtime::{FromResponse, Redirect, http::Response};
///
/// let response = Response::builder().status(302).header("location", "https://x/file").body(Vec::new())?;
/// assert_eq!(Redirect::from_response(response)?.location, "https://x/file");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The address in the header `Location`. Send requests to this address without the access token of the service.
    pub location: String,
}

impl FromResponse for Redirect {
    type Item = Self;
    const ACCEPT: Option<&'static str> = None;

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        match response.headers().get(LOCATION).and_then(|value| value.to_str().ok()) {
            Some(location) => Ok(Self { location: location.to_owned() }),
            None => Err(Error::unexpected(response)),
        }
    }
}
