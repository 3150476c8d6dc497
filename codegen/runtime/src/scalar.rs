//! The scalars of the wire that JSON has no type for.
//!
//! In: the text of a JSON string. Out: the same text.
//! Invariant: a scalar keeps the text it was given, whether or not it is well-formed; conversions look at it later.
//!
//! Scalars are compared and ordered as text: two spellings of one point in time are two values.
//!
//! Conversions are `TryFrom<&scalar>` and `From<other>`, each behind the feature of the name of the other crate:
//!
//! | scalar | `time` | `chrono` | `jiff` | `uuid` |
//! |---|---|---|---|---|
//! | [`DateTimeOffset`] | `OffsetDateTime` | `DateTime<FixedOffset>`, `DateTime<Utc>` | `Timestamp` | |
//! | [`Date`] | `Date` | `NaiveDate` | `civil::Date` | |
//! | [`TimeOfDay`] | `Time` | `NaiveTime` | `civil::Time` | |
//! | [`Duration`] | `Duration` | `TimeDelta` | `SignedDuration` | |
//! | [`Guid`] | | | | `Uuid` |
//!
//! ```
//! use graph_runtime::{Date, ODataValue};
//! let day: ODataValue<Date> = serde_json::from_str(r#"{"value":"2024-02-29"}"#)?;
//! assert_eq!(day.value, Some(Date::from("2024-02-29")));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod binary;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod calendar;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
mod convert;
mod decimal;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod length;
mod text;

pub use binary::{Binary, DecodeError};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
pub use convert::ConversionError;
pub use decimal::Decimal;
pub use text::{Date, DateTimeOffset, Duration, Guid, TimeOfDay};
