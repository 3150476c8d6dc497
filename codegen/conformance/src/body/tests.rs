//! Tests that `check_object` fails for a type that does not write back all that it read. Each variant of `Forgets`
//! loses another part.

use super::*;
use graph_runtime::{Annotations, Extra, Structured, TypeInfo, VisitSlots, VisitViews};
use serde_json::json;

#[derive(Clone, Default)]
struct Item {
    level: Option<String>,
    size: Option<i64>,
    extra: Extra,
    annotations: Annotations,
}
graph_runtime::object! { Item: "test.item", bases []; level = "level", size = "si/ze" }

/// The part of the JSON that a [`Forgetful`] does not write back.
#[derive(Clone, Copy, PartialEq)]
enum Forgets {
    Nothing,
    Extra,
    Annotations,
    UnknownLevels,
}

/// An item whose `level` is an enumeration with the only member `low`.
struct Forgetful(Item, Forgets);

impl Structured for Forgetful {
    fn type_info(&self) -> &'static TypeInfo {
        self.0.type_info()
    }
    fn views(&self, visit: &mut VisitViews<'_>) {
        let none = Item::default();
        self.0.views(&mut |views, extra, annotations| {
            let mut views = views.to_vec();
            views[0] = match views[0] {
                View::Str(text) if text == "low" || self.1 != Forgets::UnknownLevels => View::Member(text),
                _ => View::Absent,
            };
            let extra = if self.1 == Forgets::Extra { &none.extra } else { extra };
            let annotations = if self.1 == Forgets::Annotations { &none.annotations } else { annotations };
            visit(&views, extra, annotations);
        });
    }
}

impl Object for Forgetful {
    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        self.0.slots(visit);
    }
}

#[test]
fn a_part_that_reading_or_writing_loses_is_reported() {
    let json = r#"{"level":"low","si/ze":1,"@a":null}"#;
    let check = |new: New| check_object(new, json).map_err(|failure| failure.to_string());
    assert_eq!(check(|| Box::new(Forgetful(Item::default(), Forgets::Nothing))), Ok(()));
    for (new, reason) in [
        (
            (|| Box::new(Forgetful(Item::default(), Forgets::Extra))) as New,
            "with an unknown member in each object: /zzUnknownMember is lost",
        ),
        (|| Box::new(Forgetful(Item::default(), Forgets::Annotations)), "/@a is lost"),
        (|| Box::new(Forgetful(Item::default(), Forgets::UnknownLevels)), "with /level unknown: /level is lost"),
    ] {
        assert_eq!(check(new), Err(reason.to_owned()));
    }
}

#[test]
fn a_body_that_is_not_an_object_is_a_failure() {
    for json in ["", "[]", "1", "{"] {
        assert_eq!(check::<Item>(json).unwrap_err().variation, "", "{json}");
    }
}

#[test]
fn the_number_of_variations_is_bounded() {
    let list: Vec<Json> = (0..1000).map(|index| json!({ "level": "low", "si/ze": index })).collect();
    let body = json!({ "items": list });
    let members: Vec<String> = (0..1000).map(|index| format!("/items/{index}/level")).collect();
    assert_eq!(variations::one_by_one(&body, &members).count(), 1 + 2 * 128 + 128);
    // 1: unknown members are added. 2: `items`, the only member of the body, is `null` or missing. 4: `level` or
    // `si/ze` of all items is `null` or missing. 1: all values of `level` are unknown.
    assert_eq!(variations::many_at_a_time(&body, &members).count(), 1 + 2 + 4 + 1);
}

#[test]
fn some_variation_has_each_member_as_null_and_some_variation_omits_it() {
    let body = json!({ "a": 1, "b": [{ "c": 2, "d": { "e": 3 } }], "f": 4 });
    let varied: Vec<Json> = variations::many_at_a_time(&body, &[]).map(|variation| variation.value).collect();
    for pointer in ["/a", "/b", "/f", "/b/0/c", "/b/0/d", "/b/0/d/e"] {
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        assert!(varied.iter().any(|value| value.pointer(pointer).is_some_and(Json::is_null)), "{pointer} null");
        let is_missing =
            |value: &Json| value.pointer(pointer).is_none() && value.pointer(parent).is_some_and(Json::is_object);
        assert!(varied.iter().any(is_missing), "{pointer} missing");
    }
}
