//! Bases that no page states but the use of a type shows: a value of the type occurs where another type is documented.
//!
//! In: the bodies, `Location` headers and `Methods` rows of all pages. Out: a claim for each type without a stated base
//! that is used as another type. Invariant: a type never derives from itself, and a stated base is not changed.

use crate::api::{PageId, TypeId};
use crate::code;
use crate::decl::{BaseSource, BodyDecl, JsonNode, JsonValue, PageDecls};
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::names::resolve::Context;
use crate::link::pages::per_page;
use crate::link::types::bases::unstated::add_base_annotation;
use crate::link::types::bases::{Claim, decls};
use crate::source::Span;
use crate::text::singular::singular;

/// The greatest number of types that are searched for a member: the type and its bases.
const MAX_DEPTH: usize = 8;

/// A value of the type `of` where pages document the type `at`.
struct Instance {
    of: TypeId,
    at: TypeId,
    reason: &'static str,
    span: Span,
}

/// Adds a claim about the base of each type that has no claim and that pages use as another type.
pub(in crate::link) fn add(cx: &Context<'_>, claims: &mut [Vec<Claim>], diagnostics: &mut Vec<Diagnostic>) {
    let found = |id, page: &PageDecls| {
        let mut search = Search { cx, claims, found: Vec::new() };
        page.bodies.iter().for_each(|body| search.body(id, body));
        search.methods(id);
        search.found
    };
    let found: Vec<Instance> = per_page(cx.decls, diagnostics, |id, page, _| found(id, page));
    let mut told: Vec<TypeId> = Vec::new();
    for instance in found {
        let claims = &mut claims[instance.of.index()];
        // Only the first use of a type as another type is reported. Further uses are recorded as evidence.
        if claims.is_empty() || told.contains(&instance.of) {
            let (name, base) =
                (&cx.names.types[instance.of.index()].name.name, &cx.names.types[instance.at.index()].name.name);
            if !told.contains(&instance.of) {
                told.push(instance.of);
                diagnostics.push(
                    Diagnostic::new(
                        code::BASE_FROM_USE,
                        decls(cx, instance.of).next().map_or(instance.span, |(_, decl)| decl.span),
                        format!(
                            "a value of `{name}` stands where `{base}` is documented, but no page says that \
                        `{name}` derives from it"
                        ),
                    )
                    .help(format!(
                        "write `Inherits from` with a link to `{base}` below the title; until then this base is assumed"
                    ))
                    .about(Subject::ty(name))
                    .note(instance.span, "the value stands here")
                    .fix_unsafely_if(add_base_annotation(cx, instance.of, instance.at)),
                );
            }
            let Instance { at: base, reason, span, .. } = instance;
            claims.push(Claim { base, by: BaseSource::Row, reason, span });
        }
    }
}

struct Search<'c, 'a> {
    cx: &'c Context<'a>,
    claims: &'c [Vec<Claim>],
    found: Vec<Instance>,
}

impl Search<'_, '_> {
    fn body(&mut self, page: PageId, body: &BodyDecl) {
        let Some(whole) = &body.json else { return };
        // Few bodies contain an `@odata.type`. Bodies without one are skipped.
        if body.header("location").is_none() && !whole.tells_types_within() {
            return;
        }
        let json = whole.root();
        let stated = body.ty.as_ref().and_then(|ty| self.named(&ty.value, page));
        if let Some(location) = body.header("location")
            && let Some(of) = self.actual(json, page).or(stated)
            && let Some(at) = self.addressed(&location.value, page)
        {
            self.push(Instance {
                of,
                at,
                reason: "a `Location` header leads to a value of the type in a collection of the base",
                span: location.span,
            });
        }
        // The annotation of a whole body is often copied from another page; types within the body are reliable.
        match json.get("value") {
            Some(values) if values.is_array() => self.value(values, stated, page),
            Some(_) | None => self.members(json, self.actual(json, page).or(stated), page),
        }
    }

    fn value(&mut self, node: JsonNode<'_>, at: Option<TypeId>, page: PageId) {
        match node.value() {
            JsonValue::Array(elements) => elements.for_each(|element| self.value(element, at, page)),
            JsonValue::Object => {
                let of = self.actual(node, page);
                if let (Some(of), Some(at)) = (of, at)
                    && self.is_news(of, at)
                    && self.has_rows_of(of, at)
                {
                    self.push(Instance {
                        of,
                        at,
                        reason: "an example shows a value of the type where the base is documented",
                        span: node.span(),
                    });
                }
                self.members(node, of.or(at), page);
            }
            JsonValue::Null | JsonValue::True | JsonValue::False | JsonValue::Number(_) | JsonValue::String(_) => {}
        }
    }

    fn members(&mut self, node: JsonNode<'_>, ty: Option<TypeId>, page: PageId) {
        let Some(ty) = ty else { return };
        for (name, value) in node.members().filter(|(name, _)| !name.value.contains('@')) {
            // Few values have an `@odata.type`. Values without one are skipped.
            if value.tells_types() {
                let at = self.member(ty, name.value);
                self.value(value, at, page);
            }
        }
    }

    /// Finds `Methods` rows that name another type than the linked page returns.
    fn methods(&mut self, page: PageId) {
        for row in &self.cx.decls[page.index()].methods {
            let at = row.returns.terms.iter().find_map(|term| self.cx.structured(term, page));
            let target = row.target.as_ref().and_then(|target| self.cx.tree.page(page, target));
            let (Some(at), Some(target)) = (at, target) else { continue };
            let Some(operations) = &self.cx.decls[target.index()].operations else { continue };
            let mentions = operations.response.mentions.iter().flat_map(|mention| &mention.terms);
            let of = mentions.filter_map(|term| self.cx.structured(term, target)).next();
            if let Some(of) = of.filter(|of| self.is_news(*of, at) && self.has_rows_of(*of, at)) {
                self.push(Instance {
                    of,
                    at,
                    reason: "a `Methods` row names the base for a response that is a value of the type",
                    span: row.span,
                });
            }
        }
    }

    fn push(&mut self, instance: Instance) {
        if self.is_news(instance.of, instance.at) {
            self.found.push(instance);
        }
    }

    /// Whether a value of the type `of` at a place where pages document the type `at` is new evidence about the base
    /// of `of`. It is if no page states a base of `of`, and `at` does not derive from `of`.
    fn is_news(&self, of: TypeId, at: TypeId) -> bool {
        of != at && self.claims[of.index()].is_empty() && !self.with_stated_bases(at).contains(&of)
    }

    /// Whether the type `of` has a row for each property that `at` has a row for. Inherited rows and `id` do not count;
    /// without any other row in `at` the result is false.
    fn has_rows_of(&self, of: TypeId, at: TypeId) -> bool {
        let has = |name: &str| {
            decls(self.cx, of).any(|(_, decl)| decl.members.iter().any(|member| member.name.value == name))
        };
        let mut rows = decls(self.cx, at)
            .flat_map(|(_, decl)| &decl.members)
            .filter(|member| member.inherited_from.is_none() && member.name.value != "id")
            .peekable();
        rows.peek().is_some() && rows.all(|row| has(&row.name.value))
    }

    /// The structured type that the `@odata.type` of a value names.
    fn actual(&self, node: JsonNode<'_>, page: PageId) -> Option<TypeId> {
        self.named(node.stated_type()?.as_str()?, page)
    }

    fn named(&self, name: &str, page: PageId) -> Option<TypeId> {
        match self.cx.name(name, page)? {
            crate::api::ItemType::Structured(id) => Some(id),
            crate::api::ItemType::Enum(_) | crate::api::ItemType::Primitive(_) => None,
        }
    }

    /// The type itself, its stated base, the base of that, and so on.
    fn with_stated_bases(&self, id: TypeId) -> Vec<TypeId> {
        let base = |id: &TypeId| self.claims[id.index()].iter().min_by_key(|claim| claim.by).map(|claim| claim.base);
        std::iter::successors(Some(id), base).take(MAX_DEPTH).collect()
    }

    /// The structured type of a member, which the type or one of its stated bases declares.
    fn member(&self, id: TypeId, name: &str) -> Option<TypeId> {
        self.with_stated_bases(id).into_iter().find_map(|owner| {
            decls(self.cx, owner).find_map(|(page, decl)| {
                let member = decl.members.iter().find(|member| member.name.value.eq_ignore_ascii_case(name))?;
                self.cx.row(decl, member, page)
            })
        })
    }

    /// The item type of the collection that a URL addresses: `/rooms/3/desks/7` is an item of `desks` of `room`, if
    /// that type and that member exist.
    fn addressed(&self, url: &str, page: PageId) -> Option<TypeId> {
        let path = url.split('?').next()?.trim_end_matches('/');
        let mut segments = path.rsplit('/');
        let (_key, member, _owner_key, owner) =
            (segments.next()?, segments.next()?, segments.next()?, segments.next()?);
        let owner = self.named(&singular(owner), page)?;
        self.member(owner, member)
    }
}
