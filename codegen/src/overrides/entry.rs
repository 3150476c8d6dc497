//! The entries of a TOML table. A reader takes each entry whose key it knows; the entries that are left are reported.

use std::collections::BTreeSet;

use compact_str::CompactString;
use toml::Spanned as Located;
use toml::de::{DeTable, DeValue};

use crate::source::{SourceId, Span};

/// The text of `overrides.toml`, which is needed to turn ranges of bytes into [`Span`]s.
#[derive(Clone, Copy)]
pub(super) struct SettingsText<'s> {
    pub(super) id: SourceId,
    pub(super) text: &'s str,
}

/// An entry `key = value` of a table.
#[derive(Clone)]
pub(super) struct Entry<'v, 's> {
    pub(super) key: &'v str,
    pub(super) key_span: Span,
    pub(super) value: &'v DeValue<'s>,
    pub(super) span: Span,
}

/// The entries of one table that no reader has taken yet, in the order of the file.
pub(super) struct Entries<'v, 's>(Vec<Entry<'v, 's>>);

impl SettingsText<'_> {
    /// The place of a range of bytes. An offset inside a character becomes that of its first byte.
    pub(super) fn span(self, range: std::ops::Range<usize>) -> Span {
        let floor = |mut at: usize| {
            at = at.min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(range.start);
        Span::new(self.id, start..floor(range.end).max(start))
    }
}

impl<'v, 's> Entries<'v, 's> {
    pub(super) fn of(text: SettingsText<'_>, table: &'v DeTable<'s>) -> Entries<'v, 's> {
        let mut entries: Vec<Entry<'v, 's>> = table
            .iter()
            .map(|(key, value): (&Located<_>, &Located<DeValue<'s>>)| {
                let key_span = text.span(key.span());
                // For `[a.b]`, the parser may report a value that starts before its key.
                let value_span = text.span(value.span());
                let span = if value_span.start >= key_span.end { key_span.to(value_span) } else { key_span };
                Entry { key: key.get_ref().as_ref(), key_span, value: value.get_ref(), span }
            })
            .collect();
        entries.sort_by_key(|entry| (entry.span.start, entry.span.end));
        Entries(entries)
    }

    /// Takes the entry with a key out of the list; `None` if there is none.
    pub(super) fn take(&mut self, key: &str) -> Option<Entry<'v, 's>> {
        let at = self.0.iter().position(|entry| entry.key == key)?;
        Some(self.0.remove(at))
    }

    /// Returns the entries that no reader has taken.
    pub(super) fn rest(self) -> Vec<Entry<'v, 's>> {
        self.0
    }
}

/// Collects the byte offset of each key in a table and in the tables inside it.
pub(super) fn key_starts(table: &DeTable<'_>, starts: &mut BTreeSet<usize>) {
    for (key, value) in table.iter() {
        let (key, value): (&Located<_>, &Located<DeValue<'_>>) = (key, value);
        starts.insert(key.span().start);
        if let DeValue::Table(inner) = value.get_ref() {
            key_starts(inner, starts);
        }
    }
}

impl<'v, 's> Entry<'v, 's> {
    pub(super) fn text(&self) -> Option<&'v str> {
        match self.value {
            DeValue::String(text) => Some(text.as_ref()),
            _ => None,
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<i64> {
        match self.value {
            DeValue::Integer(value) => i64::from_str_radix(value.as_str(), value.radix()).ok(),
            _ => None,
        }
    }

    /// The strings of a value that is one string or an array of strings. `None` for any other value.
    pub(super) fn texts(&self) -> Option<Vec<CompactString>> {
        match self.value {
            DeValue::String(text) => Some(vec![text.as_ref().into()]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Some(text.as_ref().into()),
                    _ => None,
                })
                .collect(),
            _ => None,
        }
    }

    /// The elements of an array, or the value itself if it is no array.
    pub(super) fn elements(&self) -> Vec<&'v DeValue<'s>> {
        match self.value {
            DeValue::Array(items) => items.iter().map(|item| item.get_ref()).collect(),
            value => vec![value],
        }
    }

    pub(super) fn table(&self) -> Option<&'v DeTable<'s>> {
        match self.value {
            DeValue::Table(table) => Some(table),
            _ => None,
        }
    }
}
