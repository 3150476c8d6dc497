//! Tests long-running operations, which continue after the service has answered with 202, and uploads in parts. The
//! service is a function in the same process.

use graph_runtime::{
    Accepted, Error, Json, LinkError, Operation, RequestError, UploadSession,
    client::{Body, Client, SendError, TestTiming, blocking},
    http::{Request, Response, StatusCode},
};
use proptest::prelude::*;
use std::{
    convert::Infallible,
    io::Cursor,
    sync::{Arc, Mutex},
    time::Duration,
};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The requests that the service received, in order: the address, and whether there was an `Authorization` header.
type Asked = Vec<(String, bool)>;
type Seen = Arc<Mutex<Asked>>;

/// A service that gives these answers in order, and records the requests. Each answer is a status code with headers, a
/// blank line and a body, such as `202\nlocation: operations/2\n\n`.
fn scripted<B>(
    answers: &'static [&'static str],
) -> (impl Fn(Request<B>) -> Result<Response<&'static str>, Infallible> + Clone, Seen) {
    let seen = Seen::default();
    let noted = Arc::clone(&seen);
    let answer = move |request: Request<B>| {
        let mut noted = noted.lock().unwrap();
        let (head, body) = answers[noted.len()].split_once("\n\n").unwrap();
        noted.push((request.uri().to_string(), request.headers().contains_key("authorization")));
        let mut lines = head.lines();
        let mut response = Response::builder().status(lines.next().unwrap());
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            response = response.header(name, value);
        }
        Ok(response.body(body).unwrap())
    };
    (answer, seen)
}

/// Follows an operation with the blocking and with the asynchronous client, and checks that both get the same results.
fn follow(
    answers: &'static [&'static str],
    location: &str,
    anywhere: bool,
) -> (Result<Json, String>, Asked, Vec<Duration>) {
    let operation = || {
        let operation = Operation::<Json>::new(&Accepted::from(location.to_owned()), ROOT);
        if anywhere { operation.anywhere() } else { operation }
    };
    let (answer, seen) = scripted::<blocking::Body>(answers);
    let timing = TestTiming::default();
    let client =
        blocking::Client::new(answer, ROOT).timing(timing.clone()).token(|| Ok::<_, std::io::Error>("t".to_owned()));
    let result = client.finish(&mut operation()).map_err(|error| error.to_string());
    let seen = seen.lock().unwrap().clone();

    let (answer, other) = scripted::<Body>(answers);
    let answer = move |request| std::future::ready(answer(request));
    let client = Client::new(answer, ROOT)
        .timing(TestTiming::default())
        .token(|| async { Ok::<_, std::io::Error>("t".to_owned()) });
    assert_eq!(run(client.finish(&mut operation())).map_err(|error| error.to_string()), result);
    assert_eq!(*other.lock().unwrap(), seen);
    (result, seen, timing.pauses())
}

fn seconds(seconds: &[u64]) -> Vec<Duration> {
    seconds.iter().copied().map(Duration::from_secs).collect()
}

#[test]
fn a_client_gives_up_before_it_waits_too_long() {
    let (answer, seen) = scripted::<blocking::Body>(&["202\nretry-after: 30\n\n", "202\nretry-after: 31\n\n"]);
    let timing = TestTiming::default();
    let client = blocking::Client::new(answer, ROOT).timing(timing.clone());
    let mut operation = Operation::<()>::resume("operations/1", ROOT).give_up_after(Duration::from_secs(60));
    let error = client.finish(&mut operation).unwrap_err();
    assert_eq!(error.to_string(), "the request cannot be built: the operation goes on for longer than 60s");
    assert_eq!((seen.lock().unwrap().len(), timing.pauses()), (2, seconds(&[30])));
    // A program can store the address here, and resume the operation later.
    assert_eq!(operation.address(), "operations/1");
}

#[test]
fn an_operation_is_polled_until_it_has_ended() {
    // Microsoft Teams: a path below the service root, and the result at `targetResourceLocation`.
    let (result, seen, pauses) = follow(
        &[
            "200\n\n{\"status\":\"notStarted\",\"targetResourceLocation\":null}",
            "200\nretry-after: 30\n\n{\"status\":\"inProgress\",\"targetResourceLocation\":\"/teams('7')\"}",
            "200\n\n{\"status\":\"succeeded\",\"targetResourceLocation\":\"/teams('7')\"}",
            "200\n\n{\"id\":\"7\"}",
        ],
        "/teams('1')/operations('2')",
        false,
    );
    assert_eq!(result, Ok(serde_json::json!({"id": "7"})));
    let monitor = format!("{ROOT}/teams('1')/operations('2')");
    let expected = [monitor.clone(), monitor.clone(), monitor, format!("{ROOT}/teams('7')")];
    assert_eq!(seen, expected.map(|address| (address, true)));
    assert_eq!(pauses, seconds(&[1, 30]));

    // The service reports the state by status codes alone: 202 until the operation has ended, then a redirect to the
    // result.
    let (result, seen, _) = follow(
        &["202\n\n", "202\nlocation: operations/2\n\n", "303\nlocation: users/7\n\n", "200\n\n{\"id\":\"7\"}"],
        "operations/1",
        false,
    );
    assert_eq!(result.unwrap()["id"], "7");
    let addresses: Vec<&str> = seen.iter().map(|(address, _)| &address[ROOT.len()..]).collect();
    assert_eq!(addresses, ["/operations/1", "/operations/1", "/operations/2", "/users/7"]);

    // The `status` of the second response, `active`, is not a state of an operation, and the response has no address
    // of a result. So the response itself is the result.
    let (result, ..) = follow(&["202\n\n", "200\n\n{\"id\":\"7\",\"status\":\"active\"}"], "operations/1", false);
    assert_eq!(result.unwrap()["status"], "active");
}

#[test]
fn an_operation_at_another_host_is_followed_only_if_the_caller_allows_it() {
    let answers = &[
        "202\n\n{\"status\":\"inProgress\",\"percentageComplete\":50}",
        "200\n\n{\"status\":\"completed\",\"resourceId\":\"7\"}",
    ];
    let monitor = "https://contoso.sharepoint.com/monitor/4";
    let (result, seen, _) = follow(answers, monitor, true);
    assert_eq!(result.unwrap()["resourceId"], "7");
    assert_eq!(seen, [(monitor.to_owned(), false), (monitor.to_owned(), false)]);

    let (result, seen, _) = follow(answers, monitor, false);
    assert!(result.unwrap_err().ends_with("the link leads to another origin: contoso.sharepoint.com"));
    assert!(seen.is_empty());
    let insecure = Operation::<()>::resume("http://contoso.sharepoint.com/monitor/4", ROOT).anywhere().next_request();
    assert_eq!(insecure.err(), Some(RequestError::Link(LinkError::Insecure)));
}

#[test]
fn an_operation_that_fails_is_an_error() {
    let failed = r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"There is one."}}"#;
    let mut operation = Operation::<Json>::resume("operations/1", ROOT);
    let error = operation.accept(Response::new(failed.into())).unwrap_err();
    assert!(matches!(&error, Error::Failed(error) if error.message.as_deref() == Some("There is one.")));
    // If the response has no error object, its `status`, here `canceled`, becomes the code of the error.
    let error = operation.accept(Response::new(br#"{"status":"canceled"}"#.to_vec())).unwrap_err();
    assert!(error.service().is_some_and(|error| error.has_code("canceled")));
    // If a request for the state fails, the operation itself may still succeed, so the error is not `Error::Failed`.
    let busy = Response::builder().status(500).body(Vec::new()).unwrap();
    assert!(matches!(operation.accept(busy), Err(Error::Service(_))));
    assert_eq!(operation.address(), "operations/1");
}

#[test]
fn following_an_operation_to_the_unit_type_does_not_request_its_resource() {
    let (answer, seen) =
        scripted::<blocking::Body>(&["200\n\n{\"status\":\"succeeded\",\"resourceLocation\":\"users/7\"}"]);
    let client = blocking::Client::new(answer, ROOT);
    client.follow::<()>(&<Accepted>::from("operations/1".to_owned())).unwrap();
    assert_eq!(seen.lock().unwrap().len(), 1);
}

/// A service that receives a file in parts. `faults` says which of the requests fail, and how.
#[derive(Default)]
struct Store {
    file: Vec<u8>,
    length: usize,
    /// What goes wrong with each request that sends a part, the first one first. Later requests succeed.
    faults: Vec<Fault>,
    requests: usize,
    tokens: usize,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    /// The service stores nothing, and answers with 503.
    Refused,
    /// The service stores the part, but its answer does not reach the client. Has no effect on the last part.
    AnswerLost,
    /// The service stores half of the part and does not answer.
    Half,
}

impl Store {
    fn answer(
        &mut self,
        method: &str,
        headers: &graph_runtime::http::HeaderMap,
        part: &[u8],
    ) -> Result<Response<Vec<u8>>, String> {
        self.tokens += usize::from(headers.contains_key("authorization"));
        let reply = |status: u16, body: String| Ok(Response::builder().status(status).body(body.into_bytes()).unwrap());
        let expects = |store: &Self| format!(r#"{{"nextExpectedRanges":["{}-"]}}"#, store.file.len());
        if method == "GET" {
            return reply(200, expects(self));
        }
        self.requests += 1;
        let range = headers["content-range"].to_str().unwrap();
        let start: usize = range.trim_start_matches("bytes ").split('-').next().unwrap().parse().unwrap();
        assert_eq!(range, format!("bytes {start}-{}/{}", start + part.len() - 1, self.length));
        if start != self.file.len() {
            return reply(416, String::new());
        }
        let is_last = start + part.len() == self.length;
        assert!(is_last || part.len().is_multiple_of(320 * 1024), "{range}");
        match self.faults.get(self.requests - 1).copied().unwrap_or(Fault::None) {
            Fault::Refused => reply(503, String::new()),
            Fault::Half => {
                self.file.extend(&part[..part.len() / 2]);
                Err("connection reset".to_owned())
            }
            fault => {
                self.file.extend(part);
                match fault {
                    // Only the answer to the last part contains the created item, so that answer is never lost.
                    Fault::AnswerLost if !is_last => Err("connection reset".to_owned()),
                    _ if is_last => reply(201, r#"{"id":"7"}"#.to_owned()),
                    _ => reply(202, expects(self)),
                }
            }
        }
    }
}

fn upload(length: usize, faults: Vec<Fault>) -> (Result<Json, String>, Vec<u64>, Arc<Mutex<Store>>) {
    let store = Arc::new(Mutex::new(Store { length, faults, ..Store::default() }));
    let service = Arc::clone(&store);
    let answer = move |request: Request<blocking::Body>| {
        let (parts, body) = request.into_parts();
        service.lock().unwrap().answer(parts.method.as_str(), &parts.headers, &body.bytes().unwrap())
    };
    let client = blocking::Client::new(answer, ROOT)
        .retries(5)
        .timing(TestTiming::default())
        .token(|| Ok::<_, std::io::Error>("t".to_owned()));
    let mut session = UploadSession::<Json>::new("https://files.example/upload/1", length as u64).part_length(0);
    let mut sent = Vec::new();
    let result = client.upload_in_parts(&mut session, Cursor::new(file(length)), |bytes| sent.push(bytes));
    (result.map_err(|error| error.to_string()), sent, store)
}

fn file(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_file_arrives_complete_whatever_fails_during_the_upload(
        length in 1_usize..1_500_000,
        faults in prop::collection::vec(prop_oneof![
            Just(Fault::None), Just(Fault::Refused), Just(Fault::AnswerLost), Just(Fault::Half),
        ], 0..5),
    ) {
        let (result, sent, store) = upload(length, faults);
        prop_assert_eq!(result.map(|item| item["id"].clone()), Ok(Json::from("7")));
        let store = store.lock().unwrap();
        prop_assert!(store.file == file(length));
        prop_assert_eq!(store.tokens, 0);
        prop_assert!(sent.is_sorted() && sent.last() == Some(&(length as u64)));
    }
}

#[test]
fn an_upload_can_be_continued_after_an_error() {
    let store =
        Arc::new(Mutex::new(Store { length: 700_000, faults: vec![Fault::None, Fault::Refused], ..Store::default() }));
    let service = Arc::clone(&store);
    let answer = move |request: Request<Body>| {
        let service = Arc::clone(&service);
        async move {
            let (parts, body) = request.into_parts();
            let part = body.bytes().await.unwrap();
            let mut service = service.lock().unwrap();
            service.answer(parts.method.as_str(), &parts.headers, &part)
        }
    };
    let client = Client::new(answer, ROOT);
    let mut session = UploadSession::<Json>::new("https://files.example/upload/1", 700_000).part_length(0);
    run(async {
        let error = client.upload_in_parts(&mut session, Cursor::new(file(700_000)), |_| ()).await.unwrap_err();
        assert_eq!(error.service().map(|error| error.status), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!((session.sent(), session.next_range()), (327_680, 327_680..655_360));
        // Another run of the program continues with the stored address.
        let mut session = UploadSession::<Json>::new(session.address(), 700_000);
        let item = client.upload_in_parts(&mut session, Cursor::new(file(700_000)), |_| ()).await.unwrap();
        assert_eq!(item["id"], "7");
    });
    assert!(store.lock().unwrap().file == file(700_000));
}

#[test]
fn an_upload_of_a_file_shorter_than_announced_is_an_error() {
    let client = blocking::Client::new(|_| Response::builder().body(""), ROOT);
    let mut session = UploadSession::<Json>::new("https://files.example/upload/1", 700_000);
    let error = client.upload_in_parts(&mut session, Cursor::new(vec![0; 10]), |_| ()).unwrap_err();
    assert!(matches!(error, SendError::Transport(_)));
    let mut session = UploadSession::<Json>::new("http://files.example/upload/1", 10);
    let error = client.upload_in_parts(&mut session, Cursor::new(vec![0; 10]), |_| ()).unwrap_err();
    assert!(error.to_string().ends_with("the link leads from https to another scheme"), "{error}");
}
