//! Names placeholders uniquely within a template, and writes the path with these names.

use std::borrow::Cow;

use super::builder::Builder;
use crate::api::{Piece, Segment, Template};
use crate::text::singular::singular;

impl Builder {
    /// Gives each placeholder its name, and writes the path with these names.
    pub(super) fn finish(mut self) -> Template {
        let plain: Vec<String> = self.placeholders.iter().map(|placeholder| identifier(&placeholder.raw)).collect();
        let mut names: Vec<String> = Vec::new();
        for (index, name) in plain.iter().enumerate() {
            let repeated = plain.iter().filter(|other| *other == name).count() > 1;
            let owner = if repeated { self.owner(index) } else { None };
            let mut chosen = match owner {
                Some(owner) => identifier(&format!("{owner} {name}")),
                None => name.clone(),
            };
            let mut number = 2;
            while names.contains(&chosen) {
                chosen = format!("{}{number}", chosen.trim_end_matches(|c: char| c.is_ascii_digit()));
                number += 1;
            }
            names.push(chosen);
        }
        for (placeholder, name) in self.placeholders.iter_mut().zip(names) {
            placeholder.name = name.into();
        }
        let path = self.path();
        self.segments.shrink_to_fit();
        self.placeholders.shrink_to_fit();
        Template { path, segments: self.segments, placeholders: self.placeholders, query: self.query }
    }

    /// The word before a key, in the singular: `message` for the second `{id}` of `/users/{id}/messages/{id}`. It
    /// distinguishes keys that have the same name on the page. `None` if no word stands before the key.
    fn owner(&self, placeholder: usize) -> Option<String> {
        if let Some(collection) = self.segments.iter().find_map(|segment| keyed(segment, placeholder)) {
            return Some(singular(collection));
        }
        let at = self.segments.iter().position(|segment| match segment {
            Segment::Key(index) => *index == placeholder,
            Segment::Mixed(pieces) => pieces.contains(&Piece::Placeholder(placeholder)),
            Segment::Literal(_) | Segment::Call { .. } | Segment::Cast(_) => false,
        })?;
        self.segments[..at].iter().rev().find_map(|segment| match segment {
            Segment::Literal(word) if !word.starts_with('$') => Some(singular(word.trim_end_matches(':'))),
            Segment::Call { name, .. } => Some(name.to_string()),
            Segment::Literal(_) | Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => None,
        })
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for segment in &self.segments {
            path.push('/');
            match segment {
                Segment::Literal(word) | Segment::Cast(word) => path.push_str(word),
                Segment::Key(index) => self.write(&Piece::Placeholder(*index), &mut path),
                Segment::Mixed(pieces) => pieces.iter().for_each(|piece| self.write(piece, &mut path)),
                Segment::Call { name, arguments } => {
                    path.push_str(name);
                    path.push('(');
                    for (index, argument) in arguments.iter().enumerate() {
                        let quote = if argument.quoted && !argument.list { "'" } else { "" };
                        path.push_str(if index > 0 { "," } else { "" });
                        if let Some(name) = &argument.name {
                            path.push_str(name);
                            path.push('=');
                        }
                        path.push_str(&argument.prefix);
                        path.push_str(quote);
                        self.write(&argument.value, &mut path);
                        path.push_str(quote);
                    }
                    path.push(')');
                }
            }
        }
        path
    }

    fn write(&self, piece: &Piece, path: &mut String) {
        match piece {
            Piece::Literal(text) => path.push_str(text),
            Piece::Placeholder(index) => {
                path.push('{');
                path.push_str(&self.placeholders[*index].name);
                path.push('}');
            }
        }
    }
}

/// The collection of which a placeholder is the key, if the key is in parentheses: `depots` for `depots({id})`.
fn keyed(segment: &Segment, placeholder: usize) -> Option<&str> {
    let name = segment.keyed_collection()?;
    let Segment::Call { arguments, .. } = segment else { return None };
    arguments.iter().any(|argument| argument.value == Piece::Placeholder(placeholder)).then_some(name)
}

/// The camelCase identifier for the words of a placeholder: `id | userPrincipalName` → `idOrUserPrincipalName`.
fn identifier(raw: &str) -> String {
    let raw = if raw.contains('|') { Cow::Owned(raw.replace('|', " or ")) } else { Cow::Borrowed(raw) };
    let mut name = String::new();
    for word in raw.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if name.is_empty() => {
                let rest = letters.as_str();
                let shout = !rest.is_empty() && word.chars().all(|c| !c.is_lowercase());
                if shout {
                    name.push_str(&word.to_lowercase());
                } else {
                    name.extend(first.to_lowercase());
                    name.push_str(rest);
                }
            }
            Some(first) => {
                name.extend(first.to_uppercase());
                name.push_str(letters.as_str());
            }
            None => {}
        }
    }
    if name.is_empty() { "value".to_owned() } else { name }
}
