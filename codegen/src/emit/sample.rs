//! The example requests of pages as Rust code: the arguments of a call and its body.
//!
//! In: an operation with its example requests. Out: code of expressions and statements. Invariant: code consists of
//! identifiers of the plan and of literals, and compiles if `models`, `routes` and `runtime` of the crate are in scope.
//! If the JSON of a body has a member for which the Rust type of the body has no field, there is no code for this body.

pub(in crate::emit) mod code;
pub(in crate::emit) mod example;
pub(in crate::emit) mod listing;
pub(in crate::emit) mod uses;
pub(in crate::emit) mod value;

use serde_json::Value;

use crate::emit::Context;
use crate::emit::doc::line::code_span;
use crate::emit::rust::source;
use crate::plan::routes::body::{BodyField, parameters};
use crate::plan::{Ident, Invocation, RouteArgument, SampleBody, SentBody};
use code::{Code, rest};
use uses::Uses;

/// The code that calls a constructor of a route, such as `GetUser::users("id")`, without calls of methods that set
/// query options. `body`, if any, is the code of the last argument.
pub(in crate::emit) fn call(cx: &Context<'_>, uses: &mut Uses, invocation: Invocation, body: Option<&str>) -> Code {
    let stub = cx.model.stub(invocation.operation);
    let route = uses.route(cx, stub.module, &stub.name);
    let new = &stub.constructors[invocation.constructor].name;
    let arguments = arguments(cx, invocation).into_iter().chain(body.map(str::to_owned)).map(Code::Text);
    Code::parts(format!("{route}::{new}("), arguments.collect(), ")")
}

/// The method and the path template of the route that is called, as a code span of markdown: `GET /users/{id}`.
pub(in crate::emit) fn request_line(cx: &Context<'_>, invocation: Invocation) -> String {
    let operation = cx.model.operation(invocation.operation);
    let constructor = &cx.model.stub(invocation.operation).constructors[invocation.constructor];
    code_span(&format!("{} {}", operation.method.as_str(), operation.routes[constructor.route].template.path))
}

/// The length in bytes up to which a value of an example request is used as an argument: longer values, such as long
/// ids, only make the call harder to read.
const LONGEST: usize = 48;

/// The code of each argument of a constructor:
/// - a list has one item, the name of the argument as a text: `["ids"]`;
/// - an optional argument is `None`;
/// - any other argument is the value in the example request if `is_telling` accepts it, or else its own name as a text:
///   `"id"`. If the constructor has arguments in the query, all of them get their names.
pub(in crate::emit) fn arguments(cx: &Context<'_>, invocation: Invocation) -> Vec<String> {
    let constructor = &cx.model.stub(invocation.operation).constructors[invocation.constructor];
    let operation = cx.model.operation(invocation.operation);
    let calls = operation.exchanges.iter().filter_map(|exchange| exchange.call.as_ref());
    let mut shown = calls.filter(|call| call.route == constructor.route).map(|call| &call.arguments);
    let is_in_path = constructor.arguments.iter().all(|argument| !argument.in_query);
    let shown = shown.next().filter(|values| is_in_path && values.len() == constructor.arguments.len());
    let text = |index: usize, name: &Ident| match shown.map(|values| &values[index]) {
        Some(value) if is_telling(value) => source::string(value),
        Some(_) | None => source::string(name.as_str()),
    };
    let argument = |(index, argument): (usize, &RouteArgument)| match (argument.list, argument.optional) {
        (Some(_), _) => format!("[{}]", source::string(argument.name.as_str())),
        (None, true) => "None".to_owned(),
        (None, false) => text(index, &argument.name),
    };
    constructor.arguments.iter().enumerate().map(argument).collect()
}

/// Whether a value of the page is short and consists of plain characters, unlike a placeholder such as `{id}`.
fn is_telling(value: &str) -> bool {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || "-_.@+=!".contains(char);
    !value.is_empty() && value.len() <= LONGEST && value.chars().all(is_plain)
}

/// The statements that create the body of a route, `body`, from the example of the page.
pub(in crate::emit) fn body(cx: &Context<'_>, uses: &mut Uses, invocation: Invocation) -> Option<Vec<Code>> {
    let operation = cx.model.operation(invocation.operation);
    let stub = cx.model.stub(invocation.operation);
    let module = cx.model.route_module(stub.module);
    let listed = parameters(&operation.request);
    let member = |fields: &[BodyField], name: &str| {
        fields.iter().position(|field| listed[field.parameter].name.as_str() == name)
    };
    let json = json(cx, invocation);
    Some(match stub.sent {
        SentBody::Nothing => return None,
        SentBody::Bytes => vec![Code::Text(
            "let body = runtime::Content::new(\"application/octet-stream\", \"bytes of a file\");".to_owned(),
        )],
        SentBody::Value(ty) => vec![value::expression(cx, ty, &json?)?.between("let body = ", ";")],
        SentBody::Patch(index) => {
            let patch = &module.patches[index];
            let ty = uses.route(cx, stub.module, &patch.name);
            let mut statements = vec![Code::Text(format!("let mut body = {ty}::default();"))];
            for (name, json) in json?.as_object()? {
                let field = &patch.fields[member(&patch.fields, name)?];
                statements.push(match json {
                    Value::Null => Code::Text(format!("body.{}.null();", field.name)),
                    // The method `set` of a patch body calls `.into()` on its argument, so the expression needs none.
                    json => value::expression(cx, field.ty, json)?
                        .unconverted()
                        .between(&format!("body.{}.set(", field.name), ");"),
                });
            }
            statements
        }
        SentBody::Fields(index) => {
            let fields = &module.bodies[index];
            let ty = uses.route(cx, stub.module, &fields.name);
            let mut members = Vec::new();
            for (name, json) in json?.as_object()?.iter().filter(|(_, json)| !json.is_null()) {
                let field = &fields.fields[member(&fields.fields, name)?];
                let value = value::expression(cx, field.ty, json)?.between("Some(", ")");
                members.push(value.between(&format!("{}: ", field.name), ""));
            }
            members.push(rest());
            vec![Code::parts(format!("let body = {ty} {{"), members, "};")]
        }
    })
}

/// The JSON of the example request body that the page shows for a call.
fn json(cx: &Context<'_>, invocation: Invocation) -> Option<Value> {
    match &cx.model.sample_call(invocation.operation).request {
        SampleBody::Example(index) => {
            let example = cx.model.example(crate::api::ExampleId::from_index(*index));
            serde_json::from_str(&example.json).ok()
        }
        SampleBody::Json(text) => serde_json::from_str(text).ok(),
        SampleBody::Nothing | SampleBody::Bytes => None,
    }
}
