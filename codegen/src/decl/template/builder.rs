//! Builds the segments of a path one after the other: fixed words, keys, calls, casts, and the query.

use compact_str::CompactString;

use super::path_repair::{NotAPath, PathRepair};
use super::split::split;
use crate::api::{Argument, Piece, Place, Placeholder, QueryPart, Segment};
use crate::text::identifier::is_identifier;

#[derive(Default)]
pub(super) struct Builder {
    pub(super) segments: Vec<Segment>,
    pub(super) placeholders: Vec<Placeholder>,
    pub(super) query: Vec<QueryPart>,
}

impl Builder {
    pub(super) fn segment(&mut self, part: &str, last: bool, repairs: &mut Vec<PathRepair>) -> Result<(), NotAPath> {
        if let Some(inner) = braced(part) {
            match inner.trim() {
                "..." | "…" => return Err(NotAPath::Elided),
                name if name.trim_matches('.').is_empty() => return Err(NotAPath::Nameless),
                _ => {}
            }
            let place = if self.after_colon() { Place::Path } else { Place::Segment };
            let index = self.placeholder(inner, place);
            self.segments.push(Segment::Key(index));
            return Ok(());
        }
        let open = memchr::memchr2(b'{', b'<', part.as_bytes());
        if part.ends_with("):") && open.is_some() {
            let place = if part.contains(['\'', '"']) { Place::Quoted } else { Place::Literal };
            let pieces = self.pieces(part, place);
            self.segments.push(Segment::Mixed(pieces));
            return Ok(());
        }
        if let Some(call) = part.find('(')
            && call > 0
            && open.is_none_or(|open| open > call)
        {
            if part.matches('(').count() != part.matches(')').count() {
                repairs.push(PathRepair::Parenthesis);
            }
            let inner = part[call + 1..].trim_end_matches(')');
            let arguments = split(inner, b',')
                .iter()
                .map(|text| text.trim())
                .filter(|text| !text.is_empty())
                .map(|text| self.argument(text))
                .collect();
            self.segments.push(Segment::Call { name: part[..call].trim().into(), arguments });
            return Ok(());
        }
        if open.is_some() {
            let place = if self.after_colon() { Place::Path } else { Place::Segment };
            let pieces = self.pieces(part, place);
            self.segments.push(Segment::Mixed(pieces));
            return Ok(());
        }
        let mut word = part;
        if word.contains(char::is_whitespace) {
            if !last || word.split_whitespace().count() > 2 {
                return Err(NotAPath::Words);
            }
            repairs.push(PathRepair::Blank);
            word = word.split_whitespace().next().unwrap_or_default();
        }
        if is_guid(word) {
            repairs.push(PathRepair::LiteralId);
            let index = self.placeholder("id", Place::Segment);
            self.segments.push(Segment::Key(index));
            return Ok(());
        }
        let word = word.trim_end_matches(['.', ',', ';']);
        let cast = word.contains('.') && word.split('.').all(is_identifier);
        self.segments.push(if cast { Segment::Cast(word.into()) } else { Segment::Literal(word.into()) });
        Ok(())
    }

    /// Whether the previous segment ends with a colon, as in `root:` and `items/{id}:`. Then the next segment is a file
    /// path (path-based addressing).
    fn after_colon(&self) -> bool {
        match self.segments.last() {
            Some(Segment::Literal(word)) => word.ends_with(':'),
            Some(Segment::Mixed(pieces)) => matches!(pieces.last(), Some(Piece::Literal(text)) if text.ends_with(':')),
            Some(Segment::Key(_) | Segment::Call { .. } | Segment::Cast(_)) | None => false,
        }
    }

    /// Divides a segment such as `{item-path}:` into its placeholders and the fixed text around them.
    fn pieces(&mut self, part: &str, place: Place) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = part;
        while let Some(open) = rest.find(['{', '<']) {
            let close = if rest[open..].starts_with('{') { '}' } else { '>' };
            let Some(end) = rest[open..].find(close) else { break };
            if open > 0 {
                pieces.push(Piece::Literal(rest[..open].into()));
            }
            let index = self.placeholder(&rest[open + 1..open + end], place);
            pieces.push(Piece::Placeholder(index));
            rest = &rest[open + end + 1..];
        }
        let rest = rest.trim().replace(['{', '}', '<', '>'], "");
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.into()));
        }
        pieces
    }

    fn argument(&mut self, text: &str) -> Argument {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if is_identifier(name.trim().trim_start_matches('@')) => {
                (Some(CompactString::from(name.trim())), value.trim())
            }
            _ => (None, text),
        };
        let (prefix, value) = match value.split_once('\'') {
            Some((prefix, _)) if prefix.split('.').all(is_identifier) => (prefix, &value[prefix.len()..]),
            _ => ("", value),
        };
        let unquoted = value.trim_matches(['\'', '"', '‘', '’']);
        let quoted = unquoted.len() < value.len();
        let place = if quoted { Place::Quoted } else { Place::Literal };
        let value =
            if let Some(inner) = braced(unquoted) {
                let inner = inner.trim_matches(['\'', '"']);
                Piece::Placeholder(self.placeholder(
                    if inner.trim().is_empty() { name.as_deref().unwrap_or("value") } else { inner },
                    place,
                ))
            } else if stands_for_itself(unquoted, quoted) {
                Piece::Literal(unquoted.into())
            } else {
                let bare_value = unquoted.trim_matches(['{', '}', '<', '>']);
                let raw = if is_identifier(bare_value) || name.is_none() {
                    bare_value
                } else {
                    name.as_deref().unwrap_or(bare_value)
                };
                Piece::Placeholder(self.placeholder(raw.strip_suffix("-value").unwrap_or(raw), place))
            };
        Argument { name, value, quoted, prefix: prefix.into(), list: false, typed: false }
    }

    pub(super) fn query(&mut self, query: &str) {
        // Square brackets mark query options as optional: `b` is optional in `?a={a}[&b={b}]`.
        let (mut optional, mut opens) = (false, false);
        for part in split(query, b'&') {
            let mut part = part.trim();
            optional |= std::mem::take(&mut opens);
            let count = |part: &str, bracket: char| part.matches(bracket).count();
            if let Some(rest) = part.strip_prefix('[') {
                optional = true;
                part = rest;
            }
            if let Some(rest) = part.strip_suffix('[') {
                opens = true;
                part = rest;
            }
            let closes = count(part, ']') > count(part, '[');
            part = if closes { part.trim_end_matches(']') } else { part };
            let is_optional = optional;
            optional &= !closes;
            if part.is_empty() {
                continue;
            }
            let (name, value) = part.split_once('=').map_or((part, ""), |(name, value)| (name.trim(), value.trim()));
            let name: CompactString =
                name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '[' | ']')).collect();
            let unquoted = value.trim_matches(['\'', '"']);
            let value = if let Some(inner) = braced(unquoted) {
                Piece::Placeholder(self.placeholder(inner, Place::Query))
            } else if unquoted.is_empty() || unquoted.contains(['{', '<']) {
                Piece::Placeholder(self.placeholder(name.trim_start_matches('$'), Place::Query))
            } else {
                Piece::Literal(unquoted.into())
            };
            self.query.push(QueryPart { name, value, optional: is_optional });
        }
    }

    pub(super) fn placeholder(&mut self, raw: &str, place: Place) -> usize {
        let raw = raw.split_whitespace().collect::<Vec<_>>().join(" ").into();
        self.placeholders.push(Placeholder { name: CompactString::default(), raw, place });
        self.placeholders.len() - 1
    }
}

/// The name in `{x}` or `<x>`, if the text is nothing else. `None` otherwise.
fn braced(part: &str) -> Option<&str> {
    let inner = part
        .strip_prefix('{')
        .and_then(|part| part.strip_suffix('}'))
        .or_else(|| part.strip_prefix('<').and_then(|part| part.strip_suffix('>')))?;
    (!inner.contains(['{', '}', '<', '>'])).then_some(inner)
}

/// Whether an argument is a fixed value: text in quotes, a number, `true`, `false` or `null`. Any other word, and any
/// word that ends with `-value`, is a sample value and becomes a placeholder.
fn stands_for_itself(value: &str, quoted: bool) -> bool {
    if value.contains(['{', '<']) || value.ends_with("-value") {
        return false;
    }
    quoted || matches!(value, "true" | "false" | "null") || value.parse::<f64>().is_ok()
}

fn is_guid(word: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    word.len() == lengths.iter().sum::<usize>() + lengths.len() - 1
        && word.split('-').count() == lengths.len()
        && word
            .split('-')
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit()))
}
