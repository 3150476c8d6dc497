//! What wraps the answers of collections and of scalars.
//!
//! In: `{"value": …}`. Out: the value, with the annotations around it.
//! Invariant: as for every structured type, what does not fit is kept and written back.

use crate::{
    Annotations, Extra, Field, Model, Shape, Slot, Table, Value, View, VisitSlots, VisitViews, Write, model::table,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

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
/// A page without `value` is empty, and written with an empty `value`.
#[derive(Clone)]
pub struct Page<T> {
    /// The items of this page.
    pub value: Vec<T>,
    /// Members other than `value`.
    pub extra: Extra,
    /// Where the collection goes on, how many items it has, and more.
    pub annotations: Annotations,
}

impl<T> Page<T> {
    /// `@odata.nextLink`: where the collection goes on.
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

    /// `@odata.deltaLink`: where later changes are found.
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

    /// `@odata.count`: how many items the whole collection has.
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

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { value: Vec::new(), extra: Extra::default(), annotations: Annotations::default() }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<T: Value> Table for Page<T> {
    const SHAPE: &'static Shape = &Shape { rust_name: "Page", type_name: "Collection", names: &[VALUE] };

    fn views(&self, visit: &mut VisitViews<'_>) {
        // A `value` that was no collection of `T` is kept in `extra` as long as nothing replaces it.
        let replaced = self.value.is_empty() && self.extra.get(VALUE).is_some();
        let view = if replaced { View::Absent } else { self.value.view() };
        visit(&[view], &self.extra, &self.annotations);
    }

    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        visit(&mut [Slot::List(table::list_slot(&mut self.value))], &mut self.extra, &mut self.annotations);
    }
}

/// A scalar, or a collection of scalars, as a function returns it.
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
    /// The value.
    pub value: Option<T>,
    /// Members other than `value`.
    pub extra: Extra,
    /// What is said about the value.
    pub annotations: Annotations,
}

impl<T> Default for ODataValue<T> {
    fn default() -> Self {
        Self { value: None, extra: Extra::default(), annotations: Annotations::default() }
    }
}

impl<T: Value> Table for ODataValue<T> {
    const SHAPE: &'static Shape = &Shape { rust_name: "ODataValue", type_name: "Value", names: &[VALUE] };

    fn views(&self, visit: &mut VisitViews<'_>) {
        visit(&[self.value.view()], &self.extra, &self.annotations);
    }

    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        visit(&mut [self.value.slot()], &mut self.extra, &mut self.annotations);
    }
}

// `object!` for types with a parameter.
macro_rules! wrapper {
    ($name:ident, $type_name:literal) => {
        impl<T: Value + Clone> Model for $name<T> {
            const TYPE: &'static str = $type_name;
            type Item = T;
            type Properties = ();
            const PROPERTIES: &'static () = &();
        }
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

wrapper! { Page, "Collection" }
wrapper! { ODataValue, "Value" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_none_comes_back() {
        for json in [r#"{"value":null}"#, r#"{"value":"x"}"#, r#"{"value":[1,"x"]}"#, r#"{"value":[],"x":1}"#] {
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
    fn a_page_is_its_items() {
        let page: Page<i64> = serde_json::from_str(r#"{"value":[1,"2"]}"#).unwrap();
        assert_eq!(page.clone().into_iter().sum::<i64>(), 3);
        assert_eq!(format!("{page:?}"), "Page { value: [1, 2] }");
        assert_ne!(page, Page::default());
    }
}
