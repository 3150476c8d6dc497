//! What the manifest of a crate says about it.
//!
//! In: what the caller decides. Out: the sections `package` and `dependencies` of `Cargo.toml`, which
//! `emit/package/cargo_toml.rs` writes.
//! Invariant: a crate without a licence cannot be published, and its manifest says so.

/// What the caller decides about the crate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// The package name of the crate.
    pub crate_name: String,
    /// The command that makes the crate, e.g. `cargo xtask gen`. It stands in the header of every file.
    pub command: String,
    /// Where the crate takes `graph-runtime` from.
    pub runtime: Runtime,
    /// What else its manifest says.
    pub package: Package,
}

/// Where the crate takes `graph-runtime` from, and for its tests `graph-conformance`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Runtime {
    /// A folder: the path from the crate's folder, `/`-separated. `graph-conformance` is in the folder beside it.
    Path(String),
    /// The registry: a requirement such as `0.1`.
    Version(String),
    /// A Git repository: its address, and which commit, as `rev`, `tag` or `branch` with its value.
    Git(String, Option<(&'static str, String)>),
}

/// The fields of the section `package` that the caller decides; each means what it means to cargo. What is empty is left
/// out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Package {
    /// The version.
    pub version: String,
    /// What the crate is, in one sentence.
    pub description: String,
    /// An SPDX expression. Without one, the crate cannot be published.
    pub license: String,
    /// The address of its source.
    pub repository: String,
    /// The address of its site.
    pub homepage: String,
    /// The address of its documentation.
    pub documentation: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// Categories of the registry.
    pub categories: Vec<String>,
    /// Words it is found by.
    pub keywords: Vec<String>,
    /// The oldest Rust that it promises to compile with. Emitted code and the runtime need the default.
    pub rust_version: String,
}

impl Default for Package {
    fn default() -> Package {
        Package {
            version: "0.1.0".to_owned(),
            description: "Types and routes of a web API, made from its reference pages.".to_owned(),
            license: String::new(),
            repository: String::new(),
            homepage: String::new(),
            documentation: String::new(),
            authors: Vec::new(),
            categories: Vec::new(),
            keywords: Vec::new(),
            rust_version: "1.88".to_owned(),
        }
    }
}

impl Options {
    /// A crate of that name, made by that command, whose runtime is in the folder at the end of this path.
    #[must_use]
    pub fn new(crate_name: &str, command: &str, runtime: &str) -> Options {
        Options {
            crate_name: crate_name.to_owned(),
            command: command.to_owned(),
            runtime: Runtime::Path(runtime.to_owned()),
            package: Package::default(),
        }
    }
}
