//! Ids: indexes into the tables of the model.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub struct $name(pub u32);

            impl $name {
                /// The index in its table.
                #[must_use]
                pub fn index(self) -> usize {
                    self.0 as usize
                }

                /// The id of an index.
                #[must_use]
                pub fn from_index(index: usize) -> $name {
                    $name(u32::try_from(index).unwrap_or(u32::MAX))
                }
            }
        )+
    };
}

ids! {
    /// A page of [`Api::pages`](crate::api::Api::pages).
    PageId;
    /// A type of [`Api::types`](crate::api::Api::types).
    TypeId;
    /// An enumeration of [`Api::enums`](crate::api::Api::enums).
    EnumId;
    /// An operation of [`Api::operations`](crate::api::Api::operations).
    OperationId;
    /// An example of [`Api::examples`](crate::api::Api::examples).
    ExampleId;
}
