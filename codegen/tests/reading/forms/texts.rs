//! Checks of single members of the JSON export: documentation, deprecation notes, flags, numbers.

use regex::Regex;
use serde_json::Value;

use crate::forms::case::Case;
use crate::forms::check::{Checked, Fields, require};
use crate::forms::{csdl, routes};

/// `{"doc": "T.p" or "T" or "GET /a/{}", matches, lacks}` holds if the description of the property, type or route
/// matches the regular expression `matches` and does not match `lacks`.
pub(crate) fn doc(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["doc", "matches", "lacks"]);
    fits(case, "doc", &fields, |entity| entity["doc"]["markdown"].as_str().unwrap_or_default())
}

/// `{"deprecated": "T.p" or "T" or "GET /a/{}", matches, lacks}` holds if the deprecation notice of the property, type
/// or route matches the regular expression `matches` and does not match `lacks`.
pub(crate) fn deprecated(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["deprecated", "matches", "lacks"]);
    fits(case, "deprecated", &fields, |entity| entity["deprecated"].as_str().unwrap_or_default())
}

fn fits(case: &Case, kind: &str, fields: &Fields<'_>, text: fn(&Value) -> &str) -> Checked {
    let name = fields.text(kind).expect("what the text is about");
    let entities = find(case, name);
    require(!entities.is_empty(), || format!("there is no `{name}`"))?;
    let expression = |member| fields.text(member).map(|text| Regex::new(text).expect("a regular expression"));
    let (matches, lacks) = (expression("matches"), expression("lacks"));
    assert!(matches.is_some() || lacks.is_some(), "a text is compared with an expression");
    entities.into_iter().map(text).try_for_each(|text| {
        let holds = matches.as_ref().is_none_or(|wanted| wanted.is_match(text))
            && lacks.as_ref().is_none_or(|unwanted| !unwanted.is_match(text));
        require(holds, || format!("the text is {text:?}"))
    })
}

/// `{"fact": "T.p" or "T" or "GET /a/{}", "is": {member: value}}` holds if the JSON of the property, type or route has
/// these members. `null` means that the member is missing, and a path such as `response/operation` leads to a member of
/// a member.
pub(crate) fn fact(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["fact", "is"]);
    let name = fields.text("fact").expect("what the fact is about");
    let entities = find(case, name);
    require(!entities.is_empty(), || format!("there is no `{name}`"))?;
    let wanted = fields.entries("is");
    assert!(!wanted.is_empty(), "a fact is compared with a value");
    wanted.into_iter().try_for_each(|(path, wanted)| {
        let stated = entities.iter().map(|entity| entity.pointer(&format!("/{path}")).unwrap_or(&Value::Null));
        let stated: Vec<&Value> = stated.collect();
        require(stated.iter().all(|stated| *stated == wanted), || format!("`{path}` is {stated:?}"))
    })
}

/// The values in the JSON export that a check is about: for `GET /a/{}` the operations with this route, for `T` a type
/// or an enumeration, and for `T.p` a property or an enumeration member.
fn find<'a>(case: &'a Case, name: &str) -> Vec<&'a Value> {
    if name.contains(" /") {
        return routes::operations(case, name);
    }
    let named = |name: &str| csdl::exported(case, "types", name).or_else(|| csdl::exported(case, "enums", name));
    if let Some(entity) = named(name) {
        return vec![entity];
    }
    let Some((owner, member)) = name.rsplit_once('.') else { return Vec::new() };
    let Some(owner) = named(owner) else { return Vec::new() };
    let members = ["properties", "members"].into_iter().flat_map(|list| owner[list].as_array().into_iter().flatten());
    members.filter(|known| known["name"] == member).collect()
}
