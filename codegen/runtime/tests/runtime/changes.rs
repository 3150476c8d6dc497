//! Tests merging two objects, computing the patch between them, and strict reading, which refuses undocumented members.

use crate::model::{DirectoryObject, User, UserPatch};
use crate::properties::{any_json, any_object};
use graph_runtime::{Fault, Json, Model, Page, Patch, StrictError, Table, diff, read_strictly};
use proptest::prelude::*;
use serde_json::{Map, json};

fn user(members: &Map<String, Json>) -> User {
    serde_json::from_value(Json::Object(members.clone())).unwrap()
}

fn written(value: &impl serde::Serialize) -> Map<String, Json> {
    match serde_json::to_value(value).unwrap() {
        Json::Object(members) => members,
        other => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn merging_replaces_the_members_that_the_newer_object_has_and_keeps_the_others(
        stored in any_object(any_json()),
        newer in any_object(any_json()),
    ) {
        let (stored, newer) = (user(&stored), user(&newer));
        let mut expected = written(&stored);
        expected.extend(written(&newer));
        let mut merged = stored;
        merged.merge(&newer);
        prop_assert_eq!(written(&merged), expected);
    }

    #[test]
    fn a_patch_turns_the_old_object_into_the_new_one(old in any_object(any_json()), new in any_object(any_json())) {
        let (old, new) = (user(&old), user(&new));
        let (mut patched, new_members) = (written(&old), written(&new));
        let difference = diff::<_, UserPatch>(&old, &new);
        prop_assert!(difference.patch.extra.is_empty() || difference.patch.extra.iter().all(|(name, _)| UserPatch::TYPE_INFO.names.contains(&name)));
        patched.extend(written(&difference.patch));
        let value = |members: &Map<String, Json>, name: &str| members.get(name).filter(|value| !value.is_null()).cloned();
        for name in UserPatch::TYPE_INFO.names {
            prop_assert_eq!(value(&patched, name), value(&new_members, name), "{}", name);
        }
        // `left_out` contains exactly the names of the changed members for which `UserPatch` has no field.
        for (name, changed) in &new_members {
            let differs = written(&old).get(name) != Some(changed) && !name.contains('@');
            let is_sent = UserPatch::TYPE_INFO.names.contains(&name.as_str());
            prop_assert_eq!(difference.left_out.contains(name), differs && !is_sent, "{}", name);
        }
        prop_assert!(diff::<_, UserPatch>(&new, &new).is_empty());
    }

    #[test]
    fn an_object_that_was_read_strictly_has_only_documented_members(members in any_object(any_json())) {
        let text = Json::Object(members.clone()).to_string();
        match read_strictly::<User>(text.as_bytes()) {
            Ok(read) => {
                prop_assert_eq!(&read, &user(&members));
                prop_assert!(read.extra.iter().all(|(name, value)| value.is_null() && User::TYPE_INFO.names.contains(&name)));
            }
            Err(StrictError::Faults(faults)) => prop_assert!(!faults.is_empty()),
            Err(StrictError::Json(error)) => return Err(TestCaseError::fail(error.to_string())),
        }
    }
}

fn faults<T: Model>(json: &Json) -> Vec<String> {
    match read_strictly::<T>(json.to_string().as_bytes()) {
        Ok(_) => Vec::new(),
        Err(StrictError::Faults(faults)) => faults.iter().map(Fault::to_string).collect(),
        Err(StrictError::Json(error)) => panic!("{error}"),
    }
}

#[test]
fn an_undocumented_member_or_value_is_reported_with_its_path() {
    assert_eq!(
        faults::<User>(&json!({"id": "1", "manager": {"id": null}, "@odata.etag": "x", "anything": {"a": 1}})),
        [""; 0]
    );
    for importance in ["low", "Normal", "LOW", "low, normal"] {
        assert_eq!(faults::<User>(&json!({"importance": importance})), [""; 0], "{importance}");
    }
    let none = "there is no such member";
    for (json, expected) in [
        (json!({"colour": 1}), vec![format!("`colour`: {none}")]),
        (json!({"Id": "1"}), vec![format!("`Id`: {none}; perhaps `id`")]),
        (json!({"busnessPhone": []}), vec![format!("`busnessPhone`: {none}; perhaps `businessPhones`")]),
        (json!({"accountEnabled": "yes"}), vec!["`accountEnabled`: the value `\"yes\"` is of another type".to_owned()]),
        (json!({"manager": {"reports": []}}), vec![format!("`manager.reports`: {none}")]),
        (json!({"importance": "hgih"}), vec!["`importance`: the enumeration has no member `hgih`".to_owned()]),
        (
            json!({"reports": [{"importance": "low, none"}]}),
            vec!["`reports[0].importance`: the enumeration has no member `low, none`".to_owned()],
        ),
        (json!({"reports": [{}, {"manager": {"ids": "1"}}]}), vec![format!("`reports[1].manager.ids`: {none}")]),
        (
            json!({"businessPhones": ["1", 2]}),
            vec!["`businessPhones`: the value `[\"1\",2]` is of another type".to_owned()],
        ),
    ] {
        assert_eq!(faults::<User>(&json), expected, "{json}");
    }
    assert_eq!(
        faults::<Page<User>>(&json!({"value": [null, {"i": 1}]})),
        ["`value[0]`: the value `null` is of another type".to_owned(), format!("`value[1].i`: {none}"),]
    );
    assert!(matches!(read_strictly::<Page<User>>(br#"{"value":{}}"#), Err(StrictError::Json(_))));
}

#[test]
fn merging_works_for_an_object_of_a_derived_type() {
    let mut stored: DirectoryObject =
        serde_json::from_str(r##"{"@odata.type":"#microsoft.graph.user","id":"7","importance":"low"}"##).unwrap();
    stored.merge(&serde_json::from_str(r#"{"id":"7","importance":"high","accountEnabled":true}"#).unwrap());
    let user = stored.downcast::<User>().expect("the discriminator is kept");
    assert_eq!(
        (user.importance.map(|importance| importance.to_string()).as_deref(), user.account_enabled),
        (Some("high"), Some(true))
    );
}

#[test]
fn a_patch_contains_the_whole_of_a_changed_collection() {
    let old = User { business_phones: Some(vec!["1".to_owned()]), ..User::default() };
    let new = User { business_phones: Some(vec!["1".to_owned(), "2".to_owned()]), ..User::default() };
    let patch = diff::<_, UserPatch>(&old, &new).patch;
    assert_eq!(patch.business_phones, Patch::Set(vec!["1".to_owned(), "2".to_owned()]));
    assert_eq!(diff::<_, UserPatch>(&new, &User::default()).patch.business_phones, Patch::Null);
}
