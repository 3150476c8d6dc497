//! The commands, one file each: from flags to an exit status.

pub(crate) mod diff;
pub(crate) mod drift;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod lint;
pub(crate) mod mock;
pub(crate) mod report;
pub(crate) mod watch;
