//! Summarises in a few lines what an edit of the pages changed for users of the API and of the crate. In: the
//! [`Surface`] of the API before and after the edit, which `diff` compares. Out: the lines.

use graph_codegen::diff::{self, Change, Level, Surface};

use super::summary::plural;
use crate::console::visible;

/// A heading and three lines: what changed for clients of the API, what changed only for programs that use the crate,
/// and which kind of release the changes need. Empty if nothing changed.
pub(crate) fn lines(before: &Surface, after: &Surface, since: &str) -> String {
    let changes = diff::compare(before, after);
    if changes.is_empty() {
        return String::new();
    }
    let clients = [Level::WireBreaking, Level::Risk, Level::Deprecated, Level::Additive];
    // Each change is counted in one line only. A change that clients notice also concerns programs that use the crate,
    // but it is in the line about clients; so the line about the crate may say `nothing else`.
    let of_clients = changes.iter().any(|change| clients.contains(&change.level()));
    let text = format!(
        "changes since {since}\n  for clients   {}\n  for the crate {}\n  release       {}{}\n",
        line(&changes, &clients, "nothing"),
        line(&changes, &[Level::RustBreaking], if of_clients { "nothing else" } else { "nothing" }),
        diff::release(&changes).as_str(),
        words(&changes)
    );
    visible(&text)
}

/// The number of changes with each of `levels`, then the message of the first change with the first level that occurs.
/// `none` if no change has one of these levels.
fn line(changes: &[Change], levels: &[Level], none: &str) -> String {
    let of = |level: Level| changes.iter().filter(move |change| change.level() == level);
    let counts: Vec<String> = levels
        .iter()
        .map(|level| (level, of(*level).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| format!("{count} {}", level.as_str()))
        .collect();
    let Some(first) = levels.iter().find_map(|level| of(*level).next()) else { return none.to_owned() };
    let all: usize = levels.iter().map(|level| of(*level).count()).sum();
    let more = if all > 1 { " …" } else { "" };
    format!("{}: {}{more}", counts.join(", "), first.message.replace('\n', " "))
}

/// The end of the line about the release: how many changes concern only documentation, such as `, 3 changes of words`.
/// Empty if there are none.
fn words(changes: &[Change]) -> String {
    match changes.iter().filter(|change| change.level() == Level::Docs).count() {
        0 => String::new(),
        count => format!(", {} of words", plural(count, "change")),
    }
}
