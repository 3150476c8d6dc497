//! Makes the PATCH body that turns one value into another.
//!
//! In: an object as the service has it, and the desired object. Out: the body of a PATCH request. Invariant: unchanged
//! members are not sent; changed members that the body has no field for are listed.

use super::{Model, Table, cast};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The body of a PATCH request, and the names of changed members that it cannot contain.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Annotations, Diff, Extra, Patch, diff};
///
/// #[derive(Clone, Default)]
/// pub struct UserPatch { pub display_name: Patch<String>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::patch! { UserPatch: "microsoft.graph.user"; display_name = "displayName" }
///
/// let old = User { id: Some("7".into()), display_name: Some("Ann".into()), ..User::default() };
/// let new = User { id: Some("8".into()), ..User::default() };
/// let Diff { patch, left_out } = diff::<_, UserPatch>(&old, &new);
/// assert_eq!(serde_json::to_string(&patch)?, r#"{"displayName":null}"#);
/// // The pages do not say that it can be changed.
/// assert_eq!(left_out, ["id"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff<P> {
    /// The body of a PATCH request that makes the changes.
    pub patch: P,
    /// The names of the changed members that cannot be in the body, because it has no field for them.
    pub left_out: Vec<String>,
}

impl<P: Table> Diff<P> {
    /// Whether no member has changed: the patch is empty, and nothing is left out.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Annotations, Extra, Patch, diff};
    /// # #[derive(Clone, Default)]
    /// # pub struct UserPatch { pub display_name: Patch<String>, pub extra: Extra, pub annotations: Annotations }
    /// # graph_runtime::patch! { UserPatch: "microsoft.graph.user"; display_name = "displayName" }
    /// let user = User { id: Some("7".into()), ..User::default() };
    /// assert!(diff::<_, UserPatch>(&user, &user).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.left_out.is_empty() && cast::members(self.patch.as_structured()).is_empty()
    }
}

/// The patch that turns `old` into `new`. A member that is missing in `new` becomes `null`. Structured values and
/// collections are sent as a whole. Annotations are ignored.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Annotations, Extra, Patch, diff};
/// #[derive(Clone, Default)]
/// pub struct MessagePatch { pub subject: Patch<String>, pub is_read: Patch<bool>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::patch! { MessagePatch: "microsoft.graph.message"; subject = "subject", is_read = "isRead" }
///
/// let read: Message = serde_json::from_str(r#"{"@odata.etag":"1","subject":"a","isRead":false}"#)?;
/// let mut wanted = read.clone();
/// wanted.is_read = Some(true);
/// let patch = diff::<_, MessagePatch>(&read, &wanted).patch;
/// assert_eq!(serde_json::to_string(&patch)?, r#"{"isRead":true}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn diff<M: Model, P: Table>(old: &M, new: &M) -> Diff<P> {
    let by_name = |model: &M| -> BTreeMap<String, Json> {
        let members = cast::members(model.as_structured());
        members.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
    };
    let (old, new) = (by_name(old), by_name(new));
    let set =
        new.iter().filter(|(name, value)| old.get(*name) != Some(*value)).map(|(name, value)| (name, value.clone()));
    // A member that is already `null` needs no change.
    let is_gone = |(name, value): &(&String, &Json)| !new.contains_key(*name) && !value.is_null();
    let cleared = old.iter().filter(is_gone).map(|(name, _)| (name, Json::Null));
    let (members, others): (Vec<_>, Vec<_>) =
        set.chain(cleared).partition(|(name, _)| P::TYPE_INFO.names.contains(&name.as_str()));
    let mut left_out: Vec<String> = others.into_iter().map(|(name, _)| name.clone()).collect();
    let changed = Json::Object(members.iter().map(|(name, value)| ((*name).clone(), value.clone())).collect());
    // Reading fails only if the members are nested too deeply. The patch then has no members, and `left_out` has all.
    let patch = crate::deserialize(changed).unwrap_or_else(|_| {
        left_out.extend(members.iter().map(|(name, _)| (*name).clone()));
        P::default()
    });
    Diff { patch, left_out }
}
