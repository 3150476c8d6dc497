//! Prose of the pages as markup of the site.
//!
//! In: markdown with its links. Out: markup. Invariant: HTML in the markdown is shown as text, images become their
//! descriptions, headings become paragraphs, and a link leads to a page of the site or to the web, or becomes its text.

use std::borrow::Cow;

use maud::{Markup, PreEscaped};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::view::{RootPath, View, is_web};
use crate::api::{Doc, LinkTarget};
use crate::export::prose::linked;

/// While prose is parsed, a link to a page of the site has this prefix and a number as its destination. If the text
/// of a page contains the prefix itself, such a link leads to a page of the site too, or is dropped.
const OURS: &str = "site:";

impl View<'_> {
    /// A description from the pages as HTML.
    pub(super) fn prose(&self, root: RootPath, doc: &Doc) -> Markup {
        let mut targets: Vec<String> = Vec::new();
        let text = linked(doc, |target| {
            let path = match target {
                LinkTarget::Url(url) => return is_web(url).then_some(Cow::Borrowed(url.as_str())),
                LinkTarget::Type(id) => Some(self.addresses.ty(*id)),
                LinkTarget::Enum(id) => Some(self.addresses.enumeration(*id)),
                LinkTarget::Page(id) => self.page_of_first_item(self.api()[*id].source),
                LinkTarget::Nowhere => None,
            };
            targets.push(root.link_to(path?));
            Some(Cow::Owned(format!("{OURS}{}", targets.len() - 1)))
        });
        markup(&text, &targets)
    }
}

/// Renders markdown whose links all lead to the web, such as the markdown of a manual page.
pub(super) fn markdown(text: &str) -> Markup {
    markup(text, &[])
}

fn markup(text: &str, targets: &[String]) -> Markup {
    let address = |stated: &str| -> Option<String> {
        match stated.strip_prefix(OURS) {
            Some(number) => number.parse().ok().and_then(|number: usize| targets.get(number)).cloned(),
            None => is_web(stated).then(|| stated.to_owned()),
        }
    };
    // For each link that is open at this event, whether its start tag was kept. Its end tag must be kept too in that
    // case.
    let mut links: Vec<bool> = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let to = address(&dest_url);
            links.push(to.is_some());
            let link = |to: String| Tag::Link {
                link_type,
                dest_url: to.into(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            };
            to.map(|to| Event::Start(link(to)))
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
        event => Some(event),
    });
    let mut out = String::new();
    push_html(&mut out, events);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_markup_of_a_page_reaches_the_site() {
        for (text, shown) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a <img src=x onerror=alert(1)> b", "a &lt;img src=x onerror=alert(1)&gt; b"),
            ("[a](javascript:alert(1))", "<p>a</p>\n"),
            ("[a](JAVASCRIPT:alert(1)) <javascript:alert(1)>", "<p>a javascript:alert(1)</p>\n"),
            ("[a](data:text/html,x) ![b](https://x/y.png)", "<p>a b</p>\n"),
            ("[a](site:7) [b](other.md)", "<p>a b</p>\n"),
            ("[a](https://x/\"onclick=\"y)", "<p><a href=\"https://x/%22onclick=%22y\">a</a></p>\n"),
            ("# T", "<p>T</p>\n"),
        ] {
            let markup = markdown(text).into_string();
            assert!(markup.contains(shown), "{text}: {markup}");
        }
    }
}
