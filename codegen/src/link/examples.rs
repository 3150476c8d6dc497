//! Example bodies: each is linked to its operation and compared with its type.
//!
//! # Rule 18: Type of an example
//!
//! A response is of the type in its annotation, or else the type that the operation returns, or else its own
//! `@odata.type`. A request is of the type that the operation sends, if there is one. The body is compared with the
//! type at every depth (`examples/conform.rs`, D09). If an object stands within `value`, that object is compared
//! (D0911).

pub(crate) mod conform;
mod misfit;
mod spellings;
mod type_name;
mod words;

use crate::api::{Api, EnumId, Example, ExampleId, ExampleRole, ItemType, PageId, RequestBody, ResponseBody, TypeRef};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::examples::spellings::{Compared, ShownSpelling, add_alias, combined_arguments};
use crate::link::examples::type_name::check_type_name;
use crate::link::exchanges::owners::Owner;
use crate::link::names::resolve::Context;
use crate::link::pages::per_page;
use crate::link::types::by_name::Model;
use crate::source::Span;

/// An example, the index of its operation, the names that it spells in another letter case than the tables, and the
/// enumerations of which a value in it joins several members with commas.
pub(super) struct LinkedExample {
    example: Example,
    owner: Option<usize>,
    spellings: Vec<ShownSpelling>,
    combined: Vec<EnumId>,
}

/// Turns every JSON body of the pages into an example, and compares it with its type.
pub(super) fn compare(
    cx: &Context<'_>,
    model: Model<'_>,
    owners: &[Vec<Owner>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<LinkedExample> {
    let api = model.api;
    per_page(cx.decls, diagnostics, |id, page, diagnostics| {
        let start = api.operations.partition_point(|operation| operation.page < id);
        let end = api.operations.partition_point(|operation| operation.page <= id);
        let no_owners = Vec::new();
        let mut owners = owners.get(id.index()).unwrap_or(&no_owners).iter().copied();
        let bodies = page.bodies.iter().map(|body| (body, owners.next().unwrap_or(Owner::Any)));
        let owned = bodies.map(|(body, owner)| (body, owner_index(owner, start..end)));
        owned.filter_map(|(body, owner)| example(cx, model, id, body, owner, diagnostics)).collect()
    })
}

/// Adds to the API the examples that [`compare`] returned, the spellings in them as aliases, and the flag `is_flags` of
/// enumerations of which a value joins several members.
pub(super) fn link(made: Vec<LinkedExample>, api: &mut Api) {
    let mut examples = Vec::with_capacity(made.len());
    for LinkedExample { example, owner, spellings, combined } in made {
        combined.into_iter().for_each(|id| api.enums[id.index()].is_flags = true);
        spellings.into_iter().for_each(|shown| add_alias(api, shown));
        if let Some(owner) = owner {
            api.operations[owner].examples.push(ExampleId::from_index(examples.len()));
        }
        examples.push(example);
    }
    api.examples = examples;
}

/// The index, in `api.operations`, of the operation that a body belongs to; `operations` has the indexes for the page
/// of the body. If the page does not show which operation it is (`Owner::Any`, `Owner::Other`), it is the first of the
/// page. `None` for `Owner::Foreign`, such as a request to another service.
fn owner_index(owner: Owner, operations: std::ops::Range<usize>) -> Option<usize> {
    let index = match owner {
        Owner::One(index) => operations.start + index,
        Owner::Any | Owner::Other => operations.start,
        Owner::Foreign => return None,
    };
    operations.contains(&index).then_some(index)
}

/// The example of a body, with the index of its operation; `None` if the body is no JSON.
fn example(
    cx: &Context<'_>,
    model: Model<'_>,
    id: PageId,
    body: &BodyDecl,
    owner: Option<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LinkedExample> {
    body.json.as_ref()?;
    let api = model.api;
    let (ty, annotation) = body_type(cx, api, id, body, owner, diagnostics);
    let before = diagnostics.len();
    let compared = ty.map(|ty| conform::compare(cx, model, id, body, ty, annotation, diagnostics));
    let Compared { agrees: conforms, spellings, mut combined } =
        compared.unwrap_or_else(|| Compared { agrees: true, ..Compared::default() });
    if let Some(RequestBody::Parameters(parameters)) = owner.map(|index| &api.operations[index].request)
        && body.role == ExampleRole::Request
        && let Some(root) = body.root()
    {
        combined.extend(combined_arguments(api, parameters, root));
    }
    if let Some(ty) = ty {
        misfit::report(api, body, ty, annotation, before, diagnostics);
    }
    let findings =
        diagnostics[before..].iter().map(|finding| format!("{}: {}", finding.code.id(), finding.message)).collect();
    let example = Example {
        page: id,
        role: body.role,
        request_line: body.request_line.as_ref().map(|line| line.value.clone()),
        status: body.status,
        ty,
        json: body.text.clone(),
        truncated: body.truncated,
        conforms,
        findings,
        span: body.span,
    };
    Some(LinkedExample { example, owner, spellings, combined })
}

/// The type of a body by rule 18. If the type is that in the annotation, its place is returned too. If the members of a
/// response do not fit the annotation but fit another of the stated types, that other type is returned, with a finding.
fn body_type(
    cx: &Context<'_>,
    api: &Api,
    page: PageId,
    body: &BodyDecl,
    owner: Option<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<TypeRef>, Option<Span>) {
    if body.status.is_some_and(|status| status >= 400) {
        return (None, None);
    }
    let annotated = body.ty.as_ref().and_then(|ty| {
        let item = cx.name(&ty.value, page);
        check_type_name(api, item, &ty.value, ty.span, diagnostics);
        Some(TypeRef { item: item?, collection: body.collection })
    });
    let own = body.root().and_then(JsonNode::stated_type).and_then(|node| {
        let name = node.as_str()?;
        let item = cx.name(name, page);
        check_type_name(api, item, name, node.span(), diagnostics);
        Some(TypeRef { item: item?, collection: false })
    });
    let operation = owner.map(|index| &api.operations[index]);
    let stated = match body.role {
        ExampleRole::Request => operation.and_then(|operation| match &operation.request {
            RequestBody::Value(ty) => Some(*ty),
            RequestBody::Patch { ty, .. } => Some(TypeRef { item: ItemType::Structured(*ty), collection: false }),
            RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
        }),
        ExampleRole::Response => operation.and_then(|operation| match operation.response.body {
            ResponseBody::Value(ty) => Some(ty),
            ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
        }),
        ExampleRole::Resource => cx
            .names
            .index
            .of_page(page)
            .iter()
            .find(|item| matches!(item, ItemType::Structured(_)))
            .map(|item| TypeRef { item: *item, collection: false }),
        ExampleRole::Other => None,
    };
    if body.role == ExampleRole::Response
        && body.ty.is_none()
        && let (Some(place), Some(stated)) = (body.annotated, stated)
    {
        let message = "the annotation of this response names no type";
        let name = item_name(api, stated.item);
        // If the annotation already says `isCollection`, only the name of the type has to be added.
        let name = if stated.collection && !body.collection { format!("Collection({name})") } else { name };
        let member = format!("\"@odata.type\": \"{name}\"");
        diagnostics.push(
            Diagnostic::new(code::EXAMPLE_WITHOUT_TYPE, body.span, message)
                .help("write `@odata.type` in the annotation; until then the type that the operation states is used")
                .fix_unsafely(Edit::MemberAfter(place, member)),
        );
    }
    let misnamed = annotated.filter(|_| body.role == ExampleRole::Response).and_then(|annotated| {
        let fits = [own, stated].into_iter().flatten().find(|other| fits_better(api, body, annotated, *other))?;
        let (named, shown) = (item_name(api, annotated.item), item_name(api, fits.item));
        let place = body.ty.as_ref()?.span;
        diagnostics.push(
            Diagnostic::new(
                code::EXAMPLE_OTHER_TYPE,
                place,
                format!(
                    "the annotation says that the body is of type `{named}`, but the members of the body are \
                those of `{shown}`"
                ),
            )
            .help(format!("write `{shown}`"))
            .about(Subject::ty(&named))
            .fix_unsafely_if(body.ty.as_ref().map(|ty| Edit::Word(place, ty.value.to_string(), shown.clone()))),
        );
        Some(TypeRef { item: fits.item, collection: annotated.collection })
    });
    if misnamed.is_some() {
        return (misnamed, None);
    }
    let (chosen, by_annotation) = if body.role == ExampleRole::Request {
        (stated.or(own).or(annotated), stated.is_none() && own.is_none())
    } else {
        (annotated.or(stated).or(own), true)
    };
    let annotation = body.ty.as_ref().filter(|_| by_annotation && annotated.is_some()).map(|ty| ty.span);
    // No finding is needed in two cases: if the operation returns nothing, `exchanges/replies.rs` reports the body, and
    // the body of a stream has no type.
    let is_too_many = body.role == ExampleRole::Response
        && operation
            .is_some_and(|operation| matches!(operation.response.body, ResponseBody::None | ResponseBody::Stream));
    if chosen.is_none() && !is_too_many && matches!(body.role, ExampleRole::Response | ExampleRole::Resource) {
        diagnostics.push(
            Diagnostic::new(
                code::EXAMPLE_WITHOUT_TYPE,
                body.span,
                "neither an annotation nor the body states the type of this JSON body",
            )
            .help("write an annotation with `@odata.type` above the body"),
        );
    }
    (chosen, annotation)
}

/// Whether the type in the annotation of a body lacks members that the body has, while the unrelated type `other` has
/// all members of the body.
fn fits_better(api: &Api, body: &BodyDecl, annotated: TypeRef, other: TypeRef) -> bool {
    let ItemType::Structured(other) = other.item else { return false };
    let Some(root) = body.root() else { return false };
    let annotated = match annotated.item {
        ItemType::Structured(annotated) => Some(annotated),
        // The annotation says that the body is a primitive value or an enumeration member. Responses have such a value
        // in the member `value`, so without this member the annotation is wrong.
        ItemType::Primitive(_) | ItemType::Enum(_) if root.get("value").is_none() => None,
        ItemType::Primitive(_) | ItemType::Enum(_) => return false,
    };
    if annotated.is_some_and(|annotated| api.are_related(annotated, other)) {
        return false;
    }
    let object = match root.get("value").map(JsonNode::value) {
        Some(JsonValue::Array(mut elements)) => elements.next(),
        _ => Some(root),
    };
    let strangers = |id| {
        let names =
            object.into_iter().flat_map(|object| object.members()).filter(|(name, _)| !name.value.contains('@'));
        names.filter(|(name, _)| api.member_in_any_case(id, name.value).is_none()).count()
    };
    let is_object = object.is_some_and(|object| object.members().next().is_some());
    annotated.map_or(is_object, |annotated| strangers(annotated) > 0) && strangers(other) == 0
}

/// The qualified name of an item.
fn item_name(api: &Api, item: ItemType) -> String {
    match item {
        ItemType::Structured(id) => api[id].name.to_string(),
        ItemType::Enum(id) => api[id].name.to_string(),
        ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
    }
}
