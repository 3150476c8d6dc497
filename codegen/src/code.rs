//! Every diagnostic code: one row each with its severity, its title and its manual page.
//!
//! Codes are stable and never reused. D01 text and front matter, D02 tables, D03 annotations and JSON, D04 types and
//! members, D05 enums, D06 inheritance, D07 routes and operations, D08 permissions, headers and parameters,
//! D09 examples, D10 links and includes, D11 Rust names, D12 overrides.

use std::fmt;

use crate::diagnostic::Severity;

/// A diagnostic code.
#[derive(Clone, Copy)]
pub struct Code(&'static Row);

struct Row {
    id: &'static str,
    severity: Severity,
    title: &'static str,
    explanation: &'static str,
}

impl Code {
    /// The stable id, e.g. `D0107`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The severity of every finding with this code.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// One line that names the rule.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The manual page: what was found, what the generator does, how to mend the page. Markdown.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }

    /// The code of an id, in any letter case.
    #[must_use]
    pub fn find(id: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal : $explanation:literal;)+) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code(&Row {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                explanation: $explanation,
            });
        )+

        /// Every code, in order of id.
        pub const ALL: &[Code] = &[$($name),+];
    };
}

codes! {
    INVALID_UTF8 = "D0101" Error "the file is not UTF-8":
        "Bytes that are not UTF-8 were replaced by U+FFFD and the rest of the page was read. Save the page as UTF-8.";

    NAME_COLLISION = "D1101" Warning "two names become one Rust name":
        "Two names that the pages keep apart become equal once they are written the way Rust writes names, for example \
         `userName` and `UserName`. The first in order keeps the Rust name, the others get a number. The wire names are \
         untouched. If the pages mean one thing, spell it one way; otherwise nothing needs to be done.";
    NAME_NOT_IDENTIFIER = "D1102" Note "a name is no identifier":
        "The name is empty, starts with a digit, is very long or holds characters that Rust identifiers cannot hold. A \
         Rust name was made from what is left: other characters separate words, letters outside ASCII are written as \
         their code point, a leading digit gets `_` before it, an empty name is `Unnamed`. The wire name is untouched. \
         If the name is a typing error, mend the page.";
    NAME_RESERVED = "D1103" Note "a name is used by generated code itself":
        "Types named like those that generated code uses, such as `Option` or `String`, get the suffix `Type`; fields \
         named `extra` or `annotations`, which every object has, get the suffix `_`; operations get the suffix `Route`. \
         The wire name is untouched. Nothing needs to be done.";
    ANNOTATION_MEMBER = "D1104" Note "a listed member is an annotation":
        "Names with an `@` are annotations in JSON. Every object keeps all of them in `annotations`, whether a page lists \
         them or not, so there is no field for this one. The row can be removed from the page.";
}
