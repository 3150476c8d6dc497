//! Tests of HTTP messages.

use crate::page::http::{self, StartLine};
use crate::source::{SourceId, Span};

/// Prints the parts of an HTTP message on one line, after checking that the span of each part contains its text.
fn check(text: &str) -> String {
    const OFFSET: usize = 7;
    let base = Span::new(SourceId(0), OFFSET..OFFSET + text.len());
    let slice = |span: Span| &text[span.start as usize - OFFSET..span.end as usize - OFFSET];
    let message = http::parse(text, base);
    let mut shown = match message.start {
        StartLine::Request(request) => {
            assert!(slice(request.span).starts_with(request.method) && slice(request.span).contains(request.target));
            format!("{} -> {}", request.method, request.target)
        }
        StartLine::Status { code, span } => {
            assert!(slice(span).contains(&code.to_string()));
            format!("status {code}")
        }
        StartLine::None => "none".to_owned(),
    };
    for (name, value) in &message.headers {
        assert_eq!((slice(name.span), slice(value.span)), (name.value, value.value));
        shown += &format!(" | {}={}", name.value, value.value);
    }
    if let Some((body, span)) = message.body {
        assert_eq!(slice(span), body);
        shown += &format!(" | body {body:?}");
    }
    shown
}

#[test]
fn requests_have_headers_and_a_body() {
    assert_eq!(
        check("GET https://host/me HTTP/1.1\nAccept: x\n\n{ }\n"),
        "GET -> https://host/me | Accept=x | body \"{ }\""
    );
    assert_eq!(check("POST /me\nContent-type: json\n[1]"), "POST -> /me | Content-type=json | body \"[1]\"");
    assert_eq!(check("\r\n  PATCH /me\r\n\r\n{}\r\n"), "PATCH -> /me | body \"{}\"");
    assert_eq!(check("DELETE/identity/x"), "DELETE -> /identity/x");
    assert_eq!(
        check("PUT /me\nContent-Type: text/plain\n\nplain: text"),
        "PUT -> /me | Content-Type=text/plain | body \"plain: text\""
    );
}

#[test]
fn a_blank_line_may_precede_the_headers() {
    assert_eq!(
        check("POST /me\n\nContent-type: a\nPrefer: b\n\n{\n}"),
        "POST -> /me | Content-type=a | Prefer=b | body \"{\\n}\""
    );
}

#[test]
fn status_lines_are_read_in_many_spellings() {
    for line in ["HTTP/1.1 200 OK", "HTTP/2 200", "HTTP 200 Okay", "http/1.1 200 ok", "200", "200 OK"] {
        assert_eq!(check(&format!("{line}\nA: b")), "status 200 | A=b", "{line}");
    }
    assert_eq!(check("HTTP/1.1 204 No Content"), "status 204");
}

#[test]
fn text_after_the_head_of_a_response_is_its_body_even_if_it_looks_like_headers() {
    assert_eq!(check("HTTP/1.1 200 OK\n\nBEGIN:VCARD\nN:a"), "status 200 | body \"BEGIN:VCARD\\nN:a\"");
    assert_eq!(check("HTTP/1.1 200 OK\n\nContent-type: a\n\n{}"), "status 200 | Content-type=a | body \"{}\"");
}

#[test]
fn a_block_without_start_line_and_headers_is_only_a_body() {
    assert_eq!(check("{ \"a\": 1 }"), "none | body \"{ \\\"a\\\": 1 }\"");
    assert_eq!(check("Getting started"), "none | body \"Getting started\"");
    assert_eq!(check(" \n\n"), "none");
    assert_eq!(check(""), "none");
}

#[test]
fn each_line_with_a_method_and_a_path_is_a_request_line() {
    let text = "GET /users/{id | name}\n or\n\tPOST /me/x\nhttps://nothing\n";
    let requests = text.lines().filter_map(|line| http::request(line.trim(), Span::default()));
    let requests: Vec<_> = requests.map(|line| (line.method, line.target)).collect();
    assert_eq!(requests, [("GET", "/users/{id | name}"), ("POST", "/me/x")]);
}
