//! Mistakes as edits of pages.
//!
//! In: a text that describes mistakes, and the files of a docs folder. Out: the files with one mistake, and its place.
//! Invariant: an edit matches exactly one place, or the test fails.
//!
//! A line `## KIND` begins a kind of mistake. Each of these lines begins one mistake of that kind, which is called a
//! planting:
//!
//! - `--- PAGE` with lines `- …` of text that occurs once on the page and lines `+ …` that replace this text;
//! - `drop PAGE TEXT`, which removes the one line that begins with that text;
//! - `rename PAGE PAGE`, `add PAGE` with lines `+ …`, and `crlf PAGE`, which ends every line with CR LF.
//!
//! `and PAGE` adds an edit to the same planting. `place PAGE TEXT` names another line at which a finding is correct.

use std::ops::RangeInclusive;

use graph_codegen::source::Source;

/// One mistake, or one harmless edit: the edits of pages that make it.
#[derive(Debug)]
pub(crate) struct Planting {
    /// What kind of mistake it is, from the heading above it.
    pub(crate) kind: String,
    edits: Vec<Edit>,
    /// Further lines at which a finding counts as correct: a page, and text that the line contains.
    places: Vec<(String, String)>,
}

/// The pages after a mistake was made in them, and the lines at which a finding about the mistake is correct.
pub(crate) struct Planted {
    pub(crate) files: Vec<Source>,
    pub(crate) places: Vec<Place>,
}

/// A line of a page at which a finding about the mistake is correct.
pub(crate) struct Place {
    pub(crate) page: String,
    pub(crate) lines: RangeInclusive<usize>,
}

impl Place {
    /// Whether a line is at most two lines away from this place.
    pub(crate) fn is_near(&self, page: &str, line: usize) -> bool {
        self.page == page && (self.lines.start().saturating_sub(2)..=self.lines.end() + 2).contains(&line)
    }
}

#[derive(Debug)]
enum Edit {
    Replace { page: String, old: Vec<String>, new: Vec<String> },
    Rename { from: String, to: String },
    Drop { page: String, start: String },
    Add { page: String, lines: Vec<String> },
    CarriageReturns { page: String },
}

/// Parses the text of a file of mistakes.
pub(crate) fn plantings(text: &str) -> Vec<Planting> {
    let mut kind = "";
    let mut plantings: Vec<Planting> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("## ") {
            kind = title;
            continue;
        }
        let begin = |edit| Planting { kind: kind.to_owned(), edits: vec![edit], places: Vec::new() };
        let replace = |page: &str| Edit::Replace { page: page.to_owned(), old: Vec::new(), new: Vec::new() };
        match line.split_once(' ').unwrap_or((line, "")) {
            ("---", page) => plantings.push(begin(replace(page))),
            ("add", page) => plantings.push(begin(Edit::Add { page: page.to_owned(), lines: Vec::new() })),
            ("crlf", page) => plantings.push(begin(Edit::CarriageReturns { page: page.to_owned() })),
            ("drop", line) => {
                let (page, start) = line.split_once(' ').expect("a page and the start of a line");
                plantings.push(begin(Edit::Drop { page: page.to_owned(), start: start.to_owned() }));
            }
            ("rename", pages) => {
                let (from, to) = pages.split_once(' ').expect("two pages");
                plantings.push(begin(Edit::Rename { from: from.to_owned(), to: to.to_owned() }));
            }
            (sign, rest) => {
                let planting = plantings.last_mut().expect("a planting");
                match (sign, planting.edits.last_mut().expect("an edit")) {
                    ("and", _) => planting.edits.push(replace(rest)),
                    ("place", _) => {
                        let (page, text) = rest.split_once(' ').expect("a page and a text");
                        planting.places.push((page.to_owned(), text.to_owned()));
                    }
                    ("-", Edit::Replace { old, .. }) => old.push(rest.to_owned()),
                    ("+", Edit::Replace { new: lines, .. } | Edit::Add { lines, .. }) => lines.push(rest.to_owned()),
                    (_, edit) => panic!("{line} in {edit:?}"),
                }
            }
        }
    }
    plantings
}

impl Planting {
    /// The pages that are edited, in the order of the edits.
    pub(crate) fn pages(&self) -> Vec<&str> {
        self.edits.iter().map(Edit::page).collect()
    }

    /// Makes the mistake in these files.
    #[track_caller]
    pub(crate) fn plant(&self, mut files: Vec<Source>) -> Planted {
        let mut places: Vec<Place> = self.edits.iter().filter_map(|edit| plant(edit, &mut files)).collect();
        for (page, text) in &self.places {
            let file = find(&mut files, page);
            let line = file.text.lines().position(|line| line.contains(text.as_str()));
            let line = line.unwrap_or_else(|| panic!("{}: no `{text}` on {page}", self.kind)) + 1;
            places.push(Place { page: page.clone(), lines: line..=line });
        }
        Planted { files, places }
    }
}

impl Edit {
    fn page(&self) -> &str {
        match self {
            Edit::Replace { page, .. }
            | Edit::Drop { page, .. }
            | Edit::Add { page, .. }
            | Edit::CarriageReturns { page } => page,
            Edit::Rename { from, .. } => from,
        }
    }
}

fn plant(edit: &Edit, files: &mut Vec<Source>) -> Option<Place> {
    match edit {
        Edit::Replace { page, old, new } => {
            let (old, new) = (old.join("\n"), new.join("\n"));
            let file = find(files, page);
            let found: Vec<usize> = file.text.match_indices(&old).map(|(at, _)| at).collect();
            let [at] = found[..] else { panic!("{} times on {page}: {old}", found.len()) };
            file.text.replace_range(at..at + old.len(), &new);
            // Lines that are equal at the start or the end of both texts are not part of the mistake.
            let begun = old.split('\n').zip(new.split('\n')).take_while(|(old, new)| old == new).count();
            let ended = old.rsplit('\n').zip(new.rsplit('\n')).take_while(|(old, new)| old == new).count();
            let first = file.text[..at].matches('\n').count() + 1;
            let last = first + new.matches('\n').count();
            let first = (first + begun).min(last);
            Some(Place { page: page.clone(), lines: first..=last.saturating_sub(ended).max(first) })
        }
        Edit::Drop { page, start } => {
            let file = find(files, page);
            let is_it = |line: &&str| line.trim_start().starts_with(start.as_str());
            assert_eq!(file.text.lines().filter(is_it).count(), 1, "lines on {page}: {start}");
            let line = file.text.lines().take_while(|line| !is_it(line)).count() + 1;
            let kept: Vec<&str> = file.text.split('\n').filter(|line| !is_it(line)).collect();
            file.text = kept.join("\n");
            Some(Place { page: page.clone(), lines: line.saturating_sub(1)..=line })
        }
        Edit::Rename { from, to } => {
            find(files, from).path.clone_from(to);
            None
        }
        Edit::Add { page, lines } => {
            files.push(Source::from_bytes(page.clone(), (lines.join("\n") + "\n").into_bytes()));
            None
        }
        Edit::CarriageReturns { page } => {
            let file = find(files, page);
            file.text = file.text.replace('\n', "\r\n");
            None
        }
    }
}

fn find<'f>(files: &'f mut [Source], page: &str) -> &'f mut Source {
    files.iter_mut().find(|file| file.path == page).unwrap_or_else(|| panic!("no file {page}"))
}
