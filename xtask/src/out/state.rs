//! What stands in the out folder before a run: a folder and the stamps of the last run in, the manifest and what can be
//! relied on out.
//!
//! A folder that holds anything but has no manifest is somebody else's.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use foldhash::HashSet;
use graph_codegen::Fingerprints;
use graph_codegen::select::Choice;

use crate::disk::{self, Kind};
use crate::folders::shown;
use crate::out::manifest::Manifest;
use crate::out::path::{self, OutPath};
use crate::out::stamps::Stamps;

/// An out folder as a run found it.
#[derive(Default)]
pub(crate) struct Standing {
    /// The files that are ours.
    pub(crate) manifest: Manifest,
    /// The manifest's text; empty when there is none.
    pub(crate) text: String,
    /// What the folder holds, by name in lower case.
    pub(crate) names: BTreeSet<String>,
    /// The files that have the stamps that the last run left.
    pub(crate) unchanged: HashSet<String>,
}

impl Standing {
    /// Looks at `folder`. Writes nothing.
    pub(crate) fn of(folder: &Path, stamps: &Stamps) -> Result<Standing> {
        let (owned, unchanged) = rayon::join(|| owned(folder), || stamps.as_left(folder));
        Ok(Standing { unchanged, ..owned? })
    }

    /// Of what files were made of, what still tells of a file: that of files of which [`Standing::digest_as_left`] knows
    /// the digest.
    pub(crate) fn still_true(&self, mut known: Fingerprints) -> Fingerprints {
        let single: HashSet<&str> = self.manifest.single().map(|(path, _)| path.as_str()).collect();
        known.retain(|path, _| single.contains(path.as_str()) && self.is_as_left(path));
        known
    }

    /// The digest of a file that is as the last run left it. There is one, or the manifest is none that a run ended with.
    pub(crate) fn digest_as_left(&self, path: &OutPath) -> Option<&str> {
        self.manifest.only_digest(path).filter(|_| self.is_as_left(path.as_str()))
    }

    /// Whether both the file and the manifest that has its digest are as the last run left them.
    fn is_as_left(&self, path: &str) -> bool {
        self.unchanged.contains(path::MANIFEST) && self.unchanged.contains(path)
    }
}

/// The choice on record in `folder`: which part of the API the crate is about.
pub(crate) fn choice(folder: &Path) -> Result<Choice> {
    match listed(folder)? {
        Listed::Nothing | Listed::Foreign(_) => Ok(Choice::default()),
        Listed::Ours { text, .. } => Manifest::parse_choice(&text).with_context(|| damaged(folder)),
    }
}

fn owned(folder: &Path) -> Result<Standing> {
    let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect();
    match listed(folder)? {
        Listed::Nothing => Ok(Standing::default()),
        Listed::Ours { names, text } => {
            let manifest = Manifest::parse(&text).with_context(|| damaged(folder))?;
            Ok(Standing { manifest, text, names: lower(&names), ..Standing::default() })
        }
        Listed::Foreign(names) => match names.iter().find(|name| !is_tolerated(name)) {
            None => Ok(Standing { names: lower(&names), ..Standing::default() }),
            Some(name) => bail!(
                "the out folder `{}` holds files that no earlier run wrote (such as `{name}`); choose an empty folder",
                shown(folder)
            ),
        },
    }
}

/// What a folder holds.
enum Listed {
    Nothing,
    /// Names, none of them that of a manifest.
    Foreign(Vec<String>),
    /// Names, and the text of the manifest.
    Ours {
        names: Vec<String>,
        text: String,
    },
}

fn listed(folder: &Path) -> Result<Listed> {
    match disk::kind(folder)? {
        Kind::Nothing => return Ok(Listed::Nothing),
        Kind::Folder => {}
        Kind::File | Kind::Link | Kind::Other => bail!("the out folder `{}` is no folder", shown(folder)),
    }
    let names = disk::names(folder)?;
    if !names.iter().any(|name| name == path::MANIFEST) {
        return Ok(Listed::Foreign(names));
    }
    let path = folder.join(path::MANIFEST);
    if disk::kind(&path)? != Kind::File {
        bail!("`{}` is in the way: it is no regular file", shown(&path));
    }
    let text = String::from_utf8_lossy(&disk::read(&path)?).into_owned();
    Ok(Listed::Ours { names, text })
}

fn damaged(folder: &Path) -> String {
    format!("`{}` is damaged; restore it, or remove the folder", shown(&folder.join(path::MANIFEST)))
}

/// What cargo puts beside a manifest of its own, and what an interrupted first run leaves.
fn is_tolerated(name: &str) -> bool {
    name == "target" || name == "Cargo.lock" || disk::is_temporary(name)
}
