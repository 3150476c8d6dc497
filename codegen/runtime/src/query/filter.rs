//! Combines conditions of `$filter`, and writes them.
//!
//! In: comparisons, function calls and lambdas. Out: one Boolean expression. Invariant: the expression means what the
//! method calls mean: `a.or(b).and(c)` becomes `(a or b) and c`. Parentheses are added where precedence would change
//! the meaning.

use std::{fmt, marker::PhantomData, ops::Not};

/// A condition that `$filter` checks for each item of a list. The items are of type `T`.
///
/// Comparisons come from [`Property`](super::Property).
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Model, query::Filter};
///
/// let m = Message::PROPERTIES;
/// let filter = m.is_read.eq(false).or(m.subject.eq("a")).and(!m.subject.contains("b"));
/// assert_eq!(filter.to_string(), "(isRead eq false or subject eq 'a') and not (contains(subject,'b'))");
/// let filter = m.is_read.eq(true).and(Filter::raw("year(sentDateTime) eq 2024"));
/// assert_eq!(filter.to_string(), "isRead eq true and (year(sentDateTime) eq 2024)");
/// ```
pub struct Filter<T> {
    node: Node,
    item: PhantomData<fn(T) -> T>,
}

#[derive(Clone)]
pub(super) enum Node {
    Compare { path: String, operator: &'static str, literal: String },
    Function { function: &'static str, path: String, literal: String },
    In { path: String, literals: Vec<String> },
    Lambda { path: String, quantifier: Quantifier, condition: Option<Box<Node>> },
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Raw(String),
}

#[derive(Clone, Copy)]
pub(super) enum Quantifier {
    Any,
    All,
}

impl<T> From<Node> for Filter<T> {
    fn from(node: Node) -> Self {
        Self { node, item: PhantomData }
    }
}

impl<T> Filter<T> {
    /// A condition given as text: any Boolean expression of the OData URL grammar, written unchanged.
    ///
    /// In an expression within `any` or `all`, the variable for the element is `x`, and in nested lambdas `x2`, `x3`
    /// and so on.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::query::Filter;
    /// let filter = Filter::<Message>::raw("year(sentDateTime) eq 2024");
    /// assert_eq!((!filter).to_string(), "not (year(sentDateTime) eq 2024)");
    /// ```
    pub fn raw(expression: impl Into<String>) -> Self {
        Node::Raw(expression.into()).into()
    }

    /// Both conditions hold.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let m = Message::PROPERTIES;
    /// let filter = m.is_read.eq(false).and(m.subject.eq("a").or(m.subject.eq("b")));
    /// assert_eq!(filter.to_string(), "isRead eq false and (subject eq 'a' or subject eq 'b')");
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut conditions = match self.node {
            Node::And(conditions) => conditions,
            node => vec![node],
        };
        match other.node {
            Node::And(more) => conditions.extend(more),
            node => conditions.push(node),
        }
        Node::And(conditions).into()
    }

    /// At least one of the conditions holds.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let m = Message::PROPERTIES;
    /// let filter = m.is_read.eq(false).or(m.subject.eq("a")).or(m.subject.eq("b"));
    /// assert_eq!(filter.to_string(), "isRead eq false or subject eq 'a' or subject eq 'b'");
    /// ```
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut conditions = match self.node {
            Node::Or(conditions) => conditions,
            node => vec![node],
        };
        match other.node {
            Node::Or(more) => conditions.extend(more),
            node => conditions.push(node),
        }
        Node::Or(conditions).into()
    }

    pub(super) fn into_node(self) -> Node {
        self.node
    }
}

impl<T> Not for Filter<T> {
    type Output = Self;

    fn not(self) -> Self {
        Node::Not(Box::new(self.node)).into()
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        self.node.clone().into()
    }
}

/// The text of the condition, such as `startswith(displayName,'A')`, not percent-encoded.
impl<T> fmt::Display for Filter<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Rendered { node: &self.node, depth: 0, operand: false })
    }
}

impl<T> fmt::Debug for Filter<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Filter").field(&self.to_string()).finish()
    }
}

/// A node of an expression that is written inside `depth` nested lambdas. Its paths start with the variable of the
/// innermost lambda, as in `x2/name`; outside of lambdas (`depth` 0) they have no variable.
struct Rendered<'n> {
    node: &'n Node,
    depth: usize,
    /// Whether the node stands next to an `and` or `or`, so that it may need parentheses.
    operand: bool,
}

impl Rendered<'_> {
    fn inner<'n>(&self, node: &'n Node, operand: bool) -> Rendered<'n> {
        Rendered { node, depth: self.depth, operand }
    }

    fn join(&self, formatter: &mut fmt::Formatter<'_>, conditions: &[Node], operator: &str) -> fmt::Result {
        for (index, condition) in conditions.iter().enumerate() {
            if index > 0 {
                write!(formatter, " {operator} ")?;
            }
            write!(formatter, "{}", self.inner(condition, true))?;
        }
        Ok(())
    }
}

impl fmt::Display for Rendered<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = |path| Path { path, depth: self.depth };
        match self.node {
            Node::Compare { path: of, operator, literal } => write!(formatter, "{} {operator} {literal}", path(of)),
            Node::Function { function, path: of, literal } => {
                write!(formatter, "{function}({},{literal})", path(of))
            }
            Node::In { literals, .. } if literals.is_empty() => formatter.write_str("false"),
            Node::In { path: of, literals } => write!(formatter, "{} in ({})", path(of), literals.join(",")),
            Node::Lambda { path: of, quantifier, condition } => {
                let name = match quantifier {
                    Quantifier::Any => "any",
                    Quantifier::All => "all",
                };
                write!(formatter, "{}/{name}(", path(of))?;
                if let Some(node) = condition {
                    let depth = self.depth + 1;
                    write!(formatter, "{}:{}", Variable(depth), Rendered { node, depth, operand: false })?;
                }
                formatter.write_str(")")
            }
            // `and` binds tighter than `or`, so an `and` inside an `or` gets its parentheses for readability only.
            Node::And(_) | Node::Or(_) | Node::Raw(_) if self.operand => {
                write!(formatter, "({})", self.inner(self.node, false))
            }
            Node::And(conditions) => self.join(formatter, conditions, "and"),
            Node::Or(conditions) => self.join(formatter, conditions, "or"),
            Node::Not(condition) => write!(formatter, "not ({})", self.inner(condition, false)),
            Node::Raw(expression) => formatter.write_str(expression),
        }
    }
}

struct Path<'n> {
    path: &'n str,
    depth: usize,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.depth, self.path) {
            (0, "") => formatter.write_str("$it"),
            (0, path) => formatter.write_str(path),
            (depth, "") => write!(formatter, "{}", Variable(depth)),
            (depth, path) => write!(formatter, "{}/{path}", Variable(depth)),
        }
    }
}

/// The name of the element in a lambda at this depth: `x`, and in nested lambdas `x2`, `x3` and so on.
struct Variable(usize);

impl fmt::Display for Variable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 | 1 => formatter.write_str("x"),
            depth => write!(formatter, "x{depth}"),
        }
    }
}
