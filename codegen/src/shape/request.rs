//! Compares a body that a client sends with what an operation expects.
//!
//! In: the request body of an operation, JSON, and the example bodies of its page. Out: the first place where the JSON
//! does not fit, with the reason, and a number that tells how far the JSON is from what the operation expects.

use serde_json::{Value, json};

use crate::api::{Api, EnumId, ItemType, Parameter, Property, RequestBody, TypeId};
use crate::shape::enumeration;
use crate::shape::json::Kind;
use crate::shape::walk::{self, Declared, ExpectedKind, Step, Undeclared, Visitor};
use crate::text::near;

/// A value that an operation does not expect: its place as a pointer (RFC 6901), and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The place within the body, such as `/address/city`; empty for the body itself.
    pub pointer: String,
    /// What is wrong with the value.
    pub reason: String,
}

/// The first value of a body that an operation does not expect, in the order of the body; `None` if there is none.
#[must_use]
pub(crate) fn misfit(api: &Api, request: &RequestBody, body: &Value) -> Option<Misfit> {
    measure(Comparison::new(api, &[], false), request, body).first
}

/// The first value of a body that an operation does not expect, and a number that says how different the body is from
/// what the operation expects. Each value of a wrong type adds one. Each unknown or missing member adds two, because it
/// shows that the body is for another operation. Counting stops at [`FAR`]. If the page documents no body, every member
/// is unknown. Whatever one of the example bodies in `shown` has is expected. A text that is no member of its
/// enumeration counts as a wrong type.
#[must_use]
pub(crate) fn compare(api: &Api, request: &RequestBody, body: &Value, shown: &[&Value]) -> (Option<Misfit>, usize) {
    let shape = measure(Comparison::new(api, shown, true), request, body);
    (shape.first, shape.distance)
}

/// The distance between a body and its expected form at which counting stops.
const FAR: usize = 1000;

fn measure<'a>(mut shape: Comparison<'a>, request: &RequestBody, body: &Value) -> Comparison<'a> {
    match request {
        RequestBody::None if *body == json!({}) => {}
        RequestBody::None => {
            shape.record("no body is documented");
            shape.distance = body.as_object().map_or(1, |members| 2 * members.len());
        }
        RequestBody::Stream { .. } => {}
        RequestBody::Value(ty) => walk::value(shape.api, body, *ty, &mut shape),
        RequestBody::Patch { ty, members } => shape.object(body, Declared { ty: Some(*ty), listed: members }),
        RequestBody::Parameters(parameters) => shape.object(body, Declared { ty: None, listed: parameters }),
    }
    shape
}

/// Whether the page says that requests must have the member.
pub(crate) fn is_required(parameter: &Parameter) -> bool {
    parameter.required == Some(true)
}

struct Comparison<'a> {
    api: &'a Api,
    /// The example bodies of the page. What they have is allowed, even if the text of the page contradicts them.
    shown: &'a [&'a Value],
    /// Whether a text that is not a documented member of its enumeration is recorded as a wrong value.
    has_closed_enums: bool,
    /// The place that is being compared, such as `/address/city`.
    pointer: String,
    /// The length of `pointer` before each step, to go back to it.
    lengths: Vec<usize>,
    /// The first value that does not fit. All others are only counted, because there may be many. `None` as long as
    /// everything fits.
    first: Option<Misfit>,
    distance: usize,
}

impl<'a, 'j> Visitor<'a, 'j, &'j Value> for Comparison<'a> {
    /// Records a value of a wrong type, unless an example body has the same kind of value at this place.
    fn misfit(&mut self, value: &'j Value, kind: &Kind<'j>, expected: ExpectedKind) {
        if self.example_has(&|shown| std::mem::discriminant(shown) == std::mem::discriminant(value)) {
            return;
        }
        let expected = match expected {
            ExpectedKind::Array => "an array".to_owned(),
            ExpectedKind::Object(_) | ExpectedKind::Members | ExpectedKind::One(ItemType::Structured(_)) => {
                "an object".to_owned()
            }
            ExpectedKind::EnumMember(id) | ExpectedKind::One(ItemType::Enum(id)) => {
                format!("a member of `{}`", self.api[id].name)
            }
            ExpectedKind::Primitive(primitive) | ExpectedKind::One(ItemType::Primitive(primitive)) => {
                format!("an `Edm.{}`", primitive.as_str())
            }
        };
        self.record(format!("{}, where {expected} belongs", kind.words()));
    }

    fn undeclared(&mut self, member: Undeclared<'_, 'j, &'j Value>) -> Option<&'a Property> {
        let Undeclared { owner, name, .. } = member;
        if !owner.is_open(self.api) {
            let of = owner.ty.map(|ty| format!(" of `{}`", self.api[ty].name)).unwrap_or_default();
            let near = self.near(name, owner);
            let name = shortened(name);
            self.enter(Step::Member(name), owner.ty);
            if !self.example_has(&|_| true) {
                self.record_other(format!("`{name}` is no documented member{of}{near}"));
            }
            self.leave();
        }
        None
    }

    /// Records a text that is not a member of the enumeration, unless an example body has the same text at this place.
    fn enum_member(&mut self, _value: &'j Value, text: &'j str, id: EnumId) {
        let ty = &self.api[id];
        if !self.has_closed_enums || enumeration::has(ty, text) || self.example_has(&|shown| shown == text) {
            return;
        }
        let near = near::slip(text, ty.members.iter().map(|member| member.name.as_str()));
        let near = near.map_or_else(String::new, |near| format!(", perhaps `{near}`"));
        self.record(format!("`{}` is no member of `{}`{near}", shortened(text), ty.name));
    }

    fn enter(&mut self, step: Step<'_>, _owner: Option<TypeId>) {
        self.lengths.push(self.pointer.len());
        self.pointer.push('/');
        match step {
            Step::Member(name) => self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
            Step::Item(index) => self.pointer.push_str(&index.to_string()),
        }
    }

    fn leave(&mut self) {
        if let Some(length) = self.lengths.pop() {
            self.pointer.truncate(length);
        }
    }

    fn is_done(&self) -> bool {
        self.distance > FAR
    }
}

impl<'a> Comparison<'a> {
    fn new(api: &'a Api, shown: &'a [&'a Value], has_closed_enums: bool) -> Self {
        let (pointer, lengths) = (String::new(), Vec::new());
        Comparison { api, shown, has_closed_enums, pointer, lengths, first: None, distance: 0 }
    }

    fn record(&mut self, reason: impl Into<String>) {
        self.distance += 1;
        if self.first.is_none() {
            self.first = Some(Misfit { pointer: self.pointer.clone(), reason: reason.into() });
        }
    }

    /// Records an unknown or missing member, which shows that the body is for another operation.
    fn record_other(&mut self, reason: String) {
        self.record(reason);
        self.distance += 1;
    }

    /// Whether an example body of the page has a value at the current place for which `is_one` is true. All elements of
    /// an array count as one place.
    fn example_has(&self, is_one: &dyn Fn(&Value) -> bool) -> bool {
        self.shown.iter().any(|body| has_place(body, &self.pointer, is_one))
    }

    /// Compares an object. A required member must be there, unless an example body lacks it too.
    fn object(&mut self, body: &Value, declared: Declared<'_>) {
        if let Some(members) = body.as_object() {
            let lacks = |name: &str| {
                self.example_has(&|shown| shown.as_object().is_some_and(|shown| !shown.contains_key(name)))
            };
            let is_there = |expected: &Parameter| {
                let is = |name: &String| declared.parameter(name).is_some_and(|found| found.name == expected.name);
                members.keys().any(is)
            };
            let is_missing = |listed: &&Parameter| is_required(listed) && !is_there(listed) && !lacks(&listed.name);
            let missing: Vec<&Parameter> = declared.listed.iter().filter(is_missing).collect();
            for missing in missing {
                self.record_other(format!("the required member `{}` is missing", missing.name));
            }
        }
        walk::object(self.api, body, declared, self);
    }

    /// What to add to a message about an unknown name: `, perhaps NAME` with the most similar known name, if one is
    /// similar.
    fn near(&self, name: &str, owner: Declared<'_>) -> String {
        let properties = owner.ty.into_iter().flat_map(|ty| self.api.members(ty)).map(|found| found.name.as_str());
        let names = properties.chain(owner.listed.iter().map(|parameter| parameter.name.as_str()));
        near::slip(name, names).map_or_else(String::new, |near| format!(", perhaps `{near}`"))
    }
}

/// Whether `is_one` is true for a value of `body` at `pointer`. The pointer has no indexes of arrays, so it leads to
/// every item.
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

/// Shortens a name that a client sent, for a message.
fn shortened(name: &str) -> &str {
    const MAX_LENGTH: usize = 80;
    name.char_indices().nth(MAX_LENGTH).map_or(name, |(end, _)| &name[..end])
}
