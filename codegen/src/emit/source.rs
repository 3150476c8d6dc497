//! Source text from tokens and from lines.
//!
//! In: tokens of items, documentation lines, strings. Out: formatted source.
//! Invariant: strings become code only as literals made by `proc_macro2`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{File, Item};

/// One item as formatted source, with documentation for itself and for its first fields, variants or functions.
///
/// Documentation is most of a crate and needs no layout, so it is no part of what is parsed and printed: its lines are
/// put before the item and before its parts, which prettyplease starts on lines of their own, four columns in.
pub(super) fn item(tokens: TokenStream, docs: Vec<String>, parts: impl IntoIterator<Item = Vec<String>>) -> String {
    let item: Item = match syn::parse2(tokens) {
        Ok(item) => item,
        // Tokens that are no item would be a defect of an emitter; the compiler of the output shows where.
        Err(error) => return format!("{}\n", error.to_compile_error()),
    };
    let code = prettyplease::unparse(&File { shebang: None, attrs: Vec::new(), items: vec![item] });
    let mut text = outer_docs(&docs, "");
    let mut parts = parts.into_iter();
    let mut attributed = false;
    for line in code.lines() {
        if let Some(code) = line.strip_prefix("    ").filter(|code| !code.starts_with([' ', '}', ')', ']', '>'])) {
            if !attributed {
                text.push_str(&outer_docs(&parts.next().unwrap_or_default(), "    "));
            }
            attributed = code.starts_with(['#', '/']);
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// How wide a line may become, where it can be broken.
pub(super) const WIDTH: usize = 120;

/// Parts of one line, separated by blanks; each on a line of its own, more indented, where they do not fit.
pub(super) fn fitted(indent: usize, parts: &[String]) -> String {
    let indentation = " ".repeat(indent);
    let line = format!("{indentation}{}\n", parts.join(" "));
    match line.chars().count() <= WIDTH + 1 {
        true => line,
        false => format!("{indentation}{}\n", parts.join(&format!("\n{indentation}    "))),
    }
}

/// `name[a, b],` or, where that is too long, each item on a line of its own. The name may be empty.
pub(super) fn list(indent: usize, name: &str, items: &[String]) -> String {
    let indentation = " ".repeat(indent);
    let line = format!("{indentation}{name}[{}],\n", items.join(", "));
    if items.is_empty() || line.chars().count() <= WIDTH + 1 {
        return line;
    }
    let items: String = items.iter().map(|item| format!("{indentation}    {item},\n")).collect();
    format!("{indentation}{name}[\n{items}{indentation}],\n")
}

/// The same for lists within a list.
pub(super) fn lists(indent: usize, name: &str, lists: &[Vec<String>]) -> String {
    let indentation = " ".repeat(indent);
    let inner: Vec<String> = lists.iter().map(|items| format!("[{}]", items.join(", "))).collect();
    let line = format!("{indentation}{name}[{}],\n", inner.join(", "));
    if lists.is_empty() || line.chars().count() <= WIDTH + 1 {
        return line;
    }
    let lists: String = lists.iter().map(|items| list(indent + 4, "", items)).collect();
    format!("{indentation}{name}[\n{lists}{indentation}],\n")
}

/// Documentation lines as inner comments, for the top of a file.
pub(super) fn inner_docs(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") });
    lines.collect()
}

/// Documentation lines as comments, for items that are written as text.
pub(super) fn outer_docs(lines: &[String], indent: &str) -> String {
    let lines = lines
        .iter()
        .map(|line| if line.is_empty() { format!("{indent}///\n") } else { format!("{indent}/// {line}\n") });
    lines.collect()
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    Literal::string(text).to_string()
}

/// The attribute of something deprecated; nothing when it is not.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    match note.map(|note| super::doc::one_line(note)) {
        Some(note) if note.is_empty() => quote!(#[deprecated]),
        Some(note) => {
            let note = Literal::string(&note);
            quote!(#[deprecated(note = #note)])
        }
        None => TokenStream::new(),
    }
}

/// A type that was written as text, as tokens.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
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
