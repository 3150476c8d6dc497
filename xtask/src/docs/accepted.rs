//! The API changes that a team accepts, from `accepted.toml` in the docs folder.
//!
//! ```toml
//! [[accepted]]
//! id = "property-removed/microsoft.graph.lamp.gone"
//! reason = "no client reads it"
//! until = "2027-01-01"
//! ```
//!
//! An entry without a reason or an end date is an error, because later nobody would know whether the entry still
//! applies.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use jiff::civil::Date;
use serde::Deserialize;

use crate::disk::{self, FileKind};
use crate::folders::shown;

/// The name of the file with accepted changes in the docs folder.
pub(crate) const FILE: &str = "accepted.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(default)]
    accepted: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    reason: String,
    until: Day,
}

/// A day as a string or as a date of TOML: `"2027-01-01"` or `2027-01-01`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Text(String),
    Date(toml::value::Datetime),
}

/// An entry of the file: a change that `diff --deny` does not refuse.
pub(crate) struct Accepted {
    /// The id of the change, as `diff` prints it.
    pub(crate) id: String,
    /// The reason for accepting the change.
    pub(crate) reason: String,
    /// The last day on which the change is accepted.
    pub(crate) until: Date,
}

/// Reads the entries of the file; without the file the list is empty.
pub(crate) fn read(docs: &Path) -> Result<Vec<Accepted>> {
    let path = docs.join(FILE);
    if disk::kind(&path)? != FileKind::File {
        return Ok(Vec::new());
    }
    let text = String::from_utf8(disk::read(&path)?).with_context(|| format!("`{}`", shown(&path)))?;
    parse(&text).with_context(|| format!("`{}`", shown(&path)))
}

fn parse(text: &str) -> Result<Vec<Accepted>> {
    let entries: Entries = toml::from_str(text)?;
    entries.accepted.into_iter().map(accepted).collect()
}

fn accepted(entry: Entry) -> Result<Accepted> {
    let Entry { id, reason, until } = entry;
    if reason.trim().is_empty() {
        bail!("the entry `{id}` gives no reason");
    }
    let until = match until {
        Day::Text(text) => text,
        Day::Date(date) => date.to_string(),
    };
    // The parser's own error is left out, because it describes details of date formats that are of no use here.
    let until =
        until.parse().map_err(|_| anyhow!("the entry `{id}`: `until` is no day such as 2027-01-31: {until}"))?;
    Ok(Accepted { id, reason, until })
}

/// Today's date in UTC.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accepted_change_needs_an_id_a_reason_and_a_date() {
        for day in ["\"2027-01-31\"", "2027-01-31"] {
            let text = format!("[[accepted]]\nid = \"a/b\"\nreason = \"nobody\"\nuntil = {day}\n");
            let accepted = parse(&text).expect("a sound file");
            assert_eq!((accepted[0].id.as_str(), accepted[0].until), ("a/b", jiff::civil::date(2027, 1, 31)));
        }
        for wrong in [
            "accepted = 1",
            "[[accept]]",
            "[[accepted]]\nid = \"a\"\nreason = \"b\"",
            "[[accepted]]\nid = \"a\"\nreason = \" \"\nuntil = \"2027-01-31\"",
            "[[accepted]]\nid = \"a\"\nreason = \"b\"\nuntil = \"soon\"",
            "[[accepted]]\nid = \"a\"\nreason = \"b\"\nuntil = \"2027-01-31\"\nwhy = \"c\"",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
