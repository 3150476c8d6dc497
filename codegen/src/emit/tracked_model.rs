//! The model for emitters, which records every item that they read.
//!
//! In: an [`Api`] and its [`Plan`]. Out: their items one by one, and at the end the list of all items that were read.
//! Invariant: emitters have no other access to the model. If none of the recorded items changed, rendering the file
//! again gives the same text, so a later run may skip it: see [`crate::emit::fingerprint`].

use std::cell::RefCell;

use crate::api::{
    Api, EnumId, EnumType, Example, ExampleId, Operation, OperationId, Page, PageId, Property, StructuredType, TypeId,
};
use crate::emit::fingerprint::ModelItem;
use crate::plan::{
    BodyFile, EnumPlan, ExamplePlan, Ident, MemberRef, Module, ModuleId, Options, Plan, RouteModule, RoutesOfType,
    SampleCall, Showcase, Stub, TypePlan,
};
use crate::select::Selection;

/// The model and its plan, with a list of the items that an emitter has read so far.
pub(super) struct TrackedModel<'a> {
    api: &'a Api,
    plan: &'a Plan,
    seen: RefCell<Vec<ModelItem>>,
}

impl<'a> TrackedModel<'a> {
    /// The model and its plan, with nothing read yet.
    pub(super) fn new(api: &'a Api, plan: &'a Plan) -> TrackedModel<'a> {
        TrackedModel { api, plan, seen: RefCell::default() }
    }

    /// The items that were read, each once, in the order of [`ModelItem`].
    pub(super) fn seen(self) -> Vec<ModelItem> {
        let mut seen = self.seen.into_inner();
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    fn note(&self, item: ModelItem) {
        self.seen.borrow_mut().push(item);
    }

    pub(super) fn page(&self, id: PageId) -> &'a Page {
        self.note(ModelItem::Page(id));
        &self.api[id]
    }

    pub(super) fn structured(&self, id: TypeId) -> &'a StructuredType {
        self.note(ModelItem::Type(id));
        &self.api[id]
    }

    pub(super) fn property(&self, member: MemberRef) -> &'a Property {
        self.note(ModelItem::Type(member.owner));
        member.of(self.api)
    }

    pub(super) fn enumeration(&self, id: EnumId) -> &'a EnumType {
        self.note(ModelItem::Enum(id));
        &self.api[id]
    }

    pub(super) fn operation(&self, id: OperationId) -> &'a Operation {
        self.note(ModelItem::Operation(id));
        &self.api[id]
    }

    pub(super) fn example(&self, id: ExampleId) -> &'a Example {
        self.note(ModelItem::Example(id));
        &self.api[id]
    }

    pub(super) fn module(&self, id: ModuleId) -> &'a Module {
        self.note(ModelItem::Module(id));
        &self.plan.modules[id.0]
    }

    pub(super) fn type_plan(&self, id: TypeId) -> &'a TypePlan {
        self.note(ModelItem::TypePlan(id));
        &self.plan.types[id.index()]
    }

    /// Module and name of a type. Most files need only the module and the name of most types.
    pub(super) fn type_name(&self, id: TypeId) -> (ModuleId, &'a Ident) {
        self.note(ModelItem::TypeName(id));
        let plan = &self.plan.types[id.index()];
        (plan.module, &plan.name)
    }

    pub(super) fn routes_of_type(&self, id: TypeId) -> &'a RoutesOfType {
        self.note(ModelItem::RoutesOfType(id));
        &self.plan.routes_of_types[id.index()]
    }

    /// The path below `routes` of the struct that is generated for an operation, such as `user::GetUser`.
    pub(super) fn stub_path(&self, id: OperationId) -> String {
        self.note(ModelItem::StubPath(id));
        self.plan.stub_path(id)
    }

    pub(super) fn enum_plan(&self, id: EnumId) -> &'a EnumPlan {
        self.note(ModelItem::EnumPlan(id));
        &self.plan.enums[id.index()]
    }

    /// Module and name of an enumeration.
    pub(super) fn enum_name(&self, id: EnumId) -> (ModuleId, &'a Ident) {
        self.note(ModelItem::EnumName(id));
        let plan = &self.plan.enums[id.index()];
        (plan.module, &plan.name)
    }

    pub(super) fn route_module(&self, index: usize) -> &'a RouteModule {
        self.note(ModelItem::RouteModule(index));
        &self.plan.routes[index]
    }

    /// The modules of routes that have operations or submodules, sorted by path.
    pub(super) fn route_modules(&self) -> impl Iterator<Item = &'a RouteModule> {
        self.note(ModelItem::Whole);
        (0..self.plan.routes.len()).map(|index| self.route_module(index)).filter(|module| !module.is_empty())
    }

    pub(super) fn stub(&self, id: OperationId) -> &'a Stub {
        self.note(ModelItem::Stub(id));
        &self.plan.stubs[id.index()]
    }

    /// The path, below `routes`, of the struct to which a link to this page leads in the documentation of the crate,
    /// such as `user::GetUser`. `None` if the page documents no selected operation.
    pub(super) fn link_target(&self, id: PageId) -> Option<String> {
        self.note(ModelItem::LinkTarget(id));
        self.plan.link_target(id)
    }

    pub(super) fn sample_call(&self, id: OperationId) -> &'a SampleCall {
        self.note(ModelItem::SampleCall(id));
        &self.plan.sample_calls[id.index()]
    }

    pub(super) fn example_plan(&self, id: ExampleId) -> &'a ExamplePlan {
        self.note(ModelItem::ExamplePlan(id));
        &self.plan.examples[id.index()]
    }

    /// The selected operations, in the order of the pages.
    pub(super) fn operations(&self) -> impl Iterator<Item = OperationId> {
        let selection = self.selection();
        (0..self.plan.stubs.len()).map(OperationId::from_index).filter(|&id| selection.keeps_operation(id))
    }

    /// The selected structured types, sorted by name.
    pub(super) fn types(&self) -> impl Iterator<Item = TypeId> {
        let selection = self.selection();
        (0..self.plan.types.len()).map(TypeId::from_index).filter(|&id| selection.keeps_type(id))
    }

    pub(super) fn body_file(&self, index: usize) -> &'a BodyFile {
        self.note(ModelItem::BodyFile(index));
        &self.plan.bodies[index]
    }

    /// The indexes of the files with example bodies, sorted by the paths of these files.
    pub(super) fn body_files(&self) -> impl Iterator<Item = usize> {
        self.note(ModelItem::Whole);
        (0..self.plan.bodies.len()).filter(|&index| !self.body_file(index).examples.is_empty())
    }

    pub(super) fn options(&self) -> &'a Options {
        self.note(ModelItem::Whole);
        &self.plan.options
    }

    pub(super) fn selection(&self) -> &'a Selection {
        self.note(ModelItem::Whole);
        &self.plan.selection
    }

    pub(super) fn showcase(&self) -> &'a Showcase {
        self.note(ModelItem::Whole);
        &self.plan.showcase
    }

    pub(super) fn has_routes(&self) -> bool {
        self.route_modules().next().is_some()
    }
}
