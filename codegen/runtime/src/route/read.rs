//! Reads the response of a route, and finds the template that a request matches.
//!
//! In: a response, or the URI of a request. Out: the value that the route returns, or the template with its arguments.
//! Invariant: of the service root only the path is used, not the host. It is compared as text.

use super::{PathMatch, Pattern};
use crate::{Error, FromResponse};
use http::{Response, Uri};

/// Reads the response of a route. Each 2xx status is a success, as is each status in `success` that is below 400.
pub(crate) fn read<T: FromResponse>(success: &[u16], response: Response<Vec<u8>>) -> Result<T, Error> {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed && (status.is_success() || success.contains(&status.as_u16())) {
        T::from_response(response)
    } else {
        Err(Error::of(response))
    }
}

/// The template that matches the path of `uri`, with the arguments; if several match, the one with the most fixed text.
pub(super) fn template(templates: &[&'static str], uri: &Uri, service_root: &str) -> Option<(&'static str, PathMatch)> {
    let target = below(service_root, uri)?;
    let read = |template: &&'static str| {
        let pattern = Pattern::new(template);
        Some((pattern.fixed(), *template, pattern.read(target)?))
    };
    // `max_by_key` returns the last of equal maxima; the order is reversed, so this is the first template.
    let found = templates.iter().rev().filter_map(read).max_by_key(|(fixed, _, _)| *fixed);
    found.map(|(_, template, reading)| (template, reading))
}

/// The path and query of a URI after the path of the service root: `/me?$top=1` of `https://host/v1.0/me?$top=1`.
pub(crate) fn below<'u>(service_root: &str, uri: &'u Uri) -> Option<&'u str> {
    let after_scheme = service_root.split_once("://").map(|(_, rest)| rest);
    let root = after_scheme.map_or(service_root, |rest| rest.find('/').map_or("", |slash| &rest[slash..]));
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let rest = target.strip_prefix(root.trim_end_matches('/'))?;
    rest.starts_with('/').then_some(rest)
}
