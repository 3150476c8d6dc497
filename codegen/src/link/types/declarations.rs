//! The declarations of a type, each with its page.

use crate::api::{PageId, TypeId};
use crate::decl::TypeDecl;
use crate::link::names::resolve::Context;

/// The declarations of a type, each with its page.
pub(crate) fn decls<'a>(cx: &Context<'a>, id: TypeId) -> impl Iterator<Item = (PageId, &'a TypeDecl)> {
    let entry = &cx.names.types[id.index()];
    let documented = entry.decls.iter().map(|(page, position)| (*page, &cx.decls[page.index()].types[*position]));
    let made = entry.made.iter().map(|position| (cx.names.made[*position].0, &cx.names.made[*position].1));
    documented.chain(made)
}
