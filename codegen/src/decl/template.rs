//! Request paths. In: the text after the method. Out: a normalised template.
//!
//! Removed: scheme and host, the version, a leading `~`, a trailing slash or backslash, `HTTP/1.1`, spaces within
//! placeholders. Added: a missing leading slash or brace. `<x>` and `{a | b}` each become one placeholder whose name is
//! an identifier. Unchanged: casts, `$ref`, `$value`, `$count`, path-based addressing, function calls.
//!
//! # Rule 14: Path
//!
//! The text of a path is normalised, and everything beyond spelling is a finding (D0702 to D0706, D0712, D0714). The
//! table of parameters decides how an argument is written, and turns a sample value into a placeholder
//! (`template/typed.rs`, D0716).

use std::borrow::Cow;

use crate::api::Template;
use crate::decl::vocabulary::{ROOT_ENDS, SERVICE_ROOTS};
use crate::diagnostic::Edit;
use crate::source::Span;

mod braces;
mod builder;
mod names;
mod parentheses;
mod path_repair;
mod split;
pub(super) mod typed;

use builder::Builder;
use parentheses::balanced;
pub(crate) use path_repair::{NotAPath, PathRepair};
use split::split;

/// Resolves an optional part in square brackets: `/users/{id}` and `/users` for `/users[/{id}]`. The part has to
/// consist of segments, or of the arguments of a function call, as in `f[(a={a})]`. `None` for any other text.
#[must_use]
pub(crate) fn without_optional(raw: &str) -> Option<(String, String)> {
    let (before, rest) = raw.split_once('[')?;
    let (part, after) = rest.split_once(']')?;
    let is_argument = part.starts_with('(') && part.ends_with(')');
    let is_part = is_argument || part.starts_with('/') && part.len() > 1;
    let is_path = !before.contains(['?', '(']) && !before.ends_with('/') && !after.contains(['[', ']']);
    (is_part && is_path).then(|| (format!("{before}{part}{after}"), format!("{before}{after}")))
}

/// Parses the path of a request line: the text after the method.
///
/// # Errors
/// When the text is not a path; see [`NotAPath`].
pub(crate) fn parse(raw: &str) -> Result<(Template, Vec<PathRepair>), NotAPath> {
    let mut repairs = Vec::new();
    let raw = with_query_placeholders(decoded(raw));
    let (text, changed) = braces::matched(&strip(&raw, &mut repairs)?);
    if changed {
        repairs.push(PathRepair::Brace);
    }
    let text = match with_missing_slashes(&text) {
        Some(apart) => {
            repairs.push(PathRepair::Joined);
            apart
        }
        None => text,
    };
    let (path, query) = split_query(&text);
    let mut builder = Builder::default();
    let path = unite_alternatives(path);
    let path = match balanced(&path) {
        Some(closed) => {
            repairs.push(PathRepair::Parenthesis);
            Cow::Owned(closed)
        }
        None => path,
    };
    let mut parts = split(&path, b'/');
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
            repairs.push(PathRepair::EmptySegment);
            continue;
        }
        match part {
            "..." | "…" | "{...}" => return Err(NotAPath::Elided),
            // HTTP clients resolve the segments `.` and `..` before they send a request, so a path with one of them
            // would become another path.
            "." | ".." => return Err(NotAPath::Nameless),
            _ => {}
        }
        let part = match other_notation(part) {
            Some(name) => {
                repairs.push(PathRepair::Notation);
                Cow::Owned(format!("{{{name}}}"))
            }
            None => Cow::Borrowed(part),
        };
        builder.segment(&part, index + 1 == count, &mut repairs)?;
    }
    if builder.segments.is_empty() {
        return Err(NotAPath::Empty);
    }
    builder.query(&query);
    Ok((builder.finish(), repairs))
}

/// The path to write on the page instead of `raw`: segments with a mistake come from the corrected path `taken`, the
/// other segments and the query from `raw`, so that they keep their spelling.
pub(crate) fn with_sound_parts(raw: &str, taken: &str) -> String {
    let (path, query) = raw.split_once('?').map_or((raw, ""), |(path, query)| (path, query));
    let mut ours = path.split('/').filter(|part| !part.trim().is_empty()).peekable();
    let mut text = String::new();
    for part in taken.split('?').next().unwrap_or(taken).split('/').filter(|part| !part.is_empty()) {
        let is_sound = |ours: &&str| *ours == part || braced(ours).is_some() && braced(part).is_some();
        text += "/";
        match ours.next_if(is_sound) {
            Some(sound) => text += sound,
            None => {
                text += part;
                ours.next();
            }
        }
    }
    if !query.is_empty() {
        text += "?";
        text += query;
    }
    text
}

/// The path with balanced parentheses: `/range(address='a')/rows` for `/range(address='a'/rows`. `None` if the
/// parentheses of `raw` already match.
pub(crate) fn with_parentheses(raw: &str) -> Option<String> {
    let (path, query) = raw.split_once('?').map_or((raw, None), |(path, query)| (path, Some(query)));
    let path = balanced(path)?;
    Some(query.map_or_else(|| path.clone(), |query| format!("{path}?{query}")))
}

/// An edit that removes the quotes around an argument of a function. `None` if the argument is not in quotes.
pub(crate) fn without_quotes(path: &str, name: &str, span: Span) -> Option<Edit> {
    let quoted = path.split_once(&format!("{name}='"))?.1;
    let value = quoted.split_once('\'')?.0;
    Some(Edit::Word(span, format!("{name}='{value}'"), format!("{name}={value}")))
}

/// The path of an absolute URL, without scheme, host and version.
pub(crate) fn without_host(raw: &str) -> &str {
    let text = raw.trim();
    let behind_host = without_prefix(text, "https://").or_else(|| without_prefix(text, "http://"));
    let path = behind_host.map(|rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let path = path.or_else(|| behind_root(text)).unwrap_or(text);
    behind_version(path).unwrap_or(path)
}

/// How many segments may precede the version at most. In `https://host/api/depot/v2`, two do: `api` and `depot`.
const SEGMENTS_BEFORE_VERSION: usize = 2;

/// The part of a path from the version on: `/v2/users` in `/api/depot/v2/users`. At most [`SEGMENTS_BEFORE_VERSION`]
/// segments may precede the version. `None` if there is no version.
pub(crate) fn from_version(path: &str) -> Option<&str> {
    let slashes = path.match_indices('/').map(|(at, _)| &path[at..]);
    slashes.take(SEGMENTS_BEFORE_VERSION + 1).find(|rest| behind_first_version(rest).is_some())
}

/// The part of a path after the version: `/users` in `/api/depot/v2/users`. `None` if there is no version.
fn behind_version(path: &str) -> Option<&str> {
    behind_first_version(from_version(path)?)
}

/// The name in a segment that is a single placeholder: `id` in `{id}`. `None` for any other segment.
fn braced(part: &str) -> Option<&str> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then_some(name)
}

/// Inserts the missing slash between a placeholder and a word directly after it: `/a/{id}/b` for `/a/{id}b`. `None` if
/// no slash is missing.
fn with_missing_slashes(path: &str) -> Option<String> {
    let mut text = String::with_capacity(path.len() + 1);
    let mut depth = 0_usize;
    let mut joined = false;
    let end = path.find('?').unwrap_or(path.len());
    let mut letters = path[..end].chars().peekable();
    while let Some(letter) = letters.next() {
        text.push(letter);
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '}' if depth == 0 && letters.peek().is_some_and(char::is_ascii_alphabetic) => {
                text.push('/');
                joined = true;
            }
            _ => {}
        }
    }
    text.push_str(&path[end..]);
    joined.then_some(text)
}

/// The name in a segment that is a placeholder in another notation: `:id`, `[id]` or `(id)`. A colon at the end of a
/// segment, as in `root:`, is no such notation: it introduces a file path. `None` for any other segment.
fn other_notation(part: &str) -> Option<&str> {
    let within = |open, close| part.strip_prefix(open)?.strip_suffix(close);
    let name = part.strip_prefix(':').or_else(|| within('[', ']')).or_else(|| within('(', ')'))?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    is_name.then_some(name)
}

/// Decodes character references such as `&lt;` and percent-encoded braces, and turns no-break spaces into spaces.
fn decoded(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() && !raw.contains(['&', '%']) {
        return Cow::Borrowed(raw);
    }
    let raw = raw.replace("%7B", "{").replace("%7D", "}");
    Cow::Owned(raw.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace('\u{a0}', " "))
}

/// Removes what surrounds the path: spaces, a trailing backslash, `HTTP/1.1`, a leading `~`, scheme, host and version.
/// Adds a missing leading slash.
fn strip<'t>(raw: &'t str, repairs: &mut Vec<PathRepair>) -> Result<Cow<'t, str>, NotAPath> {
    let mut text = raw.trim().trim_end_matches('\\').trim();
    if let Some(at) = text.find(" HTTP/") {
        text = &text[..at];
    }
    if text.contains("**") || text.contains(' ') && text.to_ascii_lowercase().contains("not found") {
        return Err(NotAPath::Words);
    }
    if let Some(rest) = without_prefix(text, "https://").or_else(|| without_prefix(text, "http://")) {
        repairs.push(PathRepair::AbsoluteUrl);
        text = &rest[rest.find('/').unwrap_or(rest.len())..];
        text = behind_version(text).unwrap_or(text);
    } else if let Some(rest) = behind_root(text) {
        repairs.push(PathRepair::AbsoluteUrl);
        text = behind_version(rest).unwrap_or(rest);
    }
    text = text.strip_prefix('~').unwrap_or(text);
    let mut text = Cow::Borrowed(text);
    if !text.starts_with('/') {
        if text.is_empty() {
            return Err(NotAPath::Empty);
        }
        if !text.starts_with(|c: char| c.is_alphanumeric() || c == '{' || c == '$') {
            return Err(NotAPath::Words);
        }
        repairs.push(PathRepair::MissingSlash);
        text = Cow::Owned(format!("/{text}"));
    }
    let behind_version = ["/v1.0", "/beta", "/v1"]
        .into_iter()
        .find_map(|version| without_prefix(&text, version).filter(|rest| rest.starts_with('/')))
        .map(|rest| text.len() - rest.len());
    Ok(match (behind_version, text) {
        (None, text) => text,
        (Some(start), Cow::Borrowed(text)) => Cow::Borrowed(&text[start..]),
        (Some(start), Cow::Owned(text)) => Cow::Owned(text[start..].to_owned()),
    })
}

/// What follows the version with which a path begins: `/users` for `/v2.0/users`. The version may have any numbers.
/// `None` if the path does not begin with a version.
fn behind_first_version(path: &str) -> Option<&str> {
    let version = path.strip_prefix("/v")?;
    let end = version.find('/')?;
    let mut parts = version[..end].split('.');
    parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| &version[end..])
}

/// What follows a placeholder for the root of the service: `/boxes` for `{serviceRoot}/boxes`, `depotPrefix/boxes`
/// and `[Organization URI]/boxes`. `None` if the text does not begin with such a placeholder.
fn behind_root(text: &str) -> Option<&str> {
    let within = |open, close| text.strip_prefix(open)?.split_once(close);
    let bare = || text.find('/').map(|at| text.split_at(at));
    let (name, rest) = within('{', '}').or_else(|| within('[', ']')).or_else(bare)?;
    let is_root = || {
        let name = name.replace(['-', '_', ' '], "").to_ascii_lowercase();
        let is_named = SERVICE_ROOTS.contains(&name.as_str());
        let ends = || ROOT_ENDS.iter().any(|end| name.strip_suffix(end).is_some_and(|before| !before.is_empty()));
        is_named || name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && ends()
    };
    (rest.starts_with('/') && is_root()).then_some(rest)
}

/// The text after a prefix in any letter case. `None` if the text does not begin with it.
fn without_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Moves the alternative names of a placeholder into one pair of braces: `{user-id} | user-principal-name/chats`
/// becomes `{user-id | user-principal-name}/chats`.
fn unite_alternatives(path: &str) -> Cow<'_, str> {
    if !path.contains('|') {
        return Cow::Borrowed(path);
    }
    let Some(at) = path.find("} |").or_else(|| path.find("}|")) else { return Cow::Borrowed(path) };
    let rest = &path[at + 1..];
    let end = rest.find('/').unwrap_or(rest.len());
    Cow::Owned(format!("{}{}}}{}", &path[..at], rest[..end].replace(['{', '}'], ""), &rest[end..]))
}

/// Writes the query of a URI template (RFC 6570, section 3.2.8) as an optional query with a placeholder for each name:
/// `/users{?a,b}` becomes `/users[?a={a}&b={b}]`.
fn with_query_placeholders(raw: Cow<'_, str>) -> Cow<'_, str> {
    let Some((path, names)) = raw.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once("{?")) else {
        return raw;
    };
    if names.contains(['{', '=']) {
        return raw;
    }
    let parts = names.split(',').map(|name| name.trim().trim_end_matches('*')).filter(|name| !name.is_empty());
    let parts: Vec<String> = parts.map(|name| format!("{name}={{{name}}}")).collect();
    Cow::Owned(format!("{path}[?{}]", parts.join("&")))
}

/// Divides a text into path and query. The query may be in brackets that mark it as optional: `[?includeIDs=true]`.
fn split_query(text: &str) -> (&str, String) {
    let parts = split(text, b'?');
    let (path, query) = parts.split_first().map_or(("", String::new()), |(path, rest)| (*path, rest.join("&")));
    match path.strip_suffix('[') {
        Some(path) => (path, format!("[{query}")),
        None => (path, query),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Piece, Place};

    fn path(raw: &str) -> String {
        parse(raw).map_or_else(|error| format!("{error:?}"), |(template, _)| template.path)
    }

    #[test]
    fn the_spelling_of_a_path_is_normalised() {
        for (raw, expected) in [
            ("/me/messages/", "/me/messages"),
            ("https://api.contoso.com/v2.0/boxes", "/boxes"),
            ("https://api.contoso.com/vaults/boxes", "/vaults/boxes"),
            ("{service-root}/v3/boxes/{id}", "/boxes/{id}"),
            ("[Tenant URI]/api/data/v3.1/boxes", "/boxes"),
            ("boxesPrefix/boxes({id})", "/boxes({id})"),
            ("prefix/boxes", "/prefix/boxes"),
            ("{id}/boxes", "/{id}/boxes"),
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
            ("/books/by(title='{title}'):/pages", "/books/by(title='{title}'):/pages"),
            ("/w/f(a=a-value,b={b})", "/w/f(a={a},b={b})"),
            ("/w/f(on='reviewer')", "/w/f(on='reviewer')"),
            ("/w/f(a=sales.pattern'{a}',b=2)", "/w/f(a=sales.pattern'{a}',b=2)"),
            ("/w/cell(row={row},column={column})", "/w/cell(row={row},column={column})"),
            ("/w/itemAt(<i>)", "/w/itemAt({i})"),
            ("/x/{tenant id}/y?$filter={z}", "/x/{tenantId}/y"),
            ("/x/6b3ea4f8-1a2b-4c3d-9e8f-0a1b2c3d4e5f", "/x/{id}"),
            ("/x/:tenant-id/y", "/x/{tenantId}/y"),
            ("/x/[tenant-id]/y", "/x/{tenantId}/y"),
            ("/x/(tenant-id)/y", "/x/{tenantId}/y"),
            ("/a/{id}b/{id}", "/a/{aId}/b/{bId}"),
            ("/x/%7Bid%7D/y", "/x/{id}/y"),
            ("/groups//members/$ref", "/groups/members/$ref"),
            ("/d/microsoft.graph.user", "/d/microsoft.graph.user"),
        ] {
            assert_eq!(path(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_text_that_is_not_a_path_is_refused_with_the_reason() {
        assert_eq!(parse("** Collection URI for microsoft.graph.x not found").map(|_| ()), Err(NotAPath::Words));
        assert_eq!(parse("/a/.../b").map(|_| ()), Err(NotAPath::Elided));
        assert_eq!(parse("/a/../b").map(|_| ()), Err(NotAPath::Nameless));
        assert_eq!(parse("/a/{}/b").map(|_| ()), Err(NotAPath::Nameless));
        assert_eq!(parse("").map(|_| ()), Err(NotAPath::Empty));
    }

    #[test]
    fn the_query_is_split_into_options() {
        let (template, _) = parse("/me/calendarView?startDateTime={start}&$top=5").unwrap();
        assert_eq!(template.path, "/me/calendarView");
        assert_eq!(template.query.len(), 2);
        assert_eq!(template.query[1].value, Piece::Literal("5".into()));
        assert_eq!(template.placeholders[0].place, Place::Query);
    }
}
