//! Annotations of the Core vocabulary.
//!
//! Input: the description of an element. Output: `Description`, `Revisions`, `Permissions` and `OptionalParameter`
//! annotations within it. The vocabulary is always referenced by its full name, so no alias can clash.

use crate::api::Doc;
use crate::export::prose::plain;
use crate::export::xml::Xml;

const CORE: &str = "Org.OData.Core.V1";

/// Writes the `edmx:Reference` to the Core vocabulary, without which a document may not use its terms.
pub(super) fn reference(xml: &mut Xml) {
    let uri = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml";
    xml.element("edmx:Reference", &[("Uri", uri)], |xml| {
        xml.empty("edmx:Include", &[("Namespace", CORE)]);
    });
}

/// Writes the description of an element as plain text.
pub(super) fn description(doc: &Doc, xml: &mut Xml) {
    let text = plain(doc);
    if !text.is_empty() {
        xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.Description"), ("String", &text)]);
    }
}

/// Writes the annotation that an element is deprecated, with the notice of the page. Writes nothing without a notice.
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

/// Writes the annotation that a property is read-only.
pub(super) fn read_only(xml: &mut Xml) {
    let read = "Org.OData.Core.V1.Permission/Read";
    xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.Permissions"), ("EnumMember", read)]);
}

/// Writes the annotation that a property is set when its object is created and cannot be changed later.
pub(super) fn immutable(xml: &mut Xml) {
    xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.Immutable")]);
}

/// Writes the annotation that a parameter is optional.
pub(super) fn optional_parameter(xml: &mut Xml) {
    xml.empty("Annotation", &[("Term", "Org.OData.Core.V1.OptionalParameter")]);
}
