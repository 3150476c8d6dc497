//! The command lines that a run of `gen` advises: the flags of the run in, the line out.

use crate::flags::Gen;
use crate::out::manifest::Memory;
use crate::out::{choice, settings};

/// The command that lists all findings about the same pages. Only the crate knows what `memory` has.
pub(crate) fn lint(flags: &Gen, memory: Option<&Memory>) -> String {
    let zone = memory.and_then(|memory| memory.settings.zone());
    let zone = zone.map(|zone| format!(" --zone {zone}")).unwrap_or_default();
    format!("cargo xtask lint{}{zone}", docs(flags))
}

/// The same run, without `--check`.
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
