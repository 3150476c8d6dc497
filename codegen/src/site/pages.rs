//! Makes the pages of the site: one file for each subject, such as types or findings.

pub(super) mod changes;
pub(super) mod findings;
pub(super) mod operations;
pub(super) mod overview;
pub(super) mod permissions;
pub(super) mod types;
