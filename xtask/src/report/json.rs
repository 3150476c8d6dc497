//! Renders findings for programs: one JSON object a line; `xtask/schema/finding.json` is its schema.

use graph_codegen::diagnostic::{Diagnostic, Safety, TextEdit};
use graph_codegen::source::Sources;
use serde_json::{Value, json};

use crate::lint::fingerprint;
use crate::report::finding::{Finding, region};
use crate::report::positions::Positions;

/// Renders one line of JSON for each finding.
pub(crate) fn render(sources: &Sources, findings: &[Finding]) -> String {
    let mut positions = Positions::new(sources);
    findings.iter().map(|finding| object(&mut positions, finding).to_string() + "\n").collect()
}

fn object(positions: &mut Positions<'_>, finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let mut notes = Vec::with_capacity(diagnostic.notes.len());
    for (span, note) in &diagnostic.notes {
        let place = region(positions, *span);
        notes.push(json!({
            "page": place.page,
            "line": place.line,
            "column": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "message": note,
        }));
    }
    let place = region(positions, diagnostic.span);
    json!({
        "code": diagnostic.code.id(),
        "severity": finding.severity.as_str(),
        "page": place.page,
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "subject": diagnostic.subject.to_string(),
        "notes": notes,
        "more": diagnostic.more,
        "fix": fix(positions, diagnostic),
        "fingerprint": finding.fingerprint,
        "cause": fingerprint::cause(diagnostic),
    })
}

/// The edits that fix a finding, with lines and columns; `None` if it has no fix.
fn fix(positions: &mut Positions<'_>, diagnostic: &Diagnostic) -> Option<Value> {
    let fix = diagnostic.fix.as_ref()?;
    let edits = fix.edits(positions.sources())?;
    let edit = |edit: &TextEdit| {
        let place = region(positions, edit.span);
        json!({
            "page": place.page,
            "line": place.line,
            "column": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "text": edit.text,
        })
    };
    let edits: Vec<Value> = edits.iter().map(edit).collect();
    Some(json!({"title": fix.title, "safety": safety(fix.safety), "edits": edits}))
}

fn safety(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    }
}
