//! Names that examples spell in another letter case than the tables.
//!
//! In: the result of comparing a body with its type. Out: other spellings of properties and of enumeration members.
//! Invariant: the declared name is the one in the table; a spelling in an example is only accepted in addition.

use compact_str::CompactString;

use crate::api::{Api, EnumId, EnumMember, ItemType, Parameter, TypeId, TypeRef};
use crate::decl::{JsonNode, JsonValue};

/// The result of comparing a body with its type, without the findings.
#[derive(Clone, Debug, Default)]
pub(in crate::link) struct Compared {
    /// Whether the body agrees with its type in all of its members and values.
    pub(in crate::link) agrees: bool,
    pub(in crate::link) spellings: Vec<ShownSpelling>,
    /// Enumerations of which a value in the body joins several members with commas.
    pub(in crate::link) combined: Vec<EnumId>,
}

/// A name that a body spells in another letter case than the table, such as `displayname`.
#[derive(Clone, Debug)]
pub(in crate::link) struct ShownSpelling {
    pub(in crate::link) of: SpeltItem,
    pub(in crate::link) spelling: CompactString,
}

/// The property or enumeration member that a body spells in another letter case.
#[derive(Clone, Debug)]
pub(in crate::link) enum SpeltItem {
    /// A property, by its name and the type that declares or inherits it.
    Property(TypeId, CompactString),
    /// A member of an enumeration, by its name.
    Member(EnumId, CompactString),
}

/// Whether a text joins at least two members of an enumeration with commas, each once.
pub(super) fn is_combination(members: &[EnumMember], text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_new = |(at, part): (usize, &&str)| !parts[..at].contains(part);
    let is_member = |part: &&str| members.iter().any(|member| member.name.eq_ignore_ascii_case(part));
    // The test of size comes first, because it keeps a long text from being compared part by part.
    (2..=members.len()).contains(&parts.len()) && parts.iter().all(is_member) && parts.iter().enumerate().all(is_new)
}

/// The enumerations among the parameters of an action of which a value in the body of a request joins several members.
pub(super) fn combined_arguments(api: &Api, parameters: &[Parameter], root: JsonNode<'_>) -> Vec<EnumId> {
    let combined = parameters.iter().filter_map(|parameter| {
        let Some(TypeRef { item: ItemType::Enum(id), collection: false }) = parameter.ty else { return None };
        let JsonValue::String(text) = root.get(&parameter.name)?.value() else { return None };
        is_combination(&api[id].members, text).then_some(id)
    });
    combined.collect()
}

/// Adds a spelling from an example as an alias of the property or enumeration member.
pub(in crate::link) fn add_alias(api: &mut Api, ShownSpelling { of, spelling }: ShownSpelling) {
    let aliases = match of {
        SpeltItem::Property(id, name) => {
            let owner = std::iter::once(id)
                .chain(api.bases(id))
                .find(|owner| api[*owner].properties.iter().any(|property| property.name == name));
            let properties = owner.map(|owner| &mut api.types[owner.index()].properties);
            properties.and_then(|all| all.iter_mut().find(|property| property.name == name)).map(|one| &mut one.aliases)
        }
        SpeltItem::Member(id, name) => {
            let members = &mut api.enums[id.index()].members;
            members.iter_mut().find(|member| member.name == name).map(|member| &mut member.aliases)
        }
    };
    if let Some(aliases) = aliases
        && !aliases.contains(&spelling)
    {
        aliases.push(spelling);
    }
}
