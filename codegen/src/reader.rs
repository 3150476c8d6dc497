//! Reading a tree again and again while its pages are edited.
//!
//! In: the texts, then one text or another in its new state. Out: each time the [`Reading`] that [`read`](crate::read)
//! would give for the texts as they are. What a page declares depends on its text, on those of the fragments it
//! includes, and on which files there are; so only pages of which one of these changed are read anew. Linking is done
//! for the whole tree each time, because a page has to do with every other.
//!
//! What is known of a page can be kept ([`Reader::known`]) for a reader in another process ([`Reader::knowing`]), which
//! then needs no text of the page.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::decl::PageDecls;
use crate::diagnostic::Diagnostic;
use crate::ledger::Ledger;
use crate::source::{Source, SourceId, Sources};
use crate::{Reading, ids, is_fragment, is_page, read_fragment, read_page};

/// The texts of a tree, and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    sources: Sources,
    /// What each page declares, in path order.
    decls: Vec<PageDecls>,
    /// What else is known of the same pages.
    pages: Vec<Known>,
    /// The findings of the files that are no pages.
    fragments: Vec<(SourceId, Vec<Diagnostic>)>,
    /// Whose texts are others than those that were read.
    changed: BTreeSet<SourceId>,
    is_new: bool,
}

/// What is known of a page, kept from an earlier reader.
#[derive(Clone, Debug, Deserialize)]
pub struct Kept {
    decls: PageDecls,
    page: Known,
}

/// What is known of a page, lent to be written. What was written is read as [`Kept`].
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Lent<'a> {
    decls: &'a PageDecls,
    page: &'a Known,
}

/// What is known of a page besides its declarations.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    findings: Vec<Diagnostic>,
    included: Vec<SourceId>,
}

impl Reader {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(sources: Sources) -> Reader {
        Reader { sources, is_new: true, ..Reader::default() }
    }

    /// Knows already what earlier readers of the same files kept of some pages. The caller answers for it that the texts
    /// of these pages, and of the files they include, are the same; the texts of the pages themselves may be missing
    /// (see [`Source::unread`]).
    #[must_use]
    pub fn knowing(sources: Sources, kept: Vec<Box<Kept>>) -> Reader {
        let mut places: Vec<Option<Box<Kept>>> = Vec::new();
        places.resize_with(sources.len(), || None);
        for kept in kept {
            if let Some(place) = places.get_mut(kept.decls.source.0 as usize) {
                *place = Some(kept);
            }
        }
        let pages: Vec<_> = ids(&sources, is_page).into_iter().map(|id| (id, places[id.0 as usize].take())).collect();
        let known = |(id, kept): (SourceId, Option<Box<Kept>>)| {
            let kept = kept.map_or_else(|| read_known(&sources, id), |kept| *kept);
            (kept.decls, kept.page)
        };
        let (decls, pages) = pages.into_par_iter().map(known).unzip();
        let fragments =
            ids(&sources, is_fragment).into_par_iter().map(|id| (id, read_fragment(&sources, id))).collect();
        Reader { sources, decls, pages, fragments, changed: BTreeSet::new(), is_new: false }
    }

    /// What is known of each page, for a reader of the same program and the same set of files. Nothing before the first
    /// reading.
    pub fn known(&self) -> impl Iterator<Item = Lent<'_>> {
        self.decls.iter().zip(&self.pages).map(|(decls, page)| Lent { decls, page })
    }

    /// The text of a file that was not there at first. What is known of the file stays.
    pub fn supply(&mut self, file: Source) {
        drop(self.sources.replace(file));
    }

    /// The texts as they are.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Puts a text in the place of the file of the same path, and returns the one before. A file of a new path is given
    /// back: which files there are is settled for good, and another tree takes another reader.
    pub fn change(&mut self, file: Source) -> Result<Source, Source> {
        let (id, before) = self.sources.replace(file)?;
        self.changed.insert(id);
        Ok(before)
    }

    /// The texts, for another reader.
    #[must_use]
    pub fn into_sources(self) -> Sources {
        self.sources
    }

    /// Reads what changed, and links it with the rest.
    #[must_use]
    pub fn read(&mut self) -> Reading {
        self.catch_up();
        let Reader { sources, decls, pages, fragments, .. } = self;
        let mut ledger = Ledger::default();
        for page in decls.iter() {
            ledger.add(&page.ledger);
        }
        let mut linked = Vec::new();
        let (api, mut diagnostics) = rayon::join(
            || crate::link_overridden(decls, sources, &mut ledger, &mut linked),
            || {
                let findings = pages.iter().map(|page| &page.findings);
                findings.chain(fragments.iter().map(|(_, findings)| findings)).flatten().cloned().collect::<Vec<_>>()
            },
        );
        diagnostics.append(&mut linked);
        crate::sort(&mut diagnostics);
        Reading { api, diagnostics, ledger }
    }

    fn catch_up(&mut self) {
        if self.is_new {
            *self = Reader::knowing(std::mem::take(&mut self.sources), Vec::new());
        } else {
            let (sources, changed) = (&self.sources, &self.changed);
            self.decls.par_iter_mut().zip(&mut self.pages).for_each(|(decls, page)| {
                if changed.contains(&decls.source) || page.included.iter().any(|id| changed.contains(id)) {
                    let now = read_known(sources, decls.source);
                    (*decls, *page) = (now.decls, now.page);
                }
            });
            for (id, findings) in self.fragments.iter_mut().filter(|(id, _)| changed.contains(id)) {
                *findings = read_fragment(sources, *id);
            }
        }
        self.changed.clear();
    }
}

impl Lent<'_> {
    /// The page.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.decls.source
    }

    /// The files whose content it includes.
    #[must_use]
    pub fn included(&self) -> &[SourceId] {
        &self.page.included
    }
}

fn read_known(sources: &Sources, id: SourceId) -> Kept {
    let (decls, findings, included) = read_page(sources, id);
    Kept { decls, page: Known { findings, included } }
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

    /// After each change the reader says what a reading of everything says.
    #[test]
    fn reading_what_changed_is_reading_everything() {
        let mut reader = Reader::new(sources());
        let mut readings = Vec::new();
        let changes = [
            ("resources/widget.md", page("widget", "|size|Int23|How large it is.|")),
            ("resources/widget.md", page("gizmo", "|size|Int32|How large it is.|")),
            ("includes/b.md", "A [link](../resources/nothing.md).\n".to_owned()),
            ("includes/a.md", "[!INCLUDE [a](a.md)]\n\n[!INCLUDE [c](c.md)]\n".to_owned()),
            ("resources/gadget.md", String::new()),
        ];
        for (path, text) in [("includes/b.md", "A text.\n".to_owned())].into_iter().chain(changes) {
            assert!(reader.change(source(path, &text)).is_ok(), "{path}");
            let everything = format!("{:?}", crate::read(reader.sources()));
            assert_eq!(format!("{:?}", reader.read()), everything, "after the change of {path}");
            readings.push(everything);
        }
        readings.dedup();
        assert!(readings.len() >= 5, "the changes change too little to prove anything");
    }

    #[test]
    fn another_path_is_another_tree() {
        let mut reader = Reader::new(sources());
        let added = reader.change(source("resources/new.md", "")).map_err(|file| file.path);
        assert_eq!(added.err().as_deref(), Some("resources/new.md"));
        assert_eq!(reader.into_sources().len(), 4);
    }
}
