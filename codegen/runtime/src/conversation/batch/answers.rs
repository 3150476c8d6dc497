//! The answers of a batch.
//!
//! In: the HTTP responses to `$batch` requests. Out: the answer to each route, for the ticket that `Batch::add`
//! returned; each answer can be taken once. [`Answers::others`] has the elements of `responses` that cannot be used as
//! answers: the id or status is missing or not valid, or the id already has an answer.

use super::{
    body,
    ticket::{Ticket, id},
};
use crate::{Error, Route, response::byte_order_mark::without_mark, route::read};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header::CONTENT_TYPE};
use serde::de::Error as _;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The answers to the routes of a [`Batch`](super::Batch). See there for an example.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Answers, Batch, http::Response};
/// let mut batch = Batch::new();
/// let listed = batch.add(&ListMessages::me_messages())?;
/// let answer = br#"{"responses":[{"id":"1","status":200,"body":{"value":[{"subject":"a"}]}}]}"#;
///
/// let mut answers = Answers::default();
/// answers.read(Response::new(answer.to_vec()))?;
/// assert_eq!(answers.take(listed)?.value[0].subject.as_deref(), Some("a"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Answers {
    status: StatusCode,
    /// The headers of the response that was read last.
    headers: HeaderMap,
    answers: BTreeMap<String, Response<Vec<u8>>>,
    others: Vec<Json>,
}

impl Answers {
    /// Reads the response to one request of the batch.
    ///
    /// ```
    /// use graph_runtime::{Answers, http::Response};
    /// let mut answers = Answers::default();
    /// answers.read(Response::new(br#"{"responses":[{"id":"1","status":204}]}"#.to_vec()))?;
    /// // The response to the second request adds its answers to those of the first.
    /// answers.read(Response::new(br#"{"responses":[{"id":"21","status":204}]}"#.to_vec()))?;
    /// assert_eq!(answers.len(), 2);
    ///
    /// let busy = Response::builder().status(429).header("retry-after", "10").body(Vec::new()).expect("a response");
    /// assert!(answers.read(busy).expect_err("the batch was refused").service().is_some());
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the service refused the whole request, or the body is not a batch response.
    pub fn read(&mut self, response: Response<Vec<u8>>) -> Result<(), Error> {
        let status = response.status();
        if !status.is_success() {
            return Err(Error::of(response));
        }
        let (parts, body) = response.into_parts();
        let responses = match serde_json::from_slice::<Json>(without_mark(&body)) {
            Ok(mut document) => match document.get_mut("responses").map(Json::take) {
                Some(Json::Array(responses)) => Ok(responses),
                _ => Err(serde_json::Error::custom("the batch response has no array `responses`")),
            },
            Err(error) => Err(error),
        };
        let responses = responses.map_err(|source| {
            let headers = Box::new(parts.headers.clone());
            Error::Decode { status, headers, source, body }
        })?;
        self.status = status;
        self.headers = parts.headers;
        for response in responses {
            match answer(&response) {
                Some((id, answer)) if !self.answers.contains_key(&id) => {
                    self.answers.insert(id, answer);
                }
                _ => self.others.push(response),
            }
        }
        Ok(())
    }

    /// Removes the answer to a route, and reads it as the response of the route. If the service refused this route, the
    /// [`Error`] has the status of this answer, such as 404, and not the status of the response to the whole batch.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Answers, Batch, Error, http::Response};
    /// let mut batch = Batch::new();
    /// let (first, second) = (batch.add(&ListMessages::me_messages())?, batch.add(&ListMessages::me_messages())?);
    /// let mut answers = Answers::default();
    /// answers.read(Response::new(br#"{"responses":[{"id":"1","status":404}]}"#.to_vec()))?;
    /// assert_eq!(answers.take(first).expect_err("the service refused it").status(), 404);
    /// assert!(matches!(answers.take(second), Err(Error::Missing { .. })));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the service refused this route, or the answer does not fit the route; [`Error::Missing`] when there is no
    /// answer.
    pub fn take<R: Route>(&mut self, ticket: Ticket<R>) -> Result<R::Response, Error> {
        match self.answers.remove(&id(ticket.index)) {
            Some(answer) => read::read(R::SUCCESS, answer),
            None => Err(Error::Missing { status: self.status, headers: Box::new(self.headers.clone()) }),
        }
    }

    /// The status and the headers of the answer to the route with this index.
    #[cfg(feature = "client")]
    pub(crate) fn head(&self, index: usize) -> Option<(StatusCode, &HeaderMap)> {
        self.answers.get(&id(index)).map(|answer| (answer.status(), answer.headers()))
    }

    /// Removes the answer to the route with this index before the route is sent again.
    #[cfg(feature = "client")]
    pub(crate) fn forget(&mut self, index: usize) {
        self.answers.remove(&id(index));
    }

    /// The number of answers that were read and not taken.
    ///
    /// ```
    /// use graph_runtime::{Answers, http::Response};
    /// let mut answers = Answers::default();
    /// answers.read(Response::new(br#"{"responses":[{"id":"1","status":204},{"id":"2","status":204}]}"#.to_vec()))?;
    /// assert_eq!(answers.len(), 2);
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether there is no answer left to take.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Answers, Batch, http::Response};
    /// let mut batch = Batch::new();
    /// let ticket = batch.add(&ListMessages::me_messages())?;
    /// let mut answers = Answers::default();
    /// answers.read(Response::new(br#"{"responses":[{"id":"1","status":404}]}"#.to_vec()))?;
    /// assert!(!answers.is_empty());
    /// assert!(answers.take(ticket).is_err() && answers.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// The elements of `responses` that cannot be used as answers: the id or status is missing or not valid, or the id
    /// already has an answer.
    ///
    /// ```
    /// use graph_runtime::{Answers, http::Response};
    /// let mut answers = Answers::default();
    /// answers.read(Response::new(br#"{"responses":[{"id":"1","status":204},{"status":204}]}"#.to_vec()))?;
    /// assert_eq!((answers.len(), answers.others().len()), (1, 1));
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    pub fn others(&self) -> &[Json] {
        &self.others
    }
}

fn answer(item: &Json) -> Option<(String, Response<Vec<u8>>)> {
    let id = match item.get("id")? {
        Json::String(id) => id.clone(),
        Json::Number(id) => id.to_string(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    let status = match item.get("status")? {
        Json::Number(status) => status.as_u64()?.try_into().ok()?,
        Json::String(status) => status.parse().ok()?,
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::from_u16(status).ok()?;
    let headers = item.get("headers").and_then(Json::as_object);
    for (name, value) in headers.into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // Leaves out a name or value that a header cannot contain.
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let body = body::from_json(item.get("body").unwrap_or(&Json::Null), content_type);
    *response.body_mut() = body;
    Some((id, response))
}
