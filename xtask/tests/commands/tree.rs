//! A temporary folder with pages, in which tests run the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

/// A temporary folder that holds `docs/`, and after a run `out/`.
pub(crate) struct Tree {
    root: TempDir,
}

/// What a run of the program printed, and its exit status.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A resource page without findings.
pub(crate) fn resource(name: &str) -> String {
    format!(
        r##"---
title: "{name} resource type"
description: "A {name} that can be counted."
---

# {name} resource type

Namespace: microsoft.graph

A {name} that can be counted.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The name of the {name}.|

## Relationships

None.

## JSON representation

<!-- {{
  "blockType": "resource",
  "keyProperty": "id",
  "@odata.type": "microsoft.graph.{name}"
}}
-->
```json
{{
  "@odata.type": "#microsoft.graph.{name}",
  "id": "String (identifier)"
}}
```
"##
    )
}

impl Tree {
    /// A temporary folder without a folder `docs/` in it.
    pub(crate) fn bare() -> Tree {
        Tree { root: TempDir::new().expect("a temporary folder") }
    }

    /// A folder in which `docs/` has one page, about the resource `widget`.
    pub(crate) fn with_widget() -> Tree {
        let tree = Tree::bare();
        tree.add_resource("widget");
        tree
    }

    pub(crate) fn add_resource(&self, name: &str) {
        self.write(&format!("docs/resources/{name}.md"), resource(name));
    }

    pub(crate) fn path(&self, within: &str) -> PathBuf {
        self.root.path().join(within)
    }

    pub(crate) fn write(&self, within: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(within);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a written file");
    }

    pub(crate) fn read(&self, within: &str) -> String {
        fs::read_to_string(self.path(within)).expect("a readable file")
    }

    pub(crate) fn remove(&self, within: &str) {
        let path = self.path(within);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("a removed path");
    }

    /// The command that runs the program in this folder, with its caches in this folder too.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.root.path()).env("CARGO_TARGET_DIR", self.path("target"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the program runs"))
    }

    /// Runs `gen --docs docs --out out` with more flags.
    pub(crate) fn generate(&self, more: &[&str]) -> Run {
        self.run(&[&["gen", "--docs", "docs", "--out", "out"], more].concat())
    }

    /// Every file below a folder: its path in the folder, its bytes and its modification time. Links are not followed.
    pub(crate) fn files(&self, within: &str) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let top = self.path(within);
        collect(&top, &top, &mut files);
        files
    }

    /// The paths that [`Tree::files`] returns.
    pub(crate) fn names(&self, within: &str) -> Vec<String> {
        self.files(within).into_keys().collect()
    }

    /// The path of the file in `out/` that is called `stem.rs`, whatever folder it is in.
    pub(crate) fn written(&self, stem: &str) -> String {
        let is_it = |path: &String| path.ends_with(&format!("/{stem}.rs"));
        self.names("out").into_iter().find(is_it).unwrap_or_else(|| panic!("no {stem}.rs in {:?}", self.names("out")))
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).expect("output in UTF-8");
        Run { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Asserts the exit status, and that the program did not panic.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> Run {
        let Run { stdout, stderr, .. } = &self;
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert_eq!(self.status, Some(status), "stdout: {stdout}\nstderr: {stderr}");
        self
    }

    /// Asserts exit status 2, an empty standard output, and that the error message contains `words`.
    #[track_caller]
    pub(crate) fn refuses(self, words: &str) {
        let run = self.ends(2);
        assert_eq!(run.stdout, "");
        assert!(run.stderr.starts_with("error: ") || run.stderr.contains("\nerror: "), "{}", run.stderr);
        assert!(run.stderr.contains(words), "expected {words:?} in {}", run.stderr);
    }

    /// Asserts that the standard output contains `words`.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Run {
        assert!(self.stdout.contains(words), "expected {words:?} in {}", self.stdout);
        self
    }
}

fn collect(top: &Path, folder: &Path, files: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let metadata = fs::symlink_metadata(&path).expect("metadata");
        if metadata.is_dir() {
            collect(top, &path, files);
        } else if metadata.is_file() {
            let name = path.strip_prefix(top).expect("below the top").to_string_lossy().replace('\\', "/");
            files.insert(name, (fs::read(&path).expect("a readable file"), metadata.modified().expect("a time")));
        }
    }
}
