//! Divides a template into fixed texts and placeholders.
//!
//! In: a template. Out: its fixed texts and its placeholders, each with its [`Place`]. Invariant: the parts in order
//! form the template. The place of a placeholder depends only on the text before it, and on whether the value of a
//! query option ends directly after it.

/// Where a placeholder stands in the template, which decides how its argument is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `/{x}/`: the argument is one segment.
    Segment,
    /// `:/{x}:`: the argument is a relative path of one or more segments.
    Path,
    /// `'{x}'`: the argument is a string literal, or a part of one.
    Quoted,
    /// `({x})`, `(a={x})`, or within an expression in the query: the argument is a literal, such as `7` or `'a'`.
    Literal,
    /// `?a={x}`: the argument is the whole value of a query option.
    QueryValue,
}

/// A part of a template: `/users/` and `{id}` are the parts of `/users/{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Fixed text, which is the same in every path that is made from the template.
    Text(&'t str),
    /// A placeholder, and where it stands.
    Placeholder(Place),
}

/// What a position of the template is enclosed by: quotes, parentheses, the colons around a path, the query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    quoted: bool,
    parentheses: usize,
    /// Whether the position is between the colons of `root:/…:`, where a relative path stands.
    addressing: bool,
    /// Whether the position is in the query, after the `?`.
    pub(super) query: bool,
}

impl Context {
    pub(super) fn read(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.read_byte(byte));
    }

    pub(super) fn read_byte(&mut self, byte: u8) {
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

    /// Whether the position is inside quotes or parentheses, that is in a literal or among the arguments of a function.
    pub(super) fn within_call(self) -> bool {
        self.quoted || self.parentheses > 0
    }

    fn place(self, before: &str, after: &str) -> Place {
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

/// Whether the text before a placeholder ends with `?name=` or `&name=`.
fn is_option_name(before: &str) -> bool {
    let Some(name) = before.strip_suffix('=') else {
        return false;
    };
    let name = name.rsplit(['?', '&']).next().unwrap_or(name);
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$@-_.".contains(&byte))
}

/// The parts of a template in order. Between two placeholders there is always a text, which may be empty.
pub(super) fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    let mut context = Context::default();
    let mut rest = template;
    // `Some` if the next part is a placeholder: the number of bytes of the template after that placeholder.
    let mut pending: Option<usize> = None;
    let mut ended = false;
    std::iter::from_fn(move || {
        if let Some(length) = pending.take() {
            let after = &template[template.len() - length..];
            let before = &template[..template.len() - rest.len()];
            rest = after;
            return Some(Part::Placeholder(context.place(before, after)));
        }
        if ended {
            return None;
        }
        let found = rest.split_once('{').and_then(|(text, open)| Some((text, open.split_once('}')?.1)));
        let Some((text, after)) = found else {
            ended = true;
            return Some(Part::Text(rest));
        };
        context.read(text);
        rest = &rest[text.len()..];
        pending = Some(after.len());
        Some(Part::Text(text))
    })
}

/// Whether the text is one literal of the OData URL grammar:
/// - a number, a date, a GUID, `true`, or the name of an enumeration member
/// - quoted text, with an optional type in front: `duration'PT1H'`
/// - a list of these in brackets: `[1,2]`
/// - a parameter alias, whose value is in the query: `@name`
pub(super) fn is_literal(text: &str) -> bool {
    if let Some(name) = text.strip_prefix('@') {
        return !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    }
    if let Some(items) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return items.is_empty() || items_of(items).all(|item| !item.starts_with(['[', '@']) && is_literal(item));
    }
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

/// The items of a list, separated by commas outside of quotes.
fn items_of(list: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    list.split(move |char| {
        quoted ^= char == '\'';
        char == ',' && !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_template_joined_in_order_are_the_template() {
        let text = |template| parts(template).map(|part| format!("{part:?}")).collect::<Vec<_>>().join(" ");
        assert_eq!(text("/me"), r#"Text("/me")"#);
        assert_eq!(text("/x/{id}"), r#"Text("/x/") Placeholder(Segment) Text("")"#);
        assert_eq!(text("/a{"), r#"Text("/a{")"#);
        assert_eq!(
            text("/r:/{p}:/f(a='{a}',b={b})?c={c}&d=x {d}"),
            "Text(\"/r:/\") Placeholder(Path) Text(\":/f(a='\") Placeholder(Quoted) Text(\"',b=\") \
             Placeholder(Literal) Text(\")?c=\") Placeholder(QueryValue) Text(\"&d=x \") Placeholder(Literal) Text(\"\")"
        );
    }
}
