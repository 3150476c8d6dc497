//! Scalars that have no variant of their own in `Slot`, such as `Edm.Guid`, and enumerations.
//!
//! In: a JSON string or a JSON number. Out: the value, if it fits. Invariant: a value that fits is written back as an
//! equal value. The spelling can differ: the member `high` of an enumeration is also read from `HIGH`, and written as
//! `high`.

use super::{View, Write};
use serde_json::Number;

/// A scalar that is read from a string or a number. `None` means that the JSON value does not fit.
///
/// ```
/// use graph_runtime::{ODataValue, Scalar, Slot, Value, View, Write};
///
/// #[derive(Debug, PartialEq)]
/// struct Colour(String);
///
/// impl Scalar for Colour {
///     fn from_text(text: &str) -> Option<Self> {
///         text.starts_with('#').then(|| Self(text.to_owned()))
///     }
/// }
/// impl Write for Colour {
///     fn view(&self) -> View<'_> {
///         View::Str(&self.0)
///     }
/// }
/// impl Value for Colour {
///     fn slot(place: &mut Option<Self>) -> Slot<'_> {
///         Slot::Scalar(place)
///     }
/// }
///
/// let red: ODataValue<Colour> = serde_json::from_str(r##"{"value":"#f00"}"##)?;
/// assert_eq!(red.value, Some(Colour("#f00".to_owned())));
/// let none: ODataValue<Colour> = serde_json::from_str(r#"{"value":"red"}"#)?;
/// assert_eq!(serde_json::to_string(&none)?, r#"{"value":"red"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Scalar: Sized {
    /// Makes a value from the text of a JSON string. `None` if the text does not fit the type.
    ///
    /// ```
    /// use graph_runtime::{Decimal, Scalar};
    /// assert_eq!(Decimal::from_text("12.50"), Some(Decimal::from("12.50")));
    /// ```
    fn from_text(text: &str) -> Option<Self> {
        let _ = text;
        None
    }
    /// Makes a value from a JSON number. `None` if the number does not fit the type.
    ///
    /// ```
    /// use graph_runtime::{Date, Decimal, Scalar};
    /// assert_eq!(Decimal::from_number(&12.into()), Some(Decimal::from(12)));
    /// // A date is not a number.
    /// assert_eq!(Date::from_number(&12.into()), None);
    /// ```
    fn from_number(number: &Number) -> Option<Self> {
        let _ = number;
        None
    }
}

/// A mutable reference to a field into which a [`Scalar`] is read, such as `Option<Date>`.
///
/// ```
/// use graph_runtime::{Date, Guid, ScalarSlot};
///
/// /// Reads a row of a table into places of any types.
/// fn read(places: &mut [&mut dyn ScalarSlot], row: &str) -> bool {
///     places.iter_mut().zip(row.split(',')).all(|(place, cell)| place.set_text(cell))
/// }
///
/// let (mut day, mut id) = (None::<Date>, None::<Guid>);
/// assert!(read(&mut [&mut day, &mut id], "2024-02-29,02bd9fd6-8f93-4758-87c3-1fb73740a315"));
/// assert_eq!(day, Some(Date::from("2024-02-29")));
/// ```
pub trait ScalarSlot {
    /// Reads a JSON string into the field. Returns `false`, and leaves the field unset, if the string does not fit.
    ///
    /// ```
    /// use graph_runtime::{Date, ScalarSlot};
    /// let mut place = None::<Date>;
    /// assert!(place.set_text("2024-02-29"));
    /// assert_eq!(place, Some(Date::from("2024-02-29")));
    /// ```
    fn set_text(&mut self, text: &str) -> bool;
    /// Reads a JSON number into the field. Returns `false`, and leaves the field unset, if the number does not fit.
    ///
    /// ```
    /// use graph_runtime::{Date, ScalarSlot};
    /// let mut place = Some(Date::from("2024-02-29"));
    /// assert!(!place.set_number(&20_240_229.into()));
    /// // What does not fit leaves nothing.
    /// assert_eq!(place, None);
    /// ```
    fn set_number(&mut self, number: &Number) -> bool;
    /// Whether the value of the field is written as exactly the JSON string that it was read from, given as `text`. If
    /// not, a caller that has to reproduce the original JSON keeps the text itself.
    ///
    /// ```
    /// use graph_runtime::{Decimal, ScalarSlot};
    /// assert!(Some(Decimal::from("12.50")).is_written_as("12.50"));
    /// // As a number it is written without quotes.
    /// assert!(!Some(Decimal::from(12)).is_written_as("12"));
    /// ```
    fn is_written_as(&self, text: &str) -> bool;
    /// Sets the field to `None`.
    ///
    /// ```
    /// use graph_runtime::{Date, ScalarSlot};
    /// let mut place = Some(Date::from("2024-02-29"));
    /// place.clear();
    /// assert_eq!(place, None);
    /// ```
    fn clear(&mut self);
    /// Whether the field has a value.
    ///
    /// ```
    /// use graph_runtime::{Date, ScalarSlot};
    /// assert!(ScalarSlot::is_set(&Some(Date::from("2024-02-29"))) && !ScalarSlot::is_set(&None::<Date>));
    /// ```
    fn is_set(&self) -> bool;
}

impl<T: Scalar + Write> ScalarSlot for Option<T> {
    fn set_text(&mut self, text: &str) -> bool {
        *self = T::from_text(text);
        self.is_some()
    }
    fn set_number(&mut self, number: &Number) -> bool {
        *self = T::from_number(number);
        self.is_some()
    }
    fn is_written_as(&self, text: &str) -> bool {
        match self.view() {
            View::Str(written) | View::Scalar(written, _) | View::Member(written) | View::Unrecognized(written) => {
                written == text
            }
            // An `f32` is read from a string only for `NaN`, `INF` and `-INF`, which have no other spelling.
            View::F32(_) => true,
            _ => false,
        }
    }
    fn clear(&mut self) {
        *self = None;
    }
    fn is_set(&self) -> bool {
        self.is_some()
    }
}
