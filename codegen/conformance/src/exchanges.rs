//! Tests that routes read the example requests and responses of the pages.
//!
//! In: tables of exchanges, one for each module of routes. Out: a passed test, or a list of all failures. Invariant:
//! what a route sends and reads is compared with the text of the page. If a route does not send an example request, or
//! does not read an example response, the table has to name a finding that says why.

mod kinds;
mod response;
mod target;

pub use crate::routes::Body;
use crate::{AnyRoute, body::New, parallel};
pub use graph_runtime::server::Bodies;
use graph_runtime::{
    Call, Content, Model, Route,
    http::{HeaderMap, HeaderName, HeaderValue, Request, header},
    server::BadRequest,
};
use kinds::Types;
pub use kinds::{Type, derived, open, streams};
use std::{fmt, io::Write};

/// The URL in front of the paths of all requests. No request is sent there.
const ROOT: &str = "https://graph.example/v1.0";

/// The route that a request was read as, or the reason why the request was not read.
type Boxed = Result<Box<dyn AnyRoute>, BadRequest>;

/// The name and the value of a header in an example.
pub type Header = (&'static str, &'static str);

/// An example request with the responses that follow it.
#[derive(Clone, Copy)]
pub struct Exchange {
    page: &'static str,
    /// The method, and the target below the service root: `GET /users/7?$select=id`. Empty if the page has no request.
    line: &'static str,
    headers: &'static [Header],
    body: Body,
    /// The codes of the findings that say why the route does not send this request.
    findings: &'static [&'static str],
    /// Whether the example request has a body of another media type than the one that the route sends.
    other_media_type: bool,
    replies: &'static [Reply],
    read: fn(Request<Vec<u8>>) -> Boxed,
    /// Makes a route of the type `R` that [`exchange`] was called with. The responses are read with this route. Its
    /// arguments do not matter for that.
    any: fn() -> Boxed,
}

/// An example response, with the codes of the findings about it.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    status: u16,
    headers: &'static [Header],
    body: Body,
    stated: Option<New>,
    /// The codes of the findings that say why the route does not return this response.
    findings: &'static [&'static str],
}

/// An exchange: the page, method and target of the request, its headers, its body, and the responses.
#[must_use]
pub const fn exchange<R: Route + 'static>(
    page: &'static str,
    line: &'static str,
    headers: &'static [Header],
    body: Body,
    replies: &'static [Reply],
) -> Exchange {
    Exchange {
        page,
        line,
        headers,
        body,
        findings: &[],
        other_media_type: false,
        replies,
        read: read::<R>,
        any: any::<R>,
    }
}

/// An exchange whose request the route does not send. `findings` are the codes of the findings that say why.
#[must_use]
pub const fn differs(exchange: Exchange, findings: &'static [&'static str]) -> Exchange {
    Exchange { findings, ..exchange }
}

/// An exchange whose request body has another documented media type than the route sends.
#[must_use]
pub const fn of_other_media_type(exchange: Exchange) -> Exchange {
    Exchange { other_media_type: true, ..exchange }
}

/// A response of a page: its status, its headers, its body, and the codes of its findings. Findings say why the route
/// does not return such a response; without any, the route has to return it.
#[must_use]
pub const fn reply(status: u16, headers: &'static [Header], body: Body, findings: &'static [&'static str]) -> Reply {
    Reply { status, headers, body, findings, stated: None }
}

/// A response whose body, or each item of it, is a `T`, because the annotation `@odata.type` of its code block on the
/// page names that type. `T` derives from the response type of the route.
#[must_use]
pub const fn of<T: Model + 'static>(reply: Reply) -> Reply {
    Reply { stated: Some(kinds::new::<T>), ..reply }
}

fn read<R: Route + 'static>(request: Request<Vec<u8>>) -> Boxed {
    Ok(Box::new(R::from_request(request, ROOT)?))
}

/// Makes a route of the type `R` for reading responses. Its own request is never sent, so its body is the first of
/// `BODIES` that `R` accepts.
fn any<R: Route + 'static>() -> Boxed {
    const BODIES: [&str; 5] = ["{}", "[]", "\"\"", "0", "false"];
    let template = R::TEMPLATES.first().copied().unwrap_or_default();
    let with_body = |body: &str| R::from_parts(Call::new(template, []), Content::new("application/json", body));
    let other = || BODIES[1..].iter().find_map(|body| with_body(body).ok());
    let route = with_body(BODIES[0]).or_else(|error| other().ok_or(error))?;
    Ok(Box::new(route))
}

impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Exchange").field("page", &self.page).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Exchange {
    /// The reason why the route does not read the example request, or does not build the same request again. `None` if
    /// it does so, or if the exchange has findings.
    fn request_failure(&self) -> Option<String> {
        let outcome = match (self.built_again(), self.other_media_type) {
            (Err(_), true) => Ok(()),
            (Ok(()), true) => Err("the route sends the body".to_owned()),
            (outcome, false) => outcome,
        };
        let reason = outcome.err().filter(|_| self.findings.is_empty())?;
        Some(format!("{}: {}: {reason}", self.page, self.line))
    }

    fn built_again(&self) -> Result<(), String> {
        let body = self.body.text().ok_or("the file of example bodies has no body with this name")?;
        let request = self.request(body)?;
        let headers = request.headers().clone();
        let route = (self.read)(request).map_err(|error| error.to_string())?;
        let again = route.build(ROOT).map_err(|error| error.to_string())?;
        target::same(self.line, again.method(), again.uri(), ROOT)?;
        same_headers(&headers, again.headers())?;
        response::same_body(body.as_bytes(), again.body()).map_err(|difference| format!("the body: {difference}"))
    }

    fn request(&self, body: &str) -> Result<Request<Vec<u8>>, String> {
        let (method, target) = self.line.split_once(' ').ok_or("there is no target")?;
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{ROOT}{}", target::encoded(target)))
            .body(body.as_bytes().to_vec())
            .map_err(|error| error.to_string())?;
        *request.headers_mut() = headers(self.headers);
        Ok(request)
    }

    /// A line for each example response that the route does not read without loss, and that has no findings.
    fn reply_failures(&self, types: &Types) -> impl Iterator<Item = String> {
        self.replies.iter().filter_map(|reply| {
            let reason = self.received(reply, types).err().filter(|_| reply.findings.is_empty())?;
            Some(format!("{}: {}: the response {}: {reason}", self.page, self.line, reply.status))
        })
    }

    fn received(&self, reply: &Reply, types: &Types) -> Result<(), String> {
        let body = reply.body.text().ok_or("the file of example bodies has no body with this name")?;
        let route = (self.any)().map_err(|error| error.to_string())?;
        response::check(&*route, reply.status, headers(reply.headers), body, (types, reply.stated))
    }
}

/// The headers of an example as `http` has them. Invalid ones are left out.
fn headers(shown: &[Header]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in shown {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    headers
}

/// Checks that the built request has each header of the example, apart from headers that depend on the body or the
/// client.
fn same_headers(shown: &HeaderMap, built: &HeaderMap) -> Result<(), String> {
    let about_the_message = [header::CONTENT_LENGTH, header::HOST, header::ACCEPT, header::CONTENT_TYPE];
    for name in shown.keys().filter(|name| !about_the_message.contains(name)) {
        let values = |headers: &HeaderMap| {
            let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
            values.collect::<Vec<&str>>().join(", ")
        };
        let (shown, built) = (values(shown), values(built));
        if shown != built {
            return Err(format!("the header `{name}` was `{shown}` and is `{built}`"));
        }
    }
    Ok(())
}

/// The number of example requests, and the number of example responses.
#[must_use]
pub fn count(tables: &[&[Exchange]]) -> (usize, usize) {
    let all = || tables.iter().copied().flatten();
    (all().filter(|exchange| !exchange.line.is_empty()).count(), all().map(|exchange| exchange.replies.len()).sum())
}

/// A line for each example request without findings that its route does not read, or does not build again unchanged.
#[must_use]
pub fn unread_requests(tables: &[&[Exchange]]) -> Vec<String> {
    let all: Vec<&Exchange> = tables.iter().copied().flatten().collect();
    let shown: Vec<&Exchange> = all.into_iter().filter(|exchange| !exchange.line.is_empty()).collect();
    parallel::failures(&shown, |exchange| exchange.request_failure())
}

/// A line for each example response without findings that its route does not read without loss.
#[must_use]
pub fn unread_responses(tables: &[&[Exchange]], types: &[Type]) -> Vec<String> {
    let all: Vec<&Exchange> = tables.iter().copied().flatten().collect();
    let types = Types::new(types);
    parallel::failures(&all, |exchange| {
        let failures: Vec<String> = exchange.reply_failures(&types).collect();
        (!failures.is_empty()).then(|| failures.join("\n"))
    })
}

/// Checks that each example request can be read as a route of the type that its exchange names, and that this route
/// builds the same request again.
///
/// # Panics
///
/// When a request fails and has no finding.
pub fn check_requests(tables: &[&[Exchange]]) {
    let explained = tables.iter().copied().flatten().filter(|exchange| !exchange.findings.is_empty()).count();
    report("requests", count(tables).0, explained, &unread_requests(tables));
}

/// Checks that the route of each example response reads it without loss. Each member needs a field in the type of its
/// object: the type in its `@odata.type`, or else the one that the route returns. Members without a field are allowed
/// only in objects of open types, and for the streams of a type.
///
/// # Panics
///
/// When a response fails and has no finding.
pub fn check_responses(tables: &[&[Exchange]], types: &[Type]) {
    let replies = tables.iter().copied().flatten().flat_map(|exchange| exchange.replies);
    let explained = replies.filter(|reply| !reply.findings.is_empty()).count();
    report("responses", count(tables).1, explained, &unread_responses(tables, types));
}

fn report(what: &str, count: usize, explained: usize, failures: &[String]) {
    // The test harness captures `println!` but not this write, so the text is always visible.
    let text = format!("{count} {what}, {explained} of them with findings\n");
    std::io::stderr().write_all(text.as_bytes()).unwrap_or_default();
    assert!(failures.is_empty(), "{} of {count} {what} failed:\n{}", failures.len(), failures.join("\n"));
}
