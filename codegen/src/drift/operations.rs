//! Compares actions and functions: kind, name and binding, then parameters and return type.

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::drift::metadata::{Metadata, Operation, item_and_is_collection};
use crate::drift::report::{DifferenceClass, Report};
use crate::drift::sides::{Sides, listed, or_metadata};

/// Identifies an action or function: whether it is an action, its name, and the type to which it is bound (`None` if
/// it is unbound). Overloads with different parameters have the same key.
type Key<'a> = (bool, &'a str, Option<&'a str>);

pub(super) fn compare(sides: &Sides<'_>, report: &mut Report) {
    let (pages, metadata) = (by_key(sides.pages), by_key(sides.metadata));
    for (key @ (is_action, name, binding), overloads) in &pages {
        let kind = if *is_action { "action" } else { "function" };
        let place = or_metadata(sides.places.operation(name, *binding), sides.metadata.span);
        let on = binding.map_or_else(|| "without a binding".to_owned(), |binding| format!("bound to `{binding}`"));
        let finding = |code, message: String| Diagnostic::new(code, place, message).about(Subject::words(name));
        let Some(declared) = metadata.get(key) else {
            let message = format!("the metadata has no {kind} `{name}` {on}");
            report
                .one(DifferenceClass::OperationExtra, near(sides, key, finding(code::DRIFT_OPERATION_EXTRA, message)));
            continue;
        };
        let there = declared[0].span;
        let (here, right) = (names(overloads), names(declared));
        if here != right {
            let missing: Vec<&str> = right.difference(&here).map(String::as_str).collect();
            let unknown: Vec<&str> = here.difference(&right).map(String::as_str).collect();
            let mut sides = Vec::new();
            if !missing.is_empty() {
                sides.push(format!("the pages lack {}", listed(&missing)));
            }
            if !unknown.is_empty() {
                sides.push(format!("the metadata lacks {}", listed(&unknown)));
            }
            let message = format!("parameters of the {kind} `{name}` {on}: {}", sides.join("; "));
            let finding = finding(code::DRIFT_OPERATION_PARAMETERS, message).help("correct the table of parameters");
            report.several(
                DifferenceClass::OperationParameters,
                missing.len() + unknown.len(),
                finding.note(there, "the metadata"),
            );
        }
        let returns =
            |list: &[&Operation]| list.iter().map(|operation| operation.returns.clone()).collect::<BTreeSet<_>>();
        let (here, right) = (returns(overloads), returns(declared));
        if here.is_disjoint(&right) {
            let word = |set: &BTreeSet<Option<String>>| {
                set.iter()
                    .map(|ty| ty.as_ref().map_or("nothing".to_owned(), |ty| format!("`{ty}`")))
                    .collect::<Vec<_>>()
                    .join(" or ")
            };
            let message = format!(
                "the {kind} `{name}` {on} returns {} on the page and {} in the metadata",
                word(&here),
                word(&right)
            );
            let finding = finding(code::DRIFT_OPERATION_RETURN, message).help(format!("write {}", word(&right)));
            report.one(DifferenceClass::OperationReturn, finding.note(there, "the metadata"));
        }
    }
    report_missing(sides, &pages, &metadata, report);
}

fn by_key(metadata: &Metadata) -> BTreeMap<Key<'_>, Vec<&Operation>> {
    let mut by_key: BTreeMap<Key<'_>, Vec<&Operation>> = BTreeMap::new();
    for operation in &metadata.operations {
        let key = (operation.is_action, operation.name.as_str(), operation.binding.as_deref());
        by_key.entry(key).or_default().push(operation);
    }
    by_key
}

/// The names of the parameters of all overloads, in lower case.
fn names(overloads: &[&Operation]) -> BTreeSet<String> {
    overloads.iter().flat_map(|operation| &operation.parameters).map(|(name, _)| name.to_lowercase()).collect()
}

/// Adds help to a finding about an action or function that the metadata lacks. If the metadata has one with the same
/// name, the help says what differs (letter case, kind or binding), and a note has its place.
fn near(sides: &Sides<'_>, (is_action, name, binding): &Key<'_>, finding: Diagnostic) -> Diagnostic {
    let same_name = || sides.metadata.operations.iter().filter(|other| other.name.eq_ignore_ascii_case(name));
    let same_binding = same_name().find(|other| other.binding.as_deref() == *binding);
    match same_binding.or_else(|| same_name().next()) {
        Some(other) if other.name != *name => {
            finding.help(format!("write `{}`", other.name)).note(other.span, "its name there")
        }
        Some(other) if other.is_action != *is_action => {
            let (kind, method) = if other.is_action { ("an action", "POST") } else { ("a function", "GET") };
            finding.help(format!("write the request with {method}")).note(other.span, format!("it is {kind} there"))
        }
        Some(other) => {
            let to = other.binding.as_deref().unwrap_or("nothing");
            finding.help(format!("bind it to `{to}`")).note(other.span, format!("it is bound to `{to}` there"))
        }
        None => finding.help("remove the page, or call the operation internal in `drift.toml`"),
    }
}

/// Reports the actions and functions that only the metadata has. All of them that are bound to the same type, or to a
/// collection of it, are one finding at the page of that type. One that is unbound, or whose type has no page, is
/// reported at its place in the metadata.
fn report_missing<'a>(
    sides: &Sides<'_>,
    pages: &BTreeMap<Key<'a>, Vec<&'a Operation>>,
    metadata: &BTreeMap<Key<'a>, Vec<&'a Operation>>,
    report: &mut Report,
) {
    let mut by_page: BTreeMap<_, Vec<&Operation>> = BTreeMap::new();
    for (key, overloads) in metadata.iter().filter(|(key, _)| !pages.contains_key(*key)) {
        let owner = key.2.map(|binding| item_and_is_collection(binding).0);
        let place = owner.and_then(|owner| sides.places.ty(owner));
        by_page.entry(or_metadata(place, overloads[0].span)).or_default().push(overloads[0]);
    }
    for (place, operations) in by_page {
        let names: Vec<&str> = operations.iter().map(|operation| operation.name.as_str()).collect();
        let mut finding =
            Diagnostic::new(code::DRIFT_OPERATION_MISSED, place, format!("no page describes {}", listed(&names)))
                .help("add an API page for each, or call it internal in `drift.toml`")
                .about(Subject::words(names[0]));
        for operation in operations.iter().take(3) {
            finding = finding.note(operation.span, format!("`{}`", operation.name));
        }
        finding.more = u16::try_from(operations.len().saturating_sub(3)).unwrap_or(u16::MAX);
        report.several(DifferenceClass::OperationMissed, operations.len(), finding);
    }
}
