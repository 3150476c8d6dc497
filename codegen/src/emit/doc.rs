//! Turns the prose of pages into documentation comments.
//!
//! In: the markdown of pages, and sentences of the generator. Out: lines for `#[doc = " …"]`. Invariant: for any prose,
//! rustdoc accepts the lines without a warning. They contain no HTML, no headings, no code that rustdoc would test, and
//! no links except those that this module writes.

pub(in crate::emit) mod alias;
mod block;
mod inline;
pub(crate) mod line;
mod link;
mod words;
mod wrap;

use std::borrow::Cow;

use crate::api::{Doc, LinkTarget, PageId};
use crate::emit::Context;
use crate::emit::doc::line::code_span;
use crate::emit::doc::link::{Link, MARK};
use block::Block;
use words::Words;

/// The number of columns that documentation lines may fill, with their indentation.
const WIDTH: usize = 100;

/// The lines of a documentation comment while they are written.
pub(super) struct DocLines {
    lines: Vec<String>,
    width: usize,
}

impl DocLines {
    /// An empty comment for an item that is indented by `indent` columns.
    pub(super) fn new(indent: usize) -> DocLines {
        DocLines { lines: Vec::new(), width: WIDTH - "/// ".len() - indent }
    }

    /// Adds the prose of a page, in paragraphs, lists and code.
    pub(super) fn prose(&mut self, cx: &Context<'_>, doc: &Doc) {
        let (text, links) = mark_links(cx, doc);
        let mut links = links.into_iter();
        let mut after_item = false;
        for block in block::blocks(&text) {
            match block {
                Block::Paragraph(text) => {
                    self.gap();
                    let mut words = Words::of(&text);
                    inline::words(&text, &mut links, &mut words);
                    wrap::wrap(words.iter(), "", "", self.width, &mut self.lines);
                    after_item = false;
                }
                Block::Item { indent, marker, text } => {
                    let mut words = Words::of(&text);
                    inline::words(&text, &mut links, &mut words);
                    if words.is_empty() {
                        continue;
                    }
                    if !after_item {
                        self.gap();
                    }
                    let first = format!("{:indent$}{marker} ", "");
                    let rest = " ".repeat(first.len());
                    wrap::wrap(words.iter(), &first, &rest, self.width, &mut self.lines);
                    after_item = true;
                }
                Block::Code(code) => {
                    self.gap();
                    self.code(&code, &mut links);
                    after_item = false;
                }
            }
        }
    }

    /// Adds a paragraph that the generator wrote, in markdown.
    pub(super) fn paragraph(&mut self, markdown: &str) {
        if !markdown.is_empty() {
            self.gap();
            wrap::wrap(split(markdown), "", "", self.width, &mut self.lines);
        }
    }

    /// Adds a list item that the generator wrote, in markdown.
    pub(super) fn item(&mut self, markdown: &str) {
        self.item_of(split(markdown));
    }

    fn item_of<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        if !self.lines.last().is_some_and(|line| line.starts_with("- ") || line.starts_with("  ")) {
            self.gap();
        }
        wrap::wrap(words, "- ", "  ", self.width, &mut self.lines);
    }

    /// Adds a list item: a label, and the page's description of it.
    pub(super) fn described(&mut self, label: &str, cx: &Context<'_>, doc: &Doc) {
        let (text, links) = mark_links(cx, doc);
        let mut links = links.into_iter();
        let mut words = Words::of(&text);
        for block in block::blocks(&text) {
            match block {
                Block::Paragraph(text) | Block::Item { text, .. } => inline::words(&text, &mut links, &mut words),
                // Only the text before the first code block is put into the list item.
                Block::Code(_) => break,
            }
        }
        let colon = if words.is_empty() { "" } else { ":" };
        let label = [label, colon].concat();
        self.item_of(split(&label).chain(words.iter()));
    }

    /// Whether the documentation comment has no lines yet.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The finished lines of the documentation comment, without `///`.
    pub(super) fn finish(self) -> Vec<String> {
        self.lines
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// Adds a code block of a page. It is shown and never tested.
    fn code(&mut self, code: &[String], links: &mut std::vec::IntoIter<Link>) {
        let longest = code.iter().map(|line| inline::longest_run(line)).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.lines.push(format!("{fence}text"));
        for line in code {
            self.lines.push(inline::plain(line, links).trim_end().to_owned());
        }
        self.lines.push(fence);
    }
}

/// Divides a text that the generator wrote at its spaces. Lines are broken only between the resulting words.
fn split(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split(' ').filter(|word| !word.is_empty())
}

/// The prose with one character, [`MARK`], in place of each link, and the links in the same order.
fn mark_links<'a>(cx: &Context<'_>, doc: &'a Doc) -> (Cow<'a, str>, Vec<Link>) {
    if doc.links.is_empty() && inline::is_clean(&doc.markdown) {
        return (Cow::Borrowed(&doc.markdown), Vec::new());
    }
    let mut text = String::with_capacity(doc.markdown.len());
    let mut links = Vec::new();
    let mut at = 0;
    for link in &doc.links {
        let (start, end) = (link.start as usize, link.end as usize);
        let Some(before) = doc.markdown.get(at..start).filter(|_| end >= start && doc.markdown.is_char_boundary(end))
        else {
            continue;
        };
        inline::clean(before, &mut text);
        if text.ends_with('!') {
            // A `!` before the link would make it an image: `![…](…)`.
            text.pop();
        }
        text.push(MARK);
        at = end;
        links.push(inline::link(&link.text, destination(cx, &link.target)));
    }
    inline::clean(doc.markdown.get(at..).unwrap_or_default(), &mut text);
    (Cow::Owned(text), links)
}

/// What a link of a page leads to in the documentation: an item of the crate or, if the crate has no such item, the
/// address of the published page. `None` if that address is unknown too.
fn destination(cx: &Context<'_>, target: &LinkTarget) -> Option<String> {
    let selection = cx.model.selection();
    match target {
        LinkTarget::Type(id) if selection.keeps_type(*id) => Some(cx.type_path(*id)),
        LinkTarget::Enum(id) if selection.keeps_enum(*id) => Some(cx.enum_path(*id)),
        LinkTarget::Type(id) => cx.model.structured(*id).pages.first().and_then(|page| address(cx, *page)),
        LinkTarget::Enum(id) => cx.model.enumeration(*id).pages.first().and_then(|page| address(cx, *page)),
        LinkTarget::Page(id) => match cx.model.link_target(*id) {
            Some(path) if cx.sees_routes => Some(format!("crate::routes::{path}")),
            Some(_) | None => address(cx, *id),
        },
        LinkTarget::Url(url) => inline::destination(url),
        LinkTarget::Nowhere => None,
    }
}

/// The address at which a page is published, if it is known.
fn address(cx: &Context<'_>, page: PageId) -> Option<String> {
    inline::destination(cx.model.page(page).url.as_ref()?)
}

/// The path of a page in backticks. It is a link if the address of the published page is known.
pub(super) fn page(cx: &Context<'_>, page: PageId) -> String {
    let path = code_span(&cx.model.page(page).path);
    match address(cx, page) {
        Some(url) => format!("[{path}]({url})"),
        None => path,
    }
}
