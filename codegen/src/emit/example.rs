//! The examples of the crate.
//!
//! In: what the plan chose to show. Out: programs that build, send and read requests, one for each way to send.
//! Invariant: a program has no part for what the API has not, and uses whatever it imports.

mod part;
mod print;

use quote::quote;

use super::{Names, source};
use part::Parts;

/// How an example sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sender {
    /// With any client; the example only shows what it would send.
    None,
    /// With `reqwest`.
    Reqwest,
    /// With `ureq`.
    Ureq,
}

impl Sender {
    /// All of them.
    pub(super) const ALL: [Sender; 3] = [Sender::None, Sender::Reqwest, Sender::Ureq];

    /// The name of the example.
    pub(super) fn name(self) -> &'static str {
        match self {
            Sender::None => "no_client",
            Sender::Reqwest => "reqwest",
            Sender::Ureq => "ureq",
        }
    }

    /// What cargo is told to run it.
    pub(super) fn command(self) -> String {
        match self {
            Sender::None => "cargo run --example no_client".to_owned(),
            Sender::Reqwest | Sender::Ureq => format!("TOKEN=any cargo run --example {0} --features {0}", self.name()),
        }
    }
}

/// `examples/NAME.rs`.
pub(super) fn file(names: &Names<'_>, sender: Sender) -> String {
    let parts = Parts { names, sender };
    let sections = [parts.start(), parts.listing(), parts.change(), parts.action(), parts.batch(), parts.end()];
    format!("{}\n{}\n{}{}", names.header(&[]), introduction(sender), parts.imports(), sections.concat())
}

/// The function that lists, as the front page shows it.
pub(super) fn listing(names: &Names<'_>, sender: Sender) -> String {
    Parts { names, sender }.listing()
}

fn introduction(sender: Sender) -> String {
    let how = match sender {
        Sender::None => {
            "Builds requests for any client and reads responses: nothing is sent. What would be is shown.".to_owned()
        }
        Sender::Reqwest | Sender::Ureq => format!("Sends requests with `{}`.", sender.name()),
    };
    let mut lines =
        vec![how, String::new(), "```console".to_owned(), format!("$ {}", sender.command()), "```".to_owned()];
    if sender != Sender::None {
        lines.extend([
            String::new(),
            "They go to what `cargo xtask mock --port 8080` serves, which takes any token, or to the service root that is"
                .to_owned(),
            format!(
                "the argument. One with `https` needs TLS: a feature of `{}`, to be chosen in `Cargo.toml`.",
                sender.name()
            ),
        ]);
    }
    source::inner_docs(&lines)
}

/// `let` a program begin: everything that the API has, one after the other.
fn steps(parts: &Parts<'_, '_>) -> Vec<proc_macro2::TokenStream> {
    let call = |name: &str| {
        let name = print::word(name);
        match parts.sender {
            Sender::None => quote!(#name()?;),
            Sender::Reqwest => quote!(#name(&client).await?;),
            Sender::Ureq => quote!(#name(&client)?;),
        }
    };
    let shown = parts.names.facts.showcase();
    let known =
        [("list", shown.listing.is_some()), ("change", shown.change.is_some()), ("act", shown.action.is_some())];
    let own = known.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| call(name));
    own.chain([call("send_together")]).collect()
}
