//! Tests the checks of routes against a service that answers over a socket.

use graph_conformance::{
    check_answer, check_status,
    routes::{Body, Row, check_requests, content, count, json, route, row, shared, unanswered},
};
use graph_runtime::{Call, Content, Json, Route};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread::JoinHandle,
};

struct CountUsers {
    call: Call,
}
graph_runtime::route! {
    CountUsers: GET, response i64, success [200], page "api/user-count.md", templates ["/users/$count"], permissions []
}

struct RemoveMembers {
    call: Call,
    body: Json,
}
graph_runtime::route! {
    RemoveMembers: DELETE, response (), success [204], page "api/member-delete.md",
    templates ["/groups/{id}/members"], permissions [], body json body
}

struct PutPhoto {
    call: Call,
    body: Content,
}
graph_runtime::route! {
    PutPhoto: PUT, response (), success [200], page "api/photo-put.md", templates ["/me/photo/$value"], permissions [],
    body bytes body
}

fn count_users() -> CountUsers {
    CountUsers { call: Call::new("/users/$count", []) }
}

/// Starts a service that answers the first connection with the first of these texts, the second with the second, and
/// so on. Returns the service root, and a thread that returns the first line and the body of each request.
fn serve(answers: &'static [&'static str]) -> (String, JoinHandle<Vec<(String, String)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let root = format!("http://{}/v1.0", listener.local_addr().expect("an address"));
    let server = std::thread::spawn(move || {
        let one = |answer: &&str| {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
            let (mut first, mut length) = (String::new(), 0);
            reader.read_line(&mut first).expect("a request line");
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a header");
                match line.trim_end().to_ascii_lowercase().split_once(": ") {
                    Some(("content-length", value)) => length = value.parse().expect("a length"),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            stream.write_all(answer.as_bytes()).expect("an open connection");
            (first.trim_end().to_owned(), String::from_utf8_lossy(&body).into_owned())
        };
        answers.iter().map(one).collect()
    });
    (root, server)
}

#[test]
fn the_response_of_a_service_has_to_fit_the_route() {
    let (root, server) = serve(&[
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n2",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\ntwo",
        "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    ]);
    assert_eq!(check_answer(&count_users(), &root), Ok(()));
    let failure = check_answer(&count_users(), &root).expect_err("`two` is no number");
    assert!(failure.reason.starts_with(&format!("GET {root}/users/$count: the body")), "{failure}");
    assert_eq!(check_status(&count_users(), &root), Ok(()));
    let failure = check_status(&count_users(), &root).expect_err("it is not there");
    assert!(failure.reason.contains("404"), "{failure}");
    assert!(check_answer(&count_users(), &root).is_err(), "a redirect is not followed, and is no number");
    let requests = server.join().expect("the service ends");
    assert!(requests.iter().all(|(line, _)| line == "GET /v1.0/users/$count HTTP/1.1"), "{requests:?}");
}

#[test]
fn an_unreachable_service_is_a_failure() {
    // No process listens at a port that was just released.
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("an address");
    assert!(check_status(&count_users(), &format!("http://{closed}")).is_err());
    assert!(check_status(&count_users(), "no root").is_err());
}

#[test]
fn every_row_of_every_table_of_routes_is_checked() {
    static COUNT: &[Row] = &[row("api/user-count.md", &["ConsistencyLevel"], Body::Text(""), |_| route(count_users()))];
    static OTHERS: &[Row] = &[
        row("api/member-delete.md", &[], Body::Text(r#"{"ids":[1]}"#), |body| {
            let call = Call::new(RemoveMembers::TEMPLATES[0], ["a/b".to_owned()]);
            route(RemoveMembers { call, body: json(body)? })
        }),
        shared(row("api/photo-put.md", &["Content-Type"], Body::Text("sample"), |body| {
            route(PutPhoto { call: Call::new(PutPhoto::TEMPLATES[0], []), body: content(body) })
        })),
        row("api/unreadable.md", &[], Body::Text("{"), |body| {
            let call = Call::new(RemoveMembers::TEMPLATES[0], ["1".to_owned()]);
            route(RemoveMembers { call, body: json(body)? })
        }),
    ];
    let (root, server) = serve(&[
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n2",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n2",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n2",
    ]);
    assert_eq!(count(&[COUNT, OTHERS]), 4);
    let failures = unanswered(&[COUNT, OTHERS], &root);
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].starts_with("api/unreadable.md: the body cannot be read: "), "{failures:?}");
    let mut requests = server.join().expect("the service ends");
    requests.sort();
    let delete = ("DELETE /v1.0/groups/a%2Fb/members HTTP/1.1".to_owned(), r#"{"ids":[1]}"#.to_owned());
    let put = ("PUT /v1.0/me/photo/$value HTTP/1.1".to_owned(), "sample".to_owned());
    assert_eq!(requests, [delete, ("GET /v1.0/users/$count HTTP/1.1".to_owned(), String::new()), put]);
    check_requests(&[COUNT, &OTHERS[..2]]);
    assert!(std::panic::catch_unwind(|| check_requests(&[OTHERS])).is_err());
}
