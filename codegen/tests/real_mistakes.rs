//! What is said of mistakes that are planted into the real pages, each alone, where these pages are at hand.
//!
//! `mistakes/real.txt` has the plantings. At most one in twenty may be silent, and nine in ten have one finding, which stands
//! within two lines. The tree is read once; each planting costs the pages that it changes, and linking.

use graph_codegen::Tree;
use graph_codegen::source::{Source, Sources};

#[path = "tree/beside.rs"]
mod beside;
#[path = "mistakes/compare.rs"]
mod compare;
#[path = "tree/folder.rs"]
mod folder;
#[path = "mistakes/planting.rs"]
mod planting;

use compare::{findings, new_findings};
use planting::plantings;

/// What was reached for one planting.
struct Marks {
    /// Something is said.
    said: bool,
    /// One thing is said.
    one: bool,
    /// The first thing that is said stands at the mistake.
    place: bool,
}

#[test]
fn mistakes_on_real_pages_are_reported() {
    let Some(files) = files() else { return };
    let mut tree = Tree::new(Sources::new(files.clone()));
    let clean = findings(tree.read(), tree.sources());
    let mut now: Vec<Marks> = Vec::new();
    for planting in plantings(include_str!("mistakes/real.txt")) {
        let planted = planting.plant(files.clone());
        let originals = plant(&mut tree, planted.files);
        let mut new = new_findings(&clean, findings(tree.read(), tree.sources()));
        // Notes are printed only when they are asked for.
        new.retain(|finding| finding.severity != "note");
        restore(&mut tree, originals);
        let is_near =
            |finding: &compare::Finding| planted.places.iter().any(|place| place.is_near(&finding.page, finding.line));
        println!("{} ({})", planting.kind, planting.page());
        new.iter().for_each(|finding| println!("   {} {finding}", if is_near(finding) { "near" } else { "far " }));
        let marks = Marks { said: !new.is_empty(), one: new.len() == 1, place: new.first().is_some_and(is_near) };
        now.push(marks);
    }
    let share = |has: fn(&Marks) -> bool| now.iter().filter(|marks| has(marks)).count() as f64 / now.len() as f64;
    let (said, one, place) = (share(|marks| marks.said), share(|marks| marks.one), share(|marks| marks.place));
    println!("{} plantings: said {said:.3}, one finding {one:.3}, right place {place:.3}", now.len());
    assert!(now.len() >= 75 && said >= 0.95 && one >= 0.9 && place >= 0.9);
}

/// Gives a tree those files whose texts differ, and returns the files as they were.
fn plant(tree: &mut Tree, files: Vec<Source>) -> Vec<Source> {
    let is_changed =
        |file: &Source| tree.sources().find(&file.path).is_some_and(|id| tree.sources().get(id).text != file.text);
    let changed: Vec<Source> = files.into_iter().filter(is_changed).collect();
    assert!(!changed.is_empty(), "the edit changes nothing");
    changed.into_iter().map(|file| tree.update(file).expect("the page is there")).collect()
}

fn restore(tree: &mut Tree, files: Vec<Source>) {
    for file in files {
        tree.update(file).expect("the page is there");
    }
}

fn files() -> Option<Vec<Source>> {
    Some(folder::files(&beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0")?))
}
