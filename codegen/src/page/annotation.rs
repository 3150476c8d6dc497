//! Reads comments that contain a JSON object: `<!-- { "blockType": "request", .. } -->`.
//!
//! In: the place of a comment. Out: an [`Annotation`] with all readable members. Each repair and each unreadable part
//! is a diagnostic.

use super::json::{self, Node, RepairKind};
use super::{Annotation, Block};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};

impl<'s> Annotation<'s> {
    /// The value of `blockType`, e.g. `request`. `None` if there is none.
    #[must_use]
    pub(crate) fn block_type(&self) -> Option<&str> {
        self.str("blockType")
    }

    /// The value of the member with this name. `None` if there is no such member.
    #[must_use]
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'s>> {
        self.json.as_ref()?.get(key)
    }

    /// The value of the member with this name, if it is a string.
    #[must_use]
    pub(crate) fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The place of a member's value, or the place of the comment if the object has no such member.
    #[must_use]
    pub(crate) fn place(&self, key: &str) -> Span {
        self.get(key).map_or(self.span, |value| value.span)
    }

    /// The value of the member with this name, if it is a Boolean, or the string `true` or `false` in any letter case.
    #[must_use]
    pub(crate) fn bool(&self, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        node.as_bool().or_else(|| {
            let text = node.as_str()?.trim();
            let spells = |word: &str| text.eq_ignore_ascii_case(word);
            if spells("true") { Some(true) } else { spells("false").then_some(false) }
        })
    }

    /// The type in `@odata.type`, or in `@type` on older pages, without a leading `#` and surrounding spaces. `None` if
    /// there is none.
    #[must_use]
    pub(crate) fn odata_type(&self) -> Option<&str> {
        let text = self.str("@odata.type").or_else(|| self.str("@type"))?.trim();
        let text = text.strip_prefix('#').unwrap_or(text).trim();
        (!text.is_empty()).then_some(text)
    }

    /// The place of the value that [`Self::odata_type`] returns.
    #[must_use]
    pub(crate) fn odata_type_place(&self) -> Span {
        self.place(if self.str("@odata.type").is_some() { "@odata.type" } else { "@type" })
    }

    /// Whether the annotation means a collection: `isCollection` is true, or the type is written `Collection(..)`.
    #[must_use]
    pub(crate) fn is_collection(&self) -> bool {
        let by_type = || {
            let prefix = self.odata_type().and_then(|name| name.get(.."collection(".len()));
            prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("collection("))
        };
        self.bool("isCollection") == Some(true) || by_type()
    }
}

/// Whether a comment contains an object: `{` is the first character after `<!--`. The text starts with the comment.
pub(super) fn opens(comment: &str) -> bool {
    comment.trim_start_matches(['<', '!', '-']).trim_start().starts_with('{')
}

/// Reads the comment at `start..end` of `text`. It begins with `<!--`, and ends with `-->` unless it is unclosed.
pub(super) fn read<'s>(
    text: &'s str,
    source: SourceId,
    range: std::ops::Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Block<'s> {
    let span = Span::new(source, range.clone());
    let whole = &text[range.clone()];
    let inner = whole.strip_prefix("<!--").unwrap_or(whole);
    let start = range.start + (whole.len() - inner.len());
    // Some comments begin with `<!---` or end with `--->`.
    let closed = inner.strip_suffix("-->");
    let inner = closed.unwrap_or(inner).trim_end_matches('-');
    let body = inner.trim_start_matches('-').trim_start();
    let start = start + (inner.len() - body.len());
    if !body.starts_with('{') {
        return Block::Comment(span);
    }
    let mut parsed = json::parse(body, Span::new(source, start..start + body.len()));
    if closed.is_none() {
        // The finding about the unclosed comment is enough: the text after the object is not reported as well.
        parsed.repairs.retain(|repair| repair.kind != RepairKind::TrailingText);
    }
    // The tool that publishes the pages writes a remark after the object, so comments there are no mistake of the
    // author.
    let end = parsed.node.as_ref().map_or(span.end, |node| node.span.end);
    parsed.repairs.retain(|repair| repair.kind != RepairKind::Comment || repair.span.start < end);
    parsed.edits.retain(|edit| edit.span.start < end);
    // The tool that publishes the pages breaks the strings of a `#page.annotation` into several lines, so that is no
    // mistake of the author either.
    if parsed.node.as_ref().and_then(|node| node.get("type")?.as_str()) == Some("#page.annotation") {
        parsed.repairs.retain(|repair| repair.kind != RepairKind::ControlCharacter);
    }
    parsed.report(code::INVALID_ANNOTATION, code::REPAIRED_ANNOTATION, diagnostics);
    Block::Annotation(Annotation { json: parsed.node, span })
}
