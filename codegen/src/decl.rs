//! Reads what one page says: its operations, types and enumerations. In: a parsed page. Out: declarations that borrow
//! nothing from the page. They refer to a type by its name as text; `link` finds the type with this name.
//!
//! A declaration depends neither on other pages nor on the Rust code to generate. Only `vocabulary` contains the
//! English words and phrases by which pages are understood.

mod account;
mod annotation;
pub(crate) mod body;
mod declared;
pub(crate) mod outline;
mod page_kind;
mod page_reader;
pub(crate) mod prose;
pub(crate) mod read;
pub(crate) mod section;
pub(crate) mod table;
pub(crate) mod template;
#[cfg(test)]
mod tests;
pub(crate) mod vocabulary;

pub(crate) use body::json::{Json, JsonNode, JsonValue};
pub(crate) use declared::{
    BaseClaim, BaseSource, BodyDecl, DocDecl, EnumDecl, EnumMemberDecl, Flag, FlagSource, HeaderDecl, MemberDecl,
    MethodRow, OperationsDecl, PageDecls, ParameterDecl, Remarks, RequestDecl, ResponseDecl, RouteDecl, ShapeHint,
    ShapeMember, TypeDecl, TypeExpr, TypeTerm,
};
pub(crate) use prose::links::Links;
pub(crate) use read::read;
