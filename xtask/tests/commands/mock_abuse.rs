//! `mock` with requests that no ordinary client sends: it answers with the statuses of RFC 9110, RFC 9112 and OData
//! 4.01, and keeps running.

use std::io::{Read, Write};

use crate::mock::Service;

const LIST: &str = "/v1.0/me/authentication/operations";

/// A request with `Connection: close`. `line` has the method and the target, `headers` more lines of the head.
fn request(line: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = match body.len() {
        0 => String::new(),
        _ if headers.contains("Content-Length") || headers.contains("Transfer-Encoding") => String::new(),
        length => format!("Content-Length: {length}\r\n"),
    };
    let head =
        format!("{line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n{headers}{length}\r\n");
    [head.as_bytes(), body].concat()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn malformed_messages_are_refused() {
    let service = Service::with(&["--state", "--log", "off"]);
    let get = format!("GET {LIST} HTTP/1.1\r\n");
    let post = |headers: &str, body: &[u8]| {
        request(&format!("POST {LIST}"), &format!("Content-Type: application/json\r\n{headers}"), body)
    };
    let chunked = "Transfer-Encoding: chunked\r\n";
    for (name, message, expected) in [
        ("HTTP/1.0 needs no host", format!("GET {LIST} HTTP/1.0\r\nAuthorization: x\r\n\r\n").into_bytes(), "200"),
        ("no host", format!("{get}Connection: close\r\n\r\n").into_bytes(), "400"),
        ("two hosts", format!("{get}Host: a\r\nHost: b\r\n\r\n").into_bytes(), "400"),
        ("a host with a blank", format!("{get}Host: a b\r\n\r\n").into_bytes(), "400"),
        ("an unknown version", format!("GET {LIST} HTTP/3.0\r\nHost: x\r\n\r\n").into_bytes(), "400"),
        ("another protocol", [&b"\x16\x03\x01\x02\x00"[..], &[7; 200]].concat(), "400"),
        ("a folded header", request(&format!("GET {LIST}"), "X: a\r\n b\r\n", b""), "400"),
        ("a blank before a colon", request(&format!("GET {LIST}"), "X : a\r\n", b""), "400"),
        ("a zero byte in a header", request(&format!("GET {LIST}"), "X: a\0\r\n", b""), "400"),
        ("a long header", request(&format!("GET {LIST}"), &format!("X: {}\r\n", "a".repeat(500_000)), b""), "431"),
        ("many headers", request(&format!("GET {LIST}"), &"X: a\r\n".repeat(1000), b""), "431"),
        ("two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", b"{}"), "400"),
        ("a negative length", post("Content-Length: -2\r\n", b"{}"), "400"),
        ("a huge length", post("Content-Length: 99999999999999999999\r\n", b"{}"), "400"),
        ("a length above the limit", post("Expect: 100-continue\r\nContent-Length: 99999999\r\n", b"{}"), "413"),
        ("a chunk without a size", post(chunked, b"z\r\n{}\r\n0\r\n\r\n"), "400"),
        ("a huge chunk", post(chunked, b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n"), "400"),
        ("chunks with trailers", post(chunked, b"1\r\n{\r\n1;x=y\r\n}\r\n0\r\nX: y\r\n\r\n"), "201"),
        ("another transfer coding", post("Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), "501"),
        ("a length and chunks", post(&format!("Content-Length: 9\r\n{chunked}"), b"2\r\n{}\r\n0\r\n\r\n"), "201"),
        ("a compressed body", post("Content-Encoding: gzip\r\n", b"\x1f\x8b\x08"), "415"),
        ("a broken escape", request(&format!("GET {LIST}/%zz"), "", b""), "400"),
        ("an overlong escape", request(&format!("GET {LIST}/%c0%af"), "", b""), "400"),
        ("a zero byte in the path", request(&format!("GET {LIST}/%00"), "", b""), "404"),
        ("a path upwards", request(&format!("GET {LIST}/../x"), "", b""), "404"),
        ("two slashes", request("GET //v1.0//me", "", b""), "404"),
        ("a long path", request(&format!("GET /{}", "a/".repeat(20_000)), "", b""), "404"),
        ("a target with its host", request(&format!("GET http://other{LIST}"), "", b""), "200"),
        ("a host alone", request("CONNECT other:80", "", b""), "501"),
        ("a method in lower case", request(&format!("get {LIST}"), "", b""), "501"),
        ("a method that only other services have", request(&format!("PROPFIND {LIST}"), "", b""), "501"),
        ("OPTIONS of the whole service", request("OPTIONS *", "", b""), "204"),
        ("OPTIONS of an unknown path", request("OPTIONS /nothing", "", b""), "404"),
        ("OPTIONS of the address for batches", request("OPTIONS /$batch", "", b""), "204"),
    ] {
        let answer = service.raw(&message);
        assert_eq!(status(&answer), expected, "{name}: {answer}");
    }
    let one = format!("{get}Host: x\r\nAuthorization: x\r\n\r\n");
    let last = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answers = service.raw(format!("{one}{one}{last}").as_bytes());
    let statuses: Vec<&str> = answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, ["200", "200", "404"]);
}

#[test]
fn unusual_bodies_and_query_options_get_an_answer() {
    let service = Service::with(&["--state", "--log", "off"]);
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(5000), close.repeat(5000)).into_bytes();
    for (name, body, expected) in [
        ("a byte order mark", "\u{feff}{\"status\":\"running\"}".as_bytes().to_vec(), "201"),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec(), "400"),
        ("a member twice", br#"{"status":"running","status":"failed"}"#.to_vec(), "201"),
        ("no number", br#"{"status":NaN}"#.to_vec(), "400"),
        ("a number too large", br#"{"status":1e999999}"#.to_vec(), "400"),
        ("deep objects", deep("{\"a\":", "}"), "400"),
        ("deep arrays", deep("[", "]"), "400"),
        ("bytes that are no text", b"{\"status\":\"\xff\"}".to_vec(), "400"),
        ("half a character", br#"{"status":"\ud800"}"#.to_vec(), "400"),
        ("an array", b"[]".to_vec(), "400"),
        ("a text", b"\"x\"".to_vec(), "400"),
        ("two values", b"{} {}".to_vec(), "400"),
        ("a comment", b"{/*a*/}".to_vec(), "400"),
        ("a long name", format!("{{\"{}\":1}}", "a".repeat(1_000_000)).into_bytes(), "400"),
        ("no body", Vec::new(), "400"),
    ] {
        let answer = service.raw(&request(&format!("POST {LIST}"), "Content-Type: application/json\r\n", &body));
        assert_eq!(status(&answer), expected, "{name}: {answer:.300}");
        assert!(answer.len() < 2000, "{name}");
    }
    let deep = format!("$filter={}status%20eq%20'a'{}", "(".repeat(5000), ")".repeat(5000));
    for (query, expected) in [
        ("$filter=status%20eq%20'a", "400"),
        ("$filter=status%20eq%20'it''s'", "200"),
        ("$filter=none(status)", "400"),
        (&deep, "400"),
        ("$expand=a(b", "400"),
        ("$expand=a)b(", "400"),
        ("$orderby=status%20up", "400"),
        ("$orderby=status%20desc,id", "200"),
        ("$top=-1", "400"),
        ("$top=99999999999999999999", "400"),
        ("$top=1&$TOP=2", "400"),
        ("$top=0", "200"),
        ("$selct=id", "400"),
        ("selct=id", "200"),
        ("$select=", "200"),
    ] {
        let answer = service.raw(&request(&format!("GET {LIST}?{query}"), "", b""));
        assert_eq!(status(&answer), expected, "{query:.80}: {answer:.300}");
    }
    for (body, media_type, expected) in [
        (
            r#"{"requests":[{"id":"1","method":"GET","url":"/x","dependsOn":["2"]},{"id":"2","method":"GET","url":"/x","dependsOn":["1"]}]}"#,
            "application/json",
            "400",
        ),
        (
            r#"{"requests":[{"id":"1","method":"GET","url":"/x"},{"id":"1","method":"GET","url":"/x"}]}"#,
            "application/json",
            "400",
        ),
        (
            r#"{"requests":[{"id":"1","method":"POST","url":"/$batch","body":{"requests":[]}}]}"#,
            "application/json",
            "200",
        ),
        ("--x\r\n\r\n--x--", "multipart/mixed; boundary=x", "415"),
    ] {
        let answer = service.raw(&request("POST /$batch", &format!("Content-Type: {media_type}\r\n"), body.as_bytes()));
        assert_eq!(status(&answer), expected, "{body}: {answer}");
    }
}

#[test]
fn a_stream_can_be_requested_in_ranges() {
    for flags in [&["--log", "off"][..], &["--log", "off", "--state"]] {
        let service = Service::with(flags);
        for (range, expected, shown) in [
            ("bytes=1-2", "206", "content-range: bytes 1-2/4"),
            ("bytes=-1", "206", "content-range: bytes 3-3/4"),
            ("bytes=2-", "206", "content-range: bytes 2-3/4"),
            ("bytes=0-9999", "206", "content-range: bytes 0-3/4"),
            ("bytes=9-", "416", "content-range: bytes */4"),
            ("bytes=0-0,2-2", "200", "accept-ranges: bytes"),
            ("lines=1-2", "200", "accept-ranges: bytes"),
        ] {
            let answer = service.raw(&request("GET /$elsewhere/files.example/1", &format!("Range: {range}\r\n"), b""));
            assert_eq!(status(&answer), expected, "{range}: {answer}");
            assert!(answer.contains(shown), "{range}: {answer}");
        }
    }
}

#[test]
fn idle_and_slow_clients_do_not_delay_others() {
    let service = Service::with(&["--log", "off", "--timeout", "2"]);
    let mut slow: Vec<_> = (0..400).map(|_| service.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nX: ").expect("a part of the request head can be sent");
    }
    let answer = service.raw(&request(&format!("GET {LIST}"), "", b""));
    assert_eq!(status(&answer), "200");
    // The service closes a connection whose request head is not complete in time.
    for stream in &mut slow {
        stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).expect("a timeout");
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).expect("the end");
    }
}
