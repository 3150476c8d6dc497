//! A writer of indented XML.
//!
//! In: element names, attributes and comments in document order. Out: well-formed XML 1.0 for any values: reserved
//! characters are escaped, forbidden ones become U+FFFD. The children of an element are written by a closure, so every
//! element is closed. There is no text content, because CSDL uses attributes only.
//!
//! The crate `quick-xml` is not used, because its writer would replace only the functions `start` and `indent`: it does
//! not write an element without children as `<a/>` by itself, joins no fragments, and writes characters that XML
//! forbids.

use std::fmt::Write as _;

/// The text written so far.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// An empty document that begins with its XML declaration.
    pub(crate) fn document() -> Xml {
        Xml { text: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), depth: 0 }
    }

    /// An empty fragment whose elements are indented by `depth` levels, for [`Xml::append`].
    pub(crate) fn fragment(depth: usize) -> Xml {
        Xml { text: String::new(), depth }
    }

    /// Writes an element; `children` writes its content.
    pub(crate) fn element(&mut self, name: &str, attributes: &[(&str, &str)], children: impl FnOnce(&mut Xml)) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        let inside = self.text.len();
        self.depth += 1;
        children(self);
        self.depth -= 1;
        if self.text.len() == inside {
            self.text.truncate(inside - ">\n".len());
            self.text.push_str("/>\n");
        } else {
            self.indent();
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// Writes an element without children.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// Writes a comment. Line breaks become spaces; `--`, which XML forbids in comments, becomes `- -`.
    pub(crate) fn comment(&mut self, text: &str) {
        self.indent();
        self.text.push_str("<!-- ");
        let mut last = ' ';
        for character in text.chars() {
            let character = if character.is_whitespace() { ' ' } else { replace_forbidden(character) };
            if character == '-' && last == '-' {
                self.text.push(' ');
            }
            self.text.push(character);
            last = character;
        }
        self.text.push_str(" -->\n");
    }

    /// Appends a fragment unchanged.
    pub(crate) fn append(&mut self, fragment: &Xml) {
        self.text.push_str(&fragment.text);
    }

    /// Returns the text of the document or fragment.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }
}

/// Escapes an attribute value. Line breaks and tabs are escaped too, because an XML parser replaces them by spaces
/// otherwise.
fn escape(value: &str, out: &mut String) {
    for character in value.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(replace_forbidden(other)),
        }
    }
}

/// Replaces a character that XML 1.0 forbids, such as U+0001, by U+FFFD.
fn replace_forbidden(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => character,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_elements_are_closed() {
        let mut xml = Xml::document();
        xml.element("a", &[("b", "<\"&\n\u{1}>")], |xml| xml.element("c", &[], |_| {}));
        xml.comment("x --> y\n---");
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&lt;&quot;&amp;&#10;\u{fffd}&gt;\">\n  <c/>\n</a>\n<!-- x - -> y - - - -->\n"
        );
    }
}
