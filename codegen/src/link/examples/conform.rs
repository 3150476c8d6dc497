//! Compares a body with its type, member by member at every depth.

use crate::api::{Api, EnumId, ExampleRole, ItemType, PageId, Primitive, Property, TypeId, TypeRef};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::examples::spellings::{Compared, ShownSpelling, SpeltItem};
use crate::link::examples::type_name::{annotation_slips, named};
use crate::link::examples::words::{form, is_placeholder, unquoted};
use crate::link::names::resolve::Context;
use crate::link::names::suggestion;
use crate::link::types::by_name::{Members, Model};
use crate::link::types::new_row;
use crate::source::Span;
use crate::text::near;

/// Compares a body with its type. Every difference is reported. The type comes from the annotation if `place` is given, or else
/// from the operation.
pub(in crate::link) fn compare(
    cx: &Context<'_>,
    model: Model<'_>,
    page: PageId,
    body: &BodyDecl,
    ty: TypeRef,
    annotation: Option<Span>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Compared {
    let Some(json) = body.root() else { return Compared { agrees: true, spellings: Vec::new() } };
    let Model { api, members } = model;
    let mut comparison = Comparison {
        cx,
        api,
        members,
        page,
        placeholders: body.role == ExampleRole::Resource,
        diagnostics,
        about: Subject::default(),
        compared: Compared { agrees: true, spellings: Vec::new() },
    };
    match json.get("value") {
        Some(value) if value.is_array() && body.role == ExampleRole::Response && !declares_value(api, ty) => {
            if !ty.collection {
                let help =
                    if annotation.is_some() { "write `\"isCollection\": true` in the annotation" } else { AGREE };
                comparison.form(json, annotation, ("a page of values", stated(ty)), help);
                let edit = annotation.map(|place| Edit::MemberAfter(place, "\"isCollection\": true".to_owned()));
                comparison.fix(edit);
            }
            comparison.compared.agrees &= !annotation_slips(json, comparison.diagnostics);
            comparison.frame(json);
            comparison.value(value, TypeRef { item: ty.item, collection: true });
        }
        Some(value) if body.role == ExampleRole::Response && !matches!(ty.item, ItemType::Structured(_)) => {
            comparison.value(value, ty)
        }
        Some(value) if body.role == ExampleRole::Response && comparison.is_wrapped(json, value, ty.item) => {
            let stated = if ty.collection { stated(ty) } else { "the object itself" };
            comparison.form(
                json,
                annotation,
                ("an object within `value`", stated),
                "show the object without `value` around it",
            );
            // Unwrapping would lose other members beside `value`.
            comparison.fix((json.members().count() == 1).then(|| Edit::Unwrap(json.span(), value.span())));
            comparison.item(value, ty.item);
        }
        _ => {
            let array = json.is_array();
            if ty.collection && !array && body.role == ExampleRole::Response {
                comparison.form(json, annotation, ("one value", stated(ty)), AGREE);
            }
            comparison.value(json, TypeRef { item: ty.item, collection: array });
        }
    }
    comparison.compared
}

/// Whether a single value of the type has a member `value` of its own.
fn declares_value(api: &Api, ty: TypeRef) -> bool {
    matches!(ty, TypeRef { item: ItemType::Structured(id), collection: false } if api.member(id, "value").is_some())
}

/// The help if either side may be wrong.
const AGREE: &str = "make them agree";

/// The form of a response of the type.
fn stated(ty: TypeRef) -> &'static str {
    match ty.collection {
        true => "a page of values",
        false => "one value",
    }
}

struct Comparison<'c, 'a> {
    cx: &'c Context<'a>,
    api: &'c Api,
    members: &'c Members,
    page: PageId,
    /// Whether placeholder words are allowed as values.
    placeholders: bool,
    diagnostics: &'c mut Vec<Diagnostic>,
    /// The property of the current value.
    about: Subject,
    compared: Compared,
}

impl Comparison<'_, '_> {
    fn report(
        &mut self,
        node: JsonNode<'_>,
        code: crate::code::Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.compared.agrees = false;
        let about = self.about.clone();
        self.diagnostics.push(Diagnostic::new(code, node.span(), message).help(help).about(about));
    }

    fn spelt(&mut self, of: SpeltItem, spelling: &str) {
        self.compared.spellings.push(ShownSpelling { of, spelling: spelling.into() });
    }

    /// Whether an object only wraps another one: it has `value` and annotations. Single objects are not wrapped in
    /// responses. A type that may have its own member `value` is not considered wrapped.
    fn is_wrapped(&self, node: JsonNode<'_>, value: JsonNode<'_>, item: ItemType) -> bool {
        let ItemType::Structured(declared) = item else { return false };
        let id = self.actual(node, declared);
        matches!(value.value(), JsonValue::Object)
            && node.members().all(|(name, _)| name.value == "value" || name.value.contains('@'))
            && !self.api[declared].is_any
            && !self.is_open(id)
            && self.members.find(self.api, id, "value").is_none()
    }

    /// Reports one value in place of a page of values, a page in place of one value, or a wrapped object.
    fn form(&mut self, node: JsonNode<'_>, annotation: Option<Span>, (found, stated): (&str, &str), help: &str) {
        let by = if annotation.is_some() { "its annotation" } else { "the response section" };
        let message = format!("the body is {found}, and {by} states {stated}");
        self.report(node, code::EXAMPLE_SHAPE, message, help);
        if let (Some(annotation), Some(told)) = (annotation, self.diagnostics.last_mut()) {
            told.notes.push((std::mem::replace(&mut told.span, annotation), "the body".to_owned()));
        }
    }

    /// Adds an edit to the last finding.
    fn fix(&mut self, edit: Option<Edit>) {
        if let Some(told) = self.diagnostics.pop() {
            self.diagnostics.push(told.fix_unsafely_if(edit));
        }
    }

    /// Reports members beside the `value` of a page that are not annotations.
    fn frame(&mut self, node: JsonNode<'_>) {
        for (name, _) in node.members().filter(|(name, _)| name.value != "value" && !name.value.contains('@')) {
            let help = match name.value.starts_with("odata.") {
                true => format!("write `@{}`", name.value),
                false => "remove it, or move it into a value".to_owned(),
            };
            let message = format!("`{}` stands beside the values of the page, and is no annotation", name.value);
            self.compared.agrees = false;
            self.diagnostics.push(
                Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, name.span, message)
                    .help(help)
                    .about(Subject::words(name.value)),
            );
        }
    }

    fn value(&mut self, node: JsonNode<'_>, ty: TypeRef) {
        if node.is_null() {
            return;
        }
        match (node.value(), ty.collection) {
            (JsonValue::Array(elements), true) => elements.for_each(|element| self.item(element, ty.item)),
            (_, true) if self.placeholders => {}
            (_, true) => self.report(
                node,
                code::EXAMPLE_VALUE,
                format!("{} stands where a collection belongs", form(node)),
                "write an array",
            ),
            (JsonValue::Array(elements), false) if !self.is_any(ty.item) => {
                self.report(node, code::EXAMPLE_VALUE, "an array stands where one value belongs", "write one value");
                elements.for_each(|element| self.item(element, ty.item));
            }
            (_, false) => self.item(node, ty.item),
        }
    }

    /// Whether a type allows every JSON value.
    fn is_any(&self, item: ItemType) -> bool {
        match item {
            ItemType::Primitive(primitive) => primitive == Primitive::Untyped,
            ItemType::Structured(id) => self.api[id].is_any,
            ItemType::Enum(_) => false,
        }
    }

    fn item(&mut self, node: JsonNode<'_>, item: ItemType) {
        match item {
            ItemType::Structured(id) => self.structured(node, id),
            ItemType::Enum(id) => self.enumeration(node, id),
            ItemType::Primitive(primitive) => self.primitive(node, primitive),
        }
    }

    fn structured(&mut self, node: JsonNode<'_>, declared: TypeId) {
        if self.api[declared].is_any {
            return;
        }
        let JsonValue::Object = node.value() else {
            if !self.placeholders && !node.is_null() {
                self.report(
                    node,
                    code::EXAMPLE_VALUE,
                    format!("{} stands where a `{}` belongs", form(node), self.api[declared].name.name),
                    "write an object",
                );
            }
            return;
        };
        let id = self.actual(node, declared);
        if let Some(stated) = node.stated_type()
            && let Some(name) = stated.as_str()
            && !self.placeholders
        {
            named(self.api, self.cx.name(name, self.page), name, stated.span(), self.diagnostics);
        }
        for (name, value) in node.members() {
            if name.value.contains('@') {
                continue;
            }
            let near = self.members.find(self.api, id, name.value);
            let is_exact = |near: &&Property| near.name == name.value;
            let exact = near.filter(is_exact).or_else(|| near.and_then(|_| self.api.member(id, name.value)));
            if let Some(member) = exact {
                self.about = Subject::member(&self.api[id].name.name, &member.name);
                self.value(value, member.ty);
            } else if let Some(member) = near {
                self.spelt(SpeltItem::Property(id, member.name.clone()), name.value);
                self.compared.agrees = false;
                let message = format!("the property `{}` is spelt `{}` here", member.name, name.value);
                self.diagnostics.push(
                    Diagnostic::new(code::EXAMPLE_MEMBER_CASE, name.span, message)
                        .help(format!("write `{}`", member.name))
                        .about(Subject::member(&self.api[id].name.name, &member.name))
                        .note(member.span, "the property")
                        .fix_unsafely(Edit::Word(name.span, name.value.to_owned(), member.name.to_string())),
                );
                self.value(value, member.ty);
            } else if !self.is_open(id) {
                self.compared.agrees = false;
                let owner = &self.api[id].name.name;
                let message = format!("`{}` is no property of `{owner}`", name.value);
                let near = suggestion::member(name.value, self.api, id);
                let edit = match near {
                    Some(near) => Some(Edit::Word(name.span, name.value.to_owned(), near.to_owned())),
                    None => new_row::of_value(value).and_then(|ty| new_row::property(self.cx, id, name.value, &ty)),
                };
                let help = match near {
                    Some(near) => format!("write `{near}`, or add a row for `{}` to the page of `{owner}`", name.value),
                    None => format!("remove it, or add a row for it to the page of `{owner}`"),
                };
                self.diagnostics.push(
                    Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, name.span, message)
                        .help(help)
                        .about(Subject::member(owner, name.value))
                        .fix_unsafely_if(edit),
                );
            }
        }
    }

    /// The type that `@odata.type` names, if it derives from the declared type.
    fn actual(&self, node: JsonNode<'_>, declared: TypeId) -> TypeId {
        let stated = node.stated_type().and_then(JsonNode::as_str).and_then(|name| self.cx.name(name, self.page));
        match stated {
            Some(ItemType::Structured(id)) if self.api.bases(id).any(|base| base == declared) => id,
            _ => declared,
        }
    }

    fn is_open(&self, id: TypeId) -> bool {
        self.api[id].is_open || self.api.bases(id).any(|base| self.api[base].is_open)
    }

    fn enumeration(&mut self, node: JsonNode<'_>, id: EnumId) {
        let JsonValue::String(text) = node.value() else {
            if !self.placeholders {
                self.report(
                    node,
                    code::EXAMPLE_VALUE,
                    format!("{} stands where a member of `{}` belongs", form(node), self.api[id].name.name),
                    "write the member as a string",
                );
            }
            return;
        };
        if self.placeholders {
            return;
        }
        for part in text.split(',').map(str::trim) {
            let members = &self.api[id].members;
            if members.iter().any(|member| member.name == part) {
                continue;
            }
            if is_placeholder(part) {
                self.report(
                    node,
                    code::EXAMPLE_PLACEHOLDER,
                    format!("the placeholder `{part}` stands where a member of `{}` belongs", self.api[id].name.name),
                    "write a member of the enumeration",
                );
            } else if let Some(member) = members.iter().find(|member| member.name.eq_ignore_ascii_case(part)) {
                self.spelt(SpeltItem::Member(id, member.name.clone()), part);
                let message = format!("the member `{}` is spelt `{part}` here", member.name);
                self.compared.agrees = false;
                self.diagnostics.push(
                    Diagnostic::new(code::ENUM_CASE, node.span(), message)
                        .help(format!("write `{}`", member.name))
                        .about(Subject::member(&self.api[id].name.name, &member.name))
                        .note(member.span, "the member")
                        .fix_unsafely(Edit::Word(node.span(), part.to_owned(), member.name.to_string())),
                );
            } else {
                let owner = &self.api[id].name.name;
                let message = match part {
                    "" => format!("an empty text stands where a member of `{owner}` belongs"),
                    part => format!("`{part}` is no member of `{owner}`"),
                };
                let near = near::slip(part, members.iter().map(|member| member.name.as_str()));
                let edit = near.map(|near| Edit::Word(node.span(), part.to_owned(), near.to_owned()));
                let help = match near {
                    Some(near) => format!("write `{near}`"),
                    None if part.is_empty() => "write a member of its table".to_owned(),
                    None => format!("write a member of its table, or add a row for `{part}` there"),
                };
                self.compared.agrees = false;
                self.diagnostics.push(
                    Diagnostic::new(code::EXAMPLE_ENUM, node.span(), message)
                        .help(help)
                        .about(Subject::member(owner, part))
                        .fix_unsafely_if(edit),
                );
            }
        }
    }

    fn primitive(&mut self, node: JsonNode<'_>, primitive: Primitive) {
        let fits = match (node.value(), primitive) {
            (_, Primitive::Untyped | Primitive::Stream) | (JsonValue::Null, _) => true,
            (JsonValue::True | JsonValue::False, Primitive::Boolean) => true,
            (JsonValue::Number(text), Primitive::Byte) => text.parse::<u8>().is_ok(),
            (JsonValue::Number(text), Primitive::SByte) => text.parse::<i8>().is_ok(),
            (JsonValue::Number(text), Primitive::Int16) => text.parse::<i16>().is_ok(),
            (JsonValue::Number(text), Primitive::Int32) => text.parse::<i32>().is_ok(),
            (JsonValue::Number(text) | JsonValue::String(text), Primitive::Int64) => text.parse::<i64>().is_ok(),
            (JsonValue::Number(_), Primitive::Double | Primitive::Single | Primitive::Decimal) => true,
            (JsonValue::String(text), Primitive::Double | Primitive::Single) => {
                matches!(text, "NaN" | "INF" | "-INF")
            }
            (JsonValue::String(text), Primitive::Decimal) => text.parse::<f64>().is_ok_and(f64::is_finite),
            (
                JsonValue::String(_),
                Primitive::String
                | Primitive::DateTimeOffset
                | Primitive::Date
                | Primitive::TimeOfDay
                | Primitive::Duration
                | Primitive::Guid
                | Primitive::Binary,
            ) => true,
            _ => false,
        };
        if fits || self.placeholders {
            return;
        }
        if let JsonValue::String(text) = node.value()
            && is_placeholder(text)
        {
            self.report(
                node,
                code::EXAMPLE_PLACEHOLDER,
                format!("the placeholder `{text}` stands where a value of type `{}` belongs", primitive.as_str()),
                "write an example of a value",
            );
            return;
        }
        self.report(
            node,
            code::EXAMPLE_VALUE,
            format!("{} stands where a value of type `{}` belongs", form(node), primitive.as_str()),
            "write a value of that type, or correct the type in the property's row",
        );
        self.fix(unquoted(node, primitive).map(|text| Edit::Replace(node.span(), text)));
    }
}
