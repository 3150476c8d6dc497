//! What the commands print: findings, summaries, differences and progress.

pub(crate) mod check;
pub(crate) mod findings;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod positions;
pub(crate) mod progress;
pub(crate) mod since;
pub(crate) mod summary;
