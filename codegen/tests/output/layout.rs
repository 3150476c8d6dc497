//! Checks that each generated item looks as if prettyplease had printed it, although the generator calls prettyplease
//! for few of them. The items are generated from `docs/`, and from other docs folders if they are on this machine.

use crate::tree::beside;
use crate::tree::folder;
use std::path::Path;

use crate::tree::written::written;
use graph_codegen::source::Sources;
use graph_codegen::{Options, Output, read};

fn output(folder: &Path) -> Output {
    let sources = Sources::new(folder::files(folder));
    let mut reading = read(&sources);
    let options = Options::new("layout", "cargo xtask gen", "../codegen/runtime");
    written(&mut reading, &options)
}

/// Compares each item with the output of prettyplease, and returns the number of compared items. Macro calls and
/// constants are not compared, because the generator has its own layout for them.
fn check(path: &str, text: &str) -> usize {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let has_functions = |item: &syn::ItemImpl| item.items.iter().any(|item| matches!(item, syn::ImplItem::Fn(_)));
    let is_laid_out = |item: &syn::Item| match item {
        syn::Item::Struct(_) | syn::Item::Enum(_) => true,
        syn::Item::Impl(item) => has_functions(item),
        _ => false,
    };
    let items: Vec<syn::Item> = file.items.into_iter().filter(is_laid_out).collect();
    let count = items.len();
    for item in items {
        let printed = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        });
        assert!(text.contains(&printed), "{path} does not hold this item as it is printed:\n{printed}");
    }
    count
}

fn check_tree(folder: &Path, at_least: usize) {
    let files = output(folder).files;
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/") && path.ends_with(".rs"));
    let count: usize = sources.map(|(path, text)| check(path, text)).sum();
    assert!(count >= at_least, "only {count} items");
}

#[test]
fn items_generated_from_own_pages_are_laid_out_like_the_output_of_prettyplease() {
    check_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs"), 40);
}

#[test]
fn items_generated_from_the_seeds_are_laid_out_like_the_output_of_prettyplease() {
    if let Some(folder) = beside::find("GRAPH_SEEDS_DIR", "shared/seeds") {
        check_tree(&folder, 5);
    }
}

#[test]
fn items_generated_from_the_corpus_are_laid_out_like_the_output_of_prettyplease() {
    if let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") {
        check_tree(&folder, 5_000);
    }
}
