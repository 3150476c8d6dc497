//! A resource page: its name, bases, flags, and the rows of its property and relationship tables.

pub(crate) mod further;
pub(crate) mod namespace;
pub mod statement;

use compact_str::CompactString;

use crate::code;
use crate::decl::outline::Place;
use crate::decl::prose;
use crate::decl::read::Reader;
use crate::decl::table::member;
use crate::decl::table::member::{Columns, Outcome};
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{PROPERTIES, PROPERTY_COLUMNS, RELATIONSHIPS, REPRESENTATION, placeholder};
use crate::decl::{
    BaseClaim, BaseSource, DocDecl, MemberDecl, Remarks, ShapeHint, ShapeMember, TypeDecl, TypeExpr, TypeTerm,
};
use crate::diagnostic::Diagnostic;
use crate::page::json::{self, Node, Value};
use crate::page::{Annotation, Block, Row, Table, Text};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;

/// Reads the types a resource page describes: first its own, then those that it annotates besides.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> Vec<TypeDecl> {
    let Some(mut own) = own(reader) else { return Vec::new() };
    let mut others = further::read(reader, &own);
    if others.is_empty() {
        tables(reader, &mut own);
    } else {
        further::tables(reader, &mut own, &mut others);
    }
    let mut types = vec![own];
    types.extend(others.into_iter().map(|other| other.decl));
    let without_table = !reader.places.iter().any(is_property_section);
    for (position, decl) in types.iter_mut().enumerate() {
        if decl.members.is_empty() && (without_table || position > 0) {
            members_shown(reader, decl);
        }
        decl.members.shrink_to_fit();
    }
    let headed = further::headed(reader, &types);
    types.extend(headed.types);
    types
}

/// Where a page has no section of properties, what the JSON representation shows.
fn members_shown(reader: &mut Reader<'_, '_>, decl: &mut TypeDecl) {
    let Some(first) = decl.shape.first().filter(|_| decl.bases.is_empty()) else { return };
    let found = "no table of properties beside the JSON representation";
    reader.diagnostics.push(
        Diagnostic::new(code::SHAPE_ONLY, first.name.span, found)
            .expected("a table under `Properties`; the members that are shown are taken"),
    );
    decl.members.extend(decl.shape.iter().map(|shape| {
        // A string that names no type is an example of one.
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
            span: shape.name.span,
        }
    }));
}

/// The type that a page is about, without the rows of its tables.
fn own(reader: &mut Reader<'_, '_>) -> Option<TypeDecl> {
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
        deprecated: prose::deprecated(&doc.markdown)
            .or_else(|| reader.title.value.to_lowercase().contains("(deprecated)").then(String::new)),
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

/// The resource annotation that declares the page's type: of several the one with the name of the title, else the first
/// one with a type, else the first.
fn resource_annotation<'p, 's>(
    reader: &Reader<'p, 's>,
    headed: Option<&Spanned<CompactString>>,
) -> Option<&'p Annotation<'s>> {
    let is_headed = |annotation: &&Annotation<'_>| {
        headed.is_some_and(|headed| annotation.odata_type().is_some_and(|name| further::same(name, &headed.value)))
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

fn tables(reader: &mut Reader<'_, '_>, decl: &mut TypeDecl) {
    let mut headed = false;
    for (block, place) in reader.blocks() {
        let Block::Table(table) = block else { continue };
        if !is_property_section(place) {
            continue;
        }
        let Some((columns, relationship)) = member_columns(table, place) else { continue };
        headed |= !relationship;
        rows(reader, table, columns, relationship, decl);
    }
    if !headed && let Some((table, place, columns)) = unheaded(reader, decl) {
        reader.diagnostics.push(
            Diagnostic::new(code::HEADING_UNUSUAL, place.span, format!("properties under `{}`", place.text))
                .expected("`Properties`; the table is read as if it stood there"),
        );
        rows(reader, table, columns, false, decl);
    }
}

/// The rows of a table of members.
pub(super) fn rows(
    reader: &mut Reader<'_, '_>,
    table: &Table<'_>,
    columns: Columns<'_, '_>,
    relationship: bool,
    decl: &mut TypeDecl,
) {
    for row in &table.rows {
        let columns = columns.of(row, &mut reader.diagnostics);
        match member::read(row, columns, relationship) {
            Outcome::Declares(mut member) => {
                reader.claim(row.span);
                prose::locate(&mut member.remarks.values, &reader.source.text);
                if let Some(owner) = &member.inherited_from {
                    decl.bases.push(BaseClaim { base: owner.clone(), by: BaseSource::Row });
                }
                decl.members.push(member);
            }
            Outcome::Caption => reader.claim(row.span),
            Outcome::Rejected(diagnostic) => reader.diagnostics.push(diagnostic),
        }
    }
}

/// Where no heading says that properties follow: the first table elsewhere that has their columns, and most rows of which
/// are members of the JSON representation.
fn unheaded<'p, 's>(reader: &Reader<'p, 's>, decl: &TypeDecl) -> Option<(&'p Table<'s>, &'p Place, Columns<'p, 's>)> {
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
        (count > 0 && 2 * count > table.rows.len()).then_some((table, place, columns))
    })
}

/// Whether a place is a section of properties or relationships.
pub(super) fn is_property_section(place: &Place) -> bool {
    let own = |key: &str| PROPERTIES.contains(&key) || RELATIONSHIPS.contains(&key) || key.ends_with(" properties");
    own(&place.heading) || own(&place.section) && place.heading == place.section
}

/// The columns of a table of members; the flag tells that it lists relationships.
pub(super) fn member_columns<'t, 's>(table: &'t Table<'s>, place: &Place) -> Option<(Columns<'t, 's>, bool)> {
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().to_lowercase()).collect();
    let ty = member::type_column(table);
    let columns = Columns::find(ty, &table.header)?;
    let title = header.get(columns.name)?.as_str();
    let named = PROPERTY_COLUMNS.contains(&title) || title.is_empty() && ty.is_some();
    if !named || ty.is_none() && title != "property" {
        return None;
    }
    let relationship = title.starts_with("relationship") && place.heading != "properties"
        || RELATIONSHIPS.contains(&place.heading.as_str());
    Some((columns, relationship))
}

/// The type a title names: its first word, when the rest says that it is a type, or when there is no rest.
#[must_use]
pub(super) fn heading_name(title: &Spanned<String>) -> Option<Spanned<CompactString>> {
    let words = title.value.trim().strip_prefix("The ").unwrap_or(title.value.trim());
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let name = first.trim_matches(['"', '`', '*']);
    let rest = rest.to_lowercase();
    let kinds = ["resource", "resouce", "enum", "complex type", "entity type", "facet", "type", "(", "object"];
    let says_type = rest.is_empty() || kinds.iter().any(|kind| rest.starts_with(kind));
    (says_type && is_identifier(&name.replace('.', "_"))).then(|| Spanned { value: name.into(), span: title.span })
}

/// The members of the JSON representation; `own` is the annotation of the page's type.
fn shape(reader: &mut Reader<'_, '_>, own: Option<Span>) -> Vec<ShapeMember> {
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

pub(super) fn shape_members(node: &Node<'_>) -> Vec<ShapeMember> {
    let mut shape: Vec<ShapeMember> = node
        .members()
        .iter()
        .filter(|member| !member.name.value.contains('@'))
        .map(|member| {
            let (value, mut collection) = match &member.value.value {
                Value::Array(_) => (member.value.elements().first(), true),
                _ => (Some(&member.value), false),
            };
            let hint = value.map_or(ShapeHint::Nothing, |value| hint(value, &mut collection));
            ShapeMember {
                name: Spanned { value: (&*member.name.value).into(), span: member.name.span },
                hint,
                collection,
            }
        })
        .collect();
    shape.shrink_to_fit();
    shape
}

fn hint(value: &Node<'_>, collection: &mut bool) -> ShapeHint {
    match &value.value {
        Value::Null => ShapeHint::Nothing,
        Value::Bool(_) => ShapeHint::Boolean,
        Value::Number(text) => {
            if text.contains(['.', 'e', 'E']) {
                ShapeHint::Fraction
            } else {
                ShapeHint::Integer
            }
        }
        Value::String(text) => text_hint(text, collection),
        Value::Array(_) => ShapeHint::Nothing,
        Value::Object(members) => {
            let stated = ["@odata.type", "@type"].iter().find_map(|key| value.get(key)).and_then(Node::as_str);
            match stated {
                Some(name) => {
                    let expr = type_expr::parse(name, value.span);
                    *collection |= expr.collection;
                    expr.terms.first().map_or(ShapeHint::Object, |term| ShapeHint::Named(term.text.clone()))
                }
                None if members.is_empty() => ShapeHint::Nothing,
                None => ShapeHint::Object,
            }
        }
    }
}

fn text_hint(text: &str, collection: &mut bool) -> ShapeHint {
    let lower = text.trim().to_lowercase();
    if lower == "string" {
        return ShapeHint::Text;
    }
    if let Some(inner) = lower.strip_prefix("string (").and_then(|rest| rest.strip_suffix(')')) {
        return ShapeHint::Placeholder(inner.into());
    }
    if lower.starts_with("microsoft.graph.") || lower.starts_with("collection(") {
        let expr = type_expr::parse(text, Span::default());
        *collection |= expr.collection;
        return expr.terms.first().map_or(ShapeHint::Text, |term: &TypeTerm| ShapeHint::Named(term.text.clone()));
    }
    ShapeHint::Placeholder(lower.into())
}
