//! Decides, by the type of a property, whether its values are structured, so that a path can go on to their properties.
//!
//! In: the type of a property. Out: the type of its value, and the same property with a derived type. Invariant: a
//! single value stays single, and a collection stays a collection.

use crate::Model;

/// A structured value or a collection of them, which `$expand` can include and a path can pass through.
///
/// ```
/// use graph_runtime::query::{Expand, Navigation, Property};
///
/// /// A few of each.
/// fn few<T, V: Navigation>(properties: Vec<Property<T, V>>) -> Vec<Expand<T>> {
///     properties.into_iter().map(|property| property.expand_with(|query| query.top(3))).collect()
/// }
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # use graph_runtime::Query;
/// let query = Query::<Message>::new().expand(|m| few(vec![m.attachments]));
/// assert_eq!(query.to_string(), "$expand=attachments($top=3)");
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` is no structured value",
    label = "this needs a property whose value has properties of its own, or a collection of such values",
    note = "a path that the pages do not name gets its type with `Property::raw(\"…\").typed::<V>()`"
)]
pub trait Navigation {
    /// The type of the object, or of the elements of the collection.
    type Target: Model;
    /// This type with objects of type `D`: `D` for an object, `Vec<D>` for a collection.
    type With<D: Model>;
}

impl<M: Model> Navigation for M {
    type Target = M;
    type With<D: Model> = D;
}

impl<M: Model> Navigation for Vec<M> {
    type Target = M;
    type With<D: Model> = Vec<D>;
}
