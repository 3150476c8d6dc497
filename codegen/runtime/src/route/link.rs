//! Checks links in the responses of a service before they are followed.
//!
//! In: the text of a link, and the service root. Out: the URI of the request. Invariant: the URI is below the service
//! root, except for [`elsewhere`], which accepts any host.

use super::template::encode;
use http::{
    Uri,
    uri::{Authority, Scheme},
};
use std::fmt;

/// Why a link in a response of a service is not followed.
///
/// ```
/// use graph_runtime::LinkError;
/// let refused = LinkError::Foreign { host: "evil.example".to_owned() };
/// assert_eq!(refused.to_string(), "the link leads to another origin: evil.example");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkError {
    /// The link is not a valid URI, has a user name (`https://user@host/`), or has a port above 65535.
    Invalid,
    /// The link has another scheme, host or port than the service root.
    Foreign {
        /// The host of the link, with the port if there is one: `files.example:8443`.
        host: String,
    },
    /// The link has the host of the service root, but its path is not below the path of the service root, or has a
    /// segment `.` or `..`.
    Outside,
    /// The link was followed before, so following it again would never end.
    Loop,
    /// The response to a redirected request is a redirect again, more than five times.
    TooManyRedirects,
    /// The response lacks the address for the next request, for instance the one to poll an accepted operation.
    Missing,
    /// The link has another scheme than `https`, although it comes from a service with `https`.
    Insecure,
}

impl fmt::Display for LinkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid => formatter.write_str("the link is no URI"),
            Self::Foreign { host } => write!(formatter, "the link leads to another origin: {host}"),
            Self::Outside => formatter.write_str("the link does not lead under the service root"),
            Self::Loop => formatter.write_str("the link was followed before: the pages run in a circle"),
            Self::TooManyRedirects => formatter.write_str("more than five redirects in a row"),
            Self::Missing => formatter.write_str("the service named no address"),
            Self::Insecure => formatter.write_str("the link leads from https to another scheme"),
        }
    }
}

impl std::error::Error for LinkError {}

/// Resolves a link against the service root. The resulting URI has to be below the service root.
pub(crate) fn resolve(link: &str, service_root: &str) -> Result<Uri, LinkError> {
    let root = Uri::try_from(service_root.trim_end_matches('/')).unwrap_or_default();
    let uri = absolute(link, service_root, &root)?;
    if origin(&uri) != origin(&root) {
        return Err(LinkError::Foreign { host: uri.authority().map_or("", Authority::as_str).to_owned() });
    }
    let below = uri.path().strip_prefix(root.path().trim_end_matches('/'));
    if below.is_none_or(|below| !below.is_empty() && !below.starts_with('/')) || has_dots(uri.path()) {
        return Err(LinkError::Outside);
    }
    Ok(uri)
}

/// Resolves a link that may lead to any host, but not from `https` to another scheme. Requests to the URI must not have
/// the access token of the service.
pub(crate) fn elsewhere(link: &str, base: &str) -> Result<Uri, LinkError> {
    let root = Uri::try_from(base.trim_end_matches('/')).unwrap_or_default();
    let uri = absolute(link, base, &root)?;
    if root.scheme() == Some(&Scheme::HTTPS) && uri.scheme() != Some(&Scheme::HTTPS) {
        return Err(LinkError::Insecure);
    }
    if uri.authority().is_none() { Err(LinkError::Invalid) } else { Ok(uri) }
}

fn absolute(link: &str, service_root: &str, root: &Uri) -> Result<Uri, LinkError> {
    let link = link.trim();
    let uri = if has_scheme(link) {
        parse(link)?
    } else if link.starts_with("//") {
        parse(&format!("{}:{link}", root.scheme_str().unwrap_or("https")))?
    } else if link.starts_with('/') {
        let authority = root.authority().map_or("", Authority::as_str);
        let scheme = root.scheme_str().map_or_else(String::new, |scheme| format!("{scheme}://"));
        parse(&format!("{scheme}{authority}{link}"))?
    } else if link.is_empty() || has_colon_first(link) {
        return Err(LinkError::Invalid);
    } else {
        parse(&format!("{}/{link}", service_root.trim_end_matches('/')))?
    };
    let authority = uri.authority().map_or("", Authority::as_str);
    if authority.contains('@') || has_other_port(&uri, authority) {
        return Err(LinkError::Invalid);
    }
    Ok(uri)
}

fn has_scheme(link: &str) -> bool {
    link.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether the first segment contains a colon, as in `https: //host` or `mailto:a`. The first segment of a relative
/// link must not contain one (RFC 3986 §4.2).
fn has_colon_first(link: &str) -> bool {
    link.split(['/', '?', '#']).next().is_some_and(|segment| segment.contains(':'))
}

/// Parses a link. If it is not a valid URI, characters such as spaces are percent-encoded in its path and query first.
fn parse(link: &str) -> Result<Uri, LinkError> {
    Uri::try_from(link).or_else(|_| {
        let start = link.find("://").map_or(0, |scheme| scheme + 3);
        let path = link[start..].find(['/', '?', '#']).map_or(link.len(), |end| start + end);
        let mut encoded = link[..path].to_owned();
        encode::push(&mut encoded, &link[path..], encode::TEMPLATE);
        Uri::try_from(encoded).map_err(|_| LinkError::Invalid)
    })
}

fn origin(uri: &Uri) -> (Option<String>, Option<String>, Option<u16>) {
    let default = match uri.scheme() {
        Some(scheme) if *scheme == Scheme::HTTPS => Some(443),
        Some(scheme) if *scheme == Scheme::HTTP => Some(80),
        Some(_) | None => None,
    };
    (uri.scheme_str().map(str::to_ascii_lowercase), uri.host().map(str::to_ascii_lowercase), uri.port_u16().or(default))
}

/// Whether the link has a port that is not a valid number, such as `99999`. The crate `http` ignores such a port, but
/// other parsers may not.
fn has_other_port(uri: &Uri, authority: &str) -> bool {
    let port = uri.host().and_then(|host| authority.strip_prefix(host)).unwrap_or_default();
    !matches!(port, "" | ":") && uri.port_u16().is_none()
}

/// Whether the path, after decoding `%2e`, `%2f` and `%5c`, has a segment `.` or `..`.
fn has_dots(path: &str) -> bool {
    let path = path.to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "\\");
    path.split(['/', '\\']).any(|segment| matches!(segment, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "https://graph.microsoft.com/v1.0/";

    #[test]
    fn links_under_the_service_root_are_followed() {
        for (link, expected) in [
            (
                "https://graph.microsoft.com/v1.0/users?$skiptoken=a",
                "https://graph.microsoft.com/v1.0/users?$skiptoken=a",
            ),
            ("HTTPS://Graph.Microsoft.com:443/v1.0/users", "HTTPS://Graph.Microsoft.com:443/v1.0/users"),
            ("/v1.0/users?$skip=2", "https://graph.microsoft.com/v1.0/users?$skip=2"),
            ("users?$skip=2", "https://graph.microsoft.com/v1.0/users?$skip=2"),
            (" users?$skiptoken=a:b ", "https://graph.microsoft.com/v1.0/users?$skiptoken=a:b"),
            ("drive/root:/a.txt:/versions", "https://graph.microsoft.com/v1.0/drive/root:/a.txt:/versions"),
            (
                "https://graph.microsoft.com/v1.0/a b?$filter=a eq \"b\"",
                "https://graph.microsoft.com/v1.0/a%20b?$filter=a%20eq%20%22b%22",
            ),
            (
                "https://graph.microsoft.com/v1.0/me?next=https://evil.example/",
                "https://graph.microsoft.com/v1.0/me?next=https://evil.example/",
            ),
            ("https://graph.microsoft.com/v1.0/r:/a..b:/x", "https://graph.microsoft.com/v1.0/r:/a..b:/x"),
        ] {
            // Schemes and hosts are equal in any letter case, and `http` keeps their case, so lower-case texts are
            // compared.
            let found = resolve(link, ROOT).map(|uri| uri.to_string().to_ascii_lowercase());
            assert_eq!(found, Ok(expected.to_ascii_lowercase()), "{link}");
        }
    }

    #[test]
    fn links_to_other_hosts_or_paths_are_refused() {
        let foreign = |host: &str| LinkError::Foreign { host: host.to_owned() };
        for (link, expected) in [
            ("https://evil.example/v1.0/users", foreign("evil.example")),
            ("http://graph.microsoft.com/v1.0/users", foreign("graph.microsoft.com")),
            ("https://graph.microsoft.com:444/v1.0/users", foreign("graph.microsoft.com:444")),
            ("https://graph.microsoft.com.evil.example/v1.0/", foreign("graph.microsoft.com.evil.example")),
            ("//evil.example/v1.0/users", foreign("evil.example")),
            ("https://graph.microsoft.com@evil.example/v1.0/", LinkError::Invalid),
            ("https://a:b@graph.microsoft.com/v1.0/", LinkError::Invalid),
            ("https:///v1.0/users", LinkError::Invalid),
            ("https://[/v1.0", LinkError::Invalid),
            ("https://graph.microsoft.com:99999/v1.0/users", LinkError::Invalid),
            ("https://graph.microsoft.com:x/v1.0/users", LinkError::Invalid),
            ("https://graph.microsoft.com/beta/users", LinkError::Outside),
            ("https://graph.microsoft.com/v1.00/users", LinkError::Outside),
            ("https://graph.microsoft.com/v1.0/../beta", LinkError::Outside),
            ("https://graph.microsoft.com/v1.0/%2E%2e/beta", LinkError::Outside),
            ("https://graph.microsoft.com/v1.0/x%2f..%5cbeta", LinkError::Outside),
            ("../beta/users", LinkError::Outside),
            ("https: //graph.microsoft.com/v1.0/users", LinkError::Invalid),
            ("https:/graph.microsoft.com/v1.0/users", LinkError::Invalid),
            ("mailto:ann@contoso.com", LinkError::Invalid),
            ("", LinkError::Invalid),
            (" ", LinkError::Invalid),
            ("/beta", LinkError::Outside),
        ] {
            assert_eq!(resolve(link, ROOT), Err(expected), "{link}");
        }
    }
}
