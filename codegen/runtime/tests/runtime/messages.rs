// A small API as the generator writes it: the examples in the documentation of this crate include it.

use graph_runtime::{Annotations, Call, Content, DateTimeOffset, Extra, Page, Redirect, object, route};

/// A base type.
#[derive(Clone, Default)]
pub struct DirectoryObject {
    /// The key.
    pub id: Option<String>,
    /// Other members.
    pub extra: Extra,
    /// Control information.
    pub annotations: Annotations,
}
object! { DirectoryObject: "microsoft.graph.directoryObject", bases []; id = "id" }

/// A derived type.
#[derive(Clone, Default)]
pub struct User {
    /// The key.
    pub id: Option<String>,
    /// The name.
    pub display_name: Option<String>,
    /// Other members.
    pub extra: Extra,
    /// Control information.
    pub annotations: Annotations,
}
object! { User: "microsoft.graph.user", bases [DirectoryObject]; id = "id", display_name = "displayName" }

/// The types of directory objects.
#[derive(Clone)]
#[non_exhaustive]
pub enum DirectoryObjectDerived {
    /// A user.
    User(Box<User>),
    /// Any other object.
    Other(Box<DirectoryObject>),
}
graph_runtime::derived! { DirectoryObject: DirectoryObjectDerived, Other; User }

/// A complex type.
#[derive(Clone, Default)]
pub struct Recipient {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// Other members.
    pub extra: Extra,
    /// Control information.
    pub annotations: Annotations,
}
object! { Recipient: "microsoft.graph.recipient", bases []; name = "name", address = "address" }

/// The target of a navigation property.
#[derive(Clone, Default)]
pub struct Attachment {
    /// The name.
    pub name: Option<String>,
    /// Other members.
    pub extra: Extra,
    /// Control information.
    pub annotations: Annotations,
}
object! { Attachment: "microsoft.graph.attachment", bases []; name = "name" }

/// An entity type with members of many kinds.
#[derive(Clone, Default)]
pub struct Message {
    /// The key.
    pub id: Option<String>,
    /// A text.
    pub subject: Option<String>,
    /// A structured value.
    pub from: Option<Box<Recipient>>,
    /// A collection of structured values.
    pub to_recipients: Option<Vec<Recipient>>,
    /// A collection of scalars.
    pub categories: Option<Vec<String>>,
    /// A point in time.
    pub sent_date_time: Option<DateTimeOffset>,
    /// A Boolean.
    pub is_read: Option<bool>,
    /// A navigation property.
    pub attachments: Option<Vec<Attachment>>,
    /// Other members.
    pub extra: Extra,
    /// Control information.
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

/// A route that returns pages.
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

/// A route that sends a body and returns an object.
pub struct CreateMessage {
    call: Call,
    /// The body.
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

/// A route that returns a file.
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

/// A route that sends a file.
pub struct PutContent {
    call: Call,
    /// The body.
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
