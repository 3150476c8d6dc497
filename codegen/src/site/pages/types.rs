//! Pages about types and enumerations, and the pages that list all of them.

use maud::{Markup, html};

use crate::api::{
    Api, EnumId, Example, ExampleRole, ItemType, OperationId, PageId, Property, PropertyKind, TypeId, TypeKind, TypeRef,
};
use crate::site::addresses::anchor;
use crate::site::family;
use crate::site::layout::{Page, Section, filtered_table, paged, plural, table};
use crate::site::notation::deprecated;
use crate::site::view::{RootPath, View};
use crate::source::{SourceId, Span};

/// The pages that list all types and enumerations.
pub(in crate::site) fn list_pages(view: &View<'_>) -> Vec<Page> {
    let api = view.api();
    let root = RootPath::ROOT;
    let uses = |item| view.uses.get(item).map_or(0, |uses| uses.subject_of.len());
    let mut rows: Vec<(String, Markup)> = Vec::with_capacity(api.types.len() + api.enums.len());
    for id in view.types() {
        let ty = &api[id];
        let row = html! {
            tr {
                td { (view.type_link(root, id)) }
                td { (kind(ty.kind)) }
                td.number { (ty.properties.len()) }
                @let count = uses(ItemType::Structured(id));
                td.number { @if count > 0 { (count) } }
                td { @if let Some(base) = ty.base { (view.type_link(root, base)) } }
            }
        };
        rows.push((view.name(&ty.name).to_lowercase(), row));
    }
    for id in view.enums() {
        let ty = &api[id];
        let row = html! {
            tr {
                td { (view.enum_link(root, id)) }
                td { (if ty.is_flags { "flags" } else { "enumeration" }) }
                td.number { (ty.members.len()) }
                td.number {}
                td {}
            }
        };
        rows.push((view.name(&ty.name).to_lowercase(), row));
    }
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let rows: Vec<Markup> = rows.into_iter().map(|(_, row)| row).collect();
    paged(Section::Types, Section::Types.path(), "Types", &rows, |rows, turns| {
        html! {
            h1 { "Types" }
            p.lead {
                (plural(api.types.len(), "type")) " and " (plural(api.enums.len(), "enumeration"))
                ". Names without a namespace are in " code { (view.namespace) } "."
            }
            (turns)
            (filtered_table("Types", &["Name", "Kind", "#Members", "#Operations about it", "Base"], rows))
        }
    })
}

/// The page of the site about one type.
pub(in crate::site) fn structured_type(view: &View<'_>, id: TypeId) -> Page {
    let root = RootPath::FOLDER;
    let ty = &view.api()[id];
    let of_kind = |kind| ty.properties.iter().filter(move |property| property.kind == kind);
    let facts = [("abstract", ty.is_abstract), ("open", ty.is_open), ("media stream", ty.has_stream)];
    let content = html! {
        p.crumb { a href=(root.link_to(Section::Types.path())) { "Types" } " / " (ty.name.namespace) }
        h1 { (ty.name.name) }
        p.lead {
            (kind(ty.kind)) " type " code { (ty.name) }
            @if let Some(base) = ty.base { ", derived from " (view.type_link(root, base)) }
            @if !ty.key.is_empty() { ", key " @for key in &ty.key { code { (key) } " " } }
            @for (fact, _) in facts.iter().filter(|(_, holds)| *holds) { " " span.badge { (fact) } }
        }
        (deprecated(ty.deprecated.as_deref()))
        (view.prose(root, &ty.doc))
        @for (title, anchor, kind) in [("Properties", "properties", PropertyKind::Structural), ("Relationships", "relationships", PropertyKind::Navigation)] {
            @let rows: Vec<Markup> = of_kind(kind).map(|property| member(view, root, property)).collect();
            @if !rows.is_empty() {
                section aria-labelledby=(anchor) {
                    h2 id=(anchor) { (title) " " span.count { (rows.len()) } }
                    (filtered_table(title, &["Name", "Type", "Facts", "Description"], &rows))
                }
            }
        }
        (inherited(view, root, id))
        (family::picture(view, root, id))
        (used(view, root, ItemType::Structured(id)))
        (representation(view, &ty.pages, TypeRef { item: ItemType::Structured(id), collection: false }))
        (source(view, &ty.pages, &view.rust_type(id)))
        (view.findings_section(root, &sources(view.api(), &ty.pages, &ty.spans)))
    };
    let path = view.addresses.ty(id).to_owned();
    Page { path, title: ty.name.name.to_string(), section: Section::Types, content }
}

/// The page of the site about one enumeration.
pub(in crate::site) fn enumeration(view: &View<'_>, id: EnumId) -> Page {
    let root = RootPath::FOLDER;
    let ty = &view.api()[id];
    let has_values = ty.members.iter().any(|member| member.value.is_some());
    let row = |member: &crate::api::EnumMember| {
        html! {
            tr id=(anchor(&member.name)) {
                th scope="row" {
                    code { (member.name) }
                    @if !member.aliases.is_empty() { " also " @for alias in &member.aliases { code { (alias) } " " } }
                }
                @if has_values { td.number { @if let Some(value) = member.value { (value) } } }
                td.words { (view.prose(root, &member.doc)) }
            }
        }
    };
    let rows: Vec<Markup> = ty.members.iter().map(row).collect();
    let columns = ["Member", "#Value", "Description"];
    let content = html! {
        p.crumb { a href=(root.link_to(Section::Types.path())) { "Types" } " / " (ty.name.namespace) }
        h1 { (ty.name.name) }
        p.lead {
            (if ty.is_flags { "Flags enumeration" } else { "Enumeration" }) " " code { (ty.name) }
            @if ty.is_flags { ": a value may combine members" }
        }
        (deprecated(ty.deprecated.as_deref()))
        (view.prose(root, &ty.doc))
        section aria-labelledby="members" {
            h2 #members { "Members " span.count { (rows.len()) } }
            (filtered_table("Members", if has_values { &columns } else { &["Member", "Description"] }, &rows))
        }
        (used(view, root, ItemType::Enum(id)))
        (source(view, &ty.pages, &view.rust_enum(id)))
        (view.findings_section(root, &sources(view.api(), &ty.pages, &ty.spans)))
    };
    let path = view.addresses.enumeration(id).to_owned();
    Page { path, title: ty.name.name.to_string(), section: Section::Types, content }
}

fn kind(kind: TypeKind) -> &'static str {
    match kind {
        TypeKind::Entity => "entity",
        TypeKind::Complex => "complex",
    }
}

fn member(view: &View<'_>, root: RootPath, property: &Property) -> Markup {
    let nullable = match property.nullable {
        Some(true) => Some("nullable"),
        Some(false) => Some("not nullable"),
        None => None,
    };
    let facts = [
        ("read-only", property.read_only),
        ("immutable", property.immutable),
        ("required", property.required),
        ("only with $select", property.select_only),
        ("$filter", property.filterable),
        ("secret", property.sensitive),
        ("deprecated", property.deprecated.is_some()),
    ];
    html! {
        tr id=(anchor(&property.name)) {
            th scope="row" {
                code { (property.name) }
                @if !property.aliases.is_empty() { " also " @for alias in &property.aliases { code { (alias) } " " } }
            }
            td { (view.reference(root, property.ty)) }
            td.facts {
                @for (fact, _) in facts.iter().filter(|(_, holds)| *holds) { span.badge { (fact) } " " }
                @if let Some(nullable) = nullable { span.badge { (nullable) } }
            }
            td.words {
                (view.prose(root, &property.doc))
                (deprecated(property.deprecated.as_deref()))
                @if !property.values.is_empty() {
                    p { "Listed values: " @for value in &property.values { code { (value) } " " } }
                }
            }
        }
    }
}

fn inherited(view: &View<'_>, root: RootPath, id: TypeId) -> Markup {
    let api = view.api();
    let bases: Vec<TypeId> = api.bases(id).filter(|&base| !api[base].properties.is_empty()).collect();
    html! {
        @if !bases.is_empty() {
            section aria-labelledby="inherited" {
                h2 #inherited { "Inherited" }
                @for base in bases {
                    details {
                        summary { (plural(api[base].properties.len(), "member")) " of " (view.name(&api[base].name)) }
                        ul.columns {
                            @for property in &api[base].properties {
                                li {
                                    a href={ (root.link_to(view.addresses.ty(base))) "#" (anchor(&property.name)) } { code { (property.name) } }
                                    " " (view.reference(root, property.ty))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The highest number of uses in an open list. A longer list is folded.
const OPEN: usize = 15;

/// The section with the uses of a type: operations that send or return it, and properties of this type.
fn used(view: &View<'_>, root: RootPath, item: ItemType) -> Markup {
    let Some(uses) = view.uses.get(item) else { return html! {} };
    let operations = |title: &str, ids: &[OperationId]| {
        let rows: Vec<Markup> = ids.iter().map(|&id| view.operation_row(root, id)).collect();
        html! {
            @if !rows.is_empty() {
                details open[rows.len() <= OPEN] {
                    summary { h3 { (title) " " span.count { (rows.len()) } } }
                    (table(title, &["Method", "Operation", "Path"], &rows))
                }
            }
        }
    };
    let told = |id: &OperationId| uses.sent.contains(id) || uses.answered.contains(id);
    let others: Vec<OperationId> = uses.subject_of.iter().copied().filter(|id| !told(id)).collect();
    html! {
        section aria-labelledby="used" {
            h2 #used { "Where it is used" }
            (operations("Sent by", &uses.sent))
            (operations("Returned by", &uses.answered))
            (operations("Other operations about it", &others))
            @if !uses.members.is_empty() {
                details open[uses.members.len() <= OPEN] {
                    summary { h3 { "Members of this type " span.count { (uses.members.len()) } } }
                    ul.columns { @for &(owner, index) in &uses.members { li { (view.member_link(root, owner, index)) } } }
                }
            }
        }
    }
}

/// The section with the JSON that a page of the type shows for it; nothing if no page does.
fn representation(view: &View<'_>, pages: &[PageId], ty: TypeRef) -> Markup {
    let is_shown = |example: &&Example| {
        example.role == ExampleRole::Resource && example.ty == Some(ty) && pages.contains(&example.page)
    };
    html! {
        @if let Some(example) = view.api().examples.iter().find(is_shown) {
            section aria-labelledby="json" {
                h2 #json { "JSON representation" }
                pre tabindex="0" { code { (example.json) } }
            }
        }
    }
}

fn source(view: &View<'_>, pages: &[PageId], rust: &str) -> Markup {
    html! {
        section aria-labelledby="source" {
            h2 #source { "Source" }
            dl.facts {
                dt { "Pages" }
                dd {
                    @if pages.is_empty() { "none: other pages name it" }
                    ul.plain { @for &page in pages { li { (view.source_page(page)) } } }
                }
                dt { "Rust" }
                dd { code { (rust) } }
            }
        }
    }
}

/// The files that describe a type, each once: its pages, and the files of its declarations.
fn sources(api: &Api, pages: &[PageId], spans: &[Span]) -> Vec<SourceId> {
    let mut all: Vec<SourceId> = pages.iter().map(|&page| api[page].source).collect();
    if all.is_empty() {
        all.extend(spans.first().map(|span| span.source));
    }
    all.sort_unstable();
    all.dedup();
    all
}
