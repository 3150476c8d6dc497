//! Compares the JSON representation of a type with its table.

use foldhash::HashMap;

use crate::api::{ExampleRole, ItemType, PageId, Primitive, Property, PropertyKind, TypeId};
use crate::code;
use crate::decl::vocabulary::{placeholder, shown_as};
use crate::decl::{BodyDecl, JsonNode, JsonValue, MemberDecl, ShapeHint, ShapeMember, TypeDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Span;
use crate::text::near;

/// Compares the JSON representation of each type with its rows.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for index in 0..linked.api.types.len() {
        let id = TypeId::from_index(index);
        for (page, decl) in linked.of_type(id) {
            let decls = linked.decls(page);
            // On a page with several types, the JSON representation may belong to any of these types.
            if decl.shape.is_empty() || decls.types.len() > 1 {
                continue;
            }
            let bodies = decls.bodies.iter().filter(|body| body.role == ExampleRole::Resource);
            let bodies: Vec<&BodyDecl> = bodies.collect();
            let [body] = bodies[..] else { continue };
            other_type(linked, id, page, body, &mut found);
            misspelt_types(linked, id, page, body, &mut found);
            let known = Known::of(linked, id, decl);
            missing(&known, linked, id, decl, body, &mut found);
            types(&known, linked, (id, page), decl, &mut found);
        }
    }
    found
}

/// Reports an `@odata.type` in the JSON representation that names a documented type other than the type of the page.
fn other_type(linked: &Linked<'_>, id: TypeId, page: PageId, body: &BodyDecl, found: &mut Vec<Diagnostic>) {
    let Some(node) = body.root().and_then(JsonNode::stated_type) else { return };
    let Some(name) = node.as_str() else { return };
    let stated = linked.named(name, page);
    let Some(ItemType::Structured(other)) = stated.filter(|stated| *stated != ItemType::Structured(id)) else { return };
    let own = &linked.api[id].name;
    let message =
        format!("the JSON representation of `{}` says that it is a `{}`", own.name, linked.api[other].name.name);
    found.push(
        Diagnostic::new(code::EXAMPLE_OTHER_TYPE, node.span(), message)
            .help(format!("write `#{own}`"))
            .about(Subject::ty(&own.name))
            .fix_unsafely(Edit::Replace(node.span(), format!("\"#{own}\""))),
    );
}

/// Reports an undocumented `@odata.type` of a member, if it looks like a misspelling of the type in the member's row.
fn misspelt_types(linked: &Linked<'_>, id: TypeId, page: PageId, body: &BodyDecl, found: &mut Vec<Diagnostic>) {
    let Some(root) = body.root() else { return };
    for (member, value) in root.members() {
        let object = match value.value() {
            JsonValue::Array(mut items) => items.next(),
            _ => Some(value),
        };
        let Some(node) = object.and_then(JsonNode::stated_type) else { continue };
        let Some(name) = node.as_str().map(|name| name.trim_start_matches('#')) else { continue };
        if !name.contains('.') || name.contains('(') || linked.named(name, page).is_some() {
            continue;
        }
        let short = name.rsplit('.').next().unwrap_or(name);
        let Some(property) = linked.api.member_in_any_case(id, member.value) else { continue };
        let ItemType::Structured(stated) = property.ty.item else { continue };
        let right = &linked.api[stated].name;
        // Names that differ only in their full stops count as misspellings too: `microsoft.graphuser` for
        // `microsoft.graph.user`.
        let letters = |name: &str| name.replace('.', "").to_lowercase();
        let is_split = letters(name) == letters(&right.to_string());
        if !is_split && near::slip(short, std::iter::once(right.name.as_str())).is_none() {
            continue;
        }
        let (wrong, meant) = if is_split { (name, right.to_string()) } else { (short, right.name.to_string()) };
        found.push(
            Diagnostic::new(code::EXAMPLE_TYPE_UNKNOWN, node.span(), format!("no page describes `{name}`"))
                .help(format!("write `{right}`, as the row of `{}` does", property.name))
                .about(Subject::ty(short))
                .note(property.span, "the row of the property")
                .fix_unsafely(Edit::Word(node.span(), wrong.to_owned(), meant)),
        );
    }
}

/// What the rows and the JSON representation of a type say about its properties, by name in lower case.
struct Known<'a> {
    properties: HashMap<String, &'a Property>,
    shown: HashMap<String, &'a ShapeMember>,
    rows: HashMap<&'a str, &'a MemberDecl>,
}

impl<'a> Known<'a> {
    fn of(linked: &Linked<'a>, id: TypeId, decl: &'a TypeDecl) -> Known<'a> {
        let properties = linked.api.members(id).map(|property| (property.name.to_lowercase().to_string(), property));
        let shown = decl.shape.iter().map(|shape| (shape.name.value.to_lowercase().to_string(), shape));
        Known {
            properties: properties.collect(),
            shown: shown.collect(),
            rows: decl.members.iter().map(|member| (member.name.value.as_str(), member)).collect(),
        }
    }
}

/// Reports a property if it is the only property that the JSON representation lacks.
fn missing(
    known: &Known<'_>,
    linked: &Linked<'_>,
    id: TypeId,
    decl: &TypeDecl,
    body: &BodyDecl,
    found: &mut Vec<Diagnostic>,
) {
    let shows = |name: &str| known.shown.contains_key(&name.to_lowercase());
    let is_optional = |name: &str| decl.optional.iter().any(|optional| optional.value == name);
    let own = |member: &&crate::decl::MemberDecl| {
        let property = known.properties.get(member.name.value.to_lowercase().as_str());
        !member.relationship
            && member.inherited_from.is_none()
            && !member.name.value.contains(['@', '$', '.'])
            && property.is_some_and(|property| {
                property.kind == PropertyKind::Structural && property.ty.item != ItemType::Primitive(Primitive::Stream)
            })
    };
    let rows = || decl.members.iter().filter(own);
    let absent: Vec<_> =
        rows().filter(|member| !shows(&member.name.value) && !is_optional(&member.name.value)).collect();
    // If several properties are missing, the JSON representation is an excerpt, so nothing is reported.
    let [member] = absent[..] else { return };
    if rows().count() < 3 || member.remarks.select_only || member.remarks.deprecated.is_some() {
        return;
    }
    let (owner, name) = (&linked.api[id].name.name, &member.name.value);
    // The edit inserts the member before the member that the next row of the table describes. If the JSON shows no
    // member of a later row, the new member is inserted before the member of an earlier row, because an edit can only
    // insert before a member.
    let before = decl.members.iter().take_while(|other| other.span != member.span);
    let shown = |name: &str| known.shown.get(&name.to_lowercase()).map(|shape| shape.name.span);
    let before = before.into_iter().filter_map(|other| shown(&other.name.value)).last();
    let row_after = decl.members.iter().skip_while(|other| other.span != member.span);
    let row_after = row_after.into_iter().find_map(|other| shown(&other.name.value));
    let start = Span { end: body.span.start + 1, ..body.span };
    let span = row_after.or(before).or(decl.shape.first().map(|shape| shape.name.span)).unwrap_or(start);
    let property = known.properties.get(name.to_lowercase().as_str());
    let edit = property.filter(|_| span != start).map(|property| {
        Edit::MemberBefore(
            span,
            format!("\"{name}\": {}", shown_as(property.ty, &structured_name(linked, property.ty.item))),
        )
    });
    let finding = Diagnostic::new(
        code::SHAPE_MISSING,
        span,
        format!("the JSON representation of `{owner}` does not show `{name}`"),
    )
    .help(format!("add `\"{name}\"` to the JSON representation"))
    .about(Subject::member(owner, name))
    .note(member.name.span, "its row");
    found.push(finding.fix_unsafely_if(edit));
}

/// The qualified name of a structured type. Empty for an enumeration and for a primitive type.
fn structured_name(linked: &Linked<'_>, item: ItemType) -> String {
    match item {
        ItemType::Structured(id) => linked.api[id].name.to_string(),
        ItemType::Enum(_) | ItemType::Primitive(_) => String::new(),
    }
}

/// Reports values in the JSON representation whose type is not the type that the row states.
fn types(
    known: &Known<'_>,
    linked: &Linked<'_>,
    (id, page): (TypeId, PageId),
    decl: &TypeDecl,
    found: &mut Vec<Diagnostic>,
) {
    // The members whose value has another primitive type than their row states.
    let mut plain: Vec<(&ShapeMember, &MemberDecl, Primitive)> = Vec::new();
    let before = found.len();
    for shape in &decl.shape {
        let Some(property) = known.properties.get(shape.name.value.to_lowercase().as_str()) else { continue };
        let Some(member) = known.rows.get(shape.name.value.as_str()) else { continue };
        let primitive = match property.ty.item {
            ItemType::Primitive(primitive) => primitive,
            ItemType::Structured(stated) => {
                let words = match &shape.hint {
                    ShapeHint::Text => Some(""),
                    ShapeHint::Placeholder(words) => Some(words.as_str()),
                    ShapeHint::Integer | ShapeHint::Fraction | ShapeHint::Boolean => Some("?"),
                    _ => None,
                };
                // The JSON may show the name of a type in place of an object of that type: `"owner": "user"`.
                let names_type = |words: &str| {
                    words.contains(['.', '<'])
                        || linked.named(words, page).is_some_and(|item| matches!(item, ItemType::Structured(_)))
                };
                if words.is_some_and(|words| !names_type(words)) && !linked.api[stated].is_any {
                    found.push(differs(linked, id, shape, member, "a plain value"));
                }
                found.extend(other_object(linked, (id, page), shape, member, stated));
                continue;
            }
            ItemType::Enum(_) => {
                let shown = match shape.hint {
                    ShapeHint::Integer | ShapeHint::Fraction => "a number",
                    ShapeHint::Boolean => "a Boolean",
                    _ => continue,
                };
                found.push(differs(linked, id, shape, member, shown));
                continue;
            }
        };
        let is_type = |name: &str| matches!(linked.named(name, page), Some(ItemType::Structured(_)));
        let is_object = primitive != Primitive::Untyped
            && matches!(&shape.hint, ShapeHint::Named(name) if name.contains('.') && !name.starts_with("Edm.") && is_type(name));
        let Some(shown) = contradicts(shape, primitive).or(is_object.then_some("an object")) else { continue };
        plain.push((shape, member, primitive));
        found.push(differs(linked, id, shape, member, shown));
    }
    // If two rows have each other's type, that is one mistake. The finding of each row is replaced by one with the same
    // place and edit, and `checks/causes.rs` keeps only one of the two.
    if let ([one, other], 2) = (&plain[..], found.len() - before)
        && contradicts(one.0, other.2).is_none()
        && contradicts(other.0, one.2).is_none()
    {
        let cells = || Edit::Exchange(one.1.ty.span, other.1.ty.span);
        let message = format!(
            "the types in the rows of `{}` and `{}` are exchanged, as the JSON representation shows",
            one.1.name.value, other.1.name.value
        );
        for (finding, (shape, ..)) in found[before..].iter_mut().zip(&plain) {
            let about = Subject::member(&linked.api[id].name.name, &shape.name.value);
            *finding = Diagnostic::new(code::SHAPE_TYPE, one.1.ty.span, message.clone())
                .help("exchange the two types")
                .about(about)
                .note(other.1.ty.span, "the type of the other row")
                .note(shape.name.span, "the JSON representation shows this")
                .fix_unsafely(cells());
        }
    }
}

/// The finding about a member of the JSON representation whose value is of another type than its row.
fn differs(linked: &Linked<'_>, id: TypeId, shape: &ShapeMember, member: &MemberDecl, shown: &str) -> Diagnostic {
    let (owner, name) = (&linked.api[id].name.name, &shape.name.value);
    let message = format!("the JSON representation shows {shown} for `{name}`, but the row says `{}`", member.ty.raw);
    Diagnostic::new(code::SHAPE_TYPE, shape.name.span, message)
        .help("show a value of the type in the row, or correct the row")
        .about(Subject::member(owner, name))
        .note(member.ty.span, "the row")
}

/// Reports an object of a documented type that is unrelated to the type of the row.
fn other_object(
    linked: &Linked<'_>,
    (id, page): (TypeId, PageId),
    shape: &ShapeMember,
    member: &MemberDecl,
    stated: TypeId,
) -> Option<Diagnostic> {
    let ShapeHint::Named(shown) = &shape.hint else { return None };
    let Some(ItemType::Structured(other)) = linked.named(shown, page) else { return None };
    if linked.api.are_related(other, stated) {
        return None;
    }
    let (owner, name) = (&linked.api[id].name.name, &shape.name.value);
    let (other, stated) = (&linked.api[other].name, &linked.api[stated].name);
    let message = format!("the JSON representation shows the type `{other}` for `{name}`, but the row says `{stated}`");
    Some(
        Diagnostic::new(code::SHAPE_TYPE, shape.name.span, message)
            .help(
                "write the same type in the JSON representation and in the row; until then the type of the row is used",
            )
            .about(Subject::member(owner, name))
            .note(member.ty.span, "the row"),
    )
}

/// What the JSON representation shows in place of a value of the primitive type, such as "a number"; `None` if the type
/// allows it.
fn contradicts(shape: &ShapeMember, primitive: Primitive) -> Option<&'static str> {
    use Primitive as P;
    let is_number =
        matches!(primitive, P::Int16 | P::Int32 | P::Int64 | P::Byte | P::SByte | P::Double | P::Single | P::Decimal);
    match &shape.hint {
        ShapeHint::Text if primitive == P::Boolean => Some("a string"),
        ShapeHint::Placeholder(words) if primitive == P::Boolean && placeholder(words).is_none() => Some("a string"),
        ShapeHint::Text if matches!(primitive, P::Int16 | P::Int32 | P::Byte | P::SByte) => Some("a string"),
        ShapeHint::Boolean if primitive != P::Boolean && primitive != P::Untyped => Some("a Boolean"),
        ShapeHint::Integer | ShapeHint::Fraction if !is_number && primitive != P::Untyped => Some("a number"),
        ShapeHint::Named(_)
        | ShapeHint::Text
        | ShapeHint::Placeholder(_)
        | ShapeHint::Boolean
        | ShapeHint::Integer
        | ShapeHint::Fraction
        | ShapeHint::Object
        | ShapeHint::Nothing => None,
    }
}
