//! Data that one run stores for the next: the facts of pages, and a record of what the last run wrote.

pub(crate) mod facts;
pub(crate) mod run;
pub(crate) mod stored;
