//! What holds for every page whatsoever: reading ends, and every span covers what it claims to.

use graph_codegen::code;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::page::{Block, Page, Text, http, json, normalise};
use graph_codegen::source::{Source, SourceId, Span};
use proptest::prelude::*;

/// Requires the invariants of a page.
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
            Block::Tab(tab) => assert!(words.contains(tab.id)),
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
    for section in page.sections() {
        assert!(section.blocks.end <= section.subtree.end && section.subtree.end <= page.blocks.len());
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
    if let Some(number) = node.as_number() {
        assert_eq!(words, number);
    }
    assert!(!node.is_array() || words.starts_with('['));
    assert!(!node.is_object() || words.starts_with('{'));
    for member in node.members() {
        assert!(slice(member.name.span).len() + 2 >= member.name.value.len() || member.name.value.contains('\u{fffd}'));
        nodes(&member.value, slice);
    }
    node.elements().iter().for_each(|element| nodes(element, slice));
}

/// Text made of the pieces that mean something to a reader, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "---\n",
        "title: \"a\"\n",
        "# ",
        "## Properties\n",
        "# [HTTP](#tab/http)\n",
        "|",
        "| a | b |\n",
        "|---|---|\n",
        "|-|\n",
        "\\|",
        "```",
        "```json\n",
        "~~~",
        "<!--",
        "-->",
        "<!-- {",
        "}-->",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\"a\": ",
        ",",
        "...",
        "// x\n",
        "/*",
        "'",
        "\u{201c}",
        "\u{a0}",
        "\u{200b}",
        "[!INCLUDE [a](b)]",
        "[a][b]",
        "[b]: c\n",
        "**",
        "`",
        "<br>",
        "> ",
        "- ",
        "1. ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\\",
        "\\u12",
        "é",
        "&lt;",
        "==\n",
        "GET /me\n",
        "HTTP/1.1 200\n",
        "a: b\n",
        "word",
        "\u{feff}",
        "\0",
        "!",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

/// Rows that words interrupt, and a table behind these words: the blocks keep the order of the page.
#[test]
fn interrupted_tables_stay_in_order() {
    super::check("| a | b |\n| a | b |\n> |==\n| a | b |\n}-->");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_pages_are_read(page in markdown()) {
        super::check(page);
    }

    #[test]
    fn any_bytes_are_read(page in prop::collection::vec(any::<u8>(), 0..200)) {
        super::check(page);
    }

    #[test]
    fn json_written_is_json_read(text in markdown()) {
        let span = Span::new(SourceId(0), 0..text.len());
        if let Some(node) = json::parse(&text, span).node {
            let written = node.to_json();
            let value = serde_json::from_str::<serde_json::Value>(&written);
            prop_assert!(value.is_ok(), "{written}");
            let again = json::parse(&written, Span::default());
            prop_assert!(again.is_strict());
            prop_assert_eq!(again.node.map(|node| node.to_value()), Some(node.to_value()));
        }
    }
}
