//! Reads one page: decides its kind, gives each section to its reader, and checks that every piece of the page was used
//! or reported.

use compact_str::CompactString;

use crate::api::{Method, PageKind};
use crate::code;
use crate::decl::account::account;
use crate::decl::outline;
use crate::decl::outline::bold_heading;
use crate::decl::page_kind::page_kind;
use crate::decl::page_reader::PageReader;
use crate::decl::section::enumeration::sections;
use crate::decl::section::resource::{further, namespace, several};
use crate::decl::section::{operation, resource};
use crate::decl::table::{method, nested_type, titles};
use crate::decl::vocabulary::OWNERS;
use crate::decl::{Links, OperationsDecl, PageDecls, TypeDecl, body};
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::{Block, Page};
use crate::source::{Source, Spanned};
use crate::text::slug::slug;

/// Reads everything that one page declares, and adds the findings to `diagnostics`.
#[must_use]
pub(crate) fn read(page: &Page<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> PageDecls {
    let mut findings = Vec::new();
    let page = &*titles::correct(bold_heading::with_bold_headings(page, &mut findings), &mut findings);
    let places = outline::places(page, &mut findings);
    let mut reader = PageReader::new(page, source, &places, findings);
    outline::title::correct(&mut reader.title, page, &source.path, &mut reader.diagnostics);
    front_matter(page, &mut reader.diagnostics);
    let kind = page_kind(&reader);
    let methods = method::read_all(&mut reader, kind);
    let (mut types, mut operations, mut enums) = match kind {
        PageKind::Operation => {
            let mut headed = further::headed_in_operation(&mut reader);
            let (enums, tables) = sections::enums_below_headings(&mut reader);
            headed.tables.extend(tables);
            (headed.types, Some(operation::read(&mut reader, &headed.tables)), enums)
        }
        PageKind::Resource => (resource::read(&mut reader), None, Vec::new()),
        PageKind::Conceptual => (several::read(&mut reader), None, Vec::new()),
        PageKind::Enum => (Vec::new(), None, Vec::new()),
    };
    if kind != PageKind::Operation {
        enums = sections::enums(&mut reader, kind);
    }
    if let Some(operations) = &mut operations {
        nested_types(operations, source, &mut reader.nested);
    }
    types.append(&mut reader.nested);
    let bodies = body::read(&mut reader, kind);
    let namespace = namespace::read(page, &mut reader.diagnostics);
    let links = Links::of(page);
    let other_title = other_title(page, &reader.title.value);
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
        lines: line_starts(&source.text),
        anchors: anchors(page),
        other_title,
        owner: owner(page),
        allowed: Vec::new(),
        ledger,
    }
}

/// Makes types for values in request bodies whose members have rows of their own, such as `address.city`. The name of
/// such a type begins with the name of the page's file. Types are made only if:
/// - all requests of the page are `POST`;
/// - the name of the file has no word such as `create` or `update`: a page with such a name sends an item, and the
///   properties of items have their types already;
/// - the page does not mention a type for the body.
fn nested_types(operations: &mut OperationsDecl, source: &Source, types: &mut Vec<TypeDecl>) {
    let file = source.path.rsplit('/').next().unwrap_or_default();
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let changes = |word: &str| CHANGES.iter().any(|verb| word.eq_ignore_ascii_case(verb));
    let is_posted = operations.routes.iter().all(|route| route.method == Method::Post);
    if !is_posted || stem.split(['-', '_']).any(changes) {
        return;
    }
    let owner: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let parts = operations.parts.iter_mut().map(|part| &mut part.request);
    for request in std::iter::once(&mut operations.request).chain(parts) {
        if request.mentions.is_empty() {
            nested_type::of_rows(&mut request.rows, &owner, types);
        }
    }
}

/// Words in the file names of pages about creating and changing items.
const CHANGES: &[&str] = &["create", "post", "put", "update", "patch", "add", "insert", "upsert", "replace"];

/// Who is responsible for the page, by its front matter: the product area, or else the author.
fn owner(page: &Page<'_>) -> CompactString {
    let stated = |wanted: &&str| page.front_matter.entries.iter().find(|(key, _)| key.value == *wanted);
    let stated = OWNERS.iter().find_map(stated);
    stated.map(|(_, value)| value.value.trim().into()).unwrap_or_default()
}

/// The offset of the first byte of each line.
fn line_starts(text: &str) -> Vec<u32> {
    let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    std::iter::once(0).chain(starts).filter_map(|start| u32::try_from(start).ok()).collect()
}

/// The anchors of the headings of a page: `get-a-user` for `## Get a user`.
fn anchors(page: &Page<'_>) -> Vec<CompactString> {
    let headings = page.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(slug(&heading.text.plain()).into()),
        _ => None,
    });
    headings.collect()
}

/// The title in the front matter, unless it equals the title of the page.
fn other_title(page: &Page<'_>, title: &str) -> Option<Spanned<CompactString>> {
    let (_, stated) = page.front_matter.entries.iter().find(|(key, _)| key.value == "title")?;
    let is_same = stated.value.trim().eq_ignore_ascii_case(title.trim());
    (!is_same).then(|| Spanned { value: stated.value.as_ref().into(), span: stated.span })
}

/// Whether a value of the front matter is only a placeholder: it contains `TODO` or `TBD` as a word in capitals, or it
/// is just `todo` or `tbd`. Names such as `todoTask` do not count.
fn is_reminder(value: &str) -> bool {
    let value = value.trim();
    let mut words = value.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| matches!(word, "TODO" | "TBD"))
        || ["todo", "tbd"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Reports values in the front matter that are only placeholders, such as `TODO`.
fn front_matter(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (key, value) in &page.front_matter.entries {
        if is_reminder(&value.value) {
            let message = format!("the value of `{}` is placeholder text, such as `TODO`", key.value);
            diagnostics.push(
                Diagnostic::new(code::FRONT_MATTER_PLACEHOLDER, value.span, message)
                    .help("write the value, or remove the key")
                    .about(Subject::words(key.value)),
            );
        }
    }
}
