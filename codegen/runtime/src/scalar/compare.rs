//! Implements `Eq`, `Ord` and `Hash` for scalars by their values.
//!
//! In: a scalar type, the name of the field that has its text, and a function from a text to its value. Out: `Eq`,
//! `Ord` and `Hash`. Invariant: equal values have equal hashes; malformed texts, which have no value, are compared as
//! texts.

macro_rules! compared_by_value {
    ($name:ident, $text:tt, $value:path) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.$text == other.$text || matches!(($value(&self.$text), $value(&other.$text)), (Some(left), Some(right)) if left == right)
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        /// Compares by value. A malformed text is greater than every value.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                match ($value(&self.$text), $value(&other.$text)) {
                    (Some(left), Some(right)) => left.cmp(&right),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (None, None) => self.$text.cmp(&other.$text),
                }
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                match $value(&self.$text) {
                    Some(value) => value.hash(state),
                    None => self.$text.hash(state),
                }
            }
        }
    };
}
pub(super) use compared_by_value;
