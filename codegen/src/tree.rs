//! A tree of pages that is read repeatedly while the pages are edited.
//!
//! In: the texts, then new states of single texts. Out: the [`Reading`] that [`read`](crate::read) returns for the
//! current texts. The declarations of a page depend on its text, on the texts of the fragments that it includes, and on
//! the set of files; a page is read again only if one of these changed. Linking always concerns the whole tree, because
//! a page may refer to every other.
//!
//! The facts of a page can be stored ([`Tree::facts`]) and given to a tree in another process ([`Tree::restore`]),
//! which then does not need the text of the page.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceId, Sources};
use crate::{AT_ONCE, Reading, link, read_fragment, read_page};

/// A tree of pages and what was read from them so far. After an edit it reads only what the edit affects.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    sources: Sources,
    /// What each page declares, in the order of the paths.
    decls: Vec<PageDecls>,
    /// For each page, in the same order as `decls`: its findings, and the files that it includes.
    pages: Vec<Rest>,
    /// The findings of each file in `includes`, which are reported once and not for every page that includes it.
    fragments: Vec<(SourceId, Vec<Diagnostic>)>,
    /// The files whose texts were replaced after they were last read.
    changed: BTreeSet<SourceId>,
    /// Whether the tree comes from [`Tree::new`] and [`Tree::read`] has not been called yet.
    is_new: bool,
}

/// Everything that was read from one page, as it is stored for a later run.
#[derive(Clone, Debug, Deserialize)]
pub struct PageFacts {
    decls: PageDecls,
    rest: Rest,
}

/// What was read from one page, to be serialised for a later run. [`PageFacts`] is deserialised from the same form.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PageFactsRef<'a> {
    decls: &'a PageDecls,
    rest: &'a Rest,
}

/// The findings of a page, and the files that the page includes.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Rest {
    findings: Vec<Diagnostic>,
    included: Vec<SourceId>,
}

impl Tree {
    /// A tree of these files. [`Tree::read`] reads them.
    #[must_use]
    pub fn new(sources: Sources) -> Tree {
        Tree { sources, is_new: true, ..Tree::default() }
    }

    /// A tree in which some pages need not be parsed, because `facts` has what an earlier run over the same files
    /// read from them. The texts of these pages, and of the files that they include, must not have changed since that
    /// run. The texts of the pages themselves may be missing (see [`Source::unread`]). All other pages are read.
    #[must_use]
    pub fn restore(sources: Sources, facts: Vec<Box<PageFacts>>) -> Tree {
        let mut known: Vec<Option<Box<PageFacts>>> = Vec::new();
        known.resize_with(sources.len(), || None);
        for facts in facts {
            if let Some(place) = known.get_mut(facts.decls.source.0 as usize) {
                *place = Some(facts);
            }
        }
        let pages: Vec<_> = sources.pages().into_iter().map(|id| (id, known[id.0 as usize].take())).collect();
        let facts = |(id, known): (SourceId, Option<Box<PageFacts>>)| {
            let facts = known.map_or_else(|| PageFacts::read(&sources, id), |known| *known);
            (facts.decls, facts.rest)
        };
        let (decls, pages) = pages.into_par_iter().with_max_len(AT_ONCE).map(facts).unzip();
        let fragments = sources.fragments().into_par_iter().map(|id| (id, read_fragment(&sources, id))).collect();
        Tree { sources, decls, pages, fragments, changed: BTreeSet::new(), is_new: false }
    }

    /// What was read from each page, for [`Tree::restore`] in a later run of the same program over the same set of
    /// files. Empty for a tree from [`Tree::new`] until its first [`Tree::read`].
    pub fn facts(&self) -> impl Iterator<Item = PageFactsRef<'_>> {
        self.decls.iter().zip(&self.pages).map(|(decls, rest)| PageFactsRef { decls, rest })
    }

    /// The current texts.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Gives the texts back, so that another tree can be made from them.
    #[must_use]
    pub fn into_sources(self) -> Sources {
        self.sources
    }

    /// Replaces the text of the file that has the same path, and returns the old text. Returns `file` as the error if
    /// no file has its path, because another set of files needs another tree.
    pub fn update(&mut self, file: Source) -> Result<Source, Source> {
        let (id, before) = self.sources.replace(file)?;
        self.changed.insert(id);
        Ok(before)
    }

    /// Sets the text of a file that was [`Source::unread`]. The page does not count as changed, so it is not read
    /// again.
    pub fn supply(&mut self, file: Source) {
        drop(self.sources.replace(file));
    }

    /// Reads the changed files, and links all pages.
    #[must_use]
    pub fn read(&mut self) -> Reading {
        self.read_changed();
        let Tree { sources, decls, pages, fragments, .. } = self;
        let findings = || {
            let findings = pages.iter().map(|page| &page.findings);
            findings.chain(fragments.iter().map(|(_, findings)| findings)).flatten().cloned().collect()
        };
        link(decls, sources, findings)
    }

    /// For each file, how many of its rows, request lines and other pieces are missing from the model, and only
    /// mentioned in a finding.
    pub(crate) fn reported(&self) -> BTreeMap<Option<SourceId>, usize> {
        let of = |page: &PageDecls| (Some(page.source), page.ledger.rows().map(|row| row.diagnosed).sum());
        self.decls.iter().map(of).collect()
    }

    fn read_changed(&mut self) {
        if self.is_new {
            *self = Tree::restore(std::mem::take(&mut self.sources), Vec::new());
            return;
        }
        let (sources, changed) = (&self.sources, std::mem::take(&mut self.changed));
        self.decls.par_iter_mut().zip(&mut self.pages).for_each(|(decls, rest)| {
            if changed.contains(&decls.source) || rest.included.iter().any(|id| changed.contains(id)) {
                let facts = PageFacts::read(sources, decls.source);
                (*decls, *rest) = (facts.decls, facts.rest);
            }
        });
        for (id, findings) in self.fragments.iter_mut().filter(|(id, _)| changed.contains(id)) {
            *findings = read_fragment(sources, *id);
        }
    }
}

impl PageFacts {
    fn read(sources: &Sources, id: SourceId) -> PageFacts {
        let (decls, findings, included) = read_page(sources, id);
        PageFacts { decls, rest: Rest { findings, included } }
    }
}

impl PageFactsRef<'_> {
    /// The file of the page from which these facts were read.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.decls.source
    }

    /// The files whose content the page includes.
    #[must_use]
    pub fn included(&self) -> &[SourceId] {
        &self.rest.included
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source::from_bytes(path, text.as_bytes().to_vec())
    }

    fn page(name: &str, more: &str) -> String {
        let head = format!("---\ntitle: \"{name} resource type\"\n---\n\n# {name} resource type\n\n## Properties\n\n");
        format!("{head}|Property|Type|Description|\n|:---|:---|:---|\n{more}\n")
    }

    fn sources() -> Sources {
        Sources::new(vec![
            source("resources/gadget.md", &page("gadget", "|part|widget|A part.|\n\n[!INCLUDE [a](../includes/a.md)]")),
            source("resources/widget.md", &page("widget", "|size|Int32|How large it is.|")),
            source("includes/a.md", "[!INCLUDE [b](b.md)]\n"),
            source("includes/b.md", "A [link](../resources/widget.md).\n"),
        ])
    }

    /// After each update, the tree returns the same reading as a new tree of all files.
    #[test]
    fn reading_only_changed_files_equals_reading_everything() {
        let mut tree = Tree::new(sources());
        let mut readings = Vec::new();
        let changes = [
            ("resources/widget.md", page("widget", "|size|Int23|How large it is.|")),
            ("resources/widget.md", page("gizmo", "|size|Int32|How large it is.|")),
            ("includes/b.md", "A [link](../resources/nothing.md).\n".to_owned()),
            ("includes/a.md", "[!INCLUDE [a](a.md)]\n\n[!INCLUDE [c](c.md)]\n".to_owned()),
            ("resources/gadget.md", String::new()),
        ];
        for (path, text) in [("includes/b.md", "A text.\n".to_owned())].into_iter().chain(changes) {
            assert!(tree.update(source(path, &text)).is_ok(), "{path}");
            let everything = format!("{:?}", crate::read(tree.sources()));
            assert_eq!(format!("{:?}", tree.read()), everything, "after the change of {path}");
            readings.push(everything);
        }
        readings.dedup();
        assert!(readings.len() >= 5, "the edits change too few pages to test anything");
    }

    #[test]
    fn a_file_with_a_new_path_needs_another_tree() {
        let mut tree = Tree::new(sources());
        let added = tree.update(source("resources/new.md", "")).map_err(|file| file.path);
        assert_eq!(added.err().as_deref(), Some("resources/new.md"));
        assert_eq!(tree.into_sources().len(), 4);
    }
}
