//! The example programs of the generated crate.
//!
//! In: the operations that the plan chose for examples. Out: programs that build requests, send them and read the
//! responses, one for each [`Sender`]. Invariant: a program uses only items that the generated crate has, and has no
//! unused import.

pub(in crate::emit) mod print;
pub(crate) mod sender;
mod writer;

use crate::emit::Context;
use crate::emit::rust::source;
use writer::ExampleWriter;

use crate::emit::package::example::sender::Sender;

/// The text of the example program for an HTTP client, such as `examples/reqwest.rs`.
pub(in crate::emit) fn file(cx: &Context<'_>, sender: Sender) -> String {
    let parts = ExampleWriter { cx, sender };
    let sections = [parts.start(), parts.listing(), parts.change(), parts.action(), parts.batch(), parts.end()];
    format!("{}\n{}\n{}{}", cx.header(&[]), introduction(sender), parts.imports(), sections.concat())
}

fn introduction(sender: Sender) -> String {
    let how = match sender {
        Sender::None => {
            "Builds requests for any client and reads responses. Prints each request and sends none.".to_owned()
        }
        Sender::Reqwest | Sender::Ureq => format!("Sends requests with `{}`.", sender.name()),
    };
    let mut lines =
        vec![how, String::new(), "```console".to_owned(), format!("$ {}", sender.command()), "```".to_owned()];
    if sender != Sender::None {
        lines.extend([
            String::new(),
            "The requests go to the service root in the argument, or else to `cargo xtask mock --port 8080`, which"
                .to_owned(),
            "accepts any token. For `https` the feature `rustls` adds TLS.".to_owned(),
        ]);
    }
    source::inner_docs(&lines)
}
