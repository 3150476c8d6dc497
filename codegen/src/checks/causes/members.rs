//! Merges the findings about a property or enumeration value that examples or descriptions show and no table lists. The
//! merged finding is at the place to correct.
//!
//! In: findings about members (properties and enumeration values), one for each place that shows the member. Out: one
//! finding for each member, placed at the row with a misspelt name, at the table that lacks a row, or at the only place
//! that shows the member.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::api::{Api, EnumType, TypeId};
use crate::checks::causes::places::add;
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, NewRow, Subject};
use crate::source::Span;
use crate::text::identifier::{camel_words, is_identifier};
use crate::text::near;

type Key = (CompactString, CompactString);

/// Merges the findings about each member.
pub(super) fn merge_by_member(diagnostics: &mut Vec<Diagnostic>, api: &Api) {
    let codes = [
        code::SHAPE_ONLY,
        code::EXAMPLE_MEMBER_UNKNOWN,
        code::ENUM_VALUE_UNKNOWN,
        code::EXAMPLE_ENUM,
        code::INHERITED_ELSEWHERE,
    ];
    let (mut members, mut others): (BTreeMap<Key, Vec<Diagnostic>>, Vec<Diagnostic>) = (BTreeMap::new(), Vec::new());
    let mut missing: BTreeMap<Key, Diagnostic> = BTreeMap::new();
    for finding in diagnostics.drain(..) {
        match &finding.subject {
            Subject::Member(member) if finding.code == code::SHAPE_MISSING => {
                missing.insert((**member).clone(), finding);
            }
            Subject::Member(member) if codes.contains(&finding.code) => {
                members.entry((**member).clone()).or_default().push(finding);
            }
            _ => others.push(finding),
        }
    }
    *diagnostics = others;
    let mut made = Vec::new();
    // For each type, how many members without a row its JSON representation shows.
    let mut alone: BTreeMap<CompactString, usize> = BTreeMap::new();
    let is_shown = |findings: &Vec<Diagnostic>| findings.iter().any(|finding| finding.code == code::SHAPE_ONLY);
    for ((owner, _), _) in members.iter().filter(|(_, findings)| is_shown(findings)) {
        *alone.entry(owner.clone()).or_default() += 1;
    }
    for (key, findings) in &members {
        let is_value =
            findings.iter().any(|finding| [code::ENUM_VALUE_UNKNOWN, code::EXAMPLE_ENUM].contains(&finding.code));
        if is_value {
            let known = api.enums.iter().find(|known| known.name.name == key.0);
            made.push(known.map_or_else(|| findings[0].clone(), |known| value(known, &key.1, findings)));
        } else {
            let ty = api.types.iter().position(|ty| ty.name.name == key.0).map(TypeId::from_index);
            let alone = alone.get(&key.0) == Some(&1);
            made.push(
                ty.map_or_else(|| findings[0].clone(), |ty| member(api, ty, (&key.1, alone), findings, &mut missing)),
            );
        }
    }
    diagnostics.append(&mut made);
    diagnostics.extend(missing.into_values());
}

/// The finding about a value that the table of an enumeration lacks, merged from all findings about this value.
fn value(known: &EnumType, name: &str, findings: &[Diagnostic]) -> Diagnostic {
    let first = &findings[0];
    let near = near::nearest(name, known.members.iter().map(|member| member.name.as_str()), (name.len() / 3).min(2));
    let near = near.first().copied();
    let stated = findings.iter().filter(|finding| finding.code == code::ENUM_VALUE_UNKNOWN).count();
    let is_name = is_identifier(name) && !["null", "true", "false"].contains(&name);
    // The finding stays at the value, and does not move to the table, in three cases:
    // - The value is probably misspelt: only one finding is about it, and it resembles a member or no description lists
    //   it.
    // - No table declares the enumeration.
    // - The value is not an identifier, so it cannot be a member.
    if findings.len() == 1 && (near.is_some() || stated == 0) || known.spans.is_empty() || !is_name {
        let mut only = first.clone();
        if let Some(near) = near {
            only.help = format!("write `{near}`").into();
            only = only.fixed_by(Edit::Word(first.span, name.to_owned(), near.to_owned()));
        }
        return only;
    }
    let table = known.spans[0];
    let row = known.members.iter().find(|member| Some(member.name.as_str()) == near);
    if let Some(row) = row.filter(|row| row.span.source == table.source) {
        let message = format!("the table of `{}` has `{}`, and pages show `{name}`", known.name.name, row.name);
        let mut finding = Diagnostic::new(code::ENUM_ROW_MISSING, row.span, message)
            .help(format!("write `{name}`, or add a row for it"))
            .about(first.subject.clone())
            .fix_unsafely(Edit::Word(row.span, row.name.to_string(), name.to_owned()));
        for other in findings {
            add(&mut finding, other.span, "it stands here");
        }
        return finding;
    }
    // The finding is placed at the header of the table.
    let span = Span { end: table.start + 1, ..table };
    let message = format!("the table of `{}` has no row for `{name}`", known.name.name);
    let mut finding = Diagnostic::new(code::ENUM_ROW_MISSING, span, message)
        .help(format!("add a row for `{name}`, or correct the value at the places that use it"))
        .about(first.subject.clone());
    let in_table = |span: &Span| span.source == table.source && (table.start..table.end).contains(&span.start);
    if let Some(last) = known.members.iter().map(|member| member.span).filter(in_table).max() {
        finding =
            finding.fix_unsafely(Edit::Row(Box::new(NewRow { above: last, cells: vec![(last, name.to_owned())] })));
    }
    for other in findings {
        add(&mut finding, other.span, "the value stands here");
    }
    finding
}

/// Whether `name` has a word that occurs in no other property of the tree, such as `dispaly` in `dispalyName`, while
/// all words of `other` do occur in other properties.
fn has_odd_word(api: &Api, name: &str, other: &str) -> bool {
    let known = |word: &str| {
        let names = api.types.iter().flat_map(|ty| &ty.properties).map(|property| property.name.as_str());
        let mut others = names.filter(|known| *known != name).flat_map(camel_words);
        others.any(|known| known.eq_ignore_ascii_case(word))
    };
    camel_words(name).any(|word| !known(word)) && camel_words(other).all(known)
}

/// If a member and the position of a missing property in the JSON representation are at most this many bytes apart, the
/// member may stand in place of the property.
const BESIDE: u32 = 120;

/// The finding that the JSON representation shows a property under another name than its row. `name` has to be the only
/// member without a row there (the caller checks this). `None` unless exactly one property of the type is missing from
/// the JSON representation, at about the position of `name`.
fn renamed(
    owner: &CompactString,
    name: &str,
    findings: &[Diagnostic],
    missing: &mut BTreeMap<Key, Diagnostic>,
) -> Option<Diagnostic> {
    let shape = findings.iter().find(|finding| finding.code == code::SHAPE_ONLY)?;
    let mut unshown = missing.keys().filter(|(of, _)| of == owner);
    let (key, None) = (unshown.next()?.clone(), unshown.next()) else { return None };
    // The finding about the missing property is placed where the JSON representation should show it. A member far from
    // there is probably not another name for the property.
    if missing[&key].span.start.abs_diff(shape.span.start) > BESIDE {
        return None;
    }
    let absent = missing.remove(&key)?;
    let message =
        format!("the JSON representation shows `{name}`, which has no row, and not `{}`, which has one", key.1);
    let mut finding = Diagnostic::new(code::SHAPE_ONLY, shape.span, message)
        .help(format!(
            "write the same name in the JSON and in the table, or add a row for `{name}` and show `{}` in the JSON",
            key.1
        ))
        .about(shape.subject.clone());
    finding.fix = match (shape.fix.clone(), &absent.fix) {
        (Some(mut fix), Some(other)) => {
            fix.join(other);
            Some(fix)
        }
        _ => None,
    };
    for (place, _) in &absent.notes {
        add(&mut finding, *place, "the row that is not shown");
    }
    findings.iter().for_each(|other| add(&mut finding, other.span, "the name is shown here too"));
    Some(finding)
}

/// The finding about a member that no row of a type declares, merged from `findings`. `alone` says that it is the only
/// such member in the JSON representation.
fn member(
    api: &Api,
    ty: TypeId,
    (name, alone): (&str, bool),
    findings: &[Diagnostic],
    missing: &mut BTreeMap<Key, Diagnostic>,
) -> Diagnostic {
    let owner = &api[ty].name.name;
    let shape = findings.iter().find(|finding| finding.code == code::SHAPE_ONLY);
    let first = shape.unwrap_or(&findings[0]);
    let mut places: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
    places.sort_unstable();
    places.dedup();
    // If the JSON representation does not show a property, but shows a member with a similar name, one of the two names
    // is misspelt.
    let unshown = missing.keys().filter(|(of, _)| of == owner).map(|(_, name)| name.as_str());
    let intended = near::slip(name, unshown).map(|near| (owner.clone(), CompactString::from(near)));
    if let Some(intended) = intended.filter(|_| shape.is_some()) {
        missing.remove(&intended);
        let row = api[ty].properties.iter().find(|property| property.name == intended.1);
        let Some(row) = row.filter(|row| places.len() > 1 || has_odd_word(api, &row.name, name)) else {
            let mut only = first.clone();
            only.help = format!("write `{}`", intended.1).into();
            return only.fixed_by(Edit::Word(first.span, name.to_owned(), intended.1.to_string()));
        };
        let message = format!(
            "no example shows the property `{}` of `{owner}`, but examples show `{name}`, for which the table has \
            no row",
            row.name
        );
        let mut finding = Diagnostic::new(code::ROW_NAME, row.span, message)
            .help(format!("write `{name}`"))
            .about(first.subject.clone())
            .fix_unsafely(Edit::Word(row.span, row.name.to_string(), name.to_owned()));
        for other in findings {
            add(&mut finding, other.span, "the name is shown here");
        }
        return finding;
    }
    if let Some(renamed) = alone.then(|| renamed(owner, name, findings, missing)).flatten() {
        return renamed;
    }
    // No row is demanded if the member stands in one place only, or only in rows with `Inherited from`. The first
    // finding remains, with the places of the others as notes.
    let shown = findings.iter().any(|finding| finding.code != code::INHERITED_ELSEWHERE);
    if places.len() == 1 || !shown {
        let mut only = first.clone();
        places.into_iter().for_each(|place| add(&mut only, place, "the name stands here too"));
        return only;
    }
    let message = format!("the table of `{owner}` has no row for `{name}`, which is shown in several places");
    let mut finding = Diagnostic::new(code::ROW_MISSING, first.span, message)
        .help(format!("add a row for `{name}` to the table of `{owner}`"))
        .about(first.subject.clone());
    let row = findings.iter().filter_map(|finding| finding.fix.as_ref()?.row());
    finding = finding.fix_unsafely_if(row.into_iter().next());
    for place in places {
        add(&mut finding, place, "the name is shown here");
    }
    finding
}
