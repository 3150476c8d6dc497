//! Source text from lines.
//!
//! In: text of items, documentation lines, strings. Out: formatted source.
//! Invariant: strings become code only as literals made by `proc_macro2`.

use std::fmt::Write;

use proc_macro2::Literal;

/// How long a line of code may be before prettyplease breaks it.
const MARGIN: usize = 89;

/// Lines longer than this, line break included, are broken whatever ends them. A line that is one column too long may
/// stay whole, as a comma at its end does not count; these few are left to prettyplease.
const LONG: usize = MARGIN + 2;

/// One item, laid out as prettyplease does.
///
/// Emitters write items as prettyplease would while every line fits, which nearly all do. Only where one does not, the
/// syntax tree is made and printed: parsing all of a crate's source would cost more than everything else.
pub(super) fn item(text: String) -> String {
    let fits = |line: &str| line.len() <= MARGIN || line.trim_start().starts_with("///");
    if text.lines().all(fits) {
        return text;
    }
    match syn::parse_file(&text) {
        Ok(file) => prettyplease::unparse(&file),
        // Text that is no item would be a defect of an emitter; the compiler of the output shows where.
        Err(_) => text,
    }
}

/// Documentation lines as inner comments, for the top of a file.
pub(super) fn inner_docs(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") });
    lines.collect()
}

/// Documentation lines as comments before an item.
pub(super) fn outer_docs(lines: &[String], indent: &str) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| indent.len() + line.len() + 5).sum());
    for line in lines {
        text.push_str(indent);
        text.push_str(if line.is_empty() { "///" } else { "/// " });
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    Literal::string(text).to_string()
}

/// The attribute of something deprecated, on a line of its own; nothing when it is not.
pub(super) fn deprecated(note: Option<&String>, indent: &str) -> String {
    match note.map(|note| super::doc::one_line(note)) {
        Some(note) if note.is_empty() => format!("{indent}#[deprecated]\n"),
        Some(note) => format!("{indent}#[deprecated(note = {})]\n", string(&note)),
        None => String::new(),
    }
}

/// A field with its type, broken behind the frame where it is too long for one line.
pub(super) fn field(text: &mut String, name: &crate::plan::Ident, frame: &str, ty: &str) {
    let start = text.len();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "    pub {name}: {frame}<{ty}>,");
    if text.len() - start > LONG {
        text.truncate(start);
        let _ = write!(text, "    pub {name}: {frame}<\n        {ty},\n    >,\n");
    }
}

/// `before(a, b)after` at an indentation, with each argument on a line of its own where it is too long for one line.
pub(super) fn arguments(text: &mut String, indent: usize, before: &str, arguments: &[String], after: &str) {
    let start = text.len();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:indent$}{before}({}){after}", "", arguments.join(", "));
    if text.len() - start > LONG && !arguments.is_empty() {
        text.truncate(start);
        let _ = writeln!(text, "{:indent$}{before}(", "");
        for argument in arguments {
            let _ = writeln!(text, "{:indent$}    {argument},", "");
        }
        let _ = writeln!(text, "{:indent$}){after}", "");
    }
}

/// A struct whose fields (documented, one a line, indented) are followed by what every object has.
pub(super) fn structure(head: &str, name: &crate::plan::Ident, fields: &str) -> String {
    let mut text = String::with_capacity(head.len() + fields.len() + 256);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{head}#[derive(Clone, Default)]\n\
         pub struct {name} {{\n\
         {fields}    /// Members that the pages do not name.\n\
         \x20   pub extra: Extra,\n\
         \x20   /// Control information and instance annotations.\n\
         \x20   pub annotations: Annotations,\n\
         }}\n"
    );
    item(text)
}

/// `use path::{a, b};`, broken into lines where it is long.
pub(super) fn import(path: &str, names: &[String]) -> String {
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
