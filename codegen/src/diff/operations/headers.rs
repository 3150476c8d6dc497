//! Changes of the headers of a route.

use super::{Pair, Use};
use crate::diff::change::Change;
use crate::diff::kind::ChangeKind;
use crate::diff::kind::{
    HEADER_ADDED, HEADER_BECAME_OPTIONAL, HEADER_BECAME_REQUIRED, HEADER_REMOVED, REQUIRED_HEADER_ADDED,
    RESPONSE_HEADER_ADDED, RESPONSE_HEADER_REMOVED,
};
use crate::diff::surface::{Parameter, Place};

impl Pair<'_> {
    /// Adds a change for each header of requests or responses that was removed, added or became required or optional.
    pub(super) fn headers(&self, changes: &mut Vec<Change>) {
        let (old, new) = (self.from.operation, self.to.operation);
        for header in described(&old.headers) {
            let Some(today) = find(&new.headers, &header.name) else {
                let message = format!("The page of `{}` no longer names the header `{}`.", self.shown, header.name);
                self.header(changes, &HEADER_REMOVED, &header.name, message, (&header.name, ""));
                continue;
            };
            let header_of_operation = format!("The header `{}` of `{}`", header.name, self.shown);
            match (is_required(header), is_required(today)) {
                (false, true) => {
                    let message = format!("{header_of_operation} is required now.");
                    self.header(changes, &HEADER_BECAME_REQUIRED, &header.name, message, ("optional", "required"));
                }
                (true, false) => {
                    let message = format!("{header_of_operation} is no longer required.");
                    self.header(changes, &HEADER_BECAME_OPTIONAL, &header.name, message, ("required", "optional"));
                }
                (false, false) | (true, true) => {}
            }
        }
        for header in described(&new.headers).filter(|header| find(&old.headers, &header.name).is_none()) {
            let (kind, word) =
                if is_required(header) { (&REQUIRED_HEADER_ADDED, "new and required") } else { (&HEADER_ADDED, "new") };
            let message = format!("The header `{}` of `{}` is {word}.", header.name, self.shown);
            self.header(changes, kind, &header.name, message, ("", &header.name));
        }
        let (old, new) = (&old.response.headers, &new.response.headers);
        for header in old.iter().filter(|header| find(new, &header.name).is_none()) {
            let message = format!("The page of `{}` no longer names `{}` in the response.", self.shown, header.name);
            self.header(changes, &RESPONSE_HEADER_REMOVED, &header.name, message, (&header.name, ""));
        }
        for header in new.iter().filter(|header| find(old, &header.name).is_none()) {
            let message = format!("The response of `{}` has the header `{}` now.", self.shown, header.name);
            self.header(changes, &RESPONSE_HEADER_ADDED, &header.name, message, ("", &header.name));
        }
    }

    fn header(
        &self,
        changes: &mut Vec<Change>,
        kind: &'static ChangeKind,
        name: &str,
        message: String,
        values: (&str, &str),
    ) {
        changes.push(Change {
            kind,
            subject: format!("{} {name}", self.subject),
            message,
            also: Vec::new(),
            before: Some(place(self.from, name).state(values.0)),
            after: Some(place(self.to, name).state(values.1)),
        });
    }
}

/// The headers without `Authorization` and `Content-Type`, which requests have even if their page does not list them.
fn described(headers: &[Parameter]) -> impl Iterator<Item = &Parameter> {
    let is_general =
        |name: &str| ["authorization", "content-type"].iter().any(|known| known.eq_ignore_ascii_case(name));
    headers.iter().filter(move |header| !is_general(&header.name))
}

fn find<'a>(headers: &'a [Parameter], name: &str) -> Option<&'a Parameter> {
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
}

fn is_required(header: &Parameter) -> bool {
    header.required == Some(true)
}

/// The place of the table row that describes the header. If no row does, the place of the request line.
fn place<'a>(one: Use<'a>, name: &str) -> &'a Place {
    let headers = find(&one.operation.headers, name).or_else(|| find(&one.operation.response.headers, name));
    headers.map_or(&one.route.place, |header| &header.place)
}
