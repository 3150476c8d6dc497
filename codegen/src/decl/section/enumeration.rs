//! Finds the tables that list members of an enumeration, and the name of the enumeration.
//!
//! In: a table or a heading. Out: the enumeration. Invariant: a row becomes a member or is reported.

use std::borrow::Cow;

mod list;
pub(crate) mod sections;

use compact_str::CompactString;

use crate::code;
use crate::decl::outline::BlockPlace;
use crate::decl::prose;
use crate::decl::vocabulary::{MEMBER_COLUMNS, TYPE_COLUMNS};
use crate::decl::{DocDecl, EnumDecl, EnumMemberDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Table, Text};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;

/// The name of the enumeration whose members a table lists, as its column titles and its heading tell; `None` for any
/// other table. The flag says whether it is certain that the name is that of an enumeration.
///
/// `page_enum` is the name of the page's own enumeration, if the page has one. `announced` says that the page calls the
/// section an enumeration; the table then counts even if it has a column of types.
fn enum_name(
    table: &Table<'_>,
    place: &BlockPlace,
    page_enum: Option<&Spanned<CompactString>>,
    announced: bool,
) -> Option<(Spanned<CompactString>, bool)> {
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().to_ascii_lowercase()).collect();
    let first = header.first()?.as_str();
    let lists = is_lister(first) || first.ends_with(" value") || described_first(&header);
    if !lists || !announced && header.iter().any(|cell| TYPE_COLUMNS.contains(&cell.as_str())) {
        return None;
    }
    name(place, page_enum).map(|(name, certain)| (name, certain || announced))
}

/// Whether the column of descriptions stands before the column with the names of the members.
fn described_first(header: &[String]) -> bool {
    let is_member =
        |title: &String| ["member", "member name", "enum member", "enum value", "value"].contains(&&**title);
    matches!(header, [first, second, ..] if first == "description" && is_member(second))
}

/// Whether a column title or a heading announces members, as `Member` and `Possible values` do.
fn is_lister(words: &str) -> bool {
    MEMBER_COLUMNS.contains(&words)
}

/// The name of the enumeration in a heading, or else the name of the page's own enumeration. The flag says whether
/// the form of the heading proves that it names an enumeration, as in [`heading_name`]. `None` if neither name is
/// known.
fn name(place: &BlockPlace, page_enum: Option<&Spanned<CompactString>>) -> Option<(Spanned<CompactString>, bool)> {
    if let Some((name, certain)) = heading_name(&place.text) {
        return Some((Spanned { value: name, span: place.span }, certain));
    }
    page_enum.map(|name| (name.clone(), true))
}

/// The name of an enumeration in a heading of the form `X values`, `X enum type` or `X options`, or that consists of
/// one identifier. The flag is true if the form proves that this is an enumeration; an identifier alone does not.
/// `None` for any other heading.
fn heading_name(text: &str) -> Option<(CompactString, bool)> {
    let text = text.trim().trim_end_matches(':').trim();
    if let Some(name) = name_after(&["enumeration:", "enum:", "enumeration ", "enum "], text) {
        return Some((name.into(), true));
    }
    if let Some(name) = behind_lead(text) {
        return Some((name.into(), false));
    }
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let name = first.rsplit('.').next().unwrap_or(first);
    if !is_identifier(name) || ADJECTIVES.iter().any(|word| name.eq_ignore_ascii_case(word)) {
        return None;
    }
    let rest = rest.trim().to_ascii_lowercase();
    let certain = match rest.as_str() {
        "values"
        | "enum type"
        | "enumtype"
        | "enum"
        | "enumeration"
        | "enum values"
        | "enumeration values"
        | "enumeration type"
        | "enumerated type"
        | "enumeration members"
        | "enum members" => true,
        _ if is_about_flags(&rest) => true,
        "options" | "value" | "property values" | "members" | "property" | "type" | "types" | "type values"
        | "possible values" => false,
        "" if !is_common_word(name) => false,
        _ => return None,
    };
    Some((first.trim_matches('`').into(), certain))
}

/// Whether the words after the name of an enumeration say that its members combine: `flags`, `flags enum`, `(flags)`.
fn is_about_flags(rest: &str) -> bool {
    let first = rest.split(' ').next().unwrap_or_default().trim_matches(['(', ')', ':', ',']);
    matches!(first, "flags" | "flag" | "bitmask" | "bitflags")
        || ["flags", "flags)", "flags values"].iter().any(|end| rest.ends_with(end)) && rest.contains("enum")
        || rest.starts_with("bit flags")
}

/// Words that can stand before `values` in a heading without being a name, as in `Possible values`.
const ADJECTIVES: &[&str] = &["possible", "supported", "allowed", "valid", "accepted", "enum", "enumeration"];

/// The name in `Values of X` or `Members of X`, if no words follow it.
fn behind_lead(text: &str) -> Option<&str> {
    let leads = [
        "values of ",
        "values for ",
        "members of ",
        "possible values of ",
        "possible values for ",
        "flags of ",
        "flags for ",
    ];
    name_after(&leads, text)
}

/// The name that follows one of the phrases in `leads`; `None` if the text does not begin with such a phrase, or does
/// not end with the name.
fn name_after<'t>(leads: &[&str], text: &'t str) -> Option<&'t str> {
    let rest = |lead: &&str| {
        let (start, rest) = text.split_at_checked(lead.len())?;
        start.eq_ignore_ascii_case(lead).then(|| rest.trim().trim_matches('`'))
    };
    let name = leads.iter().find_map(rest)?;
    let word = name.rsplit('.').next().unwrap_or(name);
    let is_name = is_identifier(word) && !["type", "types", "values", "members"].contains(&&*word.to_ascii_lowercase());
    is_name.then_some(name)
}

/// Whether a text is one of the common words of headings, such as `properties`, and no name.
fn is_common_word(name: &str) -> bool {
    [
        "members",
        "properties",
        "values",
        "remarks",
        "relationships",
        "methods",
        "example",
        "examples",
        "response",
        "request",
        "permissions",
        "notes",
        "scenarios",
        "definitions",
    ]
    .contains(&name.to_ascii_lowercase().as_str())
}

/// Reads the rows of a table of members. `used` is called with the place of each row that became a member. `rejected`
/// is called with each finding: a row without a name, a second row of a member, or a space within a name.
fn read(
    table: &Table<'_>,
    heading: &str,
    name: Spanned<CompactString>,
    certain: bool,
    doc: DocDecl,
    mut used: impl FnMut(Span),
    mut rejected: impl FnMut(Diagnostic),
) -> EnumDecl {
    let header: Vec<String> = table.header.iter().map(|cell| cell.plain().to_ascii_lowercase()).collect();
    let rows: Vec<Vec<Cow<'_, str>>> =
        table.rows.iter().map(|row| row.cells.iter().map(Text::plain).collect()).collect();
    let column = name_column(&header, &rows);
    let number = (0..header.len()).find(|&index| {
        index != column
            && header[index].contains("value")
            && rows.iter().any(|row| number_of(cell(row, index)).is_some())
    });
    let number = number.or_else(|| (0..header.len()).find(|&index| index != column && all_numbers(&rows, index)));
    let describes = (0..header.len()).rev().find(|&index| index != column && Some(index) != number);
    let mut members: Vec<EnumMemberDecl> = Vec::new();
    for (row, cells) in table.rows.iter().zip(&rows) {
        let text = cell(cells, column);
        let member = text
            .split('(')
            .next()
            .unwrap_or(text)
            .trim()
            .trim_matches(['"', '\'', '`', '*', ',', '.', ';', '“', '”', '~'])
            .trim();
        if member.is_empty() || members.iter().any(|known| known.name.value == member) {
            let found = if member.is_empty() {
                "this row of a table of members has no name of a member".to_owned()
            } else {
                format!("the table has two rows for the member `{member}`")
            };
            rejected(
                Diagnostic::new(code::MEMBER_TWICE, row.span, found)
                    .help("remove the row, or correct the name of its member")
                    .about(Subject::words(member))
                    .fix_unsafely(Edit::RemoveLines(row.span)),
            );
            continue;
        }
        let joined = with_blank(member);
        if let Some(joined) = &joined {
            rejected(
                Diagnostic::new(
                    code::MEMBER_TWICE,
                    row.span,
                    format!("the name of the member `{member}` contains a space"),
                )
                .help(format!("write `{joined}`"))
                .about(Subject::words(member))
                .fix_unsafely(Edit::Word(row.span, member.to_owned(), joined.clone())),
            );
        }
        let member = joined.as_deref().unwrap_or(member);
        used(row.span);
        members.push(EnumMemberDecl {
            name: Spanned { value: member.into(), span: row.cells.get(column).map_or(row.span, |cell| cell.span) },
            value: number.and_then(|index| number_of(cell(cells, index))),
            doc: describes.and_then(|index| row.cells.get(index)).map(DocDecl::of).unwrap_or_default(),
            deprecated: prose::deprecated_member(text, describes.map_or("", |index| cell(cells, index))),
        });
    }
    let deprecated = prose::deprecated(&doc.markdown);
    let combined = says_combined(heading, &header, &doc);
    EnumDecl { name, certain, combined, is_list: false, members, doc, deprecated, span: table.span }
}

/// The camelCase name that a stray space divides: `darkBlue` for `dark Blue`. `None` if the words do not form such a
/// name.
fn with_blank(member: &str) -> Option<String> {
    let (first, second) = member.split_once(' ')?;
    let is_name =
        first.starts_with(|c: char| c.is_ascii_lowercase()) && second.starts_with(|c: char| c.is_ascii_uppercase());
    (is_name && is_identifier(first) && is_identifier(second)).then(|| format!("{first}{second}"))
}

/// Whether a heading, the column titles or the text about an enumeration say that its members combine.
fn says_combined(heading: &str, header: &[String], doc: &DocDecl) -> bool {
    let words = heading.to_ascii_lowercase();
    words.split_once(' ').is_some_and(|(first, rest)| matches!(first, "flags") || is_about_flags(rest.trim()))
        || header.first().is_some_and(|title| title.split(' ').any(|word| matches!(word, "flag" | "flags")))
        || prose::combined::says_combined(&doc.markdown.to_ascii_lowercase())
}

/// The index of the column with the names of the members. It is the first column, except in two cases in which it is
/// the second:
/// - the first column has the descriptions;
/// - the first column has only numbers, and the second is not a column of descriptions.
fn name_column(header: &[String], rows: &[Vec<Cow<'_, str>>]) -> usize {
    if described_first(header) || header.len() > 1 && all_numbers(rows, 0) && !header[1].contains("description") {
        return 1;
    }
    0
}

fn all_numbers(rows: &[Vec<Cow<'_, str>>], column: usize) -> bool {
    !rows.is_empty() && rows.iter().all(|row| number_of(cell(row, column)).is_some())
}

/// The number in a cell: decimal, hexadecimal, binary, or a bit such as `1 << 3`. `None` if the cell has no number.
fn number_of(cell: &str) -> Option<i64> {
    let cell = cell.trim().trim_matches('`');
    let lower = cell.to_ascii_lowercase();
    if let Some(digits) = lower.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16).ok();
    }
    if let Some(digits) = lower.strip_prefix("0b") {
        return i64::from_str_radix(digits, 2).ok();
    }
    match cell.split_once("<<") {
        Some((one, bit)) if one.trim() == "1" => 1_i64.checked_shl(bit.trim().parse().ok().filter(|bit| *bit < 63)?),
        _ => cell.parse().ok(),
    }
}

fn cell<'r>(row: &'r [Cow<'_, str>], column: usize) -> &'r str {
    row.get(column).map_or("", |cell| cell.as_ref())
}
