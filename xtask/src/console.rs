//! Prints text on the standard streams.
//!
//! A closed pipe (`| head`) is neither an error nor a panic: the rest of the output is dropped.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};

/// The result of a command that did its work, from which [`exit`] makes the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The command did its work and found nothing wrong: exit status 0.
    Success,
    /// Exit status 1: the command did its work and found a problem, such as errors in the pages, stale files, or
    /// changes that `diff --deny` refuses.
    Failure,
}

/// The exit status for the outcome of a command. If the command failed, prints the error and returns 2.
pub(crate) fn exit(outcome: Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Failure) => ExitCode::from(1),
        Err(error) => {
            message("error", &format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Writes a text to the standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    ignore_closed_pipe(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
        .context("cannot write to the standard output")
}

/// Calls `write` with a buffered writer to the standard output.
pub(crate) fn stream(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::new(UntilClosed(io::stdout().lock()));
    write(&mut out).and_then(|()| Ok(out.flush()?)).context("cannot write to the standard output")
}

/// Writes to the standard output until its reader closes the pipe, as `head` does. All later text is dropped.
struct UntilClosed(StdoutLock<'static>);

impl Write for UntilClosed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        ignore_closed_pipe(self.0.flush())
    }
}

/// Writes a message to the standard error. An error of this write is ignored, because it could be reported nowhere
/// else.
pub(crate) fn message(kind: &str, text: &str) {
    drop(writeln!(io::stderr().lock(), "{kind}: {}", visible(text)));
}

/// Whether the text on the standard output may contain colours.
pub(crate) fn colours() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stdout().is_terminal() && !unwanted && !dumb
}

/// The text with U+FFFD in place of control and bidi characters. File names and pages are untrusted, and a terminal
/// would interpret them.
pub(crate) fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => char::REPLACEMENT_CHARACTER,
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

fn ignore_closed_pipe(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_bidi_characters_are_replaced() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\r\n"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}\n");
    }

    #[test]
    fn only_a_closed_pipe_is_ignored() {
        assert!(ignore_closed_pipe(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(ignore_closed_pipe(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
