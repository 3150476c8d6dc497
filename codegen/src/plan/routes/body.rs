//! Request bodies, and the structs that are defined for them alone.
//!
//! In: the operations of one module. Out: the body that each sends, and the structs that exist only for these bodies.
//! Invariant: each such struct belongs to one operation and is named after it, so that no other operation affects it.

use std::collections::BTreeSet;

use crate::api::{Api, ItemType, Method, OperationId, Parameter, Primitive, RequestBody, TypeId, TypeRef};
use crate::diagnostic::Diagnostic;
use crate::plan::models::model::is_annotation;
use crate::plan::models::remark::{self, Remark};
use crate::plan::naming::ident::{Ident, NameCase};
use crate::plan::naming::reserved::RESERVED_FIELDS;
use crate::plan::naming::scope::Scope;
use crate::plan::{RustItem, RustType};
use crate::select::Selection;
use crate::text::secret::is_secret;

/// What the request body of a generated route contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SentBody {
    /// The request has no body.
    Nothing,
    /// The request body is one JSON value of this type.
    Value(RustType),
    /// The body is a [`PatchBody`], with the changes that a PATCH request makes. The number is its index among the
    /// `patches` of the module of the route.
    Patch(usize),
    /// The body is a [`BodyFields`], an object of parameters. The number is its index among the `bodies` of the module
    /// of the route.
    Fields(usize),
    /// Bytes that are not JSON, such as the contents of a file.
    Bytes,
}

/// The struct for the body of a PATCH request. Each field says whether its member stays unchanged, becomes `null` or
/// gets a new value.
#[derive(Clone, Debug, Hash)]
pub(crate) struct PatchBody {
    /// The Rust name of the struct, such as `UserPatch`.
    pub name: Ident,
    /// The type that the request changes.
    pub ty: TypeId,
    /// The operation that sends the body, and whose page lists the members.
    pub operation: OperationId,
    /// The fields of the body.
    pub fields: Vec<BodyField>,
}

/// The struct for a body that has no documented type: its members are parameters that the page lists, such as those of
/// an action.
#[derive(Clone, Debug, Hash)]
pub(crate) struct BodyFields {
    /// The Rust name of the struct, such as `SendMailBody`.
    pub name: Ident,
    /// The operation that sends the body, and whose page lists the parameters.
    pub operation: OperationId,
    /// The fields of the body.
    pub fields: Vec<BodyField>,
}

/// A field of a struct for a request body.
#[derive(Clone, Debug, Hash)]
pub(crate) struct BodyField {
    /// The Rust name of the field.
    pub name: Ident,
    /// The index of the documented member or parameter among the [`parameters`] of the operation's request body.
    pub parameter: usize,
    /// The type within the `Option` or, in a PATCH body, within the `Patch` of the field.
    pub ty: RustType,
    /// What the documentation of the field says besides the description of the page.
    pub remarks: Vec<Remark>,
    /// Whether the values of the field are secrets, which `Debug` has to hide.
    pub sensitive: bool,
}

/// The request bodies of the operations of a module, and the types that only these bodies need.
pub(in crate::plan) struct ModuleBodies {
    pub(in crate::plan) sent: Vec<SentBody>,
    pub(in crate::plan) patches: Vec<PatchBody>,
    pub(in crate::plan) bodies: Vec<BodyFields>,
    pub(in crate::plan) scalars: BTreeSet<&'static str>,
}

impl ModuleBodies {
    fn fields(&self) -> impl Iterator<Item = &BodyField> {
        let patched = self.patches.iter().flat_map(|body| &body.fields);
        patched.chain(self.bodies.iter().flat_map(|body| &body.fields))
    }

    /// Removes the structs for bodies that no selected operation sends, and updates the indexes in `sent`.
    fn drop_unsent(&mut self, stays: &[bool]) {
        let mut patches = vec![None; self.patches.len()];
        let mut bodies = vec![None; self.bodies.len()];
        for (sent, _) in self.sent.iter().zip(stays).filter(|(_, stays)| **stays) {
            match *sent {
                SentBody::Patch(index) => patches[index] = Some(0),
                SentBody::Fields(index) => bodies[index] = Some(0),
                SentBody::Nothing | SentBody::Value(_) | SentBody::Bytes => {}
            }
        }
        retain(&mut self.patches, &mut patches);
        retain(&mut self.bodies, &mut bodies);
        for sent in &mut self.sent {
            let new = match *sent {
                SentBody::Patch(index) => patches[index].map(SentBody::Patch),
                SentBody::Fields(index) => bodies[index].map(SentBody::Fields),
                SentBody::Nothing | SentBody::Value(_) | SentBody::Bytes => continue,
            };
            *sent = new.unwrap_or(SentBody::Nothing);
        }
    }

    /// Whether a field of these bodies has a type of `models`, so that the module has to import it.
    pub(in crate::plan) fn use_models(&self) -> bool {
        self.fields().any(|field| is_model(field.ty.item))
    }
}

/// Keeps the items whose entry in `places` is not `None`, and sets the entry to the new index of the item.
fn retain<T>(items: &mut Vec<T>, places: &mut [Option<usize>]) {
    let mut flags = places.iter().map(Option::is_some).collect::<Vec<bool>>().into_iter();
    items.retain(|_| flags.next().unwrap_or(false));
    for (new, place) in places.iter_mut().flatten().enumerate() {
        *place = new;
    }
}

/// The members or parameters that the page lists for a request body. Empty for a body of another kind.
#[must_use]
pub(crate) fn parameters(request: &RequestBody) -> &[Parameter] {
    match request {
        RequestBody::Patch { members, .. } => members,
        RequestBody::Parameters(parameters) => parameters,
        RequestBody::None | RequestBody::Value(_) | RequestBody::Stream { .. } => &[],
    }
}

pub(in crate::plan) fn plan(
    api: &Api,
    selection: &Selection,
    operations: &[OperationId],
    names: &[Ident],
    scope: &mut Scope,
    diagnostics: &mut Vec<Diagnostic>,
) -> ModuleBodies {
    let mut bodies =
        ModuleBodies { sent: Vec::new(), patches: Vec::new(), bodies: Vec::new(), scalars: BTreeSet::new() };
    for (&operation, name) in operations.iter().zip(names) {
        // The name of the struct for the body of a PATCH request: `UserPatch` for `UpdateUser`. It is the same whether
        // or not the type that the request changes is documented, so it does not change when a page for the type is
        // added.
        let of_change = || name.without_prefix("Update").with_suffix("Patch");
        let is_change = api[operation].method == Method::Patch;
        let sent = match &api[operation].request {
            RequestBody::None => SentBody::Nothing,
            RequestBody::Stream { .. } => SentBody::Bytes,
            RequestBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => SentBody::Bytes,
            RequestBody::Value(ty) => SentBody::Value(RustType::value(api, selection, *ty)),
            RequestBody::Parameters(parameters) => {
                let fields = fields(api, selection, None, parameters, diagnostics);
                let name = scope.make_unique(if is_change { of_change() } else { name.with_suffix("Body") });
                bodies.bodies.push(BodyFields { name, operation, fields });
                SentBody::Fields(bodies.bodies.len() - 1)
            }
            RequestBody::Patch { ty, members } => {
                let fields = fields(api, selection, Some(*ty), members, diagnostics);
                let name = scope.make_unique(of_change());
                bodies.patches.push(PatchBody { name, ty: *ty, operation, fields });
                SentBody::Patch(bodies.patches.len() - 1)
            }
        };
        bodies.sent.push(sent);
    }
    let stays: Vec<bool> = operations.iter().map(|&operation| selection.keeps_operation(operation)).collect();
    bodies.drop_unsent(&stays);
    bodies.scalars = scalars(&bodies);
    bodies
}

fn fields(
    api: &Api,
    selection: &Selection,
    owner: Option<TypeId>,
    parameters: &[Parameter],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<BodyField> {
    let mut scope = Scope::new(RESERVED_FIELDS, "_");
    let mut seen = BTreeSet::new();
    let mut fields = Vec::new();
    for (parameter, declared) in parameters.iter().enumerate() {
        if !seen.insert(&declared.name) || is_annotation(&declared.name, declared.span, diagnostics) {
            continue;
        }
        let property = owner.and_then(|owner| api.member(owner, &declared.name));
        let untyped = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };
        let ty =
            RustType::member(api, selection, declared.ty.or(property.map(|property| property.ty)).unwrap_or(untyped));
        let name = scope.name(&declared.name, NameCase::Snake, declared.span, diagnostics);
        let sensitive = match (property, ty.item) {
            (Some(property), _) => property.sensitive,
            (None, RustItem::Builtin("String")) => is_secret(&declared.name, false),
            (None, _) => false,
        };
        fields.push(BodyField { name, parameter, ty, remarks: remark::parameter(declared), sensitive });
    }
    fields
}

fn scalars(bodies: &ModuleBodies) -> BTreeSet<&'static str> {
    let mut scalars = BTreeSet::new();
    if !bodies.patches.is_empty() || !bodies.bodies.is_empty() {
        scalars.extend(["Annotations", "Extra"]);
    }
    if bodies.patches.iter().any(|body| !body.fields.is_empty()) {
        scalars.insert("Patch");
    }
    for field in bodies.fields() {
        scalars.extend(runtime_type(field.ty.item));
    }
    scalars
}

/// The type of the runtime that an item uses: `Json` or a scalar such as `Date`. `None` for every other type.
pub(in crate::plan) fn runtime_type(item: RustItem) -> Option<&'static str> {
    match item {
        RustItem::Scalar(name) => Some(name),
        RustItem::Json => Some("Json"),
        RustItem::Builtin(_) | RustItem::Enum(_) | RustItem::Structured(_) => None,
    }
}

/// Whether an item is a struct or an enum of `models`.
pub(in crate::plan) fn is_model(item: RustItem) -> bool {
    matches!(item, RustItem::Enum(_) | RustItem::Structured(_))
}
