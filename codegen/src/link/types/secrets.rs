//! Properties that contain secrets.
//!
//! In: the name and type of a property. Out: whether `Debug` hides its values. Invariant: only strings and bytes are
//! secrets. `overrides.toml` outranks this.

use crate::api::{ItemType, Primitive};
use crate::text::secret::is_secret;

/// Whether name and type say that the values are secrets.
pub(crate) fn is_sensitive(name: &str, item: ItemType) -> bool {
    match item {
        ItemType::Primitive(Primitive::Binary) => is_secret(name, true),
        ItemType::Primitive(Primitive::String) => is_secret(name, false),
        _ => false,
    }
}
