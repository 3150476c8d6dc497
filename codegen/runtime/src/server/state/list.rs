//! Applies query options to lists and entities.
//!
//! In: the options of a request, and the values of a list. Out: the selected values in the requested order. Invariant:
//! a value of `$filter`, `$top`, `$skip` or `$expand` that cannot be parsed is an error; it is never ignored here.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::filter::{self, Expression};

/// The parsed query options of a request for a list or for one entity.
#[derive(Debug, Default)]
pub(super) struct Options {
    filter: Option<Expression>,
    search: Vec<String>,
    order: Vec<(Vec<String>, bool)>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) counts: bool,
    select: Vec<String>,
    /// The navigation properties to expand, each with the query options in its parentheses.
    pub(super) expand: Vec<(String, Options)>,
}

/// How deep `$expand` may nest, so that parsing cannot overflow the stack.
const DEEPEST: usize = 8;

impl Options {
    /// Parses the options of a request.
    pub(super) fn read(query: &[(String, String)]) -> Result<Options, String> {
        Options::within(query, 0)
    }

    fn within(query: &[(String, String)], depth: usize) -> Result<Options, String> {
        let mut options = Options::default();
        for (name, value) in query {
            let name = name.strip_prefix('$').unwrap_or(name).to_ascii_lowercase();
            let wrong = |reason: String| format!("the query option `${name}`: {reason}");
            match name.as_str() {
                "filter" => options.filter = Some(filter::parse(value).map_err(wrong)?),
                "search" => options.search = search_words(value),
                "orderby" => options.order = value.split(',').map(order).collect(),
                "top" => options.top = Some(number(value).map_err(wrong)?),
                "skip" => options.skip = number(value).map_err(wrong)?,
                "count" => options.counts = value.eq_ignore_ascii_case("true"),
                "select" => options.select.extend(value.split(',').map(|name| name.trim().to_owned())),
                "expand" => options.expand = expansions(value, depth).map_err(wrong)?,
                _ => {}
            }
        }
        Ok(options)
    }

    /// The values that `$filter` and `$search` select, in the order of `$orderby`, before `$top` and `$skip`.
    pub(super) fn choose<T>(&self, mut values: Vec<(T, Value)>) -> Vec<(T, Value)> {
        values.retain(|(_, value)| self.filter.as_ref().is_none_or(|filter| filter.holds(value)));
        values.retain(|(_, value)| self.search.iter().all(|word| contains_word(value, word)));
        let compare = |one: &Value, other: &Value| {
            let by = |(path, descends): &(Vec<String>, bool)| {
                let found = compare(at(one, path), at(other, path));
                if *descends { found.reverse() } else { found }
            };
            self.order.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        values.sort_by(|(_, one), (_, other)| compare(one, other));
        values
    }

    /// Removes the members that `$select` does not name. The key and annotations stay.
    pub(super) fn select(&self, members: &mut Map<String, Value>) {
        if self.select.is_empty() || self.select.iter().any(|name| name == "*") {
            return;
        }
        let first = |name: &str| name.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let mut asked: Vec<String> = self.select.iter().map(|name| first(name)).collect();
        asked.extend(self.expand.iter().map(|(name, _)| name.to_ascii_lowercase()));
        members.retain(|name, _| {
            name == "id" || name.starts_with('@') || asked.contains(&first(name.split('@').next().unwrap_or(name)))
        });
    }
}

fn number(value: &str) -> Result<usize, String> {
    value.trim().parse().map_err(|_| "a number belongs here".to_owned())
}

fn order(text: &str) -> (Vec<String>, bool) {
    let mut words = text.split_whitespace();
    let path = words.next().unwrap_or_default().split('/').map(str::to_owned).collect();
    (path, words.next().is_some_and(|word| word.eq_ignore_ascii_case("desc")))
}

/// The words of `$search`. In `"displayName:ann"` only the text after the colon counts.
fn search_words(text: &str) -> Vec<String> {
    let parts = text.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().filter(|word| !["AND", "OR"].contains(word)).map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.map(|word| word.rsplit(':').next().unwrap_or_default().trim().to_lowercase()).collect()
}

/// Whether a string anywhere in a value contains a word, in any letter case.
fn contains_word(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(word),
        Value::Array(items) => items.iter().any(|item| contains_word(item, word)),
        Value::Object(members) => members.values().any(|value| contains_word(value, word)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn at<'v>(value: &'v Value, path: &[String]) -> &'v Value {
    path.iter().try_fold(value, |value, name| filter::member(value, name)).unwrap_or(&Value::Null)
}

/// Compares two values for `$orderby`. A missing value comes first (OData 4.01 Protocol, section 11.2.6.2).
fn compare(one: &Value, other: &Value) -> Ordering {
    match (one.is_null(), other.is_null()) {
        (false, false) => filter::order(one, other).unwrap_or(Ordering::Equal),
        (one, other) => other.cmp(&one),
    }
}

/// Parses the value of `$expand`, such as `members($select=id;$top=2),owners`.
fn expansions(text: &str, depth: usize) -> Result<Vec<(String, Options)>, String> {
    if depth >= DEEPEST {
        return Err("the expansions are nested too deeply".to_owned());
    }
    let mut expansions = Vec::new();
    for part in split(text, ',') {
        let (name, inner) = match part.trim().split_once('(') {
            Some((name, inner)) => (name, inner.strip_suffix(')').ok_or("`)` is missing")?),
            None => (part.trim(), ""),
        };
        let pairs = split(inner, ';').into_iter().filter_map(|option| option.split_once('='));
        let pairs: Vec<(String, String)> =
            pairs.map(|(name, value)| (name.trim().to_owned(), value.to_owned())).collect();
        let name = name.trim().split('/').next().unwrap_or_default();
        if !name.is_empty() {
            expansions.push((name.to_owned(), Options::within(&pairs, depth + 1)?));
        }
    }
    Ok(expansions)
}

/// Splits a text at the separators outside of parentheses.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_usize;
    let at_separator = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == separator && depth == 0
    };
    text.split(at_separator).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chosen(query: &[(&str, &str)]) -> Vec<i64> {
        let query: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let values = [json!({"n": "b", "k": 2}), json!({"n": "A", "k": 2}), json!({"k": 1, "t": ["Milk and eggs"]})];
        let values = values.into_iter().zip(1..).map(|(value, number)| (number, value)).collect();
        let options = Options::read(&query).unwrap_or_else(|error| panic!("{error}"));
        options.choose(values).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn values_are_filtered_and_sorted() {
        assert_eq!(chosen(&[("$orderby", "n")]), [3, 2, 1]);
        assert_eq!(chosen(&[("orderby", "k desc, n")]), [2, 1, 3]);
        assert_eq!(chosen(&[("$filter", "k eq 2")]), [1, 2]);
        assert_eq!(chosen(&[("$search", "\"t:milk\" AND eggs")]), [3]);
    }

    #[test]
    fn options_in_parentheses_after_an_expanded_property_are_read() {
        let options = Options::read(&[("$expand".to_owned(), "a($select=x,y;$expand=b($top=1)),c".to_owned())]);
        let options = options.expect("options");
        let names: Vec<&str> = options.expand.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "c"]);
        assert_eq!(
            (&options.expand[0].1.select[..], options.expand[0].1.expand[0].1.top),
            (&["x".to_owned(), "y".to_owned()][..], Some(1))
        );
        let deep = "a($expand=".repeat(50);
        assert!(Options::read(&[("$expand".to_owned(), deep)]).is_err());
    }
}
