//! Divides a page at unclosed fences or comments, and at lines with extreme nesting.
//!
//! In: the text of a page. Out: segments that cover it, each of which is parsed by itself. CommonMark lets an unclosed
//! construct extend over the rest of the page; here it ends where the author visibly continued. Invariant: the scan is
//! linear: lines are classified once, and every later step only moves forward over the relevant lines.

use std::ops::Range;

use super::annotation;

struct Mark {
    start: usize,
    kind: MarkKind,
}

enum MarkKind {
    Fence {
        character: u8,
        length: usize,
        info: bool,
    },
    Heading {
        after_blank: bool,
    },
    Comment {
        open: usize,
    },
    /// A line with more nested lists and quotes than [`NESTING`].
    Deep {
        end: usize,
    },
}

/// A part of the page that is parsed independently of the others.
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    /// Whether it is a single line with too many nested lists, which is not parsed.
    pub(super) deep: bool,
}

/// How many lists and quotes may be inside each other on one line. Parsing a line takes time for every container around
/// it, so without a limit a short page could take hours.
const NESTING: usize = 64;

/// Divides the text from `start` on. There is exactly one segment if every fence and comment is closed.
pub(super) fn split(text: &str, start: usize) -> Vec<Segment> {
    let marks = marks(text, start);
    let closers = closers(&marks);
    let last_close = text.rfind("-->");
    let mut cuts: Vec<(usize, bool)> = Vec::new();
    let mut index = 0;
    while let Some(mark) = marks.get(index) {
        index = match mark.kind {
            MarkKind::Heading { .. } => index + 1,
            MarkKind::Deep { end } => {
                cuts.push((mark.start, true));
                cuts.push((end, false));
                index + 1
            }
            MarkKind::Comment { open } => {
                let is_comment = |mark: &&Mark| matches!(mark.kind, MarkKind::Comment { .. });
                let other = marks[index + 1..].iter().find(is_comment).map_or(text.len(), |mark| mark.start);
                let annotation = annotation::opens(&text[open..]);
                let limit = other;
                let close =
                    last_close.filter(|&last| last >= open + 4).and_then(|_| text.get(open + 4..limit)?.find("-->"));
                if let Some(close) = close {
                    let end = open + 4 + close;
                    let inside = marks[index..].iter().take_while(|mark| mark.start < end).count();
                    index + inside.max(1)
                } else if annotation && let Some(end) = object_end(text, open, other) {
                    cuts.push((end, false));
                    let inside = marks[index..].iter().take_while(|mark| mark.start < end).count();
                    index + inside.max(1)
                } else {
                    if !annotation && last_close.is_some_and(|last| last >= open + 4) {
                        // The next `-->` closes a later comment, so this comment is taken to end at the next blank
                        // line.
                        let blank = lines(text, open..text.len()).find(|line| text[line.clone()].trim().is_empty());
                        let end = blank.map_or(text.len(), |line| line.start);
                        cuts.push((end, false));
                        index += marks[index..].iter().take_while(|mark| mark.start < end).count().max(1);
                        continue;
                    }
                    let is_end = |mark: &Mark| match mark.kind {
                        MarkKind::Heading { after_blank } => after_blank,
                        MarkKind::Fence { .. } | MarkKind::Comment { .. } => annotation,
                        MarkKind::Deep { .. } => false,
                    };
                    let Some(next) = marks[index + 1..].iter().position(is_end) else { break };
                    cuts.push((marks[index + 1 + next].start, false));
                    index + 1 + next
                }
            }
            MarkKind::Fence { .. } => {
                let closer = closers[index];
                if let Some(closer) = closer
                    && matches!(marks[closer].kind, MarkKind::Fence { info: false, .. })
                {
                    closer + 1
                } else {
                    let limit = closer.unwrap_or(marks.len());
                    let is_end = |mark: &Mark| !matches!(mark.kind, MarkKind::Fence { .. });
                    let next = marks[index + 1..limit].iter().position(is_end).map_or(limit, |next| index + 1 + next);
                    let Some(end) = marks.get(next) else { break };
                    cuts.push((end.start, false));
                    next
                }
            }
        };
    }
    let mut segments: Vec<Segment> = Vec::with_capacity(cuts.len() + 1);
    let mut push = |range: Range<usize>, deep| {
        if !range.is_empty() {
            segments.push(Segment { range, deep });
        }
    };
    let mut open = (start, false);
    for cut in cuts {
        push(open.0..cut.0, open.1);
        open = cut;
    }
    push(open.0..text.len(), open.1);
    segments
}

/// The end of the line on which the object of an annotation ends; `None` if that is not before `limit`.
fn object_end(text: &str, open: usize, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut quoted) = (0_usize, false);
    let mut at = open;
    while at < limit {
        match bytes[at] {
            // An unclosed string ends with its line.
            b'"' | b'\n' | b'\r' if quoted => quoted = false,
            b'\\' if quoted => at += 1,
            b'"' => quoted = true,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return lines(text, at..limit).nth(1).map(|line| line.start);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a line of the page may contain too many nested lists. This test is fast. It may return true for a page
/// without such a line, but never false for a page with one: such a line starts with a long run of white space and
/// markers, and the test looks at short ranges at regular distances, one of which is inside the run.
pub(super) fn may_nest_deep(text: &str) -> bool {
    let bytes = text.as_bytes();
    let run = NESTING / 4;
    (0..bytes.len()).step_by(NESTING / 2).any(|at| {
        let window = &bytes[at..bytes.len().min(at + run)];
        window.len() == run && window.iter().all(|&byte| is_prefix(byte)) && window.iter().any(|&byte| byte != b'-')
    })
}

/// Whether a byte can be part of the white space and marks with which a nested list item or quote starts.
fn is_prefix(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9')
}

/// Whether a line starts more lists and quotes inside each other than [`NESTING`]. Two columns of indentation count
/// as one list, because a nested list may be indented by two columns.
fn nests_deep(line: &[u8]) -> bool {
    let prefix = line.iter().take_while(|&&byte| is_prefix(byte)).count();
    if prefix <= NESTING {
        return false;
    }
    let markers = line[..prefix].windows(2).filter(|pair| {
        pair[0] == b'>' || (matches!(pair[0], b'-' | b'*' | b'+' | b'.' | b')') && matches!(pair[1], b' ' | b'\t'))
    });
    let markers = markers.count() + usize::from(line[prefix - 1] == b'>');
    let indent: usize = line
        .iter()
        .map_while(|byte| match byte {
            b' ' => Some(1),
            b'\t' => Some(4),
            _ => None,
        })
        .sum();
    markers > 0 && markers + indent / 2 > NESTING
}

/// For each line that may open or close a code block (a fence): the index of the next fence with the same character
/// that is at least as long. `None` if there is none. That fence either closes the code block, or opens another one
/// because the author forgot to close the first.
fn closers(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut result = vec![None; marks.len()];
    for wanted in [b'`', b'~'] {
        // The later fences that may still close the current one: a stack with the nearest fence on top. Each fence
        // below another one is at least as long, because a farther and shorter fence can close nothing that the
        // nearer one cannot.
        let mut candidates: Vec<(usize, usize)> = Vec::new();
        for (index, mark) in marks.iter().enumerate().rev() {
            let MarkKind::Fence { character, length, .. } = mark.kind else { continue };
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
                is_fence.then_some(MarkKind::Fence { character, length, info: !info.is_empty() })
            }
            Some(b'#') if indent <= 3 => {
                let level = content.iter().take_while(|&&byte| byte == b'#').count();
                let is_heading = level <= 6 && matches!(content.get(level), Some(b' ' | b'\t'));
                is_heading.then_some(MarkKind::Heading { after_blank })
            }
            Some(b'<') if content.starts_with(b"<!--") => Some(MarkKind::Comment { open: line.start + indent }),
            Some(_) if nests_deep(&bytes[line.clone()]) => Some(MarkKind::Deep { end: line.end }),
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
        let end = memchr::memchr2(b'\n', b'\r', slice.as_bytes());
        let Some(end) = end else {
            rest.start = rest.end;
            return Some(start..rest.end);
        };
        let width = if slice.as_bytes()[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest.start = start + end + width;
        Some(start..start + end)
    })
}
