//! Plans and renders the crate for the API that was read from pages.

use graph_codegen::select::Selection;
use graph_codegen::{Fingerprints, Options, Output, Reading, diagnostic, plan, render};

/// Plans and renders the crate of the whole API. Adds the findings of the planning stage to `reading.diagnostics`.
pub(crate) fn written(reading: &mut Reading, options: &Options) -> Output {
    let planned = plan(&reading.api, &Selection::everything(&reading.api), options);
    reading.diagnostics.extend(planned.diagnostics.iter().cloned());
    diagnostic::sort(&mut reading.diagnostics);
    render(&reading.api, &planned, Fingerprints::new())
}
