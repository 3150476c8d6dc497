//! The lists of `$select`, `$orderby` and `$expand`.
//!
//! In: one property or several, with values of any types. Out: the items of the list in the given order. Invariant: all
//! items are about properties of one structured type, and are of the kind that the option takes.

/// The items of a list in a query option: one item, or a tuple, an array or a `Vec` of items. `I` is the kind of item
/// that the option takes: a path for `$select`, an [`Order`](super::Order) for `$orderby`, an [`Expand`](super::Expand)
/// for `$expand`. A property can be used as each of these.
///
/// The elements of an array have one type; those of a tuple may differ. Write more than sixteen as a tuple of tuples.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Query;
/// let query = Query::<Message>::new()
///     .select(|m| (m.subject, m.is_read, [m.id, m.subject]))
///     .order_by(|m| (m.is_read, m.sent_date_time.desc()))
///     .expand(|m| m.attachments);
/// assert_eq!(
///     query.to_string(),
///     "$select=subject,isRead,id,subject&$orderby=isRead,sentDateTime desc&$expand=attachments"
/// );
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of `{I}`",
    label = "expected a property, or a tuple, an array or a `Vec` of properties",
    note = "properties of different types of value form a tuple: `|m| (m.id, m.is_read)`"
)]
pub trait QueryItems<I> {
    /// Appends the items to the list of the query option.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Model, query::{QueryItems, Order}};
    /// let mut list: Vec<Order<Message>> = Vec::new();
    /// (Message::PROPERTIES.id, Message::PROPERTIES.is_read.desc()).add_to(&mut list);
    /// assert_eq!(list.iter().map(|order| order.as_ref()).collect::<Vec<_>>(), ["id", "isRead desc"]);
    /// ```
    fn add_to(self, list: &mut Vec<I>);
}

impl<I, L: QueryItems<I>> QueryItems<I> for Vec<L> {
    fn add_to(self, list: &mut Vec<I>) {
        self.into_iter().for_each(|items| items.add_to(list));
    }
}

impl<I, L: QueryItems<I>, const N: usize> QueryItems<I> for [L; N] {
    fn add_to(self, list: &mut Vec<I>) {
        self.into_iter().for_each(|items| items.add_to(list));
    }
}

macro_rules! tuples {
    ($first:ident $($rest:ident)*) => {
        #[expect(non_snake_case, reason = "an element has the name of its type")]
        impl<I, $first: QueryItems<I>, $($rest: QueryItems<I>),*> QueryItems<I> for ($first, $($rest,)*) {
            fn add_to(self, list: &mut Vec<I>) {
                let ($first, $($rest,)*) = self;
                $first.add_to(list);
                $($rest.add_to(list);)*
            }
        }
        tuples! { $($rest)* }
    };
    () => {};
}

tuples! { A B C D E F G H J K L M N O P Q }
