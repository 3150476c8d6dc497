//! The time that each stage of a run takes.

use std::time::{Duration, Instant};

/// Measures the time of each stage of a run.
pub(crate) struct Stages {
    started: Instant,
    /// The name and the time of each stage that ended, such as `reading`.
    pub(crate) ended: Vec<(&'static str, Duration)>,
}

impl Stages {
    pub(crate) fn start() -> Stages {
        Stages { started: Instant::now(), ended: Vec::new() }
    }

    pub(crate) fn end(&mut self, name: &'static str) {
        self.ended.push((name, self.started.elapsed()));
        self.started = Instant::now();
    }
}
