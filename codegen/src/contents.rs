//! Tables of contents: reads the entries of a `toc.yml`, each with its byte range.
//!
//! A table is a list of entries with the keys `name`, `href` and `items`; `items` has the child entries. Most tables
//! have one key per line and are read line by line; any other form goes through a YAML parser. If the parser fails too,
//! the error is reported, and the entries of all readable lines are kept.

mod entry;
mod lines;
mod yaml;

pub(crate) use entry::{Contents, Entry, Layout};

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceId, Span};

/// The name of a file with a table of contents, in any folder.
const NAME: &str = "toc.yml";

/// Whether the file at `path` is a table of contents.
pub(crate) fn is_contents(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case(NAME))
}

/// Reads the table of contents of one file. It never fails: what is unreadable is reported and left out.
pub(crate) fn read(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Contents {
    let read = lines::read(id, &source.text);
    if read.is_plain {
        return read.contents;
    }
    match yaml::read(id, &source.text) {
        Ok(contents) => contents,
        Err(fault) => {
            let place = Span::new(id, line(&source.text, fault.line));
            diagnostics.push(
                Diagnostic::new(
                    code::CONTENTS_UNREADABLE,
                    place,
                    format!("the table of contents is not YAML: {}", fault.message),
                )
                .help("write one `key: value` per line, with the value in quotes if `: ` or ` #` occurs in it"),
            );
            read.contents
        }
    }
}

/// The byte range of the line with this number, counted from 1, without surrounding spaces.
fn line(text: &str, number: usize) -> std::ops::Range<usize> {
    let start = text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = text[start..].lines().next().unwrap_or_default();
    let blank = line.len() - line.trim_start().len();
    start + blank..start + line.trim_end().len().max(blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::from_bytes("toc.yml", text.as_bytes().to_vec());
        let mut diagnostics = Vec::new();
        let contents = read(SourceId(0), &source, &mut diagnostics);
        let depth = |entry: &Entry| {
            let layout = entry.layout.as_ref();
            std::iter::successors(layout, |layout| contents.entries[layout.parent?].layout.as_ref()).count()
        };
        let entry = |entry: &Entry| {
            let target = entry.target.as_ref().map_or("-".to_owned(), |target| {
                let words = &text[target.span.range()];
                if words == target.value { target.value.clone() } else { format!("{} at {words:?}", target.value) }
            });
            format!("{} {target}", depth(entry))
        };
        let finding = |found: &Diagnostic| format!("{:?}: {}", &text[found.span.range()], found.message);
        (contents.entries.iter().map(entry).collect(), diagnostics.iter().map(finding).collect())
    }

    #[test]
    fn lines_are_read_with_their_depth() {
        let text = "### YamlMime:TableOfContent\nname: Reference\nitems:\n- name: Plots # all\n  items:\n  - name: \
        \"Plot\"\n    \
                    href: resources/plot.md?view=a#b\n    items:\n    - href: 'api/plot-get.md'\n      name: Get\n- name: Trees\r\n  \
                    href: resources/tree.md\r\n  expanded: true\r\n";
        let (entries, findings) = shown(text);
        assert_eq!(entries, ["1 -", "2 resources/plot.md?view=a#b", "3 api/plot-get.md", "1 resources/tree.md"]);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn yaml_in_other_layouts_is_read_too() {
        let text = "items:\n- {name: Plot, href: resources/plot.md}\n- name: >\n    Long\n  href: \
        \"resources/tr\\u0065e.md\"\n  items: [{href: api/a.md}]\n";
        let (entries, findings) = shown(text);
        assert_eq!(entries, ["0 resources/plot.md", "0 resources/tree.md at \"\"", "0 api/a.md"]);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn a_line_that_is_not_yaml_is_reported_and_the_other_entries_are_read() {
        let text = "- name: Plot: all\n  href: resources/plot.md\n- name: Tree\n  href: resources/tree.md\n";
        let (entries, findings) = shown(text);
        assert_eq!(entries, ["1 resources/plot.md", "1 resources/tree.md"]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].starts_with("\"- name: Plot: all\": the table of contents is not YAML: "), "{findings:?}");
    }

    #[test]
    fn tables_of_contents_are_recognised_by_their_file_name() {
        for (path, is) in
            [("toc.yml", true), ("a/b/TOC.yml", true), ("mytoc.yml", false), ("toc.md", false), ("", false)]
        {
            assert_eq!(is_contents(path), is, "{path}");
        }
    }
}
