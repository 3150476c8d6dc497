//! Reads `lint.toml` in a docs folder, which sets the level of findings.
//!
//! ```toml
//! [levels]
//! D0904 = "off"
//!
//! [folder."api/old"]
//! D0701 = "note"
//! ```
//!
//! Several of the named folders may contain a page, such as `api` and `api/old`. Of those that set a level for the code
//! of a finding, the one with the longest path decides. If there is none, `[levels]` decides, or else the default of
//! the code.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use graph_codegen::code::Code;
use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::Sources;
use toml::de::{DeTable, DeValue};

use crate::disk::{self, FileKind};
use crate::folders::shown;

/// The name of the file with levels of findings in the docs folder.
const NAME: &str = "lint.toml";

/// Reads `lint.toml` in a docs folder. Without this file each code has its default level.
pub(crate) fn read(docs: &Path) -> Result<Settings> {
    let file = docs.join(NAME);
    if disk::kind(&file)? != FileKind::File {
        return Ok(Settings::default());
    }
    let text = String::from_utf8_lossy(&disk::read(&file)?).into_owned();
    Settings::parse(&text).with_context(|| format!("`{}` is wrong", shown(&file)))
}

/// The levels that `lint.toml` sets: by folder (`""` for all pages) and then by code. The level `None` means that the
/// findings are not reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    folders: BTreeMap<String, BTreeMap<&'static str, Option<Severity>>>,
}

impl Settings {
    /// Parses the text of `lint.toml`.
    pub(crate) fn parse(text: &str) -> Result<Settings> {
        let table = DeTable::parse(text).map_err(|error| anyhow!("{}", error.message()))?;
        let mut settings = Settings::default();
        for (key, value) in table.get_ref() {
            let DeValue::Table(table) = value.get_ref() else { bail!("expected a table `[{}]`", key.get_ref()) };
            match key.get_ref().as_ref() {
                "levels" => settings.add("", table)?,
                "folder" => {
                    for (folder, value) in table {
                        let folder = folder.get_ref();
                        let DeValue::Table(table) = value.get_ref() else { bail!("expected a table for `{folder}`") };
                        settings.add(folder.trim_matches('/'), table).with_context(|| format!("folder `{folder}`"))?;
                    }
                }
                other => bail!("expected `levels` or `folder`, found `{other}`"),
            }
        }
        Ok(settings)
    }

    fn add(&mut self, folder: &str, table: &DeTable<'_>) -> Result<()> {
        for (id, level) in table {
            let id = id.get_ref();
            let code = Code::find(id).with_context(|| format!("there is no code `{id}`"))?;
            let DeValue::String(level) = level.get_ref() else { bail!("expected a text as the level of `{id}`") };
            let level = match level.as_ref() {
                "error" => Some(Severity::Error),
                "warning" => Some(Severity::Warning),
                "note" => Some(Severity::Note),
                "off" => None,
                other => bail!("`{id}`: expected `error`, `warning`, `note` or `off`, found `{other}`"),
            };
            self.folders.entry(folder.to_owned()).or_default().insert(code.id(), level);
        }
        Ok(())
    }

    /// Sets the level of each finding, and removes the findings that are not reported.
    pub(crate) fn apply(&self, sources: &Sources, findings: &mut Vec<Diagnostic>) {
        findings.retain_mut(|finding| {
            let level = self.level(&sources.get(finding.span.source).path, finding.code);
            finding.level = level;
            level.is_some()
        });
    }

    /// The folders that the settings name and that contain none of these pages.
    pub(crate) fn empty_folders<'p>(&self, pages: impl Iterator<Item = &'p str>) -> Vec<&str> {
        let mut empty: Vec<&str> =
            self.folders.keys().map(String::as_str).filter(|folder| !folder.is_empty()).collect();
        pages.for_each(|page| empty.retain(|folder| !contains(folder, page)));
        empty
    }

    /// The level of a finding on `page`; `None` if it is not reported.
    pub(crate) fn level(&self, page: &str, code: Code) -> Option<Severity> {
        let set = self.folders.iter().filter(|(folder, _)| contains(folder, page));
        let set = set.filter_map(|(folder, levels)| Some((folder.len(), *levels.get(code.id())?)));
        set.max_by_key(|(length, _)| *length).map_or(Some(code.severity()), |(_, level)| level)
    }
}

fn contains(folder: &str, page: &str) -> bool {
    folder.is_empty() || page.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_codegen::code::INVALID_UTF8;

    #[test]
    fn the_level_of_the_longest_matching_folder_counts() {
        let text =
            "[levels]\nD0101 = \"warning\"\n[folder.\"api/old\"]\nd0101 = \"off\"\n[folder.api]\nD0101 = \"note\"\n";
        let settings = Settings::parse(text).expect("settings");
        for (page, level) in [
            ("a.md", Some(Severity::Warning)),
            ("api/a.md", Some(Severity::Note)),
            ("api/old/a.md", None),
            ("api/older/a.md", Some(Severity::Note)),
        ] {
            assert_eq!(settings.level(page, INVALID_UTF8), level, "{page}");
        }
        assert_eq!(Settings::default().level("a.md", INVALID_UTF8), Some(Severity::Error));
    }

    #[test]
    fn a_folder_without_pages_is_named() {
        let text =
            "[levels]\nD0101 = \"note\"\n[folder.\"api/old\"]\nD0101 = \"off\"\n[folder.apis]\nD0101 = \"off\"\n";
        let settings = Settings::parse(text).expect("settings");
        assert_eq!(settings.empty_folders(["a.md", "api/old/a.md"].into_iter()), ["apis"]);
    }

    #[test]
    fn invalid_settings_are_refused() {
        for (text, problem) in [
            ("[levels]\nD9999 = \"off\"\n", "there is no code `D9999`"),
            ("[levels]\nD0101 = \"loud\"\n", "found `loud`"),
            ("[level]\n", "found `level`"),
            ("levels = 1\n", "expected a table"),
            ("[levels\n", ""),
        ] {
            let error = format!("{:#}", Settings::parse(text).expect_err("no settings"));
            assert!(error.contains(problem), "{error}");
        }
    }
}
