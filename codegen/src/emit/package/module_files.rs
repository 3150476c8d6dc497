//! The files of modules.
//!
//! In: the module tree. Out: `lib.rs`, the files of namespaces, and `routes.rs`. Invariant: `lib.rs` and the `mod`
//! lines have the layout of rustfmt; all other files are excluded from it.

use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::code_span;
use crate::emit::package::snippet;
use crate::emit::rust::source;
use crate::plan::ModuleId;

/// `src/lib.rs`.
pub(in crate::emit) fn root(cx: &Context<'_>) -> String {
    let mut lines = DocLines::new(0);
    lines.paragraph("Types and routes of a web API, made from its reference pages.");
    lines.paragraph("[`models`] holds structured types and enumerations, [`routes`] holds operations.");
    lines.paragraph(
        "[`runtime`] has what all such crates share: clients, pages, batches, queries, dates. A program needs no other \
         dependency for it.",
    );
    lines.paragraph(
        "Every member of a structured type is optional. What a response holds beyond the pages is kept in `extra` and \
         `annotations`, and written back. A route builds an `http::Request` and reads an `http::Response`; it knows no \
         client.",
    );
    if !cx.model.selection().choice.is_everything() {
        lines.paragraph(
            "This is a part of the API. What it leaves out is named nowhere: a member of such a type is JSON.",
        );
    }
    let mut docs = lines.finish();
    const FALLIBLE: &str = "-> Result<(), Box<dyn std::error::Error>> {";
    let reading = ["fn main() ", FALLIBLE].concat();
    let library = cx.library();
    let requesting = format!("fn shown(response: {library}::runtime::http::Response<Vec<u8>>) {FALLIBLE}");
    // The title, the code, and the hidden lines before and after it.
    type Step<'a> = (&'a str, Option<String>, &'a [&'a str], &'a [&'a str]);
    let steps: [Step<'_>; 3] = [
        ("Read JSON into a type", snippet::reading(cx), &[&reading, "let json = \"{}\";"], &["Ok(())", "}"]),
        ("Build a request, and read its response", snippet::requesting(cx), &[&requesting], &["Ok(())", "}"]),
        (
            "List page by page with a client, here with the feature `ureq`",
            snippet::listing(cx),
            &["#[cfg(feature = \"ureq\")]", "mod shown {"],
            &["}"],
        ),
    ];
    let steps: Vec<(&str, Vec<String>)> = steps
        .into_iter()
        .filter_map(|(title, code, before, after)| Some((title, snippet::tested(&code?, before, after))))
        .collect();
    if !steps.is_empty() {
        docs.extend([String::new(), "# First steps".to_owned()]);
    }
    for (title, code) in steps {
        docs.extend([String::new(), format!("{title}:"), String::new(), "```".to_owned()]);
        docs.extend(code);
        docs.push("```".to_owned());
    }
    format!(
        "{}\n{}\n\
         // A deprecated type is still a member of others.\n\
         #![allow(deprecated)]\n\
         // The text of a link is the pages' own, even when it is the name of the type.\n\
         #![allow(rustdoc::redundant_explicit_links)]\n\
         // A path takes as many arguments as the pages give it, and a namespace may hold a type of its own name.\n\
         #![allow(clippy::too_many_arguments, clippy::module_inception)]\n\
         \n\
         #[rustfmt::skip]\n\
         pub mod models;\n\
         #[rustfmt::skip]\n\
         pub mod routes;\n\
         #[cfg(feature = \"axum\")]\n\
         #[rustfmt::skip]\n\
         pub mod server;\n\
         \n\
         pub use graph_runtime as runtime;\n",
        cx.header(&[]),
        source::inner_docs(&docs),
    )
}

/// A module of `models`.
pub(in crate::emit) fn models(cx: &Context<'_>, id: ModuleId) -> String {
    let module = cx.model.module(id);
    let mut lines = DocLines::new(0);
    let namespace = code_span(&module.namespace);
    lines.paragraph(&match namespace.is_empty() {
        true => "Types.".to_owned(),
        false => format!("Types of {namespace}."),
    });
    let mut text = format!("{}\n{}", cx.header(&[]), source::inner_docs(&lines.finish()));
    if !module.children.is_empty() {
        let mut children: Vec<_> = module.children.iter().map(|child| cx.model.module(*child).path.last()).collect();
        children.sort();
        text.push('\n');
        for child in children.into_iter().flatten() {
            text.push_str(&format!("pub mod {child};\n"));
        }
    }
    if !module.items.is_empty() {
        text.push('\n');
        for (file, _) in &module.items {
            text.push_str(&format!("mod {file};\n"));
        }
        text.push('\n');
        for (file, name) in &module.items {
            text.push_str(&format!("pub use self::{file}::{name};\n"));
        }
    }
    text
}

/// `src/routes.rs`.
pub(in crate::emit) fn routes(cx: &Context<'_>) -> String {
    let mut lines = DocLines::new(0);
    lines.paragraph("Operations, by what they are about.");
    let mut text = format!("{}\n{}", cx.header(&[]), source::inner_docs(&lines.finish()));
    let modules = cx.model.route_modules().filter_map(|module| match &*module.path {
        [name] => Some(name),
        _ => None,
    });
    let lines: String = modules.map(|name| format!("pub mod {name};\n")).collect();
    if !lines.is_empty() {
        text.push('\n');
        text.push_str(&lines);
    }
    text
}
