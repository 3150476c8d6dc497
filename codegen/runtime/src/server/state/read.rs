//! Answers `GET` requests for lists, single entities, counts, streams and delta queries.
//!
//! In: a place, and the query options. Out: a response with the contents of the state. Invariant: reading changes
//! nothing. A long list is returned in several responses; following `@odata.nextLink` comes to an end.

use crate::ODataError;
use http::header::{ETAG, IF_NONE_MATCH, LOCATION};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};

use super::addresses::STREAMS;
use super::list::Options;
use super::location::{EntityId, Owner, PlaceKey};
use super::outcome;
use super::pages::StateRequest;
use super::place::{Place, RequestContext};
use super::schema::ResponseContent;
use super::store::Content;
use crate::server::elsewhere;

/// How many items a response with a list has at most, if the client sends neither `$top` nor
/// `Prefer: odata.maxpagesize`.
const PAGE: usize = 100;

impl RequestContext<'_> {
    /// The response body with a list, or with a part of it and an `@odata.nextLink`. `context` is the `@odata.context`
    /// of the documented response.
    pub(super) fn list(
        &mut self,
        list: &PlaceKey,
        options: &Options,
        request: &StateRequest<'_>,
        context: Option<&Value>,
    ) -> Value {
        let found = options.choose(self.values(list));
        let start = token(request, "skiptoken").and_then(|token| token.parse().ok()).unwrap_or(options.skip);
        let size = options.top.or_else(|| preferred_size(request)).unwrap_or(PAGE);
        let count = found.len();
        let page: Vec<EntityId> = found.into_iter().map(|(id, _)| id).skip(start).take(size).collect();
        let next = start.saturating_add(page.len());
        let mut body = Map::new();
        body.extend(context.map(|context| ("@odata.context".to_owned(), context.clone())));
        if options.counts {
            body.insert("@odata.count".to_owned(), count.into());
        }
        if next < count && !page.is_empty() {
            let link = self.link(request, &["skiptoken", "skip"], &format!("$skiptoken={next}"));
            body.insert("@odata.nextLink".to_owned(), link.into());
        }
        let values = page.into_iter().map(|id| Value::Object(self.entity(id, options))).collect();
        body.insert("value".to_owned(), Value::Array(values));
        Value::Object(body)
    }

    /// The entities of a list, each with its members as a JSON object, for `$filter`, `$search` and `$orderby`.
    fn values(&self, list: &PlaceKey) -> Vec<(EntityId, Value)> {
        let items = self.state.items(list).into_iter();
        items.map(|id| (id, Value::Object(self.state.entities[id].members.clone()))).collect()
    }

    /// How many entities of a list `$filter` and `$search` select, for `$count`.
    pub(super) fn count(&self, list: &PlaceKey, options: &Options) -> usize {
        options.choose(self.values(list)).len()
    }

    /// The members of an entity for a response: its ETag, the members that `$select` names, and the entities that
    /// `$expand` names.
    pub(super) fn entity(&mut self, id: EntityId, options: &Options) -> Map<String, Value> {
        let mut members = Map::new();
        let entity = &self.state.entities[id];
        if entity.ty.is_none_or(|ty| self.schema().is_entity(ty)) {
            members.insert("@odata.etag".to_owned(), self.state.etag(id).into());
        }
        members.extend(entity.members.iter().map(|(name, value)| (name.clone(), value.clone())));
        options.select(&mut members);
        for (name, inner) in &options.expand {
            self.expand(id, name, inner, &mut members);
        }
        members
    }

    /// Adds to `members` the entities of a navigation property that `$expand` names.
    fn expand(&mut self, id: EntityId, name: &str, options: &Options, members: &mut Map<String, Value>) {
        let Some(ty) = self.state.entities[id].ty else { return };
        let Some((name, reach)) = self.schema().navigation(ty, name) else { return };
        let name = name.to_owned();
        // If the state has no entities for this property, `members` keeps the value that the example response has.
        let key = (Owner::Entity(id), name.to_lowercase());
        let value = match self.state.places.get(&key) {
            Some(Content::List(_)) => {
                let found = options.choose(self.values(&key));
                let top = options.top.unwrap_or(usize::MAX);
                let ids: Vec<EntityId> = found.into_iter().map(|(id, _)| id).skip(options.skip).take(top).collect();
                Value::Array(ids.into_iter().map(|id| Value::Object(self.entity(id, options))).collect())
            }
            Some(Content::Single(Some(single))) => Value::Object(self.entity(*single, options)),
            Some(Content::Single(None)) => Value::Null,
            Some(Content::Name) | None if self.state.entities[id].is_made && reach.is_list => {
                json!([])
            }
            Some(Content::Name) | None => return,
        };
        members.insert(name, value);
    }

    /// The response with one entity and its ETag. If the client already has this version of the entity (header
    /// `If-None-Match`), the response has status 304 and no body.
    pub(super) fn single(
        &mut self,
        id: EntityId,
        options: &Options,
        request: &StateRequest<'_>,
        context: Option<&Value>,
    ) -> Response<Vec<u8>> {
        let etag = self.state.etag(id);
        let is_known = |known: &str| known.split(',').any(|known| known.trim() == etag || known.trim() == "*");
        if request.header(IF_NONE_MATCH).is_some_and(is_known) {
            return with_etag(elsewhere::empty(StatusCode::NOT_MODIFIED), &etag);
        }
        let mut body = Map::new();
        body.extend(context.map(|context| ("@odata.context".to_owned(), context.clone())));
        body.append(&mut self.entity(id, options));
        with_etag(elsewhere::json(StatusCode::OK, &Value::Object(body)), &etag)
    }

    /// The response to a delta request: the changes of the list since the delta token of the request was issued, or the
    /// whole list if the request has no token. The status is 410 for an unknown token.
    pub(super) fn delta(
        &mut self,
        list: &PlaceKey,
        options: &Options,
        request: &StateRequest<'_>,
        context: Option<&Value>,
    ) -> Response<Vec<u8>> {
        let round =
            token(request, "skiptoken").or_else(|| token(request, "deltatoken")).or_else(|| token(request, "token"));
        let newest = self.state.version;
        let Some(DeltaRange { since, until, start }) = DeltaRange::read(round.as_deref(), newest) else {
            let error = ODataError::new(
                StatusCode::GONE,
                "syncStateNotFound",
                "the mock did not give out this token; request the list again without it",
            );
            return error.to_response();
        };
        let mut changes: Vec<Value> = Vec::new();
        let kept = self.state.list(list).map(|list| (list.items.clone(), list.removed.clone())).unwrap_or_default();
        for (id, added) in kept.0 {
            let entity = &self.state.entities[id];
            if !entity.is_removed && since.is_none_or(|since| added.max(entity.version) > since) {
                changes.push(Value::Object(self.entity(id, options)));
            }
        }
        let removed = kept.1.into_iter().filter(|(_, version)| since.is_some_and(|since| *version > since));
        changes.extend(removed.map(|(key, _)| json!({ "id": key, "@removed": { "reason": "deleted" } })));
        let size = options.top.or_else(|| preferred_size(request)).unwrap_or(PAGE).max(1);
        let next = start.saturating_add(size);
        let mut body = Map::new();
        body.extend(context.map(|context| ("@odata.context".to_owned(), context.clone())));
        let others = &["skiptoken", "deltatoken", "token"];
        let (name, option) = if next < changes.len() {
            let since = since.map_or_else(|| "all".to_owned(), |since| since.to_string());
            ("@odata.nextLink", format!("$skiptoken={since}.{until}.{next}"))
        } else {
            ("@odata.deltaLink", format!("$deltatoken={until}"))
        };
        body.insert(name.to_owned(), self.link(request, others, &option).into());
        body.insert("value".to_owned(), changes.into_iter().skip(start).take(size).collect());
        elsewhere::json(StatusCode::OK, &Value::Object(body))
    }

    /// The address of the request without the query options that `without` names, and with `option` added, such as
    /// `$skiptoken=100`.
    fn link(&self, request: &StateRequest<'_>, without: &[&str], option: &str) -> String {
        let (path, query) = request.uri.split_once('?').unwrap_or((request.uri, ""));
        let path = path.split("(token").next().unwrap_or(path);
        let name = |option: &str| {
            let name = option.split('=').next().unwrap_or_default().to_ascii_lowercase();
            name.trim_start_matches("%24").trim_start_matches('$').to_owned()
        };
        let kept = query.split('&').filter(|option| !option.is_empty() && !without.contains(&name(option).as_str()));
        let query: Vec<&str> = kept.chain([option]).collect();
        format!("{}{path}?{}", self.links.origin.unwrap_or_default(), query.join("&"))
    }

    /// The response with a stream that a client has uploaded; `None` if there is none.
    pub(super) fn stream(&self, place: &Place, name: &str, body: ResponseContent) -> Option<Response<Vec<u8>>> {
        let (Place::Item(_, id) | Place::Single(_, Some(id))) = place else { return None };
        let (media_type, bytes) = self.state.entities[*id].streams.get(name)?;
        if body == ResponseContent::Redirect {
            let mut response = elsewhere::empty(StatusCode::FOUND);
            let origin = self.links.origin.unwrap_or_default();
            let address = format!("{origin}{}{id}/{name}", STREAMS);
            response.headers_mut().insert(LOCATION, HeaderValue::from_str(&address).ok()?);
            return Some(response);
        }
        Some(outcome::bytes_of(media_type, bytes))
    }
}

pub(super) fn with_etag(mut response: Response<Vec<u8>>, etag: &str) -> Response<Vec<u8>> {
    if let Ok(etag) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}

/// The changes that a delta request asks for, read from its token: `7` (`since`), or in an `@odata.nextLink` `3.7.100`
/// (`since`, `until` and `start`). Changes are numbered from 1.
struct DeltaRange {
    /// The last change that the client knows, by its number; `None` if the client asks for the whole list.
    since: Option<u64>,
    /// The number of the last change at the time when the client began this delta query. Later changes belong to the
    /// next delta query.
    until: u64,
    /// How many changes the earlier pages of this delta query have returned.
    start: usize,
}

impl DeltaRange {
    fn read(token: Option<&str>, newest: u64) -> Option<DeltaRange> {
        let Some(token) = token else { return Some(DeltaRange { since: None, until: newest, start: 0 }) };
        if token.eq_ignore_ascii_case("latest") {
            return Some(DeltaRange { since: Some(newest), until: newest, start: 0 });
        }
        let parts: Vec<&str> = token.split('.').collect();
        let known = |number: &str| number.parse().ok().filter(|number| *number <= newest);
        match parts[..] {
            [since] => Some(DeltaRange { since: Some(known(since)?), until: newest, start: 0 }),
            [since, until, start] => {
                let since = if since == "all" { None } else { Some(known(since)?) };
                Some(DeltaRange { since, until: known(until)?, start: start.parse().ok()? })
            }
            _ => None,
        }
    }
}

/// The token by which a client continues a list or a delta query, such as the value of `$skiptoken`. It may be a query
/// option or an argument of the function in the path, as in `delta(token='7')`.
fn token(request: &StateRequest<'_>, name: &str) -> Option<String> {
    let is = |given: &str| given.trim_start_matches('$').eq_ignore_ascii_case(name);
    if let Some((_, value)) = request.target.query.iter().find(|(given, _)| is(given)) {
        return Some(value.clone());
    }
    let arguments = request.target.path.rsplit('/').next()?.split_once('(')?.1.strip_suffix(')')?;
    let (given, value) = arguments.split_once('=')?;
    is(given.trim()).then(|| value.trim().trim_matches('\'').to_owned())
}

/// The number in `Prefer: odata.maxpagesize=2`; `None` if there is none, or it is 0.
fn preferred_size(request: &StateRequest<'_>) -> Option<usize> {
    let preferences = request.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    let mut parts = preferences.flat_map(|value| value.split([',', ';'])).filter_map(|part| part.split_once('='));
    let (_, size) = parts.find(|(name, _)| {
        let name = name.trim().to_ascii_lowercase();
        name == "odata.maxpagesize" || name == "maxpagesize"
    })?;
    size.trim().parse().ok().filter(|size| *size > 0)
}
