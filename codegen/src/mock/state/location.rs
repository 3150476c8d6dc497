//! Where something is kept.
//!
//! Invariant: a place is told by its owner and a name, so that all paths to an owner lead to it.

/// The position of an entity in the store.
pub(super) type EntityId = usize;

/// Where a name leads from: the service root, or an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Root,
    Entity(EntityId),
}

/// A name below an owner, in lower case: `messages`, or `todo/lists` where nothing is at `todo` alone.
pub(super) type PlaceKey = (Owner, String);
