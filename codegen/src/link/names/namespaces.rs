//! Misspelt namespaces.
//!
//! In: the `Namespace:` lines and the annotations of all pages. Out: the namespace that each line means. Invariant: a
//! namespace that several pages state, or that the annotation of a type contains, is never considered misspelt.

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::code;
use crate::decl::PageDecls;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::spelling::qualify;
use crate::text::identifier::once;
use crate::text::near;

/// A namespace with a shorter last part is not checked, because each letter of a short part may be significant.
const SHORT: usize = 4;

/// A namespace is rare if at most one page in this many states it.
const RARE: usize = 1000;

/// The namespace of pages without a `Namespace:` line: the namespace that most pages state, or else the one in most
/// annotations of types.
pub(in crate::link) fn default_namespace(decls: &[PageDecls]) -> CompactString {
    let stated = most_frequent(decls.iter().filter_map(|page| Some(page.namespace.as_ref()?.value.clone())));
    let borne = || most_frequent(annotated_namespaces(decls).filter(|namespace| !namespace.is_empty()));
    stated.or_else(borne).unwrap_or_else(|| "microsoft.graph".into())
}

/// The most frequent text; the first in alphabetical order if several are as frequent. `None` if there are no texts.
fn most_frequent(texts: impl Iterator<Item = CompactString>) -> Option<CompactString> {
    let mut counts: HashMap<CompactString, usize> = HashMap::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    counts.into_iter().min_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))).map(|(text, _)| text)
}

/// The namespace of each type that an annotation names: `microsoft.graph` for `microsoft.graph.user`. It is empty for
/// a name without a namespace.
fn annotated_namespaces(decls: &[PageDecls]) -> impl Iterator<Item = CompactString> {
    let annotated = decls.iter().flat_map(|page| &page.types).filter_map(|decl| decl.annotated.as_ref());
    annotated.map(|name| qualify(&name.value, "").namespace)
}

/// The misspelt namespaces, each with its correction.
pub(in crate::link) fn misspelt_namespaces(decls: &[PageDecls]) -> HashMap<&str, &str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for namespace in decls.iter().filter_map(|page| page.namespace.as_ref()) {
        *counts.entry(&namespace.value).or_default() += 1;
    }
    let mut usual: Vec<&str> = counts.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
    usual.sort_unstable();
    let borne: HashSet<CompactString> = annotated_namespaces(decls).collect();
    // A mistake that was copied to a few pages is still rare in a large tree.
    let rest = decls.len() / RARE;
    let mut rare: Vec<&str> =
        counts.iter().filter(|(_, count)| **count <= rest.max(1)).map(|(name, _)| *name).collect();
    rare.sort_unstable();
    rare.into_iter()
        .filter(|name| !borne.contains(*name) && name.rsplit('.').next().is_some_and(|last| last.len() >= SHORT))
        .filter_map(|name| {
            let known = || usual.iter().copied().filter(|known| counts[known] > counts[name]);
            let near = near::nearest(name, known(), 2).first().copied();
            let is_same = |known: &&str| once(name) == *known || is_end(name, known);
            Some((name, near.or_else(|| known().find(is_same))?))
        })
        .collect()
}

/// Whether a namespace is the last part of another one: `shop` of `contoso.shop`.
fn is_end(name: &str, known: &str) -> bool {
    known.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'))
}

/// Reports each misspelt `Namespace:` line.
pub(in crate::link) fn report(decls: &[PageDecls], slips: &HashMap<&str, &str>, diagnostics: &mut Vec<Diagnostic>) {
    for namespace in decls.iter().filter_map(|page| page.namespace.as_ref()) {
        if let Some(meant) = slips.get(namespace.value.as_str()) {
            diagnostics.push(
                Diagnostic::new(
                    code::NAMESPACE_SLIP,
                    namespace.span,
                    format!("hardly any other page states the namespace `{}`", namespace.value),
                )
                .help(format!("write `{meant}`, which is assumed until then"))
                .about(Subject::words(&namespace.value))
                .fix_unsafely(Edit::Word(
                    namespace.span,
                    namespace.value.to_string(),
                    (*meant).to_owned(),
                )),
            );
        }
    }
}
