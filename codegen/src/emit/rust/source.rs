//! Formats small parts of Rust source: documentation comments, lists, string literals, attributes and imports.
//!
//! In: documentation lines, strings, lists. Out: formatted source. Invariant: strings enter code only as literals: made
//! by `proc_macro2`, or of printable ASCII that needs no escape.

use proc_macro2::Literal;
use quote::quote;

use crate::emit::rust::code_template::{CodeTemplate, Fill};

use crate::emit::doc::line;

/// The number of columns at which lines are broken.
pub(in crate::emit) const WIDTH: usize = 120;

/// Joins the parts of an item with spaces on one line. If they do not fit, each part gets its own line, and all but the
/// first are indented by four more columns.
pub(in crate::emit) fn fitted(indent: usize, parts: &[String]) -> String {
    let indentation = " ".repeat(indent);
    let line = [&indentation, &*parts.join(" "), "\n"].concat();
    match line.chars().count() <= WIDTH + 1 {
        true => line,
        false => [&indentation, &*parts.join(&format!("\n{indentation}    ")), "\n"].concat(),
    }
}

/// `name[a, b],` on one line if it fits, or else with each item on its own line. The name may be empty.
pub(in crate::emit) fn list(indent: usize, name: &str, items: &[String]) -> String {
    let indentation = " ".repeat(indent);
    let line = [&indentation, name, "[", &*items.join(", "), "],\n"].concat();
    if items.is_empty() || line.chars().count() <= WIDTH + 1 {
        return line;
    }
    let mut text = [&indentation, name, "[\n"].concat();
    items.iter().for_each(|item| text.extend([&indentation, "    ", item, ",\n"]));
    text.extend([&indentation, "],\n"]);
    text
}

/// Like [`list`], but each item is a list itself: `name[[a, b], [c]],`.
pub(in crate::emit) fn list_of_lists(indent: usize, name: &str, lists: &[Vec<String>]) -> String {
    let indentation = " ".repeat(indent);
    let inner: Vec<String> = lists.iter().map(|items| ["[", &*items.join(", "), "]"].concat()).collect();
    let line = [&indentation, name, "[", &*inner.join(", "), "],\n"].concat();
    if lists.is_empty() || line.chars().count() <= WIDTH + 1 {
        return line;
    }
    let mut text = [&indentation, name, "[\n"].concat();
    text.extend(lists.iter().map(|items| list(indent + 4, "", items)));
    text.extend([&indentation, "],\n"]);
    text
}

/// Documentation lines as inner comments, for the top of a file.
pub(in crate::emit) fn inner_docs(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") });
    lines.collect()
}

/// Documentation lines as comments before an item or before a part of an item.
pub(in crate::emit) fn outer_docs(lines: &[String], indent: &str) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| indent.len() + line.len() + 5).sum());
    for line in lines {
        text.push_str(indent);
        text.push_str(if line.is_empty() { "///" } else { "/// " });
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// A text as a string literal of Rust.
pub(in crate::emit) fn string(text: &str) -> String {
    // Nearly all literals need no escape, and testing bytes is faster than escaping characters.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
        return ["\"", text, "\""].concat();
    }
    Literal::string(text).to_string()
}

/// The attribute `deprecated`: for an item if `indent` is 0, otherwise for a field, indented by four columns. Empty if
/// the item or field is not deprecated.
pub(in crate::emit) fn deprecated(note: Option<&String>, indent: usize) -> String {
    // rustdoc reads the note as markdown, and would take words in brackets for a link.
    let Some(note) = note.map(|note| line::one_line(note).replace('[', "(").replace(']', ")")) else {
        return String::new();
    };
    let literal = string(&note);
    let fills = [Fill::One(&literal)];
    match (indent, note.is_empty()) {
        (0, true) => "#[deprecated]\n".to_owned(),
        (0, false) => DEPRECATED_ITEM.fill(&fills),
        (_, true) => "    #[deprecated]\n".to_owned(),
        (_, false) => DEPRECATED_FIELD.fill(&fills),
    }
}

static DEPRECATED_ITEM: CodeTemplate =
    CodeTemplate::new(&["__note"], (0, 1), || quote! { #[deprecated(note = __note)] struct S; });

static DEPRECATED_FIELD: CodeTemplate =
    CodeTemplate::new(&["__note"], (1, 2), || quote! { struct S { #[deprecated(note = __note)] field: () } });

/// `use path::{a, b};`, broken into lines if it is long.
pub(in crate::emit) fn import(path: &str, names: &[String]) -> String {
    let line = match names {
        [] => return String::new(),
        [name] => format!("use {path}::{name};\n"),
        _ => format!("use {path}::{{{}}};\n", names.join(", ")),
    };
    if line.len() <= 100 {
        return line;
    }
    let mut text = format!("use {path}::{{\n");
    let mut row = String::from("   ");
    for name in names {
        if row.len() + name.len() + 2 > 100 {
            text.push_str(&row);
            text.push('\n');
            row = String::from("   ");
        }
        row.push_str(&format!(" {name},"));
    }
    text.push_str(&row);
    text.push_str("\n};\n");
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn literals_equal_those_of_proc_macro2(text in r#"([ -~]{0,8}|["\\\n\t\u{0}é\u{202e}]){0,3}"#) {
            prop_assert_eq!(string(&text), Literal::string(&text).to_string());
        }
    }
}
