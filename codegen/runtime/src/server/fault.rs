//! Rules that replace documented answers by errors, or delay answers.
//!
//! In: rules such as `GET /users/** 429 retry-after=2 rate=0.1 latency=50`, and requests. Out: an error, if a rule
//! demands one. Invariant: of the matching rules with a status, the first whose rate selects the request decides.

use super::RequestTarget;
use crate::ODataError;
use http::header::RETRY_AFTER;
use http::{Request, Response, StatusCode};
use serde::de::{Deserialize, Deserializer, Error as _};
use std::{
    str::FromStr,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// A rule by which some requests get an error or a delay instead of their ordinary answer.
///
/// ```
/// use graph_runtime::server::Fault;
/// let fault: Fault = "GET /users/** 429 retry-after=2 rate=0.1".parse()?;
/// assert!("GET /users 5000".parse::<Fault>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The HTTP method that the rule is about; `*` for any.
    method: String,
    /// The segments of the path that the rule is about: `*` and `{…}` match one segment, `**` any number.
    path: Vec<String>,
    status: Option<StatusCode>,
    retry_after: Option<u32>,
    /// The share of the matching requests that get the error, from 0 to 1.
    rate: f64,
    latency: Duration,
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Fault, String> {
        let mut words = text.split_whitespace();
        let (Some(method), Some(path)) = (words.next(), words.next().and_then(|path| path.strip_prefix('/'))) else {
            return Err(format!(
                "`{text}` is not `METHOD /path [STATUS] [retry-after=N] [rate=R] [latency=MILLISECONDS]`"
            ));
        };
        let mut fault = Fault {
            method: method.to_ascii_uppercase(),
            path: path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect(),
            status: None,
            retry_after: None,
            rate: 1.0,
            latency: Duration::ZERO,
        };
        for word in words {
            let wrong = || format!("`{word}` in `{text}`");
            match word.split_once('=') {
                None => {
                    let status = StatusCode::from_bytes(word.as_bytes()).map_err(|_| wrong())?;
                    fault.status = Some(status);
                }
                Some(("retry-after", seconds)) => fault.retry_after = Some(seconds.parse().map_err(|_| wrong())?),
                Some(("rate", rate)) => {
                    let rate: f64 = rate.parse().map_err(|_| wrong())?;
                    fault.rate = Some(rate).filter(|rate| (0.0..=1.0).contains(rate)).ok_or_else(wrong)?;
                }
                Some(("latency", milliseconds)) => {
                    fault.latency = Duration::from_millis(milliseconds.parse().map_err(|_| wrong())?);
                }
                Some(_) => return Err(wrong()),
            }
        }
        match fault.status {
            None if fault.latency.is_zero() => Err(format!("`{text}` has neither a status nor a latency")),
            _ => Ok(fault),
        }
    }
}

/// Reads a rule from one string, as a file of settings has it: `"GET /me/messages 429 rate=0.1"`.
impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl Fault {
    fn is_of<B>(&self, request: &Request<B>) -> bool {
        let target = RequestTarget::parse(request.uri().path()).unwrap_or_default();
        let segments: Vec<&str> = target.path.split('/').filter(|segment| !segment.is_empty()).collect();
        (self.method == "*" || self.method == request.method().as_str()) && fits(&self.path, &segments)
    }

    fn error(&self, status: StatusCode) -> Response<Vec<u8>> {
        let code = status.canonical_reason().unwrap_or("error").replace(' ', "");
        let mut response = ODataError::new(status, code, "a fault that a rule of the mock asks for").to_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Whether a path matches a pattern, segment by segment.
fn fits(pattern: &[String], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((first, rest)), _) if first == "**" => (0..=path.len()).any(|skipped| fits(rest, &path[skipped..])),
        (Some(_), None) => false,
        (Some((first, rest)), Some((segment, others))) => {
            let is_any = first == "*" || first.starts_with('{') && first.ends_with('}');
            (is_any || first.eq_ignore_ascii_case(segment)) && fits(rest, others)
        }
    }
}

/// How long a caller should wait before it uses a response. A `Service` has no timer, so it does not wait itself, but
/// adds this value to the extensions of its response.
///
/// ```
/// use graph_runtime::{http::Request, server::{Latency, Service}};
/// use std::time::Duration;
/// let service = Service::new(&[]).fault("GET /me/** latency=50".parse()?);
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let response = service.respond(Request::get("/me/messages").body(Vec::new())?).await;
/// let latency = response.extensions().get::<Latency>().expect("a rule delays the answer");
/// assert_eq!(latency.0, Duration::from_millis(50));
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency(pub Duration);

/// All rules of a service, with the number of random numbers drawn so far to apply their rates.
#[derive(Debug, Default)]
#[doc(hidden)]
pub struct Faults {
    rules: Vec<Fault>,
    asked: AtomicU64,
}

impl Faults {
    /// The state of these rules before the first request: no random number has been drawn yet.
    #[doc(hidden)]
    pub fn of(rules: &[Fault]) -> Faults {
        Faults { rules: rules.to_vec(), asked: AtomicU64::new(0) }
    }

    /// The error of the rule that selects the request; `None` if the request gets its ordinary answer.
    #[doc(hidden)]
    pub fn error<B>(&self, request: &Request<B>) -> Option<Response<Vec<u8>>> {
        let rules = self.rules.iter().filter(|rule| rule.is_of(request));
        let mut due = rules.filter_map(|rule| Some((rule, rule.status?))).filter(|(rule, _)| self.share() < rule.rate);
        due.next().map(|(rule, status)| rule.error(status))
    }

    /// The delay of the answer: the longest of all matching rules.
    #[doc(hidden)]
    pub fn latency<B>(&self, request: &Request<B>) -> Duration {
        let delays = self.rules.iter().filter(|rule| !rule.latency.is_zero() && rule.is_of(request));
        delays.map(|rule| rule.latency).max().unwrap_or_default()
    }

    /// The next number of a pseudo-random sequence from 0 to 1, which is the same in every run (SplitMix64).
    fn share(&self) -> f64 {
        let count = self.asked.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let mut mixed = count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default();
        f64::from(high) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, uri: &str) -> Request<()> {
        Request::builder().method(method).uri(uri).body(()).expect("a request")
    }

    #[test]
    fn a_rule_applies_to_a_method_and_a_path() {
        for (rule, method, uri, expected) in [
            ("GET /users 500", "GET", "/v1.0/Users?$top=1", true),
            ("GET /users 500", "POST", "/users", false),
            ("GET /users 500", "GET", "/users/1", false),
            ("* /users/{id}/** 500", "PATCH", "/beta/users/1/messages", true),
            ("* /users/{id}/** 500", "PATCH", "/users/1", true),
            ("* /** latency=1", "DELETE", "/", true),
        ] {
            let rule: Fault = rule.parse().expect("a rule");
            assert_eq!(rule.is_of(&request(method, uri)), expected, "{rule:?} {method} {uri}");
        }
    }

    #[test]
    fn a_malformed_rule_is_refused_with_the_reason() {
        for rule in
            ["", "GET", "GET users 500", "GET /users", "GET /users 5000", "GET /users 500 rate=2", "GET /u 500 x=1"]
        {
            assert!(rule.parse::<Fault>().is_err(), "{rule}");
        }
    }

    #[test]
    fn a_rule_with_a_rate_applies_to_that_share_of_the_requests() {
        let faults = Faults::of(&["GET /users 429 retry-after=2 rate=0.1".parse().expect("a rule")]);
        let errors: Vec<_> = (0..10_000).filter_map(|_| faults.error(&request("GET", "/users"))).collect();
        assert!((900..1100).contains(&errors.len()), "{}", errors.len());
        assert_eq!((errors[0].status().as_u16(), &errors[0].headers()["retry-after"]), (429, &"2".parse().expect("2")));
    }
}
