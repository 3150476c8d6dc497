//! The members of each enumeration: those of one table, with members of further tables and other spellings.
//!
//! # Rule 4: Members of an enumeration
//!
//! Tables under `X values` and on enumeration pages always count. A table under another heading counts if a property
//! has a type of that name or links to the table. Without a table, the values in the description of a property count
//! (D0504). A list counts as a table if each item begins with a member and it is the only list of its section; under
//! another heading the members have to be code or bold (`decl/section/enumeration/list.rs`).
//!
//! The deciding table is the one on the enumeration's own page, then on a shared enumeration page, then in a section of
//! another page. Other tables add members (D0501). Another letter case is an alias (D0502). Values that only a
//! description has are reported and left out (D0503). A type of the same name overrules the enumeration (D0505).
//!
//! Members combine if a text says so, if their numbers are bits, or if a value in an example joins several with commas.

use compact_str::CompactString;
use foldhash::HashSet;

use crate::api::{EnumMember, EnumType, ItemType, PageId, PageKind, TypeRef};
use crate::code;
use crate::decl::{EnumDecl, EnumMemberDecl, Remarks};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::entries::EnumEntry;
use crate::link::names::resolve::Context;
use crate::link::pages::links::doc;
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;

/// Every enumeration, in the order of the names.
pub(in crate::link) fn link(cx: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<EnumType> {
    cx.names.enums.iter().map(|entry| link_enum(cx, entry, diagnostics)).collect()
}

fn link_enum(cx: &Context<'_>, entry: &EnumEntry, diagnostics: &mut Vec<Diagnostic>) -> EnumType {
    let mut result = EnumType {
        name: entry.name.clone(),
        is_flags: false,
        members: Vec::new(),
        doc: crate::api::Doc::default(),
        deprecated: None,
        pages: Vec::new(),
        spans: Vec::new(),
    };
    let mut spellings = Spellings::default();
    let mut tables = entry.tables.clone();
    // The page of one enumeration outranks a page of several enumerations, which outranks a section of another page.
    tables.sort_by_key(|(page, position)| (rank(cx, *page), *page, *position));
    for (page, position) in tables {
        let table = &cx.decls[page.index()].enums[position];
        add_table(cx, &mut result, &mut spellings, page, table, diagnostics);
    }
    for (page, values) in &entry.prose {
        add_values(&mut result, &mut spellings, *page, values, diagnostics);
    }
    result.is_flags |= is_flags(&result);
    result
}

/// The names of the members so far, in lower case. The set makes it cheap to check that a name is new, which nearly all
/// names are.
type Spellings = HashSet<CompactString>;

fn rank(cx: &Context<'_>, page: PageId) -> u8 {
    let decls = &cx.decls[page.index()];
    match decls.kind {
        PageKind::Enum if decls.enums.len() == 1 => 0,
        PageKind::Enum => 1,
        PageKind::Operation | PageKind::Resource | PageKind::Conceptual => 2,
    }
}

fn add_table(
    cx: &Context<'_>,
    result: &mut EnumType,
    spellings: &mut Spellings,
    page: PageId,
    table: &EnumDecl,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let first = result.spans.is_empty();
    if first {
        result.deprecated.clone_from(&table.deprecated);
    } else if differs(result, table) {
        let message =
            format!("this table and another table list different members of the enumeration `{}`", result.name.name);
        let diagnostic = Diagnostic::new(code::ENUM_CONFLICT, table.name.span, message)
            .help(
                "list the same members in both tables, or keep only one table; until then the members of both \
            tables are used",
            )
            .about(Subject::ty(&result.name.name));
        diagnostics.push(diagnostic.note(result.spans[0], "the other table of members"));
    }
    if result.doc.markdown.is_empty() {
        result.doc = doc(cx, page, &table.doc);
    }
    for member in &table.members {
        if spellings.insert(member.name.value.to_ascii_lowercase()) {
            result.members.push(new_member(cx, page, member));
        } else if let Some(known) = result.members.iter_mut().find(|known| known.name == member.name.value) {
            known.value = known.value.or(member.value);
            known.deprecated = known.deprecated.take().or_else(|| member.deprecated.clone());
            if known.doc.markdown.is_empty() {
                known.doc = doc(cx, page, &member.doc);
            }
        } else if let Some(known) =
            result.members.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&member.name.value))
        {
            alias(known, &member.name.value, member.name.span, diagnostics);
        }
    }
    result.is_flags |= table.combined;
    result.pages.push(page);
    result.spans.push(table.span);
}

fn new_member(cx: &Context<'_>, page: PageId, member: &EnumMemberDecl) -> EnumMember {
    EnumMember {
        name: member.name.value.clone(),
        aliases: Vec::new(),
        value: member.value,
        doc: doc(cx, page, &member.doc),
        deprecated: member.deprecated.clone(),
        span: member.name.span,
    }
}

fn differs(result: &EnumType, table: &EnumDecl) -> bool {
    result.members.len() != table.members.len()
        || table.members.iter().any(|member| !result.members.iter().any(|known| known.name == member.name.value))
}

/// Adds the values in a description as members, and another letter case of a known member as an alias.
fn add_values(
    result: &mut EnumType,
    spellings: &mut Spellings,
    page: PageId,
    values: &[Spanned<CompactString>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for value in values {
        if spellings.insert(value.value.to_ascii_lowercase()) {
            result.members.push(EnumMember {
                name: value.value.clone(),
                aliases: Vec::new(),
                value: None,
                doc: crate::api::Doc::default(),
                deprecated: None,
                span: value.span,
            });
        } else if let Some(known) =
            result.members.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&value.value))
            && known.name != value.value
        {
            alias(known, &value.value, value.span, diagnostics);
        }
    }
    if !result.pages.contains(&page) {
        result.pages.push(page);
    }
    if let Some(first) = values.first() {
        result.spans.push(first.span);
    }
}

fn alias(known: &mut EnumMember, spelling: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let message = format!("the member `{}` is written `{spelling}` here", known.name);
    diagnostics.push(
        Diagnostic::new(code::ENUM_CASE, span, message)
            .help(format!("write `{}`; until then both spellings are read", known.name))
            .about(Subject::words(&known.name))
            .note(known.span, "the spelling that the generated code uses")
            .fix_unsafely(Edit::Word(span, spelling.to_owned(), known.name.to_string())),
    );
    if !known.aliases.iter().any(|other| other == spelling) {
        known.aliases.push(spelling.into());
    }
}

/// Compares the values in descriptions of properties and parameters with the enumeration: adds other spellings as
/// aliases, and reports unknown values.
pub(in crate::link) fn uses(cx: &Context<'_>, enums: &mut [EnumType], diagnostics: &mut Vec<Diagnostic>) {
    for (index, decls) in cx.decls.iter().enumerate() {
        let page = PageId::from_index(index);
        let members =
            decls.types.iter().flat_map(|decl| &decl.members).map(|member| (&member.ty, &member.remarks, member.span));
        let rows =
            decls.operations.iter().flat_map(|operations| operations.request.rows.iter().chain(&operations.parameters));
        let rows = rows.filter_map(|row| Some((row.ty.as_ref()?, &row.remarks, row.span)));
        for (ty, Remarks { values, combined, deprecated_values, .. }, row) in members.chain(rows) {
            if values.len() < 2 && !combined {
                continue;
            }
            let nameless = cx.names.nameless.get(&row).map(|&id| (id, ty.collection));
            let named = || match cx.expr(ty, page)? {
                TypeRef { item: ItemType::Enum(id), collection } => Some((id, collection)),
                TypeRef { item: ItemType::Primitive(_) | ItemType::Structured(_), .. } => None,
            };
            let Some((id, collection)) = nameless.or_else(named) else { continue };
            let target = &mut enums[id.index()];
            // If the property is a collection, several values in its description may be several items, so they do not
            // prove that members combine.
            target.is_flags |= *combined && !collection;
            if values.len() < 2 {
                continue;
            }
            for (value, notice) in deprecated_values {
                if let Some(known) = target.members.iter_mut().find(|known| known.name == *value) {
                    known.deprecated.get_or_insert_with(|| notice.clone());
                }
            }
            // The word `null` in a list of values is not a member. It means that the value may be missing.
            for value in values.iter().filter(|value| is_identifier(&value.value) && value.value != "null") {
                if target.members.iter().any(|known| known.name == value.value || known.aliases.contains(&value.value))
                {
                    continue;
                }
                match target.members.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&value.value)) {
                    Some(known) => alias(known, &value.value, value.span, diagnostics),
                    None => {
                        let message =
                            format!("`{}` is not a member of the enumeration `{}`", value.value, target.name.name);
                        diagnostics.push(
                            Diagnostic::new(code::ENUM_VALUE_UNKNOWN, value.span, message)
                                .help("write a member of the enumeration, or add a row to the table of members")
                                .about(Subject::member(&target.name.name, &value.value)),
                        );
                    }
                }
            }
        }
    }
}

/// Whether the members of an enumeration combine: each has a number, at least three numbers are positive, these are
/// powers of two, and the greatest is 4 or more.
fn is_flags(result: &EnumType) -> bool {
    let numbers: Vec<i64> = result.members.iter().filter_map(|member| member.value).collect();
    let powers = numbers.iter().filter(|number| **number > 0).all(|number| number.count_ones() == 1);
    powers
        && numbers.len() == result.members.len()
        && numbers.iter().filter(|number| **number >= 4).count() >= 1
        && numbers.iter().max() >= Some(&4)
        && numbers.iter().filter(|number| **number > 0).count() >= 3
}
