// A small API as the generator writes it: the examples in the documentation of this crate include it.

use graph_runtime::{Annotations, Call, Content, DateTimeOffset, Extra, Page, Redirect, object, route};

/// A base type, from which `User` derives.
#[derive(Clone, Default)]
pub struct DirectoryObject {
    /// The key of the object, inherited by `User`.
    pub id: Option<String>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations such as `@odata.type`.
    pub annotations: Annotations,
}
object! { DirectoryObject: "microsoft.graph.directoryObject", bases []; id = "id" }

/// A type that derives from `DirectoryObject`.
#[derive(Clone, Default)]
pub struct User {
    /// The key of the user, inherited from `DirectoryObject`.
    pub id: Option<String>,
    /// The name of the user, such as `Ann`.
    pub display_name: Option<String>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations such as `@odata.type`.
    pub annotations: Annotations,
}
object! { User: "microsoft.graph.user", bases [DirectoryObject]; id = "id", display_name = "displayName" }

/// A `DirectoryObject`, as the derived type that its `@odata.type` names.
#[derive(Clone)]
#[non_exhaustive]
pub enum DirectoryObjectDerived {
    /// The object is a user.
    User(Box<User>),
    /// An object without `@odata.type`, of the base type `DirectoryObject` itself, or of a type that is not known.
    Other(Box<DirectoryObject>),
}
graph_runtime::derived! { DirectoryObject: DirectoryObjectDerived, Other; User }

/// A complex type, which has no key.
#[derive(Clone, Default)]
pub struct Recipient {
    /// The name of the person, such as `Ann`.
    pub name: Option<String>,
    /// The mail address of the person, such as `ann@example.com`.
    pub address: Option<String>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations such as `@odata.type`.
    pub annotations: Annotations,
}
object! { Recipient: "microsoft.graph.recipient", bases []; name = "name", address = "address" }

/// The entity type of the navigation property `attachments` of `Message`.
#[derive(Clone, Default)]
pub struct Attachment {
    /// The name of the attached file, such as `a.txt`.
    pub name: Option<String>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations such as `@odata.type`.
    pub annotations: Annotations,
}
object! { Attachment: "microsoft.graph.attachment", bases []; name = "name" }

/// An entity type with members of many kinds: scalars, a collection, a complex value and a navigation property.
#[derive(Clone, Default)]
pub struct Message {
    /// The key of the message.
    pub id: Option<String>,
    /// The subject of the message, as an example of a string.
    pub subject: Option<String>,
    /// The sender, as an example of a structured value.
    pub from: Option<Box<Recipient>>,
    /// The receivers, as an example of a collection of structured values.
    pub to_recipients: Option<Vec<Recipient>>,
    /// Categories such as `red`, as an example of a collection of strings.
    pub categories: Option<Vec<String>>,
    /// When the message was sent, as an example of a point in time.
    pub sent_date_time: Option<DateTimeOffset>,
    /// Whether the message has been read, as an example of a Boolean.
    pub is_read: Option<bool>,
    /// The attached files, as an example of a navigation property.
    pub attachments: Option<Vec<Attachment>>,
    /// JSON members that no field of this struct accepts, such as unknown ones.
    pub extra: Extra,
    /// Annotations such as `@odata.etag`.
    pub annotations: Annotations,
}
object! {
    Message: "microsoft.graph.message", bases [];
    id = "id",
    subject = "subject",
    from: Recipient = "from",
    to_recipients: Vec<Recipient> = "toRecipients",
    categories: Vec<String> = "categories",
    sent_date_time: DateTimeOffset = "sentDateTime",
    is_read: bool = "isRead",
    attachments: Vec<Attachment> = "attachments",
}

/// A route that returns pages of messages.
pub struct ListMessages {
    call: Call,
}
route! {
    ListMessages: GET, response Page<Message>, success [200], page "api/user-list-messages.md", templates ["/me/messages"],
    permissions ["" {
        delegated_work [["Mail.ReadBasic"], ["Mail.Read"]], delegated_personal [["Mail.Read"]], application [["Mail.Read"]]
    }]
}
impl ListMessages {
    /// `GET /me/messages`
    pub fn me_messages() -> Self {
        Self { call: Call::new("/me/messages", []) }
    }
}

/// A route that creates a message and returns the created message.
pub struct CreateMessage {
    call: Call,
    /// The message to create.
    pub body: Message,
}
route! {
    CreateMessage: POST, response Message, success [201], page "api/user-post-messages.md", templates ["/me/messages"],
    permissions ["" {
        delegated_work [["Mail.ReadWrite"]], delegated_personal [["Mail.ReadWrite"]], application [["Mail.ReadWrite"]]
    }],
    body json body
}
impl CreateMessage {
    /// `POST /me/messages`
    pub fn me_messages(body: Message) -> Self {
        Self { call: Call::new("/me/messages", []), body }
    }
}

/// A route that returns a redirect to a photo.
pub struct GetContent {
    call: Call,
}
route! {
    GetContent: GET, response Redirect, success [302], page "api/profilephoto-get.md", templates ["/me/photo/$value"],
    permissions []
}
impl GetContent {
    /// `GET /me/photo/$value`
    pub fn me_photo_value() -> Self {
        Self { call: Call::new("/me/photo/$value", []) }
    }
}

/// A route that sends the bytes of a photo.
pub struct PutContent {
    call: Call,
    /// The bytes and the media type of the photo.
    pub body: Content,
}
route! {
    PutContent: PUT, response (), success [204], page "api/profilephoto-update.md", templates ["/me/photo/$value"],
    permissions [],
    body bytes body
}
impl PutContent {
    /// `PUT /me/photo/$value`
    pub fn me_photo_value(body: Content) -> Self {
        Self { call: Call::new("/me/photo/$value", []), body }
    }
}
