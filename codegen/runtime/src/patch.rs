//! One member of a PATCH body.
//!
//! In: what the caller wants of the member. Out: nothing, `null`, or the value.
//! Invariant: a body of nothing but `Keep` is written as `{}`.

/// What a PATCH body does to one member.
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
/// assert_eq!(serde_json::to_string(&patch)?, r#"{"displayName":"Ann","mail":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The member is not in the body: the service leaves it as it is.
    #[default]
    Keep,
    /// `null`: the service clears the member.
    Null,
    /// The service sets the member to this.
    Set(T),
}

impl<T> Patch<T> {
    /// Sets the member.
    pub fn set(&mut self, value: impl Into<T>) {
        *self = Self::Set(value.into());
    }

    /// Clears the member.
    pub fn null(&mut self) {
        *self = Self::Null;
    }

    /// Whether the member is left as it is.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}
