//! The title of a page, corrected where it misspells a name.
//!
//! In: the heading of level 1, the title in the front matter, and the name of the file. Out: the title. If the two
//! titles differ in the spelling of one word, the right spelling is found by these rules:
//! - If only one of the two is a known verb, such as `List` beside `Lsit`, the verb is right.
//! - Otherwise the spelling that is part of the file name is right. If both or neither are, nothing is changed.

use crate::code;
use crate::decl::vocabulary::requests::of_verb;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::Page;
use crate::source::Spanned;
use crate::text::near;
use crate::text::singular::singular;

/// The length in bytes from which a word can count as misspelt. Two shorter words may differ in one letter and both be
/// right, unless one of them is a verb at the start of the title.
const MIN_LENGTH: usize = 6;

/// Replaces a misspelt word in the level-1 heading, and reports it. A misspelt word in the title of the front matter is
/// only reported.
pub(in crate::decl) fn correct(
    title: &mut Spanned<String>,
    page: &Page<'_>,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some((_, stated)) = page.front_matter.entries.iter().find(|(key, _)| key.value == "title") else { return };
    let Some((own, other)) = misspelt_words(&title.value, &stated.value) else { return };
    let file = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let file: String = file.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_in_file = |word: &str| file.contains(&word.to_lowercase());
    let is_verb = |word: &str| !of_verb(word).is_empty();
    let known = match (is_verb(own), is_verb(other)) {
        (true, false) => (true, false),
        (false, true) => (false, true),
        (true, true) | (false, false) => (is_in_file(own), is_in_file(other)),
    };
    let (span, wrong, right) = match known {
        (false, true) => (title.span, own, other),
        (true, false) => (stated.span, other, own),
        _ => return,
    };
    diagnostics.push(
        Diagnostic::new(code::HEADING_SLIP, span, format!("`{wrong}` in the title is misspelt"))
            .help(format!(
                "write `{right}`, as the {} has it",
                if is_verb(right) { "other title" } else { "name of the file" }
            ))
            .about(Subject::words(wrong))
            .fix_unsafely(Edit::Word(span, wrong.to_owned(), right.to_owned())),
    );
    if span == title.span {
        title.value = title.value.replacen(wrong, right, 1);
    }
}

/// The word of each title in which the two titles differ. `None` if they differ in more than one word, or if neither
/// word looks like a misspelling of the other.
fn misspelt_words<'t>(title: &'t str, other: &'t str) -> Option<(&'t str, &'t str)> {
    if title.split_whitespace().count() != other.split_whitespace().count() {
        return None;
    }
    let mut pairs = title.split_whitespace().zip(other.split_whitespace());
    let (at, (one, two)) = pairs.by_ref().enumerate().find(|(_, (one, two))| !one.eq_ignore_ascii_case(two))?;
    let is_only = pairs.all(|(one, two)| one.eq_ignore_ascii_case(two));
    let is_number = singular(&one.to_lowercase()) == singular(&two.to_lowercase());
    // A verb at the start of the title, such as `List`, may be shorter than `MIN_LENGTH`. Then the words may differ
    // only in one letter or in two swapped neighbours.
    let is_verb = at == 0 && one.len() > 3 && of_verb(one).is_empty() != of_verb(two).is_empty();
    let most = if one.len() >= MIN_LENGTH { 2 } else { usize::from(is_verb) };
    let is_near = most > 0 && !near::nearest(one, std::iter::once(two), most).is_empty();
    (is_only && !is_number && is_near).then_some((one, two))
}
