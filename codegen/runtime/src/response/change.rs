//! Reads the items of a delta query as changes.
//!
//! In: a page of a delta response. Out: for each item, whether it changed or was removed. Invariant: each item is
//! returned once, in order. An item counts as removed only if it has an id.

use crate::{Model, Page, Removed, Structured, View};
use serde_json::Value as Json;
use std::collections::{BTreeMap, btree_map::Entry};

/// One item in the response to a delta query: it has changed since the last query, or was removed.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Change, Page, Removed};
///
/// let json = r#"{"value":[{"id":"1","subject":"a"},{"id":"2","@removed":{"reason":"deleted"}}]}"#;
/// let page: Page<Message> = serde_json::from_str(json)?;
/// for change in page.changes() {
///     match change {
///         Change::Changed(message) => assert_eq!(message.subject.as_deref(), Some("a")),
///         Change::Removed { id, reason } => assert_eq!((id.as_str(), reason), ("2", Removed::Deleted)),
///     }
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// The item is new or has changed. Unchanged members may be missing.
    Changed(T),
    /// The item was deleted or no longer belongs to the collection.
    Removed {
        /// The key of the removed item: its `id`, or else its `@odata.id`.
        id: String,
        /// Why the item was removed, such as [`Removed::Deleted`].
        reason: Removed<'static>,
    },
}

impl<T: Model> Change<T> {
    /// Applies the change to a collection that is stored by id: inserts a new item, [merges](Model::merge) a changed
    /// one, removes a removed one.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Page;
    /// use std::collections::BTreeMap;
    /// let mut stored: BTreeMap<String, Message> = BTreeMap::new();
    /// for round in [
    ///     r#"{"value":[{"id":"1","subject":"a"},{"id":"2","subject":"b"}]}"#,
    ///     r#"{"value":[{"id":"1","isRead":true},{"id":"2","@removed":{"reason":"deleted"}}]}"#,
    /// ] {
    ///     let page: Page<Message> = serde_json::from_str(round)?;
    ///     for change in page.changes() {
    ///         change.apply(&mut stored).expect("each item has an id");
    ///     }
    /// }
    /// assert_eq!(stored.len(), 1);
    /// assert_eq!((stored["1"].subject.as_deref(), stored["1"].is_read), (Some("a"), Some(true)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The item itself, when it has no id. The collection is then unchanged.
    pub fn apply(self, stored: &mut BTreeMap<String, T>) -> Result<(), T> {
        match self {
            Self::Removed { id, .. } => drop(stored.remove(&id)),
            Self::Changed(item) => match (text_of(item.as_structured(), "id"), item) {
                (None, item) => return Err(item),
                (Some(id), item) => match stored.entry(id) {
                    Entry::Occupied(mut known) => known.get_mut().merge(&item),
                    Entry::Vacant(place) => drop(place.insert(item)),
                },
            },
        }
        Ok(())
    }
}

impl<T: Model> Page<T> {
    /// Returns each item as a change.
    ///
    /// An item counts as removed if it has an `id` or an `@odata.id`, and one of these:
    /// - the annotation `@removed`
    /// - an `@odata.context` that ends with `/$deletedEntity`, as in OData 4.0
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Change, Page};
    /// let json = r#"{"value":[{"id":"1"},{"id":"2","@removed":{"reason":"changed"}},{"id":"3"}]}"#;
    /// let page: Page<Message> = serde_json::from_str(json)?;
    /// let (kept, gone): (Vec<_>, Vec<_>) = page.changes().partition(|change| matches!(change, Change::Changed(_)));
    /// assert_eq!((kept.len(), gone.len()), (2, 1));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn changes(self) -> impl Iterator<Item = Change<T>> {
        self.value.into_iter().map(|item| match removed(item.as_structured()) {
            Some((id, reason)) => Change::Removed { id, reason },
            None => Change::Changed(item),
        })
    }
}

fn removed(item: &dyn Structured) -> Option<(String, Removed<'static>)> {
    let mut found = None;
    item.views(&mut |_, _, annotations| {
        let deleted = annotations.context().is_some_and(|context| context.ends_with("/$deletedEntity"));
        let reason = match annotations.removed() {
            Some(reason) => reason.into_owned(),
            None if deleted => Removed::from(text_of(item, "reason").unwrap_or_default()),
            None => return,
        };
        let id = text_of(item, "id").or_else(|| annotations.odata_id().map(str::to_owned));
        found = id.map(|id| (id, reason));
    });
    found
}

/// The value of the member `wanted`, from the field of this name, or else from `extra`. `None` if the item has no such
/// member, or its value is not a string.
fn text_of(item: &dyn Structured, wanted: &str) -> Option<String> {
    let names = item.type_info().names;
    let mut found = None;
    item.views(&mut |views, extra, _| {
        let view = names.iter().zip(views).find_map(|(name, view)| (*name == wanted).then_some(*view));
        found = match view {
            Some(View::Str(text) | View::Scalar(text, _) | View::Member(text) | View::Unrecognized(text)) => {
                Some(text.to_owned())
            }
            _ => extra.get(wanted).and_then(Json::as_str).map(str::to_owned),
        };
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Annotations, Extra};

    #[derive(Clone, Default)]
    struct Item {
        id: Option<String>,
        extra: Extra,
        annotations: Annotations,
    }
    crate::object! { Item: "test.item", bases []; id = "id" }

    fn ids(json: &str) -> Vec<Option<(String, Removed<'static>)>> {
        let page: Page<Item> = serde_json::from_str(json).unwrap();
        let gone = |change| match change {
            Change::Changed(_) => None,
            Change::Removed { id, reason } => Some((id, reason)),
        };
        page.changes().map(gone).collect()
    }

    #[test]
    fn each_form_of_removal_is_recognised() {
        let found = ids(r##"{"value":[
            {"id":"1"},
            {"id":"2","@removed":{"reason":"changed"}},
            {"@odata.id":"users('3')","@removed":{}},
            {"@odata.context":"$metadata#users/$deletedEntity","id":"4","reason":"deleted"},
            {"@removed":{"reason":"deleted"}},
            {"id":"6","@removed":{"reason":"hidden"}}
        ]}"##);
        let gone = |id: &str, reason| Some((id.to_owned(), reason));
        let expected = [
            None,
            gone("2", Removed::Changed),
            gone("users('3')", Removed::Other("".into())),
            gone("4", Removed::Deleted),
            None,
            gone("6", Removed::Other("hidden".into())),
        ];
        assert_eq!(found, expected);
    }
}
