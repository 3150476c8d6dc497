//! Code with its layout: an expression stays on one line if it fits; otherwise each part gets its own line.
//!
//! In: an expression as pieces. Out: text. Invariant: the text on one line and on several lines is the same code.

/// A piece of Rust source that can be printed on one line or on several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Code {
    /// A piece of source that is never broken over lines.
    Text(String),
    /// Parts with commas between them, after an opening text and before a closing text: a struct, a list or a call.
    Parts(String, Vec<Code>, String),
}

/// The number of columns up to which code stays on one line.
const WIDTH: usize = 88;

impl Code {
    /// An expression that opens with `open` and closes with `close`.
    pub(in crate::emit) fn parts(open: String, parts: Vec<Code>, close: &str) -> Code {
        Code::Parts(open, parts, close.to_owned())
    }

    /// The code with text before and after it: a call with a single argument, the name of a field, the end of a
    /// statement.
    pub(in crate::emit) fn between(self, before: &str, after: &str) -> Code {
        match self {
            Code::Text(text) => Code::Text([before, &text, after].concat()),
            Code::Parts(open, parts, close) => Code::Parts([before, &open].concat(), parts, close + after),
        }
    }

    /// The code without `.into()` at its end, for a method that converts its argument itself.
    pub(in crate::emit) fn unconverted(self) -> Code {
        match self {
            Code::Text(text) => Code::Text(text.strip_suffix(".into()").map_or(text.clone(), str::to_owned)),
            Code::Parts(..) => self,
        }
    }

    /// The code as text without line breaks.
    pub(in crate::emit) fn line(&self) -> String {
        match self {
            Code::Text(text) => text.clone(),
            Code::Parts(open, parts, close) => {
                let blank = if open.ends_with('{') && !parts.is_empty() { " " } else { "" };
                let parts: Vec<String> = parts.iter().map(Code::line).collect();
                [open, blank, &parts.join(", "), blank, close].concat()
            }
        }
    }

    /// The code as text, broken into lines if it does not fit on one. It is to be inserted after the first `start`
    /// characters of a line, whose indentation is `indent` columns.
    pub(in crate::emit) fn laid_out(&self, indent: usize, start: usize) -> String {
        let line = self.line();
        match self {
            Code::Parts(open, parts, close) if start + line.len() > WIDTH && !parts.is_empty() => {
                let deeper = indent + 4;
                let mut text = format!("{open}\n");
                for part in parts {
                    let end = if part == &rest() { "" } else { "," };
                    text.push_str(&format!("{:deeper$}{}{end}\n", "", part.laid_out(deeper, deeper)));
                }
                text.push_str(&format!("{:indent$}{close}", ""));
                text
            }
            Code::Text(_) | Code::Parts(..) => line,
        }
    }
}

/// `..Default::default()`, which sets the fields of a struct that are not listed.
pub(in crate::emit) fn rest() -> Code {
    Code::Text("..Default::default()".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Code {
        Code::Text(text.to_owned())
    }

    #[test]
    fn code_is_broken_into_lines_only_if_it_is_too_long() {
        let short = Code::parts("A {".to_owned(), vec![text("b: 1"), rest()], "}");
        assert_eq!(short.clone().between("Some(", ")").laid_out(0, 0), "Some(A { b: 1, ..Default::default() })");
        let long = Code::parts("vec![".to_owned(), vec![short, text(&"x".repeat(80))], "]");
        let lines = format!("f(vec![\n    A {{ b: 1, ..Default::default() }},\n    {},\n])", "x".repeat(80));
        assert_eq!(long.between("f(", ")").laid_out(0, 0), lines);
    }
}
