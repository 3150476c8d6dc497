//! Checks that every parsed page has to pass: for example, the blocks are in the order of the page, and each span is a
//! byte range of the page that contains what was read from it.

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::page::{Block, Page, Text, http, json, normalise};
use crate::source::{Source, Span};
/// Panics if a parsed page does not pass the checks.
pub(super) fn hold(page: &Page<'_>, diagnostics: &[Diagnostic], source: &Source) {
    let slice =
        |span: Span| source.text.get(span.range()).unwrap_or_else(|| panic!("{span:?} is no slice of the page"));
    for (key, value) in &page.front_matter.entries {
        assert_eq!(slice(key.span), key.value);
        slice(value.span);
    }
    let mut last = 0;
    for block in &page.blocks {
        let span = block.span();
        let words = slice(span);
        assert!(last <= span.start, "the block at {span:?} stands before {last}");
        last = span.start;
        match block {
            Block::Heading(heading) => text(&heading.text, &slice),
            Block::Paragraph(words) | Block::Quote(words) => text(words, &slice),
            Block::Item(item) => text(&item.text, &slice),
            Block::Tab(_) => assert!(words.contains("#tab/")),
            Block::TabEnd(_) => assert_eq!(words.trim_matches('-'), ""),
            Block::Table(table) => {
                let told = |known: &Diagnostic| known.code == code::ROWS_WITHOUT_HEADER && known.span == table.span;
                assert_eq!(table.header.is_empty(), diagnostics.iter().any(told), "{:?}", table.span);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                table.header.iter().chain(cells).for_each(|cell| text(cell, &slice));
                for row in &table.rows {
                    let is_short = table.header.is_empty() || row.cells.len() <= table.header.len();
                    assert!(is_short, "the row at {:?} is too long", row.span);
                    assert!(span.start <= row.span.start && row.span.end <= span.end);
                }
            }
            Block::Fence(fence) => {
                assert_eq!(slice(fence.body_span), fence.body);
                let _ = http::parse(fence.body, fence.body_span);
                if let Some(node) = json::parse(fence.body, fence.body_span).node {
                    nodes(&node, &slice);
                }
            }
            Block::Annotation(annotation) => {
                assert!(words.starts_with("<!--"));
                annotation.json.iter().for_each(|node| nodes(node, &slice));
            }
            Block::Comment(_) => assert!(words.starts_with("<!--")),
            Block::Include(include) => assert!(words.contains(include.path)),
            Block::Html(_) | Block::Rule(_) => {}
        }
    }
    for diagnostic in diagnostics {
        slice(diagnostic.span);
        diagnostic.notes.iter().for_each(|(span, _)| _ = slice(*span));
    }
}

fn text<'t>(text: &Text<'_>, slice: &impl Fn(Span) -> &'t str) {
    slice(text.span);
    for link in text.links() {
        slice(link.span);
    }
    let plain = text.plain();
    assert_eq!(normalise(&plain), plain);
}

fn nodes<'t>(node: &json::Node<'_>, slice: &impl Fn(Span) -> &'t str) {
    let words = slice(node.span);
    match &node.value {
        json::Value::Number(number) => assert_eq!(words, *number),
        json::Value::Array(_) => assert!(words.starts_with('[')),
        json::Value::Object(_) => assert!(words.starts_with('{')),
        json::Value::Null | json::Value::Bool(_) | json::Value::String(_) => {}
    }
    for member in node.members() {
        assert!(slice(member.name.span).len() + 2 >= member.name.value.len() || member.name.value.contains('\u{fffd}'));
        nodes(&member.value, slice);
    }
    node.elements().iter().for_each(|element| nodes(element, slice));
}
