//! One check of a `check.json`. The name of the first member of the JSON object is the kind of the check.

use serde_json::Value;

use crate::forms::case::Case;
use crate::forms::{csdl, lint, requests, routes, texts};

/// The result of a check; the error says why it does not hold.
pub(crate) type Checked = Result<(), String>;

/// The members of the JSON object of a check. A member with an unknown name is an error.
pub(crate) struct Fields<'a> {
    check: &'a Value,
}

impl<'a> Fields<'a> {
    /// Reads the JSON object of a check. Panics if it has a member whose name is not in `known`.
    pub(crate) fn new(check: &'a Value, known: &[&str]) -> Fields<'a> {
        for name in check.as_object().expect("a check is an object").keys() {
            assert!(known.contains(&name.as_str()), "no check of this kind has `{name}`: {check}");
        }
        Fields { check }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.check.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.get(name).map(|value| value.as_str().unwrap_or_else(|| panic!("`{name}` is a text: {}", self.check)))
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map(|value| value.as_bool().unwrap_or_else(|| panic!("`{name}` is a yes or no: {}", self.check)))
    }

    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
        self.get(name).map(|value| number(value).unwrap_or_else(|| panic!("`{name}` is a number: {}", self.check)))
    }

    /// The text of the member `name`, or its texts if it is a list; empty if the member is missing.
    pub(crate) fn texts(&self, name: &str) -> Vec<&'a str> {
        let text = |value: &'a Value| value.as_str().unwrap_or_else(|| panic!("`{name}` has texts: {}", self.check));
        match self.get(name) {
            Some(Value::Array(items)) => items.iter().map(text).collect(),
            Some(value) => vec![text(value)],
            None => Vec::new(),
        }
    }

    /// The members of the object `name`; empty if the object is missing.
    pub(crate) fn entries(&self, name: &str) -> Vec<(&'a str, &'a Value)> {
        let entries = self
            .get(name)
            .map(|value| value.as_object().unwrap_or_else(|| panic!("`{name}` is an object: {}", self.check)));
        entries.into_iter().flatten().map(|(name, value)| (name.as_str(), value)).collect()
    }
}

/// Fails with a message if a condition does not hold.
pub(crate) fn require(holds: bool, message: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(message()) }
}

/// Runs one check of a case; the name of the first member says which kind it is.
pub(crate) fn check(case: &Case, check: &Value) -> Checked {
    let kind = check.as_object().and_then(|check| check.keys().next()).expect("a check is an object with members");
    match kind.as_str() {
        "type" => csdl::structured_type(case, check),
        "enum" => csdl::enumeration(case, check),
        "callable" => csdl::callable(case, check),
        "property_reads" => csdl::property_reads(case, check),
        "route" => routes::route(case, check),
        "mock" => requests::mock(case, check),
        "finding" => lint::finding(case, check),
        "no_finding" => lint::no_finding(case, check),
        "findings_at_most" => lint::findings_at_most(case, check),
        "doc" => texts::doc(case, check),
        "deprecated" => texts::deprecated(case, check),
        "fact" => texts::fact(case, check),
        "any" => {
            let results: Vec<Checked> = parts(check, "any").iter().map(|part| self::check(case, part)).collect();
            let failures =
                || results.iter().filter_map(|result| result.clone().err()).collect::<Vec<_>>().join("\n    ");
            require(results.iter().any(Result::is_ok), failures)
        }
        "all" => parts(check, "all").iter().try_for_each(|part| self::check(case, part)),
        other => panic!("there is no check `{other}`"),
    }
}

fn parts<'a>(check: &'a Value, name: &str) -> &'a [Value] {
    let parts = Fields::new(check, &[name]).get(name).and_then(Value::as_array);
    let parts = parts.unwrap_or_else(|| panic!("`{name}` is a list: {check}"));
    assert!(!parts.is_empty(), "`{name}` is not empty");
    parts
}
