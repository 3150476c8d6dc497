//! Where a page has to be cut because a fence or a comment is never closed.
//!
//! Input: the text of a page. Output: ranges that cover it, each of which reads soundly by itself. CommonMark lets an
//! unclosed construct swallow the rest of the page; here it ends where the author visibly went on. The scan is linear:
//! lines are classified once, and every later step only moves forward over the few lines that matter.

use std::ops::Range;

struct Mark {
    start: usize,
    kind: Kind,
}

enum Kind {
    Fence { character: u8, length: usize, info: bool },
    Heading { after_blank: bool },
    Comment { open: usize },
}

/// The ranges to read one after another; exactly one when every fence and comment is closed.
pub(super) fn split(text: &str, start: usize) -> Vec<Range<usize>> {
    let marks = marks(text, start);
    let closers = closers(&marks);
    let last_close = text.rfind("-->");
    let mut cuts = Vec::new();
    let mut index = 0;
    while let Some(mark) = marks.get(index) {
        index = match mark.kind {
            Kind::Heading { .. } => index + 1,
            Kind::Comment { open } => {
                let close = last_close.filter(|&last| last >= open + 4).and_then(|_| text[open + 4..].find("-->"));
                if let Some(close) = close {
                    let end = open + 4 + close;
                    let inside = marks[index..].iter().take_while(|mark| mark.start < end).count();
                    index + inside.max(1)
                } else {
                    let is_end = |mark: &Mark| matches!(mark.kind, Kind::Heading { after_blank: true });
                    let Some(next) = marks[index + 1..].iter().position(is_end) else { break };
                    cuts.push(marks[index + 1 + next].start);
                    index + 1 + next
                }
            }
            Kind::Fence { .. } => {
                let closer = closers[index];
                if let Some(closer) = closer
                    && matches!(marks[closer].kind, Kind::Fence { info: false, .. })
                {
                    closer + 1
                } else {
                    let limit = closer.unwrap_or(marks.len());
                    let is_end = |mark: &Mark| !matches!(mark.kind, Kind::Fence { .. });
                    let next = marks[index + 1..limit].iter().position(is_end).map_or(limit, |next| index + 1 + next);
                    let Some(end) = marks.get(next) else { break };
                    cuts.push(end.start);
                    next
                }
            }
        };
    }
    let mut ranges = Vec::with_capacity(cuts.len() + 1);
    let mut from = start;
    for cut in cuts {
        ranges.push(from..cut);
        from = cut;
    }
    ranges.push(from..text.len());
    ranges
}

/// For each fence the next one of the same character that is at least as long: the line that closes it, or another
/// opening line when the author forgot to close it.
fn closers(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut result = vec![None; marks.len()];
    for wanted in [b'`', b'~'] {
        // Fences to the right that could close something, nearest last; lengths grow towards the bottom.
        let mut candidates: Vec<(usize, usize)> = Vec::new();
        for (index, mark) in marks.iter().enumerate().rev() {
            let Kind::Fence { character, length, .. } = mark.kind else { continue };
            if character != wanted {
                continue;
            }
            while candidates.last().is_some_and(|&(_, other)| other < length) {
                candidates.pop();
            }
            result[index] = candidates.last().map(|&(candidate, _)| candidate);
            candidates.push((index, length));
        }
    }
    result
}

fn marks(text: &str, start: usize) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut after_blank = true;
    for line in lines(text, start..text.len()) {
        let indent = bytes[line.clone()].iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
        let content = &bytes[line.start + indent..line.end];
        let kind = match content.first() {
            Some(&character @ (b'`' | b'~')) => {
                let length = content.iter().take_while(|&&byte| byte == character).count();
                let info = content[length..].trim_ascii();
                let is_fence = length >= 3 && !(character == b'`' && info.contains(&b'`'));
                is_fence.then_some(Kind::Fence { character, length, info: !info.is_empty() })
            }
            Some(b'#') if indent <= 3 => {
                let level = content.iter().take_while(|&&byte| byte == b'#').count();
                let is_heading = level <= 6 && matches!(content.get(level), Some(b' ' | b'\t'));
                is_heading.then_some(Kind::Heading { after_blank })
            }
            Some(b'<') if content.starts_with(b"<!--") => Some(Kind::Comment { open: line.start + indent }),
            _ => None,
        };
        after_blank = content.is_empty();
        if let Some(kind) = kind {
            marks.push(Mark { start: line.start, kind });
        }
    }
    marks
}

/// The lines of a range, without their line ends; `\n`, `\r\n` and a bare `\r` end a line.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut rest = range;
    std::iter::from_fn(move || {
        let slice = text.get(rest.clone()).filter(|slice| !slice.is_empty())?;
        let start = rest.start;
        let end = slice.bytes().position(|byte| matches!(byte, b'\n' | b'\r'));
        let Some(end) = end else {
            rest.start = rest.end;
            return Some(start..rest.end);
        };
        let width = if slice.as_bytes()[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest.start = start + end + width;
        Some(start..start + end)
    })
}
