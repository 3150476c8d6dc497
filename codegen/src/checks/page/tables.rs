//! Tables that contradict themselves, such as two columns with one title, two rows for one kind of account, a media
//! type in the row of the header `Authorization`, or a row with the description of the row above it.

use crate::code;
use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::permission;
use crate::decl::vocabulary::permissions::ACCOUNTS;
use crate::decl::vocabulary::{BODY, HEADER_COLUMNS, MEMBER_COLUMNS, METHOD_COLUMNS, PARAMETERS};
use crate::diagnostic::{Diagnostic, Edit, NewRow, Subject};
use crate::page::{Block, Page, Row, Table};
use crate::text::identifier::{camel_words, is_identifier};
use crate::text::near;

/// Runs the checks of this file on each table of a page.
pub(super) fn check(page: &Page<'_>, places: &[BlockPlace], diagnostics: &mut Vec<Diagnostic>) {
    for (block, place) in outline::blocks(page, places) {
        let Block::Table(table) = block else { continue };
        if table.span.source != page.source {
            continue;
        }
        diagnostics.extend(columns(table));
        diagnostics.extend(values(table));
        if place.heading == "request headers" && place.section == place.heading {
            diagnostics.extend(without_token(table));
        }
        if permission::is_table(table) {
            diagnostics.extend(accounts(table).or_else(|| order(table)));
        } else {
            diagnostics.extend(placeholder(table));
            if BODY.contains(&place.section.as_str()) || PARAMETERS.contains(&place.section.as_str()) {
                diagnostics.extend(without_type(table));
            }
            diagnostics.extend(descriptions(table));
            diagnostics.extend(verb(table));
            diagnostics.extend(mark_after_name(table));
        }
    }
}

/// The titles of the columns in lower case.
fn titles(table: &Table<'_>) -> Vec<String> {
    table.columns().iter().map(|title| title.trim().to_lowercase()).collect()
}

fn columns(table: &Table<'_>) -> Option<Diagnostic> {
    let titles = table.columns();
    let known = |at: usize, title: &str| titles[..at].iter().any(|known| known == title);
    let (at, title) = titles.iter().enumerate().find(|(at, title)| !title.is_empty() && known(*at, title))?;
    let cell = table.header.get(at)?;
    Some(
        Diagnostic::new(code::COLUMN_SLIP, cell.span, format!("two columns have the title `{title}`"))
            .help("write a title for the content of the column")
            .about(Subject::words(title)),
    )
}

/// Reports rows of a table of headers with a wrong value:
/// - `Authorization` with a token that lacks the scheme `Bearer` (RFC 6750), with a media type, or with an unmatched
///   brace,
/// - `Content-Type` with a token.
fn values(table: &Table<'_>) -> Vec<Diagnostic> {
    let value = |row: &Row<'_>| {
        let name = row.plain(0);
        let is = |known: &str| name.trim().eq_ignore_ascii_case(known);
        let (is_token, is_media) = (is("authorization"), is("content-type"));
        let (cell, message, help, edit) = (1..row.cells.len()).find_map(|at| {
            let cell = &row.cells[at];
            let instead = |text: &str| Edit::Replace(cell.span, text.to_owned());
            let word = |old: &str, new: &str| Edit::Word(cell.span, old.to_owned(), new.to_owned());
            let words = row.plain(at);
            let starts = |start: &str| words.trim_start().starts_with(start);
            let has_media = ["application/", "text/"].iter().any(|kind| words.contains(kind));
            let told = if is_token && starts("{token}") {
                let edit = word("{token}", "Bearer {token}");
                ("the value of `Authorization` has no scheme", "write `Bearer {token}`", edit)
            } else if is_token && has_media && !words.contains("oken") {
                let edit = instead("Bearer {token}. Required.");
                ("the value of `Authorization` is a media type", "write `Bearer {token}`", edit)
            } else if is_token && words.contains('{') != words.contains('}') {
                let half = if words.contains('{') { "{token" } else { "token}" };
                let edit = word(half, "{token}");
                ("the braces in the value of `Authorization` do not match", "write `Bearer {token}`", edit)
            } else if is_media && starts("Bearer") {
                let edit = instead("application/json. Required.");
                ("the value of `Content-Type` is a token", "write a media type such as `application/json`", edit)
            } else {
                return None;
            };
            Some((cell, told.0, told.1, told.2))
        })?;
        Some(
            Diagnostic::new(code::HEADER_SLIP, cell.span, message)
                .help(help)
                .about(Subject::words(&name))
                .fix_unsafely(edit),
        )
    };
    table.rows.iter().filter_map(value).collect()
}

/// Reports a table of request headers that does not name `Authorization`, which every request needs.
fn without_token(table: &Table<'_>) -> Option<Diagnostic> {
    let has = |known: &str| table.rows.iter().any(|row| row.plain(0).to_ascii_lowercase().contains(known));
    let is_slip = |row: &Row<'_>| near::slip(row.plain(0).trim(), std::iter::once("Authorization")).is_some();
    // A table whose first column is titled `Property` or `Parameter` is not about headers, although it stands below
    // their heading. It only lacks a heading of its own.
    let is_of_headers = titles(table).first().is_some_and(|title| {
        HEADER_COLUMNS.contains(&title.as_str()) && !["property", "parameter"].contains(&title.as_str())
    });
    (is_of_headers && !table.rows.is_empty() && !has("authorization") && !table.rows.iter().any(is_slip)).then(|| {
        let added = table.rows.first().and_then(|first| {
            let [name, value, ..] = &first.cells[..] else { return None };
            let cells = vec![(name.span, "Authorization".into()), (value.span, "Bearer {token}. Required.".into())];
            Some(Edit::Row(Box::new(NewRow { above: first.span, cells })))
        });
        let row = table.rows.first().map_or(table.span, |row| row.span);
        Diagnostic::new(code::HEADER_SLIP, row, "the table of request headers has no row for `Authorization`")
            .help("add a row with `Authorization` and `Bearer {token}. Required.`")
            .about(Subject::words("Authorization"))
            .fix_unsafely_if(added)
    })
}

/// Reports a cell that still has a placeholder of a template, such as `TODO`.
fn placeholder(table: &Table<'_>) -> Option<Diagnostic> {
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    let is_left = |words: &str| {
        let words = words.trim_start_matches(['*', '_', '`', '[', '{', ' ']);
        ["TODO", "TBD", "FIXME"]
            .iter()
            .any(|word| words.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())))
    };
    let cell = cells.into_iter().find(|cell| is_left(&cell.plain()))?;
    let words = cell.plain();
    Some(
        Diagnostic::new(
            code::PERMISSION_PLACEHOLDER,
            cell.span,
            format!("`{words}` stands where a description belongs"),
        )
        .help("write the description")
        .about(Subject::words(&words)),
    )
}

/// Reports the row without a type in a table of parameters or of members of a request body, if all other rows have a
/// type.
fn without_type(table: &Table<'_>) -> Option<Diagnostic> {
    let at = titles(table).iter().position(|title| title == "type")?;
    let is_empty = |row: &&Row<'_>| row.cells.get(at).is_some_and(|cell| cell.plain().trim().is_empty());
    let mut empty = table.rows.iter().filter(is_empty);
    let (row, None) = (empty.next()?, empty.next()) else { return None };
    let name = row.plain(0);
    (table.rows.len() > 1 && !name.trim().is_empty() && row.cells.len() > at + 1).then(|| {
        Diagnostic::new(code::TYPE_CELL_FORM, row.span, format!("the row of `{name}` has no type"))
            .help("write the type in its cell")
            .about(Subject::words(&name))
    })
}

fn accounts(table: &Table<'_>) -> Option<Diagnostic> {
    // A table with a column of display names, such as `Read all items`, has a row for each scope, so several of its
    // rows may be about one kind of account.
    if titles(table).iter().any(|title| title.contains("display")) {
        return None;
    }
    // A row such as `Device setup` names no kind of account. It belongs to the kind of account in the nearest row
    // above that names one.
    let mut kind = String::new();
    let keys: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let words = row.plain(0).to_lowercase();
            if ACCOUNTS.iter().any(|account| words.starts_with(account)) {
                kind.clone_from(&words);
                return words;
            }
            if words.is_empty() { words } else { format!("{kind} {words}") }
        })
        .collect();
    let title = |row: usize| keys[row].as_str();
    let (row, first) = (0..table.rows.len()).find_map(|row| {
        let first = (0..row).find(|first| !title(row).is_empty() && title(*first) == title(row))?;
        Some((&table.rows[row], &table.rows[first]))
    })?;
    Some(
        Diagnostic::new(code::ROW_TWICE, row.span, format!("the table has two rows for `{}`", row.plain(0)))
            .help("keep only one of the two rows")
            .about(Subject::words(&row.plain(0)))
            .note(first.span, "the first row for the same name")
            .fix_unsafely(Edit::RemoveLines(row.span)),
    )
}

/// Reports rows of permissions in another order than the usual one: work or school accounts, personal accounts,
/// applications.
fn order(table: &Table<'_>) -> Option<Diagnostic> {
    let kinds = table.rows.iter().filter_map(|row| Some((row, permission::accounts::caller_of(&row.plain(0))?)));
    let kinds: Vec<_> = kinds.collect();
    let pair = kinds.windows(2).find(|pair| pair[0].1 > pair[1].1)?;
    let [(above, _), (row, _)] = pair else { return None };
    let message = format!("the row `{}` stands below the row `{}`", row.plain(0).trim(), above.plain(0).trim());
    Some(
        Diagnostic::new(code::CELLS_EXCHANGED, row.span, message)
            .help("write the rows in the usual order: work or school accounts, personal accounts, applications")
            .about(Subject::words(&row.plain(0)))
            .note(above.span, "the row above"),
    )
}

/// The verbs with which rows of `Methods` tables begin, as in `List members`.
const VERBS: &[&str] = &["List", "Get", "Create", "Update", "Delete", "Remove"];

/// Reports the name of a method whose verb is misspelt.
fn verb(table: &Table<'_>) -> Option<Diagnostic> {
    titles(table).first().filter(|title| METHOD_COLUMNS.contains(&title.as_str()))?;
    table.rows.iter().find_map(|row| {
        let cell = row.cell(0)?;
        let words = cell.plain();
        let word = words.split(' ').next().filter(|word| word.len() > 4 && word.starts_with(char::is_uppercase))?;
        let near = *near::nearest(word, VERBS.iter().copied(), 1).first()?;
        // A word such as `Creates` is a form of the verb `Create`, and not a misspelling of it.
        let is_form = word.starts_with(near) || near.eq_ignore_ascii_case(word);
        (!is_form).then(|| {
            Diagnostic::new(code::METHOD_ROW, cell.span, format!("`{word}` in the name of a method is misspelt"))
                .help(format!("write `{near}`"))
                .about(Subject::words(&words))
                .fix_unsafely(Edit::Word(cell.span, word.to_owned(), near.to_owned()))
        })
    })
}

/// Reports a row of an enumeration member whose name cell ends with a comma or a semicolon: `red,`.
fn mark_after_name(table: &Table<'_>) -> Option<Diagnostic> {
    titles(table).first().filter(|title| MEMBER_COLUMNS.contains(&title.as_str()))?;
    table.rows.iter().find_map(|row| {
        let cell = row.cell(0)?;
        let words = cell.plain();
        let name = words.strip_suffix([',', ';']).filter(|name| is_identifier(name))?;
        Some(
            Diagnostic::new(code::MEMBER_TWICE, cell.span, format!("a mark stands behind the name in `{words}`"))
                .help(format!("write `{name}`"))
                .about(Subject::words(&words))
                .fix_unsafely(Edit::Word(cell.span, words.to_string(), name.to_owned())),
        )
    })
}

/// Reports a row with the same description as the row above it, if the description was written for the upper row: it
/// contains a word of the upper row's name, and no word of the lower row's name.
fn descriptions(table: &Table<'_>) -> Option<Diagnostic> {
    let titles = titles(table);
    let at = titles.iter().position(|title| title == "description")?;
    titles.iter().position(|title| title == "type")?;
    let text = |row: &Row<'_>| row.cells.get(at).map(|cell| cell.plain().to_lowercase()).unwrap_or_default();
    let pair = table.rows.windows(2).find(|rows| {
        let words = text(&rows[0]);
        words.len() >= 24
            && words == text(&rows[1])
            && mentions_other_name(&words, &rows[0], &rows[1])
            && !mentions_other_name(&words, &rows[1], &rows[0])
    })?;
    let (first, cell) = (&pair[0], pair[1].cells.get(at)?);
    let (name, other) = (pair[1].plain(0), first.plain(0));
    Some(
        Diagnostic::new(
            code::ROW_TWICE,
            cell.span,
            format!("the row of `{name}` has the same description as the row of `{other}`"),
        )
        .help(format!("describe `{name}`"))
        .about(Subject::words(&name))
        .note(first.cells.get(at)?.span, "the same description"),
    )
}

/// Whether a description has a word that is in the name of `row` and not in the name of `other`.
fn mentions_other_name(description: &str, row: &Row<'_>, other: &Row<'_>) -> bool {
    let (name, other) = (row.plain(0), other.plain(0).to_lowercase());
    let has = |word: &str| description.split(|c: char| !c.is_alphanumeric()).any(|known| known.starts_with(word));
    let words = camel_words(&name).map(str::to_lowercase);
    let own = words.filter(|word| word.len() > 1 && !["is", "has", "of", "to", "for"].contains(&word.as_str()));
    own.into_iter().any(|word| !other.contains(word.as_str()) && has(&word))
}
