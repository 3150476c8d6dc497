//! Small functions on the tags of `pulldown-cmark`.

use pulldown_cmark::{HeadingLevel, Tag};

/// Whether a tag begins a block that cannot be inside a table.
pub(super) fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Table(_)
    )
}

pub(super) fn language(info: &str) -> String {
    info.split_whitespace().next().unwrap_or_default().to_lowercase()
}

pub(super) fn depth(lists: usize) -> u8 {
    u8::try_from(lists.saturating_sub(1)).unwrap_or(u8::MAX)
}

pub(super) fn rank(level: HeadingLevel) -> u8 {
    level as u8
}
