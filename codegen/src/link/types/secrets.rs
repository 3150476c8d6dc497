//! Which properties hold secrets.
//!
//! In: the name and type of a property. Out: whether its values are shown for a look.
//! Invariant: only texts and bytes are secrets. `overrides.toml` ranks above this.

use crate::api::{ItemType, Primitive};
use crate::text::secret::is_secret;

/// Whether the values are secrets, as far as name and type tell.
pub(crate) fn is_sensitive(name: &str, item: ItemType) -> bool {
    match item {
        ItemType::Primitive(Primitive::Binary) => is_secret(name, true),
        ItemType::Primitive(Primitive::String) => is_secret(name, false),
        _ => false,
    }
}
