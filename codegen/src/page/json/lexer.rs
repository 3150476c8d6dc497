//! Moves a cursor over the text of a JSON body: white space, comments and single characters.
//!
//! The cursor only moves forward and is always on a character boundary.

use std::borrow::Cow;

use super::{Repair, RepairKind, Replacement};
use crate::page::blank::{is_blank, is_invisible};
use crate::source::Span;

pub(super) struct Lexer<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
    pub(super) repairs: Vec<Repair>,
    /// The edits that turn the text into strict JSON.
    pub(super) edits: Vec<Replacement>,
    /// The offset of the last comma, until a value or the end of the array or object follows it.
    pub(super) comma: Option<usize>,
    base: Span,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(text: &'s str, base: Span) -> Lexer<'s> {
        Lexer { text, at: 0, repairs: Vec::new(), edits: Vec::new(), comma: None, base }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let offset = self.base.start as usize;
        Span::new(self.base.source, offset + start..offset + end)
    }

    pub(super) fn repair(&mut self, kind: RepairKind, start: usize, end: usize) {
        let span = self.span(start, end);
        self.repairs.push(Repair { kind, span });
    }

    /// Records an edit that puts a text in place of a part of the JSON.
    pub(super) fn write(&mut self, start: usize, end: usize, text: impl Into<Cow<'static, str>>) {
        let span = self.span(start, end);
        self.edits.push(Replacement { span, text: text.into() });
    }

    pub(super) fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn character(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// If `byte` comes next, moves the cursor past it and returns true.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.byte() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Skips white space and comments. Returns whether there was the end of a line among them.
    #[inline]
    pub(super) fn skip_blanks(&mut self) -> bool {
        // Usually there is nothing to skip, so a fast check comes first.
        !matches!(self.byte(), Some(b'!'..=b'.' | b'0'..=b'~')) && self.skip_what_is_no_token()
    }

    fn skip_what_is_no_token(&mut self) -> bool {
        let mut newline = false;
        while let Some(byte) = self.byte() {
            let start = self.at;
            match byte {
                b'\n' | b'\r' => {
                    newline = true;
                    self.at += 1;
                }
                b' ' | b'\t' => self.at += 1,
                b'!'..=b'.' | b'0'..=b'~' => break,
                b'/' if self.rest().starts_with("//") => {
                    self.at += self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
                    self.repair(RepairKind::Comment, start, self.at);
                    self.write(start, self.at, "");
                }
                b'/' if self.rest().starts_with("/*") => {
                    let rest = self.rest();
                    self.at += rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
                    newline |= self.text[start..self.at].contains('\n');
                    self.repair(RepairKind::Comment, start, self.at);
                    self.write(start, self.at, "");
                }
                _ => {
                    let odd = |character: &char| is_blank(*character) || is_invisible(*character);
                    let Some(character) = self.character().filter(odd) else { break };
                    self.at += character.len_utf8();
                    self.write(start, self.at, if is_blank(character) { " " } else { "" });
                    match self.repairs.last_mut() {
                        // Several unusual white space characters in a row are recorded as one [`Repair`].
                        Some(last)
                            if last.kind == RepairKind::Blank
                                && self.base.start as usize + start == last.span.end as usize =>
                        {
                            last.span.end = u32::try_from(self.base.start as usize + self.at).unwrap_or(u32::MAX);
                        }
                        _ => self.repair(RepairKind::Blank, start, self.at),
                    }
                }
            }
        }
        newline
    }
}
