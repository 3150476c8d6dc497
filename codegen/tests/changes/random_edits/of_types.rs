//! Edits of resource pages: properties, possible values, the base type, annotations.

use crate::random_edits::chance::Chance;
use crate::random_edits::edit::Edit;
use crate::random_edits::page::{Page, Row, is_name};

/// A random property with a row in the table of the page and a line in the JSON representation. Returns the qualified
/// name of the type that the page describes, and the row.
fn property(page: &Page, chance: &mut Chance) -> Option<(String, Row)> {
    let owner = page.type_name()?;
    let rows: Vec<Row> = page.table("Properties").into_iter().filter(|row| is_usual(page, row)).collect();
    Some((owner, chance.one(&rows)?.clone()))
}

fn is_usual(page: &Page, row: &Row) -> bool {
    let text = row.cells[2..].join(" ").to_lowercase();
    row.cells.len() == 3
        && is_name(&row.cells[0])
        && row.cells[0] != "id"
        && page.member(&row.cells[0]).is_some()
        && !text.contains("inherit")
        && page.table("Relationships").iter().all(|other| other.cells[0] != row.cells[0])
}

/// Words in descriptions from which the generator infers facts, such as `read-only`. Edits do not touch such
/// descriptions.
const TELLING: [&str; 21] = [
    "read-only",
    "readonly",
    "read only",
    "required",
    "null",
    "deprecat",
    "default",
    "value",
    "`",
    "](",
    "inherit",
    "key",
    "select",
    "filter",
    "expand",
    "optional",
    "must",
    "write",
    "obsolete",
    "support",
    "retired",
];

fn is_told_plainly(text: &str) -> bool {
    let text = text.to_lowercase();
    !TELLING.iter().any(|word| text.contains(word))
}

pub(crate) fn property_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, row) = property(page, chance)?;
    let mut page = page.clone();
    let member = page.member(&row.cells[0])?;
    let (first, second) = (row.line.max(member), row.line.min(member));
    for line in [first, second] {
        if line == member {
            page.remove_member(line);
        } else {
            page.lines.remove(line);
        }
    }
    let told = format!("property-removed|property-removed-after-deprecation|property-moved {owner}.{}", row.cells[0]);
    Some(Edit::new("a property is removed", page).tells(told).about(&owner, &row.cells[0]))
}

pub(crate) fn property_renamed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, mut row) = property(page, chance)?;
    let mut page = page.clone();
    let (old, new) = (row.cells[0].clone(), format!("zebra{}", row.cells[0]));
    let member = page.member(&old)?;
    page.lines[member] = page.lines[member].replacen(&format!("\"{old}\""), &format!("\"{new}\""), 1);
    row.cells[0].clone_from(&new);
    page.set_row(&row);
    Some(Edit::new("a property is renamed", page).tells(format!("property-renamed {owner}.{new}")).about(&owner, &old))
}

pub(crate) fn property_retyped(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, mut row) = property(page, chance)?;
    let (new, value) = match row.cells[1].to_lowercase().as_str() {
        "string" if is_told_plainly(&row.cells[2]) => ("Int32", "1"),
        "boolean" | "int32" | "datetimeoffset" if is_told_plainly(&row.cells[2]) => ("Guid", "\"guid\""),
        _ => return None,
    };
    let mut page = page.clone();
    let member = page.member(&row.cells[0])?;
    let comma = if page.lines[member].trim_end().ends_with(',') { "," } else { "" };
    let (name, _) = page.lines[member].split_once(':')?;
    page.lines[member] = format!("{name}: {value}{comma}");
    new.clone_into(&mut row.cells[1]);
    page.set_row(&row);
    let subject = format!("property-type-changed {owner}.{}", row.cells[0]);
    Some(Edit::new("a property gets another type", page).tells(subject).about(&owner, &row.cells[0]))
}

pub(crate) fn property_becomes_collection(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, mut row) = property(page, chance)?;
    if row.cells[1].contains("ollection") || !is_told_plainly(&row.cells[2]) {
        return None;
    }
    let mut page = page.clone();
    let member = page.member(&row.cells[0])?;
    let (name, value) = page.lines[member].split_once(':')?;
    let comma = if value.trim_end().ends_with(',') { "," } else { "" };
    page.lines[member] = format!("{name}: [{}]{comma}", value.trim().trim_end_matches(','));
    row.cells[1] += " collection";
    page.set_row(&row);
    let subject = format!("property-type-changed {owner}.{}", row.cells[0]);
    Some(Edit::new("a property becomes a collection", page).tells(subject).about(&owner, &row.cells[0]))
}

/// Whether requests send the type: its page lists an operation that updates or creates it.
fn is_sent(page: &Page) -> bool {
    page.table("Methods").iter().any(|row| row.cells[0].contains("-update.md)") || row.cells[0].contains("-post-"))
}

pub(crate) fn sent_property_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    property_removed(page, chance).filter(|_| is_sent(page))
}

pub(crate) fn sent_property_renamed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    property_renamed(page, chance).filter(|_| is_sent(page))
}

pub(crate) fn sent_property_retyped(page: &Page, chance: &mut Chance) -> Option<Edit> {
    property_retyped(page, chance).filter(|_| is_sent(page))
}

pub(crate) fn property_added(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, row) = property(page, chance)?;
    let mut page = page.clone();
    let member = page.member(&row.cells[0])?;
    let indent: String = page.lines[member].chars().take_while(|c| c.is_whitespace()).collect();
    let (json, table) =
        (format!("{indent}\"zebraCount\": 1,"), "|zebraCount|Int32|How many zebras there are.|".to_owned());
    let mut lines = [(member, json), (row.line, table)];
    lines.sort();
    for (line, text) in lines.into_iter().rev() {
        page.lines.insert(line, text);
    }
    Some(Edit::new("a property is added", page).tells(format!("property-added {owner}.zebraCount")))
}

/// Adds a sentence to the description of a property.
fn sentence(page: &Page, chance: &mut Chance, kind: &'static str, words: &str, told: &str) -> Option<Edit> {
    let (owner, mut row) = property(page, chance)?;
    if !is_told_plainly(&row.cells[2]) || row.cells[2].is_empty() {
        return None;
    }
    let text = row.cells[2].trim_end_matches('.').to_owned();
    row.cells[2] = format!("{text}. {words}");
    let mut page = page.clone();
    page.set_row(&row);
    Some(Edit::new(kind, page).tells(format!("{told} {owner}.{}", row.cells[0])))
}

pub(crate) fn property_required(page: &Page, chance: &mut Chance) -> Option<Edit> {
    sentence(page, chance, "a property becomes required", "Required.", "property-became-required")
}

pub(crate) fn property_not_nullable(page: &Page, chance: &mut Chance) -> Option<Edit> {
    sentence(page, chance, "a property can no longer be null", "Not nullable.", "property-became-required")
}

pub(crate) fn property_read_only(page: &Page, chance: &mut Chance) -> Option<Edit> {
    sentence(page, chance, "a property becomes read-only", "Read-only.", "property-became-read-only")
}

pub(crate) fn property_deprecated(page: &Page, chance: &mut Chance) -> Option<Edit> {
    sentence(page, chance, "a property is deprecated", "Deprecated.", "property-deprecated")
}

pub(crate) fn property_filterable(page: &Page, chance: &mut Chance) -> Option<Edit> {
    sentence(page, chance, "a property can be filtered by", "Supports `$filter`.", "property-filterable")
}

pub(crate) fn property_select_only(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let words = "Returned only on `$select`.";
    sentence(page, chance, "a property is returned on demand", words, "property-became-select-only")
}

pub(crate) fn property_reworded(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, mut row) = property(page, chance)?;
    if !is_told_plainly(&row.cells[2]) || row.cells[2].is_empty() {
        return None;
    }
    "It says what it is about.".clone_into(&mut row.cells[2]);
    let mut page = page.clone();
    page.set_row(&row);
    Some(Edit::new("a property is described anew", page).tells(format!("text-changed {owner}.{}", row.cells[0])))
}

pub(crate) fn rows_reordered(page: &Page, chance: &mut Chance) -> Option<Edit> {
    page.type_name()?;
    let rows = page.table("Properties");
    let at = chance.below(rows.len().checked_sub(1)?);
    let mut page = page.clone();
    page.lines.swap(rows[at].line, rows.get(at + 1)?.line);
    Some(Edit::new("two rows change places", page))
}

pub(crate) fn table_laid_out(page: &Page, _: &mut Chance) -> Option<Edit> {
    page.type_name()?;
    let rows = page.table("Properties");
    let width = |at: usize| rows.iter().filter_map(|row| row.cells.get(at)).map(String::len).max();
    let (name, ty) = (width(0)?, width(1)?);
    let mut page = page.clone();
    for row in rows.iter().filter(|row| row.cells.len() == 3) {
        let [first, second, third] = &row.cells[..] else { continue };
        page.lines[row.line] = format!("| {first:<name$} | {second:<ty$} | {third} |");
    }
    Some(Edit::new("a table is laid out anew", page))
}

/// The offset after the last value in `Possible values are: …`.
fn values(row: &Row) -> Option<usize> {
    let text = &row.cells[2];
    let start = text.to_lowercase().find("possible values are: `")?;
    let list = &text[start..];
    let end = list.find(['.', ';', '(']).unwrap_or(list.len());
    Some(start + list[..end].rfind('`')? + 1)
}

pub(crate) fn value_listed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, mut row) = property(page, chance)?;
    let at = values(&row)?;
    row.cells[2].insert_str(at, ", `zebra`");
    let mut page = page.clone();
    page.set_row(&row);
    let told = format!("member-added|property-value-added {owner}.{}|*.zebra", row.cells[0]);
    Some(Edit::new("a possible value is listed", page).tells(told).permits(&["rust-item-added *ZEBRA"]))
}

pub(crate) fn base_removed(page: &Page, _: &mut Chance) -> Option<Edit> {
    let owner = page.type_name()?;
    let mut page = page.clone();
    let line = page.lines.iter().position(|line| line.trim_start().starts_with("Inherits from ["))?;
    let annotation = page.lines.iter().position(|line| line.trim_start().starts_with("\"baseType\": "))?;
    let is_said_twice = page.lines.iter().any(|line| line.contains("erived from"));
    if is_said_twice || page.lines[line].matches('.').count() > 3 || !page.lines[annotation].trim_end().ends_with(',') {
        return None;
    }
    let is_inherited = |row: &Row| row.cells.last().is_some_and(|text| text.to_lowercase().contains("inherit"));
    if page.table("Properties").iter().chain(&page.table("Relationships")).any(is_inherited) {
        return None;
    }
    page.lines[line].clear();
    page.lines.remove(annotation);
    let family = [&format!("property-moved|property-added {owner}.*")[..], "rust-* *"];
    Some(Edit::new("a type loses its base", page).tells(format!("base-changed {owner}")).permits(&family))
}

/// Adds a member, such as `"openType": true`, to the JSON annotation of the type, which is an HTML comment.
fn annotated(page: &Page, kind: &'static str, member: &str, told: &str) -> Option<Edit> {
    let owner = page.type_name()?;
    let name = member.split(':').next()?;
    let start = page.section("JSON representation").start;
    if page.lines[start..].iter().any(|line| line.contains(name)) {
        return None;
    }
    let mut page = page.clone();
    let line = (start..page.json().start).find(|at| page.lines[*at].contains("\"@odata.type\": \""))?;
    page.lines[line] = page.lines[line].replacen("\"@odata.type\"", &format!("{member}, \"@odata.type\""), 1);
    Some(Edit::new(kind, page).tells(format!("{told} {owner}")))
}

pub(crate) fn type_opened(page: &Page, _: &mut Chance) -> Option<Edit> {
    annotated(page, "a type takes other members", "\"openType\": true", "type-opened")
}

pub(crate) fn type_abstract(page: &Page, _: &mut Chance) -> Option<Edit> {
    annotated(page, "a type becomes abstract", "\"abstract\": true", "type-became-abstract")
}

pub(crate) fn resource_described_anew(page: &Page, _: &mut Chance) -> Option<Edit> {
    let owner = page.type_name()?;
    described_anew(page, format!("text-changed {owner}"))
}

/// Replaces the first paragraph, if it has no links, by another text.
pub(crate) fn described_anew(page: &Page, told: String) -> Option<Edit> {
    let title = page.lines.iter().position(|line| line.starts_with("# "))?;
    let is_start = |at: &usize| {
        let line = page.lines[*at].trim();
        !line.is_empty() && !line.starts_with("Namespace")
    };
    let line = (title + 1..page.lines.len()).find(is_start)?;
    let text = &page.lines[line];
    let is_alone = page.lines.get(line + 1).is_some_and(|next| next.trim().is_empty());
    if !is_alone || !text.starts_with(|c: char| c.is_ascii_alphabetic()) || !is_told_plainly(text) || text.contains('[')
    {
        return None;
    }
    let mut page = page.clone();
    page.lines[line] = "This text has other words than before.".to_owned();
    Some(Edit::new("a page is described anew", page).tells(told))
}

pub(crate) fn member_removed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, line) = member(page, chance)?;
    let name = page.rows(line..line).first().map(|row| row.cells[0].clone());
    let name = name.or_else(|| page.lines[line].split('|').nth(1).map(|cell| cell.trim().to_owned()))?;
    let mut page = page.clone();
    page.lines.remove(line);
    Some(Edit::new("a member is removed", page).tells(format!("member-removed {owner}.{name}")))
}

pub(crate) fn member_added(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, line) = member(page, chance)?;
    let columns = page.lines[line].matches('|').count().checked_sub(2)?;
    let mut page = page.clone();
    page.lines.insert(line, format!("|zebra|{}|", vec![""; columns].join("|")));
    Some(Edit::new("a member is added", page).tells(format!("member-added {owner}.zebra")))
}

pub(crate) fn member_renamed(page: &Page, chance: &mut Chance) -> Option<Edit> {
    let (owner, line) = member(page, chance)?;
    let name = page.lines[line].split('|').nth(1)?.trim().to_owned();
    let mut page = page.clone();
    page.lines[line] = page.lines[line].replacen(&name, &format!("zebra{name}"), 1);
    let subject = format!("{owner}.zebra{name}");
    Some(
        Edit::new("a member is renamed", page)
            .tells(format!("member-renamed|member-added {subject}"))
            .permits(&[&format!("member-removed {owner}.{name}")]),
    )
}

/// The qualified name of an enumeration, and the line number of a random row in the table below the heading `NAME
/// values`. `None` if a line of the page has the member in backticks.
fn member(page: &Page, chance: &mut Chance) -> Option<(String, usize)> {
    let namespace = page.lines.iter().find_map(|line| line.strip_prefix("Namespace: ")).unwrap_or("microsoft.graph");
    let title = |line: &String| {
        let name = line.trim_start_matches('#').trim().strip_suffix(" values")?;
        (line.starts_with("##") && is_name(name)).then(|| name.to_owned())
    };
    let names: Vec<String> = page.lines.iter().filter_map(title).collect();
    let name = chance.one(&names)?;
    let rows: Vec<Row> =
        page.table(&format!("{name} values")).into_iter().filter(|row| is_name(&row.cells[0])).collect();
    if rows.len() < 4 {
        return None;
    }
    let row = chance.one(&rows)?;
    let quoted = format!("`{}`", row.cells[0]);
    let is_future = row.cells[0].eq_ignore_ascii_case("unknownFutureValue");
    (!is_future && !page.lines.iter().any(|line| line.contains(&quoted)))
        .then(|| (format!("{}.{name}", namespace.trim()), row.line))
}
