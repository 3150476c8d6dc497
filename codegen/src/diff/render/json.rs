//! Changes for programs.

use serde_json::json as value;

use crate::diff::change::Change;

/// One object a line with the members `id`, `kind`, `level`, `subject`, `message`, `before` and `after`. The last two are
/// null where the subject was not there; else they have `page`, `line` and, where a fact changed, `value`.
#[must_use]
pub fn json(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let object = value!({
            "id": change.id(),
            "kind": change.kind.id,
            "level": change.level(),
            "subject": change.subject,
            "message": change.message,
            "before": change.before,
            "after": change.after,
        });
        format!("{object}\n")
    };
    changes.iter().map(line).collect()
}
