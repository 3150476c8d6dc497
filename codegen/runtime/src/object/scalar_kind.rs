//! The kinds of scalars whose texts are compared by value.
//!
//! In: a scalar type. Out: its kind, which decides how whole objects compare and hash its text. Invariant: a view of a
//! scalar has the kind of its type.

/// The kind of a scalar that is compared by value.
///
/// ```
/// use graph_runtime::{DateTimeOffset, ScalarKind, View, Write};
/// let noon = DateTimeOffset::from("2024-02-29T12:00:00Z");
/// assert!(matches!(noon.view(), View::Scalar("2024-02-29T12:00:00Z", ScalarKind::PointInTime)));
/// assert_eq!(noon.view(), DateTimeOffset::from("2024-02-29T13:00:00+01:00").view());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScalarKind {
    /// `Edm.DateTimeOffset`.
    PointInTime,
    /// `Edm.Date`.
    Day,
    /// `Edm.TimeOfDay`.
    TimeOfDay,
    /// `Edm.Duration`.
    LengthOfTime,
    /// `Edm.Decimal`.
    Decimal,
    /// `Edm.Guid`.
    Guid,
}
