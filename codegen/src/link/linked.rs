//! The linked model and the declarations that it comes from, for the checks that compare the two.

use crate::api::{Api, ItemType, PageId, TypeId, TypeRef};
use crate::decl::{PageDecls, TypeDecl, TypeExpr};
use crate::link::names::resolve::Context;
use crate::link::names::suggestion::Files;
use crate::link::pages::Destination;
use crate::link::types::{declarations, new_row};
use crate::source::Sources;

/// The model and the declarations of its pages.
pub(crate) struct Linked<'a> {
    pub(crate) api: &'a Api,
    pub(super) cx: Context<'a>,
}

impl<'a> Linked<'a> {
    /// All pages with their declarations, in order.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (PageId, &'a PageDecls)> {
        self.cx.decls.iter().enumerate().map(|(index, decls)| (PageId::from_index(index), decls))
    }

    /// What the page says, before it is linked with other pages.
    pub(crate) fn decls(&self, page: PageId) -> &'a PageDecls {
        &self.cx.decls[page.index()]
    }

    /// The path of the page's file within the docs folder, such as `api/user-get.md`.
    pub(crate) fn path(&self, page: PageId) -> &'a str {
        self.cx.tree.path(page)
    }

    /// The page of the tree that a link leads to, which may be the page `from` itself. `None` if the link leads to
    /// anything else.
    pub(crate) fn page(&self, from: PageId, link: &str) -> Option<PageId> {
        match self.cx.tree.resolve(from, link) {
            Destination::Page(page, _) => Some(page),
            Destination::Here => Some(from),
            Destination::Moved(_) | Destination::File | Destination::Url | Destination::Site | Destination::Missing => {
                None
            }
        }
    }

    /// The target of a link in the file at `from`.
    pub(crate) fn destination(&self, from: &str, link: &str) -> Destination {
        self.cx.tree.find(from, link)
    }

    /// The page whose file has this path; `None` if there is none.
    pub(crate) fn page_at(&self, path: &str) -> Option<PageId> {
        self.cx.tree.by_lower_path(&path.to_lowercase())
    }

    /// The file names of the pages, for suggestions.
    pub(crate) fn file_names(&self) -> Files<'a> {
        let name = |(page, _)| self.path(page).rsplit('/').next().unwrap_or_default();
        Files::new(self.pages().map(name))
    }

    /// The texts of all files of the tree.
    pub(crate) fn sources(&self) -> &'a Sources {
        self.cx.tree.sources
    }

    /// The types and enumerations that a page declares, the main one first.
    pub(crate) fn items(&self, page: PageId) -> &'a [ItemType] {
        self.cx.names.index.of_page(page)
    }

    /// The namespace of pages that state no namespace.
    pub(crate) fn usual_namespace(&self) -> &'a str {
        &self.cx.tree.default_namespace
    }

    /// The item that a name on a page means, without regard to links. `None` if the name means no item.
    pub(crate) fn named(&self, name: &str, page: PageId) -> Option<ItemType> {
        self.cx.name(name, page)
    }

    /// The type that the text of a type cell means: `Collection(user)` is a collection of the type `user`. `None` if
    /// the cell names no known type.
    pub(crate) fn expr(&self, expr: &TypeExpr, page: PageId) -> Option<TypeRef> {
        self.cx.expr(expr, page)
    }

    /// The name of a type in the form that type cells have: `user` or `Collection(user)`.
    pub(crate) fn cell(&self, ty: TypeRef) -> String {
        new_row::cell(&self.cx, ty)
    }

    /// The name of an item without its namespace: `user` for `microsoft.graph.user`.
    pub(crate) fn short(&self, item: ItemType) -> &'a str {
        match item {
            ItemType::Structured(id) => &self.cx.names.types[id.index()].name.name,
            ItemType::Enum(id) => &self.cx.names.enums[id.index()].name.name,
            ItemType::Primitive(primitive) => primitive.as_str(),
        }
    }

    /// Whether a word on a page names an item in exactly the letter case of the item's name.
    pub(crate) fn is_spelt(&self, word: &str, page: PageId) -> bool {
        self.named(word, page).is_some_and(|item| self.short(item) == word)
    }

    /// Whether a word is the name of a property, a type, or a member of an enumeration, in any letter case.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        let is = |name: &str| name.eq_ignore_ascii_case(word);
        let api = self.api;
        api.types.iter().any(|ty| is(&ty.name.name) || ty.properties.iter().any(|property| is(&property.name)))
            || api.enums.iter().any(|ty| is(&ty.name.name) || ty.members.iter().any(|member| is(&member.name)))
    }

    /// The declarations of a type, each with its page.
    pub(crate) fn of_type(&self, id: TypeId) -> impl Iterator<Item = (PageId, &'a TypeDecl)> {
        declarations::decls(&self.cx, id)
    }
}
