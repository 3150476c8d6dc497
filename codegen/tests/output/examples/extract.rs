//! The example requests of a page, each with the response that follows it.
//!
//! In: a page. Out: pairs of a request and a response, unchanged. Invariant: examples are found by the form of the
//! text, without the page parser of `codegen`.

use std::fmt;

use graph_codegen::source::Source;

/// A request in a code block of a page, and the response that follows it.
pub(crate) struct Example {
    pub(crate) page: String,
    pub(crate) request: Message,
    pub(crate) response: Message,
}

/// A request or a response in a code block, split into its first line, its headers and its body.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The bytes of the page that the code block takes up.
    pub(crate) range: std::ops::Range<usize>,
    pub(crate) first: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// The examples of a page. Request lines below `HTTP request` are no examples.
pub(crate) fn examples(source: &Source) -> Vec<Example> {
    let mut found = Vec::new();
    let mut request: Option<Message> = None;
    for (section, block) in blocks(&source.text) {
        let first = block.first.split_whitespace().next().unwrap_or_default();
        if METHODS.contains(&first) && section != "http request" && block.first.contains('/') {
            request = Some(block);
        } else if first.starts_with("HTTP/")
            && let Some(request) = request.take()
        {
            found.push(Example { page: source.path.clone(), request, response: block });
        }
    }
    found
}

/// The code blocks of a page, each with the heading of level 2 above it.
fn blocks(text: &str) -> Vec<(String, Message)> {
    let mut blocks: Vec<(String, Message)> = Vec::new();
    let (mut section, mut at) = (String::new(), 0);
    let mut open: Option<(usize, String)> = None;
    // Whether the line before ended a code block, so that the next block may contain the body.
    let mut is_behind = false;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let bare = line.trim();
        match &mut open {
            Some((from, body)) if bare.starts_with("```") => {
                let json = Some(body.trim()).filter(|body| body.starts_with(['{', '[']));
                match (json, blocks.last_mut()) {
                    // A body may be in a separate block directly below the block of its head.
                    (Some(json), Some((_, last)))
                        if is_behind && last.first.starts_with("HTTP/") && last.body.is_empty() =>
                    {
                        last.body = json.to_owned();
                    }
                    _ => blocks.extend(message(body, *from..start).map(|message| (section.clone(), message))),
                }
                is_behind = true;
                open = None;
            }
            Some((_, body)) => body.push_str(line),
            None if bare.starts_with("```") => open = Some((end, String::new())),
            None => {
                is_behind &= bare.is_empty();
                // A number in backticks below a response of plain text is its body.
                let number = bare.trim_matches('`');
                let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
                if let Some((_, last)) = blocks.last_mut().filter(|_| is_number && bare.starts_with('`'))
                    && last.first.starts_with("HTTP/")
                    && last.body.is_empty()
                {
                    last.body = number.to_owned();
                }
                if let Some(title) = bare.strip_prefix("## ") {
                    section = title.trim().to_lowercase();
                }
            }
        }
    }
    blocks
}

fn message(text: &str, range: std::ops::Range<usize>) -> Option<Message> {
    // If a block has several requests, the response belongs to the last one.
    let is_request = |line: &str| METHODS.iter().any(|method| line.starts_with(&format!("{method} http")));
    let text = match text.lines().filter(|line| is_request(line)).count() {
        0 | 1 => text,
        _ => &text[text.lines().rev().find(|line| is_request(line)).and_then(|line| text.rfind(line))?..],
    };
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let first = lines.next()?.trim().to_owned();
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut body = String::new();
    let mut in_body = false;
    let mut lines = lines.peekable();
    // Some pages have a blank line between the request line and the headers.
    while lines.peek().is_some_and(|line| line.trim().is_empty()) {
        lines.next();
    }
    for line in lines {
        if in_body {
            body.push_str(line);
            body.push('\n');
            continue;
        }
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        match line.split_once(':') {
            _ if line.trim().is_empty() => in_body = true,
            Some((name, value)) if is_name(name.trim()) => {
                headers.push((name.trim().to_owned(), value.trim().to_owned()))
            }
            _ => {
                in_body = true;
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    Some(Message { range, first, headers, body: body.trim().to_owned() })
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.page, self.request.first)
    }
}
