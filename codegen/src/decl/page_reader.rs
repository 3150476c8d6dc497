//! The state of reading one page: its blocks, which pieces of it have been used, and the findings so far.

use std::ops::Range;

use crate::decl::outline::{self, BlockPlace};
use crate::decl::section::resource::namespace;
use crate::decl::vocabulary::TEMPLATE_SENTENCES;
use crate::decl::{DocDecl, TypeDecl};
use crate::diagnostic::Diagnostic;
use crate::page::json::Parsed;
use crate::page::{Block, Page, Text};
use crate::source::{Source, Span, Spanned};

/// The state of reading one page. It is passed to the reader of each section, which adds the places of the rows,
/// request lines and JSON bodies that it has used, and its findings.
pub(super) struct PageReader<'p, 's> {
    pub(super) page: &'p Page<'s>,
    pub(super) source: &'s Source,
    pub(super) places: &'p [BlockPlace],
    pub(super) used: Vec<Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) title: Spanned<String>,
    /// The places of all request lines that were seen, used or not.
    pub(super) request_lines: Vec<Span>,
    /// The places of all JSON bodies that were seen, used or not.
    pub(super) bodies_read: Vec<Span>,
    /// The parsed JSON representation with the place of its text. The section about the type is read first and parses
    /// the text; the reader of the bodies then takes the result from here, so that the text is parsed once.
    pub(super) representation: Option<(Span, Parsed<'s>)>,
    /// The blocks that `blocks` leaves out, as ranges of indexes. On a page with several requests, these are the
    /// sections about requests other than the one that is being read.
    pub(super) hidden: Vec<Range<usize>>,
    /// The types of values whose members the page describes in rows such as `address.city`: the type of `address` has
    /// the member `city`.
    pub(super) nested: Vec<TypeDecl>,
    /// Whether the file is in a folder called `api`, where pages of operations are.
    pub(super) in_api_folder: bool,
}

impl<'p, 's> PageReader<'p, 's> {
    /// Starts to read a page: no section of it has been read yet. `diagnostics` has the findings about its headings.
    pub(super) fn new(
        page: &'p Page<'s>,
        source: &'s Source,
        places: &'p [BlockPlace],
        diagnostics: Vec<Diagnostic>,
    ) -> PageReader<'p, 's> {
        PageReader {
            page,
            source,
            places,
            used: Vec::new(),
            diagnostics,
            title: title(page),
            request_lines: Vec::new(),
            bodies_read: Vec::new(),
            representation: None,
            hidden: Vec::new(),
            nested: Vec::new(),
            in_api_folder: source.path.split('/').rev().nth(1).is_some_and(|folder| folder == "api"),
        }
    }

    /// The blocks of the page that are not hidden, each with the headings above it.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (&'p Block<'s>, &'p BlockPlace)> + use<'p, 's> {
        self.indexed().map(|(_, block, place)| (block, place))
    }

    /// The same blocks as [`Self::blocks`], each with its index on the page too.
    pub(super) fn indexed(&self) -> impl Iterator<Item = (usize, &'p Block<'s>, &'p BlockPlace)> + use<'p, 's> {
        let hidden = self.hidden.clone();
        let blocks = outline::blocks(self.page, self.places).enumerate().map(|(at, (block, place))| (at, block, place));
        blocks.filter(move |(at, ..)| !hidden.iter().any(|range| range.contains(at)))
    }

    /// The prose between the title and the next heading, without the `Namespace:` line. Notes before the first sentence
    /// are moved after that sentence, because a description has to start with a sentence about its subject.
    pub(super) fn intro(&self) -> DocDecl {
        let mut doc = DocDecl::default();
        let mut notes = Vec::new();
        let mut started = false;
        for block in &self.page.blocks {
            match block {
                Block::Heading(_) if started => break,
                Block::Heading(_) => started = true,
                Block::Paragraph(text) if started && is_of_template(text) => {}
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

    /// Records that a reader has used the row, request line or JSON body at this place. What no reader has used is
    /// reported.
    pub(super) fn mark_used(&mut self, span: Span) {
        self.used.push(span);
    }

    /// Whether the row, request line or JSON body at this place was used. `used` must have been sorted before.
    pub(super) fn is_used(&self, span: &Span) -> bool {
        self.used.binary_search(span).is_ok()
    }

    /// The prose above a block, back to the nearest heading or table.
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

/// Whether a text is a sentence that many pages share and that only introduces a table.
fn is_of_template(text: &Text<'_>) -> bool {
    let plain = text.plain().to_lowercase();
    TEMPLATE_SENTENCES.iter().any(|sentence| plain.contains(sentence))
}
