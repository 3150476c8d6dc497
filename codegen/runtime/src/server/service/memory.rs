//! The state of a service, and its answer to a request before the documented answer is known.
//!
//! In: the paths of example requests. Out: the state, one request at a time.

use crate::server::state::{Schema, State};
use http::Response;
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state of a service.
pub(super) struct Memory {
    pub(super) schema: &'static Schema,
    state: Mutex<State>,
    /// The segments in the paths of all example requests.
    pub(super) segments: HashSet<String>,
}

/// The answer of the state to a request before its documented answer is known.
pub(super) enum Begun {
    /// The request is to an address that the state itself gave out.
    Answered(Response<Vec<u8>>),
    /// Whether the operation is done, if the request asks for the state of an accepted operation.
    Open(Option<bool>),
}

impl Memory {
    /// The state at the beginning, with the paths of all example requests.
    pub(super) fn new(schema: &'static Schema, paths: impl Iterator<Item = String>) -> Memory {
        let segments = paths.flat_map(|path| path.split('/').map(str::to_owned).collect::<Vec<_>>()).collect();
        Memory { schema, state: Mutex::default(), segments }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
