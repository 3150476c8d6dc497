//! How much a request is like one that a page shows.
//!
//! In: a request, and example requests. Out: the nearest.
//! Invariant: of two that are as near the first, and one of a failure only where it is the request itself.

use graph_runtime::http::StatusCode;
use serde_json::Value;

use super::received::Received;
use super::shown::Shown;
use crate::api::{Api, ItemType, ResponseBody, TypeRef};

/// The nearest of the examples that end well.
pub(super) fn nearest<'s>(shown: &'s [Shown], received: &Received<'_>) -> Option<(i64, &'s Shown)> {
    let ends_well = |shown: &&Shown| shown.response.agrees && shown.response.status < StatusCode::BAD_REQUEST.as_u16();
    first_of_best(shown.iter().filter(ends_well), received)
}

/// The nearest of those with the form that the operation answers, though a finding says that something else in them is not as
/// documented: what a page shows says more than the least body of a type.
pub(super) fn of_form<'s>(
    api: &Api,
    answered: ResponseBody,
    shown: &'s [Shown],
    received: &Received<'_>,
) -> Option<(i64, &'s Shown)> {
    let ResponseBody::Value(TypeRef { item: ItemType::Structured(_), collection }) = answered else { return None };
    let has_form = |shown: &&Shown| {
        let body = shown.response.body.and_then(|id| serde_json::from_str::<Value>(&api[id].json).ok());
        let is_page = |body: &Value| body.get("value").is_some_and(Value::is_array);
        shown.response.status == StatusCode::OK
            && body.is_some_and(|body| body.is_object() && is_page(&body) == collection)
    };
    first_of_best(shown.iter().filter(has_form), received)
}

/// The first of those that are nearest, and how near it is.
pub(super) fn first_of_best<'s>(
    shown: impl Iterator<Item = &'s Shown>,
    received: &Received<'_>,
) -> Option<(i64, &'s Shown)> {
    let mut best: Option<(i64, &Shown)> = None;
    for shown in shown {
        let likeness = likeness(shown, received);
        if best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, shown));
        }
    }
    best
}

/// Counts what is the same, less what is not.
fn likeness(shown: &Shown, received: &Received<'_>) -> i64 {
    path(&shown.target.path, &received.target.path)
        + options(&shown.target.query, &received.target.query)
        + body(shown.body.as_ref(), received.json())
        + headers(shown, received)
}

/// Segments that are the same, from both ends: keys in the middle differ.
fn path(shown: &str, received: &str) -> i64 {
    let segments = |path: &str| path.split('/').map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let (shown, received) = (segments(shown), segments(received));
    let same = shown.iter().zip(&received).filter(|(one, other)| one == other).count();
    let differs = shown.len().abs_diff(received.len());
    number(same) - 2 * number(differs)
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

fn headers(shown: &Shown, received: &Received<'_>) -> i64 {
    let counts = |name: &str| {
        ["content-type", "content-length", "authorization", "host"]
            .iter()
            .all(|known| !name.eq_ignore_ascii_case(known))
    };
    let score = |(name, value): &(String, String)| match received.header(name) {
        Some(other) if other == value => 6,
        // `odata.maxpagesize=2` and `odata.maxpagesize=10` ask for the same.
        Some(other) if value.contains('=') && value.split('=').next() == other.split('=').next() => 2,
        Some(_) | None => -1,
    };
    shown.headers.iter().filter(|(name, _)| counts(name)).map(score).sum()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
