//! Tests of the commands: they run the built program in temporary folders, and check its output, its files and its exit
//! status.

#[path = "commands/manual.rs"]
mod manual;
#[path = "commands/tree.rs"]
mod tree;

#[path = "commands/check.rs"]
mod check;
#[path = "commands/diff.rs"]
mod diff;
#[path = "commands/docs_folder.rs"]
mod docs_folder;
#[path = "commands/drift.rs"]
mod drift;
#[path = "commands/drift_manual.rs"]
mod drift_manual;
#[path = "commands/edits.rs"]
mod edits;
#[path = "commands/explain.rs"]
mod explain;
#[path = "commands/export.rs"]
mod export;
#[path = "commands/export_manual.rs"]
mod export_manual;
#[path = "commands/formats.rs"]
mod formats;
#[path = "commands/known.rs"]
mod known;
#[path = "commands/lint.rs"]
mod lint;
#[path = "commands/mock.rs"]
mod mock;
#[path = "commands/mock_abuse.rs"]
mod mock_abuse;
#[path = "commands/mock_manual.rs"]
mod mock_manual;
#[path = "commands/mock_parallel.rs"]
mod mock_parallel;
#[path = "commands/mock_service.rs"]
mod mock_service;
#[path = "commands/out_folder.rs"]
mod out_folder;
#[path = "commands/part.rs"]
mod part;
#[path = "commands/report.rs"]
mod report;
#[path = "commands/review.rs"]
mod review;
#[path = "commands/settings.rs"]
mod settings;
#[path = "commands/two_crates.rs"]
mod two_crates;
#[path = "commands/zones.rs"]
mod zones;

// Calls every route of `docs/`. This file is also a test of the generated crate.
#[path = "../../generated/tests/routes.rs"]
mod generated;
