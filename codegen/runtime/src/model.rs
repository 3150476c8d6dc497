//! The types of an API: the traits that the macros of generated code implement, and the algorithms for all such types.
//!
//! In: the table of members that a macro writes for a type. Out: the type as [`Model`],
//! [`Structured`](crate::Structured) and [`Object`](crate::Object). Invariant: every algorithm is compiled once and
//! works on trait objects; a type adds only its table.

mod cast;
mod collection;
mod compare;
mod diff;
mod enumeration;
mod hash;
#[macro_use]
mod macros;
mod patch;
mod polymorphic;
pub(crate) mod table;
mod value;

pub use compare::{debug, equal};
pub use diff::{Diff, diff};
pub use enumeration::{Enumeration, member_in_any_case, view_of_unrecognized};
pub use hash::hash;
pub use patch::Patch;
pub use polymorphic::{Polymorphic, as_any, as_named};
pub use table::{Table, deserialize};

use crate::{Value, members::annotations};
use serde_json::{
    Value as Json,
    de::{Deserializer, SliceRead},
};

/// A structured type of the API: an entity type or a complex type.
///
/// ```
/// # use graph_runtime::{Annotations, Extra, Model};
/// #[derive(Clone, Default)]
/// pub struct DirectoryObject { pub id: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::object! { DirectoryObject: "microsoft.graph.directoryObject", bases []; id = "id" }
///
/// #[derive(Clone, Default)]
/// pub struct User {
///     pub id: Option<String>,
///     pub mail: Option<String>,
///     pub extra: Extra,
///     pub annotations: Annotations,
/// }
/// graph_runtime::object! {
///     User: "microsoft.graph.user", bases [DirectoryObject];
///     id = "id", mail = "mail",
/// }
///
/// let json = r##"{"@odata.type":"#microsoft.graph.user","id":"7","mail":"a@contoso.com"}"##;
/// let object: DirectoryObject = serde_json::from_str(json)?;
/// assert!(object.is::<User>());
/// let user = object.downcast::<User>().expect("the discriminator names the user");
/// assert_eq!(user.mail.as_deref(), Some("a@contoso.com"));
/// assert_eq!(serde_json::to_string(&DirectoryObject::from(user))?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Model: Table + Value + Clone {
    /// The qualified name of the type, as in the discriminator `@odata.type`: `microsoft.graph.user`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(User::TYPE, "microsoft.graph.user");
    /// ```
    const TYPE: &'static str;
    /// The type whose properties can be named in `$select`, `$filter` and so on: the type itself, or for a
    /// [`Page`](crate::Page) the type of its items.
    type Item;
    /// A struct with one [`Property`](crate::query::Property) for each field, from which `$select`, `$filter` and so on
    /// are built.
    type Properties: 'static;
    /// The properties of the type. Each has the name of its field: `Message::PROPERTIES.is_read` is the property
    /// `isRead`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.sent_date_time.as_ref(), "sentDateTime");
    /// ```
    const PROPERTIES: &'static Self::Properties;

    /// Reads the JSON body of a response.
    ///
    /// # Errors
    ///
    /// When the body is not a JSON object.
    #[doc(hidden)]
    fn from_body(body: &[u8]) -> Result<Self, serde_json::Error> {
        let mut reader = Deserializer::new(SliceRead::new(body));
        let value = table::deserialize(&mut reader)?;
        reader.end().map(|()| value)
    }

    /// If the type is a page: the indexes of the items that could not be read as the documented item type, because they
    /// are `null` or of another JSON type. Empty for any other type.
    #[doc(hidden)]
    fn misfit_items(&self) -> Vec<usize> {
        Vec::new()
    }

    /// Whether the discriminator `@odata.type` names `T`, with or without `#`, in any letter case.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let object: DirectoryObject = serde_json::from_str(r##"{"@odata.type":"#Microsoft.Graph.User"}"##)?;
    /// assert!(object.is::<User>() && !object.is::<Message>());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn is<T: Model>(&self) -> bool {
        cast::names_type(self.as_structured(), T::TYPE)
    }

    /// Converts a value that was read as a base type to the type that its discriminator names.
    ///
    /// Members that the base does not have move from `extra` to the fields of `T`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let json = r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ann"}"##;
    /// let object: DirectoryObject = serde_json::from_str(json)?;
    /// match object.downcast::<User>() {
    ///     Ok(user) => assert_eq!(user.display_name.as_deref(), Some("Ann")),
    ///     Err(object) => panic!("{object:?} is of another type"),
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The value itself, unchanged, when its discriminator does not name `T`.
    fn downcast<T: Model>(self) -> Result<T, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        let mut target = T::default();
        cast::copy_members(self.as_structured(), target.as_object());
        Ok(target)
    }

    /// Copies the members of a newer value, such as an item of a delta query, which has only the changed members. A
    /// `null` member clears the field; a missing member leaves it unchanged.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let mut stored: Message = serde_json::from_str(r#"{"@odata.etag":"1","id":"7","subject":"a","isRead":false}"#)?;
    /// let newer: Message = serde_json::from_str(r#"{"@odata.etag":"2","isRead":true,"subject":null}"#)?;
    /// stored.merge(&newer);
    /// assert_eq!((stored.id.as_deref(), stored.subject.as_deref(), stored.is_read), (Some("7"), None, Some(true)));
    /// assert_eq!(stored.annotations.etag(), Some("2"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn merge(&mut self, newer: &Self) {
        cast::merge(newer.as_structured(), self.as_object());
    }
}

/// Converts a value of a derived type to one of its base, and sets the discriminator to the derived type.
///
/// Generated types have the same conversion as `From`; this function is for generic code. Members that the base does
/// not have go to the `extra` of the result, where [`downcast`](Model::downcast) finds them.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Model, upcast};
///
/// let user = User { display_name: Some("Ann".to_owned()), ..User::default() };
/// let object: DirectoryObject = upcast(&user);
/// assert_eq!(object.extra.get("displayName"), Some(&"Ann".into()));
/// assert_eq!(object.annotations.odata_type(), Some("microsoft.graph.user"));
/// let again = object.downcast::<User>().expect("the discriminator names the user");
/// assert_eq!(again.display_name, user.display_name);
/// ```
pub fn upcast<D: Model, B: Model>(derived: &D) -> B {
    let mut base = B::default();
    cast::copy_members(derived.as_structured(), base.as_object());
    let discriminator = || Json::String(format!("#{}", D::TYPE));
    base.slots(&mut |_, _, annotations| {
        // If there is a discriminator already, it stays: it names `D`, or a type derived from `D` that has no model
        // here.
        if annotations.get(annotations::TYPE).is_none() {
            annotations.insert(annotations::TYPE, discriminator());
        }
    });
    base
}
