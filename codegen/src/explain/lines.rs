//! Formats the lines of an explanation. Tests compare the text line by line.
//!
//! The indentation of a line shows what it is, from the left: a title, such as `struct models::User`; a heading or a
//! fact about the item; a part of the item, such as a field, with what it was made from; a statement of the pages.
//! Neighbouring rows of a page share one heading with their place. A row that is added to the page therefore adds one
//! line to the explanation, and in other lines changes only places such as `:28-51`.

/// The number of characters to which the first part of a line is padded. After it follow two spaces and the second
/// part.
const COLUMN: usize = 48;

/// Two rows of a page belong to the same group if the second is at most this many lines below the first.
const GAP: usize = 3;

/// The text of an explanation while it is built, and the latest heading until a line below it is added.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    heading: Option<String>,
}

impl Lines {
    /// Returns the text of all lines that were added.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Starts the part about an item, such as `struct models::User`.
    pub(super) fn item(&mut self, path: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line("", path);
    }

    /// Adds a line with a fact about the item that the latest call of `item` named.
    pub(super) fn fact(&mut self, text: &str) {
        self.line("  ", text);
    }

    /// Adds a line with a decision of the generator about the item, and in the second column its reasons.
    pub(super) fn decision(&mut self, decision: &str, reasons: &str) {
        self.columns("  ", decision, reasons);
    }

    /// Sets a heading for the following lines. If no line follows, the heading is dropped.
    pub(super) fn heading(&mut self, text: String) {
        self.heading = Some(text);
    }

    /// Adds a line with the signature of a Rust item, and in the second column what it was made from, such as a
    /// property.
    pub(super) fn rust(&mut self, signature: &str, stands_for: &str) {
        self.start();
        self.columns("    ", signature, stands_for);
    }

    /// Adds a line with something that a page says.
    pub(super) fn said(&mut self, text: &str) {
        self.start();
        self.line("      ", text);
    }

    fn start(&mut self) {
        if let Some(heading) = self.heading.take() {
            self.fact(&heading);
        }
    }

    fn columns(&mut self, indentation: &str, first: &str, second: &str) {
        match second.is_empty() {
            true => self.line(indentation, first),
            false => self.line(indentation, &format!("{first:<COLUMN$}  {second}")),
        }
    }

    /// Adds a line. Line breaks and other control characters in `text`, which may come from a page, become blanks.
    fn line(&mut self, indentation: &str, text: &str) {
        self.text.push_str(indentation);
        self.text.extend(text.chars().map(|char| if char.is_control() { ' ' } else { char }));
        self.text.push('\n');
    }
}

/// The line of a statement, and the path of its page; `page` is `None` if the statement is on the page that is
/// explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) page: Option<String>,
    pub(super) line: usize,
}

impl Place {
    /// The place as it is printed: `:12` for a statement on the page that is explained, or the path of another page.
    /// The path has no line number, because otherwise most edits of the other page would change this explanation.
    pub(super) fn shown(&self) -> String {
        match &self.page {
            Some(page) => page.clone(),
            None => format!(":{}", self.line),
        }
    }
}

/// Groups the rows that are close together on one page (see `GAP`), and returns each group with its place: `:28-51`.
pub(super) fn groups<T>(rows: Vec<(Place, T)>) -> Vec<(String, Vec<T>)> {
    let mut groups: Vec<(Place, usize, Vec<T>)> = Vec::new();
    for (place, row) in rows {
        match groups.last_mut() {
            Some((first, last, rows)) if first.page == place.page && (*last..=*last + GAP).contains(&place.line) => {
                *last = place.line;
                rows.push(row);
            }
            Some(_) | None => groups.push((place.clone(), place.line, vec![row])),
        }
    }
    let shown = |(first, last, rows): (Place, usize, Vec<T>)| match first.page.is_none() && last > first.line {
        true => (format!("{}-{last}", first.shown()), rows),
        false => (first.shown(), rows),
    };
    groups.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_table_are_printed_below_one_place() {
        let row = |line| (Place { page: None, line }, line);
        let other = (Place { page: Some("b.md".to_owned()), line: 9 }, 9);
        let rows = vec![row(4), row(5), row(7), row(12), other];
        let expected = [(":4-7", vec![4, 5, 7]), (":12", vec![12]), ("b.md", vec![9])];
        assert_eq!(groups(rows), expected.map(|(place, rows)| (place.to_owned(), rows)));
    }

    #[test]
    fn line_breaks_in_a_text_of_a_page_are_replaced_by_spaces() {
        let mut lines = Lines::default();
        lines.said("a\nb");
        assert_eq!(lines.finish(), "      a b\n");
    }
}
