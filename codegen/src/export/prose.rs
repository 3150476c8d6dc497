//! Prose of the pages for exports.
//!
//! In: prose with its links. Out: the same markdown. The caller chooses the target of each link; a link without a
//! target becomes its text.

use std::borrow::Cow;

use crate::api::{Doc, LinkTarget};

/// The markdown with links replaced by their text, because relative links lead nowhere outside of the docs folder.
pub(crate) fn plain(doc: &Doc) -> String {
    linked(doc, |_| None)
}

/// The markdown with links to the URLs that `address` returns. If it returns `None`, the text of the link stays.
pub(crate) fn linked<'a>(doc: &'a Doc, mut address: impl FnMut(&'a LinkTarget) -> Option<Cow<'a, str>>) -> String {
    let mut text = String::with_capacity(doc.markdown.len());
    let mut at = 0;
    for link in &doc.links {
        let (start, end) = (link.start as usize, link.end as usize);
        // This link is inside the previous link, and was written as part of its text.
        let Some(before) = doc.markdown.get(at..start).filter(|_| end >= start) else { continue };
        text.push_str(before);
        match address(&link.target) {
            Some(address) => text.extend(["[", &link.text, "](<", &address, ">)"]),
            None => text.push_str(&link.text),
        }
        at = end;
    }
    text.push_str(doc.markdown.get(at..).unwrap_or_default());
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::DocLink;

    #[test]
    fn links_in_exported_prose_become_their_text() {
        let markdown = "A [user](user.md) and a [group](group.md).".to_owned();
        let link = |start, end, text: &str| DocLink { start, end, text: text.to_owned(), target: LinkTarget::Nowhere };
        let doc = Doc { markdown, links: vec![link(2, 17, "user"), link(24, 41, "group")] };
        assert_eq!(plain(&doc), "A user and a group.");
        let known = linked(&doc, |_| Some("https://example.com/a b".into()));
        assert_eq!(known, "A [user](<https://example.com/a b>) and a [group](<https://example.com/a b>).");
    }
}
