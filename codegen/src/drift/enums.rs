//! Compares enumerations, their members and flags.

use std::collections::BTreeMap;

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::drift::metadata::{Type, item_and_is_collection, short};
use crate::drift::report::{DifferenceClass, Report};
use crate::drift::sides::{Sides, listed, or_metadata};

pub(super) fn compare(sides: &Sides<'_>, report: &mut Report) {
    for (name, ty) in &sides.pages.enums {
        let place = or_metadata(sides.places.ty(name), sides.metadata.span);
        let Some(declared) = sides.metadata.enums.get(name) else {
            let message = format!("the metadata has no enumeration `{name}`");
            let mut finding = Diagnostic::new(code::DRIFT_ENUM_EXTRA, place, message).about(Subject::ty(name));
            let others = || sides.metadata.enums.iter();
            let other = others().find(|(other, _)| other.eq_ignore_ascii_case(name));
            finding = match other.or_else(|| others().find(|(other, _)| short(other) == short(name))) {
                Some((other, declared)) => {
                    finding.help(format!("write `{other}`")).note(declared.span, "its name there")
                }
                None => finding.help("remove it, or call it internal in `drift.toml`"),
            };
            report.one(DifferenceClass::EnumExtra, finding);
            continue;
        };
        for (member, _) in &ty.members {
            if declared.members.iter().any(|(other, _)| other == member) {
                continue;
            }
            let place = or_metadata(sides.places.member(name, member), sides.metadata.span);
            let message = format!("the metadata has no member `{member}` of `{name}`");
            let finding = Diagnostic::new(code::DRIFT_ENUM_MEMBER, place, message).about(Subject::member(name, member));
            let near = declared.members.iter().find(|(other, _)| other.eq_ignore_ascii_case(member));
            let finding = match near {
                Some((other, span)) => finding.help(format!("write `{other}`")).note(*span, "its name there"),
                None => finding.help("remove it").note(declared.span, "the enumeration"),
            };
            report.one(DifferenceClass::EnumMemberExtra, finding);
        }
        if ty.is_flags != declared.is_flags {
            let word = |is_flags: bool| if is_flags { "several members" } else { "one member" };
            let message = format!(
                "a value of `{name}` is {} on the pages and {} in the metadata",
                word(ty.is_flags),
                word(declared.is_flags)
            );
            let help = format!("state that a value is {}", word(declared.is_flags));
            let finding = Diagnostic::new(code::DRIFT_ENUM_FLAGS, place, message).help(help).about(Subject::ty(name));
            report.one(DifferenceClass::EnumFlags, finding.note(declared.span, "the metadata"));
        }
        let lacks = |(other, _): &&(String, _)| !ty.members.iter().any(|(member, _)| member == other);
        let missed: Vec<&str> = declared.members.iter().filter(lacks).map(|(other, _)| other.as_str()).collect();
        if !missed.is_empty() {
            let message = format!("`{name}` has no row for {}", listed(&missed));
            let finding = Diagnostic::new(code::DRIFT_ENUM_MEMBER_MISSED, place, message)
                .help("add a row for each")
                .note(declared.span, "the metadata")
                .about(Subject::ty(name));
            report.several(DifferenceClass::EnumMemberMissed, missed.len(), finding);
        }
    }
    report_missing(sides, report);
}

/// Reports the enumerations that only the metadata has. An enumeration is reported where the pages describe a type that
/// has a property of this enumeration, or in the metadata if there is no such type. All enumerations with the same
/// place are one finding.
fn report_missing(sides: &Sides<'_>, report: &mut Report) {
    let mut by_page: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (name, declared) in sides.metadata.enums.iter().filter(|(name, _)| !sides.pages.enums.contains_key(*name)) {
        let uses = |ty: &Type| ty.members.iter().any(|member| item_and_is_collection(&member.ty).0 == name);
        let mut users = sides.metadata.types.iter().filter(|(_, ty)| uses(ty)).map(|(user, _)| user);
        let place = users.find_map(|user| sides.places.ty(user));
        by_page.entry(or_metadata(place, declared.span)).or_default().push(name);
    }
    for (place, names) in by_page {
        let message = format!("no page describes the values of {}", listed(&names));
        let mut finding = Diagnostic::new(code::DRIFT_ENUM_MISSED, place, message)
            .help("add a table of members for each, or call it internal in `drift.toml`")
            .about(Subject::words(names[0]));
        for name in names.iter().take(3) {
            finding = finding.note(sides.metadata.enums[*name].span, format!("`{name}`"));
        }
        finding.more = u16::try_from(names.len().saturating_sub(3)).unwrap_or(u16::MAX);
        report.several(DifferenceClass::EnumMissed, names.len(), finding);
    }
}
