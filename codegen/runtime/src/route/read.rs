//! Reading the messages of a route.
//!
//! In: a response, or the target of a request. Out: what the route returns; the template that was meant, and its arguments.
//! Invariant: the service root is compared as text, and counts by its path alone.

use super::{Pattern, Reading};
use crate::{Error, FromResponse};
use http::{Response, Uri};

/// Reads the response to a route whose page documents these statuses of success.
pub(crate) fn read<T: FromResponse>(success: &[u16], response: Response<Vec<u8>>) -> Result<T, Error> {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed && (status.is_success() || success.contains(&status.as_u16())) {
        T::from_response(response)
    } else {
        Err(Error::of(response))
    }
}

/// The template that a path is of, and what it says there.
pub(super) fn template(templates: &[&'static str], uri: &Uri, service_root: &str) -> Option<(&'static str, Reading)> {
    let target = below(service_root, uri)?;
    let read = |template: &&'static str| {
        let pattern = Pattern::new(template);
        Some((pattern.fixed(), *template, pattern.read(target)?))
    };
    // Of several maxima `max_by_key` gives the last, which is the first here.
    let found = templates.iter().rev().filter_map(read).max_by_key(|(fixed, _, _)| *fixed);
    found.map(|(_, template, reading)| (template, reading))
}

/// What stands in a URI below the path of a service root, with its query.
pub(crate) fn below<'u>(service_root: &str, uri: &'u Uri) -> Option<&'u str> {
    let after_scheme = service_root.split_once("://").map(|(_, rest)| rest);
    let root = after_scheme.map_or(service_root, |rest| rest.find('/').map_or("", |slash| &rest[slash..]));
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let rest = target.strip_prefix(root.trim_end_matches('/'))?;
    rest.starts_with('/').then_some(rest)
}
