//! A chapter of the guide.

use crate::emit::Context;
use crate::emit::package::snippet::Program;

/// A use case, a program for it, and remarks.
pub(super) struct Chapter {
    pub(super) title: &'static str,
    /// What the chapter says before its program, as markdown.
    pub(super) before: &'static str,
    /// The program of the chapter, as lines of a documentation comment.
    pub(super) program: Vec<String>,
    /// What the chapter says after its program, as markdown.
    pub(super) after: &'static str,
}

impl Chapter {
    pub(super) fn new(
        cx: &Context<'_>,
        title: &'static str,
        program: &Program,
        before: &'static str,
        after: &'static str,
    ) -> Chapter {
        Chapter { title, before, program: program.tested(cx), after }
    }
}
