//! Checks the example requests and responses (together called messages) of the v1.0 pages: a request passes if a route
//! of the operation on its page matches it, and a response passes if it is one that the operation documents.
//!
//! `exchanges/v1.0.txt` has the numbers of messages that pass; the share of these may only rise. Below the numbers it
//! lists the messages that do not pass, each with the codes of the findings that explain it. If `GRAPH_DOCS_DIR` names
//! other pages, the test prints the same about them and compares nothing. `UPDATE_EXCHANGES=1` writes the file again.

use crate::tree::beside;
use crate::tree::folder;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use graph_codegen::Reading;
use graph_codegen::api::{Api, Exchange, Operation, Reply};
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::{Sources, Span};

const TABLE: &str = include_str!("../exchanges/v1.0.txt");

#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    shown: usize,
    /// How many messages pass. The body of such a message may have parts that do not fit their types.
    passes: usize,
    /// How many of the messages in `passes` have no body, or a body that fits its type in every part.
    exact: usize,
    /// How many messages do not pass although no finding explains why.
    silent: usize,
}

struct Measured {
    requests: Count,
    responses: Count,
    /// One line for each message that does not pass: the page, the line, `request` or `response`, and the codes of the
    /// findings that explain it.
    others: Vec<String>,
}

fn measure(sources: &Sources, reading: &Reading) -> Measured {
    let mut by_file: BTreeMap<u32, Vec<(Span, &Diagnostic)>> = BTreeMap::new();
    // A finding explains why a message does not pass if the span of the finding, or of one of its notes, starts within
    // the span of the message.
    let places = |finding: &Diagnostic| {
        let notes: Vec<Span> = finding.notes.iter().map(|(span, _)| *span).collect();
        std::iter::once(finding.span).chain(notes)
    };
    for finding in &reading.diagnostics {
        for place in places(finding) {
            by_file.entry(place.source.0).or_default().push((place, finding));
        }
    }
    let within = |span: Span| {
        let findings = by_file.get(&span.source.0).map_or(&[][..], Vec::as_slice);
        let mut codes: Vec<&str> = findings
            .iter()
            .filter(|(place, _)| span.start <= place.start && place.start <= span.end)
            .map(|(_, finding)| finding.code.id())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let mut measured = Measured { requests: Count::default(), responses: Count::default(), others: Vec::new() };
    let mut other = |count: &mut Count, what: &str, span: Span, codes: &[&str]| {
        count.silent += usize::from(codes.is_empty());
        let (line, _) = sources.position(span);
        let path = &sources.get(span.source).path;
        measured
            .others
            .push(format!("{path}:{line} {what} {}", if codes.is_empty() { "-".to_owned() } else { codes.join(" ") }));
    };
    let api = &reading.api;
    for operation in &api.operations {
        for exchange in &operation.exchanges {
            if !exchange.request_line.is_empty() {
                measured.requests.shown += 1;
                if request_passes(operation, exchange) {
                    measured.requests.passes += 1;
                    measured.requests.exact += usize::from(exchange.body.is_none_or(|body| api[body].conforms));
                } else {
                    other(&mut measured.requests, "request", exchange.span, &within(exchange.span));
                }
            }
            for reply in exchange.replies.iter().filter(|reply| reply.status < 400) {
                measured.responses.shown += 1;
                if response_passes(api, operation, reply) {
                    measured.responses.passes += 1;
                    measured.responses.exact += usize::from(reply.body.is_none_or(|body| api[body].conforms));
                } else {
                    // If no route matches the example request, the findings about the request also explain why the
                    // response does not pass.
                    let places = std::iter::once(reply.span).chain(exchange.call.is_none().then_some(exchange.span));
                    let codes: Vec<&str> = places.flat_map(within).collect();
                    other(&mut measured.responses, "response", reply.span, &codes);
                }
            }
        }
    }
    measured
}

/// Whether the example request is a call of a route of the operation.
fn request_passes(operation: &Operation, exchange: &Exchange) -> bool {
    exchange.call.as_ref().is_some_and(|call| call.route < operation.routes.len())
}

/// Whether the status is documented and the body is of the kind that the operation returns. Parts of the body may
/// differ from their types if findings report them.
fn response_passes(api: &Api, operation: &Operation, reply: &Reply) -> bool {
    reply.agrees
        && operation.response.status.contains(&reply.status)
        && reply.body.is_none_or(|body| api[body].conforms || !api[body].findings.is_empty())
}

fn text(measured: &Measured) -> String {
    let mut text =
        "# What the messages of the v1.0 pages are to the routes: shown, pass, pass with a body that fits its type, do not pass\n# without a finding.\n"
            .to_owned();
    for (name, count) in [("requests", &measured.requests), ("responses", &measured.responses)] {
        writeln!(text, "{name} | {} | {} | {} | {}", count.shown, count.passes, count.exact, count.silent)
            .expect("a text takes it");
    }
    text.push_str("# Those that do not pass: the line, and the codes of the findings there.\n");
    measured.others.iter().for_each(|line| text.extend([line, "\n"]));
    text
}

#[test]
fn example_messages_of_the_corpus_fit_their_routes_as_often_as_before() {
    let Some(docs) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let sources = Sources::new(folder::files(&docs));
    let reading = graph_codegen::read(&sources);
    let measured = measure(&sources, &reading);
    let now = text(&measured);
    if std::env::var_os("GRAPH_DOCS_DIR").is_some() {
        println!("{now}");
        for finding in &reading.diagnostics {
            if finding.code.id() >= "D0912" && finding.code.id() < "D1000" {
                let (line, _) = sources.position(finding.span);
                println!(
                    "= {} {}:{line} {}",
                    finding.code.id(),
                    sources.get(finding.span.source).path,
                    finding.message
                );
            }
        }
        return;
    }
    if std::env::var_os("UPDATE_EXCHANGES").is_some_and(|value| value == "1") {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchanges/v1.0.txt"), &now)
            .expect("the table is written");
        return;
    }
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).take(2);
    for (row, now) in rows.zip([&measured.requests, &measured.responses]) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let before = |at: usize| {
            cells.get(at).and_then(|cell| cell.parse::<usize>().ok()).unwrap_or_else(|| panic!("five columns: {row}"))
        };
        println!("{row}: now {now:?}");
        // The share of messages that pass is at least the recorded one, and no more messages than recorded fail without
        // a finding.
        assert!(now.passes * before(1) >= before(2) * now.shown, "{row}: now {now:?}");
        assert!(now.silent <= before(4), "{row}: now {now:?}");
    }
}
