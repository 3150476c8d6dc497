//! The types of the notifications that a service sends to a subscriber.
//!
//! In: the JSON of a notification. Out: a [`Notification`]. Invariant: JSON members that have no field are kept in
//! `extra`, as in the types of a generated crate.

use super::ResourcePath;
use crate::{Annotations, DateTimeOffset, Extra, Guid, Route};
use http::Request;
use subtle::ConstantTimeEq;

/// A notification that a resource has changed, or that something happened to the subscription.
///
/// ```
/// use graph_runtime::webhook::{LifecycleEvent, Notification};
/// let json = r#"{"subscriptionId":"7","lifecycleEvent":"reauthorizationRequired","clientState":"a secret"}"#;
/// let notification: Notification = serde_json::from_str(json)?;
/// assert_eq!(notification.lifecycle_event, Some(LifecycleEvent::ReauthorizationRequired));
/// // The secret is not shown.
/// assert!(!format!("{notification:?}").contains("a secret"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Notification {
    /// The id of the notification, not that of its resource or subscription.
    pub id: Option<String>,
    /// The id of the subscription that the notification is for.
    pub subscription_id: Option<Guid>,
    /// The time at which the subscription ends, unless it is renewed.
    pub subscription_expiration_date_time: Option<DateTimeOffset>,
    /// The secret that the subscriber chose when it created the subscription.
    pub client_state: Option<String>,
    /// What happened to the resource, such as its creation; `None` for a notification about the subscription.
    pub change_type: Option<ChangeType>,
    /// What happened to the subscription itself, if the notification is not about a resource.
    pub lifecycle_event: Option<LifecycleEvent>,
    /// The path of the changed resource, such as `users/1/messages/2`: [`resource_path`](Self::resource_path) parses
    /// it.
    pub resource: Option<String>,
    /// What the notification says about the resource without encryption, often only its `@odata.type` and its `id`.
    /// `None` if the notification has no `resourceData`.
    pub resource_data: Option<ResourceData>,
    /// The resource, encrypted for the certificate of the subscriber.
    pub encrypted_content: Option<EncryptedContent>,
    /// The id of the tenant to which the resource belongs.
    pub tenant_id: Option<Guid>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations of the notification, such as `@odata.type`.
    pub annotations: Annotations,
}

object! {
    Notification: "microsoft.graph.changeNotification", bases [], sensitive ["clientState"];
    id = "id",
    subscription_id = "subscriptionId",
    subscription_expiration_date_time: DateTimeOffset = "subscriptionExpirationDateTime",
    client_state = "clientState",
    change_type = "changeType",
    lifecycle_event = "lifecycleEvent",
    resource = "resource",
    resource_data: ResourceData = "resourceData",
    encrypted_content: EncryptedContent = "encryptedContent",
    tenant_id: Guid = "tenantId",
}

/// What a notification says about its resource without encryption. [`downcast`](crate::Model::downcast) converts it to
/// the type that its `@odata.type` names. [`derived_of`](crate::Polymorphic::derived_of) converts it to the enum of a
/// base type, such as `DirectoryObjectDerived`, which has a variant for each derived type.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Model, Polymorphic, webhook::ResourceData};
/// let data: ResourceData = serde_json::from_str(r##"{"@odata.type":"#Microsoft.Graph.Message","id":"7"}"##)?;
/// assert!(data.is::<Message>());
/// assert_eq!(data.downcast::<Message>().ok().and_then(|message| message.id).as_deref(), Some("7"));
///
/// let data: ResourceData = serde_json::from_str(r##"{"@odata.type":"#Microsoft.Graph.User","id":"8"}"##)?;
/// match DirectoryObject::derived_of(&data) {
///     DirectoryObjectDerived::User(user) => assert_eq!(user.id.as_deref(), Some("8")),
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct ResourceData {
    /// The key of the resource, such as the id of a message.
    pub id: Option<String>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations of the resource, such as `@odata.type` and `@odata.etag`.
    pub annotations: Annotations,
}

object! { ResourceData: "microsoft.graph.resourceData", bases []; id = "id" }

/// The encrypted resource of a notification. The resource is encrypted with a symmetric key, and this key is encrypted
/// for the certificate of the subscriber. The Cargo feature `decryption` adds a method that decrypts the resource.
///
/// ```
/// use graph_runtime::webhook::EncryptedContent;
/// let content: EncryptedContent = serde_json::from_str(r#"{"encryptionCertificateId":"2026"}"#)?;
/// assert_eq!(content.encryption_certificate_id.as_deref(), Some("2026"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct EncryptedContent {
    /// The resource as JSON text, encrypted with a symmetric key, in base64.
    pub data: Option<String>,
    /// The HMAC-SHA256 of `data` with the symmetric key, in base64.
    pub data_signature: Option<String>,
    /// The symmetric key, encrypted for the certificate of the subscriber, in base64.
    pub data_key: Option<String>,
    /// The id of the certificate that `data_key` is encrypted for. The subscriber chose this id when it gave the
    /// certificate to the service.
    pub encryption_certificate_id: Option<String>,
    /// The thumbprint of the certificate that `data_key` is encrypted for.
    pub encryption_certificate_thumbprint: Option<String>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations of the encrypted content.
    pub annotations: Annotations,
}

object! {
    EncryptedContent: "microsoft.graph.changeNotificationEncryptedContent", bases [];
    data = "data",
    data_signature = "dataSignature",
    data_key = "dataKey",
    encryption_certificate_id = "encryptionCertificateId",
    encryption_certificate_thumbprint = "encryptionCertificateThumbprint",
}

/// What happened to a resource.
///
/// ```
/// use graph_runtime::webhook::ChangeType;
/// assert_eq!(ChangeType::from("Deleted"), ChangeType::Deleted);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeType {
    /// The resource was created.
    Created,
    /// The resource was changed.
    Updated,
    /// The resource was deleted.
    Deleted,
    /// Any other change: the text that the service sent.
    Unrecognized(Box<str>),
}

open_enum! {
    ChangeType: "microsoft.graph.changeType", Unrecognized;
    Created = "created",
    Updated = "updated",
    Deleted = "deleted",
}

/// What happened to a subscription.
///
/// ```
/// use graph_runtime::webhook::LifecycleEvent;
/// assert_eq!(LifecycleEvent::from("missed"), LifecycleEvent::Missed);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LifecycleEvent {
    /// The subscription must be authorised again, or notifications stop.
    ReauthorizationRequired,
    /// The subscription was removed. The subscriber has to create it again.
    SubscriptionRemoved,
    /// Notifications were lost. The subscriber has to query the changes with a delta query.
    Missed,
    /// Any other event: the text that the service sent.
    Unrecognized(Box<str>),
}

open_enum! {
    LifecycleEvent: "microsoft.graph.lifecycleEventType", Unrecognized;
    ReauthorizationRequired = "reauthorizationRequired",
    SubscriptionRemoved = "subscriptionRemoved",
    Missed = "missed",
}

impl Notification {
    /// Whether the client state of the notification equals `expected`. For texts of the same length the comparison
    /// always takes the same time, so the time does not reveal how many of the first characters are right.
    ///
    /// ```
    /// use graph_runtime::webhook::Notification;
    /// let notification = Notification { client_state: Some("a secret".to_owned()), ..Notification::default() };
    /// assert!(notification.has_client_state("a secret"));
    /// assert!(!notification.has_client_state("another") && !Notification::default().has_client_state(""));
    /// ```
    pub fn has_client_state(&self, expected: &str) -> bool {
        self.client_state.as_deref().is_some_and(|found| found.as_bytes().ct_eq(expected.as_bytes()).into())
    }

    /// Splits the path of the changed resource into its segments and their keys.
    ///
    /// ```
    /// use graph_runtime::webhook::Notification;
    /// let resource = Some("teams('1')/channels('2')/messages('3')".to_owned());
    /// let notification = Notification { resource, ..Notification::default() };
    /// assert_eq!(notification.resource_path().key("channels"), Some("2"));
    /// ```
    pub fn resource_path(&self) -> ResourcePath {
        ResourcePath::new(self.resource.as_deref().unwrap_or_default())
    }

    /// Makes a route `R` whose `GET` request reads the changed resource. `None` if the path of the resource matches no
    /// template of `R`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::webhook::Notification;
    /// let notification = Notification { resource: Some("me/messages".to_owned()), ..Notification::default() };
    /// assert!(notification.route::<ListMessages>().is_some());
    /// assert!(notification.route::<GetContent>().is_none());
    /// ```
    pub fn route<R: Route>(&self) -> Option<R> {
        let resource = self.resource.as_deref()?.trim_start_matches('/');
        let read = |path: String| R::from_request(Request::get(path).body(Vec::new()).ok()?, "").ok();
        read(self.resource_path().path()).or_else(|| read(format!("/{resource}")))
    }
}
