//! The nodes of a parsed page: blocks, their texts, and the place of each.

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
    /// The place of the block; for a heading, an item or a quote, that of its text.
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

/// The entries of the YAML head, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrontMatter<'s> {
    /// Key and value of each entry; values are unquoted scalars.
    pub entries: Vec<(Spanned<&'s str>, Spanned<Cow<'s, str>>)>,
}

/// A block of the page.
#[derive(Clone, Debug)]
pub(crate) enum Block<'s> {
    /// A heading that structures the page (never a language tab).
    Heading(Heading<'s>),
    /// `# [HTTP](#tab/http)`: a tab of a tab group. It has the form of a heading but is not a heading.
    Tab(Span),
    /// The `---` line that closes a tab group.
    TabEnd(Span),
    /// A paragraph.
    Paragraph(Text<'s>),
    /// A list item. Nested lists are flattened, with their depth.
    Item(Item<'s>),
    /// A paragraph of a block quote, without markers such as `> [!NOTE]`.
    Quote(Text<'s>),
    /// A pipe table.
    Table(Table<'s>),
    /// A fenced code block.
    Fence(Fence<'s>),
    /// An HTML comment that holds a JSON object.
    Annotation(Annotation<'s>),
    /// Any other HTML comment, whose content is ignored.
    Comment(Span),
    /// `[!INCLUDE [label](path)]` on a line of its own.
    Include(Include<'s>),
    /// Other HTML.
    Html(Span),
    /// A thematic break outside tab groups.
    Rule(Span),
}

/// A heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading<'s> {
    /// 1 to 6.
    pub level: u8,
    /// The text of the heading.
    pub text: Text<'s>,
}

/// A list item.
#[derive(Clone, Debug)]
pub(crate) struct Item<'s> {
    /// 0 for the outermost list.
    pub depth: u8,
    /// The text of the item, without nested lists.
    pub text: Text<'s>,
}

/// Inline content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text<'s> {
    /// The place of the whole text.
    pub span: Span,
    /// The parts of the content, in order.
    pub inlines: Vec<Inline<'s>>,
}

/// A part of inline content.
#[derive(Clone, Debug)]
pub(crate) enum Inline<'s> {
    /// Words; entities and escapes are decoded.
    Text(Cow<'s, str>),
    /// Words in `**bold**` (or `__bold__`).
    Strong(Cow<'s, str>),
    /// A code span.
    Code(Cow<'s, str>),
    /// A link, inline or by reference.
    Link(Link<'s>),
    /// A line break: `<br>`, a hard or a soft break.
    Break,
    /// Any other inline HTML tag.
    Html(&'s str),
}

/// A link.
#[derive(Clone, Debug)]
pub(crate) struct Link<'s> {
    /// The visible plain text.
    pub text: String,
    /// The destination; empty for an undefined reference.
    pub destination: Cow<'s, str>,
    /// The whole link.
    pub span: Span,
}

/// A pipe table.
#[derive(Clone, Debug)]
pub(crate) struct Table<'s> {
    /// The header cells; empty for rows without a header, which have a diagnostic.
    pub header: Vec<Text<'s>>,
    /// The body rows.
    pub rows: Vec<Row<'s>>,
    /// The whole table.
    pub span: Span,
}

/// A body row. It may have fewer cells than the header, but never more.
#[derive(Clone, Debug)]
pub(crate) struct Row<'s> {
    /// The cells.
    pub cells: Vec<Text<'s>>,
    /// The whole row.
    pub span: Span,
}

/// A fenced code block.
#[derive(Clone, Debug)]
pub(crate) struct Fence<'s> {
    /// The first word of the info string in lower case; empty if there is none.
    pub language: String,
    /// The text between the fences, unchanged.
    pub body: &'s str,
    /// The place of `body`.
    pub body_span: Span,
    /// The block with its fences.
    pub span: Span,
}

/// A JSON comment.
#[derive(Clone, Debug)]
pub(crate) struct Annotation<'s> {
    /// The object; `None` if it is unreadable, which has a diagnostic.
    pub json: Option<json::Node<'s>>,
    /// The comment.
    pub span: Span,
}

/// An include directive.
#[derive(Clone, Debug)]
pub(crate) struct Include<'s> {
    /// The path as the page has it, relative to the page.
    pub path: &'s str,
    /// The directive.
    pub span: Span,
}
