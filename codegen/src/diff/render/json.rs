//! Writes changes as JSON for other programs.

use serde_json::json as value;

use crate::diff::change::Change;

/// One object a line with the members `id`, `kind`, `level`, `subject`, `message`, `also`, `before` and `after`.
/// `before` or `after` is null if the subject did not exist in that state. Otherwise it has `page` and `line`, if
/// these are known, and `value` if a fact about the subject changed.
#[must_use]
pub fn json(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let object = value!({
            "id": change.id(),
            "kind": change.kind.id,
            "level": change.level(),
            "subject": change.subject,
            "message": change.message,
            "also": change.also,
            "before": change.before,
            "after": change.after,
        });
        format!("{object}\n")
    };
    changes.iter().map(line).collect()
}
