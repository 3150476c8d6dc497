//! A place on a page and the lines around it.
//!
//! In: the text of a page and a span. Out: byte offsets near the span. A search over many lines ends after `REACH`
//! bytes, so that the time for all edits of a page is linear in its length.

use crate::source::Span;

/// How many bytes a search over many lines may cover at most.
const REACH: usize = 1 << 16;

/// A place on a page, with access to the lines around it.
pub(super) struct Page<'s> {
    pub(super) text: &'s str,
    pub(super) span: Span,
}

impl<'s> Page<'s> {
    /// The byte offset of the start of the first line of the place.
    pub(super) fn line_start(&self) -> Option<usize> {
        Some(self.text.get(..self.span.start as usize)?.rfind('\n').map_or(0, |at| at + 1))
    }

    /// The byte offset of the end of the last line of the place, before its line break. A line break at the end of the
    /// place belongs to this line, and does not begin another.
    pub(super) fn line_end(&self) -> Option<usize> {
        let covered = self.text.get(self.span.range())?;
        let end = self.span.start as usize + covered.trim_end_matches(['\r', '\n']).len();
        let line = self.text[end..].find('\n').map_or(self.text.len(), |length| end + length);
        Some(if self.text[end..line].ends_with('\r') { line - 1 } else { line })
    }

    /// The line break that the page uses: `\n` or `\r\n`.
    pub(super) fn line_break(&self) -> &'static str {
        let first = self.text.find('\n');
        if first.is_some_and(|at| self.text[..at].ends_with('\r')) { "\r\n" } else { "\n" }
    }

    /// The white space and the block quote markers (`>`) at the start of the first line.
    pub(super) fn indent(&self) -> Option<&'s str> {
        let line = &self.text[self.line_start()?..];
        let end = line.find(|c| !matches!(c, ' ' | '\t' | '>')).unwrap_or(line.len());
        Some(&line[..end])
    }

    pub(super) fn at(&self, offset: usize) -> Span {
        Span::new(self.span.source, offset..offset)
    }

    pub(super) fn line_above(&self) -> Option<(Span, &'s str, &'static str)> {
        Some((self.at(self.line_start()?), self.indent()?, self.line_break()))
    }

    pub(super) fn line_below(&self) -> Option<(Span, &'s str, &'static str)> {
        Some((self.at(self.line_end()?), self.indent()?, self.line_break()))
    }

    /// The span of all lines that the place touches, with the line break after them.
    pub(super) fn lines(&self) -> Option<Span> {
        let (start, end) = (self.line_start()?, self.line_end()?);
        let rest = &self.text[end..];
        let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        Some(Span::new(self.span.source, start..end + line_break))
    }

    /// Returns the indentation of the line if the JSON member at this place begins the line, and otherwise `None`. The
    /// second value is the line break that the page uses.
    pub(super) fn own_line(&self) -> Option<(Option<&'s str>, &'static str)> {
        let indent = self.indent()?;
        let start = self.line_start()? + indent.len();
        let before = &self.text[start..self.span.start as usize];
        // If the place is the value of a member, the name of the member in quotes may precede it on the line.
        let is_first = before.is_empty() || before.starts_with('"') && before.matches('"').count() == 2;
        Some((is_first.then_some(indent), self.line_break()))
    }

    /// The span to remove for an element of a JSON array or a member of an object: its text, with its quotes and with
    /// the comma after it, or else the comma before it.
    pub(super) fn element(&self) -> Option<Span> {
        let (mut start, mut end) = (self.span.start as usize, self.span.end as usize);
        let (before, behind) = (self.text.get(..start)?, self.text.get(end..)?);
        if before.ends_with('"') && behind.starts_with('"') {
            (start, end) = (start - 1, end + 1);
        }
        let (before, behind) = (self.text[..start].trim_end(), self.text[end..].trim_start());
        if let Some(rest) = behind.strip_prefix(',') {
            end = self.text.len() - rest.trim_start().len();
        } else if let Some(rest) = before.strip_suffix(',') {
            start = rest.len();
        }
        Some(Span::new(self.span.source, start..end))
    }

    /// The byte offsets at which `target` stands in link definitions, such as `[user]: user.md`. Only the last `REACH`
    /// bytes of the page are searched, because definitions usually stand at its end.
    pub(super) fn definitions(&self, target: &str) -> Vec<usize> {
        let mut start = self.text.len().saturating_sub(REACH);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let mut places = Vec::new();
        for line in self.text[start..].split_inclusive('\n') {
            let definition = line.trim_start().starts_with('[').then(|| line.find("]:")).flatten();
            if let Some(at) = definition {
                places.extend(words(&line[at..], target).into_iter().map(|place| start + at + place));
            }
            start += line.len();
        }
        places
    }

    /// The place of the text of the nearest heading above this place, without its `#` characters. `None` if no heading
    /// is within `REACH` bytes, or if it has no text.
    pub(super) fn heading_above(&self) -> Option<Span> {
        let mut end = self.line_start()?;
        let limit = end.saturating_sub(REACH);
        while end > limit {
            let start = self.text[..end - 1].rfind('\n').map_or(0, |at| at + 1);
            let line = &self.text[start..end];
            if line.starts_with('#') {
                let words = line.trim_matches(|c: char| c == '#' || c.is_whitespace());
                let at = start + line.find(words)?;
                return (!words.is_empty()).then(|| Span::new(self.span.source, at..at + words.len()));
            }
            end = start;
        }
        None
    }

    /// The repetitions of `item` in a comma-separated list: the places of all occurrences but the first, each with the
    /// comma before it. `None` if the item occurs less than twice.
    pub(super) fn repeated(&self, item: &str) -> Option<Vec<Span>> {
        let mut at = self.span.start as usize;
        let mut places = Vec::new();
        for part in self.text.get(self.span.range())?.split(',') {
            if part.trim() == item {
                places.push(Span::new(self.span.source, at.saturating_sub(1)..at + part.trim_end().len()));
            }
            at += part.len() + 1;
        }
        (places.len() > 1).then(|| places.split_off(1))
    }

    /// An empty span at the end of the table that contains the place, and the line break of the page.
    pub(super) fn below_table(&self) -> Option<(Span, &'static str)> {
        let mut end = self.line_end()?;
        let limit = end + REACH;
        loop {
            let rest = &self.text[end..];
            let Some(next) = rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')) else { break };
            let line = next.split('\n').next().unwrap_or_default().trim_end_matches('\r');
            if !line.contains('|') {
                break;
            }
            end = self.text.len() - next.len() + line.len();
            if end > limit {
                return None;
            }
        }
        Some((self.at(end), self.line_break()))
    }
}

/// The byte offsets at which `word` stands in `text` as a whole word.
pub(super) fn words(text: &str, word: &str) -> Vec<usize> {
    let joins = |a: Option<char>, b: Option<char>| {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        a.is_some_and(is_part) && b.is_some_and(is_part)
    };
    if word.is_empty() {
        return Vec::new();
    }
    let is_word = |at: &usize| {
        let behind = &text[at + word.len()..];
        !joins(text[..*at].chars().next_back(), word.chars().next())
            && !joins(word.chars().next_back(), behind.chars().next())
    };
    text.match_indices(word).map(|(at, _)| at).filter(is_word).collect()
}
