//! Accepts connections and serves each of them.
//!
//! In: a listener, and a function from requests to responses. Out: a response to each request, and an error message if
//! the listener fails for good. Invariant: no client ends the listener or blocks another client. After other errors of
//! `accept` the listener waits and continues; a request head that arrives too slowly ends its connection; requests that
//! take long are answered on other threads.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

use crate::console;

/// How long to wait after `accept` fails. It usually fails because too many files are open, and connections have to
/// close first.
const AFTER_ERROR: Duration = Duration::from_millis(20);

/// How long a server that was told to stop waits for the requests that it is still answering.
const TO_END: Duration = Duration::from_secs(10);

/// The highest number of bytes in the request line and headers of a request.
const HEAD: usize = 64 << 10;

/// Serves until `stop` completes or the listener fails for good, then finishes the open requests.
pub(crate) async fn serve<F>(
    listener: TcpListener,
    head_timeout: Duration,
    answer: impl Fn(Request<Incoming>) -> F + Clone + Send + 'static,
    stop: impl Future<Output = ()>,
) where
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_timeout).max_buf_size(HEAD);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    let mut is_told = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) if is_final(&error) => {
                console::message("error", &format!("cannot accept connections any more: {error}"));
                break;
            }
            Err(error) => {
                if !std::mem::replace(&mut is_told, true) {
                    console::message("warning", &format!("cannot accept a connection: {error}; trying again"));
                }
                sleep(AFTER_ERROR).await;
                continue;
            }
        };
        // Responses are small, and clients wait for them, so TCP must not delay them to fill a packet.
        drop(stream.set_nodelay(true));
        let answer = answer.clone();
        let service = service_fn(move |request| {
            let answer = answer(request);
            async move { Ok::<_, Infallible>(answer.await) }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        // An error ends only this connection, and the client notices that.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    if timeout(TO_END, graceful.shutdown()).await.is_err() {
        console::message("warning", "some requests took too long to end");
    }
}

/// Whether the error means that the socket no longer listens. All other errors concern a single connection, or end as
/// soon as fewer connections are open.
fn is_final(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::InvalidInput
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::{Shutdown, TcpStream};
    use std::os::fd::OwnedFd;

    use super::*;

    #[test]
    fn serving_ends_when_the_listener_fails_for_good() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let ended = runtime.block_on(async {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
            listener.set_nonblocking(true).expect("a socket");
            let same = TcpStream::from(OwnedFd::from(listener.try_clone().expect("a descriptor")));
            let listener = TcpListener::from_std(listener).expect("a listener");
            let answer = |_| std::future::ready(Response::new(Full::new(Bytes::new())));
            let serving = serve(listener, TO_END, answer, std::future::pending());
            same.shutdown(Shutdown::Both).expect("the socket of the listener can be shut down");
            timeout(Duration::from_secs(60), serving).await
        });
        assert_eq!(ended, Ok(()));
    }
}
