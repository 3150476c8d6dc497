//! Sends the routes of a batch until each has its answer.
//!
//! In: a batch, and the responses to its requests. Out: which request comes next, and when. Invariant: a route is
//! repeated only if the policy allows it, and not before the time in the `Retry-After` of its own answer. A route that
//! depends on another is sent in the same batch request as the other, or in a later one.

use super::{
    SendError,
    retry::{Outcome, Retry},
};
use crate::{Answers, Batch, RequestError};
use http::{Request, Response, StatusCode};
use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    time::{Duration, SystemTime},
};

/// What the client does next: it sends a request, waits, or ends the batch.
#[derive(Debug)]
pub(super) enum Step {
    Send(Box<Request<Vec<u8>>>),
    Wait(Duration),
    End,
}

#[derive(Debug)]
pub(super) struct BatchRun<'b> {
    batch: &'b Batch,
    service_root: &'b str,
    retry: Retry,
    /// The routes of each request that is ready to be sent, by their index in the batch.
    ready: VecDeque<Vec<usize>>,
    /// The routes of the batch request that was sent last, by their index in the batch.
    sent: Vec<usize>,
    /// How often each route was sent so far, by its index in the batch.
    times: BTreeMap<usize, u32>,
    /// The routes to send again, by their index in the batch, each with the earliest time at which it may be sent.
    later: BTreeMap<usize, SystemTime>,
    answers: Answers,
}

impl<'b> BatchRun<'b> {
    pub(super) fn new(batch: &'b Batch, service_root: &'b str, retry: Retry) -> Result<Self, RequestError> {
        Ok(Self {
            batch,
            service_root,
            retry,
            ready: batch.parts()?.into(),
            sent: Vec::new(),
            times: BTreeMap::new(),
            later: BTreeMap::new(),
            answers: Answers::default(),
        })
    }

    pub(super) fn next(&mut self, now: SystemTime) -> Result<Step, RequestError> {
        if self.ready.is_empty() {
            let Some(first) = self.later.values().min() else { return Ok(Step::End) };
            if let Ok(wait) = first.duration_since(now)
                && !wait.is_zero()
            {
                return Ok(Step::Wait(wait));
            }
            // Routes that are linked by dependencies were in one batch request before. So no group of them is longer
            // than `Batch::LIMIT`.
            let due: Vec<usize> =
                self.later.iter().filter(|(_, time)| **time <= now).map(|(index, _)| *index).collect();
            self.later.retain(|index, _| !due.contains(index));
            self.ready = whole_groups(self.batch, &due);
        }
        self.sent = self.ready.pop_front().unwrap_or_default();
        self.batch.request(&self.sent, self.service_root).map(|request| Step::Send(Box::new(request)))
    }

    /// Reads the response to the batch request that was sent last, and decides which of its routes are sent again.
    /// `random` is at least 0 and less than 1.
    pub(super) fn accept(
        &mut self,
        response: Response<Vec<u8>>,
        now: SystemTime,
        random: f64,
    ) -> Result<(), crate::Error> {
        self.answers.read(response)?;
        let mut again: BTreeMap<usize, SystemTime> = BTreeMap::new();
        for &index in &self.sent {
            let times = self.times.entry(index).or_default();
            *times += 1;
            let (Some((status, headers)), Some(method)) = (self.answers.head(index), self.batch.method(index)) else {
                continue;
            };
            let wait = if status == StatusCode::FAILED_DEPENDENCY {
                // 424: the service did not start this route, because a route that it depends on failed. This route is
                // sent again together with that route, unless one that it depends on has failed for good.
                let earlier = self.batch.earlier(index);
                let has_succeeded =
                    |index: &usize| self.answers.head(*index).is_some_and(|(status, _)| status.is_success());
                let may_follow = earlier.iter().all(|index| again.contains_key(index) || has_succeeded(index));
                let last = earlier.iter().filter_map(|index| again.get(index)).max().filter(|_| may_follow);
                last.map(|time| time.duration_since(now).unwrap_or_default())
            } else {
                self.retry.wait(method, *times, Outcome::Answer(status, headers), now, random)
            };
            if let Some(wait) = wait {
                again.insert(index, now + wait);
            }
        }
        self.wait_together(&mut again);
        for index in again.keys() {
            self.answers.forget(*index);
        }
        self.later.extend(again);
        Ok(())
    }

    /// Gives routes that are linked by dependencies the same time for sending them again, the latest of theirs, because
    /// they are sent in one batch request.
    fn wait_together(&self, again: &mut BTreeMap<usize, SystemTime>) {
        loop {
            let mut moved = false;
            for &index in &self.sent {
                for earlier in self.batch.earlier(index) {
                    let (Some(one), Some(other)) = (again.get(&index).copied(), again.get(earlier).copied()) else {
                        continue;
                    };
                    moved |= one != other;
                    again.insert(index, one.max(other));
                    again.insert(*earlier, one.max(other));
                }
            }
            if !moved {
                return;
            }
        }
    }

    pub(super) fn into_answers(self) -> Answers {
        self.answers
    }
}

/// Divides routes among batch requests of at most `Batch::LIMIT` routes. If a route depends on another one of `due`,
/// directly or through others, both are in the same request.
fn whole_groups(batch: &Batch, due: &[usize]) -> VecDeque<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &index in due {
        let is_linked = |group: &Vec<usize>| group.iter().any(|other| batch.earlier(index).contains(other));
        let (linked, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_linked);
        groups = others;
        groups.push(linked.into_iter().flatten().chain([index]).collect());
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for group in groups {
        match parts.iter_mut().find(|part| part.len() + group.len() <= Batch::LIMIT) {
            Some(part) => part.extend(group),
            None => parts.push(group),
        }
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.into()
}

/// The error of a batch if one of its requests got no response or was refused as a whole.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Batch, client::{SendError, blocking::Client}, http::Response};
/// use std::sync::atomic::{AtomicBool, Ordering};
///
/// // The first request is answered, the second is not.
/// let again = AtomicBool::new(false);
/// let client = Client::new(move |_| match again.swap(true, Ordering::Relaxed) {
///     false => Ok(Response::new(r#"{"responses":[{"id":"1","status":200,"body":{"value":[]}}]}"#)),
///     true => Err("connection reset"),
/// }, "https://graph.microsoft.com/v1.0");
///
/// let mut batch = Batch::new();
/// let first = batch.add(&ListMessages::me_messages())?;
/// for _ in 0..Batch::LIMIT {
///     batch.add(&ListMessages::me_messages())?;
/// }
/// let mut partial = client.batch(&batch).expect_err("a request was not answered");
/// assert!(matches!(partial.error, SendError::Transport(_)));
/// // The answers so far are there.
/// assert!(partial.answers.take(first)?.value.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct BatchError {
    /// The answers that had arrived when the batch ended.
    pub answers: Answers,
    /// The error because of which the batch ended.
    pub error: SendError,
}

impl BatchError {
    pub(super) fn new(answers: Answers, error: impl Into<SendError>) -> Box<Self> {
        Box::new(Self { answers, error: error.into() })
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the batch was answered in part: {}", self.error)
    }
}

impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// Keeps only the field `error`. The answers that had arrived are lost.
impl From<Box<BatchError>> for SendError {
    fn from(error: Box<BatchError>) -> Self {
        error.error
    }
}
