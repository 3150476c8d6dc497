//! `mock` over a socket: the built program gets requests of the generated routes of `docs/`, and requests that the
//! pages do not allow.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use graph_conformance::routes::{count, unanswered};

use crate::generated::routes::TABLES;
use crate::tree::Tree;

/// Runs `mock` in a process of its own, which is killed on drop.
pub(crate) struct Service {
    program: Child,
    /// Where the mock listens: `127.0.0.1` and the port.
    address: String,
}

impl Service {
    fn of(docs: &Path) -> Service {
        Service::start(docs, &[])
    }

    /// Starts the mock of the pages of this repository with these flags.
    pub(crate) fn with(flags: &[&str]) -> Service {
        Service::start(&docs(), flags)
    }

    /// Starts the mock of the pages in `docs` with these flags.
    pub(crate) fn start(docs: &Path, flags: &[&str]) -> Service {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["mock", "--port", "0", "--docs"]).arg(docs).args(flags);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = command.spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(program.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").expect("an address").to_owned();
        Service { program, address }
    }

    /// Sends a request. Returns the status and the body of the answer.
    pub(crate) fn answer(&self, request: &str, body: &str) -> (u16, String) {
        let answer = self.whole(request, body);
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), body.to_owned())
    }

    /// Sends a request and returns the whole answer. `request` has the request line and the first headers. This
    /// function adds the remaining headers and the empty line after them.
    pub(crate) fn whole(&self, request: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let length = body.len();
        let message = format!("{request}\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.write_all(message.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("a response");
        answer
    }
}

impl Service {
    /// Sends bytes, which need not be a request, and returns all that comes back until the connection ends.
    pub(crate) fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).expect("a timeout");
        // A service that refuses a head may close the connection before it has read all bytes, so an error is ignored.
        drop(stream.write_all(bytes));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Opens a connection and sends nothing.
    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).expect("a connection")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

#[test]
fn every_route_of_docs_is_answered() {
    let service = Service::of(&docs());
    let failures = unanswered(TABLES, &format!("http://{}", service.address));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count(TABLES) >= 30);
}

#[test]
fn requests_that_the_pages_do_not_allow_are_refused() {
    let service = Service::of(&docs());
    let authorized = "HTTP/1.1\r\nAuthorization: Bearer x";
    for (request, body, status, message) in [
        (format!("GET /nothing {authorized}"), "", 404, "no page documents the path `/nothing`"),
        (format!("PUT /me/authentication/operations {authorized}"), "", 405, "no page documents PUT for the path"),
        (
            "GET /me/authentication/operations HTTP/1.1".to_owned(),
            "",
            401,
            "the required header `Authorization` is missing; see `api/authentication-list-operations.md`",
        ),
        (
            format!("PATCH /me/authentication/operations/7 {authorized}\r\nContent-Type: application/json"),
            r#"{"status":7}"#,
            400,
            "`/status`: a number, where a member of `microsoft.graph.longRunningOperationStatus` belongs; see `api/longrunningoperation-update.md`",
        ),
        (
            format!("PATCH /me/authentication/operations/7 {authorized}\r\nContent-Type: application/json"),
            r#"{"colour":"red"}"#,
            400,
            "`colour` is no documented member of `microsoft.graph.longRunningOperation`; see",
        ),
        (
            format!("PATCH /me/authentication/operations/7 {authorized}\r\nContent-Type: text/plain"),
            "x",
            415,
            "the body is of the media type `text/plain`, and JSON is documented; see",
        ),
        (
            format!("PATCH /me/authentication/operations/7 {authorized}\r\nContent-Type: application/json"),
            "{",
            400,
            "the body is no JSON: EOF while parsing",
        ),
        (
            format!("PATCH /me/authentication/operations/7 {authorized}\r\nContent-Type: application/json"),
            "",
            400,
            "the documented body is missing; see",
        ),
    ] {
        let (found, body) = service.answer(&request, body);
        assert_eq!(found, status, "{request}: {body}");
        assert!(body.contains(&message.replace('"', "\\\"")), "{request}: {body}");
    }
}

#[test]
fn a_port_that_is_in_use_is_named_in_the_error() {
    let service = Service::of(&docs());
    let port = service.address.rsplit(':').next().expect("a port");
    let tree = Tree::with_widget();
    tree.run(&["mock", "--docs", "docs", "--port", port]).refuses(&service.address);
    tree.run(&["mock", "--docs", "nowhere"]).refuses("nowhere");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_mock_with_status_0() {
    let mut service = Service::of(&docs());
    let sent = Command::new("kill").args(["-INT", &service.program.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    assert_eq!(service.program.wait().expect("it ends").code(), Some(0));
}
