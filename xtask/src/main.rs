//! `cargo xtask`: the commands of this repository.
//!
//! Arguments in, an exit status out: 0 when all is well, 1 when the pages or the written files are not, 2 for wrong use
//! or a disk that refuses. The work on pages is `graph-codegen`'s; here stand the commands, what they print, and the
//! only code that touches the disk.

use std::process::ExitCode;

use clap::Parser;

use crate::flags::{Cli, Command};

// The commands, and the one declaration of their flags.
mod explain;
mod export;
mod flags;
mod generate;
mod lint;
mod mock;
mod watch;

// What they read and write.
mod cache;
mod disk;
mod folders;
mod held;
mod keepsake;
mod load;
mod manifest;
mod memory;
mod outpath;
mod pages;
mod part;
mod shelf;
mod signals;
mod stamps;
mod standing;
mod sync;

// What they print.
mod console;
mod diff;
mod findings;
mod human;
mod jsonlines;
mod news;
mod places;
mod progress;
mod summary;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Gen(flags) => generate::run(&flags),
        Command::Lint(flags) => lint::run(&flags),
        Command::Export(flags) => export::run(&flags),
        Command::Mock(flags) => mock::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
    };
    console::exit(outcome)
}
