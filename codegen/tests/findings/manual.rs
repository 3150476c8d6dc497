//! Tests of the manual pages of findings: each has its four parts, and its example causes the finding.
//!
//! An example makes two versions of the garden, which is a small set of pages in `manual/base/`. The wrong pages have
//! the finding, and the right pages do not. The line above a code block says to which version the block belongs:
//!
//! - "Wrong, in `PATH`:" to the wrong pages;
//! - "Right, in `PATH`:" to the right pages;
//! - "Also, in `PATH`:" to both.
//!
//! Blocks replace parts of the page with this path: front matter, the part from the title on, and each section with its
//! heading of level 2. A part that the wrong block has and the right block does not is missing from the right page, and
//! the other way round. If a version has no block for a page of the garden, it has this page unchanged. If the garden
//! has no page with this path, the block is a whole file.
//!
//! For findings about metadata, the pages are compared with `metadata.xml` if the example has it, or else with the CSDL
//! export of the right pages.

use crate::tree::folder;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use graph_codegen::code::{ALL, Code};
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::drift::{self, Metadata};
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, SourceId};
use graph_codegen::{Options, export, plan};
use rayon::prelude::*;

mod page;
mod parts;

use crate::tree::edited::Folder;
use page::{Example, Side};

/// The codes whose examples are not checked, with the reason. No line may be added.
const UNCHECKED: &[(&str, &str)] = &[("D0101", "a page of the manual is UTF-8 itself")];

#[test]
fn every_manual_page_has_the_four_parts() {
    let wrong: Vec<String> =
        ALL.iter().filter_map(|code| Some(format!("{}: {}", code.id(), page::fault(code.manual())?))).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_pages_that_the_examples_of_the_manual_change_have_no_findings() {
    let garden = Garden::read();
    let found = garden.findings(&garden.pages(), None);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_example_of_the_manual_causes_its_finding() {
    let garden = Garden::read();
    let unchecked: BTreeSet<&str> = UNCHECKED.iter().map(|(id, _)| *id).collect();
    let faults: Vec<String> = ALL
        .par_iter()
        .flat_map(|code| {
            let fault = garden.fault(*code);
            match (fault, unchecked.contains(code.id())) {
                (Some(fault), false) => Some(format!("{}: {fault}", code.id())),
                (None, true) => Some(format!("{}: its example is true now: take it off the list", code.id())),
                (None, false) | (Some(_), true) => None,
            }
        })
        .collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), ALL.len(), faults.join("\n"));
}

/// The name of the metadata file in an example.
const METADATA: &str = "metadata.xml";

type Files = BTreeMap<String, String>;

/// The pages that the examples change.
struct Garden {
    folder: Folder,
}

impl Garden {
    fn read() -> Garden {
        let files = folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manual/base"));
        Garden { folder: Folder::new(files).0 }
    }

    fn pages(&self) -> Files {
        self.folder.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect()
    }

    /// Returns why the example in the manual page of a code is wrong. `None` if the wrong pages have the finding and
    /// the right pages do not.
    fn fault(&self, code: Code) -> Option<String> {
        let example = Example::read(code.manual());
        if !example.has(Side::Wrong) && !example.has(Side::Right) {
            return Some("the example has no block".to_owned());
        }
        let [mut wrong, mut right] = [Side::Wrong, Side::Right].map(|side| example.pages(&self.pages(), side));
        wrong.remove(METADATA);
        let shown = right.remove(METADATA);
        let export = || export::csdl(&self.folder.read(sources(&right)).0.api);
        let metadata = shown.or_else(|| code.id().starts_with("D13").then(export));
        let of = |files: &Files| self.findings(files, metadata.as_deref());
        let has = |findings: &[Diagnostic]| findings.iter().any(|finding| finding.code == code);
        let of_wrong = of(&wrong);
        if !has(&of_wrong) {
            let mut said: Vec<String> =
                of_wrong.iter().map(|finding| format!("{} {}", finding.code.id(), finding.message)).collect();
            said.truncate(4);
            return Some(format!("the wrong pages do not have the finding, but {said:?}"));
        }
        has(&of(&right)).then(|| "the right pages have the finding".to_owned())
    }

    /// The findings on these pages, with those of the comparison with `metadata` if it is given.
    fn findings(&self, pages: &Files, metadata: Option<&str>) -> Vec<Diagnostic> {
        let (reading, _) = self.folder.read(sources(pages));
        let options = Options::new("garden", "gen", "../runtime");
        let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
        let mut all = reading.diagnostics;
        all.extend(planned.diagnostics);
        if let Some(metadata) = metadata {
            let metadata = Metadata::read(metadata, SourceId::default()).expect("the export is metadata");
            all.extend(drift::compare(&reading.api, &metadata, &[]).findings);
        }
        all
    }
}

fn sources(files: &Files) -> Vec<Source> {
    files.iter().map(|(path, text)| Source::from_bytes(path, text.clone().into_bytes())).collect()
}
