//! Corrects misspelt column titles, and recognises tables that declare nothing.
//!
//! In: a page. Out: the page with corrected titles. Invariant: a title that the vocabulary knows is not changed, nor
//! is its singular or plural.

use std::borrow::Cow;

use crate::code;
use crate::decl::outline::BlockPlace;
use crate::decl::vocabulary::{
    CLOUD_COLUMNS, HEADER_COLUMNS, KNOWN_TABLES, MEMBER_COLUMNS, METHOD_COLUMNS, PROPERTIES, PROPERTY_COLUMNS,
    TYPE_COLUMNS, primitive,
};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Inline, Page, Table, Text};
use crate::text::identifier::is_identifier;
use crate::text::near;

/// Titles whose misspellings are corrected, besides the titles in the vocabulary.
const FURTHER: &[&str] = &["description", "permission type", "return type", "required"];

/// Titles that are not misspelt, although a letter or two distinguishes them from titles of the vocabulary: `roles`
/// from `role`.
const OTHER: &[&str] = &["tasks", "roles", "role", "note", "notes", "time", "title", "file", "state"];

/// Replaces misspelt titles by the usual ones.
pub(in crate::decl) fn correct<'p, 's>(
    page: Cow<'p, Page<'s>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Cow<'p, Page<'s>> {
    let mut corrections: Vec<(usize, usize, &'static str)> = Vec::new();
    let mut foreign: Vec<usize> = Vec::new();
    let mut heading = String::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if let Block::Heading(below) = block {
            heading = below.text.plain().to_lowercase();
        }
        let Block::Table(table) = block else { continue };
        if PROPERTIES.contains(&heading.as_str()) && is_foreign(table) {
            foreign.push(at);
            continue;
        }
        let titles = table.header.iter().enumerate();
        corrections.extend(titles.filter_map(|(column, title)| Some((at, column, intended_title(title)?))));
    }
    if corrections.is_empty() && foreign.is_empty() {
        return page;
    }
    let mut page = page.into_owned();
    for at in foreign {
        let Some(Block::Table(table)) = page.blocks.get_mut(at) else { continue };
        let (Some(first), Some(last)) = (table.header.first(), table.header.last()) else { continue };
        let (span, titles) = (first.span.to(last.span), table.columns().join(" | "));
        let message =
            format!("the column titles `{titles}` are unusual; the columns are read as name, type and description");
        diagnostics.push(
            Diagnostic::new(code::COLUMN_SLIP, span, message)
                .help("write `Property | Type | Description`")
                .about(Subject::words(&titles)),
        );
        for (title, corrected) in table.header.iter_mut().zip(["Property", "Type", "Description"]) {
            title.inlines = vec![Inline::Text(corrected.into())];
        }
    }
    for (at, column, meant) in corrections {
        let Some(Block::Table(table)) = page.blocks.get_mut(at) else { continue };
        let Some(title) = table.header.get_mut(column) else { continue };
        let plain = title.plain().into_owned();
        let mut corrected = meant.to_owned();
        corrected[..1].make_ascii_uppercase();
        diagnostics.push(
            Diagnostic::new(code::COLUMN_SLIP, title.span, format!("the column title `{plain}` is misspelt"))
                .help(format!("write `{corrected}`"))
                .about(Subject::words(&plain))
                .fix_unsafely(Edit::Replace(title.span, corrected.clone())),
        );
        title.inlines = vec![Inline::Text(corrected.into())];
    }
    Cow::Owned(page)
}

/// Whether a table of three columns seems to have titles in another language: none of its titles is known, but each row
/// has a name in the first column, and a primitive type or a link in the second.
fn is_foreign(table: &Table<'_>) -> bool {
    let titles = table.columns();
    let lower = |at: usize| titles[at].to_lowercase();
    let usual = || [PROPERTY_COLUMNS, MEMBER_COLUMNS, METHOD_COLUMNS, HEADER_COLUMNS].into_iter().flatten();
    if titles.len() != 3 || table.rows.is_empty() || usual().any(|known| *known == lower(0)) {
        return false;
    }
    let is_usual = |at: usize| TYPE_COLUMNS.contains(&lower(at).as_str()) || FURTHER.contains(&lower(at).as_str());
    if is_usual(1)
        || is_usual(2)
        || table.header.iter().any(|title| title.is_empty())
        || intended_title(&table.header[0]).is_some()
    {
        return false;
    }
    table.rows.iter().all(|row| {
        let Some(ty) = row.cell(1) else { return false };
        let words = ty.plain();
        let word = words.split(' ').next().unwrap_or_default();
        is_identifier(&row.plain(0)) && (primitive(word).is_some() || ty.links().next().is_some())
    })
}

/// The known title that a title misspells: `property` for `proprety`. `None` if the title misspells none.
fn intended_title(title: &Text<'_>) -> Option<&'static str> {
    let plain = title.plain().to_lowercase();
    let plain = plain.trim_end_matches(['?', ':', '*', ' ']);
    let usual = || {
        [PROPERTY_COLUMNS, TYPE_COLUMNS, MEMBER_COLUMNS, METHOD_COLUMNS, HEADER_COLUMNS, FURTHER].into_iter().flatten()
    };
    let is = |known: &str| {
        known == plain || known.strip_suffix('s') == Some(plain) || plain.strip_suffix('s') == Some(known)
    };
    if plain.len() < 3 || OTHER.contains(&plain) || usual().any(|known| is(known)) {
        return None;
    }
    near::nearest(plain, usual().copied(), (plain.len() / 4).clamp(1, 2)).first().copied()
}

/// Whether a table is about something that the generator does not need, such as limits. The title of a column or the
/// heading above the table says so.
pub(in crate::decl) fn is_known(table: &Table<'_>, place: &BlockPlace) -> bool {
    let says = |text: &str| KNOWN_TABLES.iter().any(|words| text.contains(words));
    let first = table.header.first().map(|title| title.plain().to_lowercase());
    first.is_some_and(|title| CLOUD_COLUMNS.contains(&title.as_str()))
        || says(&place.heading)
        || table.header.iter().any(|title| says(&title.plain().to_lowercase()))
}
