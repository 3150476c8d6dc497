//! Builds conditions on a property, such as `eq` and `startswith`.
//!
//! In: a property or a path, and what its value is compared with. Out: a [`Filter`]. Invariant: a property of type `V`
//! is compared only with an [`Operand`] of `V`, which is written as a [`Literal`]; `None` is written as `null`.

use super::{
    Element, Filter, Literal, Operand, Ordered, Property, Text,
    filter::{Node, Quantifier},
};
use crate::Enumeration;

impl<T, V, P: AsRef<str>> Property<T, V, P> {
    /// `eq`: equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.eq("it's").to_string(), "subject eq 'it''s'");
    /// assert_eq!(Message::PROPERTIES.is_read.eq(true).to_string(), "isRead eq true");
    /// ```
    pub fn eq(self, value: impl Operand<V>) -> Filter<T> {
        self.compare("eq", value.operand())
    }

    /// `ne`: not equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{DateTimeOffset, Model};
    /// // `None` is `null`.
    /// assert_eq!(Message::PROPERTIES.sent_date_time.ne(None::<DateTimeOffset>).to_string(), "sentDateTime ne null");
    /// ```
    pub fn ne(self, value: impl Operand<V>) -> Filter<T> {
        self.compare("ne", value.operand())
    }

    /// `gt`: greater.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.to_recipients.count().gt(1).to_string(), "toRecipients/$count gt 1");
    /// ```
    pub fn gt(self, value: impl Operand<V>) -> Filter<T>
    where
        V: Ordered,
    {
        self.compare("gt", value.operand())
    }

    /// `ge`: greater or equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{DateTimeOffset, Model};
    /// let since = DateTimeOffset::from("2024-02-29T00:00:00Z");
    /// assert_eq!(Message::PROPERTIES.sent_date_time.ge(since).to_string(), "sentDateTime ge 2024-02-29T00:00:00Z");
    /// ```
    pub fn ge(self, value: impl Operand<V>) -> Filter<T>
    where
        V: Ordered,
    {
        self.compare("ge", value.operand())
    }

    /// `lt`: less.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{DateTimeOffset, Model};
    /// let end = DateTimeOffset::from("2024-03-01T00:00:00Z");
    /// assert_eq!(Message::PROPERTIES.sent_date_time.lt(end).to_string(), "sentDateTime lt 2024-03-01T00:00:00Z");
    /// ```
    pub fn lt(self, value: impl Operand<V>) -> Filter<T>
    where
        V: Ordered,
    {
        self.compare("lt", value.operand())
    }

    /// `le`: less or equal.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.le("M").to_string(), "subject le 'M'");
    /// ```
    pub fn le(self, value: impl Operand<V>) -> Filter<T>
    where
        V: Ordered,
    {
        self.compare("le", value.operand())
    }

    /// `eq null`: the property has no value.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.from.is_null().to_string(), "from eq null");
    /// assert_eq!((!Message::PROPERTIES.from.is_null()).to_string(), "not (from eq null)");
    /// ```
    pub fn is_null(self) -> Filter<T> {
        self.compare("eq", "null".to_owned())
    }

    /// `ne null`: the property has a value.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.from.is_not_null().to_string(), "from ne null");
    /// ```
    pub fn is_not_null(self) -> Filter<T> {
        self.compare("ne", "null".to_owned())
    }

    /// `in`: the property has one of these values. Without any value in the list the condition is `false`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.is_in(["a", "b"]).to_string(), "subject in ('a','b')");
    /// assert_eq!(Message::PROPERTIES.subject.is_in(Vec::<String>::new()).to_string(), "false");
    /// ```
    pub fn is_in(self, values: impl IntoIterator<Item: Operand<V>>) -> Filter<T> {
        let literals = values.into_iter().map(|value| value.operand()).collect();
        Filter::from(Node::In { path: self.text(), literals })
    }

    /// `has`: the value contains this member. The property is of an enumeration whose values can combine members.
    ///
    /// ```
    /// # mod colour {
    /// #     #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    /// #     pub enum Colour { Red, Blue, Unrecognized(Box<str>) }
    /// #     graph_runtime::open_enum! { Colour: "contoso.colour", Unrecognized; Red = "red", Blue = "blue" }
    /// # }
    /// # use colour::Colour;
    /// use graph_runtime::query::{Filter, Property};
    /// let filter: Filter<()> = Property::raw("colours").typed::<Colour>().has(Colour::Red);
    /// assert_eq!(filter.to_string(), "colours has 'red'");
    /// ```
    pub fn has(self, member: impl Operand<V>) -> Filter<T>
    where
        V: Enumeration,
    {
        self.compare("has", member.operand())
    }

    /// `startswith`: the value starts with this text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.starts_with("Re:").to_string(), "startswith(subject,'Re:')");
    /// ```
    pub fn starts_with(self, text: &str) -> Filter<T>
    where
        V: Text,
    {
        self.call("startswith", text)
    }

    /// `endswith`: the value ends with this text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let address = Message::PROPERTIES.from.then(|from| from.address);
    /// assert_eq!(address.ends_with("@contoso.com").to_string(), "endswith(from/address,'@contoso.com')");
    /// ```
    pub fn ends_with(self, text: &str) -> Filter<T>
    where
        V: Text,
    {
        self.call("endswith", text)
    }

    /// `contains`: the value contains this text.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.contains("x").to_string(), "contains(subject,'x')");
    /// ```
    pub fn contains(self, text: &str) -> Filter<T>
    where
        V: Text,
    {
        self.call("contains", text)
    }

    fn text(&self) -> String {
        self.as_ref().to_owned()
    }

    fn compare(self, operator: &'static str, literal: String) -> Filter<T> {
        Filter::from(Node::Compare { path: self.text(), operator, literal })
    }

    fn call(self, function: &'static str, text: &str) -> Filter<T> {
        Filter::from(Node::Function { function, path: self.text(), literal: text.literal() })
    }
}

impl<T, V, P: AsRef<str>> Property<T, Vec<V>, P> {
    /// `any`: the condition holds for at least one element of the collection. The argument of the closure is the
    /// properties of the element if it is an object, and the element itself if it is a scalar.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let filter = Message::PROPERTIES.to_recipients.any(|r| r.name.eq("Ann").or(r.address.eq("a@x")));
    /// assert_eq!(filter.to_string(), "toRecipients/any(x:x/name eq 'Ann' or x/address eq 'a@x')");
    /// let filter = Message::PROPERTIES.categories.any(|category| category.eq("red"));
    /// assert_eq!(filter.to_string(), "categories/any(x:x eq 'red')");
    /// ```
    pub fn any(self, condition: impl FnOnce(V::Subject) -> Filter<V>) -> Filter<T>
    where
        V: Element,
    {
        self.quantify(Quantifier::Any, Some(condition(V::subject()).into_node()))
    }

    /// `all`: the condition holds for every element of the collection.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let filter = Message::PROPERTIES.to_recipients.all(|r| r.address.ends_with("@contoso.com"));
    /// assert_eq!(filter.to_string(), "toRecipients/all(x:endswith(x/address,'@contoso.com'))");
    /// let filter = Message::PROPERTIES.categories.all(|category| category.is_in(["red", "blue"]));
    /// assert_eq!(filter.to_string(), "categories/all(x:x in ('red','blue'))");
    /// ```
    pub fn all(self, condition: impl FnOnce(V::Subject) -> Filter<V>) -> Filter<T>
    where
        V: Element,
    {
        self.quantify(Quantifier::All, Some(condition(V::subject()).into_node()))
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

    fn quantify(self, quantifier: Quantifier, condition: Option<Node>) -> Filter<T> {
        Filter::from(Node::Lambda { path: self.text(), quantifier, condition: condition.map(Box::new) })
    }
}
