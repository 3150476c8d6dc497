//! Enumerations that only the rows of properties speak of.
//!
//! In: rows whose cells name nothing that is known. Out: an enumeration for each that has a table under a free heading, or
//! a list of values. Invariant: a table that no row speaks of is reported.

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::{Collector, unnamed};
use crate::api::PageId;
use crate::code;
use crate::decl::vocabulary::{is_nameless, primitive};
use crate::decl::{EnumDecl, MemberDecl, PageDecls, TypeDecl, TypeTerm};
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::names::index::Index;
use crate::link::names::resolve::lookup;
use crate::link::names::slip;
use crate::link::names::spelling::{key, qualify};
use crate::link::pages::Tree;
use crate::text::identifier::is_identifier;
use crate::text::lowercase::{lowered, with_lower};
use crate::text::slug::slug;

impl<'a> Collector<'a> {
    /// Enumerations known only by use: a table under a free heading, or the values that a row lists.
    pub(super) fn uses(&mut self, index: &Index, diagnostics: &mut Vec<Diagnostic>) {
        let decls = self.decls;
        let mut free: HashMap<CompactString, Vec<(PageId, usize)>> = HashMap::new();
        for (page, decl) in decls.iter().enumerate() {
            for (position, table) in decl.enums.iter().enumerate().filter(|(_, table)| !table.certain) {
                free.entry(lowered(&table.name.value)).or_default().push((PageId::from_index(page), position));
            }
        }
        // Nearly all cells name what is known. That is seen without changing anything, so pages are shared among threads.
        let tree = self.tree;
        let unknown = |(page, decls): (usize, &'a PageDecls)| {
            let page = PageId::from_index(page);
            let rows = decls.types.iter().flat_map(|decl| decl.members.iter().map(move |member| (decl, member)));
            rows.filter(|(_, member)| !is_known(index, tree, page, member))
                .map(|(decl, member)| (page, decl, member))
                .collect::<Vec<_>>()
        };
        let unknown: Vec<Vec<_>> = decls.par_iter().enumerate().map(unknown).collect();
        for (page, decl, member) in unknown.into_iter().flatten() {
            self.used(&free, page, decl, member, diagnostics);
        }
        let made = std::mem::take(&mut self.made);
        for (page, decl) in &made {
            for member in decl.members.iter().filter(|member| !is_known(index, tree, *page, member)) {
                self.used(&free, *page, decl, member, diagnostics);
            }
        }
        self.made = made;
        let promoted: Vec<(PageId, usize)> =
            self.enums.values().flat_map(|entry| entry.tables.iter().copied()).collect();
        for table in free.values().flatten() {
            let decl = &decls[table.0.index()].enums[table.1];
            // Most lists are prose, and are not spoken of.
            if !promoted.contains(table) && !decl.is_list {
                let message = format!("the table of values under `{}` belongs to no property", decl.name.value);
                diagnostics.push(
                    Diagnostic::new(code::ENUM_UNUSED, decl.name.span, message)
                        .help("name the enumeration in the heading, such as `colour values`, and in the type of a property")
                        .about(Subject::words(&decl.name.value)),
                );
            }
        }
    }

    /// A row whose cell names nothing that is known.
    fn used(
        &mut self,
        free: &HashMap<CompactString, Vec<(PageId, usize)>>,
        page: PageId,
        decl: &TypeDecl,
        member: &MemberDecl,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(term) = member.ty.terms.first() else { return };
        let namespace = self.tree.namespace(page).to_owned();
        let values = &member.remarks.values;
        if let Some(name) = unnamed::name(decl, member, term, &namespace) {
            if values.len() >= 2 {
                let key = key(&name);
                self.nameless.push((member.span, key.clone()));
                self.enum_entry(key, name).prose.push((page, values.clone()));
            }
            return;
        }
        let name = qualify(&term.text, &namespace);
        let key = key(&name);
        if let Some(table) = self.linked_table(page, term) {
            let entry = self.enum_entry(key, name);
            if entry.tables.is_empty() {
                entry.tables.push(table);
            }
        } else if let Some(tables) = with_lower(&name.name, |name| free.get(name)) {
            let entry = self.enum_entry(key, name);
            if entry.tables.is_empty() {
                entry.tables.extend(tables);
            }
        } else if values.len() >= 2 {
            if !self.enums.contains_key(&key) {
                let message = format!("no table lists the members of `{}`", name.name);
                let listed = self.enums.values().filter(|entry| !entry.tables.is_empty()).map(|entry| &entry.name);
                let help = match slip::named(&term.text, listed) {
                    Some(near) => format!("write `{near}` if that is meant, or add a table of members"),
                    None => format!("add a table of its members under the heading `{} values`", name.name),
                };
                diagnostics.push(
                    Diagnostic::new(code::ENUM_FROM_PROSE, term.span, message)
                        .help(help)
                        .about(Subject::ty(&name.name)),
                );
            }
            self.enum_entry(key, name).prose.push((page, values.clone()));
        }
    }

    /// The table of values under a free heading that a cell links to.
    fn linked_table(&self, page: PageId, term: &TypeTerm) -> Option<(PageId, usize)> {
        let target = term.target.as_ref()?;
        let anchor = target.split_once('#')?.1.to_lowercase();
        let page = self.tree.page(page, target)?;
        let leads = |table: &EnumDecl| {
            let behind = anchor.strip_prefix(&slug(&table.name.value));
            !table.certain && behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.decls[page.index()].enums.iter().position(leads).map(|position| (page, position))
    }
}

/// Whether there is no enumeration to be made of a row's cell: it names what is known, or nothing that could be a name.
fn is_known(index: &Index, tree: &Tree<'_>, page: PageId, member: &MemberDecl) -> bool {
    member.ty.terms.first().is_none_or(|term| {
        !is_nameless(&term.text)
            && (primitive(&term.text).is_some()
                || lookup(index, tree, term, page).is_some()
                || !term.text.split('.').all(is_identifier))
    })
}
