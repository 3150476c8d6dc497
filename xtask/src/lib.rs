//! The commands that turn API reference pages into a Rust crate: `gen`, `lint`, `diff`, `drift`, `export`, `report`,
//! `mock`, `explain`.
//!
//! In: arguments. Out: an exit status: 0 for success, 1 if the pages or the written files have errors, 2 for wrong use
//! or a disk error. `graph-codegen` does the work on pages; this crate has the commands, their output, and the only
//! code that uses the disk.
//!
//! A repository has the commands in a package of its own, usually called `xtask`, with this program:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     graph_xtask::run(env!("CARGO_MANIFEST_DIR"))
//! }
//! ```
//!
//! An alias in `.cargo/config.toml` makes them short:
//!
//! ```toml
//! [alias]
//! xtask = "run --package xtask --"
//! ```
//!
//! `cargo xtask gen` then reads the pages in `docs/` and writes the crate to `generated/`.

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

/// Runs the command in the arguments of the process. The repository with `docs/` and `generated/` is the parent folder
/// of `package`. Caches are in its `target/`, or in `CARGO_TARGET_DIR`.
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
