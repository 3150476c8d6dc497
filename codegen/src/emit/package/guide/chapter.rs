//! A chapter of the guide.

use crate::emit::Context;
use crate::emit::package::snippet::Program;

/// A purpose, a program that serves it, and what to know of it.
pub(super) struct Chapter {
    pub(super) title: &'static str,
    /// What the program does.
    pub(super) before: &'static str,
    /// The program as lines of documentation.
    pub(super) program: Vec<String>,
    /// What else there is to know.
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
