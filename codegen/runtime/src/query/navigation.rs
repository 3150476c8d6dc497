//! Decides, by the type of a property, whether its values are structured, so that a path can go on to their properties.
//!
//! In: the type of a property. Out: the structured type of its value or of its elements, and the type of the property
//! after a cast to a derived type. Invariant: a cast leaves a single value single, and a collection a collection.

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
    /// The type after a cast of the objects to `D`: `D` for an object, `Vec<D>` for a collection.
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
