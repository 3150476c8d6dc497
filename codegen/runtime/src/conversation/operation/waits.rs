//! Decides how long to wait between the requests for the state of an operation.
//!
//! In: the headers of responses. Out: the time before the next request, and whether the caller gives up. Invariant: no
//! clock is read; the caller passes the current time in.

use crate::RetryAfter;
use std::time::{Duration, SystemTime};

/// The wait before the second request for the state if the service states no delay. It doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What decides how long the caller waits before it asks for the state of an operation again.
#[derive(Clone, Debug, Default)]
pub(super) struct Waits {
    pub(super) asked: Option<RetryAfter>,
    pub(super) service_time: Option<SystemTime>,
    /// How many responses with a state have been read. Without `Retry-After` the wait doubles with each.
    states: u32,
    /// The longest total time to wait for the end of the operation; `None` means without a limit.
    pub(super) limit: Option<Duration>,
    /// The sum of the waits so far, including the one before the next request. If `Retry-After` is a date and the
    /// response has no `Date` header, the length of the wait is not known without a clock, and counts as zero.
    total: Duration,
}

impl Waits {
    pub(super) fn read(&mut self, headers: &http::HeaderMap) {
        self.asked = RetryAfter::from_headers(headers);
        self.service_time = RetryAfter::service_time(headers);
        self.states = self.states.saturating_add(1);
        let wait = match (self.asked, self.service_time) {
            (Some(RetryAfter::At(_)), None) => Duration::ZERO,
            (_, time) => self.next(time.unwrap_or(SystemTime::UNIX_EPOCH)),
        };
        self.total = self.total.saturating_add(wait);
    }

    /// The limit if the next wait would exceed it, so that the caller gives up; `None` otherwise.
    pub(super) fn exceeded(&self) -> Option<Duration> {
        self.limit.filter(|limit| self.total > *limit)
    }

    pub(super) fn next(&self, now: SystemTime) -> Duration {
        match (self.asked, self.states) {
            (Some(asked), _) => asked.delay(self.service_time.unwrap_or(now)),
            (None, 0) => Duration::ZERO,
            (None, states) => FIRST_WAIT.saturating_mul(2_u32.saturating_pow(states - 1)).min(LONGEST_WAIT),
        }
    }
}
