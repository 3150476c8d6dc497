//! Changes of the parameters of a route: of its path, its query and its body.

use super::Pair;
use crate::decl::prose::deprecated;
use crate::diff::change::Change;
use crate::diff::kind::ChangeKind;
use crate::diff::kind::{
    DEPRECATION_LIFTED, PARAMETER_ADDED, PARAMETER_BECAME_OPTIONAL, PARAMETER_BECAME_REQUIRED, PARAMETER_DEPRECATED,
    PARAMETER_REMOVED, PARAMETER_REMOVED_AFTER_DEPRECATION, PARAMETER_RENAMED, PARAMETER_TYPE_CHANGED,
    REQUIRED_PARAMETER_ADDED,
};
use crate::diff::renames;
use crate::diff::surface::{Parameter, Place, markdown};
use crate::diff::types::removal;

impl Pair<'_> {
    /// Adds a change for each parameter that was removed, added or changed. `where_` is a phrase for messages that says
    /// where the parameters are, such as ` in the body`. It begins with a space or is empty.
    pub(super) fn parameters(&self, old: &[Parameter], new: &[Parameter], where_: &str, changes: &mut Vec<Change>) {
        let gone = renames::only_in(old, new, |parameter| &parameter.name);
        let come = renames::only_in(new, old, |parameter| &parameter.name);
        let ty = |parameter: &Parameter| parameter.ty.as_deref().map(|ty| self.names.current_name(ty));
        let renamed = match (gone.as_slice(), come.as_slice()) {
            ([one], [other]) if one.ty.is_some() && ty(one) == other.ty && one.required == other.required => {
                Some((*one, *other))
            }
            _ => None,
        };
        let named = |name: &str| format!("the parameter `{name}`{where_} of `{}`", self.shown);
        let sentence = |text: String| text[..1].to_uppercase() + &text[1..];
        let mut push =
            |kind: &'static ChangeKind, name: &str, message: String, from: (&Place, &str), to: (&Place, &str)| {
                changes.push(Change {
                    kind,
                    subject: format!("{} {name}", self.subject),
                    message: sentence(message),
                    also: Vec::new(),
                    before: Some(from.0.state(from.1)),
                    after: Some(to.0.state(to.1)),
                });
            };
        let (here, there) = (&self.from.route.place, &self.to.route.place);
        if let Some((one, other)) = renamed {
            let message = format!("{} is now `{}`.", named(&one.name), other.name);
            push(&PARAMETER_RENAMED, &one.name, message, (&one.place, &one.name), (&other.place, &other.name));
            return;
        }
        for parameter in gone {
            let kinds = (&PARAMETER_REMOVED_AFTER_DEPRECATION, &PARAMETER_REMOVED);
            let was_deprecated = notice(parameter).is_some();
            let (kind, deprecation_note) = removal(was_deprecated, kinds);
            let deprecation_note = if was_deprecated { format!(" {deprecation_note}") } else { String::new() };
            let message = format!("{} is gone.{deprecation_note}", named(&parameter.name));
            push(kind, &parameter.name, message, (&parameter.place, ""), (there, ""));
        }
        for parameter in come {
            let required = parameter.required == Some(true);
            let (kind, word) =
                if required { (&REQUIRED_PARAMETER_ADDED, "new and required") } else { (&PARAMETER_ADDED, "new") };
            let message = format!("{} is {word}.", named(&parameter.name));
            push(kind, &parameter.name, message, (here, ""), (&parameter.place, ""));
        }
        for one in old {
            let Some(other) = new.iter().find(|other| other.name == one.name) else { continue };
            let (was, is) = (ty(one), &other.ty);
            if let (Some(was), Some(is)) = (&was, is)
                && was != is
            {
                let message = format!("{} was of type `{was}` and is of type `{is}`.", named(&one.name));
                push(&PARAMETER_TYPE_CHANGED, &one.name, message, (&one.place, was), (&other.place, is));
            }
            let required = |parameter: &Parameter| parameter.required == Some(true);
            match (required(one), required(other)) {
                (false, true) => {
                    let message = format!("{} is required now.", named(&one.name));
                    push(
                        &PARAMETER_BECAME_REQUIRED,
                        &one.name,
                        message,
                        (&one.place, "optional"),
                        (&other.place, "required"),
                    );
                }
                (true, false) => {
                    let message = format!("{} is no longer required.", named(&one.name));
                    push(
                        &PARAMETER_BECAME_OPTIONAL,
                        &one.name,
                        message,
                        (&one.place, "required"),
                        (&other.place, "optional"),
                    );
                }
                (false, false) | (true, true) => {}
            }
            match (notice(one), notice(other)) {
                (None, Some(words)) => {
                    let message = format!("{} is deprecated.", named(&one.name));
                    push(&PARAMETER_DEPRECATED, &one.name, message, (&one.place, ""), (&other.place, &words));
                }
                (Some(words), None) => {
                    let message = format!("{} is no longer deprecated.", named(&one.name));
                    push(&DEPRECATION_LIFTED, &one.name, message, (&one.place, &words), (&other.place, ""));
                }
                (None, None) | (Some(_), Some(_)) => {}
            }
        }
        for one in old.iter().filter(|one| !one.members.is_empty()) {
            // The members are compared only if the type of the parameter is the same in both states. Otherwise the
            // change of the type is reported instead.
            let other = new.iter().find(|other| other.name == one.name && other.ty == ty(one));
            if let Some(other) = other.filter(|other| !other.members.is_empty()) {
                self.parameters(&members(one), &members(other), where_, changes);
            }
        }
    }
}

/// The members of a parameter that rows of their own describe, named as in these rows: `address.city`.
fn members(of: &Parameter) -> Vec<Parameter> {
    let named = |member: &Parameter| Parameter { name: format!("{}.{}", of.name, member.name), ..member.clone() };
    of.members.iter().map(named).collect()
}

/// The sentences in the description of a parameter that say that it is deprecated. `None` if there are none.
fn notice(parameter: &Parameter) -> Option<String> {
    deprecated(markdown(parameter.doc.as_ref()))
}
