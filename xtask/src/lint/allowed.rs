//! Comments on pages that allow findings, applied to the findings of later stages.

use graph_codegen::code::Code;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::SourceId;

/// Removes each finding whose code is allowed on its page.
pub(crate) fn leave_out(allowed: &[(SourceId, Code)], findings: &mut Vec<Diagnostic>) {
    findings.retain(|finding| !allowed.contains(&(finding.span.source, finding.code)));
}
