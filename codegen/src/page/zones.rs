//! Selects the zones of a page that are read. A zone is a part of the page for one version of the API only.
//!
//! In: the text of a page, and a version such as `v1.0`. Out: the byte ranges to read, in order, and the opening lines
//! of the zones that are skipped. `:::zone pivot="…"` and `:::moniker range="…"` open a zone and name it; `:::zone-end`
//! and `:::moniker-end` close it. A zone is read if one of its names stands for the version, as `graph-rest-1.0` does
//! for `v1.0`. If no zone of the page is named after a version, the zones that have the first name of the first zone
//! are read.

use std::ops::Range;

use super::segments::lines;

/// Which parts of a page are read, and which zones are skipped, for example because they are about another version.
pub(super) struct ZoneSelection {
    /// The ranges to read, in order.
    pub(super) read: Vec<Range<usize>>,
    /// The byte ranges of the opening lines of zones that are not read.
    pub(super) skipped: Vec<Range<usize>>,
}

/// A zone: a part of the page about one version of the API, with the lines that open and close it.
struct Zone<'s> {
    names: Vec<&'s str>,
    opening: Range<usize>,
    /// The byte range of the text between the opening and the closing line.
    body: Range<usize>,
    /// The offset of the end of the closing line.
    end: usize,
}

/// Selects the parts of a page to read for a version. A page without zones is read as a whole.
pub(super) fn select(page: &str, start: usize, version: &str) -> ZoneSelection {
    let zones = zones(page, start);
    let is_wanted = |name: &&str| is_of(name, version);
    let some = zones.iter().flat_map(|zone| &zone.names).any(|name| is_wanted(name) || is_version(name));
    let first = zones.first().and_then(|zone| zone.names.first()).copied();
    let keeps =
        |zone: &Zone<'_>| zone.names.iter().any(|name| if some { is_wanted(name) } else { Some(*name) == first });
    let mut selection = ZoneSelection { read: Vec::new(), skipped: Vec::new() };
    let mut from = start;
    for zone in &zones {
        selection.read.push(from..zone.opening.start);
        from = zone.end;
        if keeps(zone) {
            selection.read.push(zone.body.clone());
        } else {
            selection.skipped.push(zone.opening.clone());
        }
    }
    selection.read.push(from..page.len());
    selection
}

fn zones(page: &str, start: usize) -> Vec<Zone<'_>> {
    let mut zones: Vec<Zone<'_>> = Vec::new();
    // Most pages have no line with `:::`, so they are read as a whole.
    if !page[start..].contains(":::") {
        return zones;
    }
    let mut open = false;
    for line in lines(page, start..page.len()) {
        let Some(directive) = page[line.clone()].trim().strip_prefix(":::").map(str::trim) else { continue };
        let word = directive.split(|c: char| !(c.is_ascii_alphabetic() || c == '-')).next().unwrap_or_default();
        match word {
            "zone" | "moniker" => {
                if open && let Some(last) = zones.last_mut() {
                    (last.body.end, last.end) = (line.start, line.start);
                }
                open = true;
                let body = line.end..page.len();
                zones.push(Zone { names: names(directive), opening: line, body, end: page.len() });
            }
            "zone-end" | "moniker-end" if open => {
                open = false;
                if let Some(last) = zones.last_mut() {
                    (last.body.end, last.end) = (line.start, line.end);
                }
            }
            _ => {}
        }
    }
    zones
}

/// The names of a zone, from the quoted value in its opening line: `graph-rest-1.0` and `graph-rest-beta` for
/// `range="graph-rest-1.0 || graph-rest-beta"`.
fn names(directive: &str) -> Vec<&str> {
    let value = directive.split(['"', '\'']).nth(1).unwrap_or_default();
    value
        .split([',', '|'])
        .map(|name| name.trim_matches([' ', '>', '<', '=']))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether the name of a zone stands for this version: it ends with the number, as `graph-rest-1.0` and `graph-v1` do
/// for `v1.0`, or contains `beta` or `preview` if the version is one of these.
fn is_of(name: &str, version: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let version = version.to_ascii_lowercase();
    let number = version.trim_start_matches('v');
    let major = number.strip_suffix(".0").unwrap_or(number);
    let ends = |end: &str| name.strip_suffix(end).is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()));
    // `beta` and `preview` stand for the same version.
    match number {
        "beta" | "preview" => name.contains("beta") || name.contains("preview"),
        _ => ends(number) || ends(&format!("v{major}")) || ends(&format!("-{major}")),
    }
}

/// Whether the name of a zone stands for a version, no matter which: it is a number, ends with one
/// after a hyphen or `v`, or contains `beta` or `preview`.
fn is_version(name: &str) -> bool {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_number = bare.len() < name.len() && (bare.is_empty() || bare.ends_with(['-', 'v', 'V']));
    is_number || is_of(name, "beta")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::DEFAULT_ZONE as DEFAULT;

    fn read(page: &str, version: &str) -> String {
        select(page, 0, version).read.into_iter().map(|range| &page[range]).collect::<String>().replace('\n', "")
    }

    #[test]
    fn only_the_zones_of_one_version_are_read() {
        let page =
            "a\n:::zone pivot=\"graph-v1\"\nb\n:::zone-end\nc\n::: zone pivot=\"graph-preview\"\nd\n::: zone-end\ne\n";
        assert_eq!(read(page, DEFAULT), "abce");
        assert_eq!(read(page, "beta"), "acde");
        let page = "::: moniker range=\">=graph-rest-1.0\"\na\n::: moniker-end\n::: moniker range=\"graph-rest-beta\"\nb\n::: moniker-end\n";
        assert_eq!(read(page, DEFAULT), "a");
        let page = ":::zone pivot=\"python\"\na\n:::zone-end\n:::zone pivot=\"rust\"\nb\n:::zone-end\n";
        assert_eq!(read(page, DEFAULT), "a");
        assert_eq!(read("a\n::: moniker range=\">=graph-rest-beta\"\nb\n::: moniker-end\nc", DEFAULT), "ac");
        assert_eq!(read(":::zone pivot=\"python3\"\na\n:::zone-end", DEFAULT), "a");
        assert_eq!(read("::: image :::\na", DEFAULT), "::: image :::a");
        let both = ":::zone pivot=\"v1.0,beta\"\na\n:::zone-end\n:::zone pivot=\"beta\"\nb\n:::zone-end\n";
        assert_eq!(read(both, DEFAULT), "a");
    }
}
