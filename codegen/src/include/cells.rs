//! Replaces include directives within the cells of tables by the text of the included file.
//!
//! In: the blocks of a page. Out: cells with the paragraphs of the files that they include. Invariant: a cell keeps its
//! place, and a directive whose file is missing stays as it is.

use crate::page::{self, Block, Inline, Page, Text};
use crate::source::{SourceId, Sources, join};

/// The beginning of an include directive such as `[!INCLUDE [name](path)]`, in lower case. The parser reads
/// `[name](path)` as a link, so the text before this link ends with `[!include`.
const DIRECTIVE: &str = "[!include";

/// The highest number of directives that are replaced in one cell. The limit is needed because a file may include
/// itself.
const MOST: usize = 8;

/// Replaces the include directives in all cells of a page. Returns the included files.
pub(super) fn splice<'s>(page: &mut Page<'s>, sources: &'s Sources) -> Vec<SourceId> {
    let source = sources.get(page.source);
    // Hardly any cell includes a file, so the text of the page is searched first.
    let is_row = |line: &str| line.contains('|') && line.to_ascii_lowercase().contains(DIRECTIVE);
    if !source.text.contains("[!") || !source.text.lines().any(is_row) {
        return Vec::new();
    }
    let mut included = Vec::new();
    for block in &mut page.blocks {
        let Block::Table(table) = block else { continue };
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            for _ in 0..MOST {
                let Some((at, id)) = directive(cell, &source.path, sources) else { break };
                included.push(id);
                replace(cell, at, words(id, sources));
            }
        }
    }
    included
}

/// The first directive in a cell whose file exists: the index of its link, and the file. `None` if there is no such
/// directive.
fn directive(cell: &Text<'_>, from: &str, sources: &Sources) -> Option<(usize, SourceId)> {
    let opens = |words: &str| words.trim_end().to_ascii_lowercase().ends_with(DIRECTIVE);
    cell.inlines.windows(2).enumerate().find_map(|(at, pair)| match pair {
        [Inline::Text(words), Inline::Link(link)] if opens(words) => {
            Some((at + 1, sources.find(&join(from, &link.destination))?))
        }
        _ => None,
    })
}

/// The text of the paragraphs of an included file.
fn words(id: SourceId, sources: &Sources) -> Vec<Inline<'_>> {
    let fragment = page::parse(id, sources, &mut Vec::new());
    let mut words = Vec::new();
    for block in fragment.blocks {
        if let Block::Paragraph(text) | Block::Quote(text) = block {
            if !words.is_empty() {
                words.push(Inline::Break);
            }
            words.extend(text.inlines);
        }
    }
    words
}

/// Replaces the directive whose link is `cell.inlines[at]`, with the text around the link, by `words`.
fn replace<'s>(cell: &mut Text<'s>, at: usize, words: Vec<Inline<'s>>) {
    let before = match &cell.inlines[at - 1] {
        Inline::Text(words) => words.trim_end()[..words.trim_end().len() - DIRECTIVE.len()].to_owned(),
        _ => String::new(),
    };
    if let Some(Inline::Text(behind)) = cell.inlines.get_mut(at + 1) {
        *behind = behind.strip_prefix(']').unwrap_or(behind).to_owned().into();
    }
    cell.inlines.splice(at - 1..=at, std::iter::once(Inline::Text(before.into())).chain(words));
}
