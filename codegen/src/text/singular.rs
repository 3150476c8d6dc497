//! Plural English nouns in the singular.

/// The singular of an English plural as paths have it: `policies`, `addresses`, `users`.
#[must_use]
pub(crate) fn singular(word: &str) -> String {
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
