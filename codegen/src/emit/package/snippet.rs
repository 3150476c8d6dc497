//! Code snippets that `README.md` and the front page share.
//!
//! In: the calls that the plan chose. Out: lines of Rust, if there are such calls. Invariant: each snippet compiles, or
//! is part of a program in `examples/`.

use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::package::example;
use crate::emit::package::example::sender::Sender;

/// Code of a documentation test: visible lines with hidden lines before and after them.
pub(in crate::emit) fn tested(code: &str, before: &[&str], after: &[&str]) -> Vec<String> {
    let hidden = |lines: &[&str]| lines.iter().map(|line| format!("# {line}")).collect::<Vec<String>>();
    [hidden(before), code.lines().map(str::to_owned).collect(), hidden(after)].concat()
}

/// A snippet that reads a value of a documented type.
pub(in crate::emit) fn reading(cx: &Context<'_>) -> Option<String> {
    let plan = cx.model.type_plan(cx.model.showcase().ty?);
    let path = cx.path_in(WrittenIn::Outside, plan.module, &plan.name);
    Some(format!(
        "use {path};\n\
         \n\
         let value: {name} = {library}::runtime::serde_json::from_str(json)?;\n\
         println!(\"{{value:?}} {{:?}}\", value.annotations.etag());\n",
        name = plan.name,
        library = cx.library(),
    ))
}

/// A snippet that builds the request of a documented route, and reads the response.
pub(in crate::emit) fn requesting(cx: &Context<'_>) -> Option<String> {
    let stub = cx.model.stub(cx.model.showcase().operation?);
    let constructor = stub.constructors.first()?;
    let arguments: Vec<String> = constructor
        .arguments
        .iter()
        .map(|argument| match (argument.list, argument.optional) {
            (Some(_), _) => format!("[\"{}\"]", argument.name.as_str()),
            (None, true) => "None".to_owned(),
            (None, false) => format!("\"{}\"", argument.name.as_str()),
        })
        .collect();
    Some(format!(
        "use {library}::routes::{path};\n\
         use {library}::runtime::Route;\n\
         \n\
         let route = {name}::{constructor}({arguments});\n\
         let request = route.request(\"https://graph.microsoft.com/v1.0\")?;\n\
         // … send it with a client of your choice, then:\n\
         let value = route.response(response)?;\n",
        library = cx.library(),
        path = cx.model.route_module(stub.module).path_of(&stub.name),
        name = stub.name,
        constructor = constructor.name,
        arguments = arguments.join(", "),
    ))
}

/// A snippet that reads a collection page by page with a client.
pub(in crate::emit) fn listing(cx: &Context<'_>) -> Option<String> {
    let code = example::listing(cx, Sender::Ureq);
    (!code.is_empty()).then(|| {
        format!(
            "use {library}::routes;\n\
             use {library}::runtime::Route;\n\
             use {library}::runtime::client::{{SendError, blocking::Client}};\n{code}",
            library = cx.library(),
        )
    })
}
