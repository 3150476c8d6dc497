//! Finds the enumerations of a page, by its tables and lists of members.
//!
//! In: a page. Out: an enumeration for each table of members and for each list of members. A list that shares its
//! section with a table or another list counts only if a bold line above it names the enumeration.

use compact_str::CompactString;

use super::{enum_name, is_lister, list, name, read};
use crate::api::PageKind;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::resource::member_table;
use crate::decl::{DocDecl, EnumDecl, TypeTerm, prose};
use crate::page::{Block, Item};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::slug::slug;

/// Headings below which the page of one enumeration lists its members.
const MEMBERS: &[&str] = &["enum values", "enum members", "enumeration values", "enumeration members"];

/// The enumerations whose members the page lists, in tables or lists.
pub(in crate::decl) fn enums(reader: &mut PageReader<'_, '_>, kind: PageKind) -> Vec<EnumDecl> {
    let stem = reader.source.path.rsplit('/').next().unwrap_or_default();
    let title = reader.title.value.to_lowercase();
    let is_one = ["enum", "enum type", "enumtype", "enumeration", "enumeration type", "value set"]
        .iter()
        .any(|kind| title.trim().strip_suffix(kind).is_some_and(|name| is_identifier(name.trim())));
    let own = (kind == PageKind::Enum && (is_one || !stem.starts_with("enums")))
        .then(|| member_table::heading_name(&reader.title))
        .flatten();
    let mut enums = Vec::new();
    // The index of the first item of the list that is being read.
    let mut first = None;
    for (index, (block, place)) in reader.blocks().enumerate() {
        if matches!(block, Block::Item(_)) {
            first = first.or(Some(index));
            let goes_on = matches!(reader.page.blocks.get(index + 1), Some(Block::Item(_)));
            if !goes_on && let Some(first) = first.take() {
                enums.extend(members_of_list(reader, first..index + 1, place, own.as_ref()));
            }
            continue;
        }
        let Block::Table(table) = block else { continue };
        let heading_is_own = is_own(place);
        let page_enum = own.as_ref().filter(|_| heading_is_own || kind == PageKind::Enum);
        let caption = caption(reader, index);
        let announced = is_announced(reader, index);
        let captioned = caption.as_ref().and_then(|caption| enum_name(table, caption, None, announced));
        let captioned = captioned.filter(|(_, certain)| *certain);
        let heading = caption.as_ref().filter(|_| captioned.is_some()).map_or(&*place.text, |caption| &*caption.text);
        let Some((name, certain)) = captioned.or_else(|| enum_name(table, place, page_enum, announced)) else {
            continue;
        };
        if member_table::is_property_section(place) && !certain {
            continue;
        }
        let doc = if own.is_some() && heading_is_own { reader.intro() } else { reader.section_doc(index) };
        let mut used = Vec::new();
        let diagnostics = &mut reader.diagnostics;
        let reject = |diagnostic| diagnostics.push(diagnostic);
        enums.push(read(table, heading, name, certain, doc, |span| used.push(span), reject));
        used.into_iter().for_each(|span| reader.mark_used(span));
    }
    enums
}

/// The enumerations on the page of an operation, and the places of their tables. A table of members counts if its
/// heading names an enumeration that a cell in a column of types names too, or if such a cell links to the heading.
pub(in crate::decl) fn enums_below_headings(reader: &mut PageReader<'_, '_>) -> (Vec<EnumDecl>, Vec<Span>) {
    let (mut enums, mut tables): (Vec<EnumDecl>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut named: Option<Vec<TypeTerm>> = None;
    for (index, (block, place)) in reader.blocks().enumerate() {
        let Block::Table(table) = block else { continue };
        if place.level < 2 || member_table::is_usual(place) || member_table::is_property_section(place) {
            continue;
        }
        let Some((name, _)) = super::enum_name(table, place, None, is_announced(reader, index)) else { continue };
        let named = named.get_or_insert_with(|| member_table::cells(reader));
        let anchor = format!("#{}", slug(&place.text));
        let is_meant = |term: &TypeTerm| {
            member_table::same(&term.text, &name.value) || term.target.as_deref() == Some(anchor.as_str())
        };
        if !named.iter().any(is_meant) || enums.iter().any(|known| member_table::same(&known.name.value, &name.value)) {
            continue;
        }
        let doc = reader.section_doc(index);
        let (mut used, mut rejected) = (Vec::new(), Vec::new());
        let found = read(table, &place.text, name, true, doc, |span| used.push(span), |told| rejected.push(told));
        used.into_iter().for_each(|span| reader.mark_used(span));
        reader.diagnostics.append(&mut rejected);
        tables.push(table.span);
        enums.push(found);
    }
    (enums, tables)
}

/// The enumeration whose members a list contains. Its name comes from a bold line above the list, or from the heading,
/// by the same rules as for a table. `None` if no name is found, or if an item is not a member.
fn members_of_list(
    reader: &mut PageReader<'_, '_>,
    range: std::ops::Range<usize>,
    place: &BlockPlace,
    own: Option<&Spanned<CompactString>>,
) -> Option<EnumDecl> {
    let captioned = caption(reader, range.start).and_then(|caption| name(&caption, None));
    let captioned = captioned.filter(|(_, certain)| *certain);
    let own = own.filter(|_| is_own(place) || is_lister(&place.heading) || MEMBERS.contains(&&*place.heading));
    let is_captioned = captioned.is_some();
    let (name, certain) = captioned.or_else(|| name(place, own))?;
    // A list has no column titles that say what it lists, and a heading such as `Default values` may announce
    // anything. So the heading or the name has to prove that the list is about an enumeration.
    let says_so = own.is_some() || place.heading.contains("enum") || name.value.starts_with(char::is_lowercase);
    let certain = certain && says_so;
    if !is_captioned && is_beside_others(reader, &range) || member_table::is_property_section(place) && !certain {
        return None;
    }
    let items: Vec<&Item<'_>> = reader.page.blocks[range.clone()]
        .iter()
        .filter_map(|block| match block {
            Block::Item(item) => Some(item),
            _ => None,
        })
        .collect();
    let members = list::members(&items, certain, &mut reader.diagnostics)?;
    let doc = match own {
        _ if is_captioned => DocDecl::default(),
        Some(_) if place.level > 1 => reader.intro(),
        Some(_) | None => reader.section_doc(range.start),
    };
    let span = Span { end: items.last()?.text.span.end, ..items.first()?.text.span };
    let deprecated = prose::deprecated(&doc.markdown);
    let combined = super::says_combined(&place.text, &[], &doc);
    Some(EnumDecl { name, certain, combined, is_list: true, members, doc, deprecated, span })
}

/// Whether a paragraph with the single word `Enumeration` stands directly below the heading of a table. Some pages
/// define several types below headings, and say of each in this way whether it is an object or an enumeration.
pub(in crate::decl) fn is_announced(reader: &PageReader<'_, '_>, index: usize) -> bool {
    let blocks = &reader.page.blocks[..index];
    // Only the first table below a heading is checked. Otherwise a page with many tables would be searched again for
    // each of them.
    let above = blocks.iter().rposition(|block| matches!(block, Block::Heading(_) | Block::Table(_)));
    let Some((Block::Heading(_), at)) = above.map(|at| (&blocks[at], at)) else { return false };
    let Some(Block::Paragraph(text)) = blocks.get(at + 1) else { return false };
    let plain = text.plain();
    ["enum", "enumeration"].iter().any(|word| plain.trim().eq_ignore_ascii_case(word))
}

/// Whether the section with a list also has a table or another list. The list may then be about something other than
/// members.
fn is_beside_others(reader: &PageReader<'_, '_>, range: &std::ops::Range<usize>) -> bool {
    let blocks = &reader.page.blocks;
    let is_heading = |block: &Block<'_>| matches!(block, Block::Heading(_));
    let is_other = |block: &Block<'_>| matches!(block, Block::Table(_) | Block::Item(_));
    let before = blocks[..range.start].iter().rev().take_while(|block| !is_heading(block));
    let after = blocks[range.end..].iter().take_while(|block| !is_heading(block));
    before.chain(after).any(is_other)
}

/// A paragraph of bold words directly above a block, as the heading of that block. `None` if there is no such
/// paragraph.
fn caption(reader: &PageReader<'_, '_>, index: usize) -> Option<BlockPlace> {
    match reader.page.blocks.get(index.checked_sub(1)?)? {
        Block::Paragraph(text) if text.is_strong() => {
            Some(BlockPlace { text: text.plain().into_owned(), span: text.span, ..BlockPlace::default() })
        }
        _ => None,
    }
}

/// Whether a table or list at this place is about the page's own enumeration: the place is directly below the title, or
/// below a heading `Members`.
fn is_own(place: &BlockPlace) -> bool {
    place.heading == "members" || place.level <= 1
}
