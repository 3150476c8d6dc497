//! Prints a page for snapshots: a line for each block and, indented below it, for each part of the block, with the
//! source text in its span. The findings follow.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::page::{Block, Inline, Page, Text};
use crate::source::Span;

pub(super) fn print(page: &Page<'_>, diagnostics: &[Diagnostic], source: &str) -> String {
    let mut out = String::new();
    for (key, value) in &page.front_matter.entries {
        line(&mut out, format_args!("front {} = {:?} from {}", key.value, value.value, at(source, value.span)));
    }
    for each in &page.blocks {
        block(&mut out, each, source);
    }
    for diagnostic in diagnostics {
        let place = at(source, diagnostic.span);
        line(
            &mut out,
            format_args!("{:?} {}: {} at {place}", diagnostic.code, diagnostic.severity().as_str(), diagnostic.message),
        );
        for (span, note) in &diagnostic.notes {
            line(&mut out, format_args!("  {note} at {}", at(source, *span)));
        }
    }
    out
}

fn block(out: &mut String, block: &Block<'_>, source: &str) {
    match block {
        Block::Heading(heading) => text(out, &format!("heading {}", heading.level), &heading.text, source),
        Block::Tab(span) => line(out, format_args!("tab {}", at(source, *span))),
        Block::TabEnd(span) => line(out, format_args!("tab end {}", at(source, *span))),
        Block::Paragraph(paragraph) => text(out, "paragraph", paragraph, source),
        Block::Item(item) => text(out, &format!("item {}", item.depth), &item.text, source),
        Block::Quote(quote) => text(out, "quote", quote, source),
        Block::Table(table) => {
            line(out, format_args!("table {}", at(source, table.span)));
            for cell in &table.header {
                text(out, "  header", cell, source);
            }
            for row in &table.rows {
                line(out, format_args!("  row {}", at(source, row.span)));
                for cell in &row.cells {
                    text(out, "    cell", cell, source);
                }
            }
        }
        Block::Fence(fence) => {
            line(out, format_args!("fence {:?} {}", fence.language, at(source, fence.span)));
            line(out, format_args!("  body {}", at(source, fence.body_span)));
        }
        Block::Annotation(annotation) => {
            line(out, format_args!("annotation {}", at(source, annotation.span)));
            let json = annotation.json.as_ref().map(super::strict::text);
            line(out, format_args!("  {}", json.as_deref().unwrap_or("unreadable")));
            if let Some(name) = annotation.odata_type() {
                line(out, format_args!("  type {name:?} collection {}", annotation.is_collection()));
            }
        }
        Block::Comment(span) => line(out, format_args!("comment {}", at(source, *span))),
        Block::Include(include) => line(out, format_args!("include {:?} {}", include.path, at(source, include.span))),
        Block::Html(span) => line(out, format_args!("html {}", at(source, *span))),
        Block::Rule(span) => line(out, format_args!("rule {}", at(source, *span))),
    }
}

/// Prints the source of a text on one line. Unless the text is only plain words, its inline parts follow, each on a
/// line.
fn text(out: &mut String, kind: &str, text: &Text<'_>, source: &str) {
    line(out, format_args!("{kind} {}", at(source, text.span)));
    if let [Inline::Text(words)] = text.inlines.as_slice()
        && words.trim() == text.raw(source)
    {
        return;
    }
    let indent = kind.len() - kind.trim_start().len() + 2;
    for inline in &text.inlines {
        let shown = match inline {
            Inline::Text(words) => format!("text {words:?}"),
            Inline::Strong(words) => format!("strong {words:?}"),
            Inline::Code(words) => format!("code {words:?}"),
            Inline::Link(link) => format!("link {:?} to {:?} {}", link.text, link.destination, at(source, link.span)),
            Inline::Break => "break".to_owned(),
            Inline::Html(tag) => format!("html {tag:?}"),
        };
        line(out, format_args!("{:indent$}{shown}", ""));
    }
}

fn at(source: &str, span: Span) -> String {
    format!("{:?}", source.get(span.range()).expect("spans slice the page"))
}

fn line(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(out, "{arguments}").expect("strings take everything");
}
