//! Measures how like a request is to an example request.
//!
//! In: the parts of both requests. Out: a score. Invariant: the example request itself has the highest score.

use crate::server::RequestTarget;
use serde_json::Value;

/// The parts of a request that are compared. The request is an example on a page, or was received.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct ComparedRequest<'r> {
    /// The path and query of the request.
    pub target: &'r RequestTarget,
    /// The headers of the example request. Empty for a received request, whose headers are looked up by name.
    pub headers: &'r [(String, String)],
    /// The body of the request, if it is JSON.
    pub body: Option<&'r Value>,
}

/// The score of a request: equal parts raise the score, different parts lower it.
#[doc(hidden)]
pub fn likeness(
    shown: &ComparedRequest<'_>,
    received: &ComparedRequest<'_>,
    header: &dyn Fn(&str) -> Option<String>,
) -> i64 {
    path(&shown.target.path, &received.target.path)
        + options(&shown.target.query, &received.target.query)
        + body(shown.body, received.body)
        + headers(shown.headers, header)
}

/// The score of two paths:
///
/// - If they have the same number of segments: the number of equal segments.
/// - If one is longer: the number of equal segments before the first difference and after the last one, because paths
///   usually differ in the middle, minus two for each segment that the other path lacks.
fn path(shown: &str, received: &str) -> i64 {
    let segments = |path: &str| path.split('/').map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let (shown, received) = (segments(shown), segments(received));
    let differs = number(shown.len().abs_diff(received.len()));
    let is_same = |(one, other): &(&String, &String)| one == other;
    if differs == 0 {
        return number(shown.iter().zip(&received).filter(is_same).count());
    }
    let before = shown.iter().zip(&received).take_while(is_same).count();
    let after = shown.iter().rev().zip(received.iter().rev()).take_while(is_same).count();
    number((before + after).min(shown.len()).min(received.len())) - 2 * differs
}

fn options(shown: &[(String, String)], received: &[(String, String)]) -> i64 {
    let found = |name: &str| received.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    let score = |(name, value): &(String, String)| match found(name) {
        Some((_, other)) if other == value => 8,
        Some(_) => 4,
        None => -2,
    };
    let more = received.iter().filter(|(name, _)| !shown.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)));
    shown.iter().map(score).sum::<i64>() - number(more.count())
}

fn body(shown: Option<&Value>, received: Option<&Value>) -> i64 {
    match (shown, received) {
        (Some(one), Some(other)) if one == other => 100,
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let score = |(name, value): (&String, &Value)| match other.get(name) {
                Some(other) if other == value => 4,
                Some(_) => 2,
                None => -1,
            };
            one.iter().map(score).sum::<i64>() - number(other.keys().filter(|name| !one.contains_key(*name)).count())
        }
        (None, None) => 0,
        _ => -4,
    }
}

fn headers(shown: &[(String, String)], header: &dyn Fn(&str) -> Option<String>) -> i64 {
    let counts = |name: &str| {
        ["content-type", "content-length", "authorization", "host"]
            .iter()
            .all(|known| !name.eq_ignore_ascii_case(known))
    };
    let score = |(name, value): &(String, String)| match header(name) {
        Some(other) if other == *value => 6,
        // The same preference with another value, such as `odata.maxpagesize=2` and `odata.maxpagesize=10`.
        Some(other) if value.contains('=') && value.split('=').next() == other.split('=').next() => 2,
        Some(_) | None => -1,
    };
    shown.iter().filter(|(name, _)| counts(name)).map(score).sum()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
