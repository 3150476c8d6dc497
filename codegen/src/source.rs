//! The texts of all files that a run reads, and places in them.
//!
//! Offsets are byte offsets in the text as it was loaded: byte order marks and carriage returns are kept. The order of
//! [`SourceId`]s is the order of paths, so a result that is sorted by place is also sorted by path.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One file: its path relative to the docs folder, `/`-separated, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the docs folder, with `/` between the parts on every platform.
    pub path: String,
    /// The text. Bytes that are not UTF-8 are replaced by U+FFFD.
    pub text: String,
    /// The byte offset (in `text`) of the first replaced byte, if the file was not valid UTF-8. `None` if it was valid.
    pub invalid_utf8: Option<u32>,
}

/// The version whose zones are read unless the caller chooses another one.
pub(crate) const DEFAULT_ZONE: &str = "v1.0";

/// All files that a run reads, sorted by path, and the version of the API whose parts of pages it reads.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// The version, such as `beta`. Empty for [`DEFAULT_ZONE`].
    zone: String,
}

/// Identifies a file by its index in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// A place: bytes `start..end` of one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

/// A value, and where a file contains it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value.
    pub span: Span,
}

impl Source {
    /// A file from its bytes. This never fails: bytes that are not UTF-8 become U+FFFD, and the offset of the first one
    /// is kept.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Source {
        let (text, invalid_utf8) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
            }
        };
        Source { path: path.into(), text, invalid_utf8 }
    }

    /// A file whose text is not needed yet, so that it was not loaded. Its text is empty.
    #[must_use]
    pub fn unread(path: impl Into<String>) -> Source {
        Source { path: path.into(), text: String::new(), invalid_utf8: None }
    }
}

impl Sources {
    /// The files of a run, sorted by path. Of two files with the same path, the one that is given first stays;
    /// otherwise the order of `files` has no effect.
    #[must_use]
    pub fn new(mut files: Vec<Source>) -> Sources {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, first| later.path == first.path);
        Sources { files, zone: String::new() }
    }

    /// The same files, read for another version. Where a page has parts for several versions (`:::zone` or
    /// `:::moniker`), those of `zone` (such as `beta`; `v1.0` if `zone` is empty) are read, and each page with other
    /// such parts has a finding.
    #[must_use]
    pub fn with_zone(self, zone: &str) -> Sources {
        Sources { zone: zone.to_owned(), ..self }
    }

    /// The version whose parts of pages are read, such as `v1.0`.
    pub(crate) fn zone(&self) -> &str {
        if self.zone.is_empty() { DEFAULT_ZONE } else { &self.zone }
    }

    /// Every file with its id, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files.iter().enumerate().map(|(index, file)| (id(index), file))
    }

    /// The pages in path order: all markdown files that are not in a folder `includes`.
    #[must_use]
    pub fn pages(&self) -> Vec<SourceId> {
        self.ids(is_page)
    }

    /// The files that pages include, in path order: all markdown files that are not pages.
    #[must_use]
    pub(crate) fn fragments(&self) -> Vec<SourceId> {
        self.ids(|path| is_markdown(path) && !is_page(path))
    }

    fn ids(&self, is_wanted: fn(&str) -> bool) -> Vec<SourceId> {
        self.iter().filter(|(_, source)| is_wanted(&source.path)).map(|(id, _)| id).collect()
    }

    /// Replaces the text of the file that has the same path, without changing any id. Returns the id of the file and
    /// its old text. Returns `file` as the error if no file has its path.
    pub(crate) fn replace(&mut self, file: Source) -> Result<(SourceId, Source), Source> {
        match self.find(&file.path) {
            Some(id) => Ok((id, std::mem::replace(&mut self.files[id.0 as usize], file))),
            None => Err(file),
        }
    }

    /// The files, in path order.
    #[must_use]
    pub fn into_files(self) -> Vec<Source> {
        self.files
    }

    /// How many files there are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// The file with this id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The id of the file at `path`; `None` if there is none.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(id)
    }

    /// The text at a span; empty if the span does not start and end between two characters of the file.
    #[must_use]
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or_default()
    }

    /// The line, and the column in characters, at which a span starts. Both count from 1.
    #[must_use]
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.source).text;
        let before = text.get(..span.start as usize).unwrap_or(text);
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        (line, column)
    }
}

impl Span {
    /// A span of bytes in a file. An offset of more than 4 GiB becomes the greatest possible one; pages are never that
    /// large.
    #[must_use]
    pub(crate) fn new(source: SourceId, range: Range<usize>) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The range of bytes in the text of the file.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether another span lies within this one.
    #[must_use]
    pub(crate) fn contains(self, inner: Span) -> bool {
        self.source == inner.source && self.start <= inner.start && inner.end <= self.end
    }

    /// The smallest span that contains this span and another one in the same file.
    #[must_use]
    pub(crate) fn to(self, other: Span) -> Span {
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.source.0, self.start, self.end)
    }
}

/// The path, below the docs folder, to which a link on the page `from` leads, without anchor and query: `api/b.md`
/// for `b.md#x` on `api/a.md`.
#[must_use]
pub(crate) fn join(from: &str, link: &str) -> String {
    let end = memchr::memchr2(b'#', b'?', link.as_bytes()).unwrap_or(link.len());
    let folder = &from[..from.rfind('/').map_or(0, |at| at + 1)];
    // The path is built in one string, with a slash after each part, because a list of the parts takes much longer.
    let mut path = String::with_capacity(folder.len() + end + 1);
    path.push_str(folder);
    let mut rest = &link[..end];
    while !rest.is_empty() {
        let length = memchr::memchr2(b'/', b'\\', rest.as_bytes()).unwrap_or(rest.len());
        let part = &rest[..length];
        rest = rest.get(length + 1..).unwrap_or_default();
        match part {
            "" | "." => {}
            ".." if !path.is_empty() && path != "../" && !path.ends_with("/../") => {
                path.truncate(path[..path.len() - 1].rfind('/').map_or(0, |at| at + 1));
            }
            part => {
                path.push_str(part);
                path.push('/');
            }
        }
    }
    path.pop();
    path
}

/// The link that leads from the page `from` to the page `to`: `../resources/user.md`.
#[must_use]
pub(crate) fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len().min(to.len()) - 1;
    let shared = from[..folders].iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - 1 - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

fn is_page(path: &str) -> bool {
    is_markdown(path) && !path.split('/').any(|part| part == "includes" || part == "..")
}

/// Whether the file at `path` is a page, or a file that pages include.
pub(crate) fn is_markdown(path: &str) -> bool {
    path.len() > 3 && path.get(path.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case(".md"))
}

fn id(index: usize) -> SourceId {
    SourceId(u32::try_from(index).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relative_link_between_two_pages_leads_to_the_second() {
        for (from, to) in [("resources/a.md", "resources/b.md"), ("api/x/a.md", "resources/b.md"), ("a.md", "api/b.md")]
        {
            assert_eq!(join(from, &relative(from, to)), to);
        }
        assert_eq!(relative("api/a.md", "resources/b.md"), "../resources/b.md");
    }

    #[test]
    fn links_are_resolved_from_the_folder_of_their_file() {
        for (from, link, expected) in [
            ("resources/widget.md", "gadget.md#parts", "resources/gadget.md"),
            ("resources/widget.md", "../api/./widget-get.md?tabs=http", "api/widget-get.md"),
            ("resources/widget.md", "..\\includes\\a.md", "includes/a.md"),
            ("resources/widget.md", "../../includes/a.md", "../includes/a.md"),
            ("../includes/a.md", "../../b.md", "../../b.md"),
            ("../includes/a.md", "b//c.md", "../includes/b/c.md"),
            ("widget.md", "gadget.md", "gadget.md"),
            ("widget.md", "", ""),
            ("/docs/widget.md", "../gadget.md", "/gadget.md"),
        ] {
            assert_eq!(join(from, link), expected, "`{link}` in `{from}`");
        }
    }
}
