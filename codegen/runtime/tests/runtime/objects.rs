//! Tests reading and writing of structured types: which JSON values a field accepts, what happens to those that it does
//! not accept, and what is written back.

use crate::model::{
    DirectoryObject, DirectoryObjectDerived, Importance, Node, Nothing, Scalars, User, UserDerived, UserPatch,
};
use graph_runtime::{Model, Patch, Polymorphic};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value as Json, json};

fn read<T: DeserializeOwned>(value: &Json) -> T {
    serde_json::from_str(&value.to_string()).unwrap()
}

/// Reads from text and from a JSON value. Checks that both results are equal, and that writing returns `value`.
fn lossless<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(value: &Json) -> T {
    let from_text: T = read(value);
    let from_value: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(from_text, from_value);
    assert_eq!(&serde_json::to_value(&from_text).unwrap(), value);
    let again: T = serde_json::from_str(&serde_json::to_string(&from_text).unwrap()).unwrap();
    assert_eq!(again, from_text);
    from_text
}

#[test]
fn every_kind_of_field_is_read_and_written() {
    let user: User = lossless(&json!({
        "@odata.type": "#microsoft.graph.user",
        "id": "1",
        "accountEnabled": true,
        "importance": "low",
        "manager": { "@odata.type": "#microsoft.graph.user", "id": "2", "mail": "m@contoso.com" },
        "businessPhones": ["1", "2"],
        "levels": ["low", "urgent"],
        "reports": [{ "id": "3" }, { "id": "4", "reports": [] }],
        "anything": { "a": [1, null] },
        "reports@odata.nextLink": "https://x/",
        "colour": "red",
    }));
    assert_eq!(user.account_enabled, Some(true));
    assert_eq!(user.importance, Some(Importance::Low));
    assert_eq!(user.levels.unwrap()[1].as_str(), "urgent");
    assert_eq!(user.reports.unwrap().len(), 2);
    assert_eq!(user.extra.len(), 1);
    assert_eq!(user.annotations.len(), 2);
    let manager = user.manager.unwrap();
    assert_eq!(manager.extra.get("mail"), Some(&json!("m@contoso.com")));
}

#[test]
fn every_scalar_keeps_its_value() {
    let scalars: Scalars = lossless(&json!({
        "int16": -300, "int32": 70000, "int64": 9_007_199_254_740_993_i64, "byte": 255, "sbyte": -128,
        "single": 0.1, "double": 1e300, "decimal": 12.5, "date": "2024-02-30", "time": "25:00",
        "duration": "PT1H", "guid": "no guid", "binary": "AAA=", "singles": [0.5, 0.1], "integers": [1, 2],
    }));
    assert!(scalars.extra.is_empty());
    assert_eq!(scalars.single, Some(0.1));
    let text: Scalars =
        lossless(&json!({ "double": "NaN".replace("NaN", "-INF"), "single": "INF", "decimal": "1.50" }));
    assert_eq!((text.double, text.single), (Some(f64::NEG_INFINITY), Some(f32::INFINITY)));
    let nan: Scalars = read(&json!({ "double": "NaN" }));
    assert!(nan.double.unwrap().is_nan());
    assert_eq!(serde_json::to_string(&nan).unwrap(), r#"{"double":"NaN"}"#);
    let int64: Scalars = read(&json!({ "int64": "-5", "int32": 3.0 }));
    assert_eq!((int64.int64, int64.int32), (Some(-5), Some(3)));
}

#[test]
fn a_value_that_does_not_fit_is_kept_unchanged() {
    for (name, value) in [
        ("int32", json!("1")),
        ("int32", json!(3_000_000_000_u32)),
        ("int32", json!(1.5)),
        ("int64", json!(u64::MAX)),
        ("int64", json!("abc")),
        ("int16", json!(40_000)),
        ("byte", json!(-1)),
        ("sbyte", json!(true)),
        ("single", json!(0.123_456_789_012)),
        ("single", json!(1e300)),
        ("double", json!("1.5")),
        ("double", json!(u64::MAX)),
        ("double", json!(9_007_199_254_740_993_i64)),
        ("decimal", json!([])),
        ("date", json!(20_240_229)),
        ("guid", json!({ "a": { "b": 1 } })),
        ("singles", json!([0.5, "x", [1], null])),
        ("singles", json!({ "0": 1 })),
        ("integers", json!([1, 2, 3.5, { "a": 1 }])),
        ("integers", json!([null])),
        ("int32", Json::Null),
    ] {
        let scalars: Scalars = lossless(&json!({ name: value }));
        assert_eq!(scalars.extra.get(name), Some(&value), "{name}: {value}");
    }
    for (name, value) in [
        ("manager", json!("a text")),
        ("manager", json!([{}])),
        ("manager", json!(1.5)),
        ("reports", json!([{ "id": "1" }, "2", { "id": 3 }])),
        ("reports", json!([[]])),
        ("businessPhones", json!(["1", null])),
        ("levels", json!("low")),
        ("importance", json!(3)),
        ("accountEnabled", json!("true")),
    ] {
        let user: User = lossless(&json!({ "id": "1", name: value, "scalars": { "int32": 1 } }));
        assert_eq!(user.extra.get(name), Some(&value), "{name}: {value}");
        assert_eq!(user.id.as_deref(), Some("1"));
    }
    for list in [json!(["Normal", "low", 1]), json!([["Normal"]])] {
        let user: User = lossless(&json!({ "levels": list }));
        assert_eq!(user.extra.get("levels"), Some(&list));
    }
    let deep: User = lossless(&json!({ "reports": [{ "reports": [{ "accountEnabled": 1 }] }] }));
    assert!(deep.extra.is_empty());
}

#[test]
fn a_field_that_is_set_later_replaces_the_value_that_did_not_fit() {
    let mut user: User = read(&json!({ "id": null, "accountEnabled": "no", "x": 1 }));
    assert_eq!(user.id, None);
    user.id = Some("1".into());
    user.account_enabled = Some(false);
    assert_eq!(serde_json::to_value(&user).unwrap(), json!({ "id": "1", "accountEnabled": false, "x": 1 }));
    let again: User = read(&serde_json::to_value(&user).unwrap());
    assert_eq!(again, user, "what is written equal is equal");
}

#[test]
fn the_last_of_repeated_members_counts() {
    for (text, expected) in [
        (r#"{"id":"1","id":"2"}"#, json!({ "id": "2" })),
        (r#"{"id":"1","id":null}"#, json!({ "id": null })),
        (r#"{"id":null,"id":"2"}"#, json!({ "id": "2" })),
        (r#"{"id":5,"id":null}"#, json!({ "id": null })),
        (r#"{"x":1,"id":5,"x":2,"id":"2"}"#, json!({ "x": 2, "id": "2" })),
        (r#"{"@a":1,"@a":2}"#, json!({ "@a": 2 })),
        (r#"{"manager":{"id":"1"},"manager":{"extra":"2"}}"#, json!({ "manager": { "extra": "2" } })),
        (r#"{"reports":[{}],"reports":[1]}"#, json!({ "reports": [1] })),
        (r#"{"reports":[1],"reports":[{}]}"#, json!({ "reports": [{}] })),
    ] {
        let user: User = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&user).unwrap(), expected, "{text}");
    }
}

#[test]
fn many_unknown_members_are_read_in_linear_time() {
    let members: Vec<String> = (0..100_000).map(|index| format!(r#""n{index}":{index}"#)).collect();
    let text = format!("{{{}}}", members.join(","));
    let nothing: Nothing = serde_json::from_str(&text).unwrap();
    assert_eq!(nothing.extra.len(), 100_000);
    assert_eq!(serde_json::to_string(&nothing).unwrap(), text);
}

#[test]
fn only_malformed_input_is_an_error() {
    for text in ["", "{", "[]", "1", "null", r#"{"id":}"#, r#"{"id":"1"} x"#] {
        assert!(serde_json::from_str::<User>(text).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<User>("{}").is_ok());
}

#[test]
fn nesting_is_bounded_in_every_format() {
    let nested = |depth: usize, open: &str, close: &str| format!("{}{{}}{}", open.repeat(depth), close.repeat(depth));
    for (open, close, layers) in [(r#"{"next":"#, "}", 1), (r#"{"children":["#, "]}", 2), (r#"{"x":"#, "}", 1)] {
        let text = nested(120 / layers, open, close);
        let node: Node = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), text);
        assert_eq!(node, node.clone());
        let deep = nested(200, open, close);
        assert!(serde_json::from_str::<Node>(&deep).is_err());
    }
    let mut value = json!({});
    for _ in 0..500 {
        value = json!({ "next": value });
    }
    assert!(Node::deserialize_from(&value).is_err());
}

impl Node {
    fn deserialize_from(value: &Json) -> Result<Self, serde_json::Error> {
        serde::Deserialize::deserialize(value)
    }
}

#[test]
fn a_conversion_to_a_base_or_derived_type_keeps_all_members() {
    let value = json!({
        "@odata.type": "microsoft.graph.USER",
        "@odata.etag": "1",
        "id": "7",
        "accountEnabled": null,
        "importance": "low",
        "reports": [{ "id": "8" }, 9],
        "levels": ["low"],
        "colour": "red",
    });
    let object: DirectoryObject = lossless(&value);
    assert!(object.is::<User>() && !object.is::<DirectoryObject>());
    let object = object.downcast::<Node>().unwrap_err();
    let user = object.clone().downcast::<User>().unwrap();
    assert_eq!(user.id.as_deref(), Some("7"));
    assert_eq!(user.importance, Some(Importance::Low));
    assert_eq!(user.levels.as_deref(), Some(&[Importance::Low][..]));
    assert_eq!(user.extra.len(), 3, "null, the list that does not fit, and the unknown member");
    assert_eq!(serde_json::to_value(&user).unwrap(), value);
    let back = DirectoryObject::from(user);
    assert_eq!(back, object);

    let user = User { id: Some("1".into()), account_enabled: Some(true), ..User::default() };
    let object = DirectoryObject::from(user.clone());
    assert_eq!(object.annotations.odata_type(), Some("microsoft.graph.user"));
    let mut again = object.downcast::<User>().unwrap();
    again.annotations.remove("@odata.type");
    assert_eq!(again, user);
}

/// An object with members of every kind, and with `@odata.type` if `discriminator` is given.
fn object_of(discriminator: Option<&str>) -> Json {
    let mut value = json!({
        "@odata.etag": "1",
        "id": "7",
        "accountEnabled": null,
        "importance": "urgent",
        "levels": "none",
        "sponsor": { "@odata.type": "#microsoft.graph.user", "mail": "s@contoso.com" },
        "sponsor@odata.context": "x",
        "colour": "red",
    });
    if let Some(text) = discriminator {
        value["@odata.type"] = text.into();
    }
    value
}

#[test]
fn an_object_becomes_the_variant_of_the_type_that_its_discriminator_names() {
    let derived = |discriminator| lossless::<DirectoryObject>(&object_of(discriminator)).derived();
    let urgent = Some(Importance::from("urgent"));
    for spelling in ["#microsoft.graph.user", "microsoft.graph.USER"] {
        let DirectoryObjectDerived::User(user) = derived(Some(spelling)) else { panic!("{spelling} names a user") };
        assert_eq!((user.id.as_deref(), &user.importance), (Some("7"), &urgent));
        assert_eq!(serde_json::to_value(&user).unwrap(), object_of(Some(spelling)));
    }
    for spelling in ["#microsoft.graph.guest", "#Microsoft.Graph.Guest"] {
        let DirectoryObjectDerived::Guest(guest) = derived(Some(spelling)) else { panic!("{spelling} names a guest") };
        assert_eq!(
            guest.sponsor.as_ref().and_then(|sponsor| sponsor.annotations.odata_type()),
            Some("microsoft.graph.user")
        );
        assert_eq!(serde_json::to_value(&guest).unwrap(), object_of(Some(spelling)));
    }
    let others =
        [None, Some("#microsoft.graph.directoryObject"), Some("#microsoft.graph.users"), Some("user"), Some("")];
    for discriminator in others {
        let DirectoryObjectDerived::Other(object) = derived(discriminator) else {
            panic!("{discriminator:?} names none")
        };
        assert_eq!(*object, lossless(&object_of(discriminator)));
    }
}

#[test]
fn an_object_that_was_read_as_a_derived_type_becomes_the_variant_of_that_type() {
    let value = object_of(Some("#microsoft.graph.guest"));
    let user: User = lossless(&value);
    let UserDerived::Guest(guest) = user.derived() else { panic!("a guest is a user") };
    let DirectoryObjectDerived::Guest(same) = DirectoryObject::derived_of(&user) else {
        panic!("a guest is an object")
    };
    assert_eq!(guest, same);
    assert_eq!(*guest, lossless(&value));
    let variant = DirectoryObject::derived_of(&user);
    assert_eq!(serde_json::to_value(&variant).unwrap(), value);
    assert_eq!(format!("{variant:?}"), format!("{guest:?}"));
    assert_eq!(variant, DirectoryObjectDerived::Guest(guest.clone()));
    assert_ne!(variant, DirectoryObjectDerived::Other(Box::new(lossless(&value))));
    assert_ne!(variant, DirectoryObjectDerived::Guest(Box::default()));
    let user: User = lossless(&object_of(Some("#microsoft.graph.user")));
    assert_eq!(user.derived(), UserDerived::Other(Box::new(user)));
}

#[test]
fn a_patch_has_only_the_changed_members() {
    let mut patch = UserPatch::default();
    assert_eq!(serde_json::to_string(&patch).unwrap(), "{}");
    patch.id.null();
    patch.importance = Importance::Normal.into();
    patch.manager = Patch::Set(Box::default());
    patch.business_phones.set(["1".to_owned()]);
    patch.extra.insert("x", 1);
    patch.extra.insert("id", 1);
    let expected = r#"{"id":null,"importance":"normal","manager":{},"businessPhones":["1"],"x":1}"#;
    assert_eq!(serde_json::to_string(&patch).unwrap(), expected);
    assert_eq!(patch, patch.clone());
    assert_ne!(patch, UserPatch::default());
}

#[test]
fn enumerations_keep_unknown_members() {
    assert_eq!(Importance::from("Normal"), Importance::Normal);
    assert_eq!(Importance::Normal.to_string(), "normal");
    assert_eq!(Importance::MEMBERS, ["low", "normal"]);
    assert_eq!(Importance::from("NORMAL"), Importance::Normal);
    let unknown: Importance = lossless(&json!("Urgent"));
    assert!(!unknown.is_known() && Importance::Low.is_known());
    assert!(serde_json::from_str::<Importance>("1").is_err());
}

#[test]
fn debug_shows_only_set_members() {
    let user: User = read(&json!({ "id": "1", "reports": [{ "importance": "low" }], "x": 1, "@y": 2 }));
    let expected = "User { id: \"1\", reports: [User { importance: \"low\" }], extra: {\"x\": Number(1)}, \
                    annotations: {\"@y\": Number(2)} }";
    assert_eq!(format!("{user:?}"), expected);
}
