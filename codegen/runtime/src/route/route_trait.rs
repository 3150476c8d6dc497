//! The trait of all routes.
//!
//! In: what `route!` implements for a type: constants, and functions that return references to its call and body. Out:
//! requests, and values of responses. Invariant: all algorithms are default methods here, not generated.

use super::{Body, Call, Facts, PermissionTable, RequestError, read, request};
use crate::{
    Content, Error, FromResponse, Json, Model, Query,
    query::{Expand, Filter, Order, Property, QueryItems},
    server::{self, BadRequest, RequestResult, ToResponse},
};
use http::{Method, Request, Response};
use std::fmt::Display;

/// The type whose properties the query options of a route can name, such as `Message` for a route that returns pages of
/// messages.
type Item<R> = <<R as Route>::Response as FromResponse>::Item;

/// One documented operation with its arguments.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Route, http::Response};
///
/// let route = CreateMessage::me_messages(Message { subject: Some("Hello".into()), ..Message::default() });
/// let request = route.request("https://graph.microsoft.com/v1.0")?;
/// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/me/messages");
/// assert_eq!(request.body(), br#"{"subject":"Hello"}"#);
///
/// // … send it, and then:
/// let response = Response::builder().status(201).body(br#"{"subject":"Hello","id":"1"}"#.to_vec())?;
/// assert_eq!(route.response(response)?.id.as_deref(), Some("1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Route {
    /// The type of the value of a successful response, such as `Page<Message>`, or `()` if it has no value.
    type Response: FromResponse + ToResponse;
    /// Everything that the page states about the route. `METHOD`, `TEMPLATES` and so on are its fields, one by one.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::FACTS.page, ListMessages::PAGE);
    /// ```
    const FACTS: &'static Facts;
    /// The method of the request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, http::Method};
    /// assert_eq!(CreateMessage::METHOD, Method::POST);
    /// ```
    const METHOD: Method = Self::FACTS.method.method();
    /// Every documented path template, such as `/users/{id}/messages`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::TEMPLATES, ["/me/messages"]);
    /// ```
    const TEMPLATES: &'static [&'static str] = Self::FACTS.templates;
    /// The documented status codes of success.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(CreateMessage::SUCCESS, [201]);
    /// ```
    const SUCCESS: &'static [u16] = Self::FACTS.success;
    /// The permission tables of the page. Several tables are about different resources or cases, which their labels
    /// name. The list is empty if the page has no table.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::PERMISSIONS[0].delegated_work, [["Mail.ReadBasic"], ["Mail.Read"]]);
    /// ```
    const PERMISSIONS: &'static [PermissionTable] = Self::FACTS.permissions;
    /// The permission tables that apply to the template of this call.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, permissions::{Caller, least}};
    /// let route = ListMessages::me_messages();
    /// assert_eq!(least(Caller::DelegatedPersonal, [route.permissions()]).scopes, ["Mail.Read"]);
    /// ```
    fn permissions(&self) -> Vec<&'static PermissionTable> {
        let template = self.call().template();
        let position = Self::TEMPLATES.iter().position(|known| *known == template);
        Self::PERMISSIONS.iter().filter(|table| position.is_none_or(|position| table.is_about(position))).collect()
    }
    /// The path of the page that documents the route, such as `api/user-list-messages.md`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::PAGE, "api/user-list-messages.md");
    /// ```
    const PAGE: &'static str = Self::FACTS.page;

    /// The call (template, arguments, query options and headers), and the body of the request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Body, Route};
    /// let route = ListMessages::me_messages();
    /// let (call, body) = route.parts();
    /// assert_eq!((call.template(), body), ("/me/messages", Body::None));
    /// ```
    fn parts(&self) -> (&Call, Body<'_>);
    /// The path template with its arguments, query options and headers.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let route = ListMessages::me_messages().top(5);
    /// assert_eq!((route.call().template(), route.call().query().next()), ("/me/messages", Some(("$top", "5"))));
    /// ```
    #[inline]
    fn call(&self) -> &Call {
        self.parts().0
    }
    /// The call, to which query options or headers can be added.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let mut route = ListMessages::me_messages();
    /// route.call_mut().set_query("$top", "5".to_owned());
    /// assert_eq!(route.request("https://x")?.uri(), "https://x/me/messages?$top=5");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    fn call_mut(&mut self) -> &mut Call;
    /// The body of the request.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Body, Route};
    /// assert!(matches!(CreateMessage::me_messages(Message::default()).body(), Body::Json(_)));
    /// ```
    #[inline]
    fn body(&self) -> Body<'_> {
        self.parts().1
    }
    /// Makes a route from the call and the body of a request that a server received.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Call, Content, Route};
    /// let body = Content::new("application/json", r#"{"subject":"a"}"#);
    /// let route = CreateMessage::from_parts(Call::new("/me/messages", []), body)?;
    /// assert_eq!(route.body.subject.as_deref(), Some("a"));
    /// # Ok::<(), graph_runtime::server::BadRequest>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the body is missing, or cannot be read as the body that the route sends.
    fn from_parts(call: Call, body: Content) -> RequestResult<Self>
    where
        Self: Sized;

    /// Builds the HTTP request below a service root such as `https://graph.microsoft.com/v1.0`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().request("https://graph.microsoft.com/v1.0")?;
    /// assert_eq!((request.method().as_str(), request.uri().path()), ("GET", "/v1.0/me/messages"));
    /// assert_eq!(request.headers()["accept"], "application/json");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When an argument, a header, the body or the service root cannot be part of a request; see [`RequestError`].
    fn request(&self, service_root: &str) -> Result<Request<Vec<u8>>, RequestError> {
        let (call, body) = self.parts();
        request::build(Self::METHOD, call, body, Self::Response::ACCEPT, service_root)
    }

    /// Reads the response. Every 2xx status is a success, and so is every other status in `SUCCESS` that is below 400.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, http::Response};
    /// let page = ListMessages::me_messages().response(Response::new(br#"{"value":[{"subject":"a"}]}"#.to_vec()))?;
    /// assert_eq!(page.value[0].subject.as_deref(), Some("a"));
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the service reports a failure, or the response cannot be read as [`Self::Response`](Route::Response).
    fn response(&self, response: Response<Vec<u8>>) -> Result<Self::Response, Error>
    where
        Self: Sized,
    {
        read::read(Self::SUCCESS, response)
    }

    /// Reads a request as a route: the inverse of [`request`](Route::request). Of the service root only the path is
    /// used, such as `/v1.0`. If several templates match the path, the one with the most fixed text is chosen, and
    /// among equal ones the first.
    ///
    /// The call has the headers of the request, except those about the transmission or the body (`Content-Length`).
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, http::Request, server::BadRequest};
    /// let read = |request| ListMessages::from_request(request, "/v1.0");
    /// let route = read(Request::get("/v1.0/me/messages?$top=5").body(Vec::new())?)?;
    /// assert_eq!(route, ListMessages::me_messages().top(5));
    /// assert!(matches!(read(Request::get("/v1.0/me").body(Vec::new())?), Err(BadRequest::Path)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the path or the method is not that of the route, or a header or the body cannot be read.
    fn from_request(request: Request<Vec<u8>>, service_root: &str) -> Result<Self, BadRequest>
    where
        Self: Sized,
    {
        let (parts, body) = request.into_parts();
        let (template, reading) = read::template(Self::TEMPLATES, &parts.uri, service_root).ok_or(BadRequest::Path)?;
        if parts.method != Self::METHOD {
            return Err(BadRequest::Method);
        }
        let call = server::call(template, reading, &parts.headers, Self::Response::ACCEPT, !body.is_empty())?;
        Self::from_parts(call, server::content(&parts.headers, body)?)
    }

    /// Sets a query option, such as `$select`. The value is percent-encoded later, in [`request`](Route::request).
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().query("includeHiddenMessages", true).request("https://x")?;
    /// assert_eq!(request.uri().query(), Some("includeHiddenMessages=true"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn query(mut self, name: &str, value: impl Display) -> Self
    where
        Self: Sized,
    {
        self.call_mut().set_query(name, value.to_string());
        self
    }

    /// Sets all query options of a [`Query`]. An option that the route has already is replaced.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, Route};
    ///
    /// let unread = Query::<Message>::new().filter(|m| m.is_read.eq(false)).top(10);
    /// let request = ListMessages::me_messages().with(&unread).request("https://x")?;
    /// assert_eq!(request.uri(), "https://x/me/messages?$filter=isRead%20eq%20false&$top=10");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn with(mut self, query: &Query<Item<Self>>) -> Self
    where
        Self: Sized,
    {
        for (name, value) in query.options() {
            self.call_mut().set_query(name, value.to_owned());
        }
        self
    }

    /// `$select`: the service returns only these properties.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().select(|m| (m.subject, m.from)).top(10).request("https://x")?;
    /// assert_eq!(request.uri(), "https://x/me/messages?$select=subject,from&$top=10");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn select<I>(self, properties: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> I) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
        I: QueryItems<Property<Item<Self>, Json, String>>,
    {
        self.with(&Query::new().select(properties))
    }

    /// `$filter`: items that meet this condition. Replaces an earlier filter; [`Filter::raw`] takes any text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().filter(|m| m.subject.eq("R&D")).request("https://x")?;
    /// assert_eq!(request.uri().query(), Some("$filter=subject%20eq%20'R%26D'"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn filter(self, condition: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> Filter<Item<Self>>) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
    {
        self.with(&Query::new().filter(condition))
    }

    /// `$orderby`: sorts by the first property, items that are equal in it by the second, and so on.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().order_by(|m| [m.subject.asc()]).request("https://x")?;
    /// assert_eq!(request.uri().query(), Some("$orderby=subject"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn order_by<I>(self, orders: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> I) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
        I: QueryItems<Order<Item<Self>>>,
    {
        self.with(&Query::new().order_by(orders))
    }

    /// `$expand`: includes the entities of these navigation properties.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().expand(|m| m.attachments).request("https://x")?;
    /// assert_eq!(request.uri().query(), Some("$expand=attachments"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn expand<I>(self, expansions: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> I) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
        I: QueryItems<Expand<Item<Self>>>,
    {
        self.with(&Query::new().expand(expansions))
    }

    /// `$top`: at most this number of items on a page.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::me_messages().top(5).request("https://x")?.uri().query(), Some("$top=5"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn top(self, items: u64) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().top(items))
    }

    /// `$skip`: leaves out this number of items.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::me_messages().skip(20).request("https://x")?.uri().query(), Some("$skip=20"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn skip(self, items: u64) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().skip(items))
    }

    /// `$search`: items that contain this phrase.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().search("a b").request("https://x")?;
    /// assert_eq!(request.uri().query(), Some("$search=%22a%20b%22"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn search(self, phrase: &str) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().search(phrase))
    }

    /// `$count=true`: the first page has the number of items of the whole collection.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// assert_eq!(ListMessages::me_messages().count().request("https://x")?.uri().query(), Some("$count=true"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn count(self) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().count())
    }

    /// Sets `ConsistencyLevel: eventual` and `$count=true`, which advanced queries on directory objects require.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    ///
    /// let request = ListMessages::me_messages().filter(|m| m.subject.ends_with("!")).advanced().request("https://x")?;
    /// assert_eq!(request.headers()["consistencylevel"], "eventual");
    /// assert_eq!(request.uri().query(), Some("$filter=endswith(subject,'!')&$count=true"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn advanced(self) -> Self
    where
        Self: Sized,
    {
        self.header("ConsistencyLevel", "eventual").count()
    }

    /// Sets a header, such as `Prefer`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Route;
    /// let request = ListMessages::me_messages().header("Prefer", "odata.maxpagesize=2").request("https://x")?;
    /// assert_eq!(request.headers()["prefer"], "odata.maxpagesize=2");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn header(mut self, name: &str, value: impl Display) -> Self
    where
        Self: Sized,
    {
        self.call_mut().set_header(name, value.to_string());
        self
    }
}
