//! Tests the section of `README.md` about a repository of your own: creates that repository from the files in the
//! section, generates its crate, and packages the crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

#[test]
fn the_repository_that_the_readme_describes_generates_a_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("repository");
    let _ = fs::remove_dir_all(&folder);
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let files = files(&readme, "A repository of your own");
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "xtask/src/main.rs",
        "xtask/Cargo.toml",
        "Cargo.toml",
        ".cargo/config.toml",
        "docs/crate.toml",
        "docs/resources/widget.md",
    ];
    assert_eq!(names, expected);
    for (name, text) in &files {
        write(&folder.join(name), text);
    }
    // The packages come from this repository, because they are not in the registry yet.
    let packages = [
        ("graph-codegen", "codegen"),
        ("graph-conformance", "codegen/conformance"),
        ("graph-runtime", "codegen/runtime"),
        ("graph-xtask", "xtask/src"),
    ];
    let patches = packages.map(|(name, path)| format!("{name} = {{ path = {:?} }}\n", root.join(path)));
    let config = folder.join(".cargo/config.toml");
    let alias = fs::read_to_string(&config).expect("the alias");
    write(&config, &format!("{alias}\n[patch.crates-io]\n{}", patches.concat()));
    // With the lock file of this repository, cargo needs only packages that are already downloaded.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");

    cargo(&folder, &["xtask", "gen"]);
    let crate_manifest = fs::read_to_string(folder.join("generated/Cargo.toml")).expect("a written crate");
    for line in ["name = \"contoso-models\"", "version = \"1.0.0\"", "license = \"MIT\"", "graph-runtime = \"0.1\""] {
        assert!(crate_manifest.lines().any(|known| known == line), "{line}: {crate_manifest}");
    }
    cargo(&folder, &["xtask", "gen", "--check"]);
    cargo(&folder, &["xtask", "lint", "--deny", "warnings"]);

    // A program that uses the crate needs no other package of this repository.
    write(&folder.join("xapp/Cargo.toml"), APP_MANIFEST);
    write(&folder.join("xapp/src/main.rs"), APP);
    cargo(&folder, &["run", "--package", "app"]);
    cargo(&folder, &["test", "--package", "contoso-models"]);
    // `cargo package` also compiles the packaged crate.
    cargo(&folder, &["package", "--package", "contoso-models", "--allow-dirty"]);
    assert!(target(&folder).join("package/contoso-models-1.0.0.crate").is_file());

    // With the types in a crate of their own, the same program runs, and there are two packages.
    cargo(&folder, &["xtask", "gen", "--set", "types=apart"]);
    cargo(&folder, &["run", "--package", "app"]);
    let both = ["--package", "contoso-models-types", "--package", "contoso-models"];
    cargo(&folder, &[["package", "--allow-dirty"].as_slice(), &both].concat());
    assert!(target(&folder).join("package/contoso-models-types-1.0.0.crate").is_file());
}

const APP_MANIFEST: &str = "\
[package]
name = \"app\"
edition = \"2024\"

[dependencies]
contoso-models = { path = \"../generated\" }
";

const APP: &str = r#"
use contoso_models::models::Widget;
use contoso_models::runtime::{Model, serde_json};

fn main() -> Result<(), serde_json::Error> {
    let widget: Widget = serde_json::from_str("{\"size\":3}")?;
    assert_eq!((widget.size, Widget::TYPE), (Some(3), "contoso.widget"));
    Ok(())
}
"#;

/// The fenced code blocks below a heading, each with its file name, which is the last inline code before the block.
fn files(text: &str, heading: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let (mut is_below, mut title, mut name, mut block) = (false, None, None, None);
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => title = Some(String::new()),
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => is_below = title.take().as_deref() == Some(heading),
            Event::Code(code) if is_below && code.contains('.') && !code.contains(' ') => {
                name = Some(code.into_string())
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => block = Some(String::new()),
            Event::Text(text) => {
                if let Some(open) = title.as_mut().or(block.as_mut()) {
                    open.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let block = block.take().unwrap_or_default();
                files.extend(name.take().map(|name| (name, block)));
            }
            _ => {}
        }
    }
    files
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a written file");
}

fn target(folder: &Path) -> PathBuf {
    folder.with_file_name("repository-target")
}

#[track_caller]
fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target(folder))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{arguments:?}\n{}{}", text(&output.stdout), text(&output.stderr));
}
