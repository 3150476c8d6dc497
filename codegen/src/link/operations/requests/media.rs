//! Media types of request bodies.

use compact_str::CompactString;

use crate::decl::OperationsDecl;
use crate::decl::section::operation::response::media_type;

/// The media type in the row of the header `Content-Type`, unless the row speaks of JSON.
pub(super) fn header_media(decl: &OperationsDecl) -> Option<CompactString> {
    let row = decl.headers.iter().find(|row| row.name.eq_ignore_ascii_case("content-type"))?;
    let lower = row.doc.markdown.to_ascii_lowercase();
    media_type(&lower).filter(|_| !lower.contains("json"))
}

/// Whether a media type is that of a form. The rows of a page then describe the fields of the form.
pub(super) fn is_form(media: Option<&str>) -> bool {
    let is =
        |media: &str| ["multipart/", "application/x-www-form-urlencoded"].iter().any(|kind| media.starts_with(kind));
    media.is_some_and(|media| is(&media.to_ascii_lowercase()))
}

/// The media type of a form without its boundary, because each request has a different boundary.
pub(super) fn without_boundary(media: CompactString) -> CompactString {
    match media.split_once(';') {
        Some((kind, _)) if is_form(Some(kind)) => kind.trim().into(),
        _ => media,
    }
}
