//! The type of a row: its cell, corrected by other statements of the page, then the JSON representation, then untyped.
//!
//! In: one row, the JSON representation of its page, the known bases and enumerations. Out: one type. Invariant: a cell
//! that is overruled or not understood is reported.
//!
//! # Rule 8: Type of a property
//!
//! The type cell counts; for an unsigned integer the smallest type that holds its values (D0422). The cell is corrected
//! (D0419) to the common base of types joined by `or`, to the type that the JSON representation shows and the linked
//! page describes, or to the enumeration whose members a `String` row lists (`types/listed_values.rs`). A bare
//! `Enumeration` becomes an enumeration of the listed values. If the cell names no type, and rows such as `address.city`
//! describe members of the value, it gets a type of its own (`decl/table/nested_type.rs`). Otherwise the JSON representation decides, or the
//! property is untyped JSON (D0404).

use crate::api::{EnumType, ItemType, PageId, Primitive, TypeId, TypeRef};
use crate::code;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::{bound, is_nameless, placeholder, unsigned};
use crate::decl::{MemberDecl, ShapeHint, ShapeMember, TypeDecl, TypeTerm};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::names::suggestion;
use crate::link::types::listed_values;
use crate::link::types::new_row;
use crate::text::singular::{plural, singular};

/// What is known before rows get their types: the bases of all types, and the enumerations.
pub(in crate::link) struct Known<'a> {
    pub(in crate::link) bases: &'a [Option<TypeId>],
    pub(in crate::link) enums: &'a [EnumType],
}

impl Known<'_> {
    /// A type and its bases, nearest first.
    pub(in crate::link) fn line(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::successors(Some(id), |id| self.bases[id.index()]).take(self.bases.len())
    }
}

/// The type of the property that a row declares.
pub(in crate::link) fn resolve(
    cx: &Context<'_>,
    known: &Known<'_>,
    page: PageId,
    decl: &TypeDecl,
    member: &MemberDecl,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeRef {
    let shape = shape_of(decl, member);
    let about = || Subject::words(&member.name.value);
    let near =
        || suggestion::similar_type_or_primitive(member.ty.terms.first().map_or("", |term| &term.text), cx.names.all());
    if let Some(told) = type_in_description(cx, page, member).or_else(|| several(cx, page, member)) {
        return told;
    }
    if let Some(mut ty) = cx.expr(&member.ty, page) {
        ty.collection |= member.relationship && names_several(cx, member, ty.item);
        let item = common(cx, known, page, member)
            .or_else(|| shown(cx, known, page, member, ty.item, shape?))
            .or_else(|| listed_values::listed(cx, known.enums, page, decl, member, ty.item));
        if let Some(item) = item.filter(|item| *item != ty.item) {
            let message = format!(
                "the row says that `{}` has the type `{}`, but the rest of the page shows another type",
                member.name.value, member.ty.raw
            );
            diagnostics.push(
                Diagnostic::new(code::TYPE_OVERRULED, member.ty.span, message)
                    .help(format!("write `{}`, which is used until then", cx.item_name(item)))
                    .about(about())
                    .fix_unsafely(new_row::other_type(cx, &member.ty, TypeRef { item, ..ty })),
            );
            return TypeRef { item, ..ty };
        }
        if item.is_none()
            && member.ty.terms.iter().any(|term| cx.term(term, page).is_some_and(|other| other != ty.item))
        {
            let message = format!("the type cell `{}` names several types for `{}`", member.ty.raw, member.name.value);
            diagnostics.push(
                Diagnostic::new(code::TYPE_CELL_FORM, member.ty.span, message)
                    .help(format!(
                        "name one type, or a common base of the types; until then `{}` is used",
                        cx.item_name(ty.item)
                    ))
                    .about(about()),
            );
        }
        diagnostics.extend(left_out(cx, member, ty));
        return ty;
    }
    let unnamed = member.ty.terms.first().is_some_and(|term| is_nameless(&term.text));
    if unnamed {
        let message = format!(
            "the type cell of `{}` contains `{}`, which is not the name of a type",
            member.name.value, member.ty.raw
        );
        diagnostics.push(
            Diagnostic::new(code::TYPE_CELL_FORM, member.ty.span, message)
                .help("write the name of the enumeration")
                .about(about()),
        );
        if let Some(&id) = cx.names.nameless.get(&member.span) {
            return TypeRef { item: ItemType::Enum(id), collection: member.ty.collection };
        }
    }
    if let Some(&id) = cx.names.nameless.get(&member.span).filter(|_| !unnamed) {
        let meant = &cx.names.enums[id.index()].name.name;
        let enumeration = TypeRef { item: ItemType::Enum(id), collection: member.ty.collection };
        let message = format!("`{}`, the type of `{}`, is not documented", member.ty.raw, member.name.value);
        diagnostics.push(
            Diagnostic::new(code::TYPE_UNRESOLVED, member.ty.span, message)
                .help(format!("write `{meant}`, which is used until then"))
                .about(about())
                .fix_unsafely(new_row::other_type(cx, &member.ty, enumeration)),
        );
        return enumeration;
    }
    if let Some(item) = shape.and_then(|shape| shape_item(cx, page, shape)) {
        let collection = member.ty.collection || shape.is_some_and(|shape| shape.collection);
        let taken = TypeRef { item, collection };
        // An empty type cell is reported as an oversight. A table without a column of types is not, because the JSON
        // representation states the types instead.
        if member.ty.raw.is_empty() && member.ty.span != member.span {
            diagnostics.push(
                Diagnostic::new(
                    code::TYPE_CELL_FORM,
                    member.ty.span,
                    format!("the type cell of `{}` is empty", member.name.value),
                )
                .help(format!("write `{}`, which the JSON representation shows", cx.item_name(item)))
                .about(about())
                .fix_unsafely(new_row::other_type(cx, &member.ty, taken)),
            );
        } else if !unnamed && !member.ty.raw.is_empty() {
            let message = format!("`{}`, the type of `{}`, is not documented", member.ty.raw, member.name.value);
            let help = match near() {
                Some(near) => format!("write `{near}`"),
                None => format!("write `{}`, which the JSON representation shows", cx.item_name(item)),
            };
            let edit = near()
                .map_or_else(|| new_row::other_type(cx, &member.ty, taken), |near| replace_type_name(member, near));
            let finding = Diagnostic::new(code::TYPE_FROM_SHAPE, member.ty.span, message).help(help).about(about());
            diagnostics.push(finding.fix_unsafely(edit));
        }
        return taken;
    }
    let message = if member.ty.raw.is_empty() {
        format!("the row for `{}` has no type", member.name.value)
    } else {
        format!("`{}`, the type of `{}`, is not documented", member.ty.raw, member.name.value)
    };
    let help = match near() {
        Some(near) => format!("write `{near}`; until then the property is untyped JSON in the generated code"),
        None => "write a primitive type or a type that has a page; until then the property is untyped JSON in the \
        generated code"
            .to_owned(),
    };
    let edit = near().filter(|_| !member.ty.raw.is_empty()).map(|near| replace_type_name(member, near));
    let finding = Diagnostic::new(code::TYPE_UNRESOLVED, member.ty.span, message).help(help).about(about());
    diagnostics.push(finding.fix_unsafely_if(edit));
    TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: member.ty.collection }
}

/// An edit that replaces the name in the type cell of a row by the similar name `near`.
fn replace_type_name(member: &MemberDecl, near: String) -> Edit {
    let written = member.ty.terms.first().map_or("", |term| &term.text);
    Edit::Word(member.ty.span, written.to_owned(), near)
}

/// The finding about a bound or an unsigned type in a type cell, such as `String(100)`, which the type of the property
/// does not express.
fn left_out(cx: &Context<'_>, member: &MemberDecl, ty: TypeRef) -> Option<Diagnostic> {
    let ItemType::Primitive(primitive) = ty.item else { return None };
    let text = member.ty.terms.first().map_or("", |term| &term.text);
    let found = match bound(&member.ty.raw) {
        Some(bound) => {
            format!("the type of `{}` states the limit `{bound}`, which OData types cannot express", member.name.value)
        }
        // The text is not the name of a documented type, which would have been found before.
        None if primitive != Primitive::Byte && unsigned(text) == Some(primitive) => {
            format!("`{}`, the type of `{}`, is not a type of OData", member.ty.raw, member.name.value)
        }
        None => return None,
    };
    let help = format!("write `{}`, which can express every such value and is used until then", cx.item_name(ty.item));
    Some(
        Diagnostic::new(code::TYPE_NARROWER, member.ty.span, found)
            .help(help)
            .about(Subject::words(&member.name.value))
            .fix_safely(new_row::other_type(cx, &member.ty, ty)),
    )
}

/// The type of a row whose cell says only `object` or `array`, and whose description links to exactly one type: `The
/// [price resource](#price-resource)`.
fn type_in_description(cx: &Context<'_>, page: PageId, member: &MemberDecl) -> Option<TypeRef> {
    let words = member.ty.terms.first().map_or("", |term| &term.text);
    let is = |word: &str| words.eq_ignore_ascii_case(word);
    let (one, several) = (is("object"), is("array"));
    if !one && !several || matches!(cx.expr(&member.ty, page), Some(ty) if !matches!(ty.item, ItemType::Primitive(_))) {
        return None;
    }
    let mut found: Vec<ItemType> = Vec::new();
    for (_, text, target) in &member.doc.links {
        let term = type_expr::term(text, Some(target), member.ty.span)?;
        let item = cx.term(&term, page).filter(|item| !matches!(item, ItemType::Primitive(_)))?;
        if !found.contains(&item) {
            found.push(item);
        }
    }
    let item = found.pop().filter(|_| found.is_empty())?;
    Some(TypeRef { item, collection: member.ty.collection || several })
}

/// The type of a navigation property whose cell has nothing but the plural of a type's name, without a link.
fn several(cx: &Context<'_>, page: PageId, member: &MemberDecl) -> Option<TypeRef> {
    let [term] = member.ty.terms.as_slice() else { return None };
    if !member.relationship || cx.expr(&member.ty, page).is_some() {
        return None;
    }
    let one = TypeTerm { text: singular(&term.text).into(), target: None, span: term.span };
    let item = ItemType::Structured(cx.structured(&one, page)?);
    (one.text != term.text).then_some(TypeRef { item, collection: true })
}

/// Whether the cell of a navigation property has the name of its type in the plural.
fn names_several(cx: &Context<'_>, member: &MemberDecl, item: ItemType) -> bool {
    let [term] = member.ty.terms.as_slice() else { return false };
    let ItemType::Structured(id) = item else { return false };
    let name = &cx.names.types[id.index()].name.name;
    !term.text.eq_ignore_ascii_case(name) && term.text.eq_ignore_ascii_case(&plural(name))
}

/// The member of the JSON representation that has the name of a row. `None` if there is no such member.
pub(in crate::link) fn shape_of<'d>(decl: &'d TypeDecl, member: &MemberDecl) -> Option<&'d ShapeMember> {
    decl.shape.iter().find(|shape| shape.name.value == member.name.value)
}

/// The nearest type that all types in a cell such as `[saw](saw.md) or [axe](axe.md)` equal or derive from. `None` if
/// there is no such type.
fn common(cx: &Context<'_>, known: &Known<'_>, page: PageId, member: &MemberDecl) -> Option<ItemType> {
    let ids: Vec<TypeId> =
        member.ty.terms.iter().map(|term| cx.structured(term, page)).collect::<Option<Vec<TypeId>>>()?;
    let (first, others) = ids.split_first().filter(|(_, others)| !others.is_empty())?;
    let shared = |id: &TypeId| others.iter().all(|other| known.line(*other).any(|above| above == *id));
    known.line(*first).find(shared).map(ItemType::Structured)
}

/// The type that the JSON representation shows, if it overrules the type in the cell. It does so in three cases: the
/// page to which the cell links describes the shown type; the shown type is a base of the type in the cell; or the
/// cell says `String` and the shown type is another primitive type.
fn shown(
    cx: &Context<'_>,
    known: &Known<'_>,
    page: PageId,
    member: &MemberDecl,
    item: ItemType,
    shape: &ShapeMember,
) -> Option<ItemType> {
    let shown = shape_item(cx, page, shape)?;
    match (item, shown) {
        (ItemType::Structured(id), ItemType::Structured(base)) => {
            let linked = cx.linked(member, page, shape) == Some(base);
            (linked || known.line(id).any(|above| above == base)).then_some(shown)
        }
        (ItemType::Primitive(Primitive::String), ItemType::Primitive(primitive)) => {
            (matches!(shape.hint, ShapeHint::Placeholder(_)) && primitive != Primitive::String).then_some(shown)
        }
        // The word `number` in a cell does not say whether values have fractions.
        (ItemType::Primitive(Primitive::Int32), ItemType::Primitive(Primitive::Double | Primitive::Decimal)) => {
            let words = member.ty.terms.first().map_or("", |term| &term.text);
            ["number", "numeric"].iter().any(|word| words.eq_ignore_ascii_case(word)).then_some(shown)
        }
        (ItemType::Structured(_) | ItemType::Enum(_) | ItemType::Primitive(_), _) => None,
    }
}

/// The item that the JSON representation shows as the type of a member.
fn shape_item(cx: &Context<'_>, page: PageId, shape: &ShapeMember) -> Option<ItemType> {
    Some(match &shape.hint {
        ShapeHint::Named(name) => cx.name(name, page)?,
        ShapeHint::Text => ItemType::Primitive(Primitive::String),
        ShapeHint::Boolean => ItemType::Primitive(Primitive::Boolean),
        ShapeHint::Integer => ItemType::Primitive(Primitive::Int32),
        ShapeHint::Fraction => ItemType::Primitive(Primitive::Double),
        ShapeHint::Placeholder(words) => ItemType::Primitive(placeholder(words)?),
        ShapeHint::Object | ShapeHint::Nothing => return None,
    })
}
