//! Measures the cost of compiling a written crate, as a fraction of the cost of compiling its derive twin.
//!
//! The twin has the same structs, enumerations and fields, with the derives of the standard library and of serde. The
//! benchmark compiles the crate, its twin, and for each of the two a program that uses all its types and a program that
//! uses twenty. It measures the processor time of rustc and of the linker, and the peak memory, each time for a single
//! package whose dependencies are already compiled.
//!
//! `cargo bench -p xtask --bench compile` reads the pages in `GRAPH_DOCS_DIR`, or in the folder beside the repository.
//! Compiling the twin of many pages takes many minutes and gigabytes of memory: `COMPILE_SCALE=0.25` selects a quarter
//! of the types, and the types that they need. A small part of the API is compiled too; `COMPILE_PART` has its
//! patterns, separated by commas.

#[path = "compile/part.rs"]
mod part;
#[path = "compile/program.rs"]
mod program;
#[path = "compile/rustc.rs"]
mod rustc;
#[path = "compile/twin.rs"]
mod twin;
#[path = "compile/workspace.rs"]
mod workspace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use graph_codegen::select::{Choice, Selection, select};
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, plan, read};
use workspace::{Build, Workspace};

/// The number of types that the smaller program uses.
const FEW: usize = 20;

fn main() -> ExitCode {
    if rustc::is_wrapped() {
        return rustc::run();
    }
    let Some(docs) = corpus() else {
        println!("no corpus: set GRAPH_DOCS_DIR to a folder of pages");
        return ExitCode::SUCCESS;
    };
    let api = read(&sources(&docs)).api;
    let scale = std::env::var("COMPILE_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(1.0_f64);
    let types = select(&api, &part::of_types(&api, scale));
    let whole = select(&api, &Choice::default());
    let small = part::small(&api);
    let workspace = Workspace::new();
    let options = |name: &str| Options::new(name, "cargo bench", &workspace::runtime());
    let planned = |selection: &Selection, name: &str| plan(&api, selection, &options(name));
    let models = planned(&types, "models");
    workspace.write_crate("models", &api, &models);
    workspace.write_crate("whole", &api, &planned(&whole, "whole"));
    let apart = Options { types_apart: true, ..options("routes") };
    workspace.write_crate("routes", &api, &plan(&api, &whole, &apart));
    workspace.write_crate("part", &api, &planned(&small, "part"));
    twin::write(&workspace, "twin", &api, &models);
    let names = program::names(&api, &models);
    let few: Vec<String> = names.iter().step_by((names.len() / FEW).max(1)).take(FEW).cloned().collect();
    for library in ["models", "twin"] {
        program::write(&workspace, &format!("{library}-all"), library, &names);
        program::write(&workspace, &format!("{library}-few"), library, &few);
    }
    let [kept, ..] = types.shares();
    println!("{} of {} types; rustc alone, without dependencies\n", kept.kept, kept.all);
    compare(&workspace);
    parts(&workspace, &small);
    ExitCode::SUCCESS
}

/// Prints the time and memory of compiling the types in each way (`check`, debug, release), compared with the twin.
fn compare(workspace: &Workspace) {
    println!("{:<28} {:>18} {:>18}   {:<12} {:<12}", "", "tables", "derives", "time (goal)", "memory (goal)");
    let rows: [(&str, Build, &str, f64); 5] = [
        ("check", Build::Check, "", 0.20),
        ("debug build", Build::Debug, "", 0.30),
        ("release build", Build::Release, "", 0.25),
        ("release program, all types", Build::Release, "-all", 0.35),
        ("release program, few types", Build::Release, "-few", 0.30),
    ];
    for (name, build, suffix, goal) in rows {
        let ours = workspace.build(&format!("models{suffix}"), build);
        let twin = workspace.build(&format!("twin{suffix}"), build);
        println!(
            "{name:<28} {ours:>18} {twin:>18}   {:.2} ({goal:.2})  {:.2} (0.35)",
            ours.seconds / twin.seconds,
            ours.megabytes / twin.megabytes
        );
    }
}

/// Prints the time and memory of compiling all types and routes as one crate and as two crates, and of compiling a
/// small part of them.
fn parts(workspace: &Workspace, small: &Selection) {
    let whole = workspace.build("whole", Build::Check);
    let part = workspace.build("part", Build::Check);
    let [types, routes] = ["routes-types", "routes"].map(|name| workspace.build(name, Build::Check));
    println!("\n{:<28} {whole:>18}", "check, all types and routes");
    println!("{:<28} {types:>18}   (goal for memory: 1200 MB)", "  two crates: types");
    println!("{:<28} {routes:>18}   (goal for memory: 1200 MB)", "  two crates: routes");
    println!("{:<28} {part:>18}   {:.2} of that (0.10)", "check, a part", part.seconds / whole.seconds);
    for share in small.shares() {
        println!("  {} of {} {}s", share.kept, share.all, share.kind);
    }
    for pattern in &small.choice.include {
        println!("  {pattern}");
    }
}

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("GRAPH_DOCS_DIR").map(PathBuf::from);
    let corpus = named.unwrap_or_else(|| workspace::root().join("../shared/corpus/api-reference/v1.0"));
    std::fs::canonicalize(corpus).ok().filter(|corpus| corpus.is_dir())
}

/// Reads every page in `docs`, its `overrides.toml`, and the fragments in the folder `includes` beside it.
fn sources(docs: &Path) -> Sources {
    let mut files = Vec::new();
    for (folder, prefix) in [(docs.to_path_buf(), ""), (docs.join("../includes"), "../includes/")] {
        for entry in walkdir::WalkDir::new(&folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let path =
                entry.path().strip_prefix(&folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            if path.ends_with(".md") || path == "overrides.toml" {
                files.push(Source::from_bytes(format!("{prefix}{path}"), std::fs::read(entry.path()).expect("a file")));
            }
        }
    }
    Sources::new(files)
}
