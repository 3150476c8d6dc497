//! Links in prose: their targets, and findings about links without a target.

use crate::api::{Doc, DocLink, ItemType, LinkTarget, PageId};
use crate::code;
use crate::decl::{DocDecl, PageDecls};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::names::suggestion;
use crate::link::pages::{Destination, PageIndex, per_page};
use crate::source::relative;

/// Prose with its links resolved.
pub(in crate::link) fn doc(cx: &Context<'_>, page: PageId, decl: &DocDecl) -> Doc {
    let links = decl
        .links
        .iter()
        .map(|(range, text, destination)| DocLink {
            start: u32::try_from(range.start).unwrap_or(u32::MAX),
            end: u32::try_from(range.end).unwrap_or(u32::MAX),
            text: text.to_string(),
            target: target(cx, page, text, destination),
        })
        .collect();
    Doc { markdown: decl.markdown.clone(), links }
}

fn target(cx: &Context<'_>, page: PageId, text: &str, destination: &str) -> LinkTarget {
    match cx.tree.resolve(page, destination) {
        Destination::Url => LinkTarget::Url(destination.trim().to_owned()),
        Destination::Page(target, _) | Destination::Moved(target) => {
            let items = cx.names.index.of_page(target);
            let named = cx.names.index.short(text, cx.tree.namespace(target)).map(|named| named.item);
            match named.filter(|item| items.contains(item)).or_else(|| (items.len() == 1).then(|| items[0])) {
                Some(ItemType::Structured(id)) => LinkTarget::Type(id),
                Some(ItemType::Enum(id)) => LinkTarget::Enum(id),
                Some(ItemType::Primitive(_)) | None => LinkTarget::Page(target),
            }
        }
        Destination::Here | Destination::File | Destination::Site | Destination::Missing => LinkTarget::Nowhere,
    }
}

/// The last part of a path: the name of the file.
fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Reports links without a target, or with another letter case than their target.
pub(in crate::link) fn check(decls: &[PageDecls], tree: &PageIndex<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let files = suggestion::Files::new((0..decls.len()).map(|index| file(tree.path(PageId::from_index(index)))));
    per_page::<()>(decls, &mut diagnostics, |page, decls, diagnostics| {
        for (link, span) in decls.links.iter() {
            match tree.resolve(page, link) {
                Destination::Missing if !link.is_empty() => {
                    let message = format!("the link leads to `{link}`, but the docs folder has no such file");
                    let written = file(link.split('#').next().unwrap_or_default());
                    let near = files.name_with_one_letter_changed(written);
                    let help = match near {
                        Some(near) => format!("write `{near}` if that is meant"),
                        None => "link to a page that exists, or remove the link".to_owned(),
                    };
                    let edit = near.map(|near| Edit::Target(span, written.to_owned(), near.to_owned()));
                    let finding =
                        Diagnostic::new(code::LINK_MISSING, span, message).help(help).about(Subject::path(link));
                    diagnostics.push(finding.fix_unsafely_if(edit));
                }
                Destination::Page(target, true) => {
                    let message = format!(
                        "the link writes the path of `{}` with other upper and lower case letters",
                        tree.path(target)
                    );
                    let help = format!("write `{}`", file(tree.path(target)));
                    let written = file(link.split(['#', '?']).next().unwrap_or_default());
                    let edit = Edit::Target(span, written.to_owned(), file(tree.path(target)).to_owned());
                    let finding = Diagnostic::new(code::LINK_CASE, span, message).help(help).about(Subject::path(link));
                    diagnostics.push(finding.fix_safely(edit));
                }
                Destination::Moved(target) => {
                    let message = format!("the link leads to `{link}`, but the docs folder has no such file");
                    let help = format!("write the path of `{}`, the only page with this file name", tree.path(target));
                    let written = link.split(['#', '?']).next().unwrap_or_default();
                    let edit = Edit::Target(span, written.to_owned(), relative(tree.path(page), tree.path(target)));
                    let finding =
                        Diagnostic::new(code::LINK_MOVED, span, message).help(help).about(Subject::path(link));
                    diagnostics.push(finding.fix_unsafely(edit));
                }
                Destination::Missing
                | Destination::Page(_, false)
                | Destination::File
                | Destination::Here
                | Destination::Url
                | Destination::Site => {}
            }
        }
        Vec::new()
    });
    diagnostics
}
