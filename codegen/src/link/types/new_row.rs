//! Edits that add missing rows to a table.
//!
//! In: a type, and the facts about a property. Out: a row with name and type after the last row of its table of
//! properties, and a member of the JSON representation, if the page has one without the property. Invariant: the description stays empty, because a person has to write it.

use crate::api::{ItemType, PageId, Primitive, TypeId, TypeRef};
use crate::decl::vocabulary::{placeholder, shown_as};
use crate::decl::{JsonNode, JsonValue, ShapeHint, ShapeMember, TypeDecl, TypeExpr};
use crate::diagnostic::{Edit, NewRow};
use crate::link::names::resolve::Context;
use crate::link::types::declarations::decls;
use crate::source::Span;

/// An edit that adds a row for a property to the table of its type.
pub(in crate::link) fn property(cx: &Context<'_>, id: TypeId, name: &str, ty: &str) -> Option<Edit> {
    // `Untyped` stands for a type that no page describes. Its name is not known here, so no row can be written.
    if ty.starts_with(Primitive::Untyped.as_str()) {
        return None;
    }
    let is_page = |page: &PageId| Some(*page) != cx.tree.overrides();
    let mut pages = decls(cx, id).filter(|(page, _)| is_page(page));
    let (page, decl) = pages.find(|(_, decl)| decl.members.iter().any(|row| !row.relationship))?;
    let last = decl.members.iter().rfind(|row| !row.relationship && row.ty.span != row.span)?;
    let row = row(last.span, (last.name.span, name), (last.ty.span, ty));
    Some(match member(cx, page, decl, name, ty) {
        Some(member) => Edit::All(vec![row, member]),
        None => row,
    })
}

/// An edit that adds a member for the property before the last member of the JSON representation, so that a
/// representation with all properties stays complete. `None` if the representation has the property, or if the page has
/// no representation.
fn member(cx: &Context<'_>, page: PageId, decl: &TypeDecl, name: &str, ty: &str) -> Option<Edit> {
    if decl.shape.iter().any(|shown| shown.name.value.eq_ignore_ascii_case(name)) {
        return None;
    }
    let last = decl.shape.last()?;
    let (word, collection) = ty.strip_suffix(" collection").map_or((ty, false), |word| (word, true));
    let item = cx.name(word, page).unwrap_or(ItemType::Primitive(Primitive::String));
    let qualified = match item {
        ItemType::Structured(id) => cx.names.types[id.index()].name.to_string(),
        ItemType::Enum(_) | ItemType::Primitive(_) => String::new(),
    };
    let value = shown_as(TypeRef { item, collection }, &qualified);
    Some(Edit::MemberBefore(last.name.span, format!("\"{name}\": {value}")))
}

/// An edit that adds a row for a member of the request body, after the last row of its table.
pub(in crate::link) fn parameter(cx: &Context<'_>, page: PageId, name: &str, ty: &str) -> Option<Edit> {
    let last = cx.decls[page.index()].operations.as_ref()?.request.rows.last()?;
    Some(row(last.span, (last.name.span, name), (last.ty.as_ref()?.span, ty)))
}

fn row(above: Span, name: (Span, &str), ty: (Span, &str)) -> Edit {
    let mut cells = vec![(name.0, name.1.to_owned()), (ty.0, ty.1.to_owned())];
    cells.sort();
    Edit::Row(Box::new(NewRow { above, cells }))
}

/// A type as a type cell writes it, such as `Collection(user)`.
pub(in crate::link) fn cell(cx: &Context<'_>, ty: TypeRef) -> String {
    let name = cx.item_name(ty.item);
    with_form(name.rsplit('.').next().unwrap_or(&name), ty.collection)
}

/// The type of a member of the JSON representation, as a type cell would write it. `None` if the value does not show
/// a type.
pub(in crate::link) fn shown(shape: &ShapeMember) -> Option<String> {
    let ty = match &shape.hint {
        ShapeHint::Named(name) => name.rsplit(['.', '#']).next()?,
        ShapeHint::Text => "String",
        ShapeHint::Placeholder(words) => placeholder(words).map_or("String", |primitive| primitive.as_str()),
        ShapeHint::Boolean => "Boolean",
        ShapeHint::Integer => "Int32",
        ShapeHint::Fraction => "Double",
        ShapeHint::Object | ShapeHint::Nothing => return None,
    };
    Some(with_form(ty, shape.collection))
}

/// The text of a type cell for the type that a value suggests.
pub(in crate::link) fn of_value(value: JsonNode<'_>) -> Option<String> {
    let ty = match value.value() {
        JsonValue::True | JsonValue::False => "Boolean",
        JsonValue::Number(text) if text.contains(['.', 'e', 'E']) => "Double",
        JsonValue::Number(_) => "Int32",
        JsonValue::String(_) => "String",
        JsonValue::Array(mut elements) => return Some(with_form(&of_value(elements.next()?)?, true)),
        JsonValue::Object => value.stated_type()?.as_str()?.rsplit(['.', '#']).next()?,
        JsonValue::Null => return None,
    };
    Some(ty.to_owned())
}

fn with_form(ty: &str, collection: bool) -> String {
    if collection { format!("{ty} collection") } else { ty.to_owned() }
}

/// An edit that writes another type into a cell.
pub(in crate::link) fn other_type(cx: &Context<'_>, cell_of: &TypeExpr, ty: TypeRef) -> Edit {
    Edit::Replace(cell_of.span, cell(cx, ty))
}
