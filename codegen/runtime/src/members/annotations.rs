//! OData control information and instance annotations.
//!
//! In: members whose names contain `@`. Out: the same members, and the well-known ones by type. Invariant: every name
//! here contains `@`, so annotations never mix with the members of an object.

use super::{
    sensitive::{Redacted, is_sensitive},
    store::Store,
};
use serde_json::Value as Json;
use std::{borrow::Cow, fmt};

/// The annotations of an object in the order in which the document has them, such as `@odata.etag`,
/// `members@odata.nextLink` and `@microsoft.graph.downloadUrl`.
///
/// ```
/// use graph_runtime::Annotations;
///
/// let mut annotations = Annotations::default();
/// annotations.insert("@odata.etag", "W/\"1\"");
/// assert_eq!(annotations.etag(), Some("W/\"1\""));
/// assert_eq!(annotations.next_link(), None);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Annotations(pub(crate) Store);

/// Names that many objects have, which are stored without copying.
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

/// The static text of a well-known name, so that the name need not be copied; `None` for any other name.
pub(crate) fn known(text: &str) -> Option<&'static str> {
    WELL_KNOWN.iter().find(|known| **known == text).copied()
}

impl Annotations {
    /// The value of the annotation called `name`.
    ///
    /// ```
    /// use graph_runtime::{Annotations, Page};
    /// let page: Page<i32> = serde_json::from_str(r#"{"@odata.context":"$metadata#Edm.Int32","value":[1]}"#)?;
    /// assert_eq!(page.annotations.get("@odata.context"), Some(&"$metadata#Edm.Int32".into()));
    /// // Names are whole, and letter case counts.
    /// assert_eq!(page.annotations.get("odata.context"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// Sets the annotation `name` and returns the value it had. A name without `@` gets one in front.
    ///
    /// ```
    /// use graph_runtime::Annotations;
    /// let mut annotations = Annotations::default();
    /// assert_eq!(annotations.insert("odata.type", "#microsoft.graph.user"), None);
    /// assert_eq!(annotations.insert("@odata.type", "#microsoft.graph.group"), Some("#microsoft.graph.user".into()));
    /// assert_eq!(annotations.insert("members@odata.count", 3), None);
    /// assert_eq!(annotations.len(), 2);
    /// ```
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let mut name = name.into();
        if !name.contains('@') {
            name.insert(0, '@');
        }
        self.0.insert(name.into(), value.into())
    }

    /// Removes the annotation `name` and returns its value.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let mut message: Message = serde_json::from_str(r#"{"@odata.etag":"W/\"1\"","subject":"a"}"#)?;
    /// // Without it the message is sent as a new one.
    /// assert_eq!(message.annotations.remove("@odata.etag"), Some("W/\"1\"".into()));
    /// assert_eq!(serde_json::to_string(&message)?, r#"{"subject":"a"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.remove(name)
    }

    /// Names and values in arrival order.
    ///
    /// ```
    /// use graph_runtime::Annotations;
    /// let mut annotations = Annotations::default();
    /// annotations.insert("@odata.id", "users('7')");
    /// annotations.insert("manager@odata.bind", "users('8')");
    /// let bound: Vec<&str> = annotations.iter().filter_map(|(name, _)| name.strip_suffix("@odata.bind")).collect();
    /// assert_eq!(bound, ["manager"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter()
    }

    /// The number of annotations.
    ///
    /// ```
    /// use graph_runtime::Annotations;
    /// let mut annotations = Annotations::default();
    /// annotations.insert("@odata.id", "users('7')");
    /// annotations.insert("@odata.id", "users('8')");
    /// assert_eq!(annotations.len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no annotation.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let message: Message = serde_json::from_str(r#"{"subject":"a","colour":"red"}"#)?;
    /// assert!(message.annotations.is_empty());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `@odata.etag`: the version of the entity.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let message: Message = serde_json::from_str(r#"{"@odata.etag":"W/\"1\"","subject":"a"}"#)?;
    /// // To change the message only as long as it is the one that was read.
    /// let etag = message.annotations.etag().unwrap_or("*");
    /// let request = ListMessages::me_messages().header("If-Match", etag).request("https://x").expect("it is one");
    /// assert_eq!(request.headers()["if-match"], "W/\"1\"");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn etag(&self) -> Option<&str> {
        self.text(ETAG)
    }

    /// `@odata.type` without `#`: the qualified name of the type of the value.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let object: DirectoryObject = serde_json::from_str(r##"{"@odata.type":"#microsoft.graph.group","id":"7"}"##)?;
    /// assert_eq!(object.annotations.odata_type(), Some("microsoft.graph.group"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn odata_type(&self) -> Option<&str> {
        self.text(TYPE).map(|name| name.trim_start_matches('#'))
    }

    /// `@odata.context`: the address of the metadata of the payload.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let message: Message = serde_json::from_str(r#"{"@odata.context":"https://x/$metadata#messages/$entity"}"#)?;
    /// assert_eq!(message.annotations.context(), Some("https://x/$metadata#messages/$entity"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn context(&self) -> Option<&str> {
        self.text(CONTEXT)
    }

    /// `@odata.id`: the address that identifies the entity, such as `users('7')`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let user: User = serde_json::from_str(r#"{"@odata.id":"users('7')","displayName":"Ann"}"#)?;
    /// assert_eq!(user.annotations.odata_id(), Some("users('7')"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn odata_id(&self) -> Option<&str> {
        self.text(ID)
    }

    /// `@odata.nextLink`: the link to the next page. `None` if it is missing or blank.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// let page: Page<i32> = serde_json::from_str(r#"{"@odata.nextLink":"https://x/n?$skip=1","value":[1]}"#)?;
    /// assert_eq!(page.annotations.next_link(), Some("https://x/n?$skip=1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn next_link(&self) -> Option<&str> {
        self.link(NEXT_LINK)
    }

    /// `@odata.deltaLink`: the link that returns the changes since this response. `None` if it is missing or blank.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// let last: Page<i32> = serde_json::from_str(r#"{"value":[1],"@odata.deltaLink":"https://x/n?$deltatoken=1"}"#)?;
    /// assert_eq!(last.annotations.delta_link(), Some("https://x/n?$deltatoken=1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn delta_link(&self) -> Option<&str> {
        self.link(DELTA_LINK)
    }

    /// `@odata.count`: the number of items of the whole collection.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// for json in [r#"{"@odata.count":7,"value":[1]}"#, r#"{"@odata.count":"7","value":[1]}"#] {
    ///     assert_eq!(serde_json::from_str::<Page<i32>>(json)?.annotations.count(), Some(7));
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn count(&self) -> Option<i64> {
        match self.get(COUNT)? {
            Json::Number(number) => number.as_i64(),
            Json::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// `@removed`: the reason why the item left the collection, in a delta response.
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
        // OData 4.01 allows the names without `odata.`.
        let short = || self.get(&format!("@{}", name.strip_prefix("@odata.")?));
        self.get(name).or_else(short).and_then(Json::as_str)
    }

    /// The link in an annotation; `None` for a blank text, which some services send if there is no link.
    fn link(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|link| !link.trim().is_empty())
    }
}

/// The reason why a delta response reports an item as removed.
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
    /// `deleted`: the item no longer exists.
    Deleted,
    /// Another reason; an empty text if the service states no reason.
    Other(Cow<'a, str>),
}

impl Removed<'_> {
    /// The same reason, which no longer borrows from the annotations.
    ///
    /// ```
    /// use graph_runtime::{Annotations, Removed};
    /// fn reason() -> Option<Removed<'static>> {
    ///     let mut annotations = Annotations::default();
    ///     annotations.insert("@removed", serde_json::json!({ "reason": "archived" }));
    ///     // The reason outlives the annotations that it was read from.
    ///     annotations.removed().map(Removed::into_owned)
    /// }
    /// assert_eq!(reason(), Some(Removed::Other("archived".into())));
    /// ```
    pub fn into_owned(self) -> Removed<'static> {
        match self {
            Self::Changed => Removed::Changed,
            Self::Deleted => Removed::Deleted,
            Self::Other(text) => Removed::Other(text.into_owned().into()),
        }
    }
}

/// Reads the member `reason` of `@removed`, such as `"deleted"`.
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

/// Hides the value of an annotation whose name shows that it is a secret, such as `@microsoft.graph.downloadUrl`.
impl fmt::Debug for Annotations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = formatter.debug_map();
        for (name, value) in self.iter() {
            match is_sensitive(name) {
                true => map.entry(&name, &Redacted),
                false => map.entry(&name, value),
            };
        }
        map.finish()
    }
}
