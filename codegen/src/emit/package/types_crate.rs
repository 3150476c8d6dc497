//! The files `lib.rs` and `README.md` of the crate of types, if the types are a crate of their own.
//!
//! In: the options. Out: documentation that refers readers to the crate with the routes, which re-exports the types
//! under the same paths. Invariant: the documentation has no link to an item of the crate with the routes.

use crate::api::Doc;
use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::doc::line::{code_span, one_line};
use crate::emit::package::front_page;
use crate::emit::rust::source;

/// The text of `types/src/lib.rs`.
pub(in crate::emit) fn lib_file(cx: &Context<'_>) -> String {
    format!(
        "{}\n{}\n\
         {}\
         \n\
         #[rustfmt::skip]\n\
         pub mod models;\n\
         \n\
         pub use graph_runtime as runtime;\n",
        cx.header(&[]),
        source::inner_docs(&introduction(cx)),
        front_page::ATTRIBUTES,
    )
}

/// The text of `types/README.md`.
pub(in crate::emit) fn readme(cx: &Context<'_>) -> String {
    let options = cx.model.options();
    let name = one_line(&options.types_name());
    let introduction = introduction(cx).join("\n");
    let (command, above) = (code_span(&options.command), code_span(&options.crate_name));
    format!(
        "# {name}\n\
         \n\
         {introduction}\n\
         \n\
         Made by {command} from the reference pages, together with {above}, which needs exactly this version and says what a\n\
         version promises. Do not edit: change the pages and run the command again.\n"
    )
}

/// The introduction of the crate: its content and its purpose.
fn introduction(cx: &Context<'_>) -> Vec<String> {
    let options = cx.model.options();
    let above = code_span(&options.crate_name);
    let mut lines = DocLines::new(0);
    let title = match options.package.title.is_empty() {
        true => format!("The types of {above}, made from the reference pages."),
        false => format!("{}: types, made from the reference pages.", options.package.title),
    };
    lines.prose(cx, &Doc { markdown: one_line(&title), links: Vec::new() });
    lines.paragraph(&format!(
        "Programs depend on {above}, which has these types as `models`, and routes. They are in a crate of their own because a \
         compiler needs less memory for two crates than for one of both. A program that only reads and writes JSON can do with \
         this crate alone."
    ));
    lines.finish()
}
