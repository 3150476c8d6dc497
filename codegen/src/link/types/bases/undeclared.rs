//! Base types that only examples reveal: an example shows members that its type does not declare, and that several
//! types with one common base declare.
//!
//! In: the bodies of all pages, the claims of all types. Out: a claim for each such type without a stated base, and the
//! members of the base that have no row. Invariant: a stated base is not changed. A body with few members of its type
//! is skipped, because it was probably copied from another page.

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};

use crate::api::{PageId, TypeId};
use crate::code;
use crate::decl::{BaseSource, BodyDecl, JsonNode, JsonValue, PageDecls};
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::names::resolve::Context;
use crate::link::pages::per_page;
use crate::link::types::bases::unstated::add_base_annotation;
use crate::link::types::bases::{Claim, TypeDraft, decls};
use crate::source::{Span, Spanned};

/// The number of types deriving from a base that have to declare a member before the member counts as evidence.
const MIN_TYPES: usize = 3;

/// A member that an example of a type shows and no page of the type declares, with the base that the member suggests.
struct UndeclaredMember {
    of: TypeId,
    base: TypeId,
    name: CompactString,
    span: Span,
}

/// Adds a claim about the base of each type that has no claim, from the members in examples of the type.
pub(in crate::link) fn add(
    cx: &Context<'_>,
    claims: &mut [Vec<Claim>],
    drafts: &mut [TypeDraft],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let suggestive = members_suggesting_bases(cx, claims);
    if suggestive.is_empty() {
        return;
    }
    let search = Search { cx, claims, suggestive: &suggestive };
    let undeclared = per_page(cx.decls, diagnostics, |id, page: &PageDecls, _| {
        page.bodies.iter().filter_map(|body| search.body(id, body)).collect()
    });
    for UndeclaredMember { of, base, name, span } in undeclared {
        if !claims[of.index()].is_empty() {
            continue;
        }
        let (ty, owner) = (&cx.names.types[of.index()].name.name, &cx.names.types[base.index()].name.name);
        diagnostics.push(
            Diagnostic::new(
                code::BASE_FROM_USE,
                decls(cx, of).next().map_or(span, |(_, decl)| decl.span),
                format!("a value of `{ty}` has the property `{name}`, which only types derived from `{owner}` have"),
            )
            .help(format!(
                "write `Inherits from` with a link to `{owner}` below the title; until then this base is assumed"
            ))
            .about(Subject::ty(ty))
            .note(span, "the property is shown here")
            .fix_unsafely_if(add_base_annotation(cx, of, base)),
        );
        let reason = "an example shows a member that otherwise only types derived from the base have";
        claims[of.index()].push(Claim { base, by: BaseSource::Row, reason, span });
        if !drafts[base.index()].shown.contains(&name) {
            drafts[base.index()].shown.push(name);
        }
    }
}

/// The members that suggest a base, each with this base. At least three types with the same stated base declare such
/// a member, and fewer types without this base do.
fn members_suggesting_bases<'a>(cx: &Context<'a>, claims: &[Vec<Claim>]) -> HashMap<&'a str, TypeId> {
    let mut all: HashMap<&str, usize> = HashMap::new();
    let mut by_base: HashMap<(&str, TypeId), usize> = HashMap::new();
    for (index, claims) in claims.iter().enumerate() {
        let base = claims.iter().min_by_key(|claim| claim.by).map(|claim| claim.base);
        let mut own: Vec<&str> = rows(cx, TypeId::from_index(index)).collect();
        own.sort_unstable();
        own.dedup();
        for name in own {
            *all.entry(name).or_default() += 1;
            if let Some(base) = base {
                *by_base.entry((name, base)).or_default() += 1;
            }
        }
    }
    // More than half of the types with a member have the same base, so each member has at most one base here.
    by_base
        .into_iter()
        .filter(|((name, base), count)| {
            *count >= MIN_TYPES && 2 * count > all[name] && !claims[base.index()].is_empty()
        })
        .map(|(found, _)| found)
        .collect()
}

/// The names in the rows of a type, without rows that are marked as inherited.
fn rows<'a>(cx: &Context<'a>, id: TypeId) -> impl Iterator<Item = &'a str> {
    let members = decls(cx, id).flat_map(|(_, decl)| &decl.members);
    members.filter(|member| member.inherited_from.is_none()).map(|member| member.name.value.as_str())
}

struct Search<'c, 'a> {
    cx: &'c Context<'a>,
    claims: &'c [Vec<Claim>],
    suggestive: &'c HashMap<&'a str, TypeId>,
}

impl Search<'_, '_> {
    fn body(&self, page: PageId, body: &BodyDecl) -> Option<UndeclaredMember> {
        let json = body.root()?;
        let stated = body.ty.as_ref().and_then(|ty| self.named(&ty.value, page));
        match json.get("value").map(JsonNode::value) {
            Some(JsonValue::Array(mut values)) => values.find_map(|value| self.value(value, stated, page)),
            Some(_) | None => self.value(json, stated, page),
        }
    }

    fn value(&self, node: JsonNode<'_>, stated: Option<TypeId>, page: PageId) -> Option<UndeclaredMember> {
        let actual = node.stated_type().and_then(JsonNode::as_str);
        let of = actual.map_or(stated, |name| self.named(name, page))?;
        if !self.claims[of.index()].is_empty() || decls(self.cx, of).any(|(_, decl)| decl.no_base.is_some()) {
            return None;
        }
        let shown = || node.members().map(|(name, _)| name).filter(|name| !name.value.contains('@'));
        // Few values have a member that suggests a base. Values without one are skipped.
        if !shown().any(|name| self.suggestive.contains_key(name.value)) {
            return None;
        }
        let declared: Vec<&str> = rows(self.cx, of).collect();
        let foreign: Vec<Spanned<&str>> = shown().filter(|name| !declared.contains(&name.value)).collect();
        if 2 * foreign.len() >= shown().count() {
            return None;
        }
        let mut told = foreign.into_iter().filter_map(|name| Some((*self.suggestive.get(name.value)?, name)));
        let (base, name) = told.next().filter(|(base, _)| *base != of)?;
        Some(UndeclaredMember { of, base, name: name.value.into(), span: name.span })
    }

    fn named(&self, name: &str, page: PageId) -> Option<TypeId> {
        match self.cx.name(name, page)? {
            crate::api::ItemType::Structured(id) => Some(id),
            crate::api::ItemType::Enum(_) | crate::api::ItemType::Primitive(_) => None,
        }
    }
}
