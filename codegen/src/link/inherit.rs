//! Base types: every statement weighed, circles broken, the nearest stated base chosen.

use crate::api::{Evidence, PageId, TypeId};
use crate::code;
use crate::decl::{BaseSource, TypeDecl, TypeTerm};
use crate::diagnostic::Diagnostic;
use crate::link::identity::Reasons;
use crate::link::resolve::Context;
use crate::source::Span;

/// A type with its base and the reasons, before its members.
pub(super) struct Draft {
    pub(super) base: Option<TypeId>,
    pub(super) evidence: Vec<Evidence>,
    /// Types listed as deriving from it without a page.
    pub(super) undocumented_subtypes: Vec<crate::api::QualifiedName>,
}

/// A statement: a type, its base, who says so.
struct Claim {
    base: TypeId,
    by: BaseSource,
    reason: &'static str,
    span: Span,
}

/// The declarations of a type, each with its page.
pub(super) fn decls<'a>(cx: &Context<'a>, id: TypeId) -> impl Iterator<Item = (PageId, &'a TypeDecl)> {
    let entry = &cx.names.types[id.index()];
    let documented = entry.decls.iter().map(|(page, position)| (*page, &cx.decls[page.index()].types[*position]));
    let made = entry.made.iter().map(|position| (cx.names.made[*position].0, &cx.names.made[*position].1));
    documented.chain(made)
}

/// Chooses the base of every type.
pub(super) fn link(cx: &Context<'_>, reasons: &Reasons, diagnostics: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let count = cx.names.types.len();
    let mut claims: Vec<Vec<Claim>> = (0..count).map(|_| Vec::new()).collect();
    let mut drafts: Vec<Draft> =
        (0..count).map(|_| Draft { base: None, evidence: Vec::new(), undocumented_subtypes: Vec::new() }).collect();
    for (index, claims) in claims.iter_mut().enumerate() {
        let id = TypeId::from_index(index);
        for (page, decl) in decls(cx, id) {
            for claim in &decl.bases {
                add(cx, claims, id, page, &claim.base, claim.by, diagnostics);
            }
        }
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        derived_lists(cx, TypeId::from_index(index), &mut claims, draft);
    }
    for (index, claims) in claims.iter_mut().enumerate() {
        if claims.is_empty() {
            claims.extend(repeated(cx, TypeId::from_index(index), diagnostics));
        }
    }
    let root = common_root(cx, &claims);
    if let Some(root) = root {
        rooted(cx, root, reasons, &mut claims);
    }
    // First the strongest statement of each, so that ancestry is known; then the nearest of all that agree with it.
    let mut bases: Vec<Option<TypeId>> =
        claims.iter().map(|claims| claims.iter().min_by_key(|claim| claim.by).map(|claim| claim.base)).collect();
    let undocumented: Vec<bool> = cx.names.types.iter().map(|entry| entry.decls.is_empty()).collect();
    for _ in 0..3 {
        for index in 0..count {
            bases[index] = nearest(&bases, &undocumented, TypeId::from_index(index), &claims[index]);
        }
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        let id = TypeId::from_index(index);
        // Where every statement would close a circle, `nearest` has chosen none.
        let unusable = bases[index].is_none() && !claims[index].is_empty();
        if unusable || closes_circle(&bases, id) {
            let span = claims[index].first().map_or_else(Span::default, |claim| claim.span);
            let name = &cx.names.types[index].name;
            diagnostics.push(
                Diagnostic::new(code::BASE_CYCLE, span, format!("`{name}` derives from itself"))
                    .expected("bases without a circle; the statement is dropped"),
            );
            bases[index] = None;
        }
        draft.base = bases[index];
        explain(cx, draft, &claims[index]);
        if let Some(base) = draft.base {
            overruled(cx, &bases, id, base, &claims[index], diagnostics);
        }
    }
    drafts
}

fn add(
    cx: &Context<'_>,
    claims: &mut Vec<Claim>,
    id: TypeId,
    page: PageId,
    term: &TypeTerm,
    by: BaseSource,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let reason = match by {
        BaseSource::Annotation => "annotation `baseType`",
        BaseSource::Prose => "prose",
        BaseSource::Row => "a row that is inherited from it",
    };
    match cx.structured(term, page) {
        Some(base) if base == id => {
            let found = format!("`{}` is said to derive from itself", cx.names.types[id.index()].name);
            diagnostics
                .push(Diagnostic::new(code::BASE_CYCLE, term.span, found).expected("another type; it is ignored"));
        }
        Some(base) => claims.push(Claim { base, by, reason, span: term.span }),
        None if by == BaseSource::Annotation => {
            let found = format!("base type `{}`", term.text);
            diagnostics.push(
                Diagnostic::new(code::BASE_UNRESOLVED, term.span, found)
                    .expected("an entity or complex type; it is ignored"),
            );
        }
        None => {}
    }
}

/// "The following types derive from this": a statement about each listed type.
fn derived_lists(cx: &Context<'_>, id: TypeId, claims: &mut [Vec<Claim>], draft: &mut Draft) {
    for (page, decl) in decls(cx, id) {
        for term in &decl.derived {
            match cx.structured(term, page) {
                Some(derived) if derived != id => {
                    claims[derived.index()].push(Claim {
                        base: id,
                        by: BaseSource::Prose,
                        reason: "the base's list of derived types",
                        span: term.span,
                    });
                }
                Some(_) => {}
                None => {
                    let name = crate::link::spelling::qualify(&term.text, cx.tree.namespace(page));
                    if !draft.undocumented_subtypes.contains(&name) {
                        draft.undocumented_subtypes.push(name);
                    }
                }
            }
        }
    }
}

/// A type that repeats every row of another, at least three beyond its key, and whose name says that it is one of its kind.
fn repeated(cx: &Context<'_>, id: TypeId, diagnostics: &mut Vec<Diagnostic>) -> Option<Claim> {
    let name = &cx.names.types[id.index()].name;
    let own: Vec<_> = decls(cx, id).flat_map(|(_, decl)| &decl.members).collect();
    let mut best: Option<(usize, TypeId)> = None;
    for (index, entry) in cx.names.types.iter().enumerate() {
        let base = TypeId::from_index(index);
        if base == id || entry.name.namespace != name.namespace || !of_its_kind(&name.name, &entry.name.name) {
            continue;
        }
        let rows: Vec<_> = decls(cx, base)
            .flat_map(|(_, decl)| &decl.members)
            .filter(|member| member.inherited_from.is_none())
            .collect();
        let beyond = rows.iter().filter(|row| row.name.value != "id").count();
        let repeats = rows.iter().all(|row| {
            own.iter()
                .any(|member| member.name.value == row.name.value && member.ty.raw.eq_ignore_ascii_case(&row.ty.raw))
        });
        if beyond >= 3 && repeats && best.is_none_or(|(most, _)| beyond > most) {
            best = Some((beyond, base));
        }
    }
    let (_, base) = best?;
    let span = decls(cx, id).next()?.1.span;
    let found = format!("`{}` repeats every property of `{}`", name.name, cx.names.types[base.index()].name.name);
    diagnostics.push(
        Diagnostic::new(code::BASE_FROM_ROWS, span, found)
            .expected("a statement of the base type; it is taken to derive from it"),
    );
    Some(Claim { base, by: BaseSource::Row, reason: "it repeats every property of it", span })
}

/// Whether a name extends another's: `printUsageByUser` and `printUsage`.
fn of_its_kind(name: &str, base: &str) -> bool {
    name.len() > base.len() && name.get(..base.len()).is_some_and(|head| head.eq_ignore_ascii_case(base))
}

/// The type that most entities state as their base and that states none itself: the root of the tree's entities.
fn common_root(cx: &Context<'_>, claims: &[Vec<Claim>]) -> Option<TypeId> {
    let mut votes = vec![0_usize; claims.len()];
    for claim in claims.iter().flatten().filter(|claim| claim.by == BaseSource::Annotation) {
        votes[claim.base.index()] += 1;
    }
    let candidates = (0..claims.len()).filter(|index| {
        let id = TypeId::from_index(*index);
        claims[*index].is_empty()
            && votes[*index] > 0
            && decls(cx, id).any(|(_, decl)| decl.key.is_some() && decl.members.len() == 1)
    });
    candidates.max_by_key(|index| (votes[*index], std::cmp::Reverse(*index))).map(TypeId::from_index)
}

/// Entities that state a key of the root's name, have that property, and state no base derive from the root.
fn rooted(cx: &Context<'_>, root: TypeId, reasons: &Reasons, claims: &mut [Vec<Claim>]) {
    let Some(key) = decls(cx, root).find_map(|(_, decl)| decl.members.first().map(|member| member.name.value.clone()))
    else {
        return;
    };
    for index in 0..claims.len() {
        let id = TypeId::from_index(index);
        if id == root || !claims[index].is_empty() {
            continue;
        }
        let row = decls(cx, id).find_map(|(_, decl)| {
            decl.members
                .iter()
                .find(|member| member.name.value == key && !member.relationship)
                .map(|member| member.span)
        });
        if let Some(span) = row.filter(|_| !reasons[index].is_empty()) {
            claims[index].push(Claim {
                base: root,
                by: BaseSource::Row,
                reason: "the property that is the key of the common root",
                span,
            });
        }
    }
}

/// Of the claimed bases the one that derives from the others; statements of higher rank first where none does.
fn nearest(bases: &[Option<TypeId>], undocumented: &[bool], id: TypeId, claims: &[Claim]) -> Option<TypeId> {
    let mut ranked: Vec<&Claim> = claims
        .iter()
        .filter(|claim| claim.base != id && !ancestors(bases, claim.base).any(|ancestor| ancestor == id))
        .collect();
    ranked.sort_by_key(|claim| (undocumented[claim.base.index()], claim.by));
    let mut best = ranked.first()?.base;
    for claim in ranked {
        if ancestors(bases, claim.base).any(|ancestor| ancestor == best) {
            best = claim.base;
        }
    }
    Some(best)
}

/// The bases of a type, nearest first; ends at a circle.
fn ancestors(bases: &[Option<TypeId>], id: TypeId) -> impl Iterator<Item = TypeId> {
    std::iter::successors(bases[id.index()], |base| bases[base.index()]).take(bases.len().min(64))
}

fn closes_circle(bases: &[Option<TypeId>], id: TypeId) -> bool {
    ancestors(bases, id).any(|ancestor| ancestor == id)
}

fn explain(cx: &Context<'_>, draft: &mut Draft, claims: &[Claim]) {
    for claim in claims {
        let evidence = Evidence {
            decision: format!("base = {}", cx.names.types[claim.base.index()].name),
            reason: claim.reason.to_owned(),
            span: Some(claim.span),
            overruled: draft.base != Some(claim.base),
        };
        if !draft.evidence.iter().any(|known| known.decision == evidence.decision && known.reason == evidence.reason) {
            draft.evidence.push(evidence);
        }
    }
}

/// A stated base that is neither the chosen one nor an ancestor of it contradicts it.
fn overruled(
    cx: &Context<'_>,
    bases: &[Option<TypeId>],
    id: TypeId,
    base: TypeId,
    claims: &[Claim],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for claim in claims {
        if claim.base != base
            && claim.by != BaseSource::Row
            && !ancestors(bases, base).any(|ancestor| ancestor == claim.base)
        {
            let (name, chosen, other) = (
                &cx.names.types[id.index()].name.name,
                &cx.names.types[base.index()].name,
                &cx.names.types[claim.base.index()].name,
            );
            let found = format!("`{name}` is said to derive from `{other}`");
            diagnostics.push(
                Diagnostic::new(code::BASE_OVERRULED, claim.span, found)
                    .expected(format!("one base; `{chosen}` is taken")),
            );
        }
    }
}
