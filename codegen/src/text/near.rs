//! Finds similar names.
//!
//! In: a word, and the known names. Out: those that differ from it in few letters, the nearest first. Invariant: letter
//! case is ignored, and equally near names are in alphabetical order.

/// The length in bytes up to which words are compared. Longer words are not misspelt names, and comparing them takes
/// long.
const LONG: usize = 200;

/// The names that differ from a word in at most `most` letters, the nearest first. Names that differ in at least two
/// letters more than the nearest name are left out.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>, most: usize) -> Vec<&'n str> {
    if word.len() > LONG {
        return Vec::new();
    }
    let word = word.to_ascii_lowercase();
    let letters = letter_bits(&word);
    let mut most = most;
    let mut near: Vec<(usize, &str)> = Vec::new();
    for name in names {
        // These two tests are fast, and exclude most names before the slow comparison below.
        if word.len().abs_diff(name.len()) > most || is_far(letters, self::letter_bits(name), most) {
            continue;
        }
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

/// The name that a word most likely misspells: the nearest one, if it differs in at most a third of the letters of the
/// word, and in at most four. `None` if no name is so near.
pub(crate) fn slip<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    nearest(word, names, (word.len() / 3).min(4)).first().copied()
}

/// The letters that occur in a text, one bit for each, without regard to case. All other characters share one bit.
fn letter_bits(text: &str) -> u32 {
    text.bytes().fold(0, |set, byte| set | 1 << (byte.to_ascii_lowercase().wrapping_sub(b'a').min(26)))
}

/// Whether one text has more than `most` letters that the other text lacks. Changing, adding or removing a letter
/// changes this number by at most one, so `most` such edits cannot make the texts equal.
fn is_far(one: u32, other: u32, most: usize) -> bool {
    (one & !other).count_ones().max((other & !one).count_ones()) as usize > most
}

/// The number of letters that are changed, missing, superfluous or swapped with their neighbour; `None` if the number
/// exceeds `most`.
///
/// The optimal string alignment distance in bytes, between a word in lower case and a name in any letter case.
fn distance(word: &str, name: &str, most: usize) -> Option<usize> {
    let (word, name) = (word.as_bytes(), name.to_ascii_lowercase().into_bytes());
    // Three rows of the table of distances: `above` is the row before the last, `row` the last one, and `next` the
    // current one. Older rows are not needed.
    let (mut above, mut next) = (vec![0; name.len() + 1], vec![0; name.len() + 1]);
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (i, from) in word.iter().enumerate() {
        next[0] = i + 1;
        for (j, to) in name.iter().enumerate() {
            let mut least = (row[j] + usize::from(from != to)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *from == name[j - 1] && word[i - 1] == *to {
                least = least.min(above[j - 1] + 1);
            }
            next[j + 1] = least;
        }
        if next.iter().chain(&row).all(|distance| *distance > most) {
            return None;
        }
        std::mem::swap(&mut above, &mut row);
        std::mem::swap(&mut row, &mut next);
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["String", "stream", "Int32", "int64", "dateTimeTimeZone"];

    #[test]
    fn a_misspelling_is_close_to_its_name() {
        for (word, expected) in [
            ("Strnig", Some("String")),
            ("STRINGS", Some("String")),
            ("strem", Some("stream")),
            ("Sting", Some("String")),
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

    /// The fast test on the letters that occur never rejects a name that is similar enough.
    #[test]
    fn no_similar_name_is_missed() {
        let words = ["", "a", "ab", "ba", "abc", "acb", "abcd", "a1c", "a-c", "aéc", "xyz", "aabbcc", "cab", "abccba"];
        for word in words {
            for name in words {
                let distance = distance(word, name, 9).expect("short words");
                for most in 0..distance + 2 {
                    let far =
                        word.len().abs_diff(name.len()) > most || is_far(letter_bits(word), letter_bits(name), most);
                    assert!(!far || distance > most, "{word} {name} {most}");
                }
            }
        }
    }

    #[test]
    fn similar_names_come_nearest_first_and_others_not_at_all() {
        assert_eq!(nearest("int", ["integer", "int64", "Int32", "Int32"].into_iter(), 9), ["Int32", "int64"]);
        assert_eq!(nearest("int", ["int64", "mint"].into_iter(), 9), ["mint", "int64"]);
        assert_eq!(nearest("int", ["int64", "mint"].into_iter(), 1), ["mint"]);
        assert_eq!(nearest("itn", ["int", "in"].into_iter(), 1), ["in", "int"]);
    }
}
