//! Reads a page about several types, of which none is in the title: `Guest resources`.
//!
//! In: a page whose title names no type. Out: the types under its headings. A heading such as `pan resource type`
//! always names a type. A heading of one word, such as `pan`, names a type if one of these shows that the headings of
//! the page do:
//!
//! - the title, if it ends with a word such as `resources`;
//! - a heading above one of them, such as `Complex types`;
//! - a type cell that names one of them or links to it;
//! - another heading in the form `pan resource type`.
//!
//! Invariant: each part of the page is read like a page of its own, so it may say everything that a page about a single
//! type may say.

use std::collections::HashSet;

use crate::decl::TypeDecl;
use crate::decl::outline::{self, BlockPlace};
use crate::decl::page_reader::PageReader;
use crate::decl::section::enumeration::sections::is_announced;
use crate::decl::section::resource;
use crate::decl::section::resource::further::KINDS;
use crate::decl::section::resource::member_table::{
    cells, heading_name, is_property_section, is_usual, member_columns,
};
use crate::page::{Block, FrontMatter, Page};
use crate::source::Spanned;
use crate::text::slug::slug;

/// Headings, such as `Complex types`, under which the headings of several types stand.
const GROUPS: &[&str] = &[
    "entities",
    "entity types",
    "complex types",
    "types",
    "data types",
    "resource types",
    "resources",
    "objects",
    "models",
    "schemas",
    "definitions",
];

/// Words at the end of the title of a page about several types.
const TITLES: &[&str] = &[" resources", " types", " entities", " objects", " models"];

/// A part of a page about several types: a heading with the name of a type, and the blocks below it.
struct Part {
    /// The index of the heading among the blocks of the page.
    start: usize,
    /// The index of the first block that follows the part.
    end: usize,
    /// Whether the form of the heading, such as `pan resource type`, shows that it names a type.
    is_certain: bool,
    /// Whether other text of the page shows that the heading names a type: a cell that names it or links to it, or a
    /// heading above such as `Complex types`.
    is_confirmed_elsewhere: bool,
}

/// The types of the parts of the page.
pub(in crate::decl) fn read(reader: &mut PageReader<'_, '_>) -> Vec<TypeDecl> {
    let parts = type_parts(reader);
    let title = reader.title.value.trim().to_lowercase();
    let are_types = TITLES.iter().any(|end| title.ends_with(end))
        || parts.iter().any(|part| part.is_confirmed_elsewhere || part.is_certain);
    let mut types = Vec::new();
    for part in parts.iter().filter(|part| part.is_certain || are_types) {
        let page = excerpt(reader.page, part);
        let places = outline::places(&page, &mut Vec::new());
        let mut inner = PageReader::new(&page, reader.source, &places, Vec::new());
        types.extend(resource::read(&mut inner));
        reader.used.append(&mut inner.used);
        reader.nested.append(&mut inner.nested);
        reader.diagnostics.append(&mut inner.diagnostics);
    }
    types
}

/// The parts of the page with the name of a type in their heading and a table of members in them.
fn type_parts(reader: &PageReader<'_, '_>) -> Vec<Part> {
    let type_cells = TypeCells::of(reader);
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Option<(Part, u8)> = None;
    let mut group: Option<u8> = None;
    for (at, block, place) in reader.indexed() {
        if let Block::Heading(_) = block {
            if group.is_some_and(|level| place.level <= level) {
                group = None;
            }
            let name = (place.level >= 2 && !is_usual(place) && !is_property_section(place))
                .then(|| heading_name(&Spanned { value: place.text.clone(), span: place.span }))
                .flatten()
                .filter(|_| !place.heading.contains(" enum"));
            let ends = name.is_some() || open.as_ref().is_some_and(|(_, level)| place.level <= *level);
            if ends && let Some((part, _)) = open.take() {
                parts.push(Part { end: at, ..part });
            }
            if GROUPS.contains(&place.heading.as_str()) {
                group = Some(place.level);
            } else if let Some(name) = name {
                let is_certain = KINDS.iter().any(|kind| place.heading.ends_with(kind));
                let is_confirmed_elsewhere = type_cells.has(&name.value, &place.text) || group.is_some();
                open = Some((Part { start: at, end: at, is_certain, is_confirmed_elsewhere }, place.level));
            }
        }
    }
    parts.extend(open.map(|(part, _)| Part { end: reader.page.blocks.len(), ..part }));
    let blocks: Vec<_> = reader.blocks().collect();
    parts.retain(|part| declares(reader, &blocks[part.start..part.end], part.start));
    parts
}

/// The names and the link targets in the type columns of all tables on a page.
struct TypeCells {
    names: HashSet<String>,
    targets: HashSet<String>,
}

impl TypeCells {
    fn of(reader: &PageReader<'_, '_>) -> TypeCells {
        let terms = cells(reader);
        TypeCells {
            names: terms.iter().map(|term| short(&term.text)).collect(),
            targets: terms.iter().filter_map(|term| term.target.as_deref()).map(str::to_owned).collect(),
        }
    }

    /// Whether a cell names the type `name`, or links to the heading with this text.
    fn has(&self, name: &str, heading: &str) -> bool {
        self.names.contains(&short(name)) || self.targets.contains(&format!("#{}", slug(heading)))
    }
}

/// A name without its namespace, in lower case.
fn short(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_lowercase()
}

/// Whether a part has a table of members, directly below its heading or below a heading such as `Properties`.
/// `blocks` are the blocks of the part, its heading first. `start` is the index of the heading among the blocks of
/// the page.
fn declares(reader: &PageReader<'_, '_>, blocks: &[(&Block<'_>, &BlockPlace)], start: usize) -> bool {
    let Some((_, own)) = blocks.first() else { return false };
    let is_its = |place: &BlockPlace| place.span == own.span || is_property_section(place);
    blocks.iter().enumerate().any(|(index, (block, place))| match block {
        Block::Table(table) if is_its(place) => {
            member_columns(table, place).is_some_and(|(columns, _)| columns.ty.is_some())
                && !is_announced(reader, start + index)
        }
        _ => false,
    })
}

/// A part as a page of its own: its heading becomes the title, and the headings below it move up by as many levels.
fn excerpt<'s>(page: &Page<'s>, part: &Part) -> Page<'s> {
    let mut blocks = page.blocks[part.start..part.end].to_vec();
    let level = match blocks.first() {
        Some(Block::Heading(heading)) => heading.level,
        _ => 1,
    };
    for block in &mut blocks {
        if let Block::Heading(heading) = block {
            heading.level -= level - 1;
        }
    }
    Page { source: page.source, front_matter: FrontMatter::default(), blocks }
}
