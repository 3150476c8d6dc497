//! Enumerations that only the rows of properties mention. A table under a heading that consists of a name alone, such
//! as `Color`, is not certain to be an enumeration, but counts here if the type cell of a row has this name.
//!
//! In: rows whose cells name no known item. Out: an enumeration for each cell whose name is the heading of a table, or
//! whose row lists values. Invariant: a table that no row mentions is reported.

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::{Collector, EnumEntry, unnamed};
use crate::api::{PageId, QualifiedName};
use crate::code;
use crate::decl::vocabulary::{is_nameless, primitive};
use crate::decl::{EnumDecl, MemberDecl, PageDecls, ParameterDecl, TypeDecl, TypeTerm};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::index::Index;
use crate::link::names::resolve::lookup;
use crate::link::names::spelling::{key, qualify};
use crate::link::names::suggestion;
use crate::link::pages::PageIndex;
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::lowercase::{lowered, with_lower};
use crate::text::near;
use crate::text::slug::slug;

impl<'a> Collector<'a> {
    /// Adds enumerations that only rows mention: their members are in a table under a heading that alone proves no
    /// enumeration, or in the description of the row.
    pub(super) fn uses(&mut self, index: &Index, diagnostics: &mut Vec<Diagnostic>) {
        let decls = self.decls;
        let mut free: HashMap<CompactString, Vec<(PageId, usize)>> = HashMap::new();
        for (page, decl) in decls.iter().enumerate() {
            for (position, table) in decl.enums.iter().enumerate().filter(|(_, table)| !table.certain) {
                free.entry(lowered(&table.name.value)).or_default().push((PageId::from_index(page), position));
            }
        }
        for page in decls {
            let cells = page.types.iter().flat_map(|decl| &decl.members).map(|member| &member.ty);
            let rows = page.operations.iter().flat_map(|decl| decl.request.rows.iter().chain(&decl.parameters));
            for term in cells.chain(rows.filter_map(|row| row.ty.as_ref())).flat_map(|ty| &ty.terms) {
                *self.named.entry(lowered(term.text.rsplit('.').next().unwrap_or_default())).or_default() += 1;
            }
        }
        let tree = self.tree;
        // Nearly all cells name known items. The check changes nothing, so pages are distributed over threads.
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
        for (page, decls) in decls.iter().enumerate() {
            let page = PageId::from_index(page);
            let rows = decls.operations.iter().flat_map(|decl| decl.request.rows.iter().chain(&decl.parameters));
            for (ty, row) in rows.filter_map(|row| Some((row.ty.as_ref()?, row))) {
                if let [term] = ty.terms.as_slice()
                    && !names_known(index, tree, page, term)
                    && !is_nameless(&term.text)
                {
                    self.used_in_request(&free, page, term, row, diagnostics);
                }
            }
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
            // A list of values that no row mentions is mostly ordinary prose, so only tables are reported.
            if !promoted.contains(table) && !decl.is_list {
                let message =
                    format!("no property has the enumeration whose values the table under `{}` lists", decl.name.value);
                diagnostics.push(
                    Diagnostic::new(code::ENUM_UNUSED, decl.name.span, message)
                        .help(
                            "write the name of the enumeration in the heading, such as `colour values`, and as \
                        the type of a property",
                        )
                        .about(Subject::words(&decl.name.value)),
                );
            }
        }
    }

    /// Adds an enumeration for a row whose type cell names neither a type nor an enumeration that is known.
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
        } else if let Some(near) = self
            .similar_enum(&name, values)
            .or_else(|| self.enum_by_link(page, term, &name))
            .filter(|_| !self.enums.contains_key(&key))
        {
            let count = |key: &str| self.named.get(key.rsplit('.').next().unwrap_or(key)).copied().unwrap_or_default();
            if count(&near) > 0 || count(&key) < 2 {
                // Only this cell spells the name differently from the heading of the table, so the row gets the
                // enumeration of the table.
                self.nameless.push((member.span, near));
            } else if let Some(entry) = self.enums.remove(&near) {
                self.misnamed(&entry, &name, diagnostics);
                self.enum_entry(key, name).tables = entry.tables;
            }
        } else if values.len() >= 2 {
            self.add_listed_enum(page, term, name, values, diagnostics);
        }
    }

    /// Adds the enumeration of a row of a parameter or a request body, if its type cell names no known item.
    fn used_in_request(
        &mut self,
        free: &HashMap<CompactString, Vec<(PageId, usize)>>,
        page: PageId,
        term: &TypeTerm,
        row: &ParameterDecl,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let name = qualify(&term.text, self.tree.namespace(page));
        let key = key(&name);
        let table = self.linked_table(page, term);
        let tables = table.map(|table| vec![table]).or_else(|| with_lower(&name.name, |name| free.get(name).cloned()));
        if let Some(tables) = tables {
            let entry = self.enum_entry(key, name);
            if entry.tables.is_empty() {
                entry.tables.extend(tables);
            }
        } else if row.remarks.values.len() >= 2 && self.similar_enum(&name, &row.remarks.values).is_none() {
            self.add_listed_enum(page, term, name, &row.remarks.values, diagnostics);
        }
    }

    /// Adds an enumeration whose members a row lists.
    fn add_listed_enum(
        &mut self,
        page: PageId,
        term: &TypeTerm,
        name: QualifiedName,
        values: &[Spanned<CompactString>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let key = key(&name);
        if !self.enums.contains_key(&key) {
            let message = format!("no table lists the members of the enumeration `{}`", name.name);
            let listed = self.enums.values().filter(|entry| !entry.tables.is_empty()).map(|entry| &entry.name);
            let help = match suggestion::similar_type(&term.text, listed) {
                Some(near) => format!("write `{near}` if that is meant, or add a table of members"),
                None => format!("add a table of the members under the heading `{} values`", name.name),
            };
            let told = Diagnostic::new(code::ENUM_FROM_PROSE, term.span, message).help(help);
            diagnostics.push(told.about(Subject::ty(&name.name)).fix_unsafely(table_of(term.span, &name.name, values)));
        }
        self.enum_entry(key, name).prose.push((page, values.to_vec()));
    }

    /// The key in `enums` of an enumeration with a similar name, whose table contains all values that the row lists.
    /// `None` if there is no such enumeration.
    fn similar_enum(&self, name: &QualifiedName, values: &[Spanned<CompactString>]) -> Option<CompactString> {
        let tables = || self.enums.iter().filter(|(_, entry)| !entry.tables.is_empty());
        let near = near::slip(&name.name, tables().map(|(_, entry)| entry.name.name.as_str()))?;
        let (key, entry) = tables().find(|(_, entry)| entry.name.name == near)?;
        let members = || entry.tables.iter().flat_map(|(page, table)| &self.decls[page.index()].enums[*table].members);
        let lists = |value: &Spanned<CompactString>| {
            members().any(|member| member.name.value.eq_ignore_ascii_case(&value.value))
        };
        (values.len() >= 2 && values.iter().all(lists)).then(|| key.clone())
    }

    /// The key in `enums` of an enumeration with a similar name that no type cell has, whose table is on the page to
    /// which the type cell links with an anchor for this name. `None` if there is no such enumeration.
    fn enum_by_link(&self, page: PageId, term: &TypeTerm, name: &QualifiedName) -> Option<CompactString> {
        let target = term.target.as_ref()?;
        let anchor = target.split_once('#')?.1;
        let target = self.tree.page(page, target)?;
        if !anchor.to_lowercase().starts_with(&slug(&name.name)) {
            return None;
        }
        let is_free = |entry: &EnumEntry| {
            entry.tables.iter().any(|(page, _)| *page == target) && !self.named.contains_key(&lowered(&entry.name.name))
        };
        let free = || self.enums.iter().filter(|(_, entry)| is_free(entry));
        let near = *near::nearest(&name.name, free().map(|(_, entry)| entry.name.name.as_str()), 2).first()?;
        free().find(|(_, entry)| entry.name.name == near).map(|(key, _)| key.clone())
    }

    /// Reports a table of members if no type cell has the name in its heading, and a type cell has a similar name.
    fn misnamed(&self, entry: &EnumEntry, name: &QualifiedName, diagnostics: &mut Vec<Diagnostic>) {
        let Some((page, table)) = entry.tables.first() else { return };
        let heading = &self.decls[page.index()].enums[*table].name;
        let message = format!(
            "no property has the enumeration `{}` as its type, but a property has the type `{}`, whose members no \
            table lists",
            entry.name.name, name.name
        );
        diagnostics.push(
            Diagnostic::new(code::ENUM_NAME, heading.span, message)
                .help(format!("write `{} values`, which is assumed until then", name.name))
                .about(Subject::ty(&name.name))
                .fix_unsafely(Edit::Word(heading.span, heading.value.to_string(), name.name.to_string())),
        );
    }

    /// The table of values that a type cell links to, if its heading alone does not prove an enumeration.
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

/// An edit that adds a table of these members below the table that contains the span. The descriptions stay empty.
fn table_of(span: Span, name: &str, values: &[Spanned<CompactString>]) -> Edit {
    let mut lines = vec![format!("### {name} values"), String::new()];
    lines.extend(["|Member|Description|", "|:---|:---|"].map(str::to_owned));
    lines.extend(values.iter().map(|value| format!("|{}| |", value.value)));
    Edit::BelowTable(span, lines)
}

/// Whether the type cell of a row cannot name a new enumeration: the cell names a known type, or its text is not a
/// name.
fn is_known(index: &Index, tree: &PageIndex<'_>, page: PageId, member: &MemberDecl) -> bool {
    member.ty.terms.first().is_none_or(|term| !is_nameless(&term.text) && names_known(index, tree, page, term))
}

/// Whether a term names a known item, or its text cannot be a name.
fn names_known(index: &Index, tree: &PageIndex<'_>, page: PageId, term: &TypeTerm) -> bool {
    primitive(&term.text).is_some()
        || lookup(index, tree, term, page).is_some()
        || !term.text.split('.').all(is_identifier)
}
