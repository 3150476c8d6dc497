//! The command line. The doc comments are the help texts.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use graph_codegen::code::Code;
use graph_codegen::select::Pattern;

use crate::out::settings::Setting;

pub(crate) mod mock;
pub(crate) mod pages;
pub(crate) mod report;

pub(crate) use mock::Mock;
pub(crate) use pages::Pages;
pub(crate) use report::Report;

/// Turns API reference pages written in markdown into a Rust crate.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    Gen(Gen),
    Lint(Lint),
    Diff(Diff),
    Drift(Drift),
    Export(Export),
    Report(Report),
    Mock(Mock),
    Explain(Explain),
}

/// Write the crate that the pages describe.
///
/// Writes only files that changed, and removes only files that an earlier run wrote. Findings do not stop the command:
/// everything that the pages state clearly is written.
#[derive(Args)]
#[command(after_help = GEN_EXAMPLES)]
pub(crate) struct Gen {
    #[command(flatten)]
    pub(crate) pages: Pages,

    /// Folder of the written crate [default: generated/ of this repository]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Package name of the written crate [default: graph-models]; the same as `--set name=CRATE`
    #[arg(long, value_name = "CRATE", value_parser = package_name)]
    pub(crate) name: Option<Setting>,

    /// Set a value for the `Cargo.toml` of the written crate: `version=1.2.0`, `license=MIT`, `repository=URL`,
    /// `authors=NAME`, `runtime.version=0.1`, `types=apart` (in a crate of their own) or `types=inside`; repeatable.
    /// The value is stored in the out folder, so later runs use it too, and it wins over the same key of `crate.toml`
    /// in the docs folder. An empty value (`license=`) removes the stored value
    #[arg(long, value_name = "KEY=VALUE", num_args = 1..)]
    pub(crate) set: Vec<Setting>,

    /// Write only these routes and types, and the types that they need: `GET /me/messages/**`, `microsoft.graph.event`;
    /// repeatable. The choice is stored in the out folder, so later runs use it too; `--include '**'` removes it
    #[arg(long, value_name = "PATTERN", num_args = 1..)]
    pub(crate) include: Vec<Pattern>,

    /// Leave out these routes and types; fields of a type that is left out become untyped JSON; repeatable
    #[arg(long, value_name = "PATTERN", num_args = 1..)]
    pub(crate) exclude: Vec<Pattern>,

    /// Write nothing, print what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,

    /// Exit with 1 if a page has an error (the crate is written all the same)
    #[arg(long)]
    pub(crate) strict: bool,

    /// Keep running: write again whenever pages change, and report only the changes. Ctrl-C ends it
    #[arg(long, conflicts_with_all = ["check", "strict"])]
    pub(crate) watch: bool,

    /// Compare with an earlier state of the pages (a Git revision of the docs folder, or a folder): report only
    /// findings that this state does not have, and print what changed for users of the API and of the crate
    #[arg(long, value_name = "REF|DIR", conflicts_with_all = ["check", "watch"])]
    pub(crate) since: Option<String>,

    /// Also print every changed file, the time of each stage and the memory used
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

impl Gen {
    /// The settings of the crate that these flags set.
    pub(crate) fn settings(&self) -> impl Iterator<Item = Setting> {
        self.name.iter().chain(&self.pages.zone).chain(&self.set).cloned()
    }
}

/// Print the findings of the pages.
///
/// The file `lint.toml` in the docs folder sets the level of the findings of a code. A comment in a page, such as
/// `<!-- lint: allow D0412 because the service sends both -->`, hides the findings of that code on the page. Exits with
/// 1 when a reported finding is an error.
#[derive(Args)]
#[command(after_help = LINT_EXAMPLES, group = ArgGroup::new("changes").args(["fix", "diff"]).multiple(true))]
pub(crate) struct Lint {
    #[command(flatten)]
    pub(crate) pages: Pages,

    /// How to print findings
    #[arg(long, value_enum, default_value_t = LintFormat::Human)]
    pub(crate) format: LintFormat,

    /// Exit with 1 for warnings too
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) deny: Option<Deny>,

    /// Also print the notes. Without this flag, the formats `human` and `github` print only how many there are
    #[arg(long)]
    pub(crate) notes: bool,

    /// Print only findings that another state of the pages does not have: a Git revision of the docs folder, or a
    /// folder
    #[arg(long, value_name = "REF|DIR", conflicts_with = "baseline")]
    pub(crate) since: Option<String>,

    /// Print only findings that this file does not list. Unlike `--since`, each link to a removed page is a finding of
    /// its own
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Print only findings with these codes, separated by commas. `--fix` then fixes these findings, and those that a
    /// fix causes
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) codes: Vec<Code>,

    /// Change the pages: apply every fix that does not change the meaning, and print the remaining findings. With
    /// `--since`, fixes change only pages that differ from the earlier state
    #[arg(long)]
    pub(crate) fix: bool,

    /// With `--fix` or `--diff`: also apply fixes that a person has to review
    #[arg(long, requires = "changes")]
    pub(crate) unsafe_fixes: bool,

    /// Print the changes of `--fix` as a unified diff, write nothing (even with `--fix`), and exit with 1 if there are
    /// any
    #[arg(long, conflicts_with_all = ["format", "deny"])]
    pub(crate) diff: bool,

    /// Write all findings to this file for a later `--baseline`, and exit with 0
    #[arg(long, value_name = "FILE", conflicts_with_all = ["since", "baseline", "deny", "fix", "diff"])]
    pub(crate) write_baseline: Option<PathBuf>,
}

/// How `lint` prints findings.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// Text that quotes the line of the page and marks the place with carets
    Human,
    /// One JSON object per line; `xtask/schema/finding.json` is its schema
    Json,
    /// Annotations for GitHub Actions, at most ten for each page
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Severities besides errors for which `lint` fails.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Findings of severity warning
    Warnings,
}

/// Print what changed between an earlier state of the pages and the current one.
///
/// Each change has a level: wire-breaking (clients in any language), rust-breaking (programs that use the crate), risk
/// (clients may receive something unexpected), deprecated, additive, docs (only texts or examples). The last line
/// counts the changes and names the release that they need by semantic versioning (major, minor or patch).
/// `accepted.toml` in the docs folder lists changes that `--deny` ignores.
#[derive(Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct Diff {
    /// The earlier state: a file from `export --format json`, a folder of pages, or a Git revision of the docs folder
    #[arg(long, value_name = "REF|DIR|FILE")]
    pub(crate) base: String,

    #[command(flatten)]
    pub(crate) pages: Pages,

    /// How to print the changes
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,

    /// Exit with 1 for changes of this level or a more severe one that are not accepted
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) deny: Option<DiffDeny>,
}

/// How `diff` prints changes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Text, grouped by level, with the page and line of each change
    Human,
    /// A comment for a pull request: a list of the most severe changes, the others in folded sections
    Markdown,
    /// One JSON object per line: id, kind, level, subject, message, also, before, after
    Json,
    /// An HTML page that needs no other file
    Html,
}

/// The changes that `diff --deny` refuses.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffDeny {
    /// Changes that break clients
    Wire,
    /// Also changes that break programs that use the crate
    Rust,
    /// Also changes that may surprise clients
    Risk,
}

/// Print where the pages and the metadata of the service differ.
///
/// Each difference is printed as a finding, with its place on the page and in the metadata. In the format `human` the
/// last lines count the differences of each class. `drift.toml` in the docs folder lists internal parts of the service,
/// which need no page. Exits with 1 if pages and metadata contradict each other.
#[derive(Args)]
#[command(after_help = DRIFT_EXAMPLES)]
pub(crate) struct Drift {
    /// The metadata: the CSDL document in XML that the service has at `$metadata`
    #[arg(long, value_name = "FILE")]
    pub(crate) metadata: PathBuf,

    #[command(flatten)]
    pub(crate) pages: Pages,

    /// How to print findings
    #[arg(long, value_enum, default_value_t = LintFormat::Human)]
    pub(crate) format: LintFormat,
}

/// Print the model of the API in a format for other tools.
#[derive(Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct Export {
    /// The format of the output
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,

    #[command(flatten)]
    pub(crate) pages: Pages,

    /// File to write instead of the standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) openapi: OpenApi,
}

/// Facts for an OpenAPI document that no page states.
#[derive(Args)]
#[command(next_help_heading = "OpenAPI")]
pub(crate) struct OpenApi {
    /// Title of the document [default: the namespace with the most types]
    #[arg(long)]
    pub(crate) title: Option<String>,

    /// Version of the API [default: the last segment of the service root, such as `v1.0`]
    #[arg(long, value_name = "VERSION")]
    pub(crate) api_version: Option<String>,

    /// Service root, such as `https://graph.microsoft.com/v1.0`; repeatable [default: the one that most example
    /// requests use]
    #[arg(long = "server", value_name = "URL")]
    pub(crate) servers: Vec<String>,

    /// URL of the authority that issues tokens, without the path `/organizations/oauth2/v2.0/authorize`
    #[arg(long, value_name = "URL", default_value = "https://login.microsoftonline.com")]
    pub(crate) authority: String,
}

/// What `export` writes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// OData CSDL XML, one Schema per namespace
    Csdl,
    /// The whole model as JSON, with a format version; `xtask/schema/api.json` is its schema
    Json,
    /// OpenAPI 3.1 as JSON
    Openapi,
    /// OpenAPI 3.1 as YAML
    OpenapiYaml,
}

/// Print the manual page of a finding code, or the list of all codes; or explain a type or a page.
#[derive(Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct Explain {
    /// A code such as D0101, in any letter case
    pub(crate) code: Option<String>,

    /// Instead of a code: explain a type or enum, with the place on the pages where each fact is stated, and the
    /// contradicting statements that were overruled
    #[arg(long = "type", value_name = "NAME", conflicts_with = "code")]
    pub(crate) type_name: Option<String>,

    /// Instead of a code: explain a page: the Rust items generated from it, the place that each comes from, and its
    /// findings
    #[arg(long, value_name = "PATH", conflicts_with_all = ["code", "type_name"])]
    pub(crate) page: Option<String>,

    #[command(flatten)]
    pub(crate) pages: Pages,
}

const EXAMPLES: &str = "Examples:
  cargo xtask gen              pages of docs/ to the crate in generated/
  cargo xtask gen --check      is generated/ what docs/ says?
  cargo xtask lint             what is wrong with the pages?
  cargo xtask mock             a service that answers as the pages show
  cargo xtask explain D0101    what does this finding mean?

Exit status: 0 all is well, 1 errors or stale files, 2 wrong use or a disk that refuses.";

const GEN_EXAMPLES: &str = "Examples:
  cargo xtask gen
  cargo xtask gen --check
  cargo xtask gen --watch
  cargo xtask gen --since main
  cargo xtask gen --docs ../pages/v1.0 --out target/graph-v1 --name graph-v1
  cargo xtask gen --set version=1.2.0 license=MIT runtime.version=0.1
  cargo xtask gen --out target/calendar --name calendar --include 'GET /me/events/**' microsoft.graph.event
  cargo xtask gen --strict --verbose";

const LINT_EXAMPLES: &str = "Examples:
  cargo xtask lint
  cargo xtask lint --deny warnings
  cargo xtask lint --since main --format github
  cargo xtask lint --write-baseline docs/lint.baseline
  cargo xtask lint --fix
  cargo xtask lint --diff --unsafe-fixes --codes D0304,D0707
  cargo xtask lint --docs ../pages/v1.0 --format json | jq -r .code | sort | uniq -c";

const DIFF_EXAMPLES: &str = "Examples:
  cargo xtask diff --base main
  cargo xtask diff --base origin/main --format markdown > comment.md
  cargo xtask diff --base ../pages/last-month --docs ../pages/v1.0 --deny wire
  cargo xtask diff --base api.json --format json | jq -r .id";

const DRIFT_EXAMPLES: &str = "Examples:
  cargo xtask drift --metadata metadata.xml
  cargo xtask drift --docs ../pages/v1.0 --metadata metadata.xml --format json | jq -r .code | sort | uniq -c";

const EXPORT_EXAMPLES: &str = "Examples:
  cargo xtask export --format csdl -o metadata.xml
  cargo xtask export --format json | jq '.operations[].routes[].path'
  cargo xtask export --format openapi --title Contoso -o openapi.json";

const EXPLAIN_EXAMPLES: &str = "Examples:
  cargo xtask explain
  cargo xtask explain D0101
  cargo xtask explain --type microsoft.graph.user
  cargo xtask explain --page resources/user.md";

/// Parses the id of a code, in any letter case.
fn code(text: &str) -> Result<Code, String> {
    Code::find(text).ok_or_else(|| format!("there is no code `{text}`; `cargo xtask explain` lists all"))
}

fn package_name(text: &str) -> Result<Setting, String> {
    Setting::new("name", text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn clap_accepts_the_declaration_of_the_flags() {
        Cli::command().debug_assert();
    }
}
