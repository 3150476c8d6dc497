//! Several requests in one: JSON batching.
//!
//! In: routes of any types. Out: requests to `$batch`, and the response of each route by its ticket. Invariant: each
//! route has an id of its own, so that answers may come in any order and in several responses.

mod answers;
mod body;
mod parts;
mod requests;
mod ticket;

pub use answers::Answers;
pub use requests::Batch;
pub use ticket::Ticket;
