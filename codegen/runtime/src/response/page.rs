//! The objects that wrap a collection or a single value in a response: `{"value": …}`.
//!
//! In: the body of a response. Out: the value, with the annotations beside it. Invariant: a value of an unexpected JSON
//! type is kept and written back. It is never written as an empty collection.

mod lenient;
mod misfits;

pub use misfits::Misfits;
use misfits::{AllItems, ItemSlot};

use crate::{Annotations, Extra, Field, Model, Slot, Table, TypeInfo, Value, View, VisitSlots, VisitViews, Write};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;
use std::{
    fmt,
    hash::{Hash, Hasher},
};

const VALUE: &str = "value";

/// One page of a collection.
///
/// ```
/// use graph_runtime::Page;
///
/// let json = r#"{"@odata.count":3,"@odata.nextLink":"https://x/next","value":["a","b"]}"#;
/// let page: Page<String> = serde_json::from_str(json)?;
/// assert_eq!(page.value, ["a", "b"]);
/// assert_eq!(page.next_link(), Some("https://x/next"));
/// assert_eq!(page.count(), Some(3));
/// assert_eq!(serde_json::to_string(&page)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A page without `value` is empty, and is written with an empty `value`. Items that are `null` or of another JSON type
/// are [misfits](Self::misfits); `value` has the other items.
#[derive(Clone)]
pub struct Page<T> {
    /// The items of this page that fit the type `T`.
    pub value: Vec<T>,
    /// The items that are `null` or of another JSON type than `T`, which are written back in their positions.
    #[doc(hidden)]
    pub misfits: Misfits,
    /// The members of the body that are neither `value` nor annotations. A `value` that is not an array is also here.
    pub extra: Extra,
    /// The annotations of the page, such as `@odata.nextLink` and `@odata.count`.
    pub annotations: Annotations,
}

impl<T> Page<T> {
    /// The items that are `null` or of another JSON type than the items of the collection, unchanged. They are not in
    /// `value`, and are written back at their positions between its items.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// let json = r#"{"value":[1,null,"x",2]}"#;
    /// let page: Page<i32> = serde_json::from_str(json)?;
    /// assert_eq!(page.value, [1, 2]);
    /// assert_eq!(page.misfits().collect::<Vec<_>>(), [&serde_json::Value::Null, &"x".into()]);
    /// assert_eq!(serde_json::to_string(&page)?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn misfits(&self) -> impl Iterator<Item = &Json> {
        self.misfits.values()
    }

    /// `@odata.nextLink`: the link to the next page.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// let page: Page<i32> = serde_json::from_str(r#"{"@odata.nextLink":"https://x/n?$skip=1","value":[1]}"#)?;
    /// assert_eq!(page.next_link(), Some("https://x/n?$skip=1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn next_link(&self) -> Option<&str> {
        self.annotations.next_link()
    }

    /// `@odata.deltaLink`: the link to later changes.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// let last: Page<i32> = serde_json::from_str(r#"{"value":[1],"@odata.deltaLink":"https://x/n?$deltatoken=1"}"#)?;
    /// assert_eq!((last.next_link(), last.delta_link()), (None, Some("https://x/n?$deltatoken=1")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn delta_link(&self) -> Option<&str> {
        self.annotations.delta_link()
    }

    /// `@odata.count`: the number of items of the whole collection.
    ///
    /// ```
    /// use graph_runtime::Page;
    /// let page: Page<i32> = serde_json::from_str(r#"{"@odata.count":7,"value":[1,2]}"#)?;
    /// assert_eq!((page.value.len(), page.count()), (2, Some(7)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn count(&self) -> Option<i64> {
        self.annotations.count()
    }
}

/// ```
/// use graph_runtime::Page;
/// assert_eq!(serde_json::to_string(&Page::from(vec![1, 2]))?, r#"{"value":[1,2]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<T> From<Vec<T>> for Page<T> {
    /// Makes a page of these items, without links.
    fn from(value: Vec<T>) -> Self {
        Self { value, ..Self::default() }
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            value: Vec::new(),
            misfits: Misfits::default(),
            extra: Extra::default(),
            annotations: Annotations::default(),
        }
    }
}

/// Iterates over the items in `value`. Elements that could not be read as `T` are left out (see [`Page::misfits`]).
impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<T: Value> Table for Page<T> {
    const TYPE_INFO: &'static TypeInfo =
        &TypeInfo { rust_name: "Page", type_name: "Collection", names: &[VALUE], sensitive: &[] };

    fn views(&self, visit: &mut VisitViews<'_>) {
        // If `value` was not an array in the body, `extra` holds it. It is written from there while the page has no
        // items.
        let all = AllItems { value: &self.value, misfits: &self.misfits };
        let is_empty = self.value.is_empty() && self.misfits.is_empty();
        let replaced = is_empty && self.extra.get(VALUE).is_some();
        let view = match self.misfits.is_empty() {
            _ if replaced => View::Absent,
            true => self.value.view(),
            false => View::List(&all),
        };
        visit(&[view], &self.extra, &self.annotations);
    }

    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        let mut items = ItemSlot { value: &mut self.value, misfits: &mut self.misfits };
        visit(&mut [Slot::List(&mut items)], &mut self.extra, &mut self.annotations);
    }
}

/// A single value that is not an object, such as the result of a function. Routes return a collection as a [`Page`].
///
/// ```
/// use graph_runtime::ODataValue;
///
/// let answer: ODataValue<bool> = serde_json::from_str(r#"{"value":true}"#)?;
/// assert_eq!(answer.value, Some(true));
/// let answer: ODataValue<Vec<String>> = serde_json::from_str(r#"{"value":["a"]}"#)?;
/// assert_eq!(answer.value.as_deref(), Some(&["a".to_owned()][..]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct ODataValue<T> {
    /// The member `value` of the response; `None` if it is missing or does not fit the type.
    pub value: Option<T>,
    /// The members of the body that are neither `value` nor annotations.
    pub extra: Extra,
    /// The annotations beside `value`, such as `@odata.context`.
    pub annotations: Annotations,
}

impl<T> Default for ODataValue<T> {
    fn default() -> Self {
        Self { value: None, extra: Extra::default(), annotations: Annotations::default() }
    }
}

impl<T: Value> Table for ODataValue<T> {
    const TYPE_INFO: &'static TypeInfo =
        &TypeInfo { rust_name: "ODataValue", type_name: "Value", names: &[VALUE], sensitive: &[] };

    fn views(&self, visit: &mut VisitViews<'_>) {
        visit(&[self.value.view()], &self.extra, &self.annotations);
    }

    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        visit(&mut [self.value.slot()], &mut self.extra, &mut self.annotations);
    }
}

// Implements the traits below as `object!` does, which does not support types with a type parameter.
macro_rules! wrapper {
    ($name:ident) => {
        impl<T: Value> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                crate::debug(self.as_structured(), formatter)
            }
        }
        impl<T: Value> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                crate::equal(self.as_structured(), other.as_structured())
            }
        }
        impl<T: Value> Eq for $name<T> {}
        impl<T: Value> Hash for $name<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                crate::hash(self.as_structured(), state);
            }
        }
        impl<T: Value> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::serialize(self.as_structured(), serializer)
            }
        }
        impl<'de, T: Value> Deserialize<'de> for $name<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::deserialize(deserializer)
            }
        }
    };
}

wrapper! { Page }
wrapper! { ODataValue }

impl<T: Value + Clone> Model for ODataValue<T> {
    const TYPE: &'static str = "Value";
    type Item = T;
    type Properties = ();
    const PROPERTIES: &'static () = &();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_not_a_collection_is_written_back() {
        for json in [r#"{"value":null}"#, r#"{"value":"x"}"#, r#"{"value":{"a":1}}"#, r#"{"value":[],"x":1}"#] {
            let mut page: Page<i32> = serde_json::from_str(json).unwrap();
            assert!(page.value.is_empty(), "{json}");
            assert_eq!(serde_json::to_string(&page).unwrap(), json);
            page.value.push(7);
            assert!(serde_json::to_string(&page).unwrap().starts_with(r#"{"value":[7]"#));
        }
        let page: Page<i32> = serde_json::from_str(r#"{"value":null,"value":[1]}"#).unwrap();
        assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"value":[1]}"#);
    }

    #[test]
    fn items_that_do_not_fit_their_type_are_written_back_at_their_positions() {
        for (json, value, misfits) in [
            (r#"{"value":[null]}"#, &[][..], 1),
            (r#"{"value":[null,1]}"#, &[1], 1),
            (r#"{"value":[1,"x",null,2,3,{"a":[1]}]}"#, &[1, 2, 3], 3),
        ] {
            let mut page: Page<i32> = serde_json::from_str(json).unwrap();
            assert_eq!((&*page.value, page.misfits().count()), (value, misfits), "{json}");
            assert_eq!(serde_json::to_string(&page).unwrap(), json);
            assert_eq!(serde_json::from_str::<Page<i32>>(json).unwrap(), page);
            // After all items are removed from `value`, the misfits are still written.
            page.value.clear();
            let written: Json = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
            assert_eq!(written["value"].as_array().map(Vec::len), Some(misfits), "{json}");
        }
        let page: Page<i32> = serde_json::from_str(r#"{"value":["x"],"value":[1]}"#).unwrap();
        assert_eq!((&*page.value, page.misfits().count()), (&[1][..], 0));
    }

    #[test]
    fn a_page_can_be_iterated_shown_and_compared() {
        let page: Page<i64> = serde_json::from_str(r#"{"value":[1,"2"]}"#).unwrap();
        assert_eq!(page.clone().into_iter().sum::<i64>(), 3);
        assert_eq!(format!("{page:?}"), "Page { value: [1, 2] }");
        assert_ne!(page, Page::default());
    }
}
