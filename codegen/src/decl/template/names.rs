//! Names of placeholders, unique within a template, and the path written with them.

use super::builder::Builder;
use crate::api::{Piece, Segment, Template};

impl Builder {
    /// Names the placeholders and writes the path.
    pub(super) fn finish(mut self) -> Template {
        let owners: Vec<Option<String>> = (0..self.placeholders.len()).map(|index| self.owner(index)).collect();
        let plain: Vec<String> = self.placeholders.iter().map(|placeholder| identifier(&placeholder.raw)).collect();
        let mut names: Vec<String> = Vec::new();
        for (index, name) in plain.iter().enumerate() {
            let repeated = plain.iter().filter(|other| *other == name).count() > 1;
            let mut chosen = match &owners[index] {
                Some(owner) if repeated => identifier(&format!("{owner} {name}")),
                _ => name.clone(),
            };
            let mut number = 2;
            while names.contains(&chosen) {
                chosen = format!("{}{number}", chosen.trim_end_matches(|c: char| c.is_ascii_digit()));
                number += 1;
            }
            names.push(chosen);
        }
        for (placeholder, name) in self.placeholders.iter_mut().zip(names) {
            placeholder.name = name;
        }
        let path = self.path();
        Template { path, segments: self.segments, placeholders: self.placeholders, query: self.query }
    }

    /// The word before a key, in the singular: the item that a repeated `{id}` is the id of.
    fn owner(&self, placeholder: usize) -> Option<String> {
        let at = self.segments.iter().position(|segment| match segment {
            Segment::Key(index) => *index == placeholder,
            Segment::Mixed(pieces) => pieces.contains(&Piece::Placeholder(placeholder)),
            Segment::Literal(_) | Segment::Call { .. } | Segment::Cast(_) => false,
        })?;
        self.segments[..at].iter().rev().find_map(|segment| match segment {
            Segment::Literal(word) if !word.starts_with('$') => Some(singular(word.trim_end_matches(':'))),
            Segment::Call { name, .. } => Some(name.clone()),
            Segment::Literal(_) | Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => None,
        })
    }

    fn path(&self) -> String {
        let mut path = String::new();
        let piece = |piece: &Piece| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Placeholder(index) => format!("{{{}}}", self.placeholders[*index].name),
        };
        for segment in &self.segments {
            path.push('/');
            match segment {
                Segment::Literal(word) | Segment::Cast(word) => path.push_str(word),
                Segment::Key(index) => path.push_str(&piece(&Piece::Placeholder(*index))),
                Segment::Mixed(pieces) => pieces.iter().for_each(|part| path.push_str(&piece(part))),
                Segment::Call { name, arguments } => {
                    let arguments: Vec<String> = arguments
                        .iter()
                        .map(|argument| {
                            let quote = if argument.quoted { "'" } else { "" };
                            let name = argument.name.as_ref().map_or_else(String::new, |name| format!("{name}="));
                            format!("{name}{quote}{}{quote}", piece(&argument.value))
                        })
                        .collect();
                    path.push_str(&format!("{name}({})", arguments.join(",")));
                }
            }
        }
        path
    }
}

/// camelCase identifier of a placeholder's words: `id | userPrincipalName` → `idOrUserPrincipalName`.
fn identifier(raw: &str) -> String {
    let raw = raw.replace('|', " or ");
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

/// The singular of an English plural as paths have it: `policies`, `addresses`, `users`.
#[must_use]
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if word.ends_with("ses") && !word.ends_with("uses") || word.ends_with("xes") || word.ends_with("ches") {
        return word[..word.len() - 2].to_owned();
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        return word[..word.len() - 1].to_owned();
    }
    word.to_owned()
}
