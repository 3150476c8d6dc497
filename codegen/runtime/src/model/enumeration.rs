//! The members of open enumerations.
//!
//! In: a text that is not a documented spelling of a member. Out: the member that it equals in another letter case.
//! Invariant: documented spellings rank first. Of members that differ in letter case only, the first counts.

/// The member that differs from `text` in the case of ASCII letters only.
#[doc(hidden)]
#[must_use]
pub fn member_in_any_case(members: &'static [&'static str], text: &str) -> Option<&'static str> {
    members.iter().find(|member| member.eq_ignore_ascii_case(text)).copied()
}
