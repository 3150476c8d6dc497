//! Makes the files of the crate for what was read from pages.

use graph_codegen::select::Selection;
use graph_codegen::{Fingerprints, Options, Output, Reading, diagnostic, plan, render};

/// Renders the crate of the whole API. Adds the findings of planning to those of reading.
pub(crate) fn written(reading: &mut Reading, options: &Options) -> Output {
    let planned = plan(&reading.api, &Selection::everything(&reading.api), options);
    reading.diagnostics.extend(planned.diagnostics.iter().cloned());
    diagnostic::sort(&mut reading.diagnostics);
    render(&reading.api, &planned, Fingerprints::new())
}
