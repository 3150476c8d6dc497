//! A temporary workspace with the crates of the benchmark, in which cargo runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use graph_codegen::api::Api;
use graph_codegen::{Fingerprints, Planned, render};
use tempfile::TempDir;

use crate::rustc::{self, Cost};

/// A folder with the crates of the benchmark. It is removed on drop.
pub(crate) struct Workspace {
    folder: TempDir,
}

/// The command that compiles a crate: `cargo check`, `cargo build` or `cargo build --release`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    Check,
    Debug,
    Release,
}

impl Workspace {
    pub(crate) fn new() -> Workspace {
        let workspace = Workspace { folder: TempDir::new().expect("a temporary folder") };
        workspace.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n");
        // The packages in the lock file of the repository are already downloaded, so cargo can run with `--offline`.
        fs::copy(root().join("Cargo.lock"), workspace.folder.path().join("Cargo.lock")).expect("a lock file");
        workspace
    }

    /// Writes a file at a path within the workspace.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a written file");
    }

    /// Writes a crate as `gen` does.
    pub(crate) fn write_crate(&self, name: &str, api: &Api, planned: &Planned) {
        for (path, text) in render(api, planned, Fingerprints::new()).files {
            self.write(&format!("crates/{name}/{path}"), &text);
        }
    }

    /// Compiles the dependencies of a crate and then the crate, and returns the cost of the crate.
    pub(crate) fn build(&self, name: &str, build: Build) -> Cost {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(self.folder.path()).env("CARGO_TARGET_DIR", self.folder.path().join("target"));
        command.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        command.args(match build {
            Build::Check => ["check"].as_slice(),
            Build::Debug => &["build"],
            Build::Release => &["build", "--release"],
        });
        command.args(["--offline", "--package", name]);
        let log = self.folder.path().join("log");
        rustc::measure(&mut command, name, &log).unwrap_or_else(|| panic!("the log has no cost of compiling `{name}`"))
    }
}

/// The root folder of the repository.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The folder of the runtime, for a manifest.
pub(crate) fn runtime() -> String {
    root().join("codegen/runtime").to_string_lossy().replace('\\', "/")
}
