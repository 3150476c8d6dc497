//! Subsets of real pages with mistakes in them.
//!
//! In: the files of a docs folder, and a seed. Out: a few hundred of its pages, some of which have planted mistakes or
//! careless edits. Invariant: a seed always yields the same pages.

use std::collections::BTreeSet;

use graph_codegen::source::{Source, Sources};

use crate::fix::mutations::Mutation;
use crate::mistakes::planting::{Place, plantings};

/// The number of pages of each subset.
const PAGES: usize = 300;

/// On average one in this many pages has a careless edit.
const EDITED: usize = 4;

/// Pseudo-random numbers of the linear congruential generator of MMIX, a computer designed by Knuth.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    fn mutation(&mut self) -> Mutation {
        let (kind, at) = (self.next() % 7, self.next());
        match kind {
            0 => Mutation::DropCharacter(at),
            1 => Mutation::DoubleCharacter(at),
            2 => Mutation::ExchangeCase(at),
            3 => Mutation::DropLine(at),
            4 => Mutation::DoubleLine(at),
            5 => Mutation::ExchangeLines(at),
            _ => Mutation::DropWord(at),
        }
    }
}

/// Plants one mistake on each page that `real.txt` names. Returns the files, the paths of the pages with mistakes, and
/// the places of the mistakes.
pub(crate) fn with_mistakes(mut files: Vec<Source>) -> (Vec<Source>, BTreeSet<String>, Vec<Place>) {
    let (mut pages, mut places) = (BTreeSet::new(), Vec::new());
    for planting in plantings(include_str!("../../mistakes/real.txt")) {
        if pages.insert(planting.pages()[0].to_owned()) {
            let planted = planting.plant(files);
            files = planted.files;
            places.extend(planted.places);
        }
    }
    (files, pages, places)
}

/// The pages that a seed selects: about half of those with planted mistakes, and random others. Some of these pages get
/// a careless edit as well.
pub(crate) fn tree(files: &[Source], with_mistakes: &BTreeSet<String>, seed: u64) -> Sources {
    let mut numbers = Numbers(seed);
    let is_page = |file: &&Source| file.path.ends_with(".md") && !file.path.starts_with("..");
    let mut pages: Vec<(bool, usize, Source)> = Vec::new();
    for file in files.iter().filter(is_page) {
        let number = numbers.next();
        pages.push((!with_mistakes.contains(&file.path) || number.is_multiple_of(2), number, file.clone()));
    }
    pages.sort_by_key(|(is_sound, number, _)| (*is_sound, *number));
    // All included fragments are kept. Tables of contents are left out, because they list pages that the subset does
    // not have.
    let is_fragment = |file: &&Source| file.path.ends_with(".md") && !is_page(file);
    let mut chosen: Vec<Source> = files.iter().filter(is_fragment).cloned().collect();
    for (_, _, mut page) in pages.into_iter().take(PAGES) {
        if numbers.next().is_multiple_of(EDITED) {
            page.text = numbers.mutation().apply(&page.text);
        }
        chosen.push(page);
    }
    Sources::new(chosen)
}
