//! A sentence about the base of a type that the rest of its page contradicts.
//!
//! In: the statements about one type, and the bases that they lead to. Out: the statements without a sentence that stands
//! alone. Such a sentence was copied from another page: the rows are inherited from another type, which has them.

use std::collections::BTreeSet;

use crate::api::{Evidence, TypeId};
use crate::code;
use crate::decl::BaseSource;
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::names::resolve::Context;
use crate::link::types::bases::claim::{Claim, TypeDraft, ancestors};
use crate::link::types::declarations::decls;

/// Removes and reports the only sentence about the base of a type, if all rows that say `Inherited from` name one other
/// type that has rows of these names, and the annotation names this other type or nothing.
pub(super) fn drop(
    cx: &Context<'_>,
    bases: &[Option<TypeId>],
    id: TypeId,
    claims: &mut Vec<Claim>,
    draft: &mut TypeDraft,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let told = |by: BaseSource| claims.iter().enumerate().filter(move |(_, claim)| claim.by == by);
    let mut sentences = told(BaseSource::Prose);
    let (Some((at, sentence)), None) = (sentences.next(), sentences.next()) else { return };
    let Some((owner, row)) = told(BaseSource::Row).map(|(_, row)| (row.base, row.span)).next() else { return };
    let mut annotated = told(BaseSource::Annotation).map(|(_, claim)| claim.base).peekable();
    let is_annotated = annotated.peek().is_some();
    let is_above = |one: TypeId, other: TypeId| one == other || ancestors(bases, other).any(|above| above == one);
    let is_kin = is_above(owner, sentence.base) || is_above(sentence.base, owner);
    let is_alone = told(BaseSource::Row).all(|(_, row)| row.base == owner)
        && annotated.all(|base| base == owner)
        && owner != sentence.base
        // A row may name a further ancestor, so that without an annotation the two types have to be unrelated.
        && (is_annotated || !is_kin)
        && owner != id;
    // Of two types with the same rows, the sentence may name the nearer one.
    let fits_both = !is_annotated && has_rows(cx, id, sentence.base);
    if !is_alone || fits_both || !has_rows(cx, id, owner) {
        return;
    }
    let name = |id: TypeId| &cx.names.types[id.index()].name;
    let message = format!(
        "`{}` derives from `{}` here, and its rows are inherited from `{}`",
        name(id).name,
        name(sentence.base),
        name(owner)
    );
    diagnostics.push(
        Diagnostic::new(code::BASE_OVERRULED, sentence.span, message)
            .help(format!("name `{}`, which is taken", name(owner).name))
            .about(Subject::ty(&name(id).name))
            .note(row, "a row that is inherited"),
    );
    draft.evidence.push(Evidence {
        decision: format!("base = {}", name(sentence.base)),
        reason: sentence.reason.to_owned(),
        span: Some(sentence.span),
        overruled: true,
    });
    claims.remove(at);
}

/// Whether a type has rows for all properties that are said to be inherited on the pages of another type.
fn has_rows(cx: &Context<'_>, id: TypeId, owner: TypeId) -> bool {
    let inherited = || decls(cx, id).flat_map(|(_, decl)| &decl.members).filter(|row| row.inherited_from.is_some());
    let rows = decls(cx, owner).flat_map(|(_, decl)| &decl.members);
    let known: BTreeSet<&str> = rows.map(|row| row.name.value.as_str()).collect();
    inherited().next().is_some() && inherited().all(|row| known.contains(row.name.value.as_str()))
}
