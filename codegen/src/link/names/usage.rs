//! Short names of types whose pages have no annotation, as the rest of the tree uses them.
//!
//! In: all pages. Out: for each type that only a title names, the name in JSON or on other pages, if it differs from
//! the title. Invariant: the result is the title's name in another letter case, or a longer name that contains it and
//! that no page has.

use std::collections::BTreeMap;

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::api::{ExampleRole, PageId, PageKind, QualifiedName};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, OperationsDecl, PageDecls, ShapeHint, TypeDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::spelling::short_name;
use crate::link::pages::PageIndex;
use crate::source::Spanned;
use crate::text::identifier::is_identifier;
use crate::text::lowercase::lowered;

/// How often pages use each of several names.
type Votes = BTreeMap<CompactString, usize>;

/// For each page whose first type has a title and no annotation, the name that the tree uses instead of the title.
pub(super) fn names(decls: &[PageDecls], tree: &PageIndex<'_>) -> HashMap<PageId, CompactString> {
    let titled: Vec<(PageId, &str)> = decls.iter().enumerate().filter_map(titled).collect();
    let mut found = HashMap::new();
    if titled.is_empty() {
        return found;
    }
    let known: HashSet<CompactString> = decls.iter().flat_map(|page| &page.types).filter_map(own_name).collect();
    let mut about = count_types_of_linked_bodies(decls, tree);
    of_members(decls, tree, &mut about);
    let spelt = spelt(decls);
    let is_camel = is_camel(&spelt);
    for (page, title) in titled {
        let shown = own_json(&decls[page.index()]);
        let own: Votes = shown.map(|name| (short_name(name), 1)).into_iter().collect();
        let fits = |name: &str, count: usize| {
            let (lower, title_lower) = (name.to_lowercase(), title.to_lowercase());
            if lower == title_lower {
                // A name that occurs only once, in another letter case than the title, is a slip, unless the title
                // begins with a capital letter. A name entirely in lower case is less reliable than a title in
                // camelCase.
                let is_flat = is_small(title) && !name.contains(char::is_uppercase);
                return name == title || is_small(name) && !is_flat && (count > 1 || !is_small(title));
            }
            lower.contains(&title_lower) && !known.contains(&*lower)
        };
        let lower = lowered(title);
        let candidates = [Some(&own), about.get(&page), spelt.get(&lower)].into_iter().flatten();
        let chosen = candidates.filter_map(|votes| most_frequent(votes, fits)).next();
        let chosen = chosen
            .or_else(|| is_camel.then(|| uncapitalised(title)).filter(|name| !is_acronym(title) && name != title));
        found.extend(chosen.filter(|name| name != title).map(|name| (page, name)));
    }
    found
}

/// The finding about a title whose name for the type differs from the name that JSON and other pages use.
pub(super) fn title_differs(headed: &Spanned<CompactString>, name: &QualifiedName) -> Diagnostic {
    let is_case = headed.value.eq_ignore_ascii_case(&name.name);
    let code = if is_case { code::TYPE_NAME_CASE } else { code::TYPE_NAME_DIFFERS };
    let message = format!(
        "the title names the type `{}`, but other statements on the page name it `{}`",
        headed.value, name.name
    );
    Diagnostic::new(code, headed.span, message)
        .help(format!("write `{}` in the title, and `@odata.type` in a resource annotation", name.name))
        .about(Subject::ty(&name.name))
        .fix_unsafely(Edit::Word(headed.span, headed.value.to_string(), name.name.to_string()))
}

/// The page whose type has a name in the title only, and this name. `None` if an annotation names the type.
fn titled((index, page): (usize, &PageDecls)) -> Option<(PageId, &str)> {
    let first = page.types.first().filter(|first| page.kind == PageKind::Resource && first.annotated.is_none())?;
    let name = first.headed.as_ref()?.value.as_str();
    (!name.contains('.')).then_some((PageId::from_index(index), name))
}

/// The short name that a page gives its type, in lower case. `None` if the page names it nowhere.
fn own_name(decl: &TypeDecl) -> Option<CompactString> {
    let name = decl.annotated.as_ref().or(decl.headed.as_ref())?;
    Some(lowered(&short_name(&name.value)))
}

/// The `@odata.type` of the JSON representation of a page. `None` if there is none.
fn own_json(page: &PageDecls) -> Option<&str> {
    let body = page.bodies.iter().find(|body| body.role == ExampleRole::Resource)?;
    stated(body)
}

fn stated(body: &BodyDecl) -> Option<&str> {
    let name = body.root().and_then(JsonNode::stated_type).and_then(JsonNode::as_str)?;
    let name = name.trim_start_matches('#');
    is_identifier(&short_name(name)).then_some(name)
}

/// For each page, counts the types of example bodies: those bodies whose description in prose links to the page.
fn count_types_of_linked_bodies(decls: &[PageDecls], tree: &PageIndex<'_>) -> HashMap<PageId, Votes> {
    let mut about: HashMap<PageId, Votes> = HashMap::new();
    for (index, page) in decls.iter().enumerate() {
        let Some(operations) = &page.operations else { continue };
        for is_response in [false, true] {
            let Some(target) = linked(operations, is_response) else { continue };
            let Some(target) = tree.page(PageId::from_index(index), target) else { continue };
            let bodies = page.bodies.iter().filter(|body| match body.status {
                Some(status) => is_response && status < 300,
                None => !is_response && body.role == ExampleRole::Request,
            });
            for body in bodies {
                let annotated = body.ty.as_ref().map(|ty| ty.value.as_str());
                if let Some(name) = annotated.or_else(|| stated(body)) {
                    *about.entry(target).or_default().entry(short_name(name)).or_default() += 1;
                }
            }
        }
    }
    about
}

/// For each page, counts the types that JSON representations show for members: those members whose type cell links to
/// the page.
fn of_members(decls: &[PageDecls], tree: &PageIndex<'_>, about: &mut HashMap<PageId, Votes>) {
    for (index, page) in decls.iter().enumerate() {
        for decl in page.types.iter().filter(|decl| !decl.shape.is_empty()) {
            for member in &decl.members {
                let Some(target) = member.ty.terms.iter().find_map(|term| term.target.as_deref()) else { continue };
                let shape = decl.shape.iter().find(|shape| shape.name.value == member.name.value);
                let Some(ShapeHint::Named(name)) = shape.map(|shape| &shape.hint) else { continue };
                if name.contains('.')
                    && let Some(target) = tree.page(PageId::from_index(index), target)
                {
                    *about.entry(target).or_default().entry(short_name(name)).or_default() += 1;
                }
            }
        }
    }
}

/// The first link of the prose about a body. `None` if it has no link.
fn linked(operations: &OperationsDecl, is_response: bool) -> Option<&str> {
    let mentions = if is_response { &operations.response.mentions } else { &operations.request.mentions };
    mentions.iter().flat_map(|mention| &mention.terms).find_map(|term| term.target.as_deref())
}

/// The spellings of each short name in annotations and JSON, by the name in lower case.
fn spelt(decls: &[PageDecls]) -> HashMap<CompactString, Votes> {
    let mut spelt: HashMap<CompactString, Votes> = HashMap::new();
    let mut add = |name: &str| {
        let name = name.trim_start_matches('#');
        let short = short_name(name);
        if name.contains('.') && is_identifier(&short) {
            *spelt.entry(lowered(&short)).or_default().entry(short).or_default() += 1;
        }
    };
    for page in decls {
        for body in &page.bodies {
            body.ty.iter().for_each(|ty| add(&ty.value));
            stated(body).into_iter().for_each(&mut add);
        }
        for shape in page.types.iter().flat_map(|decl| &decl.shape) {
            if let ShapeHint::Named(name) = &shape.hint {
                add(name);
            }
        }
    }
    spelt
}

/// Whether nearly all names begin with a small letter.
fn is_camel(spelt: &HashMap<CompactString, Votes>) -> bool {
    let small =
        spelt.values().filter(|votes| most_frequent(votes, |_, _| true).is_some_and(|name| is_small(&name))).count();
    spelt.len() >= 10 && small * 10 >= spelt.len() * 9
}

fn is_small(name: &str) -> bool {
    name.starts_with(char::is_lowercase)
}

/// Whether a name begins with two capital letters.
fn is_acronym(name: &str) -> bool {
    name.chars().take(2).all(char::is_uppercase)
}

fn uncapitalised(name: &str) -> CompactString {
    let mut letters = name.chars();
    letters.next().map_or_else(CompactString::default, |first| first.to_lowercase().chain(letters).collect())
}

/// The most frequent name for which `fits` is true. If several are equally frequent, the first of them in alphabetical
/// order. `None` if it is true for no name.
fn most_frequent(votes: &Votes, fits: impl Fn(&str, usize) -> bool) -> Option<CompactString> {
    let fitting = votes.iter().filter(|(name, count)| fits(name, **count));
    fitting.rev().max_by_key(|(_, count)| **count).map(|(name, _)| name.clone())
}

/// Whether the annotation of a page was copied from another page: the title agrees with the name of the file, another
/// page has the annotated type as its title, and no other page has the title of this page.
pub(super) fn titles_other(decls: &[PageDecls], path: &str, page: PageId, titled: &str, annotated: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let is_own = file.rsplit('-').next().is_some_and(|stem| stem.eq_ignore_ascii_case(titled));
    let is_title = |name: &str, of: &PageDecls| {
        of.types.iter().filter_map(|decl| decl.headed.as_ref()).any(|headed| headed.value.eq_ignore_ascii_case(name))
    };
    let others = || decls.iter().enumerate().filter(|(index, _)| *index != page.index());
    is_own
        && others().any(|(_, other)| is_title(annotated, other))
        && !others().any(|(_, other)| is_title(titled, other))
}
