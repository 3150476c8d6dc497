//! The traits by which collections of any element type are read and written.
//!
//! In: elements, one after the other. Out: the same elements in the same order. Invariant: an element that does not fit
//! the type of the elements is not added to the collection.

use super::{Slot, View};
use serde_json::Value as Json;

/// A collection with elements of any type, as it is needed for writing: its length, and each element as a [`View`].
///
/// ```
/// use graph_runtime::{List, View};
///
/// /// The texts of a collection of anything.
/// fn texts(list: &dyn List) -> Vec<String> {
///     let text = |index| match list.element(index) {
///         View::Str(text) | View::Member(text) => Some(text.to_owned()),
///         _ => None,
///     };
///     (0..list.len()).filter_map(text).collect()
/// }
///
/// assert_eq!(texts(&vec!["a".to_owned(), "b".to_owned()]), ["a", "b"]);
/// assert!(texts(&vec![1, 2]).is_empty());
/// ```
pub trait List {
    /// The number of elements.
    ///
    /// ```
    /// use graph_runtime::{View, Write};
    /// assert!(matches!(vec![1, 2].view(), View::List(list) if list.len() == 2));
    /// ```
    fn len(&self) -> usize;
    /// Whether there is no element.
    ///
    /// ```
    /// use graph_runtime::{View, Write};
    /// // A collection without elements is one: it is written as `[]`.
    /// assert!(matches!(Vec::<i32>::new().view(), View::List(list) if list.is_empty()));
    /// ```
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The element at `index`; [`View::Absent`] past the end.
    ///
    /// ```
    /// use graph_runtime::{List, View};
    /// let list: &dyn List = &vec![1];
    /// assert_eq!((list.element(0), list.element(1)), (View::Int(1), View::Absent));
    /// ```
    fn element(&self, index: usize) -> View<'_>;
}

/// A mutable reference to a field into which a collection is read, such as `Option<Vec<i32>>`.
///
/// ```
/// use graph_runtime::{ListSlot, Slot};
///
/// /// Reads the lines of a text into a collection of texts.
/// fn read_lines(place: &mut dyn ListSlot, text: &str) {
///     place.open();
///     for line in text.lines() {
///         place.push(&mut |slot| match slot {
///             Slot::String(place) => {
///                 **place = Some(line.to_owned());
///                 true
///             }
///             _ => false,
///         });
///     }
/// }
///
/// let mut categories: Option<Vec<String>> = None;
/// read_lines(&mut categories, "red\nblue");
/// assert_eq!(categories.as_deref(), Some(&["red".to_owned(), "blue".to_owned()][..]));
/// ```
pub trait ListSlot {
    /// Puts a new, empty collection into the field.
    ///
    /// ```
    /// use graph_runtime::ListSlot;
    /// let mut place: Option<Vec<i32>> = Some(vec![1]);
    /// place.open();
    /// assert_eq!(place, Some(vec![]));
    /// ```
    fn open(&mut self);
    /// Appends an element: `read` gets a slot to fill, and the element is kept if `read` returns true.
    ///
    /// ```
    /// use graph_runtime::{ListSlot, Slot};
    /// let mut place: Option<Vec<bool>> = None;
    /// ListSlot::push(&mut place, &mut |slot| {
    ///     if let Slot::Bool(place) = slot {
    ///         **place = Some(true);
    ///     }
    ///     true
    /// });
    /// ListSlot::push(&mut place, &mut |_| false);
    /// assert_eq!(place, Some(vec![true]));
    /// ```
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool);
    /// Keeps an element that does not fit the type of the elements, with its `index` in the JSON array. Returns false
    /// if this kind of list cannot keep it; the caller then keeps the whole collection as JSON.
    #[doc(hidden)]
    fn keep_misfit(&mut self, index: usize, value: &mut Json) -> bool {
        let _ = (index, value);
        false
    }
    /// The elements in the field. `None` for a field that is `None`, or that is a `Vec` without elements.
    ///
    /// ```
    /// use graph_runtime::ListSlot;
    /// assert_eq!(ListSlot::list(&Some(vec![1, 2])).map(|list| list.len()), Some(2));
    /// assert!(ListSlot::list(&None::<Vec<i32>>).is_none());
    /// ```
    fn list(&self) -> Option<&dyn List>;
    /// Removes the collection: a field that is an `Option` becomes `None`, and a field that is a `Vec` becomes empty.
    ///
    /// ```
    /// use graph_runtime::ListSlot;
    /// let mut place = Some(vec![1, 2]);
    /// ListSlot::clear(&mut place);
    /// assert_eq!(place, None);
    /// ```
    fn clear(&mut self);
    /// Whether the field has a collection.
    ///
    /// ```
    /// use graph_runtime::ListSlot;
    /// assert!(ListSlot::is_set(&Some(Vec::<i32>::new())));
    /// // A collection that is always there counts when it has elements.
    /// assert!(!ListSlot::is_set(&Vec::<i32>::new()));
    /// ```
    fn is_set(&self) -> bool {
        self.list().is_some()
    }
}
