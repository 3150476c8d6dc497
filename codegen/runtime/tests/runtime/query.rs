//! Tests the query options in the URLs of requests, and that a service reads from them what the caller wrote.

use crate::messages::{ListMessages, Message, Recipient};
use graph_runtime::{
    Date, DateTimeOffset, Decimal, Duration, Guid, Model, Query, Route,
    query::{Expand, Filter, Literal, Order, Property},
};
use proptest::prelude::*;

/// The query options of a request as a service reads them: split at `&` and `=`, then decoded.
fn received(route: &ListMessages) -> Vec<(String, String)> {
    let request = route.request("https://x/v1.0").unwrap();
    let query = request.uri().query().unwrap_or_default();
    let options = query.split('&').filter(|option| !option.is_empty());
    options.map(|option| option.split_once('=').unwrap()).map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// Form decoding, as most servers do it: `+` is a space.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).unwrap()
            }
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Replaces each quoted literal in an expression by `#`. Returns the result, and the texts of the literals in order.
fn taken_apart(expression: &str) -> (String, Vec<String>) {
    let (mut rest, mut literals) = (String::new(), Vec::new());
    let mut bytes = expression.chars().peekable();
    while let Some(character) = bytes.next() {
        if character != '\'' {
            rest.push(character);
            continue;
        }
        let mut literal = String::new();
        loop {
            match bytes.next() {
                Some('\'') if bytes.peek() == Some(&'\'') => {
                    bytes.next();
                    literal.push('\'');
                }
                Some('\'') => break,
                Some(other) => literal.push(other),
                None => panic!("a literal is not closed: {expression}"),
            }
        }
        rest.push('#');
        literals.push(literal);
    }
    (rest, literals)
}

fn list() -> ListMessages {
    ListMessages::me_messages()
}

#[test]
fn setting_a_query_option_again_replaces_only_that_option() {
    let route = list().top(1).count().skip(2).top(3).search("a").query("$search", "raw");
    let options = [("$top", "3"), ("$count", "true"), ("$skip", "2"), ("$search", "raw")];
    assert_eq!(received(&route), options.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let nothing = list()
        .select(|_| Vec::<Property<Message>>::new())
        .order_by(|_| Vec::<Order<Message>>::new())
        .expand(|_| Vec::<Expand<Message>>::new());
    assert_eq!(received(&nothing), []);
}

#[test]
fn expansions_may_contain_expansions() {
    let query = Query::<Message>::new().expand(|m| {
        m.attachments.expand_with(|query| {
            query
                .select(|a| a.name)
                .filter(|a| a.name.eq("a;b)"))
                .order_by(|a| [a.name.asc()])
                .expand(|a| a.name.typed::<Recipient>().expand_with(|query| query.top(1).count()))
                .option("$levels", "max")
        })
    });
    assert_eq!(
        query.to_string(),
        "$expand=attachments($select=name;$filter=name eq 'a;b)';$orderby=name;\
         $expand=name($top=1;$count=true);$levels=max)"
    );
}

#[test]
fn parentheses_keep_the_meaning_of_an_expression() {
    let m = Message::PROPERTIES;
    let condition = |text: &str| m.subject.eq(text);
    for (filter, expected) in [
        (condition("a").and(condition("b")).and(condition("c")), "# and # and #"),
        (condition("a").or(condition("b")).or(condition("c")), "# or # or #"),
        (condition("a").or(condition("b").and(condition("c"))), "# or (# and #)"),
        (condition("a").or(condition("b")).and(condition("c").or(condition("d"))), "(# or #) and (# or #)"),
        ((!condition("a")).and(condition("b")), "not (#) and #"),
        (!condition("a").and(condition("b")), "not (# and #)"),
        (!!condition("a"), "not (not (#))"),
        (Filter::raw("r or s").and(condition("a")), "(r or s) and #"),
        (Filter::raw("r or s"), "r or s"),
        (m.subject.is_in(Vec::<String>::new()).and(condition("a")), "false and #"),
    ] {
        let (text, _) = taken_apart(&filter.to_string());
        assert_eq!(text.replace("subject eq #", "#"), expected);
    }
}

#[test]
fn lambdas_nest_with_variables_of_their_own() {
    let filter: Filter<Message> = Message::PROPERTIES
        .attachments
        .typed::<Vec<Message>>()
        .all(|inner| inner.to_recipients.any(|r| r.name.eq("a")).and(inner.categories.any(|c| c.starts_with("b"))));
    assert_eq!(
        filter.to_string(),
        "attachments/all(x:x/toRecipients/any(x2:x2/name eq 'a') and x/categories/any(x2:startswith(x2,'b')))"
    );
    let filter: Filter<Message> = Message::PROPERTIES.categories.all(|c| c.ne("a").or(c.is_null()));
    assert_eq!(filter.to_string(), "categories/all(x:x ne 'a' or x eq null)");
}

#[test]
fn each_type_of_value_is_written_as_an_odata_literal() {
    let time = DateTimeOffset::from("2024-02-29T12:30:00+02:00");
    for (literal, expected) in [
        (time.literal(), "2024-02-29T12:30:00+02:00"),
        (Guid::from("02bd9fd6-8f93-4758-87c3-1fb73740a315").literal(), "02bd9fd6-8f93-4758-87c3-1fb73740a315"),
        (Duration::from("PT1H' or").literal(), "duration'PT1H'' or'"),
        (Date::from("").literal(), "''"),
        (serde_json::from_str::<Decimal>("12.50").unwrap().literal(), "12.5"),
        (Decimal::from("12.50").literal(), "12.50"),
        (Decimal::from("12 or true").literal(), "'12 or true'"),
        (1e300.literal(), "1e300"),
        (f32::NAN.literal(), "NaN"),
        (0.1_f32.literal(), "0.1"),
        (serde_json::json!("a'b").literal(), "'a''b'"),
        (serde_json::json!(null).literal(), "null"),
        (vec!["a".to_owned()].literal(), r#"["a"]"#),
        (Some(true).literal(), "true"),
    ] {
        assert_eq!(literal, expected);
    }
    let route = list().filter(|m| m.subject.ge(&*time.to_string()).or(m.sent_date_time.ge(&time)));
    assert_eq!(
        route.request("").unwrap().uri().query(),
        Some(
            "$filter=subject%20ge%20'2024-02-29T12:30:00%2B02:00'%20or%20sentDateTime%20ge%202024-02-29T12:30:00%2B02:00"
        )
    );
}

proptest! {
    /// Whatever characters the literals contain, the service reads the same expression and the same literals.
    #[test]
    fn text_never_extends_beyond_its_literal(texts in prop::collection::vec("\\PC{0,12}|[' &+%#?;,()=/\"\\\\\n]{0,8}", 4)) {
        let route = list()
            .filter(|m| {
                m.subject.eq(texts[0].as_str()).or(!m.subject.contains(&texts[1]))
                    .and(m.to_recipients.any(|r| r.name.is_in([&texts[2], &texts[3]])))
            })
            .expand(|m| m.attachments.expand_with(|q| q.filter(|a| a.name.ends_with(&texts[0])).top(1)))
            .top(7);
        let options = received(&route);
        let names: Vec<&str> = options.iter().map(|(name, _)| name.as_str()).collect();
        prop_assert_eq!(names, ["$filter", "$expand", "$top"]);
        let (filter, literals) = taken_apart(&options[0].1);
        prop_assert_eq!(filter, "(subject eq # or not (contains(subject,#))) and toRecipients/any(x:x/name in (#,#))");
        prop_assert_eq!(literals, texts.clone());
        let (expand, literals) = taken_apart(&options[1].1);
        prop_assert_eq!(expand, "attachments($filter=endswith(name,#);$top=1)");
        prop_assert_eq!(&literals, &texts[..1]);
    }

    /// Removing the quotes and the escapes around a sent search phrase returns the phrase.
    #[test]
    fn a_search_phrase_never_extends_beyond_its_quotes(phrase in "\\PC{0,20}|[\"\\\\ &+]{0,8}") {
        let options = received(&list().search(&phrase));
        let quoted = options[0].1.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap();
        let mut read = String::new();
        let mut characters = quoted.chars();
        while let Some(character) = characters.next() {
            prop_assert_ne!(character, '"');
            read.push(if character == '\\' { characters.next().unwrap() } else { character });
        }
        prop_assert_eq!(read, phrase);
    }
}
