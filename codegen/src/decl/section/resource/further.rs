//! Reads the other types on a page about a type.
//!
//! In: a page, and its own type. Out: a type for each further resource annotation, and a type for each heading that is
//! the name of a type in a type cell. If there are several resource annotations, each table of properties or
//! relationships belongs to the type whose JSON representation has members for the most rows. Invariant: a row belongs
//! to one type.

use std::collections::HashSet;

use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::enumeration::sections::is_announced;
use crate::decl::section::resource::divided::PropertySections;
use crate::decl::section::resource::member_table::{
    cells, heading_name, is_property_section, is_usual, member_columns, rows, same,
};
use crate::decl::section::resource::representation::shape_members;
use crate::decl::section::resource::statement;
use crate::decl::vocabulary::{REPRESENTATION, primitive};
use crate::decl::{DocDecl, TypeDecl, TypeTerm};
use crate::page::{Annotation, Block, json};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::slug::slug;
use compact_str::CompactString;

/// A type with a resource annotation of its own, other than the type that the page is about.
pub(in crate::decl) struct Further {
    /// The index of the block with this annotation.
    at: usize,
    pub(in crate::decl) decl: TypeDecl,
}

/// The types with a resource annotation of their own, each with the members of the JSON code block after the
/// annotation.
pub(in crate::decl) fn read(reader: &PageReader<'_, '_>, own: &TypeDecl) -> Vec<Further> {
    let mut found: Vec<Further> = Vec::new();
    let mut pending: Option<(usize, &Annotation<'_>, bool)> = None;
    for (at, (block, place)) in reader.blocks().enumerate() {
        match block {
            Block::Annotation(annotation) if annotation.block_type() == Some("resource") => {
                let titled = place.level > 1 && !REPRESENTATION.contains(&place.heading.as_str());
                pending = Some((at, annotation, titled));
            }
            Block::Annotation(_) | Block::Heading(_) => pending = None,
            Block::Fence(fence) => {
                let Some((at, annotation, titled)) = pending.take() else { continue };
                let Some(name) = annotation.odata_type().filter(|name| !is_known(name, own, &found)) else { continue };
                let Some(node) = json::parse(fence.body, fence.body_span).node else { continue };
                let doc = if titled { reader.section_doc(at) } else { DocDecl::default() };
                let name = Spanned { value: name.into(), span: annotation.odata_type_place() };
                let shape = shape_members(&node);
                let mut decl = TypeDecl { span: name.span, annotated: Some(name), shape, doc, ..TypeDecl::default() };
                statement::annotated(annotation, &mut decl);
                found.push(Further { at, decl });
            }
            _ => {}
        }
    }
    found
}

fn is_known(name: &str, own: &TypeDecl, found: &[Further]) -> bool {
    let stated = found.iter().map(|other| &other.decl).chain([own]);
    stated.flat_map(|decl| decl.annotated.iter().chain(&decl.headed)).any(|known| same(name, &known.value))
}

/// Reads the rows of all tables of properties and relationships, each into the page's own type or into one of
/// `others`.
pub(in crate::decl) fn tables(reader: &mut PageReader<'_, '_>, own: &mut TypeDecl, others: &mut [Further]) {
    let sections = PropertySections::of(reader);
    for (at, (block, place)) in reader.blocks().enumerate() {
        let Block::Table(table) = block else { continue };
        let Some((columns, relationship)) = member_columns(table, place) else { continue };
        let is_usual = is_property_section(place);
        let cells = table.rows.iter().filter_map(|row| row.cells.get(columns.name));
        let names: HashSet<String> = cells.map(|cell| cell.plain().trim().to_owned()).collect();
        let shown =
            |decl: &TypeDecl| decl.shape.iter().filter(|shape| names.contains(shape.name.value.as_str())).count();
        // If the JSON representations of two types show equally many rows of a table, the table belongs to the type
        // whose annotation is the nearest above the table.
        let nearest = others.iter().rposition(|other| other.at < at);
        let best = (0..others.len()).max_by_key(|&index| (shown(&others[index].decl), Some(index) == nearest, index));
        let best = best.filter(|&index| {
            let (theirs, ours) = (shown(&others[index].decl), shown(own));
            theirs > ours || theirs == ours && theirs > 0 && Some(index) == nearest
        });
        let decl = best.map_or(&mut *own, |index| &mut others[index].decl);
        let count = shown(decl);
        let is_shown = count > 0 && 2 * count > table.rows.len();
        if is_usual || columns.ty.is_some() && (is_shown || sections.is_of_own_type(table, place, columns.name, decl)) {
            rows(reader, table, columns, relationship, decl);
        }
    }
}

/// Types that a page describes only by a table under a heading with the name of the type.
#[derive(Default)]
pub(in crate::decl) struct Headed {
    pub(in crate::decl) types: Vec<TypeDecl>,
    /// The places of the tables that describe these types.
    pub(in crate::decl) tables: Vec<Span>,
}

/// The types that the page describes only in a table under a heading with their name. A cell in a column of types has
/// to name the type or link to the heading.
pub(in crate::decl) fn types_below_headings(reader: &mut PageReader<'_, '_>, known: &[TypeDecl]) -> Headed {
    let mut named: Option<Vec<TypeTerm>> = None;
    under_headings(reader, known, |reader, place, name| {
        let named = named.get_or_insert_with(|| cells(reader));
        let anchor = format!("#{}", slug(&place.text));
        named.iter().any(|term| same(&term.text, name) || term.target.as_deref() == Some(&*anchor))
    })
}

/// The same as [`types_below_headings`] for the page of an operation, where a heading such as `address properties` also
/// announces a table of properties.
pub(in crate::decl) fn headed_in_operation(reader: &mut PageReader<'_, '_>) -> Headed {
    let mut found = types_below_headings(reader, &[]);
    let linked = anchors_linked(reader);
    let of_links = under_headings(reader, &found.types, |_, place, _| linked.contains(&*slug(&place.text)));
    found.types.extend(of_links.types);
    found.tables.extend(of_links.tables);
    let named = cells(reader);
    let Headed { types, tables } = tables_below_headings(reader, &found.types, owner, |_, _, name| {
        named.iter().any(|term| term.target.is_none() && same(&term.text, name) && primitive(name).is_none())
    });
    found.types.extend(types);
    found.tables.extend(tables);
    found
}

/// The anchors of headings to which texts of the same page link: `address` for `[address](#address)`.
fn anchors_linked<'p>(reader: &PageReader<'p, '_>) -> HashSet<&'p str> {
    let texts = reader.blocks().flat_map(|(block, _)| match block {
        Block::Paragraph(text) | Block::Quote(text) => vec![text],
        Block::Item(item) => vec![&item.text],
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).collect(),
        _ => Vec::new(),
    });
    texts.flat_map(|text| text.links()).filter_map(|link| link.destination.strip_prefix('#')).collect()
}

/// The name of a type in a heading such as `address properties`: `address`. `None` for any other heading.
fn owner(place: &BlockPlace) -> Option<Spanned<CompactString>> {
    let (name, rest) = place.text.trim().split_once(' ')?;
    let name = name.trim_matches(['`', '*']);
    let says_so = ["properties", "members", "fields"].contains(&rest.trim().to_lowercase().as_str());
    (says_so && is_identifier(name)).then(|| Spanned { value: name.into(), span: place.span })
}

/// Words at the end of a heading that say that it names a type.
pub(in crate::decl) const KINDS: &[&str] = &[" resource type", " complex type", " entity type", " facet", " object"];

fn under_headings<'p, 's>(
    reader: &mut PageReader<'p, 's>,
    known: &[TypeDecl],
    is_meant: impl FnMut(&PageReader<'p, 's>, &BlockPlace, &str) -> bool,
) -> Headed {
    let name = |place: &BlockPlace| {
        let is_own = place.level >= 2 && !is_property_section(place);
        is_own.then(|| heading_name(&Spanned { value: place.text.clone(), span: place.span })).flatten()
    };
    tables_below_headings(reader, known, name, is_meant)
}

/// The types that tables below headings describe. `name` returns the name of a type in a heading, if the heading has
/// the form of such a name. `is_meant` decides whether the heading really names a type, for instance because a cell
/// links to it.
fn tables_below_headings<'p, 's>(
    reader: &mut PageReader<'p, 's>,
    known: &[TypeDecl],
    name: impl Fn(&BlockPlace) -> Option<Spanned<CompactString>>,
    mut is_meant: impl FnMut(&PageReader<'p, 's>, &BlockPlace, &str) -> bool,
) -> Headed {
    let mut found = Headed::default();
    for (at, (block, place)) in reader.blocks().enumerate() {
        let Block::Table(table) = block else { continue };
        let Some(name) = name(place).filter(|_| !is_usual(place) && !is_announced(reader, at)) else { continue };
        let Some((columns, false)) = member_columns(table, place).filter(|(columns, _)| columns.ty.is_some()) else {
            continue;
        };
        let names =
            |decl: &TypeDecl| decl.annotated.iter().chain(&decl.headed).any(|known| same(&known.value, &name.value));
        if known.iter().chain(&found.types).any(names) || !is_meant(reader, place, &name.value) {
            continue;
        }
        let doc = reader.section_doc(at);
        let mut decl = TypeDecl { span: name.span, headed: Some(name), doc, ..TypeDecl::default() };
        rows(reader, table, columns, false, &mut decl);
        decl.members.shrink_to_fit();
        found.types.push(decl);
        found.tables.push(table.span);
    }
    found
}
