//! Answers requests to addresses that the mock itself has given out: of uploads in parts, of uploaded streams and of
//! accepted operations.
//!
//! In: a request to such an address, or a response that has to contain one. Out: the answer. Invariant: no page has to
//! document such an address.

use crate::server::RequestTarget;
use http::header::LOCATION;
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value};

use super::accepted;
use super::list::Options;
use super::outcome::{Outcome, StateAnswer, bytes_of, insufficient_storage};
use super::pages::StateRequest;
use super::place::{Place, RequestContext};
use super::schema::{ResponseContent, RouteFacts};
use super::upload::{Destination, Progress, Upload};
use crate::server::elsewhere;

const UPLOADS: &str = "/$elsewhere/mock/uploads/";
/// The start of the paths of streams that clients have uploaded.
pub(super) const STREAMS: &str = "/$elsewhere/mock/streams/";
const OPERATIONS: &str = "/$elsewhere/mock/operations/";

impl RequestContext<'_> {
    /// The answer to a request to an address that the service gave out earlier, such as that of an upload session;
    /// `None` for any other address.
    pub(super) fn own_address(&mut self, request: &StateRequest<'_>) -> Outcome {
        let path = request.target.path.as_str();
        if let Some(name) = path.strip_prefix(UPLOADS) {
            if !self.state.has_room(request.body.len()) {
                return Some((insufficient_storage(), "too much is kept"));
            }
            return match self.state.uploads.request(name, request) {
                Progress::Answer(response) => Some((response, "an upload in pieces")),
                Progress::Done(upload, media_type) => Some((self.uploaded(upload, &media_type), "the upload is whole")),
            };
        }
        if let Some((id, name)) = path.strip_prefix(STREAMS).and_then(|rest| rest.split_once('/')) {
            let entity = id.parse::<usize>().ok().and_then(|id| self.state.entities.get(id));
            let (media_type, bytes) = entity.and_then(|entity| entity.streams.get(name))?;
            return Some((bytes_of(media_type, bytes), "a stored stream"));
        }
        if path.starts_with(OPERATIONS) {
            let is_done = self.state.operations.poll(path)?;
            return Some((accepted::state(is_done), "the state of an accepted operation"));
        }
        // The `Location` in an example may be on another host, and is then replaced by an address below `/$elsewhere/`.
        let is_elsewhere = path.starts_with(elsewhere::PATH) && request.method == "GET";
        let is_done = if is_elsewhere { self.state.operations.poll(path)? } else { return None };
        Some((accepted::state(is_done), "the state of an accepted operation"))
    }

    /// Sets `status` in the documented answer to a value for a finished operation if `is_done`, or else for a running
    /// one.
    pub(super) fn set_status(&self, route: usize, answer: &mut StateAnswer, is_done: bool) {
        let documented = self.schema().route(route).map(|route| route.answer);
        let Some(ResponseContent::Value(reach)) = documented else { return };
        let (Some(ty), Ok(mut body)) = (reach.ty, serde_json::from_slice::<Value>(answer.response.body())) else {
            return;
        };
        let statuses = self.pages.statuses(ty);
        let has_status = self.pages.has_member(ty, "status");
        if has_status.unwrap_or_else(|| !statuses.is_empty() || body.get("status").is_some()) {
            accepted::set_state(&statuses, &mut body, is_done);
        }
        *answer.response.body_mut() = body.to_string().into();
        answer.reason = Some("the state of an accepted operation");
    }

    /// Remembers the operation that a response with status 202 has started, so that a client can follow it to its end.
    pub(super) fn accept(&mut self, route: Option<usize>, response: &mut Response<Vec<u8>>) {
        if response.status() != StatusCode::ACCEPTED {
            return;
        }
        let address = ["location", "operation-location"].iter().find_map(|name| response.headers().get(*name));
        if let Some(address) = address.and_then(|address| address.to_str().ok()) {
            let path =
                address.split_once("://").map_or(address, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
            if let Some(target) = RequestTarget::parse(path) {
                self.state.operations.accept(&target.path);
            }
        } else if let Some(route) = route
            && self.schema().route(route).is_some_and(|route| route.is_long)
        {
            let path = format!("{OPERATIONS}{}", self.state.change());
            self.state.operations.accept(&path);
            if let Ok(address) = HeaderValue::from_str(&format!("{}{path}", self.links.origin.unwrap_or_default())) {
                response.headers_mut().insert(LOCATION, address);
            }
        }
    }

    /// Starts an upload if the documented answer of an action has the address of another host in a member such as
    /// `uploadUrl`, and replaces that address by one of this service.
    pub(super) fn begin_upload(
        &mut self,
        place: &Place,
        route: &RouteFacts,
        request: &StateRequest<'_>,
        shown: Option<Value>,
    ) -> Outcome {
        let mut shown = shown?;
        let is_address = |(name, value): &(&String, &mut Value)| {
            name.ends_with("Url") && value.as_str().is_some_and(|value| value.contains(elsewhere::PATH))
        };
        let (_, address) = shown.as_object_mut()?.iter_mut().find(is_address)?;
        let mut members = Map::new();
        for value in request.json.and_then(Value::as_object)?.values().filter_map(Value::as_object) {
            members
                .extend(value.iter().filter(|(name, _)| !name.starts_with('@')).map(|(n, v)| (n.clone(), v.clone())));
        }
        let to = match place {
            Place::List(list) => Destination::New(list.clone()),
            Place::Item(_, id) | Place::Single(_, Some(id)) => Destination::Existing(*id),
            Place::New(list, name) => {
                members.insert("name".to_owned(), name.as_str().into());
                Destination::New(list.clone())
            }
            Place::Single(_, None) | Place::Free(..) | Place::Missing | Place::Elsewhere(..) => return None,
        };
        let number = self.state.change().to_string();
        *address = format!("{}{UPLOADS}{number}", self.links.origin.unwrap_or_default()).into();
        self.state.uploads.0.insert(number, Upload { to, members, bytes: Vec::new(), length: None });
        let status = StatusCode::from_u16(route.status).unwrap_or(StatusCode::OK);
        Some((elsewhere::json(status, &shown), "an upload begins"))
    }

    /// Creates or changes the entity that an upload was for, once its last part has arrived.
    fn uploaded(&mut self, upload: Upload, media_type: &str) -> Response<Vec<u8>> {
        let Upload { to, mut members, bytes, .. } = upload;
        let (id, status) = match to {
            Destination::Existing(id) => (id, StatusCode::OK),
            Destination::New(list) => {
                let ty = self.list_type(&list);
                members.retain(|name, _| ty.is_none_or(|ty| self.pages.has_member(ty, name) != Some(false)));
                match self.create(&list, ty, members, None, "") {
                    Ok(id) => (id, StatusCode::CREATED),
                    Err(error) => return error.to_response(),
                }
            }
        };
        for name in ["content", "$value"] {
            self.put_stream(id, name, media_type, bytes.clone());
        }
        let body = Value::Object(self.entity(id, &Options::default()));
        elsewhere::json(status, &body)
    }
}
