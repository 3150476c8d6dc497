//! `cargo xtask`: the commands of this repository.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    graph_xtask::run(env!("CARGO_MANIFEST_DIR"))
}
