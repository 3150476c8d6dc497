//! Prints the functions of an example.
//!
//! In: tokens of an item, its documentation. Out: source with the layout of prettyplease. Invariant: names come from
//! the plan or from this generator.

use proc_macro2::{Span, TokenStream};
use syn::{File, Item};

use crate::emit::rust::source;
use crate::plan::{Ident, RouteModule};

/// An item with a line of documentation, after an empty line.
pub(in crate::emit) fn item(tokens: TokenStream, docs: &[&str]) -> String {
    let item: Item = match syn::parse2(tokens) {
        Ok(item) => item,
        // Tokens that are not an item are a defect of an emitter. The compiler shows the place in the output.
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
