//! The report of `gen --check`: a list of the files that differ, with the first lines of each diff.

use std::fmt::Write;
use std::time::Duration;

use similar::TextDiff;

use crate::console::visible;
use crate::out::path;
use crate::out::sync::{Change, Changes};

/// At most `LINES` lines of each diff are printed, and the diffs of at most `MAX_FILES` files.
const LINES: usize = 24;
const MAX_FILES: usize = 12;

/// Renders all differences between the out folder and the generated files. Empty if there are none.
pub(crate) fn render(changes: &Changes) -> String {
    let mut text = String::new();
    let mut shown = 0;
    for (path, change) in &changes.files {
        // Writing to a string cannot fail.
        let _ = match change {
            Change::Create(_) => writeln!(text, "would create {path}"),
            Change::Remove => writeln!(text, "would remove {path}"),
            Change::Update(before, after) => {
                shown += 1;
                let difference =
                    if shown <= MAX_FILES { unified(&String::from_utf8_lossy(before), after) } else { String::new() };
                writeln!(text, "would change {path}\n{difference}").map(|()| text.truncate(text.trim_end().len() + 1))
            }
        };
    }
    if shown > MAX_FILES {
        let _ = writeln!(text, "(the differences of {} more files are not shown)", shown - MAX_FILES);
    }
    if changes.manifest.0 != changes.manifest.1 {
        let _ = writeln!(
            text,
            "would {} {}",
            if changes.manifest.0.is_empty() { "create" } else { "change" },
            path::MANIFEST
        );
    }
    text
}

/// The beginning of a unified diff, indented.
fn unified(before: &str, after: &str) -> String {
    let difference = TextDiff::configure().timeout(Duration::from_millis(500)).diff_lines(before, after);
    let mut text = String::new();
    let unified = difference.unified_diff().context_radius(2).to_string();
    let mut lines = unified.lines();
    for line in lines.by_ref().take(LINES) {
        let _ = writeln!(text, "    {}", visible(line));
    }
    match lines.count() {
        0 => {}
        more => drop(writeln!(text, "    ... {more} more lines")),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_difference_is_shown_completely() {
        insta::assert_snapshot!(unified("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nX\ne\nf\n"), @r"
        @@ -2,5 +2,5 @@
         b
         c
        -d
        +X
         e
         f
        ");
    }

    #[test]
    fn a_large_difference_is_cut() {
        let text = unified(&"a\n".repeat(1000), &"b\n".repeat(1000));
        assert_eq!(text.lines().count(), LINES + 1);
        assert!(text.ends_with("more lines\n"), "{text}");
    }
}
