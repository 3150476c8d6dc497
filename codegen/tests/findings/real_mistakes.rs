//! Tests which findings mistakes in the real pages cause, if these pages are on this machine.
//!
//! `mistakes/real.txt`, `real_further.txt`, `real_resources.txt` and `real_operations.txt` have mistakes for the v1.0
//! pages, `recent.txt` has mistakes for newer pages. Of the mistakes in `real.txt`, at least 95 % have to cause a
//! finding, and 90 % exactly one. For 90 %, the first finding has to be within two lines of the mistake.
//! `mistakes/harmless_real.txt` has edits that may cause no finding and may not change the model.
//!
//! The pages are parsed once. Then several mistakes, each on other pages, are planted at once; only the changed pages
//! are parsed again, and all pages are linked again.

use crate::tree::beside;
use crate::tree::folder;
use graph_codegen::api::Api;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Tree, export};

use crate::mistakes::compare::{Finding, findings, new_findings};
use crate::mistakes::planting::{Place, Planting, plantings};

/// The highest number of mistakes that are made in the pages at the same time.
const TOGETHER: usize = 16;

/// How good the findings about one planted mistake are.
struct Marks {
    /// There is at least one new finding.
    said: bool,
    /// There is exactly one new finding.
    one: bool,
    /// The first new finding is within two lines of the mistake.
    place: bool,
}

#[test]
fn mistakes_on_real_pages_are_reported() {
    let Some(files) = files() else { return };
    check(files, include_str!("../mistakes/real.txt"), 75, [0.95, 0.9, 0.9]);
}

/// Mistakes that were collected before there were checks for them. The three shares are the present ones and must not
/// fall.
#[test]
fn further_mistakes_on_real_pages_are_reported() {
    let Some(files) = files() else { return };
    check(files, include_str!("../mistakes/real_further.txt"), 56, [0.89, 0.85, 0.85]);
}

/// Mistakes on resource pages and in examples of resources that were planted before there were checks for them.
#[test]
fn mistakes_on_pages_of_resources_are_reported() {
    let Some(files) = files() else { return };
    check(files, include_str!("../mistakes/real_resources.txt"), 75, [0.88, 0.78, 0.76]);
}

/// Mistakes on operation pages that were planted before there were checks for them. The three shares are the present
/// ones and must not fall.
#[test]
fn mistakes_on_operation_pages_are_reported() {
    let Some(files) = files() else { return };
    check(files, include_str!("../mistakes/real_operations.txt"), 60, [0.6, 0.6, 0.5]);
}

#[test]
fn mistakes_on_recent_pages_are_reported() {
    let Some(folder) = beside::find("GRAPH_RECENT_DIR", "shared/corpus/recent/api-reference/v1.0") else { return };
    check(folder::files(&folder), include_str!("../mistakes/recent.txt"), 13, [0.76, 0.76, 0.76]);
}

/// Plants each of the `mistakes`, at least `least`, and checks the findings about it. `shares` are three minimum
/// fractions, from 0 to 1:
///
/// - of the mistakes that cause a new finding;
/// - of the mistakes that cause exactly one new finding;
/// - of the mistakes whose first new finding is within two lines of the mistake.
fn check(files: Vec<Source>, mistakes: &str, least: usize, shares: [f64; 3]) {
    let mut tree = Tree::new(Sources::new(files.clone()));
    let clean = findings(tree.read(), tree.sources());
    let plantings = plantings(mistakes);
    let mut now: Vec<Marks> = Vec::new();
    for round in rounds(&plantings) {
        plant_together(&mut tree, &files, &clean, &round, &mut |planting, places, new| {
            let is_near = |finding: &Finding| places.iter().any(|place| place.is_near(&finding.pages[0], finding.line));
            println!("{} ({})", planting.kind, planting.pages()[0]);
            new.iter().for_each(|finding| println!("   {} {finding}", if is_near(finding) { "near" } else { "far " }));
            now.push(Marks { said: !new.is_empty(), one: new.len() == 1, place: new.first().is_some_and(is_near) });
        });
    }
    let share = |has: fn(&Marks) -> bool| now.iter().filter(|marks| has(marks)).count() as f64 / now.len() as f64;
    let (said, one, place) = (share(|marks| marks.said), share(|marks| marks.one), share(|marks| marks.place));
    println!("{} plantings: said {said:.3}, one finding {one:.3}, right place {place:.3}", now.len());
    assert!(now.len() >= least && said >= shares[0] && one >= shares[1] && place >= shares[2]);
}

/// Divides the mistakes into groups of at most `TOGETHER`, so that no two of a group edit the same page.
fn rounds(plantings: &[Planting]) -> Vec<Vec<&Planting>> {
    let mut rounds: Vec<Vec<&Planting>> = Vec::new();
    let edits_any = |round: &[&Planting], planting: &Planting| {
        let pages = planting.pages();
        round.iter().flat_map(|other| other.pages()).any(|page| pages.contains(&page))
    };
    for planting in plantings {
        match rounds.iter_mut().find(|round| round.len() < TOGETHER && !edits_any(round, planting)) {
            Some(round) => round.push(planting),
            None => rounds.push(vec![planting]),
        }
    }
    rounds
}

/// Plants several mistakes at once, and calls `judge` for each mistake, with its places and its findings. A finding
/// belongs to a mistake if that mistake edits the page of the finding or the page of one of its notes. If a finding
/// belongs to no mistake or to several, each half of the mistakes is planted again without the other, down to single
/// mistakes.
fn plant_together(
    tree: &mut Tree,
    files: &[Source],
    clean: &[Finding],
    round: &[&Planting],
    judge: &mut impl FnMut(&Planting, &[Place], &[Finding]),
) {
    let mut planted = files.to_vec();
    let mut places = Vec::new();
    for planting in round {
        let one = planting.plant(planted);
        planted = one.files;
        places.push(one.places);
    }
    let originals = plant(tree, planted);
    let mut new = new_findings(clean, findings(tree.read(), tree.sources()));
    // Notes do not count, because `lint` prints them only with `--notes`.
    new.retain(|finding| finding.severity != "note");
    restore(tree, originals);
    let is_own = |planting: &&Planting, finding: &Finding| {
        finding.pages.iter().any(|page| planting.pages().contains(&&page[..]))
    };
    let owners = |finding: &Finding| round.iter().filter(|planting| is_own(planting, finding)).count();
    if round.len() > 1 && new.iter().any(|finding| owners(finding) != 1) {
        let (first, second) = round.split_at(round.len() / 2);
        plant_together(tree, files, clean, first, judge);
        plant_together(tree, files, clean, second, judge);
        return;
    }
    for (planting, places) in round.iter().zip(&places) {
        let own: Vec<Finding> =
            new.iter().filter(|finding| round.len() == 1 || is_own(planting, finding)).cloned().collect();
        judge(planting, places, &own);
    }
}

#[test]
fn harmless_edits_of_real_pages_change_nothing() {
    let Some(files) = files() else { return };
    let mut tree = Tree::new(Sources::new(files.clone()));
    let reading = tree.read();
    let facts_before = facts(&reading.api, tree.sources());
    let clean = findings(reading, tree.sources());
    let edits = plantings(include_str!("../mistakes/harmless_real.txt"));
    assert!(edits.len() >= 75);
    let mut wrong = Vec::new();
    for round in rounds(&edits) {
        let originals: Vec<Source> =
            round.iter().flat_map(|edit| plant(&mut tree, edit.plant(files.clone()).files)).collect();
        let kinds: Vec<&str> = round.iter().map(|edit| &edit.kind[..]).collect();
        let reading = tree.read();
        let facts = facts(&reading.api, tree.sources());
        let mut differences = facts_before.iter().zip(&facts).filter(|(before, now)| before != now);
        if let Some((before, now)) = differences.next() {
            wrong.push(format!("{before} becomes {now}, with one of {kinds:?}"));
        } else if facts.len() != facts_before.len() {
            wrong.push(format!("{} facts become {}, with one of {kinds:?}", facts_before.len(), facts.len()));
        }
        let new = new_findings(&clean, findings(reading, tree.sources()));
        wrong.extend(new.iter().map(|finding| format!("{finding}, with one of {kinds:?}")));
        restore(&mut tree, originals);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The JSON export line by line, without descriptions and places, which may change with a harmless edit.
fn facts(api: &Api, sources: &Sources) -> Vec<String> {
    const LEFT_OUT: [&str; 5] = ["\"json\"", "\"line\"", "\"markdown\"", "\"plain\"", "\"summary\""];
    let json = export::json(api, sources);
    let lines = json.lines().filter(|line| !LEFT_OUT.iter().any(|name| line.trim_start().starts_with(name)));
    lines.map(str::to_owned).collect()
}

/// Updates the files of a tree whose texts differ, and returns these files as they were before.
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
