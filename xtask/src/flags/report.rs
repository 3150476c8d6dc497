//! The flags of `report`.

use std::path::PathBuf;

use clap::Args;

use crate::flags::Pages;

/// Write a site about the API: pages that a browser opens from disk.
///
/// The site shows every type and operation, permissions, findings, and changes since the state in `--base`; search and
/// filters need no server and no network. Only files that an earlier run wrote are changed or removed.
#[derive(Args)]
#[command(after_help = REPORT_EXAMPLES)]
pub(crate) struct Report {
    /// Folder of the site
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,

    /// Compare with an earlier state: a file from `export --format json`, a folder of pages, or a Git revision of the
    /// docs folder
    #[arg(long, value_name = "REF|DIR|FILE")]
    pub(crate) base: Option<String>,

    #[command(flatten)]
    pub(crate) pages: Pages,

    /// Title of the site [default: the namespace with the most types]
    #[arg(long)]
    pub(crate) title: Option<String>,
}

const REPORT_EXAMPLES: &str = "\
Examples:
  cargo xtask report -o target/site
  cargo xtask report --base main -o target/site
  cargo xtask report --docs ../pages/v1.0 --base ../pages/last-month --title Contoso -o target/site";
