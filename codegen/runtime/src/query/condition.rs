//! Conditions on a property.
//!
//! In: a property or a path, and what its value is compared with. Out: a [`Filter`].
//! Invariant: a value is written as its [`Literal`]; `None` is `null`.

use super::{
    Element, Filter, Literal, Property,
    filter::{Node, Quantifier},
};
use crate::Model;

impl<T, P: AsRef<str>> Property<T, P> {
    /// `eq`: equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.eq("it's").to_string(), "subject eq 'it''s'");
    /// assert_eq!(Message::PROPERTIES.is_read.eq(true).to_string(), "isRead eq true");
    /// ```
    pub fn eq(self, value: impl Literal) -> Filter<T> {
        self.compare("eq", value)
    }

    /// `ne`: not equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{DateTimeOffset, Model};
    /// // `None` is `null`.
    /// assert_eq!(Message::PROPERTIES.sent_date_time.ne(None::<DateTimeOffset>).to_string(), "sentDateTime ne null");
    /// ```
    pub fn ne(self, value: impl Literal) -> Filter<T> {
        self.compare("ne", value)
    }

    /// `gt`: greater.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.to_recipients.count().gt(1).to_string(), "toRecipients/$count gt 1");
    /// ```
    pub fn gt(self, value: impl Literal) -> Filter<T> {
        self.compare("gt", value)
    }

    /// `ge`: greater or equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{DateTimeOffset, Model};
    /// let since = DateTimeOffset::from("2024-02-29T00:00:00Z");
    /// assert_eq!(Message::PROPERTIES.sent_date_time.ge(since).to_string(), "sentDateTime ge 2024-02-29T00:00:00Z");
    /// ```
    pub fn ge(self, value: impl Literal) -> Filter<T> {
        self.compare("ge", value)
    }

    /// `lt`: less.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{DateTimeOffset, Model};
    /// let end = DateTimeOffset::from("2024-03-01T00:00:00Z");
    /// assert_eq!(Message::PROPERTIES.sent_date_time.lt(end).to_string(), "sentDateTime lt 2024-03-01T00:00:00Z");
    /// ```
    pub fn lt(self, value: impl Literal) -> Filter<T> {
        self.compare("lt", value)
    }

    /// `le`: less or equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.le("M").to_string(), "subject le 'M'");
    /// ```
    pub fn le(self, value: impl Literal) -> Filter<T> {
        self.compare("le", value)
    }

    /// `eq null`: without a value.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.from.is_null().to_string(), "from eq null");
    /// assert_eq!((!Message::PROPERTIES.from.is_null()).to_string(), "not (from eq null)");
    /// ```
    pub fn is_null(self) -> Filter<T> {
        self.eq(None::<String>)
    }

    /// `in`: one of these values. Without a value the condition is `false`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.is_in(["a", "b"]).to_string(), "subject in ('a','b')");
    /// assert_eq!(Message::PROPERTIES.subject.is_in(Vec::<String>::new()).to_string(), "false");
    /// ```
    pub fn is_in(self, values: impl IntoIterator<Item: Literal>) -> Filter<T> {
        let literals = values.into_iter().map(|value| value.literal()).collect();
        Filter::from(Node::In { path: self.text(), literals })
    }

    /// `startswith`: the value starts with this text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.starts_with("Re:").to_string(), "startswith(subject,'Re:')");
    /// ```
    pub fn starts_with(self, text: &str) -> Filter<T> {
        self.call("startswith", text)
    }

    /// `endswith`: the value ends with this text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let address = Message::PROPERTIES.from.then::<Recipient, _>(|from| from.address);
    /// assert_eq!(address.ends_with("@contoso.com").to_string(), "endswith(from/address,'@contoso.com')");
    /// ```
    pub fn ends_with(self, text: &str) -> Filter<T> {
        self.call("endswith", text)
    }

    /// `contains`: the value contains this text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.contains("x").to_string(), "contains(subject,'x')");
    /// ```
    pub fn contains(self, text: &str) -> Filter<T> {
        self.call("contains", text)
    }

    /// `any`: for at least one element of the collection, each of which is a `V`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let filter = Message::PROPERTIES.to_recipients.any::<Recipient>(|r| r.name.eq("Ann").or(r.address.eq("a@x")));
    /// assert_eq!(filter.to_string(), "toRecipients/any(x:x/name eq 'Ann' or x/address eq 'a@x')");
    /// ```
    pub fn any<V: Model>(self, condition: impl FnOnce(&'static V::Properties) -> Filter<V>) -> Filter<T> {
        self.quantify(Quantifier::Any, Some(condition(V::PROPERTIES).into_node()))
    }

    /// `all`: the condition holds for every element of the collection.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let filter = Message::PROPERTIES.to_recipients.all::<Recipient>(|r| r.address.ends_with("@contoso.com"));
    /// assert_eq!(filter.to_string(), "toRecipients/all(x:endswith(x/address,'@contoso.com'))");
    /// ```
    pub fn all<V: Model>(self, condition: impl FnOnce(&'static V::Properties) -> Filter<V>) -> Filter<T> {
        self.quantify(Quantifier::All, Some(condition(V::PROPERTIES).into_node()))
    }

    /// `any` over a collection of scalars, each of which is a path without segments.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let filter = Message::PROPERTIES.categories.any_value(|category| category.eq("red"));
    /// assert_eq!(filter.to_string(), "categories/any(x:x eq 'red')");
    /// ```
    pub fn any_value(self, condition: impl FnOnce(Property<Element>) -> Filter<Element>) -> Filter<T> {
        self.quantify(Quantifier::Any, Some(condition(Property::new("")).into_node()))
    }

    /// `all` over a collection of scalars.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let filter = Message::PROPERTIES.categories.all_values(|category| category.is_in(["red", "blue"]));
    /// assert_eq!(filter.to_string(), "categories/all(x:x in ('red','blue'))");
    /// ```
    pub fn all_values(self, condition: impl FnOnce(Property<Element>) -> Filter<Element>) -> Filter<T> {
        self.quantify(Quantifier::All, Some(condition(Property::new("")).into_node()))
    }

    /// `any` without a condition: the collection has elements.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!((!Message::PROPERTIES.categories.is_not_empty()).to_string(), "not (categories/any())");
    /// ```
    pub fn is_not_empty(self) -> Filter<T> {
        self.quantify(Quantifier::Any, None)
    }

    fn text(&self) -> String {
        self.as_ref().to_owned()
    }

    fn compare(self, operator: &'static str, value: impl Literal) -> Filter<T> {
        Filter::from(Node::Compare { path: self.text(), operator, literal: value.literal() })
    }

    fn call(self, function: &'static str, text: &str) -> Filter<T> {
        Filter::from(Node::Function { function, path: self.text(), literal: text.literal() })
    }

    fn quantify(self, quantifier: Quantifier, condition: Option<Node>) -> Filter<T> {
        Filter::from(Node::Lambda { path: self.text(), quantifier, condition: condition.map(Box::new) })
    }
}
