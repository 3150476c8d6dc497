//! `cargo xtask mock` as a long-running service: its flags, its log, and events that must not end it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use crate::tree::Tree;

const PAGE: &str = "---\ntitle: List boxes\n---\n# List boxes\n\nNamespace: microsoft.graph\n\n\
    ## Permissions\n\n|Permission type|Least privileged permissions|Higher privileged permissions|\n|:---|:---|:---|\n\
    |Delegated (work or school account)|Box.Read|Box.ReadWrite|\n|Delegated (personal Microsoft account)|Not supported.|Not supported.|\n\
    |Application|Box.Read.All|Not available.|\n\n\
    ## HTTP request\n\n```http\nGET /boxes\n```\n\n## Response\n\n\
    If successful, this method returns a `200 OK` response code and a collection of [box](../resources/box.md) objects.\n\n\
    ## Examples\n\n### Request\n\n```http\nGET https://graph.microsoft.com/v1.0/boxes\n```\n\n\
    ### Response\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"value\": [{\"id\": \"first\"}]}\n```\n";

const BOX: &str = "---\ntitle: box resource type\n---\n# box resource type\n\nNamespace: microsoft.graph\n\n\
    ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Its name.|\n";

fn tree() -> Tree {
    let tree = Tree::bare();
    tree.write("docs/api/box-list.md", PAGE);
    tree.write("docs/resources/box.md", BOX);
    tree
}

/// Runs `mock` in a process of its own, which is killed on drop, and collects its log.
struct Service {
    program: Child,
    address: String,
    log: BufReader<ChildStderr>,
}

impl Service {
    /// Starts the mock with these flags. The shell first runs the command `before`.
    fn start(tree: &Tree, before: &str, flags: &[&str]) -> Service {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{before} exec \"$0\" mock --docs docs \"$@\""), env!("CARGO_BIN_EXE_xtask")]);
        command.args(flags).current_dir(tree.path(""));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = command.spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(program.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").expect("an address").to_owned();
        let log = BufReader::new(program.stderr.take().expect("its log"));
        Service { program, address, log }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        stream
    }

    /// Sends a request with a body. In `headers`, each line has to end with CR LF.
    fn ask(&self, line: &str, headers: &str, body: &[u8]) -> String {
        let mut stream = self.connect();
        let length = body.len();
        let head = format!(
            "{line} HTTP/1.1\r\nHost: mock.example\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
        );
        stream.write_all(head.as_bytes()).expect("a request");
        // A service that refuses a body may close the connection before it has read all of it, so an error is ignored.
        drop(stream.write_all(body));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The next line of the log that contains `text`.
    fn logged(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.log.read_line(&mut line).expect("a line") > 0, "the log has no line with `{text}`");
            if line.contains(text) {
                return line;
            }
        }
    }

    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.program.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn each_request_is_a_line_of_the_log() {
    let tree = tree();
    let mut service = Service::start(&tree, "", &["--log", "json"]);
    assert_eq!(status(&service.ask("GET /v1.0/boxes?$top=1", "", b"")), "200");
    let line: serde_json::Value = serde_json::from_str(&service.logged("\"target\"")).expect("JSON");
    assert_eq!(line["target"], "/v1.0/boxes?$top=1");
    assert_eq!((&line["status"], &line["page"], &line["example"]), (&200.into(), &"api/box-list.md".into(), &1.into()));
    assert_eq!(line["reason"], "the nearest example");
    drop(service);
    let mut service = Service::start(&tree, "", &[]);
    let batch = br#"{"requests":[{"id":"1","method":"GET","url":"/boxes"},{"id":"2","method":"GET","url":"/none"}]}"#;
    assert_eq!(status(&service.ask("POST /$batch", "Content-Type: application/json\r\n", batch)), "200");
    assert_eq!(service.logged("$batch"), "POST /$batch 200 (a batch)\n");
    assert_eq!(service.logged("boxes"), "  GET /boxes 200 api/box-list.md #1 (the page shows this request)\n");
    assert_eq!(service.logged("none"), "  GET /none 404 (no page documents the path)\n");
}

#[test]
fn settings_come_from_flags_and_a_file() {
    let tree = tree();
    tree.write("mock.toml", "fault = [\"GET /boxes 429 retry-after=7\"]\njson-limit = 10\n");
    let service = Service::start(&tree, "", &["--config", "mock.toml", "--lenient"]);
    let refused = service.ask("GET /boxes", "", b"");
    assert_eq!(status(&refused), "429", "{refused}");
    assert!(refused.contains("retry-after: 7\r\n"), "{refused}");
    let long = service.ask("POST /boxes", "Content-Type: application/json\r\n", b"{\"id\":\"12345\"}");
    assert_eq!(status(&long), "413", "{long}");
    drop(service);
    let service = Service::start(&tree, "", &["--lenient"]);
    let taken = service.ask("GET /boxes?$top=many", "", b"");
    assert_eq!(status(&taken), "200", "{taken}");
    assert!(taken.contains("mock-warning: the query option `$top`: `many`, where a number belongs"), "{taken}");
    tree.write("wrong.toml", "prot = 1");
    tree.run(&["mock", "--docs", "docs", "--config", "wrong.toml"]).refuses("prot");
}

#[test]
fn a_token_has_the_scopes_that_the_page_lists() {
    let tree = tree();
    let service = Service::start(&tree, "", &["--scopes"]);
    // The payloads of the tokens are {"scp":"Box.ReadWrite Mail.Read"}, {"scp":"Mail.Read"} and
    // {"roles":["Box.Read.All"]}.
    for (claims, expected) in [
        ("eyJzY3AiOiJCb3guUmVhZFdyaXRlIE1haWwuUmVhZCJ9", "200"),
        ("eyJzY3AiOiJNYWlsLlJlYWQifQ", "403"),
        ("eyJyb2xlcyI6WyJCb3guUmVhZC5BbGwiXX0", "200"),
        ("e30", "401"),
    ] {
        let answer = service.ask("GET /boxes", &format!("Authorization: Bearer e30.{claims}.\r\n"), b"");
        assert_eq!(status(&answer), expected, "{answer}");
        assert_eq!(answer.contains("`Box.Read` would do"), expected == "403", "{answer}");
        assert_eq!(answer.contains("www-authenticate: Bearer"), expected == "401", "{answer}");
    }
}

#[test]
fn browsers_may_send_requests() {
    let service = Service::start(&tree(), "", &[]);
    let preflight = service.ask(
        "OPTIONS /v1.0/boxes",
        "Origin: http://app\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: authorization\r\n",
        b"",
    );
    assert_eq!(status(&preflight), "204", "{preflight}");
    for header in ["allow-origin: *", "allow-methods: GET, HEAD, OPTIONS", "allow-headers: authorization"] {
        assert!(preflight.contains(&format!("access-control-{header}\r\n")), "{preflight}");
    }
    let head = service.ask("HEAD /boxes", "Origin: http://app\r\n", b"");
    assert_eq!(status(&head), "200");
    assert!(head.ends_with("\r\n\r\n") && head.contains("access-control-allow-origin: *"), "{head}");
}

#[test]
fn changed_pages_are_read_again() {
    let tree = tree();
    let mut service = Service::start(&tree, "", &[]);
    assert!(service.ask("GET /boxes", "", b"").contains("\"first\""));
    tree.write("docs/api/box-list.md", PAGE.replace("first", "second"));
    service.logged("the pages changed");
    assert!(service.ask("GET /boxes", "", b"").contains("\"second\""));
    tree.remove("docs/api/box-list.md");
    service.logged("the pages changed");
    assert_eq!(status(&service.ask("GET /boxes", "", b"")), "404");
}

#[cfg(unix)]
#[test]
fn too_many_connections_do_not_end_the_mock() {
    let mut service = Service::start(&tree(), "ulimit -n 40;", &["--timeout", "1"]);
    let idle: Vec<TcpStream> = (0..100).map(|_| service.connect()).collect();
    service.logged("cannot accept a connection");
    // The service closes connections without a request after a time, so new ones can open.
    assert_eq!(status(&service.ask("GET /boxes", "", b"")), "200");
    drop(idle);
    assert_eq!(status(&service.ask("GET /boxes", "", b"")), "200");
    assert!(service.program.try_wait().expect("a status").is_none());
}

#[cfg(unix)]
#[test]
fn open_requests_are_finished_after_a_signal() {
    let mut service = Service::start(&tree(), "", &["--latency", "1000"]);
    let mut stream = service.connect();
    stream.write_all(b"GET /boxes HTTP/1.1\r\nHost: x\r\n\r\n").expect("a request");
    std::thread::sleep(Duration::from_millis(300));
    service.signal("-TERM");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert_eq!(status(&answer), "200", "{answer}");
    assert_eq!(service.program.wait().expect("it ends").code(), Some(0));
}

#[test]
fn large_bodies_do_not_delay_other_requests() {
    let service = Service::start(&tree(), "", &["--log", "off"]);
    let body = format!("{{\"value\":[{}]}}", vec!["[]"; 1_300_000].join(","));
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| service.ask("GET /boxes", "Content-Type: application/json\r\n", body.as_bytes())))
            .collect();
        let mut slowest = Duration::ZERO;
        while !senders.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            let started = Instant::now();
            assert_eq!(status(&service.ask("GET /boxes", "", b"")), "200");
            slowest = slowest.max(started.elapsed());
        }
        for sender in senders {
            assert_eq!(status(&sender.join().expect("an answer")), "400");
        }
        // Parsing the large bodies takes seconds, so an answer within one second did not wait for that. The limit is
        // not lower, because tests share few cores.
        assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    });
    // A body above the limit is refused before it is read.
    let long = vec![b' '; 5 << 20];
    assert_eq!(status(&service.ask("POST /boxes", "Content-Type: application/json\r\n", &long)), "413");
}
