//! Parameters: a row of a table in, the parameter that it documents out.

use crate::api::{PageId, Parameter};
use crate::decl::ParameterDecl;
use crate::link::names::resolve::Context;
use crate::link::pages::links::doc;

pub(super) fn parameter(cx: &Context<'_>, page: PageId, row: &ParameterDecl) -> Parameter {
    Parameter {
        name: row.name.value.clone(),
        ty: row.ty.as_ref().and_then(|ty| cx.expr(ty, page)),
        required: row.remarks.required,
        doc: doc(cx, page, &row.doc),
        span: row.span,
    }
}
