//! Links from one resource to another, in the body of a request.
//!
//! In: the route that reads a resource. Out: the address of the resource, for the body of a request that links to it.
//! Invariant: the address is the URI of the route's request without query options.

use crate::{
    Json, Model, RequestError, Route,
    query::{Navigation, Property},
};
use std::fmt;

/// The address of a resource, for the body of a request that links another resource to it.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Bind, Reference};
///
/// let mine = Reference::to(&ListMessages::me_messages(), "https://graph.microsoft.com/v1.0")?;
/// // The body of a request to `…/$ref`.
/// let body: DirectoryObject = mine.clone().into_model();
/// assert_eq!(serde_json::to_string(&body)?, r#"{"@odata.id":"https://graph.microsoft.com/v1.0/me/messages"}"#);
///
/// // A new object that is linked to what is there.
/// let mut message = Message::default();
/// message.bind(|m| m.from, &mine);
/// assert_eq!(serde_json::to_string(&message)?, r#"{"from@odata.bind":"https://graph.microsoft.com/v1.0/me/messages"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference(String);

impl Reference {
    /// The address of the resource that `route` reads, such as `https://graph.microsoft.com/v1.0/users/7`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Reference, Route};
    /// // Query options are no part of an address.
    /// let reference = Reference::to(&ListMessages::me_messages().top(5), "https://x/v1.0")?;
    /// assert_eq!(reference.as_str(), "https://x/v1.0/me/messages");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request of the route cannot be built.
    pub fn to<R: Route>(route: &R, service_root: &str) -> Result<Self, RequestError> {
        let address = route.request(service_root)?.uri().to_string();
        Ok(Self(address.split('?').next().unwrap_or_default().to_owned()))
    }

    /// The address as text, such as `https://graph.microsoft.com/v1.0/users/7`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # use graph_runtime::Reference;
    /// assert_eq!(Reference::to(&ListMessages::me_messages(), "https://x")?.as_str(), "https://x/me/messages");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An object with the reference as its only member: `{"@odata.id": …}`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # use graph_runtime::Reference;
    /// let user: User = Reference::to(&ListMessages::me_messages(), "https://x")?.into_model();
    /// assert_eq!(user.annotations.odata_id(), Some("https://x/me/messages"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn into_model<M: Model>(self) -> M {
        let mut model = M::default();
        model.as_object().slots(&mut |_, _, annotations| drop(annotations.insert("@odata.id", self.0.as_str())));
        model
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Links to other resources in the body of a request that creates an object: `owner@odata.bind`.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Bind, Reference};
/// let to = Reference::to(&ListMessages::me_messages(), "https://x")?;
/// let mut message = Message::default();
/// message.bind(|m| m.from, &to);
/// assert!(message.annotations.get("from@odata.bind").is_some());
/// # Ok::<(), graph_runtime::RequestError>(())
/// ```
pub trait Bind: Model {
    /// Links a new object to an existing one, in the body of the request that creates the new one: `owner@odata.bind`.
    /// `property` selects a navigation property of the new object, such as `|m| m.from`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Bind, Reference};
    /// let to = Reference::to(&ListMessages::me_messages(), "https://x")?;
    /// let mut message = Message { subject: Some("a".to_owned()), ..Message::default() };
    /// message.bind(|m| m.from, &to);
    /// assert_eq!(serde_json::to_string(&message)?, r#"{"from@odata.bind":"https://x/me/messages","subject":"a"}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn bind<V: Navigation>(
        &mut self,
        property: impl FnOnce(&'static Self::Properties) -> Property<Self, V>,
        to: &Reference,
    ) {
        let name = format!("{}@odata.bind", property(Self::PROPERTIES).as_ref());
        self.as_object().slots(&mut |_, _, annotations| drop(annotations.insert(name.as_str(), to.as_str())));
    }

    /// Links a new object to several existing ones: `members@odata.bind`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Bind, Reference};
    /// let to = Reference::to(&ListMessages::me_messages(), "https://x")?;
    /// let mut message = Message::default();
    /// message.bind_all(|m| m.attachments, [&to, &to]);
    /// let json = r#"{"attachments@odata.bind":["https://x/me/messages","https://x/me/messages"]}"#;
    /// assert_eq!(serde_json::to_string(&message)?, json);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn bind_all<'r, V: Navigation>(
        &mut self,
        property: impl FnOnce(&'static Self::Properties) -> Property<Self, V>,
        to: impl IntoIterator<Item = &'r Reference>,
    ) {
        let name = format!("{}@odata.bind", property(Self::PROPERTIES).as_ref());
        let addresses: Vec<Json> = to.into_iter().map(|to| to.as_str().into()).collect();
        self.as_object().slots(&mut |_, _, annotations| drop(annotations.insert(name.as_str(), addresses.clone())));
    }
}

impl<M: Model> Bind for M {}
