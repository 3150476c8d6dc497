//! Compares a body with its type, member by member at every depth.

use crate::api::{Api, EnumId, ExampleRole, ItemType, PageId, Primitive, Property, TypeId, TypeRef};
use crate::code;
use crate::decl::vocabulary::control_slip;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::examples::spellings::{Compared, ShownSpelling, SpeltItem, is_combination};
use crate::link::examples::type_name::check_type_name;
use crate::link::examples::words::{is_placeholder, sample, unquoted};
use crate::link::names::resolve::Context;
use crate::link::names::suggestion;
use crate::link::types::by_name::{Members, Model};
use crate::link::types::new_row;
use crate::shape::{Declared, ExpectedKind, Kind, Step, Undeclared, Visitor, walk};
use crate::source::{Span, Spanned};
use crate::text::near;

/// Compares a body with its type, and reports every difference. `annotation` is the place of the annotation that states
/// the type, if an annotation states it.
pub(in crate::link) fn compare(
    cx: &Context<'_>,
    model: Model<'_>,
    page: PageId,
    body: &BodyDecl,
    ty: TypeRef,
    annotation: Option<Span>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Compared {
    let Some(json) = body.root() else { return Compared { agrees: true, ..Compared::default() } };
    let Model { api, members } = model;
    let mut comparison = Comparison {
        cx,
        api,
        members,
        page,
        placeholders: body.role == ExampleRole::Resource,
        diagnostics,
        about: Subject::default(),
        compared: Compared { agrees: true, ..Compared::default() },
    };
    match json.get("value") {
        Some(value) if value.is_array() && body.role == ExampleRole::Response && !declares_value(api, ty) => {
            if !ty.collection {
                let help =
                    if annotation.is_some() { "write `\"isCollection\": true` in the annotation" } else { AGREE };
                comparison.report_wrong_form(json, annotation, ("a list of values", stated(ty)), help);
                let edit = annotation.map(|place| Edit::MemberAfter(place, "\"isCollection\": true".to_owned()));
                comparison.fix(edit);
            }
            comparison.compared.agrees &= json.members().all(|(name, _)| control_slip(name.value).is_none());
            comparison.report_members_beside_items(json);
            comparison.value(value, TypeRef { item: ty.item, collection: true });
        }
        Some(value) if body.role == ExampleRole::Response && !matches!(ty.item, ItemType::Structured(_)) => {
            comparison.value(value, ty)
        }
        Some(value) if body.role == ExampleRole::Response && comparison.is_wrapped(json, value, ty.item) => {
            let stated = if ty.collection { stated(ty) } else { "an object without `value` around it" };
            comparison.report_wrong_form(
                json,
                annotation,
                ("an object within `value`", stated),
                "show the object without `value` around it",
            );
            // The edit replaces the object by the object in its `value`, which would lose any other member. So there is
            // an edit only if `value` is the only member.
            comparison.fix((json.members().count() == 1).then(|| Edit::Unwrap(json.span(), value.span())));
            comparison.value(value, TypeRef { item: ty.item, collection: false });
        }
        _ => {
            let array = json.is_array();
            if let Some(name) = misspelt_value(json).filter(|_| ty.collection && !array) {
                comparison.misspelt(name);
                return comparison.compared;
            }
            if ty.collection && !array && body.role == ExampleRole::Response {
                comparison.report_wrong_form(json, annotation, ("a single value", stated(ty)), AGREE);
            }
            comparison.value(json, TypeRef { item: ty.item, collection: array });
        }
    }
    comparison.compared
}

/// The misspelt name of the member with the list of items, such as `vaule`, which should be `value`. `None` if there
/// is no such member.
fn misspelt_value(json: JsonNode<'_>) -> Option<Spanned<&str>> {
    let is_slip = |name: &str| name != "value" && !near::nearest(name, ["value"].into_iter(), 2).is_empty();
    json.members().find(|(name, value)| value.is_array() && is_slip(name.value)).map(|(name, _)| name)
}

/// Whether a single value of the type can itself have a member `value`, because the type declares one.
fn declares_value(api: &Api, ty: TypeRef) -> bool {
    matches!(ty, TypeRef { item: ItemType::Structured(id), collection: false } if api.member(id, "value").is_some())
}

/// The help for a contradiction in which either the body or the statement of its type may be wrong.
const AGREE: &str = "write the same in the text and in the example";

/// The words with which a finding names what the page states: `a list of values`, which is a list of items in `value`,
/// or `a single value`.
fn stated(ty: TypeRef) -> &'static str {
    match ty.collection {
        true => "a list of values",
        false => "a single value",
    }
}

struct Comparison<'c, 'a> {
    cx: &'c Context<'a>,
    api: &'c Api,
    members: &'c Members,
    page: PageId,
    /// Whether names of types such as `"String"` may stand in place of values, as in the section "JSON representation".
    placeholders: bool,
    diagnostics: &'c mut Vec<Diagnostic>,
    /// The property whose value is compared, which findings are about.
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

    /// Whether an object only wraps another object, as in `{"value": {"id": "7"}}`. Its other members are
    /// annotations, and the stated type has no member `value` and allows no undocumented members.
    fn is_wrapped(&self, node: JsonNode<'_>, value: JsonNode<'_>, item: ItemType) -> bool {
        let ItemType::Structured(declared) = item else { return false };
        let id = walk::actual(self.api, node, declared, self);
        matches!(value.value(), JsonValue::Object)
            && node.members().all(|(name, _)| name.value == "value" || name.value.contains('@'))
            && !self.api[declared].is_any
            && !Declared { ty: Some(id), listed: &[] }.is_open(self.api)
            && self.members.find(self.api, id, "value").is_none()
    }

    /// Reports a body of the wrong form: a single value where the page states a list, a list where it states a single
    /// value, or a wrapped object. `found` says in words what the body is, and `stated` what the page states.
    fn report_wrong_form(
        &mut self,
        node: JsonNode<'_>,
        annotation: Option<Span>,
        (found, stated): (&str, &str),
        help: &str,
    ) {
        let by = if annotation.is_some() { "its annotation" } else { "the response section" };
        let message = format!("the body is {found}, but {by} states {stated}");
        self.report(node, code::EXAMPLE_SHAPE, message, help);
        if let (Some(annotation), Some(told)) = (annotation, self.diagnostics.last_mut()) {
            told.notes.push((std::mem::replace(&mut told.span, annotation), "the body".to_owned()));
        }
    }

    /// Reports a misspelling of `value`, the member that contains a list of items.
    fn misspelt(&mut self, name: Spanned<&str>) {
        self.compared.agrees = false;
        let message = format!("the name `{}` of the member that contains the list of values is misspelt", name.value);
        self.diagnostics.push(
            Diagnostic::new(code::EXAMPLE_SHAPE, name.span, message)
                .help("write `value`")
                .about(Subject::words(name.value))
                .fix_unsafely(Edit::Word(name.span, name.value.to_owned(), "value".to_owned())),
        );
    }

    /// Adds to the last finding an edit that corrects the mistake.
    fn fix(&mut self, edit: Option<Edit>) {
        if let Some(told) = self.diagnostics.pop() {
            self.diagnostics.push(told.fix_unsafely_if(edit));
        }
    }

    /// Reports members that stand beside the list of items in `value` and are no annotations.
    fn report_members_beside_items(&mut self, node: JsonNode<'_>) {
        for (name, value) in node.members().filter(|(name, _)| name.value != "value" && !name.value.contains('@')) {
            let (help, edit) = match name.value.starts_with("odata.") {
                true => {
                    let right = format!("@{}", name.value);
                    (format!("write `{right}`"), Edit::Word(name.span, name.value.to_owned(), right))
                }
                false => {
                    let help = "remove the member, or move it into an item of `value`".to_owned();
                    (help, Edit::RemoveElement(member_span(name.span, value)))
                }
            };
            let message = format!("the member `{}` stands beside `value`, but is no annotation", name.value);
            self.compared.agrees = false;
            self.diagnostics.push(
                Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, name.span, message)
                    .help(help)
                    .about(Subject::words(name.value))
                    .fix_unsafely(edit),
            );
        }
    }

    fn value(&mut self, node: JsonNode<'_>, ty: TypeRef) {
        walk::value(self.api, node, ty, self);
    }
}

/// The place of a whole member of an object, from the start of its name to the end of its value.
fn member_span(name: Span, value: JsonNode<'_>) -> Span {
    Span { end: value.span().end, ..name }
}

impl<'c, 'j> Visitor<'c, 'j, JsonNode<'j>> for Comparison<'c, '_> {
    fn misfit(&mut self, node: JsonNode<'j>, kind: &Kind<'j>, expected: ExpectedKind) {
        // The JSON representation on a resource page shows type names instead of values.
        if self.placeholders && !matches!(expected, ExpectedKind::One(_)) {
            return;
        }
        let found = kind.words();
        let (message, help) = match expected {
            ExpectedKind::Array => (format!("{found} stands where a collection is expected"), "write an array"),
            ExpectedKind::One(_) => ("an array stands where a single value is expected".to_owned(), "write one value"),
            ExpectedKind::Members => (format!("{found} stands where an object is expected"), "write a JSON object"),
            ExpectedKind::Object(id) => {
                (format!("{found} stands where a `{}` is expected", self.api[id].name.name), "write a JSON object")
            }
            ExpectedKind::EnumMember(id) => {
                let name = &self.api[id].name.name;
                (format!("{found} stands where a member of `{name}` is expected"), "write the member as a string")
            }
            ExpectedKind::Primitive(primitive) => return self.primitive(node, kind, primitive),
        };
        self.report(node, code::EXAMPLE_VALUE, message, help);
        if matches!(expected, ExpectedKind::Array) {
            let span = node.span();
            self.fix(Some(Edit::Replace(Span { end: span.start, ..span }, "[".to_owned())));
            self.fix(Some(Edit::Replace(Span { start: span.end, ..span }, "]".to_owned())));
        }
    }

    fn object(&mut self, node: JsonNode<'j>) {
        if let Some(stated) = node.stated_type()
            && let Some(name) = stated.as_str()
            && !self.placeholders
        {
            check_type_name(self.api, self.cx.name(name, self.page), name, stated.span(), self.diagnostics);
        }
    }

    /// The type derived from `declared` that `name` in the example refers to, with or without its namespace. `None` if
    /// no derived type has this name.
    fn derived(&self, api: &Api, declared: TypeId, name: &str) -> Option<TypeId> {
        match self.cx.name(name, self.page) {
            Some(ItemType::Structured(id)) => api.bases(id).any(|base| base == declared).then_some(id),
            Some(ItemType::Enum(_) | ItemType::Primitive(_)) | None => None,
        }
    }

    fn undeclared(&mut self, member: Undeclared<'_, 'j, JsonNode<'j>>) -> Option<&'c Property> {
        let id = member.owner.ty?;
        let name = member.value.name();
        let owner = &self.api[id].name.name;
        if let Some(near) = self.members.find(self.api, id, name.value) {
            self.spelt(SpeltItem::Property(id, near.name.clone()), name.value);
            self.compared.agrees = false;
            let message = format!("the property `{}` is spelt `{}` here", near.name, name.value);
            self.diagnostics.push(
                Diagnostic::new(code::EXAMPLE_MEMBER_CASE, name.span, message)
                    .help(format!("write `{}`", near.name))
                    .about(Subject::member(owner, &near.name))
                    .note(near.span, "the property")
                    .fix_unsafely(Edit::Word(name.span, name.value.to_owned(), near.name.to_string())),
            );
            return Some(near);
        }
        if member.owner.is_open(self.api) {
            return None;
        }
        self.compared.agrees = false;
        let message = format!("`{}` is not a property of `{owner}`", name.value);
        let near = suggestion::member(name.value, self.api, id);
        let edit = match near {
            Some(near) => Some(Edit::Word(name.span, name.value.to_owned(), near.to_owned())),
            None => {
                let row =
                    new_row::of_value(member.value).and_then(|ty| new_row::property(self.cx, id, name.value, &ty));
                // If no row can be written, for instance because the value is `null` and so does not show its type, the
                // edit removes the member.
                row.or(Some(Edit::RemoveElement(member_span(name.span, member.value))))
            }
        };
        let help = match near {
            Some(near) => format!("write `{near}`, or add a row for `{}` to the page of `{owner}`", name.value),
            None => format!("remove the member, or add a row for it to the page of `{owner}`"),
        };
        self.diagnostics.push(
            Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, name.span, message)
                .help(help)
                .about(Subject::member(owner, name.value))
                .fix_unsafely_if(edit),
        );
        None
    }

    fn enum_member(&mut self, node: JsonNode<'j>, text: &'j str, id: EnumId) {
        if self.placeholders {
            return;
        }
        if is_combination(&self.api[id].members, text) {
            self.compared.combined.push(id);
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
                    format!("the placeholder `{part}` stands for a member of `{}`", self.api[id].name.name),
                    "write a member of the enumeration",
                );
                let shown = members.iter().find(|member| !member.name.eq_ignore_ascii_case("unknownFutureValue"));
                self.fix(shown.map(|member| Edit::Word(node.span(), part.to_owned(), member.name.to_string())));
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
                    "" => format!("an empty string stands where a member of the enumeration `{owner}` is expected"),
                    part => format!("`{part}` is not a member of the enumeration `{owner}`"),
                };
                let near = near::slip(part, members.iter().map(|member| member.name.as_str()));
                let edit = near.map(|near| Edit::Word(node.span(), part.to_owned(), near.to_owned()));
                let help = match near {
                    Some(near) => format!("write `{near}`"),
                    None if part.is_empty() => "write a member of the enumeration".to_owned(),
                    None => format!("write a member of the enumeration, or add a row for `{part}` to its table"),
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

    fn enter(&mut self, step: Step<'_>, owner: Option<TypeId>) {
        if let (Step::Member(name), Some(owner)) = (step, owner) {
            self.about = Subject::member(&self.api[owner].name.name, name);
        }
    }
}

impl Comparison<'_, '_> {
    fn primitive(&mut self, node: JsonNode<'_>, kind: &Kind<'_>, primitive: Primitive) {
        if let Kind::String(text) = kind
            && is_placeholder(text)
        {
            self.report(
                node,
                code::EXAMPLE_PLACEHOLDER,
                format!("the placeholder `{text}` stands where a value of type `{}` is expected", primitive.as_str()),
                "write a realistic value instead of the placeholder",
            );
            self.fix(sample(primitive).map(|text| Edit::Replace(node.span(), text.to_owned())));
            return;
        }
        self.report(
            node,
            code::EXAMPLE_VALUE,
            format!("{} stands where a value of type `{}` is expected", kind.words(), primitive.as_str()),
            "write a value of the expected type, or correct the type in the row of the property",
        );
        self.fix(unquoted(node, primitive).map(|text| Edit::Replace(node.span(), text)));
    }
}
