//! Leaves out findings that a comment on their page allows. `graph_codegen::read` already does this for the findings
//! that it returns. This module does it for the findings of `graph_codegen::plan`, which does not see the comments.

use graph_codegen::code::Code;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::source::SourceId;

/// Removes each finding whose page has a comment that allows its code.
pub(crate) fn leave_out(allowed: &[(SourceId, Code)], findings: &mut Vec<Diagnostic>) {
    findings.retain(|finding| !allowed.contains(&(finding.span.source, finding.code)));
}
