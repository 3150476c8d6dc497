//! Data that one run stores for the next: what was read from each page, and a record of what the last run wrote.

pub(crate) mod facts;
pub(crate) mod run;
pub(crate) mod stored;
