//! A mock with state.
//!
//! In: the state and a request. Out: the answer and the new state. Invariant: a request that the page forbids is
//! refused first and changes nothing. At the beginning the state contains the entities of the examples. Pages do not
//! define the effect of an action, so an action gets its documented answer, unless it starts an upload or a
//! long-running operation. A state belongs to one model and exists only in memory.

mod accepted;
mod addresses;
mod change;
mod filter;
mod list;
mod location;
mod outcome;
mod path;
mod place;
mod read;
mod seen;
mod store;
mod upload;

use graph_runtime::ODataError;
use graph_runtime::http::header::{CONTENT_TYPE, LOCATION};
use graph_runtime::http::{HeaderValue, Request, Response, StatusCode};
use serde_json::{Map, Value};

use super::received::{Received, short};
use super::{Answer, Mock};
use crate::api::{Operation, RequestBody, ResponseBody, TypeId};
use graph_runtime::server::Links;
use graph_runtime::server::Preference;
use graph_runtime::server::elsewhere;
use graph_runtime::server::origin;
use graph_runtime::server::protocol;
use list::Options;
use outcome::{Outcome, Refusal, full};
use path::{Asked, Step, Steps};
use place::{Place, World};
pub use store::State;

impl Mock {
    /// Answers one request and updates the state.
    pub(super) fn one_in(&self, state: &mut State, request: &Request<Vec<u8>>) -> Answer {
        let received = Received::read(request).filter(|_| protocol::answer(request).is_none());
        let Some(received) = received else { return self.one(request) };
        let origin = origin(request);
        let serves = |target: &str| self.serves(target);
        let links = Links { origin: origin.as_deref(), target: &received.target, serves: &serves };
        let mut world = World { mock: self, state, links: &links };
        if let Some((response, reason)) = world.own_address(request, &received) {
            return Answer::of(request, response, reason);
        }
        let is_done = if received.method == "GET" { world.state.operations.ask(&received.target.path) } else { None };
        if let Some(response) = elsewhere::answer(request.method(), &received.target.path, request.headers()) {
            return Answer::of(request, response, "an address outside the service");
        }
        let (mut answer, operation) = self.found(request, &received, &links);
        if let (Some(is_done), Some(operation)) = (is_done, operation) {
            world.follow(operation, &mut answer, is_done);
            return answer;
        }
        let is_success = !answer.response.status().is_client_error() && !answer.response.status().is_server_error();
        if !is_success || Preference::of(received.headers) != Preference::default() {
            return answer;
        }
        if let Some((response, reason)) = world.answer(request, &received, operation, &mut answer) {
            answer.response = response;
            answer.reason = reason.to_owned();
            answer.example = None;
        }
        world.accept(operation, &mut answer.response);
        answer
    }
}

impl World<'_> {
    /// The answer that the state gives; `None` if the documented answer stays.
    fn answer(
        &mut self,
        request: &Request<Vec<u8>>,
        received: &Received<'_>,
        operation: Option<usize>,
        answer: &mut Answer,
    ) -> Outcome {
        let catalogue = &self.mock.catalogue;
        let found = operation.and_then(|operation| Some((operation, path::find(catalogue, received, operation)?)));
        let Some((operation, Steps { steps, asked })) = found else { return self.counted(received, answer) };
        let operation = &catalogue.api.operations[operation];
        let place = self.walk(&steps);
        let is_new = matches!(place, Place::New(..)) && received.method != "GET";
        let is_put = matches!(place, Place::Free(..)) && received.method == "PUT";
        let is_set = matches!(place, Place::Single(_, None)) && received.method == "PUT";
        match &place {
            Place::Elsewhere(..) => return None,
            Place::Missing | Place::Free(..) | Place::New(..) | Place::Single(_, None)
                if !(is_new || is_put || is_set) =>
            {
                let path = short(&received.target.path);
                let message = format!("nothing is at `{path}`: no page shows it, and no client made it");
                let error = ODataError::new(StatusCode::NOT_FOUND, "itemNotFound", message);
                return Some((error.to_response(), "nothing is there"));
            }
            _ => {}
        }
        let outcome = match received.method {
            "GET" => self.get(&place, &asked, operation, received, answer),
            _ if !self.state.has_room(2 * request.body().len()) => Ok(Some((full(), "too much is kept"))),
            _ => {
                self.state.keep(2 * request.body().len());
                self.change_at(&place, &asked, operation, request, received, answer, &steps)
            }
        };
        outcome.unwrap_or_else(|error| Some((error.to_response(), "what is kept does not allow it")))
    }

    /// The query options of a request. A lenient mock ignores invalid ones with a warning.
    fn options(&self, received: &Received<'_>, answer: &mut Answer) -> Result<Options, Refusal> {
        match Options::read(&received.target.query) {
            Ok(options) => Ok(options),
            Err(reason) if self.mock.catalogue.options.lenient => {
                answer.warnings.push(reason);
                Ok(Options::default())
            }
            Err(reason) => Err(Box::new(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", reason))),
        }
    }

    fn get(
        &mut self,
        place: &Place,
        asked: &Asked,
        operation: &Operation,
        received: &Received<'_>,
        answer: &mut Answer,
    ) -> Result<Outcome, Refusal> {
        let options = self.options(received, answer)?;
        let shown: Option<Value> = serde_json::from_slice(answer.response.body()).ok();
        let context = shown.as_ref().and_then(|shown| shown.get("@odata.context"));
        Ok(match (asked, place) {
            (Asked::Values, Place::List(list)) => {
                let body = self.list(list, &options, received, context);
                Some((elsewhere::json(StatusCode::OK, &body), "what is kept"))
            }
            (Asked::Values, Place::Item(_, id) | Place::Single(_, Some(id))) => {
                Some((self.single(*id, &options, received, context), "what is kept"))
            }
            (Asked::Count, Place::List(list)) => Some((number(self.count(list, &options)), "what is kept")),
            (Asked::Call(name), Place::List(list)) if name.eq_ignore_ascii_case("delta") => {
                Some((self.delta(list, &options, received, context), "what changed"))
            }
            (Asked::Stream(name), place) => {
                self.stream(place, name, operation.response.body).map(|response| (response, "a stream that is kept"))
            }
            (Asked::Values | Asked::Count | Asked::Call(_) | Asked::References, _) => None,
        })
    }

    /// The number of items of a list at `/$count`, which needs no page.
    fn counted(&mut self, received: &Received<'_>, answer: &mut Answer) -> Outcome {
        let path = received.uri.split('?').next()?.trim_end_matches('/').strip_suffix("/$count")?;
        let catalogue = &self.mock.catalogue;
        let (template, reading) = catalogue.index.find(path).into_iter().next()?;
        let (operation, route) = (catalogue.operation(template), catalogue.route(template));
        let Steps { steps, .. } = path::steps(operation, &route.template, &reading.arguments)?;
        let Place::List(list) = self.walk(&steps) else { return None };
        match self.options(received, answer) {
            Ok(options) => Some((number(self.count(&list, &options)), "what is kept")),
            Err(error) => Some((error.to_response(), "the options cannot be understood")),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all of them are parts of one request and its answer")]
    fn change_at(
        &mut self,
        place: &Place,
        asked: &Asked,
        operation: &Operation,
        request: &Request<Vec<u8>>,
        received: &Received<'_>,
        answer: &Answer,
        steps: &[Step],
    ) -> Result<Outcome, Refusal> {
        let path = Steps::path(steps);
        let shown: Option<Value> = serde_json::from_slice(answer.response.body()).ok();
        let sent = || received.json().and_then(Value::as_object).cloned().unwrap_or_default();
        if let (Place::Item(_, id) | Place::Single(_, Some(id)), "PATCH" | "PUT" | "DELETE") = (place, received.method)
        {
            self.check(*id, received)?;
        }
        Ok(match (asked, received.method, place) {
            (Asked::References, _, place) => {
                self.refer(place, received)?;
                None
            }
            (Asked::Call(_), "POST", place) => self.begin_upload(place, operation, received, shown),
            (Asked::Stream(name), "PUT" | "PATCH" | "POST", place) => {
                let media_type =
                    received.header(CONTENT_TYPE.as_str()).unwrap_or("application/octet-stream").to_owned();
                let id = match place {
                    Place::Item(_, id) | Place::Single(_, Some(id)) => *id,
                    Place::New(list, name) => self.create(list, self.list_type(list), named(name), None, &path)?,
                    _ => return Ok(None),
                };
                self.put_stream(id, name, &media_type, request.body().clone());
                self.changed(id, answer, received)
            }
            (Asked::Stream(name), "DELETE", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                self.state.entities[*id].streams.remove(name);
                None
            }
            (Asked::Values, "POST", Place::List(list)) => {
                let id = self.create(list, self.made_type(list, operation), sent(), shown.as_ref(), &path)?;
                let mut outcome = self.changed(id, answer, received);
                if let Some((response, _)) =
                    outcome.as_mut().filter(|(response, _)| response.status() == StatusCode::CREATED)
                {
                    let key = Steps::path(&[Step::Key(self.state.entities[id].key.clone(), String::new())]);
                    let (path, _) = received.uri.split_once('?').unwrap_or((received.uri, ""));
                    let address =
                        format!("{}{}{key}", self.links.origin.unwrap_or_default(), path.trim_end_matches('/'));
                    if let Ok(address) = HeaderValue::from_str(&address) {
                        response.headers_mut().insert(LOCATION, address);
                    }
                }
                outcome
            }
            (Asked::Values, "PATCH" | "POST", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                self.merge(*id, sent(), &path);
                self.changed(*id, answer, received)
            }
            (Asked::Values, "PUT", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                let entity = &mut self.state.entities[*id];
                let key = entity.key.clone();
                entity.members.retain(|_, value| value.as_str() == Some(&key) && !key.is_empty());
                self.merge(*id, sent(), &path);
                self.changed(*id, answer, received)
            }
            (Asked::Values, "PUT", Place::Free(list, key)) => {
                let mut sent = sent();
                sent.insert("id".to_owned(), key.as_str().into());
                let id = self.create(list, self.made_type(list, operation), sent, shown.as_ref(), &path)?;
                self.changed(id, answer, received)
            }
            (Asked::Values, "DELETE", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                self.state.remove(*id);
                None
            }
            _ => None,
        })
    }

    /// The answer to a change: the new entity, if the page documents a body.
    fn changed(&mut self, id: usize, answer: &Answer, received: &Received<'_>) -> Outcome {
        let shown: Value = serde_json::from_slice(answer.response.body()).ok()?;
        let context = shown.get("@odata.context");
        let mut bare = Map::new();
        bare.extend(context.map(|context| ("@odata.context".to_owned(), context.clone())));
        let options = Options::read(&received.target.query).unwrap_or_default();
        bare.append(&mut self.entity(id, &options));
        let mut response = answer.response.clone();
        *response.body_mut() = Value::Object(bare).to_string().into();
        Some((read::with_etag(response, &self.state.etag(id)), "what is kept"))
    }

    fn list_type(&self, list: &location::PlaceKey) -> Option<TypeId> {
        self.state.list(list).and_then(|list| list.ty)
    }

    /// The type of the entity that an operation creates.
    fn made_type(&self, list: &location::PlaceKey, operation: &Operation) -> Option<TypeId> {
        let answered = match operation.response.body {
            ResponseBody::Value(ty) if !ty.collection => self.type_of(ty),
            ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
        };
        let sent = match &operation.request {
            RequestBody::Value(ty) => self.type_of(*ty),
            RequestBody::Patch { ty, .. } => Some(*ty),
            RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
        };
        self.list_type(list).or(answered).or(sent)
    }
}

/// The members of an item with this name.
fn named(name: &str) -> Map<String, Value> {
    Map::from_iter([("name".to_owned(), name.into())])
}

fn number(count: usize) -> Response<Vec<u8>> {
    outcome::bytes_of("text/plain", count.to_string().as_bytes())
}
