//! Compares the enumerations of two states, and their members.

use super::change::Change;
use super::kind::ChangeKind;
use super::kind::{
    DEPRECATION_LIFTED, ENUM_ADDED, ENUM_DEPRECATED, ENUM_FLAGS_CHANGED, ENUM_REMOVED, ENUM_REMOVED_AFTER_DEPRECATION,
    ENUM_RENAMED, MEMBER_ADDED, MEMBER_DEPRECATED, MEMBER_REMOVED, MEMBER_REMOVED_AFTER_DEPRECATION, MEMBER_RENAMED,
    MEMBER_VALUE_CHANGED, TEXT_CHANGED,
};
use super::renames::{self, Names};
use super::surface::{Enum, Member, Surface, markdown};
use super::types::{one_sided, removal};
use crate::decl::prose::deprecated;

pub(super) fn compare(before: &Surface, after: &Surface, names: &Names<'_>, changes: &mut Vec<Change>) {
    for old in &before.enums {
        let today = names.enums.get(old.name.as_str()).copied().unwrap_or(&old.name);
        let Some(new) = after.enums.iter().find(|ty| ty.name == today) else {
            let (kind, told) = removal(old.deprecated.is_some(), (&ENUM_REMOVED_AFTER_DEPRECATION, &ENUM_REMOVED));
            let message = format!("The enumeration `{}` is no longer described. {told}", old.name);
            changes.push(one_sided(kind, &old.name, message, &old.place(), true));
            continue;
        };
        one_enum(old, new, changes);
    }
    for new in renames::only_in(&after.enums, &before.enums, |ty| &ty.name) {
        if !names.enums.values().any(|name| *name == new.name) {
            let message = format!("The enumeration `{}` is new.", new.name);
            changes.push(one_sided(&ENUM_ADDED, &new.name, message, &new.place(), false));
        }
    }
}

fn one_enum(old: &Enum, new: &Enum, changes: &mut Vec<Change>) {
    let mut fact = |kind: &'static ChangeKind, message: String, from: &str, to: &str| {
        changes.push(Change {
            kind,
            subject: new.name.clone(),
            message,
            also: Vec::new(),
            before: Some(old.place().state(from)),
            after: Some(new.place().state(to)),
        });
    };
    if old.name != new.name {
        let message = format!("The enumeration `{}` is now `{}`.", old.name, new.name);
        fact(&ENUM_RENAMED, message, &old.name, &new.name);
    }
    if old.flags != new.flags {
        let word = if new.flags { "can now" } else { "can no longer" };
        fact(&ENUM_FLAGS_CHANGED, format!("A value of `{}` {word} be several members at once.", new.name), "", "");
    }
    if old.deprecated.is_none()
        && let Some(words) = &new.deprecated
    {
        fact(&ENUM_DEPRECATED, format!("`{}` is deprecated.", new.name), "", words);
    }
    if old.deprecated.is_some() && new.deprecated.is_none() {
        fact(&DEPRECATION_LIFTED, format!("`{}` is no longer deprecated.", new.name), "deprecated", "");
    }
    if old.doc != new.doc {
        fact(&TEXT_CHANGED, format!("The text about `{}` changed.", new.name), "", "");
    }
    members(old, new, changes);
}

fn members(old: &Enum, new: &Enum, changes: &mut Vec<Change>) {
    let renamed = renames::members(&old.members, &new.members);
    let subject = |name: &str| format!("{}.{name}", new.name);
    for member in &old.members {
        let same = new.members.iter().find(|other| other.name == member.name);
        let other = renamed.iter().find(|(was, _)| was.name == member.name).map(|(_, is)| *is);
        let Some(today) = same.or(other) else {
            let was_deprecated = old.deprecated.is_some() || notice(member).is_some();
            let (kind, deprecation_note) =
                removal(was_deprecated, (&MEMBER_REMOVED_AFTER_DEPRECATION, &MEMBER_REMOVED));
            let message = format!("The member `{}` of `{}` is gone. {deprecation_note}", member.name, new.name);
            changes.push(one_sided(kind, &subject(&member.name), message, &member.place, true));
            continue;
        };
        let mut fact = |kind: &'static ChangeKind, message: String, from: &str, to: &str| {
            changes.push(Change {
                kind,
                subject: subject(&today.name),
                message,
                also: Vec::new(),
                before: Some(member.place.state(from)),
                after: Some(today.place.state(to)),
            });
        };
        if member.name != today.name {
            let message = format!("The member `{}` of `{}` is now `{}`.", member.name, new.name, today.name);
            fact(&MEMBER_RENAMED, message, &member.name, &today.name);
        }
        if let (Some(from), Some(to)) = (member.value, today.value)
            && from != to
        {
            let message = format!("The member `{}` of `{}` was {from} and is {to}.", today.name, new.name);
            fact(&MEMBER_VALUE_CHANGED, message, &from.to_string(), &to.to_string());
        }
        match (notice(member), notice(today)) {
            (None, Some(words)) => {
                let message = format!("The member `{}` of `{}` is deprecated.", today.name, new.name);
                fact(&MEMBER_DEPRECATED, message, "", &words);
            }
            (Some(_), None) => {
                let message = format!("The member `{}` of `{}` is no longer deprecated.", today.name, new.name);
                fact(&DEPRECATION_LIFTED, message, "deprecated", "");
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
        if member.doc != today.doc {
            fact(
                &TEXT_CHANGED,
                format!("The text about the member `{}` of `{}` changed.", today.name, new.name),
                "",
                "",
            );
        }
    }
    for member in renames::only_in(&new.members, &old.members, |member| &member.name) {
        if !renamed.iter().any(|(_, is)| is.name == member.name) {
            let message = format!("The member `{}` of `{}` is new.", member.name, new.name);
            changes.push(one_sided(&MEMBER_ADDED, &subject(&member.name), message, &member.place, false));
        }
    }
}

/// The notice that a member is deprecated. An export of an earlier version has it in the description only. `None` if
/// there is no such notice.
fn notice(member: &Member) -> Option<String> {
    member.deprecated.clone().or_else(|| deprecated(markdown(member.doc.as_ref())))
}
