//! Chooses the base of each type among all statements, and breaks circles.
//!
//! # Rule 6: Base type
//!
//! Statements count in this order: `baseType` in the annotation, prose, lists and tables of derived types, rows with
//! `Inherited from`. `"baseType": null` denies all others of its page. If several types are stated, the nearest one is
//! taken when it derives from the others; otherwise the order decides, and documented types come first (D0602). A
//! sentence that names another base than the rows, and than the annotation if there is one, is dropped
//! (`bases/outvoted.rs`). A statement that closes a circle is dropped (D0603).
//!
//! If no statement exists, a type derives from the type as which the pages use it (D0606, `bases/instances.rs`,
//! `bases/undeclared.rs`), from the type whose rows it repeats and whose name it extends (D0605), or, for a type with
//! identity, from the root type that most entity types name (`bases/unstated.rs`).

pub(crate) mod claim;
pub(crate) mod instances;
pub(crate) mod outvoted;
pub(crate) mod undeclared;
pub(crate) mod unstated;

use crate::api::{Evidence, ItemType, PageId, TypeId};
use crate::code;
use crate::decl::{BaseSource, TypeTerm};
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::names::resolve::Context;
use crate::link::names::suggestion;
use crate::link::types::bases::claim::{Claim, TypeDraft, ancestors};
use crate::link::types::declarations::decls;
use crate::link::types::identity::Reasons;
use crate::source::Span;

/// The statements of pages about bases, before any decision.
pub(in crate::link) struct Stated {
    claims: Vec<Vec<Claim>>,
    drafts: Vec<TypeDraft>,
}

/// Collects the statements and other evidence about the base of every type.
pub(in crate::link) fn stated(cx: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Stated {
    let count = cx.names.types.len();
    let mut claims: Vec<Vec<Claim>> = (0..count).map(|_| Vec::new()).collect();
    let mut drafts: Vec<TypeDraft> = (0..count).map(|_| TypeDraft::default()).collect();
    for (index, claims) in claims.iter_mut().enumerate() {
        let id = TypeId::from_index(index);
        for (page, decl) in decls(cx, id) {
            let before = claims.len();
            for claim in &decl.bases {
                add(cx, claims, id, page, &claim.base, claim.by, diagnostics);
            }
            if let Some(span) = decl.no_base {
                denied(cx, id, span, claims.drain(before..), &mut drafts[index], diagnostics);
            }
        }
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        derived_lists(cx, TypeId::from_index(index), &mut claims, draft);
    }
    instances::add(cx, &mut claims, diagnostics);
    undeclared::add(cx, &mut claims, &mut drafts, diagnostics);
    Stated { claims, drafts }
}

/// Chooses the base of every type, and reports the statements that are overruled.
pub(in crate::link) fn link(
    cx: &Context<'_>,
    stated: Stated,
    reasons: &Reasons,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TypeDraft> {
    let Stated { mut claims, mut drafts } = stated;
    let count = drafts.len();
    unstated::add(cx, reasons, &mut claims, diagnostics);
    // At first the base of each type is the one that the strongest statement names. Then, with all ancestors known,
    // the nearest of the stated bases is chosen, three times, because each choice changes what the ancestors are.
    let mut bases: Vec<Option<TypeId>> =
        claims.iter().map(|claims| claims.iter().min_by_key(|claim| claim.by).map(|claim| claim.base)).collect();
    let undocumented: Vec<bool> = cx.names.types.iter().map(|entry| entry.decls.is_empty()).collect();
    let mut choose = |claims: &[Vec<Claim>]| {
        for _ in 0..3 {
            for index in 0..count {
                bases[index] = nearest(&bases, &undocumented, TypeId::from_index(index), &claims[index]);
            }
        }
        bases.clone()
    };
    let first = choose(&claims);
    for (index, claims) in claims.iter_mut().enumerate() {
        let draft = &mut drafts[index];
        outvoted::drop(cx, &first, TypeId::from_index(index), claims, draft, diagnostics);
    }
    choose(&claims);
    for (index, draft) in drafts.iter_mut().enumerate() {
        let id = TypeId::from_index(index);
        // If every statement would close a circle, `nearest` returns none.
        let unusable = bases[index].is_none() && !claims[index].is_empty();
        if unusable || closes_circle(&bases, id) {
            let span = claims[index].first().map_or_else(Span::default, |claim| claim.span);
            let name = &cx.names.types[index].name;
            diagnostics.push(
                Diagnostic::new(code::BASE_CYCLE, span, format!("`{name}` derives from itself by way of its bases"))
                    .help("correct one of the statements about these bases; until then this statement is ignored")
                    .about(Subject::ty(&name.name)),
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
        BaseSource::Row => "a row of another page says that its property is inherited from this type",
    };
    match cx.structured(term, page) {
        // A row of a type that is said to be inherited from this same type was probably copied from the page of a
        // derived type.
        Some(base) if base == id && by == BaseSource::Row => {
            let name = &cx.names.types[id.index()].name.name;
            let message = format!("a row of `{name}` says that it is inherited from `{name}` itself");
            diagnostics.push(
                Diagnostic::new(code::INHERITED_ELSEWHERE, term.span, message)
                    .help("remove `Inherited from` and the link, or link to the base type")
                    .about(Subject::ty(name)),
            );
        }
        Some(base) if base == id => {
            let found = format!("the page says that `{}` derives from itself", cx.names.types[id.index()].name);
            diagnostics.push(
                Diagnostic::new(code::BASE_CYCLE, term.span, found)
                    .help("name another type, or remove the statement; until then the statement is ignored")
                    .about(Subject::ty(&term.text)),
            );
        }
        Some(base) => claims.push(Claim { base, by, reason, span: term.span }),
        None if by == BaseSource::Annotation && cx.term(term, page).is_none() => {
            // The unknown name was reported before. The base is the type whose name the annotation misspells.
            let near = suggestion::similar_type(&term.text, cx.names.types.iter().map(|entry| &entry.name));
            let base = near.and_then(|near| cx.name(&near, page));
            if let Some(ItemType::Structured(base)) = base.filter(|base| *base != ItemType::Structured(id)) {
                claims.push(Claim { base, by, reason, span: term.span });
            }
        }
        None if by == BaseSource::Annotation => {
            let message =
                format!("`{}` is neither an entity type nor a complex type, so no type can derive from it", term.text);
            diagnostics.push(
                Diagnostic::new(code::BASE_UNRESOLVED, term.span, message)
                    .help("name an entity type or a complex type as the base; until then the statement is ignored")
                    .about(Subject::ty(&term.text)),
            );
        }
        None => {}
    }
}

/// An annotation that denies a base overrules all other statements of its page.
fn denied(
    cx: &Context<'_>,
    id: TypeId,
    span: Span,
    claims: impl Iterator<Item = Claim>,
    draft: &mut TypeDraft,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for claim in claims {
        let (name, base) = (&cx.names.types[id.index()].name.name, &cx.names.types[claim.base.index()].name);
        diagnostics.push(
            Diagnostic::new(
                code::BASE_OVERRULED,
                claim.span,
                format!(
                    "this statement says that `{name}` derives from `{base}`, but the annotation says that it \
                has no base"
                ),
            )
            .help(format!(
                "remove the statement, or write `\"baseType\": \"{base}\"` in the annotation; until then \
            the annotation is used"
            ))
            .about(Subject::ty(name))
            .note(span, "`\"baseType\": null`"),
        );
        draft.evidence.push(Evidence {
            decision: format!("base = {base}"),
            reason: claim.reason.to_owned(),
            span: Some(claim.span),
            overruled: true,
        });
    }
}

/// Adds a statement about each type that the page of its base lists ("The following types derive from this").
fn derived_lists(cx: &Context<'_>, id: TypeId, claims: &mut [Vec<Claim>], draft: &mut TypeDraft) {
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
                    let name = crate::link::names::spelling::qualify(&term.text, cx.tree.namespace(page));
                    if !draft.undocumented_subtypes.contains(&name) {
                        draft.undocumented_subtypes.push(name);
                    }
                }
            }
        }
    }
}

/// The base to choose among the stated ones: the one that derives from the other stated bases, or else the one with
/// the strongest statement. A stated base that derives from the type itself is not considered. `None` if no stated
/// base remains.
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

fn closes_circle(bases: &[Option<TypeId>], id: TypeId) -> bool {
    ancestors(bases, id).any(|ancestor| ancestor == id)
}

fn explain(cx: &Context<'_>, draft: &mut TypeDraft, claims: &[Claim]) {
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

/// Reports a stated base that is neither the chosen base nor an ancestor of the chosen base.
fn overruled(
    cx: &Context<'_>,
    bases: &[Option<TypeId>],
    id: TypeId,
    base: TypeId,
    claims: &[Claim],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_on_line = |other: TypeId| {
        other == base
            || ancestors(bases, base).any(|ancestor| ancestor == other)
            || ancestors(bases, other).any(|ancestor| ancestor == base)
    };
    let by = |source: BaseSource| claims.iter().filter(move |claim| claim.by == source);
    if let (Some(told), Some(row)) =
        (by(BaseSource::Prose).find(|claim| claim.base == base), by(BaseSource::Row).next())
        && by(BaseSource::Row).all(|row| !is_on_line(row.base))
        && by(BaseSource::Annotation).next().is_none()
    {
        let name = |id: TypeId| &cx.names.types[id.index()].name;
        let message = format!(
            "this statement says that `{}` derives from `{}`, but rows of the page say that they are inherited from \
            `{}`",
            name(id).name,
            name(base),
            name(row.base)
        );
        diagnostics.push(
            Diagnostic::new(code::BASE_OVERRULED, told.span, message)
                .help(format!("state the same base everywhere; until then `{}` is used", name(base)))
                .about(Subject::ty(&name(id).name))
                .note(row.span, "a row that says from which type it is inherited"),
        );
    }
    // A row alone that names an unrelated type was copied from the page of another type.
    let others = claims.iter().filter(|claim| claim.by == BaseSource::Row && !is_on_line(claim.base));
    let is_told = claims.iter().any(|claim| claim.base == base && claim.by != BaseSource::Row);
    let rows = claims.iter().filter(|claim| claim.by == BaseSource::Row && is_on_line(claim.base)).count();
    let others: Vec<&Claim> = others.collect();
    if let ([other], true) = (&others[..], is_told || rows > 1) {
        let (name, owner) = (&cx.names.types[id.index()].name.name, &cx.names.types[other.base.index()].name.name);
        let chosen = &cx.names.types[base.index()].name.name;
        let message =
            format!("a row says that it is inherited from `{owner}`, but `{name}` does not derive from that type");
        diagnostics.push(
            Diagnostic::new(code::INHERITED_ELSEWHERE, other.span, message)
                .help(format!("write `{chosen}` or one of its bases, or remove `Inherited from`"))
                .about(Subject::ty(name)),
        );
    }
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
            let message = format!(
                "this statement says that `{name}` derives from `{other}`, but another statement says `{chosen}`"
            );
            diagnostics.push(
                Diagnostic::new(code::BASE_OVERRULED, claim.span, message)
                    .help(format!("state the same base everywhere; until then `{chosen}` is used"))
                    .about(Subject::ty(name)),
            );
        }
    }
}
