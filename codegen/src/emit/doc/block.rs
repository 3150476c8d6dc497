//! Divides the prose of a page into paragraphs, list items and code.
//!
//! In: markdown. Out: its blocks. Invariant: everything but list items and fenced code is a paragraph. Headings, quotes
//! and tables are not recognised, so characters such as `#`, `>` and `|` are ordinary text.

use std::borrow::Cow;

/// A part of a page's prose that has lines of its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block<'a> {
    /// A paragraph, with its lines joined by spaces.
    Paragraph(Cow<'a, str>),
    /// A list item: one entry of a list, with its marker.
    Item {
        /// The number of columns before the marker of the item.
        indent: usize,
        /// `-`, or the number of the item as in `1.`
        marker: String,
        /// The text of the item.
        text: Cow<'a, str>,
    },
    /// The lines of fenced code.
    Code(Vec<String>),
}

/// The deepest nesting of lists. Deeper lists are shown at this depth.
const DEEPEST: usize = 3;

/// A list item whose nested items are being read.
struct Level {
    /// The number of columns before the marker of the item on the page.
    column: usize,
    /// The number of columns before the text of the item in the output.
    content: usize,
    ordered: bool,
}

/// Divides a text into its blocks, in order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    let mut open = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            open = false;
        } else if let Some(fence) = fence(trimmed) {
            blocks.push(Block::Code(code(&mut lines, fence)));
            levels.clear();
            open = false;
        } else if let Some((number, rest)) = marker(trimmed) {
            blocks.push(item(&mut levels, column(line), number, rest));
            open = true;
        } else if let Some(Block::Paragraph(text) | Block::Item { text, .. }) = blocks.last_mut().filter(|_| open) {
            text.to_mut().extend([" ", trimmed]);
        } else {
            levels.clear();
            blocks.push(Block::Paragraph(trimmed.into()));
            open = true;
        }
    }
    blocks
}

fn item<'a>(levels: &mut Vec<Level>, column: usize, number: Option<u32>, text: &'a str) -> Block<'a> {
    let mut ordered_before = false;
    while let Some(level) = levels.last() {
        if levels.len() < DEEPEST && column >= level.column + 2 {
            break;
        }
        ordered_before = level.ordered;
        levels.pop();
    }
    let indent = levels.last().map_or(0, |level| level.content);
    // In CommonMark, a numbered list within an item starts only with the number 1. A different number there becomes
    // `-`, unless a numbered item of the same list came before.
    let marker = match number {
        Some(number) if levels.is_empty() || number == 1 || ordered_before => format!("{number}."),
        _ => "-".to_owned(),
    };
    levels.push(Level { column, content: indent + marker.len() + 1, ordered: marker != "-" });
    Block::Item { indent, marker, text: text.into() }
}

/// The number of columns before the first character that is not white space.
fn column(line: &str) -> usize {
    line.chars().take_while(|char| char.is_whitespace()).map(|char| if char == '\t' { 4 } else { 1 }).sum()
}

/// The number of a list marker, if any, and the text after the marker.
fn marker(line: &str) -> Option<(Option<u32>, &str)> {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']).then(|| (None, rest.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let number = line[..digits].parse().ok().filter(|_| digits <= 9)?;
    rest.starts_with([' ', '\t']).then(|| (Some(number), rest.trim_start()))
}

/// The character of an opening fence, and how often it is repeated. `None` for any other line.
fn fence(line: &str) -> Option<(char, usize)> {
    let char = line.chars().next().filter(|char| matches!(char, '`' | '~'))?;
    let length = line.chars().take_while(|&next| next == char).count();
    (length >= 3 && !(char == '`' && line[length..].contains('`'))).then_some((char, length))
}

fn code(lines: &mut std::str::Lines<'_>, (char, length): (char, usize)) -> Vec<String> {
    let is_end = |line: &&str| !(line.trim().chars().count() >= length && line.trim().chars().all(|next| next == char));
    lines.take_while(is_end).map(|line| line.replace('\t', "    ")).collect()
}
