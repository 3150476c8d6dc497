//! Replaces the names of an API in its pages, to test that the parser does not depend on names that it knows.
//!
//! In: the pages of an API, and a seed. Out: the same pages with other names of types, properties and paths, another
//! namespace and host, without front matter, and without half of the annotations. Invariant: a name gets the same new
//! name everywhere. A word in a string literal of the parser or the mock keeps its name.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use graph_codegen::source::Source;

/// Parts of property names that say in any API what kind of value a property has, such as `date` in `startDate`. They
/// are not replaced.
const KINDS: &[&str] = &["date", "time", "url", "id", "is", "has", "count"];

/// Replaces names in pages by other names.
pub(crate) struct Renaming {
    seed: u64,
    names: BTreeSet<String>,
    /// The names that are replaced, by their lower-case form, because file names are in lower case.
    by_lower: HashMap<String, String>,
}

impl Renaming {
    /// Collects the names in pages, except words in string literals of the parser or the mock.
    pub(crate) fn of(files: &[Source], seed: u64) -> Renaming {
        let mut names = BTreeSet::new();
        files.iter().for_each(|file| collect(&file.text, &mut names));
        let known = words_of_the_reader();
        names.retain(|name| name.len() > 2 && !known.contains(&name.to_lowercase()));
        let by_lower = names.iter().map(|name| (name.to_lowercase(), name.clone())).collect();
        Renaming { seed, names, by_lower }
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The pages with all names replaced.
    pub(crate) fn pages(&self, files: &[Source]) -> Vec<Source> {
        let page = |file: &Source| {
            let text = self.without_half_of_the_annotations(without_front_matter(&file.text));
            let text = text
                .replace("microsoft.graph", "contoso.stock")
                .replace("graph.microsoft.com", "stock.contoso.example");
            Source::from_bytes(self.text(&file.path), self.text(&text).into_bytes())
        };
        files.iter().map(page).collect()
    }

    fn text(&self, text: &str) -> String {
        let mut renamed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            let (before, word) = rest.split_at(start);
            let end = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            renamed.push_str(before);
            // A name after `odata.` is OData control information and stays the same.
            renamed.push_str(&if renamed.ends_with("odata.") { word.to_owned() } else { self.word(word) });
            rest = after;
        }
        renamed + rest
    }

    fn word(&self, word: &str) -> String {
        let one = singular(word);
        let is_name = |word: &str| self.names.contains(word);
        let first_lower = |word: &str| word[..1].to_lowercase() + &word[1..];
        if is_name(word) || is_name(&one) || is_name(&first_lower(word)) || is_name(&first_lower(&one)) {
            return self.renamed(word);
        }
        // A file name such as `usersettings` is in lower case, so it is looked up as a whole and not by its parts.
        match (self.by_lower.get(word), self.by_lower.get(&one)) {
            (Some(spelt), _) => self.renamed(spelt).to_lowercase(),
            (None, Some(spelt)) => self.renamed(spelt).to_lowercase() + "s",
            (None, None) => word.to_owned(),
        }
    }

    /// The name that replaces `name`. Each part that begins with a capital letter is replaced by another word.
    fn renamed(&self, name: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        for c in name.chars() {
            match parts.last_mut() {
                Some(part) if !c.is_ascii_uppercase() || part.chars().all(|c| c.is_ascii_uppercase()) => part.push(c),
                _ => parts.push(c.to_string()),
            }
        }
        parts.iter().map(|part| self.part(part)).collect()
    }

    fn part(&self, part: &str) -> String {
        let lower = part.to_lowercase();
        let one = singular(&lower);
        if KINDS.contains(&one.as_str()) || part.bytes().all(|byte| byte.is_ascii_digit()) {
            return part.to_owned();
        }
        let mut new = String::new();
        let mut hash = self.hash(&one);
        for _ in 0..3 {
            new.push(char::from(b"bdfgklmnprtvz"[(hash % 13) as usize]));
            new.push(char::from(b"aeiou"[(hash / 13 % 5) as usize]));
            hash /= 65;
        }
        new += &self
            .hash(&one)
            .to_string()
            .bytes()
            .rev()
            .take(2)
            .map(|digit| char::from(b"bdfgklmnpr"[usize::from(digit - b'0')]))
            .collect::<String>();
        new.push('o');
        if one != lower {
            new.push('s');
        }
        if part.starts_with(|c: char| c.is_ascii_uppercase()) { new[..1].to_uppercase() + &new[1..] } else { new }
    }

    /// A hash of a text and the seed, based on FNV-1a.
    fn hash(&self, text: &str) -> u64 {
        text.bytes().fold(0xcbf2_9ce4_8422_2325 ^ self.seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        }) >> 8
    }

    /// Removes about half of the annotations, chosen by their hash. An annotation is an HTML comment that contains a
    /// JSON object.
    fn without_half_of_the_annotations(&self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((start, end)) =
            rest.find("<!--").and_then(|start| Some((start, start + rest[start..].find("-->")? + 3)))
        {
            let comment = &rest[start..end];
            let is_annotation = comment[4..].trim_start().starts_with('{');
            kept.push_str(&rest[..start]);
            if !is_annotation || self.hash(comment).is_multiple_of(2) {
                kept.push_str(comment);
            }
            rest = &rest[end..];
        }
        kept + rest
    }
}

fn without_front_matter(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    let rest = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---"));
    rest.and_then(|(_, rest)| rest.split_once('\n')).map_or(text, |(_, rest)| rest)
}

/// Collects the words in first cells of table rows, names of JSON members, request paths, and titles of resource pages.
fn collect(text: &str, names: &mut BTreeSet<String>) {
    let mut is_code = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.starts_with("```") {
            is_code = !is_code;
        } else if is_code {
            let member =
                bare.strip_prefix('"').and_then(|rest| rest.split_once("\":").or_else(|| rest.split_once("\" :")));
            names.extend(member.and_then(|(name, _)| word(name)));
            let target =
                ["GET ", "POST ", "PUT ", "PATCH ", "DELETE "].iter().find_map(|method| bare.strip_prefix(method));
            let path = target.map(|target| {
                target.split_once("://").map_or(target, |(_, rest)| rest).split(['?', ' ']).next().unwrap_or_default()
            });
            names.extend(path.into_iter().flat_map(|path| path.split('/').skip(1)).filter_map(word));
        } else if let Some(row) = bare.strip_prefix('|') {
            names.extend(row.split('|').next().and_then(|cell| word(cell.trim().trim_matches(['*', '`']))));
        } else if let Some(title) = bare.strip_prefix("# ").and_then(|title| title.strip_suffix(" resource type")) {
            names.extend(word(title));
        }
    }
}

/// Returns `text` if it is one word in camel case or in lower case.
fn word(text: &str) -> Option<String> {
    let is_word =
        text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word.then(|| text.to_owned())
}

fn singular(word: &str) -> String {
    match word {
        _ if word.len() < 4 || word.ends_with("ss") => word.to_owned(),
        _ if word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// Every word in a string literal in the source code of the parser or the mock, in lower case.
fn words_of_the_reader() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in ["decl", "link", "page", "text", "mock"] {
        literals(&sources.join(folder), &mut words);
    }
    literals(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/server"), &mut words);
    words
}

fn literals(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the reader").flatten() {
        let path = entry.path();
        if path.is_dir() {
            literals(&path, words);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a file of the reader");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            for literal in code.split('"').skip(1).step_by(2) {
                let of_literal = literal.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
                words.extend(of_literal.map(str::to_lowercase));
            }
        }
    }
}
