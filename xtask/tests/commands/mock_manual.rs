//! The examples of `MOCK.md`: each request gets the answer that stands behind it.
//!
//! A block `console` starts the program with its flags; of two blocks `http` the first is sent, and the second is the status,
//! headers and a part of the body of the answer.

use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::mock::Service;

/// The code blocks of the manual with their languages.
fn blocks() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("MOCK.md");
    let text = fs::read_to_string(path).expect("the manual");
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                blocks.push((language.to_string(), String::new()));
                is_open = true;
            }
            Event::End(TagEnd::CodeBlock) => is_open = false,
            Event::Text(part) if is_open => blocks.last_mut().expect("a block").1.push_str(&part),
            _ => {}
        }
    }
    blocks
}

/// The arguments of a command as a shell takes them apart, with single quotes alone.
fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        match index % 2 {
            0 => arguments.extend(part.split_whitespace().map(str::to_owned)),
            _ => arguments.push(part.to_owned()),
        }
    }
    arguments
}

#[test]
fn the_manual_of_the_mock_is_true() {
    let mut service = None;
    let mut asked: Option<String> = None;
    let mut answers = 0;
    for (language, text) in blocks() {
        match language.as_str() {
            "console" => {
                let arguments = arguments(text.trim().strip_prefix("$ cargo xtask mock").expect("a command"));
                // The port is any free one, and the folder that of this repository.
                let kept = arguments.iter().skip_while(|argument| *argument != "--fault" && *argument != "--scopes");
                let kept: Vec<&str> = kept.map(String::as_str).collect();
                service = (!text.contains("--config")).then(|| Service::with(&kept));
            }
            "http" => match asked.take() {
                None => asked = Some(text),
                Some(request) => {
                    let service = service.as_ref().expect("a command before the request");
                    let (head, body) = request.split_once("\n\n").unwrap_or((request.trim_end(), ""));
                    let (line, headers) = head.split_once('\n').unwrap_or((head, ""));
                    let head = format!("{line} HTTP/1.1\r\n{}", headers.trim().replace('\n', "\r\n"));
                    let answer = service.whole(head.trim_end(), body.trim());
                    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
                    for line in head.lines() {
                        assert!(answer.contains(line), "`{line}` is not in the answer to {request}:\n{answer}");
                    }
                    assert!(
                        answer.contains(&body.trim().replace('"', "\\\"")) || answer.contains(body.trim()),
                        "{answer}"
                    );
                    answers += 1;
                }
            },
            "toml" => {}
            other => panic!("no block is `{other}`"),
        }
    }
    assert!(asked.is_none());
    assert!(answers >= 7, "{answers} answers");
}
