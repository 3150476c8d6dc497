//! Writes changes as a list for a terminal.

use super::summary::{other_items, place, summary};
use crate::diff::change::Change;
use crate::diff::kind::Level;

/// The changes as text: for each level a heading, then for each change a line and below it its place. The summary comes
/// last.
#[must_use]
pub fn human(changes: &[Change]) -> String {
    let mut out = String::new();
    for level in Level::ALL {
        let of_level: Vec<&Change> = changes.iter().filter(|change| change.level() == level).collect();
        if of_level.is_empty() {
            continue;
        }
        out.push_str(&format!("{} ({})\n", level.as_str(), of_level.len()));
        for change in of_level {
            out.push_str(&format!("  {}: {}{}\n", change.kind.id, change.message, other_items(change)));
            let place = place(change);
            if !place.is_empty() {
                out.push_str(&format!("    --> {place}\n"));
            }
        }
        out.push('\n');
    }
    out + &summary(changes) + "\n"
}
