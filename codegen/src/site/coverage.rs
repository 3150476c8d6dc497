//! Counts the items of an API, and how many of them the pages describe.

use std::collections::BTreeSet;

use crate::api::{Api, Caller, Doc};

/// How many items of one kind the API has, for instance 12 operations.
pub(super) struct Size {
    pub(super) name: &'static str,
    pub(super) count: usize,
}

/// How many items of one kind have a certain property, for instance how many types have a description.
pub(super) struct Measure {
    pub(super) name: &'static str,
    pub(super) covered: usize,
    pub(super) of: usize,
}

impl Measure {
    fn of<T>(name: &'static str, all: impl Iterator<Item = T>, is_covered: impl Fn(&T) -> bool) -> Measure {
        let (mut covered, mut of) = (0, 0);
        for item in all {
            of += 1;
            covered += usize::from(is_covered(&item));
        }
        Measure { name, covered, of }
    }

    /// The share of these items in tenths of a percent; 1000 if there are no items of the kind.
    pub(super) fn permille(&self) -> usize {
        (self.covered * 1000).checked_div(self.of).unwrap_or(1000)
    }

    /// The share as text: `97.3 %`.
    pub(super) fn percent(&self) -> String {
        format!("{}.{} %", self.permille() / 10, self.permille() % 10)
    }
}

/// The number of types, properties and other items of a model, in the order in which the first page of the site shows
/// them.
pub(super) fn sizes(api: &Api) -> Vec<Size> {
    let scopes: BTreeSet<&str> = api
        .operations
        .iter()
        .flat_map(|operation| operation.permissions.iter())
        .flat_map(|table| Caller::ALL.iter().filter_map(|&caller| table.of(caller)).flatten().flatten())
        .map(|scope| scope.as_str())
        .collect();
    let size = |name, count| Size { name, count };
    vec![
        size("operations", api.operations.len()),
        size("paths", api.operations.iter().map(|operation| operation.routes.len()).sum()),
        size("types", api.types.len()),
        size("properties", api.types.iter().map(|ty| ty.properties.len()).sum()),
        size("enumerations", api.enums.len()),
        size("members of enumerations", api.enums.iter().map(|ty| ty.members.len()).sum()),
        size("scopes", scopes.len()),
        size("pages", api.pages.len()),
    ]
}

/// What the pages describe and how often, in the order in which the first page of the site shows it.
pub(super) fn measures(api: &Api) -> Vec<Measure> {
    let properties = || api.types.iter().flat_map(|ty| &ty.properties);
    let members = api.enums.iter().flat_map(|ty| &ty.members);
    let exchanges = || api.operations.iter().flat_map(|operation| &operation.exchanges);
    let replies = exchanges().flat_map(|exchange| &exchange.replies);
    vec![
        Measure::of("types with a page", api.types.iter(), |ty| !ty.pages.is_empty()),
        Measure::of("types with a description", api.types.iter(), |ty| is_said(&ty.doc)),
        Measure::of("properties with a description", properties(), |property| is_said(&property.doc)),
        Measure::of("members of enumerations with a description", members, |member| is_said(&member.doc)),
        Measure::of("operations with a description", api.operations.iter(), |operation| is_said(&operation.doc)),
        Measure::of("operations with permissions", api.operations.iter(), |operation| {
            operation.permissions.iter().any(|table| table.unknown.len() < Caller::ALL.len())
        }),
        Measure::of("operations with an example", api.operations.iter(), |operation| !operation.exchanges.is_empty()),
        Measure::of("example requests that fit a path", exchanges(), |exchange| {
            exchange.request_line.is_empty() || exchange.call.is_some()
        }),
        Measure::of("example responses that are what the page says", replies, |reply| reply.agrees),
        Measure::of("JSON bodies that agree with their type", api.examples.iter(), |example| example.conforms),
    ]
}

fn is_said(doc: &Doc) -> bool {
    !doc.markdown.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_of_described_items_are_rounded_down() {
        let measure = |covered, of| Measure { name: "", covered, of }.percent();
        assert_eq!(measure(1999, 2000), "99.9 %");
        assert_eq!(measure(0, 0), "100.0 %");
        assert_eq!(measure(1, 3), "33.3 %");
    }
}
