//! The tree of pages: finds the target of a relative link.
//!
//! In: the paths of all pages, and their links. Out: the target of each link. Invariant: a target depends only on the
//! link and the folder of its page. So it is computed only once for successive pages of the same folder.

pub(crate) mod links;

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::api::{Page, PageId};
use crate::decl::PageDecls;
use crate::decl::vocabulary::{METHODS, PROPERTIES, RELATIONSHIPS, REPRESENTATION};
use crate::diagnostic::Diagnostic;
use crate::link::names::namespaces;
use crate::source::{Sources, join};
use crate::text::lowercase::lower;
use crate::text::slug::slug;

/// The pages of a tree by path, and the targets of their links.
pub(super) struct PageIndex<'a> {
    decls: &'a [PageDecls],
    pub(super) sources: &'a Sources,
    by_path: HashMap<&'a str, PageId>,
    by_lower_path: HashMap<String, PageId>,
    /// Pages by file name; `None` if several pages have the name.
    by_file: HashMap<String, Option<PageId>>,
    /// For each page the index of its run in `known`. A run is a sequence of pages in one folder.
    runs: Vec<usize>,
    /// For each run the targets of the links on its pages.
    known: Vec<HashMap<&'a str, Destination>>,
    /// The namespace of pages that state no namespace: see [`namespaces::default_namespace`].
    pub(super) default_namespace: CompactString,
    /// Misspelt namespaces, each with its correction.
    pub(super) slips: HashMap<&'a str, &'a str>,
}

/// The results of `make` for all pages, in order. Pages are distributed over the threads.
pub(super) fn per_page<T: Send>(
    decls: &[PageDecls],
    diagnostics: &mut Vec<Diagnostic>,
    make: impl Fn(PageId, &PageDecls, &mut Vec<Diagnostic>) -> Vec<T> + Sync,
) -> Vec<T> {
    let made: Vec<(Vec<T>, Vec<Diagnostic>)> = decls
        .par_iter()
        // Each thread takes few pages at once, so that no thread waits long for another at the end.
        .with_max_len(16)
        .enumerate()
        .map(|(index, page)| {
            let mut findings = Vec::new();
            (make(PageId::from_index(index), page, &mut findings), findings)
        })
        .collect();
    let mut all = Vec::with_capacity(made.iter().map(|(made, _)| made.len()).sum());
    for (mut made, mut findings) in made {
        all.append(&mut made);
        diagnostics.append(&mut findings);
    }
    all
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A page of the tree; the flag is set if only the letter case of the path differs.
    Page(PageId, bool),
    /// A file of the tree that is not a page (an include).
    File,
    /// The page that has the link, as in `#anchor`.
    Here,
    /// An absolute URL, such as `https://example.com/`.
    Url,
    /// An absolute path such as `/graph/overview`, which leads to the site but out of the tree.
    Site,
    /// No page is at the path of the link, but exactly one page of the tree has the link's file name.
    Moved(PageId),
    /// A relative path, where neither a page nor another file of the tree is.
    Missing,
}

/// The greatest number of neighbouring pages that share one table of resolved links. It is small enough to give all
/// threads work, and large enough to resolve links that many pages have only a few times.
const RUN: usize = 256;

impl<'a> PageIndex<'a> {
    pub(super) fn new(decls: &'a [PageDecls], sources: &'a Sources) -> PageIndex<'a> {
        let path = |page: &PageDecls| sources.get(page.source).path.as_str();
        let pages = || decls.iter().enumerate().map(|(index, page)| (PageId::from_index(index), path(page)));
        let ((by_path, default_namespace), (by_lower_path, by_file)) = rayon::join(
            || (pages().map(|(page, path)| (path, page)).collect(), namespaces::default_namespace(decls)),
            || {
                let mut by_lower_path = HashMap::with_capacity(decls.len());
                let mut by_file: HashMap<String, Option<PageId>> = HashMap::with_capacity(decls.len());
                for (page, path) in pages() {
                    let path = path.to_lowercase();
                    let file = path.rsplit('/').next().unwrap_or(&path).to_owned();
                    by_file.entry(file).and_modify(|known| *known = None).or_insert(Some(page));
                    by_lower_path.entry(path).or_insert(page);
                }
                (by_lower_path, by_file)
            },
        );
        let (runs, known) = (Vec::with_capacity(decls.len()), Vec::new());
        let slips = namespaces::misspelt_namespaces(decls);
        let mut tree =
            PageIndex { decls, sources, by_path, by_lower_path, by_file, runs, known, default_namespace, slips };
        tree.resolve_links();
        tree
    }

    /// Fills `known`: finds the targets of the links of all pages. Runs of neighbouring pages, which share most of
    /// their links, are distributed over the threads.
    fn resolve_links(&mut self) {
        let folder = |page: &PageDecls| folder(&self.sources.get(page.source).path);
        let folders = self.decls.chunk_by(|page, next| folder(page) == folder(next));
        let runs: Vec<&'a [PageDecls]> = folders.flat_map(|pages| pages.chunks(RUN)).collect();
        let destinations = |pages: &&'a [PageDecls]| {
            let mut known = HashMap::new();
            for page in *pages {
                let path = &self.sources.get(page.source).path;
                for (link, _) in page.links.iter() {
                    known.entry(link).or_insert_with(|| self.find(path, link));
                }
            }
            known
        };
        self.known = runs.par_iter().map(destinations).collect();
        for (number, pages) in runs.into_iter().enumerate() {
            self.runs.extend(pages.iter().map(|_| number));
        }
    }

    /// The entry of each page in the model, in order.
    pub(super) fn pages(&self) -> Vec<Page> {
        self.decls
            .iter()
            .map(|page| Page {
                source: page.source,
                path: self.sources.get(page.source).path.clone(),
                title: page.title.value.clone(),
                kind: page.kind,
                url: None,
                owner: page.owner.clone(),
            })
            .collect()
    }

    /// The path of the page's file within the docs folder.
    pub(super) fn path(&self, page: PageId) -> &'a str {
        &self.sources.get(self.decls[page.index()].source).path
    }

    /// The namespace that the page states, or else the usual one.
    pub(super) fn namespace(&self, page: PageId) -> &str {
        let stated = self.decls[page.index()].namespace.as_ref();
        let meant = |stated: &str| self.slips.get(stated).copied();
        stated.map_or(&self.default_namespace, |stated| meant(&stated.value).unwrap_or(&stated.value))
    }

    /// The page that declares what `overrides.toml` adds. `None` without such a file.
    pub(super) fn overrides(&self) -> Option<PageId> {
        self.by_path.get(crate::overrides::PATH).copied()
    }

    /// The page at a path in lower case. `None` if no page has this path.
    pub(super) fn by_lower_path(&self, path: &str) -> Option<PageId> {
        self.by_lower_path.get(path).copied()
    }

    /// What a link on a page leads to.
    pub(super) fn resolve(&self, from: PageId, link: &str) -> Destination {
        let known = self.known[self.runs[from.index()]].get(link).copied();
        known.unwrap_or_else(|| self.find(self.path(from), link))
    }

    /// Resolves a link of the page at this path.
    pub(super) fn find(&self, from: &str, link: &str) -> Destination {
        let link = link.trim();
        if link.starts_with('#') {
            return Destination::Here;
        }
        if link.contains("://") || link.starts_with("mailto:") {
            return Destination::Url;
        }
        if link.starts_with('/') {
            return Destination::Site;
        }
        let path = join(from, link);
        if let Some(&page) = self.by_path.get(path.as_str()) {
            return Destination::Page(page, false);
        }
        if let Some(&page) = self.by_lower_path.get(lower(&path).as_ref()) {
            return Destination::Page(page, true);
        }
        if self.sources.find(&path).is_some() {
            return Destination::File;
        }
        let file = path.rsplit('/').next().unwrap_or(&path);
        match self.by_file.get(lower(file).as_ref()) {
            Some(Some(page)) => Destination::Moved(*page),
            Some(None) | None => Destination::Missing,
        }
    }

    /// Whether an anchor means the whole page: the anchor is the start of the title, or a section of every resource
    /// page.
    pub(super) fn is_about_page(&self, page: PageId, anchor: &str) -> bool {
        let anchor = lower(anchor);
        let usual = [PROPERTIES, RELATIONSHIPS, METHODS, REPRESENTATION];
        let is_usual = || usual.into_iter().flatten().any(|heading| slug(heading) == *anchor);
        anchor.is_empty() || is_usual() || slug(&self.decls[page.index()].title.value).starts_with(&*anchor)
    }

    /// The page that a link leads to.
    pub(super) fn page(&self, from: PageId, link: &str) -> Option<PageId> {
        match self.resolve(from, link) {
            Destination::Page(page, _) | Destination::Moved(page) => Some(page),
            Destination::Here => Some(from),
            Destination::File | Destination::Url | Destination::Site | Destination::Missing => None,
        }
    }
}

/// A path up to its last slash.
fn folder(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |at| at + 1)]
}
