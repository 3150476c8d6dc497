//! `cargo xtask`: the commands of this repository.
//!
//! Arguments in, an exit status out: 0 when all is well, 1 when the pages or the written files are not, 2 for wrong use
//! or a disk that refuses. The work on pages is `graph-codegen`'s; here stand the commands, what they print, and the
//! only code that touches the disk.

use std::process::ExitCode;

use clap::Parser;

use crate::commands::{diff, drift, explain, export, generate, mock};
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

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Gen(flags) => generate::run(&flags),
        Command::Lint(flags) => commands::lint::run(&flags),
        Command::Diff(flags) => diff::run(&flags),
        Command::Drift(flags) => drift::run(&flags),
        Command::Export(flags) => export::run(&flags),
        Command::Mock(flags) => mock::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
    };
    console::exit(outcome)
}
