//! Reads tables of contents with a YAML parser, in any form that YAML allows.

use serde_yaml::Value;

use super::entry::{Contents, Entry, TARGETS};
use crate::source::{SourceId, Span, Spanned};

/// The length in bytes up to which files are parsed. A longer file is reported instead.
const LONGEST: usize = 1 << 23;

/// After the target of one entry, the target of the next entry is searched for in this many bytes.
const WINDOW: usize = 1 << 14;

/// Why a text is not YAML, and the line of the error, counted from 1.
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) message: String,
}

/// Reads a table of contents. The YAML parser does not tell where a value stands in the text. So the text is searched
/// for each target (the value of `href`, for instance), from the target of the previous entry on. If the text spells
/// the target differently, for instance with escapes, the target gets an empty byte range.
pub(super) fn read(id: SourceId, text: &str) -> Result<Contents, Fault> {
    if text.len() > LONGEST {
        return Err(Fault { line: 1, message: "it is too long".to_owned() });
    }
    let value: Value = serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |place| place.line());
        Fault { line, message: error.to_string() }
    })?;
    let mut targets = Vec::new();
    collect(&value, &mut targets);
    let mut from = 0;
    let mut entries = Vec::with_capacity(targets.len());
    for target in targets {
        let end = (from + WINDOW..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let place = text[from..end].find(target).map(|at| from + at..from + at + target.len());
        let place = place.unwrap_or(from..from);
        from = place.end;
        let target = Some(Spanned { value: target.to_owned(), span: Span::new(id, place) });
        entries.push(Entry { target, name: None, layout: None });
    }
    Ok(Contents { entries })
}

/// Collects the targets of the entries and of those under their `items`, in order.
fn collect<'v>(value: &'v Value, targets: &mut Vec<&'v str>) {
    match value {
        Value::Sequence(entries) => entries.iter().for_each(|entry| collect(entry, targets)),
        Value::Mapping(pairs) => {
            for (key, value) in pairs {
                let key = key.as_str().unwrap_or_default();
                if key == "items" {
                    collect(value, targets);
                } else if let Some(target) = value.as_str().filter(|_| TARGETS.contains(&key)) {
                    targets.push(target.trim());
                }
            }
        }
        Value::Tagged(tagged) => collect(&tagged.value, targets),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
