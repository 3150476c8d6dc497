//! The example requests of the pages with their responses.
//!
//! In: the model. Out: each example request in parts, for comparison with requests, and its response. Invariant: the
//! examples have the order of the pages.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use graph_runtime::server::RequestTarget;
use serde_json::Value;

use crate::api::{Api, ExampleId, HeaderLine, Operation};
use crate::decl::body::target::RequestParts;
use crate::mock::received::Received;

/// An example request of a page, in the parts that are compared with requests, and its response.
#[derive(Clone, Debug)]
pub(in crate::mock) struct ExampleRequest {
    /// The index of the operation whose page has the example.
    pub(in crate::mock) operation: usize,
    /// Which example of the operation it is, starting at 1.
    pub(in crate::mock) number: usize,
    pub(in crate::mock) method: String,
    pub(in crate::mock) target: RequestTarget,
    pub(in crate::mock) headers: Vec<(String, String)>,
    pub(in crate::mock) body: Option<Value>,
    /// The request body, if it is not JSON.
    pub(in crate::mock) bytes: Option<ExampleBytes>,
    pub(in crate::mock) response: ExampleResponse,
}

/// A body of an example request that is not JSON.
#[derive(Clone, Debug)]
pub(in crate::mock) struct ExampleBytes {
    media_type: Option<String>,
    /// The text of the body. Empty if the text is long, because long texts are not kept.
    text: Arc<str>,
}

impl ExampleBytes {
    /// Whether the example shows that the operation accepts bodies of `media_type`. If the example has no media type
    /// and its text looks like JSON, it does not show this.
    pub(in crate::mock) fn allows(&self, media_type: &str) -> bool {
        match &self.media_type {
            Some(shown) => essence(shown) == essence(media_type),
            None => !self.text.trim_start().starts_with(['{', '[']),
        }
    }

    /// Whether a received body is the same as this one, apart from white space. The text of a long body is not kept;
    /// any received body then counts as the same.
    pub(in crate::mock) fn equals(&self, received: &[u8]) -> bool {
        let letters = |text: &[u8]| text.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect::<Vec<_>>();
        self.text.is_empty() || letters(self.text.as_bytes()) == letters(received)
    }
}

/// A media type in lower case without parameters: `text/html` for `Text/HTML; charset=utf-8`.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The response that follows an example request on its page.
#[derive(Clone, Debug)]
pub(in crate::mock) struct ExampleResponse {
    pub(in crate::mock) status: u16,
    pub(in crate::mock) headers: Vec<(String, String)>,
    pub(in crate::mock) body: Option<ExampleId>,
    /// Whether the response has a body, JSON or not.
    pub(in crate::mock) has_body: bool,
    /// The response body, if it is not JSON; otherwise empty.
    pub(in crate::mock) text: Arc<str>,
    /// Whether the status and the body of the response are those that the text of its page states.
    pub(in crate::mock) agrees: bool,
}

/// All examples of the pages. They can be found by operation, and by method and path.
#[derive(Clone, Debug, Default)]
pub(in crate::mock) struct Examples {
    shown: Vec<ExampleRequest>,
    of_operation: Vec<std::ops::Range<usize>>,
    by_path: HashMap<String, Vec<usize>>,
    /// By the path of an example request: the operations whose pages have such a request, even without a response.
    operations: HashMap<String, Vec<usize>>,
    /// Every segment that occurs in the path of some example request.
    segments: HashSet<String>,
}

impl Examples {
    pub(in crate::mock) fn of(api: &Api) -> Examples {
        let mut examples = Examples::default();
        for (index, operation) in api.operations.iter().enumerate() {
            let start = examples.shown.len();
            examples.shown.extend(shown(api, index, operation));
            examples.of_operation.push(start..examples.shown.len());
            for (_, target) in operation.exchanges.iter().filter_map(|exchange| target(&exchange.request_line)) {
                examples.operations.entry(target.path).or_default().push(index);
            }
        }
        for (index, shown) in examples.shown.iter().enumerate() {
            examples.segments.extend(shown.target.path.split('/').map(str::to_owned));
            examples.by_path.entry(shown.target.path.clone()).or_default().push(index);
        }
        examples
    }

    /// Whether the path of an example request contains this segment.
    pub(in crate::mock) fn has_segment(&self, segment: &str) -> bool {
        self.segments.contains(segment)
    }

    /// The examples of an operation, in the order of the page.
    pub(in crate::mock) fn of_operation(&self, operation: usize) -> &[ExampleRequest] {
        self.of_operation.get(operation).map_or(&[], |range| &self.shown[range.clone()])
    }

    /// The operations whose pages have an example request for this path, even one without a response.
    pub(in crate::mock) fn operations(&self, path: &str) -> &[usize] {
        self.operations.get(path).map_or(&[], Vec::as_slice)
    }

    /// The examples whose request has the same method, path and query as a received request.
    pub(in crate::mock) fn with_same_target(&self, received: &Received<'_>) -> Vec<&ExampleRequest> {
        let same = self.by_path.get(&received.target.path).into_iter().flatten().map(|index| &self.shown[*index]);
        let is_like = |shown: &&ExampleRequest| {
            shown.method == received.method && has_same_options(&shown.target.query, &received.target.query)
        };
        same.filter(is_like).collect()
    }
}

/// Whether two queries have the same options, in any order.
fn has_same_options(one: &[(String, String)], other: &[(String, String)]) -> bool {
    one.len() == other.len() && one.iter().all(|option| other.contains(option))
}

fn shown(api: &Api, index: usize, operation: &Operation) -> Vec<ExampleRequest> {
    let mut all: Vec<ExampleRequest> = Vec::new();
    for exchange in &operation.exchanges {
        let Some((method, target)) = target(&exchange.request_line) else { continue };
        let body = exchange.body.and_then(|id| serde_json::from_str(&api[id].json).ok());
        let headers = lines(&exchange.headers);
        let media_type = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let media_type = media_type.map(|(_, value)| value.clone());
        let is_bytes = exchange.body.is_none() && exchange.body_span.is_some();
        let bytes = is_bytes.then(|| ExampleBytes { media_type, text: exchange.text.clone() });
        for reply in &exchange.replies {
            let number = all.len() + 1;
            let response = ExampleResponse {
                status: reply.status,
                headers: lines(&reply.headers),
                body: reply.body,
                has_body: reply.has_body,
                text: reply.text.clone(),
                agrees: reply.agrees,
            };
            all.push(ExampleRequest {
                operation: index,
                number,
                method: method.clone(),
                target: target.clone(),
                headers: headers.clone(),
                body: body.clone(),
                bytes: bytes.clone(),
                response,
            });
        }
    }
    all
}

fn lines(headers: &[HeaderLine]) -> Vec<(String, String)> {
    headers.iter().map(|header| (header.name.to_string(), header.value.to_string())).collect()
}

/// The method and the parsed target of a request line such as `GET /users?$top=5`.
fn target(line: &str) -> Option<(String, RequestTarget)> {
    let parts = RequestParts::parse(line)?;
    let target = if parts.query.is_empty() { parts.path.to_owned() } else { format!("{}?{}", parts.path, parts.query) };
    // Examples do not encode keys, so a percent sign may be plain text.
    let escaped = || target.replace('%', "%25");
    let target = RequestTarget::parse(&target).or_else(|| RequestTarget::parse(&escaped()))?;
    Some((parts.method.to_owned(), target))
}
