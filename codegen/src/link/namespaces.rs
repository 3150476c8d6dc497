//! Namespaces that are a slip of the pen for another.
//!
//! In: the `Namespace:` lines and the annotations of all pages. Out: the namespace that each such line means. Invariant: a
//! namespace that several pages state alike, or that the annotation of a type bears, is meant as it stands.

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::code;
use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::link::spelling::qualify;
use crate::near;

/// Fewer letters behind the last dot are told apart by each of them.
const SHORT: usize = 5;

/// The namespaces that are slips, each with the one that is meant.
pub(super) fn slips(decls: &[PageDecls]) -> HashMap<&str, &str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for namespace in decls.iter().filter_map(|page| page.namespace.as_ref()) {
        *counts.entry(&namespace.value).or_default() += 1;
    }
    let mut usual: Vec<&str> = counts.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
    usual.sort_unstable();
    let borne: HashSet<CompactString> = decls
        .iter()
        .flat_map(|page| &page.types)
        .filter_map(|decl| decl.annotated.as_ref())
        .map(|name| qualify(&name.value, "").namespace)
        .collect();
    let mut rare: Vec<&str> = counts.iter().filter(|(_, count)| **count == 1).map(|(name, _)| *name).collect();
    rare.sort_unstable();
    rare.into_iter()
        .filter(|name| !borne.contains(*name) && name.rsplit('.').next().is_some_and(|last| last.len() >= SHORT))
        .filter_map(|name| Some((name, *near::nearest(name, usual.iter().copied(), 2).first()?)))
        .collect()
}

/// Reports the lines that are slips.
pub(super) fn report(decls: &[PageDecls], slips: &HashMap<&str, &str>, diagnostics: &mut Vec<Diagnostic>) {
    for namespace in decls.iter().filter_map(|page| page.namespace.as_ref()) {
        if let Some(meant) = slips.get(namespace.value.as_str()) {
            diagnostics.push(
                Diagnostic::new(code::NAMESPACE_SLIP, namespace.span, format!("namespace `{}`", namespace.value))
                    .expected(format!("`{meant}`, which other pages state and which is taken")),
            );
        }
    }
}
