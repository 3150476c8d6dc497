//! The front page of the documentation: `src/lib.rs`.
//!
//! In: the description of the API in the options, and the operations that the plan chose for examples. Out:
//! documentation whose examples are tests, and the modules of the crate. Invariant: links lead only to items that exist
//! when no feature is enabled.

use crate::api::Doc;
use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::one_line;
use crate::emit::package::snippet;
use crate::emit::rust::source;

/// The text of `src/lib.rs`.
pub(in crate::emit) fn file(cx: &Context<'_>) -> String {
    let mut docs = introduction(cx);
    let calls = snippet::first_calls(cx);
    if let Some(program) = &calls {
        docs.extend(section("First calls"));
        docs.extend(paragraph(
            "Over `ureq`: depend on this crate with the features `ureq` and `rustls`, and on nothing else. \
             `runtime::client::Client` has the same methods for asynchronous programs, over `reqwest` or any `tower` service.",
        ));
        docs.push(String::new());
        docs.extend(program.tested(cx));
        let token = CLIENT;
        docs.extend([String::new(), token.to_owned(), String::new(), "```".to_owned()]);
        let (before, after) = (["#[cfg(feature = \"ureq\")]", "fn shown() {"], ["}"]);
        docs.extend(snippet::tested(&client(cx), &before, &after));
        docs.push("```".to_owned());
    }
    if let Some(code) = snippet::requesting(cx) {
        docs.extend(section("Any other client"));
        docs.extend(paragraph(
            "A route builds an `http::Request` and reads an `http::Response`. It knows no client, and needs no feature:",
        ));
        let library = cx.library();
        let shown = format!(
            "fn shown(response: {library}::runtime::http::Response<Vec<u8>>) -> Result<(), Box<dyn std::error::Error>> {{"
        );
        docs.extend([String::new(), "```".to_owned()]);
        docs.extend(snippet::tested(&code, &[&shown], &["Ok(())", "}"]));
        docs.push("```".to_owned());
    }
    docs.extend(section("Values"));
    docs.extend(paragraph(
        "Every member of a structured type is optional. What a response holds beyond the pages is kept in `extra` and \
         `annotations`, and written back.",
    ));
    if let Some(code) = snippet::reading(cx) {
        let before = ["fn main() -> Result<(), Box<dyn std::error::Error>> {", "let json = \"{}\";"];
        docs.extend([String::new(), "```".to_owned()]);
        docs.extend(snippet::tested(&code, &before, &["Ok(())", "}"]));
        docs.push("```".to_owned());
    }
    if calls.is_some() {
        docs.extend(errors(cx));
    }
    docs.extend(map(cx));
    docs.extend(section("Features"));
    docs.push(String::new());
    docs.extend(FEATURES.iter().map(|line| (*line).to_owned()));
    format!("{}\n{}\n{}", cx.header(&[]), source::inner_docs(&docs), modules(cx))
}

/// The sentence before the code that the function [`client`] returns.
pub(in crate::emit) const CLIENT: &str = "A client is made of a transport, the service root and a source of tokens:";

/// The features of the crate, as the lines of a markdown table.
pub(in crate::emit) const FEATURES: &[&str] = &[
    "| feature | adds |",
    "|---|---|",
    "| `client` | `runtime::client`: routes, pages and batches sent over any `tower` service, a function, a server in the same process |",
    "| `reqwest`, `ureq` | the same, over these clients |",
    "| `rustls` | TLS of these clients: their own features of this name |",
    "| `azure_core` | tokens of the credentials of the Azure SDK |",
    "| `axum` | `server`: a router of the documented routes |",
    "| `webhooks`, `decryption` | `runtime::webhook`: receiving notifications of changes, and decrypting the resources in them |",
    "| `chrono`, `jiff`, `time`, `uuid` | conversions of dates, times, durations and GUIDs |",
];

/// The name of the API, and its description.
pub(in crate::emit) fn introduction(cx: &Context<'_>) -> Vec<String> {
    let package = &cx.model.options().package;
    let mut lines = DocLines::new(0);
    let prose = |markdown: &str| Doc { markdown: one_line(markdown), links: Vec::new() };
    match package.title.is_empty() {
        true => lines.prose(cx, &prose(&package.description)),
        false => {
            lines.prose(cx, &prose(&format!("{}: types and routes, made from the reference pages.", package.title)));
        }
    }
    for paragraph in &package.about {
        lines.prose(cx, &prose(paragraph));
    }
    if !cx.model.selection().choice.is_everything() {
        lines.paragraph(
            "This is a part of the API. It has no type outside of this part: a member of such a type is JSON.",
        );
    }
    lines.finish()
}

/// The code that creates a client, as the documentation and `README.md` show it.
pub(in crate::emit) fn client(cx: &Context<'_>) -> String {
    format!(
        "use {0}::runtime::{{client::blocking::Client, ureq}};\n\
         \n\
         let client = Client::new(ureq::agent(), \"{1}\")\n    \
             .token(|| std::env::var(\"TOKEN\"))\n    \
             .retries(3);\n",
        cx.library(),
        cx.model.options().package.service_root,
    )
}

/// The section about kinds of errors.
fn errors(cx: &Context<'_>) -> Vec<String> {
    let mut docs = section("Errors");
    docs.extend(paragraph(
        "Whatever went wrong, `error.service()` is what the service answered with, if it did: an \
         [`ODataError`](runtime::ODataError) with status, code, message, details, the id of the request, headers and body.",
    ));
    let code = format!(
        "use {}::runtime::client::SendError;\n\
         \n\
         fn is_missing(error: &SendError) -> bool {{\n    \
             error.service().is_some_and(|refused| refused.status == 404)\n\
         }}\n",
        cx.library()
    );
    let before = ["#[cfg(feature = \"client\")]", "mod shown {"];
    docs.extend([String::new(), "```".to_owned()]);
    docs.extend(snippet::tested(&code, &before, &["}"]));
    docs.push("```".to_owned());
    docs
}

/// The section `Where to look`: a table of what `models`, `routes` and the other modules contain.
fn map(cx: &Context<'_>) -> Vec<String> {
    let mut docs = section("Where to look");
    docs.extend([String::new(), "| for | see |".to_owned(), "|---|---|".to_owned()]);
    let options = cx.model.options();
    let place = match options.types_apart {
        true => format!(", documented with the crate `{}`", options.types_library()),
        false => String::new(),
    };
    docs.push(format!("| structured types and enumerations{place} | [`models`] |"));
    if cx.model.has_routes() {
        let rows = [
            "| operations, by what they are about | [`routes`]; their query options and headers: [`Route`](runtime::Route) |",
            "| programs for common purposes: following changes, batches, files, notifications, tests | [`guide`] |",
            "| pages of a collection | [`Pager`](runtime::Pager), [`Page`](runtime::Page); of a client: `pages` |",
            "| several routes in one request | [`Batch`](runtime::Batch) |",
            "| the permissions that an application has to ask for | [`permissions`](runtime::permissions) |",
            "| notifications of changes | `runtime::webhook` |",
            "| serving the same routes | `server`, [`Service`](runtime::server::Service) |",
        ];
        docs.extend(rows.map(str::to_owned));
    }
    docs.push("| dates, clients, errors and all that such crates share | [`runtime`] |".to_owned());
    docs
}

fn section(title: &str) -> Vec<String> {
    vec![String::new(), format!("# {title}")]
}

fn paragraph(text: &str) -> Vec<String> {
    let mut lines = DocLines::new(0);
    lines.paragraph(text);
    [vec![String::new()], lines.finish()].concat()
}

/// The attributes at the top of `src/lib.rs`, also in a crate of types.
pub(in crate::emit) const ATTRIBUTES: &str = "\
// A deprecated type is still a member of others.
#![allow(deprecated)]
// The text of a link is the pages' own, even when it is the name of the type.
#![allow(rustdoc::redundant_explicit_links)]
// A path takes as many arguments as the pages give it, and a namespace may hold a type of its own name.
#![allow(clippy::too_many_arguments, clippy::module_inception)]
// The source is generated: all that it says is in the documentation, which is much smaller without it.
#![doc(html_no_source)]
";

fn modules(cx: &Context<'_>) -> String {
    let options = cx.model.options();
    let guide = if cx.model.has_routes() { "pub mod guide;\n" } else { "" };
    let models = match options.types_apart {
        // Without `no_inline`, rustdoc would write the documentation of `models` for this crate once more: half of all
        // its HTML pages, for which it needs another half gigabyte of memory.
        true => format!("#[doc(no_inline)]\npub use {}::models;\n", options.types_library()),
        false => "#[rustfmt::skip]\npub mod models;\n".to_owned(),
    };
    format!(
        "{ATTRIBUTES}\
         \n\
         {guide}\
         {models}\
         #[rustfmt::skip]\n\
         pub mod routes;\n\
         #[cfg(feature = \"axum\")]\n\
         #[rustfmt::skip]\n\
         pub mod server;\n\
         \n\
         pub use graph_runtime as runtime;\n"
    )
}
