//! Expansion of a template.
//!
//! In: a template and arguments. Out: a path and query.
//! Invariant: each argument stays in the place of its placeholder, for readers that decode before they parse, too. Where
//! percent-encoding alone cannot promise that, the argument is quoted, or refused.

use super::{RequestError, encode};

/// Where a placeholder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// `/{x}/`: one segment.
    Segment,
    /// `:/{x}:`: a relative path.
    Path,
    /// `'{x}'`: part of a string literal.
    Quoted,
    /// `({x})`, `(a={x})`, or part of an expression in the query: a literal.
    Literal,
    /// `?a={x}`: the whole value of a query option.
    QueryValue,
}

/// What the text before a placeholder opened and did not close.
#[derive(Default)]
struct Context {
    quoted: bool,
    parentheses: usize,
    /// After the first `:` of `root:/…:`.
    addressing: bool,
    query: bool,
}

impl Context {
    fn read(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'\'' => self.quoted = !self.quoted,
                _ if self.quoted => {}
                b'(' => self.parentheses += 1,
                b')' => self.parentheses = self.parentheses.saturating_sub(1),
                _ if self.parentheses > 0 => {}
                b'?' => self.query = true,
                b':' => self.addressing = !self.addressing,
                _ => {}
            }
        }
    }

    fn place(&self, before: &str, after: &str) -> Place {
        if self.quoted {
            Place::Quoted
        } else if self.query {
            let whole = is_option_name(before) && (after.is_empty() || after.starts_with('&'));
            if whole { Place::QueryValue } else { Place::Literal }
        } else if self.parentheses > 0 {
            Place::Literal
        } else if self.addressing {
            Place::Path
        } else {
            Place::Segment
        }
    }
}

/// Whether the template up to here ends with `?name=` or `&name=`.
fn is_option_name(before: &str) -> bool {
    let Some(name) = before.strip_suffix('=') else {
        return false;
    };
    let name = name.rsplit(['?', '&']).next().unwrap_or(name);
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$@-_.".contains(&byte))
}

/// Puts the arguments into the places of the template.
pub(super) fn expand(template: &str, arguments: &[String]) -> Result<String, RequestError> {
    let mut target = String::with_capacity(template.len() + 16);
    // Without it an argument could become part of the host.
    if !template.starts_with('/') {
        target.push('/');
    }
    let mut context = Context::default();
    let mut rest = template;
    let mut index = 0;
    while let Some((text, open)) = rest.split_once('{') {
        let Some((_, after)) = open.split_once('}') else {
            break;
        };
        context.read(text);
        encode::push(&mut target, text, encode::TEMPLATE);
        let argument = arguments.get(index).ok_or(RequestError::MissingArgument { index })?;
        let before = &template[..template.len() - open.len() - 1];
        let place = context.place(before, after);
        put(&mut target, argument, place).ok_or(RequestError::Argument { index })?;
        index += 1;
        rest = after;
    }
    encode::push(&mut target, rest, encode::TEMPLATE);
    if index < arguments.len() {
        return Err(RequestError::SuperfluousArgument { index });
    }
    Ok(target)
}

/// Appends the argument, encoded for its place; `None` when it cannot stand there.
fn put(target: &mut String, argument: &str, place: Place) -> Option<()> {
    match place {
        Place::Segment => put_segment(target, argument)?,
        Place::Path => {
            let path = argument.strip_prefix('/').unwrap_or(argument);
            for (index, segment) in path.split('/').enumerate() {
                if index > 0 {
                    target.push('/');
                }
                put_segment(target, segment)?;
            }
        }
        Place::Quoted => encode::push(target, &argument.replace('\'', "''"), encode::STRICT),
        Place::Literal if is_literal(argument) => encode::push(target, argument, encode::STRICT),
        Place::Literal => {
            let literal = format!("'{}'", argument.replace('\'', "''"));
            encode::push(target, &literal, encode::STRICT);
        }
        Place::QueryValue => encode::push(target, argument, encode::STRICT),
    }
    Some(())
}

/// Empty and dotted segments mean another path, encoded or not.
fn put_segment(target: &mut String, segment: &str) -> Option<()> {
    if matches!(segment, "" | "." | "..") {
        return None;
    }
    encode::push(target, segment, encode::SEGMENT);
    Some(())
}

/// Whether the text is one literal of the URL grammar: a number, a date, a GUID, an enumeration member, `true`, or text in
/// quotes, perhaps with a type in front.
fn is_literal(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-+._:".contains(&byte);
    match text.split_once('\'') {
        None => !text.is_empty() && text.bytes().all(plain),
        Some((prefix, quoted)) => {
            let inner = quoted.strip_suffix('\'');
            prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
                && inner.is_some_and(|inner| !inner.replace("''", "").contains('\''))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(template: &str, arguments: &[&str]) -> String {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        expand(template, &arguments).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn an_argument_is_encoded_for_its_place() {
        for (template, arguments, expected) in [
            ("/me", &[][..], "/me"),
            ("/x/{id}/{id}/$ref", &["a b", "c/../d"], "/x/a%20b/c%2F..%2Fd/$ref"),
            ("/x/{id}", &["$ref?a#b:c"], "/x/%24ref%3Fa%23b%3Ac"),
            ("/root:/{p}:/workbook/{id}", &["/a b/c:d.xlsx", "e:f"], "/root:/a%20b/c%3Ad.xlsx:/workbook/e%3Af"),
            ("/sites/{host}:/{path}", &["contoso.com", "teams/x"], "/sites/contoso.com:/teams/x"),
            ("/items/{id}:/{name}:/content", &["1", "n"], "/items/1:/n:/content"),
            ("/range(address='{a}')", &["A1:B2'),x=('"], "/range(address='A1%3AB2%27%27%29%2Cx%3D%28%27%27')"),
            ("/f(a={a},b={b})", &["1.5", "2024-01-01T00:00:00+02:00"], "/f(a=1.5,b=2024-01-01T00%3A00%3A00%2B02%3A00)"),
            ("/f(a={a})", &["1,b=2"], "/f(a=%271%2Cb%3D2%27)"),
            ("/f(a={a})", &["'it''s'"], "/f(a=%27it%27%27s%27)"),
            ("/f(a={a})", &["'it's'"], "/f(a=%27%27%27it%27%27s%27%27%27)"),
            ("/f(a={a})/x", &["duration'PT1H'"], "/f(a=duration%27PT1H%27)/x"),
            ("/f(a={a})", &[""], "/f(a=%27%27)"),
            ("/v?start={s}&end={e}", &["a&b=c+d", ""], "/v?start=a%26b%3Dc%2Bd&end="),
            ("/v?$filter=id eq {id}", &["1 or true"], "/v?$filter=id%20eq%20%271%20or%20true%27"),
            ("/v?$filter=id eq '{id}'", &["' or '"], "/v?$filter=id%20eq%20'%27%27%20or%20%27%27'"),
            ("/a{", &[], "/a%7B"),
            ("{host}", &["@evil.example"], "/@evil.example"),
        ] {
            assert_eq!(expanded(template, arguments), expected, "{template}");
        }
    }

    #[test]
    fn what_cannot_stay_in_place_is_refused() {
        for (template, argument) in [
            ("/x/{id}/y", ""),
            ("/x/{id}/y", "."),
            ("/x/{id}/y", ".."),
            ("/root:/{p}:/y", ""),
            ("/root:/{p}:/y", "a/../b"),
            ("/root:/{p}:/y", "a//b"),
            ("/root:/{p}:/y", "a/"),
            ("/root:/{p}", "//host"),
        ] {
            let refused = expand(template, &[argument.to_owned()]);
            assert_eq!(refused, Err(RequestError::Argument { index: 0 }), "{template} {argument}");
        }
    }

    #[test]
    fn the_number_of_arguments_is_that_of_the_placeholders() {
        assert_eq!(expand("/x/{id}", &[]), Err(RequestError::MissingArgument { index: 0 }));
        let one = ["1".to_owned()];
        assert_eq!(expand("/x", &one), Err(RequestError::SuperfluousArgument { index: 0 }));
    }
}
