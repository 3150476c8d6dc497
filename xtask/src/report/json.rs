//! Findings for programs: one JSON object a line, with exactly the members code, severity, page, line, column, message,
//! help, subject, notes, more.
//!
//! `help` says what to write instead and is empty where there is nothing to say; `subject` is what the finding is about, in
//! names; a note is another place that belongs to the finding, and `more` counts those that are not shown.

use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::Sources;
use serde_json::{Value, json};

use crate::report::positions::Places;

/// Renders one line a finding.
pub(crate) fn render(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut places = Places::new(sources);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&object(&mut places, diagnostic).to_string());
        text.push('\n');
    }
    text
}

fn object(places: &mut Places<'_>, diagnostic: &Diagnostic) -> Value {
    let mut notes = Vec::with_capacity(diagnostic.notes.len());
    for (span, note) in &diagnostic.notes {
        let place = places.of(*span);
        let page = places.page(*span).0;
        notes.push(json!({"page": page, "line": place.line, "column": place.column, "message": note}));
    }
    let place = places.of(diagnostic.span);
    json!({
        "code": diagnostic.code.id(),
        "severity": diagnostic.severity().as_str(),
        "page": places.page(diagnostic.span).0,
        "line": place.line,
        "column": place.column,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "subject": diagnostic.subject.to_string(),
        "notes": notes,
        "more": diagnostic.more,
    })
}
