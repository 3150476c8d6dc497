//! The log of the mock: a line for each request.
//!
//! In: answers to requests. Out: lines on the standard error. Invariant: no request waits for the log. If the standard
//! error is read too slowly, lines are dropped, and the number of dropped lines is printed.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use graph_codegen::mock::Answer;
use serde_json::{Value, json};

use crate::console;
use crate::flags::mock::Log;

/// The highest number of lines that wait to be written.
const WAITING: usize = 10_000;

/// Writes lines on a thread of its own, so that nobody waits for the standard error.
#[derive(Clone)]
pub(crate) struct Lines {
    form: Log,
    sender: SyncSender<String>,
    lost: Arc<AtomicUsize>,
}

impl Lines {
    /// Starts the thread that writes the lines. `form` says how a line looks.
    pub(crate) fn start(form: Log) -> Lines {
        let (sender, receiver) = sync_channel::<String>(WAITING);
        let lost = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&lost);
        std::thread::spawn(move || {
            for line in receiver {
                let mut text = line;
                let lost = counted.swap(0, Ordering::Relaxed);
                if lost > 0 {
                    text = format!("{lost} lines were lost\n{text}");
                }
                // If writing to the standard error fails, there is nowhere to report it.
                drop(io::stderr().lock().write_all(text.as_bytes()));
            }
        });
        Lines { form, sender, lost }
    }

    /// Writes the log line of a request and its answer.
    pub(crate) fn write(&self, answer: &Answer, time: Duration) {
        let line = match self.form {
            Log::Off => return,
            Log::Text => text(answer, 0),
            Log::Json => {
                let mut object = object(answer);
                object["milliseconds"] = json!(time.as_secs_f64() * 1000.0);
                format!("{object}\n")
            }
        };
        if self.sender.try_send(line).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn text(answer: &Answer, depth: usize) -> String {
    let mut line = format!("{:depth$}{} {}", "", answer.request, answer.response.status().as_u16());
    line.extend(answer.page.iter().map(|page| format!(" {page}")));
    line.extend(answer.example.map(|example| format!(" #{example}")));
    line += &format!(" ({})", answer.reason);
    let mut lines = format!("{}\n", console::visible(&line).replace('\n', " "));
    for warning in &answer.warnings {
        lines += &format!("{:depth$}  warning: {}\n", "", console::visible(warning));
    }
    lines.extend(answer.parts.iter().map(|part| text(part, depth + 2)));
    lines
}

fn object(answer: &Answer) -> Value {
    let (method, target) = answer.request.split_once(' ').unwrap_or((&answer.request, ""));
    json!({
        "method": method,
        "target": target,
        "status": answer.response.status().as_u16(),
        "page": answer.page,
        "example": answer.example,
        "reason": answer.reason,
        "warnings": answer.warnings,
        "parts": answer.parts.iter().map(object).collect::<Vec<_>>(),
    })
}
