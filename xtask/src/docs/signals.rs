//! When to look again: what the system tells of folders, and of the wish to end, in; one signal for each burst out.
//!
//! Editors write, rename and remove several files to save one, and a checkout touches hundreds; so a signal is given
//! once nothing more was heard for a moment. What happened in detail is not passed on: whoever is told looks for himself,
//! which is the same whether the system told everything, too much or, after an overflow, too little.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk;

/// How long nothing may be heard for a burst to be over, and how long one burst may keep a run waiting.
const QUIET: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(2);

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Something below the folders changed, first at that time.
    Changed(Instant),
    /// A folder itself came, went or was replaced: what is watched may be another one.
    Replaced(Instant),
    /// Nothing happened for the time given.
    Idle,
    /// Somebody wants it to end.
    Stop,
}

/// What is heard of a docs folder and of the fragments beside it.
pub(crate) struct Signals {
    docs: PathBuf,
    includes: Option<PathBuf>,
    sender: Sender<Signal>,
    receiver: Receiver<Signal>,
    watcher: Option<RecommendedWatcher>,
    identity: Option<u64>,
}

impl Signals {
    /// Listens for the wish to end (Ctrl-C, or the end of the terminal) and watches the folders.
    pub(crate) fn of(docs: &Path) -> Result<Signals> {
        let (sender, receiver) = mpsc::channel();
        let stop = sender.clone();
        let asked = AtomicBool::new(false);
        let on_stop = move || {
            // Whoever asks twice does not want to wait for the run to end. Every file appears whole or not at all.
            if asked.swap(true, Ordering::Relaxed) || stop.send(Signal::Stop).is_err() {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(on_stop).context("cannot listen for Ctrl-C")?;
        let includes = docs.parent().map(|parent| parent.join("includes")).filter(|includes| includes != docs);
        let docs = docs.to_path_buf();
        let mut signals = Signals { docs, includes, sender, receiver, watcher: None, identity: None };
        signals.watch()?;
        Ok(signals)
    }

    /// Watches what is at the paths of the folders now.
    pub(crate) fn watch(&mut self) -> Result<()> {
        self.watcher = None;
        self.identity = disk::identity(&self.docs);
        let (docs, includes, sender) = (self.docs.clone(), self.includes.clone(), self.sender.clone());
        let heard = move |event: notify::Result<Event>| {
            if let Some(signal) = signal(&docs, includes.as_deref(), event) {
                // Nobody listens any more only when everything ends.
                let _ = sender.send(signal);
            }
        };
        let cannot = || format!("cannot watch `{}`", self.docs.display());
        let mut watcher = notify::recommended_watcher(heard).with_context(cannot)?;
        // The folder above tells when one of the two is moved away or comes back. Where it may not be watched, that is
        // noticed a little later.
        if let Some(parent) = self.docs.parent() {
            drop(watcher.watch(parent, RecursiveMode::NonRecursive));
        }
        watcher.watch(&self.docs, RecursiveMode::Recursive).with_context(cannot)?;
        if let Some(includes) = &self.includes {
            // There need not be fragments.
            drop(watcher.watch(includes, RecursiveMode::Recursive));
        }
        self.watcher = Some(watcher);
        Ok(())
    }

    /// The next signal, after at most that time.
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

    /// Whether somebody wants it to end, after waiting for that for a time.
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

/// What an event is to us: nothing when it speaks of reading, or of what else lies beside the folders.
fn signal(docs: &Path, includes: Option<&Path>, event: notify::Result<Event>) -> Option<Signal> {
    let now = Instant::now();
    let Ok(event) = event else { return Some(Signal::Replaced(now)) };
    if event.need_rescan() {
        return Some(Signal::Changed(now));
    }
    let comes_or_goes = match event.kind {
        // Our own looking is heard, too.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return None,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
        EventKind::Any | EventKind::Modify(_) | EventKind::Other => false,
    };
    let folders = [Some(docs), includes];
    let mut folders = folders.iter().flatten();
    if comes_or_goes && folders.clone().any(|folder| event.paths.iter().any(|path| path == folder)) {
        return Some(Signal::Replaced(now));
    }
    folders.any(|folder| event.paths.iter().any(|path| path.starts_with(folder))).then_some(Signal::Changed(now))
}
