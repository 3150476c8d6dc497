//! Finds the members of a response that were read into `extra`, because no field takes them, and decides which of them
//! are allowed there.
//!
//! In: a value that was read from an example response; the open types, the types with streams, and the derived types.
//! Out: the pointers of the members that are in `extra` and not allowed there. Invariant: an object whose `@odata.type`
//! names a derived type is read again as that type, which must have fields for its members.

use crate::body::{New, Viewed, escaped, read, walk};
use graph_runtime::{Json, Model, Object, Structured, View, serde_json};
use std::collections::{BTreeMap, BTreeSet};

/// A type that is treated specially by the check of responses: its objects may have members for which the type that the
/// route returns has no field.
#[derive(Clone, Copy, Debug)]
pub struct Type(Kind);

#[derive(Clone, Copy, Debug)]
enum Kind {
    Open(&'static str),
    Streams(&'static str, &'static [&'static str]),
    Derived(New),
}

/// An open type: its objects may have members without a field.
#[must_use]
pub const fn open(name: &'static str) -> Type {
    Type(Kind::Open(name))
}

/// A type with properties that are streams (`Edm.Stream`), such as `content`. The bytes of a stream are read by a
/// separate route, so the type has no field for it.
#[must_use]
pub const fn streams(name: &'static str, members: &'static [&'static str]) -> Type {
    Type(Kind::Streams(name, members))
}

/// A type that derives from the response type of a route. An object that names it in `@odata.type` is read again as
/// `T`.
#[must_use]
pub const fn derived<T: Model + 'static>() -> Type {
    Type(Kind::Derived(new::<T>))
}

pub(super) fn new<T: Model + 'static>() -> Box<dyn Object> {
    Box::new(T::default())
}

/// The given [`Type`]s, by their names in lower case.
pub(super) struct Types {
    open: BTreeSet<String>,
    streams: BTreeMap<String, &'static [&'static str]>,
    derived: BTreeMap<String, New>,
}

impl Types {
    pub(super) fn new(types: &[Type]) -> Self {
        let mut by_name = Self { open: BTreeSet::new(), streams: BTreeMap::new(), derived: BTreeMap::new() };
        for ty in types {
            match ty.0 {
                Kind::Open(name) => _ = by_name.open.insert(name.to_ascii_lowercase()),
                Kind::Streams(name, members) => _ = by_name.streams.insert(name.to_ascii_lowercase(), members),
                Kind::Derived(new) => _ = by_name.derived.insert(new().type_info().type_name.to_ascii_lowercase(), new),
            }
        }
        by_name
    }

    /// The pointers of all members in `view` that have no field and are not allowed without one. `stated` is the type
    /// that the page states for the value, or for each item if the value is a page of results. An object with
    /// `@odata.type` has the type that is named there instead.
    pub(super) fn leftovers(&self, view: View<'_>, stated: Option<New>) -> Result<BTreeSet<String>, String> {
        let mut found = BTreeSet::new();
        let mut failure = None;
        walk(view, &mut |pointer, view| {
            if let View::Object(object) = view {
                let is_value =
                    pointer.strip_prefix("/value/").unwrap_or(pointer).bytes().all(|byte| byte.is_ascii_digit());
                match self.of_object(object, stated.filter(|_| is_value)) {
                    Ok(left) => found.extend(left.into_iter().map(|rest| format!("{pointer}{rest}"))),
                    Err(error) => failure = Some(error),
                }
            }
        });
        failure.map_or(Ok(found), Err)
    }

    fn of_object(&self, object: &dyn Structured, stated: Option<New>) -> Result<BTreeSet<String>, String> {
        let own_name = object.type_info().type_name.to_ascii_lowercase();
        let mut left = BTreeSet::new();
        let streams = self.streams.get(&own_name).copied().unwrap_or_default();
        let mut named = None;
        let names = object.type_info().names;
        object.views(&mut |_, extra, annotations| {
            // `null` fits every field. A field cannot tell `null` from a missing member, so the member is also kept in
            // `extra`, from where it is written again.
            let is_left =
                |(name, value): &(&str, &Json)| !(streams.contains(name) || value.is_null() && names.contains(name));
            left = extra.iter().filter(is_left).map(|(name, _)| format!("/{}", escaped(name))).collect();
            named = annotations.odata_type().map(str::to_ascii_lowercase);
        });
        let is_open = |name: &String| self.open.contains(name);
        if left.is_empty() || is_open(&own_name) || named.as_ref().is_some_and(is_open) {
            return Ok(BTreeSet::new());
        }
        let new = match &named {
            Some(name) if *name != own_name => self.derived.get(name).copied(),
            Some(_) => None,
            None => stated,
        };
        let Some(new) = new else { return Ok(left) };
        let text = serde_json::to_string(&View::Object(object)).map_err(|error| error.to_string())?;
        let mut again = new();
        read(&mut *again, &text)?;
        self.leftovers(View::Object(&Viewed(&*again)), None)
    }
}
