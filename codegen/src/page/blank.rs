//! Recognises invisible characters.

/// Whether nothing of a text can be seen.
pub(crate) fn shows_nothing(text: &str) -> bool {
    text.chars().all(|character| is_blank(character) || is_invisible(character))
}

/// Whether a character is white space or a control character.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Whether a character has no width and no meaning: zero-width spaces and joiners, byte order marks, direction marks.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}')
}
