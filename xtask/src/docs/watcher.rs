//! When the docs folder changes: events of the file system and Ctrl-C in, one signal for each burst of events out.
//!
//! Editors write, rename and remove several files to save one, and a checkout touches hundreds; so a signal follows when no
//! event came for a moment. A signal has no details: its receiver compares the folder itself, which works even if the system
//! reports too much or, after an overflow, too little.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk;

/// A burst ends when no event came for this time.
const QUIET: Duration = Duration::from_millis(50);
/// The longest time that a burst delays a signal.
const PATIENCE: Duration = Duration::from_secs(2);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Something in the folders changed, first at that time.
    Changed(Instant),
    /// A folder itself was created, removed or replaced: the watched one may be another.
    Replaced(Instant),
    /// Nothing happened for the given time.
    Idle,
    /// The user wants the command to end.
    Stop,
}

/// Watches a docs folder and the fragments beside it.
pub(crate) struct Watcher {
    docs: PathBuf,
    includes: Option<PathBuf>,
    sender: Sender<Signal>,
    receiver: Receiver<Signal>,
    watcher: Option<RecommendedWatcher>,
    identity: Option<u64>,
}

impl Watcher {
    /// Listens for Ctrl-C or the end of the terminal, and watches the folders.
    pub(crate) fn of(docs: &Path) -> Result<Watcher> {
        let (sender, receiver) = mpsc::channel();
        let stop = sender.clone();
        let asked = AtomicBool::new(false);
        let on_stop = move || {
            // A second Ctrl-C ends a running turn. Every file is written whole or not at all.
            if asked.swap(true, Ordering::Relaxed) || stop.send(Signal::Stop).is_err() {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(on_stop).context("cannot listen for Ctrl-C")?;
        let includes = docs.parent().map(|parent| parent.join("includes")).filter(|includes| includes != docs);
        let docs = docs.to_path_buf();
        let mut signals = Watcher { docs, includes, sender, receiver, watcher: None, identity: None };
        signals.watch()?;
        Ok(signals)
    }

    /// Watches the folders that exist at the paths now.
    pub(crate) fn watch(&mut self) -> Result<()> {
        self.watcher = None;
        self.identity = disk::identity(&self.docs);
        let (docs, includes, sender) = (self.docs.clone(), self.includes.clone(), self.sender.clone());
        let on_event = move |event: notify::Result<Event>| {
            if let Some(signal) = signal(&docs, includes.as_deref(), event) {
                // Sending fails only when the command ends.
                let _ = sender.send(signal);
            }
        };
        let cannot = || format!("cannot watch `{}`", self.docs.display());
        let mut watcher = notify::recommended_watcher(on_event).with_context(cannot)?;
        // The folder above reports when one of the two is moved away or comes back. If it cannot be watched, `wait` notices
        // that later.
        if let Some(parent) = self.docs.parent() {
            drop(watcher.watch(parent, RecursiveMode::NonRecursive));
        }
        watcher.watch(&self.docs, RecursiveMode::Recursive).with_context(cannot)?;
        if let Some(includes) = &self.includes {
            // The fragments may not exist.
            drop(watcher.watch(includes, RecursiveMode::Recursive));
        }
        self.watcher = Some(watcher);
        Ok(())
    }

    /// The next signal, after at most the given time.
    pub(crate) fn wait(&self, idle: Duration) -> Signal {
        let mut burst = match self.receiver.recv_timeout(idle) {
            Ok(signal) => signal,
            Err(RecvTimeoutError::Timeout) if disk::identity(&self.docs) == self.identity => return Signal::Idle,
            Err(RecvTimeoutError::Timeout) => return Signal::Replaced(Instant::now()),
            Err(RecvTimeoutError::Disconnected) => return Signal::Stop,
        };
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            match (burst, self.receiver.recv_timeout(QUIET)) {
                (Signal::Stop, _) | (_, Ok(Signal::Stop)) => return Signal::Stop,
                (_, Err(_)) => break,
                (Signal::Changed(_), Ok(later)) => burst = later,
                (_, Ok(_)) => {}
            }
        }
        match burst {
            Signal::Replaced(_) => Signal::Replaced(since),
            Signal::Changed(_) | Signal::Idle => Signal::Changed(since),
            Signal::Stop => Signal::Stop,
        }
    }

    /// Waits for the given time, and returns early with true when the user wants the command to end.
    pub(crate) fn stops_within(&self, time: Duration) -> bool {
        let started = Instant::now();
        while let Some(left) = time.checked_sub(started.elapsed()) {
            match self.receiver.recv_timeout(left) {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return true,
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            }
        }
        false
    }
}

/// The signal for an event; none when it is about reading, or about another file beside the folders.
fn signal(docs: &Path, includes: Option<&Path>, event: notify::Result<Event>) -> Option<Signal> {
    let now = Instant::now();
    let Ok(event) = event else { return Some(Signal::Replaced(now)) };
    if event.need_rescan() {
        return Some(Signal::Changed(now));
    }
    let is_create_or_remove = match event.kind {
        // Our own reads are reported, too.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return None,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
        EventKind::Any | EventKind::Modify(_) | EventKind::Other => false,
    };
    let folders = [Some(docs), includes];
    let mut folders = folders.iter().flatten();
    if is_create_or_remove && folders.clone().any(|folder| event.paths.iter().any(|path| path == folder)) {
        return Some(Signal::Replaced(now));
    }
    folders.any(|folder| event.paths.iter().any(|path| path.starts_with(folder))).then_some(Signal::Changed(now))
}
