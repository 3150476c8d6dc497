//! Looks up items by qualified name, by short name and by page, in any letter case.

use compact_str::{CompactString, format_compact};
use foldhash::{HashMap, HashSet};

use crate::api::{EnumId, ItemType, PageId, PageKind, QualifiedName, TypeId};
use crate::decl::PageDecls;
use crate::link::names::TypeEntry;
use crate::link::names::spelling::key;
use crate::text::caseless::Caseless;
use crate::text::lowercase::{lower, lowered};

/// The types and enumerations of a tree, indexed by name and by page.
pub(in crate::link) struct Index {
    qualified: Caseless<ItemType>,
    short: Caseless<Vec<(CompactString, ItemType)>>,
    by_page: HashMap<PageId, Vec<ItemType>>,
    spellings: HashSet<CompactString>,
}

/// What a short name means on one page.
pub(in crate::link) struct Named {
    pub(in crate::link) item: ItemType,
    /// Whether the short name means this item on every page, because no other item has the name.
    pub(in crate::link) is_only: bool,
}

impl Index {
    /// An empty index with room for `count` names.
    pub(in crate::link) fn with_capacity(count: usize) -> Index {
        Index {
            qualified: Caseless::with_capacity(count),
            short: Caseless::with_capacity(count),
            by_page: HashMap::with_capacity_and_hasher(count, Default::default()),
            spellings: HashSet::with_capacity_and_hasher(count, Default::default()),
        }
    }

    pub(in crate::link) fn add_type(
        &mut self,
        id: TypeId,
        name: &QualifiedName,
        aliases: &[CompactString],
        pages: &[PageId],
    ) {
        self.add(ItemType::Structured(id), name, pages);
        for alias in aliases {
            self.add_alias(ItemType::Structured(id), &name.namespace, alias);
        }
    }

    pub(in crate::link) fn add_enum(&mut self, id: EnumId, name: &QualifiedName, pages: &[PageId]) {
        self.add(ItemType::Enum(id), name, pages);
    }

    /// Adds types with their pages. The main type of a page comes first, then the other types on it. Pages of
    /// operations and of prose have no main type.
    pub(in crate::link) fn add_documented<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e TypeEntry> + Clone,
        decls: &[PageDecls],
    ) {
        let is_about = |page: PageId| decls[page.index()].kind == PageKind::Resource;
        for (position, entry) in entries.clone().enumerate() {
            let own = entry.decls.iter().filter(|(page, position)| *position == 0 && is_about(*page));
            let pages: Vec<PageId> = own.map(|(page, _)| *page).collect();
            self.add_type(TypeId::from_index(position), &entry.name, &entry.aliases, &pages);
        }
        for (position, entry) in entries.enumerate() {
            for (page, _) in entry.decls.iter().filter(|(page, position)| *position > 0 && is_about(*page)) {
                self.by_page.entry(*page).or_default().push(ItemType::Structured(TypeId::from_index(position)));
            }
        }
    }

    /// Adds types that no page describes. `known` is the number of types that come before them in the model, so that
    /// their ids are known.
    pub(in crate::link) fn add_pageless(&mut self, known: usize, names: &[QualifiedName]) {
        for (position, name) in names.iter().enumerate() {
            self.add_type(TypeId::from_index(known + position), name, &[], &[]);
        }
    }

    fn add(&mut self, item: ItemType, name: &QualifiedName, pages: &[PageId]) {
        self.qualified.get_or_insert(&key(name), || item);
        self.short.get_or_insert(&name.name, Vec::new).push((lowered(&name.namespace), item));
        self.spellings.insert(name.name.clone());
        for page in pages {
            self.by_page.entry(*page).or_default().push(item);
        }
    }

    /// Adds an alias. It never hides the name of another item.
    fn add_alias(&mut self, item: ItemType, namespace: &str, alias: &str) {
        self.short.get_or_insert(alias, Vec::new).push((format_compact!("{} alias", lower(namespace)), item));
    }

    /// The type or enumeration with a qualified name, such as `microsoft.graph.user`. `None` if nothing has this name.
    pub(in crate::link) fn qualified(&self, name: &str) -> Option<ItemType> {
        self.qualified.get(name).copied()
    }

    /// The type with a qualified name, for casts. `None` if no type has this name.
    pub(in crate::link) fn cast(&self, name: &str) -> Option<TypeId> {
        match self.qualified(name)? {
            ItemType::Structured(id) => Some(id),
            ItemType::Enum(_) | ItemType::Primitive(_) => None,
        }
    }

    /// The item that a short name means in a namespace. The name is looked up in the namespace itself, then in the
    /// nearest enclosing one, then in the shortest one. Aliases come last. `None` if the name means nothing.
    pub(in crate::link) fn short(&self, name: &str, namespace: &str) -> Option<Named> {
        let candidates = self.short.get(name)?;
        if let [(_, only)] = candidates.as_slice() {
            return Some(Named { item: *only, is_only: true });
        }
        let namespace = lower(namespace);
        let rank = |other: &str| {
            let encloses = namespace.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'));
            let distance = if encloses { namespace.len() - other.len() } else { namespace.len() + other.len() };
            (other.ends_with(" alias"), other != namespace, !encloses, distance)
        };
        let nearest = candidates.iter().min_by_key(|(other, _)| rank(other));
        nearest.map(|(_, item)| Named { item: *item, is_only: false })
    }

    /// The item whose qualified name ends with `name`: `library.book` means `contoso.library.book`. `None` if no item
    /// has such a name.
    pub(in crate::link) fn ending(&self, name: &str) -> Option<ItemType> {
        let name = lower(name);
        let (prefix, short) = name.rsplit_once('.')?;
        let encloses = |other: &str| other.strip_suffix(prefix).is_some_and(|before| before.ends_with('.'));
        let ending = self.short.get(short)?.iter().filter(|(other, _)| encloses(other));
        ending.min_by_key(|(other, _)| other.len()).map(|(_, item)| *item)
    }

    /// Whether a documented name has exactly this spelling.
    pub(in crate::link) fn is_spelled(&self, name: &str) -> bool {
        self.spellings.contains(name)
    }

    /// The types and enumerations that a page declares, the main type first.
    pub(in crate::link) fn of_page(&self, page: PageId) -> &[ItemType] {
        self.by_page.get(&page).map_or(&[], Vec::as_slice)
    }
}
