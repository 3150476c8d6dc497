//! Prints findings for snapshots: one line each, with the place first.

use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::Sources;

/// One finding as `line:column code severity message`, followed by its other places.
pub(crate) fn line(sources: &Sources, finding: &Diagnostic) -> String {
    let (line, column) = sources.position(finding.span);
    let mut text = format!(
        "{line}:{column} {} {} {}",
        finding.code.id(),
        finding.severity().as_str(),
        finding.message.replace('\n', " ")
    );
    if !finding.help.is_empty() {
        text.push_str(&format!(" => {}", finding.help.replace('\n', " ")));
    }
    for (span, note) in &finding.notes {
        let (line, column) = sources.position(*span);
        let path = if span.source == finding.span.source { "" } else { &sources.get(span.source).path };
        text.push_str(&format!(" [{note}: {path}{}{line}:{column}]", if path.is_empty() { "" } else { ":" }));
    }
    if finding.more > 0 {
        text.push_str(&format!(" [and {} more]", finding.more));
    }
    text
}
