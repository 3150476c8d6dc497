//! Members of a JSON object that have no field.
//!
//! In: members that no field accepts. Out: the same members under the same names. Invariant: each member is written
//! back, unless a field of the same name is set.

use super::{
    sensitive::{Redacted, is_sensitive},
    store::Store,
};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::fmt;

/// The members of an object that no field of its type accepts, in arrival order.
///
/// These are unknown members, known members that are `null`, and known members whose value has another JSON type than
/// documented. Each is written back unchanged, unless the field of its name was set later. A member that is `null`
/// therefore differs from a missing one; `Debug` shows it under `extra`:
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// let mut message: Message = serde_json::from_str(r#"{"id":"7","subject":null}"#)?;
/// assert_eq!((message.subject.as_deref(), message.extra.get("subject")), (None, Some(&serde_json::Value::Null)));
/// assert_eq!(format!("{message:?}"), r#"Message { id: "7", extra: {"subject": Null} }"#);
/// // A value that is set later replaces it.
/// message.subject = Some("a".to_owned());
/// assert_eq!(serde_json::to_string(&message)?, r#"{"id":"7","subject":"a"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It is a map of JSON values:
///
/// ```
/// use graph_runtime::Extra;
/// use serde_json::json;
///
/// let mut extra = Extra::default();
/// extra.insert("nickname", "Ann");
/// assert_eq!(extra.get("nickname"), Some(&json!("Ann")));
/// assert_eq!(extra.get_as::<String>("nickname")?.as_deref(), Some("Ann"));
/// assert_eq!(extra.remove("nickname"), Some(json!("Ann")));
/// assert!(extra.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extra(pub(crate) Store);

impl Extra {
    /// The value of the member `name`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let message: Message = serde_json::from_str(r#"{"subject":null,"colour":"red"}"#)?;
    /// assert_eq!(message.extra.get("colour"), Some(&"red".into()));
    /// // A member that is `null` is told from one that is missing.
    /// assert_eq!(message.extra.get("subject"), Some(&serde_json::Value::Null));
    /// assert_eq!(message.extra.get("isRead"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// The mutable value of the member `name`.
    ///
    /// ```
    /// use graph_runtime::Extra;
    /// let mut extra = Extra::from_iter([("tags", serde_json::json!(["red"]))]);
    /// if let Some(serde_json::Value::Array(tags)) = extra.get_mut("tags") {
    ///     tags.push("blue".into());
    /// }
    /// assert_eq!(extra.get("tags"), Some(&serde_json::json!(["red", "blue"])));
    /// ```
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        self.0.get_mut(name)
    }

    /// The value of the member `name` as a type; `None` if there is no such member.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let message: Message = serde_json::from_str(r#"{"sender":{"name":"Ann"},"size":"big"}"#)?;
    /// // A member of a version of the service that the pages do not know yet, as a type that they do know.
    /// let sender: Option<Recipient> = message.extra.get_as("sender")?;
    /// assert_eq!(sender.and_then(|sender| sender.name).as_deref(), Some("Ann"));
    /// assert_eq!(message.extra.get_as::<u32>("weight")?, None);
    /// assert!(message.extra.get_as::<u32>("size").is_err());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the value is not of that type.
    pub fn get_as<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, serde_json::Error> {
        self.get(name).map(T::deserialize).transpose()
    }

    /// Sets the member `name` and returns the value it had.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let mut message = Message::default();
    /// assert_eq!(message.extra.insert("colour", "red"), None);
    /// assert_eq!(message.extra.insert("colour", "blue"), Some("red".into()));
    /// // A field that is set goes before a member of its name.
    /// message.extra.insert("subject", "from extra");
    /// message.subject = Some("from the field".to_owned());
    /// assert_eq!(serde_json::to_string(&message)?, r#"{"subject":"from the field","colour":"blue"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.0.insert(name.into().into(), value.into())
    }

    /// Removes the member `name` and returns its value.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let mut message: Message = serde_json::from_str(r#"{"isRead":"maybe"}"#)?;
    /// assert_eq!(message.extra.remove("isRead"), Some("maybe".into()));
    /// assert_eq!(serde_json::to_string(&message)?, "{}");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.remove(name)
    }

    /// Names and values in arrival order.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let message: Message = serde_json::from_str(r#"{"colour":"red","isRead":"maybe","size":3}"#)?;
    /// let names: Vec<&str> = message.extra.iter().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["colour", "isRead", "size"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter()
    }

    /// The number of members.
    ///
    /// ```
    /// use graph_runtime::Extra;
    /// assert_eq!(Extra::from_iter([("colour", "red"), ("size", "big"), ("colour", "blue")]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// let message: Message = serde_json::from_str(r#"{"subject":"a","isRead":true}"#)?;
    /// // The pages name all that the service sent.
    /// assert!(message.extra.is_empty());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: Into<String>, V: Into<Json>> Extend<(N, V)> for Extra {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<N: Into<String>, V: Into<Json>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in members {
            extra.0.push(name.into().into(), value.into());
        }
        extra.0.settle();
        extra
    }
}

/// Hides the value of a member whose name shows that it is a secret, such as `newPassword`.
impl fmt::Debug for Extra {
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
