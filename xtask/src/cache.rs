//! What one run stores for the next: the declarations of pages, and what the last run wrote.

pub(crate) mod declarations;
pub(crate) mod last_run;
pub(crate) mod stored;
