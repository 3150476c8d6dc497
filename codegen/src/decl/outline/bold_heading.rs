//! Bold lines that serve as headings: `**Request body**` alone in a paragraph.
//!
//! In: a page. Out: the page with such lines as headings. A line becomes a heading only if:
//! - its words are a heading in [`USUAL`];
//! - no heading of the page and no other such line has the same meaning;
//! - the blocks below it are what such a section contains, such as a table below `Properties`;
//! - it is not within the examples.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::decl::outline::{self, USUAL};
use crate::decl::vocabulary::{BODY, EXAMPLES, METHODS, PROPERTIES, RELATIONSHIPS, REPRESENTATION, REQUESTS, RESPONSE};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Heading, Inline, Page, Text};
use crate::source::Span;

/// Titles that in bold are not read as headings. `**Request**` stands above example requests as often as above the
/// description of the request body.
const AMBIGUOUS: &[&str] = &["request"];

/// Titles above tables with only some of the properties. They do not count as having the same meaning as `Properties`,
/// so a page can have both.
const SOME_PROPERTIES: [&[&str]; 2] = [&["instance attributes"], &["navigation properties"]];

/// A line of bold words that may be a heading.
struct BoldLine {
    /// The index, among the blocks of the page, of the paragraph with the bold line.
    at: usize,
    /// The list of titles with the same meaning that contains the bold words: `Response` and `Return value`, for
    /// instance.
    meaning: &'static [&'static str],
    level: u8,
}

/// Returns the page with bold lines turned into headings where a heading is missing. Paragraphs such as
/// `##Properties`, with no space after the `#`, become headings too.
pub(in crate::decl) fn with_bold_headings<'p, 's>(
    page: &'p Page<'s>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Cow<'p, Page<'s>> {
    let lines = if page.blocks.iter().any(|block| bold(block).is_some()) { lines(page) } else { Vec::new() };
    if lines.is_empty() && !page.blocks.iter().any(|block| glued_heading(block).is_some()) {
        return Cow::Borrowed(page);
    }
    let mut page = page.clone();
    for BoldLine { at, level, .. } in lines {
        let Some(block) = page.blocks.get_mut(at) else { continue };
        let Block::Paragraph(text) = block else { continue };
        let plain = text.plain();
        let message = format!("`{plain}` is a line in bold where a heading is expected");
        diagnostics.push(
            Diagnostic::new(code::HEADING_BOLD, text.span, message)
                .help(format!("write `{} {plain}`", "#".repeat(level.into())))
                .about(Subject::words(&plain))
                .fix_unsafely(Edit::Replace(text.span, format!("{} {plain}", "#".repeat(level.into())))),
        );
        *block = Block::Heading(Heading { level, text: std::mem::take(text) });
    }
    page.blocks = page.blocks.into_iter().flat_map(|block| divide_at_heading(block, diagnostics)).collect();
    Cow::Owned(page)
}

/// Divides a paragraph with a line such as `##Properties` into a paragraph with the words above the line, a heading,
/// and a paragraph with the words below it. Any other block is returned as it is.
fn divide_at_heading<'s>(block: Block<'s>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block<'s>> {
    let (Some(GluedHeading { at, level, words: plain }), Block::Paragraph(text)) = (glued_heading(&block), &block)
    else {
        return vec![block];
    };
    let (above, below) = (&text.inlines[..at], &text.inlines[at + 1..]);
    let part = |inlines: &[Inline<'s>], start: u32, end: u32| {
        Block::Paragraph(Text { span: Span { start, end: end.max(start), ..text.span }, inlines: inlines.to_vec() })
    };
    let start = plain.start;
    let span = Span { start, end: start + u32::try_from(plain.words.len()).unwrap_or(0), ..text.span };
    let mark = &plain.words[..usize::from(level)];
    let words = plain.words[usize::from(level)..].to_owned();
    let behind = Span { start: start + u32::from(level), end: start + u32::from(level), ..span };
    let message = format!("`{}` is not read as a heading, because no space follows its `#`", plain.words);
    diagnostics.push(
        Diagnostic::new(code::HEADING_MARK, span, message)
            .help(format!("write `{mark} {words}`"))
            .about(Subject::words(&words))
            .fix_unsafely(Edit::Replace(behind, " ".to_owned())),
    );
    let heading = Text { span, inlines: vec![Inline::Text(words.into())] };
    let mut blocks = Vec::new();
    if let [words @ .., Inline::Break] = above {
        blocks.push(part(words, text.span.start, span.start.saturating_sub(1)));
    }
    blocks.push(Block::Heading(Heading { level, text: heading }));
    if let [Inline::Break, words @ ..] = below {
        blocks.push(part(words, (span.end + 1).min(text.span.end), text.span.end));
    }
    blocks
}

fn lines(page: &Page<'_>) -> Vec<BoldLine> {
    let mut lines: Vec<BoldLine> = Vec::new();
    let mut headings: BTreeSet<&[&str]> = BTreeSet::new();
    // The headings that contain the current block, outermost first: the level of each, and whether it is one of the
    // usual headings. For the title of the page this is always false.
    let mut containing_headings: Vec<(u8, bool)> = Vec::new();
    // The level of the last bold line that became a heading; later bold lines get the same level. `None` before the
    // first such line, and after a real heading of this level or a level nearer to the title.
    let mut lines_level: Option<u8> = None;
    // The level of the heading that begins the examples in which the current block stands. `None` outside of
    // examples.
    let mut examples: Option<u8> = None;
    for (at, block) in page.blocks.iter().enumerate() {
        if let Block::Heading(heading) = block {
            let meaning = meaning(&heading.text, true);
            containing_headings.retain(|(level, _)| *level < heading.level);
            containing_headings.push((heading.level, !containing_headings.is_empty() && meaning.is_some()));
            lines_level = lines_level.filter(|level| *level < heading.level);
            examples = examples.filter(|level| *level < heading.level);
            if examples.is_none() {
                headings.extend(meaning);
                examples = (meaning == Some(EXAMPLES)).then_some(heading.level);
            }
            continue;
        }
        let Some(meaning) = bold(block).and_then(|text| meaning(text, false)) else { continue };
        // Below a usual heading such as `## Properties`, a bold title counts as a heading of the same level (`##`).
        // Below any other heading, it counts as a heading one level deeper.
        let beside = containing_headings.iter().find(|(_, is_usual)| *is_usual).map(|(level, _)| *level);
        let below = containing_headings.last().map(|(level, _)| (level + 1).min(6));
        let Some(level) = lines_level.or(beside).or(below) else { continue };
        let of_type = SOME_PROPERTIES.contains(&meaning)
            || [PROPERTIES, RELATIONSHIPS, METHODS, REPRESENTATION].contains(&meaning);
        if examples.is_none() && !(of_type && level > 2) && has_content(&page.blocks[at + 1..], level, meaning) {
            lines.push(BoldLine { at, meaning, level });
            lines_level = Some(level);
        }
        if meaning == EXAMPLES {
            examples = examples.or(Some(level));
        }
    }
    let mut counts: BTreeMap<&[&str], usize> = BTreeMap::new();
    lines.iter().for_each(|line| *counts.entry(line.meaning).or_default() += 1);
    lines.retain(|line| counts[line.meaning] == 1 && !headings.contains(line.meaning));
    lines
}

/// A line such as `##Properties` in a paragraph: a heading without a space after its `#`.
struct GluedHeading {
    /// The index of the inline element, among those of the paragraph, that has the words of the line.
    at: usize,
    level: u8,
    words: MarkedWords,
}

/// The words of the line, and the byte offset at which they start on the page.
struct MarkedWords {
    words: String,
    start: u32,
}

/// The first line of a paragraph that has the form `##Properties`: a usual heading without a space after its `#`.
/// `None` if the paragraph has no such line.
fn glued_heading(block: &Block<'_>) -> Option<GluedHeading> {
    let Block::Paragraph(Text { inlines, span }) = block else { return None };
    // Inline elements other than links do not store their place. So the offset of the line is the start of the
    // paragraph plus the lengths of the elements before the line. It may be inexact, because some markup has another
    // length on the page.
    let mut start = span.start;
    for (at, inline) in inlines.iter().enumerate() {
        let length = match inline {
            Inline::Text(words) => u32::try_from(words.len()).unwrap_or(0),
            Inline::Break => 1,
            Inline::Strong(words) => u32::try_from(words.len() + 4).unwrap_or(0),
            Inline::Code(words) => u32::try_from(words.len() + 2).unwrap_or(0),
            Inline::Link(link) => {
                start = link.span.start;
                link.span.end - link.span.start
            }
            Inline::Html(tag) => u32::try_from(tag.len()).unwrap_or(0),
        };
        let begins = at == 0 || matches!(inlines[at - 1], Inline::Break);
        let ends = matches!(inlines.get(at + 1), None | Some(Inline::Break));
        if let (Inline::Text(words), true, true) = (inline, begins, ends)
            && let Some(level) = level_of(words)
        {
            return Some(GluedHeading { at, level, words: MarkedWords { words: words.trim_end().to_owned(), start } });
        }
        start += length;
    }
    None
}

/// The level of the heading that a line such as `##Properties` stands for: the number of `#`, here 2. `None` if the
/// words after the `#` are not a heading in [`USUAL`].
fn level_of(words: &str) -> Option<u8> {
    let mark = words.len() - words.trim_start_matches('#').len();
    let level = u8::try_from(mark).ok().filter(|level| (1..=6).contains(level))?;
    let key = outline::key(&words[mark..]);
    USUAL.iter().any(|titles| titles.contains(&key.as_str())).then_some(level)
}

/// The text of a paragraph that consists of bold words only, possibly with a colon after them; `None` for any other
/// block.
fn bold<'p, 's>(block: &'p Block<'s>) -> Option<&'p Text<'s>> {
    let Block::Paragraph(text) = block else { return None };
    match text.inlines.as_slice() {
        [Inline::Strong(_)] => Some(text),
        [Inline::Strong(_), Inline::Text(behind)] if behind.trim() == ":" => Some(text),
        _ => None,
    }
}

/// The list of usual titles that contains a text: for `Return value`, the list that has `Response` too. `None` if no
/// list contains the text. For a real heading (`is_heading`), more words may follow the title, and the title may be
/// misspelt.
fn meaning(text: &Text<'_>, is_heading: bool) -> Option<&'static [&'static str]> {
    let key = outline::key(&text.plain());
    let of = |key: &str| SOME_PROPERTIES.into_iter().chain(USUAL).find(|titles| titles.contains(&key));
    if !is_heading {
        return of(&key).filter(|_| !AMBIGUOUS.contains(&&*key));
    }
    let goes_on = [REQUESTS, EXAMPLES].into_iter().find(|titles| titles.iter().any(|title| key.starts_with(title)));
    goes_on.or_else(|| of(outline::intended_heading(&key).unwrap_or(&key)))
}

/// Whether the section below a line contains what its title announces, such as a table below `Properties`.
fn has_content(behind: &[Block<'_>], level: u8, meaning: &[&str]) -> bool {
    let is_end = |block: &Block<'_>| matches!(block, Block::Heading(heading) if heading.level <= level);
    let to_heading = || behind.iter().take_while(|block| !is_end(block));
    let section = || to_heading().take_while(|block| bold(block).is_none());
    let has_table = || section().any(|block| matches!(block, Block::Table(_)));
    if meaning == BODY || meaning == RESPONSE {
        // A bold `Request body` or `Response` directly above a code block is the title of an example, not of a section.
        let first = section().find(|block| !matches!(block, Block::Heading(_) | Block::Comment(_) | Block::Rule(_)));
        matches!(first, Some(Block::Paragraph(_) | Block::Quote(_) | Block::Item(_) | Block::Table(_)))
    } else if meaning == EXAMPLES {
        !to_heading().any(|block| matches!(block, Block::Table(_)))
    } else if meaning == REQUESTS || meaning == REPRESENTATION {
        section().any(|block| matches!(block, Block::Fence(_)))
    } else {
        has_table()
    }
}
