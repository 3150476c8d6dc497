//! Identifies the places of the state: each place has a list, a single entity or nothing.
//!
//! Invariant: an owner and a name identify a place, so all paths to an owner lead to the same place.

/// The index of an entity in the store.
pub(super) type EntityId = usize;

/// The start of a name: the service root or an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Root,
    Entity(EntityId),
}

/// An owner and a name below it in lower case: `messages`, or `todo/lists` if `todo` itself is not a place.
pub(super) type PlaceKey = (Owner, String);
