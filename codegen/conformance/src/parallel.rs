//! Runs one check over many cases, on all processors.
//!
//! In: cases and a check. Out: the failures, in the order of the cases.
//! Invariant: a check that panics is a failure; no case is skipped.

/// Returns the failure of each case for which `check` fails.
pub(crate) fn failures<C: Sync>(cases: &[C], check: impl Fn(&C) -> Option<String> + Sync) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let size = cases.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let run = |part: &'_ [C]| part.iter().filter_map(&check).collect::<Vec<String>>();
        let handles: Vec<_> = cases.chunks(size).map(|part| scope.spawn(move || run(part))).collect();
        let join = |handle: std::thread::ScopedJoinHandle<'_, Vec<String>>| {
            handle.join().unwrap_or_else(|_| vec!["a check panicked".to_owned()])
        };
        handles.into_iter().flat_map(join).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::failures;

    #[test]
    fn failures_are_returned_in_the_order_of_the_cases() {
        let cases: Vec<u32> = (0..100).collect();
        let odd = failures(&cases, |number| (number % 2 == 1).then(|| number.to_string()));
        assert_eq!(odd.len(), 50);
        assert_eq!(odd[..3], ["1", "3", "5"]);
        assert_eq!(failures(&[] as &[u32], |_| Some(String::new())), Vec::<String>::new());
    }

    #[test]
    fn a_case_that_panics_is_a_failure() {
        assert_eq!(failures(&[1], |_| panic!("on purpose")), ["a check panicked"]);
    }
}
