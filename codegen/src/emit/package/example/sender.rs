//! The HTTP clients that the example programs use.

/// The HTTP client of an example program, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sender {
    /// No client: the example only shows what it would send.
    None,
    /// The example sends its requests with the crate `reqwest`.
    Reqwest,
    /// The example sends its requests with the crate `ureq`.
    Ureq,
}

impl Sender {
    /// All variants: the crate has an example for each.
    pub(crate) const ALL: [Sender; 3] = [Sender::None, Sender::Reqwest, Sender::Ureq];

    /// The name of the example program: `no_client`, `reqwest` or `ureq`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Sender::None => "no_client",
            Sender::Reqwest => "reqwest",
            Sender::Ureq => "ureq",
        }
    }

    /// The cargo command that runs the example.
    pub(crate) fn command(self) -> String {
        match self {
            Sender::None => "cargo run --example no_client".to_owned(),
            Sender::Reqwest | Sender::Ureq => {
                format!("TOKEN=any cargo run --example {0} --features {0},rustls", self.name())
            }
        }
    }
}
