//! Names of operations: the path of the module, and the name within it.
//!
//! In: the operations of an API. Out: a unique name for each. Invariant: a name follows from the name of the page's
//! file, the method and the templates, never from the title or from the order of pages.
//!
//! The words of a file name before the verb are modules (`area-thing-list.md` is in `routes::area::thing`); the verb
//! and its object are the name. Several file names give the same name: `thing-post`, `thing-create` and
//! `thing-post-things` all give `CreateThing`. Only one of these file names owns the name (the table is in
//! `phrase.rs`). The route of any other is in a further module, such as `routes::thing::post::CreateThing`. Therefore a
//! new page or a new title renames no existing route; `plan/tests/names.rs` tests this. There is one exception: an
//! action whose name is a verb with its object, such as `createPart` beside `thing-post-parts.md`. Such an action moves
//! into a further module, with a finding. So do operations of a file without a verb, such as `things.md`, if another
//! file has the same names. Capitals within a word come from the names of types and the segments of
//! paths.

mod page;
mod phrase;
mod spelling;
mod word;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};

use self::page::PageName;
use self::phrase::{Phrase, WordSource, phrase};
use self::spelling::KnownSpellings;
use self::word::fixed_word;
use crate::api::{Api, Operation, OperationId, PageId, Part, Template};
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::plan::naming::ident::{Ident, NameCase};
use crate::plan::naming::reserved::{DEEPEST, RESERVED_MODULES};
use crate::text::singular::singular;
use crate::text::stem::stem;

/// The Rust name of an operation, and the modules that contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::plan) struct RouteName {
    /// The modules below `routes`, from the outermost on.
    pub(in crate::plan) module: Vec<Ident>,
    /// The subject of the module, as the page calls it.
    pub(in crate::plan) subject: String,
    /// The name within the module, such as `GetUser`.
    pub(in crate::plan) name: Ident,
}

/// The name that an operation gets if no other operation claims it.
struct NameClaim {
    name: RouteName,
    /// The submodule to which the operation moves if another operation has the name.
    aside: Ident,
    /// If two operations claim the same name, the operation with the lower rank keeps it.
    rank: Rank,
}

/// How an operation came by its name. The first variant has the strongest claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// `overrides.toml` states the name.
    Pinned,
    /// The name of the file has a known verb: `user-list-messages` claims `ListMessages`.
    Phrase,
    /// The name of the file ends with the name of an action or function: `user-sendmail` claims `SendMail`.
    Call,
    /// The name of the file has no verb: `users` with `POST /users` claims `CreateUser`.
    Path,
}

/// A name for each operation.
pub(in crate::plan) fn names(api: &Api, diagnostics: &mut Vec<Diagnostic>) -> Vec<RouteName> {
    let spelling = KnownSpellings::of(api);
    let mut claims: Vec<NameClaim> = Vec::with_capacity(api.operations.len());
    while let Some(first) = api.operations.get(claims.len()) {
        let from = claims.len();
        let rest = &api.operations[from..];
        let count = rest.iter().take_while(|operation| operation.page == first.page).count();
        claims.extend(of_page(api, &spelling, first.page, &rest[..count]));
    }
    resolve_collisions(api, claims, diagnostics)
}

/// The names that the operations of one page claim.
fn of_page(api: &Api, spelling: &KnownSpellings<'_>, page: PageId, operations: &[Operation]) -> Vec<NameClaim> {
    let stem = stem(&api[page].path).to_lowercase();
    let routes = operations.iter().flat_map(|operation| &operation.routes);
    let paths = routes.map(|route| route.template.segments.iter().filter_map(fixed_word).collect());
    let file = PageName::of(&stem, &paths.collect::<Vec<Vec<&str>>>());
    let mut modules: Vec<String> = file.subject.iter().map(|word| spelling.of_subject(word)).collect();
    let subject = modules.last().cloned().unwrap_or_default();
    if modules.len() > DEEPEST {
        let rest = modules.split_off(DEEPEST - 1).join("_");
        modules.push(rest);
    }
    let named = operations.iter().map(|operation| {
        let templates: Vec<&Template> = operation.routes.iter().map(|route| &*route.template).collect();
        let phrase = phrase(&file, &subject, operation.method, &templates, spelling);
        (operation, templates, phrase)
    });
    let named: Vec<(&Operation, Vec<&Template>, Phrase)> = named.collect();
    // If the name of the file has no verb, the names are made of the methods and paths of the operations. In most
    // cases they already differ, and need no suffix.
    let differ = file.tail.is_empty() && {
        let words: BTreeSet<&str> = named.iter().map(|(_, _, phrase)| phrase.words.as_str()).collect();
        words.len() == named.len()
    };
    let suffixes = if differ { vec![String::new(); named.len()] } else { suffixes(&file, operations) };
    let claim = |((operation, templates, phrase), suffix): ((&Operation, Vec<&Template>, Phrase), &String)| {
        let Phrase { words, source, is_own } = phrase;
        let aside = file.tail.iter().map(|word| spelling.of_tail(word, &templates)).collect::<Vec<String>>().join("_");
        let aside = module(if aside.is_empty() { &stem } else { &aside });
        let mut path: Vec<Ident> = modules.iter().map(|word| module(word)).collect();
        if !is_own && operation.pinned.is_none() {
            path.push(aside.clone());
        }
        let (words, rank) = match (&operation.pinned, source) {
            (Some(pinned), _) => (pinned.to_string(), Rank::Pinned),
            (None, WordSource::Verb) => (words + suffix, Rank::Phrase),
            (None, WordSource::Call) => (words + suffix, Rank::Call),
            (None, WordSource::Path) => (words + suffix, Rank::Path),
        };
        let name = Ident::new(&words, NameCase::Camel);
        NameClaim { name: RouteName { module: path, subject: subject.clone(), name }, aside, rank }
    };
    named.into_iter().zip(&suffixes).map(claim).collect()
}

fn module(words: &str) -> Ident {
    let name = Ident::new(words, NameCase::Module);
    if RESERVED_MODULES.contains(&name.as_str()) { name.with_suffix("_") } else { name }
}

/// For each operation of one page, the suffix that distinguishes its name from the others. It begins with the method,
/// such as `ByPatch`, unless that is the method of the verb in the file name. The last segment of the path follows,
/// except for the operation with the shortest path.
fn suffixes(file: &PageName, operations: &[Operation]) -> Vec<String> {
    let usual = file.method();
    let main =
        operations.iter().map(|operation| operation.method).min_by_key(|&method| (Some(method) != usual, method));
    let of_method = |operation: &Operation| match file.tail.is_empty() || Some(operation.method) == main {
        true => String::new(),
        false => format!("By{}", Ident::new(operation.method.as_str(), NameCase::Camel)),
    };
    let length = |operation: &Operation| operation.routes.iter().map(|route| route.template.segments.len()).min();
    let of_path = |(index, operation): (usize, &Operation)| {
        let same_method = operations.iter().enumerate().filter(|(_, other)| other.method == operation.method);
        let shortest =
            same_method.min_by_key(|&(index, operation)| (operation.part == Part::Other, length(operation), index));
        let is_shortest = shortest.is_none_or(|(shortest, _)| shortest == index);
        let last = operation.routes.first().and_then(|route| last_fixed(&route.template));
        let last = last.filter(|_| !is_shortest).unwrap_or_default();
        let item;
        // A page may have one operation with a path to a collection and one with a path to an item. One of the two
        // gets no suffix: the one for the collection if the file name says `list`, otherwise the one for the item.
        let lists = file.tail.first().is_some_and(|verb| verb == "list");
        let has_item = operations.iter().any(|other| other.part == Part::Item && other.method == operation.method);
        let last = match operation.part {
            Part::Item if lists => "item",
            Part::Item => "",
            Part::Other if operation.part_words().contains('{') => {
                let one = singular(last);
                item = if one == last { format!("{last}_item") } else { one };
                &item
            }
            Part::Whole if has_item => {
                if lists {
                    ""
                } else {
                    "list"
                }
            }
            _ => last,
        };
        of_method(operation) + &Ident::new(&format!("x_{last}"), NameCase::Camel).as_str()[1..]
    };
    operations.iter().enumerate().map(of_path).collect()
}

/// The last segment of a path that is a word, including `$ref` and the like.
fn last_fixed(template: &Template) -> Option<&str> {
    template.segments.iter().rev().find_map(fixed_word)
}

/// Gives each operation its name. If two operations claim the same name, the operation with the higher rank moves into
/// a module of its own.
fn resolve_collisions(api: &Api, mut claims: Vec<NameClaim>, diagnostics: &mut Vec<Diagnostic>) -> Vec<RouteName> {
    let page = |index: usize| &api[api.operations[index].page].path;
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&index| (claims[index].rank, index));
    let mut owners: HashMap<RouteKey, usize> = HashMap::with_capacity(claims.len());
    for index in order {
        let claim = &mut claims[index];
        let Some(&owner) = owners.get(&key(&claim.name)) else {
            owners.insert(key(&claim.name), index);
            continue;
        };
        let wanted = claim.name.name.clone();
        if claim.name.module.last() != Some(&claim.aside) && page(owner) != page(index) {
            claim.name.module.push(claim.aside.clone());
        }
        let mut number = 2_usize;
        while owners.contains_key(&key(&claim.name)) {
            claim.name.name = wanted.with_suffix(&number.to_string());
            number += 1;
        }
        owners.insert(key(&claim.name), index);
        let module: Vec<String> = claim.name.module.iter().map(Ident::to_string).collect();
        let found = format!(
            "the operation of `{}` is named `{wanted}` in Rust too, and this one is `routes::{}::{}`",
            page(owner),
            module.join("::"),
            claim.name.name,
        );
        diagnostics.push(
            Diagnostic::new(code::NAME_COLLISION, api.operations[index].span, found)
                .help("state a name for one of the operations in `overrides.toml`")
                .about(Subject::words(&api.operations[index].title)),
        );
    }
    claims.into_iter().map(|claim| claim.name).collect()
}

/// The modules and the name of a route. No two operations may have the same name in the same module.
type RouteKey = (Vec<Ident>, Ident);

fn key(name: &RouteName) -> RouteKey {
    (name.module.clone(), name.name.clone())
}

/// The operations of each module, sorted by the path of the module.
pub(in crate::plan) fn by_module(names: &[RouteName]) -> BTreeMap<&[Ident], Vec<OperationId>> {
    let mut modules: BTreeMap<&[Ident], Vec<OperationId>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        // A module without operations exists too if it has submodules.
        for depth in 1..name.module.len() {
            modules.entry(&name.module[..depth]).or_default();
        }
        modules.entry(&name.module).or_default().push(OperationId::from_index(index));
    }
    modules
}
