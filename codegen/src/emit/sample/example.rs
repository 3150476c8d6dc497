//! The example request of a page, for the documentation of its route.
//!
//! In: an operation. Out: the lines of a documentation comment. Invariant: the lines are a doctest that builds the
//! request.

use crate::api::OperationId;
use crate::emit::Context;
use crate::emit::rust::source;
use crate::emit::sample;
use crate::emit::sample::uses::Uses;
use crate::plan::{Invocation, SentBody};

/// The doctest for the first example request of the page that matches a route of the operation and has no findings.
/// Empty in these cases:
/// - the page has no such request;
/// - the operation is deprecated;
/// - the crate has no constructor for the route;
/// - the operation has a body for which the example gives no code, for instance because a member has no field.
pub(in crate::emit) fn lines(cx: &Context<'_>, operation: OperationId) -> Vec<String> {
    shown(cx, operation).unwrap_or_default()
}

fn shown(cx: &Context<'_>, operation: OperationId) -> Option<Vec<String>> {
    let (api, stub) = (cx.model.operation(operation), cx.model.stub(operation));
    if api.deprecated.is_some() {
        return None;
    }
    let mut exchanges = api.exchanges.iter().filter(|exchange| exchange.findings.is_empty());
    let call = exchanges.find_map(|exchange| exchange.call.as_ref())?;
    let constructor = stub.constructors.iter().position(|constructor| constructor.route == call.route)?;
    let invocation = Invocation { operation, constructor };
    let mut uses = Uses::default();
    let body = match stub.sent {
        SentBody::Nothing => None,
        SentBody::Value(_) | SentBody::Patch(_) | SentBody::Fields(_) | SentBody::Bytes => {
            Some(sample::body(cx, &mut uses, invocation)?)
        }
    };
    let argument = body.is_some().then_some("body");
    let route = sample::call(cx, &mut uses, invocation, argument).between("let route = ", "");
    let mut code = String::new();
    for statement in body.into_iter().flatten() {
        code.push_str(&(statement.laid_out(0, 0) + "\n"));
    }
    code.push_str(&route.laid_out(0, 0));
    let has_query = stub.constructors[constructor].arguments.iter().any(|argument| argument.in_query);
    if !has_query && api.routes[call.route].template.query.is_empty() {
        for (name, value) in &call.query {
            code.push_str(&format!("\n    .query({}, {})", source::string(name), source::string(value)));
        }
    }
    code.push_str(";\n");
    let library = cx.library();
    let mut text = vec!["```".to_owned()];
    let uses = uses.lines(cx, &code) + &format!("use {library}::runtime::Route;\n\n");
    text.extend(uses.lines().chain(code.lines()).map(str::to_owned));
    let root = source::string(&cx.model.options().package.service_root);
    text.push(format!("# route.request({root})?;"));
    text.push(format!("# Ok::<(), {library}::runtime::RequestError>(())"));
    text.push("```".to_owned());
    Some(text)
}
