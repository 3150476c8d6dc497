//! Reads members of open enumerations in any letter case.
//!
//! In: a text that is not a documented spelling of a member. Out: the first documented member that differs from the
//! text only in letter case; for a text with commas such as `low,high`, the members that it names. Invariant: the
//! caller, `open_enum!`, tries the documented spellings first.

use crate::{Value, View};

/// An open enumeration. [`open_enum!`](macro@crate::open_enum) implements it.
///
/// ```
/// # mod colour {
/// #     #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #     pub enum Colour { Red, Green, Blue, Unrecognized(Box<str>) }
/// #     graph_runtime::open_enum! { Colour: "contoso.colour", Unrecognized; Red = "red", Green = "green", Blue = "blue" }
/// # }
/// # use colour::Colour;
/// use graph_runtime::Enumeration;
///
/// /// A choice of all members, for any enumeration.
/// fn choice<E: Enumeration>() -> String {
///     format!("{}: {}", E::TYPE, E::KNOWN.iter().map(E::as_str).collect::<Vec<_>>().join(" | "))
/// }
/// assert_eq!(choice::<Colour>(), "contoso.colour: red | green | blue");
/// ```
pub trait Enumeration: Clone + PartialEq + Value + for<'t> From<&'t str> + 'static {
    /// The qualified name of the enumeration, such as `microsoft.graph.importance`.
    ///
    /// ```
    /// fn name<E: graph_runtime::Enumeration>(_: &E) -> &'static str {
    ///     E::TYPE
    /// }
    /// ```
    const TYPE: &'static str;
    /// The texts of the documented members in JSON, such as `"low"` and `"high"`, in declared order.
    ///
    /// ```
    /// fn is_documented<E: graph_runtime::Enumeration>(text: &str) -> bool {
    ///     E::MEMBERS.contains(&text)
    /// }
    /// ```
    const MEMBERS: &'static [&'static str];
    /// The documented members as values of the enumeration, in declared order.
    ///
    /// ```
    /// fn first<E: graph_runtime::Enumeration>() -> Option<E> {
    ///     E::KNOWN.first().cloned()
    /// }
    /// ```
    const KNOWN: &'static [Self];

    /// The text of the value in JSON, such as `"low"`.
    ///
    /// ```
    /// fn longest<E: graph_runtime::Enumeration>() -> usize {
    ///     E::KNOWN.iter().map(|member| member.as_str().len()).max().unwrap_or(0)
    /// }
    /// ```
    fn as_str(&self) -> &str;

    /// The members that the value combines, in the order in which its text names them. For a documented member the
    /// result is this member alone. Any other text is split at its commas; a part may be an undocumented member.
    ///
    /// ```
    /// # mod colour {
    /// #     #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    /// #     pub enum Colour { Red, Green, Blue, Unrecognized(Box<str>) }
    /// #     graph_runtime::open_enum! { Colour: "contoso.colour", Unrecognized; Red = "red", Green = "green", Blue = "blue" }
    /// # }
    /// # use colour::Colour;
    /// use graph_runtime::Enumeration;
    /// let received: Colour = serde_json::from_str(r#""red, Blue,infrared""#)?;
    /// assert_eq!(received.members(), [Colour::Red, Colour::Blue, Colour::from("infrared")]);
    /// assert_eq!(Colour::Green.members(), [Colour::Green]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn members(&self) -> Vec<Self> {
        if Self::KNOWN.contains(self) {
            return vec![self.clone()];
        }
        let parts = self.as_str().split(',').map(str::trim);
        parts.filter(|part| !part.is_empty()).map(Self::from).collect()
    }

    /// Whether the value is this member, or combines this member with other members.
    ///
    /// ```
    /// # mod colour {
    /// #     #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    /// #     pub enum Colour { Red, Green, Blue, Unrecognized(Box<str>) }
    /// #     graph_runtime::open_enum! { Colour: "contoso.colour", Unrecognized; Red = "red", Green = "green", Blue = "blue" }
    /// # }
    /// # use colour::Colour;
    /// use graph_runtime::Enumeration;
    /// assert!(Colour::from("red,blue").contains(&Colour::Blue));
    /// assert!(!Colour::from("red,blue").contains(&Colour::Green));
    /// ```
    fn contains(&self, member: &Self) -> bool {
        self.members().contains(member)
    }

    /// The value that combines these members, with commas between them: `"low,high"`.
    ///
    /// ```
    /// # mod colour {
    /// #     #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    /// #     pub enum Colour { Red, Green, Blue, Unrecognized(Box<str>) }
    /// #     graph_runtime::open_enum! { Colour: "contoso.colour", Unrecognized; Red = "red", Green = "green", Blue = "blue" }
    /// # }
    /// # use colour::Colour;
    /// use graph_runtime::Enumeration;
    /// let both = Colour::combined(&[Colour::Red, Colour::Blue]);
    /// assert_eq!(both.as_str(), "red,blue");
    /// assert_eq!(both.members(), [Colour::Red, Colour::Blue]);
    /// assert_eq!(Colour::combined(&[Colour::Red]), Colour::Red);
    /// ```
    fn combined(members: &[Self]) -> Self {
        let texts: Vec<&str> = members.iter().map(Self::as_str).collect();
        Self::from(texts.join(",").as_str())
    }
}

/// The [`View`] of a text that is not a documented member in its documented spelling. It is [`View::Member`] if each of
/// the comma-separated parts is a documented member in any letter case, as in `Low,HIGH`. Otherwise it is
/// [`View::Unrecognized`].
#[doc(hidden)]
#[must_use]
pub fn view_of_unrecognized<'t>(members: &[&str], text: &'t str) -> View<'t> {
    let is_member = |part: &str| members.iter().any(|member| member.eq_ignore_ascii_case(part));
    match text.split(',').map(str::trim).all(is_member) {
        true => View::Member(text),
        false => View::Unrecognized(text),
    }
}

/// The first member that differs from `text` at most in the case of ASCII letters.
#[doc(hidden)]
#[must_use]
pub fn member_in_any_case(members: &'static [&'static str], text: &str) -> Option<&'static str> {
    members.iter().find(|member| member.eq_ignore_ascii_case(text)).copied()
}
