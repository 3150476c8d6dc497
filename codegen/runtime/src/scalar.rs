//! Scalars that have no JSON type of their own.
//!
//! In: the text of a JSON string. Out: the same text. Invariant: a scalar keeps its text, even a malformed one; only
//! conversions and comparisons interpret it.
//!
//! Dates, times, durations, GUIDs and decimals are compared, ordered and hashed by value: two spellings of one point in
//! time are equal. Models with such fields are compared by these values too.
//!
//! Conversions to the types of other crates are `TryFrom<&Date>` and the like; conversions from them are `From`. Each
//! crate has a feature with its name:
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
pub(crate) mod by_value;
mod calendar;
mod compare;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
mod convert;
mod decimal;
mod length;
mod text;
mod value;

pub use binary::{Binary, DecodeError};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
pub use convert::ConversionError;
pub use decimal::Decimal;
pub use text::{Date, DateTimeOffset, Duration, Guid, TimeOfDay};
