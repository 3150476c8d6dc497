//! What the commands print: findings, summaries, differences and progress.

pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod finding;
pub(crate) mod findings;
pub(crate) mod format;
pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod positions;
pub(crate) mod progress;
pub(crate) mod sarif;
pub(crate) mod since;
pub(crate) mod stages;
pub(crate) mod summary;
