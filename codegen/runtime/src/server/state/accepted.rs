//! Long-running operations after `202 Accepted`.
//!
//! In: the address of an operation. Out: its state: first running, then done. Invariant: a client that asks often
//! enough sees every operation succeed.

use std::collections::HashMap;

use http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::server::elsewhere;

/// How often the state of each accepted operation was requested, by the path of its address.
#[derive(Clone, Debug, Default)]
pub(super) struct Operations(HashMap<String, usize>);

/// How often an operation reports that it is running.
const RUNS: usize = 1;

/// The highest number of operations in the state.
const MOST: usize = 100_000;

/// Enumeration members that mean a running operation, the most usual first.
const RUNNING: &[&str] = &["running", "inProgress", "processing", "notStarted", "pending", "queued"];

/// Enumeration members that mean success.
const DONE: &[&str] = &["succeeded", "completed", "complete", "success", "finished", "done", "ready", "active"];

impl Operations {
    pub(super) fn accept(&mut self, path: &str) {
        if self.0.len() < MOST {
            self.0.insert(path.to_owned(), 0);
        }
    }

    /// Whether the operation at a path is done; `None` if there is none.
    pub(super) fn ask(&mut self, path: &str) -> Option<bool> {
        let asked = self.0.get_mut(path)?;
        *asked += 1;
        Some(*asked > RUNS)
    }
}

/// The state of an operation without a documented status page.
pub(super) fn state(is_done: bool) -> Response<Vec<u8>> {
    let (status, state, percentage) = match is_done {
        true => (StatusCode::OK, "completed", 100),
        false => (StatusCode::ACCEPTED, "inProgress", 50),
    };
    elsewhere::json(status, &json!({ "status": state, "percentageComplete": percentage }))
}

/// Writes the state of an operation into the documented body. `members` are the documented values.
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
