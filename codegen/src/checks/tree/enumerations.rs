//! Compares the tables of enumerations with the lists of possible values.

use std::collections::BTreeMap;

use crate::api::{EnumType, ItemType, PageKind};
use crate::code;
use crate::decl::EnumDecl;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Spanned;

/// Compares lists of possible values with the members of their enumerations, and checks the numbers in tables.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (page, decls) in linked.pages() {
        let members = decls.types.iter().flat_map(|decl| &decl.members);
        for member in members {
            found.extend(listed_twice(&member.remarks.values, &member.name.value));
            let Some(ItemType::Enum(id)) = linked.expr(&member.ty, page).map(|ty| ty.item) else { continue };
            found.extend(incomplete(&linked.api[id], &member.remarks.values, &member.name.value));
        }
        // On a page about several types, the heading of each enumeration is its bare name, so the headings are not
        // reported.
        let is_about_several = decls.kind == PageKind::Conceptual && !decls.types.is_empty();
        for table in &decls.enums {
            numbers(table, &mut found);
            if !table.certain && !table.is_list && !is_about_several {
                found.extend(heading(linked, table));
            }
        }
    }
    found
}

/// Reports a value that a list has twice.
fn listed_twice(values: &[Spanned<compact_str::CompactString>], property: &str) -> Option<Diagnostic> {
    let (at, value) =
        values.iter().enumerate().find(|(at, value)| values[..*at].iter().any(|v| v.value == value.value))?;
    let first = values[..at].iter().find(|first| first.value == value.value)?;
    let message = format!("the list of possible values of `{property}` contains `{}` twice", value.value);
    Some(
        Diagnostic::new(code::MEMBER_TWICE, value.span, message)
            .help("remove the second occurrence, or write the value that is meant")
            .about(Subject::words(property))
            .note(first.span, "the first occurrence"),
    )
}

/// Reports a list of possible values that lacks exactly one member of its enumeration.
fn incomplete(target: &EnumType, values: &[Spanned<compact_str::CompactString>], property: &str) -> Option<Diagnostic> {
    let last = values.last().filter(|_| values.len() >= 2 && !target.spans.is_empty())?;
    let lists = |name: &str| values.iter().any(|value| value.value.eq_ignore_ascii_case(name));
    // Another check reports a value that is not a member. Such a value may be a misspelling of the missing member, so
    // nothing is reported here.
    if values.iter().any(|value| !target.members.iter().any(|member| member.name.eq_ignore_ascii_case(&value.value))) {
        return None;
    }
    let mut missing = target.members.iter().filter(|member| !lists(&member.name));
    let (member, None) = (missing.next()?, missing.next()) else { return None };
    // Lists often omit members such as `none` on purpose, because clients do not send them.
    if ["unknownfuturevalue", "none", "unknown"].contains(&member.name.to_lowercase().as_str()) {
        return None;
    }
    let message = format!("the list of possible values of `{property}` lacks `{}`", member.name);
    Some(
        Diagnostic::new(code::ENUM_INCOMPLETE, last.span, message)
            .help(format!("add `{}` to the list", member.name))
            .about(Subject::member(&target.name.name, &member.name))
            .note(member.span, "the member")
            .fix_unsafely(Edit::ItemAfter(last.span, member.name.to_string())),
    )
}

fn numbers(table: &EnumDecl, found: &mut Vec<Diagnostic>) {
    let mut without = table.members.iter().filter(|member| member.value.is_none());
    if let (Some(member), None, true) = (without.next(), without.next(), table.members.len() > 2) {
        let message =
            format!("the member `{}` has no number, although the other members have numbers", member.name.value);
        found.push(
            Diagnostic::new(code::ENUM_NUMBER, member.name.span, message)
                .help("write the number of the member")
                .about(Subject::member(&table.name.value, &member.name.value)),
        );
    }
    let mut first: BTreeMap<i64, &crate::decl::EnumMemberDecl> = BTreeMap::new();
    for member in &table.members {
        let Some(value) = member.value else { continue };
        if let Some(known) = first.get(&value) {
            let message =
                format!("the members `{}` and `{}` have the same number", known.name.value, member.name.value);
            found.push(
                Diagnostic::new(code::ENUM_NUMBER, member.name.span, message)
                    .help("correct the number of one of the two members")
                    .about(Subject::member(&table.name.value, &member.name.value))
                    .note(known.name.span, "the other member with this number"),
            );
        } else {
            first.insert(value, member);
        }
    }
}

/// Reports the heading of a table of enumeration members if it does not end in `values`, for instance if it is only the
/// name of the enumeration.
fn heading(linked: &Linked<'_>, table: &EnumDecl) -> Option<Diagnostic> {
    let is = |known: &&EnumType| {
        known.name.name.eq_ignore_ascii_case(&table.name.value) && known.spans.contains(&table.span)
    };
    let known = linked.api.enums.iter().find(is)?;
    let (span, name) = (table.name.span, &known.name.name);
    // The span of the heading may include two backticks around the name.
    let is_bare = span.range().len() <= table.name.value.len() + 2;
    let problem = if is_bare { "is the bare name" } else { "does not end in `values`" };
    let expected_heading = format!("{name} values");
    let edit = match is_bare {
        true => Edit::Word(span, table.name.value.to_string(), expected_heading.clone()),
        false => Edit::Replace(span, expected_heading.clone()),
    };
    Some(
        Diagnostic::new(code::ENUM_HEADING, span, format!("the heading of the members of `{name}` {problem}"))
            .help(format!("write `{expected_heading}`"))
            .about(Subject::ty(name))
            .fix_unsafely(edit),
    )
}
