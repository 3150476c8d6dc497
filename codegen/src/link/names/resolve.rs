//! Resolves the text of a type cell to an item.
//!
//! # Rule 3: Meaning of a type cell
//!
//! Without a link, the text is a primitive type, or else a name. With a link, the text is looked up as a name, then as
//! a primitive type, then the page that the link leads to counts, unless the link leads to a section about something
//! else. If two types share a short name, the link chooses.
//!
//! A short name is looked up in the namespace of the page, then in the namespaces around it, then in the shortest
//! namespace. Aliases come last.

use crate::api::{ItemType, PageId, Primitive, TypeId, TypeRef};
use crate::decl::vocabulary::{primitive, qualified_primitive, unsigned};
use crate::decl::{MemberDecl, PageDecls, ShapeHint, ShapeMember, TypeDecl, TypeExpr, TypeTerm};
use crate::link::names::CollectedNames;
use crate::link::names::index::Named;
use crate::link::pages::PageIndex;

/// The declarations, files and names that every pass of linking reads.
#[derive(Clone, Copy)]
pub(in crate::link) struct Context<'a> {
    pub(in crate::link) decls: &'a [PageDecls],
    pub(in crate::link) tree: &'a PageIndex<'a>,
    pub(in crate::link) names: &'a CollectedNames,
    /// For each operation page, the type with whose name the file name of the page begins: `user` for
    /// `user-list-messages.md`. `None` if there is no such type, and for any other page.
    pub(in crate::link) subjects: &'a [Option<TypeId>],
}

impl<'a> Context<'a> {
    /// The type or enumeration that a name in a type cell or in prose means. The name itself is looked up first; the
    /// page to which it links counts only if the name does not decide.
    ///
    /// A linked name may be a type whose name looks like a primitive (`[timeStamp](timestamp.md)`). An unlinked word is
    /// a primitive if possible.
    pub(in crate::link) fn term(&self, term: &TypeTerm, page: PageId) -> Option<ItemType> {
        lookup(&self.names.index, self.tree, term, page)
    }

    /// The type that the text of a type cell means: the type of the first name in the cell that is known. If the cell
    /// names several different primitive types, the type is untyped JSON. `None` if no name in the cell is known.
    pub(in crate::link) fn expr(&self, expr: &TypeExpr, page: PageId) -> Option<TypeRef> {
        let mut items = expr.terms.iter().filter_map(|term| self.term(term, page));
        let mut item = items.next()?;
        let is_other = |other| matches!(other, ItemType::Primitive(_)) && other != item;
        if matches!(item, ItemType::Primitive(_)) && items.any(is_other) {
            item = ItemType::Primitive(Primitive::Untyped);
        }
        Some(TypeRef { item, collection: expr.collection })
    }

    /// The structured type that a name means; `None` if it means a primitive type or an enumeration.
    pub(in crate::link) fn structured(&self, term: &TypeTerm, page: PageId) -> Option<TypeId> {
        match self.term(term, page)? {
            ItemType::Structured(id) => Some(id),
            ItemType::Primitive(_) | ItemType::Enum(_) => None,
        }
    }

    /// The structured type in the type cell of a row. If the text and the link of the cell name different types, and
    /// the JSON representation shows the linked one, the link counts.
    pub(in crate::link) fn row(&self, decl: &TypeDecl, member: &MemberDecl, page: PageId) -> Option<TypeId> {
        let shape = decl.shape.iter().find(|shape| shape.name.value == member.name.value);
        let linked = shape.and_then(|shape| self.linked(member, page, shape));
        linked.or_else(|| member.ty.terms.iter().find_map(|term| self.structured(term, page)))
    }

    /// The type that the JSON representation shows for a member, if the member's type cell links to the page of that
    /// type.
    pub(in crate::link) fn linked(&self, member: &MemberDecl, page: PageId, shape: &ShapeMember) -> Option<TypeId> {
        let ShapeHint::Named(name) = &shape.hint else { return None };
        let shown @ ItemType::Structured(id) = self.name(name, page)? else { return None };
        let targets = member.ty.terms.iter().filter_map(|term| self.tree.page(page, term.target.as_ref()?));
        targets.into_iter().any(|target| self.names.index.of_page(target).contains(&shown)).then_some(id)
    }

    /// The name of an item as pages write it: without its namespace if the item is in the usual namespace.
    pub(in crate::link) fn item_name(&self, item: ItemType) -> String {
        let name = match item {
            ItemType::Structured(id) => &self.names.types[id.index()].name,
            ItemType::Enum(id) => &self.names.enums[id.index()].name,
            ItemType::Primitive(primitive) => return primitive.as_str().to_owned(),
        };
        name.as_pages_write(&self.tree.default_namespace)
    }

    /// The item of a name written in an annotation or a body: qualified, or short in the page's namespace. `None` if
    /// nothing has this name.
    pub(in crate::link) fn name(&self, name: &str, page: PageId) -> Option<ItemType> {
        let name = name.trim().trim_start_matches('#');
        let named = by_name(&self.names.index, name, self.tree.namespace(page));
        named.map(|named| named.item).or_else(|| primitive(name).map(ItemType::Primitive))
    }
}

/// Finds the type or enumeration that a name means, in the order that [`Context::term`] describes. `None` if the name
/// means nothing.
pub(in crate::link) fn lookup(
    index: &super::index::Index,
    tree: &PageIndex<'_>,
    term: &TypeTerm,
    page: PageId,
) -> Option<ItemType> {
    let namespace = tree.namespace(page);
    let word = || primitive(&term.text).map(ItemType::Primitive);
    let Some(target) = &term.target else {
        return match word() {
            // A word such as `Json` means any JSON value, unless a documented type has exactly this name.
            any @ Some(ItemType::Primitive(Primitive::Untyped)) if index.is_spelled(&term.text) => {
                by_name(index, &term.text, namespace).map(|named| named.item).or(any)
            }
            None => by_name(index, &term.text, namespace)
                .map(|named| named.item)
                .or_else(|| qualified_primitive(&term.text).or_else(|| unsigned(&term.text)).map(ItemType::Primitive)),
            word => word,
        };
    };
    let named = by_name(index, &term.text, namespace);
    let by_text = named.as_ref().map(|named| named.item);
    // If only one type has the name, the link has no effect.
    if named.is_some_and(|named| named.is_only) {
        return by_text;
    }
    let target_page = tree.page(page, target);
    let on_target = || {
        let items = target_page.map_or(&[][..], |target| index.of_page(target));
        let anchor = target.split_once('#').map(|(_, anchor)| anchor);
        let named = anchor.map(|anchor| anchor.strip_suffix("-values").unwrap_or(anchor));
        // If the link leads to a section about something else, the cell does not mean the type that the target page
        // describes.
        let elsewhere = |anchor| target_page.is_some_and(|target| !tree.is_about_page(target, anchor));
        let items = if anchor.is_some_and(elsewhere) { &[] } else { items };
        let anchored = named.and_then(|anchor| by_name(index, anchor, namespace));
        anchored.map(|named| named.item).or_else(|| match items {
            [] => None,
            [only] => Some(*only),
            several => several.iter().find(|item| matches!(item, ItemType::Structured(_))).copied(),
        })
    };
    // If two types share the short name, the cell means the one that the target of the link describes.
    if let (Some(item), Some(target)) = (by_text, target_page)
        && let items = index.of_page(target)
        && !items.is_empty()
        && !items.contains(&item)
        && let Some(same) = by_name(index, &term.text, tree.namespace(target))
        && items.contains(&same.item)
    {
        return Some(same.item);
    }
    by_text.or_else(word).or_else(on_target).or_else(|| unsigned(&term.text).map(ItemType::Primitive))
}

fn by_name(index: &super::index::Index, name: &str, namespace: &str) -> Option<Named> {
    if let Some(dot) = memchr::memrchr(b'.', name.as_bytes()) {
        let short = &name[dot + 1..];
        let named = index.qualified(name).or_else(|| index.ending(name)).map(|item| Named { item, is_only: true });
        return named.or_else(|| index.short(short, namespace));
    }
    index.short(name, namespace)
}
