//! Goes through JSON and its type together.
//!
//! In: JSON, and its type. Out: calls of a [`Visitor`], one for each value that is of another kind than its type
//! demands (an array instead of an object, for instance), each member that nothing declares, and each value of an
//! enumeration or a primitive type. Invariant: `null` fits every type, names with `@` are annotations and not members,
//! and the walk continues after a value of a wrong kind.

use crate::api::{Api, EnumId, ItemType, Parameter, Primitive, Property, TypeId, TypeRef};
use crate::shape::json::{Json, Kind, fits};

/// What was expected where a value is of a wrong kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExpectedKind {
    /// The type is a collection, so an array was expected.
    Array,
    /// The documentation says a single value of this type, but the JSON has an array.
    One(ItemType),
    /// An object with the properties of this type was expected.
    Object(TypeId),
    /// An object with the members that an operation lists.
    Members,
    /// A text that is the name of a member of this enumeration.
    EnumMember(EnumId),
    /// A value of this primitive type was expected.
    Primitive(Primitive),
}

/// What declares the members of an object: a type, a table of a page, or both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<'a> {
    /// The type whose properties the members may be. `None` if only a table declares the members.
    pub ty: Option<TypeId>,
    /// The members that a table on the page of an operation lists.
    pub listed: &'a [Parameter],
}

/// A step from a JSON value to a value directly inside it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'s> {
    /// A step into an object, to the value of the member with this name.
    Member(&'s str),
    /// A step into an array, to the item with this index.
    Item(usize),
}

/// A visitor is told what the comparison of a JSON value with its type finds, while the comparison goes through the
/// value.
pub(crate) trait Visitor<'a, 'j, J: Json<'j>> {
    /// Called for a value that is of another kind than its type demands, such as an array instead of an object.
    /// `expected` says which kind the type demands.
    fn misfit(&mut self, value: J, kind: &Kind<'j>, expected: ExpectedKind);

    /// Called for a member if nothing declares a member with exactly this spelling. If the visitor returns a property,
    /// the value is compared with the type of that property.
    fn undeclared(&mut self, member: Undeclared<'_, 'j, J>) -> Option<&'a Property>;

    /// Called for a text that should be a member of an enumeration.
    fn enum_member(&mut self, _value: J, _text: &'j str, _id: EnumId) {}

    /// Called for each object that is compared with a structured type or with the members that an operation lists,
    /// before its members.
    fn object(&mut self, _value: J) {}

    /// The type with this name, taken from `@odata.type` of an object, if it derives from the declared type. A leading
    /// `#` of the name is ignored.
    fn derived(&self, api: &Api, declared: TypeId, name: &str) -> Option<TypeId> {
        derived(api, declared, name.trim_start_matches('#'))
    }

    /// Called before a part of a value is compared with its type. `owner` is the type that declares the member, or
    /// `None` for an item of an array and for a member of an object without a type.
    fn enter(&mut self, step: Step<'_>, owner: Option<TypeId>);

    /// Called after the part of the value for which `enter` was called last.
    fn leave(&mut self) {}

    /// Whether the visitor knows enough, so that the rest of the JSON can be skipped.
    fn is_done(&self) -> bool {
        false
    }
}

/// A member of a JSON object that neither the type of the object nor a table of the page declares.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Undeclared<'d, 'j, J> {
    /// What declares the members of the object that contains this member. If that object names a derived type, the
    /// derived type stands here.
    pub owner: Declared<'d>,
    /// The name of the member, as the JSON has it.
    pub name: &'j str,
    /// The value of the member.
    pub value: J,
}

/// Compares a JSON value with a type, and everything inside it with the types of its members.
pub(crate) fn value<'a, 'j, J: Json<'j>>(api: &'a Api, json: J, ty: TypeRef, visitor: &mut impl Visitor<'a, 'j, J>) {
    if visitor.is_done() {
        return;
    }
    let one = TypeRef { collection: false, ..ty };
    match (json.kind(), ty.collection) {
        (Kind::Null, _) => {}
        (Kind::Array, true) => items(api, json, one, visitor),
        (kind, true) => visitor.misfit(json, &kind, ExpectedKind::Array),
        (_, false) if is_any(api, ty.item) => {}
        (Kind::Array, false) => {
            visitor.misfit(json, &Kind::Array, ExpectedKind::One(ty.item));
            items(api, json, one, visitor);
        }
        (kind, false) => match ty.item {
            ItemType::Structured(id) => object(api, json, Declared { ty: Some(id), listed: &[] }, visitor),
            ItemType::Enum(id) => match kind {
                Kind::String(text) => visitor.enum_member(json, text, id),
                kind => visitor.misfit(json, &kind, ExpectedKind::EnumMember(id)),
            },
            ItemType::Primitive(primitive) if fits(&kind, primitive) => {}
            ItemType::Primitive(primitive) => visitor.misfit(json, &kind, ExpectedKind::Primitive(primitive)),
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

/// Compares a JSON object with the properties of a type and the rows of a table.
pub(crate) fn object<'a, 'j, J: Json<'j>>(
    api: &'a Api,
    json: J,
    declared: Declared<'_>,
    visitor: &mut impl Visitor<'a, 'j, J>,
) {
    let kind = json.kind();
    if !matches!(kind, Kind::Object) {
        let expected = declared.ty.map_or(ExpectedKind::Members, ExpectedKind::Object);
        return visitor.misfit(json, &kind, expected);
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

/// The type that an object names by `@odata.type`, if it derives from the declared type, or else the declared type.
pub(crate) fn actual<'a, 'j, J: Json<'j>>(
    api: &'a Api,
    json: J,
    declared: TypeId,
    visitor: &impl Visitor<'a, 'j, J>,
) -> TypeId {
    json.stated_type().and_then(|name| visitor.derived(api, declared, name)).unwrap_or(declared)
}

impl<'a> Declared<'a> {
    /// The row of the table that declares the member with this name; `None` if no row does. If the object has a type,
    /// letter case matters, because services accept names of properties only as declared. Otherwise it is ignored.
    pub(crate) fn parameter(self, name: &str) -> Option<&'a Parameter> {
        self.listed.iter().find(|parameter| match self.ty {
            Some(_) => parameter.name == *name,
            None => parameter.name.eq_ignore_ascii_case(name),
        })
    }

    /// Whether an object may have members that no page describes.
    pub(crate) fn is_open(self, api: &Api) -> bool {
        self.ty.is_some_and(|ty| api.is_open(ty))
    }
}

/// Whether every JSON value is one of this type.
fn is_any(api: &Api, item: ItemType) -> bool {
    match item {
        ItemType::Primitive(primitive) => matches!(primitive, Primitive::Untyped | Primitive::Stream),
        ItemType::Structured(id) => api[id].is_any,
        ItemType::Enum(_) => false,
    }
}

/// The type of this name among those that derive from `base`, directly or not. `None` if there is no such type.
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
