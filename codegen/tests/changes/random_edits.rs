//! Random single edits of pages, and the changes that `diff` lists for them.
//!
//! Each kind of edit states which changes `diff` has to list for it, and which further changes may follow. Both are
//! derived only from the text of the page. The tests allow few required changes to be missing and, on the real pages,
//! few changes in the list that no edit explains.

mod chance;
mod edit;
mod of_operations;
mod of_types;
mod page;

use crate::tree::beside;
use crate::tree::folder;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use graph_codegen::diff::{self, Change, Level, Surface};
use graph_codegen::select::Selection;
use graph_codegen::source::Source;
use graph_codegen::{Options, plan};

use crate::tree::edited::Folder;
use chance::Chance;
use edit::{Edit, is_told};
use page::Page;

type Kind = fn(&Page, &mut Chance) -> Option<Edit>;

/// Edits that change what the page says about the API.
const KINDS: &[Kind] = &[
    of_types::property_removed,
    of_types::property_renamed,
    of_types::property_retyped,
    of_types::property_becomes_collection,
    of_types::property_added,
    of_types::sent_property_removed,
    of_types::sent_property_renamed,
    of_types::sent_property_retyped,
    of_types::property_required,
    of_types::property_not_nullable,
    of_types::property_read_only,
    of_types::property_deprecated,
    of_types::property_filterable,
    of_types::property_select_only,
    of_types::value_listed,
    of_types::base_removed,
    of_types::type_opened,
    of_types::type_abstract,
    of_types::member_removed,
    of_types::member_added,
    of_types::member_renamed,
    of_operations::route_removed,
    of_operations::route_added,
    of_operations::route_moved,
    of_operations::method_changed,
    of_operations::permission_added,
    of_operations::permission_removed,
    of_operations::query_removed,
    of_operations::query_added,
    of_operations::argument_removed,
    of_operations::argument_added,
    of_operations::argument_retyped,
    of_operations::change_removed,
    of_operations::header_added,
    of_operations::header_removed,
    of_operations::status_changed,
    of_operations::answer_changed,
    of_operations::page_removed,
];

/// Edits after which `diff` may list no changes except those of documentation.
const HARMLESS: &[Kind] = &[
    of_types::property_reworded,
    of_types::rows_reordered,
    of_types::table_laid_out,
    of_types::resource_described_anew,
    of_operations::placeholder_renamed,
    of_operations::title_reworded,
    of_operations::operation_described_anew,
    of_operations::example_changed,
];

/// The pages of a folder, and facts about all of them that decide whether an edit of one page can be made.
struct Pages {
    folder: Folder,
    pages: Vec<Page>,
    /// For each request line, how many pages have it; for each type, how many pages describe it.
    times: BTreeMap<String, usize>,
    /// For each property whose row says that it is inherited: its name, and the line of the row.
    inherited: Vec<(String, String)>,
    /// The base of each type, as its page states it.
    bases: BTreeMap<String, String>,
    /// The names of the properties in the table of each type.
    rows: BTreeMap<String, BTreeSet<String>>,
}

impl Pages {
    fn new(files: Vec<Source>) -> Pages {
        let pages: Vec<Page> = files.iter().map(|file| Page::new(&file.path, &file.text)).collect();
        let mut times = BTreeMap::new();
        for page in &pages {
            let names: BTreeSet<String> = page.routes().into_iter().chain(page.type_name()).collect();
            names.into_iter().for_each(|name| *times.entry(name).or_default() += 1);
        }
        let rows = pages.iter().flat_map(|page| &page.lines).filter(|line| line.contains("nherited from"));
        let named = |line: &String| Some((line.split('|').nth(1)?.trim().to_owned(), line.clone()));
        let inherited = rows.filter_map(named).collect();
        let pages: Vec<Page> = pages.into_iter().filter(|page| page.path.ends_with(".md")).collect();
        let of_types = || pages.iter().filter_map(|page: &Page| Some((page.type_name()?, page)));
        let bases = of_types().filter_map(|(name, page)| Some((name, page.base()?))).collect();
        let names = |page: &Page| page.table("Properties").into_iter().map(|row| row.cells[0].clone()).collect();
        let rows = of_types().map(|(name, page)| (name, names(page))).collect();
        let (folder, _) = Folder::new(files);
        Pages { folder, pages, times, inherited, bases, rows }
    }

    /// Whether no other page has a request line of this page, or describes the type of this page. Otherwise the other
    /// page might contradict an edit of this page.
    fn is_alone(&self, page: &Page) -> bool {
        page.routes().iter().chain(&page.type_name()).all(|name| self.times[name] == 1)
    }

    /// An edit of this kind, on a random page whose path is not in `taken`.
    fn edit(&self, kind: Kind, chance: &mut Chance, taken: &BTreeSet<String>) -> Option<Edit> {
        // The step between pages is random, because pages next to each other are similar.
        let (start, step) = (chance.below(self.pages.len()), 1 + chance.below(self.pages.len() / 2));
        let at = (0..self.pages.len()).map(|count| (start + count * step) % self.pages.len());
        let pages = at.map(|at| &self.pages[at]).filter(|page| !taken.contains(&page.path) && self.is_alone(page));
        pages.into_iter().filter_map(|page| kind(page, chance)).find(|edit| !self.is_said_elsewhere(edit))
    }

    /// Whether another page still has the property that the edit changes: the page of a base type, the page of a
    /// derived type, or a row that says that the property is inherited from the edited type. The edit would contradict
    /// that page, so it is not made.
    fn is_said_elsewhere(&self, edit: &Edit) -> bool {
        let Some((owner, property)) = &edit.property else { return false };
        let has_row = |ty: &str| self.rows.get(ty).is_some_and(|rows| rows.contains(property));
        if self.chain(owner).any(has_row)
            || self.bases.keys().any(|ty| has_row(ty) && self.chain(ty).any(|base| base == owner))
        {
            return true;
        }
        let owner = format!("[{}]", owner.rsplit('.').next().unwrap_or(owner));
        self.inherited.iter().any(|(name, line)| name == property && line.contains(&owner))
    }

    /// The base types of a type as pages state them, nearest first.
    fn chain<'a>(&'a self, ty: &str) -> impl Iterator<Item = &'a str> {
        let next = |ty: &&'a str| self.bases.get(*ty).map(String::as_str);
        std::iter::successors(self.bases.get(ty).map(String::as_str), next).take(8)
    }

    fn surface(&self, edits: &[Edit]) -> Surface {
        let edited = |file: &Source| match edits.iter().find(|edit| edit.path == file.path) {
            Some(edit) => {
                let text = edit.after.as_ref()?.text();
                Some(Source::from_bytes(file.path.clone(), text.into_bytes()))
            }
            None => Some(file.clone()),
        };
        let (reading, sources) = self.folder.read(self.folder.files().iter().filter_map(edited).collect());
        let options = Options::new("pages", "cargo xtask gen", "../runtime");
        let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
        let surface = Surface::of(&reading.api, &sources).with_findings(&sources, &reading.diagnostics);
        surface.with_crate(&reading.api, &planned.plan)
    }
}

/// How many edits were made, and how well `diff` lists their changes.
#[derive(Default)]
struct Outcome {
    edits: usize,
    /// The edits for which an expected change is missing in the list of `diff`.
    silent: Vec<String>,
    /// The changes in the list of `diff` that no edit requires or permits, except changes of documentation.
    unexplained: Vec<String>,
    told: usize,
}

/// A change as `KIND SUBJECT`: one line for its subject, and one for each other route that changed in the same way.
fn lines(change: &Change) -> Vec<String> {
    let route: Vec<&str> = change.subject.splitn(3, ' ').take(2).collect();
    let rest = change.subject.strip_prefix(&route.join(" ")).unwrap_or_default();
    let other = |route: &String| {
        let (method, path) = route.split_once(' ').unwrap_or((route, ""));
        format!("{} {method} {}{rest}", change.kind.id, path.to_lowercase())
    };
    [format!("{} {}", change.kind.id, change.subject)].into_iter().chain(change.also.iter().map(other)).collect()
}

impl Outcome {
    /// Compares the changes that `diff` lists for these edits with the expected ones.
    fn judge(&mut self, before: &Surface, after: &Surface, edits: &[Edit], is_harmless: bool) {
        let changes = diff::compare(before, after);
        let each = changes.iter().flat_map(|change| lines(change).into_iter().map(move |line| (change, line)));
        let (changes, told): (Vec<&Change>, Vec<String>) = each.unzip();
        for edit in edits {
            self.edits += 1;
            let missing: Vec<&String> =
                edit.told.iter().filter(|line| !told.iter().any(|told| is_told(line, told))).collect();
            if !missing.is_empty() {
                self.silent.push(format!("{} ({}): {missing:?}", edit.kind, edit.path));
            }
        }
        let is_explained = |told: &str| {
            edits.iter().flat_map(|edit| edit.told.iter().chain(&edit.follows)).any(|line| is_told(line, told))
        };
        for (change, told) in changes.iter().zip(&told) {
            // Changes of documentation need no explanation, because the description of an item may contain the edited
            // text.
            let is_words = change.level() == Level::Docs;
            self.told += usize::from(!is_words);
            if !is_words && (is_harmless || !is_explained(told)) {
                let of = |state: &Option<diff::State>| state.as_ref().map_or(String::new(), |state| state.page.clone());
                let place = if change.after.is_some() { of(&change.after) } else { of(&change.before) };
                self.unexplained.push(format!("{told}: {} ({place})", change.message));
            }
        }
    }

    fn report(&self, name: &str) {
        println!(
            "{name}: {} edits, {} not told, {} changes, {} unexplained",
            self.edits,
            self.silent.len(),
            self.told,
            self.unexplained.len()
        );
        self.silent.iter().for_each(|line| println!("  not told: {line}"));
        self.unexplained.iter().for_each(|line| println!("  unexplained: {line}"));
    }
}

/// Applies each kind of edit `times` times, one edit at a time.
fn alone(pages: &Pages, kinds: &[Kind], times: usize, is_harmless: bool) -> Outcome {
    let before = pages.surface(&[]);
    let mut outcome = Outcome::default();
    let mut chance = Chance::new(7);
    for kind in kinds {
        let mut done = BTreeSet::new();
        for _ in 0..times {
            let Some(edit) = pages.edit(*kind, &mut chance, &done) else { break };
            done.insert(edit.path.clone());
            let edits = [edit];
            outcome.judge(&before, &pages.surface(&edits), &edits, is_harmless);
        }
    }
    outcome
}

/// Applies many edits at once, each on another page, because reading many pages takes long.
fn together(pages: &Pages, kinds: &[Kind], times: usize, is_harmless: bool) -> Outcome {
    let mut chance = Chance::new(number("EDITS_SEED", 1));
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken = BTreeSet::new();
    // The kinds take turns, because a kind that fits few pages might find all of them taken by another kind.
    for kind in kinds.iter().cycle().take(kinds.len() * times) {
        if let Some(edit) = pages.edit(*kind, &mut chance, &taken) {
            taken.insert(edit.path.clone());
            edits.push(edit);
        }
    }
    let mut outcome = Outcome::default();
    outcome.judge(&pages.surface(&[]), &pages.surface(&edits), &edits, is_harmless);
    outcome
}

/// The number in an environment variable, which a caller can set for longer runs; `usual` if it is not set.
fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn own_trees() -> Vec<(&'static str, Pages)> {
    let folder = |path: &str| Pages::new(folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)));
    ["../docs", "tests/cases/edits/base", "tests/manual/base"].map(|path| (path, folder(path))).into()
}

#[test]
fn edits_of_own_pages_are_listed() {
    for (name, pages) in own_trees() {
        let outcome = alone(&pages, KINDS, 3, false);
        outcome.report(name);
        assert!(outcome.edits >= 30, "{name}: {}", outcome.edits);
        assert!(outcome.silent.len() * 20 <= outcome.edits && outcome.unexplained.is_empty(), "{name}");
    }
}

#[test]
fn harmless_edits_of_own_pages_change_at_most_documentation() {
    for (name, pages) in own_trees() {
        let outcome = alone(&pages, HARMLESS, 4, true);
        outcome.report(name);
        assert!(outcome.edits >= 10 && outcome.unexplained.is_empty(), "{name}");
    }
}

#[test]
fn edits_of_real_pages_are_listed() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let pages = Pages::new(folder::files(&folder));
    let times = number("EDITS_TIMES", 6);
    let outcome = together(&pages, KINDS, times, false);
    outcome.report("real pages");
    assert!(outcome.edits >= 160, "{}", outcome.edits);
    // Not all changes are predictable: if a page states no base, the base follows from the properties of other types.
    assert!(outcome.silent.len() * 20 <= outcome.edits && outcome.unexplained.len() * 50 <= outcome.told);
    let harmless = together(&pages, HARMLESS, times, true);
    harmless.report("harmless edits of real pages");
    assert!(harmless.edits >= 40 && harmless.unexplained.is_empty() && harmless.silent.is_empty());
}
