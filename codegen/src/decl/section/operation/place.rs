//! Tells in which section of an operation page a block stands.

use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::request_lines::lines;
use crate::decl::section::operation::routes::are_in_table;
use crate::decl::vocabulary::requests::is_request_heading;
use crate::decl::vocabulary::{BODY, HEADERS, PARAMETERS, PERMISSIONS, RESPONSE, RESPONSE_HEADERS};
use crate::page::Block;

/// In which part of a page its request lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::decl) enum RequestSection {
    /// Under a heading such as `HTTP request`.
    Headed,
    /// Anywhere on the page except in the sections about headers, body, response and examples.
    OutsideDetails,
    /// Under a heading `Request`. On other pages this heading announces the request body.
    Request,
    /// In a table `Method | Request URI`, under a heading such as `Request`.
    Table,
}

impl RequestSection {
    /// Finds out in which part of a page its request lines stand.
    pub(in crate::decl) fn of(reader: &PageReader<'_, '_>) -> RequestSection {
        let has_lines = |section: RequestSection| {
            reader.blocks().any(
                |(block, place)| matches!(block, Block::Fence(fence) if section.contains(place) && lines(fence).next().is_some()),
            )
        };
        if reader.places.iter().any(is_request_section) {
            RequestSection::Headed
        } else if has_lines(RequestSection::OutsideDetails) {
            RequestSection::OutsideDetails
        } else if has_lines(RequestSection::Request) {
            RequestSection::Request
        } else if reader.blocks().any(|(block, place)| is_table_of_requests(block, place)) {
            RequestSection::Table
        } else {
            RequestSection::OutsideDetails
        }
    }

    /// Whether a block with these headings above it belongs to the section of request lines.
    pub(in crate::decl) fn contains(self, place: &BlockPlace) -> bool {
        match self {
            RequestSection::Headed => {
                is_request_section(place) || is_request_heading(&place.section) && !is_example(place)
            }
            RequestSection::OutsideDetails => {
                ![HEADERS, BODY, RESPONSE, RESPONSE_HEADERS].iter().any(|section| is_section(place, section))
                    && !is_example(place)
            }
            RequestSection::Request => place.heading == "request" && !is_example(place),
            RequestSection::Table => false,
        }
    }
}

/// Whether a block is a table of request lines outside of examples and responses.
pub(super) fn is_table_of_requests(block: &Block<'_>, place: &BlockPlace) -> bool {
    matches!(block, Block::Table(table) if !is_example(place) && !is_section(place, RESPONSE) && are_in_table(table))
}

/// Whether the nearest heading above a block is one for request lines, such as `HTTP request`.
pub(in crate::decl) fn is_request_section(place: &BlockPlace) -> bool {
    is_request_heading(&place.heading)
}

/// Whether the block is in the section of examples, or below a heading such as `Request example`.
pub(super) fn is_example(place: &BlockPlace) -> bool {
    let says = |heading: &str| {
        heading.starts_with("example")
            || heading.starts_with("sample ")
            || [" example", " examples", " sample", " samples"].iter().any(|end| heading.ends_with(end))
    };
    says(&place.section) || says(&place.heading)
}

/// Whether the block is in a section with one of `headings`, and not in the section of examples.
pub(super) fn is_section(place: &BlockPlace, headings: &[&str]) -> bool {
    if is_example(place) {
        return false;
    }
    let heading = place.heading.as_str();
    // A heading such as `Request body` ends the section before it, whatever its level is.
    let is_another =
        || [HEADERS, PARAMETERS, BODY, RESPONSE, PERMISSIONS].into_iter().flatten().any(|usual| *usual == heading);
    headings.contains(&heading) || headings.contains(&place.section.as_str()) && !is_another()
}
