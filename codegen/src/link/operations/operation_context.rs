//! The data about one method of one page from which an operation is made.

use crate::api::{ItemType, Method, PageId, Part, TypeId};
use crate::decl::{BodyDecl, MethodRow, OperationsDecl, RouteDecl};
use crate::link::names::resolve::Context;

/// One method of one page: its request lines, and the bodies that its examples show.
pub(super) struct OperationContext<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) page: PageId,
    pub(super) decl: &'a OperationsDecl,
    pub(super) method: Method,
    pub(super) part: Part,
    pub(super) routes: Vec<&'a RouteDecl>,
    pub(super) bodies: Vec<&'a BodyDecl>,
    /// The row of a `Methods` table that links to the page, with the page of that table. `None` if no row does.
    pub(super) listed: Option<(PageId, &'a MethodRow)>,
}

pub(super) fn structured(item: &ItemType) -> Option<TypeId> {
    match item {
        ItemType::Structured(id) => Some(*id),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}
