//! Checks that `RULES.md` lists every rule of `src/`.
//!
//! A rule is a section `# Rule N: Title` in the module comment of the file that applies the rule. `UPDATE_RULES=1`
//! writes `RULES.md`.

use std::path::Path;

const HEAD: &str = "# Rules of evidence

Pages contradict each other and themselves. Each rule stands at the head of the file that decides it; this list is made of
them (`UPDATE_RULES=1 cargo test -p graph-codegen --test findings rules::`). `cargo xtask explain --type NAME` shows what decided for a
type, and what was overruled.
";

struct Rule {
    number: usize,
    title: String,
    file: String,
    text: String,
}

#[test]
fn the_list_of_rules_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rules = Vec::new();
    collect(&root.join("src"), "", &mut rules);
    rules.sort_by_key(|rule| rule.number);
    let numbers: Vec<usize> = rules.iter().map(|rule| rule.number).collect();
    assert_eq!(numbers, (1..=rules.len()).collect::<Vec<_>>(), "the numbers of the rules");
    let mut list = HEAD.to_owned();
    for Rule { number, title, file, text } in &rules {
        list += &format!("\n## {number}. {title}\n\n[`{file}`](src/{file})\n\n{text}\n");
    }
    let path = root.join("RULES.md");
    if std::env::var_os("UPDATE_RULES").is_some() {
        std::fs::write(&path, &list).expect("RULES.md is writable");
    }
    let stored = std::fs::read_to_string(&path).expect("RULES.md");
    let command = "UPDATE_RULES=1 cargo test -p graph-codegen --test findings rules::";
    assert!(stored.lines().eq(list.lines()), "RULES.md is stale, write it with: {command}");
}

/// Collects every rule in a folder and its subfolders.
fn collect(folder: &Path, prefix: &str, rules: &mut Vec<Rule>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let entry = entry.expect("the entry is readable");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), rules);
        } else if name.ends_with(".rs") {
            let text = std::fs::read_to_string(entry.path()).expect("sources are text");
            rules.extend(rule(&text, format!("{prefix}{name}")));
        }
    }
}

/// The rule in the comment at the head of a file, up to the end of the comment.
fn rule(source: &str, file: String) -> Option<Rule> {
    let mut head = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let (number, title) = head.find_map(|line| line.strip_prefix("# Rule ")?.split_once(": "))?;
    let number = number.parse().unwrap_or_else(|_| panic!("{file}: `{number}` is no number of a rule"));
    let text = head.collect::<Vec<_>>().join("\n").trim().to_owned();
    assert!(!text.is_empty(), "{file}: rule {number} has no text");
    Some(Rule { number, title: title.to_owned(), file, text })
}
