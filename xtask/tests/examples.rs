//! Every public item of the runtime has a documentation example that runs as a test.
//!
//! In: the source files of `codegen/runtime`. Out: the items whose documentation has no such example. Invariant: the
//! lint `unreachable_pub` holds in the runtime, so every item with `pub` is reachable and checked.
//!
//! Some items need no example: re-exports, trait implementations, associated types, variants, fields, and hidden items.
//! An item that a private macro makes needs an example. An item that an exported macro makes needs none, because it
//! belongs to the crate that calls the macro.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

#[test]
fn every_public_item_has_an_example_that_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/runtime/src");
    let mut items = Vec::new();
    for path in files_below(root.clone()) {
        let text = fs::read_to_string(&path).expect("a readable source file");
        let file = path.strip_prefix(&root).expect("below the folder").display().to_string();
        items.extend(items_of(&text, &path).into_iter().map(|item| (format!("{file}: {}", item.name), item.shown)));
    }
    assert!(items.len() > 100, "only {} public items were found", items.len());
    let bare: Vec<&str> = items.iter().filter(|(_, shown)| !shown).map(|(name, _)| name.as_str()).collect();
    assert!(bare.is_empty(), "{} of {} public items have no example:\n{}", bare.len(), items.len(), bare.join("\n"));
}

#[test]
fn the_check_finds_items_without_an_example() {
    let text = r#"
        //! ```
        //! in_the_module();
        //! ```
        /// Shown.
        ///
        /// ```
        /// assert!(true);
        /// ```
        pub struct Shown { /** A field. */ pub field: u8 }
        /// ```no_run
        /// never_run();
        /// ```
        #[derive(Clone)]
        pub(crate) struct Inner;
        pub use other::{Name, Another};
        impl<T> Shown<T> where T: Copy {
            /// ```compile_fail
            /// no
            /// ```
            pub const fn bare(&self) -> fn() -> u8 { fn inner() {} }
            /// ```rust,should_panic
            /// panic!();
            /// ```
            pub fn shown() {}
            fn private() {}
        }
        pub trait Told { type Item; const LEVEL: u8 = 1; fn method(&self) { } }
        impl Told for Shown { fn method(&self) {} }
        #[doc(hidden)]
        pub fn hidden() {}
        #[cfg(test)]
        mod tests { pub fn helper() {} }
        macro_rules! make { ($(#[$docs:meta])* $name:ident) => {
            $(#[$docs])* pub struct $name;
            impl $name { /// No example.
                pub fn made() {} }
        }; }
        make! { /// No example.
            Made }
        #[macro_export]
        macro_rules! export { () => { pub fn elsewhere() {} }; }
    "#;
    let found = items_of(text, Path::new("mod.rs"));
    let names: Vec<(&str, bool)> = found.iter().map(|item| (item.name.as_str(), item.shown)).collect();
    let expected = [
        ("struct Shown", true),
        ("Shown<T>: fn bare", false),
        ("Shown<T>: fn shown", true),
        ("trait Told", false),
        ("Told: const LEVEL", false),
        ("Told: fn method", false),
        ("$name: fn made", false),
        ("make! Made", false),
        ("macro export", false),
    ];
    assert_eq!(names, expected);
}

struct Item {
    name: String,
    /// Whether the documentation of the item has an example that runs as a test.
    shown: bool,
}

/// The kind of block in which an item is defined. It decides whether the item is public.
enum Scope {
    /// A file, a module, or the body of a macro: `pub` in it means public.
    Open,
    /// An `impl` block of the type with this name.
    Type(String),
    /// The definition of a trait. Its items are as public as the trait.
    Trait(String),
    /// The arguments of a macro call, such as `make! { … }`. What has a doc comment there counts as a public item.
    Call(String),
}

fn items_of(text: &str, path: &Path) -> Vec<Item> {
    let mut found = Vec::new();
    collect(text.parse().expect("Rust code"), &Scope::Open, path, &mut found);
    found
}

fn collect(tokens: TokenStream, scope: &Scope, path: &Path, found: &mut Vec<Item>) {
    let mut tokens = tokens.into_iter().peekable();
    while tokens.peek().is_some() {
        let mut attributes = Attributes::default();
        let mut head = Vec::new();
        let mut body = None;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(hash) if hash.as_char() == '#' => {
                    let inner = tokens.next_if(|next| is_punct(next, '!')).is_some();
                    if let Some(TokenTree::Group(group)) = tokens.next()
                        && !inner
                    {
                        attributes.add(&group);
                    }
                }
                TokenTree::Punct(end) if end.as_char() == ';' => break,
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    body = Some(group);
                    break;
                }
                other => head.push(other),
            }
        }
        visit(&attributes, &head, body, scope, path, found);
    }
}

/// Checks one item: `head` has the tokens before its braces, and `body` those inside.
fn visit(
    attributes: &Attributes,
    head: &[TokenTree],
    body: Option<Group>,
    scope: &Scope,
    path: &Path,
    found: &mut Vec<Item>,
) {
    if attributes.unseen {
        return;
    }
    let words: Vec<String> = head.iter().map(ToString::to_string).collect();
    let is_macro = words.first().is_some_and(|word| word == "macro_rules");
    if is_macro && attributes.exported {
        found.push(Item { name: format!("macro {}", words[2]), shown: attributes.shown() });
        return;
    }
    if let Scope::Call(name) = scope {
        if attributes.documented() && !words.is_empty() {
            found.push(Item { name: format!("{name}! {}", words[0]), shown: attributes.shown() });
        }
        return;
    }
    let Some((kind, name)) = kind_and_name(&words) else { return inner(body, Scope::Open, path, found) };
    let public = match scope {
        Scope::Trait(_) => true,
        // An item with `pub(…)`, such as `pub(crate)`, is not public: the token after `pub` is a group in parentheses.
        _ => words.windows(2).any(|pair| pair[0] == "pub" && !pair[1].starts_with('(')),
    };
    // An item in the body of a macro may take its documentation from an argument, as in `$(#[$docs])*`. Then the calls
    // of the macro are checked in place of this item.
    let told_by_caller = words.first().is_some_and(|word| word == "$");
    let associated = kind == "type" && matches!(scope, Scope::Trait(_));
    let counts = !matches!(kind, "impl" | "call") && !associated && !told_by_caller;
    if public && counts {
        let owner = match scope {
            Scope::Type(owner) | Scope::Trait(owner) => format!("{owner}: "),
            Scope::Open | Scope::Call(_) => String::new(),
        };
        let shown = attributes.shown() || (kind == "mod" && module_shows(path, &name));
        found.push(Item { name: format!("{owner}{kind} {name}"), shown });
    }
    match kind {
        "impl" => inner(body, Scope::Type(name), path, found),
        "trait" if public => inner(body, Scope::Trait(name), path, found),
        "mod" => inner(body, Scope::Open, path, found),
        "call" => inner(body, Scope::Call(name), path, found),
        _ => {}
    }
}

fn inner(body: Option<Group>, scope: Scope, path: &Path, found: &mut Vec<Item>) {
    if let Some(body) = body {
        collect(body.stream(), &scope, path, found);
    }
}

/// The kind of an item and its name: `fn` and the function, `impl` and the type, `call` and the macro.
fn kind_and_name(words: &[String]) -> Option<(&'static str, String)> {
    const KINDS: [&str; 8] = ["enum", "fn", "mod", "static", "struct", "trait", "type", "union"];
    if words.get(1).is_some_and(|word| word == "!") && words[0] != "macro_rules" {
        return Some(("call", words[0].clone()));
    }
    for (at, word) in words.iter().enumerate() {
        let name = words.get(at + 1)?;
        if word == "impl" {
            return Some(("impl", implemented(&words[at + 1..])));
        }
        if word == "const" && !["fn", "unsafe", "_"].contains(&name.as_str()) {
            return Some(("const", name.clone()));
        }
        if let Some(kind) = KINDS.into_iter().find(|kind| kind == word) {
            return Some((kind, name.clone()));
        }
    }
    None
}

/// The type that an `impl` block is for. `words` are the tokens after `impl`.
fn implemented(words: &[String]) -> String {
    let mut depth = 0_usize;
    let mut rest = words;
    // Skips the generic parameters of the `impl`.
    if words.first().is_some_and(|word| word == "<") {
        let end = words.iter().position(|word| {
            match word.as_str() {
                "<" => depth += 1,
                ">" => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        rest = &words[end.map_or(0, |end| end + 1)..];
    }
    let end = rest.iter().position(|word| word == "where").unwrap_or(rest.len());
    let text = rest[..end].join(" ");
    text.replace(" < ", "<").replace(" >", ">").replace(" ,", ",").replace("$ ", "$").replace("' ", "'")
}

/// Whether the module `name`, which is in a file of its own, has an example in its `//!` documentation. `path` is the
/// file that declares the module.
fn module_shows(path: &Path, name: &str) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folder = if stem == "lib" { path.with_file_name("") } else { path.with_extension("") };
    let text = fs::read_to_string(folder.join(name).with_extension("rs")).unwrap_or_default();
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    has_example(&lines.collect::<Vec<_>>().join("\n"))
}

/// What the attributes of an item say: its documentation, and whether it is exported or hidden.
#[derive(Default)]
struct Attributes {
    documentation: String,
    exported: bool,
    /// Whether the item is hidden from the documentation.
    unseen: bool,
}

impl Attributes {
    fn add(&mut self, attribute: &Group) {
        let tokens: Vec<TokenTree> = attribute.stream().into_iter().collect();
        let words: Vec<String> = tokens.iter().map(ToString::to_string).collect();
        match (words[0].as_str(), words.get(1).map(String::as_str)) {
            ("doc", Some("=")) => {
                for token in &tokens[2..] {
                    self.add_text(token);
                }
                self.documentation.push('\n');
            }
            ("doc", Some("(hidden)")) | ("cfg", Some("(test)")) => self.unseen = true,
            ("macro_export", _) => self.exported = true,
            _ => {}
        }
    }

    /// Appends the text of a string literal, or of all string literals inside `concat!`, to the documentation.
    fn add_text(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Group(group) => group.stream().into_iter().for_each(|token| self.add_text(&token)),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = text.trim_start_matches('r').trim_matches('#').trim_matches('"');
                self.documentation.push_str(&text.replace("\\n", "\n").replace("\\\"", "\""));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }

    fn documented(&self) -> bool {
        !self.documentation.is_empty()
    }

    fn shown(&self) -> bool {
        has_example(&self.documentation)
    }
}

/// Whether a text has a block of code that is run as a test.
fn has_example(documentation: &str) -> bool {
    // Each line of a doc comment still has the blank after `///`.
    let text: Vec<&str> = documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    Parser::new(&text.join("\n")).any(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            info.split([',', ' ']).all(|word| ["", "rust", "should_panic"].contains(&word))
        }
        _ => false,
    })
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

fn files_below(root: PathBuf) -> Vec<PathBuf> {
    let mut folders = vec![root];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
}
