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
    /// The segments of the paths of all example requests. They tell whether a key, such as `inbox`, occurs in the path
    /// of an example request.
    pub(super) segments: HashSet<String>,
}

/// What the state does with a request before the documented response is looked up.
pub(super) enum EarlyOutcome {
    /// The state answers the request completely, because it gave out this address itself, for instance for an upload.
    Answered(Response<Vec<u8>>),
    /// The documented response is needed. The value is `None`, unless the request is for the status of an accepted
    /// operation: then it says whether that operation is done.
    Open(Option<bool>),
}

impl Memory {
    /// A memory in which no client has changed anything yet. `paths` are the paths of all example requests.
    pub(super) fn new(schema: &'static Schema, paths: impl Iterator<Item = String>) -> Memory {
        let segments = paths.flat_map(|path| path.split('/').map(str::to_owned).collect::<Vec<_>>()).collect();
        Memory { schema, state: Mutex::default(), segments }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
