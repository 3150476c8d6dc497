//! Leaves out findings that a comment on their page allows. Findings of reading are left out earlier; this is for those
//! of later stages.

use graph_codegen::code::Code;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::SourceId;

/// Removes each finding whose page has a comment that allows its code.
pub(crate) fn leave_out(allowed: &[(SourceId, Code)], findings: &mut Vec<Diagnostic>) {
    findings.retain(|finding| !allowed.contains(&(finding.span.source, finding.code)));
}
