//! Type cells whose link and text disagree, and words that misspell `collection`.

use crate::api::{ItemType, PageId, PageKind};
use crate::code;
use crate::decl::table::type_expr::is_collection_slip;
use crate::decl::vocabulary::primitive;
use crate::decl::{TypeDecl, TypeExpr, TypeTerm};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Span;
use crate::text::identifier::{camel_words, is_identifier};
use crate::text::near;
use crate::text::singular::plural;

/// Checks the type cells of all rows, and the texts about requests and responses.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_foreign = is_foreign(linked);
    for (page, decls) in linked.pages() {
        let rows = decls.types.iter().flat_map(|decl| &decl.members).map(|member| (&member.name.value, &member.ty));
        let bodies = decls.operations.iter().flat_map(|decl| decl.request.rows.iter());
        let bodies = bodies.filter_map(|row| Some((&row.name.value, row.ty.as_ref()?)));
        // All parameters in a URL are text, so their type cells may have words such as `int`: `alias` does not check
        // them.
        let parameters = decls.operations.iter().flat_map(|decl| &decl.parameters);
        let parameters = parameters.filter_map(|row| Some((&row.name.value, row.ty.as_ref()?)));
        let typed = rows.chain(bodies).map(|(name, ty)| (name, ty, true));
        let stated = || decls.operations.iter().flat_map(|decl| decl.request.rows.iter().chain(&decl.parameters));
        found.extend(
            stated().filter_map(|row| misspelt_parameter_type(linked, page, &row.name.value, row.ty.as_ref()?)),
        );
        // An inherited property has the type that the table of the base type states. So the linker does not resolve the
        // type cell of the inherited row, and a misspelling in it is reported here.
        let inherited = decls.types.iter().flat_map(|decl| &decl.members).filter(|row| row.inherited_from.is_some());
        found.extend(inherited.filter_map(|row| misspelt_parameter_type(linked, page, &row.name.value, &row.ty)));
        for (name, ty, is_typed) in typed.chain(parameters.map(|(name, ty)| (name, ty, false))) {
            found.extend(word(name, ty).or_else(|| alias(name, ty).filter(|_| is_typed && !is_foreign)));
            found.extend(operation(linked, page, name, ty));
            for term in &ty.terms {
                found.extend(link(linked, page, name, term, false));
            }
        }
        found.extend(relationships(linked, page));
        let docs = decls.operations.iter().map(|decl| &decl.doc).chain(decls.types.iter().map(|decl| &decl.doc));
        for (_, text, target) in docs.flat_map(|doc| &doc.links) {
            // `doc.links` has the texts of links, and `decls.links` has their places. The place of this link is that of
            // a link with the same target and with the length of `[text](target)`.
            let length = "[]()".len() + text.len() + target.len();
            let place = decls.links.iter().find(|(link, span)| link == target && span.range().len() == length);
            if target.contains('#') || !linked.is_spelt(text, page) {
                continue;
            }
            let Some((_, span)) = place else { continue };
            let term = TypeTerm { text: text.clone(), target: Some(target.clone()), span };
            found.extend(link(linked, page, text, &term, true));
        }
        for decl in &decls.types {
            found.extend(misspelt_property(linked, page, decl));
        }
        for claim in decls.types.iter().flat_map(|decl| &decl.bases).filter(|claim| claim.base.target.is_some()) {
            found.extend(link(linked, page, &claim.base.text, &claim.base, false));
        }
        for term in decls.methods.iter().flat_map(|row| &row.returns.terms).filter(|term| term.target.is_some()) {
            found.extend(link(linked, page, &term.text, term, true));
        }
        let mentions =
            decls.operations.iter().flat_map(|decl| decl.response.mentions.iter().chain(&decl.request.mentions));
        for term in mentions.flat_map(|mention| &mention.terms).filter(|term| term.target.is_some()) {
            found.extend(link(linked, page, &term.text, term, true));
        }
    }
    found
}

/// The primitive types that tables of parameters name most often.
const PRIMITIVES: &[&str] = &["String", "Boolean", "DateTimeOffset", "Int32", "Int64", "Double", "Guid", "Duration"];

/// Reports a misspelt primitive type of a parameter, of a member of a request body, or of an inherited property. In the
/// rows of other properties another check reports it.
fn misspelt_parameter_type(linked: &Linked<'_>, page: PageId, name: &str, ty: &TypeExpr) -> Option<Diagnostic> {
    let [term] = &ty.terms[..] else { return None };
    let word = term.text.as_str();
    if word.len() < 5 || term.target.is_some() || primitive(word).is_some() {
        return None;
    }
    if !is_identifier(word) {
        let joined = word.replace(' ', "");
        let near = *PRIMITIVES.iter().find(|known| known.eq_ignore_ascii_case(&joined))?;
        return Some(
            Diagnostic::new(
                code::TYPE_CELL_WORD,
                ty.span,
                format!("the name of the type `{near}` is written with a space in it"),
            )
            .help(format!("write `{near}`"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Word(ty.span, word.to_owned(), near.to_owned())),
        );
    }
    // A word that is a name in the tree, and a plural such as `strings`, are not misspellings.
    let near = *near::nearest(word, PRIMITIVES.iter().copied(), 2).first()?;
    if linked.is_name(word) || linked.named(word, page).is_some() || word.len() > near.len() && word.ends_with('s') {
        return None;
    }
    Some(
        Diagnostic::new(code::TYPE_CELL_WORD, ty.span, format!("no type is called `{word}`"))
            .help(format!("write `{near}`"))
            .about(Subject::words(name))
            .fix_unsafely(Edit::Word(ty.span, word.to_owned(), near.to_owned())),
    )
}

/// Reports `colection` after a type, `Collection(` without a closing parenthesis, and `collection` twice, as in
/// `Collection(String) collection`.
fn word(name: &str, ty: &TypeExpr) -> Option<Diagnostic> {
    let opened = ty.raw.matches('(').count() > ty.raw.matches(')').count();
    let last = ty.raw.split_whitespace().last().filter(|_| ty.raw.contains(' ')).unwrap_or_default();
    let slip = is_collection_slip(last);
    let (message, help, edit) = if slip {
        let edit = Edit::Word(ty.span, last.to_owned(), "collection".to_owned());
        (format!("`{last}` in the type of `{name}` is misspelt"), "write `collection`".to_owned(), edit)
    } else if opened && ty.raw.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("collection(")) {
        let edit = Edit::Replace(Span { start: ty.span.end, ..ty.span }, ")".to_owned());
        (format!("the parenthesis in the type of `{name}` is never closed"), format!("write `{})`", ty.raw), edit)
    } else if ty.raw.len() > 11
        && ty.raw.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("collection("))
        && last.eq_ignore_ascii_case("collection")
    {
        let once = ty.raw[..ty.raw.len() - last.len()].trim_end().to_owned();
        let edit = Edit::Word(ty.span, format!(" {last}"), String::new());
        (format!("the type of `{name}` says `collection` twice"), format!("write `{once}`"), edit)
    } else {
        return None;
    };
    let finding = Diagnostic::new(code::TYPE_CELL_WORD, ty.span, message).help(help).about(Subject::words(name));
    Some(finding.fix_unsafely(edit))
}

/// Primitive types of OData as tables write them, without `Edm.`. If a tree uses one of these, its tables are expected
/// to use the types of OData throughout.
const OF_ODATA: &[&str] = &["Int16", "Int32", "Int64", "DateTimeOffset", "Guid", "Double", "Single", "TimeOfDay"];

/// Whether the tree uses the type names of another programming language by design: at least two rows have such a name
/// (see `alias`), and no row has `Edm.` or a name in [`OF_ODATA`].
fn is_foreign(linked: &Linked<'_>) -> bool {
    let rows = linked.pages().flat_map(|(_, decls)| decls.types.iter().flat_map(|decl| &decl.members));
    let types: Vec<(&str, &TypeExpr)> = rows.map(|member| (member.name.value.as_str(), &member.ty)).collect();
    let is_odata =
        |ty: &TypeExpr| ty.raw.contains("Edm.") || ty.terms.iter().any(|term| OF_ODATA.contains(&term.text.as_str()));
    let others = || types.iter().filter(|(name, ty)| alias(name, ty).is_some());
    !types.iter().any(|(_, ty)| is_odata(ty)) && others().nth(1).is_some()
}

/// Reports the name of a type of another programming language, such as `bool`, where a primitive type of OData is
/// expected.
fn alias(name: &str, ty: &TypeExpr) -> Option<Diagnostic> {
    const ALIASES: &[(&str, &str)] = &[
        ("bool", "Boolean"),
        ("int", "Int32"),
        ("integer", "Int32"),
        ("datetime", "DateTimeOffset"),
        ("timestamp", "DateTimeOffset"),
        ("long", "Int64"),
        ("text", "String"),
        ("strings", "String"),
        ("str", "String"),
        ("varchar", "String"),
        ("uuid", "Guid"),
    ];
    let [term] = &ty.terms[..] else { return None };
    let raw = ty.raw.as_str();
    let bare = raw.trim_end_matches('?');
    // Behind `array of` a plural is right.
    if ty.collection && term.text.len() < raw.len() && term.text.eq_ignore_ascii_case("strings") {
        return None;
    }
    let (wrong, meant) =
        if let Some((_, meant)) = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(&term.text)) {
            (term.text.as_str(), (*meant).to_owned())
        } else if bare.len() < raw.len() && is_identifier(bare) {
            (raw, bare.to_owned())
        } else {
            return None;
        };
    let message = format!("OData has no type `{wrong}`, which `{name}` is said to have");
    term.target.is_none().then(|| {
        Diagnostic::new(code::TYPE_CELL_WORD, ty.span, message)
            .help(format!("write `{meant}`"))
            // All rows of a page with this word have one finding.
            .about(Subject::words(wrong))
            .fix_unsafely(Edit::Word(ty.span, wrong.to_owned(), meant))
    })
}

/// Reports a bold word in the description of a row, if it misspells a property of the same type. A word that is the
/// name of anything else in the tree is not reported.
fn misspelt_property(linked: &Linked<'_>, page: PageId, decl: &TypeDecl) -> Option<Diagnostic> {
    let [ItemType::Structured(id)] = linked.items(page) else { return None };
    decl.members.iter().find_map(|member| {
        let words = member.doc.markdown.split("**").skip(1).step_by(2);
        let mut names = words.filter(|word| word.len() > 6 && is_identifier(word) && camel_words(word).count() > 1);
        let (name, near) = names.find_map(|name| {
            let near = linked.api.members(*id).map(|property| property.name.as_str());
            let near = near::nearest(name, near, 2).first().copied()?;
            (!near.eq_ignore_ascii_case(name) && !linked.is_name(name)).then_some((name, near))
        })?;
        let message = format!("the description of `{}` names `{name}`, which is no property", member.name.value);
        Some(
            Diagnostic::new(code::ROW_NAME, member.described.unwrap_or(member.span), message)
                .help(format!("write `{near}`"))
                .about(Subject::words(name))
                .fix_unsafely_if(member.described.map(|span| Edit::Word(span, name.to_owned(), near.to_owned()))),
        )
    })
}

/// Reports relationships whose type is a primitive type. Only resources can be the target of a relationship.
fn relationships(linked: &Linked<'_>, page: PageId) -> Vec<Diagnostic> {
    let ([own], [ItemType::Structured(id)]) = (&linked.decls(page).types[..], linked.items(page)) else {
        return Vec::new();
    };
    let owner = linked.short(ItemType::Structured(*id));
    let rows = own.members.iter().filter(|member| member.relationship);
    rows.filter_map(|member| {
        let [term] = &member.ty.terms[..] else { return None };
        primitive(&term.text)?;
        let name = &member.name.value;
        let message = format!(
            "the relationship `{name}` has the primitive type `{}`, but relationships lead to resources",
            term.text
        );
        Some(
            Diagnostic::new(code::TYPE_CELL_FORM, member.ty.span, message)
                .help("name the type of the resource, or move the row to the table of properties")
                .about(Subject::member(owner, name)),
        )
    })
    .collect()
}

/// Reports a link of a type cell that leads to the page of an operation.
fn operation(linked: &Linked<'_>, page: PageId, name: &str, ty: &TypeExpr) -> Option<Diagnostic> {
    let leads = |term: &&TypeTerm| {
        let target = term.target.as_ref().filter(|target| !target.starts_with('#'));
        let target = target.and_then(|target| linked.page(page, target));
        target.is_some_and(|target| linked.decls(target).kind == PageKind::Operation && linked.items(target).is_empty())
    };
    let term = ty.terms.iter().find(leads)?;
    let message = format!("the link in the type of `{name}` leads to the page of an operation");
    Some(
        Diagnostic::new(code::LINK_OTHER_TYPE, term.span, message)
            .help(format!("link the page of `{}`", term.text))
            .about(Subject::words(name)),
    )
}

/// Reports a link whose text is not the name of the type that its target describes.
fn link(linked: &Linked<'_>, page: PageId, name: &str, term: &TypeTerm, in_sentence: bool) -> Option<Diagnostic> {
    let target = linked.page(page, term.target.as_ref()?)?;
    let described = linked.items(target);
    // A link to a page about several types does not show which of these types it means.
    let [item] = described else { return None };
    let text = term.text.rsplit('.').next().unwrap_or(&term.text);
    if !is_identifier(text) || text.eq_ignore_ascii_case(linked.short(*item)) || primitive(text).is_some() {
        return None;
    }
    if in_sentence && is_word_for(text, linked.short(*item)) {
        return None;
    }
    let about = || Subject::words(name);
    match linked.named(&term.text, page) {
        // The text may be the plural of the type's name, such as `users` in the cell of a navigation property to
        // several items.
        None if text.eq_ignore_ascii_case(&plural(linked.short(*item))) => None,
        None => {
            near::nearest(text, std::iter::once(linked.short(*item)), (text.len() / 3).min(4)).first()?;
            let message =
                format!("no type is called `{text}`, and the link leads to the page of `{}`", linked.short(*item));
            let help = format!("write `{}`", linked.short(*item));
            let edit = Edit::Word(term.span, text.to_owned(), linked.short(*item).to_owned());
            Some(Diagnostic::new(code::LINK_TEXT, term.span, message).help(help).about(about()).fix_unsafely(edit))
        }
        Some(other @ (ItemType::Structured(_) | ItemType::Enum(_))) if other != *item => {
            // The title of the target page may name its type differently from the annotation on that page. Both names
            // mean the one type of the page, so a link with the name in the title as its text is right.
            let own = |decl: &crate::decl::TypeDecl| decl.headed.as_ref().is_some_and(|headed| headed.value == text);
            if linked.decls(target).types.iter().any(own) || has_page_elsewhere(linked, other) == Some(target) {
                return None;
            }
            has_page_elsewhere(linked, other)?;
            let (other, described) = (linked.short(other), linked.short(*item));
            let message = format!(
                "the text of the link names the type `{other}`, but the link leads to the page of `{described}`"
            );
            let help = format!(
                "write `{described}`, or link to the page of `{other}`, which is the type that is used until then"
            );
            let edit = Edit::Word(term.span, text.to_owned(), described.to_owned());
            let finding = Diagnostic::new(code::LINK_OTHER_TYPE, term.span, message).help(help).about(about());
            Some(finding.fix_unsafely(edit))
        }
        Some(_) => None,
    }
}

/// Whether the text of a link in a sentence can mean a type although it is not the name of the type. It may be the
/// plural, such as `users`, or one word of the name, such as `user` for `conditionalAccessUsers`.
fn is_word_for(text: &str, name: &str) -> bool {
    let singular = |word: &str| {
        let word = word.to_ascii_lowercase();
        let stem = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        stem.unwrap_or_else(|| word.strip_suffix('s').unwrap_or(&word).to_owned())
    };
    if singular(text) == singular(name) {
        return true;
    }
    let is_plain = !text.chars().skip(1).any(|c| c.is_ascii_uppercase());
    is_plain && camel_words(name).any(|word| singular(word) == singular(text))
}

/// The first page that describes a type or enumeration. `None` for a primitive type, and for a type that no page
/// describes.
fn has_page_elsewhere(linked: &Linked<'_>, item: ItemType) -> Option<PageId> {
    match item {
        ItemType::Structured(id) => linked.api[id].pages.first().copied(),
        ItemType::Enum(id) => linked.api[id].pages.first().copied(),
        ItemType::Primitive(_) => None,
    }
}
