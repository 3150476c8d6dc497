//! Reads a page of a collection from the forms of response bodies that services use for it, such as a bare array.
//!
//! In: the body of a response to a route that returns a collection. Out: a page, or an error. Invariant: an object
//! without `value` that has members other than annotations is not read as an empty page, unless it has a next link, a
//! delta link or a count.

use crate::{Model, Page, Value, View};
use serde::de::Error as _;
use serde_json::{Error, Map, Value as Json};

const VALUE: &str = "value";

impl<T: Value + Clone> Model for Page<T> {
    const TYPE: &'static str = "Collection";
    type Item = T;
    type Properties = ();
    const PROPERTIES: &'static () = &();

    fn from_body(body: &[u8]) -> Result<Self, Error> {
        page_from_body(body)
    }

    fn misfit_items(&self) -> Vec<usize> {
        self.misfits.indexes()
    }
}

/// Reads a page from one of these forms:
/// - `{"value": […]}`, the standard form; `null` in place of the array means an empty page
/// - `[…]`, a bare array of the items
/// - `{"value": {…}}`, one item in place of the array
/// - `{…}`, one item in place of the whole object
fn page_from_body<T: Value>(body: &[u8]) -> Result<Page<T>, Error> {
    if body.trim_ascii_start().starts_with(b"[") {
        return page_of(serde_json::from_slice(body)?);
    }
    let mut page: Page<T> = serde_json::from_slice(body)?;
    let has_links = page.next_link().is_some() || page.delta_link().is_some() || page.count().is_some();
    let has_items = !page.value.is_empty() || !page.misfits.is_empty();
    match page.extra.get(VALUE) {
        // Some services send `null` for a collection without items.
        None | Some(Json::Null) if has_items || has_links || page.extra.is_empty() => Ok(page),
        Some(Json::Null) => Ok(page),
        Some(item) => {
            page.value = single_item(item.clone())?;
            page.extra.remove(VALUE);
            Ok(page)
        }
        None if is_list(body) => Ok(page),
        None => Ok(Page { value: single_item(serde_json::from_slice(body)?)?, ..Page::default() }),
    }
}

/// Whether the body is an object with a member `value`. Such a body is a page, whatever other members it has.
fn is_list(body: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Json>>(body).is_ok_and(|object| object.contains_key(VALUE))
}

fn page_of<T: Value>(items: Json) -> Result<Page<T>, Error> {
    serde_json::from_value(Json::Object(Map::from_iter([(VALUE.to_owned(), items)])))
}

/// Reads a JSON value that stands for a whole list as its only item. It is an error if the value does not fit the type
/// `T`, or is an object without any documented member.
fn single_item<T: Value>(item: Json) -> Result<Vec<T>, Error> {
    let page: Page<T> = page_of(Json::Array(vec![item]))?;
    match page.value.first().map(|item| has_known_member(item.view())) {
        Some(true) => Ok(page.value),
        Some(false) | None => Err(Error::custom("the body has no list `value`, and is not an item of the collection")),
    }
}

/// Whether a value is a scalar, or an object with at least one member that its type documents.
fn has_known_member(view: View<'_>) -> bool {
    let View::Object(object) = view else { return true };
    let mut any = false;
    object.views(&mut |views, _, _| any = views.iter().any(|view| !matches!(view, View::Absent)));
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Annotations, Extra};

    #[derive(Clone, Default)]
    struct Item {
        id: Option<String>,
        extra: Extra,
        annotations: Annotations,
    }
    crate::object! { Item: "test.item", bases []; id = "id" }

    fn ids(body: &str) -> Option<Vec<Option<String>>> {
        let page: Page<Item> = page_from_body(body.as_bytes()).ok()?;
        Some(page.into_iter().map(|item| item.id).collect())
    }

    #[test]
    fn a_body_with_items_is_read_as_a_page_of_these_items() {
        let id = |id: &str| Some(id.to_owned());
        for (body, expected) in [
            (r#"{"value":[{"id":"1"},null,{"id":"2"}]}"#, vec![id("1"), id("2")]),
            (r#"[{"id":"1"},5,{"id":"2"}]"#, vec![id("1"), id("2")]),
            (r#"{"value":{"id":"1"}}"#, vec![id("1")]),
            (r#"{"@odata.context":"x","id":"1","status":"running"}"#, vec![id("1")]),
            (r#"{"value":[{"other":1}]}"#, vec![None]),
        ] {
            assert_eq!(ids(body), Some(expected), "{body}");
        }
        let page: Page<i32> = page_from_body(br#"{"value":7}"#).unwrap();
        assert_eq!(page.value, [7]);
        let page: Page<Item> = page_from_body(br#"{"@odata.etag":"e","id":"1","x":2}"#).unwrap();
        assert_eq!(page.value[0].annotations.etag(), Some("e"));
        assert_eq!(page.value[0].extra.get("x"), Some(&2.into()));
    }

    #[test]
    fn a_body_without_items_is_read_as_an_empty_page() {
        for body in [
            r#"{"value":[]}"#,
            r#"{"value":null}"#,
            "{}",
            "[]",
            r#"{"value":[],"more":1}"#,
            r#"{"@odata.context":"x"}"#,
            r#"{"@odata.deltaLink":"x","more":1}"#,
        ] {
            assert_eq!(ids(body), Some(Vec::new()), "{body}");
        }
    }

    #[test]
    fn a_body_without_a_list_of_items_is_an_error() {
        for body in
            [r#"{"value":"x"}"#, r#"{"value":{"other":1}}"#, r#"{"other":1}"#, "1", "\"x\"", "null", "[1", "{} x"]
        {
            assert_eq!(ids(body), None, "{body}");
        }
    }
}
