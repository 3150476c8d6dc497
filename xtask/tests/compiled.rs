//! Tests that written crates compile without warnings and pass their own tests:
//!
//! - the crate of an ordinary API
//! - the crate of an API with names and texts that are difficult in Rust
//! - crates of parts of the API of `docs/`
//! - a crate whose types are in a crate of their own

#[path = "../../codegen/tests/tree/folder.rs"]
mod folder;
#[path = "../../codegen/tests/output/emit/mail.rs"]
mod mail;
#[path = "../../codegen/tests/output/emit/sample.rs"]
mod sample;
#[path = "../../codegen/tests/output/emit/tricky.rs"]
mod tricky;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use graph_codegen::api::Api;
use graph_codegen::emit::{Part, public_items};
use graph_codegen::select::{Choice, Selection, select};
use graph_codegen::source::Sources;
use graph_codegen::{Fingerprints, Options, plan, read, render};

#[test]
fn ordinary_crate_compiles_without_warnings() {
    let api = mail::api();
    compile("ordinary", &api, &[("of-mail", Selection::everything(&api))], &["--features", "of-mail/axum"]);
}

#[test]
fn tricky_crate_compiles_without_warnings() {
    let api = tricky::api();
    compile("tricky", &api, &[("of-all", Selection::everything(&api))], &["--features", "of-all/axum"]);
}

#[test]
fn parts_compile_without_warnings() {
    let api = read(&Sources::new(folder::files(&root().join("docs")))).api;
    let chosen = |include: &[&str], exclude: &[&str]| {
        let patterns = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("a pattern")).collect();
        select(&api, &Choice { include: patterns(include), exclude: patterns(exclude) })
    };
    let parts = [
        ("of-routes", chosen(&["GET /me/**", "* /operations/**"], &["microsoft.graph.publicErrorDetail"])),
        (
            "of-types",
            chosen(&["microsoft.graph.industryData.*"], &["microsoft.graph.entity", "**.longRunningOperation"]),
        ),
        ("of-nothing", chosen(&["POST /**"], &["**"])),
    ];
    compile("parts", &api, &parts, &[]);
}

/// The same program compiles with a single crate and with a crate whose types are in a crate of their own.
#[test]
fn two_crates_have_the_public_paths_of_one() {
    let api = mail::api();
    let options = |name| Options::new(name, "cargo xtask gen", &runtime());
    let apart = Options { types_apart: true, ..options("of-two") };
    let everything = Selection::everything(&api);
    let items = public_items(&api, &plan(&api, &everything, &apart).plan);
    let paths = items.iter().filter(|item| item.part == Part::Itself).map(|item| item.path.as_str());
    let paths: Vec<&str> = paths.chain(["runtime::Route", "server::documented"]).collect();
    let program = |library: &str| {
        let uses: String = paths.iter().map(|path| format!("    pub use {library}::{path};\n")).collect();
        format!("pub mod by_{library} {{\n{uses}{}}}\n", PROGRAM.replace("LIBRARY", library))
    };
    let text = format!(
        "{}{}\
         /// What the crate above re-exports is the type itself.\n\
         pub fn same(message: of_two::models::Message) -> of_two_types::models::Message {{\n    message\n}}\n",
        program("of_one"),
        program("of_two"),
    );
    let folder = workspace("two-crates");
    write_crate(&folder, &api, &everything, &options("of-one"));
    write_crate(&folder, &api, &everything, &apart);
    let dependency =
        |name: &str, more: &str| format!("{name} = {{ path = \"../{}\"{more} }}\n", name.replace("two-", "two/"));
    let manifest = [
        "[package]\nname = \"of-users\"\nedition = \"2024\"\n[dependencies]\n".to_owned(),
        dependency("of-one", ", features = [\"axum\"]"),
        dependency("of-two", ", features = [\"axum\"]"),
        dependency("of-two-types", ""),
    ];
    write(&folder.join("of-users/Cargo.toml"), &manifest.concat());
    write(&folder.join("of-users/src/lib.rs"), &text);
    // The documentation of the crate of types has no link to the crate of routes, which it does not depend on.
    cargo(&folder, &["doc", "--workspace", "--no-deps"]);
    cargo(&folder, &["test", "--workspace"]);
}

/// A program that uses structs, enumerations, derived types and bodies from both crates.
const PROGRAM: &str = r###"
    #[test]
    fn it_works() {
        use LIBRARY::runtime::Polymorphic as _;
        let message = Message { subject: Some("Hello".into()), importance: Some(Importance::High), ..Default::default() };
        match &message.importance {
            Some(Importance::Unrecognized(_)) | None => panic!("{message:?}"),
            Some(known) => assert!(known.is_known()),
        }
        let entity: Entity = LIBRARY::runtime::serde_json::from_str(r##"{"@odata.type":"#microsoft.graph.message","id":"7"}"##).expect("an entity");
        match entity.derived() {
            EntityDerived::Message(message) => assert_eq!(message.id.as_deref(), Some("7")),
            other => panic!("{other:?}"),
        }
        let mut changes = MessagePatch::default();
        changes.subject.set("Hello");
        changes.sender.set(Box::new(Recipient::default()));
        let request = UpdateMessage::me_messages("7", changes).request("https://graph.microsoft.com/v1.0").expect("a request");
        assert_eq!(request.body(), br#"{"subject":"Hello","sender":{}}"#);
    }
"###;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

fn runtime() -> String {
    root().join("codegen/runtime").to_string_lossy().replace('\\', "/")
}

/// Writes one crate for each part of an API into a new workspace, and runs the tests of the crates with warnings
/// denied.
fn compile(name: &str, api: &Api, parts: &[(&str, Selection)], flags: &[&str]) {
    let folder = workspace(name);
    for (part, selection) in parts {
        write_crate(&folder, api, selection, &Options::new(part, "cargo xtask gen", &runtime()));
    }
    cargo(&folder, &[&["test", "--workspace"], flags].concat());
}

/// An empty cargo workspace with this name.
fn workspace(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"of-*\"]\n");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    folder
}

fn write_crate(workspace: &Path, api: &Api, selection: &Selection, options: &Options) {
    let planned = plan(api, selection, options);
    for (path, text) in render(api, &planned, Fingerprints::new()).files {
        write(&workspace.join(&options.crate_name).join(path), &text);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable target folder");
    fs::write(path, text).expect("a writable target folder");
}

/// Runs cargo in a workspace, with warnings denied.
fn cargo(workspace: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()
        .expect("cargo runs");
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{}", said.concat());
}
