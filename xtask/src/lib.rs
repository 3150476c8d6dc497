//! The commands that turn API reference pages into a Rust crate: `gen`, `lint`, `diff`, `drift`, `export`, `report`, `mock`,
//! `explain`.
//!
//! Arguments in, an exit status out: 0 when all is well, 1 when the pages or the written files are not, 2 for wrong use
//! or a disk that refuses. The work on pages is `graph-codegen`'s; here stand the commands, what they print, and the
//! only code that touches the disk.
//!
//! A repository has the commands in a package of its own, mostly called `xtask`, whose program is
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     graph_xtask::run(env!("CARGO_MANIFEST_DIR"))
//! }
//! ```
//!
//! and in `.cargo/config.toml` a short name for it:
//!
//! ```toml
//! [alias]
//! xtask = "run --package xtask --"
//! ```
//!
//! Then `cargo xtask gen` reads the pages of `docs/` and writes the crate in `generated/`.

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::commands::{diff, drift, explain, export, generate, mock, report as site};
use crate::flags::{Cli, Command};

mod cache;
mod commands;
mod console;
mod disk;
mod docs;
mod flags;
mod folders;
mod lint;
mod out;
mod report;
mod serve;
mod session;

/// Runs the command that the arguments of the process name. The repository, in which `docs/` and `generated/` are looked for,
/// is the folder above `package`. Caches are in its `target/`, or in `CARGO_TARGET_DIR`.
///
/// Wrong arguments and `--help` end the process.
#[must_use]
pub fn run(package: impl AsRef<Path>) -> ExitCode {
    folders::set_package(package.as_ref());
    let outcome = match Cli::parse().command {
        Command::Gen(flags) => generate::run(&flags),
        Command::Lint(flags) => commands::lint::run(&flags),
        Command::Diff(flags) => diff::run(&flags),
        Command::Drift(flags) => drift::run(&flags),
        Command::Export(flags) => export::run(&flags),
        Command::Mock(flags) => mock::run(&flags),
        Command::Report(flags) => site::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
    };
    console::exit(outcome)
}
