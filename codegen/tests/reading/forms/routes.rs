//! Checks of routes in the JSON export. In paths, each placeholder is `{}`.

use serde_json::Value;

use crate::forms::case::Case;
use crate::forms::check::{Checked, Fields, require};
use crate::forms::csdl::short;

/// A route in the JSON export, and the operation that has it.
#[derive(Clone, Copy)]
struct Found<'a> {
    operation: &'a Value,
    route: &'a Value,
    /// The index of the route among the routes of its operation.
    position: usize,
}

/// All routes with the method and the path of `line`, such as `GET /users/{}`.
fn find<'a>(case: &'a Case, line: &str) -> Vec<Found<'a>> {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    let mut found = Vec::new();
    for operation in items(&case.json["operations"]) {
        for (position, route) in items(&operation["routes"]).enumerate() {
            if route["method"] == method && pattern(text(&route["path"])) == path {
                found.push(Found { operation, route, position });
            }
        }
    }
    found
}

/// The operations that have a route with the method and the path of `line`.
pub(crate) fn operations<'a>(case: &'a Case, line: &str) -> Vec<&'a Value> {
    find(case, line).into_iter().map(|found| found.operation).collect()
}

/// A path in which each placeholder is `{}`. Quotes around a placeholder are left out: `f(x='{x}')` becomes `f(x={})`.
fn pattern(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, inside)) = rest.split_once('{') {
        let (_, after) = inside.split_once('}').expect("a placeholder is closed");
        let quoted = before.strip_suffix('\'').zip(after.strip_prefix('\''));
        let (before, after) = quoted.unwrap_or((before, after));
        out.push_str(before);
        out.push_str("{}");
        rest = after;
    }
    out + rest
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// `{"route": "GET /a/{}", absent, times, status, request, response, delegated, personal, application, parameters,
/// only_body, lacks, headers, lacks_headers, required, types, quoted, mentions}` holds if there are routes with this
/// method and path, and each of them is as all other members of the check say. With `absent` it holds if there is no
/// such route. In `required` and `types`, `lines.count` is the member `count` of the parameter `lines`.
pub(crate) fn route(case: &Case, check: &Value) -> Checked {
    let known = [
        "route",
        "absent",
        "times",
        "status",
        "request",
        "response",
        "delegated",
        "personal",
        "application",
        "parameters",
        "only_body",
        "lacks",
        "headers",
        "lacks_headers",
        "required",
        "types",
        "quoted",
        "mentions",
    ];
    let fields = Fields::new(check, &known);
    let line = fields.text("route").expect("a route");
    let found = find(case, line);
    if fields.flag("absent") == Some(true) {
        return require(found.is_empty(), || format!("`{line}` is a route"));
    }
    require(!found.is_empty(), || {
        let routes = items(&case.json["operations"]).flat_map(|operation| items(&operation["routes"]));
        let routes: Vec<String> =
            routes.map(|route| format!("{} {}", text(&route["method"]), text(&route["path"]))).collect();
        format!("there are {routes:?}")
    })?;
    if let Some(times) = fields.number("times") {
        require(found.len() == times, || format!("it is a route {} times", found.len()))?;
    }
    found.into_iter().try_for_each(|found| holds(found, &fields))
}

fn holds(found: Found<'_>, fields: &Fields<'_>) -> Checked {
    if let Some(expected) = fields.get("status") {
        let sorted = |list: &Value| {
            let mut numbers: Vec<u64> = items(list).filter_map(Value::as_u64).collect();
            numbers.sort_unstable();
            numbers
        };
        let stated = &found.response()["status"];
        require(sorted(stated) == sorted(expected), || format!("its statuses are {stated}"))?;
    }
    if let Some(expected) = fields.text("response") {
        let stated = body(&found.response()["body"]);
        require(stated == expected, || format!("its response is `{stated}`"))?;
    }
    if let Some(expected) = fields.text("request") {
        let stated = body(found.own("request"));
        require(stated == expected, || format!("its request is `{stated}`"))?;
    }
    for (name, kind) in
        [("delegated", "delegatedWork"), ("personal", "delegatedPersonal"), ("application", "application")]
    {
        if let Some(expected) = fields.get(name) {
            let stated = found.permissions(kind);
            require(stated == *expected, || format!("{name}: {stated}"))?;
        }
    }
    let parameters = found.parameters();
    let is_there = |names: &[&str], name: &&str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    require(fields.texts("parameters").iter().all(|name| parameters.contains(name)), || format!("{parameters:?}"))?;
    require(!fields.texts("lacks").iter().any(|name| parameters.contains(name)), || format!("{parameters:?}"))?;
    let headers: Vec<&str> = items(found.own("headers")).map(|header| text(&header["name"])).collect();
    require(fields.texts("headers").iter().all(|name| is_there(&headers, name)), || format!("{headers:?}"))?;
    require(!fields.texts("lacks_headers").iter().any(|name| is_there(&headers, name)), || format!("{headers:?}"))?;
    for (name, expected) in fields.entries("required") {
        let is_required = found.is_required(name);
        require(is_required == expected.as_bool(), || format!("`{name}` required: {is_required:?}"))?;
    }
    for (name, expected) in fields.entries("types") {
        let stated = found.row(name).map(|row| row["type"].as_str().map(short));
        require(stated.is_some() && stated.flatten().as_deref() == expected.as_str(), || {
            format!("`{name}` is {expected}")
        })?;
    }
    if fields.get("only_body").is_some() {
        let mut stated: Vec<&str> = found.body_rows().map(|row| text(&row["name"])).collect();
        let mut expected = fields.texts("only_body");
        stated.sort_unstable();
        expected.sort_unstable();
        require(stated == expected, || format!("the body has {stated:?}"))?;
    }
    for (name, expected) in fields.entries("quoted") {
        let quoted = found.is_quoted(name);
        require(quoted.is_some() && quoted == expected.as_bool(), || format!("`{name}` quoted: {quoted:?}"))?;
    }
    let mentioned = |name: &&str| mentions(found.operation, name);
    require(fields.texts("mentions").iter().all(mentioned), || "it does not mention them all".to_owned())
}

impl<'a> Found<'a> {
    /// A member of the route in the JSON export, such as `permissions`. If the route does not have the member, it is
    /// taken from the operation.
    fn own(self, name: &str) -> &'a Value {
        self.route.get(name).unwrap_or(&self.operation[name])
    }

    fn response(self) -> &'a Value {
        self.own("response")
    }

    /// The permissions that a kind of caller needs, from all permission tables that apply to the route. `null` if there
    /// is no such table, or one of them does not say.
    fn permissions(self, kind: &str) -> Value {
        let tables: Vec<&Value> = match self.route.get("permissions") {
            Some(tables) => items(tables).collect(),
            None => items(&self.operation["permissions"]).filter(|table| self.is_meant(table)).collect(),
        };
        let stated = tables.iter().map(|table| &table[kind]);
        // Unknown permissions are `null`, not an empty list.
        if tables.is_empty() || stated.clone().any(Value::is_null) {
            return Value::Null;
        }
        stated.flat_map(items).cloned().collect()
    }

    /// Whether a permission table of the operation applies to the route. A table that lists routes applies to
    /// those. Any other table applies to the route whose path its label (the words above it) has, or to all routes if
    /// its label has no path.
    fn is_meant(self, table: &Value) -> bool {
        let path = text(&self.route["path"]);
        if let Some(routes) = table["routes"].as_array().filter(|routes| !routes.is_empty()) {
            return routes.iter().any(|route| match route.as_u64() {
                Some(position) => usize::try_from(position) == Ok(self.position),
                None => pattern(text(route)) == pattern(path),
            });
        }
        let label = text(&table["label"]);
        !label.contains('/') || label.split_whitespace().any(|word| pattern(word.trim_matches('`')) == pattern(path))
    }

    /// The parameters of the route: in its path, in its query, in its function call (`f(x={x})`) and in its body.
    fn rows(self) -> impl Iterator<Item = &'a Value> {
        let lists = [self.own("parameters"), &self.own("call")["parameters"]];
        lists.into_iter().flat_map(items).chain(self.body_rows())
    }

    /// The members of the request body, as rows of the JSON export.
    fn body_rows(self) -> impl Iterator<Item = &'a Value> {
        let request = self.own("request");
        [&request["parameters"], &request["members"]].into_iter().flat_map(items)
    }

    /// The parameter with this name, or for `lines.count` the member `count` of the parameter `lines`.
    fn row(self, name: &str) -> Option<&'a Value> {
        let mut parts = name.split('.');
        let first = parts.next()?;
        let is = |row: &&Value, name: &str| text(&row["name"]).eq_ignore_ascii_case(name);
        let found = self.rows().find(|row| is(row, first) || is(row, name))?;
        if is(&found, name) {
            return Some(found);
        }
        parts.try_fold(found, |row, part| items(&row["members"]).find(|member| is(member, part)))
    }

    /// Whether a parameter or a header is required; `None` if there is none of this name. What the page does not say
    /// counts as not required.
    fn is_required(self, name: &str) -> Option<bool> {
        let header = || items(self.own("headers")).find(|row| text(&row["name"]).eq_ignore_ascii_case(name));
        let row = self.row(name).or_else(header)?;
        Some(row["required"].as_bool().unwrap_or_default())
    }

    /// The names of all parameters in the path, the query, the call and the body.
    fn parameters(self) -> Vec<&'a str> {
        let named = self.rows().map(|parameter| text(&parameter["name"]));
        named.chain(items(&self.route["query"]).map(|part| text(&part["name"]))).collect()
    }

    /// Whether an argument of a call in the path is in quotes; `None` if there is no such argument.
    fn is_quoted(self, name: &str) -> Option<bool> {
        let arguments = items(&self.route["segments"]).flat_map(|segment| items(&segment["arguments"]));
        let argument = arguments.into_iter().find(|argument| argument["name"] == name)?;
        argument["quoted"].as_bool()
    }
}

/// A body in one word: `none`, `stream`, `redirect`, or the name of its type.
fn body(body: &Value) -> String {
    match (text(&body["kind"]), body["type"].as_str()) {
        ("value" | "patch", Some(ty)) => short(ty),
        (kind, _) => kind.to_owned(),
    }
}

/// Whether a JSON value contains `name` outside of documentation texts.
fn mentions(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => text == name,
        Value::Array(items) => items.iter().any(|item| mentions(item, name)),
        Value::Object(members) => members.iter().any(|(member, value)| {
            let is_prose = ["doc", "title", "deprecated", "raw"].contains(&member.as_str());
            !is_prose && (member == name || mentions(value, name))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[test]
fn placeholders_are_compared_without_name_and_quotes() {
    assert_eq!(pattern("/a/{id}/f(x='{x}',y={y},z='7')"), "/a/{}/f(x={},y={},z='7')");
    assert_eq!(pattern("/a"), "/a");
}
