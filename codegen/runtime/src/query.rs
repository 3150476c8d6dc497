//! System query options, built from the properties of a type.
//!
//! In: closures over the properties of a type. Out: the text of `$select`, `$filter`, `$orderby`, `$expand` and the
//! other system query options. Invariant: a value in a condition is written as one literal of the OData URL grammar,
//! and has the type of the property that it is compared with, or a type that converts to it.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! use graph_runtime::Query;
//! let unread = Query::<Message>::new().filter(|m| m.is_read.eq(false)).top(10);
//! assert_eq!(unread.to_string(), "$filter=isRead eq false&$top=10");
//! ```

mod condition;
mod expand;
mod filter;
mod items;
mod kind;
mod literal;
mod navigation;
mod operand;
mod options;
mod property;

pub use expand::Expand;
pub use filter::Filter;
pub use items::QueryItems;
pub use kind::{Element, Ordered, Text};
pub use literal::Literal;
pub use navigation::Navigation;
pub use operand::Operand;
pub use options::Query;
pub use property::{Order, Property};

pub use crate::object::LiteralForm;
