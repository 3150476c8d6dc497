//! Makes the smallest body that an operation accepts, and a sample value of any type.
//!
//! In: the request body of an operation, or a type. Out: JSON. The operation accepts the smallest body.

use serde_json::{Value, json};

use crate::api::{Api, ItemType, Parameter, Primitive, RequestBody, TypeRef};
use crate::shape::request::is_required;

/// The smallest body for an operation: a sample of the body's type, or an object with the members that the page
/// requires, each with a sample of the member's type.
#[must_use]
pub(crate) fn smallest_body(api: &Api, request: &RequestBody) -> Value {
    match request {
        RequestBody::None | RequestBody::Stream { .. } => Value::Null,
        RequestBody::Value(ty) => sample(api, *ty),
        RequestBody::Patch { members: parameters, .. } | RequestBody::Parameters(parameters) => {
            let required = parameters.iter().filter(|parameter| is_required(parameter));
            let member =
                |parameter: &Parameter| (parameter.name.to_string(), sample(api, type_of(api, request, parameter)));
            Value::Object(required.map(member).collect())
        }
    }
}

/// A sample value of a type, such as `0` for a number. For a structured type it is an object without members.
#[must_use]
pub(crate) fn sample(api: &Api, ty: TypeRef) -> Value {
    if ty.collection {
        return json!([]);
    }
    match ty.item {
        ItemType::Structured(_) => json!({}),
        ItemType::Enum(id) => json!(api[id].members.first().map_or("", |member| member.name.as_str())),
        ItemType::Primitive(primitive) => match primitive {
            Primitive::Boolean => json!(false),
            Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => json!(0),
            Primitive::Single | Primitive::Double | Primitive::Decimal => json!(0),
            Primitive::Date => json!("2000-01-01"),
            Primitive::DateTimeOffset => json!("2000-01-01T00:00:00Z"),
            Primitive::Duration => json!("PT0S"),
            Primitive::TimeOfDay => json!("00:00:00"),
            Primitive::Guid => json!("00000000-0000-0000-0000-000000000000"),
            Primitive::Binary | Primitive::Stream | Primitive::String | Primitive::Untyped => json!(""),
        },
    }
}

/// The type of a member of a request body: the type that the row of the page states, or else the type of the property
/// that the member changes. It is untyped JSON if neither is known.
fn type_of(api: &Api, request: &RequestBody, parameter: &Parameter) -> TypeRef {
    let owner = match request {
        RequestBody::Patch { ty, .. } => Some(*ty),
        RequestBody::None | RequestBody::Value(_) | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
    };
    let property = owner.and_then(|owner| api.member(owner, &parameter.name)).map(|property| property.ty);
    let untyped = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };
    parameter.ty.or(property).unwrap_or(untyped)
}
