//! Reads what prose says about parameters, headers and members of the body: list items and lines that begin with a name
//! in code or in bold.
//!
//! In: a text of a section about parameters, headers or the body. Out: names with types, remarks and descriptions. A
//! line describes a name only if a type, a remark or a separator such as `:` follows the name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use compact_str::CompactString;

use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::mentioned;
use crate::decl::section::operation::place::is_section;
use crate::decl::section::operation::query_options;
use crate::decl::section::operation::response;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::requests::is_request_heading;
use crate::decl::vocabulary::{BODY, HEADERS, PARAMETERS, demand, primitive};
use crate::decl::{DocDecl, HeaderDecl, OperationsDecl, ParameterDecl, Remarks, TypeExpr, prose};
use crate::page::{Block, Inline, Text};
use crate::source::{Span, Spanned};
use crate::text::identifier::is_identifier;
use crate::text::letters::letters;
use crate::text::phrase::Words;

/// What a list item or line says about the name with which it begins.
struct Described<'s> {
    name: CompactString,
    /// The type that the line states. `None` if it states none.
    ty: Option<TypeExpr>,
    required: Option<bool>,
    /// Whether a heading or a line above says that all items below it are required (`Some(true)`) or optional
    /// (`Some(false)`).
    caption: Option<bool>,
    /// The words after the name, the type and words such as `required`: the description.
    rest: Text<'s>,
}

/// Characters that may separate a name from its description.
const MARKS: [char; 4] = [':', '-', '–', '—'];

/// Adds what list items, lines and sentences say about parameters, headers and members of the body.
pub(super) fn read(reader: &PageReader<'_, '_>, decl: &mut OperationsDecl) {
    let names = names(decl);
    let (mut parameters, mut headers, mut members) = (Vec::new(), Vec::new(), Vec::new());
    let mut options = BTreeSet::new();
    // Whether a heading or a line such as `Required:` says that the items below it are required or optional.
    let mut caption = None;
    for (block, place) in reader.blocks() {
        let marked;
        let text = match block {
            Block::Heading(_) => {
                caption = demand::of_heading(&place.heading);
                continue;
            }
            Block::Paragraph(text) => {
                caption = demand::of_caption(&text.plain()).or(demand::of_heading(&place.heading));
                text
            }
            Block::Item(item) if is_section(place, PARAMETERS) => {
                marked = marked_name(&item.text);
                marked.as_ref().unwrap_or(&item.text)
            }
            Block::Item(item) => &item.text,
            Block::Fence(fence) if is_section(place, HEADERS) => {
                headers.extend(fence.body.lines().filter_map(|line| field(line, fence.span)));
                continue;
            }
            _ => continue,
        };
        let found = || {
            let found = lines(text).iter().filter_map(described).collect::<Vec<Described<'_>>>().into_iter();
            found.map(|item| Described { caption, ..item })
        };
        if is_section(place, HEADERS) {
            match found() {
                found if found.len() > 0 => headers.extend(found.map(Described::header)),
                _ => response::request_headers(text, &mut headers),
            }
        } else if is_section(place, BODY) {
            let depth = if let Block::Item(item) = block { item.depth } else { 0 };
            let items = found().filter(|item| item.ty.is_some()).map(Described::parameter);
            items.for_each(|member| nest(&mut members, depth, member));
        } else if is_section(place, PARAMETERS) {
            let of_function = place.heading.starts_with("function parameter");
            let items = found().map(|item| ParameterDecl { of_function, ..item.parameter() });
            let before = parameters.len();
            parameters.extend(items);
            if before == parameters.len() {
                arguments(text, &names, &mut parameters);
            }
            if place.heading.contains("query") {
                query_options::read(text, matches!(block, Block::Item(_)), &mut options);
                if before == parameters.len() {
                    let is_option = |name: &str| options.contains(format!("${name}").to_lowercase().as_str());
                    let named = mentioned::parameters(text).into_iter().filter(|named| !is_option(&named.name.value));
                    parameters.extend(named);
                }
            }
        } else if is_request_heading(&place.heading) {
            arguments(text, &names, &mut parameters);
        }
    }
    if options.remove(query_options::FOLLOWING) {
        let rows: Vec<CompactString> =
            decl.parameters.iter().filter_map(|row| query_options::of_row(&row.name.value)).collect();
        options.extend(if rows.is_empty() { vec![query_options::ANY.into()] } else { rows });
    }
    decl.query_options = options.into_iter().collect();
    add_new(parameters, &mut decl.parameters);
    add_new(members, &mut decl.request.rows);
    if decl.headers.is_empty() {
        response::without_repetitions(&mut headers);
        decl.headers = headers;
    }
}

/// The header in a line of a code block: `If-Match: {etag}`. `None` if the line is not a header.
fn field(line: &str, span: Span) -> Option<HeaderDecl> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let value = Text { span, inlines: vec![Inline::Code(value.trim().to_owned().into())] };
    is_name.then(|| HeaderDecl { name: name.into(), required: None, doc: DocDecl::of(&value), span })
}

/// A list item that begins with a name without markup and a separator, such as `pageSize (default 50): …` or `$top:
/// …`. It is returned with the name as code. `None` for any other item.
fn marked_name<'s>(text: &Text<'s>) -> Option<Text<'s>> {
    let Some(Inline::Text(words)) = text.inlines.first() else { return None };
    let end = words.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '$' | '_')).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let is_name = name.trim_start_matches('$').starts_with(|c: char| c.is_ascii_lowercase());
    let is_marked = [":", " (", " - ", " – ", " — "].iter().any(|mark| rest.starts_with(mark));
    if !is_name || !is_marked {
        return None;
    }
    let head = [Inline::Code(name.to_owned().into()), Inline::Text(rest.to_owned().into())];
    Some(Text { span: text.span, inlines: head.into_iter().chain(text.inlines[1..].iter().cloned()).collect() })
}

/// Divides a text into lines. A new line begins where a name in code or in bold follows a line break.
fn lines<'s>(text: &Text<'s>) -> Vec<Text<'s>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let begins = |at: usize| matches!(text.inlines.get(at + 1), Some(Inline::Code(_) | Inline::Strong(_)));
    for (at, inline) in text.inlines.iter().enumerate() {
        if matches!(inline, Inline::Break) && begins(at) {
            lines.push(Text { span: text.span, inlines: text.inlines[start..at].to_vec() });
            start = at + 1;
        }
    }
    lines.push(Text { span: text.span, inlines: text.inlines[start..].to_vec() });
    lines
}

/// Reads `name` (Type, required): …, `name`: Type. …, `name` – … and **name**: … `None` for a line in any other form.
fn described<'s>(line: &Text<'s>) -> Option<Described<'s>> {
    let (Inline::Code(word) | Inline::Strong(word)) = line.inlines.first()? else { return None };
    let name = word.trim().trim_end_matches([':', '.']).trim_end();
    let bare = name.trim_start_matches(['$', '@']);
    if bare.is_empty() || !bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@')) {
        return None;
    }
    let after_name = &line.inlines[1..];
    let words = concatenated(after_name);
    let part = |from: usize, to: usize| Text { span: line.span, inlines: cut_between(after_name, from, to) };
    let skip = |at: usize, marks: &[char]| {
        words.len() - words[at..].trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c)).len()
    };
    let mut found = Described { name: name.into(), ty: None, required: None, caption: None, rest: Text::default() };
    let mut at = skip(0, &[]);
    let mut is_marked = word.trim_end().ends_with(':');
    if words[at..].starts_with('(') {
        let end = closing(&words, at)?;
        let mut from = at + 1;
        for (index, told) in words[from..end].split(',').enumerate() {
            let to = from + told.len();
            match demand::exact(told) {
                Some(required) => found.required = Some(required),
                None if index == 0 => found.ty = stated_type(&part(from, to)),
                None => {}
            }
            from = to + 1;
        }
        is_marked |= found.ty.is_some() || found.required.is_some();
        at = skip(end + 1, &[]);
    }
    let next = skip(at, &MARKS);
    is_marked |= words[at..next].contains(MARKS);
    if !is_marked {
        return None;
    }
    at = next;
    // At most two parts stand before the description: a type, and a remark such as `required`.
    for _ in 0..2 {
        let Some(end) = words[at..].find(['.', ';', ',']).map(|end| at + end) else { break };
        let ty = stated_type(&part(at, end)).filter(|_| found.ty.is_none() && primitive(&words[at..end]).is_some());
        match demand::exact(&words[at..end]) {
            Some(required) => found.required = Some(required),
            None if ty.is_some() => found.ty = ty,
            None => break,
        }
        at = skip(end, &['.', ';', ',']);
    }
    found.rest = part(skip(at, &MARKS), words.len());
    Some(found)
}

impl Described<'_> {
    fn parameter(self) -> ParameterDecl {
        let span = self.rest.span;
        let mut remarks = prose::remarks(&self.rest, &Words::of(self.rest.plain()));
        remarks.required = self.required.or(remarks.required).or(self.caption);
        ParameterDecl {
            name: Spanned { value: self.name, span },
            ty: self.ty,
            inherited_from: None,
            remarks,
            members: Vec::new(),
            of_function: false,
            doc: DocDecl::of(&self.rest),
            span,
        }
    }

    fn header(self) -> HeaderDecl {
        let Remarks { required, .. } = prose::remarks(&self.rest, &Words::of(self.rest.plain()));
        let required = self.required.or(required).or(self.caption);
        HeaderDecl { name: self.name, required, doc: DocDecl::of(&self.rest), span: self.rest.span }
    }
}

/// Adds the types that sentences state for the placeholders in the request lines. For `/ports/{port}`, this is such a
/// sentence: **port**, a `String`, is … The placeholders are in `names`.
fn arguments(text: &Text<'_>, names: &BTreeSet<String>, found: &mut Vec<ParameterDecl>) {
    for (at, inline) in text.inlines.iter().enumerate() {
        let (Inline::Code(name) | Inline::Strong(name)) = inline else { continue };
        if !is_identifier(name) || !names.contains(&letters(name).collect::<String>()) {
            continue;
        }
        let Some(Inline::Text(lead)) = text.inlines.get(at + 1) else { continue };
        let lead = lead.trim_start_matches([' ', ',', '(', ':', '–', '—', '-']);
        let lead = lead.strip_prefix("is ").unwrap_or(lead);
        let article = ["a ", "an "].iter().find_map(|article| lead.strip_prefix(article));
        let marked = match text.inlines.get(at + 2) {
            Some(Inline::Code(word) | Inline::Strong(word)) if article.unwrap_or(lead).trim().is_empty() => Some(word),
            _ => None,
        };
        let words = marked.map_or_else(|| article.unwrap_or(lead), Cow::as_ref);
        let word = words.split(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
        // A word in lower case, such as `number` or `time`, is often an ordinary word, so it counts as a type only if
        // it is marked as code or bold.
        let is_type = primitive(word).is_some() && (marked.is_some() || word.starts_with(char::is_uppercase));
        if is_type {
            let many = marked.is_none() && words[word.len()..].trim_start().starts_with("collection");
            let behind = match (marked, text.inlines.get(at + 3)) {
                (None, _) => &words[word.len()..],
                (Some(_), Some(Inline::Text(words))) => words.as_ref(),
                (Some(_), _) => "",
            };
            let clause = behind.split([';', '.']).next().unwrap_or_default();
            let clause = clause.trim_start_matches([',', ')', ' ', '.']).trim_end().to_owned();
            let ty = TypeExpr { collection: many, ..type_expr::parse(word.trim_end_matches('.'), text.span) };
            found.push(ParameterDecl {
                name: Spanned { value: name.as_ref().into(), span: text.span },
                ty: Some(ty),
                inherited_from: None,
                remarks: Remarks::default(),
                members: Vec::new(),
                of_function: false,
                doc: DocDecl::of(&Text { span: text.span, inlines: vec![Inline::Text(clause.into())] }),
                span: text.span,
            });
        }
    }
}

/// The names of the placeholders in all request lines, reduced to letters and digits in lower case (see [`letters`]).
fn names(decl: &OperationsDecl) -> BTreeSet<String> {
    let placeholders = decl.routes.iter().flat_map(|route| &route.template.placeholders);
    placeholders
        .map(|placeholder| letters(&placeholder.raw).collect())
        .filter(|name: &String| !name.is_empty())
        .collect()
}

/// Adds the member that a list item describes. At `depth` 0, it is a member of the body. At a greater depth, it is a
/// member of the value that the nearest less indented item above describes.
fn nest(members: &mut Vec<ParameterDecl>, depth: u8, member: ParameterDecl) {
    match members.last_mut() {
        Some(owner) if depth > 0 => nest(&mut owner.members, depth - 1, member),
        Some(_) | None => members.push(member),
    }
}

/// Adds those rows of `found` whose names do not occur in `rows` yet. Names are compared in any letter case.
fn add_new(found: Vec<ParameterDecl>, rows: &mut Vec<ParameterDecl>) {
    let mut known: BTreeSet<CompactString> = rows.iter().map(|row| row.name.value.to_lowercase()).collect();
    rows.extend(found.into_iter().filter(|row| known.insert(row.name.value.to_lowercase())));
}

/// The type that words name: a primitive type, a collection of one, or a link. `None` for any other words.
fn stated_type(words: &Text<'_>) -> Option<TypeExpr> {
    let ty = type_expr::read(words);
    let is_type = words.links().next().is_some() || ty.terms.iter().any(|term| primitive(&term.text).is_some());
    is_type.then_some(ty)
}

/// The byte offset of the bracket that closes the bracket at `open`; `None` if it is not closed.
fn closing(words: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    words[open..].char_indices().find_map(|(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(open + at)
    })
}

/// The words of all parts of a text, one directly after the other. A line break becomes a space.
fn concatenated(inlines: &[Inline<'_>]) -> String {
    inlines.iter().map(words).collect()
}

fn words<'t>(inline: &'t Inline<'_>) -> &'t str {
    match inline {
        Inline::Text(words) | Inline::Strong(words) | Inline::Code(words) => words,
        Inline::Link(link) => &link.text,
        Inline::Break => " ",
        Inline::Html(_) => "",
    }
}

/// The parts of a text whose words stand between two offsets in its [`concatenated`] form. Ordinary words are cut at
/// the offsets; links and other parts stay whole.
fn cut_between<'s>(inlines: &[Inline<'s>], from: usize, to: usize) -> Vec<Inline<'s>> {
    let mut found = Vec::new();
    let mut start = 0;
    for inline in inlines {
        let end = start + words(inline).len();
        if end > from && start < to {
            found.push(match inline {
                Inline::Text(words) => {
                    let cut = &words[from.saturating_sub(start)..(to - start).min(words.len())];
                    Inline::Text(cut.to_owned().into())
                }
                whole => whole.clone(),
            });
        }
        start = end;
    }
    found
}
