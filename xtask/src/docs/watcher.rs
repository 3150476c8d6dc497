//! Watches the docs folder, and listens for Ctrl-C. Many events of the file system in quick succession give one signal.
//!
//! Saving one file can write, rename and remove several files, and a Git checkout touches hundreds. A signal is
//! therefore given only after a moment without events. A signal does not name files: its receiver compares the whole
//! folder, so it does not matter if the system reports an event twice or, after an overflow, loses events.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk;

/// The time without an event after which a signal is given, because the files are probably complete.
const QUIET: Duration = Duration::from_millis(50);
/// The longest time from the first event to the signal, even if events do not stop.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why [`Watcher::wait`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Files in the folders changed; the time is that of the first event.
    Changed(Instant),
    /// A watched folder was created, removed or replaced, or watching failed. The receiver should call
    /// [`Watcher::watch`], because the system may no longer report changes of the folder. The time is that of the first
    /// event.
    Replaced(Instant),
    /// No event came within the time for which the caller waited.
    Idle,
    /// The command has to end, for instance because the user pressed Ctrl-C.
    Stop,
}

/// Watches a docs folder, and the folder `includes` beside it.
pub(crate) struct Watcher {
    docs: PathBuf,
    includes: Option<PathBuf>,
    sender: Sender<Signal>,
    receiver: Receiver<Signal>,
    watcher: Option<RecommendedWatcher>,
    identity: Option<u64>,
}

impl Watcher {
    /// Starts to watch the folders, and to listen for Ctrl-C and other requests to end (on Unix `SIGTERM` and
    /// `SIGHUP`).
    pub(crate) fn of(docs: &Path) -> Result<Watcher> {
        let (sender, receiver) = mpsc::channel();
        let stop = sender.clone();
        let asked = AtomicBool::new(false);
        let on_stop = move || {
            // A second Ctrl-C ends the process at once, even while it writes files. That is safe, because every file is
            // written completely or not at all.
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

    /// Starts to watch the folders, as far as they exist now. Earlier watches end.
    pub(crate) fn watch(&mut self) -> Result<()> {
        self.watcher = None;
        self.identity = disk::identity(&self.docs);
        let (docs, includes, sender) = (self.docs.clone(), self.includes.clone(), self.sender.clone());
        let on_event = move |event: notify::Result<Event>| {
            if let Some(signal) = signal(&docs, includes.as_deref(), event) {
                // Sending fails only if the receiver is gone, because the command ends.
                let _ = sender.send(signal);
            }
        };
        let cannot = || format!("cannot watch `{}`", self.docs.display());
        let mut watcher = notify::recommended_watcher(on_event).with_context(cannot)?;
        // The parent folder is watched too: its events show that the docs folder or `includes` was moved or was created
        // again. If the parent cannot be watched, `wait` detects a new docs folder by its identity (inode).
        if let Some(parent) = self.docs.parent() {
            drop(watcher.watch(parent, RecursiveMode::NonRecursive));
        }
        watcher.watch(&self.docs, RecursiveMode::Recursive).with_context(cannot)?;
        if let Some(includes) = &self.includes {
            // An error is ignored, because the folder `includes` need not exist.
            drop(watcher.watch(includes, RecursiveMode::Recursive));
        }
        self.watcher = Some(watcher);
        Ok(())
    }

    /// Waits for the next signal, at most for the time `idle`.
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

    /// Waits for `time` and returns false. If the user ends the command meanwhile, returns true at once.
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

/// What an event of the file system means to the waiting program; `None` if a file was only read, or if the path is
/// outside the watched folders.
fn signal(docs: &Path, includes: Option<&Path>, event: notify::Result<Event>) -> Option<Signal> {
    let now = Instant::now();
    let Ok(event) = event else { return Some(Signal::Replaced(now)) };
    if event.need_rescan() {
        return Some(Signal::Changed(now));
    }
    let is_create_or_remove = match event.kind {
        // The system also reports that this program reads files. Of all accesses, only closing a file that was open for
        // writing means a change.
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
