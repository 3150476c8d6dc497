//! Base types that no page describes.
//!
//! In: the documented types, and their stated bases. Out: a type without members for each base that is not documented,
//! unless its name is similar to a documented name or the page also states a documented base. Only an annotation or a
//! link creates a type; a word in prose does not.

use compact_str::CompactString;

use super::{Collector, TypeEntry};
use crate::api::{PageId, QualifiedName};
use crate::code;
use crate::decl::{BaseSource, TypeTerm};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::index::Index;
use crate::link::names::resolve::lookup;
use crate::link::names::spelling::{key, qualify};
use crate::link::names::suggestion;
use crate::text::identifier::is_identifier;

impl Collector<'_> {
    /// Adds a type without members for each base that is not documented, unless its name is similar to a documented
    /// name or the page also states a documented base.
    pub(super) fn bases(&mut self, index: &mut Index, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.types.len();
        let mut added: Vec<QualifiedName> = Vec::new();
        let mut missing: Vec<(PageId, TypeTerm, bool, Vec<CompactString>)> = Vec::new();
        {
            let claims = self
                .decls
                .iter()
                .enumerate()
                .flat_map(|(page, decls)| decls.types.iter().map(move |decl| (PageId::from_index(page), decl)));
            for (page, decl) in claims.chain(self.made.iter().map(|(page, decl)| (*page, decl))) {
                for claim in &decl.bases {
                    let stated = claim.by == BaseSource::Annotation || claim.base.target.is_some();
                    if stated
                        && lookup(index, self.tree, &claim.base, page).is_none()
                        && claim.base.text.split('.').all(is_identifier)
                    {
                        // A page may state several bases. If one of them is documented, it is taken, and no type is
                        // created for the others.
                        let other =
                            decl.bases.iter().any(|other| lookup(index, self.tree, &other.base, page).is_some());
                        let own = decl.annotated.iter().chain(&decl.headed).map(|name| name.value.clone());
                        missing.push((page, claim.base.clone(), other, own.collect()));
                    }
                }
            }
        }
        for (page, term, has_other, own) in missing {
            let name = qualify(&term.text, self.tree.namespace(page));
            let key = key(&name);
            if self.types.contains_key(&key) {
                continue;
            }
            // A type whose page names the missing base is not suggested in place of the base, because no type is its
            // own base.
            let is_own = |entry: &TypeEntry| {
                own.iter().any(|own| own.eq_ignore_ascii_case(&entry.name.name) || entry.name.is_named(own))
            };
            let is_candidate = |entry: &&TypeEntry| entry.referred.is_none() && !is_own(entry);
            let documented = self.types.values().filter(is_candidate).map(|entry| &entry.name);
            let near = suggestion::similar_type(&term.text, documented);
            let is_needed = near.is_none() && !has_other;
            let edit = near.as_ref().map(|near| Edit::Word(term.span, term.text.to_string(), near.clone()));
            let help = match near {
                Some(near) => format!("write `{near}` if that is meant, or add a resource page for the base type"),
                None => "add a resource page for the base type, or name a type that has a page".to_owned(),
            };
            diagnostics.push(
                Diagnostic::new(code::TYPE_UNDOCUMENTED, term.span, format!("the base type `{name}` has no page"))
                    .help(help)
                    .about(Subject::ty(&name.name))
                    .fix_unsafely_if(edit),
            );
            if is_needed {
                added.push(name.clone());
                self.types.insert(key, TypeEntry::referred(name, term.span));
            }
        }
        index.add_pageless(known, &added);
    }
}
