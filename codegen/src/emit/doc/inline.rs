//! Escapes the text of a block and divides it into words.
//!
//! In: the text of one block, with [`MARK`] in place of each link. Out: words, which are never broken over two lines.
//! Invariant: `<`, `[`, `]` and unpaired backticks are escaped; a URL becomes a link; a code span or a link is never
//! divided into several words.

use super::words::Words;
use super::{Link, MARK};

/// Appends the words of a block's text to `words`. `links` yields the links of the text in order.
pub(super) fn words(text: &str, links: &mut std::vec::IntoIter<Link>, words: &mut Words) {
    let mut rest = text;
    loop {
        // Copies all characters up to the next one that may need an escape.
        let easy = rest.bytes().position(|byte| !PLAIN[usize::from(byte)]).unwrap_or(rest.len());
        words.current_word().push_str(&rest[..easy]);
        rest = &rest[easy..];
        let Some(char) = rest.chars().next() else { break };
        let mut used = char.len_utf8();
        if char.is_whitespace() {
            words.end();
        } else if char == MARK {
            words.current_word().push_str(&links.next().map(|link| link.markdown).unwrap_or_default());
        } else if let Some((code, length)) = span(rest) {
            words.current_word().push_str(&code_span(plain(code, links).trim()));
            used = length;
        } else if let Some((url, length)) = url(rest) {
            words.current_word().extend(["<", url, ">"]);
            used = length;
        } else {
            used = escape(rest, char, words.current_word());
        }
        rest = &rest[used..];
    }
    words.end();
}

/// For each byte, whether it is an ASCII character that is copied unchanged. It is false for `h`, because an `h` may
/// begin a URL.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'h' | b'\\' | b'<' | b'[' | b']' | b'`' | b'&');
        byte += 1;
    }
    plain
};

/// Writes one character, escaped if necessary; returns the number of bytes that were read.
fn escape(rest: &str, char: char, out: &mut String) -> usize {
    let next = rest[char.len_utf8()..].chars().next();
    match char {
        '\\' => match next {
            Some(next) if next.is_ascii_punctuation() => {
                out.push('\\');
                out.push(next);
                return 1 + next.len_utf8();
            }
            _ => out.push_str("\\\\"),
        },
        '<' | '[' | ']' | '`' => {
            out.push('\\');
            out.push(char);
        }
        '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => out.push_str("\\&"),
        _ => out.push(char),
    }
    char.len_utf8()
}

/// The content of the code span with which the text begins, and the length of the span. `None` if the text begins with
/// no code span.
fn span(text: &str) -> Option<(&str, usize)> {
    let ticks = run(text);
    if ticks == 0 {
        return None;
    }
    let mut at = ticks;
    loop {
        at += text[at..].find('`')?;
        let close = run(&text[at..]);
        if close == ticks {
            return Some((&text[ticks..at], at + close)).filter(|(code, _)| !code.trim().is_empty());
        }
        at += close;
    }
}

fn run(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte == b'`').count()
}

/// The length of the longest run of consecutive backticks in a text; 0 if it has none.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`').map(str::len).max().unwrap_or(0)
}

/// The text as a code span: between more backticks than any run of backticks in it. Empty if the text is blank.
pub(super) fn code_span(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    if !text.contains('`') {
        return ["`", text, "`"].concat();
    }
    let ticks = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// The text with the plain text of a link in place of each [`MARK`], for places that cannot contain a link.
pub(super) fn plain(text: &str, links: &mut std::vec::IntoIter<Link>) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            MARK => out.push_str(&links.next().map(|link| link.plain).unwrap_or_default()),
            _ => out.push(char),
        }
    }
    out
}

/// The URL with which the text begins, and the number of bytes it takes, including angle brackets around it. `None` if
/// the text begins with no URL.
fn url(text: &str) -> Option<(&str, usize)> {
    let bracketed = text.starts_with('<');
    let start = &text[usize::from(bracketed)..];
    if !(start.starts_with("https://") || start.starts_with("http://")) {
        return None;
    }
    let ends = |char: char| char.is_whitespace() || char.is_control() || matches!(char, '<' | '>' | '`' | '"' | MARK);
    let all = &start[..start.find(ends).unwrap_or(start.len())];
    if bracketed && start[all.len()..].starts_with('>') {
        return Some((all, all.len() + 2));
    }
    if bracketed {
        return None;
    }
    let mut url = all.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', '\\']);
    while url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = url[..url.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    }
    (url.len() > "https://".len()).then_some((url, url.len()))
}

/// A link to `destination`, or only its text if `destination` is `None`.
pub(super) fn link(text: &str, destination: Option<String>) -> Link {
    let mut clean_text = String::with_capacity(text.len());
    clean(text, &mut clean_text);
    let shown = link_text(&clean_text);
    let markdown = match destination {
        Some(url) if shown.is_empty() && url.starts_with("http") => format!("<{url}>"),
        Some(url) if !shown.is_empty() => format!("[{shown}]({url})"),
        Some(_) | None => shown,
    };
    Link { markdown, plain: clean_text.replace(['`', '\n'], " ").trim().to_owned() }
}

/// The text of a link on one line. A URL in it does not become a link.
fn link_text(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.trim();
    while let Some(char) = rest.chars().next() {
        let mut used = char.len_utf8();
        if char.is_whitespace() {
            out.push_str(if out.ends_with(' ') { "" } else { " " });
        } else if let Some((code, length)) = span(rest) {
            out.push_str(&code_span(code.split_whitespace().collect::<Vec<_>>().join(" ").as_str()));
            used = length;
        } else if rest.starts_with("://") {
            // The scheme is escaped so that rustdoc makes no link of it.
            out.push_str("\\://");
            used = 3;
        } else {
            used = escape(rest, char, &mut out);
        }
        rest = &rest[used..];
    }
    out
}

/// An absolute URL as the destination of a link; `None` for schemes that a browser might execute.
pub(super) fn destination(url: &str) -> Option<String> {
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https" | "mailto") {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for char in url.trim().chars() {
        let unsafe_ascii = matches!(char, '<' | '>' | '(' | ')' | '\\' | '"' | '`' | '[' | ']' | '{' | '}' | '|' | '^');
        if unsafe_ascii || char.is_whitespace() || char.is_control() || is_invisible(char) {
            let mut buffer = [0; 4];
            for byte in char.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(char);
        }
    }
    Some(out)
}

/// Whether all characters are visible ASCII, as in nearly all texts.
pub(super) fn is_clean(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
}

/// Appends the text without characters that are invisible or change how other characters are displayed.
pub(super) fn clean(text: &str, out: &mut String) {
    if is_clean(text) {
        out.push_str(text);
        return;
    }
    for char in text.chars() {
        match char {
            '\n' | '\t' => out.push(char),
            '\r' => out.push(' '),
            '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            _ if char.is_control() || is_invisible(char) => {}
            _ => out.push(char),
        }
    }
}

/// Whether a character is invisible or changes how others are displayed, such as bidirectional controls, zero-width
/// characters and byte order marks. Also true for [`MARK`], so that the text of a page cannot contain it.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | MARK)
}
