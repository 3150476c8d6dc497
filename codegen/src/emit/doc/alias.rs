//! Search terms by which rustdoc finds a route: `#[doc(alias = "…")]`.
//!
//! In: an operation. Out: an attribute for the title of its page, one for the file name of the page, and one for the
//! request, such as `GET /users/{id}`. Invariant: rustdoc accepts each of them.

use quote::quote;

use crate::api::Operation;
use crate::emit::Context;
use crate::emit::rust::code_template::CodeTemplate;
use crate::emit::rust::code_template::Fill::One;
use crate::emit::rust::source;
use crate::text::stem::stem;

/// The `#[doc(alias = "…")]` attributes of the struct `name`. The aliases are the title of the operation, the file name
/// of its page, and its first request.
pub(in crate::emit) fn aliases(cx: &Context<'_>, operation: &Operation, name: &str) -> String {
    let path = &cx.model.page(operation.page).path;
    let request =
        operation.routes.first().map(|route| format!("{} {}", operation.method.as_str(), route.template.path));
    let texts = [Some(operation.title.clone()), Some(stem(path).to_owned()), request];
    let mut aliases: Vec<String> = Vec::new();
    for text in texts.into_iter().flatten() {
        // rustdoc rejects an alias that contains quotes or repeated white space, or that is the name of the item
        // itself.
        let words = text.split(|char: char| char.is_whitespace() || char.is_control() || matches!(char, '"' | '\''));
        let alias = words.filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ");
        if !alias.is_empty() && alias != name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    aliases.iter().map(|alias| ALIAS.fill(&[One(&source::string(alias))])).collect()
}

static ALIAS: CodeTemplate = CodeTemplate::new(&["__alias"], (0, 1), || quote! { #[doc(alias = __alias)] struct S; });
