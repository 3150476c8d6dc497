//! Several requests in one: JSON batching.
//!
//! In: routes of any types. Out: requests to `$batch`, and for each [`Ticket`], which stands for one added route, the
//! response of that route. Invariant: each route has an id of its own, so the service may answer the routes in any
//! order, and the answers may be spread over several responses.

mod answers;
mod body;
mod parts;
mod requests;
mod ticket;

pub use answers::Answers;
pub use requests::Batch;
pub use ticket::Ticket;
