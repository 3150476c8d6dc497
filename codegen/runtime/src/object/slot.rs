//! The kinds of values that fields and elements can have: a variant of [`Slot`] and of [`View`] for each.
//!
//! In: a reference to a field. Out: a [`Slot`] to read a JSON value into the field, or a [`View`] to write its value.
//! Invariant: a slot accepts a JSON value only if the view of the field then writes an equal value. Any other value is
//! a misfit: the field stays unset, and the caller keeps the JSON value unchanged.

use super::{List, ListSlot, LiteralForm, Object, ObjectSlot, PatchSlot, ScalarKind, ScalarSlot, Structured};
use serde_json::Value as Json;

/// A mutable reference to a field of an object, with a variant for each kind of value that can be read into a field.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Object, Slot};
///
/// /// Sets the text members that a form has, by their wire names.
/// fn fill(object: &mut dyn Object, form: &[(&str, &str)]) {
///     let names = object.type_info().names;
///     object.slots(&mut |slots, _, _| {
///         for (name, slot) in names.iter().zip(slots) {
///             let Some((_, text)) = form.iter().find(|(field, _)| field == name) else { continue };
///             match slot {
///                 Slot::String(place) => **place = Some((*text).to_owned()),
///                 Slot::Bool(place) => **place = text.parse().ok(),
///                 Slot::Scalar(place) => drop(place.set_text(text)),
///                 _ => {}
///             }
///         }
///     });
/// }
///
/// let mut message = Message::default();
/// fill(&mut message, &[("subject", "a"), ("isRead", "true"), ("sentDateTime", "2024-02-29T12:30:00Z")]);
/// assert_eq!((message.subject.as_deref(), message.is_read), (Some("a"), Some(true)));
/// assert!(message.sent_date_time.is_some());
/// ```
pub enum Slot<'a> {
    /// A field for `Edm.Boolean`.
    Bool(&'a mut Option<bool>),
    /// A field for `Edm.Int32`.
    I32(&'a mut Option<i32>),
    /// A field for `Edm.Int64`. Strings of digits are accepted too.
    I64(&'a mut Option<i64>),
    /// A field for `Edm.Double`. The strings `"NaN"`, `"INF"` and `"-INF"` are accepted too.
    F64(&'a mut Option<f64>),
    /// A field for `Edm.String`.
    String(&'a mut Option<String>),
    /// A field for any other scalar, such as `Edm.Guid`, or for an enumeration.
    Scalar(&'a mut dyn ScalarSlot),
    /// A field for an object. The object is created when its first brace is read.
    Object(&'a mut dyn ObjectSlot),
    /// An object that exists already and is empty, such as a new element of a list.
    Place(&'a mut dyn Object),
    /// A field for a collection.
    List(&'a mut dyn ListSlot),
    /// A field that takes any JSON value, because its type is not declared.
    Untyped(&'a mut Option<Json>),
    /// A member of a PATCH body, which accepts `null` too.
    Patch(&'a mut dyn PatchSlot),
}

impl Slot<'_> {
    /// Removes the value of the field, for example before a new value replaces it. An object in `Place` stays as it is.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Bool(slot) => **slot = None,
            Self::I32(slot) => **slot = None,
            Self::I64(slot) => **slot = None,
            Self::F64(slot) => **slot = None,
            Self::String(slot) => **slot = None,
            Self::Scalar(slot) => slot.clear(),
            Self::Object(slot) => slot.clear(),
            Self::Place(_) => {}
            Self::List(slot) => slot.clear(),
            Self::Untyped(slot) => **slot = None,
            Self::Patch(slot) => slot.clear(),
        }
    }

    /// Whether the field to which the slot refers has a value.
    pub(crate) fn is_set(&self) -> bool {
        match self {
            Self::Bool(slot) => slot.is_some(),
            Self::I32(slot) => slot.is_some(),
            Self::I64(slot) => slot.is_some(),
            Self::F64(slot) => slot.is_some(),
            Self::String(slot) => slot.is_some(),
            Self::Scalar(slot) => slot.is_set(),
            Self::Object(slot) => slot.is_set(),
            Self::Place(_) => true,
            Self::List(slot) => slot.is_set(),
            Self::Untyped(slot) => slot.is_some(),
            Self::Patch(slot) => slot.is_set(),
        }
    }
}

/// The value of a field, or of an element of a list, in the form in which it is written, compared and printed.
///
/// ```
/// use graph_runtime::{ODataValue, View, Write};
/// assert_eq!("a".to_owned().view(), View::Str("a"));
/// assert_eq!(None::<i32>.view(), View::Absent);
/// // Whatever it is, it can be written as JSON, and shown.
/// let answer = ODataValue { value: Some(3), ..ODataValue::default() };
/// let view = View::Object(&answer);
/// assert_eq!(serde_json::to_string(&view)?, r#"{"value":3}"#);
/// assert_eq!(format!("{view:?}"), "ODataValue { value: 3 }");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// The member is left out: neither a name nor a value is written.
    Absent,
    /// A JSON `null`.
    Null,
    /// A value of `Edm.Boolean`.
    Bool(bool),
    /// An integer of any size up to 64 bits.
    Int(i64),
    /// A value of `Edm.Single`.
    F32(f32),
    /// A value of `Edm.Double`.
    F64(f64),
    /// A string, or a scalar that is compared as a string.
    Str(&'a str),
    /// The text of a scalar that is compared by value: `1.10` and `1.1` are equal as `Edm.Decimal`.
    Scalar(&'a str, ScalarKind),
    /// A documented member of an enumeration, or a combination of such members.
    Member(&'a str),
    /// A text that is not a documented member of its enumeration.
    Unrecognized(&'a str),
    /// The text of a number that is written with exactly these digits, such as `1.10`.
    Number(&'a str),
    /// An object with its members.
    Object(&'a dyn Structured),
    /// A collection with its elements.
    List(&'a dyn List),
    /// Any JSON value, which is written unchanged.
    Untyped(&'a Json),
}

/// A type whose values can be written as JSON, and as literals in a query option.
///
/// ```
/// use graph_runtime::{View, Write, query::Filter, query::Property};
///
/// /// A size, written as the number of its bytes.
/// struct Size { bytes: i64 }
/// impl Write for Size {
///     fn view(&self) -> View<'_> {
///         View::Int(self.bytes)
///     }
/// }
///
/// let filter: Filter<()> = Property::raw("size").typed::<Size>().eq(Size { bytes: 1 << 20 });
/// assert_eq!(filter.to_string(), "size eq 1048576");
/// ```
pub trait Write {
    /// Whether a query option writes the text of a value of this type in quotes, without quotes, or with a prefix.
    ///
    /// ```
    /// use graph_runtime::{Duration, Write, query::{Literal, LiteralForm}};
    /// assert_eq!(Duration::LITERAL, LiteralForm::Prefixed("duration"));
    /// assert_eq!(Duration::from("PT1H").literal(), "duration'PT1H'");
    /// ```
    const LITERAL: LiteralForm = LiteralForm::Quoted;

    /// The value as the [`View`] from which it is written.
    ///
    /// ```
    /// use graph_runtime::{Date, ScalarKind, View, Write};
    /// assert_eq!("a".to_owned().view(), View::Str("a"));
    /// assert_eq!(Date::from("2024-02-29").view(), View::Scalar("2024-02-29", ScalarKind::Day));
    /// assert!(matches!(vec![1, 2].view(), View::List(list) if list.len() == 2));
    /// ```
    fn view(&self) -> View<'_>;
}

/// A type of values in JSON requests and responses: a scalar, an enumeration, a structured type, or a collection of one
/// of these.
///
/// ```
/// use graph_runtime::{Binary, ODataValue, Value};
///
/// /// A type of the wire in an answer: whatever is a value can stand there.
/// fn answered<T: Value>(json: &str) -> Option<T> {
///     serde_json::from_str::<ODataValue<T>>(json).ok()?.value
/// }
///
/// assert_eq!(answered::<Vec<i32>>(r#"{"value":[1,2]}"#), Some(vec![1, 2]));
/// assert_eq!(answered::<Binary>(r#"{"value":"YQ=="}"#), Some(Binary::encode("a")));
/// assert_eq!(answered::<bool>(r#"{"value":"yes"}"#), None);
/// ```
pub trait Value: Write + Sized {
    /// A reference to a field of this type, as the [`Slot`] into which its value is read.
    ///
    /// ```
    /// use graph_runtime::{Slot, Value};
    /// let mut place: Option<i32> = None;
    /// if let Slot::I32(slot) = i32::slot(&mut place) {
    ///     *slot = Some(7);
    /// }
    /// assert_eq!(place, Some(7));
    /// ```
    fn slot(place: &mut Option<Self>) -> Slot<'_>;

    /// Appends an element to `list`: `read` gets a slot to fill, and the element is kept if `read` returns true.
    ///
    /// ```
    /// use graph_runtime::{Slot, Value};
    /// let mut numbers = vec![1];
    /// for (number, keep) in [(2, true), (3, false)] {
    ///     i32::push(&mut numbers, &mut |slot| {
    ///         if let Slot::I32(slot) = slot {
    ///             **slot = Some(number);
    ///         }
    ///         keep
    ///     });
    /// }
    /// assert_eq!(numbers, [1, 2]);
    /// ```
    #[inline]
    fn push(list: &mut Vec<Self>, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        let mut place = None;
        if read(&mut Self::slot(&mut place)) {
            list.extend(place);
        }
    }
}

/// A type that a field of a structured type can have, such as `Option<String>`.
///
/// ```
/// use graph_runtime::{Field, Patch};
///
/// /// Whether nothing was read into a field, of a model or of a PATCH body.
/// fn is_untouched<F: Field + Default + PartialEq>(field: &F) -> bool {
///     *field == F::default()
/// }
///
/// assert!(is_untouched(&None::<String>) && is_untouched(&Patch::<String>::Keep));
/// assert!(!is_untouched(&Patch::<String>::Null));
/// ```
pub trait Field: Write {
    /// The field as the [`Slot`] into which its value is read.
    ///
    /// ```
    /// use graph_runtime::{Field, Patch, Slot};
    /// let mut field = Some(3);
    /// assert!(matches!(field.slot(), Slot::I32(Some(3))));
    /// // A field of a PATCH body takes `null`, too.
    /// let mut field = Patch::Set(3);
    /// if let Slot::Patch(slot) = field.slot() {
    ///     slot.set_null();
    /// }
    /// assert_eq!(field, Patch::Null);
    /// ```
    fn slot(&mut self) -> Slot<'_>;
}

impl<T: Value> Field for Option<T> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }
}

impl<T: Write> Write for Option<T> {
    const LITERAL: LiteralForm = T::LITERAL;

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }
}
