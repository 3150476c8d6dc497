//! Summarises in a few lines what an edit changed for users of the API and of the crate. In: what `diff` compares,
//! before and after. Out: the lines.

use graph_codegen::diff::{self, Change, Level, Surface};

use super::summary::plural;
use crate::console::visible;

/// Three lines: what changed for clients, what changed for programs that use the crate, and the next version. Empty if
/// nothing changed.
pub(crate) fn lines(before: &Surface, after: &Surface, since: &str) -> String {
    let changes = diff::compare(before, after);
    if changes.is_empty() {
        return String::new();
    }
    let clients = [Level::WireBreaking, Level::Risk, Level::Deprecated, Level::Additive];
    // A change that clients notice also concerns programs that use the crate. It is named only in the line about
    // clients.
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

/// The number of changes with each of these levels, followed by the message of the first and most severe change.
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

/// A line with the number of changes of documentation; empty if the documentation is unchanged.
fn words(changes: &[Change]) -> String {
    match changes.iter().filter(|change| change.level() == Level::Docs).count() {
        0 => String::new(),
        count => format!(", {} of words", plural(count, "change")),
    }
}
