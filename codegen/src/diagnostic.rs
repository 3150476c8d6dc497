//! Findings about pages: a stable code, a place, a message, and help.

mod edit;
mod fix;

use std::fmt;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::code::Code;
pub use crate::severity::Severity;
use crate::source::Span;
pub use edit::TextEdit;
pub(crate) use edit::{Edit, NewRow};
pub use fix::{Fix, Safety};

/// If a finding has this many notes, [`Diagnostic::also_at`] adds no more, and only counts further places in
/// [`Diagnostic::more`].
const SHOWN: usize = 3;

/// One finding: what is wrong at a place of a page, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The kind of finding, which determines the default severity and the page of the manual.
    pub code: Code,
    /// The place on the page, as narrow as possible: the words that are wrong, not the whole table row.
    pub span: Span,
    /// The message: a sentence without a full stop that starts in lower case, with names in backticks.
    pub message: String,
    /// The help: what to write instead, in the imperative, with the same punctuation as the message. May be empty.
    pub help: Box<str>,
    /// What the finding is about, such as the property `user.displayName`. Edits elsewhere on the page do not change
    /// it.
    pub subject: Subject,
    /// Further places that belong to the finding, each with a sentence, e.g. the first of two conflicting statements.
    pub notes: Vec<(Span, String)>,
    /// How many further places have the same cause, beyond those in `notes`.
    pub more: u16,
    /// The edits that correct the page; `None` if they cannot be determined automatically, so that a person has to
    /// write them.
    pub fix: Option<Box<Fix>>,
    /// The severity of this finding if a settings file changes it; `None` if the finding has the severity of its code.
    #[serde(skip)]
    pub level: Option<Severity>,
}

/// What a finding is about, in names or words of the page. Code, page and subject identify a finding even if lines
/// move.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// The page as a whole.
    #[default]
    Page,
    /// The name of a type or an enumeration.
    Type(Box<str>),
    /// A property of a type, or a member of an enumeration. The first text is the name of the type or enumeration, the
    /// second the name of the property or member.
    Member(Box<(CompactString, CompactString)>),
    /// The path in a link or an include directive.
    Path(Box<str>),
    /// Other words of the page: a heading, a name in an annotation, a request line, a cell.
    Words(Box<str>),
}

impl Subject {
    /// A type or an enumeration, by its name.
    #[must_use]
    pub(crate) fn ty(name: &str) -> Subject {
        Subject::Type(name.into())
    }

    /// A property of a type or a member of an enumeration.
    #[must_use]
    pub(crate) fn member(owner: &str, name: &str) -> Subject {
        Subject::Member(Box::new((owner.into(), name.into())))
    }

    /// The path in a link or an include.
    #[must_use]
    pub(crate) fn path(path: &str) -> Subject {
        Subject::Path(path.into())
    }

    /// Words of the page, with single spaces between them.
    #[must_use]
    pub(crate) fn words(words: &str) -> Subject {
        let mut text = String::new();
        for word in words.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Subject::Words(text.into())
    }
}

/// Writes the subject as text: `user.displayName` for a property; nothing for the whole page.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Page => Ok(()),
            Subject::Type(name) | Subject::Path(name) | Subject::Words(name) => f.write_str(name),
            Subject::Member(member) => write!(f, "{}.{}", member.0, member.1),
        }
    }
}

impl Diagnostic {
    /// Creates a finding about the page as a whole, with the place `span` and without help, notes or a fix.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            span,
            message: message.into(),
            help: Box::default(),
            subject: Subject::Page,
            notes: Vec::new(),
            more: 0,
            fix: None,
            level: None,
        }
    }

    /// Adds the help: what to write instead, in the imperative.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = help.into().into_boxed_str();
        self
    }

    /// Sets what the finding is about. Without this call it is about the whole page.
    #[must_use]
    pub(crate) fn about(mut self, subject: Subject) -> Diagnostic {
        self.subject = subject;
        self
    }

    /// Adds a further place with a sentence about it.
    #[must_use]
    pub(crate) fn note(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.notes.push((span, text.into()));
        self
    }

    /// Adds a place with a sentence about it: a place where the mistake has a consequence, or where the same mistake
    /// occurs again. If the finding has three notes already, the place is only counted in `more`.
    pub(crate) fn also_at(&mut self, span: Span, text: impl Into<String>) {
        if self.notes.len() < SHOWN {
            self.notes.push((span, text.into()));
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Adds an edit that can be applied without review: it does not change the model, because the generator already
    /// reads the page as if the edit had been made. Call [`Diagnostic::help`] first: the title of the fix is taken from
    /// it.
    #[must_use]
    pub(crate) fn fix_safely(self, edit: Edit) -> Diagnostic {
        self.add_edit(Safety::Safe, edit)
    }

    /// Adds an edit that a person has to review. Call [`Diagnostic::help`] first: the title of the fix is taken from
    /// it.
    #[must_use]
    pub(crate) fn fix_unsafely(self, edit: Edit) -> Diagnostic {
        self.add_edit(Safety::Unsafe, edit)
    }

    /// Calls [`Diagnostic::fix_unsafely`] if there is an edit. If `edit` is `None`, the finding stays as it is.
    #[must_use]
    pub(crate) fn fix_unsafely_if(self, edit: Option<Edit>) -> Diagnostic {
        match edit {
            Some(edit) => self.fix_unsafely(edit),
            None => self,
        }
    }

    /// Removes the fix of the finding, if it has one, and sets this edit as its fix, which a person has to review.
    #[must_use]
    pub(crate) fn fixed_by(mut self, edit: Edit) -> Diagnostic {
        self.fix = None;
        self.fix_unsafely(edit)
    }

    fn add_edit(mut self, safety: Safety, edit: Edit) -> Diagnostic {
        let title = || {
            // A help may offer alternatives: `add a row, or remove the member`. The title of the fix is the alternative
            // that begins with the verb of this edit, such as `remove`.
            let way = edit.verb().and_then(|verb| self.help.split(", or ").find(|way| way.starts_with(verb)));
            let help = way.unwrap_or(&self.help);
            let ends = ["; ", ", or ", " if that is meant", ", which", ", as "];
            let end = ends.iter().filter_map(|end| help.find(end)).min().unwrap_or(help.len());
            help[..end].to_owned()
        };
        let mut fix = match self.fix.take() {
            Some(fix) => fix,
            None => Box::new(Fix { title: title(), safety, edits: Vec::new() }),
        };
        fix.safety = fix.safety.max(safety);
        fix.edits.push(edit);
        self.fix = Some(fix);
        self
    }

    /// Identifies the same finding in different runs, even after edits elsewhere: the code, the page, and the subject
    /// in lower case. The place and the message do not count.
    #[must_use]
    pub fn identity(&self, page: &str) -> [String; 3] {
        [self.code.id().to_owned(), page.to_owned(), self.subject.to_string().to_lowercase()]
    }

    /// The severity that a settings file gives this finding, or else that of its code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.level.unwrap_or(self.code.severity())
    }
}

/// Sorts findings by place, then by code and text. Removes duplicates, because a page with several methods can cause
/// the same finding once for each method. No other order of findings is used.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| (a.span, a.code.id(), &a.message).cmp(&(b.span, b.code.id(), &b.message)));
    findings.dedup();
}
