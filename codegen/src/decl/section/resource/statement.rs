//! Reads what a page says about a type besides its properties: bases, derived types, abstract, open, key.
//!
//! In: the annotation, the prose and the tables of one page. Out: the statements, in a [`TypeDecl`]. The types in them
//! are names that are not resolved yet. Invariant: a row that names a derived type is marked as used.

mod key;

use compact_str::CompactString;

use crate::decl::page_reader::PageReader;
use crate::decl::prose;
use crate::decl::section::resource::member_table::is_property_section;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{DERIVED_COLUMNS, DERIVED_PHRASES, KINSHIP, marks};
use crate::decl::{BaseClaim, BaseSource, Flag, FlagSource, TypeDecl, TypeTerm};
use crate::page::json::Value;
use crate::page::{Annotation, Block, Inline, Table, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;
use crate::text::phrase::{Phrase, Words};

static DERIVED_TYPES: Phrase = Phrase::new("derived types");
static OPEN_TYPE: Phrase = Phrase::new("open type");
static OPEN: [Phrase; 7] = [
    Phrase::new("your own data"),
    Phrase::new("open type"),
    Phrase::new("open "),
    Phrase::new("dictionary"),
    Phrase::new("bag"),
    Phrase::new("propert"),
    Phrase::new("is open"),
];

static OWN_DATA: Phrase = Phrase::new("your own data");
static ARROW: Phrase = Phrase::new("→");

static KEY: [Phrase; 2] = [Phrase::new("key"), Phrase::new("identified by")];

/// Reads what the annotation says about a type.
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

/// Reads what the prose says about a type: its bases, derived types and key, and whether it is abstract or open.
pub(in crate::decl) fn prose(reader: &mut PageReader<'_, '_>, decl: &mut TypeDecl) {
    let mut listing = false;
    let mut derived_section = false;
    for (block, place) in reader.blocks() {
        let intro = place.level <= 1;
        if let Block::Table(table) = block
            && decl.key.is_none()
            && is_property_section(place)
        {
            let marked = key::key_in_column(table);
            let is_told = !marked.is_empty();
            set_key(marked, decl);
            if !is_told {
                decl.key = key::key_in_description(table, decl.headed.as_ref().map_or("", |name| &name.value));
            }
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
                    decl.derived.extend(prose::derived_types(text));
                    listing = DERIVED_PHRASES.iter().any(|phrase| lower.contains(phrase))
                        || prose::kinship::announces_derived(lower);
                }
                let chained = place.heading.contains("inherit") || place.heading.contains("hierarchy");
                if chained || intro && ARROW.is_in(lower) {
                    let base =
                        prose::kinship::base_in_chain(text, decl.headed.as_ref().map(|name| name.value.as_str()));
                    decl.bases.extend(base.map(|base| BaseClaim { base, by: BaseSource::Prose }));
                }
                if intro {
                    facts(text, decl);
                }
                if intro && prose::says_abstract(lower) {
                    decl.is_abstract.push(Flag { value: true, by: FlagSource::Prose, span: text.span });
                }
                if decl.key.is_none() && words.say(&KEY[0]) && (intro || is_property_section(place)) {
                    set_key(key::joint_key(text), decl);
                }
                if decl.key.is_none() && intro && words.say_any(&KEY) {
                    decl.key = key::key_in_sentence(text);
                }
                // A sentence below `Properties` counts too: some types without a table say there that they may have any
                // properties.
                let about_type = intro || words.say(&OPEN_TYPE) || is_property_section(place);
                if words.say_any(&OPEN) && about_type && prose::says_open(lower) {
                    decl.is_open.push(Flag { value: true, by: FlagSource::Prose, span: text.span });
                }
            }
            Block::Item(item) if listing || derived_section => decl.derived.extend(
                item.text
                    .links()
                    .next()
                    .and_then(|link| type_expr::term(&link.text, Some(&link.destination), link.span)),
            ),
            Block::Item(item) if intro => {
                let words = Words::of(item.text.plain());
                if words.say(&OWN_DATA) && prose::says_open(&words.lower) {
                    decl.is_open.push(Flag { value: true, by: FlagSource::Prose, span: item.text.span });
                }
            }
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
                    if let Some(term) = row.cells.first().and_then(type_in_cell) {
                        decl.derived.push(term);
                        reader.mark_used(row.span);
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

/// Records statements such as `**Abstract:** yes`, `Open type: no` and `**Primary key:** number`. A statement begins
/// after a line break, or with a label in bold.
fn facts(text: &Text<'_>, decl: &mut TypeDecl) {
    let starts = |inline: &Inline<'_>| match inline {
        Inline::Break => true,
        Inline::Strong(words) => words.trim_end().ends_with(':'),
        _ => false,
    };
    let mut lines: Vec<Vec<Inline<'_>>> = vec![Vec::new()];
    for inline in &text.inlines {
        if starts(inline) {
            lines.push(Vec::new());
        }
        lines.last_mut().into_iter().for_each(|line| line.push(inline.clone()));
    }
    for line in lines {
        let line = Text { span: text.span, inlines: line };
        let plain = line.plain();
        let Some((label, answer)) = plain.split_once(':') else { continue };
        let (label, answer) = (label.trim().to_lowercase(), answer.trim().trim_end_matches('.'));
        if decl.key.is_none() && key::is_caption(&label) && is_identifier(answer) {
            decl.key = Some(Spanned { value: answer.into(), span: text.span });
        }
        let value = marks::consists_of(answer, marks::YES);
        if !value && !marks::consists_of(answer, marks::NO) {
            continue;
        }
        let flag = Flag { value, by: FlagSource::Prose, span: text.span };
        match label.as_str() {
            "abstract" | "is abstract" | "abstract type" => decl.is_abstract.push(flag),
            "open" | "is open" | "open type" => decl.is_open.push(flag),
            _ => {}
        }
    }
}

/// Records the properties of a key, the first one first.
fn set_key(names: Vec<Spanned<CompactString>>, decl: &mut TypeDecl) {
    let mut names = names.into_iter();
    if let Some(first) = names.next() {
        decl.key = Some(first);
        decl.further_key = names.map(|name| name.value).collect();
    }
}

/// Whether the title of the first column says that a table lists types that derive from the page's type.
fn lists_derived(table: &Table<'_>) -> bool {
    let title = table.header.first().map(|title| title.plain().to_lowercase()).unwrap_or_default();
    let title = title.trim_end_matches('s');
    DERIVED_COLUMNS.contains(&title)
}

/// The type that the first cell of a row names, by its link, or by its only word if it has no link. `None` if it has
/// several words.
fn type_in_cell(cell: &Text<'_>) -> Option<TypeTerm> {
    match cell.links().next() {
        Some(link) => type_expr::term(&link.text, Some(&link.destination), link.span),
        None => {
            let word = cell.plain();
            is_identifier(word.trim()).then(|| type_expr::term(&word, None, cell.span))?
        }
    }
}
