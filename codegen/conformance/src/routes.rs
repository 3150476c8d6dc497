//! Tests that the request of every route can be read as a route that builds the same request, and that a service
//! answers it with the documented response.
//!
//! In: tables of constructor calls, one for each module of routes. Out: a passed test, or a list of all failures.
//! Invariant: each row of each table is checked.

use crate::{AnyRoute, Failure, check_answer, check_request, check_status, parallel};
pub use graph_runtime::server::Bodies;
use graph_runtime::{
    Content,
    serde::de::DeserializeOwned,
    serde_json::{self, Error},
};
use std::{fmt, io::Write};

/// The environment variable with the address of a service under test.
pub const SERVICE_ROOT: &str = "GRAPH_SERVICE_ROOT";

/// Makes a route by a call of its constructor, with the text of a body if the constructor takes one.
pub type Build = fn(&str) -> Result<Box<dyn AnyRoute>, Error>;

/// One call of one constructor, as a generated test lists it.
#[derive(Clone, Copy)]
pub struct Row {
    page: &'static str,
    headers: &'static [&'static str],
    body: Body,
    build: Build,
    is_shared: bool,
}

/// Where a test takes the body of a request from.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// The text of the body, written in the test.
    Text(&'static str),
    /// An example body: the file that contains it, and its name there.
    Example(&'static Bodies<'static>, &'static str),
}

/// A row: the page, the required headers that the route does not set itself, the body, and the constructor call.
#[must_use]
pub const fn row(page: &'static str, headers: &'static [&'static str], body: Body, build: Build) -> Row {
    Row { page, headers, body, build, is_shared: false }
}

/// A row for which [`check_answers`] checks only the status of the response, because its body is uncertain: another
/// page documents the path with a different response, or an example of the page contradicts its text.
#[must_use]
pub const fn shared(row: Row) -> Row {
    Row { is_shared: true, ..row }
}

/// Reads the JSON text of a body as the type that a constructor takes.
///
/// # Errors
///
/// When the text is not JSON of that type.
pub fn json<T: DeserializeOwned>(body: &str) -> Result<T, Error> {
    serde_json::from_str(body)
}

/// The bytes of a body, with the media type `application/octet-stream`.
#[must_use]
pub fn content(body: &str) -> Content {
    Content::new("application/octet-stream", body)
}

/// Puts a route of any type into a box, which is what a [`Build`] function returns.
///
/// # Errors
///
/// Never. It returns a `Result` only because a [`Build`] function returns one: other steps of that function may fail.
pub fn route<R: AnyRoute + 'static>(route: R) -> Result<Box<dyn AnyRoute>, Error> {
    Ok(Box::new(route))
}

impl Body {
    /// The text of the body; `None` if the file has no example with this name.
    pub(crate) fn text(self) -> Option<&'static str> {
        match self {
            Body::Text(text) => Some(text),
            Body::Example(bodies, name) => bodies.get(name),
        }
    }
}

impl Row {
    /// Builds the route and calls `check` with it. Returns the failure, if any, with the path of the page in front.
    fn failure(&self, check: impl Fn(&dyn AnyRoute) -> Result<(), Failure>) -> Option<String> {
        let Some(text) = self.body.text() else {
            return Some(format!("{}: the file of example bodies has no body with this name", self.page));
        };
        let mut route = match (self.build)(text) {
            Ok(route) => route,
            Err(error) => return Some(format!("{}: the body cannot be read: {error}", self.page)),
        };
        for header in self.headers {
            let is_media_type = header.eq_ignore_ascii_case("content-type");
            route.set_header(header, if is_media_type { "application/json" } else { "sample" });
        }
        check(&*route).err().map(|failure| format!("{}: {failure}", self.page))
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Row").field("page", &self.page).finish_non_exhaustive()
    }
}

/// The number of rows.
#[must_use]
pub fn count(tables: &[&[Row]]) -> usize {
    tables.iter().map(|table| table.len()).sum()
}

/// Sends the request of each row to a service. Returns a line for each row whose response is not the documented one.
#[must_use]
pub fn unanswered(tables: &[&[Row]], service_root: &str) -> Vec<String> {
    failures(tables, |row| {
        row.failure(|route| match row.is_shared {
            true => check_status(route, service_root),
            false => check_answer(route, service_root),
        })
    })
}

/// Builds the request of each row, reads it as a new route, and checks that the new route builds the same request.
///
/// # Panics
///
/// When a request cannot be built or read, or the new route builds a different one.
pub fn check_requests(tables: &[&[Row]]) {
    let failures = failures(tables, |row| row.failure(|route| check_request(route, "https://graph.example/v1.0")));
    report(&format!("{} requests read back\n", count(tables)));
    assert_none(&failures, count(tables));
}

/// Sends the request of each row to the service whose address is in the environment variable [`SERVICE_ROOT`]. If the
/// variable is not set, nothing is sent.
///
/// # Panics
///
/// When the service does not give a documented response.
pub fn check_answers(tables: &[&[Row]]) {
    let Ok(service_root) = std::env::var(SERVICE_ROOT) else {
        return report(&format!("no request sent: {SERVICE_ROOT} is not set\n"));
    };
    let failures = unanswered(tables, &service_root);
    report(&format!("{} requests sent to {service_root}\n", count(tables)));
    assert_none(&failures, count(tables));
}

fn failures(tables: &[&[Row]], failure: impl Fn(&Row) -> Option<String> + Sync) -> Vec<String> {
    let rows: Vec<&Row> = tables.iter().copied().flatten().collect();
    parallel::failures(&rows, |row| failure(row))
}

fn assert_none(failures: &[String], count: usize) {
    assert!(failures.is_empty(), "{} of {count} requests failed:\n{}", failures.len(), failures.join("\n"));
}

/// The test harness captures `println!` but not this write, so the text is always visible.
fn report(text: &str) {
    std::io::stderr().write_all(text.as_bytes()).unwrap_or_default();
}
