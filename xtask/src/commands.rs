//! The commands, one file each. A command takes its flags and returns its exit status.

pub(crate) mod diff;
pub(crate) mod drift;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod lint;
pub(crate) mod mock;
pub(crate) mod report;
pub(crate) mod watch;
