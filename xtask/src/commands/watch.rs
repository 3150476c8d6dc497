//! `cargo xtask gen --watch`: does the work of `gen` once, and again after each change of the pages. Each of these
//! passes is called a turn.
//!
//! An error ends a turn, not the command: the next change starts another turn. Ctrl-C ends the command.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::console::{self, Outcome};
use crate::disk::{self, FileKind};
use crate::docs::watcher::{Signal, Watcher};
use crate::flags::Gen;
use crate::folders::shown;
use crate::session::{Mode, Session};

/// How often the command checks whether the docs folder still exists, or whether it has come back.
const IDLE: Duration = Duration::from_secs(1);
const QUIET_TIME: Duration = Duration::from_millis(100);

/// Runs `gen --watch` and returns its exit status when the user ends it.
pub(crate) fn run(flags: &Gen) -> Result<Outcome> {
    let mut session = Session::of(flags, Mode::Watch)?;
    let docs = session.docs.clone();
    // Watching starts before the first turn, so that no change of a page in between is missed.
    let mut watcher = Watcher::of(&docs)?;
    session.turn(Instant::now())?;
    console::print(&format!("watching `{}`; Ctrl-C ends\n", shown(&docs)))?;

    // The watcher may miss files in a folder that was just created, so a second turn follows each change.
    let mut look_again = true;
    loop {
        match watcher.wait(IDLE) {
            Signal::Stop => return Ok(Outcome::Success),
            Signal::Idle if !look_again => {}
            Signal::Idle => {
                look_again = false;
                take_turn(&mut session, Instant::now());
            }
            Signal::Changed(since) => {
                look_again = true;
                if !take_turn(&mut session, since) && io::stdout().is_terminal() {
                    console::print("nothing changed\n")?;
                }
            }
            Signal::Replaced(since) => {
                look_again = true;
                if !await_folder(&mut watcher, &docs) {
                    return Ok(Outcome::Success);
                }
                take_turn(&mut session, since);
            }
        }
    }
}

/// Takes a turn and prints its error, if any. Returns false only if the turn had nothing to do.
fn take_turn(session: &mut Session<'_>, since: Instant) -> bool {
    match session.turn(since) {
        Ok(turn) => turn.did_work,
        Err(error) => {
            console::message("error", &format!("{error:#}"));
            true
        }
    }
}

/// Waits until the docs folder exists, and watches it again. Returns false if the command has to end.
fn await_folder(watcher: &mut Watcher, docs: &Path) -> bool {
    let mut printed = None;
    loop {
        let problem = match disk::kind(docs) {
            Ok(FileKind::Folder) => match watcher.watch() {
                Ok(()) => break,
                Err(error) => format!("{error:#}; trying again"),
            },
            Ok(_) => format!("the docs folder `{}` is gone; waiting for it to come back", shown(docs)),
            Err(error) => format!("{error:#}; trying again"),
        };
        if printed.as_ref() != Some(&problem) {
            console::message("warning", &problem);
            printed = Some(problem);
        }
        if watcher.stops_within(QUIET_TIME) {
            return false;
        }
    }
    if printed.is_some() {
        console::message("note", &format!("the docs folder `{}` is back", shown(docs)));
    }
    true
}
