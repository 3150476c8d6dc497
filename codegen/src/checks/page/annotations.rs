//! Wrong type names in the annotations of examples, names shared by several requests, and misspelt OData annotations,
//! GUIDs and URLs in bodies.

use std::collections::BTreeMap;

use crate::api::ExampleRole;
use crate::code;
use crate::decl::vocabulary::{control_slip, primitive};
use crate::decl::{BodyDecl, JsonNode, JsonValue, PageDecls};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Page};
use crate::source::{Source, Span};
use crate::text::near;

/// Reports annotations whose type cannot be the name of a documented type, names shared by several requests, and
/// misspelt OData annotations, GUIDs and URLs in bodies.
pub(super) fn check(page: &Page<'_>, decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    names(page, diagnostics);
    for body in decls.bodies.iter().filter(|body| body.span.source == decls.source) {
        diagnostics.extend(report_wrong_form(body, source));
        if let Some(root) = body.root() {
            report_misspelt(root, diagnostics);
        }
    }
}

/// Reports the names that several requests of a page have. Tools tell the requests of a page apart by their names.
fn names(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for block in &page.blocks {
        let Block::Annotation(annotation) = block else { continue };
        if let (Some("request"), Some(name), true) =
            (annotation.block_type(), annotation.str("name"), annotation.span.source == page.source)
        {
            places.entry(name).or_default().push(annotation.place("name"));
        }
    }
    for (name, places) in places.into_iter().filter(|(name, places)| places.len() > 1 && !name.is_empty()) {
        let message = format!("{} requests of the page have the name `{name}`", places.len());
        let mut finding = Diagnostic::new(code::ANNOTATION_VALUE, places[1], message)
            .help("give each request a name of its own")
            .about(Subject::words(name))
            .note(places[0], "the first request with this name");
        places[2..].iter().for_each(|place| finding.also_at(*place, "the name stands here too"));
        diagnostics.push(finding);
    }
}

/// Reports misspelt OData annotations, such as `@odata.tpye`, and malformed GUIDs and URLs in a body, at every depth.
fn report_misspelt(node: JsonNode<'_>, diagnostics: &mut Vec<Diagnostic>) {
    match node.value() {
        JsonValue::Array(items) => items.for_each(|item| report_misspelt(item, diagnostics)),
        JsonValue::Object => {
            for (name, value) in node.members() {
                if let Some((wrong, right)) = control_slip(name.value) {
                    diagnostics.push(
                        Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, name.span, format!("OData has no `{wrong}`"))
                            .help(format!("write `{right}`"))
                            .about(Subject::words(name.value))
                            .fix_unsafely(Edit::Word(name.span, wrong.to_owned(), right)),
                    );
                }
                report_misspelt(value, diagnostics);
            }
        }
        JsonValue::String(text) => diagnostics.extend(malformed(text, node.span())),
        _ => {}
    }
}

/// The number of hexadecimal digits in the groups of a GUID.
const GUID: [usize; 5] = [8, 4, 4, 4, 12];

/// Reports a GUID in which one group has a digit too many or too few, and a URL that lacks a slash or the colon behind
/// its scheme.
fn malformed(text: &str, span: Span) -> Option<Diagnostic> {
    let scheme = ["https:/", "http:/", "https//", "http//"].into_iter().find(|start| text.starts_with(start));
    if let Some(start) = scheme.filter(|_| !text.contains("://")) {
        let right = format!("{}://{}", start.trim_end_matches([':', '/']), &text[start.len()..]);
        return Some(
            Diagnostic::new(code::EXAMPLE_HOST, span, "a URL lacks the colon or a slash behind its scheme")
                .help(format!("write `{right}`"))
                .about(Subject::words(text))
                .fix_unsafely(Edit::Word(span, text.to_owned(), right)),
        );
    }
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.len().abs_diff(36) != 1 || !text.split('-').all(is_digits) || text.split('-').count() != GUID.len() {
        return None;
    }
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let wrong = lengths.iter().zip(GUID).filter(|(length, usual)| **length != *usual).count();
    (wrong == 1).then(|| {
        let lengths: Vec<String> = lengths.iter().map(ToString::to_string).collect();
        let message = format!("the groups of the GUID `{text}` have {} digits", lengths.join(", "));
        Diagnostic::new(code::EXAMPLE_TIME, span, message)
            .help("write groups of 8, 4, 4, 4 and 12 digits")
            .about(Subject::words(text))
    })
}

/// Reports the type of a body if its parenthesis is unclosed (`Collection(microsoft.graph.user`), its namespace is
/// missing, or it misspells `stream` (`steam`).
fn report_wrong_form(body: &BodyDecl, source: &Source) -> Option<Diagnostic> {
    let ty = body.ty.as_ref()?;
    // If the type has an unclosed parenthesis, its span may not contain that parenthesis. So the type is read again
    // from its line on the page.
    let start = ty.span.start as usize;
    let start = start + usize::from(source.text.get(start..)?.starts_with('"'));
    let line = source.text.get(start..)?.lines().next()?;
    let before = source.text.get(..start)?.rsplit(['"', '\n']).next()?;
    let whole = format!("{before}{}", line.split('"').next().unwrap_or_default());
    let is_open = whole.to_ascii_lowercase().starts_with("collection(") && !whole.trim_end().ends_with(')');
    let (message, help) = if is_open {
        (format!("the parenthesis of the type `{whole}` is not closed"), format!("write `{whole})`"))
    } else if body.role != ExampleRole::Resource && is_bare(&ty.value) {
        (format!("the type `{}` has no namespace", ty.value), format!("write `microsoft.graph.{}`", ty.value))
    } else {
        let near =
            near::slip(&ty.value, ["stream"].into_iter()).filter(|near| !near.eq_ignore_ascii_case(&ty.value))?;
        (format!("no type is called `{}`", ty.value), format!("write `{near}`"))
    };
    Some(Diagnostic::new(code::EXAMPLE_TYPE_UNKNOWN, ty.span, message).help(help).about(Subject::words(&whole)))
}

/// Whether a name is a type name without its namespace. Primitive types and streams need no namespace.
fn is_bare(name: &str) -> bool {
    name.len() > 1
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && primitive(name).is_none()
        && near::slip(name, ["stream", "none", "null"].into_iter()).is_none()
}
