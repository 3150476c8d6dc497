//! Reads permission tables: the usual ones with a row for each kind of caller, and those with a column for each kind.
//!
//! In: a table, with its rows and columns in any order. Out: the permissions of each kind of caller, from the least to
//! the most privileged. Invariant: a row that belongs to no kind of caller is reported.

use compact_str::CompactString;

use self::accounts::{caller, callers, intended_caller, is_usual, row_title, slice_of, starts_with};
use crate::api::{Caller, Permissions, Scopes};
use crate::code;
use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::permission::cell::CellPart;
use crate::decl::section::permission::statement::{Statement, add, labelled_sets, retain_unknown, slot};
use crate::decl::vocabulary::PERMISSIONS;
use crate::decl::vocabulary::permissions::{
    ACCOUNT_TITLES, NO_SCOPE_COLUMNS, PERMISSION_TYPE, is_dotted_scope, is_scope, is_section, needs_none,
};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Row, Table, Text};
use crate::source::{Span, Spanned};

pub(crate) mod accounts;
mod cell;
mod matrix;
pub(crate) mod of_caller;
mod per_scope;
mod prose;
pub(crate) mod requests;
mod statement;

/// Whether the column titles are those of a table of permissions.
pub(crate) fn is_table(table: &Table<'_>) -> bool {
    table.header.first().is_some_and(|first| {
        let title = first.plain();
        let callers = || !table.rows.is_empty() && !table.rows.iter().any(is_part);
        // A column `Property` or `Type` shows that the table lists permissions on an object, not those of a caller.
        let is_member = |cell: &Text<'_>| ["property", "type"].contains(&cell.plain().to_ascii_lowercase().as_str());
        starts_with(&title, PERMISSION_TYPE) && !table.header.iter().any(is_member)
            || (title.is_empty() || ACCOUNT_TITLES.iter().any(|known| title.eq_ignore_ascii_case(known))) && callers()
    }) || table.header.iter().skip(1).filter(|cell| caller(&cell.plain()).is_some()).count() >= 2
        || is_of_callers(&table.header)
        || per_scope::caller_column(table).is_some()
}

/// Whether each column title names a kind of caller, so that the table has no column with titles for its rows.
fn is_of_callers(header: &[Text<'_>]) -> bool {
    header.len() >= 2 && header.iter().all(|cell| is_usual(&cell.plain()))
}

/// Reads the permissions of a page that no table states. They come from the prose. If the permissions section says
/// nothing, or if an included file with a table is missing, they are unknown, which is reported.
pub(in crate::decl) fn without_table(reader: &mut PageReader<'_, '_>, has_tables: bool) -> Vec<Permissions> {
    let in_section = |place: &BlockPlace| is_section(&place.heading) || is_section(&place.section);
    // If the page has a table, a missing file is taken for a second table only if it is in a folder `permissions`.
    let is_table = |path: &str| is_about_permissions(path) && (!has_tables || path.contains("/permissions/"));
    let lost = reader.blocks().filter_map(|(block, place)| match block {
        Block::Include(include) if in_section(place) && is_table(include.path) => {
            Some((include.span, Subject::path(include.path)))
        }
        _ => None,
    });
    let mut places: Vec<(Span, Subject)> = lost.collect();
    let prose = if has_tables || !places.is_empty() { PermissionProse::InTables } else { outside_tables(reader) };
    match prose {
        PermissionProse::Permissions(permissions) => return vec![*permissions],
        PermissionProse::Nothing => places.extend(
            reader.places.iter().find(|place| is_section(&place.heading)).map(|place| (place.span, Subject::Page)),
        ),
        PermissionProse::InTables | PermissionProse::Words => {}
    }
    for (span, about) in &places {
        reader.diagnostics.push(
            Diagnostic::new(code::PERMISSIONS_UNKNOWN, *span, "the page does not say which permissions callers need")
                .help("add the table of permissions, or the included file that contains the table")
                .about(about.clone()),
        );
    }
    let unknown = |(span, _)| Permissions { unknown: Caller::ALL.to_vec(), span, ..Permissions::default() };
    places.into_iter().map(unknown).collect()
}

/// Whether the page says that its tables have the least privileged permission, with no more than one in a cell.
pub(in crate::decl) fn is_of_least(reader: &PageReader<'_, '_>, tables: &[Permissions]) -> bool {
    let is_short = |table: &Permissions| Caller::ALL.iter().all(|one| table.of(*one).is_none_or(|all| all.len() <= 1));
    let is_said = |text: &Text<'_>| {
        let lower = text.plain().to_ascii_lowercase();
        lower.contains("least privileged") && lower.contains("following table")
    };
    !tables.is_empty()
        && tables.iter().all(is_short)
        && reader.blocks().any(|(block, place)| match block {
            Block::Paragraph(text) => PERMISSIONS.contains(&place.heading.as_str()) && is_said(text),
            _ => false,
        })
}

/// Whether the path of an included file says that the file contains a permission table.
pub(crate) fn is_about_permissions(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.contains("permission") && !path.contains("rbac")
}

/// What the sentences of the permissions section say.
enum PermissionProse {
    /// The page has tables of permissions, or a file with such a table is missing. The sentences are not read.
    InTables,
    /// The section names no scope, nor does it say that none is needed. Or there is no such section.
    Nothing,
    /// The section names scopes, but does not say which kind of caller needs them.
    Words,
    Permissions(Box<Permissions>),
}

/// Reads the prose of the permissions section, on a page without a permission table. Reports a scope if no kind of
/// caller is named for it. Text of an included file does not count: many pages share it, and it is mostly about roles.
fn outside_tables(reader: &mut PageReader<'_, '_>) -> PermissionProse {
    let page = reader.page.source;
    let texts = reader.blocks().filter(|(_, place)| PERMISSIONS.contains(&place.heading.as_str()));
    let of_scopes = reader.places.iter().any(|place| is_section(&place.heading) && place.heading.contains("scope"));
    let texts = texts.filter_map(|(block, _)| match block {
        Block::Paragraph(text) | Block::Quote(text) => Some(text),
        Block::Item(item) => Some(&item.text),
        _ => None,
    });
    let texts: Vec<&Text<'_>> = texts.filter(|text| text.span.source == page).collect();
    let below = prose::under_callers(reader);
    let texts: Vec<&Text<'_>> = texts.into_iter().chain(&below).collect();
    let scope = texts.iter().filter_map(|text| {
        let plain = text.plain();
        let mut words = plain.split([' ', ',', ';', '*']).map(|word| word.trim_end_matches('.'));
        Some((words.find(|word| is_dotted_scope(word))?.to_owned(), text.span))
    });
    let Some((scope, span)) = scope.into_iter().next() else {
        let Some(text) = texts.iter().find(|text| needs_none(&text.plain())) else { return PermissionProse::Nothing };
        let none = || vec![Scopes::new()];
        return PermissionProse::Permissions(Box::new(Permissions {
            delegated_work: none(),
            delegated_personal: none(),
            application: none(),
            span: text.span,
            ..Permissions::default()
        }));
    };
    let mut findings = Vec::new();
    if let Some(permissions) = prose::read(&texts, &mut findings) {
        reader.diagnostics.append(&mut findings);
        return PermissionProse::Permissions(Box::new(permissions));
    }
    if let Some(permissions) = prose::scopes(&texts, of_scopes, &mut reader.diagnostics) {
        return PermissionProse::Permissions(Box::new(permissions));
    }
    reader.diagnostics.push(
        Diagnostic::new(
            code::PERMISSION_ROW,
            span,
            format!("the text names the permission `{scope}` but not the kind of account that needs it"),
        )
        .help("write a table with a row for each kind of account; until then no permission is read from the text")
        .about(Subject::words(&scope)),
    );
    PermissionProse::Words
}

/// The scopes of a permission table, each with the place of its cell.
pub(in crate::decl) fn places(table: &Table<'_>) -> Vec<Spanned<CompactString>> {
    places_in(table, 1)
}

/// The scopes in a table from the column `first` on, each with the place of its cell.
pub(in crate::decl) fn places_in(table: &Table<'_>, first: usize) -> Vec<Spanned<CompactString>> {
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(first));
    let scopes = cells.flat_map(|cell| {
        let plain = cell.plain();
        let words = plain.split(|c: char| !c.is_ascii_alphanumeric() && !".-_".contains(c));
        let scopes = words.map(|word| word.trim_matches('.')).filter(|word| word.contains('.') && is_scope(word));
        scopes.map(|word| Spanned { value: word.into(), span: cell.span }).collect::<Vec<_>>()
    });
    scopes.collect()
}

/// Reads a permission table. `used` gets each row that was understood, `diagnostics` a finding about each other row.
pub(crate) fn read(
    table: &Table<'_>,
    label: Option<&str>,
    mut used: impl FnMut(Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Permissions> {
    if let Some(mut set) = per_scope::read(table) {
        table.rows.iter().for_each(|row| used(row.span));
        set.label = label.map(CompactString::from);
        return vec![set];
    }
    let header: Vec<CompactString> = table.header.iter().map(|cell| cell.plain().into()).collect();
    let columns: Vec<Option<Caller>> = header.iter().map(|cell| caller(cell)).collect();
    if columns.iter().skip(1).flatten().count() >= 2 || is_of_callers(&table.header) {
        return transposed(table, &columns, used, diagnostics);
    }
    let groups = groups(&header);
    let is_free = is_free(table);
    let mut statements: Vec<Statement> = Vec::new();
    let mut listed: Vec<Caller> = Vec::new();
    let mut current: &[Caller] = &[];
    for (position, row) in table.rows.iter().enumerate() {
        let Some(first) = row.cells.first() else { continue };
        let words = first.plain();
        match callers(&words) {
            [caller, ..] => {
                let intended = intended_caller(&words);
                current = intended.map_or_else(|| callers(&words), slice_of);
                if !is_usual(&words) || intended.is_some() {
                    diagnostics.push(misspelt(first, &words, intended.unwrap_or(*caller)));
                }
            }
            [] if row.cells.len() < 2 && words.is_empty() => {
                used(row.span);
                continue;
            }
            [] => {}
        }
        if current.is_empty() {
            diagnostics.push(no_caller(first, &words));
            continue;
        }
        used(row.span);
        listed.extend(current);
        let goes_on = table.rows.get(position + 1).is_some_and(is_part);
        for (group, columns) in groups.iter().enumerate() {
            for column in columns {
                let Some(cell) = row.cells.get(column.index) else { continue };
                if cell.is_empty() && !goes_on {
                    diagnostics.push(no_scopes(row, &words));
                    statements.push(Statement { group, callers: current, label: None, scopes: None });
                }
                for CellPart { label, mut scopes } in cell::read(cell, diagnostics) {
                    if column.falling {
                        scopes.iter_mut().for_each(|scopes| scopes.reverse());
                    }
                    if is_free && cell::says_none(cell) {
                        scopes = Some(vec![Scopes::new()]);
                    }
                    // The cell of a column `Least privileged` has a single alternative, so all scopes of a list such as
                    // `A, B and C` in it are needed together.
                    if header[column.index].to_lowercase().starts_with("least") && cell::is_conjunction(&cell.plain()) {
                        scopes = scopes.map(|scopes| vec![scopes.concat()]);
                    }
                    statements.push(Statement { group, callers: current, label, scopes });
                }
            }
        }
    }
    let missing: Vec<Caller> = Caller::ALL.into_iter().filter(|caller| !listed.contains(caller)).collect();
    // If as many rows have unknown titles as kinds are missing, the titles are reported instead of the missing rows.
    let is_unknown = |row: &&Row<'_>| is_part(row) && !row.plain(0).is_empty() && row.cells.len() > 1;
    let unknown: Vec<_> = table.rows.iter().skip_while(|row| is_part(row)).filter(is_unknown).collect();
    match unknown.len() == missing.len() {
        true => diagnostics.extend(unknown.iter().map(|row| no_caller(&row.cells[0], &row.plain(0)))),
        false => report_missing(table, &missing, diagnostics),
    }
    let mut sets = Vec::new();
    for (group, columns) in groups.iter().enumerate() {
        let title = columns.first().and_then(|column| header.get(column.index).cloned());
        let title = if groups.len() > 1 { title } else { label.map(CompactString::from) };
        sets.extend(labelled_sets(&statements, group, title.as_ref(), table.span));
    }
    for set in &mut sets {
        set.unknown.extend(&missing);
        retain_unknown(set);
    }
    sets
}

/// Whether `None` in a cell means that no permission is needed. It does if no cell of the table has a scope, because no
/// page describes an operation that nobody can call. Otherwise it means that the kind of caller is not supported.
fn is_free(table: &Table<'_>) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    cells.clone().any(cell::says_none) && cells.all(|cell| cell::is_nothing(&cell.plain()))
}

fn no_caller(cell: &Text<'_>, words: &str) -> Diagnostic {
    Diagnostic::new(code::PERMISSION_ROW, cell.span, format!("`{words}` is not a known kind of account"))
        .help("write `Delegated (work or school account)`, `Delegated (personal Microsoft account)` or `Application`")
        .about(Subject::words(words))
}

fn no_scopes(row: &Row<'_>, words: &str) -> Diagnostic {
    let message = format!("the row `{words}` of the table of permissions names no permission");
    Diagnostic::new(code::PERMISSION_EMPTY, row.span, message)
        .help("write the permissions, or `Not supported.`")
        .about(Subject::words(words))
}

/// The finding about a misspelt name of a kind of caller, such as `Delegatd (work or school account)`.
fn misspelt(cell: &Text<'_>, words: &str, caller: Caller) -> Diagnostic {
    Diagnostic::new(code::PERMISSION_ROW, cell.span, format!("the kind of account `{words}` is misspelt"))
        .help(format!("write `{}`", row_title(caller)))
        .about(Subject::words(words))
        .fix_unsafely(Edit::Replace(cell.span, row_title(caller).to_owned()))
}

/// Reports kinds of caller that a table leaves out.
fn report_missing(table: &Table<'_>, missing: &[Caller], diagnostics: &mut Vec<Diagnostic>) {
    if missing.is_empty() {
        return;
    }
    let span = table.header.first().filter(|title| !title.is_empty()).map_or(table.span, |title| title.span);
    let rows: Vec<String> = missing.iter().map(|&caller| format!("`{}`", row_title(caller))).collect();
    let message = format!("the table of permissions has no row for {}", rows.join(" and "));
    diagnostics.push(
        Diagnostic::new(code::PERMISSION_MISSING, span, message)
            .help("add the row, with the permissions or `Not supported.`")
            .about(Subject::words(&rows.join(" "))),
    );
}

/// A column whose cells contain scopes, such as `User.Read`.
struct ScopeColumn {
    index: usize,
    /// Whether the most privileged scope comes first: `Permissions (from most to least privileged)`.
    falling: bool,
}

/// Divides the columns with scopes into groups. The cells of a row within one group are one list, from the least to the
/// most privileged scope: `Least privileged permissions` and `Higher privileged permissions` form one group,
/// `Acting on self` and `Acting on others` two.
fn groups(header: &[CompactString]) -> Vec<Vec<ScopeColumn>> {
    let titles: Vec<CompactString> = header.iter().map(|title| title.to_ascii_lowercase()).collect();
    let column = |index: usize| ScopeColumn {
        index,
        falling: titles.get(index).is_some_and(|title| title.contains("most to least")),
    };
    let by_degree = |index: &usize| titles[*index].contains("privileged") && !titles[*index].contains(" to ");
    let has_scopes = |index: &usize| !NO_SCOPE_COLUMNS.iter().any(|word| titles[*index].contains(word));
    let mut columns: Vec<usize> = (1..titles.len()).filter(has_scopes).collect();
    if columns.is_empty() {
        columns.push(1);
    }
    if columns.len() > 1 && columns.iter().all(by_degree) {
        let mut group: Vec<ScopeColumn> = columns.into_iter().map(column).collect();
        group.sort_by_key(|column| !titles[column.index].starts_with("least"));
        return vec![group];
    }
    columns.into_iter().map(|index| vec![column(index)]).collect()
}

/// Whether a row continues the row above it, because its first cell names no kind of caller.
fn is_part(row: &Row<'_>) -> bool {
    row.cells.first().is_some_and(|first| caller(&first.plain()).is_none())
}

/// Reads a table that has a column for each kind of caller. Its rows are about different paths or scopes.
fn transposed(
    table: &Table<'_>,
    columns: &[Option<Caller>],
    mut used: impl FnMut(Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Permissions> {
    let mut sets = Vec::new();
    let missing: Vec<Caller> =
        Caller::ALL.into_iter().filter(|caller| !columns.iter().flatten().any(|known| known == caller)).collect();
    report_missing(table, &missing, diagnostics);
    if let Some(mut set) = matrix::read(table, columns) {
        table.rows.iter().for_each(|row| used(row.span));
        set.unknown.extend(&missing);
        retain_unknown(&mut set);
        return vec![set];
    }
    // If the rows are titled `Least privileged` and so on, all of them are alternatives for the same requests.
    let is_degree = |row: &Row<'_>| row.plain(0).to_ascii_lowercase().contains("privileged");
    let is_one = columns.first().is_some_and(Option::is_some) || table.rows.iter().all(is_degree);
    let is_free = is_free(table);
    let mut one = Permissions { span: table.span, ..Permissions::default() };
    for row in &table.rows {
        used(row.span);
        let label = row.cells.first().filter(|_| !is_one).map(|cell| cell.plain().into());
        let mut set = if is_one { std::mem::take(&mut one) } else { Permissions { label, ..Permissions::default() } };
        set.span = table.span;
        for (cell, caller) in row.cells.iter().zip(columns) {
            let Some(caller) = caller else { continue };
            match cell::scopes(cell, diagnostics) {
                Some(_) if is_free && cell::says_none(cell) => add(slot(&mut set, *caller), vec![Scopes::new()]),
                Some(scopes) => add(slot(&mut set, *caller), scopes),
                None => set.unknown.push(*caller),
            }
        }
        if is_one {
            one = set;
            continue;
        }
        set.unknown.extend(&missing);
        retain_unknown(&mut set);
        sets.push(set);
    }
    if is_one {
        one.unknown.extend(&missing);
        retain_unknown(&mut one);
        sets.push(one);
    }
    sets
}
