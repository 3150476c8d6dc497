//! Creates, changes and removes entities, as requests ask.
//!
//! In: a place, and a request body that the page allows. Out: the entity concerned. Invariant: a change is applied as a
//! whole or not at all, except that a nested entity whose key is taken is skipped.

use crate::ODataError;
use http::StatusCode;
use http::header::IF_MATCH;
use serde_json::{Map, Value, json};

use super::location::{EntityId, Owner, PlaceKey};
use super::outcome::{Refusal, shortened};
use super::pages::StateRequest;
use super::place::{Place, RequestContext};
use super::schema::TypeId;
use super::store::{Content, List};

impl RequestContext<'_> {
    /// Creates an entity in a list with the members `sent`. `shown` is the index of the route and its documented
    /// answer: members that the service sets itself, such as a creation date, are copied from this answer.
    pub(super) fn create(
        &mut self,
        list: &PlaceKey,
        declared: Option<TypeId>,
        sent: Map<String, Value>,
        shown: Option<(usize, &Value)>,
        path: &str,
    ) -> Result<EntityId, Refusal> {
        let ty = declared.map(|declared| self.actual(declared, &sent));
        let name = ty.and_then(|ty| self.schema().key(ty)).unwrap_or("id").to_owned();
        let key = match sent.get(&name).and_then(Value::as_str).filter(|key| !key.is_empty()) {
            None => self.state.new_key(),
            Some(key) => {
                let is_it = |id: &EntityId| self.state.entities[*id].key == key;
                if self.state.items(list).iter().any(is_it) {
                    let message = format!("an entity with the key `{}` exists already", shortened(key));
                    return Err(Box::new(ODataError::new(StatusCode::CONFLICT, "nameAlreadyExists", message)));
                }
                key.to_owned()
            }
        };
        let mut members = Map::new();
        members.insert(name, key.clone().into());
        let given =
            ty.zip(shown).map(|(ty, (route, shown))| self.members_set_by_service(route, ty, shown)).unwrap_or_default();
        members.extend(given.into_iter().filter(|(name, _)| !sent.contains_key(name)));
        let id = self.state.add(ty, key.clone(), members, true);
        self.merge(id, sent, &format!("{path}/{key}"));
        self.state.put(list, id);
        Ok(id)
    }

    /// Sets the members of an entity that are in `sent`, the body of the request; its other members stay. `path` is the
    /// path of the entity.
    pub(super) fn merge(&mut self, id: EntityId, sent: Map<String, Value>, path: &str) {
        let ty = self.state.entities[id].ty;
        for (name, value) in sent {
            if let Some((name, "odata.bind")) = name.split_once('@') {
                self.bind(id, name, &value, &format!("{path}/{name}"));
                continue;
            }
            if name.starts_with("@odata.") && name != "@odata.type" {
                continue;
            }
            let is_list = ty.and_then(|ty| self.schema().navigation(ty, &name)).is_some_and(|(_, reach)| reach.is_list);
            match (is_list, value) {
                (true, Value::Array(items)) => self.put_below(id, &name, items, &format!("{path}/{name}")),
                (_, value) => {
                    let members = &mut self.state.entities[id].members;
                    put(members.entry(name).or_insert(Value::Null), value, 0);
                }
            }
        }
        self.state.count_change(id);
    }

    /// Creates the entities of a list in a request body, such as the `attachments` of a new message. `id` is the entity
    /// that the body creates or changes, and `name` the navigation property with the list.
    fn put_below(&mut self, id: EntityId, name: &str, items: Vec<Value>, path: &str) {
        let list = self.list_below(id, name, path);
        let declared = self.state.list(&list).and_then(|list| list.ty);
        for item in items {
            if let Value::Object(members) = item {
                // If the key is taken, the existing entity stays.
                drop(self.create(&list, declared, members, None, path));
            }
        }
    }

    /// The list called `name` below an entity. If there is no such list, an empty one is created.
    fn list_below(&mut self, id: EntityId, name: &str, path: &str) -> PlaceKey {
        let owner = Owner::Entity(id);
        self.named(owner, name, path);
        let key = (owner, name.to_lowercase());
        if self.state.list(&key).is_none() {
            let member = self.state.entities[id].ty.and_then(|ty| self.schema().navigation(ty, name));
            let ty = member.and_then(|(_, reach)| reach.ty);
            self.state.places.insert(key.clone(), Content::List(List::new(ty, true)));
        }
        key
    }

    /// Adds references to existing entities, from a member such as `members@odata.bind` of a request body.
    fn bind(&mut self, id: EntityId, name: &str, value: &Value, path: &str) {
        match value {
            Value::Array(links) => {
                let list = self.list_below(id, name, path);
                for link in links.iter().filter_map(Value::as_str) {
                    let target = self.linked_entity(link, self.state.list(&list).and_then(|list| list.ty));
                    self.state.put(&list, target);
                }
            }
            Value::String(link) => {
                let target = self.linked_entity(link, None);
                self.state.places.insert((Owner::Entity(id), name.to_lowercase()), Content::Single(Some(target)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {}
        }
    }

    /// The entity that a link such as `https://host/v1.0/users/7` points to, by its last segment. If its key is
    /// unknown, creates an entity that has only the key.
    pub(super) fn linked_entity(&mut self, link: &str, ty: Option<TypeId>) -> EntityId {
        let last = link.trim_end_matches('/').rsplit('/').next().unwrap_or(link);
        let key = match last.split_once('(') {
            Some((_, key)) => key.trim_end_matches(')').trim_matches('\''),
            None => last,
        };
        if let Some(id) = self.state.by_key.get(key).and_then(|ids| ids.first()) {
            return *id;
        }
        let mut members = Map::new();
        members.insert("id".to_owned(), key.into());
        self.state.add(ty, key.to_owned(), members, true)
    }

    /// Adds, sets or removes a reference, as a request to `members/$ref` or `manager/$ref` asks.
    pub(super) fn change_reference(&mut self, place: &Place, request: &StateRequest<'_>) -> Result<(), Refusal> {
        let stated = request.json.and_then(|json| json.get("@odata.id")).and_then(Value::as_str);
        match (request.method, place) {
            ("POST", Place::List(list)) => {
                let target =
                    self.linked_entity(stated.unwrap_or_default(), self.state.list(list).and_then(|list| list.ty));
                if self.state.items(list).contains(&target) {
                    let message = "the reference exists already";
                    return Err(Box::new(ODataError::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)));
                }
                self.state.put(list, target);
            }
            ("PUT", Place::Single(place, _)) => {
                let target = self.linked_entity(stated.unwrap_or_default(), None);
                self.state.change();
                self.state.places.insert(place.clone(), Content::Single(Some(target)));
            }
            ("DELETE", Place::Single(place, _)) => {
                self.state.change();
                self.state.places.insert(place.clone(), Content::Single(None));
            }
            ("DELETE", Place::Item(list, id)) => self.state.remove_from_list(list, *id),
            ("DELETE", Place::List(list)) => {
                let options = request.target.query.iter();
                let link =
                    options.into_iter().find(|(name, _)| matches!(name.as_str(), "@id" | "$id")).map(|(_, link)| link);
                if let Some(link) = link {
                    let target = self.linked_entity(link, None);
                    self.state.remove_from_list(list, target);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Checks `If-Match` against the ETag of an entity. The refusal has status 412.
    pub(super) fn check(&self, id: EntityId, request: &StateRequest<'_>) -> Result<(), Refusal> {
        let etag = self.state.etag(id);
        let opaque = |etag: &str| etag.trim().trim_start_matches("W/").to_owned();
        let is_it = |known: &str| known.trim() == "*" || known.split(',').any(|known| opaque(known) == opaque(&etag));
        match request.header(IF_MATCH) {
            Some(known) if !is_it(known) => {
                let message = format!("the entity has the ETag {etag}");
                Err(Box::new(ODataError::new(StatusCode::PRECONDITION_FAILED, "preconditionFailed", message)))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The members of the documented answer `shown` that a service sets itself, such as a creation date. The key is
    /// left out.
    fn members_set_by_service(&self, route: usize, ty: TypeId, shown: &Value) -> Map<String, Value> {
        let shown = shown.as_object().cloned().unwrap_or_default();
        let is_given = |name: &str| name != "id" && self.pages.is_given(route, ty, name);
        shown.into_iter().filter(|(name, _)| is_given(name)).collect()
    }

    /// Stores uploaded bytes as the stream `name` of an entity, and updates its `size` if it has one.
    pub(super) fn put_stream(&mut self, id: EntityId, name: &str, media_type: &str, bytes: Vec<u8>) {
        self.state.add_size(bytes.len());
        let has_size = self.state.entities[id].ty.is_some_and(|ty| self.pages.has_member(ty, "size") == Some(true))
            || self.state.entities[id].members.contains_key("size");
        let entity = &mut self.state.entities[id];
        if has_size {
            entity.members.insert("size".to_owned(), json!(bytes.len()));
        }
        entity.streams.insert(name.to_owned(), (media_type.to_owned(), bytes));
        self.state.count_change(id);
    }
}

/// Replaces a value by the one in the request. Of an object, only the members in the request are replaced (OData 4.01
/// Protocol, section 11.4.3).
fn put(known: &mut Value, sent: Value, depth: usize) {
    match (known, sent) {
        (Value::Object(known), Value::Object(sent)) if depth < 100 => {
            for (name, value) in sent {
                put(known.entry(name).or_insert(Value::Null), value, depth + 1);
            }
        }
        (known, sent) => *known = sent,
    }
}
