//! Walks over JSON together with its type.
//!
//! In: JSON, and its type. Out: calls of a [`Visitor`], one for each value that is of another form than its type, each
//! member that nothing declares, and each value of an enumeration or a primitive type. Invariant: `null` fits
//! everywhere, names with `@` are annotations and not members, and the walk continues after a value of a wrong form.

use crate::api::{Api, EnumId, ItemType, Parameter, Primitive, Property, TypeId, TypeRef};
use crate::shape::json::{Json, Kind, fits};

/// The expected form in place of a value of another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A collection.
    Array,
    /// One value of the type instead of an array.
    One(ItemType),
    /// An object of a structured type.
    Object(TypeId),
    /// An object with the members that an operation lists.
    Members,
    /// Text: the name of a member of an enumeration.
    EnumMember(EnumId),
    /// A value of a primitive type.
    Primitive(Primitive),
}

/// The declarations of the members of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<'a> {
    /// The type whose properties the members are.
    pub ty: Option<TypeId>,
    /// The members that the page of an operation lists.
    pub listed: &'a [Parameter],
}

/// A part of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'s> {
    /// A member of an object.
    Member(&'s str),
    /// An item of an array.
    Item(usize),
}

/// Receives the results of the walk.
pub(crate) trait Visitor<'a, 'j, J: Json<'j>> {
    /// Called for a value that has another form than its type.
    fn misfit(&mut self, value: J, kind: &Kind<'j>, wanted: Wanted);

    /// Called for a member whose exact name nothing declares. Returns the property with whose type the walk compares
    /// the value, if the visitor knows one.
    fn undeclared(&mut self, member: Undeclared<'_, 'j, J>) -> Option<&'a Property>;

    /// Called for a text that should be a member of an enumeration.
    fn enum_member(&mut self, _value: J, _text: &'j str, _id: EnumId) {}

    /// Called for an object of a structured type, which may name a derived type.
    fn object(&mut self, _value: J) {}

    /// The type with a name that the JSON states, if it derives from the declared type.
    fn derived(&self, api: &Api, declared: TypeId, name: &str) -> Option<TypeId> {
        derived(api, declared, name.trim_start_matches('#'))
    }

    /// Called when the walk enters a part of a value. `owner` is the type that declares the member.
    fn enter(&mut self, step: Step<'_>, owner: Option<TypeId>);

    /// Called when the walk leaves the part that it entered last.
    fn leave(&mut self) {}

    /// Whether the walk may stop.
    fn is_done(&self) -> bool {
        false
    }
}

/// A member that nothing declares.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Undeclared<'d, 'j, J> {
    /// The declarations of the members of its object. The type is the one that the object names.
    pub owner: Declared<'d>,
    /// The name.
    pub name: &'j str,
    /// The value.
    pub value: J,
}

/// Compares a value with a type.
pub(crate) fn value<'a, 'j, J: Json<'j>>(api: &'a Api, json: J, ty: TypeRef, visitor: &mut impl Visitor<'a, 'j, J>) {
    if visitor.is_done() {
        return;
    }
    let one = TypeRef { collection: false, ..ty };
    match (json.kind(), ty.collection) {
        (Kind::Null, _) => {}
        (Kind::Array, true) => items(api, json, one, visitor),
        (kind, true) => visitor.misfit(json, &kind, Wanted::Array),
        (_, false) if is_any(api, ty.item) => {}
        (Kind::Array, false) => {
            visitor.misfit(json, &Kind::Array, Wanted::One(ty.item));
            items(api, json, one, visitor);
        }
        (kind, false) => match ty.item {
            ItemType::Structured(id) => object(api, json, Declared { ty: Some(id), listed: &[] }, visitor),
            ItemType::Enum(id) => match kind {
                Kind::String(text) => visitor.enum_member(json, text, id),
                kind => visitor.misfit(json, &kind, Wanted::EnumMember(id)),
            },
            ItemType::Primitive(primitive) if fits(&kind, primitive) => {}
            ItemType::Primitive(primitive) => visitor.misfit(json, &kind, Wanted::Primitive(primitive)),
        },
    }
}

fn items<'a, 'j, J: Json<'j>>(api: &'a Api, json: J, one: TypeRef, visitor: &mut impl Visitor<'a, 'j, J>) {
    for (index, item) in json.items().enumerate() {
        visitor.enter(Step::Item(index), None);
        value(api, item, one, visitor);
        visitor.leave();
    }
}

/// Compares an object with the members of a type and of a table.
pub(crate) fn object<'a, 'j, J: Json<'j>>(
    api: &'a Api,
    json: J,
    declared: Declared<'_>,
    visitor: &mut impl Visitor<'a, 'j, J>,
) {
    let kind = json.kind();
    if !matches!(kind, Kind::Object) {
        let wanted = declared.ty.map_or(Wanted::Members, Wanted::Object);
        return visitor.misfit(json, &kind, wanted);
    }
    visitor.object(json);
    let ty = declared.ty.map(|ty| actual(api, json, ty, visitor));
    let declared = Declared { ty, ..declared };
    for (name, member) in json.members() {
        if visitor.is_done() {
            return;
        }
        let property = ty.and_then(|ty| api.member(ty, name)).map(|property| property.ty);
        let parameter = declared.parameter(name);
        let known = match (parameter.and_then(|parameter| parameter.ty).or(property), parameter) {
            (Some(known), _) => Some((name, known)),
            (None, Some(_)) => None,
            (None, None) if name.contains('@') => None,
            (None, None) => {
                let undeclared = Undeclared { owner: declared, name, value: member };
                visitor.undeclared(undeclared).map(|property| (property.name.as_str(), property.ty))
            }
        };
        if let Some((name, known)) = known {
            visitor.enter(Step::Member(name), ty);
            value(api, member, known, visitor);
            visitor.leave();
        }
    }
}

/// The type that `@odata.type` names, if it derives from the declared type.
pub(crate) fn actual<'a, 'j, J: Json<'j>>(
    api: &'a Api,
    json: J,
    declared: TypeId,
    visitor: &impl Visitor<'a, 'j, J>,
) -> TypeId {
    json.stated_type().and_then(|name| visitor.derived(api, declared, name)).unwrap_or(declared)
}

impl<'a> Declared<'a> {
    /// The listed member of this name. Services accept the names of parameters in any letter case, but the names of
    /// properties only as declared.
    pub(crate) fn parameter(self, name: &str) -> Option<&'a Parameter> {
        self.listed.iter().find(|parameter| match self.ty {
            Some(_) => parameter.name == *name,
            None => parameter.name.eq_ignore_ascii_case(name),
        })
    }

    /// Whether an object may have members that nothing declares.
    pub(crate) fn is_open(self, api: &Api) -> bool {
        let is_open = |ty: TypeId| api[ty].is_open || api[ty].is_any;
        self.ty.is_some_and(|ty| is_open(ty) || api.bases(ty).any(is_open))
    }
}

/// Whether a type allows every JSON value.
fn is_any(api: &Api, item: ItemType) -> bool {
    match item {
        ItemType::Primitive(primitive) => matches!(primitive, Primitive::Untyped | Primitive::Stream),
        ItemType::Structured(id) => api[id].is_any,
        ItemType::Enum(_) => false,
    }
}

/// The type of this name among those that derive from `base`, directly or not.
pub(crate) fn derived(api: &Api, base: TypeId, name: &str) -> Option<TypeId> {
    let mut open: Vec<TypeId> = api[base].derived.clone();
    while let Some(id) = open.pop() {
        if api[id].name.is_named(name) {
            return Some(id);
        }
        open.extend(&api[id].derived);
    }
    None
}
