//! Turns the tokens of an example program into source.
//!
//! In: the tokens of an item, and its documentation. Out: source, formatted by prettyplease. Invariant: names come from
//! the plan or from the generator.

use proc_macro2::{Span, TokenStream};
use syn::{File, Item};

use crate::emit::rust::source;
use crate::plan::{Ident, RouteModule};

/// The source of an item: an empty line, a documentation comment with the lines `docs`, and the item.
pub(in crate::emit) fn item(tokens: TokenStream, docs: &[&str]) -> String {
    let item: Item = match syn::parse2(tokens) {
        Ok(item) => item,
        // Tokens that are not an item are a defect of the generator. The generated file then contains `compile_error!`,
        // so that rustc reports the place.
        Err(error) => return format!("{}\n", error.to_compile_error()),
    };
    let docs: Vec<String> = docs.iter().map(|line| (*line).to_owned()).collect();
    let code = prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] });
    format!("\n{}{code}", source::outer_docs(&docs, ""))
}

/// A name that `plan` chose, as a token.
pub(super) fn name(name: &Ident) -> TokenStream {
    // Every identifier, even a raw one, is a single token.
    name.to_string().parse().unwrap_or_default()
}

/// The path of an item in a module of `routes`, as tokens: `routes::user::GetUser`.
pub(super) fn route(module: &RouteModule, name: &Ident) -> TokenStream {
    format!("routes::{}", module.path_of(name)).parse().unwrap_or_default()
}

/// A name that the generator itself chose, such as `client`, as a token.
pub(super) fn word(text: &str) -> proc_macro2::Ident {
    proc_macro2::Ident::new(text, Span::call_site())
}
