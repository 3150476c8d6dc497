//! The clock and the random numbers of a client.
//!
//! In: nothing, or the choices of a test. Out: the time, a pause, a random number. Invariant: a client uses no other
//! clock and no other source of random numbers.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, SystemTime},
};

/// The clock and the random numbers that a client uses for repetitions.
///
/// Tests use [`TestTiming`], which does not wait.
///
/// ```
/// use graph_runtime::client::Timing;
/// use std::{pin::Pin, time::{Duration, SystemTime}};
///
/// /// Pauses of another executor.
/// struct Executor;
/// impl Timing for Executor {
///     fn now(&self) -> SystemTime {
///         SystemTime::now()
///     }
///     fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
///         # let after = std::future::ready;
///         # let timer = |_| ();
///         Box::pin(after(timer(time)))
///     }
/// }
/// assert!(Executor.now() > SystemTime::UNIX_EPOCH);
/// ```
pub trait Timing: Send + Sync {
    /// The current time.
    ///
    /// ```
    /// use graph_runtime::client::{TestTiming, Timing};
    /// assert_eq!(TestTiming::default().now(), std::time::SystemTime::UNIX_EPOCH);
    /// ```
    fn now(&self) -> SystemTime;

    /// A future that ends after this time, for the asynchronous client.
    ///
    /// ```
    /// use graph_runtime::client::{TestTiming, Timing};
    /// use std::time::Duration;
    /// let timing = TestTiming::default();
    /// drop(timing.sleep(Duration::from_secs(60)));
    /// assert_eq!(timing.pauses(), [Duration::from_secs(60)]);
    /// ```
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;

    /// Blocks for this time, for the blocking client.
    ///
    /// ```
    /// use graph_runtime::client::{TestTiming, Timing};
    /// use std::time::Duration;
    /// let timing = TestTiming::default();
    /// timing.block(Duration::from_secs(60));
    /// assert_eq!(timing.now().duration_since(std::time::SystemTime::UNIX_EPOCH)?, Duration::from_secs(60));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn block(&self, time: Duration) {
        thread::sleep(time);
    }

    /// A number that is at least 0 and less than 1. The client varies its waits with it, so that many clients do not
    /// repeat their requests at the same moment.
    ///
    /// ```
    /// use graph_runtime::client::{TestTiming, Timing};
    /// assert!((0.0..1.0).contains(&TestTiming::default().random()));
    /// ```
    fn random(&self) -> f64 {
        // The keys of a `RandomState` are random, so its hash of nothing is a random number. Of its 64 bits 53 are
        // used, the precision of an `f64`.
        let bits = RandomState::new().build_hasher().finish() >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

/// The clock of the system. Asynchronous pauses use the timer of `tokio`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SystemTiming;

impl Timing for SystemTiming {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A clock for tests: a pause advances it and takes no real time. It records all pauses. Clones share one clock.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::{TestTiming, blocking::Client}, http::Response};
/// use std::time::Duration;
///
/// let busy = |_| Response::builder().status(429).header("retry-after", "30").body(Vec::new());
/// let timing = TestTiming::default();
/// let client = Client::new(busy, "https://graph.microsoft.com/v1.0").retries(2).timing(timing.clone());
/// assert!(client.send(&ListMessages::me_messages()).is_err());
/// assert_eq!(timing.pauses(), [Duration::from_secs(30), Duration::from_secs(30)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct TestTiming {
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl TestTiming {
    /// The lengths of all pauses so far, in order.
    ///
    /// ```
    /// use graph_runtime::client::{TestTiming, Timing};
    /// use std::time::Duration;
    /// let timing = TestTiming::default();
    /// timing.block(Duration::from_secs(3600));
    /// assert_eq!(timing.pauses(), [Duration::from_secs(3600)]);
    /// ```
    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Timing for TestTiming {
    /// The start of Unix time plus all pauses so far.
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.pauses().iter().sum::<Duration>()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.block(time);
        Box::pin(std::future::ready(()))
    }

    fn block(&self, time: Duration) {
        self.pauses.lock().unwrap_or_else(PoisonError::into_inner).push(time);
    }

    /// Always 0, so that waits are predictable.
    fn random(&self) -> f64 {
        0.0
    }
}
