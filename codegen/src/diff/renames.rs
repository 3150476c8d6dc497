//! Finds the types, properties, enumerations and members that have another name in the current state.
//!
//! Each item that only the earlier state has is compared with each item that only the current state has. The evidence
//! that both are the same item is, for instance, the same members, type, description or neighbours, or a name that
//! differs only in letter case. Two items are paired only if no other item has as much evidence, because a wrong
//! rename would hide a removal.

use std::collections::{BTreeMap, BTreeSet};

use super::surface::{Enum, Member, Property, Surface, Type, markdown};

/// The renamed types and enumerations.
pub(super) struct Names<'a> {
    /// The current name of each renamed type, by its earlier name.
    pub(super) types: BTreeMap<&'a str, &'a str>,
    /// The current name of each renamed enumeration, by its earlier name.
    pub(super) enums: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn new(before: &'a Surface, after: &'a Surface) -> Names<'a> {
        let types = matched(
            &only_in(&before.types, &after.types, |ty| &ty.name),
            &only_in(&after.types, &before.types, |ty| &ty.name),
            type_evidence,
        );
        let enums = matched(
            &only_in(&before.enums, &after.enums, |ty| &ty.name),
            &only_in(&after.enums, &before.enums, |ty| &ty.name),
            enum_evidence,
        );
        Names {
            types: types.into_iter().map(|(old, new)| (old.name.as_str(), new.name.as_str())).collect(),
            enums: enums.into_iter().map(|(old, new)| (old.name.as_str(), new.name.as_str())).collect(),
        }
    }

    /// A reference to a type, such as `Collection(microsoft.graph.user)`, in which a renamed type has its current name.
    pub(super) fn current_name(&self, reference: &str) -> String {
        let item = item(reference);
        let name = self.types.get(item).or_else(|| self.enums.get(item)).copied().unwrap_or(item);
        reference.replacen(item, name, 1)
    }

    /// The earlier name of a renamed type; any other name unchanged.
    pub(super) fn earlier_name<'s>(&'s self, name: &'s str) -> &'s str {
        self.types.iter().find(|(_, today)| **today == name).map_or(name, |(was, _)| was)
    }

    /// The name of a type, a property or an enumeration member after the rename of its type or enumeration:
    /// `graph.lamp.size` if `graph.light` became `graph.lamp`. `None` if neither was renamed.
    pub(super) fn subject(&self, subject: &str) -> Option<String> {
        self.types.iter().chain(&self.enums).find_map(|(was, is)| {
            let rest = subject.strip_prefix(was)?;
            (rest.is_empty() || rest.starts_with(['.', ' '])).then(|| format!("{is}{rest}"))
        })
    }
}

/// The item type of a reference: `microsoft.graph.user` of `Collection(microsoft.graph.user)`.
pub(super) fn item(reference: &str) -> &str {
    reference.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(reference)
}

/// The entries of a list whose names the other list lacks.
pub(super) fn only_in<'a, T>(list: &'a [T], other: &[T], name: impl Fn(&T) -> &str) -> Vec<&'a T> {
    let names: BTreeSet<&str> = other.iter().map(&name).collect();
    list.iter().filter(|entry| !names.contains(name(entry))).collect()
}

/// Pairs each removed item with the added item that is most likely the same, which is the one with the highest
/// `evidence`. An item is not paired if the highest evidence is zero, or if two candidates have it.
pub(super) fn matched<'a, T>(
    removed: &[&'a T],
    added: &[&'a T],
    evidence: impl Fn(&T, &T) -> u32,
) -> Vec<(&'a T, &'a T)> {
    let best = |one: &T, others: &[&'a T], forwards: bool| {
        let scores = others
            .iter()
            .enumerate()
            .map(|(at, other)| (if forwards { evidence(one, other) } else { evidence(other, one) }, at));
        let scores: Vec<(u32, usize)> = scores.filter(|(score, _)| *score > 0).collect();
        let top = scores.iter().map(|(score, _)| *score).max()?;
        let mut leaders = scores.iter().filter(|(score, _)| *score == top);
        let leader = leaders.next()?.1;
        leaders.next().is_none().then_some(leader)
    };
    let mut pairs = Vec::new();
    for (position, old) in removed.iter().enumerate() {
        if let Some(new) = best(old, added, true)
            && best(added[new], removed, false) == Some(position)
        {
            pairs.push((*old, added[new]));
        }
    }
    pairs
}

/// How likely two types are the same type with a new name; 0 if there is too little evidence. The score counts mostly
/// equal members, the same page, the same description, and names that differ only in letter case.
fn type_evidence(old: &Type, new: &Type) -> u32 {
    let names = |ty: &Type| ty.properties.iter().map(|property| property.name.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (names(old), names(new));
    let common = before.intersection(&after).count();
    let all = before.union(&after).count();
    // Two types that both have no members count as types with the same members.
    let alike = common * 5 >= all * 3;
    let same_page = !old.place().page.is_empty() && old.place().page == new.place().page;
    let (text, text_today) = (markdown(old.doc.as_ref()), markdown(new.doc.as_ref()));
    // A text that names its own type has the new name after a rename.
    let same_text = !text.is_empty() && (text == text_today || without_own_name(old) == without_own_name(new));
    let same_letters = old.name.eq_ignore_ascii_case(&new.name);
    let score = u32::from(alike) * 2 + u32::from(same_page) + u32::from(same_text) + u32::from(same_letters) * 3;
    // Equal members are enough evidence only if there are at least four, because many types have an `id` and a
    // `displayName`.
    if score >= 3 || alike && common >= 4 { score } else { 0 }
}

/// The text about a type, with a mark in place of the name of the type.
fn without_own_name(ty: &Type) -> String {
    let own = ty.name.rsplit('.').next().unwrap_or(&ty.name);
    let text = markdown(ty.doc.as_ref());
    let words = text.split_inclusive(|c: char| !c.is_alphanumeric());
    words
        .map(|word| match word.strip_prefix(own) {
            Some(rest) if !rest.starts_with(char::is_alphanumeric) => format!("\0{rest}"),
            Some(_) | None => word.to_owned(),
        })
        .collect()
}

fn enum_evidence(old: &Enum, new: &Enum) -> u32 {
    let names = |ty: &Enum| ty.members.iter().map(|member| member.name.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (names(old), names(new));
    let common = before.intersection(&after).count();
    let alike = common >= 2 && common * 5 >= before.union(&after).count() * 3;
    let same_letters = old.name.eq_ignore_ascii_case(&new.name);
    u32::from(alike) * (1 + u32::try_from(common).unwrap_or(u32::MAX - 9)) + u32::from(same_letters) * 3
}

/// The pairs of a removed and an added property of one type that are the same property with a new name.
pub(super) fn properties<'a>(
    old: &'a [Property],
    new: &'a [Property],
    names: &Names<'_>,
) -> Vec<(&'a Property, &'a Property)> {
    let around_old = neighbours(old, |property| &property.name);
    let around_new = neighbours(new, |property| &property.name);
    matched(&only_in(old, new, |p| &p.name), &only_in(new, old, |p| &p.name), |one, other| {
        let same_letters = one.name.eq_ignore_ascii_case(&other.name);
        if names.current_name(&one.ty) != other.ty {
            return u32::from(same_letters);
        }
        let text = markdown(one.doc.as_ref());
        let same_text = text.len() > 10 && one.doc == other.doc;
        let same_place = around_old.get(one.name.as_str()) == around_new.get(other.name.as_str());
        u32::from(same_letters) * 4 + u32::from(same_text) * 2 + u32::from(same_place)
    })
}

/// The pairs of a removed and an added member of one enumeration that are the same member with a new name.
pub(super) fn members<'a>(old: &'a [Member], new: &'a [Member]) -> Vec<(&'a Member, &'a Member)> {
    let around_old = neighbours(old, |member| &member.name);
    let around_new = neighbours(new, |member| &member.name);
    matched(&only_in(old, new, |m| &m.name), &only_in(new, old, |m| &m.name), |one, other| {
        let same_letters = one.name.eq_ignore_ascii_case(&other.name);
        let same_value = one.value.is_some() && one.value == other.value;
        let same_text = markdown(one.doc.as_ref()).len() > 10 && one.doc == other.doc;
        let same_place = around_old.get(one.name.as_str()) == around_new.get(other.name.as_str());
        // The same neighbours count only if one name also contains the other: a removed and an unrelated new member may
        // both be at the end of the list.
        let same_stem = same_place && (one.name.contains(&other.name) || other.name.contains(&one.name));
        if !same_letters && !same_value && !same_text && !same_stem {
            return 0;
        }
        u32::from(same_letters) * 4 + u32::from(same_value) * 2 + u32::from(same_text) * 2 + u32::from(same_place)
    })
}

/// For each entry of a list, by its name: the names of the entries directly before and after it.
fn neighbours<T>(list: &[T], name: impl Fn(&T) -> &str) -> BTreeMap<&str, (Option<&str>, Option<&str>)> {
    let around = |at: usize| {
        let before = at.checked_sub(1).map(|at| name(&list[at]));
        (name(&list[at]), (before, list.get(at + 1).map(&name)))
    };
    (0..list.len()).map(around).collect()
}
