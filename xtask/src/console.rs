//! Printing: text in, bytes on the standard streams out.
//!
//! A reader that went away (`| head`) is no error and no panic: what it did not want to read is dropped.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};

/// How a command that could do its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Success,
    /// The pages, or the files written from them, are not as they should be.
    Failure,
}

/// The exit status of a command; prints why it could not do its work.
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

/// Writes to the standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    forgive_closed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
        .context("cannot write to the standard output")
}

/// Writes one remark to the standard error, whose loss nobody could be told of.
pub(crate) fn message(kind: &str, text: &str) {
    drop(writeln!(io::stderr().lock(), "{kind}: {}", visible(text)));
}

/// Whether the standard output shows colours.
pub(crate) fn colours() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stdout().is_terminal() && !unwanted && !dumb
}

/// The text with control and bidi characters made harmless: names of files and words of pages are not ours, and a
/// terminal obeys what it is shown.
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

fn forgive_closed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_bidi_controls_are_not_obeyed() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\r\n"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}\n");
    }

    #[test]
    fn only_a_closed_reader_is_forgiven() {
        assert!(forgive_closed(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(forgive_closed(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
