//! One page: decides what kind of page it is, hands it to the reader of each section, and accounts for all of it.

use crate::api::PageKind;
use crate::code;
use crate::decl::account::account;
use crate::decl::enumeration::sections;
use crate::decl::outline;
use crate::decl::outline::bold_heading;
use crate::decl::page_kind::page_kind;
use crate::decl::page_reader::PageReader;
use crate::decl::resource::{further, namespace};
use crate::decl::table::method;
use crate::decl::{Links, PageDecls, body, operation, resource};
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::Page;
use crate::source::Source;
use crate::text::phrase::Phrase;

static TODO: Phrase = Phrase::new("todo");

/// Reads what a page declares.
#[must_use]
pub fn read(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> PageDecls {
    let mut findings = Vec::new();
    let page = &*bold_heading::raise(page, &mut findings);
    let places = outline::places(page, &mut findings);
    let mut reader = PageReader::new(page, source, &places, findings);
    front_matter(page, &mut reader.diagnostics);
    let kind = page_kind(&reader);
    let methods = method::read_all(&mut reader, kind);
    let (types, operations) = match kind {
        PageKind::Operation => {
            let headed = further::headed(&mut reader, &[]);
            (headed.types, Some(operation::read(&mut reader, &headed.tables)))
        }
        PageKind::Resource => (resource::read(&mut reader), None),
        PageKind::Conceptual => (further::titled(&mut reader), None),
        PageKind::Enum => (Vec::new(), None),
    };
    let enums = if kind == PageKind::Operation { Vec::new() } else { sections::enums(&mut reader, kind) };
    let bodies = body::read(&mut reader, kind);
    let namespace = namespace::read(page, &mut reader.diagnostics);
    let links = Links::of(page);
    let ledger = account(&mut reader);
    diagnostics.append(&mut reader.diagnostics);
    PageDecls {
        source: page.source,
        kind,
        title: reader.title,
        namespace,
        types,
        enums,
        operations: operations.map(Box::new),
        bodies,
        links,
        methods,
        ledger,
    }
}

/// Reminders to the writer that were never replaced.
fn front_matter(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (key, value) in &page.front_matter.entries {
        if TODO.is_in(&value.value.to_ascii_lowercase()) {
            let message = format!("the value of `{}` is still to do", key.value);
            diagnostics.push(
                Diagnostic::new(code::FRONT_MATTER_PLACEHOLDER, value.span, message)
                    .help("write the value, or remove the key")
                    .about(Subject::words(key.value)),
            );
        }
    }
}
