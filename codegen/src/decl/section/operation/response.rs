//! Reads the sentences of the `Request body` and `Response` sections: which types and status codes they name.

mod part;

use std::collections::BTreeSet;

use compact_str::CompactString;

use crate::api::Method;
use crate::decl::section::operation::request_lines::METHODS;
use crate::decl::table::type_expr;
use crate::decl::vocabulary::requests::{
    ADDRESSES, BYTES_RETURNED, BYTES_SENT, CHANGEABLE, NO_REQUEST_BODY, NO_RESPONSE_BODY, REQUEST_FIELDS,
    RETURNED_PRIMITIVES,
};
use crate::decl::{DocDecl, HeaderDecl, RequestDecl, ResponseDecl, TypeExpr};
use crate::page::{Inline, Row, Table, Text};
use crate::source::Span;
use crate::text::identifier::is_identifier;
use part::sentences_of_parts;

/// Adds what one paragraph of the `Request body` section says.
pub(crate) fn request(text: &Text<'_>, decl: &mut RequestDecl) {
    let lower = text.plain().to_ascii_lowercase();
    decl.has_no_body |= NO_REQUEST_BODY.iter().any(|phrase| lower.contains(phrase))
        || matches!(lower.trim_end_matches('.'), "none" | "empty" | "not applicable");
    decl.stream |= BYTES_SENT.iter().any(|phrase| lower.contains(phrase));
    if decl.media.is_none() && !lower.contains("json") {
        decl.media = media_type(&lower);
    }
    decl.changeable.extend(changeable(text));
    // A text about `@odata.bind` mentions types whose items the body only refers to by URL. None of them is the type of
    // the body.
    if !lower.contains("@odata.bind") {
        decl.mentions.extend(mentions(text));
    }
}

/// The first media type, such as `image/jpeg`, in a text in lower case. `None` if the text names none.
pub(crate) fn media_type(lower: &str) -> Option<CompactString> {
    const KINDS: [&str; 7] = ["application", "audio", "image", "message", "multipart", "text", "video"];
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-'))
    };
    lower.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let (kind, rest) = word.split_once('/')?;
        (KINDS.contains(&kind) && is_part(rest)).then(|| word.into())
    })
}

/// The names in a sentence that says which properties can be changed: Only **a** and **b** can be changed.
fn changeable(text: &Text<'_>) -> Vec<CompactString> {
    let (mut names, mut found) = (Vec::new(), Vec::new());
    let mut sentence = String::new();
    let mut end = |sentence: &mut String, names: &mut Vec<CompactString>| {
        let only = sentence.split_whitespace().any(|word| word == "only");
        let says = CHANGEABLE.iter().any(|phrase| sentence.contains(phrase)) && !sentence.contains("not ");
        if says && (only || names.len() > 1) {
            found.append(names);
        }
        names.clear();
        sentence.clear();
    };
    for inline in &text.inlines {
        match inline {
            Inline::Text(words) => {
                for part in words.split_inclusive(['.', ';']) {
                    sentence.push_str(&part.to_ascii_lowercase());
                    if part.ends_with(['.', ';']) {
                        end(&mut sentence, &mut names);
                    }
                }
            }
            Inline::Code(word) | Inline::Strong(word) if is_identifier(word) => names.push(word.as_ref().into()),
            Inline::Code(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Break | Inline::Html(_) => {
                sentence.push(' ');
            }
        }
    }
    end(&mut sentence, &mut names);
    found
}

/// Adds what a list item of the `Request body` section says. An item such as `name` (String): … declares a member of
/// the body, as a row of a table does.
pub(in crate::decl) fn request_item(text: &Text<'_>, decl: &mut RequestDecl) {
    request(text, decl);
    if let Some(Inline::Code(word) | Inline::Strong(word)) = text.inlines.first()
        && is_identifier(word.trim_end_matches([':', '.']))
    {
        decl.named.push(word.trim_end_matches([':', '.']).into());
    }
}

/// The method that a text of the "Response" section is about: `GET: …`, `For GET requests, …`, a heading `GET`. `None`
/// if the text names no method in this way.
pub(in crate::decl) fn method(words: &str) -> Option<Method> {
    let words = words.trim_start();
    let words =
        ["For a ", "For an ", "For the ", "For "].iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
    let (word, rest) = words.split_at(words.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(words.len()));
    let (_, method) = METHODS.iter().find(|(known, _)| *known == word)?;
    let rest = rest.trim_start();
    let goes_on = rest.is_empty() || rest.starts_with([':', ',', '-', '–', '—']) || rest.starts_with("request");
    goes_on.then_some(*method)
}

/// Adds what a text of the `Response` section says. If the text or its heading names a method, this is recorded for
/// that method too.
pub(in crate::decl) fn response_in(text: &Text<'_>, heading: &str, decl: &mut ResponseDecl) {
    response(text, decl);
    read_path_ends(text, decl);
    let Some(method) = method(&text.plain()).or_else(|| method(heading)) else { return };
    let at = decl.by_method.iter().position(|(of, _)| *of == method).unwrap_or(decl.by_method.len());
    if at == decl.by_method.len() {
        decl.by_method.push((method, ResponseDecl::default()));
    }
    response(text, &mut decl.by_method[at].1);
    read_path_ends(text, &mut decl.by_method[at].1);
}

/// Adds what each sentence says about the response to paths with a certain end, such as `…/content` or `…/$count`.
fn read_path_ends(text: &Text<'_>, decl: &mut ResponseDecl) {
    for (part, sentence) in sentences_of_parts(text, !decl.by_path_end.is_empty()) {
        let at = decl.by_path_end.iter().position(|(of, _)| *of == part).unwrap_or(decl.by_path_end.len());
        if at == decl.by_path_end.len() {
            decl.by_path_end.push((part, ResponseDecl { span: text.span, ..ResponseDecl::default() }));
        }
        response(&sentence, &mut decl.by_path_end[at].1);
    }
}

/// Adds the status code in a heading such as `200 OK` within the `Response` section.
pub(super) fn heading(text: &Text<'_>, decl: &mut ResponseDecl) {
    let lower = text.plain().to_ascii_lowercase();
    let begins = |code: &u16| lower.trim_start_matches("http ").starts_with(&code.to_string());
    let Some(code) = codes(&lower).next().filter(begins) else { return };
    if decl.span == Span::default() {
        decl.span = text.span;
    }
    if !decl.codes.contains(&code) {
        decl.codes.push(code);
    }
}

/// Whether a heading or a text, in lower case, begins with a status code of failure, such as 404.
pub(super) fn is_about_failure(lower: &str) -> bool {
    let words = lower.trim_start().trim_start_matches("http ");
    let digits = words.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    digits.len() == 3 && digits.parse().is_ok_and(|code: u16| (400..600).contains(&code))
}

/// Adds what one paragraph of the `Response` section says. A paragraph that begins with a status code of failure, such
/// as 404, and names no code of success is left out.
pub(crate) fn response(text: &Text<'_>, decl: &mut ResponseDecl) {
    let lower = text.plain().to_ascii_lowercase();
    if is_about_failure(&lower) && codes(&lower).next().is_none() {
        return;
    }
    for code in codes(&lower) {
        if !decl.codes.contains(&code) {
            decl.codes.push(code);
        }
    }
    body(text, &lower, decl);
    let is_address = |name: &str| ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known));
    if decl.progress_type.is_none() && headers(text).any(is_address) {
        decl.progress_type =
            mentions(text).into_iter().find(|mention| mention.terms.iter().any(|term| term.target.is_some()));
    }
    let is_sent = |name: &&str| REQUEST_FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field));
    add_headers(headers(text).filter(|name| !is_sent(name)), text.span, &mut decl.headers);
}

/// Adds what a text says about the response body; `lower` is the text in lower case.
pub(super) fn body(text: &Text<'_>, lower: &str, decl: &mut ResponseDecl) {
    decl.says_no_body |= NO_RESPONSE_BODY.iter().any(|phrase| lower.contains(phrase)) && !is_about_one_status(lower);
    decl.has_no_body |= decl.says_no_body || lower.contains("no content");
    decl.stream |= BYTES_RETURNED.iter().any(|phrase| lower.contains(phrase));
    let found = mentions(text);
    // Looks for words about both one item and a collection of the returned type, which is the first of the types found.
    // Doing this for all types of a paragraph would take quadratic time.
    decl.one_or_many |= found.first().is_some_and(|mention| says_one_and_many(lower, &mention.raw));
    decl.mentions.extend(found);
    decl.mentions.extend(primitive(&text.plain(), text.span));
}

/// Whether a text such as `200 OK with the item, or 204 with no response body` states a status with a body (200 or 201)
/// and another status, and says only of the other one that there is no body.
fn is_about_one_status(lower: &str) -> bool {
    let has_body = |code: u16| code == 200 || code == 201;
    if !codes(lower).any(has_body) || codes(lower).all(has_body) {
        return false;
    }
    let says = |clause: &str| NO_RESPONSE_BODY.iter().any(|phrase| clause.contains(phrase));
    let mut clauses = lower.split([',', '.', ';']).filter(|clause| says(clause)).peekable();
    clauses.peek().is_some() && clauses.all(|clause| codes(clause).next().is_some() && !codes(clause).any(has_body))
}

/// Adds the request headers that a paragraph names.
pub(super) fn request_headers(text: &Text<'_>, rows: &mut Vec<HeaderDecl>) {
    add_headers(headers(text), text.span, rows);
}

fn add_headers<'t>(names: impl Iterator<Item = &'t str>, span: Span, rows: &mut Vec<HeaderDecl>) {
    let row = |name: &str| HeaderDecl { name: name.into(), required: None, doc: DocDecl::default(), span };
    rows.extend(names.map(row));
}

/// Drops a header if an earlier one has the same name in any letter case, and this one has neither a description nor a
/// statement that it is required or optional.
pub(super) fn without_repetitions(rows: &mut Vec<HeaderDecl>) {
    let mut known = BTreeSet::new();
    rows.retain(|row| known.insert(row.name.to_ascii_lowercase()) || row.required.is_some() || !row.doc.is_empty());
}

/// The headers that a paragraph names: `Location` header, `Location` response header.
fn headers<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t str> {
    let inlines = text.inlines.iter().enumerate();
    inlines.filter_map(|(index, inline)| match inline {
        Inline::Code(word) | Inline::Strong(word) => {
            let after = words_after(&text.inlines[index + 1..]);
            let mut after = after.split_whitespace();
            let first = after.next().unwrap_or_default();
            let is_header = first.starts_with("header")
                || ["request", "response"].contains(&first) && after.next()?.starts_with("header");
            let is_name = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            (is_header && is_name).then_some(word.as_ref())
        }
        Inline::Text(_) | Inline::Break | Inline::Html(_) | Inline::Link(_) => None,
    })
}

/// Records the type to which a row of a table links, if the row is about a header such as `Location`. This type is the
/// resource with the progress of a long-running operation.
pub(super) fn progress_types(table: &Table<'_>, decl: &mut ResponseDecl) {
    let is_address = |row: &&Row<'_>| {
        let name = row.plain(0).to_ascii_lowercase();
        ADDRESSES.iter().any(|known| name.split([' ', ':']).next() == Some(known))
    };
    let linked = |row: &Row<'_>| row.cells.iter().skip(1).flat_map(mentions).next();
    decl.progress_type = decl.progress_type.take().or_else(|| table.rows.iter().filter(is_address).find_map(linked));
}

/// Whether a text in lower case mentions both one item of a type and a collection of items. Then some paths of the page
/// return one item, and others a collection.
fn says_one_and_many(lower: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(&phrase.replace('@', &name)));
    [" or ", "otherwise", "without"].iter().any(|word| lower.contains(word))
        && says(&["single @", "a @ object", "an @ object", "one @"])
        && says(&["collection of @", "list of @", "array of @", "page of @", "@ collection", "all @"])
}

/// A primitive type that a sentence names as the result: `a Boolean value`, `an Int32 in the response body`, `a
/// collection of strings`. `None` if the sentence names none.
fn primitive(plain: &str, span: Span) -> Option<TypeExpr> {
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is = |word: Option<&&str>, known: &[&str]| {
        word.is_some_and(|word| known.iter().any(|known| word.trim_end_matches(['.', ',']).eq_ignore_ascii_case(known)))
    };
    // Only about one word in a hundred is the name of a type, such as `string`. So these names are searched for first,
    // and only the words around them are checked further.
    (1..words.len()).filter(|&at| is(words.get(at), RETURNED_PRIMITIVES)).find_map(|at| {
        let before = words.get(at.wrapping_sub(2)..at).unwrap_or_default();
        let several = is(before.first(), &["collection", "list", "array"]) && is(before.last(), &["of"]);
        let many = several || is(words.get(at + 1), &["collection"]);
        let goes_on = at + 1 == words.len()
            || words[at].ends_with('.')
            || is(words.get(at + 1), &["value", "values", "object", "objects", "collection", "in", "that", "which"]);
        let said = goes_on && (several || is(words.get(at - 1), &["a", "an"]));
        said.then(|| TypeExpr { collection: many, ..type_expr::parse(words[at], span) })
    })
}

/// The status codes of success and redirection in a text, such as `200`. Each code has to be a word of its own with
/// three digits. Numbers beyond the known codes, such as `365` in `Office 365`, are left out.
pub(super) fn codes(lower: &str) -> impl Iterator<Item = u16> {
    lower
        // Text is not divided at hyphens at first, so that `200-series` can be left out as a whole.
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .map(|word| if word.ends_with("-series") { "" } else { word })
        .flat_map(|word| word.split('-'))
        .filter(|word| word.len() == 3)
        .filter_map(|word| word.parse().ok())
        // The code 304 is left out: `304 Not Modified` is not what an operation returns.
        .filter(|code| matches!(code, 200..=208 | 226 | 300..=303 | 305..=308))
}

/// The types that a paragraph mentions, by a link or by a word in bold or code. The words around it decide whether a
/// collection is meant.
fn mentions(text: &Text<'_>) -> Vec<TypeExpr> {
    let mut found: Vec<(bool, TypeExpr)> = Vec::new();
    for (index, inline) in text.inlines.iter().enumerate() {
        let (words, target, span) = match inline {
            Inline::Link(link) => (link.text.as_str(), Some(link.destination.as_ref()), link.span),
            Inline::Strong(words) | Inline::Code(words) => (words.as_ref(), None, text.span),
            Inline::Text(_) | Inline::Break | Inline::Html(_) => continue,
        };
        let Some(term) = type_expr::term(words, target, span) else { continue };
        if term.text.contains(char::is_whitespace) || term.text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let lower = words.to_ascii_lowercase();
        // A word such as `Location` before `header` or `response header` is the name of a header and not of a type.
        if words_after(&text.inlines[index + 1..]).split_whitespace().take(2).any(|word| word.starts_with("header")) {
            continue;
        }
        let collection = lower.ends_with("collection")
            || lower.starts_with("collection(")
            || announces_many(&words_before(&text.inlines[..index]))
            || goes_on_with_many(&words_after(&text.inlines[index + 1..]));
        let linked = target.is_some();
        found.push((linked, TypeExpr { terms: vec![term], collection, raw: words.into(), span }));
    }
    found.sort_by_key(|(linked, _)| !linked);
    found.into_iter().map(|(_, expr)| expr).collect()
}

/// Whether the words before a type say that several items are meant, such as `a collection of`. Only the last 40
/// characters of the clause count.
fn announces_many(before: &str) -> bool {
    const MAX_DISTANCE: usize = 40;
    let clause = before.rsplit(['.', ',']).next().unwrap_or_default();
    let start = clause.char_indices().rev().take(MAX_DISTANCE).last().map_or(0, |(at, _)| at);
    ["collection of", "list of", "array of", "set of", "page of", "pages of", "collections of"]
        .iter()
        .any(|phrase| clause[start..].contains(phrase))
        || [" all", " all the"].iter().any(|words| clause.trim_end().ends_with(words))
}

/// Whether the words after a type say that several items are meant, such as `objects` or `collection`.
fn goes_on_with_many(after: &str) -> bool {
    ["collection", "objects", "resources"].iter().any(|word| after.trim_start().starts_with(word))
}

/// The words directly before a part of a text, back to the previous markup, in lower case.
fn words_before(inlines: &[Inline<'_>]) -> String {
    let run = inlines.iter().rev().take_while(|inline| is_word(inline)).count();
    words(&inlines[inlines.len() - run..])
}

/// The words directly after a part of a text, up to the next markup, in lower case.
fn words_after(inlines: &[Inline<'_>]) -> String {
    let run = inlines.iter().take_while(|inline| is_word(inline)).count();
    words(&inlines[..run])
}

fn is_word(inline: &Inline<'_>) -> bool {
    match inline {
        Inline::Text(_) | Inline::Break => true,
        Inline::Strong(_) | Inline::Code(_) | Inline::Link(_) | Inline::Html(_) => false,
    }
}

fn words(run: &[Inline<'_>]) -> String {
    let mut words = String::new();
    for inline in run {
        if let Inline::Text(text) = inline {
            words.push_str(text);
        }
    }
    words.make_ascii_lowercase();
    words
}
