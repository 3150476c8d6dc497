//! Measures one run of rustc.
//!
//! Cargo calls this program in place of rustc. In: the command line of rustc. Out: for each crate a line in a file with
//! its name, the processor time in seconds, and the peak memory in megabytes. The linker is a child of rustc, so its
//! time counts too.

use std::ffi::OsString;
use std::fmt;
use std::io::Write;
use std::process::{Command, ExitCode};

/// The variable with the path of the log. If it is set, this program acts as the compiler.
const LOG: &str = "COMPILE_LOG";

/// What one run of the compiler took: processor time in seconds, and peak memory in megabytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    pub(crate) megabytes: f64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2} s {:.0} MB", self.seconds, self.megabytes))
    }
}

/// Whether cargo runs this program as its compiler. Otherwise the program is the benchmark itself.
pub(crate) fn is_wrapped() -> bool {
    std::env::var_os(LOG).is_some()
}

/// Runs the compiler that the first argument names, and writes its cost to the log.
pub(crate) fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [compiler, arguments @ ..] = arguments.as_slice() else { return ExitCode::FAILURE };
    let mut command = Command::new(compiler);
    // The compiler inherits the environment. If that preloads another allocator (`LD_PRELOAD`), the cost is that with
    // this allocator.
    let status = command.args(arguments).env_remove(LOG).status().expect("the compiler runs");
    let named = arguments.iter().position(|argument| argument == "--crate-name");
    if let (Some(name), Some(cost)) = (named.and_then(|at| arguments.get(at + 1)), children()) {
        let log = std::env::var_os(LOG).expect("the log file can be opened");
        let mut file = std::fs::File::options().append(true).create(true).open(log).expect("a log");
        let line = format!("{} {} {}\n", name.to_string_lossy(), cost.seconds, cost.megabytes);
        file.write_all(line.as_bytes()).expect("a line can be written to the log file");
    }
    status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Runs cargo with this program as its compiler, and returns the cost of compiling the crate `name`.
pub(crate) fn measure(command: &mut Command, name: &str, log: &std::path::Path) -> Option<Cost> {
    let _ = std::fs::remove_file(log);
    let this = std::env::current_exe().expect("this program");
    let output = command.env("RUSTC_WRAPPER", this).env(LOG, log).output().expect("cargo runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let name = name.replace('-', "_");
    text.lines().filter_map(|line| cost(line, &name)).next_back()
}

fn cost(line: &str, name: &str) -> Option<Cost> {
    let mut words = line.split(' ');
    (words.next()? == name).then_some(())?;
    Some(Cost { seconds: words.next()?.parse().ok()?, megabytes: words.next()?.parse().ok()? })
}

/// The processor time and the peak memory of all child processes that have ended.
#[cfg(unix)]
fn children() -> Option<Cost> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let time = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Kilobytes on Linux, bytes on macOS.
    let unit = if cfg!(target_os = "macos") { 1e6 } else { 1e3 };
    Some(Cost { seconds: time as f64 / 1e6, megabytes: usage.max_rss() as f64 / unit })
}

/// Only Unix reports how much time and memory child processes took, so on other systems there is no result.
#[cfg(not(unix))]
fn children() -> Option<Cost> {
    None
}
