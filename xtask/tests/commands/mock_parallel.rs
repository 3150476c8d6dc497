//! `mock` with many clients at once, some of them slow. The tests check the answers and never their speed.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::thread;

use serde_json::{Value, json};

use crate::mock::Service;

const LIST: &str = "/v1.0/me/authentication/operations";
const CLIENTS: usize = 8;
const EACH: usize = 25;

/// Sends a request. Returns the status, the ETag and the body of the answer.
fn ask(service: &Service, line: &str, headers: &str, body: &Value) -> (u16, String, Value) {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let head = format!("{line} HTTP/1.1\r\nAuthorization: Bearer x\r\nContent-Type: application/json{headers}");
    let answer = service.whole(&head, &body);
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let etag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap_or_default().to_owned();
    (status, etag, serde_json::from_str(body).unwrap_or_default())
}

/// Runs `work` for all clients at the same time, and returns their results.
fn in_parallel<T: Send>(work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                scope.spawn({
                    let work = &work;
                    move || work(client)
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().expect("no client panics")).collect()
    })
}

fn create(service: &Service, detail: &str) -> String {
    let made = ask(service, &format!("POST {LIST}"), "", &json!({ "statusDetail": detail }));
    assert_eq!(made.0, 201, "{made:?}");
    made.2["id"].as_str().expect("an id").to_owned()
}

fn count(service: &Service) -> u64 {
    ask(service, &format!("GET {LIST}?$count=true&$top=1"), "", &Value::Null).2["@odata.count"]
        .as_u64()
        .expect("a count")
}

#[test]
fn the_changes_of_many_clients_are_all_kept() {
    let service = Service::with(&["--state", "--log", "off"]);
    let before = count(&service);
    let made = in_parallel(|client| {
        let ids: Vec<String> = (0..EACH).map(|number| create(&service, &format!("{client}/{number}"))).collect();
        for (number, id) in ids.iter().enumerate() {
            let (status, _, read) = ask(&service, &format!("GET {LIST}/{id}"), "", &Value::Null);
            assert_eq!((status, &read["statusDetail"]), (200, &json!(format!("{client}/{number}"))));
        }
        ids
    });
    let ids: BTreeSet<&String> = made.iter().flatten().collect();
    assert_eq!(ids.len(), CLIENTS * EACH, "two items have the same id");
    assert_eq!(count(&service), before + (CLIENTS * EACH) as u64);
    // Each client deletes every second item of the next client, while that client changes its other items.
    in_parallel(|client| {
        for (number, id) in made[(client + 1) % CLIENTS].iter().enumerate().filter(|(number, _)| number % 2 == 0) {
            let gone = ask(&service, &format!("DELETE {LIST}/{id}"), "", &Value::Null);
            assert_eq!(gone.0, 204, "{number}");
        }
        for id in made[client].iter().skip(1).step_by(2) {
            let changed = ask(&service, &format!("PATCH {LIST}/{id}"), "", &json!({ "statusDetail": "changed" }));
            assert_eq!((changed.0, &changed.2["statusDetail"]), (200, &json!("changed")));
        }
    });
    let left = ask(&service, &format!("GET {LIST}?$filter=statusDetail%20eq%20'changed'&$top=1000"), "", &Value::Null);
    let left = left.2["value"].as_array().expect("a list").iter();
    let left: BTreeSet<&str> = left.filter_map(|item| item["id"].as_str()).collect();
    let expected = made.iter().flat_map(|ids| ids.iter().skip(1).step_by(2)).map(String::as_str);
    assert_eq!(left, expected.collect());
    assert_eq!(count(&service), before + left.len() as u64);
}

#[test]
fn no_update_is_lost_among_clients_that_send_the_etag_they_have_read() {
    let service = Service::with(&["--state", "--log", "off"]);
    let one = format!("{LIST}/{}", create(&service, "0"));
    in_parallel(|_| {
        let mut done = 0;
        while done < EACH {
            let (_, etag, read) = ask(&service, &format!("GET {one}"), "", &Value::Null);
            let number: usize = read["statusDetail"].as_str().and_then(|text| text.parse().ok()).expect("a number");
            let more = json!({ "statusDetail": (number + 1).to_string() });
            match ask(&service, &format!("PATCH {one}"), &format!("\r\nIf-Match: {etag}"), &more).0 {
                200 => done += 1,
                // The item has another ETag by now, because another client changed it first.
                status => assert_eq!(status, 412),
            }
        }
    });
    let read = ask(&service, &format!("GET {one}"), "", &Value::Null);
    assert_eq!(read.2["statusDetail"], json!((CLIENTS * EACH).to_string()));
}

#[test]
fn of_parallel_requests_that_delete_an_item_only_one_succeeds() {
    let service = Service::with(&["--state", "--log", "off"]);
    for round in 0..EACH {
        let id = create(&service, &round.to_string());
        let mut statuses = in_parallel(|_| ask(&service, &format!("DELETE {LIST}/{id}"), "", &Value::Null).0);
        statuses.sort_unstable();
        assert_eq!((statuses[0], statuses[1..].iter().all(|status| *status == 404)), (204, true), "{statuses:?}");
    }
}

#[test]
fn a_request_that_arrives_byte_by_byte_is_answered_and_delays_no_other() {
    let service = Service::with(&["--state", "--log", "off"]);
    let body = json!({ "statusDetail": "slowly" }).to_string();
    let message = format!(
        "POST {LIST} HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut streams: Vec<_> = (0..CLIENTS).map(|_| service.connect()).collect();
    for (number, byte) in message.bytes().enumerate() {
        for stream in &mut streams {
            stream.set_nodelay(true).expect("a socket");
            stream.write_all(&[byte]).expect("a byte");
        }
        // Another client gets an answer while the requests on all these streams are incomplete.
        if number % 50 == 0 {
            assert_eq!(ask(&service, &format!("GET {LIST}"), "", &Value::Null).0, 200);
        }
    }
    for mut stream in streams {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 201 ") && answer.contains("\"slowly\""), "{answer}");
    }
}

#[test]
fn a_client_that_reads_nothing_delays_no_other() {
    let service = Service::with(&["--state", "--log", "off"]);
    let detail = "x".repeat(100_000);
    let one = format!("{LIST}/{}", create(&service, &detail));
    let mut stalled: Vec<_> = (0..CLIENTS).map(|_| service.connect()).collect();
    for stream in &mut stalled {
        // The answers to these 200 requests exceed the socket buffers by far, so the mock has to wait until the client
        // reads.
        let asked = format!("GET {one} HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\n\r\n").repeat(200);
        stream.write_all(asked.as_bytes()).expect("requests");
    }
    let answered = in_parallel(|_| ask(&service, &format!("GET {one}"), "", &Value::Null));
    for (status, _, read) in answered {
        assert_eq!((status, read["statusDetail"].as_str()), (200, Some(detail.as_str())));
    }
    // One of the clients that did not read so far reads now, and gets all its answers.
    let mut late = stalled.pop().expect("a client");
    let mut read = 0;
    let mut part = vec![0; 1 << 16];
    while read < 200 * detail.len() {
        let length = late.read(&mut part).expect("more");
        assert!(length > 0, "the mock closed the connection after {read} bytes");
        read += length;
    }
}
