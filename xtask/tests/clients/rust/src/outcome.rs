//! Compares the results of calls with the expected ones.
//!
//! In: requests of the client, each with a condition that its answer has to meet. Out: the number of requests whose
//! answers meet their condition. Invariant: a request that the client cannot send is a wrong call.

use graph_http::api_impl::RequestHandler;
use serde_json::Value;

/// An answer of the mock, as the client returns it.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) bytes: Vec<u8>,
    /// The body of the answer as JSON; null if it is not JSON.
    pub(crate) body: Value,
}

/// How many calls were made, and what was wrong with some of them.
#[derive(Default)]
pub(crate) struct Outcomes {
    all: usize,
    right: usize,
    wrong: Vec<String>,
}

impl Outcomes {
    /// Sends the request of a call named `name`, and records whether its answer is as `expected` says.
    pub(crate) async fn of(&mut self, name: &str, request: RequestHandler, expected: impl Fn(&Answer) -> bool) {
        let answer = answer(request).await;
        let shown = answer.as_ref().map(|answer| (answer.status, String::from_utf8_lossy(&answer.bytes).into_owned()));
        let shown = format!("{shown:.300?}").chars().take(300).collect();
        self.count(name, answer.is_ok_and(|answer| expected(&answer)), shown);
    }

    /// Records the result of a call that consists of several requests.
    pub(crate) fn is<T: std::fmt::Debug>(
        &mut self,
        name: &str,
        result: Result<T, Box<dyn std::error::Error>>,
        expected: impl Fn(&T) -> bool,
    ) {
        let shown = format!("{result:?}").chars().take(300).collect();
        self.count(name, result.is_ok_and(|result| expected(&result)), shown);
    }

    fn count(&mut self, name: &str, is_right: bool, shown: String) {
        self.all += 1;
        if is_right {
            self.right += 1;
        } else {
            self.wrong.push(format!("{name}: returned {shown}"));
        }
    }

    /// Prints the outcome. Exits with 1 if the share of right calls is below `least`, or their number below `at_least`.
    pub(crate) fn check(&self, client: &str, least: f64, at_least: usize) -> Result<(), Box<dyn std::error::Error>> {
        for wrong in &self.wrong {
            println!("{client}: {wrong}");
        }
        let share = self.right as f64 / self.all.max(1) as f64;
        println!("{client}: {} of {} calls are right ({:.0}%)", self.right, self.all, share * 100.0);
        if self.all < at_least || share < least {
            std::process::exit(1);
        }
        Ok(())
    }
}

async fn answer(request: RequestHandler) -> Result<Answer, Box<dyn std::error::Error>> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    let bytes = response.bytes().await?.to_vec();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Ok(Answer { status, bytes, body })
}

/// Whether the call succeeds with an object that has these members.
pub(crate) fn has(members: &'static [&'static str]) -> impl Fn(&Answer) -> bool {
    move |answer| answer.status < 300 && members.iter().all(|name| answer.body.get(name).is_some())
}

/// Whether the call succeeds with a list that is not empty and whose items have these members.
pub(crate) fn is_page(members: &'static [&'static str]) -> impl Fn(&Answer) -> bool {
    move |answer| {
        let items = answer.body["value"].as_array().map_or(&[][..], Vec::as_slice);
        let has = |item: &Value| members.iter().all(|name| item.get(name).is_some());
        answer.status == 200 && !items.is_empty() && items.iter().all(has)
    }
}

/// Whether the answer to the call has one of these statuses.
pub(crate) fn status(expected: &'static [u16]) -> impl Fn(&Answer) -> bool {
    move |answer| expected.contains(&answer.status)
}

/// Whether the call succeeds and the body is a number in plain text.
pub(crate) fn is_number(answer: &Answer) -> bool {
    answer.status == 200 && std::str::from_utf8(&answer.bytes).is_ok_and(|text| text.trim().parse::<u64>().is_ok())
}

/// Whether the call succeeds and the body has bytes that are not JSON.
pub(crate) fn is_bytes(answer: &Answer) -> bool {
    answer.status == 200 && !answer.bytes.is_empty() && answer.body.is_null()
}
