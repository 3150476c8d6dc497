//! Finds the key of a type, the property that identifies items: in the introduction, in a column, or in the description
//! of a row.
//!
//! In: a text or a table of the page. Out: the name of the property that is the key, or the names if several properties
//! together are the key. If the descriptions of two rows both say that their property is the key, neither is taken.

use compact_str::CompactString;

use crate::decl::vocabulary::marks;
use crate::page::{Inline, Row, Table, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;

/// Words after which the name of the key follows: "identified by `id`".
const BEFORE_KEY: &[&str] = &[
    "identified by",
    "identified by its",
    "identified by the",
    "identified by the property",
    "its key is",
    "its key is the",
    "the key is",
    "the key is the",
    "key property is",
    "primary key is",
    "primary key is the",
];

/// Words that follow the name of the key: "`id` is the key".
const AFTER_KEY: &[&str] = &[
    "is the key",
    "is its key",
    "is the primary key",
    "is its primary key",
    "is the unique key",
    "property is the key",
    "property is its key",
    "property is the primary key",
    "property is the unique key",
    "is used as the key",
    "property is used as the key",
    "serves as the key",
    "property serves as the key",
];

/// Captions before the name of the key, as in "**Key**: `id`". The description of the property that is the key may also
/// consist of these words: `Primary key.`
const KEYS: &[&str] =
    &["key", "primary key", "the key", "the primary key", "entity key", "key property", "unique key", "key field"];

/// The property that a sentence calls the key of the type: "identified by `id`", "`id` is the key of this entity". A
/// sentence that goes on in any other way, such as "`id` is its key for partitions", does not count. `None` if there
/// is no such sentence.
pub(super) fn key_in_sentence(text: &Text<'_>) -> Option<Spanned<CompactString>> {
    let words = |inline: &Inline<'_>| match inline {
        Inline::Text(words) => words.to_lowercase(),
        Inline::Strong(words) if is_caption(words) => words.to_lowercase(),
        Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => String::new(),
    };
    let named = |(index, inline): (usize, &Inline<'_>)| {
        let (Inline::Code(name) | Inline::Strong(name)) = inline else { return None };
        let before: String = text.inlines[index.saturating_sub(2)..index].iter().map(words).collect();
        let after = text.inlines.get(index + 1).map(words).unwrap_or_default();
        let (before, after) = (before.trim_end(), after.trim_start());
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', ',', ';']);
        let goes_on = after.strip_prefix("property").map_or(after, str::trim_start);
        let is_key = is_caption(before) && ends(after)
            || BEFORE_KEY.iter().any(|words| before.ends_with(words)) && ends(goes_on)
            || AFTER_KEY.iter().filter_map(|words| after.strip_prefix(words)).any(|rest| {
                ends(rest)
                    || [" of this", " of the entity", " of an entity", " of the type"]
                        .iter()
                        .any(|of| rest.starts_with(of))
            });
        (is_key && is_identifier(name)).then(|| Spanned { value: name.as_ref().into(), span: text.span })
    };
    text.inlines.iter().enumerate().find_map(named)
}

/// The properties that a sentence calls the key together: "**country** and **year** together form the key".
pub(super) fn joint_key(text: &Text<'_>) -> Vec<Spanned<CompactString>> {
    let mut names = Vec::new();
    for inline in &text.inlines {
        match inline {
            Inline::Code(name) | Inline::Strong(name) if is_identifier(name) => {
                names.push(Spanned { value: CompactString::from(name.as_ref()), span: text.span });
            }
            Inline::Text(words) => {
                let lower = words.to_lowercase();
                let says_together = TOGETHER.iter().any(|phrase| lower.trim_start().starts_with(phrase));
                if names.len() > 1 && says_together {
                    return names;
                }
                // Anything but a conjunction between two names ends the list of names.
                if !matches!(lower.trim().trim_end_matches(" property").trim_matches(','), "" | "and" | ", and") {
                    names.clear();
                }
            }
            Inline::Code(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => names.clear(),
        }
    }
    Vec::new()
}

/// Words after the names of several properties that together are the key.
const TOGETHER: &[&str] = &[
    "together form the key",
    "together form its key",
    "together are the key",
    "together are its key",
    "form the key",
    "form its key",
    "form the composite key",
    "form a composite key",
    "are the key",
    "make up the key",
    "together identify",
];

/// The properties that the column `Key` marks, for instance with `Yes`.
pub(super) fn key_in_column(table: &Table<'_>) -> Vec<Spanned<CompactString>> {
    let is_title = |cell: &Text<'_>| ["key", "is key", "primary key"].contains(&cell.plain().to_lowercase().trim());
    let Some(column) = table.header.iter().position(is_title) else { return Vec::new() };
    let is_marked = |cell: &Text<'_>| marks::consists_of(&cell.plain(), marks::YES);
    let rows = table.rows.iter().filter(|row| row.cells.get(column).is_some_and(is_marked));
    rows.filter_map(name).collect()
}

/// The only property whose description has a sentence such as `Primary key.` `None` if no property has one, or several
/// have.
///
/// `own` is the name of the page's type. A sentence such as `The key of the box.` counts if `box` is this name or its
/// last word, as on the pages of `box` and `parcelBox`.
pub(super) fn key_in_description(table: &Table<'_>, own: &str) -> Option<Spanned<CompactString>> {
    let is_said =
        |sentence: &str| ["it is the key", "it's the key", "it’s the key", "this is the key"].contains(&sentence);
    let noun = own[own.rfind(char::is_uppercase).unwrap_or(0)..].to_lowercase();
    let is_of_own = |sentence: &str| {
        let rest = KEY_OF.iter().find_map(|lead| sentence.strip_prefix(lead));
        rest.is_some_and(|rest| {
            rest == "entity" || !noun.is_empty() && (rest == noun || rest.eq_ignore_ascii_case(own))
        })
    };
    let is_key = |cell: &Text<'_>| {
        let lower = cell.plain().to_ascii_lowercase();
        // Few cells contain the word `key`, so searching it first is fast.
        lower.contains("key")
            && lower
                .split(['.', ';'])
                .any(|sentence| is_caption(sentence) || is_said(sentence.trim()) || is_of_own(sentence.trim()))
    };
    let mut rows = table.rows.iter().filter(|row| row.cells.iter().skip(1).any(is_key) && !is_inherited(row));
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    name(row)
}

/// The beginnings of a sentence such as `The key of the box.` The next word is `entity` or the name of the type.
const KEY_OF: &[&str] = &["the key of the ", "key of the ", "the primary key of the ", "the unique key of the "];

/// Whether a row repeats a property of a base type. The base type then has the key.
fn is_inherited(row: &Row<'_>) -> bool {
    row.cells.iter().any(|cell| cell.plain().to_ascii_lowercase().contains("inherited"))
}

/// The name in the first cell of a row. `None` if the cell has no name.
fn name(row: &Row<'_>) -> Option<Spanned<CompactString>> {
    let cell = row.cells.first()?;
    let name = cell.plain();
    let name = name.trim().trim_matches(['*', '`']);
    is_identifier(name).then(|| Spanned { value: name.into(), span: cell.span })
}

/// Whether words are `Key`, `Primary key:` and the like.
pub(super) fn is_caption(words: &str) -> bool {
    let words = words.trim().trim_end_matches([':', '.']).trim_end();
    KEYS.iter().any(|known| words.eq_ignore_ascii_case(known))
}
