//! Operations that go on after `202 Accepted`.
//!
//! In: the address of an operation. Out: its state, at first that it runs, then that it is done.
//! Invariant: whoever asks often enough sees each operation end well.

use std::collections::HashMap;

use graph_runtime::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::api::{Api, ItemType, TypeId};
use graph_runtime::server::elsewhere;

/// Accepted operations by the path of their address, each with how often it was asked about.
#[derive(Clone, Debug, Default)]
pub(super) struct Operations(HashMap<String, usize>);

/// How often an operation is asked about before it is done.
const RUNS: usize = 1;

/// The most operations that are kept in mind.
const MOST: usize = 100_000;

/// What the state of an operation that goes on is called, the most usual first.
const RUNNING: &[&str] = &["running", "inProgress", "processing", "notStarted", "pending", "queued"];

/// What the state of an operation that ended well is called.
const DONE: &[&str] = &["succeeded", "completed", "complete", "success", "finished", "done", "ready", "active"];

impl Operations {
    pub(super) fn accept(&mut self, path: &str) {
        if self.0.len() < MOST {
            self.0.insert(path.to_owned(), 0);
        }
    }

    /// Whether an operation is done, if there is one at the path.
    pub(super) fn ask(&mut self, path: &str) -> Option<bool> {
        let asked = self.0.get_mut(path)?;
        *asked += 1;
        Some(*asked > RUNS)
    }
}

/// The state of an operation of which no page tells.
pub(super) fn state(is_done: bool) -> Response<Vec<u8>> {
    let (status, state, percentage) = match is_done {
        true => (StatusCode::OK, "completed", 100),
        false => (StatusCode::ACCEPTED, "inProgress", 50),
    };
    elsewhere::json(status, &json!({ "status": state, "percentageComplete": percentage }))
}

/// Writes the state of an operation into what its page shows.
pub(super) fn set_state(api: &Api, ty: TypeId, body: &mut Value, is_done: bool) {
    let Some(member) = api.member(ty, "status") else { return };
    let members: Vec<&str> = match member.ty.item {
        ItemType::Enum(id) => api[id].members.iter().map(|member| member.name.as_str()).collect(),
        _ => member.values.iter().map(compact_str::CompactString::as_str).collect(),
    };
    let known = if is_done { DONE } else { RUNNING };
    let is_it = |name: &&str, known: &str| name.eq_ignore_ascii_case(known);
    let state = known.iter().find_map(|known| members.iter().copied().find(|name| is_it(name, known)));
    if let (Some(members), Some(state)) = (body.as_object_mut(), state.or_else(|| known.first().copied())) {
        members.insert("status".to_owned(), state.into());
        if let Some(percentage) = members.get_mut("percentageComplete") {
            *percentage = if is_done { json!(100) } else { json!(50) };
        }
    }
}
