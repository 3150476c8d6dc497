//! Explains an operation below the name of its generated struct: response, request body, constructors, parameters,
//! headers, permissions and examples.

use super::lines::Lines;
use super::page::{PageView, rows};
use crate::api::{
    CallableKind, Caller, ExampleId, Exchange, Header, Operation, OperationId, Parameter, Permissions, Place,
    RequestBody, Response, ResponseBody, RouteOrigin, Segment, Template,
};
use crate::emit::{Part as ItemPart, PublicItem};
use crate::export::notation;
use crate::plan::Constructor;
use crate::plan::routes::body::parameters;

impl PageView<'_> {
    pub(super) fn operation(&self, id: OperationId, items: &[PublicItem], lines: &mut Lines) {
        let operation = &self.api()[id];
        let part = operation.part_words();
        lines.fact(format!("operation {} {part}", operation.method.as_str()).trim_end());
        self.about(operation, lines);
        for item in items {
            if item.part == ItemPart::Response {
                lines.heading(format!("answers {}", self.place(operation.response.span).shown()));
                lines.rust(&item.signature, &self.answer(&operation.response));
                headers("header ", &operation.response.headers, lines);
            } else if item.part == ItemPart::Sent {
                lines.heading("sends".to_owned());
                lines.rust(&item.signature, &self.sent(&operation.request));
            }
        }
        self.constructors(operation, items, lines);
        self.parameters(id, lines);
        lines.heading("headers".to_owned());
        headers("", &operation.headers, lines);
        for table in operation.permissions.iter() {
            self.permissions(operation, table, lines);
        }
        lines.heading("examples".to_owned());
        for exchange in &operation.exchanges {
            lines.said(&self.exchange(id, exchange));
        }
    }

    /// Adds the fields of the struct that is generated for the request body, each with the parameter that it is made
    /// from.
    pub(super) fn body(&self, id: OperationId, items: &[PublicItem], lines: &mut Lines) {
        let operation = &self.api()[id];
        lines.fact(&format!("sent by {}", self.plan.stubs[id.index()].name));
        let listed = parameters(&operation.request);
        let fields = items.iter().filter_map(|item| match item.part {
            ItemPart::Parameter(index) => Some((item, listed.get(index)?)),
            _ => None,
        });
        let fields = fields.map(|(item, parameter)| {
            (self.place(parameter.span), (item.signature.as_str(), self.parameter(parameter)))
        });
        rows("parameters", fields.collect(), lines);
    }

    fn about(&self, operation: &Operation, lines: &mut Lines) {
        if let Some(name) = &operation.pinned {
            lines.fact(&format!("its name {name} comes from `overrides.toml`"));
        }
        if let Some(call) = &operation.call {
            let kind = match call.kind {
                CallableKind::Action => "action",
                CallableKind::Function => "function",
            };
            let binding = call.binding.map(|ty| notation::reference(self.api(), ty));
            let bound = binding.map_or("unbound".to_owned(), |ty| format!("bound to {ty}"));
            lines.fact(&format!("calls the {kind} {}.{}, {bound}", call.namespace, call.name));
        }
        if let Some(notice) = &operation.deprecated {
            lines.fact(&format!("deprecated: {notice}"));
        }
    }

    fn answer(&self, response: &Response) -> String {
        let status: Vec<String> = response.status.iter().map(u16::to_string).collect();
        let body = match response.body {
            ResponseBody::None => "no body".to_owned(),
            ResponseBody::Value(ty) => notation::reference(self.api(), ty),
            ResponseBody::Stream => "bytes".to_owned(),
            ResponseBody::Redirect => "a redirection".to_owned(),
        };
        let operation = response.operation.map(|id| format!(", goes on as {}", self.api()[id].name));
        format!("{}: {body}{}", status.join(" or "), operation.unwrap_or_default())
    }

    fn sent(&self, request: &RequestBody) -> String {
        match request {
            RequestBody::None => "nothing".to_owned(),
            RequestBody::Value(ty) => notation::reference(self.api(), *ty),
            RequestBody::Patch { ty, .. } => format!("changes of {}", self.api()[*ty].name),
            RequestBody::Parameters(_) => "an object of its own".to_owned(),
            RequestBody::Stream { content_type: None } => "bytes".to_owned(),
            RequestBody::Stream { content_type: Some(media_type) } => format!("bytes of {media_type}"),
        }
    }

    fn constructors(&self, operation: &Operation, items: &[PublicItem], lines: &mut Lines) {
        let routes = items.iter().filter_map(|item| match item.part {
            ItemPart::Constructor(route) => Some((item, &operation.routes[route])),
            _ => None,
        });
        let routes = routes.map(|(item, route)| {
            let origin = match route.origin {
                RouteOrigin::RequestLine => "",
                RouteOrigin::ParameterTable => ", with optional parameters of the table",
                RouteOrigin::Example => ", only in an example",
            };
            let template = format!("{} {}{origin}", operation.method.as_str(), route.template.text());
            (self.place(route.span), (item.signature.as_str(), template))
        });
        for (place, routes) in super::lines::groups(routes.collect()) {
            lines.heading(format!("constructors {place}"));
            for (signature, template) in routes {
                lines.rust(signature, "");
                lines.said(&template);
            }
        }
    }

    /// Adds a line for each parameter of the constructors, and then for each parameter that no path contains. A
    /// placeholder that is a whole segment of a path, and has no description, gets no line.
    fn parameters(&self, id: OperationId, lines: &mut Lines) {
        let operation = &self.api()[id];
        let stub = &self.plan.stubs[id.index()];
        let mut parameters_words: Vec<String> = Vec::new();
        lines.heading("parameters".to_owned());
        for constructor in &stub.constructors {
            let template = &operation.routes[constructor.route].template;
            for (index, argument) in constructor.arguments.iter().enumerate() {
                let form = placeholder_words(template, constructor, index);
                let stated = match argument.parameter.map(|parameter| &operation.parameters[parameter]) {
                    Some(parameter) => {
                        format!("{}, {form}  {}", self.parameter(parameter), self.place(parameter.span).shown())
                    }
                    None if template.placeholders[index].place == Place::Segment => continue,
                    None => format!("{}, {form}", template.placeholders[index].name),
                };
                if !parameters_words.contains(&stated) {
                    lines.said(&stated);
                    parameters_words.push(stated);
                }
            }
        }
        for &index in &stub.unplaced {
            let parameter = &operation.parameters[index];
            let place = self.place(parameter.span).shown();
            lines.said(&format!("{}, in none of the paths  {place}", self.parameter(parameter)));
        }
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let ty = parameter.ty.map(|ty| format!(": {}", notation::reference(self.api(), ty))).unwrap_or_default();
        format!("{}{ty}{}", parameter.name, required(parameter.required))
    }

    fn permissions(&self, operation: &Operation, table: &Permissions, lines: &mut Lines) {
        let label = table.label.as_deref().map(|label| format!(" ({label})")).unwrap_or_default();
        lines.heading(format!("permissions{label} {}", self.place(table.span).shown()));
        for &route in &table.routes {
            if let Some(route) = operation.routes.get(route as usize) {
                lines.said(&format!("for {}", route.template.path));
            }
        }
        for caller in Caller::ALL {
            let name = match caller {
                Caller::DelegatedWork => "work or school account",
                Caller::DelegatedPersonal => "personal account",
                Caller::Application => "application",
            };
            let scopes = match table.of(caller) {
                None => "not stated".to_owned(),
                Some([]) => "not supported".to_owned(),
                Some([free]) if free.is_empty() => "no permission is needed".to_owned(),
                Some(alternatives) => {
                    alternatives.iter().map(|scopes| scopes.join(" with ")).collect::<Vec<_>>().join(", ")
                }
            };
            lines.said(&format!("{name}: {scopes}"));
        }
    }

    /// An example request with its responses, on one line.
    fn exchange(&self, id: OperationId, exchange: &Exchange) -> String {
        let stub = &self.plan.stubs[id.index()];
        let path = |route: usize| &self.api()[id].routes[route].template.path;
        let called = |route: usize| {
            let same = stub.constructors.iter().find(|known| known.route == route);
            same.or_else(|| stub.constructors.iter().find(|known| path(known.route) == path(route)))
        };
        let constructor = exchange.call.as_ref().and_then(|call| called(call.route));
        let request = match (exchange.request_line.is_empty(), constructor) {
            (true, _) => "no request".to_owned(),
            (false, Some(constructor)) => format!("{} by {}", exchange.request_line, constructor.name),
            (false, None) => format!("{}, which fits none of the paths", exchange.request_line),
        };
        let body = exchange.body.map(|body| format!(" with {}", self.shown(body))).unwrap_or_default();
        let replies = exchange.replies.iter().map(|reply| {
            let body = match (reply.body, reply.has_body) {
                (Some(body), _) => self.shown(body),
                (None, true) => "text".to_owned(),
                (None, false) => "no body".to_owned(),
            };
            format!(" -> {} {body}{}", reply.status, if reply.agrees { "" } else { " (not the documented response)" })
        });
        format!("{} {request}{body}{}", self.place(exchange.span).shown(), replies.collect::<String>())
    }

    /// The type of an example body, and whether the body is shortened or does not fit the type.
    pub(super) fn shown(&self, id: ExampleId) -> String {
        let example = &self.api()[id];
        let ty = example.ty.map_or("JSON".to_owned(), |ty| notation::reference(self.api(), ty));
        let truncated = if example.truncated { ", shortened" } else { "" };
        format!("{ty}{truncated}{}", if example.conforms { "" } else { " (does not conform)" })
    }
}

fn required(required: Option<bool>) -> &'static str {
    match required {
        Some(true) => ", required",
        Some(false) => ", optional",
        None => "",
    }
}

fn headers(word: &str, headers: &[Header], lines: &mut Lines) {
    for header in headers {
        lines.said(&format!("{word}{}{}", header.name, required(header.required)));
    }
}

/// Says in words where a placeholder stands in its template, and whether it takes a list or may be left out: `a value
/// of the query, may be left out`.
fn placeholder_words(template: &Template, constructor: &Constructor, index: usize) -> String {
    let argument = &constructor.arguments[index];
    let form = match template.placeholders[index].place {
        Place::Segment => "a piece of the path",
        Place::Path => "a relative path",
        Place::Quoted => "a quoted text in the path",
        Place::Literal => "a literal in the path",
        Place::Query => "a value of the query",
    };
    let list = if argument.list.is_some() { ", a list" } else { "" };
    let optional = if argument.optional { ", may be left out" } else { "" };
    let alias = template.segments.iter().any(|segment| matches!(segment, Segment::Call { .. }));
    let alias = if alias && argument.in_query { " through an alias" } else { "" };
    format!("{form}{alias}{list}{optional}")
}
