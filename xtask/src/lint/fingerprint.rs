//! Identifies a finding across edits of its page.
//!
//! A fingerprint is the digest of the identity: code, page and subject. The line and the message are not part of it, so
//! a fingerprint stays the same when other parts of the page or the message change.

use graph_codegen::diagnostic::Diagnostic;

use crate::cache::stored;

/// The fingerprint of a finding on `page`: 16 hexadecimal digits.
pub(crate) fn of(page: &str, finding: &Diagnostic) -> String {
    digits(&finding.identity(page))
}

/// The fingerprint that a finding on `page` had when the path of the page was `former`.
pub(crate) fn of_former_path(former: &str, page: &str, finding: &Diagnostic) -> String {
    let mut parts = finding.identity(former);
    if parts[2] == page {
        former.clone_into(&mut parts[2]);
    }
    digits(&parts)
}

/// A fingerprint without the page. Findings with the same code and subject on several pages have the same cause.
pub(crate) fn cause(finding: &Diagnostic) -> String {
    digits(&finding.identity(""))
}

fn digits(parts: &[String; 3]) -> String {
    let mut digits = stored::digest(parts.each_ref().map(String::as_str)).to_hex().to_string();
    digits.truncate(16);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_codegen::code::INVALID_UTF8;
    use graph_codegen::diagnostic::Subject;
    use graph_codegen::source::{SourceId, Span};

    fn fingerprint(page: &str, start: u32, message: &str, property: &str) -> String {
        let span = Span { source: SourceId(0), start, end: start };
        let subject = Subject::Member(Box::new(("widget".into(), property.into())));
        of(page, &Diagnostic { subject, ..Diagnostic::new(INVALID_UTF8, span, message) })
    }

    #[test]
    fn a_fingerprint_depends_on_page_and_subject_but_not_on_place_and_message() {
        let first = fingerprint("a.md", 1, "row 3", "size");
        assert_eq!(first.len(), 16);
        assert_eq!(first, fingerprint("a.md", 90, "row 14 of the table", "size"));
        assert_ne!(first, fingerprint("b.md", 1, "row 3", "size"));
        assert_ne!(first, fingerprint("a.md", 1, "row 3", "width"));
    }
}
