//! The examples of the crate.
//!
//! In: the calls that the plan chose. Out: programs that build, send and read requests, one for each client. Invariant:
//! a program uses only items of the API, and has no unused import.

pub(in crate::emit) mod print;
pub(crate) mod sender;
mod writer;

use crate::emit::Context;
use crate::emit::rust::source;
use writer::ExampleWriter;

use crate::emit::package::example::sender::Sender;

/// The text of `examples/NAME.rs`, where `NAME` is that of the client.
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
