//! Finds what the state has at the end of a path.
//!
//! In: the steps of a path. Out: the list, entity or value at its end, or that there is none. Invariant: the first
//! look-up of a place fills it with the entities of the examples, but a list below an entity that a client created is
//! empty at first.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::location::{EntityId, Owner, PlaceKey};
use super::pages::Pages;
use super::schema::{ResponseContent, Schema, TypeId, TypeUse};
use super::steps::{Step, Steps};
use super::store::{Content, List, State};
use crate::server::Links;

/// What the state has at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    List(PlaceKey),
    Single(PlaceKey, Option<EntityId>),
    /// An entity of a list: the place of the list, and the entity that the key in the path (or an alias such as
    /// `inbox`) identifies.
    Item(PlaceKey, EntityId),
    /// The list has no entity with this key, so a client can create one.
    Free(PlaceKey, String),
    /// The folder has no file or folder with this name, so a client can create one: the list of its children, and the
    /// name that the path has, such as `a.txt` in `root:/a.txt:`.
    New(PlaceKey, String),
    /// The path leads nowhere, because a step before its last one does not exist.
    Missing,
    /// The state stores no entity for this path, so the documented answer stays. A longer path may still lead to a
    /// list, as `todo/lists` does.
    Elsewhere(Owner, String),
}

/// The state, together with the documentation and the links of one request.
pub(super) struct RequestContext<'w> {
    pub(super) pages: &'w dyn Pages,
    pub(super) state: &'w mut State,
    pub(super) links: &'w Links<'w>,
}

impl<'w> RequestContext<'w> {
    pub(super) fn schema(&self) -> &'w Schema {
        self.pages.schema()
    }

    /// Follows the steps of a path, and returns what is at its end.
    pub(super) fn walk(&mut self, steps: &[Step]) -> Place {
        let mut place = Place::Elsewhere(Owner::Root, String::new());
        for (at, step) in steps.iter().enumerate() {
            let path = Steps::path(&steps[..=at]);
            place = match (place, step) {
                (Place::List(list), Step::Key(key, name)) => self.item(list, key, name, &path),
                (Place::List(list), Step::Name(key)) => self.item(list, key, "", &path),
                (Place::Single(_, Some(id)) | Place::Item(_, id), Step::Item(names)) => {
                    self.file_below(id, names, &Steps::path(&steps[..at]))
                }
                (Place::Single(_, Some(id)) | Place::Item(_, id), Step::Name(name)) => {
                    self.named(Owner::Entity(id), name, &path)
                }
                (Place::Elsewhere(owner, before), Step::Name(name)) => {
                    let name = if before.is_empty() { name.clone() } else { format!("{before}/{name}") };
                    self.named(owner, &name, &path)
                }
                // No page documents a request for this list, but pages show single entities of it, such as `/users/7`.
                (Place::Elsewhere(owner, name), Step::Key(key, placeholder)) => {
                    let list = (owner, name.to_lowercase());
                    let content = self.state.places.get(&list);
                    if content.is_none_or(|content| matches!(content, Content::Name)) {
                        self.state.places.insert(list.clone(), Content::List(List::new(None, false)));
                    }
                    self.item(list, key, placeholder, &path)
                }
                (Place::Elsewhere(..), Step::Item(_)) | (Place::List(_), Step::Item(_)) => Place::Missing,
                (Place::Single(_, Some(_)) | Place::Item(..), Step::Key(..)) => Place::Missing,
                (Place::Single(_, None) | Place::Free(..) | Place::New(..) | Place::Missing, _) => Place::Missing,
            };
        }
        place
    }

    /// What the state has under this name below the service root or an entity. `path` is the whole path, by which its
    /// examples are found.
    pub(super) fn named(&mut self, owner: Owner, name: &str, path: &str) -> Place {
        let key = (owner, name.to_lowercase());
        if !self.state.places.contains_key(&key) {
            let content = self.begin(owner, path);
            self.state.places.insert(key.clone(), content);
        }
        match &self.state.places[&key] {
            Content::Single(single) => Place::Single(key, *single),
            Content::List(_) => Place::List(key),
            Content::Name => Place::Elsewhere(owner, name.to_owned()),
        }
    }

    /// What the place at `path` contains before any client has changed it: the entities in the example response of its
    /// page.
    fn begin(&mut self, owner: Owner, path: &str) -> Content {
        let Some((route, body)) = self.pages.shows(path, self.links) else { return Content::Name };
        let Some(route) = self.schema().route(route).filter(|route| !route.is_call) else { return Content::Name };
        let ResponseContent::Value(reach) = route.answer else { return Content::Name };
        let Some(id) = reach.ty else { return Content::Name };
        let is_made = matches!(owner, Owner::Entity(id) if self.state.entities[id].is_made);
        if !reach.is_list {
            if is_made && self.is_optional(path) {
                return Content::Single(None);
            }
            let Value::Object(members) = body else { return Content::Single(None) };
            return Content::Single(Some(self.entity_of_example(id, members, None)));
        }
        if self.schema().key(id).is_none() {
            return Content::Name;
        }
        let mut list = List::new(Some(id), true);
        if !is_made {
            for item in body.get("value").and_then(Value::as_array).into_iter().flatten() {
                if let Value::Object(members) = item
                    && !members.contains_key("@removed")
                {
                    let entity = self.entity_of_example(id, members.clone(), None);
                    list.items.push((entity, 0));
                }
            }
            for members in self.pages.items_shown_alone(path) {
                let key = members.get("id").and_then(Value::as_str);
                let known = |(id, _): &(EntityId, u64)| Some(self.state.entities[*id].key.as_str()) == key;
                if key.is_some() && !list.items.iter().any(known) {
                    let entity = self.entity_of_example(id, members, None);
                    list.items.push((entity, 0));
                }
            }
        }
        Content::List(list)
    }

    /// Whether a page documents `PUT` for the reference at this path, such as `manager/$ref`. If so, the entity may be
    /// absent.
    fn is_optional(&self, path: &str) -> bool {
        self.pages.documents(&http::Method::PUT, &format!("{path}/$ref"))
    }

    /// Stores the entity that an example shows. If an entity with the same key and a compatible type is stored already,
    /// adds the members that it lacks. `key` replaces the key in the example.
    fn entity_of_example(&mut self, ty: TypeId, mut members: Map<String, Value>, key: Option<&str>) -> EntityId {
        members.retain(|name, _| !name.starts_with("@odata.") || name == "@odata.type" || name == "@odata.id");
        let ty = self.actual(ty, &members);
        let name = self.schema().key(ty).unwrap_or("id").to_owned();
        if let Some(key) = key {
            members.insert(name.clone(), key.into());
        }
        let stated = members.get(&name).and_then(Value::as_str).filter(|key| !is_filled(&name, key));
        let key = match stated {
            Some(key) => key.to_owned(),
            None if self.schema().key(ty).is_none() => String::new(),
            None => {
                let key = self.state.new_key();
                members.insert(name, key.as_str().into());
                key
            }
        };
        // Entities of several examples that have the same key are one entity.
        let same = self.state.by_key.get(&key).into_iter().flatten().copied();
        let same: Vec<EntityId> = same.filter(|_| !key.is_empty()).filter(|id| self.is_alike(*id, ty)).collect();
        if let Some(id) = same.first() {
            let known = &mut self.state.entities[*id].members;
            for (name, value) in members {
                known.entry(name).or_insert(value);
            }
            return *id;
        }
        self.state.add(Some(ty), key, members, false)
    }

    /// Whether an entity may have this type. It may if its own type is unknown, is this type, derives from this type,
    /// or is a base of this type.
    fn is_alike(&self, id: EntityId, ty: TypeId) -> bool {
        let schema = self.schema();
        self.state.entities[id].ty.is_none_or(|known| schema.is_kind_of(known, ty) || schema.is_kind_of(ty, known))
    }

    /// The type that `@odata.type` of the members names, if it derives from the declared type; otherwise the declared
    /// type.
    pub(super) fn actual(&self, declared: TypeId, members: &Map<String, Value>) -> TypeId {
        let stated = members.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
        stated.and_then(|name| self.schema().derived_type(declared, name)).unwrap_or(declared)
    }

    /// The entity of a list that has this key, or an alias such as `inbox`. `placeholder` is the text of the template
    /// for the key, such as `id | userPrincipalName`.
    fn item(&mut self, list: PlaceKey, key: &str, placeholder: &str, path: &str) -> Place {
        let Some(known) = self.state.list(&list) else { return Place::Missing };
        let (ty, is_listed) = (known.ty, known.is_listed);
        let is_removed = known.removed.iter().any(|(removed, _)| removed == key);
        let alias = known.aliases.get(key).copied().filter(|id| !self.state.entities[*id].is_removed);
        let items = self.state.items(&list);
        let has = |id: &&EntityId| self.state.entities[**id].key == key;
        let names_it = |id: &&EntityId| {
            let members = &self.state.entities[**id].members;
            members.iter().any(|(name, value)| value.as_str() == Some(key) && mentions(placeholder, name))
        };
        let found = items.iter().find(has).or_else(|| items.iter().find(names_it)).copied().or(alias);
        if let Some(id) = found {
            return Place::Item(list, id);
        }
        let elsewhere = self.state.by_key.get(key).into_iter().flatten().copied();
        let mut elsewhere = elsewhere.filter(|id| ty.is_none_or(|ty| self.is_alike(*id, ty)));
        if let Some(id) = elsewhere.next().filter(|_| !is_removed && (ty.is_some() || !is_listed)) {
            return Place::Item(list, id);
        }
        let is_shown = !is_listed || self.pages.has_segment(key);
        let is_below_made = matches!(list.0, Owner::Entity(id) if self.state.entities[id].is_made);
        if is_removed || is_below_made || !is_shown {
            return Place::Free(list, key.to_owned());
        }
        let Some((route, Value::Object(members))) = self.pages.shows(path, self.links) else {
            return Place::Free(list, key.to_owned());
        };
        let answer = self.schema().route(route).map(|route| route.answer);
        let Some(ResponseContent::Value(TypeUse { ty: Some(id), is_list: false })) = answer else {
            return Place::Free(list, key.to_owned());
        };
        // If no page documents a request for the whole list, the key identifies the entity. Otherwise the key may be an
        // alias such as `inbox`, and the example has the key of the entity.
        let own = (!is_listed).then_some(key);
        let id = self.entity_of_example(id, members, own);
        if let Some(list) = self.state.list_mut(&list) {
            list.aliases.insert(key.to_owned(), id);
            if !list.is_listed {
                list.items.push((id, 0));
            }
        }
        Place::Item(list, id)
    }

    /// The file or folder at a relative path below a folder: the last of `names`.
    fn file_below(&mut self, id: EntityId, names: &[String], path: &str) -> Place {
        let mut at = id;
        let mut place = Place::Missing;
        for (index, name) in names.iter().enumerate() {
            let Some(list) = self.children(at, Some(path).filter(|_| index == 0)) else { return Place::Missing };
            let is_it = |id: &EntityId| {
                let known = self.state.entities[*id].members.get("name").and_then(Value::as_str);
                known.is_some_and(|known| known.eq_ignore_ascii_case(name))
            };
            match self.state.items(&list).into_iter().find(is_it) {
                Some(id) => {
                    at = id;
                    place = Place::Item(list, id);
                }
                None if index + 1 == names.len() => return Place::New(list, name.clone()),
                None => return Place::Missing,
            }
        }
        place
    }

    /// The list of what a folder contains: the navigation property whose items have the type of the folder itself.
    /// `None` if its type has no such property.
    fn children(&mut self, id: EntityId, path: Option<&str>) -> Option<PlaceKey> {
        let ty = self.state.entities[id].ty?;
        let name = self.schema().children(ty)?.to_owned();
        let key = (Owner::Entity(id), name.to_lowercase());
        if let Some(path) = path {
            self.named(key.0, &name, &format!("{path}/{name}"));
        }
        let content = self.state.places.entry(key.clone()).or_insert(Content::Name);
        if matches!(content, Content::Name) {
            *content = Content::List(List::new(Some(ty), true));
        }
        self.state.list(&key).is_some().then_some(key)
    }
}

/// Whether a key in an example was made up by the mock because the page shows none: the name of the key property with a
/// number, such as `id-1`. Such a key does not identify an entity.
fn is_filled(name: &str, key: &str) -> bool {
    let number = key.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a placeholder such as `id | userPrincipalName` names the property, so that its value may serve as the key.
fn mentions(placeholder: &str, property: &str) -> bool {
    let parts = placeholder.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|part| part.split("Or"));
    parts.into_iter().any(|part| part.eq_ignore_ascii_case(property))
}

impl List {
    pub(super) fn new(ty: Option<TypeId>, is_listed: bool) -> List {
        List { ty, items: Vec::new(), removed: Vec::new(), aliases: HashMap::new(), is_listed }
    }
}
