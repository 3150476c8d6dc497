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

/// An example request with its response.
#[derive(Clone, Debug)]
pub(in crate::mock) struct ExampleRequest {
    /// The index of the operation.
    pub(in crate::mock) operation: usize,
    /// The number among the examples of the operation, starting at 1.
    pub(in crate::mock) number: usize,
    pub(in crate::mock) method: String,
    pub(in crate::mock) target: RequestTarget,
    pub(in crate::mock) headers: Vec<(String, String)>,
    pub(in crate::mock) body: Option<Value>,
    /// The body, if it is not JSON.
    pub(in crate::mock) bytes: Option<ExampleBytes>,
    pub(in crate::mock) response: ExampleResponse,
}

/// A body of an example request that is not JSON.
#[derive(Clone, Debug)]
pub(in crate::mock) struct ExampleBytes {
    media_type: Option<String>,
    /// The text; empty if it is long.
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

    /// Whether a received body equals this body, apart from white space. If this body is long, its text is unknown, and
    /// any received body counts as equal.
    pub(in crate::mock) fn is(&self, received: &[u8]) -> bool {
        let letters = |text: &[u8]| text.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect::<Vec<_>>();
        self.text.is_empty() || letters(self.text.as_bytes()) == letters(received)
    }
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// An example response.
#[derive(Clone, Debug)]
pub(in crate::mock) struct ExampleResponse {
    pub(in crate::mock) status: u16,
    pub(in crate::mock) headers: Vec<(String, String)>,
    pub(in crate::mock) body: Option<ExampleId>,
    /// Whether the response has a body of any kind.
    pub(in crate::mock) has_body: bool,
    /// The text of a body that is not JSON.
    pub(in crate::mock) text: Arc<str>,
    /// Whether status and body are what the operation documents.
    pub(in crate::mock) agrees: bool,
}

/// All examples, indexed by operation and by target.
#[derive(Clone, Debug, Default)]
pub(in crate::mock) struct Examples {
    shown: Vec<ExampleRequest>,
    of_operation: Vec<std::ops::Range<usize>>,
    by_path: HashMap<String, Vec<usize>>,
    /// The operations with an example request, by its path. The request may have no response.
    operations: HashMap<String, Vec<usize>>,
    /// Every segment in the path of an example request.
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

    /// The operations with an example request for this path. The request may have no response.
    pub(in crate::mock) fn operations(&self, path: &str) -> &[usize] {
        self.operations.get(path).map_or(&[], Vec::as_slice)
    }

    /// The examples with the method, path and query of a request.
    pub(in crate::mock) fn like(&self, received: &Received<'_>) -> Vec<&ExampleRequest> {
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

/// Method and target of a request line.
fn target(line: &str) -> Option<(String, RequestTarget)> {
    let parts = RequestParts::parse(line)?;
    let target = if parts.query.is_empty() { parts.path.to_owned() } else { format!("{}?{}", parts.path, parts.query) };
    // Examples do not encode keys, so a percent sign may be plain text.
    let escaped = || target.replace('%', "%25");
    let target = RequestTarget::parse(&target).or_else(|| RequestTarget::parse(&escaped()))?;
    Some((parts.method.to_owned(), target))
}
