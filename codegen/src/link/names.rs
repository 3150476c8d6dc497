//! The names of all types and enumerations, and which declarations belong to each.
//!
//! A name comes from the annotation, then from the title, never from the file. This module also creates types that only
//! other pages mention: bases without a page, and bodies that only a request page describes.
//!
//! # Rule 2: Name of a type
//!
//! The name is the `@odata.type` of the annotation, or else the title. The file name never counts. A title that differs
//! from the annotation stays an alias. Without an annotation, a longer name that contains the name in the title, or the
//! same name in another letter case, overrules the title. It is looked for in the JSON of the page, then in example bodies
//! that link to the page, then in the annotations and JSON of all pages, where the most frequent one counts
//! (`names/usage.rs`).
//!
//! If annotations of one page name several types, the one that the title names is the page's own. Every other one
//! becomes a type with the tables that its JSON shows (`decl/section/resource/further.rs`), and a page of its own overrules
//! that. A table under a heading that is a name declares a type when a type cell of the page has that name or links
//! to that heading.
//!
//! The namespace is part of the name, or stands on the `Namespace:` line, or is the one that most pages state, or else
//! the one in most annotations. A namespace that only one page states counts as a misspelling of one that several
//! pages state if they differ in one or two letters (D0421).
//!
//! A base type or a request body that names a type without a page makes that type (D0413, D0414).

use std::collections::BTreeMap;

use compact_str::CompactString;
use foldhash::HashMap;

use crate::api::{EnumId, PageId, QualifiedName};
use crate::decl::{JsonNode, PageDecls, TypeDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::collected::CollectedNames;
use crate::link::names::entries::{EnumEntry, TypeEntry};
use crate::link::names::index::Index;
use crate::link::names::request_rows::from_rows;
use crate::link::names::resolve::lookup;
use crate::link::names::spelling::{key, qualify, short_name};
use crate::link::pages::PageIndex;
use crate::source::Span;
use crate::text::identifier::is_identifier;
use crate::text::near;
use crate::text::stem::stem;
use crate::{code, overrides};

mod added;
mod bases;
pub(crate) mod collected;
pub(crate) mod entries;
pub(crate) mod index;
pub(crate) mod namespaces;
pub(crate) mod request_rows;
pub(crate) mod resolve;
pub(crate) mod spelling;
pub(crate) mod suggestion;
mod unnamed;
mod usage;
mod uses;

/// Collects the names of all pages.
pub(super) fn collect(decls: &[PageDecls], tree: &PageIndex<'_>, diagnostics: &mut Vec<Diagnostic>) -> CollectedNames {
    let mut collector = Collector {
        decls,
        tree,
        types: BTreeMap::new(),
        enums: BTreeMap::new(),
        made: Vec::new(),
        nameless: Vec::new(),
        named: HashMap::default(),
        used: usage::names(decls, tree),
    };
    collector.documented_types(diagnostics);
    collector.tables(diagnostics);
    collector.added();
    let mut index = collector.index();
    collector.bodies(&mut index, diagnostics);
    collector.bases(&mut index, diagnostics);
    collector.uses(&index, diagnostics);
    collector.finish(diagnostics)
}

/// Whether the file of a page has the name of the type: `session.md`, or `callrecords-session.md` with the last part of
/// the namespace before the name.
fn is_named_like(path: &str, name: &QualifiedName) -> bool {
    let stem = stem(path);
    let area = name.namespace.rsplit('.').next().unwrap_or_default();
    let is_named = |stem: &str| stem.eq_ignore_ascii_case(&name.name);
    is_named(stem)
        || stem.split_once('-').is_some_and(|(first, rest)| first.eq_ignore_ascii_case(area) && is_named(rest))
}

/// The names collected so far. The keys of `types` and `enums` are qualified names in lower case.
struct Collector<'a> {
    decls: &'a [PageDecls],
    tree: &'a PageIndex<'a>,
    types: BTreeMap<CompactString, TypeEntry>,
    enums: BTreeMap<CompactString, EnumEntry>,
    made: Vec<(PageId, TypeDecl)>,
    nameless: Vec<(Span, CompactString)>,
    /// By name in lower case, how many type cells contain the name.
    named: HashMap<CompactString, usize>,
    /// For pages whose type has a name in the title only: the name that the rest of the tree uses for this type.
    used: HashMap<PageId, CompactString>,
}

impl<'a> Collector<'a> {
    fn documented_types(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        for (index, page) in self.decls.iter().enumerate() {
            let id = PageId::from_index(index);
            if self.tree.path(id) == overrides::PATH {
                continue;
            }
            if page.kind == crate::api::PageKind::Resource && page.types.is_empty() {
                let message = "neither the title nor an annotation names the type that this page describes";
                diagnostics.push(
                    Diagnostic::new(code::TYPE_UNNAMED, page.title.span, message)
                        .help(
                            "write a title such as `user resource type`, and `@odata.type` in the resource annotation",
                        )
                        .about(Subject::words(&page.title.value)),
                );
            }
            if let Some(decl) = page.types.first() {
                self.documented_type(id, 0, decl, diagnostics);
            }
        }
        // If a type has a page of its own, that page outranks tables on other pages.
        for (index, page) in self.decls.iter().enumerate() {
            let id = PageId::from_index(index);
            for (position, decl) in page.types.iter().enumerate().skip(1) {
                if self.tree.path(id) != overrides::PATH {
                    self.documented_type(id, position, decl, diagnostics);
                }
            }
        }
        // If several pages describe a type, the page whose file has the name of the type comes first.
        for entry in self.types.values_mut() {
            entry.decls.sort_by_key(|(page, _)| !is_named_like(self.tree.path(*page), &entry.name));
        }
    }

    fn documented_type(&mut self, id: PageId, position: usize, decl: &TypeDecl, diagnostics: &mut Vec<Diagnostic>) {
        let Some((name, alias)) = self.type_name(id, decl, diagnostics) else { return };
        let key = key(&name);
        let only_shown = decl.members.iter().all(|member| member.ty.raw.is_empty());
        if position > 0 && only_shown && self.types.contains_key(&key) {
            return;
        }
        let entry = self.types.entry(key).or_insert_with(|| TypeEntry {
            name: name.clone(),
            aliases: Vec::new(),
            decls: Vec::new(),
            made: Vec::new(),
            referred: None,
        });
        if entry.name != name {
            let named_at = decl.annotated.as_ref().or(decl.headed.as_ref()).map(|name| name.span);
            let message = format!("the type `{}` is written `{}` here", entry.name.name, name.name);
            diagnostics.push(
                Diagnostic::new(code::TYPE_NAME_CASE, decl.span, message)
                    .help(format!("write `{}`, which is the spelling on another page", entry.name.name))
                    .about(Subject::ty(&entry.name.name))
                    .fix_unsafely_if(
                        named_at.map(|span| Edit::Word(span, name.name.to_string(), entry.name.name.to_string())),
                    ),
            );
        }
        entry.aliases.extend(alias);
        entry.decls.push((id, position));
    }

    /// The name of a type: the one in its annotation, or else the one in its title. If the two differ, the other name
    /// becomes an alias.
    fn type_name(
        &self,
        page: PageId,
        decl: &TypeDecl,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(QualifiedName, Option<CompactString>)> {
        let namespace = self.tree.namespace(page);
        let Some(annotated) = &decl.annotated else {
            let headed = decl.headed.as_ref()?;
            let is_first = self.decls[page.index()].types.first().is_some_and(|first| first.span == decl.span);
            let Some(used) = self.used.get(&page).filter(|_| is_first) else {
                return Some((qualify(&headed.value, namespace), None));
            };
            let name = qualify(used, namespace);
            diagnostics.push(usage::title_differs(headed, &name));
            let alias = (!headed.value.eq_ignore_ascii_case(&name.name)).then(|| headed.value.clone());
            return Some((name, alias));
        };
        let name = qualify(&annotated.value, namespace);
        let Some(headed) = &decl.headed else { return Some((name, None)) };
        let short = headed.value.rsplit('.').next().unwrap_or(&headed.value);
        if short == name.name {
            return Some((name, None));
        }
        if short.eq_ignore_ascii_case(&name.name) {
            let message = format!("the title names the type `{short}`, but the annotation names `{}`", name.name);
            // An annotation that is entirely in lower case is less reliable than a title in camelCase, so the spelling
            // in the title is taken.
            let written = name.name.clone();
            let camel = short.starts_with(char::is_lowercase) && name.name.chars().all(|c| !c.is_uppercase());
            let (name, whose) =
                if camel { (QualifiedName::new(name.namespace, short), "title") } else { (name, "annotation") };
            diagnostics.push(
                Diagnostic::new(code::TYPE_NAME_CASE, headed.span, message)
                    .help(format!(
                        "write the name alike in the title and in the annotation; until then the spelling \
                    of the {whose} is used"
                    ))
                    .about(Subject::ty(&name.name))
                    .note(annotated.span, "the annotation")
                    .fix_safely(if camel {
                        Edit::Word(annotated.span, written.to_string(), name.name.to_string())
                    } else {
                        Edit::Word(headed.span, short.to_owned(), name.name.to_string())
                    }),
            );
            return Some((name, None));
        }
        let message = format!("the title names the type `{short}`, but the annotation names `{}`", name.name);
        // Similar names in the title and the annotation are one name and its misspelling. The one that the pages use
        // more often is right.
        let is_slip = near::nearest(short, std::iter::once(name.name.as_str()), 2).len() == 1;
        let of_other = !is_slip && usage::titles_other(self.decls, self.tree.path(page), page, short, &name.name);
        if of_other || is_slip && self.mentions(short) > self.mentions(&name.name) {
            let used_name = QualifiedName::new(name.namespace, short);
            diagnostics.push(
                Diagnostic::new(code::TYPE_NAME_DIFFERS, annotated.span, message)
                    .help(format!("write `{used_name}` in the annotation, as the title and other pages do"))
                    .about(Subject::ty(short))
                    .note(headed.span, "the title")
                    .fix_unsafely(Edit::Word(annotated.span, name.name.to_string(), short.to_owned())),
            );
            return Some((used_name, (!of_other).then_some(name.name)));
        }
        diagnostics.push(
            Diagnostic::new(code::TYPE_NAME_DIFFERS, headed.span, message)
                .help(format!(
                    "write `{}` in the title, or correct the annotation, which is used until then",
                    name.name
                ))
                .about(Subject::ty(&name.name))
                .note(annotated.span, "the annotation")
                .fix_unsafely(Edit::Word(headed.span, short.to_owned(), name.name.to_string())),
        );
        let alias = short.into();
        Some((name, Some(alias)))
    }

    /// How many bodies, bases and type cells name a type by this short name.
    fn mentions(&self, name: &str) -> usize {
        let is = |text: &str| text.rsplit(['.', '#']).next().is_some_and(|short| short.eq_ignore_ascii_case(name));
        let of_page = |page: &PageDecls| {
            let bodies = page.bodies.iter().flat_map(|body| {
                let own = body.root().and_then(JsonNode::stated_type).and_then(JsonNode::as_str);
                own.into_iter().chain(body.ty.as_ref().map(|ty| ty.value.as_str()))
            });
            let terms = page.types.iter().flat_map(|decl| {
                let cells = decl.members.iter().flat_map(|member| &member.ty.terms);
                cells.chain(decl.bases.iter().map(|claim| &claim.base)).chain(&decl.derived)
            });
            bodies.chain(terms.map(|term| term.text.as_str())).filter(|text| is(text)).count()
        };
        self.decls.iter().map(of_page).sum()
    }

    fn tables(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        for (index, page) in self.decls.iter().enumerate() {
            let id = PageId::from_index(index);
            let declared = self.tree.path(id) != overrides::PATH;
            for (position, decl) in page.enums.iter().enumerate().filter(|(_, decl)| declared && decl.certain) {
                let name = qualify(&decl.name.value, self.tree.namespace(id));
                let key = key(&name);
                if self.types.contains_key(&key) {
                    let message =
                        format!("this table lists members of `{name}`, but a resource page describes it as a type");
                    diagnostics.push(
                        Diagnostic::new(code::ENUM_AND_TYPE, decl.span, message)
                            .help("give either the enumeration or the type another name")
                            .about(Subject::ty(&name.name)),
                    );
                    continue;
                }
                self.enum_entry(key, name).tables.push((id, position));
            }
        }
    }

    fn enum_entry(&mut self, key: CompactString, name: QualifiedName) -> &mut EnumEntry {
        self.enums.entry(key).or_insert_with(|| EnumEntry { name, tables: Vec::new(), prose: Vec::new() })
    }

    /// Creates a type from the rows of each request body whose type has no page.
    fn bodies(&mut self, index: &mut Index, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.types.len();
        let mut added: Vec<QualifiedName> = Vec::new();
        for (position, page) in self.decls.iter().enumerate() {
            let id = PageId::from_index(position);
            let Some(operations) = &page.operations else { continue };
            let Some(term) = operations
                .request
                .mentions
                .iter()
                .flat_map(|mention| &mention.terms)
                .find(|term| term.target.is_some())
            else {
                continue;
            };
            let missing = term
                .target
                .as_ref()
                .is_some_and(|target| self.tree.page(id, target).is_none() && target.to_lowercase().contains(".md"));
            if !missing
                || operations.request.rows.is_empty()
                || !is_identifier(&short_name(&term.text))
                || lookup(index, self.tree, term, id).is_some()
            {
                continue;
            }
            let name = qualify(&term.text, self.tree.namespace(id));
            let key = key(&name);
            let entry = self.types.entry(key).or_insert_with(|| {
                let message = format!("only the rows of this request body describe the type `{name}`");
                diagnostics.push(
                    Diagnostic::new(code::TYPE_FROM_ROWS, term.span, message)
                        .help("add a resource page for the type")
                        .about(Subject::ty(&name.name)),
                );
                added.push(name.clone());
                TypeEntry::referred(name, term.span)
            });
            entry.made.push(self.made.len());
            let decl = from_rows(operations, term);
            self.made.push((id, decl));
        }
        index.add_pageless(known, &added);
    }

    /// An index of the names collected so far. The ids in it are final only after [`Self::finish`].
    fn index(&self) -> Index {
        let mut index = Index::with_capacity(self.types.len() + self.enums.len());
        index.add_documented(self.types.values(), self.decls);
        for (position, entry) in self.enums.values().enumerate() {
            let pages: Vec<PageId> = entry.tables.iter().map(|(page, _)| *page).collect();
            index.add_enum(EnumId::from_index(position), &entry.name, &pages);
        }
        index
    }

    fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) -> CollectedNames {
        self.enums.retain(|key, entry| {
            let clash = self.types.contains_key(key);
            if clash && let Some((_, values)) = entry.prose.first() {
                let span = values.first().map_or_else(Span::default, |value| value.span);
                diagnostics.push(
                    Diagnostic::new(
                        code::ENUM_AND_TYPE,
                        span,
                        format!(
                            "this list has values of an enumeration `{}`, but a resource page describes a type of \
                            that name",
                            entry.name
                        ),
                    )
                    .help("give either the enumeration or the type another name")
                    .about(Subject::ty(&entry.name.name)),
                );
            }
            !clash
        });
        let mut types: Vec<TypeEntry> = std::mem::take(&mut self.types).into_values().collect();
        let mut enums: Vec<(CompactString, EnumEntry)> = std::mem::take(&mut self.enums).into_iter().collect();
        types.sort_by(|a, b| a.name.cmp(&b.name));
        enums.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        let mut index = Index::with_capacity(types.len() + enums.len());
        index.add_documented(types.iter(), self.decls);
        for (position, (_, entry)) in enums.iter().enumerate() {
            let pages: Vec<PageId> = entry.tables.iter().map(|(page, _)| *page).collect();
            index.add_enum(EnumId::from_index(position), &entry.name, &pages);
        }
        let position: HashMap<&str, usize> =
            enums.iter().enumerate().map(|(position, (key, _))| (key.as_str(), position)).collect();
        let nameless = self
            .nameless
            .iter()
            .filter_map(|(span, key)| Some((*span, EnumId::from_index(*position.get(key.as_str())?))))
            .collect();
        CollectedNames {
            types,
            enums: enums.into_iter().map(|(_, entry)| entry).collect(),
            nameless,
            index,
            made: self.made,
        }
    }
}
