//! Routes: requests are built and responses are read, and nobody is called.
//!
//! In: a route with its arguments. Out: an `http::Request`; from an `http::Response`, the value or the error in it.
//! Invariant: whatever the arguments say, the request goes to the documented template under the given service root.

mod call;
pub(crate) mod encode;
mod facts;
mod macros;
mod parts;
mod pattern;
mod request;
mod symbols;
mod template;

pub use call::Call;
pub use facts::{Facts, PermissionTable, Verb};
#[doc(hidden)]
pub use macros::debug;
pub use pattern::{Pattern, Reading};
pub use request::RequestError;
pub(crate) use request::under;

use crate::{
    Content, Error, FromResponse, Model, Query, View,
    query::{Expand, Filter, Order, Property},
    server::{self, BadRequest, Read, ToResponse},
};
use http::{Method, Request, Response, Uri};
use std::fmt::Display;

/// What the query options of a route are about.
type Item<R> = <<R as Route>::Response as FromResponse>::Item;

/// One documented operation with its arguments.
///
/// ```
/// use graph_runtime::{Call, Route, http::Response};
/// # use graph_runtime::{Annotations, Extra};
/// # #[derive(Clone, Default)]
/// # pub struct Message { pub subject: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// # graph_runtime::object! { Message: "microsoft.graph.message", bases []; subject = "subject" }
///
/// pub struct CreateMessage { call: Call, pub body: Message }
/// graph_runtime::route! {
///     CreateMessage: POST, response Message, success [201], page "api/user-post-messages.md",
///     templates ["/me/messages", "/users/{id}/messages"],
///     permissions [
///         "" {
///             delegated_work [["Mail.ReadWrite"]],
///             delegated_personal [["Mail.ReadWrite"]],
///             application [["Mail.ReadWrite"]],
///         },
///     ],
///     body json body
/// }
/// impl CreateMessage {
///     pub fn users_messages(id: impl Into<String>, body: Message) -> Self {
///         Self { call: Call::new(Self::TEMPLATES[1], [id.into()]), body }
///     }
/// }
///
/// let body = Message { subject: Some("Hello".into()), ..Message::default() };
/// let route = CreateMessage::users_messages("a/b@contoso.com", body).query("$select", "id");
/// let request = route.request("https://graph.microsoft.com/v1.0")?;
/// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/users/a%2Fb@contoso.com/messages?$select=id");
/// assert_eq!(request.body(), br#"{"subject":"Hello"}"#);
///
/// // … send it, and then:
/// let response = Response::builder().status(201).body(br#"{"subject":"Hello","id":"1"}"#.to_vec())?;
/// assert_eq!(route.response(response)?.subject.as_deref(), Some("Hello"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Route {
    /// What a successful response holds.
    type Response: FromResponse + ToResponse;
    /// What the page says: the constants below have it one by one.
    const FACTS: &'static Facts;
    /// The method of the request.
    const METHOD: Method = Self::FACTS.method.method();
    /// Every documented template, with placeholders in braces.
    const TEMPLATES: &'static [&'static str] = Self::FACTS.templates;
    /// The documented status codes of success.
    const SUCCESS: &'static [u16] = Self::FACTS.success;
    /// What a caller needs to be granted: the permission tables of the page. Several are for different resources or cases,
    /// which their labels tell; none says that the page has no table.
    const PERMISSIONS: &'static [PermissionTable] = Self::FACTS.permissions;
    /// The page the route is documented on.
    const PAGE: &'static str = Self::FACTS.page;

    /// The call, and what the request carries.
    fn parts(&self) -> (&Call, Body<'_>);
    /// The call, to be changed.
    fn call_mut(&mut self) -> &mut Call;
    /// The template with its arguments, and what was added.
    #[inline]
    fn call(&self) -> &Call {
        self.parts().0
    }
    /// What the request carries.
    #[inline]
    fn body(&self) -> Body<'_> {
        self.parts().1
    }
    /// The route of a call with the body of its request.
    ///
    /// # Errors
    ///
    /// When the body is not what the route sends.
    fn from_parts(call: Call, body: Content) -> Read<Self>
    where
        Self: Sized;

    /// Builds the request under a service root such as `https://graph.microsoft.com/v1.0`.
    ///
    /// # Errors
    ///
    /// When an argument or a header cannot be part of a request.
    fn request(&self, service_root: &str) -> Result<Request<Vec<u8>>, RequestError> {
        let (call, body) = self.parts();
        request::build(Self::METHOD, call, body, Self::Response::ACCEPT, service_root)
    }

    /// Reads the response. Every 2xx status is a success, and so is a documented one.
    ///
    /// # Errors
    ///
    /// When the service reports a failure, or the response is not one of this route.
    fn response(&self, response: Response<Vec<u8>>) -> Result<Self::Response, Error>
    where
        Self: Sized,
    {
        read::<Self>(response)
    }

    /// Reads a request that was made below a service root, such as `https://graph.microsoft.com/v1.0` or `/v1.0`, of which the
    /// path counts: the inverse of [`request`](Route::request). Where several templates fit the path, the one with most fixed
    /// text is meant, of two alike the first.
    ///
    /// Headers become part of the call, except those that say how the message is carried.
    ///
    /// # Errors
    ///
    /// When the request is not one of this route, or its body cannot be read.
    fn from_request(request: Request<Vec<u8>>, service_root: &str) -> Result<Self, BadRequest>
    where
        Self: Sized,
    {
        let (parts, body) = request.into_parts();
        let (template, reading) = read_path(Self::TEMPLATES, &parts.uri, service_root).ok_or(BadRequest::Path)?;
        if parts.method != Self::METHOD {
            return Err(BadRequest::Method);
        }
        let call = server::call(template, reading, &parts.headers, Self::Response::ACCEPT, !body.is_empty())?;
        Self::from_parts(call, server::content(&parts.headers, body)?)
    }

    /// Sets a query option, such as `$select`; the value is encoded.
    #[must_use]
    fn query(mut self, name: &str, value: impl Display) -> Self
    where
        Self: Sized,
    {
        self.call_mut().set_query(name, value.to_string());
        self
    }

    /// Sets the options of a query, which several requests may have in common.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); }
    /// # use api::*;
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

    /// `$select`: these properties only.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); }
    /// # use api::*;
    /// use graph_runtime::{Route, http::Uri};
    ///
    /// let route = ListMessages::me_messages()
    ///     .select(|m| [m.subject, m.from])
    ///     .filter(|m| m.is_read.eq(false).and(m.subject.starts_with("R&D")))
    ///     .order_by(|m| [m.sent_date_time.desc()])
    ///     .expand(|m| [m.attachments.expand().of::<Attachment>(|query| query.select(|a| [a.name]))])
    ///     .top(10);
    /// assert_eq!(
    ///     route.request("https://x")?.uri(),
    ///     "https://x/me/messages?$select=subject,from\
    ///      &$filter=isRead%20eq%20false%20and%20startswith(subject,'R%26D')\
    ///      &$orderby=sentDateTime%20desc&$expand=attachments($select=name)&$top=10"
    /// );
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    #[must_use]
    fn select<P, I>(self, properties: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> I) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
        P: AsRef<str>,
        I: IntoIterator<Item = Property<Item<Self>, P>>,
    {
        self.with(&Query::new().select(properties))
    }

    /// `$filter`: items for which this holds. An earlier filter is replaced; [`Filter::raw`] takes any expression.
    #[must_use]
    fn filter(self, condition: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> Filter<Item<Self>>) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
    {
        self.with(&Query::new().filter(condition))
    }

    /// `$orderby`: by the first, then by the second, and so on.
    #[must_use]
    fn order_by<I>(self, orders: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> I) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
        I: IntoIterator<Item = Order<Item<Self>>>,
    {
        self.with(&Query::new().order_by(orders))
    }

    /// `$expand`: with what these navigation properties lead to.
    #[must_use]
    fn expand<I>(self, expansions: impl FnOnce(&'static <Item<Self> as Model>::Properties) -> I) -> Self
    where
        Self: Sized,
        Item<Self>: Model,
        I: IntoIterator<Item = Expand<Item<Self>>>,
    {
        self.with(&Query::new().expand(expansions))
    }

    /// `$top`: at most so many items on a page.
    #[must_use]
    fn top(self, items: u64) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().top(items))
    }

    /// `$skip`: not the first so many items.
    #[must_use]
    fn skip(self, items: u64) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().skip(items))
    }

    /// `$search`: items that have this phrase.
    #[must_use]
    fn search(self, phrase: &str) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().search(phrase))
    }

    /// `$count=true`: the first page tells how many items the whole collection has.
    #[must_use]
    fn count(self) -> Self
    where
        Self: Sized,
    {
        self.with(&Query::new().count())
    }

    /// What advanced queries on directory objects need: `ConsistencyLevel: eventual` and `$count=true`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); }
    /// # use api::*;
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
    #[must_use]
    fn header(mut self, name: &str, value: impl Display) -> Self
    where
        Self: Sized,
    {
        self.call_mut().set_header(name, value.to_string());
        self
    }
}

/// Reads the response to a route of type `R`, which need not be there any more.
pub(crate) fn read<R: Route>(response: Response<Vec<u8>>) -> Result<R::Response, Error> {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed && (status.is_success() || R::SUCCESS.contains(&status.as_u16())) {
        R::Response::from_response(response)
    } else {
        Err(Error::of(response))
    }
}

/// The template that a path is of, and what it says there.
fn read_path(templates: &[&'static str], uri: &Uri, service_root: &str) -> Option<(&'static str, Reading)> {
    let target = below(service_root, uri)?;
    let read = |template: &&'static str| {
        let pattern = Pattern::new(template);
        Some((pattern.fixed(), *template, pattern.read(target)?))
    };
    // Of several maxima `max_by_key` gives the last, which is the first here.
    let found = templates.iter().rev().filter_map(read).max_by_key(|(fixed, _, _)| *fixed);
    found.map(|(_, template, reading)| (template, reading))
}

/// What stands in a URI below the path of a service root, with its query.
pub(crate) fn below<'u>(service_root: &str, uri: &'u Uri) -> Option<&'u str> {
    let after_scheme = service_root.split_once("://").map(|(_, rest)| rest);
    let root = after_scheme.map_or(service_root, |rest| rest.find('/').map_or("", |slash| &rest[slash..]));
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let rest = target.strip_prefix(root.trim_end_matches('/'))?;
    rest.starts_with('/').then_some(rest)
}

/// What the body of a request is.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); }
/// # use api::*;
/// use graph_runtime::{Body, Route, View};
/// assert!(matches!(ListMessages::me_messages().body(), Body::None));
/// assert!(matches!(CreateMessage::me_messages(Message::default()).body(), Body::Json(View::Object(_))));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Body<'a> {
    /// There is none.
    #[default]
    None,
    /// JSON; [`View::Absent`] is no body.
    Json(View<'a>),
    /// Bytes of a media type.
    Bytes(&'a [u8], &'a str),
}

impl<'a> From<&'a crate::Content> for Body<'a> {
    fn from(content: &'a crate::Content) -> Self {
        Self::Bytes(&content.bytes, content.content_type.as_deref().unwrap_or("application/octet-stream"))
    }
}
