//! Findings for programs: one JSON object a line, with exactly the members code, severity, page, line, column, message.

use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::Sources;
use serde_json::json;

use crate::places::Places;

/// Renders one line a finding.
pub(crate) fn render(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut places = Places::new(sources);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let place = places.of(diagnostic.span);
        let line = json!({
            "code": diagnostic.code.id(),
            "severity": diagnostic.severity().as_str(),
            "page": places.page(diagnostic.span).0,
            "line": place.line,
            "column": place.column,
            "message": diagnostic.message(),
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    text
}
