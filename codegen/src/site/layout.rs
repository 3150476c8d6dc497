//! The common parts of all pages: head, navigation, search, footer, and building blocks.
//!
//! In: the content of a page. Out: the page. Invariant: a page loads only the style sheet and the script of the site.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::view::{RootPath, View};

/// A page of the site before head, navigation and footer are added.
pub(super) struct Page {
    /// The path in the site, such as `types/index.html`.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) section: Section,
    pub(super) content: Markup,
}

/// The entry of the navigation that is marked on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Overview,
    Types,
    Operations,
    Permissions,
    Findings,
    Changes,
}

impl Section {
    const ALL: [Section; 6] = [
        Section::Overview,
        Section::Types,
        Section::Operations,
        Section::Permissions,
        Section::Findings,
        Section::Changes,
    ];

    pub(super) fn path(self) -> &'static str {
        match self {
            Section::Overview => "index.html",
            Section::Types => "types.html",
            Section::Operations => "operations.html",
            Section::Permissions => "permissions.html",
            Section::Findings => "findings.html",
            Section::Changes => "changes.html",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Section::Overview => "Overview",
            Section::Types => "Types",
            Section::Operations => "Operations",
            Section::Permissions => "Permissions",
            Section::Findings => "Findings",
            Section::Changes => "Changes",
        }
    }
}

/// Pages may only load the script and the style sheet of the site, at any location.
const POLICY: &str = "default-src 'none'; script-src file: http: https:; style-src file: http: https:; img-src data:; \
    base-uri 'none'; form-action 'none'";

/// The complete HTML of a page.
pub(super) fn html(view: &View<'_>, page: Page) -> String {
    let root = if page.path.contains('/') { RootPath::FOLDER } else { RootPath::ROOT };
    let sections = Section::ALL.into_iter().filter(|&section| section != Section::Changes || view.site.base.is_some());
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) " · " (view.title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(root.link_to(assets::STYLE));
                script src=(root.link_to(assets::SCRIPT)) defer {}
            }
            body data-root=(root.0) {
                a.skip href="#main" { "Skip to content" }
                header.top {
                    a.brand href=(root.link_to(Section::Overview.path())) { (view.title) }
                    nav aria-label="Sections" {
                        ul {
                            @for section in sections {
                                li {
                                    a href=(root.link_to(section.path())) aria-current=[(section == page.section).then_some("true")] {
                                        (section.title())
                                    }
                                }
                            }
                        }
                    }
                    form #search role="search" hidden {
                        label.unseen for="words" { "Search types, properties, operations and scopes" }
                        input #words type="search" placeholder="Search (press /)" autocomplete="off" spellcheck="false"
                            aria-controls="found" aria-describedby="found-count";
                        p #found-count.unseen role="status" {}
                        div #found hidden {}
                    }
                }
                main #main tabindex="-1" { (page.content) }
                footer {
                    p { "Made of API reference pages by " code { "cargo xtask report" } "." }
                }
            }
        }
    };
    markup.into_string()
}

/// A table that scrolls sideways if it is wider than the screen. A column whose title begins with `#` contains numbers.
pub(super) fn table(label: &str, columns: &[&str], rows: &[Markup]) -> Markup {
    html! {
        div.scroll role="group" aria-label=(label) tabindex="0" {
            table {
                thead { tr {
                    @for column in columns {
                        @match column.strip_prefix('#') {
                            Some(title) => { th.number scope="col" { (title) } },
                            None => { th scope="col" { (column) } },
                        }
                    }
                 } }
                tbody { @for row in rows { (row) } }
            }
        }
    }
}

/// A table with a filter field. It hides the rows that do not contain the words in the field.
pub(super) fn filtered_table(label: &str, columns: &[&str], rows: &[Markup]) -> Markup {
    html! {
        div.filtered {
            @if rows.len() > FEW {
                p.filter hidden {
                    label { "Filter " input type="search" autocomplete="off" spellcheck="false"; }
                    " " span role="status" {}
                }
            }
            (table(label, columns, rows))
        }
    }
}

/// A table with at most this many rows gets no field to filter them.
const FEW: usize = 12;

/// The highest number of rows on a page, so that files stay small.
pub(super) const ROWS: usize = 1500;

/// Divides a long list into pages `path.html`, `path-2.html` and so on. `make` returns the content around the table of
/// each page.
pub(super) fn paged(
    section: Section,
    path: &str,
    title: &str,
    rows: &[Markup],
    make: impl Fn(&[Markup], Markup) -> Markup,
) -> Vec<Page> {
    let stem = path.trim_end_matches(".html");
    let name = |number: usize| if number == 1 { path.to_owned() } else { format!("{stem}-{number}.html") };
    let file = |number: usize| name(number).rsplit('/').next().unwrap_or_default().to_owned();
    let chunks: Vec<&[Markup]> = if rows.is_empty() { vec![&[]] } else { rows.chunks(ROWS).collect() };
    let count = chunks.len();
    let page = |(index, chunk): (usize, &[Markup])| {
        let number = index + 1;
        let turns = html! {
            @if count > 1 {
                nav.pages aria-label="Pages of the list" {
                    ul {
                        @for other in 1..=count {
                            li {
                                a href=(file(other)) aria-current=[(other == number).then_some("page")] { "Page " (other) }
                            }
                        }
                    }
                }
            }
        };
        let title = if number == 1 { title.to_owned() } else { format!("{title}, page {number}") };
        Page { path: name(number), title, section, content: make(chunk, turns) }
    };
    chunks.into_iter().enumerate().map(page).collect()
}

/// A number with its noun: `1 type`, `2 types`.
pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
