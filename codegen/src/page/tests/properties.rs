//! Tests with random pages: the parser has to read each without a panic, and the result has to pass the checks of
//! `holds`.

use proptest::prelude::*;

use crate::page::json;
use crate::source::{SourceId, Span};

/// Generates random pages from pieces that have a meaning in markdown, JSON or HTTP, such as `|` and `<!--`.
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

/// A page with rows of a table, a line of a quote between them, and further rows after it. The blocks have to keep the
/// order of the page.
#[test]
fn the_parts_of_an_interrupted_table_keep_their_order() {
    super::check("| a | b |\n| a | b |\n> |==\n| a | b |\n}-->");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_mixtures_of_markdown_are_read(page in markdown()) {
        super::check(page);
    }

    #[test]
    fn any_bytes_are_read_as_a_page(page in prop::collection::vec(any::<u8>(), 0..200)) {
        super::check(page);
    }

    #[test]
    fn written_json_is_read_back(text in markdown()) {
        let span = Span::new(SourceId(0), 0..text.len());
        if let Some(node) = json::parse(&text, span).node {
            let written = super::strict::text(&node);
            let value = serde_json::from_str::<serde_json::Value>(&written);
            prop_assert!(value.is_ok(), "{written}");
            let again = json::parse(&written, Span::default());
            prop_assert!(super::strict::holds(&again));
            prop_assert_eq!(again.node.map(|node| node.to_value()), Some(node.to_value()));
        }
    }
}
