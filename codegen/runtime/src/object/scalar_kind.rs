//! The kinds of scalars whose texts are compared by value.
//!
//! In: a scalar type. Out: its kind, which decides how the text of the scalar is compared and hashed when objects are.
//! Invariant: [`View::Scalar`](crate::View::Scalar) has the kind that belongs to the type of the scalar.

/// A kind of scalar whose texts are compared by value: `1.10` and `1.1` are equal as [`Decimal`](Self::Decimal).
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
    /// `Edm.DateTimeOffset`: points in time.
    PointInTime,
    /// `Edm.Date`: days.
    Day,
    /// `Edm.TimeOfDay`: times of a day.
    TimeOfDay,
    /// `Edm.Duration`: lengths of time.
    LengthOfTime,
    /// `Edm.Decimal`: numbers of any precision.
    Decimal,
    /// `Edm.Guid`: two GUIDs are equal if their digits are, in any letter case and with any punctuation.
    Guid,
}
