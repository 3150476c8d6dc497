//! Lists the declarations of a crate. In: its source. Out: every public item of its models and routes, with its
//! declaration.
//!
//! The source is parsed by `syn`; this module does not use the generator. Declarations are written without `pub`,
//! without blanks and without a comma at the end of a list, so that two texts are equal if the declarations mean the
//! same in Rust.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Fields, FnArg, ImplItem, Item, ReturnType, Token, UseTree, Visibility};

/// The declaration of each public item, by its path within the crate: `models::User::id`.
pub(crate) type Declared = BTreeMap<String, String>;

/// Every public item of `models` and `routes`, except modules and the fields that every struct of a type has, such as
/// `extra`. `read` returns the text of a file in `src`.
pub(crate) fn items(read: &dyn Fn(&str) -> String) -> Declared {
    let mut source = Source { read, declared: Declared::new() };
    let modules: Vec<String> = source.parse("lib").items.iter().filter_map(public_module).collect();
    assert_eq!(modules, ["guide", "models", "routes", "server"]);
    for module in ["models", "routes"] {
        source.module(module);
    }
    source.declared
}

/// A declaration as [`items`] returns it: without `pub`, blanks, and the comma at the end of a list.
pub(crate) fn without_blanks(signature: &str) -> String {
    signature.split_whitespace().collect()
}

struct Source<'a> {
    read: &'a dyn Fn(&str) -> String,
    declared: Declared,
}

impl Source<'_> {
    fn parse(&self, path: &str) -> syn::File {
        syn::parse_file(&(self.read)(&format!("{path}.rs"))).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Reads a module, e.g. `models/industry_data`, and its submodules.
    fn module(&mut self, path: &str) {
        let names = path.replace('/', "::");
        let mut files = BTreeSet::new();
        for item in self.parse(path).items {
            if let Some(inner) = public_module(&item) {
                self.module(&format!("{path}/{inner}"));
            } else if let Item::Use(line) = &item
                && is_public(&line.vis)
            {
                let (file, name) = reexported(&line.tree);
                if files.insert(file.clone()) {
                    let inner = self.parse(&format!("{path}/{file}"));
                    inner.items.iter().for_each(|item| self.item(&names, item));
                }
                assert!(self.declared.contains_key(&format!("{names}::{name}")), "{path}/{file} has no {name}");
            } else {
                self.item(&names, &item);
            }
        }
    }

    fn item(&mut self, module: &str, item: &Item) {
        match item {
            Item::Struct(item) => {
                assert!(is_public(&item.vis), "{module}::{}", item.ident);
                let path = format!("{module}::{}", item.ident);
                for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().expect("fields have names");
                    let ty = field.ty.to_token_stream().to_string();
                    let is_of_all = [("extra", "Extra"), ("annotations", "Annotations"), ("__non_exhaustive", "()")];
                    if !is_of_all.contains(&(name.to_string().as_str(), &ty)) {
                        self.add(format!("{path}::{name}"), format!("{name}: {ty}"));
                    }
                }
                self.add(path, format!("struct {}", item.ident));
            }
            Item::Enum(item) => {
                assert!(is_public(&item.vis), "{module}::{}", item.ident);
                let path = format!("{module}::{}", item.ident);
                for variant in &item.variants {
                    let fields = match &variant.fields {
                        Fields::Unit => String::new(),
                        fields => fields.to_token_stream().to_string(),
                    };
                    self.add(format!("{path}::{}", variant.ident), format!("{}{fields}", variant.ident));
                }
                self.add(path, format!("enum {}", item.ident));
            }
            Item::Impl(item) => {
                assert!(item.trait_.is_none(), "traits are implemented by macros");
                let path = format!("{module}::{}", item.self_ty.to_token_stream());
                item.items.iter().for_each(|item| self.associated(&path, item));
            }
            Item::Macro(item) => {
                let name = item.mac.path.segments.last().expect("a name").ident.to_string();
                if name == "route" {
                    let (route, response) = response.parse2(item.mac.tokens.clone()).expect("the head of a route");
                    self.add(format!("{module}::{route}::Response"), format!("type Response = {response}"));
                }
            }
            Item::Use(item) => assert!(!is_public(&item.vis), "{module}"),
            Item::Mod(item) => assert!(!is_public(&item.vis), "{module}"),
            other => panic!("{module}: {}", other.to_token_stream()),
        }
    }

    fn associated(&mut self, path: &str, item: &ImplItem) {
        match item {
            ImplItem::Const(item) if is_public(&item.vis) => {
                let ty = item.ty.to_token_stream();
                self.add(format!("{path}::{}", item.ident), format!("const {}: {ty}", item.ident));
            }
            ImplItem::Fn(item) if is_public(&item.vis) => {
                let written = |input: &FnArg| input.to_token_stream().to_string();
                let inputs: Vec<String> = item.sig.inputs.iter().map(written).collect();
                let output = match &item.sig.output {
                    ReturnType::Default => String::new(),
                    output => output.to_token_stream().to_string(),
                };
                let name = &item.sig.ident;
                self.add(format!("{path}::{name}"), format!("fn {name}({}) {output}", inputs.join(", ")));
            }
            other => panic!("{path}: {}", other.to_token_stream()),
        }
    }

    fn add(&mut self, path: String, declaration: String) {
        let before = self.declared.insert(path.clone(), without_blanks(&declaration));
        assert!(before.is_none(), "{path} is declared twice");
    }
}

/// Parses the head of a `route!` macro, `Name: GET, response Type, …`. Returns the name of the route and the type of
/// its response.
fn response(input: ParseStream<'_>) -> syn::Result<(String, String)> {
    let name: syn::Ident = input.parse()?;
    input.parse::<Token![:]>()?;
    input.parse::<syn::Ident>()?;
    input.parse::<Token![,]>()?;
    assert_eq!(input.parse::<syn::Ident>()?, "response");
    let ty: syn::Type = input.parse()?;
    input.parse::<proc_macro2::TokenStream>()?;
    Ok((name.to_string(), ty.to_token_stream().to_string()))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn public_module(item: &Item) -> Option<String> {
    match item {
        Item::Mod(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The file and the name in a re-export `self::file::Name`.
fn reexported(tree: &UseTree) -> (String, String) {
    let text = without_blanks(&tree.to_token_stream().to_string());
    let mut parts = text.strip_prefix("self::").expect("a file of the module").split("::").map(str::to_owned);
    let file = parts.next().expect("a file");
    (file.trim_start_matches("r#").to_owned(), parts.next().expect("a name"))
}
