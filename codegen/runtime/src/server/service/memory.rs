//! What a service remembers between requests. By default a service remembers nothing.
//!
//! In: the paths of example requests, whose segments tell which keys the pages show. Out: the state, locked for one
//! request at a time.

use crate::server::state::{Schema, State};
use http::Response;
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a service remembers between requests: the entities that its clients created, changed and removed.
pub(super) struct Memory {
    pub(super) schema: &'static Schema,
    state: Mutex<State>,
    /// The segments of the paths of all example requests. A key that is among them occurs in an example of the pages.
    pub(super) segments: HashSet<String>,
}

/// What the state says about a request before its documented answer is known.
pub(super) enum EarlyOutcome {
    /// The state itself answers, because it made this address, for instance for an upload.
    Answered(Response<Vec<u8>>),
    /// The documented answer follows. If the request asks for the state of an accepted operation, the value says
    /// whether that operation is done.
    Open(Option<bool>),
}

impl Memory {
    /// A state without changes. `paths` are the paths of all example requests.
    pub(super) fn new(schema: &'static Schema, paths: impl Iterator<Item = String>) -> Memory {
        let segments = paths.flat_map(|path| path.split('/').map(str::to_owned).collect::<Vec<_>>()).collect();
        Memory { schema, state: Mutex::default(), segments }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
