//! The manifest of an out folder: the files that runs wrote, and the flags that later runs reuse.
//!
//! The text has one line for each pattern of `--include` and `--exclude`, one for each setting, and one for each file,
//! sorted by path. It has no totals, such as a number of files. A Git diff therefore shows what changed, and branches
//! that change different pages merge without a conflict. While a run writes, and after an interrupted run, a changed
//! file is listed with both its old and its new digest.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use graph_codegen::select::{Choice, Pattern};

use crate::out::path::OutPath;
use crate::out::settings::{Setting, Settings};

const HEAD: &str = "# The files of this folder that `cargo xtask` wrote; do not edit.\n";

/// The flags of earlier runs that a run without these flags reuses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// The patterns that choose a part of the API, from `--include` and `--exclude`.
    pub(crate) choice: Choice,
    /// The values that `--set` and `--name` gave, such as the version of the crate.
    pub(crate) settings: Settings,
}

/// The files of an out folder that this program wrote, as the file `.manifest` lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The flags of earlier runs that a run without these flags reuses.
    pub(crate) memory: Memory,
    /// The path of each file with the digests that its text may have, both sorted. There is usually one digest; during
    /// a run there are the old and the new one.
    files: Vec<(OutPath, Vec<String>)>,
}

impl Manifest {
    /// A manifest that lists no files yet.
    pub(crate) fn of(memory: Memory) -> Manifest {
        Manifest { memory, files: Vec::new() }
    }

    /// Parses the text of [`Manifest::render`].
    pub(crate) fn parse(text: &str) -> Result<Manifest> {
        let mut manifest = Manifest::default();
        for (index, line) in text.lines().enumerate() {
            manifest.add_line(line).with_context(|| format!("line {}", index + 1))?;
        }
        Ok(manifest)
    }

    /// Parses only the remembered flags, so that damaged lines of files do no harm.
    pub(crate) fn parse_memory(text: &str) -> Result<Memory> {
        let mut manifest = Manifest::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with("file ")) {
            manifest.add_line(line).with_context(|| format!("line {}", index + 1))?;
        }
        Ok(manifest.memory)
    }

    /// The text of the manifest.
    pub(crate) fn render(&self) -> String {
        let mut text = HEAD.to_owned();
        let Memory { choice, settings } = &self.memory;
        for (word, patterns) in [("include", &choice.include), ("exclude", &choice.exclude)] {
            for pattern in patterns {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{word} {pattern}");
            }
        }
        for setting in settings.iter() {
            let _ = writeln!(text, "set {setting}");
        }
        for (path, digests) in &self.files {
            for digest in digests {
                text.extend(["file ", digest, " ", path.as_str(), "\n"]);
            }
        }
        text
    }

    /// Adds the digest of a text that a run writes to `path`.
    pub(crate) fn add(&mut self, path: OutPath, digest: String) {
        // Paths arrive in sorted order, except from a manifest that was merged by hand.
        let is_last = self.files.last().is_none_or(|(last, _)| *last < path);
        let place = if is_last { Err(self.files.len()) } else { self.find(&path) };
        let place = place.unwrap_or_else(|place| {
            self.files.insert(place, (path, Vec::new()));
            place
        });
        let (_, digests) = &mut self.files[place];
        if let Err(at) = digests.binary_search(&digest) {
            digests.reserve_exact(1);
            digests.insert(at, digest);
        }
    }

    /// Whether the manifest lists the file `path`.
    pub(crate) fn names(&self, path: &OutPath) -> bool {
        self.find(path).is_ok()
    }

    /// Whether the manifest lists `digest` for `path`.
    pub(crate) fn holds(&self, path: &OutPath, digest: &str) -> bool {
        self.digests(path).iter().any(|known| known == digest)
    }

    /// The digest of `path`; `None` unless the manifest has exactly one.
    pub(crate) fn only_digest(&self, path: &OutPath) -> Option<&str> {
        only(self.digests(path))
    }

    /// Each file that has exactly one digest, sorted by path.
    pub(crate) fn single(&self) -> impl Iterator<Item = (&OutPath, &str)> {
        self.files.iter().filter_map(|(path, digests)| Some((path, only(digests)?)))
    }

    /// The paths of all files, sorted.
    pub(crate) fn paths(&self) -> impl ExactSizeIterator<Item = &OutPath> {
        self.files.iter().map(|(path, _)| path)
    }

    /// Each pair of a path and one of its digests: a file with two digests occurs twice.
    pub(crate) fn into_files(self) -> impl Iterator<Item = (OutPath, String)> {
        self.files.into_iter().flat_map(|(path, digests)| digests.into_iter().map(move |digest| (path.clone(), digest)))
    }

    /// The index of a file, or the index at which it would be inserted.
    fn find(&self, path: &OutPath) -> Result<usize, usize> {
        self.files.binary_search_by(|(known, _)| known.cmp(path))
    }

    fn digests(&self, path: &OutPath) -> &[String] {
        self.find(path).map_or(&[], |place| &self.files[place].1)
    }

    fn add_line(&mut self, line: &str) -> Result<()> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "file" => {
                let (digest, path) = rest.split_once(' ').context("expected `file <digest> <path>`")?;
                self.add(OutPath::new(path)?, digest.to_owned());
            }
            "include" => add(&mut self.memory.choice.include, rest)?,
            "exclude" => add(&mut self.memory.choice.exclude, rest)?,
            "set" => self.memory.settings.add(rest.parse::<Setting>()?),
            // Earlier versions of this program wrote these lines.
            "" | "#" | "generator" | "docs" => {}
            // Conflict markers are harmless: both sides list written files, and this run rewrites the manifest.
            "<<<<<<<" | "=======" | ">>>>>>>" | "|||||||" => {}
            _ => bail!("expected `file`, found {word:?}"),
        }
        Ok(())
    }
}

fn only(digests: &[String]) -> Option<&str> {
    match digests {
        [only] => Some(only),
        _ => None,
    }
}

/// Adds a pattern unless the list has it already. A manifest that Git merged may repeat a pattern.
fn add(patterns: &mut Vec<Pattern>, text: &str) -> Result<()> {
    let pattern: Pattern = text.parse()?;
    if !patterns.contains(&pattern) {
        patterns.push(pattern);
    }
    Ok(())
}

/// The digest of the text of a written file, as the manifest lists it.
pub(crate) fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutPath {
        OutPath::new(text).expect("a plain path")
    }

    fn pattern(text: &str) -> Pattern {
        text.parse().expect("a pattern")
    }

    fn sample() -> Manifest {
        let files = [("src/lib.rs", "bb"), ("Cargo.toml", "aa"), ("src/lib.rs", "cc"), ("src/lib.rs.txt", "dd")];
        let choice = Choice { include: vec![pattern("GET /a/**"), pattern("a.b")], exclude: vec![pattern("a.c*")] };
        let mut settings = Settings::default();
        for line in ["version=1.2.0", "authors=A B", "authors=C"] {
            settings.add(line.parse().expect("a setting"));
        }
        let mut manifest = Manifest::of(Memory { choice, settings });
        for (name, digest) in files {
            manifest.add(path(name), digest.to_owned());
        }
        manifest
    }

    #[test]
    fn a_written_manifest_is_read_back() {
        assert_eq!(Manifest::parse(&sample().render()).ok(), Some(sample()));
    }

    #[test]
    fn the_text_is_sorted_with_one_line_for_each_file() {
        insta::assert_snapshot!(sample().render(), @r"
        # The files of this folder that `cargo xtask` wrote; do not edit.
        include GET /a/**
        include a.b
        exclude a.c*
        set authors=A B
        set authors=C
        set version=1.2.0
        file aa Cargo.toml
        file bb src/lib.rs
        file cc src/lib.rs
        file dd src/lib.rs.txt
        ");
    }

    #[test]
    fn a_file_has_the_digests_of_its_own_lines_only() {
        let manifest = sample();
        assert!(manifest.holds(&path("src/lib.rs"), "bb") && manifest.holds(&path("src/lib.rs"), "cc"));
        assert!(!manifest.holds(&path("src/lib.rs"), "dd") && !manifest.names(&path("src")));
    }

    #[test]
    fn a_manifest_with_merge_conflicts_lists_the_files_of_both_sides() {
        let text = "docs a\n<<<<<<< ours\nfile 1 a.rs\n=======\nfile 2 b.rs\n>>>>>>> theirs\n";
        let manifest = Manifest::parse(text).expect("a manifest");
        assert!(manifest.names(&path("a.rs")) && manifest.names(&path("b.rs")));
    }

    #[test]
    fn a_line_of_unknown_form_is_refused_with_its_number() {
        for (text, line) in [
            ("docs a\nfile 1 ../../etc/passwd\n", "line 2"),
            ("hello\n", "line 1"),
            ("include no pattern\n", "line 1"),
            ("set colour=red\n", "line 1"),
            ("file x\n", "line 1"),
        ] {
            let error = format!("{:#}", Manifest::parse(text).expect_err("no manifest"));
            assert!(error.starts_with(line), "{error}");
        }
    }
}
