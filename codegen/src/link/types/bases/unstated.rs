//! Bases that no page states but rows show.
//!
//! In: the claims of all types. Out: a claim for each type that has none. Its base is the type whose rows it repeats
//! and whose name it extends, or the root type whose key it has. Invariant: a stated base is never changed.

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};

use crate::api::TypeId;
use crate::code;
use crate::decl::{BaseSource, TypeDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::types::bases::{Claim, decls};
use crate::link::types::identity::Reasons;
use crate::source::Span;

/// Adds a claim about its base to each type without one, if its rows repeat those of another type, or if it has the
/// key of the root type.
pub(in crate::link) fn add(
    cx: &Context<'_>,
    reasons: &Reasons,
    claims: &mut [Vec<Claim>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let by_name = by_name(cx);
    for (index, claims) in claims.iter_mut().enumerate() {
        let id = TypeId::from_index(index);
        if claims.is_empty() && decls(cx, id).all(|(_, decl)| decl.no_base.is_none()) {
            claims.extend(repeated(cx, &by_name, id, diagnostics));
        }
    }
    if let Some(root) = common_root(cx, claims) {
        rooted(cx, root, reasons, claims);
    }
}

/// The claim that a type derives from another type because it repeats all rows of that type, at least three besides
/// `id`. Its name must also begin with the name of that type, as `printUsageByUser` begins with `printUsage`. `None`
/// if there is no such type.
fn repeated(cx: &Context<'_>, by_name: &ByName<'_>, id: TypeId, diagnostics: &mut Vec<Diagnostic>) -> Option<Claim> {
    let name = &cx.names.types[id.index()].name;
    let own: Vec<_> = decls(cx, id).flat_map(|(_, decl)| &decl.members).collect();
    let mut best: Option<(usize, TypeId)> = None;
    for base in of_its_kind(by_name.get(name.namespace.as_str())?, &name.name) {
        let rows: Vec<_> = decls(cx, base)
            .flat_map(|(_, decl)| &decl.members)
            .filter(|member| member.inherited_from.is_none())
            .collect();
        let beyond = rows.iter().filter(|row| row.name.value != "id").count();
        let repeats = rows.iter().all(|row| {
            own.iter()
                .any(|member| member.name.value == row.name.value && member.ty.raw.eq_ignore_ascii_case(&row.ty.raw))
        });
        let is_value = || beyond == rows.len() && is_held(cx, &cx.names.types[base.index()].name.name);
        if beyond >= 3 && repeats && best.is_none_or(|(most, _)| beyond > most) && !is_value() {
            best = Some((beyond, base));
        }
    }
    let (_, base) = best?;
    let span = decls(cx, id).next()?.1.span;
    let above = &cx.names.types[base.index()].name.name;
    let message = format!("`{}` repeats every property of `{above}`, but names no base", name.name);
    diagnostics.push(
        Diagnostic::new(code::BASE_FROM_ROWS, span, message)
            .help(format!(
                "state the base of the type, which is assumed to be `{above}`, or write `\"baseType\": \
            null` in the annotation"
            ))
            .about(Subject::ty(&name.name))
            .fix_unsafely_if(add_base_annotation(cx, id, base)),
    );
    Some(Claim { base, by: BaseSource::Row, reason: "the type repeats every property of the base", span })
}

/// Whether a type cell anywhere in the tree names the type. If so, and if the type has no identity, it describes
/// values of properties. Another type with the same rows then need not derive from it.
fn is_held(cx: &Context<'_>, name: &str) -> bool {
    let mut members = cx
        .names
        .types
        .iter()
        .enumerate()
        .flat_map(|(index, _)| decls(cx, TypeId::from_index(index)).flat_map(|(_, decl)| &decl.members));
    members.any(|member| member.ty.terms.iter().any(|term| term.text.eq_ignore_ascii_case(name)))
}

/// An edit that states the base in the annotation of the type.
pub(super) fn add_base_annotation(cx: &Context<'_>, id: TypeId, base: TypeId) -> Option<Edit> {
    let annotated = decls(cx, id).find_map(|(_, decl)| decl.annotated.as_ref())?;
    let base = &cx.names.types[base.index()].name;
    Some(Edit::MemberAfter(annotated.span, format!("\"baseType\": \"{base}\"")))
}

/// Types by namespace, then by name in lower case.
type ByName<'a> = HashMap<&'a str, HashMap<CompactString, Vec<TypeId>>>;

fn by_name<'a>(cx: &Context<'a>) -> ByName<'a> {
    let mut by_name = ByName::new();
    for (index, entry) in cx.names.types.iter().enumerate() {
        let names = by_name.entry(&entry.name.namespace).or_default();
        names.entry(entry.name.name.to_ascii_lowercase()).or_default().push(TypeId::from_index(index));
    }
    by_name
}

/// The types whose names are the start of a name, in the order of the types: `printUsage` for `printUsageByUser`.
fn of_its_kind(names: &HashMap<CompactString, Vec<TypeId>>, name: &str) -> Vec<TypeId> {
    let name = name.to_ascii_lowercase();
    let beginnings = name.char_indices().filter_map(|(end, _)| names.get(&name[..end]));
    let mut bases: Vec<TypeId> = beginnings.flatten().copied().collect();
    bases.sort();
    bases
}

/// The root of the entity types: the type that most statements name as a base, and that has no stated base itself. It
/// declares the key and nothing else. `None` if there is no such type.
fn common_root(cx: &Context<'_>, claims: &[Vec<Claim>]) -> Option<TypeId> {
    let mut votes = vec![0_usize; claims.len()];
    for claim in claims.iter().flatten() {
        votes[claim.base.index()] += 1;
    }
    // A type called `entity` is a candidate even if no page names it as a base.
    let is_entity = |index: &usize| cx.names.types[*index].name.name.eq_ignore_ascii_case("entity");
    let candidates = (0..claims.len()).filter(|index| {
        let id = TypeId::from_index(*index);
        claims[*index].is_empty()
            && (votes[*index] > 0 || is_entity(index))
            && decls(cx, id).any(|(_, decl)| {
                let is_id = || decl.members.iter().all(|member| member.name.value == "id" && !member.relationship);
                decl.members.len() == 1 && (decl.key.is_some() || is_id())
            })
    });
    candidates.max_by_key(|index| (is_entity(index), votes[*index], std::cmp::Reverse(*index))).map(TypeId::from_index)
}

/// Adds a claim that an entity type derives from the root, if it has no stated base and has the root's key.
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
        if reasons[index].is_empty() {
            continue;
        }
        // Every entity type has a key (CSDL 4.01, section 6.5), so an entity type without a key of its own inherits
        // one. An entity type whose annotation names no base is left out here, because it is not clear from which
        // type it inherits the key.
        let keyless = || {
            let is_bare = |decl: &TypeDecl| decl.key.is_none() && decl.annotated.is_none();
            let (_, decl) = decls(cx, id).next().filter(|_| decls(cx, id).all(|(_, decl)| is_bare(decl)))?;
            Some(("the type has no key of its own", decl.span))
        };
        if let Some((reason, span)) = key_of(cx, id, &key).or_else(keyless) {
            claims[index].push(Claim { base: root, by: BaseSource::Row, reason, span });
        }
    }
}

/// The reason, in words, why the property `key` counts as the key of a type, and the place of the statement. The
/// reason is a row of the type's table, the `keyProperty` of its annotation, or a member of its JSON representation.
/// `None` if the page shows none of these.
fn key_of(cx: &Context<'_>, id: TypeId, key: &str) -> Option<(&'static str, Span)> {
    let row = decls(cx, id).find_map(|(_, decl)| {
        decl.members.iter().find(|member| member.name.value == key && !member.relationship).map(|member| member.span)
    });
    let stated = || decls(cx, id).find_map(|(_, decl)| decl.key.as_ref().filter(|stated| stated.value == key));
    let shown = || {
        decls(cx, id)
            .find_map(|(_, decl)| decl.shape.iter().find(|shape| shape.name.value == key).map(|shape| shape.name.span))
    };
    row.map(|span| ("a row has the key of the common root type", span))
        .or_else(|| Some(("the annotation states the key of the common root type", stated()?.span)))
        .or_else(|| Some(("the JSON representation has the key of the common root type", shown()?)))
}
