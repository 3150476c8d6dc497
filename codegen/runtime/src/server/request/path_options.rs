//! The query options of a documented path.
//!
//! In: the query options of a documented request line, and those of a request. Out: how well they match. Invariant: a
//! value in another form means another use of the option.

/// A query option in a request line.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct PathOption<'a> {
    /// The name of the option.
    pub name: &'a str,
    /// The value of the option.
    pub value: Written<'a>,
    /// Whether requests may omit the option.
    pub is_optional: bool,
}

/// The value of an option in a request line.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub enum Written<'a> {
    /// A placeholder.
    Any,
    /// A text with placeholders or samples in it.
    Like(&'a str),
    /// A text without placeholders and samples.
    Just(&'a str),
}

impl<'a> PathOption<'a> {
    /// An option with any value.
    #[doc(hidden)]
    #[must_use]
    pub const fn any(name: &'a str) -> Self {
        Self { name, value: Written::Any, is_optional: false }
    }

    /// An option whose value has the fixed text of this one. Text in braces or quotes may differ.
    #[doc(hidden)]
    #[must_use]
    pub const fn like(name: &'a str, value: &'a str) -> Self {
        Self { name, value: Written::Like(value), is_optional: false }
    }

    /// An option with this value.
    #[doc(hidden)]
    #[must_use]
    pub const fn just(name: &'a str, value: &'a str) -> Self {
        Self { name, value: Written::Just(value), is_optional: false }
    }

    /// The same option, which requests may omit.
    #[doc(hidden)]
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}

/// How the options of a request match those of a path.
#[derive(Clone, Debug, Default)]
#[doc(hidden)]
pub struct OptionsMatch {
    /// Whether an option is missing or has a value of another form.
    pub is_lacking: bool,
    /// How well the options match; higher is better.
    pub score: usize,
    /// What is wrong with each option.
    pub faults: Vec<String>,
}

/// Compares the options of a path with those of a request.
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

/// The number of characters of a value that a message repeats.
const LONGEST: usize = 80;

/// Whether a value contains the fixed text of a documented one, in order.
fn has_form(given: &str, documented: &str) -> bool {
    let (given, documented) = (bare(given), bare(documented));
    let (mut rest, mut open) = (given.as_str(), documented.as_str());
    while !open.is_empty() {
        let (fixed, after) = open.split_at(open.find(['{', '\'']).unwrap_or(open.len()));
        let Some(at) = rest.find(fixed) else { return false };
        rest = &rest[at + fixed.len()..];
        // A text in braces, or in quotes with or without braces in them, is an example of a value.
        let end = if after.starts_with('{') { '}' } else { '\'' };
        open = after.get(1..).and_then(|after| after.split_once(end)).map_or("", |(_, after)| after);
    }
    true
}

/// Whether two values of a query option are equal, apart from letter case and white space.
fn is_same(one: &str, other: &str) -> bool {
    one == other || bare(one) == bare(other)
}

/// The text in lower case without white space, for comparisons.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
