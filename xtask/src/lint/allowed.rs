//! Leaves out findings that a comment on their page allows. `read` of graph-codegen does this for the findings of
//! reading pages; the findings of planning a crate are left out here.

use graph_codegen::code::Code;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::SourceId;

/// Removes each finding whose page has a comment that allows its code.
pub(crate) fn leave_out(allowed: &[(SourceId, Code)], findings: &mut Vec<Diagnostic>) {
    findings.retain(|finding| !allowed.contains(&(finding.span.source, finding.code)));
}
