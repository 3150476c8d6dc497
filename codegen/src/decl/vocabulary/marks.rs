//! Cells that answer a question with a mark: `Yes`, `✔`, `No`, `–`.

/// Marks that mean yes.
pub(crate) const YES: &[&str] =
    &["yes", "y", "true", "✓", "✔", "✔️", "☑", "✅", "●", "•", "x", ":white_check_mark:", ":heavy_check_mark:"];

/// Marks that mean no.
pub(crate) const NO: &[&str] = &["no", "n", "false", "✗", "✘", "❌", ":x:", "-", "–", "—", "○"];

/// Whether a cell consists of one of `words`, in any letter case.
#[must_use]
pub(crate) fn consists_of(cell: &str, words: &[&str]) -> bool {
    words.iter().any(|known| cell.trim().eq_ignore_ascii_case(known))
}
