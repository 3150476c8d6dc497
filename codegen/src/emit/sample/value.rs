//! A JSON value of a page as a Rust expression.
//!
//! In: a value and its type. Out: code. Invariant: the expression compiles if `models` and `runtime` of the crate are
//! in scope, and its value serialises to that JSON.

use proc_macro2::TokenStream;
use serde_json::Value;

use super::code::{Code, rest};
use crate::api::TypeId;
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::rust::source;
use crate::plan::{RustItem, RustType};

/// The expression for a JSON value of the type `ty`. `None` if the value does not fit the type, or if an object has a
/// member for which its struct has no field.
pub(in crate::emit) fn expression(cx: &Context<'_>, ty: RustType, json: &Value) -> Option<Code> {
    if ty.list {
        let one = RustType { list: false, boxed: false, ..ty };
        let items = json.as_array()?.iter().map(|item| expression(cx, one, item)).collect::<Option<Vec<_>>>()?;
        return Some(Code::parts("vec![".to_owned(), items, "]"));
    }
    let text = || json.as_str().map(source::string);
    let number = |largest: u64| json.as_u64().filter(|value| *value <= largest).map(|value| value.to_string());
    let value = match ty.item {
        RustItem::Builtin("String") | RustItem::Scalar(_) | RustItem::Enum(_) => Code::Text(text()? + ".into()"),
        RustItem::Builtin("bool") => Code::Text(json.as_bool()?.to_string()),
        RustItem::Builtin("f64") => {
            let value = json.as_f64().filter(|value| value.is_finite())?;
            Code::Text(format!("{value:?}"))
        }
        // Numbers up to 127 are valid for `u8` and for `i8`.
        RustItem::Builtin("u8" | "i8") => Code::Text(number(127)?),
        RustItem::Builtin("i16") => Code::Text(number(32_767)?),
        RustItem::Builtin(_) => Code::Text(number(2_147_483_647)?),
        RustItem::Json => Code::Text(format!("runtime::serde_json::json!({})", self::json(json))),
        RustItem::Structured(id) => structure(cx, id, json)?,
    };
    Some(if ty.boxed { value.between("Box::new(", ")") } else { value })
}

fn structure(cx: &Context<'_>, id: TypeId, json: &Value) -> Option<Code> {
    let fields = &cx.model.type_plan(id).fields;
    let mut members = Vec::new();
    for (name, json) in json.as_object()? {
        // An `@odata.type` that names the type of the struct needs no field.
        let own = || cx.model.structured(id).name.to_string();
        if name == "@odata.type" && json.as_str().is_some_and(|named| named.trim_start_matches('#') == own()) {
            continue;
        }
        let field = fields.iter().find(|field| cx.model.property(field.member).name.as_str() == name)?;
        let value = expression(cx, field.ty, json)?.between("Some(", ")");
        members.push(value.between(&format!("{}: ", field.name), ""));
    }
    members.push(rest());
    Some(Code::parts(format!("{} {{", cx.structured_type(WrittenIn::Routes, id)), members, "}"))
}

/// JSON as the argument of the macro `json!`.
fn json(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => source::string(text),
        Value::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| format!("{}: {}", source::string(name), json(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Rust source that this generator wrote, such as a path or a literal, as tokens.
pub(in crate::emit) fn tokens(text: &str) -> TokenStream {
    // Parsing does not fail, because `text` is valid Rust code. A raw identifier such as `r#type` is one token.
    text.parse().unwrap_or_default()
}
