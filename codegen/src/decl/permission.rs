//! Permission tables, in their usual and their transposed form.

use std::borrow::Cow;

use crate::api::{Permissions, Scopes};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::page::{Table, Text};
use crate::source::Span;

/// What a cell says that names no scope.
const NOTHING: &[&str] =
    &["not supported", "none", "not applicable", "n/a", "not available", "no", "not supported for this api", "-", ""];

/// The kinds of caller a table distinguishes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    Work,
    Personal,
    Application,
}

/// Whether a table's header is that of a permission table.
#[must_use]
pub fn is_table(table: &Table<'_>) -> bool {
    table.header.first().is_some_and(|first| starts_with(&first.plain(), "permission type"))
        || table.header.iter().skip(1).filter(|cell| caller(&cell.plain()).is_some()).count() >= 2
}

/// Reads a permission table. `used` is told each row that was understood, `diagnostics` what was not.
pub fn read(
    table: &Table<'_>,
    label: Option<&str>,
    mut used: impl FnMut(Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Permissions> {
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().into_owned()).collect();
    let columns: Vec<Option<Caller>> = header.iter().map(|cell| caller(cell)).collect();
    if columns.iter().skip(1).flatten().count() >= 2 {
        return transposed(table, &columns, used, diagnostics);
    }
    let many = header.len() > 2;
    let mut sets: Vec<Permissions> = (1..header.len().max(2))
        .map(|index| Permissions {
            label: if many { header.get(index).cloned() } else { label.map(str::to_owned) },
            span: table.span,
            ..Permissions::default()
        })
        .collect();
    let mut current = None;
    for row in &table.rows {
        let Some(first) = row.cells.first() else { continue };
        let words = first.plain();
        match caller(&words) {
            Some(caller) => current = Some(caller),
            None if row.cells.len() < 2 && words.is_empty() => {
                used(row.span);
                continue;
            }
            None => {}
        }
        let Some(current) = current else {
            let message = format!("`{words}` in the first column of a permission table");
            diagnostics.push(
                Diagnostic::new(code::PERMISSION_ROW, row.span, message)
                    .expected("a kind of account; the row is left out"),
            );
            continue;
        };
        used(row.span);
        for (index, set) in sets.iter_mut().enumerate() {
            if let Some(cell) = row.cells.get(index + 1) {
                add(slot(set, current), scopes(cell, diagnostics));
            }
        }
    }
    sets
}

/// One row per resource, one column per kind of caller.
fn transposed(
    table: &Table<'_>,
    columns: &[Option<Caller>],
    mut used: impl FnMut(Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Permissions> {
    let mut sets = Vec::new();
    for row in &table.rows {
        used(row.span);
        let mut set = Permissions {
            label: row.cells.first().map(|cell| cell.plain().into_owned()),
            span: table.span,
            ..Permissions::default()
        };
        for (cell, caller) in row.cells.iter().zip(columns) {
            if let Some(caller) = caller {
                add(slot(&mut set, *caller), scopes(cell, diagnostics));
            }
        }
        sets.push(set);
    }
    sets
}

fn slot(set: &mut Permissions, caller: Caller) -> &mut Vec<Scopes> {
    match caller {
        Caller::Work => &mut set.delegated_work,
        Caller::Personal => &mut set.delegated_personal,
        Caller::Application => &mut set.application,
    }
}

/// Adds the scopes of a cell; nearly always they are the first ones.
fn add(slot: &mut Vec<Scopes>, more: Vec<Scopes>) {
    if slot.is_empty() {
        *slot = more;
    } else {
        slot.extend(more);
    }
}

fn caller(words: &str) -> Option<Caller> {
    if starts_with(words, "application") {
        Some(Caller::Application)
    } else if starts_with(words, "delegated") {
        let personal = words.to_ascii_lowercase().contains("personal");
        Some(if personal { Caller::Personal } else { Caller::Work })
    } else {
        None
    }
}

/// Whether a text starts with a word, in whatever letter case.
fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The scopes of a cell: alternatives by comma, `or` or line; `and` joins what is needed together.
fn scopes(cell: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Scopes> {
    let plain = cell.plain();
    let words = plain.trim().trim_end_matches('.').trim_matches('*').trim();
    if NOTHING.iter().any(|nothing| words.eq_ignore_ascii_case(nothing)) {
        return Vec::new();
    }
    let mut alternatives: Vec<Scopes> = Vec::new();
    let mut unknown = false;
    let lines =
        if plain.contains('<') { Cow::Owned(plain.replace("<br>", ",")) } else { Cow::Borrowed(plain.as_ref()) };
    for part in lines.split([',', ';']) {
        let mut joined = false;
        for token in part.split_whitespace() {
            let word = token.trim_matches(['*', '_', '`', '(', ')', '.', ':', '[', ']', '"', '^', '|']);
            let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
            if is(&["or"]) {
                joined = false;
            } else if is(&["and", "+", "&", "plus"]) {
                joined = true;
            } else if is_scope(word) {
                match alternatives.last_mut() {
                    Some(last) if joined => {
                        last.push(word.to_owned());
                        joined = false;
                    }
                    _ => alternatives.push(vec![word.to_owned()]),
                }
            } else {
                unknown |= !word.is_empty();
            }
        }
    }
    if unknown {
        let diagnostic = if plain.to_ascii_lowercase().contains("todo") {
            Diagnostic::new(code::PERMISSION_PLACEHOLDER, cell.span, format!("`{plain}` where permissions belong"))
                .expected("a comma-separated list of scopes, or `Not supported.`")
        } else {
            Diagnostic::new(
                code::PERMISSION_CELL,
                cell.span,
                format!("words in a permission cell: `{}`", shorten(&plain)),
            )
            .expected("scopes separated by commas; the scopes that were recognised are kept")
        };
        diagnostics.push(diagnostic);
    }
    alternatives.shrink_to_fit();
    alternatives
}

/// `Mail.ReadWrite`, `User.Read.All`, `email`, `full_access_as_user`: a dotted name, or a known bare one.
fn is_scope(word: &str) -> bool {
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    (dotted && word.starts_with(|c: char| c.is_ascii_uppercase()))
        || word.contains('_') && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        || matches!(word, "email" | "openid" | "profile" | "offline_access")
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 80 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(79).collect::<String>())
    }
}
