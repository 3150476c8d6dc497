//! The derive twin: the same structs, enumerations and fields as anybody would write them with serde's derives.
//!
//! In: the plan of a crate. Out: a crate of the same paths. Members that the pages do not name are not kept, unknown
//! members of enumerations are; scalars are strings.

use std::fmt::Write;

use graph_codegen::api::{Api, Doc, EnumId, TypeId};
use graph_codegen::plan::{EnumPlan, ModuleId, Plan, RustItem, RustType, TypePlan};

use crate::workspace::Workspace;

const MANIFEST: &str = "\
[package]
name = \"twin\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
serde = { version = \"1\", features = [\"derive\"] }
serde_json = { version = \"1\", features = [\"float_roundtrip\", \"preserve_order\"] }
";

/// Writes the twin of a crate.
pub(crate) fn write(workspace: &Workspace, name: &str, api: &Api, plan: &Plan) {
    let mut text = String::from("#![allow(deprecated)]\npub mod models {\n");
    module(&mut text, api, plan, ModuleId(0));
    text.push_str("}\n");
    workspace.write(&format!("crates/{name}/Cargo.toml"), MANIFEST);
    workspace.write(&format!("crates/{name}/src/lib.rs"), &text);
}

fn module(text: &mut String, api: &Api, plan: &Plan, id: ModuleId) {
    for (index, ty) in plan.types.iter().enumerate().filter(|(_, ty)| ty.module == id) {
        if plan.selection.keeps_type(TypeId::from_index(index)) {
            structure(text, api, plan, ty);
        }
    }
    for (index, ty) in plan.enums.iter().enumerate().filter(|(_, ty)| ty.module == id) {
        let id = EnumId::from_index(index);
        if plan.selection.keeps_enum(id) {
            enumeration(text, api, ty, id);
        }
    }
    for &child in &plan.modules[id.0].children {
        let name = plan.modules[child.0].path.last().expect("a name");
        put(text, format_args!("pub mod {name} {{\n"));
        module(text, api, plan, child);
        text.push_str("}\n");
    }
}

fn structure(text: &mut String, api: &Api, plan: &Plan, ty: &TypePlan) {
    let name = &ty.name;
    text.push_str("#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]\n");
    put(text, format_args!("pub struct {name} {{\n"));
    for field in &ty.fields {
        let property = field.member.of(api);
        doc(text, &property.doc);
        let (wire, name, ty) = (&property.name, &field.name, rust(plan, field.ty));
        put(text, format_args!("#[serde(rename = {wire:?}, skip_serializing_if = \"Option::is_none\")]\n"));
        put(text, format_args!("pub {name}: Option<{ty}>,\n"));
    }
    text.push_str("}\n");
}

fn enumeration(text: &mut String, api: &Api, ty: &EnumPlan, id: EnumId) {
    let (name, open) = (&ty.name, &ty.open);
    text.push_str("#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]\n");
    put(text, format_args!("pub enum {name} {{\n"));
    for variant in &ty.variants {
        let member = &api[id].members[variant.member];
        doc(text, &member.doc);
        put(text, format_args!("#[serde(rename = {:?})]\n{},\n", member.name, variant.name));
    }
    put(text, format_args!("#[serde(untagged)]\n{open}(String),\n}}\n"));
}

fn doc(text: &mut String, doc: &Doc) {
    put(text, format_args!("#[doc = {:?}]\n", doc.markdown));
}

fn rust(plan: &Plan, ty: RustType) -> String {
    let item = match ty.item {
        RustItem::Builtin(name) => name.to_owned(),
        RustItem::Scalar(_) => "String".to_owned(),
        RustItem::Json => "serde_json::Value".to_owned(),
        RustItem::Enum(id) => {
            let ty = &plan.enums[id.index()];
            plan.modules[ty.module.0].path_of(&ty.name)
        }
        RustItem::Structured(id) => {
            let ty = &plan.types[id.index()];
            plan.modules[ty.module.0].path_of(&ty.name)
        }
    };
    match (ty.list, ty.boxed) {
        (true, _) => format!("Vec<{item}>"),
        (false, true) => format!("Box<{item}>"),
        (false, false) => item,
    }
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a string takes everything");
}
