//! The types and routes of an API, with the facts that the state of a service needs.
//!
//! In: JSON that the generator writes. Out: the key and the navigation properties of each entity type, and what each
//! route sends and answers. Invariant: every type that the JSON mentions has a [`TypeId`]. A type that is not in its
//! `types` has no key and no properties. At most as many base types are followed as there are types, so a cycle ends.

use crate::Json;
use std::collections::HashMap;

/// The types and routes of an API, as a [`Service`](crate::server::Service) needs them. A generated crate contains one.
///
/// ```
/// use graph_runtime::server::Schema;
///
/// let schema = Schema::parse(r#"{
///     "types": { "microsoft.graph.message": { "key": "id" } },
///     "routes": [{ "answer": ["microsoft.graph.message"] }]
/// }"#);
/// assert_eq!(format!("{schema:?}"), "Schema { types: 1, routes: 1 }");
/// ```
#[derive(Clone, Default)]
pub struct Schema {
    types: Vec<Type>,
    by_name: HashMap<String, TypeId>,
    routes: Vec<RouteFacts>,
}

/// The index of a type in the list of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(hidden)]
pub struct TypeId(usize);

/// An entity type, or a type that the JSON only mentions, such as a complex type.
#[derive(Clone, Debug, Default)]
struct Type {
    name: String,
    is_entity: bool,
    base: Option<TypeId>,
    /// The name of the key property, such as `id`. `None` if the type has no key, or one that is not a single string.
    key: Option<String>,
    /// The navigation properties that the type itself declares, each by its name and with the type that it leads to.
    navigation: Vec<(String, TypeUse)>,
    /// The values that the pages list for the property `status`.
    statuses: Vec<String>,
}

/// The type of a navigation property or of a response: `microsoft.graph.user`, or a list of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TypeUse {
    /// The type, unless it is a scalar such as `Edm.String`.
    pub(super) ty: Option<TypeId>,
    pub(super) is_list: bool,
}

/// What the body of a documented response contains: JSON, a file, or nothing, for example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ResponseContent {
    #[default]
    Nothing,
    Stream,
    Redirect,
    Value(TypeUse),
}

/// The facts about a route that the state and the service need, from one item of `routes` in the JSON.
#[derive(Clone, Debug, Default)]
pub(in crate::server) struct RouteFacts {
    /// Whether the route calls an action or a function, rather than reading or changing what its path addresses.
    pub(in crate::server) is_call: bool,
    pub(super) sends: Option<TypeId>,
    pub(super) answer: ResponseContent,
    /// The first documented status of success, such as 201.
    pub(in crate::server) status: u16,
    /// Whether the route starts a long-running operation, whose status clients ask for later.
    pub(super) is_long: bool,
    /// The names of the headers that the page requires.
    pub(in crate::server) headers: Vec<String>,
    /// The names of the query options that the page requires.
    pub(in crate::server) options: Vec<String>,
}

impl RouteFacts {
    pub(in crate::server) fn is_stream(&self) -> bool {
        self.answer == ResponseContent::Stream
    }

    pub(in crate::server) fn is_redirect(&self) -> bool {
        self.answer == ResponseContent::Redirect
    }

    /// `Some(true)` if the response is a list of values, `Some(false)` if it is a single value, and `None` if it has no
    /// JSON value.
    pub(in crate::server) fn list(&self) -> Option<bool> {
        match self.answer {
            ResponseContent::Value(reach) => Some(reach.is_list),
            ResponseContent::Nothing | ResponseContent::Stream | ResponseContent::Redirect => None,
        }
    }

    /// Whether the response is a single JSON value.
    pub(in crate::server) fn answers_one(&self) -> bool {
        self.list() == Some(false)
    }
}

impl Schema {
    /// Reads the JSON that the generator writes. Parts of another form are ignored, and text that is not JSON gives an
    /// empty schema.
    ///
    /// ```
    /// use graph_runtime::server::Schema;
    /// assert_eq!(format!("{:?}", Schema::parse("{}")), "Schema { types: 0, routes: 0 }");
    /// ```
    #[must_use]
    pub fn parse(json: &str) -> Self {
        let json: Json = serde_json::from_str(json).unwrap_or_default();
        let mut schema = Self::default();
        let types = json.get("types").and_then(Json::as_object);
        for (name, _) in types.into_iter().flatten() {
            schema.named_or_new(name);
        }
        for (name, facts) in types.into_iter().flatten() {
            let TypeId(index) = schema.named_or_new(name);
            let base = facts.get("base").and_then(Json::as_str).map(|base| schema.named_or_new(base));
            let members = facts.get("navigation").and_then(Json::as_object).into_iter().flatten();
            let navigation = members.map(|(name, ty)| (name.clone(), schema.read_type(ty))).collect();
            let ty = &mut schema.types[index];
            ty.is_entity = true;
            ty.base = base;
            ty.key = facts.get("key").and_then(Json::as_str).map(str::to_owned);
            ty.navigation = navigation;
            ty.statuses = texts(facts.get("status"));
        }
        for facts in json.get("routes").and_then(Json::as_array).into_iter().flatten() {
            let route = schema.route_of(facts);
            schema.routes.push(route);
        }
        schema
    }

    fn route_of(&mut self, facts: &Json) -> RouteFacts {
        let is = |name: &str| facts.get(name) == Some(&Json::Bool(true));
        let answer = match facts.get("answer") {
            Some(ty) => ResponseContent::Value(self.read_type(ty)),
            None if is("stream") => ResponseContent::Stream,
            None if is("redirect") => ResponseContent::Redirect,
            None => ResponseContent::Nothing,
        };
        RouteFacts {
            is_call: is("call"),
            sends: facts.get("sends").and_then(|ty| self.read_type(ty).ty),
            answer,
            status: facts.get("status").and_then(Json::as_u64).and_then(|status| status.try_into().ok()).unwrap_or(200),
            is_long: is("operation"),
            headers: texts(facts.get("headers")),
            options: texts(facts.get("options")),
        }
    }

    /// Reads a type: `"microsoft.graph.user"`, or `["microsoft.graph.user"]` for a list of it.
    fn read_type(&mut self, json: &Json) -> TypeUse {
        let (name, is_list) = match json {
            Json::Array(items) => (items.first().and_then(Json::as_str), true),
            json => (json.as_str(), false),
        };
        let name = name.filter(|name| !name.starts_with("Edm."));
        TypeUse { ty: name.map(|name| self.named_or_new(name)), is_list }
    }

    fn named_or_new(&mut self, name: &str) -> TypeId {
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = TypeId(self.types.len());
        self.types.push(Type { name: name.to_owned(), ..Type::default() });
        self.by_name.insert(name.to_owned(), id);
        id
    }

    pub(in crate::server) fn route(&self, route: usize) -> Option<&RouteFacts> {
        self.routes.get(route)
    }

    /// The qualified name of a type, such as `microsoft.graph.user`.
    #[doc(hidden)]
    #[must_use]
    pub fn name(&self, TypeId(id): TypeId) -> &str {
        self.types.get(id).map_or("", |ty| &ty.name)
    }

    /// The type with this qualified name, in any letter case.
    pub(super) fn type_named(&self, name: &str) -> Option<TypeId> {
        let is_it = |ty: &&Type| ty.name.eq_ignore_ascii_case(name);
        self.by_name.get(name).copied().or_else(|| Some(self.by_name[&self.types.iter().find(is_it)?.name]))
    }

    pub(super) fn is_entity(&self, id: TypeId) -> bool {
        self.types[id.0].is_entity
    }

    /// The name of the key property of a type, such as `id`. `None` if the type has no key, or one that is not a single
    /// string.
    pub(super) fn key(&self, id: TypeId) -> Option<&str> {
        self.types[id.0].key.as_deref()
    }

    /// The navigation property with this name, in any letter case, that a type declares or inherits: its declared name,
    /// and its type.
    pub(super) fn navigation(&self, id: TypeId, name: &str) -> Option<(&str, TypeUse)> {
        let mut members = self.chain(id).flat_map(|ty| &ty.navigation);
        members.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(name, reach)| (name.as_str(), *reach))
    }

    /// The name of the navigation property that is a list of the type itself, such as `children` of `driveItem`.
    pub(super) fn children(&self, id: TypeId) -> Option<&str> {
        let own = TypeUse { ty: Some(id), is_list: true };
        self.chain(id).flat_map(|ty| &ty.navigation).find(|(_, reach)| *reach == own).map(|(name, _)| name.as_str())
    }

    pub(super) fn statuses(&self, id: TypeId) -> &[String] {
        self.chain(id).map(|ty| &ty.statuses[..]).find(|statuses| !statuses.is_empty()).unwrap_or_default()
    }

    /// Whether a type is `base`, or derives from `base`.
    pub(super) fn is_kind_of(&self, id: TypeId, base: TypeId) -> bool {
        self.chain(id).any(|ty| self.by_name.get(&ty.name) == Some(&base))
    }

    /// The type with this name, if it derives from `base`.
    pub(super) fn derived_type(&self, base: TypeId, name: &str) -> Option<TypeId> {
        self.type_named(name).filter(|id| *id != base && self.is_kind_of(*id, base))
    }

    /// The type itself, its base, the base of that, and so on.
    fn chain(&self, id: TypeId) -> impl Iterator<Item = &Type> {
        let next = |ty: &&Type| ty.base.and_then(|base| self.types.get(base.0));
        std::iter::successors(self.types.get(id.0), next).take(self.types.len())
    }
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schema").field("types", &self.types.len()).field("routes", &self.routes.len()).finish()
    }
}

/// The strings of a JSON array. A single string gives a list with this string.
fn texts(json: Option<&Json>) -> Vec<String> {
    match json {
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        Some(Json::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}
