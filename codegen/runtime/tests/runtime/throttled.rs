//! Tests batches with a busy service: if it refuses some of the routes in a batch, with 429 for instance, the client
//! sends only these routes again.

use crate::messages::{CreateMessage, ListMessages, Message};
use graph_runtime::{
    Answers, Batch, Json, Ticket,
    client::{BatchError, Client, Failure, SendError, TestTiming, Timing, blocking},
    http::{Request, Response},
};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

const ROOT: &str = "https://graph.microsoft.com/v1.0";

/// What the service answers to one route: a status, and the seconds in its `Retry-After`; `None` for an answer without
/// that header.
type Answer = (u16, Option<u64>);

/// A service that answers each route of a batch as `plan` says, and afterwards with success.
struct Busy {
    timing: TestTiming,
    /// For the id of each route in the batch, the answers that are still to be given before success.
    plan: BTreeMap<String, Vec<Answer>>,
    state: State,
}

#[derive(Default)]
struct State {
    /// For the id of each route, the time before which the client must not send it again.
    due: BTreeMap<String, SystemTime>,
    /// The ids of the routes that the service executed, in order.
    done: Vec<String>,
    /// For the id of each route, how often the service may have begun to execute it. Answers with 429 do not count, and
    /// neither do routes that depend on a failed one.
    begun: BTreeMap<String, usize>,
    requests: Vec<Vec<String>>,
}

impl Busy {
    fn answer(&mut self, body: &[u8]) -> Vec<u8> {
        let document: Json = serde_json::from_slice(body).unwrap();
        let mut answers = BTreeMap::<String, u16>::new();
        let mut responses = Vec::new();
        let items = document["requests"].as_array().unwrap();
        self.state.requests.push(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect());
        assert!(items.len() <= Batch::LIMIT);
        for item in items {
            let id = item["id"].as_str().unwrap().to_owned();
            let earlier = item["dependsOn"].as_array().into_iter().flatten().map(|id| id.as_str().unwrap());
            // `answers[earlier]` panics if the route depends on one that is not earlier in the same batch: a real
            // service refuses such a batch.
            let blocked = earlier.map(|earlier| answers[earlier]).any(|status| status >= 300);
            let now = self.timing.now();
            let plan = self.plan.get_mut(&id).filter(|plan| !plan.is_empty());
            let (status, after) = match plan {
                _ if blocked => (424, None),
                Some(plan) => plan.remove(0),
                None => (200, None),
            };
            if !blocked {
                assert!(self.state.due.get(&id).is_none_or(|due| *due <= now), "{id} comes too early");
                *self.state.begun.entry(id.clone()).or_default() += usize::from(status != 429);
                if status == 200 {
                    self.state.done.push(id.clone());
                }
            }
            answers.insert(id.clone(), status);
            let mut response = serde_json::json!({"id": id, "status": status});
            match after {
                Some(after) => {
                    self.state.due.insert(id, now + Duration::from_secs(after));
                    response["headers"] = serde_json::json!({"Retry-After": after.to_string()});
                }
                None if status == 200 => response["body"] = serde_json::json!({"value": [], "id": id}),
                None => {}
            }
            // A service may return the answers of a batch in any order, so this one reverses it.
            responses.insert(0, response);
        }
        serde_json::json!({ "responses": responses }).to_string().into_bytes()
    }
}

type Shared = Arc<Mutex<Busy>>;

fn service(plan: &[(&str, &[Answer])]) -> (Shared, TestTiming) {
    let timing = TestTiming::default();
    let plan = plan.iter().map(|(id, statuses)| ((*id).to_owned(), statuses.to_vec())).collect();
    (Arc::new(Mutex::new(Busy { timing: timing.clone(), plan, state: State::default() })), timing)
}

fn send(service: &Shared, timing: &TestTiming, batch: &Batch) -> Result<Answers, Box<BatchError>> {
    let service = Arc::clone(service);
    let answer = move |request: Request<blocking::Body>| {
        let body = request.into_body().bytes()?;
        Ok::<_, std::io::Error>(Response::new(service.lock().unwrap().answer(&body)))
    };
    blocking::Client::new(answer, ROOT).retries(3).timing(timing.clone()).batch(batch)
}

fn create() -> CreateMessage {
    CreateMessage::me_messages(Message::default())
}

fn list() -> ListMessages {
    ListMessages::me_messages()
}

#[test]
fn a_throttled_route_is_sent_again_after_its_delay() {
    let (service, timing) = service(&[("1", &[(429, Some(10))]), ("3", &[(503, Some(30)), (429, Some(1))])]);
    let mut batch = Batch::new();
    let tickets: Vec<Ticket<ListMessages>> = (0..4).map(|_| batch.add(&list()).unwrap()).collect();
    let mut answers = send(&service, &timing, &batch).unwrap();
    assert!(tickets.into_iter().all(|ticket| answers.take(ticket).is_ok()));
    let requests = &service.lock().unwrap().state.requests;
    assert_eq!(*requests, [vec!["1", "2", "3", "4"], vec!["1"], vec!["3"], vec!["3"]]);
    assert_eq!(timing.pauses(), [10, 20, 1].map(Duration::from_secs));
}

#[test]
fn a_route_that_depends_on_a_throttled_route_is_sent_again_with_it() {
    let (service, timing) = service(&[("2", &[(429, Some(10))]), ("5", &[(403, None)])]);
    let mut batch = Batch::new();
    let (first, second, third) =
        (batch.add(&create()).unwrap(), batch.add(&create()).unwrap(), batch.add(&list()).unwrap());
    batch.depends_on(&second, &first).depends_on(&third, &second).depends_on(&third, &first);
    let fourth = batch.add(&list()).unwrap();
    let (refused, blocked) = (batch.add(&create()).unwrap(), batch.add(&list()).unwrap());
    batch.depends_on(&blocked, &refused);

    let mut answers = send(&service, &timing, &batch).unwrap();
    assert!(answers.take(first).is_ok() && answers.take(second).is_ok() && answers.take(third).is_ok());
    assert!(answers.take(fourth).is_ok());
    assert_eq!(answers.take(refused).unwrap_err().status(), 403);
    // The blocked request depends on a request that the service refused. So the service never executes it.
    assert_eq!(answers.take(blocked).unwrap_err().status(), 424);
    let state = &service.lock().unwrap().state;
    assert_eq!(state.requests[1..], [vec!["2", "3"]]);
    assert_eq!(state.done, ["1", "4", "2", "3"]);
}

#[test]
fn a_route_that_may_have_been_executed_is_not_sent_again() {
    let (service, timing) = service(&[("1", &[(504, None)]), ("2", &[(504, None)])]);
    let mut batch = Batch::new();
    let (created, listed) = (batch.add(&create()).unwrap(), batch.add(&list()).unwrap());
    let mut answers = send(&service, &timing, &batch).unwrap();
    assert_eq!(answers.take(created).unwrap_err().status(), 504);
    assert!(answers.take(listed).is_ok());
    assert_eq!(timing.pauses(), [Duration::from_millis(500)]);
}

#[test]
fn answers_that_have_arrived_are_kept_if_a_later_request_fails() {
    let mut batch = Batch::new();
    let tickets: Vec<Ticket<ListMessages>> = (0..41).map(|_| batch.add(&list()).unwrap()).collect();
    let (service, _) = service(&[]);
    let answer = move |request: Request<graph_runtime::client::Body>| {
        let service = Arc::clone(&service);
        async move {
            let body = request.into_body().bytes().await?;
            let mut service = service.lock().unwrap();
            let answer = service.answer(&body);
            if service.state.requests.len() == 2 {
                Err(Failure::from("connection reset"))
            } else {
                Ok(Response::new(answer))
            }
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let client = Client::new(answer, ROOT);
    let mut partial = runtime.block_on(client.batch(&batch)).unwrap_err();
    assert_eq!(partial.to_string(), "the batch was answered in part: the request was not answered: connection reset");
    assert!(matches!(partial.error, SendError::Transport(_)));
    let taken = tickets.into_iter().map(|ticket| partial.answers.take(ticket).is_ok());
    assert_eq!(taken.collect::<Vec<_>>(), [[true; 20].as_slice(), &[false; 21]].concat());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_route_has_its_answer_and_is_executed_once(
        plan in prop::collection::vec(prop::collection::vec(
            prop_oneof![
                Just((429, Some(3))), Just((429, None)), Just((503, Some(7))), Just((504, None)), Just((404, None)),
            ],
            0..3,
        ), 1..45),
        creates in prop::collection::vec(any::<bool>(), 45),
        links in prop::collection::vec((0_usize..45, 1_usize..4), 0..12),
    ) {
        let ids: Vec<String> = (1..=plan.len()).map(|id| id.to_string()).collect();
        let pairs: Vec<(&str, &[Answer])> = ids.iter().map(String::as_str).zip(plan.iter().map(Vec::as_slice)).collect();
        let (service, timing) = service(&pairs);
        let mut batch = Batch::new();
        let mut lists: Vec<Option<Ticket<ListMessages>>> = Vec::new();
        let mut posts: Vec<Option<Ticket<CreateMessage>>> = Vec::new();
        for create in &creates[..plan.len()] {
            match create {
                true => { posts.push(Some(batch.add(&self::create()).unwrap())); lists.push(None) }
                false => { lists.push(Some(batch.add(&list()).unwrap())); posts.push(None) }
            }
        }
        let mut earlier_of = BTreeMap::<String, Vec<String>>::new();
        for (index, distance) in links {
            let Some(earlier) = index.checked_sub(distance).filter(|_| index < plan.len()) else { continue };
            match (&lists[index], &lists[earlier], &posts[index], &posts[earlier]) {
                (Some(one), Some(other), ..) => batch.depends_on(one, other),
                (Some(one), _, _, Some(other)) => batch.depends_on(one, other),
                (_, Some(other), Some(one), _) => batch.depends_on(one, other),
                (_, _, Some(one), Some(other)) => batch.depends_on(one, other),
                _ => unreachable!(),
            };
            earlier_of.entry(ids[index].clone()).or_default().push(ids[earlier].clone());
        }
        let answers = send(&service, &timing, &batch).unwrap();
        prop_assert_eq!(answers.len(), plan.len());
        prop_assert!(answers.others().is_empty());
        let state = &service.lock().unwrap().state;
        for (id, create) in ids.iter().zip(&creates) {
            let times = state.done.iter().filter(|done| *done == id).count();
            prop_assert!(times <= 1, "{} was done {} times", id, times);
            // A POST that the service may have executed is sent once. Only status 503 says that the service did not
            // execute it.
            let limit = 1 + plan[id.parse::<usize>().unwrap() - 1].iter().filter(|(status, _)| *status == 503).count();
            prop_assert!(!create || state.begun.get(id).copied().unwrap_or_default() <= limit);
            for earlier in earlier_of.get(id).into_iter().flatten() {
                let place = |id: &String| state.done.iter().position(|done| done == id);
                prop_assert!(place(id).is_none() || (place(earlier).is_some() && place(earlier) < place(id)));
            }
        }
    }
}
