//! Route stubs.
//!
//! In: an operation. Out: its struct, its table and its constructors.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::doc::{Lines, code_span, one_line};
use super::{From, Names, source};
use crate::api::{Doc, Operation, OperationId, Piece, Scopes, Template};
use crate::plan::{Constructor, PermissionTable, Received, RustType, Sent, Stub};

/// The stub of an operation.
pub(super) fn stub(names: &Names<'_>, id: OperationId) -> String {
    let operation = &names.api[id];
    let plan = &names.plan.stubs[id.index()];
    let body = body_type(names, plan);
    let definition = definition(names, operation, plan, body.as_deref());
    let constructors = constructors(names, operation, plan, body.as_deref());
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
    let deprecated = source::deprecated(operation.deprecated.as_ref());
    let name = plan.name.token();
    let body = body.map(|body| {
        let ty = source::tokens(body);
        quote! {
            /// What is sent.
            pub body: #ty,
        }
    });
    let tokens = quote! {
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            call: Call,
            #body
        }
    };
    source::item(tokens, documentation(names, operation, plan), [])
}

fn documentation(names: &Names<'_>, operation: &Operation, plan: &Stub) -> Vec<String> {
    let mut lines = Lines::new(0);
    lines.prose(names, &operation.doc);
    if lines.is_empty() {
        lines.prose(names, &Doc { markdown: one_line(&operation.title), links: Vec::new() });
    }
    permissions(&mut lines, plan);
    list(
        &mut lines,
        "Headers:",
        operation.headers.iter().map(|header| {
            let required = if header.required == Some(true) { " (required)" } else { "" };
            (format!("{}{required}", code_span(&header.name)), &header.doc)
        }),
        names,
    );
    list(
        &mut lines,
        "Parameters beside those of the paths:",
        plan.unplaced.iter().map(|&index| {
            let parameter = &operation.parameters[index];
            (code_span(&parameter.name), &parameter.doc)
        }),
        names,
    );
    lines.paragraph(&format!("Page: {}.", code_span(&names.api[operation.page].path)));
    lines.finish()
}

/// A list of what the page describes, unless it is empty.
fn list<'a>(lines: &mut Lines, title: &str, items: impl Iterator<Item = (String, &'a Doc)>, names: &Names<'_>) {
    let mut title = Some(title);
    for (label, doc) in items {
        if let Some(title) = title.take() {
            lines.paragraph(title);
        }
        lines.described(&label, names, doc);
    }
}

fn permissions(lines: &mut Lines, plan: &Stub) {
    for table in &plan.permissions {
        let label = code_span(&table.label);
        lines.paragraph(&match label.is_empty() {
            true => "Permissions, from the least to the most privileged:".to_owned(),
            false => format!("Permissions ({label}), from the least to the most privileged:"),
        });
        lines.item(&scopes("delegated, work or school account", &table.delegated_work));
        lines.item(&scopes("delegated, personal account", &table.delegated_personal));
        lines.item(&scopes("application", &table.application));
    }
}

fn scopes(kind: &str, alternatives: &[Scopes]) -> String {
    let together = |scopes: &Scopes| scopes.iter().map(|scope| code_span(scope)).collect::<Vec<_>>().join(" with ");
    let alternatives: Vec<String> = alternatives.iter().map(together).collect();
    match alternatives.is_empty() {
        true => format!("{kind}: not supported"),
        false => format!("{kind}: {}", alternatives.join(", ")),
    }
}

/// What the runtime needs to know.
fn table(names: &Names<'_>, operation: &Operation, plan: &Stub) -> String {
    let head = [
        format!("{}: {},", plan.name, operation.method.as_str()),
        format!("response {},", response_type(names, plan.received)),
        format!("success [{}],", operation.response.status.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")),
        format!("page {},", source::string(&names.api[operation.page].path)),
    ];
    let mut text = format!("graph_runtime::route! {{\n{}    templates [\n", source::fitted(4, &head));
    for &route in &plan.paths {
        text.push_str(&format!("        {},\n", source::string(&operation.routes[route].template.path)));
    }
    text.push_str("    ],\n");
    text.push_str(&permission_tables(&plan.permissions));
    text.push_str(match plan.sent {
        Sent::Nothing => "\n}\n",
        Sent::Bytes => ",\n    body bytes body\n}\n",
        Sent::Value(_) | Sent::Patch(_) | Sent::Fields(_) => ",\n    body json body\n}\n",
    });
    text
}

fn permission_tables(tables: &[PermissionTable]) -> String {
    if tables.is_empty() {
        return "    permissions []".to_owned();
    }
    let row = |kind: &str, alternatives: &[Scopes]| {
        let literals = |scopes: &Scopes| scopes.iter().map(|scope| source::string(scope)).collect();
        source::lists(12, kind, &alternatives.iter().map(literals).collect::<Vec<Vec<String>>>())
    };
    let tables = tables.iter().map(|table| {
        format!(
            "        {} {{\n{}{}{}        }},\n",
            source::string(&one_line(&table.label)),
            row("delegated_work ", &table.delegated_work),
            row("delegated_personal ", &table.delegated_personal),
            row("application ", &table.application),
        )
    });
    format!("    permissions [\n{}    ]", tables.collect::<String>())
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

fn constructors(names: &Names<'_>, operation: &Operation, plan: &Stub, body: Option<&str>) -> String {
    let name = plan.name.token();
    let docs = plan.constructors.iter().map(|plan| constructor_documentation(names, operation, plan));
    let constructors = plan.constructors.iter().map(|plan| constructor(operation, plan, body));
    let tokens = quote! {
        impl #name {
            #(#constructors)*
        }
    };
    source::item(tokens, Vec::new(), docs)
}

/// Documentation of a constructor.
fn constructor_documentation(names: &Names<'_>, operation: &Operation, plan: &Constructor) -> Vec<String> {
    let template = &operation.routes[plan.route].template;
    let mut lines = Lines::new(4);
    lines.paragraph(&code_span(&format!("{} {}{}", operation.method.as_str(), template.path, query_text(template))));
    for argument in &plan.arguments {
        if let Some(parameter) = argument.parameter {
            let name = argument.name.to_string();
            lines.described(&code_span(&name), names, &operation.parameters[parameter].doc);
        }
    }
    lines.finish()
}

fn constructor(operation: &Operation, plan: &Constructor, body: Option<&str>) -> TokenStream {
    let template = &operation.routes[plan.route].template;
    let name = plan.name.token();
    let index = Literal::usize_unsuffixed(plan.path);
    let parameters = plan.arguments.iter().map(|argument| {
        let name = argument.name.token();
        if argument.optional { quote!(#name: Option<String>) } else { quote!(#name: impl Into<String>) }
    });
    let in_path = plan.arguments.iter().filter(|argument| !argument.in_query).map(|argument| {
        let name = argument.name.token();
        quote!(#name.into())
    });
    let new = quote!(Call::new(Self::TEMPLATES[#index], [#(#in_path),*]));
    let body_parameter = body.map(|body| {
        let ty = source::tokens(body);
        quote!(body: #ty)
    });
    let parameters = parameters.chain(body_parameter);
    let body_field = body.map(|_| quote!(, body));
    let query: Vec<TokenStream> = query(template, plan);
    let content = match query.is_empty() {
        true => quote!(Self { call: #new #body_field }),
        false => quote! {
            let mut call = #new;
            #(#query)*
            Self { call #body_field }
        },
    };
    quote! {
        pub fn #name(#(#parameters),*) -> Self {
            #content
        }
    }
}

/// The statements that set the query options of the template itself.
fn query(template: &Template, plan: &Constructor) -> Vec<TokenStream> {
    let statement = |part: &crate::api::QueryPart| {
        let option = Literal::string(&part.name);
        match &part.value {
            Piece::Literal(text) => {
                let text = Literal::string(text);
                quote!(call.set_query(#option, #text.into());)
            }
            Piece::Placeholder(place) => {
                let Some(argument) = plan.arguments.get(*place) else {
                    return TokenStream::new();
                };
                let name = argument.name.token();
                if argument.optional {
                    let given = format_ident!("given");
                    quote!(if let Some(#given) = #name { call.set_query(#option, #given); })
                } else {
                    quote!(call.set_query(#option, #name.into());)
                }
            }
        }
    };
    template.query.iter().map(statement).collect()
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
