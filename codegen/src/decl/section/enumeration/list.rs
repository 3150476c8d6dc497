//! Reads the members of an enumeration in a bullet list whose items begin with a name: `- **name** – what it means`.
//!
//! In: the items of one list. Out: its members, if every item is a member. Invariant: a list is read as a whole or not
//! at all, because most lists are prose.

use compact_str::CompactString;
use foldhash::HashSet;

use crate::code;
use crate::decl::prose;
use crate::decl::{DocDecl, EnumMemberDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Inline, Item, Text};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;

/// Characters that separate a name from its description.
const SEPARATORS: [char; 6] = [':', '-', '–', '—', '.', '='];

/// The members that a list declares. `None` if the list is prose: an item begins with no name, or there are fewer than
/// two members. Unless the heading announces members (`is_certain`), names have to be in code or in bold, or have a
/// number as in `dog (1)`. A second item with the same name is left out and reported.
pub(super) fn members(
    items: &[&Item<'_>],
    is_certain: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<EnumMemberDecl>> {
    let top = items.first()?.depth;
    let mut read: Vec<EnumMemberDecl> = Vec::new();
    for item in items {
        match read.last_mut() {
            // A nested item continues the description of its parent.
            Some(last) if item.depth > top => last.doc.push_item(&item.text),
            _ => read.push(member(&item.text, is_certain)?),
        }
    }
    let mut members: Vec<EnumMemberDecl> = Vec::new();
    let mut names = HashSet::default();
    let mut twice = Vec::new();
    for member in read {
        if !names.insert(member.name.value.clone()) {
            let message = format!("the list of members has two items for `{}`", member.name.value);
            twice.push(
                Diagnostic::new(code::MEMBER_TWICE, member.name.span, message)
                    .help("remove one of the two items, or correct the name in one of them")
                    .about(Subject::words(&member.name.value))
                    .fix_unsafely(Edit::RemoveLines(member.name.span)),
            );
        } else {
            members.push(member);
        }
    }
    let is_list = members.len() > 1;
    if is_list {
        diagnostics.append(&mut twice);
    }
    is_list.then_some(members)
}

/// The member that a list item declares; `None` if the item does not begin with a name.
fn member(text: &Text<'_>, is_certain: bool) -> Option<EnumMemberDecl> {
    let (first, rest) = text.inlines.split_first()?;
    let (name, mut rest) = match first {
        Inline::Strong(words) | Inline::Code(words) => {
            let words = words.trim().trim_end_matches([':', '.']).trim_matches(['"', '\'']);
            let (name, inside) = words.split_once(' ').unwrap_or((words, ""));
            let rest = std::iter::once(Inline::Text(inside.to_owned().into())).chain(rest.iter().cloned());
            (name.to_owned(), rest.collect::<Vec<_>>())
        }
        // A number after a word without markup shows that the word is a member: `dog (1): A dog.`
        Inline::Text(words) if is_certain || is_numbered(words) => {
            let words = words.trim_start();
            let end = words.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(words.len());
            let (name, after_name) = words.split_at(end);
            // A dash or a full stop directly after the word continues it, as in `read-only`, so that the word alone is
            // not a name.
            if after_name.starts_with(['-', '–', '.']) {
                return None;
            }
            let rest = std::iter::once(Inline::Text(after_name.to_owned().into())).chain(rest.iter().cloned());
            (name.to_owned(), rest.collect())
        }
        Inline::Text(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => return None,
    };
    if !is_identifier(&name) {
        return None;
    }
    while matches!(rest.first(), Some(Inline::Text(words)) if words.trim().is_empty()) {
        rest.remove(0);
    }
    let value = number(&mut rest);
    let is_over = match rest.first_mut() {
        None | Some(Inline::Break) => true,
        Some(Inline::Text(words)) => {
            let after_name = words.trim_start().trim_start_matches(SEPARATORS).to_owned();
            let is_apart = after_name.len() < words.trim_start().len();
            *words = after_name.into();
            is_apart
        }
        Some(Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Html(_)) => false,
    };
    let described = Text { span: text.span, inlines: rest };
    let doc = DocDecl::of(&described);
    let name = Spanned { value: CompactString::from(name), span: text.span };
    let deprecated = prose::deprecated_member("", &described.plain());
    is_over.then_some(EnumMemberDecl { name, value, doc, deprecated })
}

/// Whether a text begins with a word and a number in parentheses or behind an equals sign.
fn is_numbered(words: &str) -> bool {
    let words = words.trim_start();
    let behind = words.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start();
    let number = behind.strip_prefix('(').and_then(|inside| Some(inside.split_once(')')?.0));
    let number = number.or_else(|| behind.strip_prefix('=')?.trim_start().split([' ', ':', ',', ';']).next());
    number.is_some_and(|number| number.trim().parse::<i64>().is_ok())
}

/// Removes the number after a name, such as `(1)` or `= 1`, and returns it. `None` if no number follows.
fn number(rest: &mut Vec<Inline<'_>>) -> Option<i64> {
    let Some(Inline::Text(words)) = rest.first_mut() else { return None };
    let text = words.trim_start();
    let (number, after_number) = match text.strip_prefix('(') {
        Some(inside) => inside.split_once(')')?,
        None => {
            let inside = text.strip_prefix('=')?.trim_start();
            inside.split_at(inside.find([' ', ':', ',', ';', '–', '—']).unwrap_or(inside.len()))
        }
    };
    let value = number.trim().parse().ok()?;
    // If a number follows the name, no further separator is needed before the description.
    let after_number = after_number.trim_start();
    let after_number =
        if after_number.starts_with(SEPARATORS) { after_number.to_owned() } else { format!(": {after_number}") };
    if after_number.trim_start_matches(SEPARATORS).trim().is_empty() {
        rest.remove(0);
    } else {
        *words = after_number.into();
    }
    Some(value)
}
