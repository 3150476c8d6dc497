//! The public items of the generated crate.
//!
//! In: the model and its plan. Out: each item with its declaration in the generated file, and with its item in the
//! model. Types and signatures are written by the same functions as in the generated files.
//!
//! Modules are left out, and so are items that every type has: the fields `extra`, `annotations` and `__non_exhaustive`
//! of objects, and the implementations in the macros of the runtime.

use crate::api::{Api, EnumId, Operation, OperationId, Piece, Template, TypeId};
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::routes::stub;
use crate::emit::tracked_model::TrackedModel;
use crate::plan::routes::body::{BodyField, parameters};
use crate::plan::{DerivedEnum, Ident, MemberRef, Plan};

/// A public item of the generated crate: a struct, an enum, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicItem {
    /// The path within the crate, such as `models::User::display_name`.
    pub path: String,
    /// The declaration without `pub` and without a body, such as `display_name: Option<String>`. Paths of types are
    /// those in the file that declares the item.
    pub signature: String,
    /// The item of the model to which the Rust item belongs.
    pub owner: Owner,
    /// The part of the owner that becomes the Rust item.
    pub part: Part,
    /// What the item stands for on the wire, such as `microsoft.graph.user.displayName` or `GET /users/{}
    /// (api/user-get.md)`. No two items of the crate have the same subject.
    pub subject: String,
}

/// The item of the model behind a struct or an enum of the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A structured type, which becomes a struct.
    Type(TypeId),
    /// The structured type for which there is an enum of its derived types, such as `OperationDerived`.
    Derived(TypeId),
    /// An enumeration, which becomes an enum.
    Enum(EnumId),
    /// An operation, which becomes the struct of a route.
    Operation(OperationId),
    /// The request body of an operation, which becomes a struct of its own if it is not a type of the model.
    Body(OperationId),
}

/// Which part of its [`Owner`] a public item of the crate is: the whole struct or enum, or something inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The struct or enum of the owner itself, and not a part of it.
    Itself,
    /// A field of a struct for a structured type: a member that the type declares or inherits.
    Member(MemberRef),
    /// The constant `KEY`: the names of the properties that are the key of an entity type.
    Key,
    /// The constant `SUBTYPES`: the types that derive directly from the type.
    Subtypes,
    /// A constant for one of the values that the page lists for a `String` property: the property, and the index of the
    /// value in this list.
    Value(MemberRef, usize),
    /// A variant for a member of the enumeration, which is given by its index.
    Variant(usize),
    /// A variant of the enum of derived types: the derived type for which it is.
    DerivedType(TypeId),
    /// The variant of the enum of derived types for objects of all other types.
    OtherType,
    /// The variant of an enumeration for members that the pages do not name.
    UnknownVariant,
    /// The field `body` of a route, which holds the request body.
    Sent,
    /// The associated type `Response` of a route, which says what the route returns.
    Response,
    /// A constructor of a route. The index is that of the path template among the `routes` of the operation.
    Constructor(usize),
    /// A field of the struct for a request body. The index is that of the parameter among those that the page lists for
    /// the body.
    Parameter(usize),
}

/// Every public item of the crate: types, enumerations and operations in the order of the model, each followed by its
/// own items.
#[must_use]
pub fn public_items(api: &Api, plan: &Plan) -> Vec<PublicItem> {
    public_items_of(api, plan, |_| true)
}

/// The public items of those types, enumerations and operations for which `is_wanted` returns true. It is not called
/// for [`Owner::Derived`] and [`Owner::Body`], whose items come with their type or operation.
#[must_use]
pub(crate) fn public_items_of(api: &Api, plan: &Plan, is_wanted: impl Fn(Owner) -> bool) -> Vec<PublicItem> {
    let cx = Context { model: TrackedModel::new(api, plan), sees_routes: true };
    let selection = &plan.selection;
    let types = (0..api.types.len()).map(TypeId::from_index).filter(|&id| selection.keeps_type(id));
    let enums = (0..api.enums.len()).map(EnumId::from_index).filter(|&id| selection.keeps_enum(id));
    let types = types.filter(|&id| is_wanted(Owner::Type(id))).flat_map(|id| of_type(&cx, id));
    let enums = enums.filter(|&id| is_wanted(Owner::Enum(id))).flat_map(|id| of_enum(&cx, id));
    let operations = cx.model.operations().filter(|&id| is_wanted(Owner::Operation(id)));
    let operations = operations.flat_map(|id| of_operation(&cx, id));
    types.chain(enums).chain(operations).collect()
}

fn of_type(cx: &Context<'_>, id: TypeId) -> Vec<PublicItem> {
    let (ty, plan) = (cx.model.structured(id), cx.model.type_plan(id));
    let path = cx.type_path(id);
    let list =
        Listing { path: path.trim_start_matches("crate::"), subject: ty.name.to_string(), owner: Owner::Type(id) };
    let mut items = vec![list.itself(format!("struct {}", plan.name))];
    for field in &plan.fields {
        let written = cx.rust_type(WrittenIn::Models(plan.module), field.ty);
        let property = cx.model.property(field.member);
        items.push(list.part(&field.name, &format!(": Option<{written}>"), &property.name, Part::Member(field.member)));
    }
    if !ty.key.is_empty() {
        items.push(list.constant("KEY", "&[&str]", "key", Part::Key));
    }
    if !ty.derived.is_empty() || !ty.undocumented_subtypes.is_empty() {
        items.push(list.constant("SUBTYPES", "&[&str]", "subtypes", Part::Subtypes));
    }
    for constant in &plan.constants {
        let property = cx.model.property(constant.member);
        let subject = format!("{}={}", property.name, property.values[constant.value]);
        let part = Part::Value(constant.member, constant.value);
        items.push(list.constant(&constant.name.to_string(), "&str", &subject, part));
    }
    items.extend(plan.derived.iter().flat_map(|derived| of_derived(cx, id, derived)));
    items
}

fn of_derived(cx: &Context<'_>, id: TypeId, derived: &DerivedEnum) -> Vec<PublicItem> {
    let (ty, plan) = (cx.model.structured(id), cx.model.type_plan(id));
    let path = cx.path_in(WrittenIn::Routes, plan.module, &derived.name);
    let list = Listing { path: &path, subject: format!("{} by type", ty.name), owner: Owner::Derived(id) };
    let mut items = vec![list.itself(format!("enum {}", derived.name))];
    for variant in &derived.variants {
        let content = cx.structured_type(WrittenIn::Models(plan.module), variant.ty);
        let subject = &cx.model.structured(variant.ty).name.to_string();
        items.push(list.part(&variant.name, &format!("(Box<{content}>)"), subject, Part::DerivedType(variant.ty)));
    }
    items.push(list.part(&derived.other, &format!("(Box<{}>)", plan.name), "(other type)", Part::OtherType));
    items
}

fn of_enum(cx: &Context<'_>, id: EnumId) -> Vec<PublicItem> {
    let (ty, plan) = (cx.model.enumeration(id), cx.model.enum_plan(id));
    let path = cx.enum_path(id);
    let list =
        Listing { path: path.trim_start_matches("crate::"), subject: ty.name.to_string(), owner: Owner::Enum(id) };
    let mut items = vec![list.itself(format!("enum {}", plan.name))];
    for variant in &plan.variants {
        let name = &ty.members[variant.member].name;
        items.push(list.part(&variant.name, "", name, Part::Variant(variant.member)));
    }
    items.push(list.part(&plan.open, "(Box<str>)", "(unknown member)", Part::UnknownVariant));
    items
}

fn of_operation(cx: &Context<'_>, id: OperationId) -> Vec<PublicItem> {
    let (operation, plan) = (cx.model.operation(id), cx.model.stub(id));
    let module = cx.model.route_module(plan.module);
    let page = &cx.model.page(operation.page).path;
    let subject = [page, " ", operation.method.as_str(), " ", &operation.part_words()].concat().trim_end().to_owned();
    let path = |name: &Ident| format!("routes::{}", module.path_of(name));
    let list = Listing { path: &path(&plan.name), subject: subject.clone(), owner: Owner::Operation(id) };
    let body = stub::body_type(cx, plan);
    let mut items = vec![list.itself(format!("struct {}", plan.name))];
    if let Some(ty) = &body {
        items.push(list.part(&Ident::fixed("body"), &format!(": {ty}"), "request", Part::Sent));
    }
    items.push(PublicItem {
        path: [list.path, "::Response"].concat(),
        signature: format!("type Response = {}", stub::response_type(cx, operation, plan.received)),
        owner: list.owner,
        part: Part::Response,
        subject: format!("{subject}.response"),
    });
    for constructor in &plan.constructors {
        let parameters = stub::parameters(constructor, body.as_deref()).join(", ");
        items.push(PublicItem {
            path: format!("{}::{}", list.path, constructor.name),
            signature: format!("fn {}({parameters}) -> Self", constructor.name),
            owner: list.owner,
            part: Part::Constructor(constructor.route),
            subject: request_subject(operation, constructor.route, page),
        });
    }
    let patches = module.patches.iter().filter(|body| body.operation == id);
    let patches = patches.map(|body| (&body.name, &body.fields, "Patch"));
    let tables = module.bodies.iter().filter(|body| body.operation == id);
    let tables = tables.map(|body| (&body.name, &body.fields, "Option"));
    for (name, fields, frame) in patches.chain(tables) {
        items.extend(of_body(cx, id, &path(name), name, fields, frame));
    }
    items
}

fn of_body(
    cx: &Context<'_>,
    id: OperationId,
    path: &str,
    name: &Ident,
    fields: &[BodyField],
    frame: &str,
) -> Vec<PublicItem> {
    let operation = cx.model.operation(id);
    let page = &cx.model.page(operation.page).path;
    let subject = [page, " ", operation.method.as_str(), " ", &operation.part_words()].concat();
    let list = Listing { path, subject: format!("{}.body", subject.trim_end()), owner: Owner::Body(id) };
    let listed = parameters(&operation.request);
    let field = |field: &BodyField| {
        let ty = format!(": {frame}<{}>", cx.rust_type(WrittenIn::Routes, field.ty));
        list.part(&field.name, &ty, &listed[field.parameter].name, Part::Parameter(field.parameter))
    };
    std::iter::once(list.itself(format!("struct {name}"))).chain(fields.iter().map(field)).collect()
}

/// The subject of a constructor, such as `GET /users/{} (api/user-get.md)`: the method, the path template without the
/// names of its placeholders, and the page.
fn request_subject(operation: &Operation, route: usize, page: &str) -> String {
    let template: &Template = &operation.routes[route].template;
    let mut subject = [operation.method.as_str(), " ", &template.without_names()].concat();
    for (index, part) in template.query.iter().enumerate() {
        subject.push(if index == 0 { '?' } else { '&' });
        subject.push_str(&part.name);
        subject.push('=');
        subject.push_str(match &part.value {
            Piece::Literal(text) => text,
            Piece::Placeholder(_) => "{}",
        });
    }
    format!("{subject} ({page})")
}

/// The path and the subject of an owner, from which the paths and subjects of its parts are made.
struct Listing<'a> {
    path: &'a str,
    subject: String,
    owner: Owner,
}

impl Listing<'_> {
    fn itself(&self, signature: String) -> PublicItem {
        let (path, subject) = (self.path.to_owned(), self.subject.clone());
        PublicItem { path, signature, owner: self.owner, part: Part::Itself, subject }
    }

    fn part(&self, name: &Ident, rest: &str, subject: &str, part: Part) -> PublicItem {
        PublicItem {
            path: format!("{}::{name}", self.path),
            signature: format!("{name}{rest}"),
            owner: self.owner,
            part,
            subject: format!("{}.{subject}", self.subject),
        }
    }

    fn constant(&self, name: &str, ty: &str, subject: &str, part: Part) -> PublicItem {
        PublicItem {
            path: format!("{}::{name}", self.path),
            signature: format!("const {name}: {ty}"),
            owner: self.owner,
            part,
            subject: format!("{} {subject}", self.subject),
        }
    }
}
