//! Edits of a page as the checks describe them: "add a row to this table", not "insert 12 bytes".
//!
//! In: an edit and the texts of the files. Out: the bytes to replace. Invariant: added text has the indentation, the
//! line breaks and the form (such as the layout of a table row) of the text beside it.

mod place;

use serde::{Deserialize, Serialize};

use crate::source::{SourceId, Sources, Span};
use place::{Page, words};

/// A range of bytes in one file, and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextEdit {
    /// The place of the replaced bytes; empty for an insertion.
    pub span: Span,
    /// The text that takes their place; empty for a removal.
    pub text: String,
}

/// One change of a page, as a check describes it. In each variant, a `Span` is a place on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Edit {
    /// Replaces the text of the span. An empty span inserts, an empty text removes.
    Replace(Span, String),
    /// Replaces what stands before the span on its line, such as the mark of a heading.
    LineStart(Span, String),
    /// Adds an item to a list within a sentence, such as `low`, `high`, after the item with this span. The new item
    /// gets the same quotes or backticks.
    ItemAfter(Span, String),
    /// Adds a sentence at the end of the cell with this span.
    Sentence(Span, String),
    /// Within the span, replaces the first word by the second wherever it stands as a whole word.
    Word(Span, String, String),
    /// Adds a line above the first line of the span, with the same indentation.
    LineAbove(Span, String),
    /// Adds a line below the last line of the span, with the same indentation.
    LineBelow(Span, String),
    /// Adds a paragraph below the last line of the span.
    ParagraphBelow(Span, String),
    /// Removes every line that the span touches.
    RemoveLines(Span),
    /// Adds a member to a JSON object, before the member whose name is at the span. If that member begins a line, the
    /// new member gets a line of its own.
    MemberBefore(Span, String),
    /// Adds a member to a JSON object after the member whose value has this span. If that member begins a line, the new
    /// member gets a line of its own.
    MemberAfter(Span, String),
    /// Replaces the text of the first span by the text of the second span, which lies inside the first: a JSON object
    /// by the value of its member. The indentation is reduced to that of the first span.
    Unwrap(Span, Span),
    /// Adds a row to a table.
    Row(Box<NewRow>),
    /// Removes an element of a JSON array or a member of a JSON object, with its comma.
    RemoveElement(Span),
    /// Replaces the first text, the destination of the link with this span, by the second. If the link has only a
    /// label, as in `[user][]`, the destination is replaced in link definitions such as `[user]: user.md`.
    Target(Span, String, String),
    /// Exchanges the texts of two cells.
    Exchange(Span, Span),
    /// Adds lines below the table that contains the span, after an empty line.
    BelowTable(Span, Vec<String>),
    /// Replaces the words of the nearest heading above the span by this text.
    Heading(Span, String),
    /// In a list with commas, removes each item with this text except the first one.
    Repeated(Span, String),
    /// Several edits of one page.
    All(Vec<Edit>),
}

/// A new row of a table, with as many cells as the row above it. Some get a text, the others stay empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NewRow {
    /// The place of the row above the new row.
    pub(crate) above: Span,
    /// The place of each cell of the row above, in order, with the text that the new row gets in this column.
    pub(crate) cells: Vec<(Span, String)>,
}

impl TextEdit {
    /// Whether the two edits change the same bytes, or insert at the same place, so that their order would matter.
    pub(crate) fn conflicts(&self, other: &TextEdit) -> bool {
        let (a, b) = if self.span <= other.span { (self.span, other.span) } else { (other.span, self.span) };
        a.source == b.source && (a.end > b.start || a.start == b.start)
    }
}

impl Edit {
    /// The words with which the help has to name this edit, such as `add a row`. `None` if the help may use any words.
    pub(super) fn verb(&self) -> Option<&'static str> {
        match self {
            Edit::Row(_) => Some("add a row"),
            Edit::RemoveElement(_) | Edit::RemoveLines(_) => Some("remove"),
            Edit::All(parts) => parts.iter().find_map(Edit::verb),
            Edit::Replace(..)
            | Edit::LineStart(..)
            | Edit::ItemAfter(..)
            | Edit::Sentence(..)
            | Edit::Word(..)
            | Edit::LineAbove(..)
            | Edit::LineBelow(..)
            | Edit::ParagraphBelow(..)
            | Edit::MemberBefore(..)
            | Edit::MemberAfter(..)
            | Edit::Unwrap(..)
            | Edit::Target(..)
            | Edit::Exchange(..)
            | Edit::BelowTable(..)
            | Edit::Heading(..)
            | Edit::Repeated(..) => None,
        }
    }

    pub(super) fn source(&self) -> SourceId {
        match self {
            Edit::Replace(span, _)
            | Edit::LineStart(span, _)
            | Edit::ItemAfter(span, _)
            | Edit::Sentence(span, _)
            | Edit::Word(span, ..)
            | Edit::LineAbove(span, _)
            | Edit::LineBelow(span, _)
            | Edit::ParagraphBelow(span, _)
            | Edit::RemoveLines(span)
            | Edit::MemberBefore(span, _)
            | Edit::MemberAfter(span, _)
            | Edit::RemoveElement(span)
            | Edit::Target(span, ..)
            | Edit::Exchange(span, _)
            | Edit::BelowTable(span, _)
            | Edit::Heading(span, _)
            | Edit::Repeated(span, _)
            | Edit::Unwrap(span, _) => span.source,
            Edit::Row(row) => row.above.source,
            Edit::All(parts) => parts.first().map_or(SourceId(0), Edit::source),
        }
    }

    /// Finds the bytes that the edit replaces, and adds them to `edits`. `None` if the text has changed since the
    /// check, so that the edit does not fit it.
    pub(super) fn resolve(&self, sources: &Sources, edits: &mut Vec<TextEdit>) -> Option<()> {
        let text_of = |span: Span| sources.get(span.source).text.get(span.range());
        let page = |span: Span| Page { text: &sources.get(span.source).text, span };
        let mut put = |span: Span, text: String| edits.push(TextEdit { span, text });
        match self {
            Edit::Replace(span, text) => {
                text_of(*span)?;
                put(*span, text.clone());
            }
            Edit::LineStart(span, text) => {
                let start = page(*span).line_start()?;
                put(Span::new(span.source, start..span.start as usize), text.clone());
            }
            Edit::ItemAfter(span, text) => {
                let after = Span { start: span.end, ..*span };
                let rest = sources.get(span.source).text.get(span.end as usize..)?;
                let quote = rest.chars().next().filter(|c| matches!(c, '`' | '*' | '"' | '\''));
                let quote = quote.map_or("", |c| &rest[..c.len_utf8()]);
                put(after, format!("{quote}, {quote}{text}"));
            }
            Edit::Sentence(span, text) => {
                let cell = text_of(*span)?.trim_end();
                let at = span.start as usize + cell.len();
                let full_stop = if cell.is_empty() || cell.ends_with(['.', '!', '?', '>', ':']) { "" } else { "." };
                put(Span::new(span.source, at..at), format!("{full_stop} {text}"));
            }
            Edit::Word(span, old, new) => {
                let places = words(text_of(*span)?, old);
                if places.is_empty() {
                    return None;
                }
                for at in places {
                    let start = span.start as usize + at;
                    put(Span::new(span.source, start..start + old.len()), new.clone());
                }
            }
            Edit::LineAbove(span, text) => {
                let (at, indent, end) = page(*span).line_above()?;
                put(at, format!("{indent}{text}{end}"));
            }
            Edit::LineBelow(span, text) => {
                let (at, indent, end) = page(*span).line_below()?;
                put(at, format!("{end}{indent}{text}"));
            }
            Edit::ParagraphBelow(span, text) => {
                let (at, _, end) = page(*span).line_below()?;
                put(at, format!("{end}{end}{text}"));
            }
            Edit::RemoveLines(span) => put(page(*span).lines()?, String::new()),
            Edit::MemberBefore(span, text) => {
                let (indent, end) = page(*span).own_line()?;
                let start = Span { end: span.start, ..*span };
                put(start, indent.map_or_else(|| format!("{text}, "), |indent| format!("{text},{end}{indent}")));
            }
            Edit::MemberAfter(span, text) => {
                let (indent, end) = page(*span).own_line()?;
                let after = Span { start: span.end, ..*span };
                put(after, indent.map_or_else(|| format!(", {text}"), |indent| format!(",{end}{indent}{text}")));
            }
            Edit::Unwrap(outer, inner) => put(*outer, dedented(text_of(*inner)?, page(*outer).indent()?)),
            Edit::Row(row) => {
                let (at, _, end) = page(row.above).line_below()?;
                put(at, format!("{end}{}", row.text(sources)?));
            }
            Edit::All(parts) => {
                for part in parts {
                    part.resolve(sources, edits)?;
                }
            }
            Edit::RemoveElement(span) => put(page(*span).element()?, String::new()),
            Edit::Target(span, old, new) => {
                let in_link = words(text_of(*span)?, old).into_iter().map(|at| span.start as usize + at);
                let mut places: Vec<usize> = in_link.collect();
                if places.is_empty() {
                    places = page(*span).definitions(old);
                }
                places.first()?;
                for start in places {
                    put(Span::new(span.source, start..start + old.len()), new.clone());
                }
            }
            Edit::Heading(span, text) => put(page(*span).heading_above()?, text.clone()),
            Edit::Repeated(span, item) => {
                for repeated in page(*span).repeated(item)? {
                    put(repeated, String::new());
                }
            }
            Edit::Exchange(one, other) => {
                let (of_one, of_other) = (text_of(*one)?.to_owned(), text_of(*other)?.to_owned());
                put(*one, of_other);
                put(*other, of_one);
            }
            Edit::BelowTable(span, lines) => {
                let (at, end) = page(*span).below_table()?;
                put(at, lines.iter().fold(end.to_owned(), |text, line| text + end + line));
            }
        }
        Some(())
    }
}

impl NewRow {
    fn text(&self, sources: &Sources) -> Option<String> {
        let page = &sources.get(self.above.source).text;
        let line = Page { text: page, span: self.above };
        let (mut text, mut at) = (String::new(), line.line_start()?);
        for (cell, new) in &self.cells {
            text += &emptied(page.get(at..cell.start as usize)?);
            text += new;
            at = cell.end as usize;
        }
        text += &emptied(page.get(at..line.line_end()?)?);
        // A line break would end the table row, so no row is written if the text of a cell contains one.
        (!text.contains('\n')).then_some(text)
    }
}

/// A part of a table row without the text in its cells: only the pipes, and the white space after each pipe, stay.
fn emptied(part: &str) -> String {
    let mut text = String::new();
    let mut before = ' ';
    let mut is_filled = false;
    for c in part.chars() {
        match c {
            '|' if before != '\\' => {
                text.push('|');
                is_filled = false;
            }
            c if c.is_whitespace() && !is_filled => text.push(c),
            _ => is_filled = true,
        }
        before = c;
    }
    text
}

/// Reduces the indentation of the lines after the first equally, so that the last line begins with `indent`. The text
/// stays as it is if its last line is not indented further than `indent`.
fn dedented(text: &str, indent: &str) -> String {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let own = &last[..last.len() - last.trim_start().len()];
    match own.strip_prefix(indent).filter(|surplus| !surplus.is_empty()) {
        Some(_) => {
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or_default().to_owned();
            lines.fold(first, |text, line| match line.strip_prefix(own) {
                Some(rest) => text + "\n" + indent + rest,
                None => text + "\n" + line,
            })
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// Applies an edit to the place in `«…»`, and compares the text after it with the expected one.
    #[track_caller]
    fn check(marked: &str, edit: impl FnOnce(Span) -> Edit, expected: &str) {
        let (start, end) = (marked.find('«').expect("a start"), marked.find('»').expect("an end"));
        let text = marked.replace(['«', '»'], "");
        let sources = Sources::new(vec![Source::from_bytes("a.md", text.clone().into_bytes())]);
        let span = Span::new(SourceId(0), start..end - '«'.len_utf8());
        let mut edits = Vec::new();
        let _ = edit(span).resolve(&sources, &mut edits);
        edits.sort();
        let mut result = text;
        for edit in edits.into_iter().rev() {
            result.replace_range(edit.span.range(), &edit.text);
        }
        assert_eq!(result, expected);
    }

    #[test]
    fn only_whole_words_are_replaced() {
        let word = |old: &'static str, new: &'static str| move |span| Edit::Word(span, old.into(), new.into());
        check("a «/groups/{id}/groupsX» groups", word("groups", "teams"), "a /teams/{id}/groupsX groups");
        check("«\"Done\"»", word("Done", "done"), "\"done\"");
        check("«é»", word("e", "x"), "é");
    }

    #[test]
    fn edits_of_lines_keep_indentation_and_line_breaks() {
        let line = |text: &'static str| move |span| Edit::LineBelow(span, text.into());
        check("a\r\n  «b»\r\nc\r\n", line("new"), "a\r\n  b\r\n  new\r\nc\r\n");
        check("a\n«b»", line("new"), "a\nb\nnew");
        check("> «b»\n", |span| Edit::LineAbove(span, "new".into()), "> new\n> b\n");
        check("a\n b«c»d \nz", Edit::RemoveLines, "a\nz");
        check("a\r\n«b»", Edit::RemoveLines, "a\r\n");
        check("# «T»\r\n\r\nx", |span| Edit::ParagraphBelow(span, "N".into()), "# T\r\n\r\nN\r\n\r\nx");
    }

    #[test]
    fn new_json_members_have_the_layout_of_their_neighbours() {
        let before = |span| Edit::MemberBefore(span, "\"a\": 1".into());
        let after = |span| Edit::MemberAfter(span, "\"a\": 1".into());
        check("{\n  «\"b\"»: 2\n}", before, "{\n  \"a\": 1,\n  \"b\": 2\n}");
        check("{ «\"b\"»: 2 }", before, "{ \"a\": 1, \"b\": 2 }");
        check("{\n  \"b\": «\"2\"»\n}", after, "{\n  \"b\": \"2\",\n  \"a\": 1\n}");
        check("{ \"b\": «\"2\"» }", after, "{ \"b\": \"2\", \"a\": 1 }");
    }

    #[test]
    fn an_element_is_removed_with_its_comma() {
        check("[«\"a\"», \"b\"]", Edit::RemoveElement, "[\"b\"]");
        check("[\n  \"a\",\n  \"«b»\"\n]", Edit::RemoveElement, "[\n  \"a\"\n]");
        check("{\n  \"a\": 1,\n  «\"b\": 2»,\n  \"c\": 3\n}", Edit::RemoveElement, "{\n  \"a\": 1,\n  \"c\": 3\n}");
        check("[«\"a\"»]", Edit::RemoveElement, "[]");
    }

    #[test]
    fn the_target_of_a_link_is_replaced_in_the_link_or_in_its_definition() {
        let target = |span| Edit::Target(span, "a.md".into(), "A.md".into());
        check("«[a](x/a.md)»\n\n[b]: a.md\n", target, "[a](x/A.md)\n\n[b]: a.md\n");
        check("b «[a][]»\n\n[a]: x/a.md\n  [b]: a.md\n", target, "b [a][]\n\n[a]: x/A.md\n  [b]: A.md\n");
    }

    #[test]
    fn lines_that_are_added_below_a_table_are_separated_from_it() {
        let lines = |span| Edit::BelowTable(span, vec!["### b".into(), String::new(), "|c|".into()]);
        check(
            "|a|\r\n|-|\r\n|«b»|\r\n|c|\r\n\r\nd\r\n",
            lines,
            "|a|\r\n|-|\r\n|b|\r\n|c|\r\n\r\n### b\r\n\r\n|c|\r\n\r\nd\r\n",
        );
    }

    #[test]
    fn replacing_an_object_by_its_value_removes_one_level_of_indentation() {
        let text = "«{\n  \"value\": {\n    \"b\": {\n      \"c\": 1\n    }\n  }\n}»";
        let inner = |outer: Span| {
            let start = outer.start + 13;
            Edit::Unwrap(outer, Span { start, end: outer.end - 2, ..outer })
        };
        check(text, inner, "{\n  \"b\": {\n    \"c\": 1\n  }\n}");
    }

    #[test]
    fn a_new_row_has_the_form_of_the_row_above() {
        let row = |span: Span| {
            let at = |start: u32, end: u32| Span { start: span.start + start, end: span.start + end, ..span };
            let cells = vec![(at(2, 6), "width".to_owned()), (at(9, 15), "Int32".to_owned())];
            Edit::Row(Box::new(NewRow { above: span, cells }))
        };
        check(
            "«| size | String | How \\| large. |»\n",
            row,
            "| size | String | How \\| large. |\n| width | Int32 | |\n",
        );
    }
}
