//! Permission scopes that occur once and resemble a frequent scope, and scopes that no page about the same paths has.

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::decl::OperationsDecl;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::{SourceId, Span};
use crate::text::near;
use crate::text::singular::singular;

/// Compares each scope with the scopes of all pages.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    // The cells in which each scope stands. Several pages may include the same table, so cells at the same place in the
    // same file count once.
    let mut scopes: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
    for (_, decls) in linked.pages() {
        for scope in decls.operations.iter().flat_map(|operations| &operations.scopes) {
            scopes.entry(&scope.value).or_default().insert(scope.span);
        }
    }
    let often: Vec<&str> = scopes.iter().filter(|(_, places)| places.len() > 1).map(|(scope, _)| *scope).collect();
    let mut found = Vec::new();
    spellings(&scopes, &mut found);
    products(linked, &mut found);
    unusual_first_words(&scopes, &mut found);
    let told: BTreeSet<Span> = found.iter().map(|finding| finding.span).collect();
    for (scope, places) in scopes.iter().filter(|(_, places)| places.len() == 1) {
        let Some(span) = places.first() else { continue };
        if told.contains(span) {
            continue;
        }
        let near = near::nearest(scope, often.iter().copied(), 2);
        // Scopes that differ only in letter case are left out here, because `spellings` has compared them.
        let near = near.into_iter().find(|near| is_slip(scope, near) && !near.eq_ignore_ascii_case(scope));
        let Some(near) = near.or_else(|| often.iter().copied().find(|other| is_reordered(scope, other))) else {
            continue;
        };
        found.push(
            Diagnostic::new(code::SCOPE_SLIP, *span, format!("no other page has the permission `{scope}`"))
                .help(format!("write `{near}` if that is meant"))
                .about(Subject::words(scope))
                .fix_unsafely(Edit::Word(*span, (*scope).to_owned(), near.to_owned())),
        );
    }
    found
}

/// Reports scopes that are spelt like a much more frequent scope, except for letter case, full stops and underscores.
fn spellings(scopes: &BTreeMap<&str, BTreeSet<Span>>, found: &mut Vec<Diagnostic>) {
    let key = |scope: &str| scope.to_ascii_lowercase().replace(['_', '.'], "");
    let mut most_frequent: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for (scope, places) in scopes {
        let most = most_frequent.entry(key(scope)).or_insert((scope, places.len()));
        if places.len() > most.1 {
            *most = (scope, places.len());
        }
    }
    for (scope, places) in scopes {
        let (right, count) = most_frequent[&key(scope)];
        if right == *scope || count < 2 || places.len() * 5 > count && places.len() > 1 {
            continue;
        }
        for span in places {
            found.push(
                Diagnostic::new(code::SCOPE_SLIP, *span, format!("the permission `{right}` is written `{scope}` here"))
                    .help(format!("write `{right}`"))
                    .about(Subject::words(scope))
                    .fix_unsafely(Edit::Word(*span, (*scope).to_owned(), right.to_owned())),
            );
        }
    }
}

/// Reports a scope with an unusual first word, such as `Garden.Read.All`: no other cell of the tree has this word,
/// and another scope of the same file differs only in its first word, such as `Gizmo.Read.All`.
fn unusual_first_words(scopes: &BTreeMap<&str, BTreeSet<Span>>, found: &mut Vec<Diagnostic>) {
    let mut cells: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for (scope, places) in scopes {
        cells.entry(word(scope)).or_default().extend(places);
    }
    // The usual scopes that a scope may be mistaken for, by file and by the text after the first word: a scope such as
    // `Mail.Read.All` for `Read.All`.
    let mut usual_word: BTreeMap<(SourceId, &str), &str> = BTreeMap::new();
    for (scope, places) in scopes.iter().filter(|(scope, _)| cells[&word(scope)].len() >= OFTEN) {
        let rest = scope.split_once('.').map_or("", |(_, rest)| rest);
        for place in places {
            usual_word.entry((place.source, rest)).or_insert(scope);
        }
    }
    for (scope, places) in scopes {
        let Some(place) = places.first().filter(|_| cells[&word(scope)].len() == 1) else { continue };
        let Some((first, rest)) = scope.split_once('.') else { continue };
        // If the cell also contains the usual scope, the rare scope was not written by mistake in its place.
        let Some(other) = usual_word.get(&(place.source, rest)).filter(|other| !scopes[*other].contains(place)) else {
            continue;
        };
        found.push(
            Diagnostic::new(
                code::SCOPE_SLIP,
                *place,
                format!("no other table has a permission of `{first}`, as `{scope}` is"),
            )
            .help(format!("write `{other}` if that is meant"))
            .about(Subject::words(scope))
            .fix_unsafely(Edit::Word(*place, (*scope).to_owned(), (*other).to_owned())),
        );
    }
}

/// The first word of a scope, such as `Mail`, is usual in the tree if at least this many cells have a scope with it.
const OFTEN: usize = 5;

/// Whether a scope is usual on pages about the same paths is decided only if there are more such pages than this.
const LEAST: usize = 3;

/// An unusual scope is taken for the scope of another product only if its first word, such as `Mail` in `Mail.Read`,
/// occurs on more pages of the tree than this.
const COMMON: usize = 5;

/// The highest number of request lines of a page that are compared. A limit keeps pages with very many lines fast.
const LINES: usize = 32;

/// The first word of a scope in lower case, which names a product or a kind of object: `mail` for `Mail.Read`.
fn word(scope: &str) -> String {
    scope.split('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// Counts which first words of scopes the pages about the same paths have. Two pages are about the same paths if their
/// paths begin alike, as with `users/messages`, or if their file names have the same first word.
#[derive(Default)]
struct Products {
    /// The number of pages for each beginning of paths, such as `users/messages`, and for each first word of file
    /// names, such as `-user`.
    pages: BTreeMap<String, usize>,
    /// For each key of `pages` together with the first word of a scope: the number of pages with both.
    words: BTreeMap<(String, String), usize>,
    /// For each first word of a scope, the number of pages with it.
    totals: BTreeMap<String, usize>,
}

impl Products {
    fn add(&mut self, stem: &str, decl: &OperationsDecl) {
        let scopes: BTreeSet<String> = decl.scopes.iter().map(|scope| word(&scope.value)).collect();
        for key in beginnings(decl).into_iter().chain([stem.to_owned()]) {
            for scope in &scopes {
                *self.words.entry((key.clone(), scope.clone())).or_default() += 1;
            }
            *self.pages.entry(key).or_default() += 1;
        }
        scopes.into_iter().for_each(|scope| *self.totals.entry(scope).or_default() += 1);
    }

    /// Whether scopes with this first word are usual on pages about the same paths. Also true if too few pages are
    /// about the same paths to tell.
    fn is_usual(&self, scope: &str, stem: &str, keys: &BTreeSet<String>) -> bool {
        let has = |key: &str| self.words.get(&(key.to_owned(), scope.to_owned())).is_some_and(|count| *count > 1);
        let known = |key: &&String| self.pages.get(*key).is_some_and(|count| *count > LEAST);
        // Long beginnings such as `users/messages` tell more about a page than short ones such as `users`. The short
        // ones count only if too few pages have the long ones.
        let long: Vec<&String> = keys.iter().filter(|key| key.contains('/')).filter(known).collect();
        let told = if long.is_empty() { keys.iter().filter(known).collect() } else { long };
        told.is_empty() || has(stem) || told.iter().any(|key| has(key))
    }
}

/// Reports a cell of a permission table if the first words of all its scopes, such as `Mail`, are unusual on other
/// pages about the same paths. The scopes are probably those of another product.
fn products(linked: &Linked<'_>, found: &mut Vec<Diagnostic>) {
    let stem = |page| {
        let file = linked.path(page).rsplit('/').next().unwrap_or_default();
        format!("-{}", file.split('-').next().unwrap_or_default())
    };
    let mut products = Products::default();
    let decls = || linked.pages().filter_map(|(page, decls)| Some((page, decls.operations.as_deref()?)));
    decls().for_each(|(page, decl)| products.add(&stem(page), decl));
    for (page, decl) in decls() {
        let mut cells: BTreeMap<Span, Vec<(String, &str)>> = BTreeMap::new();
        for scope in &decl.scopes {
            cells.entry(scope.span).or_default().push((word(&scope.value), &scope.value));
        }
        // For each first word of a scope, the cells that contain it. A word is strange on this page if it meets three
        // conditions: only one cell of the page has it; it is usual elsewhere, but not on pages about these paths;
        // and it contains no part of the path, as `PrintConnector` contains `connector`.
        let mut rows: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
        for (span, cell) in &cells {
            for (word, _) in cell {
                rows.entry(word).or_default().insert(*span);
            }
        }
        let (stem, keys) = (stem(page), beginnings(decl));
        let named: BTreeSet<String> =
            decl.routes.iter().take(LINES).flat_map(|route| singular_segments(&route.raw)).collect();
        let is_strange = |word: &str| {
            rows[word].len() == 1
                && products.totals.get(word).is_some_and(|count| *count > COMMON)
                && !named.iter().any(|part| word.contains(part.as_str()))
                && !products.is_usual(word, &stem, &keys)
        };
        let words: BTreeSet<&str> = rows.keys().copied().filter(|word| is_strange(word)).collect();
        for (span, cell) in &cells {
            let Some((_, scope)) = cell.first().filter(|_| cell.iter().all(|(word, _)| words.contains(word.as_str())))
            else {
                continue;
            };
            let message = format!("no other page about these paths has a permission such as `{scope}`");
            found.push(
                Diagnostic::new(code::SCOPE_SLIP, *span, message)
                    .help("write a permission of the same product as the other pages do")
                    .about(Subject::words(scope)),
            );
        }
    }
}

/// The segments of a path in the singular and in lower case. Placeholders and segments of at most five characters are
/// left out.
fn singular_segments(path: &str) -> Vec<String> {
    let path = path.split('?').next().unwrap_or_default();
    let names = path.split('/').filter(|part| !part.starts_with('{') && part.len() > 5);
    names.map(|name| singular(&name.to_ascii_lowercase())).collect()
}

/// The first segment, and the first two segments, of each path of a page; placeholders and arguments do not count.
fn beginnings(decl: &OperationsDecl) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for route in decl.routes.iter().take(LINES) {
        let path = route.raw.split('?').next().unwrap_or_default();
        let names = path.split('/').map(|segment| segment.split(['(', ':']).next().unwrap_or_default().trim());
        let mut names = names.filter(|name| !name.is_empty() && !name.starts_with('{')).map(str::to_ascii_lowercase);
        let Some(first) = names.next() else { continue };
        keys.extend(names.next().map(|second| format!("{first}/{second}")));
        keys.insert(first);
    }
    keys
}

/// Whether a scope may be a misspelling of another one: exactly one of the words between full stops differs, and not
/// merely as singular and plural.
fn is_slip(scope: &str, near: &str) -> bool {
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (scope.split('.').collect(), near.split('.').collect());
    let mut other = ours.iter().zip(&theirs).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (other.next(), other.next()) else { return false };
    // A plural may be right: `Group.Read` and `Groups.Read` may be two scopes.
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    // Short words that differ in two letters, such as `Sites` and `Files` or `Lock` and `Unlock`, are two words.
    let is_near = !near::nearest(a, std::iter::once(*b), if a.len().min(b.len()) < 6 { 1 } else { 2 }).is_empty();
    ours.len() == theirs.len() && a.len() > 1 && !plural(a, b) && !plural(b, a) && is_near
}

/// Whether two scopes consist of the same words in another order.
fn is_reordered(scope: &str, other: &str) -> bool {
    let sorted = |scope: &str| {
        let mut words: Vec<String> = scope.split('.').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    scope.len() == other.len() && scope != other && sorted(scope) == sorted(other)
}
