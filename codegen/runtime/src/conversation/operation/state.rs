//! Reads the state of a long-running operation from a response.
//!
//! In: a response with a state. Out: whether the operation goes on. Invariant: only states that services document as
//! final end an operation.

use crate::{Json, response::byte_order_mark::without_mark};
use http::{Response, StatusCode};

/// The names that services use for the member that contains the address of the result.
const RESOURCES: [&str; 4] = ["resourceLocation", "targetResourceLocation", "resourceUrl", "resourceLink"];
/// The names that services use for the member that contains the progress in percent.
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

/// The state of an operation, as the service reports it.
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
    /// The state in the words of the service, such as `running` or `succeeded`.
    pub status: Option<String>,
    /// The progress of the operation in percent, from 0 to 100.
    pub percent_complete: Option<f64>,
    /// The address of the result, such as `https://graph.microsoft.com/v1.0/sites/7`. Usually absent until the
    /// operation has succeeded.
    pub resource: Option<String>,
    /// The JSON body of the response, with members that have no field here. `null` if the body is not JSON.
    pub body: Json,
}

/// What a response says about the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Running,
    Failed,
    Succeeded,
    /// The response is itself the result of the operation, not a state.
    Result,
}

impl OperationState {
    pub(super) fn read(response: &Response<Vec<u8>>) -> Self {
        let body: Json = serde_json::from_slice(without_mark(response.body())).unwrap_or_default();
        let member = |names: &[&str]| names.iter().find_map(|name| body.get(*name));
        // Services write the state as a string, or as an object that contains the string.
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

    /// Decides from this state and the HTTP status of its response whether the operation goes on. `earlier` is the
    /// state in the previous response.
    pub(super) fn phase(&self, status: StatusCode, earlier: &Self) -> Phase {
        match self.known() {
            Some(phase) => phase,
            None if status == StatusCode::ACCEPTED => Phase::Running,
            // A status that is not in the lists above, such as `paused`. If the response is a state and not the result,
            // the operation goes on.
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
    fn the_status_word_in_a_response_decides_whether_an_operation_goes_on() {
        for (status, body, expected) in [
            (200, r#"{"status":"notStarted"}"#, Phase::Running),
            (200, r#"{"status":"InProgress"}"#, Phase::Running),
            (200, r#"{"status":{"state":"processing"}}"#, Phase::Running),
            (200, r#"{"state":"running"}"#, Phase::Running),
            (202, r#"{"status":"completed"}"#, Phase::Succeeded),
            (200, r#"{"status":"Succeeded"}"#, Phase::Succeeded),
            (202, r#"{"status":"failed"}"#, Phase::Failed),
            (200, r#"{"status":"canceled"}"#, Phase::Failed),
            // If the state is not a known word, the HTTP status decides.
            (202, "", Phase::Running),
            (202, r#"{"status":"paused"}"#, Phase::Running),
            (204, "", Phase::Result),
            (200, r#"{"id":"7"}"#, Phase::Result),
            // A result may have a member `status` of its own.
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
