//! The settings for the written crate, most of them for its manifest, from `crate.toml` in the docs folder.
//!
//! ```toml
//! name = "contoso-models"
//! version = "1.2.0"
//! license = "MIT"
//! repository = "https://git.contoso.com/api"
//! authors = ["Contoso <api@contoso.com>"]
//! runtime = { version = "0.1" }
//! zone = "beta"
//! ```
//!
//! The keys are those of cargo's `package` section, keys for the crate documentation, and the API version (`zone`) that
//! every command reads where a page has parts for several. The runtime comes from the registry (`version`), a Git
//! repository (`git`, with `rev`, `tag` or `branch`) or a folder (`path`, relative to the docs folder).

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::disk::{self, FileKind};
use crate::folders::{self, shown};
use crate::out::settings::{self, Setting, Settings};

/// The name of the file with settings of the crate in the docs folder.
pub(crate) const FILE: &str = "crate.toml";

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, a list of texts, or a table of texts")]
enum Value {
    Text(String),
    List(Vec<String>),
    Table(std::collections::BTreeMap<String, String>),
}

/// Reads the settings. Without the file there are none. The file gives `runtime.path` relative to the docs folder; the
/// returned setting is relative to `out`, the folder of the crate.
pub(crate) fn read(docs: &Path, out: &Path) -> Result<Settings> {
    read_with(docs, &|runtime| folders::relative_to(out, &docs.join(runtime)))
}

/// The API version that a command reads where a page has parts for several: from its flag `--zone`, or else from
/// `crate.toml`. Empty if neither is set, which means `v1.0`.
pub(crate) fn zone(flag: Option<&Setting>, docs: &Path) -> Result<String> {
    let mut given = Settings::default();
    flag.into_iter().cloned().for_each(|setting| given.add(setting));
    let file = read_with(docs, &|runtime| Ok(runtime.to_owned()))?;
    Ok(settings::zone(&[&given, &file]))
}

fn read_with(docs: &Path, seen_from_out: &dyn Fn(&str) -> Result<String>) -> Result<Settings> {
    let path = docs.join(FILE);
    if disk::kind(&path)? != FileKind::File {
        return Ok(Settings::default());
    }
    let parse = || {
        let text = String::from_utf8(disk::read(&path)?)?;
        parse(&text, seen_from_out)
    };
    parse().with_context(|| format!("`{}`", shown(&path)))
}

fn parse(text: &str, seen_from_out: &dyn Fn(&str) -> Result<String>) -> Result<Settings> {
    let entries: std::collections::BTreeMap<String, Value> = toml::from_str(text)?;
    let mut settings = Settings::default();
    let mut add = |key: &str, value: &str| -> Result<()> {
        let value = if key == "runtime.path" { seen_from_out(value)? } else { value.to_owned() };
        settings.add(Setting::new(key, &value)?);
        Ok(())
    };
    for (key, value) in &entries {
        match value {
            Value::Text(text) => add(key, text)?,
            Value::List(items) => items.iter().try_for_each(|item| add(key, item))?,
            Value::Table(fields) => fields.iter().try_for_each(|(field, text)| add(&format!("{key}.{field}"), text))?,
        }
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_of_crate_toml_becomes_a_setting() {
        let text = "name = \"a-b\"\nauthors = [\"A\", \"B\"]\nruntime = { path = \"../r\" }\n";
        let settings = parse(text, &|path| Ok(format!("seen/{path}"))).expect("a sound file");
        let lines: Vec<String> = settings.iter().map(|setting| setting.to_string()).collect();
        assert_eq!(lines, ["authors=A", "authors=B", "name=a-b", "runtime.path=seen/../r"]);
        for wrong in ["name = 1", "colour = \"red\"", "version = \"x\"", "runtime = { colour = \"red\" }", "name"] {
            assert!(parse(wrong, &|path| Ok(path.to_owned())).is_err(), "{wrong}");
        }
    }
}
