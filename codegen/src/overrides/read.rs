//! Turns the entries of `overrides.toml` into statements. It knows what each key means and which values are valid.

use compact_str::CompactString;
use toml::de::{DeTable, Error};

use crate::api::{PageKind, TypeKind};
use crate::code;
use crate::decl::prose::links::Links;
use crate::decl::{DocDecl, EnumDecl, PageDecls, TypeDecl};
use crate::diagnostic::{Diagnostic, Subject};
use crate::ledger::Ledger;
use crate::overrides::PATH;
use crate::source::{Source, SourceId, Span, Spanned};
use crate::text::identifier::is_identifier;

use super::entry::{Entries, Entry, SettingsText};
use crate::overrides::change::PLACE;
use crate::overrides::target::{is_page, is_qualified};
use crate::overrides::{Change, MemberChange, Overrides, PropertyChange, TypeNotation};

mod operation;
mod unreadable_entries;

/// What the keys in the tables `types` and `enums` have to be: a function that tests a key, and the words for a message
/// about a wrong key.
const QUALIFIED_NAME: (fn(&str) -> bool, &str) = (is_qualified, "a qualified name");
const PAGE_PATH: (fn(&str) -> bool, &str) = (is_page, "the path of a page");

struct OverridesReader<'a> {
    text: SettingsText<'a>,
    page: PageDecls,
    overrides: Overrides,
    /// The places that are not valid TOML, in the order of the file.
    broken: Vec<Span>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Reads the text of `overrides.toml` into statements about the model.
pub(super) fn file(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Overrides {
    check_text(id, source, diagnostics);
    let text = SettingsText { id, text: &source.text };
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader =
        OverridesReader { text, page: blank(id), overrides: Overrides::default(), broken: Vec::new(), diagnostics };
    reader.syntax(&errors);
    reader.unreadable_entries(document.get_ref());
    for entry in Entries::of(text, document.get_ref()).rest() {
        match (entry.key, entry.table()) {
            ("types", Some(table)) => reader.read_each(&entry, table, QUALIFIED_NAME, OverridesReader::structured),
            ("enums", Some(table)) => reader.read_each(&entry, table, QUALIFIED_NAME, OverridesReader::enumeration),
            ("operations", Some(table)) => reader.read_each(&entry, table, PAGE_PATH, OverridesReader::operations),
            ("published", Some(table)) => reader.published(&entry, table),
            ("types" | "enums" | "operations" | "published", None) => reader.unreadable(&entry, "a table"),
            _ => reader.unreadable(&entry, "`types`, `enums`, `operations` or `published`"),
        }
    }
    let OverridesReader { page, mut overrides, .. } = reader;
    overrides.statements.sort_by_key(|statement| statement.span);
    overrides.page = Some(page);
    overrides
}

impl OverridesReader<'_> {
    fn syntax(&mut self, errors: &[Error]) {
        for error in errors {
            let span = self.text.span(error.span().unwrap_or(0..0));
            let found = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            let diagnostic =
                Diagnostic::new(code::OVERRIDES_SYNTAX, span, format!("`overrides.toml` is not valid TOML: {found}"))
                    .help("correct the syntax; until then only the rest of the file is read");
            self.overrides.refuse(diagnostic, self.diagnostics);
            self.broken.push(span);
        }
        self.broken.sort();
    }

    fn unreadable(&mut self, entry: &Entry<'_, '_>, expected: &str) {
        self.refuse(entry.span, format!("the key `{}` is not understood", entry.key), expected);
    }

    fn refuse(&mut self, span: Span, found: String, expected: &str) {
        // If a part of this entry is not valid TOML, the parser has already reported it, and a second finding would be
        // superfluous.
        let first = self.broken.partition_point(|broken| broken.start < span.start);
        if self.broken.get(first).is_some_and(|broken| broken.end <= span.end) {
            return;
        }
        let diagnostic = Diagnostic::new(code::OVERRIDE_UNREADABLE, span, found)
            .help(format!("write {expected}; until then the entry is not applied"));
        self.overrides.refuse(diagnostic, self.diagnostics);
    }

    /// The entries of a table. An empty table is reported, because it has no effect.
    fn entries<'v, 's>(&mut self, heading: &Entry<'_, '_>, table: &'v DeTable<'s>) -> Vec<Entry<'v, 's>> {
        let entries = Entries::of(self.text, table).rest();
        if entries.is_empty() {
            let found = format!("the table `{}` has no entry", heading.key);
            let diagnostic = Diagnostic::new(code::OVERRIDE_WITHOUT_EFFECT, heading.key_span, found)
                .help("add an entry to the table, or remove the table")
                .about(Subject::words(heading.key));
            self.overrides.refuse(diagnostic, self.diagnostics);
        }
        entries
    }

    /// Reads each table in `types`, `enums` or `operations`. A key of the wrong form is reported.
    fn read_each(
        &mut self,
        heading: &Entry<'_, '_>,
        table: &DeTable<'_>,
        (is_key, key): (fn(&str) -> bool, &str),
        read: fn(&mut Self, &Spanned<String>, Entries<'_, '_>),
    ) {
        for entry in self.entries(heading, table) {
            let Some(table) = entry.table().filter(|_| is_key(entry.key)) else {
                self.unreadable(&entry, &format!("a table under {key} in quotes"));
                continue;
            };
            let target = Spanned { value: entry.key.to_owned(), span: entry.key_span };
            let entries = Entries::of(self.text, table);
            if self.entries(&entry, table).is_empty() {
                continue;
            }
            read(self, &target, entries);
        }
    }

    /// Reads the table `published`: each key is the start of paths of pages, each value the address at which these are
    /// published.
    fn published(&mut self, heading: &Entry<'_, '_>, table: &DeTable<'_>) {
        for entry in self.entries(heading, table) {
            let is_address = |text: &&str| {
                let is_http = text.starts_with("https://") || text.starts_with("http://");
                is_http && text.contains(PLACE) && !text.contains(char::is_whitespace)
            };
            let Some(address) = entry.text().filter(is_address) else {
                self.unreadable(&entry, "an address such as `https://example.com/reference/{page}`");
                continue;
            };
            let target = Spanned { value: entry.key.to_owned(), span: entry.key_span };
            self.overrides.state(&target, Change::Published(address.to_owned()), entry.span);
        }
    }

    /// Takes the entries `add` and `doc` of a table. Returns the place of `add = true` and the text of `doc`; `None` if
    /// the table has no `add = true`. Without `add = true`, the key `doc` is left in the table and reported later.
    fn addition(&mut self, entries: &mut Entries<'_, '_>) -> Option<(Span, String)> {
        let entry = entries.take("add")?;
        if entry.flag() != Some(true) {
            self.unreadable(&entry, "`true`, or leave out the key");
            return None;
        }
        let doc = entries.take("doc").map_or_else(String::new, |doc| {
            doc.text().map(prose).unwrap_or_else(|| {
                self.unreadable(&doc, "a string");
                String::new()
            })
        });
        Some((entry.span, doc))
    }

    fn structured(&mut self, target: &Spanned<String>, mut entries: Entries<'_, '_>) {
        let added = self.addition(&mut entries);
        if let Some((span, doc)) = &added {
            self.overrides.state(target, Change::AddType, *span);
            self.page.types.push(type_decl(target, doc));
        }
        for entry in entries.rest() {
            let (change, expected) = match entry.key {
                "kind" => (entry.text().and_then(kind).map(Change::Kind), "`\"entity\"` or `\"complex\"`"),
                "base" => (base(&entry).map(Change::Base), "a qualified name, or `false` for no base"),
                "abstract" => (entry.flag().map(Change::Abstract), "`true` or `false`"),
                "open" => (entry.flag().map(Change::Open), "`true` or `false`"),
                "key" => (entry.texts().map(Change::Key), "names of properties"),
                "properties" => match entry.table() {
                    Some(table) => {
                        for property in self.entries(&entry, table) {
                            self.property(target, &property, added.is_some());
                        }
                        continue;
                    }
                    None => (None, "a table"),
                },
                _ => (None, "`kind`, `base`, `abstract`, `open`, `key`, `properties`, or `add` with `doc`"),
            };
            match change {
                Some(change) => self.overrides.state(target, change, entry.span),
                None => self.unreadable(&entry, expected),
            }
        }
    }

    fn property(&mut self, target: &Spanned<String>, entry: &Entry<'_, '_>, added: bool) {
        const FORM: &str = "one of `{ type = \"…\" }`, `{ remove = true }`, `{ sensitive = true }`, `{ add = true, \
        type = \"…\", doc = \"…\" }`";
        let Some(table) = entry.table().filter(|_| is_identifier(entry.key)) else {
            return self.unreadable(entry, FORM);
        };
        let mut entries = Entries::of(self.text, table);
        let ty = entries.take("type").map(|ty| ty.text().and_then(TypeNotation::parse));
        let remove = entries.take("remove").map(|value| value.flag() == Some(true));
        let add = entries.take("add").map(|value| value.flag() == Some(true)).or_else(|| added.then_some(true));
        let doc = entries.take("doc").map(|doc| doc.text().map(prose));
        let sensitive = entries.take("sensitive").map(|value| value.flag());
        if let Some(other) = entries.rest().first() {
            let found = format!("the key `{}` of `{}` is not understood", other.key, entry.key);
            return self.refuse(other.span, found, FORM);
        }
        if let Some(sensitive) = sensitive {
            return match (sensitive, ty.is_some() || remove.is_some() || add.is_some() || doc.is_some()) {
                (Some(value), false) => {
                    let change = PropertyChange::Sensitive(value);
                    self.overrides.state(target, Change::Property(entry.key.to_owned(), change), entry.span);
                }
                (Some(_), true) | (None, _) => self.unreadable(entry, FORM),
            };
        }
        let change = match (ty, remove, add, doc) {
            (Some(None), ..) => {
                let found = format!("the type of `{}` is not understood", entry.key);
                return self.refuse(entry.span, found, "`Edm.Int64`, `microsoft.graph.x`, `Collection(…)`");
            }
            (Some(Some(ty)), None, None, None) => PropertyChange::Type(ty),
            (None, Some(true), None, None) => PropertyChange::Remove,
            (Some(Some(ty)), None, Some(true), None) => PropertyChange::Add(ty, String::new()),
            (Some(Some(ty)), None, Some(true), Some(Some(doc))) => PropertyChange::Add(ty, doc),
            _ => return self.unreadable(entry, FORM),
        };
        self.overrides.state(target, Change::Property(entry.key.to_owned(), change), entry.span);
    }

    fn enumeration(&mut self, target: &Spanned<String>, mut entries: Entries<'_, '_>) {
        let added = self.addition(&mut entries);
        if let Some((span, doc)) = &added {
            self.overrides.state(target, Change::AddEnum, *span);
            self.page.enums.push(enum_decl(target, doc));
        }
        for entry in entries.rest() {
            let (change, expected) = match entry.key {
                "flags" => (entry.flag().map(Change::Flags), "`true` or `false`"),
                "members" => match entry.table() {
                    Some(table) => {
                        for member in self.entries(&entry, table) {
                            self.member(target, &member, added.is_some());
                        }
                        continue;
                    }
                    None => (None, "a table"),
                },
                _ => (None, "`flags`, `members`, or `add` with `doc`"),
            };
            match change {
                Some(change) => self.overrides.state(target, change, entry.span),
                None => self.unreadable(&entry, expected),
            }
        }
    }

    fn member(&mut self, target: &Spanned<String>, entry: &Entry<'_, '_>, added: bool) {
        const FORM: &str = "one of `{ alias = \"…\" }`, `{ add = true, value = 1, doc = \"…\" }`";
        let Some(table) = entry.table().filter(|_| is_identifier(entry.key)) else {
            return self.unreadable(entry, FORM);
        };
        let mut entries = Entries::of(self.text, table);
        let alias = entries.take("alias").map(|alias| alias.texts().filter(|texts| !texts.is_empty()));
        let add = entries.take("add").map(|value| value.flag() == Some(true)).or_else(|| added.then_some(true));
        let value = entries.take("value").map(|value| value.number());
        let doc = entries.take("doc").map(|doc| doc.text().map(prose));
        if let Some(other) = entries.rest().first() {
            let found = format!("the key `{}` of `{}` is not understood", other.key, entry.key);
            return self.refuse(other.span, found, FORM);
        }
        let change = match (alias, add, value, doc) {
            (Some(Some(alias)), None, None, None) => MemberChange::Alias(alias),
            (None, Some(true), None, None) => MemberChange::Add(None, String::new()),
            (None, Some(true), None, Some(Some(doc))) => MemberChange::Add(None, doc),
            (None, Some(true), Some(Some(value)), None) => MemberChange::Add(Some(value), String::new()),
            (None, Some(true), Some(Some(value)), Some(Some(doc))) => MemberChange::Add(Some(value), doc),
            _ => return self.unreadable(entry, FORM),
        };
        self.overrides.state(target, Change::Member(entry.key.to_owned(), change), entry.span);
    }
}

fn kind(word: &str) -> Option<TypeKind> {
    match word {
        "entity" => Some(TypeKind::Entity),
        "complex" => Some(TypeKind::Complex),
        _ => None,
    }
}

fn base(entry: &Entry<'_, '_>) -> Option<Option<String>> {
    match (entry.text(), entry.flag()) {
        (Some(name), _) if is_qualified(name) => Some(Some(name.to_owned())),
        (None, Some(false)) => Some(None),
        _ => None,
    }
}

/// Replaces all white space between words by single spaces, except the empty lines between paragraphs.
fn prose(text: &str) -> String {
    let collapse = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> = text.replace("\r\n", "\n").split("\n\n").map(collapse).collect();
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn type_decl(name: &Spanned<String>, doc: &str) -> TypeDecl {
    TypeDecl {
        annotated: Some(Spanned { value: name.value.as_str().into(), span: name.span }),
        doc: DocDecl { markdown: doc.to_owned(), links: Vec::new() },
        span: name.span,
        ..TypeDecl::default()
    }
}

fn enum_decl(name: &Spanned<String>, doc: &str) -> EnumDecl {
    EnumDecl {
        name: Spanned { value: name.value.as_str().into(), span: name.span },
        certain: true,
        combined: false,
        is_list: false,
        members: Vec::new(),
        doc: DocDecl { markdown: doc.to_owned(), links: Vec::new() },
        deprecated: None,
        span: name.span,
    }
}

/// A page that declares nothing.
fn blank(id: SourceId) -> PageDecls {
    PageDecls {
        source: id,
        kind: PageKind::Conceptual,
        title: Spanned { value: PATH.to_owned(), span: Span::new(id, 0..0) },
        namespace: None,
        types: Vec::new(),
        enums: Vec::new(),
        operations: None,
        bodies: Vec::new(),
        links: Links::default(),
        methods: Vec::new(),
        lines: Vec::new(),
        anchors: Vec::new(),
        other_title: None,
        owner: CompactString::default(),
        allowed: Vec::new(),
        ledger: Ledger::default(),
    }
}

/// Reports the file if it has bytes that are not UTF-8.
fn check_text(id: SourceId, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(at) = source.invalid_utf8 {
        let span = Span { source: id, start: at, end: at };
        diagnostics.push(
            Diagnostic::new(code::INVALID_UTF8, span, "the file has bytes that are not UTF-8")
                .help("save the file as UTF-8"),
        );
    }
}
