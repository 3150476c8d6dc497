//! OData control information and instance annotations.
//!
//! In: members whose names contain `@`. Out: the same, and the well-known ones by type.
//! Invariant: annotations never mix with the members of an object; every name here contains `@`.

use crate::{
    Json,
    store::{Name, Store},
};
use std::{borrow::Cow, fmt};

/// The annotations of an object (`@odata.etag`, `members@odata.nextLink`, `@microsoft.graph.downloadUrl`), in arrival order.
///
/// ```
/// use graph_runtime::Annotations;
///
/// let mut annotations = Annotations::default();
/// annotations.insert("@odata.etag", "W/\"1\"");
/// assert_eq!(annotations.etag(), Some("W/\"1\""));
/// assert_eq!(annotations.next_link(), None);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Annotations(pub(crate) Store);

/// The names that occur often; reading one of them copies nothing.
const WELL_KNOWN: [&str; 14] = [
    TYPE,
    ETAG,
    CONTEXT,
    ID,
    NEXT_LINK,
    DELTA_LINK,
    COUNT,
    REMOVED,
    "@odata.editLink",
    "@odata.navigationLink",
    "@odata.associationLink",
    "@odata.mediaContentType",
    "@odata.mediaReadLink",
    "@microsoft.graph.downloadUrl",
];
pub(crate) const TYPE: &str = "@odata.type";
const ETAG: &str = "@odata.etag";
const CONTEXT: &str = "@odata.context";
const ID: &str = "@odata.id";
const NEXT_LINK: &str = "@odata.nextLink";
const DELTA_LINK: &str = "@odata.deltaLink";
const COUNT: &str = "@odata.count";
const REMOVED: &str = "@removed";

/// The name as it is kept.
pub(crate) fn name(text: &str) -> Name {
    match WELL_KNOWN.iter().find(|known| **known == text) {
        Some(known) => Name::Borrowed(known),
        None => Name::Owned(text.to_owned()),
    }
}

impl Annotations {
    /// The value of the annotation `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// Sets the annotation `name` and returns the value it had. A name without `@` gets one in front.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let mut name = name.into();
        if !name.contains('@') {
            name.insert(0, '@');
        }
        self.0.insert(name.into(), value.into())
    }

    /// Takes the annotation `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.remove(name)
    }

    /// Names and values in arrival order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.entries().iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// How many annotations there are.
    pub fn len(&self) -> usize {
        self.0.entries().len()
    }

    /// Whether there is no annotation.
    pub fn is_empty(&self) -> bool {
        self.0.entries().is_empty()
    }

    /// `@odata.etag`: the version of the entity.
    pub fn etag(&self) -> Option<&str> {
        self.text(ETAG)
    }

    /// `@odata.type` without `#`: the qualified name of the type the value is of.
    pub fn odata_type(&self) -> Option<&str> {
        self.text(TYPE).map(|name| name.trim_start_matches('#'))
    }

    /// `@odata.context`: where the metadata of the payload is.
    pub fn context(&self) -> Option<&str> {
        self.text(CONTEXT)
    }

    /// `@odata.id`: the entity-id.
    pub fn odata_id(&self) -> Option<&str> {
        self.text(ID)
    }

    /// `@odata.nextLink`: where the collection goes on.
    pub fn next_link(&self) -> Option<&str> {
        self.text(NEXT_LINK)
    }

    /// `@odata.deltaLink`: where later changes are found.
    pub fn delta_link(&self) -> Option<&str> {
        self.text(DELTA_LINK)
    }

    /// `@odata.count`: how many items the whole collection has.
    pub fn count(&self) -> Option<i64> {
        match self.get(COUNT)? {
            Json::Number(number) => number.as_i64(),
            Json::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// `@removed`: why the item left the collection, as a delta response tells.
    ///
    /// ```
    /// use graph_runtime::{Annotations, Removed};
    /// use serde_json::json;
    ///
    /// let mut annotations = Annotations::default();
    /// annotations.insert("@removed", json!({ "reason": "deleted" }));
    /// assert_eq!(annotations.removed(), Some(Removed::Deleted));
    /// ```
    pub fn removed(&self) -> Option<Removed<'_>> {
        let reason = self.get(REMOVED)?.get("reason").and_then(Json::as_str);
        Some(Removed::from(reason.unwrap_or_default()))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Json::as_str)
    }
}

/// Why an item is in a delta response only to say that it is gone.
///
/// ```
/// use graph_runtime::Removed;
/// assert_eq!(Removed::from("deleted"), Removed::Deleted);
/// assert_eq!(Removed::from("archived").into_owned(), Removed::Other("archived".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Removed<'a> {
    /// `changed`: the item is out of the collection and can come back.
    Changed,
    /// `deleted`: the item is gone for good.
    Deleted,
    /// Another reason, or none (the empty text).
    Other(Cow<'a, str>),
}

impl Removed<'_> {
    /// The same, without a borrow.
    pub fn into_owned(self) -> Removed<'static> {
        match self {
            Self::Changed => Removed::Changed,
            Self::Deleted => Removed::Deleted,
            Self::Other(text) => Removed::Other(text.into_owned().into()),
        }
    }
}

/// The text of `reason`.
impl<'a, R: Into<Cow<'a, str>>> From<R> for Removed<'a> {
    fn from(reason: R) -> Self {
        let reason = reason.into();
        match &*reason {
            "changed" => Self::Changed,
            "deleted" => Self::Deleted,
            _ => Self::Other(reason),
        }
    }
}

impl fmt::Debug for Annotations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}
