//! Checks whether the operations of the v1.0 pages accept the example requests and return the example responses of
//! these pages.
//!
//! The table in `exchanges/v1.0.txt` has the number of messages that pass, which may only rise. Below it is a list of
//! the messages that do not pass, each with the codes of the findings that explain it. `GRAPH_DOCS_DIR` names other
//! pages, for which the same is printed; `UPDATE_EXCHANGES=1` writes the file again.

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
    /// How many example requests and responses fit their route. A finding reports the parts of a body that do not fit
    /// their types.
    passes: usize,
    /// How many of the requests and responses in `passes` have a body that fits its type in every part.
    exact: usize,
    /// How many requests and responses do not fit their route although no finding says so.
    silent: usize,
}

struct Measured {
    requests: Count,
    responses: Count,
    /// Each message that does not pass: the page, the line, whether it is a request, and the codes of the findings in
    /// it.
    others: Vec<String>,
}

fn measure(sources: &Sources, reading: &Reading) -> Measured {
    let mut by_file: BTreeMap<u32, Vec<(Span, &Diagnostic)>> = BTreeMap::new();
    // A finding explains a message if its own place, or the place of one of its notes, is in the message.
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
                    // If the request fits no request line, the finding about it explains the response too.
                    let places = std::iter::once(reply.span).chain(exchange.call.is_none().then_some(exchange.span));
                    let codes: Vec<&str> = places.flat_map(within).collect();
                    other(&mut measured.responses, "response", reply.span, &codes);
                }
            }
        }
    }
    measured
}

/// Whether a route of the operation, with the arguments that the example request has, builds this request again.
fn request_passes(operation: &Operation, exchange: &Exchange) -> bool {
    exchange.call.as_ref().is_some_and(|call| call.route < operation.routes.len())
}

/// Whether the status is documented and the body matches the response of the operation, or findings say where it does
/// not.
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
        // More messages pass than recorded, or as many, and no more messages fail without a finding.
        assert!(now.passes * before(1) >= before(2) * now.shown, "{row}: now {now:?}");
        assert!(now.silent <= before(4), "{row}: now {now:?}");
    }
}
