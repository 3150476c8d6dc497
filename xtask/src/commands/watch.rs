//! `cargo xtask gen --watch`: pages in, a crate out, again whenever pages change.
//!
//! The first run is that of `gen`. The later ones say only what they changed, and whatever stops one of them stops
//! nothing else: the next change is another chance. Only the wish to end ends it.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use graph_codegen::select::Choice;
use graph_codegen::{Fingerprints, Options, diagnostic};

use crate::cache::last_run::Memory;
use crate::commands::generate;
use crate::console::{self, Outcome};
use crate::disk::{self, Kind};
use crate::docs::shelf::Shelf;
use crate::docs::signals::{Signal, Signals};
use crate::flags::Gen;
use crate::folders::{self, shown};
use crate::out::choice;
use crate::out::stamps::Stamps;
use crate::out::state::Standing;
use crate::out::sync;
use crate::report::changes::{self, Findings};
use crate::report::summary;

/// How often to see whether the folder is still there, and how often whether it is back.
const IDLE: Duration = Duration::from_secs(1);
const AWAY: Duration = Duration::from_millis(100);

/// Runs the command.
pub(crate) fn run(flags: &Gen) -> Result<Outcome> {
    let docs = folders::docs(flags.docs.as_deref())?;
    let out = folders::out(flags.out.as_deref(), &docs)?;
    let options = generate::options(&flags.name, folders::runtime(&out)?);
    let choice = choice::choice(flags, &out)?;
    // Before the first look, so that nothing happens between the two.
    let mut signals = Signals::of(&docs)?;
    let mut watch = Watch {
        flags,
        out,
        options,
        choice,
        shelf: Shelf::of(&docs),
        stamps: Stamps::default(),
        fingerprints: Fingerprints::new(),
        last: None,
        is_owing: false,
    };
    watch.turn(Instant::now())?;
    console::print(&format!("watching `{}`; Ctrl-C ends\n", shown(&docs)))?;

    // Once after each change there is a second look: a folder that was just created is not watched from its first
    // moment on.
    let mut look_again = true;
    loop {
        match signals.wait(IDLE) {
            Signal::Stop => return Ok(Outcome::Sound),
            Signal::Idle if !look_again => {}
            Signal::Idle => {
                look_again = false;
                watch.turn_or_tell(Instant::now());
            }
            Signal::Changed(since) => {
                look_again = true;
                if !watch.turn_or_tell(since) && io::stdout().is_terminal() {
                    console::print("nothing changed\n")?;
                }
            }
            Signal::Replaced(since) => {
                look_again = true;
                if !await_folder(&mut signals, &docs) {
                    return Ok(Outcome::Sound);
                }
                watch.turn_or_tell(since);
            }
        }
    }
}

/// Watches the folder anew, when there is one again. Says whether to go on.
fn await_folder(signals: &mut Signals, docs: &Path) -> bool {
    let mut told = None;
    loop {
        let trouble = match disk::kind(docs) {
            Ok(Kind::Folder) => match signals.watch() {
                Ok(()) => break,
                Err(error) => format!("{error:#}; trying again"),
            },
            Ok(_) => format!("the docs folder `{}` is gone; waiting for it to come back", shown(docs)),
            Err(error) => format!("{error:#}; trying again"),
        };
        if told.as_ref() != Some(&trouble) {
            console::remark("warning", &trouble);
            told = Some(trouble);
        }
        if signals.stops_within(AWAY) {
            return false;
        }
    }
    if told.is_some() {
        console::remark("note", &format!("the docs folder `{}` is back", shown(docs)));
    }
    true
}

struct Watch<'a> {
    flags: &'a Gen,
    out: PathBuf,
    options: Options,
    choice: Choice,
    shelf: Shelf,
    /// The files as the last run left them.
    stamps: Stamps,
    /// What they are made of.
    fingerprints: Fingerprints,
    /// The findings of the last run.
    last: Option<Findings>,
    /// Whether the last run did not get as far as writing.
    is_owing: bool,
}

impl Watch<'_> {
    /// Looks, and runs if anything changed. Says whether anything happened.
    fn turn_or_tell(&mut self, since: Instant) -> bool {
        self.turn(since).unwrap_or_else(|error| {
            console::remark("error", &format!("{error:#}"));
            true
        })
    }

    fn turn(&mut self, since: Instant) -> Result<bool> {
        let looking = Instant::now();
        let found = match self.shelf.look()? {
            Some(found) => found,
            None if !self.is_owing => return Ok(false),
            None => Default::default(),
        };
        self.is_owing = true;
        for warning in &found.warnings {
            console::remark("warning", warning);
        }
        let read = looking.elapsed();

        let mut reading = self.shelf.tree().read();
        let understood = looking.elapsed() - read;
        let selection = choice::select(&reading.api, &self.choice)?;
        let mut planned = graph_codegen::plan(&reading.api, &selection, &self.options);
        reading.diagnostics.append(&mut planned.diagnostics);
        let deciding = looking.elapsed() - understood - read;
        diagnostic::sort(&mut reading.diagnostics);
        let sources = self.shelf.sources();
        let is_first = self.last.is_none();
        let report = match &self.last {
            Some(last) => {
                let now = Findings::of(sources, reading.diagnostics);
                let report = changes::render(last, &found.before, &now, sources);
                self.last = Some(now);
                report
            }
            None => {
                let lint = generate::command("lint", self.flags);
                let mut report = summary::pages(sources, &reading, &lint, console::colours());
                report.push_str(&choice::report(&selection));
                self.last = Some(Findings::of(sources, reading.diagnostics));
                report
            }
        };
        // Whoever edits waits for this, and not for the crate.
        console::print(&report)?;

        let rendering = Instant::now();
        // From the look at the folder on, nobody else may change it.
        let memory = Memory::of(&self.out);
        let _alone = memory.lock();
        let standing = Standing::of(&self.out, &self.stamps)?;
        let known = standing.still_true(std::mem::take(&mut self.fingerprints));
        let mut output = graph_codegen::render(&reading.api, &planned, known);
        let fingerprints = std::mem::take(&mut output.fingerprints);
        let rendered = rendering.elapsed();
        let writing = Instant::now();
        memory.forget()?;
        let changes = sync::compare(&self.out, standing, output, &self.choice)?;
        changes.apply()?;
        self.stamps.renew(&self.out, generate::paths(&fingerprints).into_iter(), &changes.untouched);
        self.fingerprints = fingerprints;
        self.is_owing = false;
        let stages = [
            ("read", read),
            ("understand", understood),
            ("plan", deciding),
            ("render", rendered),
            ("write", writing.elapsed()),
        ];
        let details = match (self.flags.verbose, is_first) {
            (true, _) => summary::details(&changes, &stages),
            (false, true) => String::new(),
            (false, false) => summary::touched(&changes),
        };
        console::print(&(details + &summary::files(&changes, since.elapsed())))?;
        Ok(true)
    }
}
