//! The state of an operation.
//!
//! In: a response that tells the state. Out: whether the operation goes on.
//! Invariant: only words that services document for the purpose end an operation.

use crate::{Json, response::byte_order_mark::without_mark};
use http::{Response, StatusCode};

/// Members with the address of the result.
const RESOURCES: [&str; 4] = ["resourceLocation", "targetResourceLocation", "resourceUrl", "resourceLink"];
/// Members with the part that is done, in percent.
const PERCENTS: [&str; 2] = ["percentageComplete", "percentComplete"];

const RUNNING: [&str; 13] = [
    "notstarted",
    "running",
    "inprogress",
    "pending",
    "processing",
    "waiting",
    "updating",
    "queued",
    "accepted",
    "started",
    "deletepending",
    "creating",
    "unspecified",
];
const SUCCEEDED: [&str; 4] = ["succeeded", "success", "completed", "complete"];
const FAILED: [&str; 9] =
    ["failed", "failure", "canceled", "cancelled", "aborted", "deletefailed", "invalid", "timedout", "skipped"];

/// What a service says of an operation while it goes on, and at its end.
///
/// ```
/// use graph_runtime::{Operation, http::Response};
/// let mut operation = Operation::<()>::resume("/operations/1", "https://x");
/// operation.accept(Response::new(br#"{"status":"running","statusDetail":"packing"}"#.to_vec()))?;
/// let state = operation.state();
/// assert_eq!(state.status.as_deref(), Some("running"));
/// assert_eq!(state.body["statusDetail"], "packing");
/// # Ok::<(), graph_runtime::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OperationState {
    /// How far it is, in a word of the service.
    pub status: Option<String>,
    /// How much of it is done, in percent.
    pub percent_complete: Option<f64>,
    /// Where its result is.
    pub resource: Option<String>,
    /// The whole body of the response.
    pub body: Json,
}

/// What a response means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Running,
    Failed,
    Succeeded,
    /// The response has no state: it is the result.
    Result,
}

impl OperationState {
    pub(super) fn read(response: &Response<Vec<u8>>) -> Self {
        let body: Json = serde_json::from_slice(without_mark(response.body())).unwrap_or_default();
        let member = |names: &[&str]| names.iter().find_map(|name| body.get(*name));
        // The state is a text, or an object around it.
        let status = member(&["status", "state"]).and_then(|status| match status {
            Json::Object(inner) => inner.get("state").or_else(|| inner.get("status"))?.as_str(),
            other => other.as_str(),
        });
        let resource = member(&RESOURCES).and_then(Json::as_str).filter(|address| !address.trim().is_empty());
        Self {
            status: status.map(str::to_owned),
            percent_complete: member(&PERCENTS).and_then(Json::as_f64),
            resource: resource.map(str::to_owned),
            body,
        }
    }

    /// What the response means that has this state, after one that had the state `earlier`.
    pub(super) fn phase(&self, status: StatusCode, earlier: &Self) -> Phase {
        match self.known() {
            Some(phase) => phase,
            None if status == StatusCode::ACCEPTED => Phase::Running,
            // A word that is not known says nothing of a result, and goes on if this is a state.
            None if self.status.is_some() && (self.is_state() || earlier.known().is_some()) => Phase::Running,
            None => Phase::Result,
        }
    }

    fn known(&self) -> Option<Phase> {
        let word = self.status.as_deref()?.to_ascii_lowercase();
        let is = |words: &[&str]| words.contains(&word.as_str());
        match () {
            () if is(&RUNNING) => Some(Phase::Running),
            () if is(&SUCCEEDED) => Some(Phase::Succeeded),
            () if is(&FAILED) => Some(Phase::Failed),
            () => None,
        }
    }

    /// Whether the body has members that only a state has.
    fn is_state(&self) -> bool {
        self.percent_complete.is_some() || RESOURCES.iter().any(|name| self.body.get(*name).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(status: u16, body: &str, earlier: &str) -> Phase {
        let read = |body: &str| OperationState::read(&Response::new(body.as_bytes().to_vec()));
        read(body).phase(StatusCode::from_u16(status).unwrap(), &read(earlier))
    }

    #[test]
    fn a_word_of_the_service_says_whether_it_goes_on() {
        for (status, body, expected) in [
            (200, r#"{"status":"notStarted"}"#, Phase::Running),
            (200, r#"{"status":"InProgress"}"#, Phase::Running),
            (200, r#"{"status":{"state":"processing"}}"#, Phase::Running),
            (200, r#"{"state":"running"}"#, Phase::Running),
            (202, r#"{"status":"completed"}"#, Phase::Succeeded),
            (200, r#"{"status":"Succeeded"}"#, Phase::Succeeded),
            (202, r#"{"status":"failed"}"#, Phase::Failed),
            (200, r#"{"status":"canceled"}"#, Phase::Failed),
            // Without a word the status of the response counts.
            (202, "", Phase::Running),
            (202, r#"{"status":"paused"}"#, Phase::Running),
            (204, "", Phase::Result),
            (200, r#"{"id":"7"}"#, Phase::Result),
            // The result may have a status of its own.
            (200, r#"{"status":"active"}"#, Phase::Result),
            (200, r#"{"status":"paused","percentageComplete":3}"#, Phase::Running),
            (200, r#"{"status":"paused","resourceLocation":null}"#, Phase::Running),
            (200, r#"{"status":7}"#, Phase::Result),
            (200, "<html>", Phase::Result),
        ] {
            assert_eq!(phase(status, body, ""), expected, "{status} {body}");
        }
        assert_eq!(phase(200, r#"{"status":"paused"}"#, r#"{"status":"running"}"#), Phase::Running);
    }
}
