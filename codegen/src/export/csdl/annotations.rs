//! Annotations of the Core vocabulary.
//!
//! Input: what the pages say of an element. Output: `Description`, `Revisions`, `Permissions` and `OptionalParameter`
//! annotations within it. The vocabulary is always referenced by its full name, so no alias can clash.

use crate::api::Doc;
use crate::export::xml::Xml;

const CORE: &str = "Org.OData.Core.V1";

/// Declares the vocabulary that the annotations use.
pub(super) fn reference(xml: &mut Xml) {
    let uri = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml";
    xml.element("edmx:Reference", &[("Uri", uri)], |xml| {
        xml.empty("edmx:Include", &[("Namespace", CORE)]);
    });
}

/// What the pages say, as text.
pub(super) fn description(doc: &Doc, xml: &mut Xml) {
    let text = plain(doc);
    if !text.is_empty() {
        xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.Description"), ("String", &text)]);
    }
}

/// The deprecation, when there is one.
pub(super) fn deprecated(notice: Option<&str>, xml: &mut Xml) {
    let Some(notice) = notice else { return };
    xml.element("Annotation", &[("Term", "Org.OData.Core.V1.Revisions")], |xml| {
        xml.element("Collection", &[], |xml| {
            xml.element("Record", &[], |xml| {
                let kind = "Org.OData.Core.V1.RevisionKind/Deprecated";
                xml.empty("PropertyValue", &[("Property", "Kind"), ("EnumMember", kind)]);
                xml.empty("PropertyValue", &[("Property", "Description"), ("String", notice)]);
            });
        });
    });
}

/// The property can be read only.
pub(super) fn read_only(xml: &mut Xml) {
    let read = "Org.OData.Core.V1.Permission/Read";
    xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.Permissions"), ("EnumMember", read)]);
}

/// The parameter may be left out.
pub(super) fn optional_parameter(xml: &mut Xml) {
    xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.OptionalParameter")]);
}

/// The markdown with the text of its links in their place: relative destinations lead nowhere outside the pages.
fn plain(doc: &Doc) -> String {
    let mut text = String::with_capacity(doc.markdown.len());
    let mut at = 0;
    for link in &doc.links {
        let (start, end) = (link.start as usize, link.end as usize);
        // A link within another one is part of that one's text.
        let Some(before) = doc.markdown.get(at..start).filter(|_| end >= start) else { continue };
        text.push_str(before);
        text.push_str(&link.text);
        at = end;
    }
    text.push_str(doc.markdown.get(at..).unwrap_or_default());
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{DocLink, LinkTarget};

    #[test]
    fn links_are_their_text() {
        let markdown = "A [user](user.md) and a [group](group.md).".to_owned();
        let link = |start, end, text: &str| DocLink { start, end, text: text.to_owned(), target: LinkTarget::Nowhere };
        let doc = Doc { markdown, links: vec![link(2, 17, "user"), link(24, 41, "group")] };
        assert_eq!(plain(&doc), "A user and a group.");
    }
}
