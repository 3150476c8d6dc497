//! The structs and enums of `models`: their names, and the modules and files in which they are.
//!
//! In: the types and enums of an API. Out: for each its module, its file and its name, with the fields of a struct and
//! the variants of an enum. Invariant: each type or enum has one file, which is named after it; the names in a module,
//! and those of the fields of a struct or the variants of an enum, are unique.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::api::{Api, EnumId, EnumType, ItemType, Primitive, Property, StructuredType, TypeId};
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::plan::models::derived::{self, DerivedEnum};
use crate::plan::models::module::{Module, ModuleId, ModuleTree, TypeLocation};
use crate::plan::models::remark::{self, Remark};
use crate::plan::naming::ident::{Ident, NameCase};
use crate::plan::naming::reserved::RESERVED_FIELDS;
use crate::plan::naming::scope::Scope;
use crate::plan::package::Options;
use crate::plan::{RustItem, RustType};
use crate::select::Selection;
use crate::source::Span;

/// What `plan` decides about a structured type, for the file that defines its struct.
#[derive(Clone, Debug, Hash)]
pub(crate) struct TypePlan {
    /// The module that contains the type.
    pub module: ModuleId,
    /// The file that contains the type.
    pub file: String,
    /// The Rust name of the type.
    pub name: Ident,
    /// The structs and enums of the same module that the file imports, as in `use super::{Entity, OperationStatus};`.
    pub imports: Vec<Ident>,
    /// The types of the runtime that the file imports, such as `Extra` and `DateTimeOffset`.
    pub scalars: Vec<&'static str>,
    /// The fields of the type, those of the farthest base first.
    pub fields: Vec<Field>,
    /// Members of the type `Edm.Stream`. They get no field, because they are not part of the JSON object.
    pub streams: Vec<MemberRef>,
    /// The selected bases of the type, nearest first.
    pub bases: Vec<TypeId>,
    /// Constants for the values that the pages list for `String` members which the type itself declares.
    pub constants: Vec<Constant>,
    /// The enum of the types that derive from the type.
    pub derived: Option<DerivedEnum>,
}

/// A field of a structured type.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Field {
    /// The Rust name of the field.
    pub name: Ident,
    /// The property that the field holds.
    pub member: MemberRef,
    /// The type within the `Option`: `String` for a field of type `Option<String>`.
    pub ty: RustType,
    /// What the documentation of the field says besides the description of the page, such as "Read-only.".
    pub remarks: Vec<Remark>,
}

/// A property: the type that declares it and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemberRef {
    /// The type that declares the property.
    pub owner: TypeId,
    /// The index of the property among those that the owner declares.
    pub index: usize,
}

/// A constant for one of the values that a `String` member lists, such as `TYPE_PUBLIC` for `public` of the member
/// `type`.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Constant {
    /// The Rust name of the constant.
    pub name: Ident,
    /// The property whose description lists the value.
    pub member: MemberRef,
    /// The index of the value in the list of values of that property.
    pub value: usize,
}

/// What `plan` decides about an enumeration, for the file that defines its enum.
#[derive(Clone, Debug, Hash)]
pub(crate) struct EnumPlan {
    /// The module that contains the enumeration.
    pub module: ModuleId,
    /// The file that contains the enumeration.
    pub file: String,
    /// The Rust name of the enumeration.
    pub name: Ident,
    /// The variants of the enumeration, in the order of the members.
    pub variants: Vec<Variant>,
    /// The Rust name of the variant for values that the pages do not list, usually `Unrecognized`. This variant holds
    /// the text that was received.
    pub open: Ident,
}

/// A variant of an enumeration.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Variant {
    /// The Rust name of the variant.
    pub name: Ident,
    /// The index of the member among those of the enumeration.
    pub member: usize,
    /// The other spellings that are read as this variant, as indexes among the `aliases` of the member. A spelling is
    /// left out if it is already that of another member.
    pub aliases: Vec<usize>,
}

/// The modules of `models`, with all that is decided about the types and enums in them.
pub(in crate::plan) struct Models {
    pub(in crate::plan) modules: Vec<Module>,
    pub(in crate::plan) types: Vec<TypePlan>,
    pub(in crate::plan) enums: Vec<EnumPlan>,
}

impl MemberRef {
    /// The property to which this refers.
    #[must_use]
    pub(crate) fn of(self, api: &Api) -> &Property {
        &api[self.owner].properties[self.index]
    }
}

/// Plans all modules, types and enums.
pub(in crate::plan) fn plan(
    api: &Api,
    selection: &Selection,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Models {
    let mut tree = ModuleTree::new(api, options.models_file());
    let mut types: Vec<TypeLocation> = Vec::with_capacity(api.types.len());
    for (index, ty) in api.types.iter().enumerate() {
        let stays = selection.keeps_type(TypeId::from_index(index));
        types.push(tree.place(&ty.name, ty.spans.first().copied(), stays, diagnostics));
    }
    let mut enums: Vec<TypeLocation> = Vec::with_capacity(api.enums.len());
    for (index, ty) in api.enums.iter().enumerate() {
        let stays = selection.keeps_enum(EnumId::from_index(index));
        enums.push(tree.place(&ty.name, ty.spans.first().copied(), stays, diagnostics));
    }
    let derived = derived::plan(api, selection, &mut tree, &types);
    // The struct of a derived type repeats the members of its bases. So that this does not repeat work, the identifier
    // of each member is made here, once for all structs.
    let named = |ty: &StructuredType| -> Vec<Ident> {
        ty.properties.iter().map(|property| Ident::new(&property.name, NameCase::Snake)).collect()
    };
    let names: Vec<Vec<Ident>> = api.types.par_iter().map(named).collect();
    let places = TypeLocations { types: &types, enums: &enums, names: &names, derived: &derived };
    let structured = |index, findings: &mut _| structured(api, selection, TypeId::from_index(index), &places, findings);
    let enumeration = |index: usize, findings: &mut _| enumeration(&api.enums[index], enums[index].clone(), findings);
    let types_planned = in_parallel(api.types.len(), diagnostics, structured);
    let enums_planned = in_parallel(api.enums.len(), diagnostics, enumeration);
    Models { modules: tree.finish(), types: types_planned, enums: enums_planned }
}

/// Calls `decide` for each index below `count`, on several threads. The results and the findings are in the order of
/// the indexes.
fn in_parallel<T: Send>(
    count: usize,
    diagnostics: &mut Vec<Diagnostic>,
    decide: impl Fn(usize, &mut Vec<Diagnostic>) -> T + Sync,
) -> Vec<T> {
    let decide = |index| {
        let mut findings = Vec::new();
        (decide(index, &mut findings), findings)
    };
    let decided: Vec<(T, Vec<Diagnostic>)> = (0..count).into_par_iter().map(decide).collect();
    let (decided, findings): (Vec<T>, Vec<Vec<Diagnostic>>) = decided.into_iter().unzip();
    diagnostics.extend(findings.into_iter().flatten());
    decided
}

/// Where each type and enum is defined, and the Rust names of the members of types.
struct TypeLocations<'a> {
    types: &'a [TypeLocation],
    enums: &'a [TypeLocation],
    /// For each type, the identifiers of the members that it declares, before collisions of names are resolved.
    names: &'a [Vec<Ident>],
    /// For each type, the enum of the types that derive from it; `None` if there is no such enum.
    derived: &'a [Option<DerivedEnum>],
}

fn structured(
    api: &Api,
    selection: &Selection,
    id: TypeId,
    places: &TypeLocations<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypePlan {
    let place = places.types[id.index()].clone();
    let (fields, streams) = fields(api, selection, id, places.names, diagnostics);
    let bases: Vec<TypeId> = api.bases(id).filter(|&base| selection.keeps_type(base)).collect();

    let mut imports = BTreeSet::new();
    let mut scalars = BTreeSet::from(["Annotations", "Extra"]);
    let derived = places.derived[id.index()].clone();
    let variants = derived.iter().flat_map(|derived| &derived.variants).map(|variant| variant.ty);
    let family = bases.iter().copied().chain(variants).map(RustItem::Structured);
    let items = fields.iter().map(|field| field.ty.item).chain(family);
    for item in items {
        match item {
            RustItem::Builtin(_) => {}
            RustItem::Scalar(name) => _ = scalars.insert(name),
            RustItem::Json => _ = scalars.insert("Json"),
            RustItem::Enum(used) => _ = near(&place, &places.enums[used.index()]).map(|name| imports.insert(name)),
            RustItem::Structured(used) => {
                _ = near(&place, &places.types[used.index()]).map(|name| imports.insert(name))
            }
        }
    }
    TypePlan {
        module: place.module,
        file: place.file,
        name: place.name,
        imports: imports.into_iter().collect(),
        scalars: scalars.into_iter().collect(),
        fields,
        streams,
        bases,
        constants: constants(id, &api[id], diagnostics),
        derived,
    }
}

/// The name that the file of `place` has to import to use the type `used`. `None` if `place` and `used` are the same
/// type, or are in different modules, because the code then names `used` by its path.
fn near(place: &TypeLocation, used: &TypeLocation) -> Option<Ident> {
    (place.module == used.module && place.name != used.name).then(|| used.name.clone())
}

/// The fields of a struct, and the members that are streams. Members of bases come first. If a type and its base
/// declare the same member, the declaration of the type is used, at the position of the declaration of the base.
fn fields(
    api: &Api,
    selection: &Selection,
    id: TypeId,
    names: &[Vec<Ident>],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Field>, Vec<MemberRef>) {
    let mut chain: Vec<TypeId> = api.with_bases(id).collect();
    chain.reverse();
    let count = chain.iter().map(|&owner| api[owner].properties.len()).sum();
    let mut members: Vec<MemberRef> = Vec::with_capacity(count);
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(count);
    for owner in chain {
        for (index, property) in api[owner].properties.iter().enumerate() {
            let member = MemberRef { owner, index };
            match places.get(property.name.as_str()) {
                Some(&place) => members[place] = member,
                None => {
                    places.insert(&property.name, members.len());
                    members.push(member);
                }
            }
        }
    }
    let mut scope = Scope::new(RESERVED_FIELDS, "_").with_room(members.len());
    let mut fields = Vec::with_capacity(members.len());
    let mut streams = Vec::new();
    for member in members {
        let property = member.of(api);
        // Findings about an inherited member are reported only for the type that declares it. For a derived type they
        // go to `elsewhere`, which is dropped.
        let mut elsewhere = Vec::new();
        let diagnostics = if member.owner == id { &mut *diagnostics } else { &mut elsewhere };
        if is_annotation(&property.name, property.span, diagnostics) {
            continue;
        }
        if property.ty.item == ItemType::Primitive(Primitive::Stream) && !property.ty.collection {
            streams.push(member);
            continue;
        }
        let wanted = names[member.owner.index()][member.index].clone();
        let name = scope.name_as(wanted, &property.name, property.span, diagnostics);
        fields.push(Field {
            name,
            member,
            ty: RustType::member(api, selection, property.ty),
            remarks: remark::property(property),
        });
    }
    (fields, streams)
}

/// Whether a member has the name of an annotation, such as `@odata.type`. Such a member is reported and gets no field:
/// every struct keeps all annotations in its one field `annotations`.
pub(in crate::plan) fn is_annotation(name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let found = name.contains('@');
    if found {
        diagnostics.push(
            Diagnostic::new(
                code::ANNOTATION_MEMBER,
                span,
                format!("the member `{}` is an annotation, and has no field", name.escape_debug()),
            )
            .help("remove the row; the generated types keep annotations in the field `annotations`")
            .about(Subject::words(name)),
        );
    }
    found
}

fn constants(id: TypeId, ty: &StructuredType, diagnostics: &mut Vec<Diagnostic>) -> Vec<Constant> {
    let mut scope = Scope::new(&["KEY", "SUBTYPES", "TYPE"], "_");
    let mut constants = Vec::new();
    for (index, property) in ty.properties.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (value, text) in property.values.iter().enumerate() {
            if seen.insert(text) {
                let wanted = Ident::new(&format!("{}_{text}", property.name), NameCase::Shouty);
                let name = scope.make_unique(wanted.clone());
                if name != wanted {
                    let message = format!(
                        "the Rust name `{wanted}` of the value `{}` is taken by another value, so this one is named \
                        `{name}`",
                        text.escape_debug()
                    );
                    diagnostics.push(
                        Diagnostic::new(code::NAME_COLLISION, property.span, message)
                            .help("spell both values alike if they mean the same")
                            .about(Subject::member(&property.name, text)),
                    );
                }
                constants.push(Constant { name, member: MemberRef { owner: id, index }, value });
            }
        }
    }
    constants
}

fn enumeration(ty: &EnumType, place: TypeLocation, diagnostics: &mut Vec<Diagnostic>) -> EnumPlan {
    let mut spellings: BTreeSet<&str> = BTreeSet::new();
    let distinct: Vec<usize> =
        (0..ty.members.len()).filter(|&member| spellings.insert(&ty.members[member].name)).collect();
    let mut scope = Scope::new(&[], "_").with_room(distinct.len() + 1);
    let mut variants = Vec::with_capacity(distinct.len());
    for member in distinct {
        let declared = &ty.members[member];
        let name = scope.name(&declared.name, NameCase::Camel, declared.span, diagnostics);
        let aliases = (0..declared.aliases.len()).filter(|&alias| spellings.insert(&declared.aliases[alias])).collect();
        variants.push(Variant { name, member, aliases });
    }
    let open = ["Unrecognized", "UnrecognizedMember"].map(Ident::fixed);
    let open = open.iter().find(|name| scope.is_free(name)).unwrap_or(&open[0]).clone();
    let open = scope.make_unique(open);
    EnumPlan { module: place.module, file: place.file, name: place.name, variants, open }
}
