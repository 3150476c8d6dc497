//! Request paths: the text behind a method in, a normalised template out.
//!
//! Removed: scheme and host, the version, a leading `~`, a trailing slash or backslash, `HTTP/1.1`, blanks within
//! placeholders. Added: the leading slash. `<x>` and `{a | b}` become one placeholder each with an identifier for a name.
//! Kept as they are: casts, `$ref`, `$value`, `$count`, path addressing, function calls.

use crate::api::{Argument, Piece, Place, Placeholder, QueryPart, Segment, Template};
use crate::decl::prose::is_identifier;

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPath {
    /// Words where a path should be, e.g. `** Collection URI for x not found`.
    Words,
    /// `...` stands for parts that are left out.
    Elided,
    /// Nothing at all.
    Empty,
}

/// What was normalised beyond spelling; each is a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Healed {
    /// Scheme and host.
    AbsoluteUrl,
    /// No slash at the start.
    MissingSlash,
    /// Two slashes in a row.
    EmptySegment,
    /// A GUID where a placeholder belongs.
    LiteralId,
    /// A parenthesis that is not closed, or closed twice.
    Parenthesis,
    /// Blanks outside placeholders.
    Blank,
}

/// Parses the text behind the method.
///
/// # Errors
/// When the text is no path; see [`NotAPath`].
pub fn parse(raw: &str) -> Result<(Template, Vec<Healed>), NotAPath> {
    let mut healed = Vec::new();
    let text = strip(raw, &mut healed)?;
    let (path, query) = split_query(&text);
    let mut builder = Builder::default();
    let path = unite_alternatives(&path);
    let mut parts = split(&path, '/');
    if parts.len() > 1 && parts.first().is_some_and(|part| part.trim().is_empty()) {
        parts.remove(0);
    }
    while parts.len() > 1 && parts.last().is_some_and(|part| part.trim().is_empty()) {
        parts.pop();
    }
    let count = parts.len();
    for (index, part) in parts.iter().enumerate() {
        let part = part.trim();
        if part.is_empty() {
            healed.push(Healed::EmptySegment);
            continue;
        }
        if matches!(part, "..." | ".." | "." | "…" | "{...}") {
            return Err(NotAPath::Elided);
        }
        builder.segment(part, index + 1 == count, &mut healed)?;
    }
    if builder.segments.is_empty() {
        return Err(NotAPath::Empty);
    }
    builder.query(&query);
    Ok((builder.finish(), healed))
}

/// Removes what stands around the path.
fn strip(raw: &str, healed: &mut Vec<Healed>) -> Result<String, NotAPath> {
    let mut text = raw.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace('\u{a0}', " ");
    text = text.trim().trim_end_matches('\\').trim().to_owned();
    if let Some(at) = text.find(" HTTP/") {
        text.truncate(at);
    }
    if text.contains("**") || text.to_ascii_lowercase().contains("not found") {
        return Err(NotAPath::Words);
    }
    let lower = text.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) {
        healed.push(Healed::AbsoluteUrl);
        let host = rest.find('/').unwrap_or(rest.len());
        text = text[text.len() - rest.len() + host..].to_owned();
    }
    if let Some(rest) = text.strip_prefix('~') {
        text = rest.to_owned();
    }
    if !text.starts_with('/') {
        if text.is_empty() {
            return Err(NotAPath::Empty);
        }
        if !text.starts_with(|c: char| c.is_alphanumeric() || c == '{' || c == '$') {
            return Err(NotAPath::Words);
        }
        healed.push(Healed::MissingSlash);
        text.insert(0, '/');
    }
    for version in ["/v1.0", "/beta", "/v1"] {
        if let Some(head) = text.get(..version.len())
            && head.eq_ignore_ascii_case(version)
            && text[version.len()..].starts_with('/')
        {
            text = text[version.len()..].to_owned();
            break;
        }
    }
    Ok(text)
}

/// `{user-id} | user-principal-name/chats`: alternatives outside the braces belong inside.
fn unite_alternatives(path: &str) -> String {
    let Some(at) = path.find("} |").or_else(|| path.find("}|")) else { return path.to_owned() };
    let rest = &path[at + 1..];
    let end = rest.find('/').unwrap_or(rest.len());
    format!("{}{}}}{}", &path[..at], rest[..end].replace(['{', '}'], ""), &rest[end..])
}

/// Splits off `?query`, also when it is bracketed as optional: `[?includeIDs=true]`.
fn split_query(text: &str) -> (String, String) {
    let mut parts = split(text, '?').into_iter();
    let mut path = parts.next().unwrap_or_default();
    let query = parts.collect::<Vec<_>>().join("&");
    if path.ends_with('[') {
        path.pop();
        return (path, format!("[{query}"));
    }
    (path, query)
}

/// Splits at `separator` outside of brackets and quotes.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '\'' if depth > 0 => quoted = !quoted,
            '(' | '{' | '<' if !quoted => depth += 1,
            ')' | '}' | '>' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == separator && depth == 0 && !quoted {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[derive(Default)]
struct Builder {
    segments: Vec<Segment>,
    placeholders: Vec<Placeholder>,
    query: Vec<QueryPart>,
}

impl Builder {
    fn segment(&mut self, part: &str, last: bool, healed: &mut Vec<Healed>) -> Result<(), NotAPath> {
        if let Some(inner) = braced(part) {
            if inner.trim().trim_matches('.').is_empty() {
                return Err(NotAPath::Elided);
            }
            let place = if self.after_colon() { Place::Path } else { Place::Segment };
            let index = self.placeholder(inner, place);
            self.segments.push(Segment::Key(index));
            return Ok(());
        }
        if let Some(open) = part.find('(')
            && open > 0
            && !part[..open].contains(['{', '<'])
        {
            if part.matches('(').count() != part.matches(')').count() {
                healed.push(Healed::Parenthesis);
            }
            let inner = part[open + 1..].trim_end_matches(')');
            let colon = part.ends_with(':');
            let inner = if colon { inner.trim_end_matches(':').trim_end_matches(')') } else { inner };
            let arguments = split(inner, ',')
                .iter()
                .map(|text| text.trim())
                .filter(|text| !text.is_empty())
                .map(|text| self.argument(text))
                .collect();
            self.segments.push(Segment::Call { name: part[..open].trim().to_owned(), arguments });
            return Ok(());
        }
        if part.contains(['{', '<']) {
            let pieces = self.pieces(part);
            self.segments.push(Segment::Mixed(pieces));
            return Ok(());
        }
        let mut word = part.to_owned();
        if word.contains(char::is_whitespace) {
            if !last || word.split_whitespace().count() > 2 {
                return Err(NotAPath::Words);
            }
            healed.push(Healed::Blank);
            word = word.split_whitespace().next().unwrap_or_default().to_owned();
        }
        if is_guid(&word) {
            healed.push(Healed::LiteralId);
            let index = self.placeholder("id", Place::Segment);
            self.segments.push(Segment::Key(index));
            return Ok(());
        }
        let word = word.trim_end_matches(['.', ',', ';']).to_owned();
        let cast = word.contains('.') && word.split('.').all(is_identifier);
        self.segments.push(if cast { Segment::Cast(word) } else { Segment::Literal(word) });
        Ok(())
    }

    /// Whether the previous segment opens path addressing (`root:`, `items/{id}:`).
    fn after_colon(&self) -> bool {
        match self.segments.last() {
            Some(Segment::Literal(word)) => word.ends_with(':'),
            Some(Segment::Mixed(pieces)) => matches!(pieces.last(), Some(Piece::Literal(text)) if text.ends_with(':')),
            Some(Segment::Key(_) | Segment::Call { .. } | Segment::Cast(_)) | None => false,
        }
    }

    /// Fixed text and placeholders of a mixed segment, e.g. `{item-path}:`.
    fn pieces(&mut self, part: &str) -> Vec<Piece> {
        let place = if self.after_colon() { Place::Path } else { Place::Segment };
        let mut pieces = Vec::new();
        let mut rest = part;
        while let Some(open) = rest.find(['{', '<']) {
            let close = if rest[open..].starts_with('{') { '}' } else { '>' };
            let Some(end) = rest[open..].find(close) else { break };
            if open > 0 {
                pieces.push(Piece::Literal(rest[..open].to_owned()));
            }
            let index = self.placeholder(&rest[open + 1..open + end], place);
            pieces.push(Piece::Placeholder(index));
            rest = &rest[open + end + 1..];
        }
        let rest = rest.trim().replace(['{', '}', '<', '>'], "");
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest));
        }
        pieces
    }

    fn argument(&mut self, text: &str) -> Argument {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if is_identifier(name.trim().trim_start_matches('@')) => {
                (Some(name.trim().to_owned()), value.trim())
            }
            _ => (None, text),
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
                Piece::Literal(unquoted.to_owned())
            } else {
                let shown = unquoted.trim_matches(['{', '}', '<', '>']);
                let raw = if is_identifier(shown) || name.is_none() { shown } else { name.as_deref().unwrap_or(shown) };
                Piece::Placeholder(self.placeholder(raw.strip_suffix("-value").unwrap_or(raw), place))
            };
        Argument { name, value, quoted }
    }

    fn query(&mut self, query: &str) {
        let optional = query.starts_with('[');
        let query = query.trim_start_matches('[').trim_end_matches(']');
        for part in split(query, '&') {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            let (name, value) = part.split_once('=').map_or((part, ""), |(name, value)| (name.trim(), value.trim()));
            let name: String =
                name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '[' | ']')).collect();
            let unquoted = value.trim_matches(['\'', '"']);
            let value = if let Some(inner) = braced(unquoted) {
                Piece::Placeholder(self.placeholder(inner, Place::Query))
            } else if unquoted.is_empty() || unquoted.contains(['{', '<']) {
                Piece::Placeholder(self.placeholder(name.trim_start_matches('$'), Place::Query))
            } else {
                Piece::Literal(unquoted.to_owned())
            };
            self.query.push(QueryPart { name, value, optional });
        }
    }

    fn placeholder(&mut self, raw: &str, place: Place) -> usize {
        let raw = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        self.placeholders.push(Placeholder { name: String::new(), raw, place });
        self.placeholders.len() - 1
    }

    /// Names the placeholders and writes the path.
    fn finish(mut self) -> Template {
        let owners: Vec<Option<String>> = (0..self.placeholders.len()).map(|index| self.owner(index)).collect();
        let plain: Vec<String> = self.placeholders.iter().map(|placeholder| identifier(&placeholder.raw)).collect();
        let mut names: Vec<String> = Vec::new();
        for (index, name) in plain.iter().enumerate() {
            let repeated = plain.iter().filter(|other| *other == name).count() > 1;
            let mut chosen = match &owners[index] {
                Some(owner) if repeated => identifier(&format!("{owner} {name}")),
                _ => name.clone(),
            };
            let mut number = 2;
            while names.contains(&chosen) {
                chosen = format!("{}{number}", chosen.trim_end_matches(|c: char| c.is_ascii_digit()));
                number += 1;
            }
            names.push(chosen);
        }
        for (placeholder, name) in self.placeholders.iter_mut().zip(names) {
            placeholder.name = name;
        }
        let path = self.path();
        Template { path, segments: self.segments, placeholders: self.placeholders, query: self.query }
    }

    /// The word before a key, in the singular: the item that a repeated `{id}` is the id of.
    fn owner(&self, placeholder: usize) -> Option<String> {
        let at = self.segments.iter().position(|segment| match segment {
            Segment::Key(index) => *index == placeholder,
            Segment::Mixed(pieces) => pieces.contains(&Piece::Placeholder(placeholder)),
            Segment::Literal(_) | Segment::Call { .. } | Segment::Cast(_) => false,
        })?;
        self.segments[..at].iter().rev().find_map(|segment| match segment {
            Segment::Literal(word) if !word.starts_with('$') => Some(singular(word.trim_end_matches(':'))),
            Segment::Call { name, .. } => Some(name.clone()),
            Segment::Literal(_) | Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => None,
        })
    }

    fn path(&self) -> String {
        let mut path = String::new();
        let piece = |piece: &Piece| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Placeholder(index) => format!("{{{}}}", self.placeholders[*index].name),
        };
        for segment in &self.segments {
            path.push('/');
            match segment {
                Segment::Literal(word) | Segment::Cast(word) => path.push_str(word),
                Segment::Key(index) => path.push_str(&piece(&Piece::Placeholder(*index))),
                Segment::Mixed(pieces) => pieces.iter().for_each(|part| path.push_str(&piece(part))),
                Segment::Call { name, arguments } => {
                    let arguments: Vec<String> = arguments
                        .iter()
                        .map(|argument| {
                            let quote = if argument.quoted { "'" } else { "" };
                            let name = argument.name.as_ref().map_or_else(String::new, |name| format!("{name}="));
                            format!("{name}{quote}{}{quote}", piece(&argument.value))
                        })
                        .collect();
                    path.push_str(&format!("{name}({})", arguments.join(",")));
                }
            }
        }
        path
    }
}

/// The inside of `{x}` or `<x>` when that is all there is.
fn braced(part: &str) -> Option<&str> {
    let inner = part
        .strip_prefix('{')
        .and_then(|part| part.strip_suffix('}'))
        .or_else(|| part.strip_prefix('<').and_then(|part| part.strip_suffix('>')))?;
    (!inner.contains(['{', '}', '<', '>'])).then_some(inner)
}

/// Whether an argument is a constant rather than an example of a value: quoted words, numbers, `true`, `null`.
fn stands_for_itself(value: &str, quoted: bool) -> bool {
    if value.contains(['{', '<']) || value.ends_with("-value") {
        return false;
    }
    quoted || matches!(value, "true" | "false" | "null") || value.parse::<f64>().is_ok()
}

fn is_guid(word: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == 5
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit()))
}

/// camelCase identifier of a placeholder's words: `id | userPrincipalName` → `idOrUserPrincipalName`.
fn identifier(raw: &str) -> String {
    let raw = raw.replace('|', " or ");
    let mut name = String::new();
    for word in raw.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if name.is_empty() => {
                let rest = letters.as_str();
                let shout = !rest.is_empty() && word.chars().all(|c| !c.is_lowercase());
                if shout {
                    name.push_str(&word.to_lowercase());
                } else {
                    name.extend(first.to_lowercase());
                    name.push_str(rest);
                }
            }
            Some(first) => {
                name.extend(first.to_uppercase());
                name.push_str(letters.as_str());
            }
            None => {}
        }
    }
    if name.is_empty() { "value".to_owned() } else { name }
}

/// The singular of an English plural as paths have it: `policies`, `addresses`, `users`.
#[must_use]
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if word.ends_with("ses") && !word.ends_with("uses") || word.ends_with("xes") || word.ends_with("ches") {
        return word[..word.len() - 2].to_owned();
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        return word[..word.len() - 1].to_owned();
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(raw: &str) -> String {
        parse(raw).map_or_else(|error| format!("{error:?}"), |(template, _)| template.path)
    }

    #[test]
    fn spelling_is_normalised() {
        for (raw, expected) in [
            ("/me/messages/", "/me/messages"),
            ("https://graph.microsoft.com/v1.0/me/drive", "/me/drive"),
            ("me/devices", "/me/devices"),
            ("~/onPremises", "/onPremises"),
            ("/users/{id | userPrincipalName}/x", "/users/{idOrUserPrincipalName}/x"),
            (
                "/users/{user-id} | user-principal-name/chats/{chat-id}",
                "/users/{userIdOrUserPrincipalName}/chats/{chatId}",
            ),
            ("/a/{id}/b/{id}", "/a/{aId}/b/{bId}"),
            ("/calendars/{id}/events/{id}/x", "/calendars/{calendarId}/events/{eventId}/x"),
            ("/me/drive/root:/{item-path}:/workbook", "/me/drive/root:/{itemPath}:/workbook"),
            ("/w/range(address='<address>')/cell", "/w/range(address='{address}')/cell"),
            ("/w/f(a=a-value,b={b})", "/w/f(a={a},b={b})"),
            ("/w/f(on='reviewer')", "/w/f(on='reviewer')"),
            ("/w/cell(row={row},column={column})", "/w/cell(row={row},column={column})"),
            ("/w/itemAt(<i>)", "/w/itemAt({i})"),
            ("/x/{tenant id}/y?$filter={z}", "/x/{tenantId}/y"),
            ("/x/6b3ea4f8-1a2b-4c3d-9e8f-0a1b2c3d4e5f", "/x/{id}"),
            ("/groups//members/$ref", "/groups/members/$ref"),
            ("/d/microsoft.graph.user", "/d/microsoft.graph.user"),
        ] {
            assert_eq!(path(raw), expected, "{raw}");
        }
    }

    #[test]
    fn words_are_no_path() {
        assert_eq!(parse("** Collection URI for microsoft.graph.x not found").map(|_| ()), Err(NotAPath::Words));
        assert_eq!(parse("/a/.../b").map(|_| ()), Err(NotAPath::Elided));
        assert_eq!(parse("").map(|_| ()), Err(NotAPath::Empty));
    }

    #[test]
    fn the_query_becomes_parts() {
        let (template, _) = parse("/me/calendarView?startDateTime={start}&$top=5").unwrap();
        assert_eq!(template.path, "/me/calendarView");
        assert_eq!(template.query.len(), 2);
        assert_eq!(template.query[1].value, Piece::Literal("5".into()));
        assert_eq!(template.placeholders[0].place, Place::Query);
    }
}
