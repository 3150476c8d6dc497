//! Findings of later stages that comments on the pages allow.

use graph_codegen::code::Code;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::SourceId;

/// Removes what is allowed.
pub(crate) fn leave_out(allowed: &[(SourceId, Code)], findings: &mut Vec<Diagnostic>) {
    findings.retain(|finding| !allowed.contains(&(finding.span.source, finding.code)));
}
