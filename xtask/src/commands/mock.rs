//! `cargo xtask mock`: pages in, a service on this machine that answers as they show.
//!
//! What is answered is `graph-codegen`'s; here is the socket. It listens to this machine only, and says on the standard
//! output where.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};

use anyhow::{Context, Result};
use graph_codegen::mock::Mock;
use tokio::net::TcpListener;

use crate::console::{self, Outcome};
use crate::docs::load;
use crate::flags;
use crate::folders;
use crate::report::progress::Progress;

/// The longest body of a request that is read.
const LIMIT: usize = 64 << 20;

/// Runs the command until Ctrl-C, or a signal to end.
pub(crate) fn run(flags: &flags::Mock) -> Result<Outcome> {
    let progress = Progress::start();
    let sources = load::load(&folders::docs(flags.docs.as_deref())?, &progress)?;
    progress.stage("understanding the pages", 0);
    let mock = Arc::new(Mock::new(graph_codegen::read(&sources).api));
    drop(progress);

    let (stop, stopped) = mpsc::channel();
    // A signal after the last one ends nothing more.
    ctrlc::set_handler(move || stop.send(()).unwrap_or_default()).context("cannot listen for Ctrl-C")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build().context("cannot start threads")?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, flags.port));
    let listener =
        runtime.block_on(TcpListener::bind(address)).with_context(|| format!("cannot listen at {address}"))?;
    let address = listener.local_addr().context("cannot tell the address")?;
    let router = graph_runtime::server::router(LIMIT, move |request| {
        let mock = Arc::clone(&mock);
        async move { mock.answer(&request) }
    });
    runtime.spawn(async move { axum::serve::<_, axum::Router, _>(listener, router).await });
    console::print(&format!("http://{address}\n"))?;
    console::message("note", "answering as the pages show; Ctrl-C ends");
    // The sender lives as long as the handler: what ends the wait is a signal.
    stopped.recv().context("cannot wait for Ctrl-C")?;
    runtime.shutdown_background();
    Ok(Outcome::Success)
}
