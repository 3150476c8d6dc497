//! Compares texts with the members of enumerations.
//!
//! In: a text, and an enumeration. Out: whether the pages allow the text. An enumeration without documented members
//! allows every text.

use crate::api::EnumType;

/// Whether a text is a value of the enumeration: the name of a member in any letter case, or a number. If a value may
/// combine members, the text may also be a list of these with commas, such as `read,write`. An enumeration without
/// documented members has every text as a value.
pub(super) fn has(ty: &EnumType, text: &str) -> bool {
    let is_member = |text: &str| {
        let text = text.trim();
        text.parse::<i64>().is_ok()
            || ty.members.iter().any(|member| {
                let spellings = std::iter::once(&member.name).chain(&member.aliases);
                spellings.into_iter().any(|known| known.eq_ignore_ascii_case(text))
            })
    };
    ty.members.is_empty() || if ty.is_flags { text.split(',').all(is_member) } else { is_member(text) }
}
