//! Names that are nearly what somebody wrote.
//!
//! In: a word, and the names that there are. Out: those that differ from it in few letters, the nearest first.
//! Invariant: letter case makes no difference, and names alike come in the order of their letters.

/// The longest word that is looked at: what is longer is no slip of the pen, and would cost time.
const LONG: usize = 200;

/// The names at a distance of at most `most`, and not much farther away than the nearest of them.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>, most: usize) -> Vec<&'n str> {
    if word.len() > LONG {
        return Vec::new();
    }
    let word = word.to_ascii_lowercase();
    let mut most = most;
    let mut near: Vec<(usize, &str)> = Vec::new();
    for name in names {
        if let Some(distance) = distance(&word, name, most) {
            most = most.min(distance + 1);
            near.push((distance, name));
        }
    }
    near.retain(|(distance, _)| *distance <= most);
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name).collect()
}

/// The name that a word is most likely a slip for: one that differs in no more than a third of its letters.
pub(crate) fn slip<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    nearest(word, names, (word.len() / 3).min(4)).first().copied()
}

/// Levenshtein's distance in bytes of a word in lower case and a name in any, if it is at most `most`.
fn distance(word: &str, name: &str, most: usize) -> Option<usize> {
    if word.len().abs_diff(name.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (i, from) in word.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, to) in name.bytes().enumerate() {
            let substituted = diagonal + usize::from(from != to.to_ascii_lowercase());
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["String", "stream", "Int32", "int64", "dateTimeTimeZone"];

    #[test]
    fn a_slip_is_nearly_a_name() {
        for (word, expected) in [
            ("Strnig", Some("String")),
            ("STRINGS", Some("String")),
            ("strem", Some("stream")),
            ("Int3", Some("Int32")),
            ("DateTimeZone", Some("dateTimeTimeZone")),
            ("user", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(slip(word, NAMES.into_iter()), expected, "{word}");
        }
        assert_eq!(slip(&"s".repeat(LONG + 1), NAMES.into_iter()), None);
    }

    #[test]
    fn the_nearest_come_first_and_the_far_not_at_all() {
        assert_eq!(nearest("int", ["integer", "int64", "Int32", "Int32"].into_iter(), 9), ["Int32", "int64"]);
        assert_eq!(nearest("int", ["int64", "mint"].into_iter(), 9), ["mint", "int64"]);
        assert_eq!(nearest("int", ["int64", "mint"].into_iter(), 1), ["mint"]);
    }
}
