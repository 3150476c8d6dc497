// A service for tests and for the examples in the documentation of this crate, which include it.

use graph_runtime::http::header::{HeaderMap, HeaderName};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread::{self, JoinHandle},
};

/// One request as the server received it.
pub struct Seen {
    /// The first line of the request, such as `GET /v1.0/me HTTP/1.1`.
    pub line: String,
    /// The headers of the request.
    pub headers: HeaderMap,
    /// The bytes of the request's body.
    pub body: Vec<u8>,
}

/// A server that answers one connection after the other with these texts. In a text, `ROOT` stands for the service root
/// of the server.
pub fn serve(answers: &[&str]) -> (String, JoinHandle<Vec<Seen>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}/v1.0", listener.local_addr().unwrap());
    let answers: Vec<String> = answers.iter().map(|answer| answer.replace("ROOT", &root)).collect();
    let server = thread::spawn(move || {
        let answer = |answer: String| {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let mut line = || {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                line.trim_end().to_owned()
            };
            let request = line();
            let mut headers = HeaderMap::new();
            while let Some((name, value)) = line().split_once(": ") {
                headers.insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
            }
            let length = headers.get("content-length").map_or(0, |length| length.to_str().unwrap().parse().unwrap());
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let (head, text) = answer.split_once("\n\n").unwrap_or((&answer, ""));
            let length = text.len();
            let head = head.replace('\n', "\r\n");
            let stream = reader.get_mut();
            write!(stream, "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{text}").unwrap();
            Seen { line: request, headers, body }
        };
        answers.into_iter().map(answer).collect()
    });
    (root, server)
}
