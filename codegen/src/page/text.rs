//! Access to the words, links and code spans of a [`Text`], and the normalising of white space.
//!
//! Names and headings are always compared after [`normalise`], so that a no-break space never hides a match.

use std::borrow::Cow;

use super::{Inline, Link, Text};

use crate::page::blank::{is_blank, is_invisible, shows_nothing};

impl<'s> Text<'s> {
    /// The text without markup, [normalised](normalise): of a link it has the link text, of a code span the content,
    /// and for a line break a space. The result is borrowed if nothing had to be joined or changed.
    #[must_use]
    pub(crate) fn plain(&self) -> Cow<'_, str> {
        plain(&self.inlines)
    }

    /// The words up to the first line break, as in [`plain`](Self::plain).
    #[must_use]
    pub(crate) fn first_line(&self) -> Cow<'_, str> {
        let end = self.inlines.iter().position(|inline| matches!(inline, Inline::Break)).unwrap_or(self.inlines.len());
        plain(&self.inlines[..end])
    }

    /// The links, in order.
    pub(crate) fn links(&self) -> impl Iterator<Item = &Link<'s>> {
        self.inlines.iter().filter_map(|inline| match inline {
            Inline::Link(link) => Some(link),
            _ => None,
        })
    }

    /// The contents of the code spans, in order.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.inlines.iter().filter_map(|inline| match inline {
            Inline::Code(code) => Some(code.as_ref()),
            _ => None,
        })
    }

    /// Whether there are words and all of them are bold.
    #[must_use]
    pub(crate) fn is_strong(&self) -> bool {
        let mut strong = false;
        for inline in &self.inlines {
            match inline {
                Inline::Strong(text) => strong |= !shows_nothing(text),
                Inline::Text(text) if shows_nothing(text) => {}
                Inline::Break => {}
                _ => return false,
            }
        }
        strong
    }

    /// Whether the text shows nothing: it has only white space, invisible characters, line breaks and HTML tags.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.inlines.iter().all(|inline| match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) => shows_nothing(text),
            Inline::Link(link) => shows_nothing(&link.text),
            Inline::Break | Inline::Html(_) => true,
        })
    }

    /// The markdown source of the text. `page` is the content of the file that the text was read from.
    #[must_use]
    pub(crate) fn raw<'t>(&self, page: &'t str) -> &'t str {
        page.get(self.span.range()).unwrap_or_default()
    }
}

/// The inline parts as one string without markup, as [`Text::plain`] returns it.
#[must_use]
pub(crate) fn plain<'t>(inlines: &'t [Inline<'_>]) -> Cow<'t, str> {
    // Most texts have one part, so nothing has to be joined.
    match inlines {
        [] => return Cow::Borrowed(""),
        [Inline::Text(only) | Inline::Strong(only) | Inline::Code(only)] => return normalise(only),
        [Inline::Link(link)] => return normalise(&link.text),
        _ => {}
    }
    let shown = |inline: &'t Inline<'_>| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) => text.as_ref(),
        Inline::Link(link) => link.text.as_str(),
        Inline::Break => " ",
        Inline::Html(_) => "",
    };
    let mut words = String::with_capacity(inlines.iter().map(|inline| shown(inline).len()).sum());
    inlines.iter().for_each(|inline| words.push_str(shown(inline)));
    match normalise(&words) {
        Cow::Borrowed(same) if same.len() == words.len() => Cow::Owned(words),
        other => Cow::Owned(other.into_owned()),
    }
}

/// Makes white space uniform: every run of white space (including no-break spaces) becomes one space, zero-width and
/// direction marks are removed, and the ends are trimmed.
#[must_use]
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if is_normal(text) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut blank = false;
    for character in text.chars() {
        if is_invisible(character) {
            continue;
        }
        if is_blank(character) {
            blank = true;
            continue;
        }
        if blank && !result.is_empty() {
            result.push(' ');
        }
        blank = false;
        result.push(character);
    }
    Cow::Owned(result)
}

/// Whether a text consists of visible ASCII characters and single spaces, so that it needs no normalising.
pub(crate) fn is_normal(text: &str) -> bool {
    // A plain loop is fast even in a build without optimisation, and every text is tested here.
    let mut rest = text.as_bytes();
    let mut after_space = false;
    while let [byte, next @ ..] = rest {
        match byte {
            b' ' if after_space => return false,
            b' '..=b'~' => after_space = *byte == b' ',
            _ => return false,
        }
        rest = next;
    }
    true
}
