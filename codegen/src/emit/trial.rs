//! The test that tries every route.
//!
//! In: the stubs and what they are tried with. Out: `tests/routes.rs`: tables of constructor calls, one for each module of
//! routes, and the tests that run them.
//! Invariant: a row is a call and constants; what is done with it is in the runtime.

use std::collections::BTreeSet;

use super::{Names, bodies, source};
use crate::api::{ExampleId, OperationId};
use crate::plan::{Constructor, RouteModule, Sample, Sent};

/// What stands for the name of the library.
const LIBRARY: &str = "LIBRARY";

/// What comes before the tables.
const HEAD: &str = r#"//! Every route builds a request that is read back as that route, and that a service answers as the page says.

// Deprecated routes are tried too.
#![allow(deprecated)]

#[rustfmt::skip]
pub(crate) mod routes {
use std::io::Write;

use LIBRARY::routes as api;
use graph_runtime::conformance::{Failure, Trial, accepted, answered, read_back};
use graph_runtime::serde::de::DeserializeOwned;
use graph_runtime::server::Bodies;
use graph_runtime::{Content, serde_json};

/// A call of a constructor with some arguments.
struct Row {
    page: &'static str,
    /// Headers that the page requires beside those that the route sets.
    headers: &'static [&'static str],
    body: Body,
    build: fn(&str) -> Result<Box<dyn Trial>, serde_json::Error>,
    /// Whether an earlier page documents the path too, with another response: a service may answer as either says.
    is_shared: bool,
}

/// What is sent.
#[allow(dead_code, reason = "there may be no such body")]
enum Body {
    /// This text.
    Text(&'static str),
    /// What a page shows, by file and name.
    Shown(&'static Bodies<'static>, &'static str),
}

impl Body {
    fn text(&self) -> &'static str {
        match self {
            Body::Text(text) => text,
            Body::Shown(bodies, name) => bodies.get(name).unwrap_or("no body of this name"),
        }
    }
}

const fn row(
    page: &'static str,
    headers: &'static [&'static str],
    body: Body,
    build: fn(&str) -> Result<Box<dyn Trial>, serde_json::Error>,
) -> Row {
    Row { page, headers, body, build, is_shared: false }
}

/// A row whose path an earlier page documents too, with another response.
#[allow(dead_code, reason = "there may be no such path")]
const fn shared(row: Row) -> Row {
    Row { is_shared: true, ..row }
}

/// The body of a request.
#[allow(dead_code, reason = "there may be no such body")]
fn json<T: DeserializeOwned>(body: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(body)
}

#[allow(dead_code, reason = "there may be no such body")]
fn content(body: &str) -> Content {
    Content::new("application/octet-stream", body)
}

fn trial<T: Trial + 'static>(trial: T) -> Result<Box<dyn Trial>, serde_json::Error> {
    Ok(Box::new(trial))
}
"#;

/// What comes after them.
const TAIL: &str = r#"
/// The pages of routes that fail, and why.
fn failures(check: impl Fn(&Row, &dyn Trial) -> Result<(), Failure> + Sync) -> Vec<String> {
    let rows: Vec<&Row> = TABLES.iter().copied().flatten().collect();
    let failure = |row: &Row| match (row.build)(row.body.text()) {
        Ok(mut trial) => {
            for header in row.headers {
                let value = if header.eq_ignore_ascii_case("content-type") { "application/json" } else { "sample" };
                trial.set_header(header, value);
            }
            check(row, &*trial).err().map(|failure| format!("{}: {failure}", row.page))
        }
        Err(error) => Some(format!("{}: the body cannot be read: {error}", row.page)),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let run = |rows| scope.spawn(move || Vec::from_iter(<[&Row]>::iter(rows).copied().filter_map(failure)));
        let parts: Vec<_> = rows.chunks(rows.len().div_ceil(threads).max(1)).map(run).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| vec!["a check panicked".to_owned()])).collect()
    })
}

/// How many calls there are.
pub(crate) fn count() -> usize {
    TABLES.iter().map(|table| table.len()).sum()
}

/// Sends every request to a service, and returns the pages of those that were not answered as documented, and why.
pub(crate) fn unanswered(service_root: &str) -> Vec<String> {
    failures(|row, trial| match row.is_shared {
        true => accepted(trial, service_root),
        false => answered(trial, service_root),
    })
}

/// Past the capture of what tests print: what ran is shown whenever the tests run.
fn tell(text: &str) {
    std::io::stderr().write_all(text.as_bytes()).unwrap_or_default();
}

#[test]
fn requests_are_read_back() {
    let failures = failures(|_, trial| read_back(trial, "https://graph.example/v1.0"));
    tell(&format!("{} requests read back\n", count()));
    assert!(failures.is_empty(), "{} of {} requests failed:\n{}", failures.len(), count(), failures.join("\n"));
}

#[test]
fn requests_are_answered() {
    match std::env::var("GRAPH_SERVICE_ROOT") {
        Ok(service_root) => {
            let failures = unanswered(&service_root);
            tell(&format!("{} requests sent to {service_root}\n", count()));
            assert!(failures.is_empty(), "{} of {} requests failed:\n{}", failures.len(), count(), failures.join("\n"));
        }
        Err(_) => tell("no request sent: GRAPH_SERVICE_ROOT is not set\n"),
    }
}
}
"#;

/// `tests/routes.rs`.
pub(super) fn table(names: &Names<'_>) -> String {
    let mut text = format!("{}\n{}", names.header(&[]), HEAD.replace(LIBRARY, &names.library()));
    let mut files: BTreeSet<usize> = BTreeSet::new();
    let mut tables = String::from("\nstatic TABLES: &[&[Row]] = &[\n");
    for module in names.facts.route_modules() {
        let table = format!("{}_ROUTES", module.name.as_str().to_uppercase());
        tables.push_str(&format!("    {table},\n"));
        text.push_str(&format!("\nstatic {table}: &[Row] = &[\n"));
        for &id in &module.operations {
            if let Sample::Example(index) = names.facts.trial(id).request {
                files.insert(names.facts.case(ExampleId::from_index(index)).file);
            }
            text.push_str(&rows(names, module, id));
        }
        text.push_str("];\n");
    }
    tables.push_str("];\n");
    text + &tables + &bodies::statics(names, &files, "bodies/") + TAIL
}

/// A row for each constructor of an operation.
fn rows(names: &Names<'_>, module: &RouteModule, id: OperationId) -> String {
    let stub = names.facts.stub(id);
    let trial = names.facts.trial(id);
    let page = source::string(&names.facts.page(names.facts.operation(id).page).path);
    let headers: Vec<String> = trial.headers.iter().map(|header| source::string(header)).collect();
    let body = match &trial.request {
        Sample::Nothing => "Body::Text(\"\")".to_owned(),
        Sample::Bytes => "Body::Text(\"sample\")".to_owned(),
        Sample::Json(json) => format!("Body::Text({})", source::string(json)),
        Sample::Example(index) => {
            let case = names.facts.case(ExampleId::from_index(*index));
            format!("Body::Shown(&{}, {})", bodies::constant(names, case.file), source::string(&case.name))
        }
    };
    let (pattern, sent) = match stub.sent {
        Sent::Nothing => ("_", None),
        Sent::Bytes => ("body", Some("content(body)")),
        Sent::Value(_) | Sent::Patch(_) | Sent::Fields(_) => ("body", Some("json(body)?")),
    };
    let path = format!("api::{}::{}", module.name, stub.name);
    let row = |constructor: &Constructor| {
        let arguments = arguments(constructor).chain(sent.map(str::to_owned)).collect::<Vec<_>>().join(", ");
        let (open, close) = if trial.shared.contains(&constructor.route) { ("shared(", ")") } else { ("", "") };
        format!(
            "    {open}row({page}, &[{}], {body}, |{pattern}| {{\n        trial({path}::{}({arguments}))\n    }}){close},\n",
            headers.join(", "),
            constructor.name,
        )
    };
    stub.constructors.iter().map(row).collect()
}

/// Arguments that differ from each other, with a character that has a meaning in a path.
fn arguments(constructor: &Constructor) -> impl Iterator<Item = String> {
    constructor.arguments.iter().enumerate().map(|(index, argument)| {
        let text = source::string(&format!("{}/{index}", argument.name.as_str()));
        if argument.optional { format!("Some({text}.to_owned())") } else { text }
    })
}
