//! What every page of the site looks up.
//!
//! In: the input of the site. Out: the path of each item, its uses, and its findings.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::addresses::Addresses;
use super::input::{Finding, Site};
use super::uses::Uses;
use crate::api::{Api, Caller, EnumId, Operation, OperationId, PageId, TypeId};
use crate::export::openapi::info;
use crate::plan::Plan;
use crate::source::SourceId;

/// The service root that examples on the site use if no example request has one (a reserved name of RFC 2606).
pub(super) const NOWHERE: &str = "https://example.com";

/// The input of a site, and what was derived from it once for all pages.
pub(super) struct View<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) title: &'a str,
    /// The address below which all routes are: `https://graph.microsoft.com/v1.0`.
    pub(super) root: &'a str,
    /// The namespace with the most types. Types in it are shown with their short names.
    pub(super) namespace: &'a str,
    pub(super) addresses: Addresses,
    pub(super) uses: Uses,
    /// Every scope that a permission table names.
    pub(super) scopes: BTreeSet<&'a str>,
    findings: BTreeMap<SourceId, Vec<&'a Finding<'a>>>,
    owners: BTreeMap<SourceId, &'a str>,
    homes: BTreeMap<SourceId, String>,
    lines: Vec<Vec<u32>>,
}

/// How to get from a page to the root of the site: `""` or `"../"`.
#[derive(Clone, Copy)]
pub(super) struct RootPath(pub(super) &'static str);

impl RootPath {
    /// For a page directly in the root folder of the site.
    pub(super) const ROOT: RootPath = RootPath("");
    /// For a page in a folder of the site, such as `types/`.
    pub(super) const FOLDER: RootPath = RootPath("../");

    /// The relative link from this page to a path of the site.
    pub(super) fn link_to(self, path: &str) -> String {
        [self.0, path].concat()
    }
}

impl<'a> View<'a> {
    pub(super) fn of(site: &'a Site<'a>) -> View<'a> {
        let api = site.api;
        let scopes: BTreeSet<&str> = api.operations.iter().flat_map(scopes).collect();
        let addresses = Addresses::of(api, scopes.iter().copied());
        let mut findings: BTreeMap<SourceId, Vec<&Finding<'_>>> = BTreeMap::new();
        for finding in site.findings {
            findings.entry(finding.diagnostic.span.source).or_default().push(finding);
        }
        let owners = api.pages.iter().map(|page| (page.source, page.owner.as_str())).collect();
        let namespace = info::namespace(api);
        let mut view = View {
            site,
            title: site.title.unwrap_or(namespace),
            root: info::service_root(api).unwrap_or(NOWHERE),
            namespace,
            addresses,
            uses: Uses::of(api),
            scopes,
            findings,
            owners,
            homes: BTreeMap::new(),
            lines: site.sources.iter().map(|(_, source)| line_ends(&source.text)).collect(),
        };
        view.homes = view.homes();
        view
    }

    pub(super) fn api(&self) -> &'a Api {
        self.site.api
    }

    pub(super) fn plan(&self) -> &'a Plan {
        self.site.plan
    }

    /// The name by which programs import the crate: `graph_models` for the package `graph-models`.
    pub(super) fn library(&self) -> String {
        self.plan().options.crate_name.replace('-', "_")
    }

    /// The path of a type's struct for a program that uses the crate: `graph_models::models::User`.
    pub(super) fn rust_type(&self, id: TypeId) -> String {
        let ty = &self.plan().types[id.index()];
        self.outside(&self.plan().modules[ty.module.0].path_of(&ty.name))
    }

    /// The path of an enumeration for a program that uses the crate: `graph_models::models::Status`.
    pub(super) fn rust_enum(&self, id: EnumId) -> String {
        let ty = &self.plan().enums[id.index()];
        self.outside(&self.plan().modules[ty.module.0].path_of(&ty.name))
    }

    fn outside(&self, path: &str) -> String {
        path.replacen("crate", &self.library(), 1)
    }

    pub(super) fn types(&self) -> Vec<TypeId> {
        (0..self.api().types.len()).map(TypeId::from_index).collect()
    }

    pub(super) fn enums(&self) -> Vec<EnumId> {
        (0..self.api().enums.len()).map(EnumId::from_index).collect()
    }

    pub(super) fn operations(&self) -> Vec<OperationId> {
        (0..self.api().operations.len()).map(OperationId::from_index).collect()
    }

    /// The findings whose place is in a file.
    pub(super) fn findings(&self, source: SourceId) -> &[&'a Finding<'a>] {
        self.findings.get(&source).map(Vec::as_slice).unwrap_or_default()
    }

    /// The person or team that the front matter of a page names as its owner.
    pub(super) fn owner(&self, source: SourceId) -> &'a str {
        let owner = self.owners.get(&source).copied().unwrap_or_default();
        if owner.is_empty() { "nobody named" } else { owner }
    }

    /// The page of the site for the first item that a file describes.
    pub(super) fn page_of_first_item(&self, source: SourceId) -> Option<&str> {
        self.homes.get(&source).map(String::as_str)
    }

    /// The number of the line that contains an offset, starting at 1.
    pub(super) fn line(&self, source: SourceId, offset: u32) -> usize {
        self.lines.get(source.0 as usize).map_or(0, |ends| ends.partition_point(|&end| end < offset)) + 1
    }

    /// The path of a page, with a link to its published form if the address of that is known.
    pub(super) fn source_page(&self, id: PageId) -> Markup {
        let page = &self.api()[id];
        html! {
            @match page.url.as_deref().filter(|url| is_web(url)) {
                Some(url) => { a href=(url) rel="noreferrer" { code { (page.path) } } },
                None => { code { (page.path) } },
            }
        }
    }

    fn homes(&self) -> BTreeMap<SourceId, String> {
        let api = self.api();
        let mut homes = BTreeMap::new();
        let mut add = |page: PageId, path: &str| {
            homes.entry(api[page].source).or_insert_with(|| path.to_owned());
        };
        for id in self.types() {
            api[id].pages.iter().for_each(|&page| add(page, self.addresses.ty(id)));
        }
        for id in self.enums() {
            api[id].pages.iter().for_each(|&page| add(page, self.addresses.enumeration(id)));
        }
        for id in self.operations() {
            add(api[id].page, self.addresses.operation(id));
        }
        homes
    }
}

/// Whether an address is on the web. An address of another kind, such as `javascript:`, does not become a link.
pub(super) fn is_web(address: &str) -> bool {
    let address = address.trim_start().to_ascii_lowercase();
    address.starts_with("https://") || address.starts_with("http://")
}

fn scopes(operation: &Operation) -> impl Iterator<Item = &str> {
    let tables = operation.permissions.iter();
    let alternatives = tables.flat_map(|table| Caller::ALL.iter().filter_map(|&caller| table.of(caller)).flatten());
    alternatives.flatten().map(|scope| scope.as_str())
}

fn line_ends(text: &str) -> Vec<u32> {
    memchr::memchr_iter(b'\n', text.as_bytes()).filter_map(|end| u32::try_from(end).ok()).collect()
}
