//! The places on the pages that document a type, a property or another named item.

use foldhash::HashMap;

use crate::api::Api;
use crate::source::Span;

/// Where the pages document each type, enumeration, property, member, action and function.
pub(super) struct Places<'a> {
    types: HashMap<String, Span>,
    members: HashMap<(String, &'a str), Span>,
    operations: HashMap<&'a str, Vec<(Option<String>, Span)>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(api: &'a Api) -> Places<'a> {
        let mut places =
            Places { types: HashMap::default(), members: HashMap::default(), operations: HashMap::default() };
        for ty in &api.types {
            let name = ty.name.to_string();
            for property in &ty.properties {
                places.members.insert((name.clone(), &property.name), property.span);
            }
            if let Some(span) = ty.spans.first() {
                places.types.insert(name, *span);
            }
        }
        for ty in &api.enums {
            let name = ty.name.to_string();
            for member in &ty.members {
                places.members.insert((name.clone(), &member.name), member.span);
            }
            if let Some(span) = ty.spans.first() {
                places.types.insert(name, *span);
            }
        }
        for operation in &api.operations {
            if let Some(call) = &operation.call {
                let binding = call.binding.map(|ty| crate::export::notation::reference(api, ty));
                places.operations.entry(call.name.as_str()).or_default().push((binding, operation.span));
            }
        }
        places
    }

    /// Where the pages declare a type or an enumeration. `None` if no page does.
    pub(super) fn ty(&self, name: &str) -> Option<Span> {
        self.types.get(name).copied()
    }

    /// The row of a property or of an enumeration member. If no page has such a row, the place of its type or
    /// enumeration. `None` if the pages have neither.
    pub(super) fn member(&self, owner: &str, name: &'a str) -> Option<Span> {
        self.members.get(&(owner.to_owned(), name)).copied().or_else(|| self.ty(owner))
    }

    /// The place of an action or function on the pages. A page that documents it with this binding is preferred;
    /// otherwise it is the first place of this name with any binding. `None` if no page documents the name.
    pub(super) fn operation(&self, name: &str, binding: Option<&str>) -> Option<Span> {
        let pages = self.operations.get(name)?;
        let same = pages.iter().find(|(bound, _)| bound.as_deref() == binding);
        same.or_else(|| pages.first()).map(|(_, span)| *span)
    }
}
