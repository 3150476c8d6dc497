//! Parses `$filter` (the ABNF of OData 4.01, a subset of the rules `boolCommonExpr` and `commonExpr`).
//!
//! In: text. Out: a condition, or the reason why the text is invalid. Invariant: the depth is bounded, and the whole
//! text is consumed.

use serde_json::Value;

use super::expression::{Comparison, Expression, Operand, TextTest};

/// How deep conditions may nest, so that parsing cannot overflow the stack.
const DEEPEST: usize = 100;

/// A token of a `$filter` condition: a word, a quoted text, a parenthesis and so on.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Mark(char),
}

pub(in crate::server::state) fn parse(text: &str) -> Result<Expression, String> {
    let mut reader = Reader { tokens: tokens(text)?, at: 0, depth: 0 };
    let expression = reader.or()?;
    match reader.next() {
        None => Ok(expression),
        Some(token) => Err(format!("`{}` follows the end of the condition", shown(&token))),
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Word(word) => word.clone(),
        Token::Text(text) => format!("'{text}'"),
        Token::Mark(mark) => mark.to_string(),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            _ if c.is_whitespace() => {}
            '(' | ')' | ',' => tokens.push(Token::Mark(c)),
            '\'' => {
                let mut text = String::new();
                loop {
                    match rest.next() {
                        Some('\'') if rest.peek() == Some(&'\'') => {
                            rest.next();
                            text.push('\'');
                        }
                        Some('\'') => break,
                        Some(c) => text.push(c),
                        None => return Err("a text in quotes is not closed".to_owned()),
                    }
                }
                tokens.push(Token::Text(text));
            }
            _ => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| !c.is_whitespace() && !"(),'".contains(*c)) {
                    word.push(c);
                    // A colon ends a word, as after the variable in `any(t:t eq 1)`, unless the word starts with a
                    // digit, as a time does.
                    if c == ':' && !word.starts_with(|c: char| c.is_ascii_digit()) {
                        break;
                    }
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    Ok(tokens)
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// Reads the next token if it is this word. Returns whether it was.
    fn word(&mut self, expected: &str) -> bool {
        let is = matches!(self.tokens.get(self.at), Some(Token::Word(word)) if word.eq_ignore_ascii_case(expected));
        self.at += usize::from(is);
        is
    }

    fn mark(&mut self, expected: char) -> bool {
        let is = self.tokens.get(self.at) == Some(&Token::Mark(expected));
        self.at += usize::from(is);
        is
    }

    fn must(&mut self, expected: char) -> Result<(), String> {
        if self.mark(expected) { Ok(()) } else { Err(format!("`{expected}` is missing")) }
    }

    fn or(&mut self) -> Result<Expression, String> {
        let mut any = vec![self.and()?];
        while self.word("or") {
            any.push(self.and()?);
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Expression::Or(any) })
    }

    fn and(&mut self) -> Result<Expression, String> {
        let mut all = vec![self.not()?];
        while self.word("and") {
            all.push(self.not()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expression::And(all) })
    }

    fn not(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the condition is nested too deeply".to_owned());
        }
        let read = if self.word("not") { self.not().map(|inner| Expression::Not(Box::new(inner))) } else { self.one() };
        self.depth -= 1;
        read
    }

    /// Parses a condition up to the next `and`, `or` or closing parenthesis.
    fn one(&mut self) -> Result<Expression, String> {
        if self.mark('(') {
            let inner = self.or()?;
            self.must(')')?;
            return Ok(inner);
        }
        if let Some(Token::Word(word)) = self.tokens.get(self.at).cloned()
            && self.tokens.get(self.at + 1) == Some(&Token::Mark('('))
        {
            let name = word.to_ascii_lowercase();
            let test = match name.as_str() {
                "startswith" => Some(TextTest::StartsWith),
                "endswith" => Some(TextTest::EndsWith),
                "contains" => Some(TextTest::Contains),
                _ => None,
            };
            if let Some(test) = test {
                self.at += 2;
                let text = self.operand()?;
                self.must(',')?;
                let part = self.operand()?;
                self.must(')')?;
                return self.is_true(Expression::Text(test, text, part));
            }
            if let Some((list, quantifier)) = word.rsplit_once('/')
                && (quantifier.eq_ignore_ascii_case("any") || quantifier.eq_ignore_ascii_case("all"))
            {
                self.at += 2;
                let items = self.items(list, quantifier.eq_ignore_ascii_case("all"))?;
                return self.is_true(items);
            }
        }
        let left = self.operand()?;
        if self.word("in") {
            self.must('(')?;
            let mut listed = Vec::new();
            while !self.mark(')') {
                match self.operand()? {
                    Operand::Literal(value) => listed.push(value),
                    Operand::Path(_) | Operand::Length(_) => {
                        return Err("a list contains something other than values".to_owned());
                    }
                }
                self.mark(',');
            }
            return Ok(Expression::In(left, listed));
        }
        let comparisons = [
            ("eq", Comparison::Eq),
            ("ne", Comparison::Ne),
            ("gt", Comparison::Gt),
            ("ge", Comparison::Ge),
            ("lt", Comparison::Lt),
            ("le", Comparison::Le),
        ];
        match comparisons.into_iter().find(|(word, _)| self.word(word)) {
            Some((_, comparison)) => Ok(Expression::Compare(left, comparison, self.operand()?)),
            None => Ok(Expression::Is(left)),
        }
    }

    /// The condition, or its negation if `eq false` or `ne true` follows it.
    fn is_true(&mut self, condition: Expression) -> Result<Expression, String> {
        let is_equal = self.word("eq");
        if !is_equal && !self.word("ne") {
            return Ok(condition);
        }
        match self.operand()? {
            Operand::Literal(Value::Bool(value)) if value == is_equal => Ok(condition),
            Operand::Literal(Value::Bool(_)) => Ok(Expression::Not(Box::new(condition))),
            _ => Err("the condition is neither true nor false".to_owned()),
        }
    }

    /// Parses what follows `tags/any(`: `t: condition)`, or only `)`.
    fn items(&mut self, list: &str, all: bool) -> Result<Expression, String> {
        let list = path(list);
        if self.mark(')') {
            return Ok(Expression::Items { list, variable: String::new(), all, condition: None });
        }
        let Some(Token::Word(mut variable)) = self.next() else { return Err("a variable is missing".to_owned()) };
        match variable.strip_suffix(':') {
            Some(name) => variable = name.to_owned(),
            None => {
                let colon = self.next();
                if colon != Some(Token::Word(":".to_owned())) {
                    return Err("`:` is missing".to_owned());
                }
            }
        }
        let condition = self.or()?;
        self.must(')')?;
        Ok(Expression::Items { list, variable, all, condition: Some(Box::new(condition)) })
    }

    fn operand(&mut self) -> Result<Operand, String> {
        match self.next() {
            None => Err("a value is missing at the end".to_owned()),
            Some(Token::Text(text)) => Ok(Operand::Literal(text.into())),
            Some(Token::Mark(mark)) => Err(format!("`{mark}` stands where a value belongs")),
            Some(Token::Word(word)) if self.tokens.get(self.at) == Some(&Token::Mark('(')) => {
                let name = word.to_ascii_lowercase();
                if !["tolower", "toupper", "trim", "length"].contains(&name.as_str()) {
                    return Err(format!("the function `{word}` is not known to the mock"));
                }
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err("the condition is nested too deeply".to_owned());
                }
                self.must('(')?;
                let inner = self.operand()?;
                self.must(')')?;
                self.depth -= 1;
                Ok(if name == "length" { Operand::Length(Box::new(inner)) } else { inner })
            }
            // In `guid'…'`, `duration'…'` and the like the prefix is ignored; the quoted text is the value.
            Some(Token::Word(_)) if matches!(self.tokens.get(self.at), Some(Token::Text(_))) => self.operand(),
            Some(Token::Word(word)) => Ok(literal(&word).map_or_else(|| Operand::Path(path(&word)), Operand::Literal)),
        }
    }
}

/// Reads an unquoted literal: a number, `true`, `false`, `null`, a GUID (by its form), or a date or time (by its first
/// digit). `None` for any other word, which is a path.
fn literal(word: &str) -> Option<Value> {
    match word {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        "null" => return Some(Value::Null),
        _ => {}
    }
    if let Ok(number) = word.parse::<serde_json::Number>() {
        return Some(Value::Number(number));
    }
    let is_guid = word.len() == 36 && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    (is_guid || word.starts_with(|c: char| c.is_ascii_digit())).then(|| word.into())
}

fn path(word: &str) -> Vec<String> {
    word.split('/').map(str::to_owned).collect()
}
