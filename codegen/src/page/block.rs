//! The nodes of a parsed page: blocks, their texts, and the place of each.

use crate::page::json;
use crate::source::{SourceId, Span, Spanned};
use std::borrow::Cow;

/// One parsed page.
#[derive(Clone, Debug)]
pub(crate) struct Page<'s> {
    /// The file.
    pub source: SourceId,
    /// The YAML between `---` lines at the top; empty when there is none.
    pub front_matter: FrontMatter<'s>,
    /// Everything after the front matter, in document order.
    pub blocks: Vec<Block<'s>>,
}

impl Block<'_> {
    /// The place of the block; of a heading, an item or a quote that of its words.
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

/// The entries of the YAML head, in the order they stand.
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
    /// `# [HTTP](#tab/http)`: a tab of a tab group, written as a heading but none.
    Tab(Span),
    /// The lone `---` that closes a tab group.
    TabEnd(Span),
    /// A paragraph.
    Paragraph(Text<'s>),
    /// One list item (nested lists are flattened, with their depth).
    Item(Item<'s>),
    /// One paragraph of a block quote, `> [!NOTE]` markers removed.
    Quote(Text<'s>),
    /// A pipe table.
    Table(Table<'s>),
    /// A fenced code block.
    Fence(Fence<'s>),
    /// An HTML comment that holds a JSON object.
    Annotation(Annotation<'s>),
    /// Any other HTML comment; its content is not content of the page.
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
    /// Its text.
    pub text: Text<'s>,
}

/// A list item.
#[derive(Clone, Debug)]
pub(crate) struct Item<'s> {
    /// 0 for the outermost list.
    pub depth: u8,
    /// Its text, without nested lists.
    pub text: Text<'s>,
}

/// Inline content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text<'s> {
    /// The place of the whole text.
    pub span: Span,
    /// Its parts.
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
    /// The plain text shown.
    pub text: String,
    /// Where it leads; empty for a reference that is not defined.
    pub destination: Cow<'s, str>,
    /// The whole link.
    pub span: Span,
}

/// A pipe table.
#[derive(Clone, Debug)]
pub(crate) struct Table<'s> {
    /// The header cells; none for rows that stand without a header (a diagnostic says so).
    pub header: Vec<Text<'s>>,
    /// The body rows.
    pub rows: Vec<Row<'s>>,
    /// The whole table.
    pub span: Span,
}

/// A body row. It may have fewer cells than the header, never more when there is one.
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
    /// First word of the info string, lower case; empty when there is none.
    pub language: String,
    /// The text between the fences, exactly as it stands.
    pub body: &'s str,
    /// The place of `body`.
    pub body_span: Span,
    /// The block with its fences.
    pub span: Span,
}

/// A JSON comment.
#[derive(Clone, Debug)]
pub(crate) struct Annotation<'s> {
    /// The object; `None` when it could not be read (a diagnostic says why).
    pub json: Option<json::Node<'s>>,
    /// The comment.
    pub span: Span,
}

/// An include directive.
#[derive(Clone, Debug)]
pub(crate) struct Include<'s> {
    /// The path as written, relative to the page.
    pub path: &'s str,
    /// The directive.
    pub span: Span,
}
