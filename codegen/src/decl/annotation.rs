//! Checks the names and values in annotations, such as `<!-- { "blockType": "resource" } -->`.
//!
//! In: an annotation. Out: a finding for each misspelt name, and for each value of the wrong form. Invariant: the check
//! does not change how the annotation is read. It reports an unknown name only if it resembles a known one, because
//! other tools have names of their own.

use crate::code;
use crate::decl::vocabulary::{ANNOTATION_MEMBERS, BLOCK_TYPES};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::Annotation;
use crate::page::json::Value;
use crate::source::Span;
use crate::text::identifier::is_identifier;
use crate::text::near;

/// The members of an annotation whose value has to be `true` or `false`.
const FLAGS: &[&str] = &["openType", "abstract", "isAbstract", "isMediaEntity", "truncated", "isCollection"];

/// Checks the names and values of one annotation.
pub(super) fn check(annotation: &Annotation<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(json) = &annotation.json else { return };
    for member in json.members() {
        slip(&member.name.value, member.name.span, ANNOTATION_MEMBERS, diagnostics);
        let key = &*member.name.value;
        if FLAGS.contains(&key) && !member.value.is_null() && annotation.bool(key).is_none() {
            let message = format!("the value of `{key}` is neither `true` nor `false`");
            diagnostics.push(
                Diagnostic::new(code::ANNOTATION_VALUE, member.value.span, message)
                    .help("write `true` or `false`")
                    .about(Subject::words(key)),
            );
        }
    }
    for key in ["baseType", "@odata.type"] {
        let is_bare = |name: &str| is_identifier(name) && !name.starts_with("Edm") && name != "stream";
        let Some(name) = annotation.str(key).filter(|name| is_resource(annotation) && is_bare(name)) else { continue };
        let message = format!("the type `{name}` has no namespace");
        diagnostics.push(
            Diagnostic::new(code::ANNOTATION_VALUE, annotation.place(key), message)
                .help(format!("write the namespace before the name of the type, such as `microsoft.graph.{name}`"))
                .about(Subject::words(key)),
        );
    }
    let list = annotation.get("optionalProperties");
    if let Some(node) = list.filter(|node| !node.is_null() && !matches!(node.value, Value::Array(_))) {
        diagnostics.push(
            Diagnostic::new(code::ANNOTATION_VALUE, node.span, "the value of `optionalProperties` is not a list")
                .help("write an array of names, such as `[\"members\"]`")
                .about(Subject::words("optionalProperties")),
        );
    }
    if let Some(stated) = annotation.block_type() {
        slip(stated, annotation.place("blockType"), BLOCK_TYPES, diagnostics);
    }
}

fn is_resource(annotation: &Annotation<'_>) -> bool {
    annotation.block_type() == Some("resource")
}

fn slip(word: &str, place: Span, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
    if known.contains(&word) {
        return;
    }
    if let Some(near) = near::slip(word, known.iter().copied()) {
        diagnostics.push(
            Diagnostic::new(code::ANNOTATION_WORD, place, format!("`{word}` is not a key that annotations have"))
                .help(format!("write `{near}`"))
                .about(Subject::words(word))
                .fix_unsafely(Edit::Word(place, word.to_owned(), near.to_owned())),
        );
    }
}
