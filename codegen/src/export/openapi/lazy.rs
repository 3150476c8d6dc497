//! Objects that are built while they are serialised.
//!
//! In: names, and functions that return values. Out: the object. Invariant: only one value at a time is in memory.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A JSON object from pairs of a name and a function. Each function runs when its value is serialised.
pub(super) struct Lazy<I>(pub(super) I);

impl<I, K, V, F> Serialize for Lazy<I>
where
    I: Iterator<Item = (K, F)> + Clone,
    K: Serialize,
    V: Serialize,
    F: FnOnce() -> V,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (name, value) in self.0.clone() {
            object.serialize_entry(&name, &value())?;
        }
        object.end()
    }
}
