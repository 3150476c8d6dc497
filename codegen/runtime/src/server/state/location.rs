//! Names the places at which the state may have entities. A place is a name directly below the service root or below an
//! entity: `messages` below a user has a list, `manager` a single entity; other places have nothing.
//!
//! Invariant: an owner and a name identify a place, so all paths to an owner lead to the same place.

/// The index of an entity in the list of all entities of the state.
pub(super) type EntityId = usize;

/// What a place is directly below: the service root, or an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Root,
    Entity(EntityId),
}

/// A place: what it is below, and its name in lower case. The name is `messages`, or `todo/lists` if `todo` by itself
/// is no place with entities.
pub(super) type PlaceKey = (Owner, String);
