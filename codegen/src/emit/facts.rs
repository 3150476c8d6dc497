//! What an emitter may look at, and what it did look at.
//!
//! In: an [`Api`] and its [`Plan`]. Out: their items, one at a time; in the end the list of those that were asked for.
//! Invariant: there is no other way from an emitter to the model, so a file whose items are what they were would be
//! written again as it is. That is all a later run needs to know to leave it alone; see [`super::trace`].

use std::cell::RefCell;

use super::fingerprint::Item;
use crate::api::{
    Api, EnumId, EnumType, Example, ExampleId, Operation, OperationId, Page, PageId, Property, StructuredType, TypeId,
};
use crate::plan::{
    BodyFile, Case, EnumPlan, Ident, MemberRef, Module, ModuleId, Options, Plan, RouteModule, Showcase, Stub, Trial,
    TypePlan,
};
use crate::select::Selection;

/// The model, item by item.
pub(super) struct Facts<'a> {
    api: &'a Api,
    plan: &'a Plan,
    seen: RefCell<Vec<Item>>,
}

impl<'a> Facts<'a> {
    /// Nothing is seen yet.
    pub(super) fn new(api: &'a Api, plan: &'a Plan) -> Facts<'a> {
        Facts { api, plan, seen: RefCell::default() }
    }

    /// What was seen, each item once, in the order of [`Item`].
    pub(super) fn seen(self) -> Vec<Item> {
        let mut seen = self.seen.into_inner();
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    fn note(&self, item: Item) {
        self.seen.borrow_mut().push(item);
    }

    pub(super) fn page(&self, id: PageId) -> &'a Page {
        self.note(Item::Page(id));
        &self.api[id]
    }

    pub(super) fn structured(&self, id: TypeId) -> &'a StructuredType {
        self.note(Item::Type(id));
        &self.api[id]
    }

    pub(super) fn property(&self, member: MemberRef) -> &'a Property {
        self.note(Item::Type(member.owner));
        member.of(self.api)
    }

    pub(super) fn enumeration(&self, id: EnumId) -> &'a EnumType {
        self.note(Item::Enum(id));
        &self.api[id]
    }

    pub(super) fn operation(&self, id: OperationId) -> &'a Operation {
        self.note(Item::Operation(id));
        &self.api[id]
    }

    pub(super) fn example(&self, id: ExampleId) -> &'a Example {
        self.note(Item::Example(id));
        &self.api[id]
    }

    pub(super) fn module(&self, id: ModuleId) -> &'a Module {
        self.note(Item::Module(id));
        &self.plan.modules[id.0]
    }

    pub(super) fn type_plan(&self, id: TypeId) -> &'a TypePlan {
        self.note(Item::TypePlan(id));
        &self.plan.types[id.index()]
    }

    /// Module and name of a type. Most files need no more of most types.
    pub(super) fn type_name(&self, id: TypeId) -> (ModuleId, &'a Ident) {
        self.note(Item::TypeName(id));
        let plan = &self.plan.types[id.index()];
        (plan.module, &plan.name)
    }

    pub(super) fn enum_plan(&self, id: EnumId) -> &'a EnumPlan {
        self.note(Item::EnumPlan(id));
        &self.plan.enums[id.index()]
    }

    /// Module and name of an enumeration.
    pub(super) fn enum_name(&self, id: EnumId) -> (ModuleId, &'a Ident) {
        self.note(Item::EnumName(id));
        let plan = &self.plan.enums[id.index()];
        (plan.module, &plan.name)
    }

    pub(super) fn route_module(&self, index: usize) -> &'a RouteModule {
        self.note(Item::RouteModule(index));
        &self.plan.routes[index]
    }

    /// The modules of routes that hold any operation or module, by path.
    pub(super) fn route_modules(&self) -> impl Iterator<Item = &'a RouteModule> {
        self.note(Item::Whole);
        (0..self.plan.routes.len()).map(|index| self.route_module(index)).filter(|module| !module.is_empty())
    }

    pub(super) fn stub(&self, id: OperationId) -> &'a Stub {
        self.note(Item::Stub(id));
        &self.plan.stubs[id.index()]
    }

    /// The path below `routes` of the stub that a link to a page leads to.
    pub(super) fn landing(&self, id: PageId) -> Option<String> {
        self.note(Item::Landing(id));
        self.plan.landing(id)
    }

    pub(super) fn trial(&self, id: OperationId) -> &'a Trial {
        self.note(Item::Trial(id));
        &self.plan.trials[id.index()]
    }

    pub(super) fn case(&self, id: ExampleId) -> &'a Case {
        self.note(Item::Case(id));
        &self.plan.cases[id.index()]
    }

    /// The operations that are part of the crate, by page.
    pub(super) fn operations(&self) -> impl Iterator<Item = OperationId> {
        let selection = self.selection();
        (0..self.plan.stubs.len()).map(OperationId::from_index).filter(|&id| selection.keeps_operation(id))
    }

    pub(super) fn body_file(&self, index: usize) -> &'a BodyFile {
        self.note(Item::BodyFile(index));
        &self.plan.bodies[index]
    }

    /// The indexes of the files of bodies that there are, by path.
    pub(super) fn body_files(&self) -> impl Iterator<Item = usize> {
        self.note(Item::Whole);
        (0..self.plan.bodies.len()).filter(|&index| !self.body_file(index).examples.is_empty())
    }

    pub(super) fn options(&self) -> &'a Options {
        self.note(Item::Whole);
        &self.plan.options
    }

    pub(super) fn selection(&self) -> &'a Selection {
        self.note(Item::Whole);
        &self.plan.selection
    }

    pub(super) fn showcase(&self) -> &'a Showcase {
        self.note(Item::Whole);
        &self.plan.showcase
    }

    pub(super) fn has_routes(&self) -> bool {
        self.route_modules().next().is_some()
    }
}
