//! One member of a PATCH body.
//!
//! In: what to do with a member: keep, clear or set it. Out: no member in the JSON, a `null` member, or a member with
//! the new value; reading JSON does the reverse. Invariant: a body whose members are all `Keep` is written as `{}`.

use super::table;
use crate::{Field, PatchSlot, Slot, Value, View, Write};

/// What a PATCH body does to one member: nothing, clear it, or set it.
///
/// ```
/// use graph_runtime::{Annotations, Extra, Patch};
///
/// #[derive(Clone, Default)]
/// pub struct UserPatch {
///     pub display_name: Patch<String>,
///     pub mail: Patch<String>,
///     pub extra: Extra,
///     pub annotations: Annotations,
/// }
/// graph_runtime::patch! { UserPatch: "microsoft.graph.user"; display_name = "displayName", mail = "mail" }
///
/// let mut patch = UserPatch::default();
/// assert_eq!(serde_json::to_string(&patch)?, "{}");
/// patch.display_name.set("Ann");
/// patch.mail.null();
/// let json = r#"{"displayName":"Ann","mail":null}"#;
/// assert_eq!(serde_json::to_string(&patch)?, json);
/// // A server reads what the client meant.
/// assert_eq!(serde_json::from_str::<UserPatch>(json)?, patch);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The member is not in the body, so the service does not change it.
    #[default]
    Keep,
    /// `null`: the service clears the member.
    Null,
    /// The service sets the member to this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Makes the body set the member to a value.
    ///
    /// ```
    /// use graph_runtime::Patch;
    /// let mut name: Patch<String> = Patch::Keep;
    /// name.set("Ann");
    /// assert_eq!(name, Patch::Set("Ann".to_owned()));
    /// ```
    pub fn set(&mut self, value: impl Into<T>) {
        *self = Self::Set(value.into());
    }

    /// Makes the body clear the member, by `null`.
    ///
    /// ```
    /// use graph_runtime::Patch;
    /// let mut name = Patch::from("Ann".to_owned());
    /// name.null();
    /// assert_eq!(name, Patch::Null);
    /// ```
    pub fn null(&mut self) {
        *self = Self::Null;
    }

    /// Whether the member is not in the body, so that it stays unchanged.
    ///
    /// ```
    /// use graph_runtime::Patch;
    /// assert!(Patch::<String>::default().is_keep());
    /// // `null` is a change, too.
    /// assert!(!Patch::<String>::Null.is_keep());
    /// ```
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<T: Write> Write for Patch<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Self::Keep => View::Absent,
            Self::Null => View::Null,
            Self::Set(value) => value.view(),
        }
    }
}

impl<T: Value> PatchSlot for Patch<T> {
    fn read(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        let mut place = None;
        let fits = read(&mut T::slot(&mut place));
        *self = place.filter(|_| fits).map_or(Self::Keep, Self::Set);
    }
    fn set_null(&mut self) {
        *self = Self::Null;
    }
    fn clear(&mut self) {
        *self = Self::Keep;
    }
    fn is_set(&self) -> bool {
        !self.is_keep()
    }
}

impl<T: Value> Field for Patch<T> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Patch(table::patch_slot(self))
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}
