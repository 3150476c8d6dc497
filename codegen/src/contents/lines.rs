//! Reads tables of contents line by line, if each line has one key at most.

use std::ops::Range;

use super::entry::{Contents, Entry, Layout, TARGETS};
use crate::source::{SourceId, Span, Spanned};

/// What the lines of a table of contents contain.
pub(super) struct Lines {
    pub(super) contents: Contents,
    /// Whether every line has a form that this module reads. If not, the YAML parser has to read the file.
    pub(super) is_plain: bool,
}

/// Reads a table of contents line by line.
pub(super) fn read(id: SourceId, text: &str) -> Lines {
    let mut reader = Reader { id, lines: Lines { contents: Contents::default(), is_plain: true }, open: Vec::new() };
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text[start..].split_inclusive('\n') {
        reader.line(line.trim_end(), start);
        start += line.len();
    }
    reader.lines
}

struct Reader {
    id: SourceId,
    lines: Lines,
    /// The entries to which the next line may still belong, as indexes: the outermost first, each inside the one
    /// before.
    open: Vec<usize>,
}

impl Reader {
    /// Reads one line, which begins at the byte offset `start`.
    fn line(&mut self, line: &str, start: usize) {
        let content = line.trim_start_matches(' ');
        if content.is_empty() || content.starts_with('#') || line == "---" {
            return;
        }
        let dash = line.len() - content.len();
        let end = start + line.len();
        let (column, pair) = match content.strip_prefix('-') {
            Some(rest) if rest.starts_with(' ') => {
                let pair = rest.trim_start_matches(' ');
                let column = line.len() - pair.len();
                self.begin(dash, column, start..end);
                (column, pair)
            }
            Some(_) => return self.lines.is_plain = false,
            None => {
                self.close_deeper(dash);
                (dash, content)
            }
        };
        for place in &self.open {
            if let Some(layout) = &mut self.lines.contents.entries[*place].layout {
                layout.end = end;
            }
        }
        self.pair(column, pair, start + column);
    }

    /// Begins an entry, at a line with a dash.
    fn begin(&mut self, dash: usize, keys: usize, line: Range<usize>) {
        self.close_deeper(dash);
        let parent = self.open.last().copied();
        self.open.push(self.lines.contents.entries.len());
        let layout = Layout { parent, dash, keys, start: line.start, end: line.end, has_items: false };
        self.lines.contents.entries.push(Entry { target: None, name: None, layout: Some(layout) });
    }

    /// Closes each entry whose dash does not stand to the left of `column`: a line with that indentation is not part of
    /// it.
    fn close_deeper(&mut self, column: usize) {
        let entries = &self.lines.contents.entries;
        let ends = |place: &usize| entries[*place].layout.as_ref().is_some_and(|layout| layout.dash >= column);
        while self.open.last().is_some_and(ends) {
            self.open.pop();
        }
    }

    /// Reads a key and its value, which belong to the innermost entry or to the whole table.
    fn pair(&mut self, column: usize, pair: &str, start: usize) {
        let Some((key, at, value)) = key_and_value(pair) else { return self.lines.is_plain = false };
        let Some(&place) = self.open.last() else { return self.lines.is_plain &= column == 0 };
        let entry = &mut self.lines.contents.entries[place];
        if let Some(layout) = &mut entry.layout {
            self.lines.is_plain &= layout.keys == column;
            layout.has_items |= key == "items";
        }
        let span = Span::new(self.id, start + at..start + at + value.len());
        if key == "name" && !value.is_empty() {
            entry.name.get_or_insert(Spanned { value: value.to_owned(), span });
        }
        if TARGETS.contains(&key) && !value.is_empty() {
            self.lines.is_plain &= entry.target.is_none();
            entry.target.get_or_insert(Spanned { value: value.to_owned(), span });
        }
    }
}

/// The key in `key: value`, the byte offset in `pair` at which the value starts, and the value without quotes and
/// comments. `None` if only a YAML parser can read the line.
fn key_and_value(pair: &str) -> Option<(&str, usize, &str)> {
    let (key, rest) = pair.split_once(':')?;
    let is_key =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !is_key || !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let at = pair.len() - rest.trim_start().len();
    let value = rest.trim();
    let quoted = |quote: char| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains([quote, '\\'])).then_some((key, at + 1, inner))
    };
    match value.chars().next() {
        None | Some('#') => Some((key, at, "")),
        Some(quote @ ('"' | '\'')) => quoted(quote),
        Some('|' | '>' | '[' | '{' | '&' | '*' | '!' | '%' | '@' | '`' | '-' | '?') => None,
        Some(_) => {
            let plain = value.split_once(" #").map_or(value, |(plain, _)| plain.trim_end());
            let is_sure = !plain.contains(": ") && !plain.ends_with(':') && !plain.contains('\t');
            is_sure.then_some((key, at, plain))
        }
    }
}
