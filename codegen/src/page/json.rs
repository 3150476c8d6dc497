//! Parses JSON as people write it on pages, and keeps the place of every value.
//!
//! Strict JSON is read without a [`Repair`]. Notations that strict JSON does not allow, such as comments, are read too,
//! each with a [`Repair`] that names it and its place. Values nest at most [`DEPTH`] deep, so recursion over a [`Node`]
//! is always safe.

mod lexer;
mod parse;
mod string;
mod write;

use std::borrow::Cow;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::{Span, Spanned};

pub(crate) use parse::parse;

/// How deep arrays and objects may be nested. `serde_json` has the same limit, so it can read what was written from a
/// value of this parser.
pub(crate) const DEPTH: usize = 127;

/// A JSON value, and where the page has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node<'s> {
    /// The place of the whole value, with its brackets or quotes.
    pub span: Span,
    /// What the value is, and its content.
    pub value: Value<'s>,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'s> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as the page has it; always a strict JSON number.
    Number(&'s str),
    /// A string, unescaped.
    String(Cow<'s, str>),
    /// An array.
    Array(Vec<Node<'s>>),
    /// An object; its members in order, including repeated ones.
    Object(Vec<Member<'s>>),
}

/// A member of an object: a name and a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member<'s> {
    /// The name of the member, unescaped; the span includes the quotes.
    pub name: Spanned<Cow<'s, str>>,
    /// The value of the member.
    pub value: Node<'s>,
}

/// The result of parsing a text.
#[derive(Clone, Debug)]
pub(crate) struct Parsed<'s> {
    /// The value; `None` if there is an error.
    pub node: Option<Node<'s>>,
    /// What strict JSON does not allow in the text, in the order of the text.
    pub repairs: Vec<Repair>,
    /// The edits that turn the text into strict JSON with the same meaning. There is no edit for a repair that only a
    /// person can make.
    pub(crate) edits: Vec<Replacement>,
    /// Why the text has no value that can be read. `None` if it has a value.
    pub error: Option<JsonError>,
}

/// A text to write in place of a part of the JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// The part to replace; empty if the text is inserted.
    pub(crate) span: Span,
    /// The text to write there.
    pub(crate) text: Cow<'static, str>,
}

/// A place where the text is not strict JSON, and what was assumed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    /// What is wrong at the place.
    pub kind: RepairKind,
    /// The place; empty if something is missing there.
    pub span: Span,
}

/// Ways in which a text is not strict JSON. Each was read as the author probably meant it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RepairKind {
    /// A comma before a closing bracket, or a repeated comma.
    ExtraComma,
    /// A comma is missing between two members or elements.
    MissingComma,
    /// A `//` or `/* */` comment.
    Comment,
    /// Typographic or single quotes around a string.
    Quote,
    /// A line break or another control character inside a string, unescaped.
    ControlCharacter,
    /// A backslash and a character that is no escape in JSON, such as `\d`.
    Escape,
    /// A quote inside a string, without a backslash.
    UnescapedQuote,
    /// A string that is not closed on its line.
    UnclosedString,
    /// A name without quotes.
    UnquotedName,
    /// A word without quotes that is no value of JSON; it is read as a string.
    BareWord,
    /// White space that JSON does not allow.
    Blank,
    /// `...` where members or elements are left out.
    Elision,
    /// A name without a value; it is read as `null`.
    MissingValue,
    /// Text after the end of the value; it is ignored.
    TrailingText,
    /// A missing closing bracket.
    MissingClose,
    /// A name that the object already has.
    DuplicateName,
}

/// The reason why a text cannot be read as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JsonError {
    /// What was expected and what was found, e.g. ``expected a value, found `)` ``.
    pub message: String,
    /// The place at which reading stopped.
    pub span: Span,
}

impl RepairKind {
    /// What is wrong, in a few words for a message.
    #[must_use]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            RepairKind::ExtraComma => "an extra comma",
            RepairKind::MissingComma => "a missing comma",
            RepairKind::Comment => "a comment",
            RepairKind::Quote => "quotes other than `\"`",
            RepairKind::ControlCharacter => "a line break or control character in a string",
            RepairKind::Escape => "an unknown escape",
            RepairKind::UnescapedQuote => "a quote that is not escaped",
            RepairKind::UnclosedString => "a string without its closing quote",
            RepairKind::UnquotedName => "a name without quotes",
            RepairKind::BareWord => "a word without quotes",
            RepairKind::Blank => "a kind of space that JSON does not allow between values",
            RepairKind::Elision => "`...` in place of JSON that is left out",
            RepairKind::MissingValue => "a name without a value",
            RepairKind::TrailingText => "text after the value",
            RepairKind::MissingClose => "a missing closing bracket",
            RepairKind::DuplicateName => "an object that has two members of the same name",
        }
    }
}

impl RepairKind {
    /// Whether the edit loses nothing, because strict JSON can express the same. A comment, for instance, would be
    /// lost.
    fn is_safe(self) -> bool {
        !matches!(self, RepairKind::Comment | RepairKind::Elision | RepairKind::MissingValue)
    }

    /// What the author should do, in the imperative.
    fn help(self) -> &'static str {
        match self {
            RepairKind::ExtraComma => "remove the comma",
            RepairKind::MissingComma => "add a comma",
            RepairKind::Comment => "remove the comment",
            RepairKind::Quote => "write `\"` for the quotes",
            RepairKind::ControlCharacter => "write `\\n` for a line break within a string",
            RepairKind::Escape => "write `\\\\` for a backslash",
            RepairKind::UnescapedQuote => "write `\\\"` for a quote within a string",
            RepairKind::UnclosedString => "add the closing quote",
            RepairKind::UnquotedName | RepairKind::BareWord => "put the word in quotes",
            RepairKind::Blank => "write an ordinary space",
            RepairKind::Elision => "remove `...`, and write `\"truncated\": true` in the annotation",
            RepairKind::MissingValue => "add the value",
            RepairKind::TrailingText => "remove the text after the value",
            RepairKind::MissingClose => "add the closing bracket",
            RepairKind::DuplicateName => {
                "remove one of the two members with the same name; until then the last of them is used"
            }
        }
    }
}

impl<'s> Node<'s> {
    /// The value of a member. If two members have the same name, the last one counts, as in every common parser. `None`
    /// if there is no such member.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'s>> {
        self.member(name).map(|member| &member.value)
    }

    /// The member with this name; the last one if two members have the name. `None` if there is no such member.
    #[must_use]
    pub(crate) fn member(&self, name: &str) -> Option<&Member<'s>> {
        self.members().iter().rfind(|member| member.name.value == name)
    }

    /// The members of an object; empty for any other value.
    #[must_use]
    pub(crate) fn members(&self) -> &[Member<'s>] {
        if let Value::Object(members) = &self.value { members } else { &[] }
    }

    /// The elements of an array; empty for any other value.
    #[must_use]
    pub(crate) fn elements(&self) -> &[Node<'s>] {
        if let Value::Array(elements) = &self.value { elements } else { &[] }
    }

    /// The text of a string. `None` for any other value.
    #[must_use]
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The value of a boolean. `None` for any other value.
    #[must_use]
    pub(crate) fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value { Some(value) } else { None }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
}

impl Parsed<'_> {
    /// Reports the error if there is one. Otherwise it reports the first repair, and adds the places of up to three
    /// further repairs as notes.
    pub(crate) fn report(&self, invalid: Code, repaired: Code, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(error) = &self.error {
            let message = format!("this text cannot be read as JSON: {}", error.message);
            diagnostics.push(
                Diagnostic::new(invalid, error.span, message).help("correct the JSON; until then none of it is read"),
            );
        } else if let Some((first, rest)) = self.repairs.split_first() {
            let message = format!("this text is not valid JSON: {}", first.kind.as_str());
            let mut diagnostic = Diagnostic::new(repaired, first.span, message)
                .help(first.kind.help())
                .about(Subject::words(first.kind.as_str()));
            for repair in rest {
                diagnostic.also_at(repair.span, repair.kind.as_str());
            }
            diagnostics.push(self.fixed(diagnostic));
        }
    }

    /// Adds all edits to a finding, but only if each repair has one.
    fn fixed(&self, mut finding: Diagnostic) -> Diagnostic {
        let repairs = |repair: &Repair| {
            self.edits.iter().any(|edit| (repair.span.start..=repair.span.end).contains(&edit.span.start))
        };
        if !self.repairs.iter().all(repairs) {
            return finding;
        }
        let is_safe = self.repairs.iter().all(|repair| repair.kind.is_safe());
        for edit in &self.edits {
            let edit = Edit::Replace(edit.span, edit.text.as_ref().to_owned());
            finding = if is_safe { finding.fix_safely(edit) } else { finding.fix_unsafely(edit) };
        }
        finding
    }
}
