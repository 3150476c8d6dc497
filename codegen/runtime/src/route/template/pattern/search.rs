//! Searches a path for the arguments of a template.
//!
//! In: pieces of a template and the bytes of a target. Out: the arguments of the first match; the leftmost arguments
//! are as short as possible. Invariant: a placeholder that failed at a byte is not tried there again, and nothing
//! recurses, so a long path or template costs neither exponential time nor a deep stack.

use super::super::{
    calls,
    parts::{Place, is_literal},
    piece::{Fixed, Piece},
    symbols::{Symbol, text_of},
};
use std::collections::HashSet;

/// A placeholder with the part of the target that was chosen for it.
struct Choice {
    piece: usize,
    start: usize,
    end: usize,
}

/// The arguments, if the whole target matches the pieces.
pub(super) fn arguments(pieces: &[Piece], target: &[Symbol]) -> Option<Vec<String>> {
    let mut choices: Vec<Choice> = Vec::new();
    let mut dead: HashSet<(usize, usize)> = HashSet::new();
    let (mut piece, mut at) = (0, 0);
    loop {
        // The placeholder to try next: its index among the pieces, the start of its argument, and the first end to try.
        // If it is `None`, the pieces do not match here, and the search goes back: it makes the argument that was
        // chosen last longer.
        let mut from = None;
        match pieces.get(piece) {
            None if at == target.len() => break,
            None => {}
            Some(Piece::Text(text)) => {
                if let Some(end) = text_end(text, target, at, piece + 1 == pieces.len()) {
                    piece += 1;
                    at = end;
                    continue;
                }
            }
            Some(Piece::Placeholder(_)) if !dead.contains(&(piece, at)) => from = Some((piece, at, at)),
            Some(Piece::Placeholder(_)) => {}
        }
        loop {
            let (tried, start, first) = match from.take() {
                Some(next) => next,
                None => {
                    let Choice { piece, start, end } = choices.pop()?;
                    (piece, start, end + 1)
                }
            };
            if let Some(end) = end(pieces, tried, target, start, first) {
                choices.push(Choice { piece: tried, start, end });
                (piece, at) = (tried + 1, end);
                break;
            }
            dead.insert((tried, start));
        }
    }
    let argument = |choice: &Choice| match pieces.get(choice.piece)? {
        Piece::Placeholder(place) => decoded(*place, &target[choice.start..choice.end]),
        Piece::Text(_) => None,
    };
    choices.iter().map(argument).collect()
}

/// Compares the fixed text with the target from `at` on. Returns the index after the part of the target that matches;
/// `None` if it does not match. The target may have namespaces and empty parentheses that the text lacks.
fn text_end(text: &[Fixed], target: &[Symbol], mut at: usize, is_last: bool) -> Option<usize> {
    let slash = Symbol::plain(b'/');
    for (index, fixed) in text.iter().enumerate() {
        if index > 0 && fixed.symbol != slash && text[index - 1].symbol == slash {
            at += namespace(&target[at.min(target.len())..]);
        }
        if fixed.symbol == slash {
            at += empty_call(target, at);
        }
        if !fixed.is(*target.get(at)?) {
            return None;
        }
        at += 1;
    }
    Some(at + if is_last { empty_call(target, at) } else { 0 })
}

/// 2 if the target has `()` at `at`, after a name and at the end of a segment, as in `/delta()`; otherwise 0.
fn empty_call(target: &[Symbol], at: usize) -> usize {
    let follows_name = at > 0 && target.get(at - 1).is_some_and(|symbol| symbol.byte.is_ascii_alphanumeric());
    let is_call = target.get(at..at + 2) == Some(&[Symbol::plain(b'('), Symbol::plain(b')')]);
    let ends = target.get(at + 2).is_none_or(|symbol| *symbol == Symbol::plain(b'/'));
    if follows_name && is_call && ends { 2 } else { 0 }
}

/// The number of bytes of the namespace at the start of a segment, such as 16 for `microsoft.graph.delta`; 0 without
/// one.
fn namespace(target: &[Symbol]) -> usize {
    let is_dotted =
        |symbol: &Symbol| symbol.plain && (symbol.byte.is_ascii_alphanumeric() || b"._".contains(&symbol.byte));
    let length = target.iter().take_while(|symbol| is_dotted(symbol)).count();
    let ends = target.get(length).is_none_or(|symbol| symbol.plain && b"(/".contains(&symbol.byte));
    let is_in = |first: u8| target.first().is_some_and(|symbol| symbol.byte.eq_ignore_ascii_case(&first));
    // The namespaces are `microsoft.graph` and `graph`. Most segments begin with another letter and need no further
    // check.
    if !ends || !(is_in(b'm') || is_in(b'g')) {
        return 0;
    }
    text_of(&target[..length]).map_or(0, |name| calls::namespace(&name))
}

/// The first index, from `first` on, at which the argument of a placeholder may end so that the next piece can follow.
/// The argument begins at `start`.
fn end(pieces: &[Piece], piece: usize, target: &[Symbol], start: usize, first: usize) -> Option<usize> {
    let Some(Piece::Placeholder(place)) = pieces.get(piece) else { return None };
    let next = pieces.get(piece + 1).and_then(|piece| match piece {
        Piece::Text(text) => text.first(),
        Piece::Placeholder(_) => None,
    });
    let is_last = pieces.len() == piece + 1;
    let stops = |end: usize| match next {
        Some(fixed) => target.get(end).is_some_and(|symbol| fixed.is(*symbol)),
        None => !is_last || end == target.len(),
    };
    match place {
        Place::Segment | Place::Path => {
            let slash = Symbol::plain(b'/');
            let length = match place {
                Place::Segment => target[start..].iter().position(|symbol| *symbol == slash),
                _ => None,
            };
            let limit = length.map_or(target.len(), |length| start + length);
            (first.max(start + 1)..=limit).find(|end| stops(*end))
        }
        Place::Quoted => {
            let limit = quote_end(target, start);
            let closes = next.is_some_and(|fixed| fixed.symbol.byte == b'\'');
            if closes {
                return (first <= limit && limit < target.len()).then_some(limit);
            }
            (first..=limit).find(|end| stops(*end))
        }
        Place::Literal => literal_end(target, start).filter(|end| first <= *end),
        Place::QueryValue => (first <= target.len()).then_some(target.len()),
    }
}

/// The end of a quoted text that was opened before `start`. A quote inside is doubled.
fn quote_end(target: &[Symbol], start: usize) -> usize {
    let is_quote = |index: usize| target.get(index).is_some_and(|symbol| symbol.byte == b'\'');
    let mut at = start;
    while at < target.len() {
        match (is_quote(at), is_quote(at + 1)) {
            (true, true) => at += 2,
            (true, false) => return at,
            (false, _) => at += 1,
        }
    }
    target.len()
}

/// The end of the OData literal that starts at `start`, such as `7`, `duration'P1D'` or `['a','b']`. `None` if its
/// quote or bracket is not closed.
fn literal_end(target: &[Symbol], start: usize) -> Option<usize> {
    if target.get(start).is_some_and(|symbol| symbol.byte == b'[') {
        return list_end(target, start + 1);
    }
    let is_end = |symbol: &Symbol| b"'(),/ \t\r\n".contains(&symbol.byte);
    let plain = target[start..].iter().position(is_end).map_or(target.len(), |length| start + length);
    match target.get(plain) {
        Some(Symbol { byte: b'\'', .. }) => {
            let quote = quote_end(target, plain + 1);
            (quote < target.len()).then_some(quote + 1)
        }
        _ => Some(plain),
    }
}

/// Whether a segment cannot be a key: a function call, a protocol segment such as `$count`, or the start of a path such
/// as `root:`.
fn is_no_key(symbols: &[Symbol]) -> bool {
    let is = |symbol: Option<&Symbol>, byte: u8| symbol == Some(&Symbol::plain(byte));
    let name = symbols
        .iter()
        .take_while(|symbol| symbol.plain && (symbol.byte.is_ascii_alphanumeric() || b"._".contains(&symbol.byte)));
    let is_call = || is(symbols.last(), b')') && is(symbols.get(name.count()), b'(');
    is(symbols.first(), b'$') || is(symbols.last(), b':') || is_call()
}

/// The end of a list whose bracket was opened before `start`, if there is one.
fn list_end(target: &[Symbol], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        match target.get(at)?.byte {
            b']' => return Some(at + 1),
            b'\'' => at = quote_end(target, at + 1) + 1,
            b'/' | b'[' | b'(' | b')' => return None,
            _ => at += 1,
        }
    }
}

/// The argument whose expansion at this place of a template gives these bytes. `None` if no argument does, as for `..`,
/// which cannot be a segment.
fn decoded(place: Place, symbols: &[Symbol]) -> Option<String> {
    let text = text_of(symbols)?;
    match place {
        Place::Segment => (!matches!(text.as_str(), "." | "..") && !is_no_key(symbols)).then_some(text),
        Place::Path => {
            // Expansion writes each `/` of the argument as a slash between segments, so no argument gives `%2F`.
            let encoded = symbols.iter().any(|symbol| symbol.byte == b'/' && !symbol.plain);
            let sound = !text.split('/').any(|segment| matches!(segment, "" | "." | ".."));
            let mut segments = symbols.split(|symbol| *symbol == Symbol::plain(b'/'));
            (sound && !encoded && !segments.any(|segment| segment.last() == Some(&Symbol::plain(b':')))).then_some(text)
        }
        Place::Quoted => Some(text.replace("''", "'")),
        Place::Literal => {
            let inner = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
            let inner = inner.map(|inner| inner.replace("''", "'"));
            // The quotes of `'7'` stay, because the argument `7` would be expanded to a number.
            Some(inner.filter(|inner| !is_literal(inner)).unwrap_or(text))
        }
        Place::QueryValue => Some(text),
    }
}
