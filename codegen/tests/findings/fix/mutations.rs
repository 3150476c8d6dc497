//! Edits of a page as a careless writer makes them.

use proptest::prelude::*;

/// One edit by a careless writer. The number in each variant selects the character, line or word, modulo how many of
/// them the page has. So the edit can be applied to any page.
#[derive(Clone, Debug)]
pub(crate) enum Mutation {
    DropCharacter(usize),
    DoubleCharacter(usize),
    ExchangeCase(usize),
    DropLine(usize),
    DoubleLine(usize),
    ExchangeLines(usize),
    DropWord(usize),
}

pub(crate) fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        any::<usize>().prop_map(Mutation::DropCharacter),
        any::<usize>().prop_map(Mutation::DoubleCharacter),
        any::<usize>().prop_map(Mutation::ExchangeCase),
        any::<usize>().prop_map(Mutation::DropLine),
        any::<usize>().prop_map(Mutation::DoubleLine),
        any::<usize>().prop_map(Mutation::ExchangeLines),
        any::<usize>().prop_map(Mutation::DropWord),
    ]
}

impl Mutation {
    pub(crate) fn apply(&self, text: &str) -> String {
        match *self {
            Mutation::DropCharacter(at) => characters(text, at, |_| String::new()),
            Mutation::DoubleCharacter(at) => characters(text, at, |c| format!("{c}{c}")),
            Mutation::ExchangeCase(at) => characters(text, at, |c| {
                if c.is_lowercase() { c.to_uppercase().to_string() } else { c.to_lowercase().to_string() }
            }),
            Mutation::DropLine(at) => lines(text, at, |lines, at| _ = lines.remove(at)),
            Mutation::DoubleLine(at) => lines(text, at, |lines, at| lines.insert(at, lines[at])),
            Mutation::ExchangeLines(at) => lines(text, at, |lines, at| {
                let next = (at + 1).min(lines.len() - 1);
                lines.swap(at, next);
            }),
            Mutation::DropWord(at) => {
                let words: Vec<&str> = text.split_inclusive(' ').collect();
                let at = at % words.len().max(1);
                words.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, word)| *word).collect()
            }
        }
    }
}

fn characters(text: &str, at: usize, change: impl FnOnce(char) -> String) -> String {
    let count = text.chars().count();
    let Some((start, c)) = text.char_indices().nth(at % count.max(1)) else { return text.to_owned() };
    [&text[..start], &change(c), &text[start + c.len_utf8()..]].concat()
}

fn lines(text: &str, at: usize, change: impl FnOnce(&mut Vec<&str>, usize)) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if !lines.is_empty() {
        let at = at % lines.len();
        change(&mut lines, at);
    }
    lines.concat()
}
