//! A small CSDL parser for tests, which turns each element into one line of text.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The declarations of a document as `Schema/Element/Child attribute=value…` lines, annotations left out.
pub(crate) fn declarations(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("the document is well-formed") {
            Event::Start(element) => {
                let (name, line) = describe(&element, &path);
                found.extend(line);
                path.push(name);
            }
            Event::Empty(element) => found.extend(describe(&element, &path).1),
            Event::End(_) => drop(path.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "every element is closed");
    found
}

/// Every value of `attribute` on elements named `element`, unescaped.
pub(crate) fn values(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("the document is well-formed") {
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == element.as_bytes() => {
                found.extend(attributes(&start).remove(attribute));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn describe(element: &BytesStart<'_>, path: &[String]) -> (String, Option<String>) {
    let tag = String::from_utf8_lossy(element.name().as_ref()).into_owned();
    let mut attributes = attributes(element);
    let name = attributes.remove("Name").or_else(|| attributes.remove("Namespace"));
    let Some(name) = name else { return (tag.clone(), (tag == "ReturnType").then(|| line(path, &tag, &attributes))) };
    attributes.remove("xmlns");
    (name.clone(), Some(line(path, &format!("{tag}:{name}"), &attributes)))
}

fn line(path: &[String], last: &str, attributes: &BTreeMap<String, String>) -> String {
    let inside = path.iter().skip(2).map(|part| format!("{part}/")).collect::<String>();
    let rest = attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect::<String>();
    format!("{inside}{last}{rest}")
}

fn attributes(element: &BytesStart<'_>) -> BTreeMap<String, String> {
    let attributes = element.attributes().map(|attribute| attribute.expect("attributes are well-formed"));
    let pair = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        (name, attribute.unescape_value().expect("values are escaped").into_owned())
    };
    attributes.map(pair).collect()
}
