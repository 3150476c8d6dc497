//! The ticket that connects a route with its answer.
//!
//! In: the index of a route in its batch. Out: the id of its request and of its answer.
//! Invariant: a ticket has the type of its route, so that the answer is read as that type.

use std::marker::PhantomData;

/// The key to the answer of one route of a batch. It is valid for the batch that returned it.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Answers, Batch, Ticket, http::Response};
/// // Tickets of one type of route can be kept together.
/// let mut batch = Batch::new();
/// let tickets: Vec<Ticket<ListMessages>> =
///     (0..3).map(|_| batch.add(&ListMessages::me_messages())).collect::<Result<_, _>>()?;
///
/// let mut answers = Answers::default();
/// answers.read(Response::new(br#"{"responses":[{"id":"2","status":200,"body":{"value":[]}}]}"#.to_vec()))?;
/// let taken: Vec<bool> = tickets.into_iter().map(|ticket| answers.take(ticket).is_ok()).collect();
/// assert_eq!(taken, [false, true, false]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Ticket<R> {
    pub(super) index: usize,
    route: PhantomData<fn() -> R>,
}

impl<R> Ticket<R> {
    pub(super) fn new(index: usize) -> Self {
        Self { index, route: PhantomData }
    }
}

/// The id of the request with this index. Ids start at 1, as in the documentation of the service.
pub(super) fn id(index: usize) -> String {
    (index + 1).to_string()
}
