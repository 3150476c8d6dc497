//! Prints the model as compact text: one line for each part, in the order of the model, without absent values.

use std::fmt::{Display, Write as _};

use graph_codegen::api::{
    Api, Callable, Caller, Doc, EnumType, Example, ItemType, LinkTarget, Operation, Parameter, Permissions, Property,
    PropertyKind, RequestBody, ResponseBody, StructuredType, TypeId, TypeKind, TypeRef,
};

/// The text of a whole model.
pub(crate) fn api(api: &Api) -> String {
    let mut out = Out { api, text: String::new() };
    for page in &api.pages {
        let url = page.url.as_ref().map(|url| format!(" at {url}")).unwrap_or_default();
        out.line(0, format_args!("page {} {:?} {:?}{url}", page.path, page.kind, page.title));
    }
    api.types.iter().for_each(|ty| out.structured(ty));
    api.enums.iter().for_each(|ty| out.enumeration(ty));
    api.operations.iter().for_each(|operation| out.operation(operation));
    api.examples.iter().for_each(|example| out.example(example));
    out.text
}

struct Out<'a> {
    api: &'a Api,
    text: String,
}

impl Out<'_> {
    fn line(&mut self, depth: usize, text: impl Display) {
        let _infallible = writeln!(self.text, "{}{text}", "  ".repeat(depth));
    }

    fn structured(&mut self, ty: &StructuredType) {
        let kind = match ty.kind {
            TypeKind::Entity => "entity",
            TypeKind::Complex => "complex",
        };
        let base = ty.base.map_or_else(String::new, |base| format!(" of {}", self.api[base].name));
        let mut facts = String::new();
        for (word, holds) in [(" abstract", ty.is_abstract), (" open", ty.is_open), (" stream", ty.has_stream)] {
            if holds {
                facts.push_str(word);
            }
        }
        let key = if ty.key.is_empty() { String::new() } else { format!(" key {}", ty.key.join(", ")) };
        self.line(0, format_args!("{kind} {}{base}{facts}{key}", ty.name));
        if ty.pages.len() != 1 {
            let pages: Vec<&str> = ty.pages.iter().map(|page| self.api[*page].path.as_str()).collect();
            self.line(
                1,
                format_args!("described by {}", if pages.is_empty() { "no page".into() } else { pages.join(", ") }),
            );
        }
        for id in &ty.derived {
            self.line(1, format_args!("base of {}", self.api[*id].name));
        }
        for name in &ty.undocumented_subtypes {
            self.line(1, format_args!("base of {name}, which has no page"));
        }
        self.deprecated(1, ty.deprecated.as_deref());
        self.doc(1, &ty.doc);
        ty.properties.iter().for_each(|property| self.property(property));
        for evidence in &ty.evidence {
            let overruled = if evidence.overruled { ", overruled" } else { "" };
            self.line(1, format_args!("because {}: {}{overruled}", evidence.decision, evidence.reason));
        }
    }

    fn property(&mut self, property: &Property) {
        let mut facts = String::new();
        for (word, holds) in [
            (", navigation", property.kind == PropertyKind::Navigation),
            (", required", property.required),
            (", read-only", property.read_only),
            (", nullable", property.nullable == Some(true)),
            (", not nullable", property.nullable == Some(false)),
            (", only on $select", property.select_only),
            (", sensitive", property.sensitive),
            (", supports $filter", property.filterable),
        ] {
            if holds {
                facts.push_str(word);
            }
        }
        if !property.values.is_empty() {
            facts.push_str(&format!(", one of [{}]", property.values.join("|")));
        }
        self.line(1, format_args!("{}: {}{facts}", property.name, self.ty(property.ty)));
        self.deprecated(2, property.deprecated.as_deref());
    }

    fn enumeration(&mut self, ty: &EnumType) {
        let flags = if ty.is_flags { "flags" } else { "enum" };
        let pages: Vec<&str> = ty.pages.iter().map(|page| self.api[*page].path.as_str()).collect();
        self.line(0, format_args!("{flags} {} by {}", ty.name, pages.join(", ")));
        self.deprecated(1, ty.deprecated.as_deref());
        self.doc(1, &ty.doc);
        for member in &ty.members {
            let number = member.value.map_or_else(String::new, |value| format!(" = {value}"));
            let aliases: String = member.aliases.iter().map(|alias| format!(", also {alias}")).collect();
            self.line(1, format_args!("{}{number}{aliases}", member.name));
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let subject = operation.subject.map_or_else(String::new, |id| format!(" on {}", self.api[id].name));
        let page = &self.api[operation.page].path;
        self.line(0, format_args!("{} {:?}{subject} in {page}", operation.method.as_str(), operation.title));
        self.deprecated(1, operation.deprecated.as_deref());
        for route in &operation.routes {
            self.line(1, format_args!("route {}", route.template.path));
        }
        if let Some(call) = &operation.call {
            self.call(call);
        }
        operation.permissions.iter().for_each(|set| self.permissions(set));
        for row in &operation.parameters {
            self.parameter("parameter", row);
        }
        match &operation.request {
            RequestBody::None => {}
            RequestBody::Value(ty) => self.line(1, format_args!("sends {}", self.ty(*ty))),
            RequestBody::Patch { ty, members } => {
                self.line(1, format_args!("sends a patch of {}", self.api[*ty].name));
                members.iter().for_each(|member| self.parameter("  member", member));
            }
            RequestBody::Parameters(rows) => {
                self.line(1, "sends parameters");
                rows.iter().for_each(|row| self.parameter("  member", row));
            }
            RequestBody::Stream { content_type } => {
                self.line(1, format_args!("sends bytes of {}", content_type.as_deref().unwrap_or("any type")));
            }
        }
        let status: Vec<String> = operation.response.status.iter().map(u16::to_string).collect();
        let body = match operation.response.body {
            ResponseBody::None => "nothing".to_owned(),
            ResponseBody::Value(ty) => self.ty(ty),
            ResponseBody::Stream => "bytes".to_owned(),
            ResponseBody::Redirect => "a redirection".to_owned(),
        };
        self.line(1, format_args!("answers {} with {body}", status.join(", ")));
        let examples: Vec<String> = operation.examples.iter().map(|id| id.index().to_string()).collect();
        if !examples.is_empty() {
            self.line(1, format_args!("examples {}", examples.join(", ")));
        }
    }

    fn call(&mut self, call: &Callable) {
        let binding = call.binding.map_or_else(|| "nothing".to_owned(), |ty| self.ty(ty));
        let returns = call.returns.map_or_else(String::new, |ty| format!(" returning {}", self.ty(ty)));
        self.line(1, format_args!("{:?} {}.{} on {binding}{returns}", call.kind, call.namespace, call.name));
        call.parameters.iter().for_each(|row| self.parameter("  takes", row));
        for overload in &call.overloads {
            self.line(1, format_args!("  overloaded with {} parameters", overload.len()));
            overload.iter().for_each(|row| self.parameter("    takes", row));
        }
    }

    fn permissions(&mut self, set: &Permissions) {
        let kind = |(word, caller): (&str, Caller)| match set.of(caller) {
            Some(alternatives) => {
                let alternatives: Vec<String> = alternatives.iter().map(|scopes| scopes.join(" with ")).collect();
                format!("{word} [{}]", alternatives.join(", "))
            }
            None => format!("{word} unknown"),
        };
        let label = set.label.as_ref().map_or_else(String::new, |label| format!(" {label:?}"));
        let routes = if set.routes.is_empty() { String::new() } else { format!(" of routes {:?}", set.routes) };
        let kinds = [
            ("work", Caller::DelegatedWork),
            ("personal", Caller::DelegatedPersonal),
            ("application", Caller::Application),
        ];
        let kinds = kinds.map(kind).join(" ");
        self.line(1, format_args!("permissions{label}{routes} {kinds}"));
    }

    fn parameter(&mut self, sort: &str, row: &Parameter) {
        let ty = row.ty.map_or_else(|| "no type".to_owned(), |ty| self.ty(ty));
        let required = match row.required {
            Some(true) => ", required",
            Some(false) => ", optional",
            None => "",
        };
        self.line(1, format_args!("{sort} {}: {ty}{required}", row.name));
    }

    fn example(&mut self, example: &Example) {
        let ty = example.ty.map_or_else(|| "no type".to_owned(), |ty| self.ty(ty));
        let status = example.status.map_or_else(String::new, |status| format!(" {status}"));
        let conforms = if example.conforms { "" } else { ", which it does not fit" };
        let json = example.json.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line(0, format_args!("example {:?}{status} of {ty}{conforms}: {json}", example.role));
    }

    fn deprecated(&mut self, depth: usize, notice: Option<&str>) {
        if let Some(notice) = notice {
            self.line(depth, format_args!("deprecated {notice:?}"));
        }
    }

    /// Prints only the links in a documentation text. The snapshots in `cases/decl` have the text itself.
    fn doc(&mut self, depth: usize, doc: &Doc) {
        for link in &doc.links {
            let target = match &link.target {
                LinkTarget::Type(id) => format!("type {}", self.api[*id].name),
                LinkTarget::Enum(id) => format!("enum {}", self.api[*id].name),
                LinkTarget::Page(id) => format!("page {}", self.api[*id].path),
                LinkTarget::Url(url) => url.clone(),
                LinkTarget::Nowhere => "nowhere".to_owned(),
            };
            self.line(depth, format_args!("link {:?} to {target}", link.text));
        }
    }

    fn ty(&self, ty: TypeRef) -> String {
        let name = match ty.item {
            ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
            ItemType::Enum(id) => self.api[id].name.to_string(),
            ItemType::Structured(id) => self.name(id),
        };
        if ty.collection { format!("collection of {name}") } else { name }
    }

    fn name(&self, id: TypeId) -> String {
        self.api[id].name.to_string()
    }
}
