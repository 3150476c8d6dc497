//! Types: their kind, base, members and enumerations.

pub(crate) mod bases;
pub(crate) mod by_name;
pub(crate) mod declarations;
pub(crate) mod enums;
pub(crate) mod identity;
pub(crate) mod kinds;
pub(crate) mod listed_values;
pub(crate) mod members;
pub(crate) mod new_row;
pub(crate) mod plurals;
pub(crate) mod repeated;
pub(crate) mod row_type;
pub(crate) mod secrets;
pub(crate) mod shared;
