//! Six programs over the routes of the v1.0 pages, each a test of its own that sends to the mock at `GRAPH_SERVICE_ROOT`.
//!
//! `.ci/run` copies this folder into the crate made from these pages. The programs are written as the guide of that crate
//! teaches: what one of them needs and the runtime lacks belongs into the runtime.

mod files;
mod library;
mod mailbox;
mod offline;
mod provisioning;
mod teams;

use graph_v1::runtime::client::{Client, blocking};

/// Where the mock is.
fn service_root() -> String {
    std::env::var("GRAPH_SERVICE_ROOT").expect("GRAPH_SERVICE_ROOT has the address of the mock")
}

fn client() -> Client {
    Client::new(reqwest::Client::new(), service_root()).token(|| async { Ok::<_, std::env::VarError>("any".to_owned()) })
}

fn blocking_client() -> blocking::Client {
    blocking::Client::new(ureq::agent(), service_root()).token(|| Ok::<_, std::env::VarError>("any".to_owned()))
}

/// Runs an asynchronous program.
fn run<T>(program: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(program)
}
