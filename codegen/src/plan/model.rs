//! Names and places of types and enums.
//!
//! In: the types and enums of an API. Out: the modules of `models`, and for each type and enum its file, its name and its
//! parts. Invariant: one file for each type or enum, named after it; no two names of one scope are equal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::name::{Case, Ident};
use super::scope::Scope;
use super::{RESERVED_FIELDS, RESERVED_TYPES, RustItem, RustType};
use crate::api::{Api, EnumType, ItemType, Primitive, Property, QualifiedName, StructuredType, TypeId};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Deeper namespaces are joined, because paths have a limit.
const DEEPEST: usize = 6;

/// A module of [`super::Plan::modules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModuleId(pub usize);

/// A module of `models`: one namespace.
#[derive(Clone, Debug)]
pub struct Module {
    /// The namespace; of a module that only holds others, as far as it goes.
    pub namespace: String,
    /// The names from `models` (without it) down to this module.
    pub path: Vec<Ident>,
    /// The file, e.g. `src/models/call_records.rs`.
    pub file: String,
    /// The modules within.
    pub children: Vec<ModuleId>,
    /// For each type or enum the module of its file and its name.
    pub items: Vec<(Ident, Ident)>,
}

/// Decisions about a structured type.
#[derive(Clone, Debug)]
pub struct TypePlan {
    /// Where it stands.
    pub module: ModuleId,
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: Ident,
    /// Names of the same module that it uses.
    pub imports: Vec<Ident>,
    /// Types of the runtime that it uses.
    pub scalars: Vec<&'static str>,
    /// Its fields, those of the farthest base first.
    pub fields: Vec<Field>,
    /// Members that are streams and have routes of their own instead of a field.
    pub streams: Vec<MemberRef>,
    /// Its bases, nearest first.
    pub bases: Vec<TypeId>,
    /// Constants for the values its own `String` members list.
    pub constants: Vec<Constant>,
}

/// A field of a structured type.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: Ident,
    /// The property.
    pub member: MemberRef,
    /// The type within the `Option`.
    pub ty: RustType,
}

/// A property: the type that declares it and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRef {
    /// The type that declares it.
    pub owner: TypeId,
    /// The index among the properties of the owner.
    pub index: usize,
}

/// A constant for one of the values that a `String` member lists.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name.
    pub name: Ident,
    /// The property.
    pub member: MemberRef,
    /// The index among the values of the property.
    pub value: usize,
}

/// Decisions about an enumeration.
#[derive(Clone, Debug)]
pub struct EnumPlan {
    /// Where it stands.
    pub module: ModuleId,
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: Ident,
    /// Its variants, in the order of the members.
    pub variants: Vec<Variant>,
    /// The variant for members the pages do not name.
    pub open: Ident,
}

/// A variant of an enumeration.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Ident,
    /// The index among the members of the enumeration.
    pub member: usize,
    /// The indices of those aliases of the member that no other member has.
    pub aliases: Vec<usize>,
}

/// All modules, types and enums.
pub(super) struct Models {
    pub(super) modules: Vec<Module>,
    pub(super) types: Vec<TypePlan>,
    pub(super) enums: Vec<EnumPlan>,
}

impl MemberRef {
    /// The property itself.
    #[must_use]
    pub fn of(self, api: &Api) -> &Property {
        &api[self.owner].properties[self.index]
    }
}

impl Module {
    /// The path of a name within the module, from the crate on: `crate::models::call_records::Session`.
    #[must_use]
    pub fn path_of(&self, name: &Ident) -> String {
        let mut path = String::from("crate::models::");
        for part in &self.path {
            path.push_str(&format!("{part}::"));
        }
        path.push_str(&name.to_string());
        path
    }
}

/// Decides on all modules, types and enums.
pub(super) fn plan(api: &Api, diagnostics: &mut Vec<Diagnostic>) -> Models {
    let mut tree = Tree::new(api);
    let types: Vec<Place> =
        api.types.iter().map(|ty| tree.place(&ty.name, ty.spans.first().copied(), diagnostics)).collect();
    let enums: Vec<Place> =
        api.enums.iter().map(|ty| tree.place(&ty.name, ty.spans.first().copied(), diagnostics)).collect();
    let types_planned = api.types.iter().enumerate().map(|(index, ty)| {
        structured(api, TypeId::from_index(index), ty, &types, &enums, diagnostics)
    });
    let types_planned = types_planned.collect();
    let enums_planned =
        api.enums.iter().zip(&enums).map(|(ty, place)| enumeration(ty, place.clone(), diagnostics)).collect();
    let mut modules = tree.modules;
    for module in &mut modules {
        module.items.sort();
    }
    Models { modules, types: types_planned, enums: enums_planned }
}

#[derive(Clone)]
struct Place {
    module: ModuleId,
    file: String,
    name: Ident,
}

/// The module tree while it grows.
struct Tree {
    root: String,
    modules: Vec<Module>,
    scopes: Vec<(Scope, Scope)>,
    by_segment: BTreeMap<(ModuleId, String), ModuleId>,
}

impl Tree {
    /// The modules of all namespaces; the one with the most types is the root.
    fn new(api: &Api) -> Tree {
        let names = api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            *counts.entry(&name.namespace).or_default() += 1;
        }
        let root = counts.iter().fold(("", 0), |best, (&name, &count)| if count > best.1 { (name, count) } else { best }).0;
        let mut tree = Tree { root: root.to_owned(), modules: Vec::new(), scopes: Vec::new(), by_segment: BTreeMap::new() };
        tree.add(root.to_owned(), Vec::new(), "src/models.rs".to_owned());
        for namespace in counts.keys() {
            tree.module(namespace);
        }
        tree
    }

    fn add(&mut self, namespace: String, path: Vec<Ident>, file: String) -> ModuleId {
        self.modules.push(Module { namespace, path, file, children: Vec::new(), items: Vec::new() });
        self.scopes.push((Scope::new(&[], "_"), Scope::new(RESERVED_TYPES, "Type")));
        ModuleId(self.modules.len() - 1)
    }

    fn module(&mut self, namespace: &str) -> ModuleId {
        let below = match namespace.strip_prefix(self.root.as_str()) {
            Some("") => return ModuleId(0),
            Some(rest) if rest.starts_with('.') && !self.root.is_empty() => &rest[1..],
            _ => namespace,
        };
        if below.is_empty() {
            return ModuleId(0);
        }
        let mut module = ModuleId(0);
        for segment in below.splitn(DEEPEST, '.') {
            let key = (module, segment.to_owned());
            module = match self.by_segment.get(&key) {
                Some(&known) => known,
                None => {
                    let name = self.scopes[module.0].0.give(Ident::new(segment, Case::Module));
                    let parent = &self.modules[module.0];
                    let mut path = parent.path.clone();
                    let file = format!("{}/{}.rs", parent.file.trim_end_matches(".rs"), name.as_str());
                    let full = match parent.path.is_empty() {
                        true => segment.to_owned(),
                        false => format!("{}.{segment}", parent.namespace),
                    };
                    path.push(name);
                    let added = self.add(full, path, file);
                    self.modules[module.0].children.push(added);
                    self.by_segment.insert(key, added);
                    added
                }
            };
        }
        namespace.clone_into(&mut self.modules[module.0].namespace);
        module
    }

    fn place(&mut self, name: &QualifiedName, span: Option<Span>, diagnostics: &mut Vec<Diagnostic>) -> Place {
        let module = self.module(&name.namespace);
        let (files, types) = &mut self.scopes[module.0];
        let ident = types.name(&name.name, Case::Camel, span.unwrap_or_default(), diagnostics);
        let file = files.give(Ident::new(&name.name, Case::Module));
        let path = format!("{}/{}.rs", self.modules[module.0].file.trim_end_matches(".rs"), file.as_str());
        self.modules[module.0].items.push((file, ident.clone()));
        Place { module, file: path, name: ident }
    }
}

fn structured(
    api: &Api,
    id: TypeId,
    ty: &StructuredType,
    types: &[Place],
    enums: &[Place],
    diagnostics: &mut Vec<Diagnostic>,
) -> TypePlan {
    let place = types[id.index()].clone();
    let bases: Vec<TypeId> = api.bases(id).collect();
    let (fields, streams) = fields(api, id, &bases, diagnostics);

    let mut imports = BTreeSet::new();
    let mut scalars = BTreeSet::from(["Annotations", "Extra"]);
    let items = fields.iter().map(|field| field.ty.item).chain(bases.iter().map(|&base| RustItem::Structured(base)));
    for item in items {
        match item {
            RustItem::Builtin(_) => {}
            RustItem::Scalar(name) => _ = scalars.insert(name),
            RustItem::Json => _ = scalars.insert("Json"),
            RustItem::Enum(used) => _ = near(&place, &enums[used.index()]).map(|name| imports.insert(name)),
            RustItem::Structured(used) => _ = near(&place, &types[used.index()]).map(|name| imports.insert(name)),
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
        constants: constants(id, ty),
    }
}

/// The name to import when `used` stands beside `place`.
fn near(place: &Place, used: &Place) -> Option<Ident> {
    (place.module == used.module && place.name != used.name).then(|| used.name.clone())
}

/// Fields and streams; of two declarations of one member the nearest one speaks, at the place of the farthest.
fn fields(
    api: &Api,
    id: TypeId,
    bases: &[TypeId],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Field>, Vec<MemberRef>) {
    let mut members: Vec<MemberRef> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for &owner in bases.iter().rev().chain([&id]) {
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
    let mut scope = Scope::new(RESERVED_FIELDS, "_");
    let mut fields = Vec::new();
    let mut streams = Vec::new();
    for member in members {
        let property = member.of(api);
        // Findings about an inherited member belong to its owner.
        let mut elsewhere = Vec::new();
        let diagnostics = if member.owner == id { &mut *diagnostics } else { &mut elsewhere };
        if is_annotation(&property.name, property.span, diagnostics) {
            continue;
        }
        if property.ty.item == ItemType::Primitive(Primitive::Stream) && !property.ty.collection {
            streams.push(member);
            continue;
        }
        let name = scope.name(&property.name, Case::Snake, property.span, diagnostics);
        fields.push(Field { name, member, ty: RustType::member(property.ty) });
    }
    (fields, streams)
}

/// Whether a member has the name of an annotation, which every object carries without a field.
pub(super) fn is_annotation(name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let found = name.contains('@');
    if found {
        diagnostics.push(
            Diagnostic::new(code::ANNOTATION_MEMBER, span, format!("the member `{}` is an annotation", name.escape_debug()))
                .expected("found in `annotations` instead of a field"),
        );
    }
    found
}

fn constants(id: TypeId, ty: &StructuredType) -> Vec<Constant> {
    let mut scope = Scope::new(&["KEY", "SUBTYPES", "TYPE"], "_");
    let mut constants = Vec::new();
    for (index, property) in ty.properties.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (value, text) in property.values.iter().enumerate() {
            if seen.insert(text) {
                let name = scope.give(Ident::new(&format!("{}_{text}", property.name), Case::Shouty));
                constants.push(Constant { name, member: MemberRef { owner: id, index }, value });
            }
        }
    }
    constants
}

fn enumeration(ty: &EnumType, place: Place, diagnostics: &mut Vec<Diagnostic>) -> EnumPlan {
    let mut spellings: BTreeSet<&str> = BTreeSet::new();
    let distinct: Vec<usize> =
        (0..ty.members.len()).filter(|&member| spellings.insert(&ty.members[member].name)).collect();
    let mut scope = Scope::new(&[], "_");
    let mut variants = Vec::new();
    for member in distinct {
        let declared = &ty.members[member];
        let name = scope.name(&declared.name, Case::Camel, declared.span, diagnostics);
        let aliases = (0..declared.aliases.len()).filter(|&alias| spellings.insert(&declared.aliases[alias])).collect();
        variants.push(Variant { name, member, aliases });
    }
    let open = ["Unrecognized", "UnrecognizedMember"].map(Ident::fixed);
    let open = open.iter().find(|name| scope.is_free(name)).unwrap_or(&open[0]).clone();
    let open = scope.give(open);
    EnumPlan { module: place.module, file: place.file, name: place.name, variants, open }
}
