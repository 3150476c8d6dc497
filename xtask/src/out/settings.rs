//! The settings of the generated crate, most of them for its `Cargo.toml`.
//!
//! They come from three places, the first of which has precedence: the flags of this run; the flags of earlier runs,
//! which the manifest of the out folder stores, one line for each value; `crate.toml` in the docs folder. A flag with
//! an empty value removes what earlier runs stored for the setting.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Result, anyhow, bail};
use graph_codegen::{Options, Package, Runtime};

use crate::folders;

/// The default package name of the crate.
pub(crate) const DEFAULT_NAME: &str = "graph-models";

/// The name of the setting for the API version to read where a page has zones or monikers for several versions.
pub(crate) const ZONE: &str = "zone";

/// The name of the setting that says whether the types are in a crate of their own.
const TYPES: &str = "types";

/// The value of [`TYPES`] that puts the types in a crate of their own.
const APART: &str = "apart";

/// The names of all settings, most of them as in cargo's `package` section, and whether each takes several values.
const KEYS: &[(&str, bool)] = &[
    ("name", false),
    ("title", false),
    ("about", true),
    ("service-root", false),
    ("version", false),
    ("description", false),
    ("license", false),
    ("repository", false),
    ("homepage", false),
    ("documentation", false),
    ("authors", true),
    ("categories", true),
    ("keywords", true),
    ("rust-version", false),
    ("runtime.version", false),
    ("runtime.git", false),
    ("runtime.rev", false),
    ("runtime.tag", false),
    ("runtime.branch", false),
    ("runtime.path", false),
    (TYPES, false),
    (ZONE, false),
];

/// The settings that begin with this prefix say where the runtime comes from. They belong together: if a flag sets
/// one of them, all such settings from earlier runs and from `crate.toml` are ignored.
const SOURCE: &str = "runtime.";

/// A setting with its value, such as `version=1.2.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    key: &'static str,
    value: String,
}

/// The settings by name, each with its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings(BTreeMap<&'static str, Vec<String>>);

impl FromStr for Setting {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Setting> {
        let (key, value) = text.split_once('=').context("expected KEY=VALUE, such as `version=1.2.0`")?;
        Setting::new(key.trim(), value.trim())
    }
}

impl Display for Setting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}={}", self.key, self.value)
    }
}

impl Setting {
    /// Checks a setting. An unknown name, or a value that is invalid for it, is an error.
    pub(crate) fn new(key: &str, value: &str) -> Result<Setting> {
        let known = KEYS.iter().find(|(known, _)| *known == key);
        let Some((key, _)) = known else {
            let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
            bail!("`{key}` is no key; there are {}", keys.join(", "));
        };
        if value.chars().any(char::is_control) {
            bail!("the value of `{key}` has a control character");
        }
        let check = match *key {
            "name" => is_package_name,
            "service-root" => is_service_root,
            TYPES => is_place_of_types,
            ZONE => is_zone,
            "version" => is_version,
            "rust-version" => is_rust_version,
            _ => |_: &str| Ok(()),
        };
        if !value.is_empty() {
            check(value).map_err(|expected| anyhow!("`{value}` is no `{key}`: expected {expected}"))?;
        }
        Ok(Setting { key, value: value.to_owned() })
    }
}

impl Settings {
    /// Adds the value of a setting. If the setting takes only one value, the new value replaces the earlier value.
    pub(crate) fn add(&mut self, setting: Setting) {
        let takes_several = KEYS.iter().any(|(key, several)| *key == setting.key && *several);
        let values = self.0.entry(setting.key).or_default();
        if !takes_several {
            values.clear();
        }
        if !values.contains(&setting.value) {
            values.push(setting.value);
        }
    }

    /// All settings, sorted by name. A setting with several values occurs once for each value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Setting> {
        self.0.iter().flat_map(|(key, values)| values.iter().map(|value| Setting { key, value: value.clone() }))
    }

    /// These settings, with the values of `others` for keys that are not set here. A key with an empty value counts as
    /// set. If any key of [`SOURCE`] is set here, all keys of `SOURCE` in `others` are ignored.
    fn or(mut self, others: Settings) -> Settings {
        let has_source = self.0.keys().any(|key| key.starts_with(SOURCE));
        for (key, values) in others.0 {
            if !(has_source && key.starts_with(SOURCE)) {
                self.0.entry(key).or_insert(values);
            }
        }
        self
    }

    fn without_empty(mut self) -> Settings {
        self.0.values_mut().for_each(|values| values.retain(|value| !value.is_empty()));
        self.0.retain(|_, values| !values.is_empty());
        self
    }

    /// The API version to read where a page has zones or monikers for several versions, such as `beta`; `None` if it is
    /// not set.
    pub(crate) fn zone(&self) -> Option<&str> {
        self.first(ZONE)
    }

    fn first(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|values| values.first()).map(String::as_str)
    }

    fn all(&self, key: &str) -> Vec<String> {
        self.0.get(key).cloned().unwrap_or_default()
    }
}

/// The settings that this run stores in the manifest in `out`: those in `flags`, and those in `known` (from earlier
/// runs) whose keys are not in `flags`. Settings with an empty value are left out. If `flags` has `runtime.path`, the
/// path is made relative to `out`.
pub(crate) fn remembered(flags: &[Setting], known: Settings, out: &Path) -> Result<Settings> {
    let mut given = Settings::default();
    for setting in flags {
        let mut setting = setting.clone();
        if setting.key == "runtime.path" && !setting.value.is_empty() {
            setting.value = folders::relative_to(out, Path::new(&setting.value))?;
        }
        given.add(setting);
    }
    Ok(given.or(known).without_empty())
}

/// The API version to read where a page has zones or monikers for several versions; empty if no setting gives it. The
/// first of `ranked` that gives it has precedence.
pub(crate) fn zone(ranked: &[&Settings]) -> String {
    ranked.iter().find_map(|settings| settings.zone()).unwrap_or_default().to_owned()
}

/// Whether the setting [`TYPES`] puts the types in a crate of their own; `None` if it is not set. The first of `ranked`
/// that sets it has precedence.
pub(crate) fn types_apart(ranked: &[&Settings]) -> Option<bool> {
    ranked.iter().find_map(|settings| settings.first(TYPES)).map(|place| place == APART)
}

/// The options for writing the crate in `out`. `file` has the settings of `crate.toml`. `layout.rs` decides afterwards
/// whether the types are in a crate of their own.
pub(crate) fn options(remembered: &Settings, file: Settings, out: &Path) -> Result<Options> {
    // The generated files name this command. It contains no paths of folders, because these differ between machines,
    // and `gen --check` would then report the files as changed.
    let flag = |key: &str| {
        let value = remembered.first(key).filter(|value| Some(*value) != file.first(key));
        value.map(|value| format!(" --{key} {}", quoted(value))).unwrap_or_default()
    };
    let command = format!("cargo xtask gen{}{}", flag("name"), flag(ZONE));
    let settings = remembered.clone().or(file);
    let text = |key: &str, default: String| settings.first(key).map_or(default, str::to_owned);
    let crate_name = text("name", DEFAULT_NAME.to_owned());
    let default = Package::default();
    let package = Package {
        title: text("title", default.title),
        about: settings.all("about"),
        service_root: text("service-root", default.service_root),
        version: text("version", default.version),
        description: text("description", default.description),
        license: text("license", default.license),
        repository: text("repository", default.repository),
        homepage: text("homepage", default.homepage),
        documentation: text("documentation", default.documentation),
        authors: settings.all("authors"),
        categories: settings.all("categories"),
        keywords: settings.all("keywords"),
        rust_version: text("rust-version", default.rust_version),
    };
    Ok(Options { crate_name, command, runtime: runtime(&settings, out)?, package, types_apart: false })
}

/// The source of the runtime: the one in `settings`, or else the folder in this repository, or else the registry.
fn runtime(settings: &Settings, out: &Path) -> Result<Runtime> {
    let of = |key: &str| settings.first(key).map(str::to_owned);
    let commits: Vec<(&'static str, String)> =
        ["rev", "tag", "branch"].into_iter().filter_map(|key| Some((key, of(&format!("{SOURCE}{key}"))?))).collect();
    match (of("runtime.path"), of("runtime.version"), of("runtime.git"), &commits[..]) {
        (None, None, None, []) => folders::runtime(out),
        (Some(path), None, None, []) => Ok(Runtime::Path(path)),
        (None, Some(version), None, []) => Ok(Runtime::Version(version)),
        (None, None, Some(address), []) => Ok(Runtime::Git(address, None)),
        (None, None, Some(address), [commit]) => Ok(Runtime::Git(address, Some(commit.clone()))),
        _ => bail!(
            "the runtime comes from one of `runtime.path`, `runtime.version` and `runtime.git`, the last with one of \
             `runtime.rev`, `runtime.tag` and `runtime.branch` at most"
        ),
    }
}

/// Quotes a text, so that a shell reads it as one word.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_=./:@".contains(c));
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Accepts a cargo package name that is also a valid crate name once each `-` is a `_`.
fn is_package_name(text: &str) -> Result<(), &'static str> {
    let starts_well = text.starts_with(|first: char| first.is_ascii_alphabetic());
    let goes_on_well = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let is_name = starts_well && goes_on_well && text.len() <= 64;
    is_name.then_some(()).ok_or("a letter followed by letters, digits, `-` and `_`, 64 at most")
}

/// Accepts an absolute URL without a query. Few characters are allowed, because code in the crate documentation
/// contains the URL.
fn is_service_root(text: &str) -> Result<(), &'static str> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/%@[]".contains(c));
    (is_address && is_plain).then_some(()).ok_or("an address such as `https://api.contoso.com/v1.0`")
}

/// Accepts the name of an API version: letters, digits, `-`, `_` and `.`. Pages list such names in quotes, so a name
/// with quotes or spaces could match nothing.
fn is_zone(text: &str) -> Result<(), &'static str> {
    let is_name = text.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    is_name.then_some(()).ok_or("the name of a version, such as `v1.0` or `beta`")
}

/// Accepts the values of [`TYPES`]: `apart` and `inside`.
fn is_place_of_types(text: &str) -> Result<(), &'static str> {
    matches!(text, APART | "inside").then_some(()).ok_or("`apart` (in a crate of their own) or `inside`")
}

/// Accepts `1.2.3`, also with a pre-release or build suffix of semantic versioning.
fn is_version(text: &str) -> Result<(), &'static str> {
    let (numbers, rest) = text.split_at(text.find(['-', '+']).unwrap_or(text.len()));
    let is_sound = rest.chars().all(|c| c.is_ascii_alphanumeric() || "-+.".contains(c)) && rest.len() != 1;
    let is_version = is_sound && are_numbers(numbers, 3);
    is_version.then_some(()).ok_or("three numbers, such as `1.2.0`")
}

/// Accepts `1.88` and `1.88.0`.
fn is_rust_version(text: &str) -> Result<(), &'static str> {
    let is_version = are_numbers(text, 2) || are_numbers(text, 3);
    is_version.then_some(()).ok_or("a version of Rust, such as `1.88`")
}

fn are_numbers(text: &str, count: usize) -> bool {
    let is_number =
        |part: &str| part.parse::<u64>().is_ok() && (part == "0" || !part.starts_with('0')) && !part.starts_with('+');
    text.split('.').count() == count && text.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(lines: &[&str]) -> Settings {
        let mut settings = Settings::default();
        lines.iter().for_each(|line| settings.add(line.parse().expect("a setting")));
        settings
    }

    #[test]
    fn values_that_no_crate_can_have_are_refused() {
        for right in ["name=graph-v1", "version=1.2.0-beta.1+7", "rust-version=1.88", "authors=A, B <a@b>", "license="]
        {
            assert!(right.parse::<Setting>().is_ok(), "{right}");
        }
        for wrong in [
            "version",
            "name=1graph",
            "name=../graph",
            "name=é",
            "version=1",
            "version=01.2.3",
            "version=1.2.3-",
            "version=1.2.+3",
            "rust-version=2",
            "service-root=api.contoso.com",
            "zone=v1.0,beta",
            "types=elsewhere",
            "service-root=https://api.contoso.com/?a=b",
            "colour=red",
            "description=a\nb",
        ] {
            assert!(wrong.parse::<Setting>().is_err(), "{wrong}");
        }
        assert!(format!("name={}", "a".repeat(65)).parse::<Setting>().is_err());
    }

    #[test]
    fn flags_override_remembered_values_and_an_empty_value_resets_them() {
        let flags: Vec<Setting> =
            ["version=2.0.0", "license=", "authors=A", "authors=B"].map(|text| text.parse().expect("a setting")).into();
        let known = settings(&["version=1.0.0", "license=MIT", "authors=C", "keywords=x"]);
        let remembered = remembered(&flags, known, Path::new("/out")).expect("settings");
        assert_eq!(remembered, settings(&["version=2.0.0", "authors=A", "authors=B", "keywords=x"]));
    }

    #[test]
    fn more_than_one_source_of_the_runtime_is_refused() {
        let of = |lines: &[&str]| runtime(&settings(lines), Path::new("/out"));
        assert_eq!(of(&["runtime.version=0.1"]).ok(), Some(Runtime::Version("0.1".to_owned())));
        let tagged = Runtime::Git("https://x/y".to_owned(), Some(("tag", "v1".to_owned())));
        assert_eq!(of(&["runtime.git=https://x/y", "runtime.tag=v1"]).ok(), Some(tagged));
        for wrong in [
            &["runtime.version=0.1", "runtime.path=x"][..],
            &["runtime.tag=v1"],
            &["runtime.git=https://x/y", "runtime.tag=v1", "runtime.rev=1"],
        ] {
            assert!(of(wrong).is_err(), "{wrong:?}");
        }
        // If a flag says where the runtime comes from, all settings of the file about the source of the runtime are
        // ignored.
        let both = settings(&["runtime.version=0.1"]).or(settings(&["runtime.git=https://x/y", "runtime.tag=v1"]));
        assert_eq!(both, settings(&["runtime.version=0.1"]));
    }
}
