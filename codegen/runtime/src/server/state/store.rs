//! Stores the entities of the mock between requests.
//!
//! In: entities with their members, and the places that contain them. Out: the entities of a place. Invariant: each
//! change has a number, from which ETags and delta tokens are made. The store has a size limit.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::schema::TypeId;

use super::accepted::Operations;
use super::location::{EntityId, PlaceKey};
use super::upload::Uploads;

/// What the state has at a place such as `/users` or `/me/manager`: a list, a single entity, or nothing.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// A single entity, such as a manager; `None` if there is none, for instance after a client has removed it.
    Single(Option<EntityId>),
    List(List),
    /// No entities: the name is only the start of a longer name such as `todo/lists`, or the documented answer is not
    /// an entity.
    Name,
}

/// A list of entities of one type.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) ty: Option<TypeId>,
    /// The entities in the order in which they were added, each with the number of the change that added it.
    pub(super) items: Vec<(EntityId, u64)>,
    /// The keys of the entities that were removed from the list, each with the number of the change that removed it.
    pub(super) removed: Vec<(String, u64)>,
    /// Names such as `inbox` that stand for the key of an entity of this list.
    pub(super) aliases: HashMap<String, EntityId>,
    /// `false` if no page documents a request for the whole list, but only for its items, such as `/users/{id}`. Then
    /// any key may lead to an entity.
    pub(super) is_listed: bool,
}

/// An entity with its members. A value without a key that a path returns, such as one of a complex type, is stored in
/// the same way; its `key` is usually empty.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) ty: Option<TypeId>,
    pub(super) key: String,
    pub(super) members: Map<String, Value>,
    /// The number of the last change of the entity, from which its ETag is made.
    pub(super) version: u64,
    /// Whether a client created the entity. The lists below such an entity are empty at first, and have no examples.
    pub(super) is_made: bool,
    pub(super) is_removed: bool,
    /// The uploaded streams of the entity: for the name of each, its media type and its bytes.
    pub(super) streams: HashMap<String, (String, Vec<u8>)>,
}

/// The entities that clients have created, changed and removed. The state exists only in memory.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(super) entities: Vec<Entity>,
    pub(super) places: BTreeMap<PlaceKey, Content>,
    /// For each key, the entities that have it. By their keys an entity is found from several paths.
    pub(super) by_key: HashMap<String, Vec<EntityId>>,
    pub(super) uploads: Uploads,
    pub(super) operations: Operations,
    /// The number of changes so far, which is the number of the last one.
    pub(super) version: u64,
    /// About how many bytes the stored values take.
    size: usize,
}

/// How many bytes the stored values may take.
const MOST: usize = 256 << 20;

impl State {
    /// Whether the store can take this many more bytes.
    pub(super) fn has_room(&self, bytes: usize) -> bool {
        self.size.saturating_add(bytes) <= MOST
    }

    /// Adds this number of bytes to the size of the stored values.
    pub(super) fn add_size(&mut self, bytes: usize) {
        self.size = self.size.saturating_add(bytes);
    }

    /// Gives the next change of the state a number, and returns it.
    pub(super) fn change(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    /// A key that no entity has, with the form of a GUID, because some keys are GUIDs.
    pub(super) fn new_key(&mut self) -> String {
        loop {
            let number = self.change();
            let key = format!("00000000-0000-4000-8000-{number:012x}");
            if !self.by_key.contains_key(&key) {
                return key;
            }
        }
    }

    /// Adds an entity that is not yet in any list, and returns its index.
    pub(super) fn add(
        &mut self,
        ty: Option<TypeId>,
        key: String,
        members: Map<String, Value>,
        is_made: bool,
    ) -> EntityId {
        let id = self.entities.len();
        // A parsed value takes several times the memory of its text.
        self.add_size(200 + 64 * members.len());
        self.by_key.entry(key.clone()).or_default().push(id);
        let version = self.version;
        let streams = HashMap::new();
        self.entities.push(Entity { ty, key, members, version, is_made, is_removed: false, streams });
        id
    }

    /// The list at a place; `None` if it has no list.
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

    /// The entities of a list in order, without removed ones.
    pub(super) fn items(&self, place: &PlaceKey) -> Vec<EntityId> {
        let items = self.list(place).map_or(&[][..], |list| &list.items);
        items.iter().map(|(id, _)| *id).filter(|id| !self.entities[*id].is_removed).collect()
    }

    /// Adds an entity to the end of a list, unless the list contains it.
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

    /// Removes an entity from one list only. It stays in others.
    pub(super) fn remove_from_list(&mut self, place: &PlaceKey, id: EntityId) {
        let version = self.change();
        let key = self.entities[id].key.clone();
        if let Some(list) = self.list_mut(place) {
            list.items.retain(|(known, _)| *known != id);
            list.aliases.retain(|_, known| *known != id);
            list.removed.push((key, version));
        }
    }

    /// Removes an entity from all lists, as `DELETE` does.
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

    /// Counts a change of an entity, which gives it another ETag.
    pub(super) fn count_change(&mut self, id: EntityId) {
        self.entities[id].version = self.change();
    }

    /// The ETag of an entity: the number of its last change, such as `W/"7"`.
    pub(super) fn etag(&self, id: EntityId) -> String {
        format!("W/\"{}\"", self.entities[id].version)
    }
}
