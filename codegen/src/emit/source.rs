//! Source text from tokens and from lines.
//!
//! In: tokens of items, documentation lines, strings. Out: formatted source.
//! Invariant: strings become code only as literals made by `proc_macro2`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// One item as formatted source.
pub(super) fn item(tokens: TokenStream) -> String {
    match syn::parse2::<syn::Item>(tokens.clone()) {
        Ok(item) => prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items: vec![item] }),
        // Tokens that are no item would be a defect of an emitter; the compiler of the output shows where.
        Err(_) => format!("{tokens}\n"),
    }
}

/// Documentation lines as attributes.
pub(super) fn docs(lines: Vec<String>) -> TokenStream {
    let lines = lines.into_iter().map(|line| {
        let text = if line.is_empty() { line } else { format!(" {line}") };
        let literal = Literal::string(&text);
        quote!(#[doc = #literal])
    });
    quote!(#(#lines)*)
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
