//! What a page demands of a request.
//!
//! In: an operation, the route that the path is of, and the request. Out: nothing, or the first thing that is wrong, with what
//! tells whether the page was meant.
//! Invariant: only what the page says is demanded; a message names the page.

use graph_runtime::ODataError;
use graph_runtime::http::header::{AUTHORIZATION, CONTENT_TYPE};
use graph_runtime::http::{HeaderName, Request, StatusCode};
use graph_runtime::route::Reading;

use super::read_json;
use crate::api::{Api, Operation, Piece, QueryPart, RequestBody, Route};
use crate::shape;

/// Why a page does not allow a request.
pub(super) struct Refusal {
    pub(super) error: Box<ODataError>,
    /// How little the request looks like one of this page: first whether the template is of requests with certain query
    /// options, then how far the body is from that of the page.
    pub(super) distance: (bool, usize),
}

/// Checks query options, headers and the body, in this order.
pub(super) fn check(
    api: &Api,
    operation: &Operation,
    route: &Route,
    reading: &Reading,
    request: &Request<Vec<u8>>,
) -> Result<(), Refusal> {
    let demand = Demand { api, operation };
    let query = &route.template.query;
    let checked =
        demand.query(query, reading).and_then(|()| demand.headers(request)).and_then(|()| demand.body(request));
    checked.map_err(|error| {
        let is_certain = query.iter().any(|part| !part.optional);
        Refusal { error, distance: (is_certain, demand.distance(request.body())) }
    })
}

struct Demand<'a> {
    api: &'a Api,
    operation: &'a Operation,
}

impl Demand<'_> {
    fn refuse(&self, status: StatusCode, code: &str, reason: &str) -> Box<ODataError> {
        let page = &self.api[self.operation.page].path;
        Box::new(ODataError::new(status, code, format!("{reason}; see `{page}`")))
    }

    fn bad(&self, reason: &str) -> Box<ODataError> {
        self.refuse(StatusCode::BAD_REQUEST, "badRequest", reason)
    }

    /// The query options that the template itself carries.
    fn query(&self, parts: &[QueryPart], reading: &Reading) -> Result<(), Box<ODataError>> {
        for part in parts.iter().filter(|part| !part.optional) {
            let name = &part.name;
            let given = reading.query.iter().find(|(given, _)| given == name).map(|(_, value)| value);
            match (given, &part.value) {
                (None, _) => return Err(self.bad(&format!("the required query option `{name}` is missing"))),
                (Some(given), Piece::Literal(value)) if given != value => {
                    return Err(
                        self.bad(&format!("the query option `{name}` is `{given}`, and `{value}` is documented"))
                    );
                }
                (Some(_), Piece::Literal(_) | Piece::Placeholder(_)) => {}
            }
        }
        Ok(())
    }

    fn headers(&self, request: &Request<Vec<u8>>) -> Result<(), Box<ODataError>> {
        let missing = shape::required_headers(self.operation).find(|header| {
            let name = HeaderName::from_bytes(header.name.as_bytes());
            name.is_ok_and(|name| !request.headers().contains_key(name))
        });
        let Some(header) = missing else { return Ok(()) };
        let reason = format!("the required header `{}` is missing", header.name);
        Err(match header.name.eq_ignore_ascii_case(AUTHORIZATION.as_str()) {
            true => self.refuse(StatusCode::UNAUTHORIZED, "unauthenticated", &reason),
            false => self.bad(&reason),
        })
    }

    fn body(&self, request: &Request<Vec<u8>>) -> Result<(), Box<ODataError>> {
        let documented = &self.operation.request;
        let body = request.body();
        match documented {
            RequestBody::Stream { .. } => return Ok(()),
            RequestBody::None | RequestBody::Parameters(_) if body.is_empty() => {}
            RequestBody::None | RequestBody::Parameters(_) | RequestBody::Value(_) | RequestBody::Patch { .. } => {
                if body.is_empty() {
                    return Err(self.bad("the documented body is missing"));
                }
                self.media_type(request)?;
            }
        }
        let json = match body.is_empty() {
            true => serde_json::json!({}),
            false => read_json(body).map_err(|error| self.bad(&format!("the body is no JSON: {error}")))?,
        };
        let Some(misfit) = shape::misfit(self.api, documented, &json) else { return Ok(()) };
        let place = if misfit.pointer.is_empty() { "the body".to_owned() } else { format!("`{}`", misfit.pointer) };
        let mut error = self.bad(&format!("{place}: {}", misfit.reason));
        error.target = Some(misfit.pointer).filter(|pointer| !pointer.is_empty());
        Err(error)
    }

    /// How far the body is from the documented one; one that is no JSON is as far from all.
    fn distance(&self, body: &[u8]) -> usize {
        let documented = &self.operation.request;
        match documented {
            RequestBody::Value(_) | RequestBody::Patch { .. } if body.is_empty() => 2,
            RequestBody::None | RequestBody::Stream { .. } if body.is_empty() => 0,
            _ if body.is_empty() => shape::distance(self.api, documented, &serde_json::json!({})),
            _ => read_json(body).map_or(2, |json| shape::distance(self.api, documented, &json)),
        }
    }

    /// A body without a media type is taken for JSON.
    fn media_type(&self, request: &Request<Vec<u8>>) -> Result<(), Box<ODataError>> {
        let Some(given) = request.headers().get(CONTENT_TYPE) else { return Ok(()) };
        let given = String::from_utf8_lossy(given.as_bytes());
        if graph_runtime::server::is_json(&given) {
            return Ok(());
        }
        let reason = format!("the body is of the media type `{given}`, and JSON is documented");
        Err(self.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", &reason))
    }
}
