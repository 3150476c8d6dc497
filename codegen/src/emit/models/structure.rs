//! Structured types.
//!
//! In: a type. Out: the file with its struct, the call of the macro `object!` with the names of its members in JSON,
//! its constants, and the enum of the types that derive from it.

use proc_macro2::Literal;

use crate::api::{OperationId, PageId, StructuredType, TypeId, TypeKind};
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::doc::line::code_span;
use crate::emit::doc::{DocLines, page};
use crate::emit::models::{derived, member};
use crate::emit::rust::code_template::Fill::One;
use crate::emit::rust::source;
use crate::plan::{Named, TypePlan};

/// The text of the file that defines a type.
pub(in crate::emit) fn file(cx: &Context<'_>, id: TypeId) -> String {
    let (ty, plan) = (cx.model.structured(id), cx.model.type_plan(id));
    let scalars: Vec<String> = plan.scalars.iter().map(|&name| name.to_owned()).collect();
    let imports: Vec<String> = plan.imports.iter().map(ToString::to_string).collect();
    let near = source::import("super", &imports);
    let parts = [
        cx.header(&cx.pages(&ty.pages)),
        source::import("graph_runtime", &scalars),
        near,
        definition(cx, id, ty, plan),
        table(cx, ty, plan),
        constants(cx, ty, plan),
        plan.derived.as_ref().map_or_else(String::new, |items| derived::items(cx, ty, plan, items)),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn definition(cx: &Context<'_>, id: TypeId, ty: &StructuredType, plan: &TypePlan) -> String {
    let mut fields = String::new();
    for field in &plan.fields {
        let property = cx.model.property(field.member);
        fields.push_str(&source::outer_docs(&member::property(cx, property, &field.remarks), "    "));
        fields.push_str(&source::deprecated(property.deprecated.as_ref(), 4));
        let ty = cx.rust_type(WrittenIn::Models(plan.module), field.ty);
        fields.push_str(&member::FIELD.fill(&[One(&field.name.to_string()), One(&ty)]));
    }
    let docs = source::outer_docs(&documentation(cx, id, ty, plan), "");
    let deprecated = source::deprecated(ty.deprecated.as_ref(), 0);
    docs + &deprecated + &member::object(&plan.name, &fields)
}

fn documentation(cx: &Context<'_>, id: TypeId, ty: &StructuredType, plan: &TypePlan) -> Vec<String> {
    let mut lines = DocLines::new(0);
    lines.prose(cx, &ty.doc);
    let kind = match ty.kind {
        TypeKind::Entity => "Entity type",
        TypeKind::Complex => "Complex type",
    };
    let mut summary = format!("{kind} {}", code_span(&ty.name.to_string()));
    if let Some(base) = plan.bases.first() {
        summary.push_str(&format!(", derived from [{}]({})", cx.model.type_name(*base).1, cx.type_path(*base)));
    }
    summary.push('.');
    if ty.is_abstract {
        summary.push_str(" Abstract: a value is always of a derived type.");
    }
    if ty.has_stream {
        summary.push_str(" The entity is itself a media stream.");
    }
    lines.paragraph(&summary);
    if !plan.streams.is_empty() {
        let streams = plan.streams.iter().map(|stream| code_span(&cx.model.property(*stream).name));
        let streams: Vec<String> = streams.collect();
        lines.paragraph(&format!("Streams, which are not part of the object: {}.", streams.join(", ")));
    }
    derived_types(&mut lines, cx, ty, plan);
    let routes = cx.model.routes_of_type(id);
    add_routes(&mut lines, cx, "Returned by", &routes.returned);
    add_routes(&mut lines, cx, "Sent by", &routes.sent);
    pages(&mut lines, cx, &ty.pages);
    lines.finish()
}

/// The highest number of derived types that the documentation of a type lists. A type from which nearly all others
/// derive would list hundreds.
const NAMED: usize = 12;

/// Adds a paragraph that names the types which derive from a type.
fn derived_types(lines: &mut DocLines, cx: &Context<'_>, ty: &StructuredType, plan: &TypePlan) {
    let derived: Vec<TypeId> = ty.derived.iter().copied().filter(|&id| cx.model.selection().keeps_type(id)).collect();
    let link = |&id: &TypeId| {
        format!("[`{}`]({})", without_raw_prefix(&cx.model.type_name(id).1.to_string()), cx.type_path(id))
    };
    let mut links: Vec<String> = derived.iter().take(NAMED).map(link).collect();
    if derived.len() > NAMED {
        links.push("and others, see [`SUBTYPES`](Self::SUBTYPES)".to_owned());
    }
    if !links.is_empty() {
        let mut text = format!("Derived types: {}.", links.join(", "));
        if let Some(derived) = &plan.derived {
            text.push_str(&format!(
                " `derived()` of `Polymorphic` returns which of them an object is: [`{0}`].",
                derived.name
            ));
        }
        lines.paragraph(&text);
    }
}

/// Adds a list of routes: as links, or as paths if the crate cannot link to routes.
fn add_routes(lines: &mut DocLines, cx: &Context<'_>, title: &str, routes: &Named) {
    let link = |&id: &OperationId| {
        let path = cx.model.stub_path(id);
        if !cx.sees_routes {
            return code_span(&format!("routes::{path}"));
        }
        format!("[`{}`](crate::routes::{path})", without_raw_prefix(path.rsplit("::").next().unwrap_or(&path)))
    };
    let mut links: Vec<String> = routes.first.iter().map(link).collect();
    if routes.more {
        links.push("and others".to_owned());
    }
    if !links.is_empty() {
        lines.paragraph(&format!("{title} {}.", links.join(", ")));
    }
}

/// A name without the `r#` of a raw identifier.
fn without_raw_prefix(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Adds a paragraph that names the pages of an item.
pub(in crate::emit) fn pages(lines: &mut DocLines, cx: &Context<'_>, pages: &[PageId]) {
    let spans: Vec<String> = pages.iter().map(|&id| page(cx, id)).collect();
    match spans.len() {
        0 => {}
        1 => lines.paragraph(&format!("Page: {}.", spans[0])),
        _ => lines.paragraph(&format!("Pages: {}.", spans.join(", "))),
    }
}

/// The call of `object!` with the members of a type and their wire names.
fn table(cx: &Context<'_>, ty: &StructuredType, plan: &TypePlan) -> String {
    let bases: Vec<String> =
        plan.bases.iter().map(|&base| cx.structured_type(WrittenIn::Models(plan.module), base)).collect();
    let rows = plan.fields.iter().map(|field| {
        let name = &cx.model.property(field.member).name;
        member::typed_row(cx, WrittenIn::Models(plan.module), &field.name, field.ty, name)
    });
    let properties = plan.fields.iter().map(|field| cx.model.property(field.member));
    let sensitive = properties.filter(|property| property.sensitive).map(|property| property.name.as_str());
    let sensitive: Vec<&str> = sensitive.collect();
    let head = [
        format!("{}:", plan.name),
        format!("{},", source::string(&ty.name.to_string())),
        format!("bases [{}]{}", bases.join(", "), member::sensitive(&sensitive)),
    ];
    format!("graph_runtime::object! {{\n{}{}}}\n", source::fitted(4, &head), rows.collect::<String>())
}

fn constants(cx: &Context<'_>, ty: &StructuredType, plan: &TypePlan) -> String {
    let mut text = String::new();
    if !ty.key.is_empty() {
        let key: Vec<String> = ty.key.iter().map(|name| source::string(name)).collect();
        text.push_str("    /// The members that identify an entity.\n");
        text.push_str(&format!("    pub const KEY: &[&str] = &[{}];\n", key.join(", ")));
    }
    if !ty.derived.is_empty() || !ty.undocumented_subtypes.is_empty() {
        let derived = ty.derived.iter().map(|&id| &cx.model.structured(id).name).chain(&ty.undocumented_subtypes);
        text.push_str("    /// The types that derive directly from this one, also those without a page.\n");
        text.push_str("    pub const SUBTYPES: &[&str] = &[\n");
        for name in derived {
            text.push_str(&format!("        {},\n", source::string(&name.to_string())));
        }
        text.push_str("    ];\n");
    }
    for constant in &plan.constants {
        let property = cx.model.property(constant.member);
        let value = &property.values[constant.value];
        let mut lines = DocLines::new(4);
        lines.paragraph(&format!("A documented value of {}.", code_span(&property.name)));
        text.push_str(&source::outer_docs(&lines.finish(), "    "));
        let literal = Literal::string(value);
        text.push_str(&format!("    pub const {}: &str = {literal};\n", constant.name));
    }
    match text.is_empty() {
        true => text,
        false => format!("impl {} {{\n{text}}}\n", plan.name),
    }
}
