//! The derive twin: a crate with the same structs, enumerations and fields as the generated crate, which uses serde's
//! derives as a program written by hand would.
//!
//! In: the public items of a crate. Out: a crate with the same paths. Its structs drop JSON members that the pages do
//! not name, its enumerations keep unknown values, and scalars are strings.

use std::collections::BTreeMap;
use std::fmt::Write;

use graph_codegen::Planned;
use graph_codegen::api::{Api, Doc};
use graph_codegen::emit::{Owner, Part, PublicItem, public_items};

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

/// Types of the twin that take the place of the runtime's types for dates, durations and other scalars.
const SCALARS: &str = "\
#[allow(dead_code)]
mod scalars {
    pub type Binary = String;
    pub type Date = String;
    pub type DateTimeOffset = String;
    pub type Decimal = String;
    pub type Duration = String;
    pub type Guid = String;
    pub type TimeOfDay = String;
    pub type Json = serde_json::Value;
}
";

/// Writes the twin of a crate.
pub(crate) fn write(workspace: &Workspace, name: &str, api: &Api, planned: &Planned) {
    let mut root = Module::default();
    for items in public_items(api, &planned.plan).chunk_by(|one, next| one.owner == next.owner) {
        if let Some((path, _)) = items[0].path.rsplit_once("::")
            && matches!(items[0].owner, Owner::Type(_) | Owner::Enum(_))
        {
            let module =
                path.split("::").fold(&mut root, |module, name| module.children.entry(name.to_owned()).or_default());
            owner(&mut module.text, api, items);
        }
    }
    let mut text = format!("#![allow(deprecated, unused_imports)]\n{SCALARS}");
    root.write(&mut text);
    workspace.write(&format!("crates/{name}/Cargo.toml"), MANIFEST);
    workspace.write(&format!("crates/{name}/src/lib.rs"), &text);
}

/// The Rust text of a module, and its submodules by name.
#[derive(Default)]
struct Module {
    text: String,
    children: BTreeMap<String, Module>,
}

impl Module {
    fn write(&self, out: &mut String) {
        out.push_str(&self.text);
        for (name, child) in &self.children {
            put(out, format_args!("pub mod {name} {{\nuse crate::scalars::*;\n"));
            child.write(out);
            out.push_str("}\n");
        }
    }
}

/// Writes a struct with its fields, or an enum with its variants.
fn owner(text: &mut String, api: &Api, items: &[PublicItem]) {
    let derives = match items[0].owner {
        Owner::Type(_) => "Debug, Clone, Default, PartialEq",
        Owner::Derived(_) | Owner::Enum(_) | Owner::Operation(_) | Owner::Body(_) => "Debug, Clone, PartialEq",
    };
    put(text, format_args!("#[derive({derives}, serde::Serialize, serde::Deserialize)]\n"));
    put(text, format_args!("pub {} {{\n", items[0].signature));
    for item in items {
        let signature = &item.signature;
        match (item.owner, item.part) {
            (Owner::Type(_), Part::Member(member)) => {
                let property = &api[member.owner].properties[member.index];
                doc(text, &property.doc);
                let wire = &property.name;
                put(text, format_args!("#[serde(rename = {wire:?}, skip_serializing_if = \"Option::is_none\")]\n"));
                put(text, format_args!("pub {signature},\n"));
            }
            (Owner::Enum(id), Part::Variant(index)) => {
                let member = &api[id].members[index];
                doc(text, &member.doc);
                put(text, format_args!("#[serde(rename = {:?})]\n{signature},\n", member.name));
            }
            (Owner::Enum(_), Part::UnknownVariant) => put(text, format_args!("#[serde(untagged)]\n{signature},\n")),
            _ => {}
        }
    }
    text.push_str("}\n");
}

fn doc(text: &mut String, doc: &Doc) {
    put(text, format_args!("#[doc = {:?}]\n", doc.markdown));
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a string cannot fail");
}
