//! Slots and views: the members of any type as a closed set of cases.
//!
//! In: a reference to a field. Out: a [`Slot`] to read into it, a [`View`] to write it.
//! Invariant: a slot is set only by a JSON value that its view writes back equal; everything else is a misfit and leaves it
//! unset, so that the caller can keep the value as it came.

use crate::{Json, Object, Patch, Structured, query::LiteralForm};
use serde_json::Number;

/// A place to read one value into.
pub enum Slot<'a> {
    /// `Edm.Boolean`.
    Bool(&'a mut Option<bool>),
    /// `Edm.Int32`.
    I32(&'a mut Option<i32>),
    /// `Edm.Int64`; strings of digits are read too.
    I64(&'a mut Option<i64>),
    /// `Edm.Double`; `"NaN"`, `"INF"` and `"-INF"` are read too.
    F64(&'a mut Option<f64>),
    /// `Edm.String`.
    String(&'a mut Option<String>),
    /// Every other scalar, and enumerations.
    Scalar(&'a mut dyn ScalarSlot),
    /// A structured value that is made when the first brace is seen.
    Object(&'a mut dyn ObjectSlot),
    /// A structured value that is there already and empty.
    Place(&'a mut dyn Object),
    /// A collection.
    List(&'a mut dyn ListSlot),
    /// A value without a declared type.
    Untyped(&'a mut Option<Json>),
    /// A member of a PATCH body: `null` is read too.
    Patch(&'a mut dyn PatchSlot),
}

impl Slot<'_> {
    /// Forgets what was read before; a repeated member replaces the earlier one.
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

    /// Whether a value was read.
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

/// A value about to be written.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Nothing is written, not even the name.
    Absent,
    /// `null`.
    Null,
    /// A Boolean.
    Bool(bool),
    /// Any integer.
    Int(i64),
    /// `Edm.Single`.
    F32(f32),
    /// `Edm.Double`.
    F64(f64),
    /// Text and text scalars.
    Str(&'a str),
    /// A member of an enumeration.
    Member(&'a str),
    /// The text of a JSON number.
    Number(&'a str),
    /// A structured value.
    Object(&'a dyn Structured),
    /// A collection.
    List(&'a dyn List),
    /// A value without a declared type.
    Untyped(&'a Json),
}

/// A type whose values can be written.
pub trait Write {
    /// How text of this type stands in a query option.
    const LITERAL: LiteralForm = LiteralForm::Quoted;

    /// The value as a view.
    fn view(&self) -> View<'_>;
}

/// A type of the wire: a scalar, an enumeration, a structured type, or a collection of one of these.
pub trait Value: Write + Sized {
    /// The place that holds such a value, as a slot.
    fn slot(place: &mut Option<Self>) -> Slot<'_>;

    /// Lets `read` fill a new last element of `list`; it is kept when `read` says so.
    #[inline]
    fn push(list: &mut Vec<Self>, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        let mut place = None;
        if read(&mut Self::slot(&mut place))
            && let Some(value) = place
        {
            list.push(value);
        }
    }
}

/// A field of a structured type.
pub trait Field: Write {
    /// The field as a slot.
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

/// A scalar read from text or from a number. `None` says that the JSON value does not fit.
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
    /// Reads a JSON string.
    fn from_text(text: &str) -> Option<Self> {
        let _ = text;
        None
    }
    /// Reads a JSON number.
    fn from_number(number: &Number) -> Option<Self> {
        let _ = number;
        None
    }
}

/// The place of a [`Scalar`].
pub trait ScalarSlot {
    /// Reads a JSON string; `false` when it does not fit.
    fn set_text(&mut self, text: &str) -> bool;
    /// Reads a JSON number; `false` when it does not fit.
    fn set_number(&mut self, number: &Number) -> bool;
    /// Whether the value is written as this JSON string.
    fn is_written_as(&self, text: &str) -> bool;
    /// Forgets the value.
    fn clear(&mut self);
    /// Whether there is a value.
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
            View::Str(written) | View::Member(written) => written == text,
            // The floats that are no JSON numbers have one spelling.
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

/// The place of a structured value.
pub trait ObjectSlot {
    /// Puts a new, empty value in place.
    fn open(&mut self) -> &mut dyn Object;
    /// Forgets the value.
    fn clear(&mut self);
    /// Whether there is a value.
    fn is_set(&self) -> bool;
}

impl<T: Object + Default> ObjectSlot for Option<T> {
    fn open(&mut self) -> &mut dyn Object {
        self.insert(T::default()).as_object()
    }
    fn clear(&mut self) {
        *self = None;
    }
    fn is_set(&self) -> bool {
        self.is_some()
    }
}

/// The place of a member of a PATCH body.
pub trait PatchSlot {
    /// Lets `read` fill the place of the value; it is kept when `read` says so.
    fn read(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool);
    /// Clears the member: `null` was read.
    fn set_null(&mut self);
    /// Leaves the member as it is.
    fn clear(&mut self);
    /// Whether a value or `null` was read.
    fn is_set(&self) -> bool;
}

/// The elements of a collection, to be written.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The element at `index`; [`View::Absent`] past the end.
    fn element(&self, index: usize) -> View<'_>;
}

impl<T: Write> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn element(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Write::view)
    }
}

/// The place of a collection.
pub trait ListSlot {
    /// Puts a new, empty collection in place.
    fn open(&mut self);
    /// Lets `read` fill a new last element; it is kept when `read` says so.
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool);
    /// What was read so far.
    fn list(&self) -> Option<&dyn List>;
    /// Forgets the collection.
    fn clear(&mut self);
    /// Whether there is a collection.
    fn is_set(&self) -> bool {
        self.list().is_some()
    }
}

impl<T: Value> ListSlot for Option<Vec<T>> {
    fn open(&mut self) {
        *self = Some(Vec::new());
    }
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        T::push(self.get_or_insert_default(), read);
    }
    fn list(&self) -> Option<&dyn List> {
        self.as_ref().map(|list| list as &dyn List)
    }
    fn clear(&mut self) {
        *self = None;
    }
}

/// A collection that is always there, and counts as set when it has elements.
impl<T: Value> ListSlot for Vec<T> {
    fn open(&mut self) {
        Vec::clear(self);
    }
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        T::push(self, read);
    }
    fn list(&self) -> Option<&dyn List> {
        (!self.is_empty()).then_some(self)
    }
    fn clear(&mut self) {
        Vec::clear(self);
    }
}
