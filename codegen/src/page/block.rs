//! The parts of a parsed page: blocks, and the texts in them, each with its place.

use crate::page::json;
use crate::source::{SourceId, Span, Spanned};
use std::borrow::Cow;

/// One parsed page.
#[derive(Clone, Debug)]
pub(crate) struct Page<'s> {
    /// The file of the page.
    pub source: SourceId,
    /// The YAML between `---` lines at the top; empty for a page without front matter.
    pub front_matter: FrontMatter<'s>,
    /// Everything after the front matter, in document order.
    pub blocks: Vec<Block<'s>>,
}

impl Block<'_> {
    /// The place of the block. For a heading, an item or a quote, it is the place of its text.
    #[must_use]
    pub(crate) fn span(&self) -> Span {
        match self {
            Block::Heading(heading) => heading.text.span,
            Block::Tab(span) => *span,
            Block::Paragraph(text) | Block::Quote(text) => text.span,
            Block::Item(item) => item.text.span,
            Block::Table(table) => table.span,
            Block::Fence(fence) => fence.span,
            Block::Annotation(annotation) => annotation.span,
            Block::Include(include) => include.span,
            Block::TabEnd(span) | Block::Comment(span) | Block::Html(span) | Block::Rule(span) => *span,
        }
    }
}

/// The entries of the YAML at the top of the page, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrontMatter<'s> {
    /// The key and the value of each entry. Quotes around a value are removed.
    pub entries: Vec<(Spanned<&'s str>, Spanned<Cow<'s, str>>)>,
}

/// A block of a page: what CommonMark calls a block, and what this dialect of it adds.
#[derive(Clone, Debug)]
pub(crate) enum Block<'s> {
    /// A heading of the page. The titles of tabs, which look like headings, are [`Block::Tab`].
    Heading(Heading<'s>),
    /// `# [HTTP](#tab/http)`: begins a tab, which readers see beside other tabs. It looks like a heading.
    Tab(Span),
    /// The line `---` after the last tab of a group.
    TabEnd(Span),
    /// A paragraph.
    Paragraph(Text<'s>),
    /// An item of a list. Items of lists inside other lists are blocks of their own, with their depth.
    Item(Item<'s>),
    /// A paragraph of a block quote, without markers such as `> [!NOTE]`.
    Quote(Text<'s>),
    /// A table, written with pipes or in HTML.
    Table(Table<'s>),
    /// A code block between lines of backticks.
    Fence(Fence<'s>),
    /// An HTML comment that holds a JSON object.
    Annotation(Annotation<'s>),
    /// Any other HTML comment, whose content is ignored.
    Comment(Span),
    /// `[!INCLUDE [label](path)]` on a line of its own.
    Include(Include<'s>),
    /// HTML other than comments.
    Html(Span),
    /// A line such as `---` that separates parts of a page and does not end a group of tabs.
    Rule(Span),
}

/// A heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading<'s> {
    /// The level, from 1 to 6.
    pub level: u8,
    /// The text of the heading.
    pub text: Text<'s>,
}

/// A list item.
#[derive(Clone, Debug)]
pub(crate) struct Item<'s> {
    /// The number of lists around the item's own list: 0 for an outermost list.
    pub depth: u8,
    /// The text of the item, without nested lists.
    pub text: Text<'s>,
}

/// The text of a heading, paragraph, item or cell, divided into parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text<'s> {
    /// The place of the whole text.
    pub span: Span,
    /// The words, links and other parts of the text, in order.
    pub inlines: Vec<Inline<'s>>,
}

/// A part of a text.
#[derive(Clone, Debug)]
pub(crate) enum Inline<'s> {
    /// Ordinary words. Entities and escapes are decoded.
    Text(Cow<'s, str>),
    /// Words in `**bold**` (or `__bold__`).
    Strong(Cow<'s, str>),
    /// The content of a code span.
    Code(Cow<'s, str>),
    /// A link.
    Link(Link<'s>),
    /// A line break: `<br>`, a hard or a soft break.
    Break,
    /// An HTML tag other than `<br>`.
    Html(&'s str),
}

/// A link.
#[derive(Clone, Debug)]
pub(crate) struct Link<'s> {
    /// The visible text of the link, without markup.
    pub text: String,
    /// Where the link leads; empty if it refers to a definition that the page lacks.
    pub destination: Cow<'s, str>,
    /// The place of the whole link.
    pub span: Span,
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct Table<'s> {
    /// The cells of the header. Empty for rows that have no header, which a finding reports.
    pub header: Vec<Text<'s>>,
    /// The rows below the header.
    pub rows: Vec<Row<'s>>,
    /// The place of the whole table.
    pub span: Span,
}

/// A row below the header. It may have fewer cells than the header, but never more.
#[derive(Clone, Debug)]
pub(crate) struct Row<'s> {
    /// The cells, from left to right.
    pub cells: Vec<Text<'s>>,
    /// The place of the whole row.
    pub span: Span,
}

/// A code block between lines of backticks.
#[derive(Clone, Debug)]
pub(crate) struct Fence<'s> {
    /// The word after the opening backticks in lower case, such as `http`; empty if there is none.
    pub language: String,
    /// The lines between the backticks, unchanged.
    pub body: &'s str,
    /// The place of `body`.
    pub body_span: Span,
    /// The place of the block, including the lines of backticks.
    pub span: Span,
}

/// A comment that contains a JSON object, such as `<!-- { "blockType": "request" } -->`.
#[derive(Clone, Debug)]
pub(crate) struct Annotation<'s> {
    /// The object; `None` if it cannot be read, which a finding reports.
    pub json: Option<json::Node<'s>>,
    /// The place of the comment.
    pub span: Span,
}

/// A directive that includes another file: `[!INCLUDE [label](path)]`.
#[derive(Clone, Debug)]
pub(crate) struct Include<'s> {
    /// The path in the directive, relative to the page.
    pub path: &'s str,
    /// The place of the directive.
    pub span: Span,
}
