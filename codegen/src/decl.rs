//! What one page declares: a parsed page in, owned declarations out, names still text.
//!
//! A declaration never looks at another page and knows no Rust. The words of the dialect stand in [`vocabulary`] alone.

mod account;
mod annotation;
pub mod body;
mod declared;
pub mod enumeration;
pub mod operation;
pub mod outline;
mod page_kind;
mod page_reader;
pub mod permission;
pub mod prose;
pub mod read;
pub mod resource;
pub mod table;
pub mod template;
pub mod vocabulary;

pub use body::json::{Json, JsonNode, JsonValue};
pub use declared::{
    BaseClaim, BaseSource, BodyDecl, DocDecl, EnumDecl, EnumMemberDecl, Flag, FlagSource, HeaderDecl, MemberDecl,
    MethodRow, OperationsDecl, PageDecls, ParameterDecl, Remarks, RequestDecl, ResponseDecl, RouteDecl, ShapeHint,
    ShapeMember, TypeDecl, TypeExpr, TypeTerm,
};
pub use prose::links::Links;
pub use read::read;
