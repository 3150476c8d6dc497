//! Evaluates a condition.
//!
//! In: a condition and a value. Out: whether the value meets the condition.

use std::cmp::Ordering;

use serde_json::Value;

/// A parsed condition of `$filter`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::server::state) enum Expression {
    /// Conditions joined by `and`. They are a flat list: as a tree of pairs, a long query would be nested so deeply
    /// that its evaluation overflows the stack.
    And(Vec<Expression>),
    Or(Vec<Expression>),
    Not(Box<Expression>),
    Compare(Operand, Comparison, Operand),
    In(Operand, Vec<Value>),
    Text(TextTest, Operand, Operand),
    /// `tags/any(t: …)` or `tags/all(t: …)`: whether one item, or every item, of the list meets the condition.
    Items {
        list: Vec<String>,
        variable: String,
        all: bool,
        condition: Option<Box<Expression>>,
    },
    /// A Boolean property that stands alone as a condition: `isRead`.
    Is(Operand),
}

/// An operator that compares two values: `eq`, `ne`, `gt` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server::state) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// A function that compares two strings: `startswith`, `endswith` or `contains`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server::state) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

/// A value that a condition compares: a literal, or a path such as `from/name`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::server::state) enum Operand {
    Literal(Value),
    Path(Vec<String>),
    /// `length(x)` of a string. The parser reads `tolower(x)`, `toupper(x)` and `trim(x)` as `x`, because comparisons
    /// ignore letter case; white space is not removed.
    Length(Box<Operand>),
}

impl Expression {
    /// Whether a value, such as an item of a list, meets the condition.
    pub(in crate::server::state) fn holds(&self, value: &Value) -> bool {
        self.within(&Scope { value, variable: None })
    }

    fn within(&self, scope: &Scope<'_>) -> bool {
        match self {
            Expression::And(all) => all.iter().all(|one| one.within(scope)),
            Expression::Or(any) => any.iter().any(|one| one.within(scope)),
            Expression::Not(inner) => !inner.within(scope),
            Expression::Compare(one, comparison, other) => comparison.holds(&one.value(scope), &other.value(scope)),
            Expression::In(one, listed) => {
                let value = one.value(scope);
                listed.iter().any(|listed| Comparison::Eq.holds(&value, listed))
            }
            Expression::Text(test, one, other) => match (one.value(scope), other.value(scope)) {
                (Value::String(text), Value::String(part)) => {
                    let (text, part) = (text.to_lowercase(), part.to_lowercase());
                    match test {
                        TextTest::StartsWith => text.starts_with(&part),
                        TextTest::EndsWith => text.ends_with(&part),
                        TextTest::Contains => text.contains(&part),
                    }
                }
                _ => false,
            },
            Expression::Items { list, variable, all, condition } => {
                let found = scope.get(list);
                let items = found.as_array().map_or(&[][..], Vec::as_slice);
                let is = |item: &Value| {
                    let inner = Scope { value: scope.value, variable: Some((variable, item)) };
                    condition.as_ref().is_none_or(|condition| condition.within(&inner))
                };
                if *all { items.iter().all(is) } else { items.iter().any(is) }
            }
            Expression::Is(operand) => operand.value(scope) == Value::Bool(true),
        }
    }
}

/// What the names in a condition refer to: the members of `value`, and within `any` and `all` the current item by the
/// name of its variable.
struct Scope<'v> {
    value: &'v Value,
    variable: Option<(&'v str, &'v Value)>,
}

impl Scope<'_> {
    fn get(&self, path: &[String]) -> Value {
        let (mut value, path) = match (self.variable, path.split_first()) {
            (Some((name, item)), Some((first, rest))) if name == first => (item, rest),
            _ => (self.value, path),
        };
        for name in path {
            match member(value, name) {
                Some(found) => value = found,
                None => return Value::Null,
            }
        }
        value.clone()
    }
}

/// A member of an object, by its name in any letter case.
pub(in crate::server::state) fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let members = value.as_object()?;
    members.get(name).or_else(|| members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

impl Operand {
    fn value(&self, scope: &Scope<'_>) -> Value {
        match self {
            Operand::Literal(value) => value.clone(),
            Operand::Path(path) => scope.get(path),
            Operand::Length(inner) => match inner.value(scope) {
                Value::String(text) => text.chars().count().into(),
                _ => Value::Null,
            },
        }
    }
}

impl Comparison {
    fn holds(self, one: &Value, other: &Value) -> bool {
        let equal = order(one, other).map(Ordering::is_eq);
        match self {
            Comparison::Eq => equal.unwrap_or(one == other),
            Comparison::Ne => !equal.unwrap_or(one == other),
            Comparison::Gt => order(one, other).is_some_and(Ordering::is_gt),
            Comparison::Ge => order(one, other).is_some_and(Ordering::is_ge),
            Comparison::Lt => order(one, other).is_some_and(Ordering::is_lt),
            Comparison::Le => order(one, other).is_some_and(Ordering::is_le),
        }
    }
}

/// Which of two values comes first; `None` if they are not comparable, such as a number and a string.
pub(in crate::server::state) fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Value::String(one), Value::String(other)) => Some(match (moment(one), moment(other)) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => one.to_lowercase().cmp(&other.to_lowercase()),
        }),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

/// Writes a date or a UTC time in one form, in which equal times are equal strings: `2024-03-01` and
/// `2024-03-01T00:00:00.0Z` become `2024-03-01T00:00:00`. `None` for any other text.
fn moment(text: &str) -> Option<String> {
    let date = text.get(..10)?;
    let is_date = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let time = text[10..].trim_end_matches(['Z', 'z']);
    let time = if time.is_empty() { "T00:00:00" } else { time };
    let is_time =
        time.starts_with(['T', 't']) && time[1..].bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte));
    let time = if time.contains('.') { time.trim_end_matches('0').trim_end_matches('.') } else { time };
    (is_date && is_time).then(|| format!("{date}{}", time.to_ascii_uppercase()))
}
