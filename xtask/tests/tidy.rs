//! The rules of the architecture that a compiler does not check. In: source files. Out: violations.
//!
//! Each rule is one test that lists every violation with its file, so that a failure says what to do.

#[path = "tidy/circles.rs"]
mod circles;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use circles::Crate;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The modules of `codegen/src`. A module may use modules in its own line of this list and in lines above it, and
/// must not use modules in lines below.
const ORDER: &[&[&str]] = &[
    &["tests"],
    &["source", "text"],
    &["severity"],
    &["code", "diagnostic"],
    &["ledger"],
    &["page"],
    &["include", "contents"],
    &["api"],
    &["shape"],
    &["decl"],
    &["overrides"],
    &["link"],
    &["checks"],
    &["schema"],
    &["subject"],
    &["select"],
    &["plan"],
    &["emit", "export", "mock"],
    &["diff", "drift"],
    &["explain"],
    &["tree"],
    &["fixes"],
    &["site"],
];

/// Modules that write the same model in different forms: Rust, documents, answers of a mock. None of them uses another.
const LEAVES: &[&str] = &["emit", "export", "mock"];

/// Files that may have more than [`MAX_LINES`] lines because they are one table or one set of definitions, each with
/// the reason.
const LONG: &[(&str, &str)] =
    &[("codegen/runtime/src/route/route_trait.rs", "one trait, whose methods are short and have an example each")];

/// Groups of files that may import each other, because each contains a part of one definition. The text is the reason.
const ONE_THING: &[(&[&str], &str)] = &[
    (
        &[
            "codegen/runtime/src/object.rs",
            "codegen/runtime/src/object/list.rs",
            "codegen/runtime/src/object/place.rs",
            "codegen/runtime/src/object/scalar.rs",
            "codegen/runtime/src/object/slot.rs",
        ],
        "an object lends slots, and a slot leads to the objects and lists within: the traits define each other",
    ),
    (
        &["codegen/runtime/src/model/table.rs", "codegen/runtime/src/model/table/once.rs"],
        "the provided methods of the trait are functions over it, which have to be in one module to be compiled once",
    ),
];

/// For each folder, the number of its files that import each other in a circle. If the test finds fewer, lower the
/// number here. Never raise it.
const CIRCLES: &[(&str, usize)] = &[
    // Each folder has a line of its own, so that Git can merge changes of different folders.
    ("codegen/src", 0),
    ("codegen/runtime/src", 0),
    ("codegen/conformance/src", 0),
    ("xtask/src", 0),
];

/// The highest number of public items in `codegen`: functions, types and constants of its modules, and methods of
/// types. If the test finds fewer, lower the number here.
const PUBLIC_ITEMS: usize = 199;

const MAX_LINES: usize = 400;

/// The highest number of files in one folder of sources, without subfolders.
const MAX_FILES: usize = 14;

/// Folders that may have more than [`MAX_FILES`] files, each with the reason.
const WIDE: &[(&str, &str)] =
    &[("codegen/src", "each file is one stage or one word of the glossary, in the order of `ORDER`")];

#[test]
fn every_module_has_a_comment_at_its_head() {
    check(sources(), |file| {
        let first = file.text.lines().next().unwrap_or_default();
        (!first.starts_with("//! ")).then(|| vec!["the first line is no `//!` sentence".to_owned()])
    });
}

#[test]
fn no_source_file_is_long() {
    check(sources(), |file| {
        let lines = file.text.lines().count();
        let excused = LONG.iter().any(|(path, _)| *path == file.path);
        (lines > MAX_LINES && !excused).then(|| vec![format!("{lines} lines; split it at {MAX_LINES}")])
    });
}

#[test]
fn no_folder_has_many_files() {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for file in sources() {
        if let Some((folder, _)) =
            file.path.rsplit_once('/').filter(|(folder, _)| !WIDE.iter().any(|(wide, _)| wide == folder))
        {
            *folders.entry(folder.to_owned()).or_default() += 1;
        }
    }
    assert!(folders.len() > 50, "the sources are in {} folders", folders.len());
    folders.retain(|_, files| *files > MAX_FILES);
    assert!(folders.is_empty(), "folders with more than {MAX_FILES} files: {folders:?}");
}

/// People read the document before they begin to work only if it is short.
#[test]
fn the_architecture_document_is_short() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let lines = text.lines().count();
    assert!(
        lines < 200,
        "ARCHITECTURE.md has {lines} lines: move what is about one module into the comments of that module"
    );
}

#[test]
fn modules_use_only_what_stands_before_them() {
    check(files_below("codegen/src"), |file| {
        let module = top_module(&file.path)?;
        let Some(rank) = rank(module) else { return Some(vec![format!("`{module}` has no place in the order")]) };
        let wrong = uses(&file.text).into_iter().filter(|used| {
            let leaf = LEAVES.contains(&module) && LEAVES.contains(&used.as_str()) && used != module;
            leaf || self::rank(used).is_some_and(|other| other > rank)
        });
        Some(wrong.map(|used| format!("`{module}` uses `{used}`")).collect())
    });
}

/// Files that import each other cannot be understood, tested or moved one at a time.
#[test]
fn files_do_not_import_each_other_in_circles() {
    let one_thing =
        |circle: &Vec<&str>| ONE_THING.iter().any(|(parts, _)| circle.iter().all(|file| parts.contains(file)));
    let mut violations = Vec::new();
    for (folder, known) in CIRCLES {
        let files = files_below(folder);
        let read = Crate::read(folder, files.iter().map(|file| (file.path.as_str(), file.text.as_str())));
        let mut circles = read.circles();
        circles.retain(|circle| !one_thing(circle));
        let count = circles.iter().map(Vec::len).sum::<usize>();
        if count != *known {
            let listed: Vec<String> = circles.iter().map(|circle| circle.join("\n    ")).collect();
            violations
                .push(format!("{folder}: {count} files, {known} are known:\n    {}", listed.join("\n  and\n    ")));
        }
    }
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

/// Every public item has to be kept stable and documented, and callers of the library have to understand it.
#[test]
fn the_library_has_no_more_public_items_than_agreed() {
    let kinds = ["fn ", "struct ", "enum ", "trait ", "const ", "static ", "type ", "mod ", "unsafe "];
    let public = |file: &SourceFile| {
        // String literals and quoted code are left out, because the items in them belong to the generated crate.
        let code = unquoted(&code(&file.text));
        code.split("pub ").skip(1).filter(|item| kinds.iter().any(|kind| item.starts_with(kind))).count()
    };
    let count: usize = files_below("codegen/src").iter().map(public).sum();
    println!("{count} public items");
    assert!(
        count <= PUBLIC_ITEMS,
        "{count} public items in codegen/src: write `pub(crate)` unless another crate needs it"
    );
}

#[test]
fn the_library_uses_no_file_system_network_or_clock() {
    let world = [
        "std::fs",
        "std::env",
        "std::time",
        "std::net",
        "std::process",
        "std::thread",
        "std::io",
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "dbg!",
        "include_str!",
        "include_bytes!",
        "Instant::now",
        "SystemTime::now",
    ];
    let library = files_below("codegen/src").into_iter().filter(|file| !is_test(&file.path)).collect();
    check(library, |file| {
        let code = unquoted(&code(&file.text));
        // Files that include texts: the manual page of each finding code, and the style sheet and script of the site.
        let texts = ["codegen/src/code.rs", "codegen/src/site/assets.rs"];
        let allowed = |word: &str| word == "include_str!" && texts.contains(&file.path.as_str());
        let used = world.iter().filter(|word| holds(&code, word) && !allowed(word));
        Some(used.map(|word| format!("uses `{word}`")).collect())
    });
}

/// Whether a file has only unit tests: it is called `tests.rs`, or it is in a folder `tests/`.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// Code without the contents of `quote!`, which become part of the generated crate.
fn unquoted(code: &str) -> String {
    let mut own = String::new();
    let mut rest = code;
    while let Some((before, quoted)) = rest.split_once("quote!") {
        own.push_str(before);
        let mut depth = 0_usize;
        let end = quoted.find(|char| {
            match char {
                '(' | '{' | '[' => depth += 1,
                ')' | '}' | ']' => depth = depth.saturating_sub(1),
                _ => return false,
            }
            depth == 0
        });
        rest = end.map_or("", |end| &quoted[end..]);
    }
    own + rest
}

#[test]
fn code_inside_quote_macros_is_left_out() {
    assert_eq!(unquoted("a(); quote! { b!({}) } c(); quote!(d) e"), "a(); } c(); ) e");
}

#[test]
fn only_one_file_touches_the_disk() {
    let disk = ["std::fs", "fs::", "walkdir", "File::open", "File::create", "OpenOptions"];
    check(files_below("xtask/src"), |file| {
        let code = code(&file.text);
        let found = disk.iter().filter(|word| holds(&code, word)).map(|word| format!("uses `{word}`"));
        (file.path != "xtask/src/disk.rs").then(|| found.collect())
    });
}

/// Whether `path` is the file of `module` or is in its folder: `site/prose.rs` and `site/prose/*` for `site/prose`.
fn within(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

#[test]
fn each_crate_that_parses_a_language_is_used_in_one_module_only() {
    let sole = [
        (
            "serde_yaml",
            &["codegen/src/page/front_matter", "codegen/src/contents/yaml", "xtask/src/commands/export"][..],
        ),
        ("maud", &["codegen/src/site"]),
        ("pulldown_cmark", &["codegen/src/page/events", "codegen/src/site/prose"]),
        ("quick_xml", &["codegen/src/drift/metadata"]),
        // Each settings file is read by the module that the settings are for.
        ("toml", &["codegen/src/overrides", "xtask/src"]),
    ];
    check(sources(), |file| {
        let code = code(&file.text);
        let is_home = |homes: &[&str]| homes.iter().any(|home| within(&file.path, home));
        let wrong = sole.iter().filter(|(name, homes)| holds(&code, &format!("{name}::")) && !is_home(homes));
        Some(wrong.map(|(name, homes)| format!("uses `{name}`, which belongs to {}", homes.join(", "))).collect())
    });
}

/// The templates of the site escape every text. Only `site/prose` may write markup that is not escaped.
#[test]
fn one_module_writes_markup_that_is_not_escaped() {
    check(files_below("codegen/src"), |file| {
        let code = code(&file.text);
        let is_home = within(&file.path, "codegen/src/site/prose");
        (holds(&code, "PreEscaped") && !is_home).then(|| vec!["uses `PreEscaped`".to_owned()])
    });
}

#[test]
fn commands_know_neither_markdown_nor_rust_syntax() {
    let syntax = ["pulldown_cmark", "proc_macro2", "quote!", "syn::", "prettyplease"];
    check(files_below("xtask/src"), |file| {
        let code = code(&file.text);
        Some(syntax.iter().filter(|word| holds(&code, word)).map(|word| format!("uses `{word}`")).collect())
    });
}

#[test]
fn no_file_names_a_folder_beside_the_repository() {
    let beside = concat!("..", "/shared");
    check(sources(), |file| file.text.contains(beside).then(|| vec![format!("names `{beside}`")]));
}

#[test]
fn no_file_has_a_name_that_says_nothing_such_as_utils() {
    check(sources(), |file| {
        let stem = Path::new(&file.path).file_stem()?.to_str()?;
        ["utils", "util", "helpers", "helper", "common", "misc"]
            .contains(&stem)
            .then(|| vec!["says nothing".to_owned()])
    });
}

#[test]
fn the_rules_find_violations() {
    let text =
        "use crate::{api::{Api, Page}, link::link};\n// crate::plan\nfn f() { crate::emit::files(); super::x() }\n";
    assert_eq!(uses(text), BTreeSet::from(["api", "link", "emit"].map(str::to_owned)));
    assert_eq!(top_module("codegen/src/page/json.rs"), Some("page"));
    assert_eq!(top_module("codegen/src/api.rs"), Some("api"));
    assert_eq!(top_module("codegen/src/lib.rs"), None);
    let text = "/// std::fs\nfn f() { let s = r#\"std::fs\"#; println!(\"std::fs\") }";
    assert!(!holds(&code(text), "std::fs") && holds(&code(text), "println!") && !holds(&code(text), "print!"));
    assert!(holds(&code("use std::fs::{self};"), "std::fs"));
    assert!(sources().len() > 10 && rank("page") < rank("emit"));
}

struct SourceFile {
    /// The path relative to the repository, `/`-separated.
    path: String,
    text: String,
}

/// Applies a rule to each file and fails with all violations.
#[track_caller]
fn check(files: Vec<SourceFile>, rule: impl Fn(&SourceFile) -> Option<Vec<String>>) {
    assert!(!files.is_empty(), "no file to check");
    let violations: Vec<String> = files
        .iter()
        .flat_map(|file| rule(file).unwrap_or_default().into_iter().map(move |found| format!("{}: {found}", file.path)))
        .collect();
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

/// Every hand-written source file of the packages. The generated crate has other rules.
fn sources() -> Vec<SourceFile> {
    ["codegen/src", "codegen/conformance/src", "codegen/runtime/src", "xtask/src"]
        .into_iter()
        .flat_map(files_below)
        .collect()
}

fn files_below(folder: &str) -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let mut folders = vec![root.join(folder)];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path: PathBuf| SourceFile {
        path: path.strip_prefix(root).expect("below the repository").to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(&path).expect("a readable source file"),
    };
    paths.into_iter().map(read).collect()
}

/// The top-level module that a file belongs to: `page` for `codegen/src/page.rs` and all files below
/// `codegen/src/page/`. `None` for the crate root.
fn top_module(path: &str) -> Option<&str> {
    let within = path.strip_prefix("codegen/src/")?;
    let module = within.split(['/', '.']).next()?;
    (module != "lib").then_some(module)
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|modules| modules.contains(&module))
}

/// The top-level modules that a file names in paths that begin with `crate::`.
fn uses(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut used = BTreeSet::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => used.extend(list_heads(list)),
            None => drop(used.insert(head(rest).to_owned())),
        }
    }
    used.retain(|name| rank(name).is_some());
    used
}

/// The first name of each path in a `{…}` list, without nested lists.
fn list_heads(list: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut heads = vec![head(list).to_owned()];
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(head(&list[at + 1..]).to_owned()),
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> &str {
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// The tokens of a file, with blanks only between words. Comments and literals are left out, so that a rule finds the
/// words that it forbids only in code.
fn code(text: &str) -> String {
    let mut code = String::new();
    append(text.parse().expect("Rust code"), &mut code);
    code
}

fn append(tokens: TokenStream, code: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                code.push_str(open);
                append(group.stream(), code);
                code.push_str(close);
            }
            TokenTree::Ident(ident) => {
                if code.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    code.push(' ');
                }
                code.push_str(&ident.to_string());
            }
            TokenTree::Punct(punct) => code.push(punct.as_char()),
            TokenTree::Literal(_) => {}
        }
    }
}

/// Whether the code contains the word, but not as the end of a longer name: `eprint!` does not hold `print!`.
fn holds(code: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(part_of_name))
}
