//! A mock service made of the pages.
//!
//! In: the model, then requests. Out: answers. A request that the pages allow gets the documented response; any other
//! gets an `ODataError` that says what is wrong and names the page. Invariant: equal requests get equal answers. A
//! request that equals an example gets the response of that example. For any other request the pages that document the
//! path and allow the request are compared: the page about the answered type is chosen, and of its examples the one
//! that is most like the request. Only the [`State`] of the caller persists between requests. There is no socket here.

mod answer;
mod catalogue;
mod choice;
mod demand;
mod options;
mod received;
mod shown;
mod state;

use std::collections::BTreeSet;

use graph_runtime::ODataError;
use graph_runtime::http::header::CONTENT_TYPE;
use graph_runtime::http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
pub use graph_runtime::server::state::State;
use graph_runtime::server::{IncomingBatch, Links, Preference, RequestTarget, elsewhere, origin, protocol};

use crate::api::{self, Api, Operation, ResponseBody};
pub use options::Options;

use catalogue::{Catalogue, same_type};
use choice::{Choice, nearest};
use received::Received;

/// The documented operations of an API, as a service.
///
/// ```
/// use graph_codegen::mock::Mock;
/// use graph_codegen::source::{Source, Sources};
/// use graph_runtime::http::Request;
///
/// let page = [
///     "---", "title: List widgets", "---", "# List widgets", "## HTTP request", "```http", "GET /widgets", "```",
///     "## Response", "### Response", "```http", "HTTP/1.1 200 OK", "", r#"{"value": [{"size": 3}]}"#, "```",
/// ];
/// let sources = Sources::new(vec![Source::from_bytes("api/widget-list.md", page.join("\n").into())]);
/// let mock = Mock::new(graph_codegen::read(&sources).api);
///
/// let answer = mock.reply(&Request::get("/v1.0/widgets").body(Vec::new())?);
/// assert_eq!((answer.response.status().as_u16(), answer.page.as_deref()), (200, Some("api/widget-list.md")));
/// assert_eq!(mock.answer(&Request::delete("/widgets").body(Vec::new())?).status(), 405);
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Mock {
    catalogue: Catalogue,
}

/// The mock's response to a request, with the page and the example that it comes from.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The method and the target of the request: `GET /v1.0/users`.
    pub request: String,
    /// The response.
    pub response: Response<Vec<u8>>,
    /// The path of the page that the response comes from; `None` if no page documents the request.
    pub page: Option<String>,
    /// Which example of that page was used: 1 for the first example with the same method. `None` if the response is
    /// made without an example.
    pub example: Option<usize>,
    /// Why this page and this example were chosen, in words for the log.
    pub reason: String,
    /// What a lenient mock accepted although the pages do not allow it.
    pub warnings: Vec<String>,
    /// The answers to the requests of a batch; empty for any other request.
    pub parts: Vec<Answer>,
}

/// Returns the caller's own response to a request in place of the mock's, or `None` to let the mock answer.
type OwnAnswer<'a> = &'a dyn Fn(&Request<Vec<u8>>) -> Option<Response<Vec<u8>>>;

impl Mock {
    /// A mock that refuses requests that the pages do not allow.
    #[must_use]
    pub fn new(api: Api) -> Mock {
        Mock::with(api, Options::default())
    }

    /// A mock with these options, for instance one that also checks the token of each request.
    #[must_use]
    pub fn with(api: Api, options: Options) -> Mock {
        Mock { catalogue: Catalogue::of(api, options) }
    }

    /// The response to a request: see [`Mock::reply`].
    #[must_use]
    pub fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.reply(request).response
    }

    /// The answer to a request below the service root, with or without a version in front. A `POST` to `/$batch`, which
    /// needs no page, is answered with the responses to its requests. The headers `Mock-Page` and `Mock-Example` name
    /// the page and the number of the example; `Mock-Warning` says what a lenient mock accepted.
    #[must_use]
    pub fn reply(&self, request: &Request<Vec<u8>>) -> Answer {
        self.reply_unless(request, None, &|_| None)
    }

    /// Like [`Mock::reply`], but first `answered` is called, which may return the response itself. This is done for
    /// each request of a batch too. With a state, the mock records what requests create, change and remove, and
    /// answers from these records. Use a state with one mock only.
    #[must_use]
    pub fn reply_unless(
        &self,
        request: &Request<Vec<u8>>,
        mut state: Option<&mut State>,
        answered: OwnAnswer<'_>,
    ) -> Answer {
        let mut one = |request: &Request<Vec<u8>>| match (answered(request), &mut state) {
            (Some(response), _) => Answer::of(request, response, "a fault"),
            (None, Some(state)) => self.one_in(state, request),
            (None, None) => self.one(request),
        };
        if !IncomingBatch::is_batch(request) {
            return Self::complete(request, one(request));
        }
        let mut parts = Vec::new();
        let response = match IncomingBatch::read(request) {
            Ok(mut batch) => {
                while let Some(request) = batch.next_request() {
                    let answer = Self::complete(&request, one(&request));
                    batch.answer(&answer.response);
                    parts.push(answer);
                }
                batch.into_response()
            }
            Err(refusal) => *refusal,
        };
        Self::complete(request, Answer { parts, ..Answer::of(request, response, "a batch") })
    }

    /// Adds the headers `Mock-Page`, `Mock-Example` and `Mock-Warning` where there is something to say, and what HTTP
    /// requires of the answer.
    fn complete(request: &Request<Vec<u8>>, mut answer: Answer) -> Answer {
        let headers = answer.response.headers_mut();
        let mut say = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.append(HeaderName::from_static(name), value);
            }
        };
        answer.page.iter().for_each(|page| say("mock-page", page));
        answer.example.iter().for_each(|example| say("mock-example", &example.to_string()));
        answer.warnings.iter().for_each(|warning| say("mock-warning", warning));
        protocol::complete(request.method(), request.headers(), &mut answer.response);
        answer
    }

    fn one(&self, request: &Request<Vec<u8>>) -> Answer {
        if let Some(response) = protocol::answer(request) {
            return Answer::of(request, response, "HTTP itself decides");
        }
        let Some(received) = Received::read(request) else {
            let error = ODataError::new(
                StatusCode::BAD_REQUEST,
                "badRequest",
                "a percent escape of the target does not decode to text",
            );
            return Answer::of(request, error.to_response(), "the target cannot be decoded");
        };
        if let Some(response) = elsewhere::answer(request.method(), &received.target.path, request.headers()) {
            return Answer::of(request, response, "an address outside the service");
        }
        let origin = origin(request);
        let serves = |target: &str| self.serves(target);
        let links = Links { origin: origin.as_deref(), target: &received.target, serves: &serves };
        self.found(request, &received, &links).0
    }

    /// Whether the mock can answer `GET` for this target. Links in responses are only changed to targets that it can
    /// answer.
    fn serves(&self, target: &str) -> bool {
        let Some(RequestTarget { path, .. }) = RequestTarget::parse(target) else { return false };
        let is_get = |operation: &Operation| operation.method == api::Method::Get;
        let catalogue = &self.catalogue;
        catalogue.index.find(target).iter().any(|(template, _)| is_get(catalogue.operation(*template)))
            || catalogue.examples.operations(&path).iter().any(|index| is_get(&catalogue.api.operations[*index]))
            || same_type::find(catalogue, target, is_get).is_some()
    }

    /// The answer to one request that is not a batch, and the index of the operation whose page the answer comes
    /// from. The index is `None` if no page documents the request.
    fn found(&self, request: &Request<Vec<u8>>, received: &Received<'_>, links: &Links<'_>) -> (Answer, Option<usize>) {
        let catalogue = &self.catalogue;
        let choice = choice::with_equal_request(catalogue, received).or_else(|| choice::choose(catalogue, received));
        let choice = choice.or_else(|| choice::shown_alone(catalogue, received));
        match choice.or_else(|| choice::of_same_type(catalogue, received)) {
            Some(choice) => {
                let operation = Some(choice.operation);
                (self.chosen(request, received, choice, links), operation)
            }
            None => (self.unanswered(request, received), None),
        }
    }

    fn unanswered(&self, request: &Request<Vec<u8>>, received: &Received<'_>) -> Answer {
        let catalogue = &self.catalogue;
        if let Some(answer) = self.count_of_list(request, received) {
            return answer;
        }
        let found = catalogue.index.find(received.uri);
        let mut allowed: BTreeSet<&str> =
            found.iter().map(|(template, _)| catalogue.operation(*template).method.as_str()).collect();
        if *request.method() == Method::OPTIONS {
            let is_method = |known: &'static str| {
                same_type::find(catalogue, received.uri, |operation| operation.method.as_str() == known).is_some()
            };
            allowed.extend(["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().filter(|method| is_method(method)));
        }
        let response = protocol::undocumented(request, &allowed);
        let reason = match response.status() {
            StatusCode::NOT_FOUND => "no page documents the path",
            StatusCode::METHOD_NOT_ALLOWED => "no page documents the method for the path",
            _ => "the documented methods",
        };
        Answer::of(request, response, reason)
    }

    /// The number of items of a documented list: the answer to `/$count` after the path of the list (OData 4.01 URL
    /// Conventions, section 4.8). `None` for any other request.
    fn count_of_list(&self, request: &Request<Vec<u8>>, received: &Received<'_>) -> Option<Answer> {
        let (path, query) = received.uri.split_once('?').unwrap_or((received.uri, ""));
        let list = format!("{}?{query}", path.trim_end_matches('/').strip_suffix("/$count")?);
        let mut list_request = Request::get(list).body(Vec::new()).ok()?;
        *list_request.headers_mut() = request.headers().clone();
        let received = Received::read(&list_request).filter(|_| received.method == "GET")?;
        let choice = choice::choose(&self.catalogue, &received)?;
        let operation = &self.catalogue.api.operations[choice.operation];
        let is_list = matches!(operation.response.body, ResponseBody::Value(ty) if ty.collection);
        let links = Links { origin: None, target: &received.target, serves: &|_| true };
        let mut answer = is_list.then(|| self.chosen(&list_request, &received, choice, &links))?;
        if answer.response.status() == StatusCode::OK {
            let body: serde_json::Value = serde_json::from_slice(answer.response.body()).ok()?;
            let count = body.get("value").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
            *answer.response.body_mut() = count.to_string().into();
            answer.response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
            answer.reason = "the number of items of the list".to_owned();
        }
        answer.request = Answer::of(request, Response::default(), "").request;
        Some(answer)
    }

    /// The answer of the page that was chosen for a request, changed as the header `Prefer` of the request asks.
    fn chosen(
        &self,
        request: &Request<Vec<u8>>,
        received: &Received<'_>,
        choice: Choice<'_>,
        links: &Links<'_>,
    ) -> Answer {
        let Catalogue { api, examples, options, .. } = &self.catalogue;
        let operation = &api.operations[choice.operation];
        let page = Some(api[operation.page].path.clone());
        let mut errors = choice.errors.into_iter();
        let mut warnings = Vec::from_iter(choice.instead);
        if options.lenient {
            warnings.extend(errors.by_ref().filter_map(|error| error.message));
        } else if let Some(error) = errors.next() {
            let reason = error.message.clone().unwrap_or_default();
            return Answer { page, ..Answer::of(request, error.to_response(), reason) };
        }
        let examples = examples.of_operation(choice.operation);
        let preference = Preference::of(received.headers);
        let preferred = match (preference.example, preference.code) {
            (Some(number), _) => examples.iter().find(|shown| shown.number == number),
            (None, Some(code)) => {
                let has_code = examples.iter().filter(|shown| shown.response.status == code);
                nearest::first_of_best(has_code, received).map(|(_, shown)| shown)
            }
            (None, None) => None,
        };
        let (shown, reason) = match preferred {
            Some(shown) => (Some(shown), "the example that the request prefers"),
            None => (choice.shown, choice.reason),
        };
        let mut reason = reason.to_owned();
        if let (None, ResponseBody::Value(ty)) = (shown, operation.response.body)
            && let Some(example) = answer::of_another_page(api, ty)
        {
            reason += &format!("; this body of its type is that of `{}`", api[example.page].path);
        }
        let is_own = preferred.is_none() && choice.is_own;
        let mut response = match shown {
            Some(shown) => answer::adapted_example(api, operation, shown, links, is_own),
            None => answer::documented(api, operation, links),
        };
        if preferred.is_none() && !is_own {
            answer::completed::complete(api, operation, received.json(), &mut response);
        }
        let mut example = shown.map(|shown| shown.number);
        if let Some(status) = preference.code.map(answer::code).filter(|status| *status != response.status()) {
            example = None;
            if status.is_client_error() || status.is_server_error() {
                let code = status.canonical_reason().unwrap_or("error").replace(' ', "");
                response = ODataError::new(status, code, "the request prefers this error").to_response();
            } else {
                *response.status_mut() = status;
            }
        }
        Answer { page, example, warnings, ..Answer::of(request, response, reason) }
    }
}

impl Answer {
    fn of(request: &Request<Vec<u8>>, response: Response<Vec<u8>>, reason: impl Into<String>) -> Answer {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        Answer {
            request: format!("{} {target}", request.method()),
            response,
            page: None,
            example: None,
            reason: reason.into(),
            warnings: Vec::new(),
            parts: Vec::new(),
        }
    }
}
