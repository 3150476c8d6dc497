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
    MISSING_FRONT_MATTER = "D0102" Warning "the page has no front matter":
        "A page starts with a line `---`, entries like `title: \"..\"` and another line `---`. This page starts with \
         something else, so it has no entries; everything on it was read as content. Put the front matter on the first \
         line of the file.";
    UNCLOSED_FRONT_MATTER = "D0103" Warning "the front matter is not closed":
        "The page starts with `---`, but no second line `---` follows. The entries up to the first line that is not \
         `key: value` were taken as front matter, the rest of the page as content. Add the closing `---`.";
    INVALID_FRONT_MATTER = "D0104" Warning "a line of the front matter is not understood":
        "The front matter has a line that is neither `key: value` nor YAML that yields keys and scalars. That line was \
         skipped, every other entry was read. Quote values that hold `: ` or start with a character YAML reserves.";
    UNCLOSED_FENCE = "D0105" Warning "a code block is not closed":
        "A fence opens a code block, but no fence closes it before the next one opens or the page ends. The block was \
         taken to end at the next heading, comment or opening fence, whichever comes first, and what follows was read \
         as usual. Close the block with a line of its own that holds only the fence.";
    UNCLOSED_COMMENT = "D0106" Warning "an HTML comment is not closed":
        "A comment starts with `<!--`, but no `-->` follows on the page. It was taken to end before the next heading \
         that follows a blank line, or at the end of the page, and its content was still read as an annotation when it \
         is one. Close it with `-->`.";
    UNCLOSED_TABS = "D0107" Note "a tab group is not closed":
        "Language tabs like `# [HTTP](#tab/http)` form a group that a lone line `---` closes. This group is still open \
         at the end of the page. Nothing is lost: tabs never cut a section. Add the closing `---` after the last tab.";
    NESTED_TOO_DEEP = "D0108" Warning "lists or quotes nest too deep":
        "A line opens more than 64 lists or quotes inside each other, which nobody writes on purpose. Its words were kept \
         as a plain paragraph. Flatten the list.";
    LONG_ROW = "D0201" Warning "a table row has more cells than the header":
        "The header says how many columns a table has. This row has more cells, which usually is a `|` inside a text. \
         What is too much was kept as part of the last cell, pipes included. Write `\\|` for a pipe that is no \
         separator.";
    BROKEN_ROW = "D0202" Warning "a table cell goes on in the next line":
        "A row ends without a closing pipe and the line after it has no opening pipe and only one cell: the text of a \
         cell was broken over two lines. The line was added to the last cell of the row above. Write the whole row on \
         one line.";
    DELIMITER_MISMATCH = "D0203" Warning "the delimiter row does not fit the header":
        "The line of dashes under a table header has another number of cells than the header, so a strict markdown \
         reader sees no table. It was read as a table all the same, with the columns of the header. Give the line of \
         dashes one cell for each column.";
    SHORT_ROW = "D0204" Note "a table row has fewer cells than the header":
        "The row was kept with the cells it has; the missing ones count as absent, not as empty. That is normal for a \
         row that only holds a group title. Add the missing cells if something should stand there.";
    INVALID_ANNOTATION = "D0301" Error "an annotation is not readable":
        "A comment starts like a JSON object, but even lenient reading (commas too many or too few, comments, odd \
         quotes, line breaks in strings, missing closing brackets) makes no sense of it. The annotation is kept \
         without content, so what it states about the next block is lost. Correct the JSON.";
    REPAIRED_ANNOTATION = "D0302" Warning "an annotation is not valid JSON":
        "A comment holds a JSON object that a strict reader refuses. It was read with the repairs listed; nothing was \
         lost. Correct the JSON so that other tools read the same.";
    INVALID_JSON = "D0303" Error "a JSON body is not readable":
        "A code block holds JSON that even lenient reading makes no sense of. The block was left out. Correct the JSON \
         at the place shown, or label the block with another language if it is no JSON.";
    REPAIRED_JSON = "D0304" Warning "a JSON body is not valid JSON":
        "A code block holds JSON that a strict reader refuses. It was read with the repairs listed. Correct the JSON so \
         that readers can copy it as it stands.";
}
