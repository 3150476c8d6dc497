//! Tests of Rust names: literate cases, each named after the rule that it shows.

use crate::select::Selection;
use crate::tests::{findings, parts};
use crate::{Options, plan, read};

/// Each file in `cases/names` contains a tree of pages. Its snapshot shows wire names with their Rust names, and the
/// findings of the plan.
#[test]
fn every_case_of_names_equals_its_snapshot() {
    insta::glob!("../../../tests/cases/names", "*.md", |path| {
        let text = std::fs::read_to_string(path).expect("the file of a listed case can be read");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../tests/cases/names");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("cases", check(&text)));
    });
}

fn check(text: &str) -> String {
    let sources = parts::split(text);
    let api = read(&sources).api;
    let options = Options::new("names", "cargo xtask gen", "../runtime");
    let planned = plan(&api, &Selection::everything(&api), &options);
    let (plan, findings) = (planned.plan, planned.diagnostics);
    let mut lines = Vec::new();
    for (ty, planned) in api.types.iter().zip(&plan.types) {
        lines.push(format!("type {} is {} in {}", ty.name, planned.name, planned.file));
        for field in &planned.fields {
            let property = &api[field.member.owner].properties[field.member.index];
            lines.push(format!("  {} is {}", property.name, field.name));
        }
        for constant in &planned.constants {
            let value = &api[constant.member.owner].properties[constant.member.index].values[constant.value];
            lines.push(format!("  {value:?} is {}", constant.name));
        }
        if let Some(derived) = &planned.derived {
            let variants =
                derived.variants.iter().map(|variant| format!("{} is {}", api[variant.ty].name, variant.name));
            let variants: Vec<String> = variants.collect();
            lines.push(format!("  derived() is {}: {}, {}", derived.name, variants.join(", "), derived.other));
        }
    }
    for (ty, planned) in api.enums.iter().zip(&plan.enums) {
        lines.push(format!("enum {} is {} in {}, open by {}", ty.name, planned.name, planned.file, planned.open));
        for variant in &planned.variants {
            lines.push(format!("  {} is {}", ty.members[variant.member].name, variant.name));
        }
    }
    for (operation, stub) in api.operations.iter().zip(&plan.stubs) {
        lines.push(format!("operation {:?} is {} in {}", operation.title, stub.name, plan.routes[stub.module].file));
        for constructor in &stub.constructors {
            let names: Vec<String> = constructor.arguments.iter().map(|argument| argument.name.to_string()).collect();
            let path = &operation.routes[constructor.route].template.path;
            lines.push(format!("  {path} is {}({})", constructor.name, names.join(", ")));
        }
    }
    for body in plan.routes.iter().flat_map(|module| &module.bodies) {
        let names: Vec<String> = body.fields.iter().map(|field| field.name.to_string()).collect();
        lines.push(format!("body {} has {}", body.name, names.join(", ")));
    }
    for finding in &findings {
        lines.push(format!("{}:{}", sources.get(finding.span.source).path, findings::line(&sources, finding)));
    }
    lines.join("\n")
}
