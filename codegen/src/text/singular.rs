//! Converts English nouns between singular and plural.

/// The singular of an English plural, as in paths: `policy` for `policies`, `address` for `addresses`.
#[must_use]
pub(crate) fn singular(word: &str) -> String {
    if word.ends_with("series") || word.ends_with("species") {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        return word[..word.len() - 1].to_owned();
    }
    word.to_owned()
}

/// The plural of an English noun: `policies` for `policy`. [`singular`] turns the result back into the noun.
#[must_use]
pub(crate) fn plural(word: &str) -> String {
    let is_vowel = |letter: Option<char>| matches!(letter, Some('a' | 'e' | 'i' | 'o' | 'u'));
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !is_vowel(stem.chars().last())) {
        return format!("{stem}ies");
    }
    match ["ss", "x", "ch", "sh", "us"].iter().any(|end| word.ends_with(end)) {
        true => format!("{word}es"),
        false => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plural_of_a_noun_leads_back_to_its_singular() {
        let nouns = [
            ("user", "users"),
            ("policy", "policies"),
            ("key", "keys"),
            ("address", "addresses"),
            ("license", "licenses"),
            ("database", "databases"),
            ("batch", "batches"),
            ("box", "boxes"),
        ];
        for (one, many) in nouns {
            assert_eq!((plural(one).as_str(), singular(many).as_str()), (many, one));
        }
        assert_eq!(singular("series"), "series");
        assert_eq!(singular("status"), "status");
    }
}
