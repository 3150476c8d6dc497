//! `String` properties whose values are the members of a documented enumeration.
//!
//! In: a row with a list of values. Out: the enumeration with these members. Every listed value is a member, in the
//! same letter case. Values in PascalCase are plain strings, because members of enumerations are in camelCase.

use crate::api::{EnumId, EnumType, ItemType, PageId, Primitive};
use crate::decl::{MemberDecl, TypeDecl, TypeTerm};
use crate::link::names::resolve::Context;
use crate::link::names::spelling::short_name;
use crate::text::identifier::is_identifier;
use crate::text::lowercase::lower;

/// The member that announces future members. Lists often omit it.
const SENTINEL: &str = "unknownFutureValue";

/// The number of values that are hardly those of an enumeration by chance.
const MANY: usize = 4;

/// The enumeration for the values of a `String`. Its name is that of the property, or that of the type and the
/// property. Or its name ends with the name of the property, or it is the only one with these members and they are many,
/// and the enumeration has no other members.
pub(in crate::link) fn listed(
    cx: &Context<'_>,
    enums: &[EnumType],
    page: PageId,
    decl: &TypeDecl,
    member: &MemberDecl,
    item: ItemType,
) -> Option<ItemType> {
    let values: Vec<&str> = member.remarks.values.iter().map(|value| value.value.as_str()).collect();
    let camel = |value: &&str| is_identifier(value) && value.starts_with(char::is_lowercase);
    if item != ItemType::Primitive(Primitive::String) || values.len() < 2 || !values.iter().all(camel) {
        return None;
    }
    let owner = decl.annotated.as_ref().or(decl.headed.as_ref()).map_or("", |name| &name.value);
    let property = lower(&member.name.value);
    let full = format!("{}{property}", lower(&short_name(owner)));
    let namespace = cx.tree.namespace(page);
    let mut same_members = Vec::new();
    let mut fits = |(position, candidate): (usize, &EnumType)| {
        let has = |value: &str| candidate.members.iter().any(|member| member.name.eq_ignore_ascii_case(value));
        // Hardly any enumeration has the values, so this test comes first.
        if candidate.name.namespace != namespace || !values.iter().all(|value| *value == SENTINEL || has(value)) {
            return false;
        }
        let name = lower(&candidate.name.name);
        let named = name == property || name == full;
        let listed = |name: &str| values.iter().any(|value| value.eq_ignore_ascii_case(name));
        let same = || candidate.members.iter().all(|member| member.name == SENTINEL || listed(&member.name));
        if named || name.ends_with(&*property) && same() {
            return true;
        }
        // Where another row has the enumeration as its type or its name, `String` is said here on purpose.
        let is_named = || {
            let has = |term: &TypeTerm| lower(&short_name(&term.text)) == name;
            decl.members.iter().any(|other| lower(&other.name.value) == name || other.ty.terms.iter().any(has))
        };
        if values.len() >= MANY && same() && !is_named() {
            same_members.push(position);
        }
        false
    };
    let position = enums.iter().enumerate().find(|found| fits(*found)).map(|(position, _)| position);
    // Without a name that fits, many values are those of one enumeration and of no other.
    let position = position.or(if let [only] = same_members[..] { Some(only) } else { None });
    position.map(|position| ItemType::Enum(EnumId::from_index(position)))
}
