//! The path of a resource in a notification: `teams('1')/channels('2')` or `users/1/messages/2`.
//!
//! In: the `resource` of a notification. Out: its segments with their keys, and the path of a request. Invariant: a key
//! is exactly one segment of that path, whatever characters it contains.

use crate::route::encode;

/// The path of a resource, divided into segments and the keys in them.
///
/// ```
/// use graph_runtime::webhook::ResourcePath;
/// let path = ResourcePath::new("teams('1')/channels('19:a@thread.tacv2')/messages('it''s')");
/// assert_eq!(path.key("messages"), Some("it's"));
/// assert_eq!(path.path(), "/teams/1/channels/19%3Aa@thread.tacv2/messages/it%27s");
/// // Keys may be segments of their own.
/// assert_eq!(ResourcePath::new("Users/1/Messages/2").key("messages"), Some("2"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourcePath {
    segments: Vec<Segment>,
}

/// A segment of the path of a resource, such as `teams('1')`.
///
/// ```
/// use graph_runtime::webhook::ResourcePath;
/// let segments = ResourcePath::new("chats(id='7')/members").segments().to_vec();
/// assert_eq!((segments[0].name.as_str(), segments[0].key.as_deref()), ("chats", Some("7")));
/// assert_eq!((segments[1].name.as_str(), segments[1].key.as_deref()), ("members", None));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segment {
    /// The text in front of the parentheses, such as `teams`; the whole segment if it has none.
    pub name: String,
    /// The key in the parentheses without quotes, such as `1`; `None` if the segment has no parentheses.
    pub key: Option<String>,
}

impl ResourcePath {
    /// Reads the `resource` of a notification. Reading never fails: text that is not a key stays part of a name.
    ///
    /// ```
    /// use graph_runtime::webhook::ResourcePath;
    /// assert_eq!(ResourcePath::new("/me/events/").path(), "/me/events");
    /// ```
    pub fn new(resource: &str) -> Self {
        Self { segments: split(resource).into_iter().filter(|text| !text.is_empty()).map(segment).collect() }
    }

    /// The segments of the path, in order.
    ///
    /// ```
    /// use graph_runtime::webhook::ResourcePath;
    /// assert_eq!(ResourcePath::new("teams('1')/channels").segments().len(), 2);
    /// ```
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The key of the first segment with this name, in any letter case: the key in its parentheses, or else the next
    /// segment.
    ///
    /// ```
    /// use graph_runtime::webhook::ResourcePath;
    /// assert_eq!(ResourcePath::new("groups/7").key("Groups"), Some("7"));
    /// assert_eq!(ResourcePath::new("groups").key("groups"), None);
    /// ```
    pub fn key(&self, name: &str) -> Option<&str> {
        let place = self.segments.iter().position(|segment| segment.name.eq_ignore_ascii_case(name))?;
        match &self.segments[place].key {
            Some(key) => Some(key),
            None => self.segments.get(place + 1).map(|next| next.name.as_str()),
        }
    }

    /// The path of a request below the service root. Each key is a percent-encoded segment.
    ///
    /// ```
    /// use graph_runtime::webhook::ResourcePath;
    /// assert_eq!(ResourcePath::new("users('a/b')/events").path(), "/users/a%2Fb/events");
    /// ```
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in &self.segments {
            for text in [Some(&segment.name), segment.key.as_ref()].into_iter().flatten() {
                path.push('/');
                encode::push(&mut path, text, encode::SEGMENT);
            }
        }
        path
    }
}

/// Splits a path at the slashes outside of quotes.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'/' if !quoted => {
                parts.push(&text[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Reads one segment, which is `name`, `name('key')`, `name(key)` or `name(id='key')`.
fn segment(text: &str) -> Segment {
    let parts = text.strip_suffix(')').and_then(|text| text.split_once('('));
    let found = parts.and_then(|(name, inner)| Some((name, key(inner)?)));
    match found {
        Some((name, key)) => Segment { name: name.to_owned(), key: Some(key) },
        None => Segment { name: text.to_owned(), key: None },
    }
}

fn key(inner: &str) -> Option<String> {
    let value = match inner.split_once('=') {
        Some((name, value)) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => value,
        _ => inner,
    };
    let key = match value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        // A single quote that is not doubled ends the literal, as in `'a'b'`. So the text is not one quoted key.
        Some(quoted) if quoted.replace("''", "").contains('\'') => return None,
        Some(quoted) => quoted.replace("''", "'"),
        None if value.contains(['\'', ',', '=']) => return None,
        None => value.to_owned(),
    };
    (!key.is_empty()).then_some(key)
}
