//! Reads one cell of a permission table.
//!
//! In: the text of a cell. Out: its alternatives, each a list of scopes that are needed together; if the cell contains
//! labels, the alternatives of each label. Invariant: words that are neither scopes nor labels are reported.

use std::borrow::Cow;

use crate::api::Scopes;
use crate::code;
use crate::decl::vocabulary::permissions::{AND, NO_SCOPE, OR, is_scope, needs_none};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{self, Inline, Text};

/// HTML tags that begin or end a line.
const LINE_TAGS: &[&str] = &["li", "ul", "ol", "p", "div"];

/// What a cell says, or what it says after one of its labels, such as `For **user** resource:`.
pub(super) struct CellPart {
    /// The words before the colon, such as `For user resource`; `None` for a cell without labels.
    pub label: Option<String>,
    /// The alternatives, each with the scopes that are needed together. An empty list means that the kind of caller
    /// is not supported. An alternative without scopes means that the caller needs no permission. `None` if the cell
    /// says nothing about scopes.
    pub scopes: Option<Vec<Scopes>>,
}

/// Reads a cell. A comma, `or`, a new line or a list item separates alternatives; `and` joins scopes that are needed
/// together. The result has at least one part.
pub(super) fn read(cell: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<CellPart> {
    let cell = &*without_footnotes(cell);
    let plain = cell.plain();
    if is_nothing(&plain) {
        return vec![CellPart { label: None, scopes: Some(Vec::new()) }];
    }
    if needs_none(&plain) && !plain.split([' ', ',']).any(|word| is_scope(without_punctuation(word))) {
        return vec![CellPart { label: None, scopes: Some(vec![Scopes::new()]) }];
    }
    let lines = lines(cell, &plain);
    let mut parts: Vec<(Option<String>, PartBuilder)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map(AsRef::as_ref).unwrap_or_default();
        let (label, rest) = match labelled(line, next) {
            Some((label, rest)) => (Some(label.to_owned()), rest),
            None => (None, line.as_ref()),
        };
        if label.is_some() || parts.is_empty() {
            parts.push((label, PartBuilder::default()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.read(rest, cell);
        }
    }
    if parts.iter().any(|(_, part)| part.has_words) {
        diagnostics.push(more_than_scopes(cell, &plain));
    }
    let part =
        |(label, part): (Option<String>, PartBuilder)| CellPart { label, scopes: part.finish(cell, diagnostics) };
    parts.into_iter().map(part).collect()
}

/// All alternatives in a cell, whatever labels stand before them. `None` if the cell says nothing about scopes.
pub(super) fn scopes(cell: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Scopes>> {
    let mut parts = read(cell, diagnostics).into_iter().map(|part| part.scopes);
    let mut all = parts.next().flatten();
    for more in parts.flatten() {
        all.get_or_insert_default().extend(more);
    }
    all
}

/// A cell without the marks of footnotes, such as `<sup>1</sup>`.
fn without_footnotes<'t, 's>(cell: &'t Text<'s>) -> Cow<'t, Text<'s>> {
    let is_mark =
        |inline: &Inline<'_>| matches!(inline, Inline::Html(tag) if tag.to_ascii_lowercase().contains("sup>"));
    if !cell.inlines.iter().any(is_mark) {
        return Cow::Borrowed(cell);
    }
    let mut is_within = false;
    let mut inlines = Vec::new();
    for inline in &cell.inlines {
        match inline {
            Inline::Html(tag) if is_mark(inline) => is_within = !tag.contains("</"),
            _ if is_within => {}
            _ => inlines.push(inline.clone()),
        }
    }
    Cow::Owned(Text { span: cell.span, inlines })
}

/// Whether a cell consists of the word `None`.
pub(super) fn says_none(cell: &Text<'_>) -> bool {
    cell.plain().trim().trim_end_matches('.').eq_ignore_ascii_case("none")
}

/// Whether words such as `Not supported.` say that no scope gives the kind of caller access.
pub(super) fn is_nothing(words: &str) -> bool {
    let words = words.trim().trim_end_matches('.').trim_matches('*').trim();
    NO_SCOPE.iter().any(|nothing| words.eq_ignore_ascii_case(nothing))
}

/// The visible lines of a cell. HTML items and paragraphs count as lines.
fn lines<'t>(cell: &'t Text<'_>, plain: &'t str) -> Vec<Cow<'t, str>> {
    let ends_line = |inline: &Inline<'_>| match inline {
        Inline::Break => true,
        Inline::Html(tag) => {
            let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
            let name = name.trim_end_matches(['>', '/', ' ']);
            LINE_TAGS.contains(&name)
        }
        Inline::Text(_) | Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) => false,
    };
    if !cell.inlines.iter().any(ends_line) {
        return vec![Cow::Borrowed(plain)];
    }
    let lines = cell.inlines.split(ends_line).map(|line| page::plain(line).into_owned());
    lines.filter(|line| !line.is_empty()).map(Cow::Owned).collect()
}

/// The label at the start of a line, and the text after it. Words before a colon are a label only if scopes, or words
/// such as `Not supported`, follow on this line or the next one. `None` if the line has no label.
fn labelled<'t>(line: &'t str, next: &str) -> Option<(&'t str, &'t str)> {
    let (label, rest) = line.split_once(':')?;
    let has_scopes = |text: &str| text.split([' ', ',', ';']).any(|word| is_scope(without_punctuation(word)));
    let (label, rest) = (label.trim(), rest.trim());
    let told = if rest.is_empty() { next } else { rest };
    let tells = !told.is_empty() && (has_scopes(told) || is_nothing(told));
    (!label.is_empty() && !has_scopes(label) && tells).then_some((label, rest))
}

/// Whether a line is a list of scopes with `and` before the last one: `A, B, and C` or `A, B and C`. The first form
/// means that all scopes are needed together. The second form means this only in a column of least privileged
/// permissions.
pub(super) fn is_conjunction(line: &str) -> bool {
    let parts: Vec<&str> = line.split(',').map(str::trim).collect();
    let Some((last, others)) = parts.split_last().filter(|(_, others)| !others.is_empty()) else { return false };
    let is_alone = |part: &&str| is_scope(without_punctuation(part));
    let mut words = last.split(' ').filter(|word| !word.is_empty());
    let scopes = words.clone().filter(|word| is_scope(without_punctuation(word))).count();
    let is_and = |word: &str| word.eq_ignore_ascii_case("and");
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_last = is_and(first) && scopes == 1 || is_scope(without_punctuation(first)) && is_and(second) && scopes == 2;
    is_last && last.split(' ').count() <= 3 && others.iter().all(is_alone)
}

/// A word without the punctuation at its ends.
fn without_punctuation(token: &str) -> &str {
    // Most words begin and end with a letter or a digit, so that there is nothing to remove.
    match token.as_bytes() {
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => token,
        _ => token.trim_matches(['*', '_', '`', '(', ')', '.', ':', '[', ']', '"', '^', '|']),
    }
}

/// The scopes of a cell, or of what follows one of its labels, while the lines are being read.
#[derive(Default)]
struct PartBuilder {
    alternatives: Vec<Scopes>,
    /// Whether this part of the cell contains words other than scopes, such as `for a user`.
    has_words: bool,
    /// Findings about a missing comma between two scopes.
    commas: Vec<Diagnostic>,
    /// Findings about a full stop or semicolon after a scope.
    marks: Vec<Diagnostic>,
}

impl PartBuilder {
    fn read(&mut self, line: &str, cell: &Text<'_>) {
        if is_nothing(line) {
            return;
        }
        let before_line = self.alternatives.len();
        if cell.inlines.len() == 1 {
            self.commas.extend(empty_part(line, cell));
        }
        for part in line.split([',', ';']) {
            // Only a cell without markup is checked for full stops and semicolons, because the items of an HTML list
            // may end with such a mark.
            if cell.inlines.len() == 1 {
                self.marks.extend(mark_after_scopes(line, part, cell));
            }
            let (mut joined, mut separated) = (false, true);
            let mut before = "";
            for token in part.split_whitespace() {
                let word = without_punctuation(token);
                let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
                if is(OR) {
                    (joined, separated) = (false, true);
                } else if is(AND) {
                    (joined, separated) = (true, true);
                } else if is_scope(word) {
                    if !std::mem::replace(&mut separated, false) {
                        self.commas.push(no_comma(cell, before, word));
                    }
                    before = word;
                    match self.alternatives.last_mut() {
                        Some(last) if joined => {
                            last.push(word.into());
                            joined = false;
                        }
                        _ => self.alternatives.push(vec![word.into()]),
                    }
                } else {
                    self.has_words |= !word.is_empty();
                }
            }
        }
        if is_conjunction(line) && line.contains(", and ") {
            let together = self.alternatives.drain(before_line..).flatten().collect();
            self.alternatives.push(together);
        }
    }

    fn finish(mut self, cell: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Scopes>> {
        // Words such as `for a user` may separate two scopes instead of a comma, so a part with such words gets no
        // findings about commas, full stops and semicolons.
        if !self.has_words {
            diagnostics.append(&mut self.commas);
            diagnostics.extend(self.marks.pop());
        }
        let alternatives = &self.alternatives;
        if let Some(twice) = alternatives.iter().enumerate().find(|(at, one)| alternatives[..*at].contains(one)) {
            let scope = twice.1.join(" and ");
            let message = format!("the permission `{scope}` occurs twice in this cell");
            diagnostics.push(
                Diagnostic::new(code::PERMISSION_TWICE, cell.span, message)
                    .help(format!("remove the second `{scope}`, or write the permission that is meant"))
                    .about(Subject::words(&scope))
                    .fix_unsafely(Edit::Repeated(cell.span, scope)),
            );
        }
        self.alternatives.shrink_to_fit();
        (!self.has_words || !self.alternatives.is_empty()).then_some(self.alternatives)
    }
}

fn no_comma(cell: &Text<'_>, before: &str, word: &str) -> Diagnostic {
    Diagnostic::new(code::PERMISSION_COMMA, cell.span, format!("no comma stands before the permission `{word}`"))
        .help("write a comma between alternative permissions, or `and` between permissions that are needed together")
        .about(Subject::words(word))
        .fix_unsafely(Edit::Word(cell.span, format!("{before} {word}"), format!("{before}, {word}")))
}

/// The finding about a superfluous comma: a comma directly after another one, as in `User.Read,, User.ReadWrite`, or a
/// comma with nothing after it.
fn empty_part(line: &str, cell: &Text<'_>) -> Option<Diagnostic> {
    let parts: Vec<&str> = line.split(',').collect();
    let at = parts.iter().skip(1).position(|part| part.trim().is_empty())? + 1;
    let scope = parts[at - 1].split_whitespace().last().filter(|word| is_scope(without_punctuation(word)))?;
    let rest = parts[at..].iter().find(|part| !part.trim().is_empty());
    let (message, help) = match rest {
        Some(_) => (format!("two commas follow the permission `{scope}`"), "remove one of the two commas"),
        None => (
            format!("nothing follows the comma after the permission `{scope}`"),
            "remove the comma, or add another permission after it",
        ),
    };
    Some(Diagnostic::new(code::PERMISSION_COMMA, cell.span, message).help(help).about(Subject::words(scope)))
}

/// The finding about a full stop or a semicolon directly after the scopes of one part of a line: `User.Read.` or
/// `User.Read;`. Such a mark is not part of the scope.
fn mark_after_scopes(line: &str, part: &str, cell: &Text<'_>) -> Option<Diagnostic> {
    let words = part.trim();
    let last = words.split_whitespace().last()?;
    let scope = last.strip_suffix('.').unwrap_or(last);
    let end = part.as_ptr() as usize - line.as_ptr() as usize + part.len();
    let (message, help, wrong, right) = if scope.len() < last.len() {
        let message = format!("a full stop follows the permission `{scope}`");
        (message, format!("write `{scope}`"), last.to_owned(), scope.to_owned())
    } else if line[end..].starts_with(';') {
        let message = format!("a semicolon follows the permission `{scope}`");
        (message, "write a comma instead of the semicolon".to_owned(), format!("{last};"), format!("{last},"))
    } else {
        return None;
    };
    is_scope(scope).then(|| {
        Diagnostic::new(code::PERMISSION_COMMA, cell.span, message)
            .help(help)
            .about(Subject::words(scope))
            .fix_unsafely(Edit::Word(cell.span, wrong, right))
    })
}

fn more_than_scopes(cell: &Text<'_>, plain: &str) -> Diagnostic {
    if plain.to_ascii_lowercase().contains("todo") {
        return Diagnostic::new(
            code::PERMISSION_PLACEHOLDER,
            cell.span,
            format!("`{plain}` is placeholder text where permissions are expected"),
        )
        .help("write the permissions, separated by commas, or `Not supported.`")
        .about(Subject::words(plain));
    }
    let shown = shorten(plain);
    Diagnostic::new(
        code::PERMISSION_CELL,
        cell.span,
        format!("this cell of the table of permissions contains words besides permissions: `{shown}`"),
    )
    .help("write only permissions in the cell, separated by commas, and describe conditions below the table")
    .about(Subject::words(plain))
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 80 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(79).collect::<String>())
    }
}
