//! A spinner on the terminal while a command runs.
//!
//! The spinner appears after a second, and only if the standard error is a terminal. The command sets its stage and
//! counts its steps. A separate thread draws, so that the command never waits for the terminal.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows what a command does at the moment. Dropping it clears the terminal.
pub(crate) struct Progress {
    state: Arc<State>,
    watcher: Option<Watcher>,
}

#[derive(Default)]
struct State {
    stage: Mutex<&'static str>,
    done: AtomicUsize,
    total: AtomicUsize,
}

struct Watcher {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Starts the thread that draws the spinner.
    pub(crate) fn start() -> Progress {
        let state = Arc::new(State::default());
        let watcher = io::stderr().is_terminal().then(|| {
            let (stop, stopped) = mpsc::channel();
            let state = Arc::clone(&state);
            Watcher { stop, thread: thread::spawn(move || show(&state, &stopped)) }
        });
        Progress { state, watcher }
    }

    /// Sets the name of the current stage and the number of its steps (0 if the steps are not counted).
    pub(crate) fn stage(&self, name: &'static str, total: usize) {
        *self.state.stage.lock().unwrap_or_else(PoisonError::into_inner) = name;
        self.state.done.store(0, Ordering::Relaxed);
        self.state.total.store(total, Ordering::Relaxed);
    }

    /// Counts one finished step of the stage.
    pub(crate) fn advance(&self) {
        self.state.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Watcher { stop, thread }) = self.watcher.take() {
            drop(stop);
            // `join` fails only if the thread panicked. It draws nothing more then, so the error is ignored.
            drop(thread.join());
        }
    }
}

const DELAY: Duration = Duration::from_secs(1);
const FRAME_INTERVAL: Duration = Duration::from_millis(100);

fn show(state: &State, stopped: &Receiver<()>) {
    if stopped.recv_timeout(DELAY) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let spinner = ProgressBar::new_spinner().with_elapsed(DELAY);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        spinner.set_style(style);
    }
    loop {
        spinner.set_message(state.message());
        spinner.tick();
        if stopped.recv_timeout(FRAME_INTERVAL) != Err(RecvTimeoutError::Timeout) {
            break;
        }
    }
    spinner.finish_and_clear();
}

impl State {
    fn message(&self) -> String {
        let stage = *self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        match self.total.load(Ordering::Relaxed) {
            0 => stage.to_owned(),
            total => format!("{stage} {}/{total}", self.done.load(Ordering::Relaxed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_shown_only_for_stages_that_have_one() {
        let progress = Progress { state: Arc::default(), watcher: None };
        progress.stage("reading", 3);
        progress.advance();
        assert_eq!(progress.state.message(), "reading 1/3");
        progress.stage("linking", 0);
        assert_eq!(progress.state.message(), "linking");
    }
}
