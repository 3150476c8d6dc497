//! Compares properties: their types, and whether they are collections, navigation properties or nullable.

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::drift::metadata::{Member, Type, item_and_is_collection};
use crate::drift::report::{DifferenceClass, Report};
use crate::drift::sides::{Sides, listed, or_metadata};
use crate::source::Span;

pub(super) fn compare(sides: &Sides<'_>, report: &mut Report) {
    for (owner, ty) in &sides.pages.types {
        let declared = sides.metadata.types.get(owner);
        for member in &ty.members {
            let place = or_metadata(sides.places.member(owner, &member.name), sides.metadata.span);
            match declared.and_then(|declared| declared.members.iter().find(|other| other.name == member.name)) {
                Some(other) => facts(owner, member, other, place, report),
                None => extra(sides, owner, member, place, report),
            }
        }
        if let Some(declared) = declared {
            report_missing(sides, owner, ty, declared, report);
        }
    }
    // A type that the pages do not describe is one finding, which covers its properties too. They are only counted.
    for (_, declared) in sides.metadata.types.iter().filter(|(owner, _)| !sides.pages.types.contains_key(*owner)) {
        declared.members.iter().for_each(|_| report.told_elsewhere(DifferenceClass::MemberMissed));
    }
}

/// Reports a property that the pages describe and that the type in the metadata does not declare. If the metadata has
/// it in another letter case or in a base of the type, the help says so.
fn extra(sides: &Sides<'_>, owner: &str, member: &Member, place: Span, report: &mut Report) {
    let name = member.name.as_str();
    // A type that the metadata lacks is one finding, which covers its properties too. They are only counted.
    let Some(declared) = sides.metadata.types.get(owner) else {
        report.told_elsewhere(DifferenceClass::MemberExtra);
        return;
    };
    let message = format!("the metadata has no property `{name}` of `{owner}`");
    let mut finding = Diagnostic::new(code::DRIFT_MEMBER_EXTRA, place, message).about(Subject::member(owner, name));
    let has = |ty: &str| sides.metadata.types.get(ty).and_then(|ty| ty.members.iter().find(|other| other.name == name));
    if let Some(other) = declared.members.iter().find(|other| other.name.eq_ignore_ascii_case(name)) {
        finding = finding.help(format!("write `{}`", other.name)).note(other.span, "its name in the metadata");
    } else if let Some((base, other)) =
        sides.metadata.bases(owner).into_iter().find_map(|base| Some((base, has(base)?)))
    {
        finding = finding
            .help(format!("write that it is inherited from `{base}`"))
            .note(other.span, format!("`{base}` has it in the metadata"));
    } else {
        finding = finding.help("remove the row, or call it internal in `drift.toml`").note(declared.span, "the type");
    }
    report.one(DifferenceClass::MemberExtra, finding);
}

fn facts(owner: &str, member: &Member, other: &Member, place: Span, report: &mut Report) {
    let name = member.name.as_str();
    let finding = |code, message: String, help: String| {
        Diagnostic::new(code, place, message)
            .help(help)
            .note(other.span, "the metadata")
            .about(Subject::member(owner, name))
    };
    let (here, is_list) = item_and_is_collection(&member.ty);
    let (there, is_list_there) = item_and_is_collection(&other.ty);
    if here != there {
        let message = format!("`{name}` of `{owner}` is of type `{here}` on the page and `{there}` in the metadata");
        report.one(
            DifferenceClass::TypeOfMemberWrong,
            finding(code::DRIFT_MEMBER_TYPE, message, format!("write `{there}`")),
        );
    }
    if is_list != is_list_there {
        let form = |is_list: bool| if is_list { "a collection" } else { "one item" };
        let message = format!(
            "`{name}` of `{owner}` is {} on the page and {} in the metadata",
            form(is_list),
            form(is_list_there)
        );
        let help = format!("write that it is {}", form(is_list_there));
        report.one(DifferenceClass::CollectionWrong, finding(code::DRIFT_COLLECTION, message, help));
    }
    if member.is_navigation != other.is_navigation {
        let (word, section) = if other.is_navigation {
            ("a navigation property", "Relationships")
        } else {
            ("a structural property", "Properties")
        };
        let message = format!("`{name}` of `{owner}` is {word} in the metadata");
        report.one(
            DifferenceClass::MemberKindWrong,
            finding(code::DRIFT_NAVIGATION, message, format!("put its row under `{section}`")),
        );
    }
    if let (Some(here), Some(there)) = (member.nullable, other.nullable)
        && here != there
    {
        let word = |nullable: bool| if nullable { "nullable" } else { "not nullable" };
        let message =
            format!("`{name}` of `{owner}` is {} on the page and {} in the metadata", word(here), word(there));
        report.one(
            DifferenceClass::Nullability,
            finding(code::DRIFT_NULLABLE, message, format!("write that it is {}", word(there))),
        );
    }
}

/// Reports the properties of a type that only the metadata has, in one finding at the page of the type.
fn report_missing(sides: &Sides<'_>, owner: &str, ty: &Type, declared: &Type, report: &mut Report) {
    let lacks = |other: &&Member| !ty.members.iter().any(|member| member.name == other.name);
    let missed: Vec<&Member> = declared.members.iter().filter(lacks).collect();
    if missed.is_empty() {
        return;
    }
    let names: Vec<&str> = missed.iter().map(|member| member.name.as_str()).collect();
    let place = or_metadata(sides.places.ty(owner), declared.span);
    let mut finding =
        Diagnostic::new(code::DRIFT_MEMBER_MISSED, place, format!("`{owner}` has no row for {}", listed(&names)))
            .help("add a row for each, or call it internal in `drift.toml`")
            .about(Subject::ty(owner));
    for member in missed.iter().take(3) {
        finding = finding.note(member.span, format!("`{}` is of type `{}`", member.name, member.ty));
    }
    finding.more = u16::try_from(missed.len().saturating_sub(3)).unwrap_or(u16::MAX);
    report.several(DifferenceClass::MemberMissed, missed.len(), finding);
}
