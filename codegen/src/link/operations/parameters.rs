//! Makes the parameters and headers of an operation from the rows of its tables.

use crate::api::{Header, PageId, Parameter};
use crate::decl::{HeaderDecl, ParameterDecl};
use crate::link::names::resolve::Context;
use crate::link::pages::links::doc;

pub(super) fn parameter(cx: &Context<'_>, page: PageId, row: &ParameterDecl) -> Parameter {
    Parameter {
        name: row.name.value.clone(),
        ty: row.ty.as_ref().and_then(|ty| cx.expr(ty, page)),
        required: row.remarks.required,
        members: row.members.iter().map(|member| parameter(cx, page, member)).collect(),
        doc: doc(cx, page, &row.doc),
        span: row.span,
    }
}

pub(super) fn header(cx: &Context<'_>, page: PageId, row: &HeaderDecl) -> Header {
    Header { name: row.name.clone(), required: row.required, doc: doc(cx, page, &row.doc), span: row.span }
}
