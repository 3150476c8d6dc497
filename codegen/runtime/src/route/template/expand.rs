//! Puts arguments into a template.
//!
//! In: a template and arguments. Out: a path and query. Invariant: a server finds each argument in the place of its
//! placeholder, even if it decodes the path before it parses it. Where percent-encoding does not guarantee this, the
//! argument is quoted or refused.

use super::{
    encode,
    parts::{Part, Place, is_literal, parts},
};
use crate::RequestError;

/// Replaces each placeholder of the template by its argument.
pub(crate) fn expand(template: &str, arguments: &[String]) -> Result<String, RequestError> {
    let mut target = String::with_capacity(template.len() + 16);
    // Without the slash, text of the template or an argument could become a part of the host.
    if !template.starts_with('/') {
        target.push('/');
    }
    let mut index = 0;
    let mut parts = parts(template).peekable();
    while let Some(part) = parts.next() {
        match part {
            Part::Text(text) => encode::push(&mut target, text, encode::TEMPLATE),
            Part::Placeholder(place) => {
                let argument = arguments.get(index).ok_or(RequestError::MissingArgument { index })?;
                let after = match parts.peek() {
                    Some(Part::Text(text)) => text,
                    Some(Part::Placeholder(_)) | None => "",
                };
                put(&mut target, argument, place, segment_before(after)).ok_or(RequestError::Argument { index })?;
                index += 1;
            }
        }
    }
    if index < arguments.len() {
        return Err(RequestError::SuperfluousArgument { index });
    }
    Ok(target)
}

/// Which bytes to encode in an argument that is followed by the fixed text `after`. If `@` or `,` occurs in `after`
/// before the next slash, these are encoded too, so that the argument cannot contain the text that ends it.
fn segment_before(after: &str) -> encode::Encoded {
    let rest = after.split('/').next().unwrap_or(after);
    if rest.contains(['@', ',']) { encode::STRICT } else { encode::SEGMENT }
}

/// Appends the argument, encoded as its place requires. Returns `None` if the argument is not allowed in this place:
/// `..` cannot be a segment.
fn put(target: &mut String, argument: &str, place: Place, encoded: encode::Encoded) -> Option<()> {
    match place {
        Place::Segment => put_segment(target, argument, encoded)?,
        Place::Path => {
            let path = argument.strip_prefix('/').unwrap_or(argument);
            for (index, segment) in path.split('/').enumerate() {
                if index > 0 {
                    target.push('/');
                }
                put_segment(target, segment, encoded)?;
            }
        }
        Place::Quoted => encode::push(target, &argument.replace('\'', "''"), encode::STRICT),
        Place::Literal if is_literal(argument) => encode::push(target, argument, encode::STRICT),
        Place::Literal => encode::push(target, &literal(argument), encode::STRICT),
        Place::QueryValue => encode::push(target, argument, encode::STRICT),
    }
    Some(())
}

/// Writes a text as one literal: a literal such as `7` stays unchanged, other text is quoted. A list (`[1]`) or an
/// alias (`@a`) is quoted too.
pub(crate) fn literal(text: &str) -> String {
    match is_literal(text) && !text.starts_with(['[', '@']) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

/// Appends a segment, encoded. Returns `None` for an empty segment, `.` and `..`, which change the path even when they
/// are encoded.
fn put_segment(target: &mut String, segment: &str, encoded: encode::Encoded) -> Option<()> {
    if matches!(segment, "" | "." | "..") {
        return None;
    }
    encode::push(target, segment, encoded);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(template: &str, arguments: &[&str]) -> String {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        expand(template, &arguments).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn an_argument_is_encoded_as_its_part_of_the_template_requires() {
        for (template, arguments, expected) in [
            ("/me", &[][..], "/me"),
            ("/x/{id}/{id}/$ref", &["a b", "c/../d"], "/x/a%20b/c%2F..%2Fd/$ref"),
            ("/x/{id}", &["$ref?a#b:c"], "/x/%24ref%3Fa%23b%3Ac"),
            ("/root:/{p}:/workbook/{id}", &["/a b/c:d.xlsx", "e:f"], "/root:/a%20b/c%3Ad.xlsx:/workbook/e%3Af"),
            ("/sites/{host}:/{path}", &["contoso.com", "teams/x"], "/sites/contoso.com:/teams/x"),
            ("/p/{a},{b}", &["1,2", "3,4@5"], "/p/1%2C2,3,4@5"),
            ("/items/{id}:/{name}:/content", &["1", "n"], "/items/1:/n:/content"),
            ("/range(address='{a}')", &["A1:B2'),x=('"], "/range(address='A1%3AB2%27%27%29%2Cx%3D%28%27%27')"),
            ("/f(a={a},b={b})", &["1.5", "2024-01-01T00:00:00+02:00"], "/f(a=1.5,b=2024-01-01T00%3A00%3A00%2B02%3A00)"),
            ("/f(a={a})", &["1,b=2"], "/f(a=%271%2Cb%3D2%27)"),
            ("/f(a={a})", &["'it''s'"], "/f(a=%27it%27%27s%27)"),
            ("/f(a={a})", &["'it's'"], "/f(a=%27%27%27it%27%27s%27%27%27)"),
            ("/f(a={a})/x", &["duration'PT1H'"], "/f(a=duration%27PT1H%27)/x"),
            ("/f(a={a})", &[""], "/f(a=%27%27)"),
            ("/f(a={a})", &["['x','y,z']"], "/f(a=%5B%27x%27%2C%27y%2Cz%27%5D)"),
            ("/f(a={a})", &["[1,b=2]"], "/f(a=%27%5B1%2Cb%3D2%5D%27)"),
            ("/f(a={a})", &["@a"], "/f(a=%40a)"),
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
    fn an_argument_that_would_change_the_segments_of_the_path_is_refused() {
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
    fn each_placeholder_requires_one_argument() {
        assert_eq!(expand("/x/{id}", &[]), Err(RequestError::MissingArgument { index: 0 }));
        let one = ["1".to_owned()];
        assert_eq!(expand("/x", &one), Err(RequestError::SuperfluousArgument { index: 0 }));
    }
}
