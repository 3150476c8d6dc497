//! Replaces values that do not fit their properties.
//!
//! In: the body of an example, and its type. Out: the body in which a placeholder that no client could read, such as
//! `"datetime-value"`, is replaced by a value of the property's type. Invariant: values that fit, and values without a
//! documented type, stay.

use serde_json::{Map, Value, json};

use crate::api::{Api, EnumId, ItemType, Primitive, TypeId, TypeRef};
use crate::shape::{self, Json};

/// Replaces each value that does not fit the type of its property by a value of this type.
pub(in crate::mock) fn replace_misfits(api: &Api, ty: TypeRef, body: &mut Value) {
    let one = TypeRef { collection: false, ..ty };
    match body.get_mut("value") {
        Some(Value::Array(items)) if ty.collection => items.iter_mut().for_each(|item| value(api, one, item)),
        Some(framed) if is_framed(api, ty) => value(api, ty, framed),
        Some(_) | None => value(api, one, body),
    }
}

/// Whether values of this type are in the member `value` of a response, as lists and single texts are.
fn is_framed(api: &Api, ty: TypeRef) -> bool {
    match ty.item {
        ItemType::Structured(id) => ty.collection && api.member(id, "value").is_none(),
        ItemType::Primitive(_) | ItemType::Enum(_) => true,
    }
}

fn value(api: &Api, ty: TypeRef, found: &mut Value) {
    let one = TypeRef { collection: false, ..ty };
    match found {
        Value::Null => {}
        Value::Array(items) if ty.collection => items.iter_mut().for_each(|item| value(api, one, item)),
        Value::Array(_) if is_any(api, ty.item) => {}
        Value::Array(items) => {
            *found = items.first().cloned().unwrap_or_default();
            value(api, one, found);
        }
        _ if ty.collection => {
            value(api, one, found);
            let is_item = !matches!(found, Value::String(text) if text.is_empty());
            *found = if is_item { Value::Array(vec![found.take()]) } else { json!([]) };
        }
        _ => match ty.item {
            ItemType::Structured(id) => structured(api, id, found),
            ItemType::Enum(id) => enumeration(api, id, found),
            ItemType::Primitive(primitive) => {
                if !fits(primitive, found) {
                    *found = read(primitive, found).unwrap_or_else(|| shape::sample(api, one));
                }
            }
        },
    }
}

fn is_any(api: &Api, item: ItemType) -> bool {
    match item {
        ItemType::Primitive(primitive) => primitive == Primitive::Untyped,
        ItemType::Structured(id) => api[id].is_any,
        ItemType::Enum(_) => false,
    }
}

fn structured(api: &Api, declared: TypeId, found: &mut Value) {
    if api[declared].is_any {
        return;
    }
    let Value::Object(members) = found else {
        *found = json!({});
        return;
    };
    let id = actual(api, members, declared);
    for (name, found) in members.iter_mut().filter(|(name, _)| !name.contains('@')) {
        if let Some(property) = api.member(id, name) {
            value(api, property.ty, found);
        }
    }
}

/// The type that `@odata.type` names, if it derives from the declared type.
fn actual(api: &Api, members: &Map<String, Value>, declared: TypeId) -> TypeId {
    let stated = members.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
    stated.and_then(|name| shape::derived(api, declared, name)).unwrap_or(declared)
}

/// Enumerations are open, so a value is replaced only if it cannot be the name of a member.
fn enumeration(api: &Api, id: EnumId, found: &mut Value) {
    let members = &api[id].members;
    let is_name =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_,".contains(&byte));
    let is_member = match &*found {
        Value::String(text) => is_name(&text.replace(", ", ",")) && !text.eq_ignore_ascii_case("string"),
        _ => false,
    };
    if let Some(first) = members.first().filter(|_| !is_member) {
        *found = json!(first.name.as_str());
    }
}

/// The value with the JSON type that the property should have: `true` for `"true"`, `"5"` for `5`. `None` if this is no
/// value of the property's type either.
fn read(primitive: Primitive, found: &Value) -> Option<Value> {
    let read = match found {
        Value::String(text) if primitive == Primitive::Binary => Value::String(padded(text)?),
        Value::String(text) => serde_json::from_str(&text.to_ascii_lowercase()).ok()?,
        Value::Number(_) | Value::Bool(_) => Value::String(found.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    fits(primitive, &read).then_some(read)
}

/// Whether a client can read the value as a value of the type.
fn fits(primitive: Primitive, found: &Value) -> bool {
    match (primitive, found) {
        (Primitive::Date, Value::String(text)) => is_date(text),
        (Primitive::DateTimeOffset, Value::String(text)) => {
            text.split_once(['T', 't']).is_some_and(|(date, time)| is_date(date) && is_time_with_offset(time))
        }
        (Primitive::TimeOfDay, Value::String(text)) => is_time(text),
        (Primitive::Duration, Value::String(text)) => is_duration(text),
        (Primitive::Guid, Value::String(text)) => has_form(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        (Primitive::Binary, Value::String(text)) => padded(text).is_some_and(|padded| padded == *text),
        _ => shape::fits(&found.kind(), primitive),
    }
}

/// The base64 text with the padding that most clients insist on; `None` if the text is no base64.
fn padded(text: &str) -> Option<String> {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    let missing = (4 - digits.len() % 4) % 4;
    (digits.bytes().all(is_digit) && missing < 3).then(|| format!("{digits}{}", "=".repeat(missing)))
}

/// Whether a text has a form such as `0000-00-00`, in which `0` stands for any digit and `x` for any hexadecimal digit.
fn has_form(text: &str, form: &str) -> bool {
    let is = |(byte, form): (u8, u8)| match form {
        b'0' => byte.is_ascii_digit(),
        b'x' => byte.is_ascii_hexdigit(),
        _ => byte == form,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(is)
}

fn is_date(text: &str) -> bool {
    let within = |range: std::ops::Range<usize>, least: u8, most: u8| {
        text[range].parse::<u8>().is_ok_and(|number| (least..=most).contains(&number))
    };
    has_form(text, "0000-00-00") && within(5..7, 1, 12) && within(8..10, 1, 31)
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole = has_form(whole, "00:00") || has_form(whole, "00:00:00");
    whole && text[..2] < *"25" && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_time_with_offset(text: &str) -> bool {
    match text.strip_suffix(['Z', 'z']) {
        Some(time) => is_time(time),
        None => {
            let at = text.rfind(['+', '-']);
            at.is_some_and(|at| is_time(&text[..at]) && has_form(&text[at + 1..], "00:00"))
        }
    }
}

/// Whether a text is an ISO 8601 duration with at least one part, such as `-P1DT2H3M4.5S`.
fn is_duration(text: &str) -> bool {
    let Some(parts) = text.strip_prefix('-').unwrap_or(text).strip_prefix('P') else { return false };
    let is_part = |part: &str| part.parse::<f64>().is_ok();
    let mut number = String::new();
    let (mut parts_read, mut valid) = (0, true);
    for c in parts.chars() {
        match c {
            'T' => valid &= number.is_empty(),
            'Y' | 'M' | 'W' | 'D' | 'H' | 'S' => {
                valid &= is_part(&std::mem::take(&mut number));
                parts_read += 1;
            }
            c => number.push(c),
        }
    }
    valid && number.is_empty() && parts_read > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_a_type_if_clients_can_read_it_as_that_type() {
        for (primitive, fitting, others) in [
            (Primitive::Date, &["2024-02-29"][..], &["2024-2-9", "2024-13-01", "date"][..]),
            (
                Primitive::DateTimeOffset,
                &["2018-09-09T03:15:05Z", "2018-09-09T03:15:05.1234567Z", "2018-09-09T03:15+02:00"],
                &["datetime-value", "2018-09-09", "2018-09-09T03:15:05", "2018-09-09T03:15:05.Z", ""],
            ),
            (Primitive::TimeOfDay, &["08:00:00.0000000"], &["8:00", "time", "99:00:00"]),
            (Primitive::Duration, &["PT1H30M", "-P1DT0.5S", "P2W"], &["P", "1 hour", "PT", "PxD"]),
            (Primitive::Guid, &["87d349ed-44d7-43e1-9a83-5f2406dee5bd"], &["{id}", "guid"]),
            (Primitive::Binary, &["AQID", "AQI=", ""], &["<bytes>", "a b", "AQI", "AQIDA"]),
        ] {
            for text in fitting {
                assert!(fits(primitive, &json!(text)), "{primitive:?} {text}");
            }
            for text in others {
                assert!(!fits(primitive, &json!(text)), "{primitive:?} {text}");
            }
        }
    }

    #[test]
    fn a_value_in_the_form_of_another_type_is_converted() {
        assert_eq!(read(Primitive::Boolean, &json!("True")), Some(json!(true)));
        assert_eq!(read(Primitive::Int32, &json!("12")), Some(json!(12)));
        assert_eq!(read(Primitive::String, &json!(7)), Some(json!("7")));
        assert_eq!(read(Primitive::Binary, &json!("AQI")), Some(json!("AQI=")));
        assert_eq!(read(Primitive::Int32, &json!("x")), None);
    }
}
