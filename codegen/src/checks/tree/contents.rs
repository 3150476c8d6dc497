//! Tables of contents: entries without a target, and pages without an entry.
//!
//! A tree without a `toc.yml` has none of these findings. Entries that lead outside the tree, or to files that are not
//! pages, are not checked.

mod table;
mod unlisted;

use super::methods::contradicts;
use crate::api::PageId;
use crate::code;
use crate::contents::{Entry, is_contents, read};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::{Destination, Files, Linked};
use crate::source::{Source, SourceId, Span, Spanned, join, relative};
use table::Table;

/// Compares the tables of contents with the pages.
pub(super) fn check<'a>(linked: &Linked<'a>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let files = || linked.sources().iter().filter(|(_, source)| is_contents(&source.path));
    let table = |(id, source): (SourceId, &'a Source)| Table {
        path: &source.path,
        text: &source.text,
        contents: read(id, source, &mut found),
        pages: Vec::new(),
    };
    let mut tables: Vec<Table<'_>> = files().map(table).collect();
    if tables.is_empty() {
        return found;
    }
    let names = linked.file_names();
    for table in &mut tables {
        let entries = table.contents.entries.iter();
        let target = |entry: &Entry| linked_page(linked, &names, table.path, entry.target.as_ref()?, &mut found);
        table.pages = entries.map(target).collect();
    }
    for (table, (id, _)) in tables.iter().zip(files()) {
        entries(id, table, &mut found);
        verbs(linked, table, &mut found);
    }
    // If the only table of contents cannot be read, it is not known which pages it lists, so no page is reported as
    // unlisted.
    let is_read = !found.iter().any(|finding| finding.code == code::CONTENTS_UNREADABLE);
    if is_read || tables.len() > 1 {
        unlisted::check(linked, &tables, &mut found);
    }
    found
}

/// Reports entries without a name, and neighbouring entries that lead to the same page.
fn entries(id: SourceId, table: &Table<'_>, found: &mut Vec<Diagnostic>) {
    let mut at = 0;
    for line in table.text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if line.trim().trim_start_matches("- ").trim() == "name:" {
            let span = Span::new(id, start..start + line.trim().len());
            let finding = Diagnostic::new(code::ENTRY_MISSING, span, "an entry of the table of contents has no name");
            found.push(finding.help("add the name that readers see").about(Subject::words(line.trim())));
        }
    }
    let parent = |entry: &Entry| entry.layout.as_ref().map(|layout| layout.parent);
    for pair in table.contents.entries.windows(2) {
        let (Some(first), Some(second)) = (&pair[0].target, &pair[1].target) else { continue };
        let is_page = second.value.contains(".md");
        if first.value == second.value && is_page && parent(&pair[0]) == parent(&pair[1]) && parent(&pair[0]).is_some()
        {
            let message = format!("two neighbouring entries of the table of contents lead to `{}`", second.value);
            found.push(
                Diagnostic::new(code::ENTRY_MISSING, second.span, message)
                    .help("remove one of the two entries")
                    .about(Subject::path(&second.value))
                    .note(first.span, "the first entry")
                    .fix_unsafely_if(removal(id, &pair[1])),
            );
        }
    }
}

/// Reports entries whose verb contradicts every operation of the page that they lead to, such as `Delete` for a page
/// with PATCH requests.
fn verbs(linked: &Linked<'_>, table: &Table<'_>, found: &mut Vec<Diagnostic>) {
    let operations = &linked.api.operations;
    for (page, entry) in table.listed() {
        let Some(name) = &entry.name else { continue };
        let start = operations.partition_point(|operation| operation.page < page);
        let end = operations.partition_point(|operation| operation.page <= page);
        let [first, ..] = &operations[start..end] else { continue };
        if operations[start..end].iter().any(|operation| !contradicts(&name.value, operation.method)) {
            continue;
        }
        let message = format!(
            "the words of the entry `{}` do not fit the page that it leads to, which describes {} requests",
            name.value,
            first.method.as_str()
        );
        found.push(
            Diagnostic::new(code::ENTRY_MISSING, name.span, message)
                .help("correct the words, or lead to the page of this operation")
                .about(Subject::words(&name.value))
                .note(linked.decls(page).title.span, "the page"),
        );
    }
}

/// An edit that removes the lines of an entry without child entries. `None` if it has child entries, or if its lines
/// are not known.
fn removal(id: SourceId, entry: &Entry) -> Option<Edit> {
    let layout = entry.layout.as_ref().filter(|layout| !layout.has_items)?;
    Some(Edit::RemoveLines(Span::new(id, layout.start..layout.end)))
}

/// The page that an entry leads to, or most likely means. Reports a target that does not exist, or that the entry
/// spells in another letter case.
fn linked_page(
    linked: &Linked<'_>,
    names: &Files<'_>,
    table: &str,
    target: &Spanned<String>,
    found: &mut Vec<Diagnostic>,
) -> Option<PageId> {
    let written = target.value.split(['#', '?']).next().unwrap_or_default();
    let path = join(table, written);
    if written.is_empty() || written.starts_with('~') || path.starts_with("../") {
        return None;
    }
    let place = Span { end: target.span.start + u32::try_from(written.len()).unwrap_or(0), ..target.span };
    // An entry whose place in the file is unknown cannot be edited.
    let edit = |to: &str| (!target.span.range().is_empty()).then(|| Edit::Replace(place, relative(table, to)));
    let about = |code, message, help: String| {
        Diagnostic::new(code, target.span, message).help(help).about(Subject::path(&target.value))
    };
    let message = || format!("the entry leads to `{written}`, but the docs folder has no such file");
    match linked.destination(table, written) {
        Destination::Page(page, false) => Some(page),
        Destination::Page(page, true) => {
            let to = linked.path(page);
            let message = format!("the entry writes the path `{to}` with other upper and lower case letters");
            let finding = about(code::ENTRY_CASE, message, format!("write `{}`", relative(table, to)));
            found.push(match edit(to) {
                Some(edit) => finding.fix_safely(edit),
                None => finding,
            });
            Some(page)
        }
        Destination::Moved(page) => {
            let to = linked.path(page);
            let help = format!("write `{}`, the only page with this file name", relative(table, to));
            found.push(about(code::ENTRY_MISSING, message(), help).fix_unsafely_if(edit(to)));
            Some(page)
        }
        Destination::Missing if is_judged(linked, &path, written) => {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
            let near = names
                .name_with_one_letter_changed(file)
                .map(|near| if folder.is_empty() { near.to_owned() } else { format!("{folder}/{near}") });
            let near = near.and_then(|near| {
                let page = linked.page_at(&near)?;
                Some((near, page))
            });
            let help = match &near {
                Some((near, _)) => format!("write `{}` if that is meant", relative(table, near)),
                None => "remove the entry, or add the page".to_owned(),
            };
            let edit = near.as_ref().and_then(|(near, _)| edit(near));
            found.push(about(code::ENTRY_MISSING, message(), help).fix_unsafely_if(edit));
            near.map(|(_, page)| page)
        }
        Destination::Missing | Destination::File | Destination::Here | Destination::Url | Destination::Site => None,
    }
}

/// Whether a missing target is reported. A link to a folder means the table of contents in that folder. A target with
/// an extension other than `.md`, such as an image, is not reported.
fn is_judged(linked: &Linked<'_>, path: &str, written: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let is_there = |table: &str| linked.sources().iter().any(|(_, source)| source.path.eq_ignore_ascii_case(table));
    if written.ends_with('/') {
        !is_there(&format!("{path}/toc.yml"))
    } else if is_contents(path) {
        !is_there(path)
    } else {
        let extension = file.rsplit_once('.').map(|(_, extension)| extension);
        extension.is_none_or(|extension| extension.eq_ignore_ascii_case("md"))
    }
}
