//! Calls of an operation: with `curl`, and with the generated crate.
//!
//! In: an operation, its stub, and its example. Out: a command and Rust code. Invariant: texts of the pages are
//! literals of the shell or of Rust. Without a matching example, placeholders replace the arguments.

use maud::{Markup, html};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::view::View;
use crate::api::{Exchange, Operation, OperationId, RequestBody};
use crate::plan::{Constructor, ReceivedBody, SampleBody, SentBody, Stub};

/// The section of an operation's page that shows how to call it with `curl` and with the crate.
pub(super) fn section(view: &View<'_>, id: OperationId) -> Markup {
    let call = Call::of(view, id);
    html! {
        section aria-labelledby="calls" {
            h2 #calls { "Call it" }
            h3 { "curl" }
            pre tabindex="0" { code { (call.curl(view)) } }
            @if let Some(rust) = call.rust(view) {
                h3 { "Rust" }
                pre tabindex="0" { code { (rust) } }
            }
        }
    }
}

struct Call<'a> {
    operation: &'a Operation,
    stub: &'a Stub,
    /// An example request of the page whose path and body the calls show; `None` if there is none.
    exchange: Option<&'a Exchange>,
    body: Body,
}

/// The request body that a call sends.
enum Body {
    Nothing,
    Json(String),
    Bytes(String),
}

impl<'a> Call<'a> {
    fn of(view: &View<'a>, id: OperationId) -> Call<'a> {
        let operation = &view.api()[id];
        let stub = &view.plan().stubs[id.index()];
        let sample = &view.plan().sample_calls[id.index()].request;
        let mut fitting = operation.exchanges.iter().filter(|exchange| exchange.call.is_some());
        // If the sample body is that of an example, the address is taken from the same example. Otherwise it is taken
        // from the first example request that fits a route.
        let exchange = match sample {
            SampleBody::Example(index) => fitting.find(|exchange| exchange.body.is_some_and(|id| id.index() == *index)),
            SampleBody::Nothing | SampleBody::Json(_) | SampleBody::Bytes => fitting.next(),
        };
        let body = match sample {
            SampleBody::Nothing => Body::Nothing,
            SampleBody::Example(index) => Body::Json(view.api().examples[*index].json.to_string()),
            SampleBody::Json(text) => Body::Json(text.clone()),
            SampleBody::Bytes => Body::Bytes(media_type(&operation.request)),
        };
        Call { operation, stub, exchange, body }
    }

    fn curl(&self, view: &View<'_>) -> String {
        let mut lines = vec![format!(
            "curl --globoff --request {} {}",
            self.operation.method.as_str(),
            quoted(&encoded(&self.address(view)))
        )];
        lines.push("--header \"Authorization: Bearer $TOKEN\"".to_owned());
        let shown = self.exchange.map(|exchange| exchange.headers.as_slice()).unwrap_or_default();
        let is_set = |name: &str| {
            let ours = ["authorization", "content-type", "content-length", "host"];
            ours.iter().any(|known| name.eq_ignore_ascii_case(known))
        };
        for header in shown.iter().filter(|header| !is_set(&header.name)) {
            lines.push(format!("--header {}", quoted(&format!("{}: {}", header.name, header.value))));
        }
        match &self.body {
            Body::Nothing => {}
            Body::Json(json) => {
                lines.push("--header 'Content-Type: application/json'".to_owned());
                lines.push(format!("--data-binary {}", quoted(json)));
            }
            Body::Bytes(media_type) => {
                lines.push(format!("--header {}", quoted(&format!("Content-Type: {media_type}"))));
                lines.push("--data-binary @FILE".to_owned());
            }
        }
        lines.join(" \\\n  ")
    }

    /// The URL of the example request. Without an example, it is the service root and the first path of the operation
    /// with its placeholders.
    fn address(&self, view: &View<'_>) -> String {
        let root = view.root.trim_end_matches('/');
        let shown = self.exchange.and_then(|exchange| exchange.request_line.split_once(' '));
        match shown.map(|(_, target)| target.trim()) {
            Some(target) if target.contains("://") => target.to_owned(),
            Some(target) if target.starts_with('/') => format!("{root}{target}"),
            _ => {
                let path = self.operation.routes.first().map(|route| route.template.text());
                format!("{root}{}", path.unwrap_or_default())
            }
        }
    }

    fn rust(&self, view: &View<'_>) -> Option<String> {
        let plan = view.plan();
        let called = self.exchange.and_then(|exchange| exchange.call.as_ref());
        let of_route = |route: usize| self.stub.constructors.iter().find(|known| known.route == route);
        let shown = called.and_then(|call| Some((of_route(call.route)?, &call.arguments[..])));
        let (constructor, values) = match shown {
            Some((constructor, values)) => (constructor, values),
            None => (self.stub.constructors.first()?, &[][..]),
        };
        let library = view.library();
        let name = &self.stub.name;
        let mut code = format!(
            "use {library}::routes::{};\nuse {library}::runtime::client::blocking::Client;\n\n\
             let client = Client::new(ureq::agent(), {:?}).token(|| std::env::var(\"TOKEN\"));\n",
            plan.routes[self.stub.module].path_of(name),
            view.root,
        );
        let mut arguments = arguments(constructor, values);
        if self.stub.sent != SentBody::Nothing {
            code += &match &self.body {
                Body::Nothing => "let body = Default::default();\n".to_owned(),
                Body::Json(json) => format!("let body = {library}::runtime::serde_json::from_str({})?;\n", raw(json)),
                Body::Bytes(media_type) => {
                    format!("let body = {library}::runtime::Content::new({media_type:?}, std::fs::read(\"FILE\")?);\n")
                }
            };
            arguments.push("body".to_owned());
        }
        code += &format!("let route = {name}::{}({});\n", constructor.name, arguments.join(", "));
        code += match self.stub.received {
            ReceivedBody::Page(_) => "for item in client.pages(route).items() {\n    println!(\"{:?}\", item?);\n}",
            ReceivedBody::Nothing => "client.send(&route)?;",
            ReceivedBody::Value(_)
            | ReceivedBody::Wrapped(_)
            | ReceivedBody::Count
            | ReceivedBody::Content
            | ReceivedBody::Redirect
            | ReceivedBody::Accepted(_) => "let answer = client.send(&route)?;",
        };
        Some(code)
    }
}

/// The arguments of a constructor as Rust code. An argument in the path is the value in the example. Without a value,
/// it is its own name as a string, or `None` if it is optional.
fn arguments(constructor: &Constructor, values: &[String]) -> Vec<String> {
    let mut values = values.iter();
    let argument = |argument: &crate::plan::RouteArgument| {
        let value = if argument.in_query { None } else { values.next() };
        let literal = format!("{:?}", value.map_or_else(|| argument.name.as_str(), String::as_str));
        match (argument.list, argument.optional) {
            (Some(_), _) => format!("[{literal}]"),
            (None, true) if value.is_none() => "None".to_owned(),
            (None, true) => format!("Some({literal}.to_owned())"),
            (None, false) => literal,
        }
    };
    constructor.arguments.iter().map(argument).collect()
}

/// The media type of a request body of bytes, such as `image/jpeg`.
fn media_type(request: &RequestBody) -> String {
    match request {
        RequestBody::Stream { content_type: Some(media_type) } => media_type.to_string(),
        RequestBody::Stream { content_type: None }
        | RequestBody::None
        | RequestBody::Value(_)
        | RequestBody::Patch { .. }
        | RequestBody::Parameters(_) => "application/octet-stream".to_owned(),
    }
}

/// Characters in addresses on pages that a URL cannot contain (RFC 3986, section 2). Encoded characters stay unchanged.
const FOREIGN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'|').add(b'^').add(b'\\');

fn encoded(address: &str) -> String {
    utf8_percent_encode(address, FOREIGN).to_string()
}

/// A text in single quotes, so that a shell reads it as one word (POSIX, 2.2.2).
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text as a raw string of Rust, with as many `#` as it needs.
fn raw(text: &str) -> String {
    let mut fence = String::from("#");
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("r{fence}\"{text}\"{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_pages_are_quoted_for_the_shell_and_for_rust() {
        assert_eq!(encoded("/a?$filter=x eq 'ü%20'"), "/a?$filter=x%20eq%20'%C3%BC%20'");
        assert_eq!(quoted("it's $x"), "'it'\\''s $x'");
        assert_eq!(raw("a\"#b"), "r##\"a\"#b\"##");
    }
}
