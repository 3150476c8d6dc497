//! Actions and functions.
//!
//! In: the actions and functions that the documented operations call. Out: one `Action` or `Function` per namespace,
//! kind, name and binding type. What several pages state about one action or function is merged: the first type that a
//! page states for a parameter or for the result is used, and a parameter that is missing on a page is optional. If one
//! page calls a function with several sets of parameters, each set of parameter names becomes a `Function`, because
//! names distinguish overloads (OData CSDL XML 4.01, section 12.5).

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::{Csdl, annotations};
use crate::api::{Callable, CallableKind, Doc, ItemType, Operation, Parameter, Primitive, TypeRef};
use crate::export::notation;
use crate::export::xml::Xml;
use crate::text::lowercase::lowered;

/// What all pages state about one action or function, or about one overload of a function.
pub(super) struct Overloads<'a> {
    /// The namespace of the action or function.
    pub(super) namespace: &'a str,
    /// The name without its namespace.
    pub(super) name: &'a str,
    kind: CallableKind,
    binding: Option<TypeRef>,
    /// What each page states, in the order of the pages; never empty.
    pages: Vec<Statement<'a>>,
    /// Whether this is one of several overloads of a function. A call of an overload passes all its parameters, so none
    /// of them is optional.
    is_split: bool,
}

/// What one page states about an action or function.
#[derive(Clone, Copy)]
struct Statement<'a> {
    operation: &'a Operation,
    call: &'a Callable,
    parameters: &'a [Parameter],
}

/// A parameter of an action or function, with the statements of all pages that call it.
struct MergedParameter<'a> {
    name: &'a str,
    ty: Option<TypeRef>,
    doc: Option<&'a Doc>,
    optional: bool,
    /// The number of pages whose call has the parameter.
    count: usize,
}

/// The sort key: namespace, name, kind, and the name of the binding type. Type names are used because an id changes
/// when another type is added to the model.
type Key<'a> = (&'a str, &'a str, CallableKind, Option<String>);

impl<'a> Csdl<'a> {
    /// All actions and functions that the operations call, sorted by namespace, name, kind and binding type.
    pub(super) fn overloads(&self, xml: &mut Xml) -> Vec<Overloads<'a>> {
        let mut calls: BTreeMap<Key<'a>, Overloads<'a>> = BTreeMap::new();
        for operation in &self.api.operations {
            let Some(call) = &operation.call else { continue };
            let (namespace, name) = (call.namespace.as_str(), call.name.as_str());
            let reason = if !notation::is_namespace(namespace) || !notation::is_identifier(name) {
                "whose name OData does not allow"
            } else if call.binding.is_some_and(|binding| !self.is_written(binding.item)) {
                "because its binding type is left out"
            } else {
                let binding = call.binding.map(|binding| notation::reference(self.api, binding));
                let (kind, pages) = (call.kind, Vec::new());
                let new = || Overloads { namespace, name, kind, binding: call.binding, pages, is_split: false };
                let stated = Statement { operation, call, parameters: &call.parameters };
                calls.entry((namespace, name, kind, binding)).or_insert_with(new).pages.push(stated);
                continue;
            };
            xml.comment(&format!("left out: {} `{namespace}.{name}`, {reason}", word(call.kind)));
        }
        calls.into_values().flat_map(Overloads::split).collect()
    }

    /// Writes an `Action` or `Function` element.
    pub(super) fn operation(&self, overloads: &Overloads<'_>, xml: &mut Xml) {
        let mut attributes = vec![("Name", overloads.name)];
        if overloads.binding.is_some() {
            attributes.push(("IsBound", "true"));
        }
        xml.element(element(overloads.kind), &attributes, |xml| {
            let (valid, invalid): (Vec<_>, Vec<_>) = overloads
                .merged_parameters()
                .into_iter()
                .partition(|parameter| notation::is_identifier(parameter.name));
            for parameter in invalid {
                xml.comment(&format!("left out: parameter `{}`, whose name OData does not allow", parameter.name));
            }
            if let Some(binding) = overloads.binding {
                let mut name = "bindingParameter".to_owned();
                while valid.iter().any(|parameter| parameter.name == name) {
                    name.push('_');
                }
                xml.empty("Parameter", &[("Name", &name), ("Type", &self.reference(binding))]);
            }
            valid.iter().for_each(|parameter| self.parameter(parameter, xml));
            if let Some(returns) = self.returns(overloads) {
                xml.empty("ReturnType", &[("Type", &self.reference(returns))]);
            }
            let mut docs = overloads.pages.iter().map(|page| &page.operation.doc);
            if let Some(doc) = docs.find(|doc| !doc.markdown.trim().is_empty()) {
                annotations::description(doc, xml);
            }
            // A page may deprecate only one overload of a function. The element gets the notice only if every page says
            // that the action or function is deprecated.
            let notices: Option<Vec<&str>> =
                overloads.pages.iter().map(|page| page.operation.deprecated.as_deref()).collect();
            annotations::deprecated(notices.and_then(|notices| notices.first().copied()), xml);
        });
    }

    fn parameter(&self, parameter: &MergedParameter<'_>, xml: &mut Xml) {
        let ty = self.reference(parameter.ty.unwrap_or(UNTYPED));
        xml.element("Parameter", &[("Name", parameter.name), ("Type", &ty)], |xml| {
            if let Some(doc) = parameter.doc {
                annotations::description(doc, xml);
            }
            if parameter.optional {
                annotations::optional_parameter(xml);
            }
        });
    }

    /// The first return type that a page states. CSDL requires a return type for a function, so it is `Edm.Untyped`
    /// for a function whose pages state none.
    fn returns(&self, overloads: &Overloads<'_>) -> Option<TypeRef> {
        let stated = overloads.pages.iter().find_map(|page| page.call.returns);
        stated.or((overloads.kind == CallableKind::Function).then_some(UNTYPED))
    }

    /// The actions and functions that are bound to no type, for the imports in the container: kind, namespace and name.
    pub(super) fn unbound(&self) -> BTreeSet<(CallableKind, &'a str, &'a str)> {
        let calls = self.api.operations.iter().filter_map(|operation| operation.call.as_ref());
        calls
            .filter(|call| call.binding.is_none())
            .filter(|call| notation::is_namespace(&call.namespace) && notation::is_identifier(&call.name))
            .map(|call| (call.kind, call.name.as_str(), call.namespace.as_str()))
            .collect()
    }
}

impl<'a> Overloads<'a> {
    /// Divides a function into its overloads if a page calls it with several sets of parameters. Overloads with fewer
    /// parameters come first. If there is no such page, the function is returned as it is.
    fn split(self) -> Vec<Overloads<'a>> {
        if self.pages.iter().all(|page| page.call.overloads.is_empty()) {
            return vec![self];
        }
        let mut split: BTreeMap<(usize, Vec<CompactString>), Vec<Statement<'a>>> = BTreeMap::new();
        for page in &self.pages {
            for parameters in std::iter::once(&page.call.parameters).chain(&page.call.overloads) {
                let mut names: Vec<CompactString> = parameters.iter().map(|row| lowered(&row.name)).collect();
                names.sort_unstable();
                names.dedup();
                split.entry((names.len(), names)).or_default().push(Statement { parameters, ..*page });
            }
        }
        split.into_values().map(|pages| Overloads { pages, is_split: true, ..self }).collect()
    }

    /// Every parameter once, in the order in which the pages list them. Optional parameters come last, as CSDL
    /// requires.
    fn merged_parameters(&self) -> Vec<MergedParameter<'a>> {
        let mut united: Vec<MergedParameter<'a>> = Vec::new();
        for page in &self.pages {
            let mut here = BTreeSet::new();
            for parameter in page.parameters.iter().filter(|parameter| here.insert(parameter.name.as_str())) {
                match united.iter_mut().find(|known| known.name == parameter.name) {
                    Some(known) => known.add(parameter),
                    None => united.push(MergedParameter::new(parameter)),
                }
            }
        }
        for parameter in &mut united {
            parameter.optional = !self.is_split && (parameter.optional || parameter.count < self.pages.len());
        }
        united.sort_by_key(|parameter| parameter.optional);
        united
    }
}

impl<'a> MergedParameter<'a> {
    fn new(parameter: &'a Parameter) -> MergedParameter<'a> {
        let mut united = MergedParameter { name: &parameter.name, ty: None, doc: None, optional: false, count: 0 };
        united.add(parameter);
        united
    }

    fn add(&mut self, parameter: &'a Parameter) {
        self.ty = self.ty.or(parameter.ty);
        self.doc = self.doc.or(Some(&parameter.doc).filter(|doc| !doc.markdown.trim().is_empty()));
        self.optional |= parameter.required == Some(false);
        self.count += 1;
    }
}

/// The type of parameters without a documented type.
const UNTYPED: TypeRef = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };

fn element(kind: CallableKind) -> &'static str {
    match kind {
        CallableKind::Action => "Action",
        CallableKind::Function => "Function",
    }
}

fn word(kind: CallableKind) -> &'static str {
    match kind {
        CallableKind::Action => "action",
        CallableKind::Function => "function",
    }
}
