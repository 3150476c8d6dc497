//! Compares types: kind, base, abstract, open, key.

use std::collections::BTreeMap;

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::drift::metadata::{Metadata, Type, short};
use crate::drift::report::{DifferenceClass, Report};
use crate::drift::sides::{Sides, listed, or_metadata};
use crate::source::Span;

pub(super) fn compare(sides: &Sides<'_>, report: &mut Report) {
    for (name, ty) in &sides.pages.types {
        let place = or_metadata(sides.places.ty(name), sides.metadata.span);
        match sides.metadata.types.get(name) {
            Some(declared) => facts(name, ty, declared, place, report),
            None => extra(sides, name, place, report),
        }
    }
    report_missing(sides, report);
}

/// Reports a type that only the pages have.
fn extra(sides: &Sides<'_>, name: &str, place: Span, report: &mut Report) {
    let mut finding = Diagnostic::new(code::DRIFT_TYPE_EXTRA, place, format!("the metadata has no type `{name}`"))
        .about(Subject::ty(name));
    if let Some((other, declared)) = sides.metadata.types.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
        finding = finding.help(format!("write `{other}`, as the metadata does")).note(declared.span, "its name there");
    } else if let Some(declared) = sides.metadata.enums.get(name) {
        finding = finding.help("describe it as an enumeration").note(declared.span, "it is an enumeration there");
    } else if let Some((other, declared)) = sides.metadata.types.iter().find(|(other, _)| short(other) == short(name)) {
        finding = finding.help(format!("state the namespace of `{other}`")).note(declared.span, "a type of this name");
    } else {
        finding = finding.help("remove it, or call it internal in `drift.toml`");
    }
    report.one(DifferenceClass::TypeExtra, finding);
}

fn facts(name: &str, ty: &Type, declared: &Type, place: Span, report: &mut Report) {
    let finding = |code, message: String, help: String| {
        Diagnostic::new(code, place, message).help(help).note(declared.span, "the metadata").about(Subject::ty(name))
    };
    let kind = |is_entity: bool| if is_entity { "an entity type" } else { "a complex type" };
    if ty.is_entity != declared.is_entity {
        let message =
            format!("`{name}` is {} on the pages and {} in the metadata", kind(ty.is_entity), kind(declared.is_entity));
        report.one(
            DifferenceClass::KindWrong,
            finding(code::DRIFT_KIND, message, format!("describe {}", kind(declared.is_entity))),
        );
    }
    match (&ty.base, &declared.base) {
        (Some(base), Some(right)) if base != right => {
            let message = format!("`{name}` derives from `{base}` on the pages and from `{right}` in the metadata");
            report.one(DifferenceClass::BaseWrong, finding(code::DRIFT_BASE, message, format!("write `{right}`")));
        }
        (Some(base), None) => {
            let message = format!("`{name}` derives from `{base}` on the pages and from no type in the metadata");
            report.one(DifferenceClass::BaseWrong, finding(code::DRIFT_BASE, message, "remove the base".to_owned()));
        }
        (None, Some(right)) => {
            let message = format!("the pages state no base of `{name}`, which derives from `{right}` in the metadata");
            report.one(
                DifferenceClass::BaseMissed,
                finding(code::DRIFT_BASE, message, format!("write that it derives from `{right}`")),
            );
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    for (class, word, here, there) in [
        (DifferenceClass::Abstract, "abstract", ty.is_abstract, declared.is_abstract),
        (DifferenceClass::Open, "open", ty.is_open, declared.is_open),
    ] {
        if here != there {
            let not = |is: bool| if is { "" } else { "not " };
            let message =
                format!("`{name}` is {}{word} on the pages and {}{word} in the metadata", not(here), not(there));
            report.one(class, finding(code::DRIFT_FLAG, message, format!("state that it is {}{word}", not(there))));
        }
    }
    if !ty.key.is_empty() && !declared.key.is_empty() && ty.key != declared.key {
        let (here, there) = (ty.key.join(", "), declared.key.join(", "));
        let message = format!("the key of `{name}` is `{here}` on the pages and `{there}` in the metadata");
        report
            .one(DifferenceClass::Key, finding(code::DRIFT_KEY, message, format!("write `{there}` as `keyProperty`")));
    }
}

/// Reports the types that only the metadata has. Each is reported at the page of its nearest base that has a page, or
/// in the metadata if no base has one. All types with the same place are one finding.
fn report_missing(sides: &Sides<'_>, report: &mut Report) {
    let mut by_page: BTreeMap<Span, Vec<&str>> = BTreeMap::new();
    for name in sides.metadata.types.keys().filter(|name| !sides.pages.types.contains_key(*name)) {
        by_page.entry(place_of_nearest_base(sides, sides.metadata, name)).or_default().push(name);
    }
    for (place, names) in by_page {
        let message = format!("no page describes {}", listed(&names));
        let mut finding = Diagnostic::new(code::DRIFT_TYPE_MISSED, place, message)
            .help("add a resource page for each, or call it internal in `drift.toml`")
            .about(Subject::words(names[0]));
        for name in names.iter().take(3) {
            finding = finding.note(sides.metadata.types[*name].span, format!("`{name}`"));
        }
        finding.more = u16::try_from(names.len().saturating_sub(3)).unwrap_or(u16::MAX);
        report.several(DifferenceClass::TypeMissed, names.len(), finding);
    }
}

/// The place of a finding about a type without a page: the page of its nearest base that has one, or else the
/// declaration of the type in the metadata.
fn place_of_nearest_base(sides: &Sides<'_>, metadata: &Metadata, name: &str) -> Span {
    let base = metadata.bases(name).into_iter().find_map(|base| sides.places.ty(base));
    or_metadata(base, metadata.types[name].span)
}
