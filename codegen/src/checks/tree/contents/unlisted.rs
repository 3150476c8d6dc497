//! Pages that no table of contents lists.
//!
//! A table is expected to list pages of operations, pages of entity types, and pages that no other page links to.
//! Complex types and enumerations are usually found through the properties that use them. One omission is one finding:
//! a folder without any listed page, or a resource together with its operations.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::table::Table;
use crate::api::{ItemType, PageId, PageKind, TypeKind};
use crate::code;
use crate::contents::{Entry, Layout};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::overrides;
use crate::source::{Span, relative};
use crate::text::near;

/// How many further pages a finding names. Of the others it gives only the number.
const SHOWN: usize = 3;

/// Two file names count as similar if at least this many of their first characters are the same.
const ALIKE: usize = 5;

/// Reports unlisted pages, unless the tables list no page at all.
pub(super) fn check(linked: &Linked<'_>, tables: &[Table<'_>], found: &mut Vec<Diagnostic>) {
    let is_missing = |finding: &&Diagnostic| finding.code == code::ENTRY_MISSING;
    let missing: Vec<String> = found
        .iter()
        .filter(is_missing)
        .filter_map(|finding| match &finding.subject {
            Subject::Path(path) => Some(file(path).to_owned()),
            _ => None,
        })
        .collect();
    let listed: BTreeSet<PageId> = tables.iter().flat_map(Table::listed).map(|(page, _)| page).collect();
    let outermost = tables.iter().min_by_key(|table| table.path.matches('/').count());
    let Some(first) = outermost.filter(|_| !listed.is_empty()) else { return };
    let all: Vec<PageId> =
        linked.pages().map(|(page, _)| page).filter(|page| linked.path(*page) != overrides::PATH).collect();
    let mut unlisted_pages: BTreeSet<PageId> = all.iter().copied().filter(|page| !listed.contains(page)).collect();
    if unlisted_pages.is_empty() {
        return;
    }
    // If an entry leads nowhere and its target has a name similar to that of an unlisted page, the entry probably means
    // this page. The entry is reported already, so the page is not.
    unlisted_pages.retain(|page| {
        let names = missing.iter().map(String::as_str);
        near::nearest(file(linked.path(*page)), names, 3).is_empty()
    });
    for (folder, pages) in folders(linked, &all, &unlisted_pages) {
        unlisted_pages.retain(|page| !pages.contains(page));
        let message = format!("no table of contents lists any of the {} pages in `{folder}`", pages.len());
        let help = format!("add entries for the pages to `{}`", first.path);
        found.push(finding(linked, &pages, message, help).about(Subject::path(&folder)));
    }
    let linked_to = linked_to(linked);
    unlisted_pages.retain(|page| is_expected(linked, *page) || !linked_to.contains(page));
    let resources = resources(linked);
    let is_free = |page: &PageId| unlisted_pages.contains(page) && linked.decls(*page).kind == PageKind::Operation;
    let mut reported = BTreeSet::new();
    let mut groups: Vec<Vec<PageId>> = Vec::new();
    for page in unlisted_pages.iter().filter(|page| linked.decls(**page).kind != PageKind::Operation) {
        let own = resources.iter().filter(|(operation, resource)| resource.contains(page) && is_free(operation));
        let own: Vec<PageId> = own.map(|(operation, _)| *operation).filter(|page| reported.insert(*page)).collect();
        groups.push([vec![*page], own].concat());
    }
    groups
        .extend(unlisted_pages.iter().filter(|page| is_free(page) && !reported.contains(page)).map(|page| vec![*page]));
    let neighbours = Neighbours::new(linked, tables);
    for pages in groups {
        let more = match pages.len() - 1 {
            0 => String::new(),
            1 => ", nor that of its operation".to_owned(),
            count => format!(", nor those of its {count} operations"),
        };
        let message = format!("no table of contents lists this page{more}");
        let entry = resources.get(&pages[0]).and_then(|resources| {
            tables.iter().find_map(|table| {
                let entry = table.listed().find(|(page, _)| resources.contains(page))?.1;
                Some((table, entry))
            })
        });
        let about = Subject::path(linked.path(pages[0]));
        found.push(match entry {
            Some((table, entry)) => {
                let help = format!("add an entry below that of its resource in `{}`", table.path);
                let place = entry.target.as_ref().map_or(Span::default(), |target| target.span);
                finding(linked, &pages, message, help)
                    .note(place, "the entry of its resource")
                    .about(about)
                    .fix_unsafely_if(insertion(linked, table, entry, pages[0]))
            }
            None => match neighbours.nearest(linked.path(pages[0])) {
                Some((table, entry)) => {
                    let place = entry.target.as_ref().map_or(Span::default(), |target| target.span);
                    finding(linked, &pages, message, format!("add an entry to `{}`", table.path))
                        .note(place, "the entry of a page with a similar name")
                        .about(about)
                        .fix_unsafely_if(insert_after(linked, table, entry, pages[0]))
                }
                None => finding(linked, &pages, message, format!("add an entry to `{}`", first.path)).about(about),
            },
        });
    }
}

/// The entries of the listed pages, by the path of the page. An unlisted page gets its entry behind that of the page
/// with the most similar path.
struct Neighbours<'a> {
    entries: BTreeMap<&'a str, (&'a Table<'a>, &'a Entry)>,
}

impl<'a> Neighbours<'a> {
    fn new(linked: &'a Linked<'_>, tables: &'a [Table<'a>]) -> Neighbours<'a> {
        let listed = tables.iter().flat_map(|table| table.listed().map(move |(page, entry)| (page, (table, entry))));
        Neighbours { entries: listed.map(|(page, entry)| (linked.path(page), entry)).collect() }
    }

    /// The entry of the page before or after `path` in alphabetical order, whichever path has more first characters
    /// in common with `path`. `None` if the two file names do not begin alike.
    fn nearest(&self, path: &str) -> Option<(&'a Table<'a>, &'a Entry)> {
        let common = |other: &str| path.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let before = self.entries.range(..path).next_back();
        let behind = self.entries.range(path..).next();
        let near = before.into_iter().chain(behind).max_by_key(|(other, _)| common(other))?;
        let is_alike = common(near.0) >= path.len() - file(path).len() + ALIKE;
        is_alike.then_some(*near.1)
    }
}

/// The last part of a path: the name of the file.
fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A finding about the first of several pages, with the places of the other pages.
fn finding(linked: &Linked<'_>, pages: &[PageId], message: String, help: String) -> Diagnostic {
    let title = |page: PageId| linked.decls(page).title.span;
    let finding = Diagnostic::new(code::PAGE_UNLISTED, title(pages[0]), message).help(help);
    let others = &pages[1..];
    let shown = others.iter().take(SHOWN);
    let mut finding = shown.fold(finding, |finding, page| finding.note(title(*page), "this page is not listed either"));
    finding.more = u16::try_from(others.len().saturating_sub(SHOWN)).unwrap_or(u16::MAX);
    finding
}

/// The topmost folders below the root that have several pages, none of them listed.
fn folders(linked: &Linked<'_>, all: &[PageId], left: &BTreeSet<PageId>) -> BTreeMap<String, Vec<PageId>> {
    let parents = |page: PageId| {
        let path = linked.path(page);
        path.match_indices('/').map(move |(at, _)| &path[..at])
    };
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for &page in all {
        for folder in parents(page) {
            let (pages, unlisted) = counts.entry(folder).or_default();
            *pages += 1;
            *unlisted += usize::from(left.contains(&page));
        }
    }
    let mut folders: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for &page in left {
        let is_unlisted =
            |folder: &&str| counts.get(folder).is_some_and(|(pages, unlisted)| *pages > 1 && pages == unlisted);
        if let Some(folder) = parents(page).find(is_unlisted) {
            folders.entry(folder.to_owned()).or_default().push(page);
        }
    }
    folders
}

/// Whether a table is expected to list a page even if other pages link to it: pages of operations and of entity types.
fn is_expected(linked: &Linked<'_>, page: PageId) -> bool {
    let is_entity = |item: &ItemType| matches!(item, ItemType::Structured(id) if linked.api.types[id.index()].kind == TypeKind::Entity);
    match linked.decls(page).kind {
        PageKind::Operation => true,
        PageKind::Resource => linked.items(page).iter().any(is_entity),
        PageKind::Enum | PageKind::Conceptual => false,
    }
}

/// The pages that other pages link to.
fn linked_to(linked: &Linked<'_>) -> BTreeSet<PageId> {
    let pages: Vec<_> = linked.pages().collect();
    let targets = pages.par_iter().flat_map_iter(|(page, decls)| {
        let targets = decls.links.iter().filter_map(|(link, _)| linked.page(*page, link));
        targets.filter(|target| target != page).collect::<BTreeSet<_>>()
    });
    targets.collect()
}

/// For each operation page the resource pages whose table of methods lists it.
fn resources(linked: &Linked<'_>) -> BTreeMap<PageId, BTreeSet<PageId>> {
    let mut resources: BTreeMap<PageId, BTreeSet<PageId>> = BTreeMap::new();
    for (page, decls) in linked.pages() {
        for target in decls.methods.iter().filter_map(|row| linked.page(page, row.target.as_ref()?)) {
            resources.entry(target).or_default().insert(page);
        }
    }
    resources
}

/// An edit that adds an entry for a page as the last entry below the entry of a resource. `None` if the lines of the
/// entry are not known.
fn insertion(linked: &Linked<'_>, table: &Table<'_>, resource: &Entry, page: PageId) -> Option<Edit> {
    let entries = &table.contents.entries;
    let own = resource.layout.as_ref()?;
    let position = entries.iter().position(|entry| std::ptr::eq(entry, resource))?;
    let is_below = |layout: &&Layout| layout.parent == Some(position);
    let last = entries.iter().filter_map(|entry| entry.layout.as_ref()).rfind(is_below);
    let mut text = String::new();
    if !own.has_items {
        text = format!("{}{}items:", line_break(table), " ".repeat(own.keys));
    }
    let (dash, keys) = last.map_or((own.keys, own.keys + 2), |layout| (layout.dash, layout.keys));
    text += &new_entry(linked, table, page, (dash, keys));
    let source = resource.target.as_ref()?.span.source;
    Some(Edit::Replace(Span::new(source, own.end..own.end), text))
}

/// An edit that adds an entry for a page behind another entry. `None` if the lines of that entry are not known.
fn insert_after(linked: &Linked<'_>, table: &Table<'_>, entry: &Entry, page: PageId) -> Option<Edit> {
    let own = entry.layout.as_ref()?;
    let source = entry.target.as_ref()?.span.source;
    let text = new_entry(linked, table, page, (own.dash, own.keys));
    Some(Edit::Replace(Span::new(source, own.end..own.end), text))
}

/// The text of a new entry, in two lines, each after a line break. The dash stands in column `dash`, and the keys
/// `name` and `href` begin in column `keys`.
fn new_entry(linked: &Linked<'_>, table: &Table<'_>, page: PageId, (dash, keys): (usize, usize)) -> String {
    let end = line_break(table);
    let title = quoted(&linked.decls(page).title.value);
    let gap = " ".repeat(keys.saturating_sub(dash + 1).max(1));
    let href = relative(table.path, linked.path(page));
    format!("{end}{}-{gap}name: {title}{end}{}href: {href}", " ".repeat(dash), " ".repeat(keys))
}

/// The line break that the first line of a table ends with.
fn line_break(table: &Table<'_>) -> &'static str {
    let first = table.text.split_inclusive('\n').next();
    if first.is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
}

/// A title as a YAML value, in quotes if YAML needs them.
fn quoted(title: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '(' | ')' | '.' | '/');
    if title.starts_with(char::is_alphabetic) && title.chars().all(is_plain) && !title.ends_with(' ') {
        title.to_owned()
    } else {
        format!("'{}'", title.replace('\'', "''"))
    }
}
