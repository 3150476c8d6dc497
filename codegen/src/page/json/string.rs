//! Reads strings, including those with unusual quotes, line breaks or unescaped quotes.

use std::borrow::Cow;

use super::RepairKind;
use super::lexer::Lexer;

impl<'s> Lexer<'s> {
    /// The characters that can close a string whose opening quote is at the cursor. `None` if there is no quote.
    pub(super) fn closers(&self) -> Option<&'static [char]> {
        match self.character()? {
            '"' => Some(&['"']),
            '\u{201c}' | '\u{201d}' | '\u{201e}' => Some(&['\u{201c}', '\u{201d}', '"']),
            '\'' => Some(&['\'']),
            '\u{2018}' | '\u{2019}' => Some(&['\u{2018}', '\u{2019}', '\'']),
            _ => None,
        }
    }

    /// Reads a string; the cursor is on its opening quote. `None` if the text ends before the string does; the cursor
    /// then stays at the end.
    pub(super) fn string(&mut self, closers: &[char]) -> Option<Cow<'s, str>> {
        let open = self.at;
        self.at += self.character()?.len_utf8();
        let strict = closers == ['"'];
        if !strict {
            self.repair(RepairKind::Quote, open, self.at);
            self.write(open, self.at, "\"");
        }
        let start = self.at;
        // The content so far, once it differs from the text, for instance by an escape.
        let mut owned: Option<String> = None;
        let mut control = false;
        let mut inner = 0;
        let mut copied = start;
        if strict {
            self.at += clean(self.rest());
        }
        loop {
            let bytes = self.text.as_bytes();
            // Most bytes are text, and the search skips them. It stops at a quote, a backslash, a control character or a
            // byte beyond ASCII, which may begin a typographic quote. A single quote is text if only double quotes can
            // close the string.
            let plain = |byte: u8| match byte {
                b'"' | b'\\' | 0x7f.. | ..b' ' => false,
                b'\'' => strict,
                _ => true,
            };
            while bytes.get(self.at).is_some_and(|&byte| plain(byte)) {
                self.at += 1;
            }
            let at = self.at;
            let character = self.character()?;
            match character {
                '\\' => {
                    let text = owned.get_or_insert_default();
                    text.push_str(&self.text[copied..at]);
                    let decoded = self.escape();
                    owned.get_or_insert_default().push(decoded);
                    copied = self.at;
                }
                '\n' | '\r' if self.next_line_goes_on() => {
                    // The closing quote is missing: the string ends with its line, without a final comma.
                    let line = self.text[copied..at].trim_end();
                    let line = line.strip_suffix(',').unwrap_or(line);
                    let end = copied + line.len();
                    self.at = end;
                    self.repair(RepairKind::UnclosedString, end, end);
                    self.write(end, end, "\"");
                    return Some(finish(owned, &self.text[copied..end]));
                }
                character if character < ' ' => {
                    if !control {
                        self.repair(RepairKind::ControlCharacter, at, at + 1);
                    }
                    control = true;
                    self.at += 1;
                    self.write(at, self.at, escaped(character));
                }
                character if closers.contains(&character) => {
                    self.at += character.len_utf8();
                    // `inner` is the offset of a later quote that is known to end the string. A quote before it belongs
                    // to the content.
                    if at >= inner {
                        match self.later_close(closers) {
                            None => {
                                if character != '"' {
                                    self.write(at, self.at, "\"");
                                }
                                return Some(finish(owned, &self.text[copied..at]));
                            }
                            Some(close) => inner = close,
                        }
                    }
                    self.repair(RepairKind::UnescapedQuote, at, self.at);
                    if character == '"' {
                        self.write(at, at, "\\");
                    }
                }
                '"' => {
                    self.at += 1;
                    self.write(at, at, "\\");
                }
                other => self.at += other.len_utf8(),
            }
        }
    }

    /// If the quote that was just read belongs to the content of the string: the offset of a later quote that ends
    /// the string. `None` if the quote that was just read ends the string. It does if the text after it, such as a
    /// comma, can follow a string, or if no later quote on the line could end the string.
    fn later_close(&self, closers: &[char]) -> Option<usize> {
        let rest = self.rest();
        // `"a" "b"` are two strings: a quote after a space opens the next one.
        if follows_string(rest) || rest.trim_start_matches([' ', '\t']).starts_with(closers) {
            return None;
        }
        let line = ahead(rest).split(['\n', '\r']).next().unwrap_or_default();
        let mut quotes = line.char_indices().filter(|(_, character)| closers.contains(character));
        let (at, _) = quotes.find(|(at, quote)| follows_string(&rest[at + quote.len_utf8()..]))?;
        Some(self.at + at)
    }

    /// Whether the next line begins with a new member or a closing bracket. The cursor is at the end of a line.
    fn next_line_goes_on(&self) -> bool {
        let rest = ahead(self.rest());
        let rest = rest.strip_prefix('\r').unwrap_or(rest);
        let rest = rest.strip_prefix('\n').unwrap_or(rest).trim_start_matches([' ', '\t']);
        if rest.starts_with(['}', ']']) {
            return true;
        }
        let Some(name) = rest.strip_prefix('"') else { return false };
        let Some(end) = name.find(['"', '\n']) else { return false };
        name[end..].starts_with('"') && name[end + 1..].trim_start_matches([' ', '\t']).starts_with(':')
    }

    /// Decodes the escape that begins with the backslash at the cursor.
    fn escape(&mut self) -> char {
        let start = self.at;
        self.at += 1;
        let Some(character) = self.character() else { return '\\' };
        self.at += character.len_utf8();
        match character {
            '"' | '\\' | '/' => character,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unicode(start),
            _ => {
                // The author may have meant a backslash or an escape. The backslash is kept, so that nothing is lost.
                self.repair(RepairKind::Escape, start, self.at);
                self.at = start + 1;
                self.write(start, start, "\\");
                '\\'
            }
        }
    }

    fn unicode(&mut self, start: usize) -> char {
        let high = self.hex();
        let code = match high {
            Some(high @ 0xd800..=0xdbff) if self.rest().starts_with("\\u") => {
                let back = self.at;
                self.at += 2;
                match self.hex() {
                    Some(low @ 0xdc00..=0xdfff) => Some(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
                    _ => {
                        self.at = back;
                        None
                    }
                }
            }
            other => other,
        };
        code.and_then(char::from_u32).unwrap_or_else(|| {
            self.repair(RepairKind::Escape, start, self.at);
            char::REPLACEMENT_CHARACTER
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

/// The length of the text before the next `"` or backslash; 0 if there is a control character in it.
fn clean(rest: &str) -> usize {
    let end = memchr::memchr2(b'"', b'\\', rest.as_bytes()).unwrap_or_default();
    // The loop has no early exit, so that the compiler can compare many bytes at once.
    let control = rest.as_bytes()[..end].iter().fold(false, |control, &byte| control | (byte < b' '));
    if control { 0 } else { end }
}

/// The next few hundred bytes of the text. Callers search only these, because they are called often and a search of the
/// whole text would take too long.
fn ahead(rest: &str) -> &str {
    const LOOK_AHEAD: usize = 256;
    let mut end = rest.len().min(LOOK_AHEAD);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}

/// The escape for a control character in strict JSON, such as `\n`.
fn escaped(character: char) -> String {
    match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        other => format!("\\u{:04x}", u32::from(other)),
    }
}

fn follows_string(rest: &str) -> bool {
    if let Some(b',' | b':' | b'}' | b']' | b'\n' | b'\r') = rest.as_bytes().first() {
        return true;
    }
    let rest = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    match rest.chars().next() {
        None | Some(',' | ':' | '}' | ']' | '\n' | '\r') => true,
        Some('/') => rest.starts_with("//") || rest.starts_with("/*"),
        _ => false,
    }
}

fn finish<'s>(owned: Option<String>, tail: &'s str) -> Cow<'s, str> {
    match owned {
        None => Cow::Borrowed(tail),
        Some(mut text) => {
            text.push_str(tail);
            Cow::Owned(text)
        }
    }
}
