//! `cargo xtask mock`: pages in, a service that answers as they show.
//!
//! What is answered is `graph-codegen`'s; here are the threads. Requests with a large body are answered one after the other on
//! a thread of their own, so that neither their time nor their memory is that of all.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use graph_codegen::mock::Mock;
use graph_runtime::ODataError;
use graph_runtime::http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::console::{self, Outcome};
use crate::docs::load;
use crate::flags;
use crate::folders;
use crate::report::progress::Progress;
use crate::serve::connections;
use crate::serve::requests::{self, Limits};

/// The longest body that is answered on a thread that serves, in bytes: longer ones take milliseconds.
const SHORT: usize = 64 << 10;

/// Runs the command until Ctrl-C, or a signal to end.
pub(crate) fn run(flags: &flags::Mock) -> Result<Outcome> {
    let progress = Progress::start();
    let sources = load::load(&folders::docs(flags.docs.as_deref())?, &progress)?;
    progress.stage("understanding the pages", 0);
    let mock = Mock::new(graph_codegen::read(&sources).api);
    drop(progress);
    let limits =
        Limits { json: flags.json_limit, bytes: flags.body_limit, time: Duration::from_secs(flags.head_timeout) };
    let service = Service { mock: Arc::new(mock), limits, long: Arc::new(Semaphore::new(1)) };

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let ended = runtime.block_on(async move {
        let address = SocketAddr::from((flags.host, flags.port));
        let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen at {address}"))?;
        let address = listener.local_addr().context("cannot tell the address")?;
        let stop = Stop::new()?;
        console::print(&format!("http://{address}\n"))?;
        console::message("note", "answering as the pages show; Ctrl-C ends");
        let answer = move |request| {
            let service = service.clone();
            async move { service.answer(request).await }
        };
        let time = Duration::from_secs(flags.head_timeout);
        // In a task of its own, so that a panic becomes an error of this command.
        tokio::spawn(connections::serve(listener, time, answer, stop.wait())).await.context("serving ended by itself")
    });
    runtime.shutdown_background();
    ended.map(|()| Outcome::Success)
}

#[derive(Clone)]
struct Service {
    mock: Arc<Mock>,
    limits: Limits,
    /// Long bodies are parsed one at a time.
    long: Arc<Semaphore>,
}

impl Service {
    async fn answer(self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let response = match requests::read(request, self.limits).await {
            Ok(request) if request.body().len() <= SHORT => self.mock.answer(&request),
            Ok(request) => {
                let turn = Arc::clone(&self.long).acquire_owned().await;
                let answered = tokio::task::spawn_blocking(move || {
                    let response = self.mock.answer(&request);
                    drop(turn);
                    response
                });
                answered.await.unwrap_or_else(|_| {
                    let message = "answering this request failed";
                    ODataError::new(StatusCode::INTERNAL_SERVER_ERROR, "internalServerError", message).to_response()
                })
            }
            Err(response) => response,
        };
        response.map(|body| Full::new(body.into()))
    }
}

/// The wish to end: Ctrl-C, the end of the terminal, or the signal to terminate.
struct Stop {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 3],
}

impl Stop {
    #[cfg(unix)]
    fn new() -> Result<Stop> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).context("cannot listen for signals");
        let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
        let [interrupt, terminate, hangup] = kinds.map(listen);
        Ok(Stop { signals: [interrupt?, terminate?, hangup?] })
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        let [interrupt, terminate, hangup] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
        // Whoever asks twice does not want to wait for requests to end.
        tokio::spawn(async move {
            let [interrupt, terminate, _] = &mut self.signals;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(130);
        });
    }

    #[cfg(not(unix))]
    fn new() -> Result<Stop> {
        Ok(Stop {})
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        drop(tokio::signal::ctrl_c().await);
    }
}
