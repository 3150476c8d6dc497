//! The files of `routes`: each has the structs that are generated for some operations, called stubs.
//!
//! In: a module of `routes`. Out: its file, which has the stubs, and after them the structs for request bodies that
//! only these stubs need.

use crate::api::Parameter;
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::code_span;
use crate::emit::models::member;
use crate::emit::routes::stub;
use crate::emit::rust::code_template::{CodeTemplate, Fill};
use crate::emit::rust::source;
use crate::plan::routes::body::{BodyField, parameters};
use crate::plan::{BodyFields, Ident, PatchBody};

/// The text of the file for a module of `routes`, given by its index.
pub(in crate::emit) fn file(cx: &Context<'_>, index: usize) -> String {
    let module = cx.model.route_module(index);
    let mut docs = DocLines::new(0);
    docs.paragraph(&match module.operations.is_empty() {
        true => "Operations, by what they are about.".to_owned(),
        false => format!("Operations on {}.", code_span(&module.subject)),
    });
    let mut parts = vec![format!("{}\n{}", cx.header(&[]), source::inner_docs(&docs.finish()))];
    if !module.children.is_empty() {
        parts.push(module.children.iter().map(|name| format!("pub mod {name};\n")).collect());
    }
    if !module.operations.is_empty() {
        let imports: Vec<String> = module.scalars.iter().map(|&name| name.to_owned()).collect();
        parts.push(source::import("graph_runtime", &imports));
    }
    let mut items = String::new();
    for &operation in &module.operations {
        items.push_str(&stub::stub(cx, operation));
    }
    for body in &module.patches {
        items.push_str(&patch(cx, body));
    }
    for body in &module.bodies {
        items.push_str(&fields(cx, body));
    }
    if module.uses_models {
        parts.push("use crate::models;\n".to_owned());
    }
    format!("{}{items}", parts.join("\n"))
}

/// The struct for the body of a PATCH request, and the call of the macro `patch!` for it.
fn patch(cx: &Context<'_>, body: &PatchBody) -> String {
    let ty = cx.model.structured(body.ty);
    let mut lines = DocLines::new(0);
    let patched = match cx.model.selection().keeps_type(body.ty) {
        true => format!("[{}]({})", cx.model.type_name(body.ty).1, cx.type_path(body.ty)),
        false => code_span(&ty.name.to_string()),
    };
    lines.paragraph(&format!("The members of {patched} that can be changed."));
    lines.paragraph("The default changes nothing.");
    let listed = parameters(&cx.model.operation(body.operation).request);
    let definition = structure(cx, &body.name, lines, listed, &body.fields, &member::PATCH_FIELD);
    let rows = body.fields.iter().map(|field| member::row(&field.name, &listed[field.parameter].name));
    let rows: String = rows.collect();
    let sensitive = member::sensitive(&secrets(listed, &body.fields));
    let head = [format!("{}:", body.name), format!("{}{sensitive}", source::string(&ty.name.to_string()))];
    format!("\n{definition}\ngraph_runtime::patch! {{\n{}{rows}}}\n", source::fitted(4, &head))
}

/// The struct for a body that is no documented type, such as that of an action, and the call of the macro `object!` for
/// it. Its fields are the parameters that the page lists.
fn fields(cx: &Context<'_>, body: &BodyFields) -> String {
    let operation = cx.model.operation(body.operation);
    let stub = cx.model.stub(body.operation);
    let mut lines = DocLines::new(0);
    lines.paragraph(&format!("What [`{}`] sends.", stub.name));
    let listed = parameters(&operation.request);
    let definition = structure(cx, &body.name, lines, listed, &body.fields, &member::FIELD);
    let rows = body
        .fields
        .iter()
        .map(|field| member::typed_row(cx, WrittenIn::Routes, &field.name, field.ty, &listed[field.parameter].name));
    let rows: String = rows.collect();
    let sensitive = member::sensitive(&secrets(listed, &body.fields));
    format!("\n{definition}\ngraph_runtime::object! {{\n    {}: \"\", bases []{sensitive}\n{rows}}}\n", body.name)
}

fn structure(
    cx: &Context<'_>,
    name: &Ident,
    lines: DocLines,
    listed: &[Parameter],
    fields: &[BodyField],
    shape: &CodeTemplate,
) -> String {
    let mut text = String::new();
    for field in fields {
        let docs = member::parameter(cx, &listed[field.parameter], &field.remarks);
        text.push_str(&source::outer_docs(&docs, "    "));
        let ty = cx.rust_type(WrittenIn::Routes, field.ty);
        text.push_str(&shape.fill(&[Fill::One(&field.name.to_string()), Fill::One(&ty)]));
    }
    source::outer_docs(&lines.finish(), "") + &member::object(name, &text)
}

/// The names in JSON of the fields whose values are secrets, such as passwords.
fn secrets<'p>(listed: &'p [Parameter], fields: &[BodyField]) -> Vec<&'p str> {
    fields.iter().filter(|field| field.sensitive).map(|field| listed[field.parameter].name.as_str()).collect()
}
