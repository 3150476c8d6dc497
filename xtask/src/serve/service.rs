//! The mock behind a socket, with limits, faults, delays and the log.
//!
//! In: requests. Out: responses. Invariant: requests with large bodies are answered on a separate thread, one at a
//! time, so that they neither delay other requests nor use up the memory.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use graph_codegen::mock::{Answer, Mock, State};
use graph_runtime::ODataError;
use graph_runtime::http::{Request, Response, StatusCode};
use graph_runtime::server::Faults;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use tokio::sync::Semaphore;

use crate::serve::log::Lines;
use crate::serve::requests::{self, Limits};

/// The longest request body, in bytes, that is answered on a thread of the asynchronous runtime. A longer one takes
/// milliseconds, during which that thread could not serve other connections.
const SHORT: usize = 64 << 10;

/// The mock together with limits, faults, delays and the log. The listener calls it for each request.
#[derive(Clone)]
pub(crate) struct Service {
    mock: Arc<RwLock<Arc<Serving>>>,
    pub(crate) limits: Limits,
    pub(crate) faults: Arc<Faults>,
    pub(crate) latency: Duration,
    pub(crate) lines: Lines,
    /// Has one permit, so that only one request with a large body is parsed at a time.
    large: Arc<Semaphore>,
}

/// A mock and, with the flag `--state`, the changes that requests have made to its data.
pub(crate) struct Serving {
    mock: Mock,
    state: Option<Mutex<State>>,
}

impl Serving {
    pub(crate) fn of(mock: Mock, keeps: bool) -> Serving {
        Serving { mock, state: keeps.then(Mutex::default) }
    }
}

impl Service {
    pub(crate) fn new(mock: Serving, limits: Limits, faults: Faults, latency: Duration, lines: Lines) -> Service {
        let mock = Arc::new(RwLock::new(Arc::new(mock)));
        Service { mock, limits, faults: Arc::new(faults), latency, lines, large: Arc::new(Semaphore::new(1)) }
    }

    /// Replaces the mock after pages changed. The changes that requests made to the data of the old mock are lost.
    pub(crate) fn replace(&self, mock: Serving) {
        *self.mock.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(mock);
    }

    pub(crate) async fn answer(self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let started = Instant::now();
        if let Some(refusal) = requests::refusal(&request) {
            return refusal.map(|body| Full::new(body.into()));
        }
        let response = match requests::read(request, self.limits).await {
            Ok(request) => {
                let latency = self.latency.max(self.faults.latency(&request));
                if !latency.is_zero() {
                    tokio::time::sleep(latency).await;
                }
                self.reply(request, started).await
            }
            Err(response) => response,
        };
        response.map(|body| Full::new(body.into()))
    }

    async fn reply(self, request: Request<Vec<u8>>, started: Instant) -> Response<Vec<u8>> {
        if request.body().len() <= SHORT {
            return self.reply_now(&request, started);
        }
        let turn = Arc::clone(&self.large).acquire_owned().await;
        let answered = tokio::task::spawn_blocking(move || {
            let response = self.reply_now(&request, started);
            drop(turn);
            response
        });
        answered.await.unwrap_or_else(|_| {
            let message = "answering this request failed";
            ODataError::new(StatusCode::INTERNAL_SERVER_ERROR, "internalServerError", message).to_response()
        })
    }

    fn reply_now(&self, request: &Request<Vec<u8>>, started: Instant) -> Response<Vec<u8>> {
        let Serving { mock, state } = &*Arc::clone(&self.mock.read().unwrap_or_else(PoisonError::into_inner));
        let mut state = state.as_ref().map(|state| state.lock().unwrap_or_else(PoisonError::into_inner));
        let answer: Answer = mock.reply_unless(request, state.as_deref_mut(), &|request| self.faults.error(request));
        drop(state);
        self.lines.write(&answer, started.elapsed());
        answer.response
    }
}
