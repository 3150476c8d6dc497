//! Detects that the links from page to page lead in a circle.
//!
//! In: one link after the other. Out: an error once the links repeat. Invariant: only one link is stored, however many
//! were followed (Brent's algorithm).

use crate::LinkError;

/// Compares each link with one earlier link, the anchor. The current link replaces the anchor after 1, then 2, 4, 8 …
/// more links. If the links lead in a circle, then at some time the anchor is a link of the circle and is kept for
/// longer than one round, so it is met again.
#[derive(Clone, Debug, Default)]
pub(super) struct Cycle {
    anchor: Option<String>,
    steps: u64,
    limit: u64,
}

impl Cycle {
    pub(super) fn visit(&mut self, link: &str) -> Result<(), LinkError> {
        if self.anchor.as_deref() == Some(link) {
            return Err(LinkError::Loop);
        }
        self.steps += 1;
        if self.steps > self.limit {
            self.anchor = Some(link.to_owned());
            self.limit = self.limit.saturating_mul(2).max(1);
            self.steps = 0;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circle_of_links_is_found_within_three_rounds() {
        for (tail, length) in [(0, 1), (0, 2), (1, 1), (5, 3), (10, 17), (100, 1), (3, 64)] {
            let mut cycle = Cycle::default();
            let link = |step: usize| if step < tail { step } else { tail + (step - tail) % length };
            let found = (0..).find(|step| cycle.visit(&link(*step).to_string()).is_err());
            let found = found.unwrap_or_default();
            assert!(found > tail && found <= 3 * (tail + length) + 3, "{tail} {length}: {found}");
        }
    }

    #[test]
    fn a_chain_of_links_without_a_circle_is_accepted() {
        let mut cycle = Cycle::default();
        assert!((0..10_000).all(|step| cycle.visit(&step.to_string()).is_ok()));
    }
}
