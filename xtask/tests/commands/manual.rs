//! Reads the examples of a manual for tests: its code blocks, and the arguments of the commands in them.

use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// The code blocks of a manual with their languages.
pub(crate) fn blocks(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
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

/// Splits a command line into arguments as a shell does. Only single quotes are supported.
pub(crate) fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        match index % 2 {
            0 => arguments.extend(part.split_whitespace().map(str::to_owned)),
            _ => arguments.push(part.to_owned()),
        }
    }
    arguments
}
