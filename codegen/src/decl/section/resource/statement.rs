//! Statements about a type outside of its rows: bases, derived types, abstract, open, key.
//!
//! In: the annotation and the prose of one page. Out: claims in a [`TypeDecl`], whose names are still text. Invariant:
//! a row that declares a derived type is claimed.

use crate::decl::page_reader::PageReader;
use crate::decl::prose;
use crate::decl::section::resource::member_table::is_property_section;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{DERIVED_COLUMNS, DERIVED_PHRASES, KINSHIP};
use crate::decl::{BaseClaim, BaseSource, Flag, FlagSource, TypeDecl, TypeTerm};
use crate::page::json::Value;
use crate::page::{Annotation, Block, Inline, Table, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;
use crate::text::phrase::{Phrase, Words};
use compact_str::CompactString;

static DERIVED_TYPES: Phrase = Phrase::new("derived types");
static OPEN: [Phrase; 5] = [
    Phrase::new("open type"),
    Phrase::new("open "),
    Phrase::new("dictionary"),
    Phrase::new("bag"),
    Phrase::new("propert"),
];

static KEY: [Phrase; 2] = [Phrase::new("key"), Phrase::new("identified by")];

/// Words directly before the name of a key.
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

/// Words directly behind the name of a key.
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

/// Reads the resource annotation.
pub(in crate::decl) fn annotated(annotation: &Annotation<'_>, decl: &mut TypeDecl) {
    let base = annotation.place("baseType");
    if let Some(base) = annotation.str("baseType").and_then(|name| type_expr::term(name, None, base)) {
        decl.bases.push(BaseClaim { base, by: BaseSource::Annotation });
    }
    decl.no_base = annotation.get("baseType").filter(|node| matches!(node.value, Value::Null)).map(|_| base);
    decl.key = annotation
        .str("keyProperty")
        .filter(|key| !key.is_empty())
        .map(|key| Spanned { value: key.into(), span: annotation.place("keyProperty") });
    if let Some(list) = annotation.get("optionalProperties") {
        let names = list.elements().iter().filter_map(|node| Some((node.as_str()?, node.span)));
        decl.optional.extend(names.map(|(name, span)| Spanned { value: name.into(), span }));
    }
    for key in ["abstract", "isAbstract"] {
        if let Some(value) = annotation.bool(key) {
            decl.is_abstract.push(Flag { value, by: FlagSource::Annotation, span: annotation.place(key) });
        }
    }
    if let Some(value) = annotation.bool("openType") {
        decl.is_open.push(Flag { value, by: FlagSource::Annotation, span: annotation.place("openType") });
    }
    decl.has_stream = annotation.bool("isMediaEntity") == Some(true);
}

/// Reads bases, abstract, open and derived types in the prose.
pub(in crate::decl) fn prose(reader: &mut PageReader<'_, '_>, decl: &mut TypeDecl) {
    let mut listing = false;
    let mut derived_section = false;
    for (block, place) in reader.blocks() {
        let intro = place.level <= 1;
        if let Block::Table(table) = block
            && decl.key.is_none()
            && is_property_section(place)
        {
            decl.key = marked(table);
        }
        if let Block::Heading(_) = block {
            derived_section = DERIVED_TYPES.is_in(&place.heading);
        }
        match block {
            Block::Paragraph(text) | Block::Quote(text) => {
                let words = Words::of(text.plain());
                let lower = words.lower.as_str();
                listing = false;
                if words.say_any(&KINSHIP) {
                    decl.bases.extend(prose::base(text).map(|base| BaseClaim { base, by: BaseSource::Prose }));
                    decl.derived.extend(prose::derived(text));
                    listing = DERIVED_PHRASES.iter().any(|phrase| lower.contains(phrase))
                        || prose::kinship::announces_derived(lower);
                }
                if intro && prose::says_abstract(lower) {
                    decl.is_abstract.push(Flag { value: true, by: FlagSource::Prose, span: text.span });
                }
                if decl.key.is_none() && intro && words.say_any(&KEY) {
                    decl.key = key(text);
                }
                if words.say_any(&OPEN) && (intro || words.say(&OPEN[0])) && prose::says_open(lower) {
                    decl.is_open.push(Flag { value: true, by: FlagSource::Prose, span: text.span });
                }
            }
            Block::Item(item) if listing || derived_section => decl.derived.extend(
                item.text
                    .links()
                    .next()
                    .and_then(|link| type_expr::term(&link.text, Some(&link.destination), link.span)),
            ),
            Block::Item(_) | Block::Comment(_) => {}
            Block::Heading(heading) => {
                if derived_section
                    && place.heading != "derived types"
                    && let Some(link) = heading.text.links().next()
                {
                    decl.derived.extend(type_expr::term(&link.text, Some(&link.destination), link.span));
                }
                listing = false;
            }
            Block::Table(table) if derived_section || lists_derived(table) => {
                for row in &table.rows {
                    if let Some(term) = row.cells.first().and_then(named) {
                        decl.derived.push(term);
                        reader.claim(row.span);
                    }
                }
            }
            Block::Tab(_)
            | Block::TabEnd(_)
            | Block::Table(_)
            | Block::Fence(_)
            | Block::Annotation(_)
            | Block::Include(_)
            | Block::Html(_)
            | Block::Rule(_) => {
                listing = false;
            }
        }
    }
    if reader.title.value.to_lowercase().contains("open type") {
        decl.is_open.push(Flag { value: true, by: FlagSource::Prose, span: reader.title.span });
    }
}

/// The property that a sentence calls the key of the type. The sentence has to end behind the name, or say whose key it
/// is: "its key for partitions" does not count.
fn key(text: &Text<'_>) -> Option<Spanned<CompactString>> {
    let words = |inline: &Inline<'_>| match inline {
        Inline::Text(words) => words.to_lowercase(),
        Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => String::new(),
    };
    let named = |(index, inline): (usize, &Inline<'_>)| {
        let (Inline::Code(name) | Inline::Strong(name)) = inline else { return None };
        let before = index.checked_sub(1).and_then(|at| text.inlines.get(at)).map(words).unwrap_or_default();
        let after = text.inlines.get(index + 1).map(words).unwrap_or_default();
        let (before, after) = (before.trim_end(), after.trim_start());
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', ',', ';']);
        let goes_on = after.strip_prefix("property").map_or(after, str::trim_start);
        let is_key = BEFORE_KEY.iter().any(|words| before.ends_with(words)) && ends(goes_on)
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

/// The property that a column such as `Key` marks, if it marks one.
fn marked(table: &Table<'_>) -> Option<Spanned<CompactString>> {
    let is_title = |cell: &Text<'_>| ["key", "is key", "primary key"].contains(&cell.plain().to_lowercase().trim());
    let column = table.header.iter().position(is_title)?;
    let is_marked = |cell: &Text<'_>| ["yes", "true", "x", "✓", "✔"].contains(&cell.plain().to_lowercase().trim());
    let mut rows = table.rows.iter().filter(|row| row.cells.get(column).is_some_and(is_marked));
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    let cell = row.cells.first()?;
    let name = cell.plain();
    is_identifier(name.trim()).then(|| Spanned { value: name.trim().into(), span: cell.span })
}

/// Whether the title of the first column says that a table lists types that derive from the page's type.
fn lists_derived(table: &Table<'_>) -> bool {
    let title = table.header.first().map(|title| title.plain().to_lowercase()).unwrap_or_default();
    let title = title.trim_end_matches('s');
    DERIVED_COLUMNS.contains(&title)
}

/// The type that the first cell of a row names: its link, or its only word.
fn named(cell: &Text<'_>) -> Option<TypeTerm> {
    match cell.links().next() {
        Some(link) => type_expr::term(&link.text, Some(&link.destination), link.span),
        None => {
            let word = cell.plain();
            is_identifier(word.trim()).then(|| type_expr::term(&word, None, cell.span))?
        }
    }
}
