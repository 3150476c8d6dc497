//! Writes a program that reads JSON as a type of a crate, and prints the value as JSON again.
//!
//! The compiler has limits, for instance on the depth of nested types, and a program that uses a large crate could
//! exceed them. If the program with all types compiles, no program with fewer types exceeds the limits.

use graph_codegen::Planned;
use graph_codegen::api::Api;
use graph_codegen::emit::{Owner, Part, public_items};

use crate::workspace::{Workspace, runtime};

/// The path of each type of the API within the library, such as `models::User`.
pub(crate) fn names(api: &Api, planned: &Planned) -> Vec<String> {
    let items = public_items(api, &planned.plan).into_iter();
    items
        .filter(|item| matches!(item.owner, Owner::Type(_)) && item.part == Part::Itself)
        .map(|item| item.path)
        .collect()
}

/// Writes a program that uses these types of a library.
pub(crate) fn write(workspace: &Workspace, name: &str, library: &str, types: &[String]) {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {library} = {{ path = \"../{library}\" }}\ngraph-runtime = {{ path = \"{}\" }}\n",
        runtime()
    );
    let mut main = String::from(
        "use graph_runtime::serde::{Serialize, de::DeserializeOwned};\n\
         use graph_runtime::serde_json;\n\
         \n\
         fn show<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, serde_json::Error> {\n    \
         serde_json::to_string(&serde_json::from_str::<T>(text)?)\n\
         }\n\
         \n\
         fn main() -> Result<(), Box<dyn std::error::Error>> {\n    \
         let mut arguments = std::env::args().skip(1);\n    \
         let name = arguments.next().unwrap_or_default();\n    \
         let text = std::fs::read_to_string(arguments.next().unwrap_or_default())?;\n    \
         let shown = match name.as_str() {\n",
    );
    for ty in types {
        main.push_str(&format!("        {ty:?} => show::<{library}::{ty}>(&text),\n"));
    }
    main.push_str("        _ => Ok(String::new()),\n    };\n    println!(\"{}\", shown?);\n    Ok(())\n}\n");
    let main = format!("#![allow(deprecated)]\n{main}");
    workspace.write(&format!("crates/{name}/Cargo.toml"), &manifest);
    workspace.write(&format!("crates/{name}/src/main.rs"), &main);
}
