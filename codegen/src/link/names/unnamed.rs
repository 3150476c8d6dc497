//! The names of enumerations that a type cell does not name.
//!
//! In: a row whose cell says `Enumeration`, or `String` where the JSON representation names a type that no page describes.
//! Out: the name that the representation shows, else one made of the type's and the property's. Invariant: a documented
//! type is never renamed.

use crate::api::{PageId, Primitive, QualifiedName};
use crate::decl::vocabulary::primitive;
use crate::decl::{MemberDecl, ShapeHint, TypeDecl, TypeTerm};
use crate::link::index::Index;
use crate::link::names::Collector;
use crate::link::resolve::lookup;
use crate::link::spelling::{capitalised, is_nameless, qualify, short_name};

impl Collector<'_> {
    /// The name of the enumeration that a row is of, when its cell does not say.
    pub(super) fn unnamed(
        &self,
        index: &Index,
        page: PageId,
        decl: &TypeDecl,
        member: &MemberDecl,
        term: &TypeTerm,
    ) -> Option<QualifiedName> {
        let namespace = self.tree.namespace(page);
        let shape = decl.shape.iter().find(|shape| shape.name.value == member.name.value);
        let shown = shape.and_then(|shape| match &shape.hint {
            ShapeHint::Named(name) => Some(name.clone()),
            ShapeHint::Text
            | ShapeHint::Placeholder(_)
            | ShapeHint::Boolean
            | ShapeHint::Integer
            | ShapeHint::Fraction
            | ShapeHint::Object
            | ShapeHint::Nothing => None,
        });
        if is_nameless(&term.text) {
            let owner = decl.annotated.as_ref().or(decl.headed.as_ref()).map_or("", |name| &name.value);
            let made = || format!("{}{}", short_name(owner), capitalised(&member.name.value));
            return Some(qualify(&shown.unwrap_or_else(made), namespace));
        }
        let shown = shown.filter(|_| primitive(&term.text) == Some(Primitive::String))?;
        let span = term.span;
        let named = TypeTerm { text: shown.trim_start_matches('#').to_owned(), target: None, span };
        lookup(index, self.tree, &named, page).is_none().then(|| qualify(&shown, namespace))
    }
}
