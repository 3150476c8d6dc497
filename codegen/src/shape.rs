//! The allowed request bodies of an operation.
//!
//! In: the request body of an operation, and JSON. Out: the first place where the JSON does not fit, with the reason;
//! and the smallest body that fits. Invariant: `null` fits everywhere, annotations do not count as members, and the
//! smallest body fits.

#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use crate::api::{
    Api, Example, ExampleRole, Header, ItemType, Operation, Parameter, Primitive, RequestBody, ResponseBody, TypeId,
    TypeRef,
};
use crate::text::near;

/// A value that does not fit: its place as a pointer (RFC 6901), and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The place within the body; empty for the body itself.
    pub pointer: String,
    /// The reason.
    pub reason: String,
}

/// The first value of a body that an operation does not allow, in the order of the body.
#[must_use]
pub(crate) fn misfit(api: &Api, request: &RequestBody, body: &Value) -> Option<Misfit> {
    compare(api, request, body, &[]).0
}

/// The first misfit of a body, and its distance from the request body of an operation: one for each value of another
/// form, and two for each unknown or missing member, because these show that another operation is meant. If no body is
/// documented, every member is unknown. The count stops at a large distance. Members and forms in one of the `shown`
/// bodies count as known.
#[must_use]
pub(crate) fn compare(api: &Api, request: &RequestBody, body: &Value, shown: &[&Value]) -> (Option<Misfit>, usize) {
    let shape = measure(api, request, body, shown);
    (shape.first, shape.distance)
}

/// The distance at which the comparison stops.
const FAR: usize = 1000;

fn measure<'a>(api: &'a Api, request: &RequestBody, body: &Value, shown: &'a [&'a Value]) -> Comparison<'a> {
    let mut shape = Comparison { api, shown, pointer: String::new(), first: None, distance: 0 };
    match request {
        RequestBody::None if *body == json!({}) => {}
        RequestBody::None => {
            shape.fails("a body, where none is documented");
            shape.distance = body.as_object().map_or(1, |members| 2 * members.len());
        }
        RequestBody::Stream { .. } => {}
        RequestBody::Value(ty) => shape.value(body, *ty),
        RequestBody::Patch { ty, members } => shape.object(body, Some(*ty), members),
        RequestBody::Parameters(parameters) => shape.object(body, None, parameters),
    }
    shape
}

/// The smallest body for an operation: a sample of its type, or the required members of the page, each with a sample of
/// its type.
#[must_use]
pub(crate) fn least(api: &Api, request: &RequestBody) -> Value {
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

/// A sample value of a type. For a structured type it has no members.
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

/// The first request body on the page that fits the operation.
#[must_use]
pub(crate) fn shown_request<'a>(api: &'a Api, operation: &Operation) -> Option<(usize, &'a Example)> {
    let is_one = |example: &Example| {
        let body = || serde_json::from_str(&example.json).ok();
        example.role == ExampleRole::Request
            && body().is_some_and(|body: Value| misfit(api, &operation.request, &body).is_none())
    };
    shown(api, operation, is_one)
}

/// The first example response of success with the documented form: its status, which allows a body, its number, and the
/// example.
#[must_use]
pub(crate) fn shown_response<'a>(api: &'a Api, operation: &Operation) -> Option<(u16, usize, &'a Example)> {
    let has_form = |example: &Example| match operation.response.body {
        ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => false,
        ResponseBody::Value(_) if operation.counts() => example.json.trim().parse::<i64>().is_ok(),
        ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => false,
        ResponseBody::Value(_) => example.json.trim_start().starts_with('{'),
    };
    let is_success = |status: u16| operation.response.status.contains(&status);
    let is_one = |example: &Example| {
        example.role == ExampleRole::Response && example.status.is_none_or(is_success) && has_form(example)
    };
    let (index, example) = shown(api, operation, is_one)?;
    let status = example.status.filter(|status| has_body(*status)).unwrap_or_else(|| status_with_body(operation));
    Some((status, index, example))
}

/// The first documented status of success that allows a body, else 200.
#[must_use]
pub(crate) fn status_with_body(operation: &Operation) -> u16 {
    operation.response.status.iter().copied().find(|status| has_body(*status)).unwrap_or(200)
}

/// Whether a successful response with this status may have a body.
fn has_body(status: u16) -> bool {
    (200..300).contains(&status) && !matches!(status, 204 | 205)
}

fn shown<'a>(api: &'a Api, operation: &Operation, is_one: impl Fn(&Example) -> bool) -> Option<(usize, &'a Example)> {
    let mut examples = operation.examples.iter().map(|&id| (id.index(), &api[id]));
    examples.find(|(_, example)| is_one(example))
}

/// The headers that a request needs, without those of the transport and without names that cannot be header names.
pub(crate) fn required_headers(operation: &Operation) -> impl Iterator<Item = &Header> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    let carries = |name: &str| ["content-length", "host"].iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_needed =
        move |header: &&Header| header.required == Some(true) && is_name(&header.name) && !carries(&header.name);
    operation.headers.iter().filter(is_needed)
}

/// Whether the page requires a member.
pub(crate) fn is_required(parameter: &Parameter) -> bool {
    parameter.required == Some(true)
}

/// The type of a member: its own, or else that of the property that it changes.
fn type_of(api: &Api, request: &RequestBody, parameter: &Parameter) -> TypeRef {
    let owner = match request {
        RequestBody::Patch { ty, .. } => Some(*ty),
        RequestBody::None | RequestBody::Value(_) | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
    };
    let property = owner.and_then(|owner| api.member(owner, &parameter.name)).map(|property| property.ty);
    let untyped = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };
    parameter.ty.or(property).unwrap_or(untyped)
}

struct Comparison<'a> {
    api: &'a Api,
    /// The example bodies of the page. They count as valid even if the text of the page contradicts them.
    shown: &'a [&'a Value],
    /// The current place.
    pointer: String,
    /// The first misfit. Further ones are only counted, because there may be many.
    first: Option<Misfit>,
    distance: usize,
}

impl Comparison<'_> {
    fn fails(&mut self, reason: impl Into<String>) {
        self.distance += 1;
        if self.first.is_none() {
            self.first = Some(Misfit { pointer: self.pointer.clone(), reason: reason.into() });
        }
    }

    /// Records a value of another form than its type, unless an example body has this form at the same place.
    fn has_form(&mut self, value: &Value, wanted: impl FnOnce(&Self) -> String) {
        if !self.shows(&|shown| form(shown) == form(value)) {
            let reason = format!("{}, where {} belongs", form(value), wanted(self));
            self.fails(reason);
        }
    }

    /// Records an unknown or missing member.
    fn is_another(&mut self, reason: String) {
        self.fails(reason);
        self.distance += 1;
    }

    /// Whether an example body of the page has such a value at this place. All elements of an array count as one place.
    fn shows(&self, is_one: &dyn Fn(&Value) -> bool) -> bool {
        self.shown.iter().any(|body| has_place(body, &self.pointer, is_one))
    }

    /// Runs `look` on a part of the value.
    fn within(&mut self, part: &str, look: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        if part.contains(['~', '/']) {
            self.pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
        } else {
            self.pointer.push_str(part);
        }
        look(self);
        self.pointer.truncate(length);
    }

    fn value(&mut self, value: &Value, ty: TypeRef) {
        match value {
            _ if self.distance > FAR => {}
            Value::Null => {}
            Value::Array(elements) if ty.collection => {
                let one = TypeRef { collection: false, ..ty };
                for (index, element) in elements.iter().enumerate() {
                    self.within(&index.to_string(), |shape| shape.value(element, one));
                }
            }
            _ if self.is_any(ty.item) => {}
            _ if ty.collection => self.has_form(value, |_| "an array".to_owned()),
            _ => match ty.item {
                ItemType::Structured(id) => self.object(value, Some(id), &[]),
                ItemType::Enum(_) if value.is_string() => {}
                ItemType::Enum(id) => {
                    self.has_form(value, |shape| format!("a member of `{}`", shape.api[id].name));
                }
                ItemType::Primitive(primitive) if fits(value, primitive) => {}
                ItemType::Primitive(primitive) => {
                    self.has_form(value, |_| format!("an `Edm.{}`", primitive.as_str()));
                }
            },
        }
    }

    /// Checks an object against the members of a type and of a table. Required members must exist.
    fn object(&mut self, value: &Value, ty: Option<TypeId>, listed: &[Parameter]) {
        let Value::Object(members) = value else {
            return self.has_form(value, |_| "an object".to_owned());
        };
        // Services accept the names of parameters in any letter case, but those of properties only as declared.
        let is = |parameter: &Parameter, name: &str| match ty {
            Some(_) => parameter.name == *name,
            None => parameter.name.eq_ignore_ascii_case(name),
        };
        let is_missing = |listed: &&Parameter| is_required(listed) && !members.keys().any(|name| is(listed, name));
        // A member that an example leaves out is optional.
        let lacks = |name: &str| self.shows(&|shown| shown.as_object().is_some_and(|shown| !shown.contains_key(name)));
        let missing: Vec<&Parameter> =
            listed.iter().filter(is_missing).filter(|missing| !lacks(&missing.name)).collect();
        for missing in missing {
            self.is_another(format!("the required member `{}` is missing", missing.name));
        }
        let ty = ty.map(|ty| self.actual(members, ty));
        for (name, value) in members {
            if self.distance > FAR {
                return;
            }
            let property = ty.and_then(|ty| self.api.member(ty, name)).map(|property| property.ty);
            let parameter = listed.iter().find(|parameter| is(parameter, name));
            match (parameter.and_then(|parameter| parameter.ty).or(property), parameter) {
                (Some(ty), _) => self.within(name, |shape| shape.value(value, ty)),
                (None, Some(_)) => {}
                (None, None) if name.contains('@') || ty.is_some_and(|ty| self.is_open(ty)) => {}
                (None, None) => {
                    let owner = ty.map(|ty| format!(" of `{}`", self.api[ty].name)).unwrap_or_default();
                    let near = self.near(name, ty, listed);
                    let reason = format!("`{}` is no documented member{owner}{near}", shortened(name));
                    self.within(shortened(name), |shape| {
                        if !shape.shows(&|_| true) {
                            shape.is_another(reason);
                        }
                    });
                }
            }
        }
    }

    /// The type that `@odata.type` names, if it derives from the declared type.
    fn actual(&self, members: &Map<String, Value>, declared: TypeId) -> TypeId {
        let stated = members.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
        stated.and_then(|name| derived(self.api, declared, name)).unwrap_or(declared)
    }

    /// `, perhaps NAME` with the known name that is most similar to an unknown one.
    fn near(&self, name: &str, ty: Option<TypeId>, listed: &[Parameter]) -> String {
        let properties = ty.into_iter().flat_map(|ty| self.api.members(ty)).map(|property| property.name.as_str());
        let names = properties.chain(listed.iter().map(|parameter| parameter.name.as_str()));
        near::slip(name, names).map_or_else(String::new, |near| format!(", perhaps `{near}`"))
    }

    fn is_open(&self, id: TypeId) -> bool {
        self.api[id].is_open || self.api[id].is_any || self.api.bases(id).any(|base| self.api[base].is_open)
    }

    fn is_any(&self, item: ItemType) -> bool {
        match item {
            ItemType::Primitive(primitive) => matches!(primitive, Primitive::Untyped | Primitive::Stream),
            ItemType::Structured(id) => self.api[id].is_any,
            ItemType::Enum(_) => false,
        }
    }
}

/// Whether `is_one` holds for a value of `body` at `pointer`, which has no indexes of arrays: any item may match.
fn has_place(body: &Value, pointer: &str, is_one: &dyn Fn(&Value) -> bool) -> bool {
    let Some(rest) = pointer.strip_prefix('/') else { return is_one(body) };
    let (part, rest) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    match body {
        Value::Object(members) => {
            let name = part.replace("~1", "/").replace("~0", "~");
            members.get(&name).is_some_and(|value| has_place(value, rest, is_one))
        }
        Value::Array(items) => items.iter().any(|item| has_place(item, rest, is_one)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The type of this name among those that derive from `base`, directly or not.
pub(crate) fn derived(api: &Api, base: TypeId, name: &str) -> Option<TypeId> {
    let mut open: Vec<TypeId> = api[base].derived.clone();
    while let Some(id) = open.pop() {
        if api[id].name.is_named(name) {
            return Some(id);
        }
        open.extend(&api[id].derived);
    }
    None
}

/// Shortens a name of a client for a message.
fn shortened(name: &str) -> &str {
    const LONGEST: usize = 80;
    name.char_indices().nth(LONGEST).map_or(name, |(end, _)| &name[..end])
}

/// Whether the JSON has the form of a primitive type.
pub(crate) fn fits(value: &Value, primitive: Primitive) -> bool {
    match primitive {
        Primitive::Untyped | Primitive::Stream => true,
        Primitive::Boolean => value.is_boolean(),
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => value.is_i64(),
        Primitive::Int64 => value.is_i64() || value.as_str().is_some_and(|text| text.parse::<i64>().is_ok()),
        Primitive::Single | Primitive::Double => {
            value.is_number() || value.as_str().is_some_and(|text| matches!(text, "NaN" | "INF" | "-INF"))
        }
        Primitive::Decimal => value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok()),
        Primitive::Binary
        | Primitive::Date
        | Primitive::DateTimeOffset
        | Primitive::Duration
        | Primitive::Guid
        | Primitive::String
        | Primitive::TimeOfDay => value.is_string(),
    }
}

fn form(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
