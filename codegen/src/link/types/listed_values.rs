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

/// The member that stands for all members that are added later. Lists of values often omit it.
const SENTINEL: &str = "unknownFutureValue";

/// If a description lists at least this many values, and they are exactly the members of one enumeration, this is no
/// coincidence.
const MANY: usize = 4;

/// The enumeration of a property of type `String` whose description lists values. It has all these values as members,
/// and one of the following is true. Its name is that of the property, or that of the type and the property together.
/// Or it has no other members, and its name ends with the name of the property. Or it has no other members, is the
/// only such enumeration, and the values are at least [`MANY`].
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
        // If another row of the type has the enumeration as its type, or has its name, the author of the page knows
        // the enumeration. This row then says `String` on purpose.
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
    // No enumeration has a name that fits. If exactly one enumeration has the same members, it is taken.
    let position = position.or(if let [only] = same_members[..] { Some(only) } else { None });
    position.map(|position| ItemType::Enum(EnumId::from_index(position)))
}
