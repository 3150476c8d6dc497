//! Long-running operations, which begin with an answer of status 202.
//!
//! In: the address of an operation. Out: its status: first running, then done. Invariant: a client that asks often
//! enough sees every operation succeed.

use std::collections::HashMap;

use http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::server::elsewhere;

/// The accepted operations by the path of their addresses. The value is how often a client has asked for the state.
#[derive(Clone, Debug, Default)]
pub(super) struct Operations(HashMap<String, usize>);

/// How many requests for its state an operation answers with "running" before it is done.
const RUNS: usize = 1;

/// How many operations the state remembers at most.
const MOST: usize = 100_000;

/// Values of `status` that mean a running operation, the most usual first.
const RUNNING: &[&str] = &["running", "inProgress", "processing", "notStarted", "pending", "queued"];

/// Values of `status` that mean success, the most usual first.
const DONE: &[&str] = &["succeeded", "completed", "complete", "success", "finished", "done", "ready", "active"];

impl Operations {
    pub(super) fn accept(&mut self, path: &str) {
        if self.0.len() < MOST {
            self.0.insert(path.to_owned(), 0);
        }
    }

    /// Counts a request for the state of the operation at this path, and returns whether the operation is done by now;
    /// `None` if there is none.
    pub(super) fn poll(&mut self, path: &str) -> Option<bool> {
        let asked = self.0.get_mut(path)?;
        *asked += 1;
        Some(*asked > RUNS)
    }
}

/// The response with the status of an operation if no page documents its address: `status` and `percentageComplete`.
pub(super) fn state(is_done: bool) -> Response<Vec<u8>> {
    let (status, state, percentage) = match is_done {
        true => (StatusCode::OK, "completed", 100),
        false => (StatusCode::ACCEPTED, "inProgress", 50),
    };
    elsewhere::json(status, &json!({ "status": state, "percentageComplete": percentage }))
}

/// Sets `status` in the documented body to the first value of `DONE` (if `is_done`) or of `RUNNING` that is among
/// `members`, the documented values of the property; if none is, to `succeeded` or `running`. Also updates
/// `percentageComplete` if the body has it.
pub(super) fn set_state(members: &[String], body: &mut Value, is_done: bool) {
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
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
