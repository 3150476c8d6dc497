//! The summary of changes, and the place of a change, for all formats.

use crate::diff::change::Change;
use crate::diff::kind::Level;
use crate::diff::release::release;

/// Each level that has changes, with their number, the most severe level first.
pub(super) fn counts(changes: &[Change]) -> Vec<(Level, usize)> {
    let count = |level: Level| changes.iter().filter(|change| change.level() == level).count();
    Level::ALL.into_iter().map(|level| (level, count(level))).filter(|(_, count)| *count > 0).collect()
}

/// The number of changes of each level, and the release: `2 wire-breaking, 1 additive; release: major`.
#[must_use]
pub(crate) fn summary(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no change".to_owned();
    }
    format!("{}; release: {}", levels(changes), release(changes).as_str())
}

/// The number of changes of each level: `2 wire-breaking, 1 additive`.
pub(super) fn levels(changes: &[Change]) -> String {
    let counts: Vec<String> =
        counts(changes).iter().map(|(level, count)| format!("{count} {}", level.as_str())).collect();
    counts.join(", ")
}

/// The other items of a change in parentheses, with a space before: ` (also `GET /me` and 4 more)`. Empty if there are
/// none.
pub(crate) fn other_items(change: &Change) -> String {
    const MAX_NAMES: usize = 3;
    if change.also.is_empty() {
        return String::new();
    }
    let named: Vec<String> = change.also.iter().take(MAX_NAMES).map(|item| format!("`{item}`")).collect();
    let more = match change.also.len().saturating_sub(MAX_NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(" (also {}{more})", named.join(", "))
}

/// The page and the line of a change, such as `api/user-get.md:12`, in the current state if it has a page there, or
/// else in the earlier state.
pub(super) fn place(change: &Change) -> String {
    let state = change.after.as_ref().filter(|state| !state.page.is_empty()).or(change.before.as_ref());
    match state {
        Some(state) if state.line > 0 => format!("{}:{}", state.page, state.line),
        Some(state) => state.page.clone(),
        None => String::new(),
    }
}
