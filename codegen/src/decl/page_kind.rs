//! Decides the kind of a page, by headings and annotations first and by the folder last.
//!
//! # Rule 1: Kind of page
//!
//! A heading that differs from a usual one in a letter or two counts as that one (D0109). A usual title in bold, alone
//! in a paragraph, counts as a heading if no heading of the page has that meaning (D0111).
//!
//! A page is an operation if it has a heading `HTTP request`, or in a folder `api` request lines (in a code block, or in a
//! table of methods and paths) or the sections of request headers and response; an enumeration page
//! if its title says `enum` or its file is called `enums*`; a resource if it has a `resource` annotation, a JSON
//! representation, a section of properties, or a title such as `user resource type` and a table of members below it or
//! below a heading of properties; outside of a folder `api` a title of one word suffices; and prose otherwise. Parts of
//! prose with a heading that names a type and a table of its members are read as pages of their own
//! (`section/resource/several.rs`).
//!
//! `Fields` and `Attributes` announce properties too; a page with a `resource` annotation should call them `Properties`
//! (D0110). If no heading announces properties, a table with their columns does, when the JSON representation shows most of its
//! rows (D0110). The title of a column decides what the column contains, wherever it stands.

use crate::api::PageKind;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation;
use crate::decl::section::resource::further;
use crate::decl::section::resource::member_table::{heading_name, is_property_section};
use crate::decl::table::member::type_column;
use crate::decl::vocabulary::requests::{announces_requests, is_request_heading};
use crate::decl::vocabulary::{OWN_PROPERTIES, REPRESENTATION};
use crate::page::Block;
use crate::text::identifier::is_identifier;

/// The kind of a page. Headings and annotations outrank the folder.
pub(super) fn page_kind(reader: &PageReader<'_, '_>) -> PageKind {
    if reader.places.iter().any(|place| announces_requests(&place.heading)) {
        return PageKind::Operation;
    }
    let is_headed = || reader.places.iter().any(|place| is_request_heading(&place.heading));
    if (reader.in_api_folder || is_headed()) && operation::has_request_lines(reader) {
        return PageKind::Operation;
    }
    // In a folder `api`, headings of request headers and of the response show that the page is about an operation,
    // even if its request lines are missing. A finding reports that they are missing.
    let has = |heading: &str| reader.places.iter().any(|place| place.level == 2 && place.heading == heading);
    if reader.in_api_folder && has("request headers") && has("response") {
        return PageKind::Operation;
    }
    let title = reader.title.value.to_lowercase();
    let stem = reader.source.path.rsplit('/').next().unwrap_or_default();
    if title.contains("enum")
        && ["enum type", "enumtype", "enum values", "enumeration values", "enumeration type"]
            .iter()
            .any(|words| title.contains(words))
        || is_name_of_enumeration(&title)
        || title.trim().ends_with(" value set")
        || stem.starts_with("enums")
    {
        return PageKind::Enum;
    }
    let annotated = reader
        .page
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Annotation(annotation) if annotation.block_type() == Some("resource")));
    let headed = reader.places.iter().any(|place| {
        REPRESENTATION.contains(&place.heading.as_str())
            || OWN_PROPERTIES.contains(&place.heading.as_str())
                && (place.level <= 2 || further::KINDS.iter().any(|words| title.ends_with(words)))
    });
    // A title such as `user resource type` and a table with a column of types together show that the page is about a
    // type. It then needs no usual heading such as `Properties`.
    let is_typed = |(block, place): (&Block<'_>, &BlockPlace)| match block {
        Block::Table(table) => (is_property_section(place) || place.level <= 1) && type_column(table).is_some(),
        _ => false,
    };
    let is_name = !reader.in_api_folder && !title.trim().contains(' ');
    let titled = (is_name || TYPE_TITLES.iter().any(|words| title.trim().ends_with(words)))
        && heading_name(&reader.title).is_some()
        && reader.blocks().any(is_typed);
    if annotated || headed || titled { PageKind::Resource } else { PageKind::Conceptual }
}

/// How the title of a page about one type can end, in lower case.
const TYPE_TITLES: &[&str] = &[
    " resource type",
    " complex type",
    " entity type",
    " entitytype",
    " complextype",
    " entity",
    " resource",
    " object",
];

/// Whether a title in lower case consists of a name and a word such as `enumeration`: `colour enumeration`.
fn is_name_of_enumeration(title: &str) -> bool {
    let words = title.trim().split_once(' ');
    words.is_some_and(|(name, kind)| is_identifier(name) && ["enum", "enumeration", "enumerated type"].contains(&kind))
}
