//! Reads the arguments of a template from a path: the inverse of expansion.
//!
//! In: a template, and the path and query of a request. Out: the arguments, and the query options that the template
//! does not have. Invariant: expansion of the template with these arguments gives the same path, apart from the
//! differences that [`Pattern`] ignores. Reading takes polynomial time in the lengths of template and path.

use super::{
    calls,
    parts::{Context, Part, parts},
    piece::{Fixed, Piece},
    symbols::{Symbol, is_reserved, options, symbols, text_of},
};

mod search;

/// A template, prepared for matching.
///
/// Matching ignores the letter case of fixed text, a namespace in front of a name (`microsoft.graph.delta`), empty
/// parentheses after a name (`delta()`), and whether a character is percent-encoded. But a reserved character (RFC 3986
/// §2.2) such as `/` matches only the same spelling, except in the query and within the parentheses of a function call,
/// which are decoded before they are compared.
///
/// A placeholder for one segment never matches a function call, a segment that begins with `$`, such as `$count`, or
/// one that ends with a colon, such as `root:`.
///
/// ```
/// use graph_runtime::route::Pattern;
///
/// let pattern = Pattern::new("/users/{id}/drive/root:/{path}:/search(q='{q}')");
/// let reading = pattern.read("/users/a%2Fb@contoso.com/drive/root:/x/y%20z:/search(q='it''s')?$top=5").expect("it is one");
/// assert_eq!(reading.arguments, ["a/b@contoso.com", "x/y z", "it's"]);
/// assert_eq!(reading.query, [("$top".to_owned(), "5".to_owned())]);
/// assert!(pattern.read("/users/a/b/drive/root:/x:/search(q='')").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    path: Vec<Piece>,
    query: Vec<QueryPattern>,
    fixed: usize,
    /// For each call with several arguments, the names of its arguments in the order of the template.
    orders: Vec<Vec<String>>,
}

/// The path and query of a request, decoded once so that many templates can be compared with it.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    path: Vec<Symbol>,
    query: Vec<(Vec<Symbol>, Vec<Symbol>)>,
}

impl Target {
    /// Decodes the path and query of a request below the service root.
    pub(crate) fn new(path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        Self { path: symbols(path.as_bytes()).collect(), query: options(query).collect() }
    }
}

/// The result of matching a path with a template.
///
/// ```
/// use graph_runtime::route::{Pattern, PathMatch};
/// let reading = Pattern::new("/users/{id}").read("/users/ann?$select=id").expect("it is one");
/// let PathMatch { arguments, query, .. } = reading;
/// assert_eq!((&arguments[0][..], &query[0].0[..], &query[0].1[..]), ("ann", "$select", "id"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathMatch {
    /// The arguments of the placeholders, in order, decoded.
    pub arguments: Vec<String>,
    /// The query options of the request that are not part of the template, in order, decoded.
    pub query: Vec<(String, String)>,
}

/// A query option that the template contains: `a={x}` in `/search?a={x}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct QueryPattern {
    name: Vec<Symbol>,
    value: Vec<Piece>,
}

impl Pattern {
    /// The pattern of a template. Any text is accepted; unpaired braces count as text.
    ///
    /// ```
    /// use graph_runtime::route::Pattern;
    /// let pattern = Pattern::new("/drives/{id}/root:/{path}");
    /// assert!(pattern.read("/drives/7/root:/a/b.txt").is_some());
    /// assert!(pattern.read("/drives/7/root").is_none());
    /// ```
    #[must_use]
    pub fn new(template: &str) -> Self {
        let orders = calls::argument_names(template);
        let mut pattern = Self { path: Vec::new(), query: Vec::new(), fixed: 0, orders };
        let template = &*calls::without_empty_calls(template);
        let mut context = Context::default();
        if !template.starts_with('/') {
            pattern.push(Symbol::plain(b'/'), context);
        }
        for part in parts(template) {
            match part {
                Part::Text(mut text) => {
                    while let Some(first) = text.chars().next() {
                        // A segment of the template may begin with a namespace, which is not part of the pattern.
                        if pattern.is_at_segment() && !context.query && !context.within_call() {
                            let length = calls::namespace(text);
                            pattern.fixed += length;
                            text = &text[length..];
                        }
                        let encoded = text.as_bytes().get(..3).filter(|_| first == '%');
                        let length = match encoded {
                            Some(escape) if symbols(escape).count() == 1 => 3,
                            _ => text.chars().next().map_or(0, char::len_utf8),
                        };
                        for symbol in symbols(&text.as_bytes()[..length]) {
                            pattern.push(symbol, context);
                            if symbol.plain {
                                context.read_byte(symbol.byte);
                            }
                        }
                        text = &text[length..];
                    }
                }
                Part::Placeholder(place) => pattern.end(context).push(Piece::Placeholder(place)),
            }
        }
        pattern
    }

    /// The number of bytes of fixed text in the path. If two templates match a path, the one with more fixed text is
    /// chosen.
    ///
    /// ```
    /// use graph_runtime::route::Pattern;
    /// let fixed = |template| Pattern::new(template).fixed();
    /// assert!(fixed("/users/delta") > fixed("/users/{id}"));
    /// ```
    #[must_use]
    pub fn fixed(&self) -> usize {
        self.fixed
    }

    /// The first segment of the path, decoded; `None` if it contains a placeholder.
    pub(crate) fn first_segment(&self) -> Option<String> {
        let [Piece::Text(text), rest @ ..] = &self.path[..] else { return None };
        let slash = |fixed: &Fixed| fixed.symbol == Symbol::plain(b'/');
        let segment = text.get(1..)?;
        let end = segment.iter().position(slash);
        if end.is_none() && !rest.is_empty() {
            return None;
        }
        let symbols: Vec<Symbol> = segment[..end.unwrap_or(segment.len())].iter().map(|fixed| fixed.symbol).collect();
        text_of(&symbols)
    }

    /// Matches the path and query of a request below the service root. `None` if they do not fit this template.
    ///
    /// ```
    /// use graph_runtime::route::Pattern;
    /// let pattern = Pattern::new("/users/{id}/messages");
    /// let reading = pattern.read("/users/a%40b/messages?$top=5").expect("it is one");
    /// assert_eq!((&reading.arguments[0][..], reading.query.len()), ("a@b", 1));
    /// assert_eq!(pattern.read("/users/messages"), None);
    /// ```
    #[must_use]
    pub fn read(&self, path_and_query: &str) -> Option<PathMatch> {
        self.read_target(&Target::new(path_and_query))
    }

    /// Like [`Pattern::read`], for a path and query that are decoded once and matched with many templates.
    pub(crate) fn read_target(&self, target: &Target) -> Option<PathMatch> {
        let mut reading = PathMatch { arguments: search::arguments(&self.path, &target.path)?, ..PathMatch::default() };
        let mut given = target.query.clone();
        for option in &self.query {
            let is = |(name, _): &(Vec<Symbol>, Vec<Symbol>)| {
                name.len() == option.name.len() && name.iter().zip(&option.name).all(|(a, b)| a.byte == b.byte)
            };
            let (_, value) = given.remove(given.iter().position(is)?);
            reading.arguments.extend(search::arguments(&option.value, &value)?);
        }
        for (name, value) in &given {
            reading.query.push((text_of(name)?, text_of(value)?));
        }
        Some(reading)
    }

    /// The path and query with the arguments of each function call in the order of this template; `None` if nothing
    /// changes.
    pub(crate) fn reordered(&self, path_and_query: &str) -> Option<String> {
        if self.orders.is_empty() { None } else { calls::reordered(path_and_query, &self.orders) }
    }

    /// Whether the next byte is the first byte of a segment.
    fn is_at_segment(&self) -> bool {
        match self.path.last() {
            Some(Piece::Text(text)) => text.last().is_some_and(|fixed| fixed.symbol == Symbol::plain(b'/')),
            Some(Piece::Placeholder(_)) | None => false,
        }
    }

    /// Appends a byte of fixed text.
    fn push(&mut self, symbol: Symbol, context: Context) {
        let within_call = context.within_call();
        let symbol = if context.query { symbol.in_query() } else { symbol };
        if context.query {
            let in_name = self.query.last().is_some_and(|option| option.value.is_empty());
            match self.query.last_mut() {
                _ if symbol == Symbol::plain(b'&') => return self.query.push(QueryPattern::default()),
                // The `=` ends the name of the option. An empty text is added to `value` as its first piece, so that
                // `in_name` is false for all later bytes of this option.
                Some(option) if in_name && symbol == Symbol::plain(b'=') => {
                    return option.value.push(Piece::Text(Vec::new()));
                }
                Some(option) if in_name => return option.name.push(symbol),
                _ => {}
            }
        } else if !within_call && symbol == Symbol::plain(b'?') {
            return self.query.push(QueryPattern::default());
        }
        if !context.query {
            self.fixed += 1;
        }
        let fixed = Fixed { symbol, strict: !context.query && !within_call && is_reserved(symbol.byte) };
        let pieces = self.end(context);
        match pieces.last_mut() {
            Some(Piece::Text(text)) => text.push(fixed),
            Some(Piece::Placeholder(_)) | None => pieces.push(Piece::Text(vec![fixed])),
        }
    }

    /// The pieces to which the next piece is appended: those of the path, or of the value of the last query option.
    fn end(&mut self, context: Context) -> &mut Vec<Piece> {
        match self.query.last_mut() {
            Some(option) if context.query => &mut option.value,
            _ => &mut self.path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(template: &str, target: &str) -> Option<Vec<String>> {
        Pattern::new(template).read(target).map(|reading| reading.arguments)
    }

    #[test]
    fn arguments_are_read_from_the_path() {
        for (template, target, expected) in [
            ("/me", "/me", &[][..]),
            ("me", "/me", &[]),
            ("/x/{id}/$ref", "/x/%24ref/$ref", &["$ref"]),
            ("/a b/{id}", "/a%20b/19:x@thread.v2", &["19:x@thread.v2"]),
            ("/a%20b", "/a%20b", &[]),
            ("/%6De", "/me", &[]),
            ("/root:/{p}:/workbook/{id}", "/root:/a%20b/c%3Ad.xlsx:/workbook/e%3Af", &["a b/c:d.xlsx", "e:f"]),
            ("/root:/{p}", "/root:/a/b", &["a/b"]),
            ("/items/{id}:/{name}:/content", "/items/1:/n:/content", &["1", "n"]),
            ("/p/{a},{b}", "/p/1%2C2,3,4@5", &["1,2", "3,4@5"]),
            ("/range(address='{a}')", "/range(address='A1%3AB2%27%27%29%2Cx%3D%28%27%27')", &["A1:B2'),x=('"]),
            ("/range(address='{a}')", "/range(address=%27a/b%27)", &["a/b"]),
            ("/f(a={a},b={b})", "/f(a=1.5,b=2024-01-01T00%3A00%3A00%2B02%3A00)", &["1.5", "2024-01-01T00:00:00+02:00"]),
            ("/f(a={a})", "/f(a=%271%2Cb%3D2%27)", &["1,b=2"]),
            ("/f(a={a})", "/f(a='it''s')", &["it's"]),
            ("/f(a={a})", "/f(a='1')", &["'1'"]),
            ("/f(a={a})/x", "/f(a=duration%27PT1H%27)/x", &["duration'PT1H'"]),
            ("/f(a={a})", "/f(a='')", &[""]),
            ("/f(a={a})", "/f(a=@p)", &["@p"]),
            ("/f(a={a},b={b})", "/f(a=['x','y]'],b=1)", &["['x','y]']", "1"]),
            ("/f(a={a})", "/f(a=%5B%27x%27%2C%27y%2Cz%27%5D)", &["['x','y,z']"]),
            ("/v?start={s}&end={e}", "/v?end=&x=1&start=a%26b+c", &["a&b c", ""]),
            ("/v?$filter=id eq '{id}'", "/v?$filter=id%20eq%20'%27%27%20or%20%27%27'", &["' or '"]),
            ("/v?$filter=id eq {id}", "/v?$filter=id+eq+'1+or+true'", &["1 or true"]),
            ("/v?a=1", "/v?a=1", &[]),
            ("/Users/{id}/Delta", "/users/7/delta()", &["7"]),
            ("/users/delta()", "/users/delta", &[]),
            ("/users/delta()/x", "/users/microsoft.graph.Delta()/x", &[]),
            ("/x/microsoft.graph.y.run(a={a})", "/x/run(a=1)", &["1"]),
            ("/x/run/{id}", "/x/graph.run/graph.run", &["graph.run"]),
            ("/x/{id}", "/x/%24count", &["$count"]),
            ("/x/{id}", "/x/19:a(b)@c", &["19:a(b)@c"]),
        ] {
            assert_eq!(
                arguments(template, target).as_deref(),
                Some(&expected.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()[..]),
                "{template} {target}"
            );
        }
    }

    #[test]
    fn a_path_that_does_not_fit_the_template_does_not_match() {
        for (template, target) in [
            ("/me", "/me/"),
            ("/x/{id}", "/x/$count"),
            ("/x/{id}", "/x/delta()"),
            ("/x/{id}", "/x/f(a='1')"),
            ("/x/{id}/y", "/x/root:/y"),
            ("/root:/{p}", "/root:/a/b:/children"),
            ("/x/delta", "/x/delta(token='1')"),
            ("/me/x", "/me%2Fx"),
            ("/x/$ref", "/x/%24ref"),
            ("/x/{id}", "/x/"),
            ("/x/{id}", "/x/a/b"),
            ("/x/{id}", "/x/%2E%2e"),
            ("/x/{id}", "/x/%FF"),
            ("/root:/{p}", "/root:/a//b"),
            ("/root:/{p}", "/root:/a%2F..%2Fb"),
            ("/x/f(a='{a}')", "/x/f%28a='1')"),
            ("/f(a='{a}')", "/f(a='it's')"),
            ("/f(a={a})", "/f(a=1,b=2)"),
            ("/f(a={a})", "/f(a='1)"),
            ("/v?a={a}", "/v"),
            ("/v?a=1", "/v?a=2"),
            ("/a{", "/a"),
        ] {
            assert_eq!(arguments(template, target), None, "{template} {target}");
        }
    }

    #[test]
    fn matching_is_fast_even_with_many_adjacent_placeholders() {
        let template = format!("/{}z", "{a}:".repeat(20));
        assert_eq!(arguments(&template, &format!("/{}", "a:".repeat(100))), None);
        assert_eq!(arguments(&"{a}".repeat(2000), &"a".repeat(30)), None);
    }

    #[test]
    fn the_first_segment_is_returned_only_if_it_is_fixed_text() {
        for (template, expected) in
            [("/me", Some("me")), ("/a b/{id}", Some("a b")), ("/{id}", None), ("/f(a={a})/x", None), ("", Some(""))]
        {
            assert_eq!(Pattern::new(template).first_segment().as_deref(), expected, "{template}");
        }
    }
}
