//! The state of a service: what its clients create, change and remove.
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
mod pages;
mod place;
mod read;
mod schema;
mod steps;
mod store;
mod upload;

use super::{Links, elsewhere};
use crate::ODataError;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value};

use list::Options;
pub use outcome::StateAnswer;
use outcome::{Outcome, Refusal, insufficient_storage, shortened};
pub use pages::{Pages, StateRequest};
use place::{Place, RequestContext};
use schema::{ResponseContent, RouteFacts};
pub use schema::{Schema, TypeId};
pub use steps::{PathEnd, Step, Steps};
pub use store::State;

impl State {
    /// Answers a request to an address that the service gave out earlier, such as `/$elsewhere/mock/uploads/7` for an
    /// upload; `None` for any other request.
    #[doc(hidden)]
    pub fn own_address(&mut self, pages: &dyn Pages, links: &Links<'_>, request: &StateRequest<'_>) -> Outcome {
        RequestContext { pages, state: self, links }.own_address(request)
    }

    /// Counts a `GET` of the address of an accepted operation, and returns whether the operation is done by now. `None`
    /// for every other request.
    #[doc(hidden)]
    pub fn ask(&mut self, request: &StateRequest<'_>) -> Option<bool> {
        if request.method == "GET" { self.operations.poll(&request.target.path) } else { None }
    }

    /// Replaces the documented response in `answer` by the one that the state gives, if it gives one. Errors and
    /// responses that the client chose by `Prefer` stay as they are. `is_done` comes from [`State::ask`]: if it is not
    /// `None`, only the status of the operation is written into the documented response.
    #[doc(hidden)]
    pub fn tell(
        &mut self,
        pages: &dyn Pages,
        links: &Links<'_>,
        request: &StateRequest<'_>,
        is_done: Option<bool>,
        answer: &mut StateAnswer,
    ) {
        let mut context = RequestContext { pages, state: self, links };
        if let (Some(is_done), Some(route)) = (is_done, answer.route) {
            context.set_status(route, answer, is_done);
            return;
        }
        let is_failure = answer.response.status().is_client_error() || answer.response.status().is_server_error();
        if is_failure || super::Preference::of(request.headers) != super::Preference::default() {
            return;
        }
        if let Some((response, reason)) = context.answer(request, answer) {
            answer.response = response;
            answer.reason = Some(reason);
        }
        context.accept(answer.route, &mut answer.response);
    }
}

impl RequestContext<'_> {
    /// The answer that the state gives in place of the documented one, with the reason; `None` if the documented answer
    /// stays.
    fn answer(&mut self, request: &StateRequest<'_>, answer: &mut StateAnswer) -> Outcome {
        let pages = self.pages;
        let found =
            answer.route.and_then(|route| Some((route, pages.schema().route(route)?, pages.steps(request, route)?)));
        let Some((number, route, Steps { steps, end })) = found else { return self.counted(request, answer) };
        let place = self.walk(&steps);
        let is_new = matches!(place, Place::New(..)) && request.method != "GET";
        let is_put = matches!(place, Place::Free(..)) && request.method == "PUT";
        let is_set = matches!(place, Place::Single(_, None)) && request.method == "PUT";
        match &place {
            Place::Elsewhere(..) => return None,
            Place::Missing | Place::Free(..) | Place::New(..) | Place::Single(_, None)
                if !(is_new || is_put || is_set) =>
            {
                let path = shortened(&request.target.path);
                let message = format!("nothing is at `{path}`: no page shows it, and no client made it");
                let error = ODataError::new(StatusCode::NOT_FOUND, "itemNotFound", message);
                return Some((error.to_response(), "nothing is there"));
            }
            _ => {}
        }
        let outcome = match request.method {
            "GET" => self.get(&place, &end, route, request, answer),
            _ if !self.state.has_room(2 * request.body.len()) => Ok(Some((insufficient_storage(), "too much is kept"))),
            _ => {
                self.state.add_size(2 * request.body.len());
                self.change_at(&place, &end, (number, route), request, answer, &steps)
            }
        };
        outcome.unwrap_or_else(|error| Some((error.to_response(), "the stored state does not allow the request")))
    }

    /// Parses the query options of a request. If one is invalid, a lenient service (see [`Pages::is_lenient`]) ignores
    /// all of them and adds a warning to `answer`; otherwise the request is refused with status 400.
    fn options(&self, request: &StateRequest<'_>, answer: &mut StateAnswer) -> Result<Options, Refusal> {
        match Options::read(&request.target.query) {
            Ok(options) => Ok(options),
            Err(reason) if self.pages.is_lenient() => {
                answer.warnings.push(reason);
                Ok(Options::default())
            }
            Err(reason) => Err(Box::new(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", reason))),
        }
    }

    fn get(
        &mut self,
        place: &Place,
        end: &PathEnd,
        route: &RouteFacts,
        request: &StateRequest<'_>,
        answer: &mut StateAnswer,
    ) -> Result<Outcome, Refusal> {
        let options = self.options(request, answer)?;
        let shown: Option<Value> = serde_json::from_slice(answer.response.body()).ok();
        let context = shown.as_ref().and_then(|shown| shown.get("@odata.context"));
        Ok(match (end, place) {
            (PathEnd::Values, Place::List(list)) => {
                let body = self.list(list, &options, request, context);
                Some((elsewhere::json(StatusCode::OK, &body), "what is kept"))
            }
            (PathEnd::Values, Place::Item(_, id) | Place::Single(_, Some(id))) => {
                Some((self.single(*id, &options, request, context), "what is kept"))
            }
            (PathEnd::Count, Place::List(list)) => Some((number(self.count(list, &options)), "what is kept")),
            (PathEnd::Call(name), Place::List(list)) if name.eq_ignore_ascii_case("delta") => {
                Some((self.delta(list, &options, request, context), "what changed"))
            }
            (PathEnd::Stream(name), place) => {
                self.stream(place, name, route.answer).map(|response| (response, "a stored stream"))
            }
            (PathEnd::Values | PathEnd::Count | PathEnd::Call(_) | PathEnd::References, _) => None,
        })
    }

    /// The answer to a request such as `/users/$count` if no page documents it: the number of items of the list. `None`
    /// if the path does not end with `/$count`, or no list is before it.
    fn counted(&mut self, request: &StateRequest<'_>, answer: &mut StateAnswer) -> Outcome {
        let path = request.uri.split('?').next()?.trim_end_matches('/').strip_suffix("/$count")?;
        let Steps { steps, .. } = self.pages.steps_of(path)?;
        let Place::List(list) = self.walk(&steps) else { return None };
        match self.options(request, answer) {
            Ok(options) => Some((number(self.count(&list, &options)), "what is kept")),
            Err(error) => Some((error.to_response(), "the query options cannot be understood")),
        }
    }

    fn change_at(
        &mut self,
        place: &Place,
        end: &PathEnd,
        (number, route): (usize, &RouteFacts),
        request: &StateRequest<'_>,
        answer: &StateAnswer,
        steps: &[Step],
    ) -> Result<Outcome, Refusal> {
        let path = Steps::path(steps);
        let shown: Option<Value> = serde_json::from_slice(answer.response.body()).ok();
        let sent = || request.json.and_then(Value::as_object).cloned().unwrap_or_default();
        if let (Place::Item(_, id) | Place::Single(_, Some(id)), "PATCH" | "PUT" | "DELETE") = (place, request.method) {
            self.check(*id, request)?;
        }
        Ok(match (end, request.method, place) {
            (PathEnd::References, _, place) => {
                self.change_reference(place, request)?;
                None
            }
            (PathEnd::Call(_), "POST", place) => self.begin_upload(place, route, request, shown),
            (PathEnd::Stream(name), "PUT" | "PATCH" | "POST", place) => {
                let media_type = request.header(CONTENT_TYPE).unwrap_or("application/octet-stream").to_owned();
                let id = match place {
                    Place::Item(_, id) | Place::Single(_, Some(id)) => *id,
                    Place::New(list, name) => {
                        self.create(list, self.list_type(list), new_file_members(name), None, &path)?
                    }
                    _ => return Ok(None),
                };
                self.put_stream(id, name, &media_type, request.body.to_vec());
                self.changed(id, answer, request)
            }
            (PathEnd::Stream(name), "DELETE", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                self.state.entities[*id].streams.remove(name);
                None
            }
            (PathEnd::Values, "POST", Place::List(list)) => {
                let id = self.create(
                    list,
                    self.made_type(list, route),
                    sent(),
                    shown.as_ref().map(|shown| (number, shown)),
                    &path,
                )?;
                let mut outcome = self.changed(id, answer, request);
                if let Some((response, _)) =
                    outcome.as_mut().filter(|(response, _)| response.status() == StatusCode::CREATED)
                {
                    let key = Steps::path(&[Step::Key(self.state.entities[id].key.clone(), String::new())]);
                    let (path, _) = request.uri.split_once('?').unwrap_or((request.uri, ""));
                    let address =
                        format!("{}{}{key}", self.links.origin.unwrap_or_default(), path.trim_end_matches('/'));
                    if let Ok(address) = HeaderValue::from_str(&address) {
                        response.headers_mut().insert(LOCATION, address);
                    }
                }
                outcome
            }
            (PathEnd::Values, "PATCH" | "POST", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                self.merge(*id, sent(), &path);
                self.changed(*id, answer, request)
            }
            (PathEnd::Values, "PUT", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                let entity = &mut self.state.entities[*id];
                let key = entity.key.clone();
                entity.members.retain(|_, value| value.as_str() == Some(&key) && !key.is_empty());
                self.merge(*id, sent(), &path);
                self.changed(*id, answer, request)
            }
            (PathEnd::Values, "PUT", Place::Free(list, key)) => {
                let mut sent = sent();
                sent.insert("id".to_owned(), key.as_str().into());
                let id = self.create(
                    list,
                    self.made_type(list, route),
                    sent,
                    shown.as_ref().map(|shown| (number, shown)),
                    &path,
                )?;
                self.changed(id, answer, request)
            }
            (PathEnd::Values, "DELETE", Place::Item(_, id) | Place::Single(_, Some(id))) => {
                self.state.remove(*id);
                None
            }
            _ => None,
        })
    }

    /// The answer to a change: the entity as it is now. `None`, so that the documented answer stays, if that answer has
    /// no JSON body.
    fn changed(&mut self, id: usize, answer: &StateAnswer, request: &StateRequest<'_>) -> Outcome {
        let shown: Value = serde_json::from_slice(answer.response.body()).ok()?;
        let context = shown.get("@odata.context");
        let mut bare = Map::new();
        bare.extend(context.map(|context| ("@odata.context".to_owned(), context.clone())));
        let options = Options::read(&request.target.query).unwrap_or_default();
        bare.append(&mut self.entity(id, &options));
        let mut response = answer.response.clone();
        *response.body_mut() = Value::Object(bare).to_string().into();
        Some((read::with_etag(response, &self.state.etag(id)), "what is kept"))
    }

    fn list_type(&self, list: &location::PlaceKey) -> Option<TypeId> {
        self.state.list(list).and_then(|list| list.ty)
    }

    /// The type of the entity that a route creates: the type of the list's items, or else the type of the response,
    /// or else the type of the request body. `None` if all three are unknown.
    fn made_type(&self, list: &location::PlaceKey, route: &RouteFacts) -> Option<TypeId> {
        let answered = match route.answer {
            ResponseContent::Value(reach) if !reach.is_list => reach.ty,
            ResponseContent::Value(_)
            | ResponseContent::Nothing
            | ResponseContent::Stream
            | ResponseContent::Redirect => None,
        };
        self.list_type(list).or(answered).or(route.sends)
    }
}

/// The members of a new file or folder: only its `name`.
fn new_file_members(name: &str) -> Map<String, Value> {
    Map::from_iter([("name".to_owned(), name.into())])
}

fn number(count: usize) -> Response<Vec<u8>> {
    outcome::bytes_of("text/plain", count.to_string().as_bytes())
}
