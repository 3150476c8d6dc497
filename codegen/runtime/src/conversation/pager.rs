//! Follows a collection from page to page.
//!
//! In: a route that returns a page, and the responses of the service. Out: the request for each page. Invariant: every
//! request goes to an address below the service root. Memory does not grow with the number of pages.

mod cycle;

use crate::{Error, LinkError, Page, RequestError, Route, Value, route::link};
use cycle::Cycle;
use http::{
    Method, Request, Response,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};

/// The pages of a collection, one request after the other. The caller sends the requests.
///
/// The first request is the request of the route. Each later one is a `GET` of the `@odata.nextLink` on the page
/// before, with the headers of the first request (`Prefer`, `ConsistencyLevel`) and without its body. A link outside of
/// the service root is an error that names its host, because headers of the caller, such as a token, must not go there.
/// A link that was followed before is an error too. `410 Gone` means that the service has dropped a delta link;
/// [`ODataError::location`](crate::ODataError::location) is then the link to [`resume`](Self::resume) from.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Pager, Route, http::{Request, Response}};
///
/// # fn send(request: Request<Vec<u8>>) -> Response<Vec<u8>> {
/// #     let more = r#","@odata.nextLink":"https://graph.microsoft.com/v1.0/me/messages?$skip=1""#;
/// #     let more = if request.uri().query().is_some_and(|query| query.contains("skip")) { "" } else { more };
/// #     Response::new(format!(r#"{{"value":[{{"subject":"a"}}]{more}}}"#).into_bytes())
/// # }
/// let mut pager = Pager::new(ListMessages::me_messages().top(1), "https://graph.microsoft.com/v1.0");
/// let mut subjects = Vec::new();
/// while let Some(request) = pager.next_request() {
///     let page = pager.accept(send(request?))?;
///     subjects.extend(page.value.into_iter().filter_map(|message| message.subject));
/// }
/// assert_eq!(subjects, ["a", "a"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pager<R> {
    route: R,
    service_root: String,
    state: State,
    delta_link: Option<String>,
    cycle: Cycle,
}

#[derive(Clone, Debug)]
enum State {
    First,
    Next(String),
    Refused(LinkError),
    Done,
}

impl<R> Pager<R> {
    /// A pager that begins with the first page.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Pager;
    /// let mut pager = Pager::new(ListMessages::me_messages(), "https://x/v1.0");
    /// let first = pager.next_request().expect("there is a first page")?;
    /// assert_eq!(first.uri(), "https://x/v1.0/me/messages");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn new(route: R, service_root: impl Into<String>) -> Self {
        Self {
            route,
            service_root: service_root.into(),
            state: State::First,
            delta_link: None,
            cycle: Cycle::default(),
        }
    }

    /// A pager that begins at `link`: a [cursor](Self::cursor) that was stored, or the [delta link](Self::delta_link)
    /// of an earlier delta query.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{LinkError, Pager, RequestError, Route};
    ///
    /// let route = || ListMessages::me_messages().header("Prefer", "odata.maxpagesize=2");
    /// let mut pager = Pager::resume(route(), "https://x/v1.0", "https://x/v1.0/me/messages?$deltatoken=7");
    /// let request = pager.next_request().expect("there is a page to ask for")?;
    /// assert_eq!(request.uri(), "https://x/v1.0/me/messages?$deltatoken=7");
    /// assert_eq!(request.headers()["prefer"], "odata.maxpagesize=2");
    ///
    /// let mut pager = Pager::resume(route(), "https://x/v1.0", "https://evil.example/v1.0/me/messages");
    /// let refused = LinkError::Foreign { host: "evil.example".to_owned() };
    /// assert_eq!(pager.next_request().and_then(Result::err), Some(RequestError::Link(refused)));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn resume(route: R, service_root: impl Into<String>, link: &str) -> Self {
        let mut pager = Self::new(route, service_root);
        pager.go_to(link);
        pager
    }

    /// The link to the next page, to be stored for [`resume`](Self::resume). `None` before the first page and after the
    /// last.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Pager, http::Response};
    ///
    /// let mut pager = Pager::new(ListMessages::me_messages(), "https://x/v1.0");
    /// assert_eq!(pager.cursor(), None);
    /// let page = br#"{"value":[],"@odata.nextLink":"https://x/v1.0/me/messages?$skip=10"}"#;
    /// pager.accept(Response::new(page.to_vec()))?;
    /// assert_eq!(pager.cursor(), Some("https://x/v1.0/me/messages?$skip=10"));
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    pub fn cursor(&self) -> Option<&str> {
        match &self.state {
            State::Next(link) => Some(link),
            State::First | State::Refused(_) | State::Done => None,
        }
    }

    /// The `@odata.deltaLink` on the last page of a delta query. A request to it returns the changes since this query.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Pager, http::Response};
    /// let mut pager = Pager::new(ListMessages::me_messages(), "https://x/v1.0");
    /// let last = br#"{"value":[],"@odata.deltaLink":"https://x/v1.0/me/messages?$deltatoken=7"}"#;
    /// pager.accept(Response::new(last.to_vec()))?;
    /// assert!(pager.next_request().is_none());
    /// // To be kept until the next round, which begins with `Pager::resume`.
    /// assert_eq!(pager.delta_link(), Some("https://x/v1.0/me/messages?$deltatoken=7"));
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    /// The route of the first request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Pager, Route};
    /// let pager = Pager::new(ListMessages::me_messages().top(5), "https://x/v1.0");
    /// assert_eq!(pager.route().call().template(), "/me/messages");
    /// ```
    pub fn route(&self) -> &R {
        &self.route
    }

    fn go_to(&mut self, link: &str) {
        let checked = link::resolve(link, &self.service_root).and_then(|_| self.cycle.visit(link));
        self.state = match checked {
            Ok(()) => State::Next(link.to_owned()),
            Err(refused) => State::Refused(refused),
        };
    }
}

impl<T, R> Pager<R>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    /// The request for the next page; `None` after the last. It stays the same until its response is accepted, so a
    /// caller can repeat it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Pager, http::Response};
    /// let mut pager = Pager::new(ListMessages::me_messages(), "https://x/v1.0");
    /// let first = pager.next_request().expect("there is a first page")?;
    /// // It was not answered, and is asked for again.
    /// assert_eq!(pager.next_request().expect("the same again")?.uri(), first.uri());
    /// pager.accept(Response::new(br#"{"value":[]}"#.to_vec()))?;
    /// assert!(pager.next_request().is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built, or the link to the next page is not allowed. After such a link the pager ends.
    pub fn next_request(&mut self) -> Option<Result<Request<Vec<u8>>, RequestError>> {
        match &self.state {
            State::First => Some(self.route.request(&self.service_root)),
            State::Next(link) => Some(self.follow(link)),
            State::Refused(error) => {
                let error = error.clone();
                self.state = State::Done;
                Some(Err(RequestError::Link(error)))
            }
            State::Done => None,
        }
    }

    /// Reads the response to the last request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Pager, http::Response};
    /// let mut pager = Pager::new(ListMessages::me_messages(), "https://x/v1.0");
    /// let busy = Response::builder().status(503).body(Vec::new())?;
    /// assert!(pager.accept(busy).is_err());
    /// // The caller has sent the request again, and got the page.
    /// let page = pager.accept(Response::new(br#"{"value":[{"subject":"a"}]}"#.to_vec()))?;
    /// assert_eq!(page.value[0].subject.as_deref(), Some("a"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the response is not a page. [`next_request`](Self::next_request) then returns the same request again, so
    /// the caller can repeat it.
    pub fn accept(&mut self, response: Response<Vec<u8>>) -> Result<Page<T>, Error> {
        let page = self.route.response(response)?;
        self.delta_link = page.delta_link().map(str::to_owned);
        match page.next_link() {
            Some(link) => self.go_to(link),
            None => self.state = State::Done,
        }
        Ok(page)
    }

    fn follow(&self, link: &str) -> Result<Request<Vec<u8>>, RequestError> {
        let mut request = self.route.request(&self.service_root)?;
        *request.uri_mut() = link::resolve(link, &self.service_root).map_err(RequestError::Link)?;
        *request.method_mut() = Method::GET;
        request.body_mut().clear();
        for name in [CONTENT_TYPE, CONTENT_LENGTH] {
            request.headers_mut().remove(name);
        }
        Ok(request)
    }
}
