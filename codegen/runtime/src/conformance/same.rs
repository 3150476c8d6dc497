//! Equality of what was read and what was written.
//!
//! In: two JSON values. Out: nothing, or where they differ.
//! Invariant: only spellings that mean the same value are taken for equal.

use super::escaped;
use crate::Json;

/// Where a text may come back in another spelling.
#[derive(Default)]
pub(super) struct Respelled {
    /// Enumeration members.
    pub(super) members: Vec<String>,
    /// Lists that are kept because an element does not fit: the members of the objects before it have been read.
    pub(super) lists: Vec<String>,
}

impl Respelled {
    fn contains(&self, pointer: &str) -> bool {
        let after = |list: &String| pointer.strip_prefix(list.as_str()).map(|rest| rest.starts_with('/'));
        self.members.iter().any(|member| member == pointer) || self.lists.iter().any(|list| after(list) == Some(true))
    }
}

/// Whether `written` says what `read` said; else where it does not.
pub(super) fn same(read: &Json, written: &Json, pointer: &mut String, respelled: &Respelled) -> Result<(), String> {
    let length = pointer.len();
    match (read, written) {
        (Json::Object(left), Json::Object(right)) => {
            for (name, value) in left {
                pointer.push('/');
                pointer.push_str(&escaped(name));
                let Some(other) = right.get(name) else {
                    return Err(format!("{pointer} is lost"));
                };
                same(value, other, pointer, respelled)?;
                pointer.truncate(length);
            }
            // A page without its list is an empty page.
            let empty_page = |name: &str, value: &Json| name == "value" && value.as_array().is_some_and(Vec::is_empty);
            let added = right.iter().find(|(name, value)| !left.contains_key(*name) && !empty_page(name, value));
            added.map_or(Ok(()), |(name, _)| Err(format!("{pointer}/{name} was not there")))
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            for (index, (value, other)) in left.iter().zip(right).enumerate() {
                pointer.push_str(&format!("/{index}"));
                same(value, other, pointer, respelled)?;
                pointer.truncate(length);
            }
            Ok(())
        }
        (Json::Number(left), Json::Number(right)) if left == right || left.as_f64() == right.as_f64() => Ok(()),
        // `Edm.Int64` comes as a string where the client asked for it.
        (Json::String(left), Json::Number(right)) if left.parse().ok() == right.as_i64() => Ok(()),
        (Json::String(_), Json::String(_)) if respelled.contains(pointer) => Ok(()),
        _ if read == written => Ok(()),
        _ => Err(format!("{pointer} was {read} and is {written}")),
    }
}
