//! One manual page: its parts, and the blocks of its example.

use std::collections::BTreeMap;

use crate::manual::parts;

/// The headings of a page, in order.
const PARTS: [&str; 4] = ["## What it means", "## Why it matters", "## Example", "## What to do"];

/// Returns why the text is not a manual page: it has other headings, text before the first heading, or an empty part.
/// `None` if it is a manual page.
pub(crate) fn fault(text: &str) -> Option<String> {
    let headings: Vec<&str> = outside_blocks(text).into_iter().filter(|line| line.starts_with("## ")).collect();
    if headings != PARTS {
        return Some(format!("the headings are {headings:?}"));
    }
    if !text.starts_with(PARTS[0]) {
        return Some("something stands before the first heading".to_owned());
    }
    let empty = text.split("\n## ").find(|part| part.lines().skip(1).all(|line| line.trim().is_empty()));
    empty.map(|part| format!("`{}` is empty", part.lines().next().unwrap_or_default()))
}

/// To which version of the pages a block belongs: to the wrong pages, the right pages, or both.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Wrong,
    Right,
    Both,
}

/// The code blocks of an example, each with its side, the path of its page, and its text.
pub(crate) struct Example(Vec<(Side, String, String)>);

impl Example {
    pub(crate) fn read(manual: &str) -> Example {
        let mut blocks = Vec::new();
        let mut label = None;
        let mut lines = manual.lines();
        while let Some(line) = lines.next() {
            if let Some(found) = side_and_path(line) {
                label = Some(found);
            } else if line.starts_with("```") {
                let fence = line.trim_end_matches(|c| c != '`');
                let mut text = String::new();
                for line in lines.by_ref().take_while(|line| *line != fence) {
                    text += line;
                    text.push('\n');
                }
                blocks.extend(label.take().map(|(side, path): (Side, &str)| (side, path.to_owned(), text)));
            }
        }
        Example(blocks)
    }

    pub(crate) fn has(&self, side: Side) -> bool {
        self.0.iter().any(|(of, ..)| *of == side)
    }

    /// The text of each page of the garden, by its path, after the blocks of this side have replaced parts of the
    /// pages.
    pub(crate) fn pages(&self, base: &BTreeMap<String, String>, side: Side) -> BTreeMap<String, String> {
        let mut pages = base.clone();
        let blocks = |sides: [Side; 2], path: &str| -> Vec<&str> {
            let of = |(of, at, _): &&(Side, String, String)| sides.contains(of) && at == path;
            self.0.iter().filter(of).map(|(.., text)| text.as_str()).collect()
        };
        let paths: std::collections::BTreeSet<&str> = self.0.iter().map(|(_, path, _)| path.as_str()).collect();
        for path in paths {
            let shown = blocks([side, Side::Both], path);
            match base.get(path) {
                Some(page) => {
                    let replaced = [blocks([Side::Wrong, Side::Right], path), blocks([Side::Both; 2], path)].concat();
                    let page = if shown.is_empty() {
                        page.clone()
                    } else {
                        parts::replace(page, &replaced, &shown.join("\n"))
                    };
                    pages.insert(path.to_owned(), page);
                }
                None if !shown.is_empty() => {
                    pages.insert(path.to_owned(), shown.join("\n"));
                }
                None => {}
            }
        }
        pages
    }
}

/// The side and the path in a line such as ``Wrong, in `resources/plot.md`:``.
fn side_and_path(line: &str) -> Option<(Side, &str)> {
    let (word, rest) = line.split_once(", in `")?;
    let side = match word {
        "Wrong" => Side::Wrong,
        "Right" => Side::Right,
        "Also" => Side::Both,
        _ => return None,
    };
    Some((side, rest.strip_suffix("`:")?))
}

fn outside_blocks(text: &str) -> Vec<&str> {
    let mut fence = None;
    let mut lines = Vec::new();
    for line in text.lines() {
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if line.starts_with("```") => fence = Some(line.trim_end_matches(|c| c != '`')),
            None => lines.push(line),
        }
    }
    lines
}
