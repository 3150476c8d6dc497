//! Suggestions for unknown names.
//!
//! In: the text of a name, and the known names. Out: words for a finding. Invariant: no decision depends on a
//! suggestion.

use std::collections::BTreeMap;

use crate::api::{Api, Primitive, QualifiedName, TypeId};
use crate::link::names::CollectedNames;
use crate::text::near;

/// The primitive types under their OData names, the most frequent first.
const PRIMITIVES: [Primitive; 17] = [
    Primitive::String,
    Primitive::Boolean,
    Primitive::Int32,
    Primitive::DateTimeOffset,
    Primitive::Int64,
    Primitive::Double,
    Primitive::Guid,
    Primitive::Date,
    Primitive::Duration,
    Primitive::TimeOfDay,
    Primitive::Binary,
    Primitive::Stream,
    Primitive::Single,
    Primitive::Decimal,
    Primitive::Byte,
    Primitive::SByte,
    Primitive::Int16,
];

/// The name of a similar type, with its namespace if the given name has one. `None` if no name is similar.
pub(in crate::link) fn similar_type<'n>(
    written: &str,
    names: impl Iterator<Item = &'n QualifiedName> + Clone,
) -> Option<String> {
    with_namespace(written, near::slip(short(written), names.clone().map(|name| name.name.as_str())), names)
}

/// Like [`similar_type`], with primitive types among the suggestions.
pub(in crate::link) fn similar_type_or_primitive<'n>(
    written: &str,
    names: impl Iterator<Item = &'n QualifiedName> + Clone,
) -> Option<String> {
    let known = names.clone().map(|name| name.name.as_str()).chain(PRIMITIVES.map(Primitive::as_str));
    with_namespace(written, near::slip(short(written), known), names)
}

/// The name of a similar property of a type or of its bases. `None` if no name is similar.
pub(in crate::link) fn member<'a>(written: &str, api: &'a Api, ty: TypeId) -> Option<&'a str> {
    near::slip(written, api.members(ty).map(|member| member.name.as_str()))
}

/// The file names of a tree, indexed by length because a tree has many files and many broken links.
pub(crate) struct Files<'n> {
    by_length: BTreeMap<usize, Vec<&'n str>>,
}

impl<'n> Files<'n> {
    /// An index of these file names by their length.
    pub(in crate::link) fn new(names: impl Iterator<Item = &'n str>) -> Files<'n> {
        let mut by_length: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        names.for_each(|name| by_length.entry(name.len()).or_default().push(name));
        for names in by_length.values_mut() {
            names.sort_unstable();
            names.dedup();
        }
        Files { by_length }
    }

    /// The file name that differs from `written` in one letter. Names that differ in two letters are not suggested,
    /// because the names of different files often differ so little: they consist of the same words, such as `get` and
    /// `list`. `None` if there is no such file name.
    pub(crate) fn name_with_one_letter_changed(&self, written: &str) -> Option<&'n str> {
        let lengths = written.len().saturating_sub(1)..=written.len() + 1;
        let files = self.by_length.range(lengths).flat_map(|(_, names)| names).copied();
        let near = near::nearest(written, files.filter(|file| *file != written), 1);
        near.first().copied()
    }
}

/// The suggested name `near`, with its namespace if `written` has one.
fn with_namespace<'n>(
    written: &str,
    near: Option<&str>,
    mut names: impl Iterator<Item = &'n QualifiedName>,
) -> Option<String> {
    let near = near?;
    let qualified = names.find(|name| name.name == near).filter(|_| written.contains('.'));
    Some(qualified.map_or_else(|| near.to_owned(), ToString::to_string))
}

impl CollectedNames {
    /// All names of types and enumerations.
    pub(in crate::link) fn all(&self) -> impl Iterator<Item = &QualifiedName> + Clone {
        self.types.iter().map(|entry| &entry.name).chain(self.enums.iter().map(|entry| &entry.name))
    }
}

fn short(written: &str) -> &str {
    written.rsplit('.').next().unwrap_or(written)
}
