//! The example in `DRIFT.md`: its page and its metadata give the findings and the counts that the manual shows.

use crate::manual;
use crate::tree::Tree;

#[test]
fn the_manual_of_drift_shows_the_real_output() {
    let tree = Tree::bare();
    let mut arguments = Vec::new();
    let mut compared = 0;
    for (language, text) in manual::blocks("DRIFT.md") {
        match language.as_str() {
            "console" => {
                let command = text.trim().strip_prefix("$ cargo xtask ").expect("a command");
                arguments = manual::arguments(command);
                arguments.extend(["--docs".to_owned(), "docs".to_owned()]);
            }
            "markdown" => tree.write("docs/resources/widget.md", text),
            "xml" => tree.write("metadata.xml", text),
            "toml" => tree.write("docs/drift.toml", text),
            "text" => {
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let printed = tree.run(&arguments).ends(1).stdout;
                // A block with a finding can be anywhere in the output; a block with the counts is the end of the
                // output.
                let is_finding = text.starts_with("error");
                let is_shown =
                    if is_finding { printed.contains(&text) } else { printed.ends_with(&format!("\n\n{text}")) };
                assert!(is_shown, "{text}\n--- is not in ---\n{printed}");
                compared += 1;
            }
            _ => {}
        }
    }
    assert_eq!(compared, 3);
}
