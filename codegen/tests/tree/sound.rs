//! Checks rules that hold for every written crate, for any pages.
//!
//! Paths are plain, relative and different from each other on any file system; every Rust file parses; no text of a
//! page becomes code. Hostile pages try to write code with the name [`INJECTED`]. If this name is an identifier in a
//! file, a page has succeeded: the generator itself never writes names in that form.

use std::collections::BTreeSet;

use graph_codegen::Output;
use proc_macro2::{TokenStream, TokenTree};

/// The identifier that hostile pages try to bring into the code of the crate.
pub(crate) const INJECTED: &str = "Injected_Code";

/// Checks all rules for the files of a crate.
pub(crate) fn check(output: &Output) {
    let mut seen = BTreeSet::new();
    for (path, text) in &output.files {
        assert_plain(path);
        assert!(seen.insert(path.to_lowercase()), "{path} differs from another path in letter case only");
        if !path.ends_with(".rs") {
            continue;
        }
        assert!(text.chars().all(|c| !is_hidden(c)), "a control character in {path}: {text:?}");
        if let Err(error) = syn::parse_file(text) {
            panic!("{path}: {error}\n{text}");
        }
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!mentions(tokens), "a page wrote code into {path}: {text}");
    }
}

fn assert_plain(path: &str) {
    for part in path.split('/') {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        assert!(
            !part.is_empty() && part.chars().all(plain) && !part.starts_with('.') && !part.ends_with('.'),
            "{path}"
        );
        assert!(part.len() <= 140, "{path} has a long part");
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let numbered = |device: &str| {
            stem.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest != "0" && rest.parse::<u8>().is_ok())
        };
        let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt");
        assert!(!device, "{path} names a device");
    }
}

/// Whether a character is invisible and dangerous, because it changes the direction in which text is displayed, or
/// because other programs take it for the start or the end of a text.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\0' | '\u{feff}')
        || c.is_control() && !matches!(c, '\n' | '\t')
}

fn mentions(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == INJECTED,
        TokenTree::Group(group) => mentions(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
