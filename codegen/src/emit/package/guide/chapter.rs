//! A chapter of the guide.

use crate::emit::Context;
use crate::emit::package::snippet::Program;

/// A use case, a program for it, and remarks.
pub(super) struct Chapter {
    pub(super) title: &'static str,
    /// The text before the program.
    pub(super) before: &'static str,
    /// The program as lines of documentation.
    pub(super) program: Vec<String>,
    /// The text after the program.
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
