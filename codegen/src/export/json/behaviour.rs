//! Operations and examples in the JSON.
//!
//! In: an operation or example of the model. Out: its object. It has the text of each path and also its segments with
//! the indices of their placeholders, so that no reader has to parse paths.

use serde_json::{Value, json};

use super::Json;
use crate::api::{
    Callable, CallableKind, Caller, Example, ExampleRole, Header, Operation, Parameter, Permissions, Piece, Place,
    QueryPart, RequestBody, Response, ResponseBody, Route, Segment, Template,
};
use crate::export::object::Object;

impl Json<'_> {
    /// The JSON of an operation, such as `GET /users/{id}`, with all that its page states.
    pub(crate) fn operation(&self, operation: &Operation) -> Value {
        let call = operation.call.as_ref().filter(|_| self.shared.is_some());
        json!({
            "page": self.path(operation.page),
            "title": operation.title,
            "method": operation.method.as_str(),
            "routes": operation.routes.iter().enumerate().map(|(at, route)| self.route(operation, at, route)).collect::<Vec<_>>(),
            "subject": operation.subject.map(|id| self.api[id].name.to_string()),
            "call": call.map(|call| self.call(call)),
            "doc": self.doc(&operation.doc),
            "deprecated": operation.deprecated,
            "permissions": operation.permissions.iter().map(|table| self.permissions(table)).collect::<Vec<_>>(),
            "headers": operation.headers.iter().map(|header| self.header(header)).collect::<Vec<_>>(),
            "parameters": self.parameters(&operation.parameters),
            "queryOptions": operation.query_options,
            "request": self.request(operation),
            "response": self.response(&operation.response),
            "examples": operation.examples.iter().map(|id| id.0).collect::<Vec<_>>(),
            "place": self.places.place(operation.span),
        })
    }

    fn route(&self, operation: &Operation, position: usize, route: &Route) -> Value {
        let Template { path, segments, placeholders, query } = route.template.as_ref();
        let Some(shared) = &self.shared else {
            return json!({
                "method": operation.method.as_str(),
                "path": path,
                "query": query.iter().map(query_part).collect::<Vec<_>>(),
                "place": self.places.place(route.span),
            });
        };
        let placeholders = placeholders.iter().map(
            |placeholder| json!({ "name": placeholder.name, "raw": placeholder.raw, "in": place(placeholder.place) }),
        );
        let at = self.places.place(route.span);
        let permissions = shared.tables(self.api, operation, position);
        json!({
            "method": operation.method.as_str(),
            "path": path,
            "line": at["line"],
            "raw": route.raw,
            "segments": segments.iter().map(segment).collect::<Vec<_>>(),
            "placeholders": placeholders.collect::<Vec<_>>(),
            "query": query.iter().map(query_part).collect::<Vec<_>>(),
            "permissions": permissions.into_iter().map(|table| self.permissions(table)).collect::<Vec<_>>(),
            "place": at,
        })
    }

    fn call(&self, call: &Callable) -> Value {
        let kind = match call.kind {
            CallableKind::Action => "action",
            CallableKind::Function => "function",
        };
        json!({
            "kind": kind,
            "name": call.name,
            "namespace": call.namespace,
            "binding": call.binding.map(|ty| self.reference(ty)),
            "parameters": self.parameters(&call.parameters),
            "overloads": call.overloads.iter().map(|overload| self.parameters(overload)).collect::<Vec<_>>(),
            "returns": call.returns.map(|ty| self.reference(ty)),
        })
    }

    /// The JSON of a permission table. Unknown permissions are `null`; a kind of caller that is not supported has an
    /// empty list.
    fn permissions(&self, table: &Permissions) -> Value {
        json!({
            "label": table.label,
            "routes": table.routes,
            "delegatedWork": table.of(Caller::DelegatedWork),
            "delegatedPersonal": table.of(Caller::DelegatedPersonal),
            "application": table.of(Caller::Application),
            "leastOnly": table.least_only,
            "place": self.places.place(table.span),
        })
    }

    fn header(&self, header: &Header) -> Value {
        Object::new()
            .set("name", header.name.as_str())
            .some("required", header.required)
            .some("doc", self.doc(&header.doc))
            .set("place", self.places.place(header.span))
            .build()
    }

    fn parameters(&self, parameters: &[Parameter]) -> Vec<Value> {
        let parameters = parameters.iter().map(|parameter| {
            Object::new()
                .set("name", parameter.name.as_str())
                .some("type", parameter.ty.map(|ty| self.reference(ty)))
                .some("required", parameter.required)
                .array("members", self.parameters(&parameter.members))
                .some("doc", self.doc(&parameter.doc))
                .set("place", self.places.place(parameter.span))
                .build()
        });
        parameters.collect()
    }

    fn request(&self, operation: &Operation) -> Value {
        let members = || self.parameters(&operation.body_members);
        match &operation.request {
            RequestBody::None => json!({ "kind": "none" }),
            RequestBody::Value(ty) => {
                Object::new().set("kind", "value").set("type", self.reference(*ty)).array("members", members()).build()
            }
            RequestBody::Patch { ty, members } => json!({
                "kind": "patch",
                "type": self.api[*ty].name.to_string(),
                "members": self.parameters(members),
            }),
            RequestBody::Parameters(parameters) => {
                json!({ "kind": "parameters", "parameters": self.parameters(parameters) })
            }
            RequestBody::Stream { content_type } => {
                let content_type = content_type.as_ref().map_or(Value::Null, |name| name.as_str().into());
                Object::new().set("kind", "stream").set("contentType", content_type).array("members", members()).build()
            }
        }
    }

    fn response(&self, response: &Response) -> Value {
        let body = match response.body {
            ResponseBody::None => json!({ "kind": "none" }),
            ResponseBody::Value(ty) => json!({ "kind": "value", "type": self.reference(ty) }),
            ResponseBody::Stream => json!({ "kind": "stream" }),
            ResponseBody::Redirect => json!({ "kind": "redirect" }),
        };
        let headers: Vec<Value> = response.headers.iter().map(|header| self.header(header)).collect();
        let operation = response.operation.map(|id| self.api[id].name.to_string());
        json!({ "status": response.status, "headers": headers, "body": body, "operation": operation, "place": self.places.place(response.span) })
    }

    /// The JSON of an example. Its body is a string, so that numbers keep every digit.
    pub(crate) fn example(&self, example: &Example) -> Value {
        let role = match example.role {
            ExampleRole::Request => "request",
            ExampleRole::Response => "response",
            ExampleRole::Resource => "resource",
            ExampleRole::Other => "other",
        };
        json!({
            "page": self.path(example.page),
            "role": role,
            "requestLine": example.request_line,
            "status": example.status,
            "type": example.ty.map(|ty| self.reference(ty)),
            "json": example.json,
            "truncated": example.truncated,
            "conforms": example.conforms,
            "place": self.places.place(example.span),
        })
    }
}

fn segment(segment: &Segment) -> Value {
    match segment {
        Segment::Literal(text) => json!({ "literal": text }),
        Segment::Key(placeholder) => json!({ "key": placeholder }),
        Segment::Cast(name) => json!({ "cast": name }),
        Segment::Mixed(pieces) => json!({ "mixed": pieces.iter().map(piece).collect::<Vec<_>>() }),
        Segment::Call { name, arguments } => {
            let arguments = arguments.iter().map(
                |argument| json!({ "name": argument.name, "value": piece(&argument.value), "quoted": argument.quoted, "list": argument.list }),
            );
            json!({ "call": name, "arguments": arguments.collect::<Vec<_>>() })
        }
    }
}

fn query_part(part: &QueryPart) -> Value {
    json!({ "name": part.name, "value": piece(&part.value), "optional": part.optional })
}

fn piece(piece: &Piece) -> Value {
    match piece {
        Piece::Literal(text) => json!({ "literal": text }),
        Piece::Placeholder(placeholder) => json!({ "placeholder": placeholder }),
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Segment => "segment",
        Place::Path => "path",
        Place::Quoted => "quoted",
        Place::Literal => "literal",
        Place::Query => "query",
    }
}
