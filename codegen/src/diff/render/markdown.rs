//! Writes changes as a comment on a pull request.

use super::summary::{counts, levels, other_items, place};
use crate::diff::change::Change;
use crate::diff::kind::Level;
use crate::diff::release::release;

/// How many changes the comment shows at most outside of folded sections (`<details>`). About as many lines fit on a
/// screen.
const OPEN: usize = 20;

/// The changes as markdown: the summary, a list of the most severe changes, and the other changes in a folded section
/// (`<details>`) for each level.
#[must_use]
pub fn markdown(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "**No change of the API.**\n".to_owned();
    }
    let mut out = format!("**Release: {}** ({})\n\n", release(changes).as_str(), levels(changes));
    let grave = changes.iter().filter(|change| change.level() < Level::Deprecated).count();
    let open = grave.min(OPEN);
    for change in &changes[..open] {
        out.push_str(&line(change));
    }
    if open > 0 {
        out.push('\n');
    }
    let rest = &changes[open..];
    for (level, count) in counts(rest) {
        out.push_str(&format!(
            "<details><summary>{count} {}{}</summary>\n\n",
            if grave > OPEN { "more " } else { "" },
            level.as_str()
        ));
        for change in rest.iter().filter(|change| change.level() == level) {
            out.push_str(&line(change));
        }
        out.push_str("\n</details>\n");
    }
    out
}

fn line(change: &Change) -> String {
    let place = place(change);
    let place = if place.is_empty() { String::new() } else { format!(" `{}`", escape(&place)) };
    format!("- **{}** {}{place}\n", change.level().as_str(), escape(&(change.message.clone() + &other_items(change))))
}

/// Escapes text from the pages for markdown, so that it is shown as it is and nothing outside of backticks becomes
/// HTML, emphasis, a mention or a link. Text in backticks stays code.
fn escape(text: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '`' => {
                in_code = !in_code;
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            '<' | '>' | '&' if !in_code => out.push_str(&format!("&#{};", u32::from(c))),
            '@' | '[' | ']' | '*' | '_' | '#' | '|' if !in_code => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    if in_code {
        out.push('`');
    }
    out
}
