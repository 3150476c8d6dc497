//! Breaks words into lines.
//!
//! In: words in markdown. Out: lines of bounded width; only a line of a single word may be longer. Invariant: no line
//! starts with characters that would begin another markdown block there, such as `-` or `#`.

use std::borrow::Cow;

/// Breaks the words into lines of at most `width` columns and appends the lines. The first line begins with `first`,
/// the others with `rest`.
pub(super) fn wrap<'a>(
    words: impl IntoIterator<Item = &'a str>,
    first: &str,
    rest: &str,
    width: usize,
    lines: &mut Vec<String>,
) {
    let mut words = words.into_iter();
    let Some(word) = words.next() else { return };
    let begin = |before: &str, word: &str| {
        let mut line = String::with_capacity(before.len() + width.max(word.len() + 1));
        line.extend([before, &*escape_at_line_start(word)]);
        line
    };
    let mut line = begin(first, word);
    let mut columns = self::columns(&line);
    for word in words {
        let length = self::columns(word);
        if columns + 1 + length > width {
            lines.push(std::mem::replace(&mut line, begin(rest, word)));
            columns = self::columns(&line);
        } else {
            line.push(' ');
            line.push_str(word);
            columns += 1 + length;
        }
    }
    lines.push(line);
}

/// The number of characters in a text, each of which counts as one column.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The word for the start of a line, escaped if it would start a markdown block there, as `-` starts a list.
fn escape_at_line_start(word: &str) -> Cow<'_, str> {
    let only_marks = word.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b'+' | b':' | b'|'));
    if only_marks || word.starts_with(['#', '>', '|']) || word.starts_with("~~~") {
        return format!("\\{word}").into();
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && matches!(&word[digits..], "." | ")") {
        return format!("{}\\{}", &word[..digits], &word[digits..]).into();
    }
    word.into()
}
