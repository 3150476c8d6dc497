//! Types without a resource page, made of the rows of a request body.

use crate::decl::{BaseClaim, BaseSource, MemberDecl, TypeDecl, TypeTerm};
use crate::source::Spanned;

/// The rows of a request body as a type.
pub(super) fn from_rows(operations: &crate::decl::OperationsDecl, term: &TypeTerm) -> TypeDecl {
    let mut bases = Vec::new();
    let members = operations
        .request
        .rows
        .iter()
        .filter_map(|row| {
            let owner = row.doc.links.iter().find(|(range, _, _)| {
                row.doc.markdown[..range.start].to_lowercase().trim_end().ends_with("inherited from")
            });
            let owner = owner.and_then(|(_, text, target)| crate::decl::type_expr::term(text, Some(target), row.span));
            if let Some(owner) = &owner {
                bases.push(BaseClaim { base: owner.clone(), by: BaseSource::Row });
            }
            Some(MemberDecl {
                name: row.name.clone(),
                ty: row.ty.clone()?,
                relationship: false,
                inherited_from: owner,
                remarks: row.remarks.clone(),
                doc: row.doc.clone(),
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
        is_abstract: Vec::new(),
        is_open: Vec::new(),
        has_stream: false,
        members,
        shape: Vec::new(),
        derived: Vec::new(),
        doc: crate::decl::DocDecl::default(),
        deprecated: None,
        span: term.span,
    }
}
