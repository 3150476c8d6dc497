//! Sections, and the small readers of texts.

use graph_codegen::page::{self, Block, normalise};
use graph_codegen::source::{Source, SourceId};

const PAGE: &str = "\u{feff}---\r\ntitle: x\r\n---\r\n\r\n# One\r\n\r\nText.\r\n\r\n## Two\u{a0}\u{200b} :\r\n\r\n# [HTTP](#tab/http)\r\nIn a tab.\r\n\r\n---\r\n\r\n### Three\r\n\r\n## Four\r\n\r\n|a|b|\r\n|-|-|\r\n|**c**|\r\n|**d**|`e` [f](g)|\r\n";

#[test]
fn sections_nest_by_level_and_tabs_cut_nothing() {
    let source = Source::from_bytes("page.md", PAGE.into());
    let mut diagnostics = Vec::new();
    let page = page::parse(SourceId(0), &source, &mut diagnostics);
    super::properties::hold(&page, &diagnostics, &source);
    let shown: Vec<_> = page
        .sections()
        .iter()
        .map(|section| {
            format!(
                "{} {} own {} all {}",
                section.level,
                section.heading.key(),
                section.blocks.len(),
                section.subtree.len()
            )
        })
        .collect();
    assert_eq!(shown, ["1 one own 1 all 8", "2 two own 3 all 4", "3 three own 0 all 0", "2 four own 1 all 1"]);
    assert_eq!(page.entry("title"), Some("x"));
    let two = &page.sections()[1];
    assert!(matches!(page.blocks_in(two.blocks.clone()), [Block::Tab(_), Block::Paragraph(_), Block::TabEnd(_)]));
    let Some(Block::Table(table)) = page.blocks.last() else { panic!("the page ends with a table") };
    assert_eq!((table.columns(), table.column("B")), (vec!["a".to_owned(), "b".to_owned()], Some(1)));
    assert!(table.rows[0].is_group() && !table.rows[1].is_group());
    assert_eq!(table.rows[0].plain(1), "");
    let cell = table.rows[1].cell(1).expect("the row has two cells");
    assert_eq!((cell.codes().collect::<Vec<_>>(), cell.links().count()), (vec!["e"], 1));
    assert_eq!(cell.raw(&source.text), "`e` [f](g)");
}

#[test]
fn normal_text_has_plain_blanks_only() {
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
fn a_line_that_nests_too_deep_stays_words() {
    let page = format!("---\ntitle: x\n---\n{}deep\nnext\n", "> - ".repeat(100_000));
    let shown = super::check(page);
    assert!(shown.contains("paragraph \"deep\"\nparagraph \"next\"\nD0108 warning"), "{}", &shown[..200]);
}
