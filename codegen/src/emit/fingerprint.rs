//! Digests of what a generated file depends on.
//!
//! In: the items of the model that an emitter read to render a file. Out: a [`Fingerprint`]. With it, a later run,
//! possibly of another process, decides whether rendering the file again would give the same text. Rendering depends
//! only on the `Unit`, which says what the file is about, and on these items (see `emit/tracked_model.rs`): if no
//! recorded item changed, rendering reads the same items in the same order.
//!
//! Items are identified by their position in the model, and refer to each other by position. If an item is added or
//! removed, all later items therefore count as changed. A file may thus be rendered again although its text stays the
//! same, but a file whose text would change is never skipped.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::quality::FixedState;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::{Api, EnumId, ExampleId, OperationId, PageId, TypeId};
use crate::emit::Unit;
use crate::plan::{ModuleId, Plan};

/// An item of the model that an emitter can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum ModelItem {
    /// The parts of the plan that are about the whole API: the options, the selection, the showcase (what the examples
    /// use), and how many items of each kind there are.
    Whole,
    Page(PageId),
    Type(TypeId),
    Enum(EnumId),
    Operation(OperationId),
    Example(ExampleId),
    Module(ModuleId),
    TypePlan(TypeId),
    TypeName(TypeId),
    EnumPlan(EnumId),
    EnumName(EnumId),
    RouteModule(usize),
    Stub(OperationId),
    StubPath(OperationId),
    RoutesOfType(TypeId),
    LinkTarget(PageId),
    SampleCall(OperationId),
    BodyFile(usize),
    ExamplePlan(ExampleId),
}

/// The items of the model that were read to render a file, with one digest of their contents and of the file's `Unit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    items: Vec<ModelItem>,
    digest: u64,
}

/// A digest of each item of an API and its plan, to see which items changed since a file was rendered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digests {
    whole: u64,
    pages: Vec<u64>,
    types: Vec<u64>,
    enums: Vec<u64>,
    operations: Vec<u64>,
    examples: Vec<u64>,
    modules: Vec<u64>,
    type_plans: Vec<u64>,
    type_names: Vec<u64>,
    enum_plans: Vec<u64>,
    enum_names: Vec<u64>,
    route_modules: Vec<u64>,
    stubs: Vec<u64>,
    stub_paths: Vec<u64>,
    routes_of_types: Vec<u64>,
    link_targets: Vec<u64>,
    sample_calls: Vec<u64>,
    body_files: Vec<u64>,
    example_plans: Vec<u64>,
}

impl Fingerprint {
    pub(super) fn new(unit: &Unit, items: Vec<ModelItem>, digests: &Digests) -> Fingerprint {
        // `of` returns `None` only if an item does not exist, but rendering has just read all of these. If it did, the
        // digest 0 would be stored, which matches no later digest, so the file would be rendered again.
        let digest = digests.of(unit, &items).unwrap_or_default();
        Fingerprint { items, digest }
    }

    /// Whether rendering the unit now would give the same text as when the fingerprint was made.
    #[must_use]
    pub(crate) fn applies(&self, unit: &Unit, digests: &Digests) -> bool {
        digests.of(unit, &self.items) == Some(self.digest)
    }
}

impl Digests {
    /// The digests of the items of an API. [`Digests::add_plan`] later adds the digests of the items of its plan.
    #[must_use]
    pub(crate) fn of_api(api: &Api) -> Digests {
        Digests {
            pages: all(&api.pages),
            types: all(&api.types),
            enums: all(&api.enums),
            operations: all(&api.operations),
            examples: all(&api.examples),
            ..Digests::default()
        }
    }

    /// Adds the digests of the plan, which has to be made from the same API.
    pub(crate) fn add_plan(&mut self, plan: &Plan) {
        let type_names: Vec<_> = plan.types.iter().map(|ty| (ty.module, &ty.name)).collect();
        let enum_names: Vec<_> = plan.enums.iter().map(|ty| (ty.module, &ty.name)).collect();
        let (routes, bodies) = (plan.routes.len(), plan.bodies.len());
        let counts = [plan.types.len(), plan.enums.len(), routes, plan.stubs.len(), bodies];
        self.whole = digest(&(&plan.options, &plan.selection, &plan.showcase, counts));
        self.modules = all(&plan.modules);
        self.type_plans = all(&plan.types);
        self.type_names = all(&type_names);
        self.enum_plans = all(&plan.enums);
        self.enum_names = all(&enum_names);
        self.route_modules = all(&plan.routes);
        self.stubs = all(&plan.stubs);
        let paths: Vec<_> = (0..plan.stubs.len()).map(|stub| plan.stub_path(OperationId::from_index(stub))).collect();
        self.stub_paths = all(&paths);
        self.routes_of_types = all(&plan.routes_of_types);
        let link_targets: Vec<_> =
            (0..plan.linked_operations.len()).map(|page| plan.link_target(PageId::from_index(page))).collect();
        self.link_targets = all(&link_targets);
        self.sample_calls = all(&plan.sample_calls);
        self.body_files = all(&plan.bodies);
        self.example_plans = all(&plan.examples);
    }

    /// One digest of a unit and of the items that were read to render it. `None` if one of the items does not exist.
    fn of(&self, unit: &Unit, items: &[ModelItem]) -> Option<u64> {
        let mut whole = HashBuffer::default();
        unit.hash(&mut whole);
        for &item in items {
            whole.write_u64(self.item(item)?);
        }
        Some(whole.finish())
    }

    fn item(&self, item: ModelItem) -> Option<u64> {
        let (table, index) = match item {
            ModelItem::Whole => return Some(self.whole),
            ModelItem::Page(id) => (&self.pages, id.index()),
            ModelItem::Type(id) => (&self.types, id.index()),
            ModelItem::Enum(id) => (&self.enums, id.index()),
            ModelItem::Operation(id) => (&self.operations, id.index()),
            ModelItem::Example(id) => (&self.examples, id.index()),
            ModelItem::Module(id) => (&self.modules, id.0),
            ModelItem::TypePlan(id) => (&self.type_plans, id.index()),
            ModelItem::TypeName(id) => (&self.type_names, id.index()),
            ModelItem::EnumPlan(id) => (&self.enum_plans, id.index()),
            ModelItem::EnumName(id) => (&self.enum_names, id.index()),
            ModelItem::RouteModule(index) => (&self.route_modules, index),
            ModelItem::Stub(id) => (&self.stubs, id.index()),
            ModelItem::StubPath(id) => (&self.stub_paths, id.index()),
            ModelItem::RoutesOfType(id) => (&self.routes_of_types, id.index()),
            ModelItem::LinkTarget(id) => (&self.link_targets, id.index()),
            ModelItem::SampleCall(id) => (&self.sample_calls, id.index()),
            ModelItem::BodyFile(index) => (&self.body_files, index),
            ModelItem::ExamplePlan(id) => (&self.example_plans, id.index()),
        };
        table.get(index).copied()
    }
}

fn all<T: Hash + Sync>(items: &[T]) -> Vec<u64> {
    items.par_iter().map_init(HashBuffer::default, |whole, item| whole.digest(item)).collect()
}

fn digest<T: Hash>(item: &T) -> u64 {
    HashBuffer::default().digest(item)
}

/// A [`Hasher`] that collects the bytes of an item and hashes all of them at the end, because hashing many small slices
/// is slow. A slice of [`LONG`] bytes or more, such as a long string, is replaced by its hash.
#[derive(Default)]
struct HashBuffer(Vec<u8>);

/// The length in bytes from which a slice is hashed on its own.
const LONG: usize = 64;

impl HashBuffer {
    fn digest<T: Hash>(&mut self, item: &T) -> u64 {
        self.0.clear();
        item.hash(self);
        self.finish()
    }
}

impl Hasher for HashBuffer {
    fn write(&mut self, bytes: &[u8]) {
        if bytes.len() < LONG {
            self.0.extend_from_slice(bytes);
        } else {
            self.write_u64(hash(bytes));
        }
    }

    // By default these methods call `write`. Here they append the integer directly: this is faster, because its length
    // is known at compile time.
    fn write_u8(&mut self, part: u8) {
        self.0.push(part);
    }

    fn write_u32(&mut self, part: u32) {
        self.0.extend_from_slice(&part.to_ne_bytes());
    }

    fn write_u64(&mut self, part: u64) {
        self.0.extend_from_slice(&part.to_ne_bytes());
    }

    fn write_usize(&mut self, part: usize) {
        self.0.extend_from_slice(&part.to_ne_bytes());
    }

    fn finish(&self) -> u64 {
        hash(&self.0)
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(bytes);
    hasher.finish()
}
