//! The command lines that messages of `gen` tell the user to run.

use crate::flags::Gen;
use crate::out::manifest::Memory;
use crate::out::{choice, settings};

/// The `lint` command that lists all findings on the pages that `gen` reads with `flags`. `lint` does not read the
/// manifest of the crate, so the command repeats the API version in `memory`, such as `--zone beta`.
pub(crate) fn lint(flags: &Gen, memory: Option<&Memory>) -> String {
    let zone = memory.and_then(|memory| memory.settings.zone());
    let zone = zone.map(|zone| format!(" --zone {zone}")).unwrap_or_default();
    format!("cargo xtask lint{}{zone}", docs(flags))
}

/// The `gen` command with the flags of this run, but without `--check`, so that it writes the crate.
pub(crate) fn generate(flags: &Gen) -> String {
    let mut text = format!("cargo xtask gen{}", docs(flags));
    if let Some(out) = &flags.out {
        text += &format!(" --out {}", out.display());
    }
    for setting in flags.settings() {
        text += &format!(" --set {}", settings::quoted(&setting.to_string()));
    }
    text + &choice::flags(&flags.include, &flags.exclude)
}

fn docs(flags: &Gen) -> String {
    flags.pages.docs.as_ref().map(|docs| format!(" --docs {}", docs.display())).unwrap_or_default()
}
