//! Finds calls of OData functions in a path, such as `range(address='A1')`, and sorts their arguments by name.
//!
//! In: the text of a path or template. Out: the text with arguments in another order or without empty parentheses, or
//! the length of a namespace. Invariant: in the search for calls and commas, text in quotes or braces is skipped.

/// The namespace of the service, by its name and its alias. Names of actions, functions and types may omit the
/// namespace (OData 4.01 Protocol, section 11.5.3).
const NAMESPACES: [&str; 2] = ["microsoft.graph.", "graph."];

/// The length of the namespace in front of a name, with its dot: 16 in `microsoft.graph.user`. It is 0 if there is
/// none.
pub(crate) fn namespace(segment: &str) -> usize {
    let bytes = segment.as_bytes();
    let is_in =
        |space: &&str| bytes.get(..space.len()).is_some_and(|start| start.eq_ignore_ascii_case(space.as_bytes()));
    if !NAMESPACES.iter().any(is_in) {
        return 0;
    }
    let name = &segment[..segment.find(['(', '/', '?']).unwrap_or(segment.len())];
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte));
    match name.rsplit_once('.') {
        Some((space, last)) if is_name(name) && !last.is_empty() => space.len() + 1,
        _ => 0,
    }
}

/// The template without `()` after names of functions: paths may omit empty parentheses.
pub(in crate::route::template) fn without_empty_calls(template: &str) -> String {
    template.replace("()", "")
}

/// For each function call with several arguments, such as `range(from=1,to=2)`, the names of its arguments in order:
/// `["from", "to"]`.
pub(in crate::route::template) fn argument_names(text: &str) -> Vec<Vec<String>> {
    let path = text.split_once('?').map_or(text, |(path, _)| path);
    let names = |call: (usize, usize)| -> Vec<String> {
        let arguments = split(&path[call.0..call.1]);
        arguments.iter().filter_map(|argument| Some(argument.split_once('=')?.0.to_ascii_lowercase())).collect()
    };
    calls(path).into_iter().map(names).filter(|names| names.len() > 1).collect()
}

/// Sorts the arguments of each function call in a path by name. `orders` has lists of names; the list with the names of
/// the call gives the order. Returns `None` if the path does not change.
pub(in crate::route::template) fn reordered(target: &str, orders: &[Vec<String>]) -> Option<String> {
    let end = target.find('?').unwrap_or(target.len());
    let mut text = target.to_owned();
    for (start, end) in calls(&target[..end]).into_iter().rev() {
        let arguments = split(&target[start..end]);
        let name = |argument: &&str| argument.split_once('=').map(|(name, _)| name.trim().to_ascii_lowercase());
        let place = |order: &Vec<String>, argument: &&str| {
            order.iter().position(|known| name(argument).as_ref() == Some(known))
        };
        let fits = |order: &&Vec<String>| {
            order.len() == arguments.len() && arguments.iter().all(|argument| place(order, argument).is_some())
        };
        if let Some(order) = orders.iter().find(fits) {
            let mut sorted = arguments.clone();
            sorted.sort_by_key(|argument| place(order, argument));
            let trimmed: Vec<&str> = sorted.iter().map(|argument| argument.trim()).collect();
            text.replace_range(start..end, &trimmed.join(","));
        }
    }
    (text != target).then_some(text)
}

/// Where the arguments of each function call begin and end in the path, in bytes: 3 and 6 for `/f(a=1)`.
fn calls(path: &str) -> Vec<(usize, usize)> {
    let mut calls = Vec::new();
    let (mut quoted, mut braces, mut start) = (false, 0_usize, None);
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            _ if braces > 0 => {}
            b'\'' if start.is_some() => quoted = !quoted,
            b'(' if !quoted && start.is_none() => start = Some(at + 1),
            b')' if !quoted => calls.extend(start.take().map(|start| (start, at))),
            _ => {}
        }
    }
    calls
}

/// Splits the arguments of a call at commas outside of quotes and braces: `a=1,b='x,y'` has two.
fn split(arguments: &str) -> Vec<&str> {
    let (mut quoted, mut braces) = (false, 0_usize);
    let at_comma = |c: char| {
        match c {
            '\'' => quoted = !quoted,
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        c == ',' && !quoted && braces == 0
    };
    arguments.split(at_comma).filter(|argument| !argument.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_a_function_are_put_into_the_order_of_the_template() {
        let orders = argument_names("/x/f(a='{a}',b={b})/y(c={c})?z=(d={d},e={e})");
        assert_eq!(orders, [["a".to_owned(), "b".to_owned()]]);
        assert_eq!(
            reordered("/x/f(B=2, a=',b=')/y(c=1)?q=(b=1,a=2)", &orders).as_deref(),
            Some("/x/f(a=',b=',B=2)/y(c=1)?q=(b=1,a=2)")
        );
        assert_eq!(reordered("/x/f(a=1,b=2)", &orders), None);
        assert_eq!(reordered("/x/f(a=1,c=2)", &orders), None);
    }

    #[test]
    fn a_namespace_ends_at_the_last_dot_of_the_name() {
        for (segment, length) in [
            ("microsoft.graph.delta(token='a.b')", 16),
            ("Microsoft.Graph.security.run", 25),
            ("graph.user", 6),
            ("graphs.user", 0),
            ("microsoft.graph.", 0),
            ("microsoft.graph.a b", 0),
            ("delta", 0),
        ] {
            assert_eq!(namespace(segment), length, "{segment}");
        }
    }
}
