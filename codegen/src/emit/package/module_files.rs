//! The files that declare modules.
//!
//! In: the modules of `models` and `routes`. Out: a file for each namespace of `models`, with `mod` and `pub use`
//! lines, and the file `src/routes.rs`. Invariant: the `mod` lines are formatted as rustfmt would do it.

use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::code_span;
use crate::emit::rust::source;
use crate::plan::ModuleId;

/// The file of a module of `models`, which declares the files of its types and re-exports them.
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
        // A file that defines a type and the enum of its derived types has two items, but one `mod` line. The items are
        // sorted by file.
        for items in module.items.chunk_by(|one, next| one.0 == next.0) {
            text.push_str(&format!("mod {};\n", items[0].0));
        }
        text.push('\n');
        for (file, name) in &module.items {
            text.push_str(&format!("pub use self::{file}::{name};\n"));
        }
    }
    text
}

/// The text of `src/routes.rs`.
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
