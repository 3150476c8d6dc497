//! Templates of Rust source: an item, a member or a statement with holes for its contents.
//!
//! In: a template that is quoted once, with holes, and the contents of the holes for each use. Out: lines with the
//! layout of prettyplease. Invariant: only prettyplease decides the layout. It prints each template with holes of
//! several lengths, which shows where it breaks lines that are too long. Contents are filled into the first layout in
//! which all lines fit; in doubt, prettyplease prints the filled template. Only identifiers, types made of them, and
//! literals of `proc_macro2` are filled in.

use std::sync::OnceLock;

use proc_macro2::TokenStream;

/// The width in columns at which prettyplease breaks a line of code.
const MARGIN: usize = 89;

/// prettyplease does not always count the last characters of a line, so it may leave a line unbroken that exceeds the
/// margin by up to this many columns. If a line is that long, prettyplease prints the filled template itself.
const DOUBT: usize = 2;

/// How many letters are added to the last hole within a line, one number after the other, to find all layouts of the
/// template: the longer the hole, the more line breaks.
const LENGTHS: [usize; 6] = [15, 30, 45, 55, 65, 75];

/// The identifier of a hole begins with this text if the hole stands for whole lines and not for a part of a line.
const LINES: &str = "__lines";

/// Rust source in which some parts, called holes, are filled in for each use.
pub(in crate::emit) struct CodeTemplate {
    holes: &'static [&'static str],
    around: (usize, usize),
    quoted: fn() -> TokenStream,
    printed: OnceLock<FormattedTemplate>,
}

/// What is filled into a hole of a template.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) enum Fill<'a> {
    /// A part of a line, such as a name or a type.
    One(&'a str),
    /// Items with commas between them, on one line or one per line.
    List(&'a [String]),
    /// Complete, indented lines.
    Lines(&'a str),
}

impl Fill<'_> {
    /// The approximate length of the contents in bytes if a list is on one line, to allocate enough memory at once.
    fn length(&self) -> usize {
        match self {
            Fill::One(text) | Fill::Lines(text) => text.len(),
            Fill::List(items) => items.iter().map(|item| item.len() + 2).sum(),
        }
    }
}

impl CodeTemplate {
    /// Creates a template. `holes` are listed in the order in which they occur in the output; each begins with a unique
    /// identifier. `around` is the number of printed lines before and after the template itself: `(1, 1)` for a field,
    /// which has to be quoted within `struct S { … }` because a field alone cannot be parsed.
    pub(in crate::emit) const fn new(
        holes: &'static [&'static str],
        around: (usize, usize),
        quoted: fn() -> TokenStream,
    ) -> CodeTemplate {
        CodeTemplate { holes, around, quoted, printed: OnceLock::new() }
    }

    /// The lines of the template, with each of its holes filled.
    pub(in crate::emit) fn fill(&self, fills: &[Fill<'_>]) -> String {
        let printed = self.printed.get_or_init(|| FormattedTemplate::of(self, fills));
        // prettyplease does not break an empty list, so the layouts with more line breaks do not apply. If the first
        // layout does not fit, prettyplease prints the filled template.
        let has_empty_list = fills.iter().any(|fill| matches!(fill, Fill::List([])));
        let mut before = None;
        for layout in printed.layouts.iter().take(if has_empty_list { 1 } else { usize::MAX }) {
            let (text, width) = layout.fill(fills);
            if width <= MARGIN && before.is_none_or(|width| width > MARGIN + DOUBT) {
                return text;
            }
            before = Some(width);
        }
        self.print(&printed.whole, fills)
    }

    /// Fills the holes and lets prettyplease print the result. The contents of [`Fill::Lines`] are inserted afterwards
    /// as they are.
    fn print(&self, whole: &Layout, fills: &[Fill<'_>]) -> String {
        let (lines, holes): (Vec<_>, Vec<&str>) =
            fills.iter().zip(self.holes).filter(|(fill, _)| matches!(fill, Fill::Lines(_))).unzip();
        let short: Vec<Fill<'_>> = fills
            .iter()
            .zip(self.holes)
            .map(|(fill, hole)| match fill {
                Fill::Lines(_) => Fill::One(hole),
                Fill::One(_) | Fill::List(_) => *fill,
            })
            .collect();
        let text = inner_lines(&reprinted(&whole.fill(&short).0), self.around);
        Layout::of(&text, &holes).map_or(text, |layout| layout.fill(&lines).0)
    }
}

/// The layouts of a template in the output of prettyplease.
struct FormattedTemplate {
    /// The layout with the fewest line breaks, together with the lines that are quoted around the template.
    whole: Layout,
    /// All layouts. The one with the fewest line breaks comes first.
    layouts: Vec<Layout>,
}

impl FormattedTemplate {
    /// Prints the template with holes of several lengths to find all layouts. From `fills` it only reads which holes
    /// contain lists, which is the same for each use of the template.
    fn of(shape: &CodeTemplate, fills: &[Fill<'_>]) -> FormattedTemplate {
        let text = reprinted(&(shape.quoted)().to_string());
        let whole = Layout { pieces: pieces(&text, shape.holes, false) };
        let mut layouts: Vec<Layout> = Layout::of(&inner_lines(&text, shape.around), shape.holes).into_iter().collect();
        let is_piece = |(hole, _): &(&&str, &Fill<'_>)| !hole.starts_with(LINES);
        if let Some((hole, fill)) = shape.holes.iter().zip(fills).rfind(is_piece) {
            for length in LENGTHS {
                let long = lengthened(hole, length);
                let layout = match fill {
                    Fill::List(_) => shape.with_item(&whole, hole, &long),
                    Fill::One(_) | Fill::Lines(_) => shape.with_hole(&whole, hole, &long),
                };
                layouts.extend(layout.filter(|layout| !layouts.contains(layout)));
            }
        }
        FormattedTemplate { whole, layouts }
    }
}

impl CodeTemplate {
    /// The layout that prettyplease chooses if `hole` is replaced by `long`, the same text with a longer identifier.
    /// `None` if prettyplease breaks the text of the hole itself over lines.
    fn with_hole(&self, whole: &Layout, hole: &str, long: &str) -> Option<Layout> {
        let holes: Vec<&str> = self.holes.iter().map(|other| if *other == hole { long } else { other }).collect();
        let fills: Vec<Fill<'_>> = holes.iter().map(|hole| Fill::One(hole)).collect();
        Layout::of(&inner_lines(&reprinted(&whole.fill(&fills).0), self.around), &holes)
    }

    /// The layout that prettyplease chooses if the list in `hole` has a second item, `item`.
    fn with_item(&self, whole: &Layout, hole: &str, item: &str) -> Option<Layout> {
        let items = [hole.to_owned(), item.to_owned()];
        let fill = |other: &&'static str| if *other == hole { Fill::List(&items) } else { Fill::One(other) };
        let fills: Vec<Fill<'_>> = self.holes.iter().map(fill).collect();
        let text = inner_lines(&reprinted(&whole.fill(&fills).0), self.around);
        let end = text.find(hole)? + hole.len();
        let after = text[end..].strip_prefix(',')?.trim_start().strip_prefix(item)?;
        Layout::of(&format!("{}{after}", &text[..end]), self.holes)
    }
}

/// What prettyplease prints for a template with holes of certain lengths: the text between the holes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Layout {
    /// The text before the first hole, between holes, and after the last one.
    pieces: Vec<String>,
}

impl Layout {
    /// Splits `text` at the holes; `None` if it does not contain each of them, in order, on one line.
    fn of(text: &str, holes: &[&str]) -> Option<Layout> {
        let pieces = pieces(text, holes, true);
        (pieces.len() == holes.len() + 1).then_some(Layout { pieces })
    }

    fn length(&self) -> usize {
        self.pieces.iter().map(String::len).sum()
    }

    /// The text with its holes filled, and the length of its longest line, without lines from [`Fill::Lines`].
    fn fill(&self, fills: &[Fill<'_>]) -> (String, usize) {
        let mut text = String::with_capacity(self.length() + fills.iter().map(Fill::length).sum::<usize>());
        let mut width = 0;
        let mut line_start = 0;
        for (index, piece) in self.pieces.iter().enumerate() {
            text.push_str(piece);
            let Some(fill) = fills.get(index).filter(|_| index + 1 < self.pieces.len()) else { continue };
            match fill {
                Fill::One(one) => text.push_str(one),
                Fill::List(items) => {
                    // If the hole is alone on its line, each item gets a line of its own.
                    let indentation = text.rfind('\n').map_or(0, |at| at + 1);
                    let alone = text[indentation..].bytes().all(|byte| byte == b' ')
                        && self.pieces[index + 1].starts_with(",\n");
                    let between = if alone { format!(",\n{}", &text[indentation..]) } else { ", ".to_owned() };
                    text.push_str(&items.join(&between));
                }
                Fill::Lines(lines) => {
                    width = width.max(longest(&text[line_start..]));
                    text.push_str(lines);
                    line_start = text.len();
                }
            }
        }
        width = width.max(longest(&text[line_start..]));
        (text, width)
    }
}

fn longest(text: &str) -> usize {
    let (mut longest, mut start) = (0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        longest = longest.max(end - start);
        start = end + 1;
    }
    longest
}

/// Splits `text` at the holes. With `by_lines`, the indentation before a hole for whole lines and the line break after
/// it belong to the hole, because the lines that replace it have their own.
fn pieces(text: &str, holes: &[&str], by_lines: bool) -> Vec<String> {
    let mut pieces = Vec::with_capacity(holes.len() + 1);
    let mut rest = text;
    for hole in holes {
        let Some((mut before, mut after)) = rest.split_once(hole) else { break };
        if by_lines && hole.starts_with(LINES) {
            before = before.trim_end_matches(' ');
            after = after.strip_prefix('\n').unwrap_or(after);
        }
        pieces.push(before.to_owned());
        rest = after;
    }
    pieces.push(rest.to_owned());
    pieces
}

/// The text of a hole with `by` more letters in its identifier.
fn lengthened(hole: &str, by: usize) -> String {
    let end = hole.find(|char: char| !char.is_ascii_alphanumeric() && char != '_').unwrap_or(hole.len());
    format!("{}{}{}", &hole[..end], "_".repeat(by), &hole[end..])
}

/// The text as prettyplease lays it out.
fn reprinted(text: &str) -> String {
    match syn::parse_file(text) {
        Ok(file) => prettyplease::unparse(&file),
        // If the text is not valid source, an emitter has a bug. The `compile_error!` in the output makes the compiler
        // show where.
        Err(error) => format!("{}\n", error.to_compile_error()),
    }
}

/// The lines of `text` without the first `before` and the last `after` ones.
fn inner_lines(text: &str, (before, after): (usize, usize)) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.get(before..lines.len().saturating_sub(after)).unwrap_or_default().concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quote::quote;

    static FIELD: CodeTemplate =
        CodeTemplate::new(&["__name", "__type"], (1, 1), || quote! { struct S { pub __name: Option<__type> } });

    static FUNCTION: CodeTemplate = CodeTemplate::new(&["__name", "__parameter: __", "__lines!();"], (1, 1), || {
        quote! { impl S { pub fn __name(__parameter: __) -> Self { __lines!(); } } }
    });

    static CALL: CodeTemplate = CodeTemplate::new(&["__index", "__argument.into()"], (2, 2), || {
        quote! { impl S { fn f() { Self { call: Call::new(Self::TEMPLATES[__index], [__argument.into()]), body } } } }
    });

    static ATTRIBUTE: CodeTemplate =
        CodeTemplate::new(&["__note"], (0, 1), || quote! { #[deprecated(note = __note)] struct S; });

    #[test]
    fn a_list_is_broken_where_its_line_grows_too_long() {
        let items = |count: usize| (0..count).map(|index| format!("long_argument_{index}.into()")).collect::<Vec<_>>();
        let call = |count: usize| CALL.fill(&[Fill::One("0"), Fill::List(&items(count))]);
        assert!(call(0).contains("            call: Call::new(Self::TEMPLATES[0], []),\n            body,\n"));
        assert!(call(2).contains("            call: Call::new(\n                Self::TEMPLATES[0],\n"));
        assert!(
            call(2).contains("                [long_argument_0.into(), long_argument_1.into()],\n            ),\n")
        );
        assert!(call(4).contains("                [\n                    long_argument_0.into(),\n"));
    }

    #[test]
    fn filled_in_lines_do_not_affect_line_breaks() {
        let line = format!("        {};\n", "x".repeat(200));
        let text = FUNCTION.fill(&[Fill::One("f"), Fill::List(&["a: T".to_owned()]), Fill::Lines(&line)]);
        assert_eq!(text, format!("    pub fn f(a: T) -> Self {{\n{line}    }}\n"));
    }

    fn name() -> impl Strategy<Value = String> {
        (1..80usize).prop_map(|length| "n".repeat(length))
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec((1..30usize).prop_map(|length| "n".repeat(length)), 0..5)
    }

    /// A filled template equals the output of prettyplease for the same text.
    fn check(shape: &CodeTemplate, fills: &[Fill<'_>]) -> Result<(), TestCaseError> {
        let filled = shape.fill(fills);
        let printed = shape.printed.get().map(|printed| shape.print(&printed.whole, fills));
        prop_assert_eq!(Some(filled), printed);
        Ok(())
    }

    proptest! {
        #[test]
        fn a_filled_template_equals_printed_code(name in name(), ty in name(), names in names()) {
            let parameters: Vec<String> = names.iter().map(|name| format!("{name}: impl Into<String>")).collect();
            let arguments: Vec<String> = names.iter().map(|name| format!("{name}.into()")).collect();
            check(&FIELD, &[Fill::One(&name), Fill::One(&format!("Vec<models::{ty}>"))])?;
            check(&FUNCTION, &[Fill::One(&name), Fill::List(&parameters), Fill::Lines("        body()\n")])?;
            check(&CALL, &[Fill::One("0"), Fill::List(&arguments)])?;
            check(&ATTRIBUTE, &[Fill::One(&format!("{:?}", format!("{name} {ty}")))])?;
        }
    }
}
