//! Route stubs.
//!
//! In: an operation. Out: its struct, its table and its constructors.

use std::fmt::Write;

use super::doc::{Lines, code_span, one_line};
use super::{From, Names, source};
use crate::api::{Doc, Operation, OperationId, Piece, Scopes, Template};
use crate::plan::{Constructor, Received, RustType, Sent, Stub};

/// The stub of an operation.
pub(super) fn stub(names: &Names<'_>, id: OperationId) -> String {
    let operation = &names.api[id];
    let plan = &names.plan.stubs[id.index()];
    let body = body_type(names, plan);
    let definition = definition(names, operation, plan, body.as_deref());
    let constructors = constructors(operation, plan, body.as_deref());
    format!("\n{definition}\n{}\n{constructors}", table(names, operation, plan))
}

fn body_type(names: &Names<'_>, plan: &Stub) -> Option<String> {
    let module = &names.plan.routes[plan.module];
    match plan.sent {
        Sent::Nothing => None,
        Sent::Value(ty) => Some(names.rust(From::Routes, ty)),
        Sent::Patch(index) => Some(module.patches[index].name.to_string()),
        Sent::Fields(index) => Some(module.bodies[index].name.to_string()),
        Sent::Bytes => Some("Content".to_owned()),
    }
}

fn definition(names: &Names<'_>, operation: &Operation, plan: &Stub, body: Option<&str>) -> String {
    let mut text = source::outer_docs(&documentation(names, operation), "");
    text.push_str(&source::deprecated(operation.deprecated.as_ref(), ""));
    // Writing to a string cannot fail.
    let _ = write!(text, "#[derive(Clone, Debug, PartialEq)]\npub struct {} {{\n    call: Call,\n", plan.name);
    if let Some(ty) = body {
        let _ = write!(text, "    /// What is sent.\n    pub body: {ty},\n");
    }
    text.push_str("}\n");
    source::item(text)
}

fn documentation(names: &Names<'_>, operation: &Operation) -> Vec<String> {
    let mut lines = Lines::new(0);
    lines.prose(names, &operation.doc);
    if lines.is_empty() {
        lines.prose(names, &Doc { markdown: one_line(&operation.title), links: Vec::new() });
    }
    for permissions in &operation.permissions {
        let label = permissions.label.as_deref().map(code_span).filter(|label| !label.is_empty());
        lines.paragraph(&match label {
            Some(label) => format!("Permissions ({label}), from the least to the most privileged:"),
            None => "Permissions, from the least to the most privileged:".to_owned(),
        });
        lines.item(&scopes("delegated, work or school account", &permissions.delegated_work));
        lines.item(&scopes("delegated, personal account", &permissions.delegated_personal));
        lines.item(&scopes("application", &permissions.application));
    }
    let headers = operation.headers.iter().map(|header| match header.required {
        Some(true) => format!("{} (required)", code_span(&header.name)),
        Some(false) | None => code_span(&header.name),
    });
    let headers: Vec<String> = headers.collect();
    if !headers.is_empty() {
        lines.paragraph(&format!("Headers: {}.", headers.join(", ")));
    }
    lines.paragraph(&format!("Page: {}.", code_span(&names.api[operation.page].path)));
    lines.finish()
}

fn scopes(kind: &str, alternatives: &[Scopes]) -> String {
    let together = |scopes: &Scopes| scopes.iter().map(|scope| code_span(scope)).collect::<Vec<_>>().join(" with ");
    let alternatives: Vec<String> = alternatives.iter().map(together).filter(|text| !text.is_empty()).collect();
    match alternatives.is_empty() {
        true => format!("{kind}: not supported"),
        false => format!("{kind}: {}", alternatives.join(", ")),
    }
}

/// What the runtime needs to know.
fn table(names: &Names<'_>, operation: &Operation, plan: &Stub) -> String {
    let mut text = format!(
        "graph_runtime::route! {{\n    {}: {}, response {}, success [{}], page {},\n    templates [\n",
        plan.name,
        operation.method.as_str(),
        response_type(names, plan.received),
        operation.response.status.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
        source::string(&names.api[operation.page].path),
    );
    for &route in &plan.templates {
        text.push_str(&format!("        {},\n", source::string(&operation.routes[route].template.path)));
    }
    let union = |of: fn(&crate::api::Permissions) -> &[Scopes]| {
        let mut all: Vec<&Scopes> = Vec::new();
        for scopes in operation.permissions.iter().flat_map(of) {
            if !scopes.is_empty() && !all.contains(&scopes) {
                all.push(scopes);
            }
        }
        let alternatives = all.iter().map(|scopes| {
            let scopes: Vec<String> = scopes.iter().map(|scope| source::string(scope)).collect();
            format!("[{}]", scopes.join(", "))
        });
        alternatives.collect::<Vec<_>>().join(", ")
    };
    text.push_str(&format!(
        "    ],\n    permissions {{\n        delegated_work [{}],\n        delegated_personal [{}],\n        application [{}],\n    }}",
        union(|permissions| &permissions.delegated_work),
        union(|permissions| &permissions.delegated_personal),
        union(|permissions| &permissions.application),
    ));
    text.push_str(match plan.sent {
        Sent::Nothing => "\n}\n",
        Sent::Bytes => ",\n    body bytes body\n}\n",
        Sent::Value(_) | Sent::Patch(_) | Sent::Fields(_) => ",\n    body json body\n}\n",
    });
    text
}

fn response_type(names: &Names<'_>, received: Received) -> String {
    let rust = |ty: RustType| names.rust(From::Routes, ty);
    match received {
        Received::Nothing => "()".to_owned(),
        Received::Value(ty) => rust(ty),
        Received::Page(ty) => format!("Page<{}>", rust(ty)),
        Received::Wrapped(ty) => format!("ODataValue<{}>", rust(ty)),
        Received::Count => "i64".to_owned(),
        Received::Content => "Content".to_owned(),
        Received::Redirect => "Redirect".to_owned(),
    }
}

fn constructors(operation: &Operation, plan: &Stub, body: Option<&str>) -> String {
    let mut text = format!("impl {} {{", plan.name);
    if !plan.constructors.is_empty() {
        text.push('\n');
    }
    for (index, constructor) in plan.constructors.iter().enumerate() {
        text.push_str(&source::outer_docs(&request_line(operation, constructor), "    "));
        self::constructor(operation, index, constructor, body, &mut text);
    }
    text.push_str("}\n");
    source::item(text)
}

/// Documentation of a constructor.
fn request_line(operation: &Operation, plan: &Constructor) -> Vec<String> {
    let template = &operation.routes[plan.route].template;
    let mut lines = Lines::new(4);
    lines.paragraph(&code_span(&format!("{} {}{}", operation.method.as_str(), template.path, query_text(template))));
    lines.finish()
}

fn constructor(operation: &Operation, index: usize, plan: &Constructor, body: Option<&str>, text: &mut String) {
    let template = &operation.routes[plan.route].template;
    let in_query = |place: usize| template.query.iter().any(|part| part.value == Piece::Placeholder(place));
    let parameters = plan.arguments.iter().map(|argument| {
        let ty = if argument.optional { "Option<String>" } else { "impl Into<String>" };
        format!("{}: {ty}", argument.name)
    });
    let parameters: Vec<String> = parameters.chain(body.map(|ty| format!("body: {ty}"))).collect();
    let in_path = plan.arguments.iter().enumerate().filter(|(place, _)| !in_query(*place));
    let in_path: Vec<String> = in_path.map(|(_, argument)| format!("{}.into()", argument.name)).collect();
    let new = [format!("Self::TEMPLATES[{index}]"), format!("[{}]", in_path.join(", "))];
    let query = query(template, plan);
    source::arguments(text, 4, &format!("pub fn {}", plan.name), &parameters, " -> Self {");
    if query.is_empty() {
        text.push_str("        Self {\n");
        source::arguments(text, 12, "call: Call::new", &new, ",");
        text.push_str(if body.is_some() { "            body,\n        }\n" } else { "        }\n" });
    } else {
        source::arguments(text, 8, "let mut call = Call::new", &new, ";");
        text.push_str(&query);
        text.push_str(if body.is_some() { "        Self { call, body }\n" } else { "        Self { call }\n" });
    }
    text.push_str("    }\n");
}

/// The statements that set the query options of the template itself.
fn query(template: &Template, plan: &Constructor) -> String {
    let mut text = String::new();
    for part in &template.query {
        let option = source::string(&part.name);
        // Writing to a string cannot fail.
        let _ = match &part.value {
            Piece::Literal(value) => {
                writeln!(text, "        call.set_query({option}, {}.into());", source::string(value))
            }
            Piece::Placeholder(place) => match plan.arguments.get(*place) {
                Some(argument) if argument.optional => write!(
                    text,
                    "        if let Some(given) = {} {{\n            call.set_query({option}, given);\n        }}\n",
                    argument.name
                ),
                Some(argument) => writeln!(text, "        call.set_query({option}, {}.into());", argument.name),
                None => Ok(()),
            },
        };
    }
    text
}

fn query_text(template: &Template) -> String {
    let mut text = String::new();
    for part in &template.query {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(&part.name);
        text.push('=');
        match &part.value {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Placeholder(place) => {
                let name = template.placeholders.get(*place).map_or("", |placeholder| &placeholder.name);
                text.push_str(&format!("{{{name}}}"));
            }
        }
    }
    text
}
