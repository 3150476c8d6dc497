//! Sends an example request to the mock and compares the answer with the example response.
//!
//! In: an example, which is a request and a response. Out: an outcome.

use std::collections::HashMap;

use graph_codegen::Reading;
use graph_codegen::mock::{Answer, Mock};
use graph_codegen::source::Sources;
use graph_runtime::http::{Request, StatusCode};
use graph_runtime::server::RequestTarget;
use serde_json::Value;

use crate::examples::extract::{Example, Message};

/// The result of sending an example request: a class such as `as shown`, and details for people who investigate it.
pub(crate) struct Outcome {
    pub(crate) class: &'static str,
    pub(crate) detail: String,
}

/// For the path of each page: the findings on the page, each by its offset and its code.
pub(crate) struct Findings(HashMap<String, Vec<(usize, &'static str)>>);

impl Findings {
    pub(crate) fn of(reading: &Reading, sources: &Sources) -> Findings {
        let mut findings: HashMap<String, Vec<(usize, &'static str)>> = HashMap::new();
        for finding in &reading.diagnostics {
            let page = sources.get(finding.span.source).path.clone();
            findings.entry(page).or_default().push((finding.span.start as usize, finding.code.id()));
        }
        Findings(findings)
    }

    /// The codes of the findings inside the request or the response of an example.
    fn within(&self, example: &Example) -> Vec<&'static str> {
        let is_within = |at: usize| example.request.range.contains(&at) || example.response.range.contains(&at);
        let of_page = self.0.get(&example.page).into_iter().flatten();
        of_page.filter(|(at, _)| is_within(*at)).map(|(_, code)| *code).collect()
    }
}

/// For each example request, by its [`key`]: the status and the body of every response that a page shows for it. Pages
/// may show different responses to the same request.
pub(crate) struct Alike(HashMap<(String, String), Vec<(u16, String)>>);

impl Alike {
    pub(crate) fn of(examples: &[Example]) -> Alike {
        let mut alike: HashMap<_, Vec<_>> = HashMap::new();
        for example in examples {
            let response = (status(&example.response), example.response.body.clone());
            alike.entry(key(&example.request)).or_default().push(response);
        }
        Alike(alike)
    }
}

/// Two requests count as the same if they have the same key: the request line, without host and version in the target,
/// and the body without white space.
fn key(request: &Message) -> (String, String) {
    let (method, target) = request.first.split_once(' ').unwrap_or((&request.first, ""));
    let body = request.body.chars().filter(|c| !c.is_whitespace()).collect();
    (format!("{method} {}", path(target)), body)
}

/// The path and the query of a target without host and version: `/users?$top=5` for
/// `https://graph.microsoft.com/v1.0/users?$top=5`.
fn path(target: &str) -> String {
    let target = target.trim();
    let target = target.strip_suffix("HTTP/1.1").unwrap_or(target).trim();
    let path = target.split_once("://").map_or(target, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let after = |version: &str| path.get(..version.len()).is_some_and(|start| start.eq_ignore_ascii_case(version));
    match ["/v1.0/", "/beta/"].iter().find(|version| after(version)) {
        Some(version) => path[version.len() - 1..].to_owned(),
        None => path,
    }
}

/// The target that a client would request from the mock. The answers of the mock have URLs below `/$elsewhere/` in
/// place of URLs of other services, so the client requests them there.
fn sent(target: &str) -> String {
    let Some((_, rest)) = target.trim().split_once("://") else { return path(target) };
    let rest = rest.split_whitespace().next().unwrap_or_default();
    let below = encoded(&rest[rest.find('/').unwrap_or(rest.len())..]);
    let has_version = RequestTarget::parse(&below).is_none_or(|target| !target.version.is_empty());
    if has_version { path(target) } else { format!("/$elsewhere/{rest}") }
}

/// Percent-encodes the characters of a target that a client has to encode.
fn encoded(target: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(c);
    let escape = |c: char| c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    target.chars().map(|c| if is_plain(c) { c.to_string() } else { escape(c) }).collect()
}

fn status(response: &Message) -> u16 {
    response.first.split_whitespace().nth(1).and_then(|status| status.parse().ok()).unwrap_or(200)
}

/// Sends the request of an example to the mock, and compares the answer with the example response.
pub(crate) fn outcome(mock: &Mock, example: &Example, alike: &Alike, findings: &Findings) -> Outcome {
    let found = |class: &'static str, detail: String| match findings.within(example) {
        codes
            if codes.iter().any(|code| EXPLAINING.contains(code))
                || class == "no route" && codes.contains(&UNDOCUMENTED) =>
        {
            Outcome { class: "explained by a finding", detail: format!("{} {class}: {detail}", codes.join(" ")) }
        }
        _ => Outcome { class, detail },
    };
    let (method, target) = example.request.first.split_once(' ').unwrap_or((&example.request.first, "/"));
    let mut request = Request::builder().method(method.trim()).uri(encoded(&sent(target)));
    let mut headers = vec![("Authorization".to_owned(), "Bearer token".to_owned())];
    headers.extend(example.request.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("host")).cloned());
    let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if !example.request.body.is_empty() && !has_type && example.request.body.starts_with(['{', '[']) {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    let Ok(request) = request.body(example.request.body.clone().into_bytes()) else {
        return found("no request of HTTP", String::new());
    };
    let answer = mock.reply(&request);
    let shown = |response: &(u16, String)| {
        if answer.response.status().as_u16() == response.0 { same_body(&answer, &response.1) } else { Same::No }
    };
    let own = (status(&example.response), example.response.body.clone());
    match shown(&own) {
        Same::Equal if has_headers(&answer, &example.response) => {
            return Outcome { class: "as shown", detail: String::new() };
        }
        Same::Equal => return found("a header is missing", String::new()),
        Same::Replaced => return Outcome { class: "as shown, values replaced", detail: String::new() },
        Same::No => {}
    }
    let others = alike.0.get(&key(&example.request));
    if others.is_some_and(|others| others.len() > 1 && others.iter().any(|other| !matches!(shown(other), Same::No))) {
        return Outcome { class: "as shown with the same request elsewhere", detail: String::new() };
    }
    let page = answer.page.clone().unwrap_or_default();
    let status = answer.response.status();
    let detail = format!("{status} for {} from {page} ({})", own.0, answer.reason);
    match () {
        () if status == StatusCode::NOT_FOUND && page.is_empty() => found("no route", detail),
        () if status == StatusCode::METHOD_NOT_ALLOWED && page.is_empty() => found("no method", detail),
        () if status.is_client_error() && status.as_u16() != own.0 => found("refused", detail),
        () if page != example.page => found("another page", detail),
        () if status.as_u16() != own.0 => found("another status", detail),
        () if answer.example.is_none() => found("no example", detail),
        () if findings.within(example).contains(&PLACEHOLDER) && has_members(&answer, &own.1) => {
            Outcome { class: "as shown, values replaced", detail }
        }
        () => found("another example or body", detail),
    }
}

/// The codes of findings that say that an example is no valid HTTP message. Any answer of the mock to such an example
/// counts as explained.
const EXPLAINING: &[&str] = &["D0303", "D0304"];

/// The code of the finding that an example request is documented on no page.
const UNDOCUMENTED: &str = "D0912";

/// The code of the finding that a value is a placeholder such as `string`. The mock replaces it by a usable value.
const PLACEHOLDER: &str = "D0910";

/// Whether the answer has the members of the example, whatever their values are.
fn has_members(answer: &Answer, shown: &str) -> bool {
    let (found, shown) = (serde_json::from_slice(answer.response.body()), serde_json::from_str(shown));
    found.is_ok_and(|found: Value| shown.is_ok_and(|shown: Value| count(&found, &shown, &mut 0, &mut 0)))
}

enum Same {
    Equal,
    /// The members are those of the example, but some values differ.
    Replaced,
    No,
}

fn same_body(answer: &Answer, shown: &str) -> Same {
    let body = answer.response.body();
    let Ok(expected) = serde_json::from_str::<Value>(shown) else {
        // A page cannot show the bytes of a binary body, so only whether the body is empty is compared. Words in
        // brackets, such as `{Raw bytes}`, are not JSON.
        let is_json = shown.starts_with(['{', '[']) && (shown.contains('"') || shown.len() < 3);
        let is_same = shown.is_empty() == body.is_empty() || body == shown.as_bytes();
        return if !is_json && is_same { Same::Equal } else { Same::No };
    };
    match serde_json::from_slice::<Value>(body) {
        Ok(found) if found == expected => Same::Equal,
        Ok(found) if has_form(&found, &expected) => Same::Replaced,
        Ok(_) | Err(_) => Same::No,
    }
}

/// Whether both values have the same members and array lengths, and not more values differ than are equal. Up to three
/// values may differ in any case.
fn has_form(found: &Value, expected: &Value) -> bool {
    let (mut same, mut other) = (0, 0);
    count(found, expected, &mut same, &mut other) && other <= same.max(3)
}

fn count(found: &Value, expected: &Value, same: &mut usize, other: &mut usize) -> bool {
    match (found, expected) {
        (Value::Object(one), Value::Object(two)) => {
            one.len() == two.len()
                && one.iter().all(|(name, value)| two.get(name).is_some_and(|two| count(value, two, same, other)))
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            one.iter().zip(two).all(|(one, two)| count(one, two, same, other))
        }
        (one, two) => {
            *if one == two { same } else { other } += 1;
            true
        }
    }
}

/// Whether the answer has those headers of the example that affect what a client does, such as `Location`. Values of
/// headers are not compared.
fn has_headers(answer: &Answer, shown: &Message) -> bool {
    let matters = |name: &str| {
        ["location", "content-location", "retry-after", "operation-location", "etag", "preference-applied"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    };
    let has = |name: &String| answer.response.headers().contains_key(name.to_ascii_lowercase());
    shown.headers.iter().filter(|(name, _)| matters(name)).all(|(name, _)| has(name))
}
