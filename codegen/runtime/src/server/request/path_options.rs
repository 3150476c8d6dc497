//! Compares the query options in a documented path with those of a request.
//!
//! In: the query options of a documented request line, and those of a request. Out: how well they match. Invariant: a
//! value with other fixed text does not match, because it is another use of the option: `name eq 'a'` does not match
//! `id eq '{id}'`.

/// A query option in a documented path, such as `$filter` in `/users?$filter=id eq '{id}'`.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct PathOption<'a> {
    /// The name of the option, such as `$filter`.
    pub name: &'a str,
    /// The value that the documented path has for the option: fixed text, a placeholder, or both.
    pub value: Written<'a>,
    /// Whether requests may omit the option.
    pub is_optional: bool,
}

/// How a documented path writes the value of a query option.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub enum Written<'a> {
    /// The whole value is a placeholder, `{filter}`, so any value matches.
    Any,
    /// The value has placeholders or quoted samples within fixed text: `id eq '{id}'`. A value with the same fixed text
    /// matches.
    Like(&'a str),
    /// The value is fixed, such as `true`: only an equal value matches.
    Just(&'a str),
}

impl<'a> PathOption<'a> {
    /// An option that matches any value.
    #[doc(hidden)]
    #[must_use]
    pub const fn any(name: &'a str) -> Self {
        Self { name, value: Written::Any, is_optional: false }
    }

    /// An option that matches values with the same fixed text. What is in braces or quotes may differ.
    #[doc(hidden)]
    #[must_use]
    pub const fn like(name: &'a str, value: &'a str) -> Self {
        Self { name, value: Written::Like(value), is_optional: false }
    }

    /// An option that matches only this value.
    #[doc(hidden)]
    #[must_use]
    pub const fn just(name: &'a str, value: &'a str) -> Self {
        Self { name, value: Written::Just(value), is_optional: false }
    }

    /// The option, changed so that requests may omit it.
    #[doc(hidden)]
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}

/// The result of comparing the query options of a request with those of a documented path.
#[derive(Clone, Debug, Default)]
#[doc(hidden)]
pub struct OptionsMatch {
    /// Whether a documented option is missing, or has a value of another form.
    pub is_lacking: bool,
    /// The sum over the options that match: 2 if the documented path has a value for the option, 1 if it has only a
    /// placeholder.
    pub score: usize,
    /// A message for each option that requests may not omit and that is missing, or differs from its fixed value.
    pub faults: Vec<String>,
}

/// Compares the query options of a request, `given`, with those of a documented path.
#[doc(hidden)]
pub fn compare<'a>(options: impl IntoIterator<Item = PathOption<'a>>, given: &[(String, String)]) -> OptionsMatch {
    let mut found = OptionsMatch::default();
    for PathOption { name, value, is_optional } in options {
        let given = given.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
        match (given, value) {
            (None, _) if is_optional => {}
            (None, _) => {
                found.is_lacking = true;
                found.faults.push(format!("the required query option `{name}` is missing"));
            }
            (Some(given), Written::Just(value)) if !is_same(given, value) => {
                if !is_optional {
                    found.is_lacking = true;
                    let given: String = given.chars().take(LONGEST).collect();
                    found.faults.push(format!("the query option `{name}` is `{given}`, and `{value}` is documented"));
                }
            }
            (Some(given), Written::Like(value)) if !has_form(given, value) => found.is_lacking = true,
            (Some(_), Written::Just(_) | Written::Like(_)) => found.score += 2,
            (Some(_), Written::Any) => found.score += 1,
        }
    }
    found
}

/// How many characters of a value a message has at most.
const LONGEST: usize = 80;

/// Whether a value has the same fixed text as a documented one in the same order: `id eq '7'` and `id eq '{id}'` both
/// have `id eq`.
fn has_form(given: &str, documented: &str) -> bool {
    let (given, documented) = (normalised(given), normalised(documented));
    let (mut rest, mut open) = (given.as_str(), documented.as_str());
    while !open.is_empty() {
        let (fixed, after) = open.split_at(open.find(['{', '\'']).unwrap_or(open.len()));
        let Some(at) = rest.find(fixed) else { return false };
        rest = &rest[at + fixed.len()..];
        // Skips a sample in the documented value: text in braces such as `{id}`, or in quotes such as `'7'` or
        // `'{id}'`.
        let end = if after.starts_with('{') { '}' } else { '\'' };
        open = after.get(1..).and_then(|after| after.split_once(end)).map_or("", |(_, after)| after);
    }
    true
}

/// Whether two values of a query option are equal, apart from letter case and white space.
fn is_same(one: &str, other: &str) -> bool {
    one == other || normalised(one) == normalised(other)
}

/// A text in lower case without white space, as values are compared.
fn normalised(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
