//! Compares the JSON that was read with the JSON that was written.
//!
//! In: two JSON values. Out: nothing, or the pointer of the first difference. Invariant: strings that differ are
//! accepted only where [`Respelled`] allows another spelling.

use super::pointer::escaped;
use graph_runtime::Json;

/// The pointers of the strings that may be written in another spelling than they were read.
#[derive(Default)]
pub(crate) struct Respelled {
    /// The pointers of the enumeration members in the body, such as `/status`.
    pub(crate) members: Vec<String>,
    /// The pointers of lists that were kept as JSON, because one of their elements does not fit the element type.
    /// Strings in such a list may be written in another spelling: the elements before the one that does not fit were
    /// already read as values, and then converted back to JSON.
    pub(crate) lists: Vec<String>,
    /// Whether every string may be written in another letter case than it was read. It is set for bodies that are
    /// compared as plain JSON, where enumeration members look like any other string.
    pub(crate) any_case: bool,
}

impl Respelled {
    fn contains(&self, pointer: &str) -> bool {
        let is_within = |list: &String| pointer.strip_prefix(list.as_str()).map(|rest| rest.starts_with('/'));
        self.members.iter().any(|member| member == pointer)
            || self.lists.iter().any(|list| is_within(list) == Some(true))
    }
}

/// Checks that `written` has the same values as `read`.
///
/// # Errors
///
/// The first difference.
pub(crate) fn check_equal(
    read: &Json,
    written: &Json,
    pointer: &mut String,
    respelled: &Respelled,
) -> Result<(), String> {
    let length = pointer.len();
    match (read, written) {
        (Json::Object(left), Json::Object(right)) => {
            for (name, value) in left {
                pointer.push('/');
                pointer.push_str(&escaped(name));
                let Some(other) = right.get(name) else {
                    return Err(format!("{pointer} is lost"));
                };
                check_equal(value, other, pointer, respelled)?;
                pointer.truncate(length);
            }
            // A page of results that was read without `value` is written with an empty list `value`.
            let empty_page = |name: &str, value: &Json| name == "value" && value.as_array().is_some_and(Vec::is_empty);
            let added = right.iter().find(|(name, value)| !left.contains_key(*name) && !empty_page(name, value));
            added.map_or(Ok(()), |(name, _)| Err(format!("{pointer}/{name} was not there")))
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            for (index, (value, other)) in left.iter().zip(right).enumerate() {
                pointer.push_str(&format!("/{index}"));
                check_equal(value, other, pointer, respelled)?;
                pointer.truncate(length);
            }
            Ok(())
        }
        (Json::Number(left), Json::Number(right)) if left == right || left.as_f64() == right.as_f64() => Ok(()),
        // A service writes `Edm.Int64` as a string if the client asks for that with `IEEE754Compatible=true`.
        (Json::String(left), Json::Number(right)) if left.parse().ok() == right.as_i64() => Ok(()),
        (Json::String(_), Json::String(_)) if respelled.contains(pointer) => Ok(()),
        (Json::String(left), Json::String(right)) if respelled.any_case && left.eq_ignore_ascii_case(right) => Ok(()),
        _ if read == written => Ok(()),
        _ => Err(format!("{pointer} was {read} and is {written}")),
    }
}
