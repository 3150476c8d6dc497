//! The store of the mock between requests.
//!
//! In: entities with their members, and the places that contain them. Out: the entities of a place. Invariant: each
//! change has a number; ETags and delta tokens are these numbers. The store has a size limit.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::schema::TypeId;

use super::accepted::Operations;
use super::location::{EntityId, PlaceKey};
use super::upload::Uploads;

/// The content of a place.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// One value; `None` after its removal.
    Single(Option<EntityId>),
    List(List),
    /// Nothing: the name is part of a longer name, or the documented answer is not an entity.
    Name,
}

/// Entities of one type.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) ty: Option<TypeId>,
    /// The entities in order, each with the number of the change that added it.
    pub(super) items: Vec<(EntityId, u64)>,
    /// The keys of removed entities, each with the number of the change.
    pub(super) removed: Vec<(String, u64)>,
    /// Other keys for entities of this list, such as `inbox`.
    pub(super) aliases: HashMap<String, EntityId>,
    /// Whether a page documents the list. If no page does, any key may lead to an entity.
    pub(super) is_listed: bool,
}

/// An entity, or another structured value.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) ty: Option<TypeId>,
    pub(super) key: String,
    pub(super) members: Map<String, Value>,
    /// The number of the last change of the entity.
    pub(super) version: u64,
    /// Whether a client created the entity. Places below such an entity are empty at first.
    pub(super) is_made: bool,
    pub(super) is_removed: bool,
    /// The streams of the entity by name, with their media types.
    pub(super) streams: HashMap<String, (String, Vec<u8>)>,
}

/// The entities that clients have created, changed and removed. The state exists only in memory.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(super) entities: Vec<Entity>,
    pub(super) places: BTreeMap<PlaceKey, Content>,
    /// Entities by key, because several paths may lead to one entity.
    pub(super) by_key: HashMap<String, Vec<EntityId>>,
    pub(super) uploads: Uploads,
    pub(super) operations: Operations,
    /// The number of the last change.
    pub(super) version: u64,
    /// The approximate number of bytes in the store.
    size: usize,
}

/// The size limit in bytes.
const MOST: usize = 256 << 20;

impl State {
    /// Whether the store can take this many more bytes.
    pub(super) fn has_room(&self, bytes: usize) -> bool {
        self.size.saturating_add(bytes) <= MOST
    }

    /// Adds to the size of the store.
    pub(super) fn keep(&mut self, bytes: usize) {
        self.size = self.size.saturating_add(bytes);
    }

    /// The number of the next change.
    pub(super) fn change(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    /// A new key that is valid as text and as a GUID.
    pub(super) fn new_key(&mut self) -> String {
        loop {
            let number = self.change();
            let key = format!("00000000-0000-4000-8000-{number:012x}");
            if !self.by_key.contains_key(&key) {
                return key;
            }
        }
    }

    /// Adds an entity.
    pub(super) fn add(
        &mut self,
        ty: Option<TypeId>,
        key: String,
        members: Map<String, Value>,
        is_made: bool,
    ) -> EntityId {
        let id = self.entities.len();
        // A parsed value takes several times the memory of its text.
        self.keep(200 + 64 * members.len());
        self.by_key.entry(key.clone()).or_default().push(id);
        let version = self.version;
        let streams = HashMap::new();
        self.entities.push(Entity { ty, key, members, version, is_made, is_removed: false, streams });
        id
    }

    /// The list at a place.
    pub(super) fn list(&self, place: &PlaceKey) -> Option<&List> {
        match self.places.get(place) {
            Some(Content::List(list)) => Some(list),
            Some(Content::Single(_) | Content::Name) | None => None,
        }
    }

    pub(super) fn list_mut(&mut self, place: &PlaceKey) -> Option<&mut List> {
        match self.places.get_mut(place) {
            Some(Content::List(list)) => Some(list),
            Some(Content::Single(_) | Content::Name) | None => None,
        }
    }

    /// The entities of a list in order.
    pub(super) fn items(&self, place: &PlaceKey) -> Vec<EntityId> {
        let items = self.list(place).map_or(&[][..], |list| &list.items);
        items.iter().map(|(id, _)| *id).filter(|id| !self.entities[*id].is_removed).collect()
    }

    /// Adds an entity to a list, unless the list contains it.
    pub(super) fn put(&mut self, place: &PlaceKey, id: EntityId) {
        let version = self.change();
        let key = self.entities[id].key.clone();
        if let Some(list) = self.list_mut(place)
            && !list.items.iter().any(|(known, _)| *known == id)
        {
            list.removed.retain(|(removed, _)| *removed != key);
            list.items.push((id, version));
        }
    }

    /// Removes an entity from a list.
    pub(super) fn take(&mut self, place: &PlaceKey, id: EntityId) {
        let version = self.change();
        let key = self.entities[id].key.clone();
        if let Some(list) = self.list_mut(place) {
            list.items.retain(|(known, _)| *known != id);
            list.aliases.retain(|_, known| *known != id);
            list.removed.push((key, version));
        }
    }

    /// Removes an entity from all places.
    pub(super) fn remove(&mut self, id: EntityId) {
        let version = self.change();
        let entity = &mut self.entities[id];
        entity.is_removed = true;
        entity.version = version;
        entity.members.clear();
        entity.streams.clear();
        let key = entity.key.clone();
        if let Some(same) = self.by_key.get_mut(&key) {
            same.retain(|known| *known != id);
        }
        for content in self.places.values_mut() {
            match content {
                Content::Single(single) if *single == Some(id) => *single = None,
                Content::List(list) if list.items.iter().any(|(known, _)| *known == id) => {
                    list.items.retain(|(known, _)| *known != id);
                    list.aliases.retain(|_, known| *known != id);
                    list.removed.push((key.clone(), version));
                }
                Content::Single(_) | Content::List(_) | Content::Name => {}
            }
        }
    }

    /// Gives an entity the number of a new change.
    pub(super) fn touch(&mut self, id: EntityId) {
        self.entities[id].version = self.change();
    }

    /// The ETag of an entity.
    pub(super) fn etag(&self, id: EntityId) -> String {
        format!("W/\"{}\"", self.entities[id].version)
    }
}
