//! Members the pages do not name.
//!
//! In: what no field took. Out: the same, under the same names.
//! Invariant: a value is written back unless the field of its name is set.

use crate::{Json, store::Store};
use serde::de::DeserializeOwned;
use std::fmt;

/// The members of an object that no field of its type took, in arrival order.
///
/// Besides unknown members these are `null` for a known member, and values whose JSON type is not the one documented: both are
/// written back as they came, unless the field of that name has been set since.
///
/// ```
/// use graph_runtime::Extra;
/// use serde_json::json;
///
/// let mut extra = Extra::default();
/// extra.insert("nickname", "Ann");
/// assert_eq!(extra.get("nickname"), Some(&json!("Ann")));
/// assert_eq!(extra.get_as::<String>("nickname")?.as_deref(), Some("Ann"));
/// assert_eq!(extra.remove("nickname"), Some(json!("Ann")));
/// assert!(extra.is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Extra(pub(crate) Store);

impl Extra {
    /// The value of the member `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// The value of the member `name`, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        self.0.get_mut(name)
    }

    /// The value of the member `name` as a type; `None` when there is no such member.
    ///
    /// # Errors
    ///
    /// When the value is there and is not of that type.
    pub fn get_as<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, serde_json::Error> {
        self.get(name).map(T::deserialize).transpose()
    }

    /// Sets the member `name` and returns the value it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.0.insert(name.into().into(), value.into())
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.remove(name)
    }

    /// Names and values in arrival order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.entries().iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.entries().len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.0.entries().is_empty()
    }
}

impl<N: Into<String>, V: Into<Json>> Extend<(N, V)> for Extra {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<N: Into<String>, V: Into<Json>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in members {
            extra.0.push(name.into().into(), value.into());
        }
        extra.0.settle();
        extra
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}
