//! Tests statements that hold for any input (property-based tests), with random values.

use crate::model::{DirectoryObject, Node, Scalars, User};
use graph_runtime::{Binary, Call, Model, Page, RequestError};
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json, json};

/// Names of members that the models have, and names that they do not have.
const NAMES: &[&str] = &[
    "id",
    "accountEnabled",
    "importance",
    "manager",
    "businessPhones",
    "levels",
    "reports",
    "scalars",
    "anything",
    "int16",
    "int32",
    "int64",
    "byte",
    "single",
    "double",
    "decimal",
    "date",
    "binary",
    "singles",
    "integers",
    "next",
    "children",
    "value",
    "unknown",
    "@odata.type",
    "id@odata.x",
    "",
];

pub(crate) fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-300_i64..300).prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<f32>().prop_map(|value| json!(value.to_string().parse::<f64>().unwrap_or_default())),
        prop::sample::select(vec![
            "low",
            "Normal",
            "NaN",
            "INF",
            "12",
            "-9223372036854775808",
            "#microsoft.graph.user"
        ])
        .prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            any_object(inner).prop_map(Json::from),
        ]
    })
}

pub(crate) fn any_object(value: impl Strategy<Value = Json>) -> impl Strategy<Value = Map<String, Json>> {
    let member = (prop::sample::select(NAMES), value).prop_map(|(name, value)| (name.to_owned(), value));
    prop::collection::vec(member, 0..8).prop_map(|members| members.into_iter().collect())
}

/// Checks that `value` is read into a `T` and written back without loss, and that reading it from text and from a
/// `serde_json::Value` gives models that are written alike.
fn comes_back<T: Model + Serialize + DeserializeOwned + PartialEq + 'static>(
    value: &Json,
) -> Result<(), TestCaseError> {
    let text = value.to_string();
    prop_assert_eq!(graph_conformance::check::<T>(&text), Ok(()));
    let from_text: T = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let from_value: T =
        serde_json::from_value(value.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let written = (serde_json::to_string(&from_text).ok(), serde_json::to_string(&from_value).ok());
    prop_assert_eq!(&written.0, &written.1);
    prop_assert!(written.0.is_some());
    Ok(())
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Generates arguments that an encoder could get wrong: texts of characters with a meaning in URLs, any other texts,
/// and `..`.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof!["[/?#%'(),:;@&=+. ab$\\\\\"{}1\u{e9}\n]{0,10}", any::<String>(), Just("..".to_owned())]
}

fn expand(template: &'static str, argument: &str) -> Result<String, RequestError> {
    Call::new(template, [argument.to_owned()]).path_and_query()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_json_object_is_read_and_written_back(members in any_object(any_json())) {
        let value = Json::Object(members);
        comes_back::<User>(&value)?;
        comes_back::<Scalars>(&value)?;
        comes_back::<Node>(&value)?;
        comes_back::<Page<User>>(&value)?;
    }

    #[test]
    fn conversions_between_base_and_derived_types_lose_no_member(members in any_object(any_json())) {
        let mut members = members;
        members.insert("@odata.type".to_owned(), json!("#Microsoft.Graph.User"));
        let object: DirectoryObject = serde_json::from_value(Json::Object(members)).unwrap();
        let before = serde_json::to_value(&object).unwrap();
        let user = object.downcast::<User>().map_err(|_| TestCaseError::fail("not a user"))?;
        let direct: User = serde_json::from_value(before.clone()).unwrap();
        prop_assert_eq!(serde_json::to_string(&user).unwrap().len(), serde_json::to_string(&direct).unwrap().len());
        let again = serde_json::to_value(DirectoryObject::from(user)).unwrap();
        let direct = serde_json::to_value(DirectoryObject::from(direct)).unwrap();
        prop_assert_eq!(again, direct);
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in any::<String>()) {
        let _ = serde_json::from_str::<User>(&text);
        let _ = Binary::from(text).decode();
    }

    #[test]
    fn any_bytes_survive_base64(bytes in any::<Vec<u8>>()) {
        prop_assert_eq!(Binary::encode(&bytes).decode(), Ok(bytes));
    }

    #[test]
    fn an_argument_never_extends_beyond_its_path_segment(argument in hostile()) {
        match expand("/a/{id}/b", &argument) {
            Err(error) => {
                prop_assert_eq!(error, RequestError::Argument { index: 0 });
                prop_assert!(["", ".", ".."].contains(&argument.as_str()));
            }
            Ok(target) => {
                let inner = target.strip_prefix("/a/").and_then(|rest| rest.strip_suffix("/b")).unwrap();
                prop_assert!(!inner.contains(['/', '?', '#', '(', ')', '\'', ':', '&', ' ']));
                prop_assert_eq!(decoded(inner), argument);
            }
        }
    }

    #[test]
    fn an_argument_never_escapes_from_a_path_between_colons(argument in hostile()) {
        if let Ok(target) = expand("/root:/{path}:/b", &argument) {
            let inner = target.strip_prefix("/root:/").and_then(|rest| rest.strip_suffix(":/b")).unwrap();
            prop_assert!(!inner.contains([':', '?', '#', '\'', '(']));
            prop_assert!(inner.split('/').all(|segment| !["", ".", ".."].contains(&decoded(segment).as_str())));
            prop_assert_eq!(decoded(inner), argument.strip_prefix('/').unwrap_or(&argument));
        }
    }

    #[test]
    fn an_argument_never_escapes_from_a_quoted_literal(argument in hostile()) {
        for template in ["/f(a='{a}')/b", "/f?$filter=a='{a}')/b"] {
            let target = expand(template, &argument).unwrap();
            let (before, after) = template.split_once("{a}").unwrap();
            let inner = target.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).unwrap();
            prop_assert!(inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
            // An OData service undoes the percent-encoding of a literal and then reads each doubled quote as one quote.
            // A quote that is not doubled would end the literal.
            let literal = decoded(inner);
            prop_assert!(!literal.replace("''", "").contains('\''));
            prop_assert_eq!(literal.replace("''", "'"), argument.clone());
        }
    }

    #[test]
    fn an_unquoted_argument_is_always_a_single_literal(argument in hostile()) {
        let target = expand("/f(a={a},b=1)", &argument).unwrap();
        let inner = target.strip_prefix("/f(a=").and_then(|rest| rest.strip_suffix(",b=1)")).unwrap();
        let literal = decoded(inner);
        // The argument may also become a parameter alias, such as `@name`.
        let outside: String = literal.strip_prefix('@').unwrap_or(&literal).split('\'').step_by(2).collect();
        prop_assert!(outside.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-+._:".contains(&byte)), "{literal}");
        prop_assert_eq!(literal.matches('\'').count() % 2, 0);
        prop_assert!(!literal.is_empty());
    }

    #[test]
    fn the_value_of_a_query_option_never_changes_another_option(argument in hostile(), name in "[$a-z&=# ]{1,6}") {
        let mut call = Call::new("/v?s={s}", [argument.clone()]);
        call.set_query(&name, argument.clone());
        let target = call.path_and_query().unwrap();
        prop_assert!(!target.contains(['#', '+', ' ']));
        let (_, query) = target.split_once('?').unwrap();
        let options: Vec<_> = query.split('&').map(|option| option.split_once('=').unwrap()).collect();
        prop_assert_eq!(options.len(), 2);
        prop_assert_eq!(decoded(options[0].1), argument.clone());
        prop_assert_eq!((decoded(options[1].0), decoded(options[1].1)), (name, argument));
    }
}
