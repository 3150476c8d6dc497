//! A text as one line, and as a code span.

use crate::emit::doc::inline;
use crate::page::is_normal;

/// A text as one line: without line breaks and characters that change how other characters are displayed.
pub(crate) fn one_line(text: &str) -> String {
    if is_normal(text) && !text.starts_with(' ') && !text.ends_with(' ') {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    inline::clean(text, &mut clean);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line and as a code span of markdown, such as `` `id` ``. Empty if the text is blank.
pub(crate) fn code_span(text: &str) -> String {
    inline::code_span(&one_line(text))
}
