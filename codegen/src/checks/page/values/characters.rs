//! Characters that a tool garbled: text in UTF-8 that was read as another encoding, characters that were lost, and
//! HTML entities that were escaped twice or lack their semicolon.

use crate::checks::page::texts::part;
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::{Inline, Text};
use crate::source::Source;

/// The start of what bytes of UTF-8, of punctuation and of letters, look like in Windows-1252: `â€` begins a dash or
/// a quote. A letter such as `Â` also occurs in words, so it counts only together with a second character that never
/// follows it in a word.
const GARBLED: &[&str] = &["â€", "Ã©", "Ã¨", "Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Â ", "Â\u{a0}", "Â®", "Â©", "ï»¿"];

/// The entities that are reported without their semicolon. Others are the start of ordinary names of URL parameters.
const ENTITIES: &[&str] = &["lt", "gt", "nbsp", "quot"];

/// The beginnings of entities that were escaped twice: `&amp;lt;` for `&lt;`.
const TWICE: &[&str] = &["&amp;lt;", "&amp;gt;", "&amp;quot;", "&amp;nbsp;", "&amp;amp;", "&amp;#"];

/// Reports the first garbled character or wrongly escaped entity of a text. If the file is not valid UTF-8, the
/// replacement characters U+FFFD stand for its invalid bytes, which have a finding of their own (D0101), so they are
/// not reported here.
pub(super) fn check(text: &Text<'_>, raw: &str, source: &Source) -> Option<Diagnostic> {
    let (at, length, message, help) = if raw.is_ascii() {
        memchr::memchr(b'&', raw.as_bytes())?;
        entity(text, raw)?
    } else {
        garbled(raw, source.invalid_utf8.is_none()).or_else(|| entity(text, raw))?
    };
    let span = part(text, at, length);
    Some(Diagnostic::new(code::ENTITY_SLIP, span, message).help(help).about(Subject::words(&text.plain())))
}

type Found = (usize, usize, String, String);

fn garbled(raw: &str, is_utf8: bool) -> Option<Found> {
    if let Some(at) = raw.find('\u{fffd}').filter(|_| is_utf8) {
        let message = "a replacement character stands here instead of a character that was lost";
        return Some((at, '\u{fffd}'.len_utf8(), message.to_owned(), "write the character that is meant".to_owned()));
    }
    let (at, start) = GARBLED.iter().find_map(|start| Some((raw.find(start)?, start)))?;
    // A quote or dash has three bytes in UTF-8, and each of them was read as one character. The others have two.
    let length = raw[at..].chars().take(if *start == "â€" { 3 } else { 2 }).map(char::len_utf8).sum();
    let written = &raw[at..at + length];
    let message = format!("`{}` is what another encoding makes of one character", written.trim_end());
    Some((at, length, message, "write the character that is meant, and save the page as UTF-8".to_owned()))
}

fn entity(text: &Text<'_>, raw: &str) -> Option<Found> {
    let words = text.inlines.iter().filter_map(|inline| match inline {
        Inline::Text(words) => Some(words.as_ref()),
        _ => None,
    });
    // Only an entity in the plain text that readers see is reported. The same characters in a code span or in the
    // target of a link may be right.
    let is_shown = |entity: &str| words.clone().any(|words| words.contains(entity));
    let twice = TWICE.iter().find(|twice| raw.contains(**twice) && is_shown(&twice.replace("&amp;", "&")));
    if let Some(twice) = twice {
        let right = twice.replace("&amp;", "&");
        let message = format!("`{twice}` is escaped twice, and readers see `{right}`");
        return Some((raw.find(twice)?, twice.len(), message, format!("write `{right}`")));
    }
    ENTITIES.iter().find_map(|entity| {
        let start = format!("&{entity}");
        let is_open = |at: &usize| !raw[at + start.len()..].starts_with([';', '=']);
        let at = raw.match_indices(&start).map(|(at, _)| at).find(is_open)?;
        let message = format!("the entity `{start}` has no semicolon");
        is_shown(&start).then(|| (at, start.len(), message, format!("write `{start};`")))
    })
}
