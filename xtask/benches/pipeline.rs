//! Measures the time of a run, as a multiple of the least time that it could take, called the floor.
//!
//! The floor is the time to read every page and to iterate over its events from pulldown-cmark, on as many threads as a
//! run uses. Each case starts the built program as a new process, and its time includes the start; the floor also runs
//! in a process of its own. The cases take turns, so that a slow moment of the machine affects all of them, and their
//! medians are compared.
//!
//! `cargo bench -p xtask --bench pipeline` reads the pages in `GRAPH_DOCS_DIR`, or in the folder beside the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use tempfile::TempDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 7;
const FLOOR: &str = "--floor";
/// With this argument the bench measures only `lint`, `diff` and the other commands besides `gen`.
const COMMANDS: &str = "commands";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, folder] = arguments.as_slice()
        && flag == FLOOR
    {
        walk_events(Path::new(folder));
        return ExitCode::SUCCESS;
    }
    let Some(corpus) = corpus() else {
        println!("no corpus: set GRAPH_DOCS_DIR to a folder of pages");
        return ExitCode::SUCCESS;
    };
    let bench = Bench::new(corpus);
    if arguments.iter().any(|argument| argument == COMMANDS) {
        bench.commands();
        return ExitCode::SUCCESS;
    }
    bench.single_tree();
    bench.commands();
    bench.growing_trees();
    bench.memory();
    ExitCode::SUCCESS
}

struct Bench {
    corpus: PathBuf,
    /// The temporary folder for copies of the pages and for the written crates.
    scratch: TempDir,
}

/// A case to measure: its name, a preparation that is not measured, and the run. Both closures get the number of the
/// round.
///
/// The case without cached data (`cold`) writes to a new folder in each round. If each round removed the folder of the
/// round before, it would measure a slower run: just after a folder was removed, file systems take longer to create
/// files.
struct Case<'a> {
    name: &'a str,
    prepare: Box<dyn Fn(usize) + 'a>,
    run: Box<dyn Fn(usize) -> Command + 'a>,
}

impl Bench {
    fn new(corpus: PathBuf) -> Bench {
        let bench = Bench { corpus, scratch: TempDir::new().expect("a temporary folder") };
        copy_tree(&bench.corpus, &bench.path("tree/docs"), &[]);
        copy_includes(&bench.corpus, &bench.path("tree/includes"));
        bench
    }

    fn path(&self, within: &str) -> PathBuf {
        self.scratch.path().join(within)
    }

    fn generate(&self, docs: &Path, out: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["gen", "--name", "graph-bench", "--docs"]).arg(docs).arg("--out").arg(self.path(out));
        command.env("CARGO_TARGET_DIR", self.path("target"));
        command
    }

    fn floor(&self, docs: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg(FLOOR).arg(docs);
        command
    }

    fn single_tree(&self) {
        let docs = self.path("tree/docs");
        let pages = pages_below(&docs);
        let edited = fs::read(&pages[pages.len() / 2]).expect("a page");
        let (described, description) = described(&pages);
        run(self.generate(&docs, "warm"));
        let cases = [
            Case { name: "floor", prepare: Box::new(|_| {}), run: Box::new(|_| self.floor(&docs)) },
            Case {
                name: "cold",
                prepare: Box::new(|_| {}),
                run: Box::new(|round| self.generate(&docs, &format!("cold{round}"))),
            },
            Case {
                name: "nothing changed",
                prepare: Box::new(|_| run(self.generate(&docs, "warm"))),
                run: Box::new(|_| self.generate(&docs, "warm")),
            },
            Case {
                name: "one page edited",
                prepare: Box::new(|round| {
                    run(self.generate(&docs, "warm"));
                    let edit = format!("\nEdited {round} times.\n");
                    fs::write(&pages[pages.len() / 2], [&edited, edit.as_bytes()].concat()).expect("a written page");
                }),
                run: Box::new(|_| self.generate(&docs, "warm")),
            },
            Case {
                name: "one row edited",
                prepare: Box::new(|round| {
                    run(self.generate(&docs, "warm"));
                    fs::write(described, description(round)).expect("a written page");
                }),
                run: Box::new(|_| self.generate(&docs, "warm")),
            },
        ];
        println!("{} pages, {} threads, median of {ROUNDS}", pages.len(), rayon::current_num_threads());
        report(&cases, &medians(&cases));
    }

    /// Measures the commands besides `gen` over the same pages. The time of a command includes reading the pages and
    /// printing all its output.
    fn commands(&self) {
        println!("\ncommands");
        let docs = self.path("tree/docs");
        let (json, csdl) = (self.path("api.json"), self.path("metadata.xml"));
        for (format, file) in [("json", &json), ("csdl", &csdl)] {
            let mut export = self.command(&["export", "--format", format], &docs);
            export.arg("-o").arg(file);
            run(export);
        }
        let with = |arguments: &[&str], flag: &str, file: &Path| {
            let mut command = self.command(arguments, &docs);
            command.arg(flag).arg(file);
            command
        };
        fn case<'a>(name: &'a str, run: Box<dyn Fn(usize) -> Command + 'a>) -> Case<'a> {
            Case { name, prepare: Box::new(|_| {}), run }
        }
        let cases = [
            case("floor", Box::new(|_| self.floor(&docs))),
            case("lint", Box::new(|_| self.command(&["lint"], &docs))),
            case("diff", Box::new(|_| with(&["diff"], "--base", &json))),
            case("drift", Box::new(|_| with(&["drift"], "--metadata", &csdl))),
            case("export csdl", Box::new(|_| self.command(&["export", "--format", "csdl"], &docs))),
            case("export json", Box::new(|_| self.command(&["export", "--format", "json"], &docs))),
            case("export openapi", Box::new(|_| self.command(&["export", "--format", "openapi"], &docs))),
            case("export openapi-yaml", Box::new(|_| self.command(&["export", "--format", "openapi-yaml"], &docs))),
            case("report", Box::new(|_| with(&["report"], "-o", &self.path("site")))),
        ];
        report(&cases, &medians(&cases));
    }

    fn command(&self, arguments: &[&str], docs: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).arg("--docs").arg(docs);
        command
    }

    /// Measures whether the time grows in proportion to the number of pages. It runs over one, two and four copies of
    /// the pages, and each copy has namespaces of its own.
    fn growing_trees(&self) {
        println!("\ncold, by size of the tree");
        for copies in [1, 2, 4] {
            let top = format!("grown{copies}");
            let docs = self.path(&format!("{top}/docs"));
            for copy in 0..copies {
                let to = format!("microsoft.graph.copy{copy}");
                copy_tree(&self.corpus, &docs.join(format!("copy{copy}")), &[("microsoft.graph", &to)]);
            }
            // The pages of each copy include fragments from a folder beside the copies.
            copy_includes(&self.corpus, &docs.join("includes"));
            let cases = [
                Case { name: "floor", prepare: Box::new(|_| {}), run: Box::new(|_| self.floor(&docs)) },
                Case {
                    name: "cold",
                    prepare: Box::new(|_| {}),
                    run: Box::new(|round| self.generate(&docs, &format!("{top}/out{round}"))),
                },
            ];
            println!("{copies} x");
            report(&cases, &medians(&cases));
        }
    }

    fn memory(&self) {
        println!("\npeak memory");
        for (name, out) in [("cold", "memory"), ("nothing changed", "memory")] {
            let mut command = self.generate(&self.path("tree/docs"), out);
            let output = command.arg("--verbose").output().expect("the program runs");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let memory = text.lines().rev().find_map(|line| line.strip_prefix("memory "));
            println!("  {name:<18} {:>10}", memory.map_or("unknown here", str::trim));
        }
    }
}

/// The median time of each case; the cases take turns.
fn medians(cases: &[Case<'_>]) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(ROUNDS); cases.len()];
    for round in 0..ROUNDS {
        for (case, times) in cases.iter().zip(&mut times) {
            (case.prepare)(round);
            settle();
            let command = (case.run)(round);
            let started = Instant::now();
            run(command);
            times.push(started.elapsed());
        }
    }
    times.iter_mut().for_each(|times| times.sort());
    times.iter().map(|times| times[ROUNDS / 2]).collect()
}

/// Waits until all written data is on the disk. Otherwise the system would write it during the next run and slow it
/// down.
fn settle() {
    #[cfg(unix)]
    nix::unistd::sync();
}

/// Prints the time of each case, and its ratio to the first case.
fn report(cases: &[Case<'_>], times: &[Duration]) {
    for (case, time) in cases.iter().zip(times) {
        let ratio = time.as_secs_f64() / times[0].as_secs_f64();
        println!("  {:<19} {:>7.1} ms {ratio:>7.2} x floor", case.name, time.as_secs_f64() * 1000.0);
    }
}

fn run(mut command: Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs");
    // Exit status 1 means that the pages have errors, not that the run failed.
    assert!(status.code().is_some_and(|code| code < 2), "{command:?} failed");
}

/// The work whose time is the floor: reads every page and iterates over its CommonMark events.
fn walk_events(docs: &Path) {
    let events: usize = pages_below(docs)
        .par_iter()
        .map(|page| {
            let bytes = fs::read(page).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter().map(std::hint::black_box).count()
        })
        .sum();
    assert!(events > 0, "the pages in {} have no CommonMark events", docs.display());
}

fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let named = std::env::var_os("GRAPH_DOCS_DIR").map(PathBuf::from);
    let corpus = named.unwrap_or_else(|| root.join("..").join("shared").join("corpus/api-reference/v1.0"));
    fs::canonicalize(corpus).ok().filter(|corpus| corpus.is_dir())
}

fn pages_below(folder: &Path) -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(|entry| entry.ok().map(walkdir::DirEntry::into_path))
        .filter(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md")))
        .collect();
    pages.sort();
    pages
}

/// Chooses the middle one of all pages with a table of properties. Returns its path, and a function that returns the
/// text of the page with a description of the first property that is different in each round.
fn described(pages: &[PathBuf]) -> (&Path, impl Fn(usize) -> String) {
    let texts = pages.iter().filter_map(|page| Some((page.as_path(), fs::read_to_string(page).ok()?)));
    let first_row = |text: &str| {
        let table = text.find("\n## Properties")?;
        let rows = table + text[table..].find("|:")?;
        let row = rows + text[rows..].find('\n')? + 1;
        let end = row + text[row..].find('\n')?;
        Some(row + text[row..end].rfind('|').filter(|&at| at > 0)?)
    };
    let described: Vec<(&Path, String, usize)> =
        texts.filter_map(|(page, text)| first_row(&text).map(|at| (page, text, at))).collect();
    let middle = described.len() / 2;
    let (page, text, at) = described.into_iter().nth(middle).expect("the corpus has a page with a table of properties");
    (page, move |round| format!("{} Edited {round} times.{}", &text[..at], &text[at..]))
}

/// Copies the pages below `from`, and applies `replacements` to their texts.
fn copy_tree(from: &Path, to: &Path, replacements: &[(&str, &str)]) {
    for page in pages_below(from) {
        let target = to.join(page.strip_prefix(from).expect("below the tree"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("folders");
        let bytes = fs::read(&page).expect("a page");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let text = replacements.iter().fold(text, |text, (from, to)| text.replace(from, to));
        fs::write(target, text).expect("a written page");
    }
}

fn copy_includes(corpus: &Path, to: &Path) {
    if let Some(includes) = corpus.parent().map(|parent| parent.join("includes")).filter(|includes| includes.is_dir()) {
        copy_tree(&includes, to, &[]);
    }
}
