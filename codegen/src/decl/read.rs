//! One page, all of it: decides what kind of page it is, hands each block to the reader of its section, and accounts for
//! every table row, request line, JSON body and annotation.

use crate::api::PageKind;
use crate::code;
use crate::decl::outline::bold_heading;
use crate::decl::outline::{self, Place};
use crate::decl::resource::{further, namespace};
use crate::decl::table::method;
use crate::decl::vocabulary::{MEMBER_COLUMNS, PROPERTIES, REPRESENTATION};
use crate::decl::{DocDecl, Links, MethodRow, PageDecls, annotation, body, operation, resource};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Kind, Ledger};
use crate::page::json::Parsed;
use crate::page::{Block, Page, Table, Text};
use crate::source::{Source, Span, Spanned};
use crate::text::phrase::Phrase;

static TABLE: Phrase = Phrase::new("<table");
static TODO: Phrase = Phrase::new("todo");

/// A page being read: its blocks with their places, and what has been claimed so far.
pub(super) struct Reader<'p, 's> {
    pub(super) page: &'p Page<'s>,
    pub(super) source: &'s Source,
    pub(super) places: &'p [Place],
    claimed: Vec<Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) title: Spanned<String>,
    /// The places of the request lines that were read.
    pub(super) request_lines: Vec<Span>,
    /// The places of the JSON bodies that were read.
    pub(super) bodies_read: Vec<Span>,
    /// What the JSON representation was read as, until it is read as a body; its place is that of the text.
    pub(super) representation: Option<(Span, Parsed<'s>)>,
    /// Whether the page lies in the folder of operations.
    pub(super) in_api_folder: bool,
}

/// Reads what a page declares.
#[must_use]
pub fn read(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> PageDecls {
    let mut findings = Vec::new();
    let page = &*bold_heading::raise(page, &mut findings);
    let places = outline::places(page, &mut findings);
    let mut reader = Reader {
        page,
        source,
        places: &places,
        claimed: Vec::new(),
        diagnostics: findings,
        title: title(page),
        request_lines: Vec::new(),
        bodies_read: Vec::new(),
        representation: None,
        in_api_folder: source.path.split('/').rev().nth(1).is_some_and(|folder| folder == "api"),
    };
    front_matter(page, &mut reader.diagnostics);
    let kind = reader.kind();
    let methods = reader.methods(kind);
    let (types, operations) = match kind {
        PageKind::Operation => {
            let headed = further::headed(&mut reader, &[]);
            (headed.types, Some(operation::read(&mut reader, &headed.tables)))
        }
        PageKind::Resource => (resource::read(&mut reader), None),
        PageKind::Conceptual => (further::titled(&mut reader), None),
        PageKind::Enum => (Vec::new(), None),
    };
    let enums = if kind == PageKind::Operation { Vec::new() } else { reader.enums(kind) };
    let bodies = body::read(&mut reader, kind);
    let namespace = namespace::read(page, &mut reader.diagnostics);
    let links = reader.links();
    let ledger = reader.account();
    diagnostics.append(&mut reader.diagnostics);
    PageDecls {
        source: page.source,
        kind,
        title: reader.title,
        namespace,
        types,
        enums,
        operations: operations.map(Box::new),
        bodies,
        links,
        methods,
        ledger,
    }
}

impl<'p, 's> Reader<'p, 's> {
    /// Structure before folder: headings and annotations tell what a page is.
    fn kind(&self) -> PageKind {
        if self.places.iter().any(|place| place.heading.starts_with("http request")) {
            return PageKind::Operation;
        }
        if self.in_api_folder && operation::has_request_lines(self) {
            return PageKind::Operation;
        }
        let title = self.title.value.to_lowercase();
        let stem = self.source.path.rsplit('/').next().unwrap_or_default();
        if title.contains("enum")
            && ["enum type", "enum values", "enumeration values", "enumeration type"]
                .iter()
                .any(|words| title.contains(words))
            || stem.starts_with("enums")
        {
            return PageKind::Enum;
        }
        let annotated =
            self.page.blocks.iter().any(
                |block| matches!(block, Block::Annotation(annotation) if annotation.block_type() == Some("resource")),
            );
        let headed = self.places.iter().any(|place| {
            REPRESENTATION.contains(&place.heading.as_str())
                || PROPERTIES[0] == place.heading
                    && (place.level <= 2 || further::KINDS.iter().any(|words| title.ends_with(words)))
        });
        if annotated || headed { PageKind::Resource } else { PageKind::Conceptual }
    }

    /// The blocks of the page, each with its place.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (&'p Block<'s>, &'p Place)> + use<'p, 's> {
        outline::blocks(self.page, self.places)
    }

    /// The prose between the title and the next heading, without the `Namespace:` line. A note before the first sentence
    /// comes behind it: what a page is about is said first.
    pub(super) fn intro(&self) -> DocDecl {
        let mut doc = DocDecl::default();
        let mut notes = Vec::new();
        let mut started = false;
        for block in &self.page.blocks {
            match block {
                Block::Heading(_) if started => break,
                Block::Heading(_) => started = true,
                Block::Paragraph(text) if started => {
                    if let Some(rest) = namespace::without(text) {
                        doc.push(&rest);
                        if !doc.is_empty() {
                            notes.drain(..).for_each(|note| doc.push(note));
                        }
                    }
                }
                Block::Quote(text) if started && doc.is_empty() => notes.push(text),
                Block::Quote(text) if started => doc.push(text),
                Block::Item(item) if started => doc.push_item(&item.text),
                Block::Paragraph(_)
                | Block::Quote(_)
                | Block::Item(_)
                | Block::Tab(_)
                | Block::TabEnd(_)
                | Block::Table(_)
                | Block::Fence(_)
                | Block::Annotation(_)
                | Block::Comment(_)
                | Block::Include(_)
                | Block::Html(_)
                | Block::Rule(_) => {}
            }
        }
        notes.into_iter().for_each(|note| doc.push(note));
        doc
    }

    /// Marks what was read as used.
    pub(super) fn claim(&mut self, span: Span) {
        self.claimed.push(span);
    }

    fn links(&self) -> Links {
        let mut links = Links::default();
        let mut add = |text: &Text<'_>| text.links().for_each(|link| links.push(&link.destination, link.span));
        for block in &self.page.blocks {
            match block {
                Block::Heading(heading) => add(&heading.text),
                Block::Paragraph(text) | Block::Quote(text) => add(text),
                Block::Item(item) => add(&item.text),
                Block::Table(table) => {
                    table.header.iter().for_each(&mut add);
                    table.rows.iter().flat_map(|row| &row.cells).for_each(&mut add);
                }
                Block::Include(_)
                | Block::Tab(_)
                | Block::TabEnd(_)
                | Block::Fence(_)
                | Block::Annotation(_)
                | Block::Comment(_)
                | Block::Html(_)
                | Block::Rule(_) => {}
            }
        }
        links
    }

    fn methods(&mut self, kind: PageKind) -> Vec<MethodRow> {
        if kind == PageKind::Operation {
            return Vec::new();
        }
        let mut rows = Vec::new();
        for (block, place) in self.blocks() {
            if let Block::Table(table) = block
                && method::is_table(table, place)
            {
                rows.extend(method::read(table, &mut self.diagnostics));
                table.rows.iter().for_each(|row| self.claim(row.span));
            }
        }
        rows
    }

    /// The prose between the nearest heading and a block.
    pub(super) fn section_doc(&self, index: usize) -> DocDecl {
        let start = self.page.blocks[..index]
            .iter()
            .rposition(|block| matches!(block, Block::Heading(_)))
            .map_or(0, |at| at + 1);
        let mut doc = DocDecl::default();
        for block in &self.page.blocks[start..index] {
            match block {
                Block::Table(_) => doc = DocDecl::default(),
                Block::Paragraph(text) | Block::Quote(text) => {
                    if let Some(rest) = namespace::without(text) {
                        doc.push(&rest);
                    }
                }
                Block::Heading(_)
                | Block::Tab(_)
                | Block::TabEnd(_)
                | Block::Item(_)
                | Block::Fence(_)
                | Block::Annotation(_)
                | Block::Comment(_)
                | Block::Include(_)
                | Block::Html(_)
                | Block::Rule(_) => {}
            }
        }
        doc
    }

    /// Counts what the page holds; what nobody claimed gets a diagnostic.
    fn account(&mut self) -> Ledger {
        // Nothing is claimed from here on, so that what was claimed can be looked up.
        self.claimed.sort_unstable();
        let mut ledger = Ledger::default();
        ledger.read(Kind::Page);
        ledger.used(Kind::Page);
        for (block, place) in self.blocks() {
            match block {
                Block::Table(table) => self.account_table(table, place, &mut ledger),
                Block::Annotation(annotation) => {
                    annotation::check(annotation, &mut self.diagnostics);
                    ledger.read(Kind::Annotation);
                    if annotation.json.is_some() {
                        ledger.used(Kind::Annotation)
                    } else {
                        ledger.diagnosed(Kind::Annotation)
                    }
                }
                Block::Heading(_)
                | Block::Tab(_)
                | Block::TabEnd(_)
                | Block::Paragraph(_)
                | Block::Item(_)
                | Block::Quote(_)
                | Block::Fence(_)
                | Block::Comment(_)
                | Block::Include(_)
                | Block::Rule(_) => {}
                Block::Html(span) => {
                    if self.source.text.get(span.range()).is_some_and(|html| TABLE.is_in(&html.to_ascii_lowercase())) {
                        let found = format!("a table in HTML under `{}`", place.text);
                        self.diagnostics.push(
                            Diagnostic::new(code::TABLE_UNKNOWN, *span, found)
                                .expected("a table of markdown, with `|` between its cells; it is not read"),
                        );
                    }
                }
            }
        }
        for span in &self.request_lines {
            ledger.read(Kind::RequestLine);
            let told = self.diagnostics.iter().any(|known| known.code == code::ROUTE_IS_NO_PATH && known.span == *span);
            if self.is_claimed(span) {
                ledger.used(Kind::RequestLine);
            } else if told {
                ledger.diagnosed(Kind::RequestLine);
            }
        }
        for span in &self.bodies_read {
            ledger.read(Kind::JsonBody);
            let told = self.diagnostics.iter().any(|known| {
                known.code == code::INVALID_JSON && known.span.source == span.source && known.span.start >= span.start
            });
            if self.is_claimed(span) {
                ledger.used(Kind::JsonBody);
            } else if told {
                ledger.diagnosed(Kind::JsonBody);
            }
        }
        ledger
    }

    fn is_claimed(&self, span: &Span) -> bool {
        self.claimed.binary_search(span).is_ok()
    }

    fn account_table(&mut self, table: &Table<'_>, place: &Place, ledger: &mut Ledger) {
        let unclaimed: Vec<Span> =
            table.rows.iter().map(|row| row.span).filter(|span| !self.is_claimed(span)).collect();
        if !table.rows.is_empty() {
            ledger.count(Kind::TableRow, table.rows.len(), table.rows.len() - unclaimed.len());
        }
        let told = unclaimed.iter().all(|span| {
            self.diagnostics.iter().any(|known| {
                known.span.source == span.source && known.span.start >= span.start && known.span.end <= span.end
            })
        });
        if !told {
            let columns: Vec<String> = table.columns();
            let reason = if MEMBER_COLUMNS
                .contains(&columns.first().map(|column| column.to_lowercase()).unwrap_or_default().as_str())
            {
                "a heading that names the enumeration its members belong to"
            } else {
                "a table of properties, relationships, methods, members, permissions, headers or parameters under its usual heading"
            };
            let message =
                format!("table `{}` with {} rows under `{}`", columns.join(" | "), unclaimed.len(), place.text);
            self.diagnostics.push(Diagnostic::new(code::TABLE_UNKNOWN, table.span, message).expected(reason));
        }
    }
}

/// Reminders to the writer that were never replaced.
fn front_matter(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (key, value) in &page.front_matter.entries {
        if TODO.is_in(&value.value.to_ascii_lowercase()) {
            let found = format!("a reminder as the value of `{}`", key.value);
            diagnostics.push(
                Diagnostic::new(code::FRONT_MATTER_PLACEHOLDER, value.span, found).expected("a value, or no such key"),
            );
        }
    }
}

fn title(page: &Page<'_>) -> Spanned<String> {
    page.blocks
        .iter()
        .find_map(|block| match block {
            Block::Heading(heading) => {
                Some(Spanned { value: heading.text.plain().into_owned(), span: heading.text.span })
            }
            _ => None,
        })
        .unwrap_or(Spanned { value: String::new(), span: Span::new(page.source, 0..0) })
}
