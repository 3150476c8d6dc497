//! The result for each planted mistake, as a table.
//!
//! In: the marks for each planted mistake, in order. Out: the table as text, and the mistakes whose marks got worse.
//! Invariant: a mistake is identified by its set (the name of its file, such as `common`), its kind, and its number
//! within the kind.

use std::collections::BTreeMap;
use std::fmt;

/// How good the findings about one planted mistake are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// There is at least one new finding.
    pub(crate) said: bool,
    /// There is exactly one new finding.
    pub(crate) one: bool,
    /// The first new finding is within two lines of the mistake.
    pub(crate) place: bool,
}

/// The marks of all planted mistakes, in order.
#[derive(Debug, Default)]
pub(crate) struct Results {
    rows: Vec<(Key, Marks)>,
}

/// What identifies a mistake in the table: the set, the kind, and the number within the kind.
type Key = (String, String, usize);

impl Results {
    /// Adds the marks of the next mistake.
    pub(crate) fn add(&mut self, set: &str, kind: &str, marks: Marks) {
        let number = self.rows.iter().filter(|(key, _)| key.0 == set && key.1 == kind).count() + 1;
        self.rows.push(((set.to_owned(), kind.to_owned(), number), marks));
    }

    /// Parses the text of the table of results.
    pub(crate) fn parse(text: &str) -> Results {
        let mut results = Results::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.splitn(6, '|').map(str::trim).collect();
            let [said, one, place, set, number, kind] = cells[..] else { panic!("six columns: {line}") };
            let marks = Marks { said: said == "said", one: one == "one", place: place == "place" };
            results.rows.push(((set.to_owned(), kind.to_owned(), number.parse().expect("a number")), marks));
        }
        results
    }

    /// One line for each mark that a mistake had in `before` and has no longer, and for each mistake that `before`
    /// lacks.
    pub(crate) fn fallen_from(&self, before: &Results) -> Vec<String> {
        let known: BTreeMap<&Key, Marks> = before.rows.iter().map(|(key, marks)| (key, *marks)).collect();
        let mut fallen = Vec::new();
        for (key, now) in &self.rows {
            let name = format!("{} {}: {}", key.0, key.2, key.1);
            match known.get(key) {
                None => fallen.push(format!("{name}: not in the table")),
                Some(was) => {
                    let marks =
                        [("said", was.said, now.said), ("one", was.one, now.one), ("place", was.place, now.place)];
                    let lost = marks.iter().filter(|(_, was, now)| *was && !*now);
                    fallen.extend(lost.map(|(mark, ..)| format!("{name}: no longer `{mark}`")));
                }
            }
        }
        fallen
    }

    /// The totals: one line for each set, and one for all sets.
    pub(crate) fn totals(&self) -> String {
        let mut text = String::new();
        for set in ["common", "further", "wide", "tools", ""] {
            let marks: Vec<Marks> =
                self.rows.iter().filter(|(key, _)| key.0.starts_with(set)).map(|(_, marks)| *marks).collect();
            let share = |has: fn(&Marks) -> bool| {
                let count = marks.iter().filter(|marks| has(marks)).count();
                format!("{count} ({:.1} %)", 100.0 * count as f64 / marks.len().max(1) as f64)
            };
            let set = if set.is_empty() { "all" } else { set };
            text += &format!(
                "# {set}: {} plantings, silent {}, one finding {}, right place {}\n",
                marks.len(),
                share(|marks| !marks.said),
                share(|marks| marks.one),
                share(|marks| marks.place)
            );
        }
        text
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("# said | one finding | right place | set | number | kind\n")?;
        f.write_str(&self.totals())?;
        for ((set, kind, number), marks) in &self.rows {
            let word = |has: bool, word: &'static str| if has { word } else { "-" };
            let (said, one, place) = (word(marks.said, "said"), word(marks.one, "one"), word(marks.place, "place"));
            writeln!(f, "{said:4} | {one:3} | {place:5} | {set:7} | {number} | {kind}")?;
        }
        Ok(())
    }
}
