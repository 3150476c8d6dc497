//! Reads a page about a type: the type's name and bases, whether it is abstract or open, and the rows of its tables of
//! properties and relationships.

mod divided;
pub(crate) mod further;
mod listed;
pub(crate) mod member_table;
pub(crate) mod namespace;
pub(crate) mod representation;
pub(crate) mod several;
pub(crate) mod statement;

use compact_str::CompactString;

use crate::code;
use crate::decl::outline::{BlockPlace, USUAL};
use crate::decl::page_reader::PageReader;
use crate::decl::section::resource::divided::PropertySections;
use crate::decl::section::resource::member_table::{heading_name, is_property_section, member_columns, rows};
use crate::decl::section::resource::representation::shape_members;
use crate::decl::table::member::Columns;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{OWN_PROPERTIES, REPRESENTATION, placeholder};
use crate::decl::{DocDecl, MemberDecl, Remarks, ShapeHint, ShapeMember, TypeDecl, TypeExpr, prose};
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::json::{self};
use crate::page::{Annotation, Block, Row, Table, Text};
use crate::source::{Span, Spanned};

/// Reads the types of a resource page: first the one that the page is about, then those of further annotations and
/// headings.
pub(in crate::decl) fn read(reader: &mut PageReader<'_, '_>) -> Vec<TypeDecl> {
    let Some(mut own) = own_type(reader) else { return Vec::new() };
    let mut others = further::read(reader, &own);
    let mut types = Vec::new();
    if others.is_empty() {
        types = tables(reader, &mut own);
    } else {
        further::tables(reader, &mut own, &mut others);
    }
    let listed = listed::read(reader, own.members.is_empty());
    own.members.extend(listed);
    types.insert(0, own);
    types.extend(others.into_iter().map(|other| other.decl));
    let without_table = !reader.places.iter().any(is_property_section);
    for (position, decl) in types.iter_mut().enumerate() {
        if decl.members.is_empty() && (without_table || position > 0) {
            members_shown(reader, decl);
        }
        decl.members.shrink_to_fit();
    }
    let headed = further::types_below_headings(reader, &types);
    types.extend(headed.types);
    types
}

/// For a type without a table of properties: turns the members of its JSON representation into properties.
fn members_shown(reader: &mut PageReader<'_, '_>, decl: &mut TypeDecl) {
    let Some(first) = decl.shape.first().filter(|_| decl.bases.is_empty()) else { return };
    let message = "the page shows properties in JSON but has no table of properties";
    reader.diagnostics.push(Diagnostic::new(code::SHAPE_ONLY, first.name.span, message).help(
        "add a table under the heading `Properties`; until then the properties and their types come from the JSON",
    ));
    decl.members.extend(decl.shape.iter().map(|shape| {
        // A string that names no type, such as `alice@contoso.com`, is an example of a value, so the property is a
        // string.
        let text = matches!(&shape.hint, ShapeHint::Placeholder(words) if placeholder(words).is_none());
        let ty = TypeExpr {
            terms: if text {
                type_expr::term("String", None, shape.name.span).into_iter().collect()
            } else {
                Vec::new()
            },
            collection: shape.collection,
            raw: CompactString::default(),
            span: shape.name.span,
        };
        MemberDecl {
            name: shape.name.clone(),
            ty,
            relationship: false,
            inherited_from: None,
            remarks: Remarks::default(),
            doc: DocDecl::default(),
            described: None,
            span: shape.name.span,
        }
    }));
}

/// The type that the page is about, without the properties in its tables.
fn own_type(reader: &mut PageReader<'_, '_>) -> Option<TypeDecl> {
    let headed = heading_name(&reader.title);
    let annotation = resource_annotation(reader, headed.as_ref());
    let annotated = annotation.and_then(|annotation| {
        let name = annotation.odata_type()?;
        Some(Spanned { value: name.into(), span: annotation.odata_type_place() })
    });
    if annotated.is_none() && headed.is_none() {
        return None;
    }
    let doc = reader.intro();
    let mut decl = TypeDecl {
        annotated,
        headed,
        shape: shape(reader, annotation.map(|annotation| annotation.span)),
        deprecated: prose::deprecated(&doc.markdown).or_else(|| prose::deprecated_title(&reader.title.value)),
        doc,
        span: reader.title.span,
        ..TypeDecl::default()
    };
    if let Some(annotation) = annotation {
        statement::annotated(annotation, &mut decl);
    }
    statement::prose(reader, &mut decl);
    Some(decl)
}

/// The annotation with `"blockType": "resource"` that is about the page's type: the annotation with the name in the
/// title, else the first annotation with a type, else the first annotation.
fn resource_annotation<'p, 's>(
    reader: &PageReader<'p, 's>,
    headed: Option<&Spanned<CompactString>>,
) -> Option<&'p Annotation<'s>> {
    let is_headed = |annotation: &&Annotation<'_>| {
        headed.is_some_and(|headed| annotation.odata_type().is_some_and(|name| member_table::same(name, &headed.value)))
    };
    let all = || {
        reader.page.blocks.iter().filter_map(|block| match block {
            Block::Annotation(annotation) if annotation.block_type() == Some("resource") => Some(annotation),
            _ => None,
        })
    };
    let typed = || all().find(|annotation| annotation.odata_type().is_some());
    all().find(is_headed).or_else(typed).or_else(|| all().next())
}

/// Reads the tables of properties and relationships. The rows about the page's type are added to `decl`. Returns the
/// other types of the page whose properties are in tables of the same sections.
fn tables(reader: &mut PageReader<'_, '_>, decl: &mut TypeDecl) -> Vec<TypeDecl> {
    let sections = PropertySections::of(reader);
    let mut headed = false;
    let mut others: Vec<TypeDecl> = Vec::new();
    for (at, (block, place)) in reader.blocks().enumerate() {
        let Block::Table(table) = block else { continue };
        let Some((columns, relationship)) = member_columns(table, place) else { continue };
        let is_part = || columns.ty.is_some() && sections.is_of_own_type(table, place, columns.name, decl);
        if !is_property_section(place) && !is_part() {
            continue;
        }
        // The first table of properties always belongs to the page's type.
        let other = headed.then(|| sections.other_type(reader, at, table, columns.name, decl)).flatten();
        if let Some(name) = other {
            let headed = Some(Spanned { value: name.text, span: name.span });
            let mut other = TypeDecl { span: name.span, headed, ..TypeDecl::default() };
            rows(reader, table, columns, relationship, &mut other);
            others.push(other);
            continue;
        }
        headed |= !relationship;
        let before = decl.members.len();
        rows(reader, table, columns, relationship, decl);
        if let Some(Block::Paragraph(text)) = reader.page.blocks.get(at.wrapping_sub(1)) {
            apply_caption(text, &mut decl.members[before..]);
        }
    }
    if !headed && let Some((table, place, columns)) = unheaded(reader, decl) {
        let mut finding = unusual(place);
        // A heading that is right for another section, such as `Methods`, must not be renamed, so the help asks for a
        // new heading above the table.
        let is_other = place.level < 2 || USUAL.iter().any(|words| words.contains(&place.heading.as_str()));
        if let Some(title) = table.header.first().filter(|_| is_other) {
            finding = Diagnostic { span: title.span, ..finding }.help("write the heading `Properties` above the table");
        }
        // A page with neither a resource annotation nor a JSON representation follows another template. In that
        // template, a table of properties needs no heading `Properties`, so nothing is reported.
        if !decl.shape.is_empty() || resource_annotation(reader, None).is_some() {
            reader.diagnostics.push(finding);
        }
        rows(reader, table, columns, false, decl);
    } else if let Some(place) = renamed(reader) {
        reader.diagnostics.push(unusual(place));
    }
    others
}

/// Records what the paragraph above a table says about all rows of the table: that they are deprecated, or that the
/// service returns them only if `$select` names them.
fn apply_caption(text: &Text<'_>, members: &mut [MemberDecl]) {
    let plain = text.plain();
    let lower = plain.to_lowercase();
    if !lower.contains("following propert") || lower.contains("not ") {
        return;
    }
    let select_only = lower.contains("$select") && lower.contains("only");
    let deprecated = prose::deprecated(&plain);
    for member in members {
        member.remarks.select_only |= select_only;
        member.remarks.deprecated = member.remarks.deprecated.take().or_else(|| deprecated.clone());
    }
}

/// The finding about a table of properties that does not stand under `Properties`.
fn unusual(place: &BlockPlace) -> Diagnostic {
    let message = format!("a table of properties stands under the heading `{}`", place.text);
    Diagnostic::new(code::HEADING_UNUSUAL, place.span, message)
        .help("write the heading `Properties`")
        .about(Subject::words(&place.text))
}

/// A section such as `Fields` or `Attributes`, on a page with a resource annotation. Such pages should call it
/// `Properties`. `None` if the page has no such section.
fn renamed<'p>(reader: &PageReader<'p, '_>) -> Option<&'p BlockPlace> {
    let is_renamed = |place: &&BlockPlace| OWN_PROPERTIES[1..].contains(&place.heading.as_str());
    resource_annotation(reader, None)?;
    reader.places.iter().find(is_renamed)
}

/// The table of properties on a page without a heading such as `Properties`. It is the first table with columns of
/// names and types for which one of these conditions is true:
///
/// - The JSON representation has members for most of the rows of the table.
/// - The page has no JSON representation, and the table is directly below the title.
fn unheaded<'p, 's>(
    reader: &PageReader<'p, 's>,
    decl: &TypeDecl,
) -> Option<(&'p Table<'s>, &'p BlockPlace, Columns<'p, 's>)> {
    reader.blocks().find_map(|(block, place)| {
        let Block::Table(table) = block else { return None };
        if is_property_section(place) {
            return None;
        }
        let (columns, _) = member_columns(table, place).filter(|(columns, _)| columns.ty.is_some())?;
        let shown = |row: &&Row<'_>| {
            let name = row.cells.get(columns.name).map(Text::plain).unwrap_or_default();
            decl.shape.iter().any(|shape| shape.name.value == name.trim())
        };
        let count = table.rows.iter().filter(shown).count();
        let is_titled = decl.shape.is_empty() && place.level <= 1;
        (is_titled || count > 0 && 2 * count > table.rows.len()).then_some((table, place, columns))
    })
}

/// The members in the JSON representation of the page's type. `own` is the place of the annotation about this type. The
/// JSON block below a resource annotation of another type is skipped.
fn shape(reader: &mut PageReader<'_, '_>, own: Option<Span>) -> Vec<ShapeMember> {
    let (mut wanted, mut another) = (false, false);
    for (block, place) in reader.blocks() {
        match block {
            Block::Annotation(annotation) => {
                let is_resource = annotation.block_type() == Some("resource");
                let is_own = own.is_none_or(|own| own == annotation.span);
                (wanted, another) = (is_resource && is_own, is_resource && !is_own);
            }
            Block::Fence(_) if another => another = false,
            Block::Fence(fence) if wanted || REPRESENTATION.contains(&place.heading.as_str()) => {
                let parsed = json::parse(fence.body, fence.body_span);
                if let Some(node) = &parsed.node {
                    let members = shape_members(node);
                    reader.representation = Some((fence.body_span, parsed));
                    return members;
                }
            }
            _ => {}
        }
    }
    Vec::new()
}
