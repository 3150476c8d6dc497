//! Reads properties that a page describes without a table: as items of a list, such as `- **name** (String): …`, or
//! each below a heading of its own.
//!
//! In: a page. Out: the properties of its sections without a table. An item or a heading without a type counts as
//! prose, and so does every item in a section that has a table.

use std::collections::BTreeSet;

use compact_str::CompactString;

use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::resource::member_table::{is_property_section, is_usual};
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{PROPERTIES, RELATIONSHIPS, primitive};
use crate::decl::{DocDecl, MemberDecl, Remarks, TypeExpr, prose};
use crate::page::{Block, Inline, Text};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::phrase::Words;

/// Characters that may separate a name, its type and its description.
const MARKS: [char; 5] = [':', '-', '–', '—', ' '];

/// The properties in the list items of sections without a table. If there are none, and `is_bare` is true because the
/// type has no other properties, these are the properties that each have a heading of their own.
pub(super) fn read(reader: &PageReader<'_, '_>, is_bare: bool) -> Vec<MemberDecl> {
    let has_table = |(block, place): (&Block<'_>, &BlockPlace)| matches!(block, Block::Table(_)).then_some(place.span);
    let tables: BTreeSet<Span> = reader.blocks().filter_map(has_table).collect();
    let items = reader.blocks().filter_map(|(block, place)| match block {
        Block::Item(item) if is_property_section(place) && !tables.contains(&place.span) => {
            Some((item, RELATIONSHIPS.contains(&place.heading.as_str())))
        }
        _ => None,
    });
    let listed: Vec<MemberDecl> =
        items.filter_map(|(item, relationship)| Some(MemberDecl { relationship, ..of_item(&item.text)? })).collect();
    if listed.is_empty() && is_bare { properties_with_headings(reader) } else { listed }
}

/// The property of a list item: a name in code or in bold, then its type in parentheses or after a mark such as a
/// colon. `None` for an item in any other form.
fn of_item(text: &Text<'_>) -> Option<MemberDecl> {
    let (first, behind) = text.inlines.split_first()?;
    let (Inline::Strong(words) | Inline::Code(words)) = first else { return None };
    let name = words.trim().trim_end_matches([':', '.']);
    let (ty, rest) = typed(behind)?;
    let ty = type_expr::read(&Text { span: text.span, inlines: ty });
    let is_linked = text.links().next().is_some();
    let is_type = |ty: &TypeExpr| ty.terms.first().is_some_and(|term| is_linked || primitive(&term.text).is_some());
    if !is_identifier(name) || !is_type(&ty) {
        return None;
    }
    Some(member(name, ty, &Text { span: text.span, inlines: rest }, text))
}

/// Divides the text after a name into the type and the description; `None` if it begins with no type.
fn typed<'s>(behind: &[Inline<'s>]) -> Option<(Vec<Inline<'s>>, Vec<Inline<'s>>)> {
    let (first, others) = behind.split_first()?;
    let Inline::Text(words) = first else { return None };
    let text = |words: &str| Inline::Text(words.to_owned().into());
    let Some(inner) = words.trim_start().strip_prefix('(') else {
        // Without a parenthesis, the type follows a colon, as in `name`: String. What it is.
        let words = words.trim_start_matches(MARKS);
        if words.is_empty() {
            let (Inline::Link(_), rest) = others.split_first().map(|(link, rest)| (link, rest.to_vec()))? else {
                return None;
            };
            return Some((vec![others[0].clone()], rest));
        }
        let (ty, rest) = words.split_at(words.find(['.', ',', ';', ':', '–', '—']).unwrap_or(words.len()));
        return Some((vec![text(ty)], std::iter::once(text(rest)).chain(others.iter().cloned()).collect()));
    };
    if let Some((ty, rest)) = split_at_closing(inner) {
        let remark = ty.split_once(',').map_or("", |(_, remark)| remark);
        let ty = ty.split_once(',').map_or(ty, |(ty, _)| ty);
        let rest = format!("{}{rest}", if remark.is_empty() { String::new() } else { format!("{}. ", remark.trim()) });
        return Some((vec![text(ty)], std::iter::once(text(&rest)).chain(others.iter().cloned()).collect()));
    }
    // The type may be a link with words around it, as in `name` ([user](user.md) collection): …
    let mut ty = vec![text(inner)];
    for (at, inline) in others.iter().enumerate() {
        if let Inline::Text(words) = inline
            && let Some((end, rest)) = words.split_once(')')
        {
            ty.push(text(end));
            return Some((ty, std::iter::once(text(rest)).chain(others[at + 1..].iter().cloned()).collect()));
        }
        ty.push(inline.clone());
    }
    None
}

/// Divides words that begin inside a parenthesis, after its `(`: the words before and after the `)` that closes it.
/// `None` if it is not closed.
fn split_at_closing(words: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, letter) in words.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some((&words[..at], &words[at + 1..])),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The properties that each have a heading of their own in a section of properties, with a line such as `Type:
/// String` below the heading.
fn properties_with_headings(reader: &PageReader<'_, '_>) -> Vec<MemberDecl> {
    let is_section = |heading: &str| PROPERTIES.contains(&heading) || RELATIONSHIPS.contains(&heading);
    let is_own = |place: &BlockPlace| is_section(&place.section) && place.section != place.heading && !is_usual(place);
    let mut found: Vec<MemberDecl> = Vec::new();
    let mut own = None;
    for (block, place) in reader.blocks().filter(|(_, place)| is_own(place)) {
        let text = match block {
            Block::Heading(heading) => {
                let name = heading.text.plain();
                own = is_identifier(name.trim()).then(|| name.trim().to_owned());
                continue;
            }
            Block::Paragraph(text) => text,
            Block::Item(item) => &item.text,
            _ => continue,
        };
        let Some(name) = &own else { continue };
        if let Some((ty, behind)) = type_line(text) {
            let span = place.span;
            let relationship = RELATIONSHIPS.contains(&place.section.as_str());
            let empty = Text { span, inlines: Vec::new() };
            found.push(MemberDecl { relationship, ..member(name, ty, &behind, &empty) });
        } else if let Some(last) = found.last_mut().filter(|last| last.name.value == *name) {
            last.doc.push(text);
            let remarks = prose::remarks(text, &Words::of(text.plain()));
            last.remarks = Remarks {
                read_only: remarks.read_only || last.remarks.read_only,
                filterable: remarks.filterable || last.remarks.filterable,
                required: last.remarks.required.or(remarks.required),
                nullable: last.remarks.nullable.or(remarks.nullable),
                ..remarks
            };
        }
    }
    found
}

/// The type in a text that begins with `Type: String` or `**Type:** String`, and the words after the type. There may be
/// many, because lines without a blank line between them are one paragraph. `None` for any other text.
fn type_line<'s>(text: &Text<'s>) -> Option<(TypeExpr, Text<'s>)> {
    let plain = text.plain();
    let (lead, _) = plain.split_once(':')?;
    let is_lead = ["type", "data type"].iter().any(|known| lead.trim().eq_ignore_ascii_case(known));
    let mut inlines = text.inlines.iter();
    let words = is_lead.then(|| inlines.by_ref().find_map(after_colon))??;
    let (mut ty, mut rest) = (Vec::new(), Vec::new());
    let part = |words: &str| Inline::Text(words.to_owned().into());
    match inlines.as_slice().first() {
        Some(Inline::Link(_)) if words.split_whitespace().count() < 2 => {
            ty.push(part(words));
            ty.extend(inlines.next().cloned());
            if let Some(Inline::Text(words)) = inlines.as_slice().first() {
                let end = words.find(|c: char| !matches!(c, ')' | '[' | ']')).unwrap_or(words.len());
                let after_type = words[end..].trim_start();
                let many = ["collection", "array", "list"].iter().find(|many| after_type.starts_with(**many));
                let end = many.map_or(end, |many| words.len() - after_type.len() + many.len());
                ty.push(part(&words[..end]));
                rest.push(part(&words[end..]));
                inlines.next();
            }
        }
        _ => {
            let (type_words, after_type) = words.trim_start().split_at(type_end(words.trim_start()));
            ty.push(part(type_words));
            rest.push(part(after_type));
        }
    }
    rest.extend(inlines.cloned());
    let text = |inlines| Text { span: text.span, inlines };
    Some((type_expr::read(&text(ty)), text(rest)))
}

/// The words after the colon, as in `Type: String`. They are empty for the bold words `Type:`, which the type follows.
/// `None` if there is no colon.
fn after_colon<'t>(inline: &'t Inline<'_>) -> Option<&'t str> {
    match inline {
        Inline::Text(words) | Inline::Strong(words) => Some(words.split_once(':')?.1),
        Inline::Code(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => None,
    }
}

/// The offset at which the type at the start of these words ends: after the longest primitive type, or else after the
/// first word if there are more than three words, or else at the end.
fn type_end(words: &str) -> usize {
    let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]).take(3).collect();
    let is_type = |end: &&usize| {
        let expr = type_expr::parse(&words[..**end], Span::default());
        matches!(expr.terms.as_slice(), [term] if primitive(&term.text).is_some())
    };
    let goes_on = words.split(' ').count() > 3;
    ends.iter().rev().find(is_type).copied().or(ends.first().copied().filter(|_| goes_on)).unwrap_or(words.len())
}

fn member(name: &str, ty: TypeExpr, description: &Text<'_>, whole: &Text<'_>) -> MemberDecl {
    let mut rest = description.clone();
    if let Some(Inline::Text(words)) = rest.inlines.first_mut() {
        *words = words.trim_start_matches(MARKS).trim_start_matches(['.', ',', ';', ' ']).to_owned().into();
    }
    MemberDecl {
        name: Spanned { value: CompactString::from(name), span: whole.span },
        ty,
        relationship: false,
        inherited_from: None,
        remarks: prose::remarks(&rest, &Words::of(rest.plain())),
        doc: DocDecl::of(&rest),
        described: Some(whole.span),
        span: whole.span,
    }
}
