//! Receives the parts of uploads, and puts the files together.
//!
//! In: parts with their ranges. Out: the missing range, and the file at the end. Invariant: a part is
//! accepted only if it begins at the first missing byte and states the same length of the file as the first part.

use std::collections::HashMap;

use http::header::{CONTENT_RANGE, CONTENT_TYPE};
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};

use super::location::{EntityId, PlaceKey};
use super::pages::StateRequest;
use crate::ODataError;
use crate::server::elsewhere;

/// The uploads that are not complete. The key is the last path segment of the address of the upload, such as `7`.
#[derive(Clone, Debug, Default)]
pub(super) struct Uploads(pub(super) HashMap<String, Upload>);

/// A file of which some parts have arrived.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    /// The list in which the complete file becomes a new entity, or the existing entity whose content it becomes.
    pub(super) to: Destination,
    /// The members of the new entity, such as `name`: from the body and the address of the request that began the
    /// upload. An existing entity does not get them.
    pub(super) members: Map<String, Value>,
    pub(super) bytes: Vec<u8>,
    pub(super) length: Option<u64>,
}

/// Whether a complete upload creates an entity in a list, or changes an existing entity.
#[derive(Clone, Debug)]
pub(super) enum Destination {
    New(PlaceKey),
    Existing(EntityId),
}

/// The outcome of a request to the address of an upload.
pub(super) enum Progress {
    Answer(Response<Vec<u8>>),
    /// The last part has arrived. Contains the complete upload, and the media type of the file from the header
    /// `Content-Type` of this part.
    Done(Upload, String),
}

impl Uploads {
    /// Handles a request to the address of the upload `name`: `PUT` and `POST` send a part, `DELETE` cancels the
    /// upload, and any other method asks for the missing range.
    pub(super) fn request(&mut self, name: &str, request: &StateRequest<'_>) -> Progress {
        let Some(upload) = self.0.get_mut(name) else {
            let message = "there is no such upload session, or it has ended";
            let error = ODataError::new(StatusCode::NOT_FOUND, "itemNotFound", message);
            return Progress::Answer(error.to_response());
        };
        match request.method {
            "PUT" | "POST" => {}
            "DELETE" => {
                self.0.remove(name);
                return Progress::Answer(elsewhere::empty(StatusCode::NO_CONTENT));
            }
            _ => return Progress::Answer(elsewhere::json(StatusCode::OK, &upload.expected())),
        }
        let at = upload.bytes.len() as u64;
        let range = request.headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
        let (first, next, length) = match range.map(content_range) {
            None => (0, request.body.len() as u64, request.body.len() as u64),
            Some(Some(range)) => range,
            Some(None) => return upload.refuse("`Content-Range` is no `bytes FIRST-LAST/LENGTH`"),
        };
        if first != at {
            return upload.refuse(&format!("the next piece begins at byte {at}"));
        }
        if next - first != request.body.len() as u64
            || next > length
            || upload.length.is_some_and(|known| known != length)
        {
            return upload.refuse("the length of the piece is not the one in `Content-Range`");
        }
        upload.length = Some(length);
        upload.bytes.extend_from_slice(request.body);
        if next < length {
            return Progress::Answer(elsewhere::json(StatusCode::ACCEPTED, &upload.expected()));
        }
        let media_type = request.header(CONTENT_TYPE).unwrap_or("application/octet-stream").to_owned();
        match self.0.remove(name) {
            Some(upload) => Progress::Done(upload, media_type),
            None => Progress::Answer(elsewhere::empty(StatusCode::NO_CONTENT)),
        }
    }
}

impl Upload {
    /// The body of the response to a part that is not the last, and to a request for the missing range. Its
    /// `nextExpectedRanges` says which bytes are still missing, such as `["26-127"]`.
    fn expected(&self) -> Value {
        let next = self.bytes.len() as u64;
        let last = self.length.map_or_else(String::new, |length| (length - 1).to_string());
        json!({ "expirationDateTime": "2099-01-01T00:00:00Z", "nextExpectedRanges": [format!("{next}-{last}")] })
    }

    fn refuse(&self, reason: &str) -> Progress {
        let error = ODataError::new(StatusCode::RANGE_NOT_SATISFIABLE, "invalidRange", reason);
        Progress::Answer(error.to_response())
    }
}

/// Reads the header `Content-Range` of a part. Returns the first byte, the byte after the last, and the length of the
/// file: for `bytes 0-25/128` these are 0, 26 and 128.
fn content_range(range: &str) -> Option<(u64, u64, u64)> {
    let (range, length) = range.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    let length = length.trim().parse().ok()?;
    (first <= last).then_some((first, last.checked_add(1)?, length))
}
