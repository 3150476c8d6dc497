//! Reads the YAML at the top of a page, its front matter.
//!
//! In: the text of a page. Out: its entries, and the offset at which the page itself begins. Front matter is usually a
//! flat list of `key: scalar`, which is read by hand. Anything else goes through a YAML parser; if that fails, the
//! entries of the flat lines are kept.

use std::borrow::Cow;

use super::FrontMatter;
use super::inline::trim;
use super::segments::lines;
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::{SourceId, Span, Spanned};

/// The length in bytes up to which the text at the top of a page is given to the YAML parser. A longer text is not
/// front matter.
const YAML_LIMIT: usize = 1 << 16;

/// Reads the front matter, and returns the offset at which the page itself begins.
pub(super) fn read<'s>(text: &'s str, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter<'s>, usize) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut all = lines(text, start..text.len());
    let opening = all.next().filter(|line| text[line.clone()].trim_end() == "---");
    let Some(opening) = opening else {
        diagnostics.push(
            Diagnostic::new(
                code::MISSING_FRONT_MATTER,
                Span::new(source, start..start),
                "the page has no front matter",
            )
            .help("begin the file with a line `---`, entries such as `title: \"…\"`, and another line `---`"),
        );
        return (FrontMatter::default(), start);
    };
    let mut reader = FrontMatterReader { text, source, front_matter: FrontMatter::default(), odd: Vec::new() };
    let mut content = None;
    let mut end = opening.end;
    for line in all {
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            content = Some(next_line(text, line.end));
            break;
        }
        // A title after an empty line belongs to the page. A `---` after it is then not the end of the front matter.
        if text[line.clone()].starts_with("# ")
            && text[..line.start].trim_end_matches(['\r', '\n', ' ']).len() + 1 < line.start
        {
            break;
        }
        end = line.end;
        reader.line(line);
    }
    let content = content.unwrap_or_else(|| {
        reader = FrontMatterReader { text, source, front_matter: FrontMatter::default(), odd: Vec::new() };
        let mut end = next_line(text, opening.end);
        for line in lines(text, end..text.len()) {
            end = line.start;
            let is_content = text[line.clone()].trim_end().is_empty() || text[line.clone()].starts_with('#');
            if is_content || !reader.line(line.clone()) {
                break;
            }
            end = next_line(text, line.end);
        }
        reader.odd.clear();
        // The finding is placed at the last entry, below which the closing `---` is missing.
        let last = lines(text, opening.start..end).last().unwrap_or(opening.clone());
        diagnostics.push(
            Diagnostic::new(
                code::UNCLOSED_FRONT_MATTER,
                Span::new(source, last.clone()),
                "the front matter is never closed",
            )
            .help("add a line `---` after the last entry of the front matter")
            .fix_unsafely(Edit::LineBelow(Span::new(source, last), "---".to_owned())),
        );
        end
    });
    if !reader.odd.is_empty() && !reader.yaml(opening.end..end) {
        for line in &reader.odd {
            diagnostics.push(
                Diagnostic::new(
                    code::INVALID_FRONT_MATTER,
                    Span::new(source, line.clone()),
                    "this line of the front matter does not have the form `key: value`",
                )
                .help("write `key: value`, with the value in quotes if a colon and a space occur in it")
                .about(Subject::words(&text[line.clone()])),
            );
        }
    }
    (reader.front_matter, content)
}

struct FrontMatterReader<'s> {
    text: &'s str,
    source: SourceId,
    front_matter: FrontMatter<'s>,
    /// The byte ranges of lines that are not of the form `key: value`.
    odd: Vec<std::ops::Range<usize>>,
}

impl<'s> FrontMatterReader<'s> {
    /// Reads a line `key: value`. Returns false if the line has another form.
    fn line(&mut self, range: std::ops::Range<usize>) -> bool {
        let text: &'s str = self.text;
        let line = text[range.clone()].trim_end();
        if line.is_empty() || line.starts_with('#') {
            return true;
        }
        let entry = line
            .split_once(':')
            .filter(|(key, value)| is_key(key) && (value.is_empty() || value.starts_with([' ', '\t'])));
        let scalar = entry.and_then(|(key, rest)| {
            let raw = rest.trim();
            Some((key, raw, scalar(raw)?))
        });
        let Some((key, raw, value)) = scalar else {
            self.odd.push(range.start..range.start + line.len());
            return false;
        };
        let from = range.start + line.len() - raw.len();
        let key = Spanned { value: key, span: Span::new(self.source, range.start..range.start + key.len()) };
        let span = Span::new(self.source, from..from + raw.len());
        self.front_matter.entries.push((key, Spanned { value, span }));
        true
    }

    /// Parses the front matter as YAML instead. The parser tells no places, so the keys are searched in the text.
    fn yaml(&mut self, range: std::ops::Range<usize>) -> bool {
        let text: &'s str = self.text;
        if range.len() > YAML_LIMIT {
            return false;
        }
        let Ok(serde_yaml::Value::Mapping(mapping)) = serde_yaml::from_str(&text[range.clone()]) else { return false };
        let mut front_matter = FrontMatter::default();
        for line in lines(text, range) {
            let Some((key, rest)) = text[line.clone()].split_once(':').filter(|(key, _)| is_key(key)) else { continue };
            let Some(value) = mapping.get(key) else { continue };
            let span = Span::new(self.source, line.start..line.start + key.len());
            let place = trim(text, line.end - rest.len()..line.end);
            let value = Spanned { value: Cow::Owned(flat(value)), span: Span::new(self.source, place) };
            front_matter.entries.push((Spanned { value: key, span }, value));
        }
        self.front_matter = front_matter;
        true
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// The value in `key: value`. `None` if it starts like something that only a YAML parser can read, such as a list.
fn scalar(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first() {
        None => Some(Cow::Borrowed("")),
        Some(b'"') => {
            let inner = raw[1..].strip_suffix('"')?;
            if !inner.contains('\\') {
                return Some(Cow::Borrowed(inner));
            }
            // A string in double quotes may have escapes. If YAML does not know one of them, the text stays as it is.
            let decoded = serde_yaml::from_str::<String>(raw);
            Some(decoded.map_or(Cow::Borrowed(inner), Cow::Owned))
        }
        Some(b'\'') => {
            let inner = raw[1..].strip_suffix('\'')?;
            Some(if inner.contains("''") { Cow::Owned(inner.replace("''", "'")) } else { Cow::Borrowed(inner) })
        }
        Some(b'|' | b'>' | b'[' | b'{' | b'&' | b'!' | b'%') => None,
        Some(_) if !raw.contains('#') => Some(Cow::Borrowed(raw)),
        Some(_) => Some(Cow::Borrowed(raw.split_once(" #").map_or(raw, |(value, _)| value.trim_end()))),
    }
}

/// A YAML value as a single text. If the value is a list, its items are joined with commas.
fn flat(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::Bool(value) => value.to_string(),
        serde_yaml::Value::Number(value) => value.to_string(),
        serde_yaml::Value::String(value) => value.trim_end().to_owned(),
        serde_yaml::Value::Sequence(values) => values.iter().map(flat).collect::<Vec<_>>().join(", "),
        serde_yaml::Value::Tagged(value) => flat(&value.value),
        serde_yaml::Value::Null | serde_yaml::Value::Mapping(_) => String::new(),
    }
}

/// The offset at which the line begins that follows the line ending at `end`.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let width = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    end + width
}
