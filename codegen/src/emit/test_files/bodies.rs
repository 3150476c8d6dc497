//! The files with the example bodies.
//!
//! In: the examples of a file. Out: a JSON object with a member for each example, in the order of the pages. Invariant:
//! bodies keep their own indentation, so that a diff resembles that of the page.

use std::collections::BTreeSet;

use crate::emit::Context;
use crate::emit::rust::source;
use crate::plan::ExamplePlan;

/// The folder of the files with example bodies.
const FOLDER: &str = "tests/bodies/";

/// The text of a file of `tests/bodies`.
pub(in crate::emit) fn file(cx: &Context<'_>, index: usize) -> String {
    let member = |&id| {
        // Names consist of plain characters: see `plan/samples/example.rs`.
        format!("\"{}\": {}", cx.model.example_plan(id).name, cx.model.example(id).json.trim())
    };
    let members: Vec<String> = cx.model.body_file(index).examples.iter().map(member).collect();
    format!("{{\n{}\n}}\n", members.join(",\n"))
}

/// The path of a file of bodies below `tests/bodies/`: `routes/user.json`.
pub(in crate::emit) fn body_file_path<'a>(cx: &Context<'a>, index: usize) -> &'a str {
    let path = cx.model.body_file(index).path.as_str();
    path.strip_prefix(FOLDER).unwrap_or(path)
}

/// The name of the static for a file of bodies, `ROUTES__USER`.
pub(in crate::emit) fn constant(cx: &Context<'_>, index: usize) -> String {
    body_file_path(cx, index).trim_end_matches(".json").replace('/', "__").to_uppercase()
}

/// The expression for a body in a file: `Body::Example(&ROUTES__USER, "user-get")`.
pub(in crate::emit) fn expression(cx: &Context<'_>, example: &ExamplePlan) -> String {
    format!("Body::Example(&{}, {})", constant(cx, example.file), source::string(&example.name))
}

/// Declares a static for each of these files of bodies, after an empty line. `folder` is the path of `tests/bodies/`
/// relative to the generated file with the statics.
pub(in crate::emit) fn statics(cx: &Context<'_>, files: &BTreeSet<usize>, folder: &str) -> String {
    let mut text = String::from(if files.is_empty() { "" } else { "\n" });
    for &index in files {
        let path = source::string(&format!("{folder}{}", body_file_path(cx, index)));
        text.push_str(&format!(
            "static {}: Bodies<'_> =\n    Bodies::new(include_str!({path}));\n",
            constant(cx, index)
        ));
    }
    text
}
