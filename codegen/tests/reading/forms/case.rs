//! The pages of a case, read once, with their exports.

use std::path::Path;

use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::export;
use graph_codegen::mock::Mock;
use graph_codegen::select::{Choice, select};
use graph_codegen::source::Sources;
use graph_codegen::{Options, diagnostic, plan, read};
use serde_json::Value;

use crate::forms::csdl::{self, Element};
use crate::tree::folder;

/// The pages of a case, and everything that checks look at.
pub(crate) struct Case {
    pub(crate) sources: Sources,
    /// The findings that `lint` reports.
    pub(crate) findings: Vec<Diagnostic>,
    /// The CSDL export of the pages, parsed.
    pub(crate) csdl: Element,
    /// The JSON export of the pages, parsed.
    pub(crate) json: Value,
    pub(crate) mock: Mock,
}

impl Case {
    pub(crate) fn read(docs: &Path) -> Case {
        Case::of(Sources::new(folder::files(docs)))
    }

    pub(crate) fn of(sources: Sources) -> Case {
        let mut reading = read(&sources);
        assert!(reading.ledger.balances(), "{:?}", reading.ledger);
        let options = Options::new("form", "cargo xtask gen", "../codegen/runtime");
        let everything = select(&reading.api, &Choice::default());
        reading.diagnostics.append(&mut plan(&reading.api, &everything, &options).diagnostics);
        diagnostic::sort(&mut reading.diagnostics);
        Case {
            findings: reading.diagnostics,
            csdl: csdl::read(&export::csdl(&reading.api)),
            json: serde_json::from_str(&export::json(&reading.api, &sources)).expect("the export is JSON"),
            mock: Mock::new(reading.api),
            sources,
        }
    }

    pub(crate) fn print_findings(&self) {
        for finding in &self.findings {
            let (line, column) = self.sources.position(finding.span);
            let path = &self.sources.get(finding.span.source).path;
            let severity = finding.severity().as_str();
            println!("{path}:{line}:{column} {} {severity} {}", finding.code.id(), finding.message);
        }
    }
}
