//! Tests of headings, of the methods of tables and texts, of `normalise`, and of pages with invalid UTF-8 or deep
//! nesting.

use crate::page::{self, Block, normalise};
use crate::source::{Source, SourceId, Sources};

const PAGE: &str = "\u{feff}---\r\ntitle: x\r\n---\r\n\r\n# One\r\n\r\nText.\r\n\r\n## Two\u{a0}\u{200b} :\r\n\r\n# [HTTP](#tab/http)\r\nIn a tab.\r\n\r\n---\r\n\r\n### Three\r\n\r\n## Four\r\n\r\n|a|b|\r\n|-|-|\r\n|**c**|\r\n|**d**|`e` [f](g)|\r\n";

#[test]
fn headings_have_levels_and_tabs_are_not_headings() {
    let sources = Sources::new(vec![Source::from_bytes("page.md", PAGE.into())]);
    let source = sources.get(SourceId(0));
    let mut diagnostics = Vec::new();
    let page = page::parse(SourceId(0), &sources, &mut diagnostics);
    super::holds::hold(&page, &diagnostics, source);
    let headings = page.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(format!("{} {}", heading.level, heading.text.plain())),
        _ => None,
    });
    assert_eq!(headings.collect::<Vec<_>>(), ["1 One", "2 Two :", "3 Three", "2 Four"]);
    let titles: Vec<_> = page.front_matter.entries.iter().map(|(key, value)| (key.value, &*value.value)).collect();
    assert_eq!(titles, [("title", "x")]);
    assert!(matches!(page.blocks[3..6], [Block::Tab(_), Block::Paragraph(_), Block::TabEnd(_)]));
    let Some(Block::Table(table)) = page.blocks.last() else { panic!("the page ends with a table") };
    assert_eq!(table.columns(), ["a", "b"]);
    assert_eq!(table.rows[0].plain(1), "");
    let cell = table.rows[1].cell(1).expect("the row has two cells");
    assert_eq!((cell.codes().collect::<Vec<_>>(), cell.links().count()), (vec!["e"], 1));
    assert_eq!(cell.raw(&source.text), "`e` [f](g)");
}

#[test]
fn normalised_text_has_plain_spaces_only() {
    assert_eq!(normalise("same"), "same");
    assert_eq!(normalise(" a\u{a0} \t\u{200b}b\u{200e}\n"), "a b");
    assert_eq!(normalise("\u{200b} "), "");
    assert_eq!(normalise("non\u{ad}sense é"), "nonsense é");
}

#[test]
fn bytes_that_are_not_utf8_are_reported_and_the_rest_is_read() {
    insta::assert_snapshot!(super::check(b"---\ntitle: x\n---\nbad \xff byte\n".to_vec()), @r#"
    front title = "x" from "x"
    paragraph "bad � byte"
    D0101 error: the file has bytes that are not UTF-8 at "�"
    "#);
}

#[test]
fn a_line_that_nests_too_deep_becomes_plain_words() {
    let page = format!("---\ntitle: x\n---\n{}deep\nnext\n", "> - ".repeat(100_000));
    let shown = super::check(page);
    assert!(shown.contains("paragraph \"deep\"\nparagraph \"next\"\nD0108 warning"), "{}", &shown[..200]);
}
