//! The notifications of a service.
//!
//! In: the body of a request. Out: one value for each notification. Invariant: as in any model, unknown members are
//! kept.

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
    /// When the subscription ends, unless it is renewed.
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
    /// The resource, or only its key. `None` if the resource is encrypted, or if there is none.
    pub resource_data: Option<ResourceData>,
    /// The resource, encrypted for the certificate of the subscriber.
    pub encrypted_content: Option<EncryptedContent>,
    /// The id of the tenant to which the resource belongs.
    pub tenant_id: Option<Guid>,
    /// Members that have no field.
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

/// The resource of a notification. [`downcast`](crate::Model::downcast) converts it to the type that its `@odata.type`
/// names. [`derived_of`](crate::Polymorphic::derived_of) converts it to an enum with a variant for each type that it
/// may have.
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
    /// Members that have no field.
    pub extra: Extra,
    /// Annotations of the resource, such as `@odata.type` and `@odata.etag`.
    pub annotations: Annotations,
}

object! { ResourceData: "microsoft.graph.resourceData", bases []; id = "id" }

/// The resource of a notification, encrypted with a key that is encrypted for the certificate of the subscriber. The
/// feature `decryption` decrypts it.
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
    /// The certificate that the key is encrypted for, under the name that the subscriber gave it.
    pub encryption_certificate_id: Option<String>,
    /// The thumbprint of the certificate that the key is encrypted for.
    pub encryption_certificate_thumbprint: Option<String>,
    /// Members that have no field.
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
    /// A change that has no variant here, as the service names it.
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
    /// An event that has no variant here, as the service names it.
    Unrecognized(Box<str>),
}

open_enum! {
    LifecycleEvent: "microsoft.graph.lifecycleEventType", Unrecognized;
    ReauthorizationRequired = "reauthorizationRequired",
    SubscriptionRemoved = "subscriptionRemoved",
    Missed = "missed",
}

impl Notification {
    /// Whether the notification has this client state. The comparison takes the same time wherever the texts differ.
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

    /// The path of the changed resource in segments, with their keys.
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

    /// The route `R` that reads the changed resource; `None` if the resource matches no template of `R`.
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
