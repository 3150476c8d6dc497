//! The settings that the blocking and the asynchronous client share, and the decisions that follow from them.
//!
//! In: a service root, the number of repetitions, a clock. Out: decisions about single requests. Invariant: both
//! clients take the same decisions.

use super::{
    SendError,
    retry::{Outcome, Retry},
    timing::{SystemTiming, Timing},
};
use http::{HeaderMap, HeaderValue, Method, Response, header::AUTHORIZATION};
use std::{sync::Arc, time::Duration};

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) service_root: Arc<str>,
    pub(super) retry: Retry,
    pub(super) timing: Arc<dyn Timing>,
}

impl Settings {
    pub(super) fn new(service_root: Arc<str>) -> Self {
        Self { service_root, retry: Retry { times: 0 }, timing: Arc::new(SystemTiming) }
    }

    /// The time to wait before repeating a request that was sent `sent` times; `None` to give up.
    pub(super) fn pause<B>(
        &self,
        method: &Method,
        sent: u32,
        result: &Result<Response<B>, SendError>,
    ) -> Option<Duration> {
        let outcome = match result {
            Ok(response) => Outcome::Answer(response.status(), response.headers()),
            Err(SendError::Transport(_)) => Outcome::Nothing,
            Err(_) => return None,
        };
        self.retry.wait(method, sent, outcome, self.timing.now(), self.timing.random())
    }
}

/// Adds the header `Authorization: Bearer TOKEN`.
pub(super) fn authorize(headers: &mut HeaderMap, token: &str) -> Result<(), SendError> {
    let mut value =
        HeaderValue::from_str(&format!("Bearer {token}")).map_err(|error| SendError::Token(error.into()))?;
    value.set_sensitive(true);
    headers.insert(AUTHORIZATION, value);
    Ok(())
}
