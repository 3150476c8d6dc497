//! Makes names unique in a scope of generated code.
//!
//! In: wanted identifiers, one after the other in a stable order. Out: a unique identifier for each. Invariant: no
//! identifier is returned twice, and a reserved one is never returned.

use foldhash::HashSet;

use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::plan::naming::ident::{Ident, NameCase, is_plain};
use crate::source::Span;

/// The identifiers of one Rust scope, such as the fields of a struct or the types of a module.
#[derive(Debug)]
pub(crate) struct Scope {
    reserved: Vec<&'static str>,
    suffix: &'static str,
    used: HashSet<Ident>,
}

impl Scope {
    /// An empty scope. An identifier in `reserved` gets `suffix`: `extra` becomes `extra_` if the suffix is `_`.
    #[must_use]
    pub(crate) fn new(reserved: &'static [&'static str], suffix: &'static str) -> Scope {
        Scope { reserved: reserved.to_vec(), suffix, used: HashSet::default() }
    }

    /// The same scope, with capacity for this many names.
    #[must_use]
    pub(crate) fn with_room(mut self, names: usize) -> Scope {
        self.used.reserve(names);
        self
    }

    /// The same scope, in which `more` names are reserved too.
    #[must_use]
    pub(crate) fn also_reserving(mut self, more: &'static [&'static str]) -> Scope {
        self.reserved.extend(more);
        self
    }

    /// A unique identifier for a name of a page. Adds a finding if the name cannot be an identifier, and if its
    /// identifier is reserved or already taken.
    pub(crate) fn name(&mut self, name: &str, case: NameCase, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Ident {
        self.name_as(Ident::new(name, case), name, span, diagnostics)
    }

    /// Like [`Scope::name`], for a caller that has already made `wanted`, the identifier of `name`.
    pub(crate) fn name_as(
        &mut self,
        wanted: Ident,
        name: &str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Ident {
        let ident = self.make_unique(wanted.clone());
        if !is_plain(name) {
            diagnostics.push(
                Diagnostic::new(
                    code::NAME_NOT_IDENTIFIER,
                    span,
                    format!("the name {} is not a Rust identifier, so it becomes `{ident}` in Rust", quoted(name)),
                )
                .help("if the name is a typing error, correct it so that it has only letters, digits and `_`")
                .about(Subject::words(name)),
            );
        }
        if ident != wanted {
            let (code, why) = if self.is_reserved(&wanted) {
                (code::NAME_RESERVED, "which generated code uses itself")
            } else {
                (code::NAME_COLLISION, "as another name beside it does")
            };
            let message = format!("{} becomes `{wanted}` in Rust, {why}, and is named `{ident}`", quoted(name));
            diagnostics.push(Diagnostic::new(code, span, message).about(Subject::words(name)));
        }
        ident
    }

    /// The wanted identifier if it is free. Otherwise a number is appended, the first one that makes it free:
    /// `name2`. A reserved identifier first gets the suffix of the scope.
    pub(crate) fn make_unique(&mut self, wanted: Ident) -> Ident {
        let base = if self.is_reserved(&wanted) { wanted.with_suffix(self.suffix) } else { wanted };
        if self.used.insert(base.clone()) {
            return base;
        }
        // A `_` stands between a digit and the number: the second `v1` becomes `v1_2`, because `v12` could be the name
        // of another item. If the identifier ends with `_`, the number replaces it.
        let base = base.without_suffix("_");
        let separator = if base.as_str().ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        let mut number = 2_usize;
        loop {
            let candidate = base.with_suffix(&format!("{separator}{number}"));
            if !self.is_reserved(&candidate) && self.used.insert(candidate.clone()) {
                return candidate;
            }
            number += 1;
        }
    }

    /// Whether the identifier is free and not reserved.
    #[must_use]
    pub(crate) fn is_free(&self, ident: &Ident) -> bool {
        !self.is_reserved(ident) && !self.used.contains(ident)
    }

    /// Whether the identifier is reserved.
    #[must_use]
    pub(crate) fn is_reserved(&self, ident: &Ident) -> bool {
        self.reserved.contains(&ident.as_str())
    }
}

/// A name for a message: in backticks, on one line, of limited length.
fn quoted(name: &str) -> String {
    let shown: String = name.chars().take(80).map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect();
    format!("`{shown}`")
}
