//! Parameters of the path, the query and the headers.
//!
//! In: the routes with the same path and method. Out: their parameters. A parameter that one of the routes does not
//! require is optional. `Accept`, `Content-Type` and `Authorization` are left out, because OpenAPI describes them
//! elsewhere.

use serde_json::{Value, json};

use super::examples::{exchanges, summary};
use super::options;
use crate::api::{
    Argument, Header, ItemType, Parameter, Piece, Place, Primitive, QueryPart, Segment, Template, TypeRef,
};
use crate::export::object::Object;
use crate::export::openapi::document::Document;
use crate::export::openapi::paths::{Member, PathItem, first_routes};
use crate::export::openapi::schema::primitive;

/// The member `parameters` of an operation, and what the pages say about parameters but OpenAPI cannot express.
pub(in crate::export::openapi) struct Parameters {
    pub(in crate::export::openapi) values: Vec<Value>,
    /// The table rows of parameters that no request line of their page contains, so that nobody knows whether they
    /// belong to the path or to the query.
    pub(in crate::export::openapi) unplaced: Vec<Value>,
    /// A message for each header that is left out because OpenAPI does not allow its name: it is no field name (RFC
    /// 9110).
    pub(in crate::export::openapi) left_out: Vec<Value>,
}

/// A query or header parameter, merged from all routes that have it.
struct Named<'a> {
    name: &'a str,
    place: &'static str,
    /// The number of routes that require the parameter.
    required: usize,
    description: String,
    schema: Object,
    examples: Object,
}

/// Headers that are left out: OpenAPI describes them in other places (such as `Content-Type`), or the HTTP client sets
/// them (such as `Host`).
const ELSEWHERE: [&str; 5] = ["accept", "authorization", "content-length", "content-type", "host"];

impl Document<'_> {
    pub(in crate::export::openapi) fn parameters(&self, item: &PathItem<'_>, members: &[Member<'_>]) -> Parameters {
        let mut values = self.path_parameters(item.template, members);
        let mut named: Vec<Named<'_>> = Vec::new();
        let mut unplaced = Vec::new();
        let mut left_out = Vec::new();
        for member in members {
            self.query_of_template(members, member, &mut named);
            for &row in &member.stub.unplaced {
                let row = &member.operation.parameters[row];
                match row.name.starts_with('$') {
                    true => add(&mut named, self.row(row)),
                    false => unplaced.push(self.unplaced(row)),
                }
            }
            for header in &member.operation.headers {
                match is_field_name(&header.name) {
                    true if is_elsewhere(&header.name) => {}
                    true => add(&mut named, self.header(header)),
                    false => left_out.push(format!("header `{}`, which is no field name", header.name).into()),
                }
            }
        }
        unplaced.dedup();
        left_out.dedup();
        let in_query = named.iter().filter(|parameter| parameter.place == "query");
        let known: Vec<&str> = in_query.map(|parameter| parameter.name).collect();
        let applicable: Vec<&str> = members.iter().flat_map(|member| options::option_names(member.operation)).collect();
        let mut shared: Vec<&str> = Vec::new();
        for option in applicable {
            if !known.contains(&option) && !shared.contains(&option) {
                shared.push(option);
            }
        }
        let is_header = |parameter: &Named<'_>| parameter.place == "header";
        let (headers, query): (Vec<Named<'_>>, Vec<Named<'_>>) = named.into_iter().partition(is_header);
        values.extend(query.into_iter().map(|parameter| parameter.build(members.len())));
        let reference = |option: &str| json!({ "$ref": format!("#/components/parameters/{}", options::key(option)) });
        values.extend(shared.into_iter().map(reference));
        values.extend(headers.into_iter().map(|parameter| parameter.build(members.len())));
        Parameters { values, unplaced, left_out }
    }

    fn path_parameters(&self, template: &Template, members: &[Member<'_>]) -> Vec<Value> {
        let in_path = template.placeholders.iter().enumerate().filter(|(_, placeholder)| placeholder.place.in_path());
        let parameter = |(index, placeholder): (usize, &crate::api::Placeholder)| {
            let row = members.iter().find_map(|member| {
                let row = member.constructor.arguments.get(index)?.parameter?;
                member.operation.parameters.get(row)
            });
            let mut description = row.map(|row| self.prose(&row.doc)).unwrap_or_default();
            if description.is_empty() && placeholder.raw != placeholder.name {
                description = placeholder.raw.to_string();
            }
            let argument = argument(template, index);
            let schema = match argument.is_some_and(|argument| argument.list) {
                true => primitive(Primitive::String),
                false => self.parameter_schema(row),
            };
            let examples = values_shown(members, members, &schema, |arguments, _| arguments.get(index));
            Object::new()
                .set("name", placeholder.name.as_str())
                .set("in", "path")
                .set("required", true)
                .text("description", &description)
                .set("schema", schema)
                .object("examples", examples)
                .flag("x-ms-skip-url-encoding", placeholder.place == Place::Path)
                .build()
        };
        in_path.map(parameter).collect()
    }

    /// Adds the query options in the request line of `member`, such as `$filter` in `GET /users?$filter={filter}`.
    fn query_of_template<'a>(&self, members: &[Member<'a>], member: &Member<'a>, named: &mut Vec<Named<'a>>) {
        for part in &member.template().query {
            let row = match &part.value {
                Piece::Placeholder(index) => {
                    member.constructor.arguments.get(*index).and_then(|argument| argument.parameter)
                }
                Piece::Literal(_) => None,
            };
            let row = row.and_then(|row| member.operation.parameters.get(row));
            let schema = match &part.value {
                Piece::Placeholder(_) => self.parameter_schema(row),
                Piece::Literal(value) => Object::new().set("type", "string").set("enum", vec![value.as_str()]),
            };
            add(
                named,
                Named {
                    name: &part.name,
                    place: "query",
                    required: usize::from(!part.optional),
                    description: row.map(|row| self.prose(&row.doc)).unwrap_or_default(),
                    examples: values_shown(members, std::slice::from_ref(member), &schema, |_, query| {
                        shown_option(query, part)
                    }),
                    schema,
                },
            );
        }
    }

    fn row<'a>(&self, row: &'a Parameter) -> Named<'a> {
        let description = self.prose(&row.doc);
        Named {
            name: &row.name,
            place: "query",
            required: usize::from(row.required == Some(true)),
            description,
            schema: self.parameter_schema(Some(row)),
            examples: Object::new(),
        }
    }

    fn header<'a>(&self, header: &'a Header) -> Named<'a> {
        let description = self.prose(&header.doc);
        let required = usize::from(header.required == Some(true));
        Named {
            name: &header.name,
            place: "header",
            required,
            description,
            schema: primitive(Primitive::String),
            examples: Object::new(),
        }
    }

    /// The schema of a parameter. Only a single primitive value or a single enumeration value has its own schema. For
    /// every other type the schema is that of a string, because a URL cannot contain objects.
    fn parameter_schema(&self, row: Option<&Parameter>) -> Object {
        match row.and_then(|row| row.ty) {
            Some(ty @ TypeRef { item: ItemType::Enum(_) | ItemType::Primitive(_), collection: false }) => {
                self.schema(ty)
            }
            Some(_) | None => primitive(Primitive::String),
        }
    }

    fn unplaced(&self, row: &Parameter) -> Value {
        Object::new()
            .set("name", row.name.as_str())
            .some("type", row.ty.map(|ty| crate::export::notation::reference(self.api, ty)))
            .text("description", &self.prose(&row.doc))
            .build()
    }
}

impl Named<'_> {
    fn build(self, routes: usize) -> Value {
        Object::new()
            .set("name", self.name)
            .set("in", self.place)
            .flag("required", self.required >= routes)
            .text("description", &self.description)
            .set("schema", self.schema)
            .object("examples", self.examples)
            .build()
    }
}

/// Adds a parameter, or merges it with an earlier parameter of the same name. Names of headers are compared in any
/// letter case (RFC 9110, section 5.1).
fn add<'a>(all: &mut Vec<Named<'a>>, new: Named<'a>) {
    let is_same = |known: &&mut Named<'a>| {
        let named =
            if new.place == "header" { known.name.eq_ignore_ascii_case(new.name) } else { known.name == new.name };
        known.place == new.place && named
    };
    let Some(known) = all.iter_mut().find(is_same) else { return all.push(new) };
    known.required += new.required;
    if known.description.is_empty() {
        known.description = new.description;
    }
    known.examples = std::mem::take(&mut known.examples).and(new.examples);
    let (known_schema, new_schema) = (std::mem::take(&mut known.schema).build(), new.schema.build());
    known.schema = either_schema(known_schema, new_schema);
}

/// Merges the schemas that two routes have for the same parameter:
///
/// - equal schemas stay as they are,
/// - two lists of allowed values (`enum`) become one list,
/// - any other two schemas become that of a string.
fn either_schema(one: Value, other: Value) -> Object {
    let text = || primitive(Primitive::String);
    match (one, other) {
        (one, other) if one == other => {
            one.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect()
        }
        (one, other) => match (one["enum"].as_array(), other["enum"].as_array()) {
            (Some(one), Some(other)) => text().set("enum", one.iter().chain(other).cloned().collect::<Vec<_>>()),
            (Some(_), None) | (None, Some(_)) | (None, None) => text(),
        },
    }
}

/// The argument whose value is the placeholder with this index, if the path calls a function, such as
/// `/range(address={address})`.
fn argument(template: &Template, placeholder: usize) -> Option<&Argument> {
    template.segments.iter().find_map(|segment| match segment {
        Segment::Call { arguments, .. } => {
            arguments.iter().find(|argument| argument.value == Piece::Placeholder(placeholder))
        }
        Segment::Literal(_) | Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => None,
    })
}

/// The values that a parameter has in the example requests of `routes`, each under the name of its example.
/// [`exchanges`] gives these names to the examples of all `members`, not only of `routes`, so that a name means the
/// same example everywhere in the OpenAPI operation.
fn values_shown<'a>(
    members: &[Member<'a>],
    routes: &[Member<'a>],
    schema: &Object,
    value: impl Fn(&'a [String], &'a [(String, String)]) -> Option<&'a String>,
) -> Object {
    let mut all = Object::new();
    for (name, exchange, owner) in exchanges(&first_routes(members)) {
        let Some(call) = &exchange.call else { continue };
        let Some(shown) = owner.operation.routes.get(call.route) else { continue };
        let is_of = |route: &Member<'a>| route.id == owner.id && route.route().template == shown.template;
        if routes.iter().any(is_of)
            && let Some(value) = value(&call.arguments, &call.query).and_then(|text| example(text, schema))
        {
            let object = Object::new().text("summary", &summary(&exchange.request_line)).set("value", value);
            all = all.set(&name, object);
        }
    }
    all
}

/// Converts the text that an example request has for a parameter to a JSON value that fits `schema`, such as `"5"` to
/// `5` for an integer. `None` if the text does not fit, such as the placeholder `<timestamp>` for a date.
fn example(text: &str, schema: &Object) -> Option<Value> {
    let ty = schema.get("type").and_then(Value::as_str).unwrap_or_default();
    let is_word = text.starts_with(['<', '{']);
    let is_listed =
        schema.get("enum").and_then(Value::as_array).is_none_or(|known| known.iter().any(|one| one == text));
    match ty {
        "integer" => text.parse::<i64>().ok().map(Value::from),
        "number" => text.parse::<f64>().ok().map(Value::from),
        "boolean" => text.parse::<bool>().ok().map(Value::from),
        _ if schema.get("format").is_some() && is_word => None,
        _ => is_listed.then(|| Value::from(text)),
    }
}

fn shown_option<'a>(query: &'a [(String, String)], part: &QueryPart) -> Option<&'a String> {
    query.iter().find(|(name, _)| *name == part.name).map(|(_, value)| value)
}

/// Whether a text is the name of a header field (RFC 9110, section 5.1).
pub(in crate::export::openapi) fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

pub(in crate::export::openapi) fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE.iter().any(|known| known.eq_ignore_ascii_case(name))
}
