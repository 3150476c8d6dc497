//! Casts along the inheritance of the API's types.
//!
//! In: a value of a base type or of a derived one. Out: a value of the other.
//! Invariant: no member is lost: what the target has no field for goes to its `extra`, and comes back from there.

use crate::{
    Json, Model, Object, Structured, annotations, de,
    ser::{standing, to_json},
    store::{Entry, Name},
};

/// Whether the discriminator of `object` names the type `type_name`.
pub(crate) fn names(object: &dyn Structured, type_name: &str) -> bool {
    let mut named = false;
    object.views(&mut |_, _, annotations| {
        named = annotations.odata_type().is_some_and(|found| found.eq_ignore_ascii_case(type_name));
    });
    named
}

/// Copies every member of `source` into the field of its name in `target`, or into its `extra`.
pub(crate) fn copy_members(source: &dyn Structured, target: &mut dyn Object) {
    let names = source.shape().names;
    let mut members: Vec<(Name, Json)> = Vec::new();
    let mut annotated = None;
    source.views(&mut |views, extra, annotations| {
        for (name, view) in names.iter().zip(views) {
            if !matches!(view, crate::View::Absent) {
                members.push((Name::Known(name), to_json(*view)));
            }
        }
        members.extend(standing(extra, names, views, annotations).map(Entry::to_member));
        annotated = Some(annotations.clone());
    });
    de::fill_from_members(target, members);
    target.slots(&mut |_, _, annotations| {
        if let Some(annotated) = annotated.take() {
            *annotations = annotated;
        }
    });
}

/// Turns a derived value into one of a base, with the discriminator that says what it is.
///
/// Generated types have it as `From`; this is for types that are known by their parameters only. Members that the base does
/// not have are in its `extra`, where [`downcast`](Model::downcast) finds them.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Model, upcast};
///
/// let user = User { display_name: Some("Ann".to_owned()), ..User::default() };
/// let object: DirectoryObject = upcast(&user);
/// assert_eq!(object.extra.get("displayName"), Some(&"Ann".into()));
/// assert_eq!(object.annotations.odata_type(), Some("microsoft.graph.user"));
/// let again = object.downcast::<User>().expect("the discriminator names the user");
/// assert_eq!(again.display_name, user.display_name);
/// ```
pub fn upcast<D: Model, B: Model>(derived: &D) -> B {
    let mut base = B::default();
    copy_members(derived.as_structured(), base.as_object());
    let discriminator = || Json::String(format!("#{}", D::TYPE));
    base.slots(&mut |_, _, annotations| {
        // A discriminator that is there already names this type, or one derived from it that no model stands for.
        if annotations.get(annotations::TYPE).is_none() {
            annotations.insert(annotations::TYPE, discriminator());
        }
    });
    base
}
