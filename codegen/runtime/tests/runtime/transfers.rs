//! Tests transfers of files over real sockets: streams, redirects, uploads.

use crate::messages::{GetContent, PutContent};
use graph_runtime::{
    Content, Route,
    client::{Body, Client, blocking},
    http::{HeaderMap, HeaderName},
};
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    thread,
    time::Duration,
};

/// The first line and the headers of a request.
#[derive(Clone)]
struct Head {
    line: String,
    headers: HeaderMap,
}

type Heads = Arc<Mutex<Vec<Head>>>;

/// A server that passes each connection and the head of its request to a function, and records the heads.
fn serve(answer: impl Fn(&Head, &mut BufReader<TcpStream>) + Send + 'static) -> (String, Heads) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let heads = Heads::default();
    let seen = Arc::clone(&heads);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let mut line = || {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                line.trim_end().to_owned()
            };
            let mut head = Head { line: line(), headers: HeaderMap::new() };
            while let Some((name, value)) = line().split_once(": ") {
                head.headers.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
            }
            // The head is recorded before the client gets the answer, so that a test finds it once the client has the
            // answer.
            seen.lock().unwrap().push(head.clone());
            answer(&head, &mut reader);
        }
    });
    (root, heads)
}

fn say(stream: &mut BufReader<TcpStream>, head: &str) {
    write!(stream.get_mut(), "HTTP/1.1 {}\r\nconnection: close\r\n\r\n", head.replace('\n', "\r\n")).unwrap();
}

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

const MEBIBYTE: usize = 1 << 20;

/// Starts a server that sends a file of 2⁴⁰ bytes, too large for memory, and returns its address.
fn endless() -> String {
    let (root, _) = serve(|_, stream| {
        say(stream, "200 OK\ncontent-length: 1099511627776");
        let zeros = vec![0; 64 * 1024];
        while stream.get_mut().write_all(&zeros).is_ok() {}
    });
    root
}

#[test]
fn a_download_is_not_kept_in_memory() {
    let client = Client::new(reqwest::Client::new(), endless());
    run(async {
        let mut body = client.download(&GetContent::me_photo_value()).await.unwrap().into_body();
        assert_eq!(body.length(), Some(1 << 40));
        let mut read = 0;
        while read < MEBIBYTE {
            read += body.chunk().await.unwrap().unwrap().len();
        }
    });

    let client = blocking::Client::new(ureq::agent(), endless());
    let mut body = client.download(&GetContent::me_photo_value()).unwrap().into_body();
    assert_eq!(body.length(), Some(1 << 40));
    body.read_exact(&mut vec![0; MEBIBYTE]).unwrap();
}

/// Starts a service that redirects to a file on another server. Returns the service root, the heads of the requests to
/// the service, and those of the requests to the other server.
fn redirecting() -> (String, Heads, Heads) {
    let (files, asked) = serve(|head, stream| match head.headers.get("range") {
        None => say(stream, "200 OK\ncontent-length: 4\n\nfile"),
        Some(_) => say(stream, "206 Partial Content\ncontent-range: bytes 2-3/4\ncontent-length: 2\n\nle"),
    });
    let (root, seen) =
        serve(move |_, stream| say(stream, &format!("302 Found\ncontent-length: 0\nlocation: {files}/1")));
    (root, seen, asked)
}

fn has_token(heads: &Heads) -> Vec<bool> {
    heads.lock().unwrap().iter().map(|head| head.headers.contains_key("authorization")).collect()
}

#[test]
fn a_redirect_to_another_host_is_followed_without_the_token() {
    let route = GetContent::me_photo_value().header("Prefer", "x");
    let clients = [
        // The first client follows redirects by itself. The second does not, so this crate follows them.
        reqwest::Client::new(),
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
    ];
    for http in clients {
        let (root, seen, asked) = redirecting();
        let client = Client::new(http, root).token(|| async { Ok::<_, io::Error>("secret".to_owned()) });
        run(async {
            let whole = client.download(&route).await.unwrap().into_body();
            assert_eq!(whole.bytes().await.unwrap(), b"file");
            let rest = client.download_range(&route, 2..).await.unwrap().into_body();
            assert_eq!(rest.bytes().await.unwrap(), b"le");
        });
        assert_eq!((has_token(&seen), has_token(&asked)), (vec![true, true], vec![false, false]));
    }

    let (root, seen, asked) = redirecting();
    let client = blocking::Client::new(ureq::agent(), root).token(|| Ok::<_, io::Error>("secret".to_owned()));
    assert_eq!(client.download(&route).unwrap().into_body().bytes().unwrap(), b"file");
    assert_eq!(client.download_range(&route, 2..).unwrap().into_body().bytes().unwrap(), b"le");
    // The server returns another range than the requested one.
    assert_eq!(
        client.download_range(&route, 1..).unwrap_err().to_string(),
        "the response (206 Partial Content) is not one the route returns"
    );
    assert_eq!((has_token(&seen), has_token(&asked)), (vec![true; 3], vec![false; 3]));
    let asked = asked.lock().unwrap();
    assert!(asked.iter().all(|head| head.line == "GET /1 HTTP/1.1" && !head.headers.contains_key("prefer")));
    assert!(seen.lock().unwrap().iter().all(|head| head.headers["prefer"] == "x"));
}

#[test]
fn following_redirects_in_a_circle_ends_with_an_error() {
    let (root, seen) = serve(|_, stream| say(stream, "302 Found\ncontent-length: 0\nlocation: /again"));
    let client = blocking::Client::new(ureq::agent(), root);
    let error = client.download(&GetContent::me_photo_value()).unwrap_err();
    assert!(error.to_string().contains("more than five redirects"), "{error}");
    assert_eq!(seen.lock().unwrap().len(), 6);
}

/// A reader of `left` bytes that counts in `read` how many of them have been read.
struct Counted {
    left: usize,
    read: Arc<AtomicU64>,
}

impl Counted {
    fn next(&mut self, most: usize) -> usize {
        let length = most.min(self.left);
        self.left -= length;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        length
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.next(buffer.len()))
    }
}

impl tokio::io::AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let length = self.next(buffer.remaining());
        buffer.initialize_unfilled_to(length);
        buffer.advance(length);
        Poll::Ready(Ok(()))
    }
}

const FILE: usize = 64 * MEBIBYTE;

/// A server that pauses after the first byte of an upload. It records how much of the file the client has read by the
/// end of the pause, and then reads the rest.
fn patient(read: &Arc<AtomicU64>) -> (String, Arc<AtomicU64>, Heads) {
    let (read, early) = (Arc::clone(read), Arc::<AtomicU64>::default());
    let noted = Arc::clone(&early);
    let (root, heads) = serve(move |_, stream| {
        stream.read_exact(&mut [0]).unwrap();
        thread::sleep(Duration::from_millis(200));
        noted.store(read.load(Ordering::Relaxed), Ordering::Relaxed);
        let rest = io::copy(&mut stream.take(FILE as u64 - 1), &mut io::sink()).unwrap();
        assert_eq!(rest, FILE as u64 - 1);
        say(stream, "204 No Content");
    });
    (root, early, heads)
}

#[test]
fn an_upload_is_read_while_it_is_sent() {
    let route = PutContent::me_photo_value(Content::new("image/jpeg", []));
    let check = |early: &AtomicU64, read: &AtomicU64, heads: &Heads| {
        // While the server paused, the client read only as much of the file as the buffers of the connection hold.
        assert!(early.load(Ordering::Relaxed) < FILE as u64 / 2, "{early:?}");
        assert_eq!(read.load(Ordering::Relaxed), FILE as u64);
        let head = &heads.lock().unwrap()[0].headers;
        assert_eq!(
            (&head["content-length"], &head["content-type"]),
            (&FILE.to_string().parse().unwrap(), &"image/jpeg".parse().unwrap())
        );
        assert!(!head.contains_key("transfer-encoding"));
    };
    let file = |read: &Arc<AtomicU64>| Counted { left: FILE, read: Arc::clone(read) };

    let read = Arc::default();
    let (root, early, heads) = patient(&read);
    let client = Client::new(reqwest::Client::new(), root);
    run(client.upload(&route, Body::reader(file(&read), Some(FILE as u64)))).unwrap();
    thread::sleep(Duration::from_millis(50));
    check(&early, &read, &heads);

    let read = Arc::default();
    let (root, early, heads) = patient(&read);
    let client = blocking::Client::new(ureq::agent(), root);
    client.upload(&route, blocking::Body::reader(file(&read), Some(FILE as u64))).unwrap();
    thread::sleep(Duration::from_millis(50));
    check(&early, &read, &heads);
}
