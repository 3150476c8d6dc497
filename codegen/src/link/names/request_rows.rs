//! Types without a resource page, created from the rows of a request body.

use crate::decl::{BaseClaim, BaseSource, MemberDecl, TypeDecl, TypeTerm};
use crate::source::Spanned;

/// The rows of a request body as if they stood in the table of a resource page.
pub(in crate::link) fn from_rows(operations: &crate::decl::OperationsDecl, term: &TypeTerm) -> TypeDecl {
    let mut bases = Vec::new();
    let members = operations
        .request
        .rows
        .iter()
        .filter_map(|row| {
            if let Some(owner) = &row.inherited_from {
                bases.push(BaseClaim { base: owner.clone(), by: BaseSource::Row });
            }
            Some(MemberDecl {
                name: row.name.clone(),
                ty: row.ty.clone()?,
                relationship: false,
                inherited_from: row.inherited_from.clone(),
                remarks: row.remarks.clone(),
                doc: row.doc.clone(),
                described: None,
                span: row.span,
            })
        })
        .collect();
    TypeDecl {
        annotated: None,
        headed: Some(Spanned { value: term.text.clone(), span: term.span }),
        bases,
        no_base: None,
        key: None,
        further_key: Vec::new(),
        optional: Vec::new(),
        is_abstract: Vec::new(),
        is_open: Vec::new(),
        has_stream: false,
        members,
        is_nested: false,
        shape: Vec::new(),
        derived: Vec::new(),
        doc: crate::decl::DocDecl::default(),
        deprecated: None,
        span: term.span,
    }
}
