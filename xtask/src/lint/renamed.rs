//! Finds pages that were renamed between two states of a tree.
//!
//! A page that is gone and a page that is new count as one renamed page if the new page has most of the gone page's own
//! lines. Its own lines are those that no other gone page has.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use graph_codegen::source::{Source, SourceId, Sources};

use crate::docs::load;

/// The pages that were renamed.
#[derive(Default)]
pub(crate) struct Renamed {
    /// The former path of each renamed page, by its current path.
    former: BTreeMap<String, String>,
    /// The current path of each renamed page, by its former path.
    today: BTreeMap<String, String>,
}

impl Renamed {
    /// Compares the texts of the pages that only one of two states has.
    pub(crate) fn between(before: &Sources, after: &Sources) -> Renamed {
        let mut renamed = Renamed::default();
        let gone: Vec<&Source> = only_in(before, after).map(|id| before.get(id)).collect();
        if gone.is_empty() {
            return renamed;
        }
        // For each line, the index of the gone page that has it. `None` if several gone pages have the line, such as a
        // common heading, which says nothing about where a page went.
        let mut owners: HashMap<&str, Option<usize>> = HashMap::new();
        for (index, page) in gone.iter().enumerate() {
            for line in lines(page) {
                owners
                    .entry(line)
                    .and_modify(|owner| *owner = owner.filter(|owner| *owner == index))
                    .or_insert(Some(index));
            }
        }
        let mut own_lines = vec![0; gone.len()];
        owners.values().flatten().for_each(|owner| own_lines[*owner] += 1);
        // Pairs of a gone page and a new page that has more than half of the gone page's own lines: the share of these
        // lines in thousandths, the path of the new page, and the index of the gone page. Pairs with a larger share are
        // taken first.
        let mut pairs: Vec<(usize, &str, usize)> = Vec::new();
        for page in only_in(after, before).map(|id| after.get(id)) {
            let mut common: BTreeMap<usize, usize> = BTreeMap::new();
            let unique: BTreeSet<&str> = lines(page).collect();
            for owner in unique.into_iter().filter_map(|line| owners.get(line).copied().flatten()) {
                *common.entry(owner).or_default() += 1;
            }
            let most = common.into_iter().filter(|(owner, count)| count * 2 > own_lines[*owner]);
            pairs.extend(most.map(|(owner, count)| (count * 1000 / own_lines[owner], page.path.as_str(), owner)));
        }
        pairs.sort_by(|a, b| (b.0, a.1, a.2).cmp(&(a.0, b.1, b.2)));
        for (_, today, owner) in pairs {
            let former = &gone[owner].path;
            if !renamed.former.contains_key(today) && !renamed.today.contains_key(former) {
                renamed.former.insert(today.to_owned(), former.clone());
                renamed.today.insert(former.clone(), today.to_owned());
            }
        }
        renamed
    }

    /// The former path of a page, which is its current path unless it was renamed.
    pub(crate) fn former<'p>(&'p self, path: &'p str) -> &'p str {
        self.former.get(path).map_or(path, String::as_str)
    }

    /// The current path of a renamed page; `None` if it was not renamed.
    pub(crate) fn today(&self, former: &str) -> Option<&str> {
        self.today.get(former).map(String::as_str)
    }
}

/// The pages whose paths the other state lacks.
pub(crate) fn only_in<'s>(sources: &'s Sources, other: &'s Sources) -> impl Iterator<Item = SourceId> {
    let is_gone = |source: &Source| load::is_page(&source.path) && other.find(&source.path).is_none();
    sources.iter().filter(move |(_, source)| is_gone(source)).map(|(id, _)| id)
}

fn lines(page: &Source) -> impl Iterator<Item = &str> {
    page.text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(pages: &[(&str, &str)]) -> Sources {
        Sources::new(pages.iter().map(|(path, text)| Source::from_bytes(*path, text.as_bytes().to_vec())).collect())
    }

    #[test]
    fn a_new_page_with_most_lines_of_a_removed_page_counts_as_that_page_renamed() {
        let before = sources(&[
            ("a.md", "# A\n\n## Response\n\nanswers a\n"),
            ("b.md", "# B\n\n## Response\n\nanswers b\nand c\n"),
            ("kept.md", "# Kept\n"),
        ]);
        let after = sources(&[
            ("kept.md", "# Kept\n"),
            ("new.md", "# New\n\n## Response\n\nanswers\n"),
            ("x.md", "# B\r\n\r\n## Response\r\n\r\nanswers b\r\nand d\r\n"),
        ]);
        let renamed = Renamed::between(&before, &after);
        assert_eq!(["x.md", "new.md", "kept.md"].map(|page| renamed.former(page)), ["b.md", "new.md", "kept.md"]);
        assert_eq!(["a.md", "b.md"].map(|page| renamed.today(page)), [None, Some("x.md")]);
    }

    #[test]
    fn of_two_copies_of_a_removed_page_the_more_similar_counts_as_that_page_renamed() {
        let before = sources(&[("a.md", "# A\none\ntwo\nthree\n")]);
        let after = sources(&[("b.md", "# A\none\ntwo\n"), ("c.md", "# A\none\ntwo\nthree\n")]);
        let renamed = Renamed::between(&before, &after);
        assert_eq!((renamed.today("a.md"), renamed.former("b.md")), (Some("c.md"), "b.md"));
    }
}
