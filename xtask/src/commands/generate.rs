//! `cargo xtask gen`: writes the crate. With `--check` it only compares the crate with the pages; with `--watch` it
//! writes the crate again after each change of a page.

use std::time::Instant;

use anyhow::Result;

use crate::commands::watch;
use crate::console::Outcome;
use crate::flags::Gen;
use crate::session::{Mode, Session};

/// Runs `gen` and returns its exit status.
pub(crate) fn run(flags: &Gen) -> Result<Outcome> {
    if flags.watch {
        return watch::run(flags);
    }
    let mode = if flags.check { Mode::Check } else { Mode::Once };
    let mut session = Session::of(flags, mode)?;
    let turn = session.turn(Instant::now())?;
    // The session is not dropped, which would take time: the process ends soon, and the system then frees its memory.
    std::mem::forget(session);
    let is_failure = turn.is_stale || (flags.strict && turn.has_errors);
    Ok(if is_failure { Outcome::Failure } else { Outcome::Success })
}
