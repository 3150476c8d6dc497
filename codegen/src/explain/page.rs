//! Explains a page to a person who reviews an edit of the page.
//!
//! In: the linked model, its plan, the findings, and the path of a page. Out: the signatures of the public Rust items
//! that are generated from the page, each with its item in the model and its place; the decisions about its types, with
//! overruled statements; the findings on the page. Invariant: each fact occurs once, and each item is explained on one
//! page: a type on the first page that describes it.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Lines, Place, groups};
use super::{Explain, flags};
use crate::api::{Api, EnumId, ExampleId, PageId, Property, TypeId, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::emit::{Owner, Part, PublicItem, public_items_of};
use crate::export::notation;
use crate::plan::Plan;
use crate::source::{SourceId, Sources, Span};

/// Explains the page at a path relative to the docs folder; `None` if there is no such file. `findings` are those from
/// reading the pages and from planning the crate.
#[must_use]
pub fn explain_page(api: &Api, sources: &Sources, plan: &Plan, findings: &[Diagnostic], path: &str) -> Option<String> {
    let source = sources.find(path)?;
    let page = PageView { explain: Explain { api, sources }, plan, source };
    let items = public_items_of(api, plan, |owner| page.explained_on(owner) == Some(source));
    let mut lines = Lines::default();
    for items in items.chunk_by(|one, next| one.owner == next.owner) {
        page.item(items, &mut lines);
    }
    page.add_types_explained_elsewhere(&mut lines);
    page.bodies(&mut lines);
    page.findings(findings, &mut lines);
    Some(lines.finish())
}

/// The page that is explained, with the model and the plan of the crate.
pub(super) struct PageView<'a> {
    pub(super) explain: Explain<'a>,
    pub(super) plan: &'a Plan,
    source: SourceId,
}

impl PageView<'_> {
    pub(super) fn api(&self) -> &Api {
        self.explain.api
    }

    /// The page on which an item is explained: for an operation its own page, for a type or enumeration the first page
    /// that describes it. `None` if no page declares the item.
    fn explained_on(&self, owner: Owner) -> Option<SourceId> {
        let api = self.api();
        let first = |pages: &[PageId], spans: &[Span]| {
            let page = pages.first().map(|&page| api[page].source);
            page.or(spans.first().map(|span| span.source))
        };
        match owner {
            Owner::Type(id) | Owner::Derived(id) => first(&api[id].pages, &api[id].spans),
            Owner::Enum(id) => first(&api[id].pages, &api[id].spans),
            Owner::Operation(id) | Owner::Body(id) => Some(api[api[id].page].source),
        }
    }

    /// Adds a struct or an enum of the crate with its fields, variants or constructors. The first of `items` is the
    /// struct or enum itself, the following ones are its parts.
    fn item(&self, items: &[PublicItem], lines: &mut Lines) {
        let Some((first, items)) = items.split_first() else { return };
        let keyword = first.signature.split(' ').next().unwrap_or_default();
        lines.item(&format!("{keyword} {}", first.path));
        match first.owner {
            Owner::Type(id) => self.structured_type(id, items, lines),
            Owner::Derived(_) => self.derived(items, lines),
            Owner::Enum(id) => self.enum_type(id, items, lines),
            Owner::Operation(id) => self.operation(id, items, lines),
            Owner::Body(id) => self.body(id, items, lines),
        }
    }

    fn structured_type(&self, id: TypeId, items: &[PublicItem], lines: &mut Lines) {
        let ty = &self.api()[id];
        self.reasons(id, lines);
        let holds = [("has a media stream of its own", ty.has_stream), ("stands for any JSON", ty.is_any)];
        holds.iter().filter(|(_, holds)| *holds).for_each(|(fact, _)| lines.fact(fact));
        self.declared(ty.deprecated.as_deref(), &ty.pages, &ty.spans, lines);
        let mut own = Vec::new();
        let mut inherited: BTreeMap<TypeId, Vec<(&str, String)>> = BTreeMap::new();
        for item in items {
            if let Part::Member(member) = item.part {
                let property = member.of(self.api());
                match member.owner == id {
                    true => {
                        own.push((self.place(property.span), (item.signature.as_str(), self.property_words(property))))
                    }
                    false => {
                        let row = (item.signature.as_str(), property.name.to_string());
                        inherited.entry(member.owner).or_default().push(row);
                    }
                }
            }
        }
        let mut bases: Vec<TypeId> = self.api().bases(id).collect();
        bases.reverse();
        for base in bases {
            lines.heading(format!("inherited from {}", self.api()[base].name));
            inherited.remove(&base).into_iter().flatten().for_each(|(rust, name)| lines.rust(rust, &name));
        }
        rows("properties", own, lines);
        lines.heading("streams, which are no fields".to_owned());
        for stream in &self.plan.types[id.index()].streams {
            let property = stream.of(self.api());
            lines.said(&format!("{}  {}", property.name, self.place(property.span).shown()));
        }
        lines.heading("constants".to_owned());
        items.iter().for_each(|item| self.constant(id, item, lines));
    }

    fn constant(&self, id: TypeId, item: &PublicItem, lines: &mut Lines) {
        let ty = &self.api()[id];
        if item.part == Part::Key {
            lines.rust(&item.signature, &ty.key.join(", "));
        } else if item.part == Part::Subtypes {
            lines.rust(&item.signature, "");
            ty.derived.iter().for_each(|&derived| lines.said(&self.api()[derived].name.to_string()));
            ty.undocumented_subtypes.iter().for_each(|name| lines.said(&format!("{name}, which no page describes")));
        } else if let Part::Value(member, index) = item.part {
            let property = member.of(self.api());
            lines.rust(&item.signature, &format!("{:?} of {}", property.values[index], property.name));
        }
    }

    /// Adds the variants of an enum that has a variant for each derived type.
    fn derived(&self, items: &[PublicItem], lines: &mut Lines) {
        for item in items {
            let named = match item.part {
                Part::DerivedType(id) => self.api()[id].name.to_string(),
                _ => String::new(),
            };
            lines.rust(&item.signature, &named);
        }
    }

    fn enum_type(&self, id: EnumId, items: &[PublicItem], lines: &mut Lines) {
        let ty = &self.api()[id];
        lines.fact(&format!("name = {}", ty.name));
        if ty.is_flags {
            lines.fact("flags, so a value may combine members");
        }
        self.declared(ty.deprecated.as_deref(), &ty.pages, &ty.spans, lines);
        let mut members = Vec::new();
        for item in items {
            if let Part::Variant(index) = item.part {
                let member = &ty.members[index];
                let mut stated = member.name.to_string();
                if let Some(value) = member.value {
                    stated.push_str(&format!(" = {value}"));
                }
                if !member.aliases.is_empty() {
                    stated.push_str(&format!(", also written {}", member.aliases.join(", ")));
                }
                members.push((self.place(member.span), (item.signature.as_str(), stated)));
            }
        }
        rows("members", members, lines);
        for item in items.iter().filter(|item| item.part == Part::UnknownVariant) {
            lines.rust(&item.signature, "any member that the pages do not name");
        }
    }

    /// Adds each decision about a type with the statement that decided it, then the overruled statements.
    fn reasons(&self, id: TypeId, lines: &mut Lines) {
        let ty = &self.api()[id];
        let kind = match ty.kind {
            TypeKind::Entity => "entity",
            TypeKind::Complex => "complex",
        };
        let base = ty.base.map_or("none".to_owned(), |base| self.api()[base].name.to_string());
        let mut decisions = vec![
            (format!("name = {}", ty.name), Vec::new()),
            (format!("base = {base}"), Vec::new()),
            (format!("kind = {kind}"), Vec::new()),
        ];
        for flag in [("abstract", ty.is_abstract), ("open", ty.is_open)].iter().filter(|(_, holds)| *holds) {
            decisions.push((format!("{} = true", flag.0), Vec::new()));
        }
        let mut overruled: Vec<(String, Vec<Reason<'_>>)> = Vec::new();
        for evidence in &ty.evidence {
            let list = if evidence.overruled { &mut overruled } else { &mut decisions };
            let at = list.iter().position(|(decision, _)| *decision == evidence.decision).unwrap_or_else(|| {
                list.push((evidence.decision.clone(), Vec::new()));
                list.len() - 1
            });
            let place = evidence.span.map(|span| self.place(span).shown()).filter(|place| *place != evidence.reason);
            let reasons = &mut list[at].1;
            match reasons.iter_mut().find(|(reason, _)| *reason == evidence.reason) {
                Some((_, places)) => places.extend(place.filter(|place| !places.contains(place))),
                None => reasons.push((&evidence.reason, place.into_iter().collect())),
            }
        }
        decisions.iter().for_each(|(decision, reasons)| lines.decision(decision, &together(reasons)));
        for (decision, reasons) in &overruled {
            lines.decision(&format!("overruled: {decision}"), &together(reasons));
        }
    }

    fn declared(&self, deprecated: Option<&str>, pages: &[PageId], spans: &[Span], lines: &mut Lines) {
        if let Some(notice) = deprecated {
            lines.fact(&format!("deprecated: {notice}"));
        }
        let mut places: Vec<String> = Vec::new();
        for &span in spans {
            let place = self.place(span).shown();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let also = pages.iter().map(|&page| &self.api()[page]).filter(|page| page.source != self.source);
        for page in also {
            if !places.contains(&page.path) {
                places.push(page.path.clone());
            }
        }
        if !places.is_empty() {
            let verb = if pages.is_empty() { "named, and described nowhere," } else { "described" };
            lines.fact(&format!("{verb} at {}", places.join(", ")));
        }
    }

    /// Adds a line for each type or enumeration that this page describes but that is explained on another page,
    /// because the other page describes it first.
    fn add_types_explained_elsewhere(&self, lines: &mut Lines) {
        let api = self.api();
        let types = api.types.iter().map(|ty| (&ty.name, &ty.pages));
        let enums = api.enums.iter().map(|ty| (&ty.name, &ty.pages));
        for (name, pages) in types.chain(enums) {
            let Some((first, others)) = pages.split_first() else { continue };
            if others.iter().any(|&page| api[page].source == self.source) && api[*first].source != self.source {
                lines.item(&format!("part of {name}, shown with {}", api[*first].path));
            }
        }
    }

    /// Adds the JSON bodies that belong to no example request or response, such as the JSON representation of a type.
    fn bodies(&self, lines: &mut Lines) {
        let api = self.api();
        let exchanges = api.operations.iter().flat_map(|operation| &operation.exchanges);
        let told: BTreeSet<ExampleId> = exchanges
            .flat_map(|known| known.replies.iter().map(|reply| reply.body).chain([known.body]))
            .flatten()
            .collect();
        let here = |id: &ExampleId| api[api[*id].page].source == self.source && !told.contains(id);
        for id in (0..api.examples.len()).map(ExampleId::from_index).filter(here) {
            lines.item(&format!("example {}: {}", self.place(api[id].span).shown(), self.shown(id)));
        }
    }

    fn findings(&self, findings: &[Diagnostic], lines: &mut Lines) {
        let mut here = findings.iter().filter(|finding| finding.span.source == self.source).peekable();
        lines.item(if here.peek().is_some() { "findings" } else { "no findings" });
        for finding in here {
            let (line, column) = self.explain.sources.position(finding.span);
            let (id, severity) = (finding.code.id(), finding.severity().as_str());
            let mut text = format!(":{line}:{column} {id} {severity}: {}", finding.message);
            if !finding.help.is_empty() {
                text.push_str(&format!("; {}", finding.help));
            }
            for (span, note) in &finding.notes {
                text.push_str(&format!(" ({note}: {})", self.place(*span).shown()));
            }
            if finding.more > 0 {
                text.push_str(&format!(" (and {} more)", finding.more));
            }
            lines.fact(&text);
        }
    }

    /// A property as `name: type`, with what else is known about it.
    fn property_words(&self, property: &Property) -> String {
        format!("{}: {}{}", property.name, notation::reference(self.api(), property.ty), flags(property))
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let sources = self.explain.sources;
        if span.source == self.source || (span.source.0 as usize) >= sources.len() {
            return Place { page: None, line: sources.position(span).0 };
        }
        Place { page: Some(sources.get(span.source).path.clone()), line: sources.position(span).0 }
    }
}

/// A reason for a decision, and the places on the pages that state it.
type Reason<'a> = (&'a str, Vec<String>);

fn together(reasons: &[Reason<'_>]) -> String {
    let reason = |(reason, places): &Reason<'_>| match places.is_empty() {
        true => (*reason).to_owned(),
        false => format!("{reason} ({})", places.join(", ")),
    };
    reasons.iter().map(reason).collect::<Vec<String>>().join("; ")
}

/// Adds a line for each Rust item, with what it was made from, such as a property or an enum member. Items whose rows
/// are close together on the page share a heading: `title` and the place of the rows.
pub(super) fn rows(title: &str, rows: Vec<(Place, (&str, String))>, lines: &mut Lines) {
    for (place, rows) in groups(rows) {
        lines.heading(format!("{title} {place}"));
        rows.iter().for_each(|(rust, stated)| lines.rust(rust, stated));
    }
}
