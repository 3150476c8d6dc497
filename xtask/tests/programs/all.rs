//! Six programs that use the routes of the v1.0 pages. Each is a test that sends requests to the mock at
//! `GRAPH_SERVICE_ROOT`.
//!
//! `.ci/run` copies this folder into the crate made from these pages. The programs follow the guide of that crate. If a
//! program needs general code that the runtime lacks, the code is added to the runtime and not to the program.

mod files;
mod library;
mod mailbox;
mod offline;
mod provisioning;
mod teams;

use graph_v1::runtime::client::{Client, blocking};

/// The URL of the mock: the value of `GRAPH_SERVICE_ROOT`.
fn service_root() -> String {
    std::env::var("GRAPH_SERVICE_ROOT").expect("GRAPH_SERVICE_ROOT has the address of the mock")
}

fn client() -> Client {
    Client::new(reqwest::Client::new(), service_root()).token(|| async { Ok::<_, std::env::VarError>("any".to_owned()) })
}

fn blocking_client() -> blocking::Client {
    blocking::Client::new(ureq::agent(), service_root()).token(|| Ok::<_, std::env::VarError>("any".to_owned()))
}

/// Runs an asynchronous program to its end.
fn run<T>(program: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(program)
}
