//! The pages of the site. In: the data of the site. Out: for each subject its pages and lists.

pub(super) mod changes;
pub(super) mod findings;
pub(super) mod operations;
pub(super) mod overview;
pub(super) mod permissions;
pub(super) mod types;
