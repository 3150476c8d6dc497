//! Decides which findings `lint` reports, and at which level.

pub(crate) mod allowed;
pub(crate) mod baseline;
pub(crate) mod diff;
pub(crate) mod findings;
pub(crate) mod fingerprint;
pub(crate) mod known;
pub(crate) mod removed;
pub(crate) mod renamed;
pub(crate) mod settings;
pub(crate) mod since;
