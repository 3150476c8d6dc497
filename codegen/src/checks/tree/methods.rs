//! Rows in tables of methods that contradict the operation page that they link to.

use std::collections::BTreeMap;

use crate::api::{ItemType, Method, Operation, PageId, ResponseBody, TypeRef};
use crate::code;
use crate::decl::MethodRow;
use crate::diagnostic::{Diagnostic, Edit, NewRow, Subject};
use crate::link::Linked;
use crate::source::{Span, relative};
use crate::text::identifier::camel_words;

/// How many pages without a row a finding names. Of the others it gives only the number.
const SHOWN: usize = 3;

/// Compares each row of the tables of methods with the operation on the page that the row links to, and reports
/// operation pages to which no row links.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let operations = &linked.api.operations;
    let mut rows: BTreeMap<PageId, usize> = BTreeMap::new();
    for (page, decls) in linked.pages() {
        let targets = decls.methods.iter().filter_map(|row| linked.page(page, row.target.as_ref()?));
        targets.for_each(|target| *rows.entry(target).or_default() += 1);
    }
    let mut found = Vec::new();
    for (page, decls) in linked.pages() {
        let exchanged = exchanged(linked, page, &decls.methods);
        for (at, row) in decls.methods.iter().enumerate() {
            let is_same = |other: &&MethodRow| other.target == row.target && other.title == row.title;
            if let Some(first) = decls.methods[..at].iter().find(is_same).filter(|_| row.target.is_some()) {
                found.push(
                    Diagnostic::new(
                        code::ROW_TWICE,
                        row.span,
                        format!("the table of methods has two rows for `{}`", row.title),
                    )
                    .help("keep only one row for the method")
                    .about(Subject::words(&row.title))
                    .note(first.span, "the first row for the method")
                    .fix_unsafely(Edit::RemoveLines(row.span)),
                );
                continue;
            }
            let Some(target) = row.target.as_ref().and_then(|target| linked.page(page, target)) else { continue };
            if let Some((meant, partner)) = exchanged.get(&at) {
                // If two rows have each other's link, only the first of them is reported.
                if partner.is_none_or(|partner| at < partner) {
                    found.push(link_to_other_page(
                        linked,
                        row,
                        target,
                        (page, *meant),
                        partner.map(|at| &decls.methods[at]),
                    ));
                }
                continue;
            }
            let start = operations.partition_point(|operation| operation.page < target);
            let end = operations.partition_point(|operation| operation.page <= target);
            // A row that links to a page with several operations may mean any of these operations.
            let [operation] = &operations[start..end] else { continue };
            let without_edit = |(message, help)| (message, help, None);
            let told = verb(row, operation)
                .or_else(|| other_title(linked, row, (page, target), operation))
                .map(without_edit)
                .or_else(|| contradicted_no_content(linked, row, operation).map(without_edit))
                .or_else(|| {
                    let stated = linked.expr(&row.returns, page)?;
                    let (message, help) = returns(linked, stated, operation, rows.get(&target) == Some(&1))?;
                    Some((message, help, in_number(row, stated, operation)))
                });
            if let Some((message, help, edit)) = told {
                found.push(
                    Diagnostic::new(code::METHOD_ROW, row.span, message)
                        .help(help)
                        .about(Subject::words(&row.title))
                        .note(operation.span, "the page that it leads to")
                        .fix_unsafely_if(edit),
                );
            }
        }
    }
    // One row that leads to a wrong page causes two findings: this row is wrong, and no row leads to the right page.
    // Only the first is reported.
    let is_told = |omitted: &Diagnostic, found: &[Diagnostic]| {
        found.iter().any(|told| told.code == code::METHOD_ROW && told.span.source == omitted.span.source)
    };
    let omitted = unlisted(linked, &rows).into_iter();
    let omitted: Vec<Diagnostic> = omitted.filter(|omitted| !is_told(omitted, &found)).collect();
    found.extend(omitted);
    found
}

/// A title in the form in which titles are compared: `Group: Get member` and `get members` give the same key.
fn title_key(title: &str) -> String {
    let words = title.rsplit_once(": ").map_or(title, |(_, words)| words);
    let key: String = words.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    key.trim_end_matches('s').to_owned()
}

/// Finds the rows with a wrong link: the text of the row is not the title of the page that it links to, but the title
/// of a page to which another row of the table links.
///
/// The key is the index of the row with the wrong link. The value has the page with that title, and the index of the
/// other row if the two rows have each other's link.
fn exchanged(linked: &Linked<'_>, page: PageId, rows: &[MethodRow]) -> BTreeMap<usize, (PageId, Option<usize>)> {
    let targets: Vec<Option<PageId>> =
        rows.iter().map(|row| row.target.as_ref().and_then(|target| linked.page(page, target))).collect();
    let title = |page: PageId| title_key(&linked.decls(page).title.value);
    // The pages that the rows link to, by title. `None` for a title that several of these pages have.
    let mut pages: BTreeMap<String, Option<PageId>> = BTreeMap::new();
    for target in targets.iter().copied().flatten() {
        let known = pages.entry(title(target)).or_insert(Some(target));
        *known = known.filter(|known| *known == target);
    }
    let meant = |at: usize| {
        let target = targets[at]?;
        let key = title_key(&rows[at].title);
        pages.get(&key).copied().flatten().filter(|meant| *meant != target && key != title(target))
    };
    let mut found = BTreeMap::new();
    let mut by_target: BTreeMap<(PageId, PageId), usize> = BTreeMap::new();
    for (at, target) in targets.iter().enumerate() {
        if let (Some(target), Some(meant)) = (*target, meant(at)) {
            found.insert(at, (meant, None));
            by_target.insert((target, meant), at);
        }
    }
    for (at, (meant, partner)) in &mut found {
        *partner = targets[*at].and_then(|target| by_target.get(&(*meant, target)).copied());
    }
    found
}

/// Creates the finding about a row whose text is the title of one page and whose link leads to another page.
fn link_to_other_page(
    linked: &Linked<'_>,
    row: &MethodRow,
    target: PageId,
    (page, meant): (PageId, PageId),
    partner: Option<&MethodRow>,
) -> Diagnostic {
    let message = format!("the row `{}` leads to the page `{}`", row.title, linked.decls(target).title.value);
    let finding = Diagnostic::new(code::METHOD_ROW, row.span, message)
        .help(format!("link `{}`", relative(linked.path(page), linked.path(meant))))
        .about(Subject::words(&row.title));
    match partner {
        Some(partner) => finding.note(partner.span, "this row leads to the page that is meant"),
        None => finding.note(linked.decls(meant).title.span, "the page with this title"),
    }
}

/// Reports operation pages to which no row of a table of methods leads. The file of such a page is named after a
/// resource, and the table of that resource has rows for its other operations.
fn unlisted(linked: &Linked<'_>, rows: &BTreeMap<PageId, usize>) -> Vec<Diagnostic> {
    let stem = |page| linked.path(page).rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let resources: BTreeMap<&str, PageId> =
        linked.pages().filter(|(_, decls)| decls.methods.len() > 1).map(|(page, _)| (stem(page), page)).collect();
    let mut omitted: BTreeMap<PageId, (&MethodRow, Vec<PageId>)> = BTreeMap::new();
    let mut listed: BTreeMap<PageId, usize> = BTreeMap::new();
    for (page, decls) in linked.pages() {
        if decls.operations.is_none() || rows.contains_key(&page) {
            continue;
        }
        let name = stem(page);
        let parts = name.match_indices('-').map(|(at, _)| &name[..at]);
        let Some(owner) = parts.filter_map(|part| resources.get(part)).next_back() else { continue };
        let methods = &linked.decls(*owner).methods;
        let own = format!("{}-", stem(*owner));
        let is_own = |row: &&MethodRow| {
            let target = row.target.as_ref().and_then(|target| linked.page(*owner, target));
            target.is_some_and(|target| stem(target).starts_with(&own))
        };
        // If the page of the resource links to the operation page outside of its table of methods, no row is missing.
        let links = linked.decls(*owner).links.iter().any(|(link, _)| linked.page(*owner, link) == Some(page));
        let others: Vec<&MethodRow> = methods.iter().filter(is_own).collect();
        if links || 2 * others.len() < methods.len() {
            continue;
        }
        let Some(last) = others.last() else { continue };
        // If the link of a row leads to no page, it may mean this page. Another check reports that link, so no further
        // row is demanded.
        let is_broken = |row: &MethodRow| {
            let target = row.target.as_ref().filter(|target| target.ends_with(".md"));
            target.is_none_or(|target| linked.page(*owner, target).is_none())
        };
        if methods.iter().any(is_broken) {
            continue;
        }
        let others = others.len();
        listed.insert(*owner, others);
        omitted.entry(*owner).or_insert_with(|| (last, Vec::new())).1.push(page);
    }
    let finding = |(owner, (last, pages)): (PageId, (&MethodRow, Vec<PageId>))| {
        let title = |page: PageId| &linked.decls(page).title;
        let message = match pages.len() - 1 {
            0 => format!("no row of methods leads to the page `{}`", title(pages[0]).value),
            more => format!("no row of methods leads to the page `{}`, nor to {more} others", title(pages[0]).value),
        };
        let mut finding = Diagnostic::new(code::METHOD_ROW, last.span, message)
            .help(format!("add a row with a link to `{}`", linked.path(pages[0])))
            .about(Subject::path(linked.path(pages[0])))
            // There is an edit only for a single page, because the rows of several pages would all be inserted at the
            // same place.
            .fix_unsafely_if((pages.len() == 1).then(|| new_row(linked, owner, last, pages[0])).flatten());
        for page in pages.iter().take(SHOWN) {
            finding = finding.note(title(*page).span, "no row leads to this page");
        }
        finding.more = u16::try_from(pages.len().saturating_sub(SHOWN)).unwrap_or(u16::MAX);
        finding
    };
    // A table that lacks many operations may omit them on purpose, so it is not reported.
    omitted.retain(|owner, (_, pages)| {
        let listed = listed.get(owner).copied().unwrap_or_default();
        4 * pages.len() <= listed
    });
    omitted.into_iter().map(finding).collect()
}

/// The edit that adds a row about the operation of `page` below the row `last`.
fn new_row(linked: &Linked<'_>, owner: PageId, last: &MethodRow, page: PageId) -> Option<Edit> {
    let title = &linked.decls(page).title.value;
    let operations = &linked.api.operations;
    let start = operations.partition_point(|operation| operation.page < page);
    let end = operations.partition_point(|operation| operation.page <= page);
    let [operation] = &operations[start..end] else { return None };
    let returns = match operation.response.body {
        ResponseBody::Value(ty) if ty.collection => format!("{} collection", linked.short(ty.item)),
        ResponseBody::Value(ty) => linked.short(ty.item).to_owned(),
        ResponseBody::None => "None".to_owned(),
        ResponseBody::Stream | ResponseBody::Redirect => return None,
    };
    let link = relative(linked.path(owner), linked.path(page));
    let is_plain = !title.contains(['[', ']', '|', '\\']) && last.name.end <= last.returns.span.start;
    let cells = vec![(last.name, format!("[{title}]({link})")), (last.returns.span, returns)];
    is_plain.then(|| Edit::Row(Box::new(NewRow { above: last.span, cells })))
}

/// The edit that adds or removes the word `collection` in the return type of a row. `None` if the row names another
/// type than the operation returns, or if its cell has not the simple form that the edit needs. Called only for rows
/// with a wrong return type.
fn in_number(row: &MethodRow, stated: TypeRef, operation: &Operation) -> Option<Edit> {
    const COLLECTION: &str = " collection";
    let ResponseBody::Value(actual) = operation.response.body else { return None };
    let cell = &row.returns;
    if stated.item != actual.item || cell.terms.len() != 1 {
        None
    } else if actual.collection {
        let end = Span { start: cell.span.end, ..cell.span };
        Some(Edit::Replace(end, COLLECTION.to_owned()))
    } else {
        let text = cell.raw.trim_end().to_lowercase();
        let is_last = text.ends_with(COLLECTION) && text.matches(COLLECTION).count() == 1;
        is_last.then(|| Edit::Word(cell.span, COLLECTION.to_owned(), String::new()))
    }
}

/// The message and the help of a finding, if the first word of a row contradicts the method of the requests: `Delete`
/// beside `GET`. `None` if they agree.
fn verb(row: &MethodRow, operation: &Operation) -> Option<(String, String)> {
    let method = operation.method;
    contradicts(&row.title, method).then(|| {
        (
            format!(
                "the words of the row `{}` do not fit the page that it leads to, which describes {} requests",
                row.title,
                method.as_str()
            ),
            "link to the page of the method that the row names, or correct the words of the row".to_owned(),
        )
    })
}

/// Whether a text such as `Delete group` begins with a verb that `method` contradicts: `Delete` does not fit GET, PATCH
/// and PUT. POST contradicts no verb.
pub(super) fn contradicts(words: &str, method: Method) -> bool {
    let Some(word) = words.split_whitespace().next() else { return false };
    let others: &[Method] = match word.to_ascii_lowercase().as_str() {
        "get" | "list" => &[Method::Delete, Method::Patch, Method::Put],
        "delete" => &[Method::Get, Method::Patch, Method::Put],
        "update" => &[Method::Get, Method::Delete],
        "create" => &[Method::Get, Method::Delete],
        _ => return false,
    };
    others.contains(&method)
}

/// If a row does not fit the page that it links to, the message and the help of a finding about it. A row does not
/// fit if it has the verb of another operation, or no word that is also in the title, the path or the file name of
/// the page. `None` if the row fits.
fn other_title(
    linked: &Linked<'_>,
    row: &MethodRow,
    (page, target): (PageId, PageId),
    operation: &Operation,
) -> Option<(String, String)> {
    let decls = linked.decls(target);
    let title = decls.title.value.as_str();
    let message = || format!("the row `{}` leads to a page about another method, `{title}`", row.title);
    let class = |verb: &str| match verb.to_ascii_lowercase().as_str() {
        "get" | "list" => Some("get"),
        "create" => Some("create"),
        "update" => Some("update"),
        "delete" => Some("delete"),
        _ => None,
    };
    let first = |words: &str| class(words.split_whitespace().next().unwrap_or_default());
    if let (Some(said), Some(actual)) = (first(&row.title), first(title))
        && said != actual
    {
        return Some((
            message(),
            "link to the page of the method that the row names, or correct the words of the row".to_owned(),
        ));
    }
    let key =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase() };
    let file = |page| linked.path(page).rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let paths = operation.routes.iter().map(|route| route.raw.as_str());
    let known = key(&[title, file(target)].into_iter().chain(paths).collect::<Vec<_>>().join(" "));
    let owner = file(page).rsplit('-').next().unwrap_or_default();
    let mut words = row
        .title
        .split_whitespace()
        .flat_map(camel_words)
        .filter(|word| is_word(word) && !owner.contains(&word.to_lowercase()))
        .peekable();
    words.peek()?;
    // Words are compared by their first four letters, because their ends differ between singular and plural.
    let is_there = |word: &str| {
        let word = key(word);
        known.contains(word.get(..4).unwrap_or(&word))
    };
    let is_other = words.all(|word| word.is_ascii() && !is_there(word)) && !known.contains(&key(owner));
    is_other.then(|| (message(), "link to the page of the method that the row names".to_owned()))
}

/// Whether a word of a row can show what the linked page is about. Short words and verbs cannot; verbs have too many
/// synonyms.
fn is_word(word: &str) -> bool {
    const VERBS: &[&str] =
        &["create", "delete", "list", "update", "remove", "post", "assign", "unassign", "read", "from"];
    word.len() > 3 && !VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word))
}

/// The message and the help of a finding, if a row says that the operation returns nothing, but the text on the
/// operation's page says that it returns a value.
fn contradicted_no_content(linked: &Linked<'_>, row: &MethodRow, operation: &Operation) -> Option<(String, String)> {
    let ResponseBody::Value(actual) = operation.response.body else { return None };
    let ItemType::Structured(_) = actual.item else { return None };
    // An annotation may name a type even if its example has no body. So only the text of the response section counts.
    let decl = linked.decls(operation.page).operations.as_ref()?;
    let has_body = operation.response.status.iter().all(|status| [200, 201].contains(status));
    let is_said = has_body && !decl.response.mentions.is_empty() && !decl.response.has_no_body;
    (row.returns.raw.eq_ignore_ascii_case("none") && is_said).then(|| {
        let actual = format!("{}{}", linked.short(actual.item), if actual.collection { " collection" } else { "" });
        (
            format!("this row says that nothing is returned, but the linked page says that `{actual}` is returned"),
            format!("write `{actual}`"),
        )
    })
}

/// The message and the help of a finding, if the type in a row contradicts the type of the response; `None` if they
/// agree. If several rows link to the page, an unrelated type is not reported, because the page may return several
/// types.
fn returns(linked: &Linked<'_>, stated: TypeRef, operation: &Operation, is_only: bool) -> Option<(String, String)> {
    let ResponseBody::Value(actual) = operation.response.body else { return None };
    let (ItemType::Structured(one), ItemType::Structured(other)) = (stated.item, actual.item) else { return None };
    let api = linked.api;
    let is_related = api.are_related(one, other);
    if is_related && stated.collection == actual.collection || !is_related && !is_only {
        return None;
    }
    let words = |ty: TypeRef| format!("{}{}", linked.short(ty.item), if ty.collection { " collection" } else { "" });
    let (stated, actual) = (words(stated), words(actual));
    Some((
        format!("this row says that `{stated}` is returned, but the linked page says that `{actual}` is returned"),
        if is_related {
            format!("write `{actual}`, or correct the linked page")
        } else {
            "write the same type in the row and in the response section".to_owned()
        },
    ))
}
