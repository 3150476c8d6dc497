//! `String` properties whose values are the members of a documented enumeration.
//!
//! In: a row with a list of values. Out: the enumeration with these members. Every listed value is a member, in the
//! same letter case. Values in PascalCase are plain strings, because members of enumerations are in camelCase.

use crate::api::{EnumId, EnumType, ItemType, PageId, Primitive};
use crate::decl::{MemberDecl, TypeDecl};
use crate::link::names::resolve::Context;
use crate::link::names::spelling::short_name;
use crate::text::identifier::is_identifier;
use crate::text::lowercase::lower;

/// The member that announces future members. Lists often omit it.
const SENTINEL: &str = "unknownFutureValue";

/// The enumeration that has the listed values of a `String` property as members. Its name is the name of the property,
/// or the names of type and property joined. If the name only ends with the name of the property, the enumeration must
/// have no other members. `None` if there is no such enumeration.
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
    let fits = |candidate: &EnumType| {
        let has = |value: &str| candidate.members.iter().any(|member| member.name.eq_ignore_ascii_case(value));
        // Hardly any enumeration has the values, so this test comes first.
        if candidate.name.namespace != namespace || !values.iter().all(|value| *value == SENTINEL || has(value)) {
            return false;
        }
        let name = lower(&candidate.name.name);
        let named = name == property || name == full;
        let listed = |name: &str| values.iter().any(|value| value.eq_ignore_ascii_case(name));
        let same = || candidate.members.iter().all(|member| member.name == SENTINEL || listed(&member.name));
        named || name.ends_with(&*property) && same()
    };
    enums.iter().position(fits).map(|position| ItemType::Enum(EnumId::from_index(position)))
}
