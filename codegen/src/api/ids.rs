//! Ids of items of the model. An id is the index of the item in its list, such as
//! [`Api::pages`](crate::api::Api::pages).

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub struct $name(pub u32);

            impl $name {
                /// The index of the item in the list of all items of its kind.
                #[must_use]
                pub fn index(self) -> usize {
                    self.0 as usize
                }

                /// The id of the item at this index in the list of all items of its kind.
                #[must_use]
                pub fn from_index(index: usize) -> $name {
                    $name(u32::try_from(index).unwrap_or(u32::MAX))
                }
            }
        )+
    };
}

ids! {
    /// Identifies a page by its index in [`Api::pages`](crate::api::Api::pages).
    PageId;
    /// Identifies a type by its index in [`Api::types`](crate::api::Api::types).
    TypeId;
    /// Identifies an enumeration by its index in [`Api::enums`](crate::api::Api::enums).
    EnumId;
    /// Identifies an operation by its index in [`Api::operations`](crate::api::Api::operations).
    OperationId;
    /// Identifies an example by its index in [`Api::examples`](crate::api::Api::examples).
    ExampleId;
}
