//! Parses JSON without recursion, with a stack of the arrays and objects that are not closed yet.
//!
//! Their elements and members are on shared stacks, and are moved into a vector when one is closed, so that each vector
//! is allocated once with its final length.

use std::borrow::Cow;

use super::lexer::Lexer;
use super::{DEPTH, JsonError, Member, Node, Parsed, Repair, RepairKind, Value};
use crate::source::{Span, Spanned};

/// An array or object that is not closed yet.
enum OpenContainer<'s> {
    /// An array. `start` is the byte offset of its opening bracket, `first` the index of its first element in
    /// [`Stack::elements`].
    Array { start: usize, first: usize },
    /// An object. `start` is the byte offset of its opening brace, `first` the index of its first member in
    /// [`Stack::members`]; `name` is the name whose value comes next.
    Object { start: usize, first: usize, name: Option<Spanned<Cow<'s, str>>> },
}

#[derive(Default)]
struct Stack<'s> {
    open: Vec<OpenContainer<'s>>,
    elements: Vec<Node<'s>>,
    members: Vec<Member<'s>>,
}

/// What comes next in the innermost open array or object.
enum Step<'s> {
    Value,
    Done(Node<'s>),
}

/// Parses the JSON value in a text. `base` is the place of the text, of which only the file and the start are used.
#[must_use]
pub(crate) fn parse(text: &str, base: Span) -> Parsed<'_> {
    let mut lexer = Lexer::new(text, base);
    let result = document(&mut lexer);
    let mut repairs = lexer.repairs;
    repairs.sort_by_key(|repair| repair.span.start);
    match result {
        Ok(node) => Parsed { node: Some(node), repairs, edits: lexer.edits, error: None },
        Err(error) => Parsed { node: None, repairs, edits: Vec::new(), error: Some(error) },
    }
}

fn document<'s>(lexer: &mut Lexer<'s>) -> Result<Node<'s>, JsonError> {
    lexer.skip_blanks();
    let mut stack = Stack::default();
    loop {
        // A value comes next: either a whole one, or the start of an array or object.
        let mut done = match begin(lexer, &mut stack)? {
            Some(node) => node,
            None => match advance(lexer, &mut stack)? {
                Step::Value => continue,
                Step::Done(node) => node,
            },
        };
        loop {
            let Some(open) = stack.open.last_mut() else {
                end(lexer);
                return Ok(done);
            };
            match open {
                OpenContainer::Array { .. } => stack.elements.push(done),
                OpenContainer::Object { name, .. } => {
                    if let Some(name) = name.take() {
                        stack.members.push(Member { name, value: done });
                    }
                }
            }
            separator(lexer);
            match advance(lexer, &mut stack)? {
                Step::Value => break,
                Step::Done(node) => done = node,
            }
        }
    }
}

/// Reads a string, number or literal; or opens an array or object, and returns `None`.
fn begin<'s>(lexer: &mut Lexer<'s>, stack: &mut Stack<'s>) -> Result<Option<Node<'s>>, JsonError> {
    let start = lexer.at;
    if lexer.eat(b'{') {
        stack.open.push(OpenContainer::Object { start, first: stack.members.len(), name: None });
    } else if lexer.eat(b'[') {
        stack.open.push(OpenContainer::Array { start, first: stack.elements.len() });
    } else {
        let value = scalar(lexer)?;
        return Ok(Some(Node { span: lexer.span(start, lexer.at), value }));
    }
    if stack.open.len() > DEPTH {
        return Err(error(lexer, start, format!("arrays and objects nest more than {DEPTH} deep")));
    }
    Ok(None)
}

fn scalar<'s>(lexer: &mut Lexer<'s>) -> Result<Value<'s>, JsonError> {
    let start = lexer.at;
    if let Some(closers) = lexer.closers() {
        let text = lexer.string(closers);
        return text.map(Value::String).ok_or_else(|| error(lexer, start, "a string is not closed"));
    }
    let word = word(lexer.rest(), false);
    let begins_word = |character: char| character.is_alphanumeric() || "+-.<_$@".contains(character);
    if !word.starts_with(begins_word) {
        let found = lexer.character().map_or("the end".to_owned(), |found| format!("`{found}`"));
        return Err(error(lexer, start, format!("expected a value, found {found}")));
    }
    let end = start + word.len();
    let value = match word {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        number if is_number(number) => Value::Number(number),
        sentence if sentence.contains(' ') => {
            return Err(error(lexer, start, format!("expected a value, found `{}`", abridged(sentence))));
        }
        other => {
            lexer.repair(RepairKind::BareWord, start, end);
            if ["true", "false", "null"].iter().any(|literal| other.eq_ignore_ascii_case(literal)) {
                lexer.write(start, end, other.to_ascii_lowercase());
            } else {
                lexer.write(start, start, "\"");
                lexer.write(end, end, "\"");
            }
            if other.eq_ignore_ascii_case("true") {
                Value::Bool(true)
            } else if other.eq_ignore_ascii_case("false") {
                Value::Bool(false)
            } else if other.eq_ignore_ascii_case("null") {
                Value::Null
            } else {
                Value::String(Cow::Borrowed(other))
            }
        }
    };
    lexer.at = end;
    Ok(value)
}

/// The first few characters of a text, for a message.
fn abridged(text: &str) -> String {
    const MAX_LENGTH: usize = 24;
    if text.chars().nth(MAX_LENGTH).is_none() {
        text.to_owned()
    } else {
        text.chars().take(MAX_LENGTH).chain(['…']).collect()
    }
}

/// Skips the comma between two members, or records that it is missing.
fn separator(lexer: &mut Lexer<'_>) {
    let after = lexer.at;
    lexer.skip_blanks();
    let comma = lexer.at;
    if lexer.eat(b',') {
        lexer.comma = Some(comma);
    } else if !matches!(lexer.byte(), None | Some(b'}' | b']')) {
        lexer.repair(RepairKind::MissingComma, after, after);
        lexer.write(after, after, ",");
    }
}

/// Goes on inside the innermost open array or object: to its next value, or past its end.
fn advance<'s>(lexer: &mut Lexer<'s>, stack: &mut Stack<'s>) -> Result<Step<'s>, JsonError> {
    loop {
        lexer.skip_blanks();
        let start = lexer.at;
        match lexer.byte() {
            Some(b',') => {
                lexer.at += 1;
                lexer.repair(RepairKind::ExtraComma, start, lexer.at);
                lexer.write(start, lexer.at, "");
                continue;
            }
            Some(b'.') if lexer.rest().starts_with("...") => {
                lexer.at += lexer.rest().bytes().take_while(|&byte| byte == b'.').count();
                elided(lexer, start);
                continue;
            }
            Some(0xe2) if lexer.rest().starts_with('\u{2026}') => {
                lexer.at += '\u{2026}'.len_utf8();
                elided(lexer, start);
                continue;
            }
            _ => {}
        }
        let is_array = matches!(stack.open.last(), Some(OpenContainer::Array { .. }));
        let closes = match lexer.byte() {
            None => true,
            Some(b'}') => !is_array || stack.open.iter().any(|open| matches!(open, OpenContainer::Object { .. })),
            Some(b']') => is_array || stack.open.iter().any(|open| matches!(open, OpenContainer::Array { .. })),
            _ => false,
        };
        if closes {
            let Some(open) = stack.open.pop() else {
                return Err(error(lexer, start, "expected a value"));
            };
            let own = if is_array { b']' } else { b'}' };
            if lexer.byte() == Some(own) {
                if let Some(comma) = lexer.comma.take() {
                    lexer.repair(RepairKind::ExtraComma, comma, comma + 1);
                    lexer.write(comma, comma + 1, "");
                }
                lexer.at += 1;
            } else {
                lexer.repair(RepairKind::MissingClose, start, start);
                lexer.write(start, start, if is_array { "]" } else { "}" });
            }
            return Ok(Step::Done(close(lexer, stack, open)));
        }
        lexer.comma = None;
        let Some(OpenContainer::Object { name, .. }) = stack.open.last_mut() else { return Ok(Step::Value) };
        *name = Some(member_name(lexer)?);
        let after = lexer.at;
        lexer.skip_blanks();
        if !lexer.eat(b':') {
            return Err(error(lexer, after, "expected `:` after a name"));
        }
        lexer.skip_blanks();
        if !matches!(lexer.byte(), None | Some(b',' | b'}' | b']')) {
            return Ok(Step::Value);
        }
        let at = lexer.at;
        lexer.repair(RepairKind::MissingValue, at, at);
        lexer.write(at, at, "null");
        let span = lexer.span(at, at);
        if let Some(OpenContainer::Object { name, .. }) = stack.open.last_mut()
            && let Some(name) = name.take()
        {
            stack.members.push(Member { name, value: Node { span, value: Value::Null } });
        }
        separator(lexer);
    }
}

fn elided(lexer: &mut Lexer<'_>, start: usize) {
    lexer.repair(RepairKind::Elision, start, lexer.at);
    lexer.write(start, lexer.at, "");
    lexer.skip_blanks();
    let comma = lexer.at;
    if lexer.eat(b',') {
        lexer.write(comma, lexer.at, "");
    }
    lexer.comma = None;
}

fn member_name<'s>(lexer: &mut Lexer<'s>) -> Result<Spanned<Cow<'s, str>>, JsonError> {
    let start = lexer.at;
    let name = if let Some(closers) = lexer.closers() {
        lexer.string(closers).ok_or_else(|| error(lexer, start, "a name is not closed"))?
    } else {
        let name = word(lexer.rest(), true);
        if name.is_empty() {
            let found = lexer.character().map_or("the end".to_owned(), |found| format!("`{found}`"));
            return Err(error(lexer, start, format!("expected a name, found {found}")));
        }
        lexer.at += name.len();
        lexer.repair(RepairKind::UnquotedName, start, lexer.at);
        lexer.write(start, start, "\"");
        lexer.write(lexer.at, lexer.at, "\"");
        Cow::Borrowed(name)
    };
    Ok(Spanned { value: name, span: lexer.span(start, lexer.at) })
}

fn close<'s>(lexer: &mut Lexer<'s>, stack: &mut Stack<'s>, open: OpenContainer<'s>) -> Node<'s> {
    match open {
        OpenContainer::Array { start, first } => {
            let elements = stack.elements.drain(first..).collect();
            Node { span: lexer.span(start, lexer.at), value: Value::Array(elements) }
        }
        OpenContainer::Object { start, first, .. } => {
            let members = stack.members.drain(first..).collect::<Vec<_>>();
            note_doubles(lexer, &members);
            Node { span: lexer.span(start, lexer.at), value: Value::Object(members) }
        }
    }
}

fn note_doubles(lexer: &mut Lexer<'_>, members: &[Member<'_>]) {
    /// Objects with at most this many members are searched for repeated names by comparing all pairs, which is faster
    /// than sorting.
    const FEW: usize = 16;
    let mut note = |member: &Member<'_>| {
        lexer.repairs.push(Repair { kind: RepairKind::DuplicateName, span: member.name.span });
    };
    if members.len() <= FEW {
        for (index, member) in members.iter().enumerate() {
            if members[..index].iter().any(|other| other.name.value == member.name.value) {
                note(member);
            }
        }
        return;
    }
    // Sorted by name. Members with the same name stay in the order of the text.
    let mut sorted: Vec<&Member<'_>> = members.iter().collect();
    sorted.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    for pair in sorted.windows(2) {
        if pair[0].name.value == pair[1].name.value {
            note(pair[1]);
        }
    }
}

/// If text follows the value, records that as a repair.
fn end(lexer: &mut Lexer<'_>) {
    lexer.skip_blanks();
    let rest = lexer.rest().trim_end();
    if !rest.is_empty() {
        let start = lexer.at;
        lexer.repair(RepairKind::TrailingText, start, start + rest.len());
    }
}

/// The characters of a literal or of an unquoted name, up to the next separator. A name ends at a colon too.
fn word(rest: &str, is_name: bool) -> &str {
    let ends = |character: char| {
        matches!(character, ',' | '{' | '}' | '[' | ']' | '"' | '\n' | '\r' | '\u{201c}' | '\u{201d}')
            || (is_name && (character == ':' || character.is_whitespace()))
    };
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let comment = if word.contains('/') { word.find(" //") } else { None };
    let word = comment.map_or(word, |comment| &word[..comment]);
    word.trim_end()
}

/// Whether a text is a strict JSON number.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

fn error(lexer: &Lexer<'_>, at: usize, message: impl Into<String>) -> JsonError {
    JsonError {
        message: message.into(),
        span: lexer.span(at, at + lexer.text[at..].chars().next().map_or(0, char::len_utf8)),
    }
}
