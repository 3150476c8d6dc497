//! Tests `Eq` and `Hash` of models, with which they can be elements of sets: equal models have equal hashes, whatever
//! their members are.

use crate::model::{Importance, Scalars, User};
use graph_runtime::{Enumeration, Page, Table};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash},
};

fn hash(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

fn read<T: Table + for<'de> serde::Deserialize<'de>>(json: &Json) -> T {
    serde_json::from_value(json.clone()).unwrap()
}

#[test]
fn equal_objects_are_one_entry_of_a_hash_set() {
    let texts = [
        r#"{"id":"1","accountEnabled":true,"levels":["low"],"manager":{"id":"2"},"colour":"red","x":{"a":1,"b":2}}"#,
        r#"{"x":{"b":2,"a":1},"manager":{"id":"2"},"colour":"red","accountEnabled":true,"id":"1","levels":["low"]}"#,
        r#"{"id":"1","accountEnabled":false}"#,
        r#"{"id":"1","accountEnabled":null}"#,
        r#"{"id":"1"}"#,
        r#"{"@odata.etag":"1","id":"1"}"#,
        r#"{"id":"1","reports":[]}"#,
        r#"{"id":"1","reports":[{}]}"#,
    ];
    let users: HashSet<User> = texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert_eq!(users.len(), texts.len() - 1, "the first two are one");
    let page: Page<User> = read(&json!({ "value": [{ "id": "1" }] }));
    assert_eq!(HashSet::from([page.clone(), page]).len(), 1);
}

#[test]
fn nan_and_negative_zero_are_equal_in_comparisons_of_objects() {
    let double = |value| Scalars { double: Some(value), single: Some(1.5), ..Scalars::default() };
    let not_a_number = double(f64::NAN);
    assert_eq!(not_a_number, double(-f64::NAN));
    assert_eq!(hash(&not_a_number), hash(&double(-f64::NAN)));
    assert_eq!(double(0.0), double(-0.0));
    assert_eq!(hash(&double(0.0)), hash(&double(-0.0)));
    assert_ne!(not_a_number, double(f64::INFINITY));
}

#[test]
fn scalars_of_an_object_are_compared_by_value() {
    let scalars = [
        json!({ "date": "2024-02-29", "duration": "PT90M", "decimal": 12.5, "guid": "02bd9fd6-8f93-4758-87c3-1fb73740a315" }),
        json!({ "date": "2024-02-29", "duration": "PT1H30M", "decimal": "12.50", "guid": "{02BD9FD6-8F93-4758-87C3-1FB73740A315}" }),
    ];
    let [left, right] = scalars.each_ref().map(read::<Scalars>);
    assert_eq!(left, right);
    assert_eq!(hash(&left), hash(&right));
    assert_ne!(serde_json::to_value(&left).unwrap(), serde_json::to_value(&right).unwrap());
    let [utc, local, later, text] =
        ["2024-02-29T12:00:00Z", "2024-02-29T13:00:00.0+01:00", "2024-02-29T12:00:01Z", "noon"]
            .map(|text| read::<User>(&json!({ "deletedDateTime": text })));
    assert_eq!(utc, local);
    assert_eq!(HashSet::from([utc, local, later, text]).len(), 3);
}

#[test]
fn an_enumeration_is_parsed_listed_and_split_into_members() {
    assert_eq!("Normal".parse::<Importance>(), Ok(Importance::Normal));
    assert!(Importance::KNOWN.iter().map(Importance::as_str).eq(Importance::MEMBERS.iter().copied()));
    for known in Importance::KNOWN {
        assert!(known.is_known());
        assert_eq!(known.members(), std::slice::from_ref(known));
        assert_eq!(&Importance::from(known.as_str()), known);
    }
    assert_eq!(Importance::from("").members(), []);
    assert_eq!(Importance::from("urgent").members(), [Importance::from("urgent")]);
}

fn member() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        prop_oneof![Just(0.0), Just(-0.0)].prop_map(Json::from),
        "[ab]{0,2}".prop_map(Json::from),
        prop::collection::vec("[ab]".prop_map(Json::from), 0..3).prop_map(Json::from),
    ]
}

proptest! {
    /// The order of the JSON members changes neither equality nor hash. Equality is symmetric, and equal models have
    /// equal hashes.
    #[test]
    fn equal_models_have_equal_hashes(
        members in prop::collection::btree_map(prop_oneof!["id", "accountEnabled", "anything", "levels", "[xy]", "@x\\.[ab]"], member(), 0..6),
        others in prop::collection::btree_map(prop_oneof!["id", "accountEnabled", "[xy]"], member(), 0..2),
    ) {
        let forward: User = read(&members.clone().into_iter().collect());
        let backward: User = read(&members.clone().into_iter().rev().collect());
        prop_assert_eq!(&forward, &backward);
        prop_assert_eq!(hash(&forward), hash(&backward));
        let other: User = read(&others.into_iter().collect());
        prop_assert_eq!(forward == other, other == forward);
        if forward == other {
            prop_assert_eq!(hash(&forward), hash(&other));
        }
    }

    /// A value that combines several members of an enumeration, such as `low,high`, is split into the same members
    /// again.
    #[test]
    fn a_combined_value_is_split_into_its_members(texts in prop::collection::vec("low|normal|high|[a-z]{1,6}", 1..5)) {
        let members: Vec<Importance> = texts.iter().map(|text| Importance::from(text.as_str())).collect();
        let combined = Importance::combined(&members);
        prop_assert_eq!(combined.members(), members.clone());
        prop_assert!(members.iter().all(|member| combined.contains(member)));
        let json = serde_json::to_string(&combined).unwrap();
        prop_assert_eq!(serde_json::from_str::<Importance>(&json).unwrap(), combined);
    }
}
