//! Tokens into a tree. Words side by side must all hold; `OR` binds weaker, `-` and `NOT` stronger.

use crate::base::span::Span;

use super::lex::{self, Token, Value, What};
use super::saved;
use super::tree::{Leaf, Node, Test};
use super::{Fault, Mistake, Reading, field};

/// How deep brackets and saved searches may stand in each other.
const DEEPEST: u32 = 50;

/// Reads a query. An empty one holds for everything.
pub fn parse(query: &str, reading: &Reading<'_>) -> Result<Node, Mistake> {
    read(query, reading, &[])
}

/// Reads a query that is used within the saved searches `within`.
pub(super) fn read(query: &str, reading: &Reading<'_>, within: &[&str]) -> Result<Node, Mistake> {
    let placed = |fault: Fault| Mistake {
        message: fault.message,
        query: query.to_owned(),
        saved: within.last().map(|name| (*name).to_owned()),
        span: fault.span,
        hint: fault.hint,
    };
    let tokens = lex::tokens(query).map_err(placed)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, reading, within, inner: None };
    let node = if tokens.is_empty() { Ok(Node::All(Vec::new())) } else { parser.any() };
    let inner = parser.inner.take();
    let left = parser.peek().map(|token| token.span);
    match (node, inner, left) {
        (_, Some(mistake), _) => Err(mistake),
        (Err(fault), ..) => Err(placed(fault)),
        (Ok(_), _, Some(span)) => {
            Err(placed(Fault::new(span, "this bracket closes nothing", "take it out, or put it in quotes to look for it")))
        }
        (Ok(node), ..) => Ok(node),
    }
}

struct Parser<'p> {
    tokens: &'p [Token],
    at: usize,
    depth: u32,
    reading: &'p Reading<'p>,
    within: &'p [&'p str],
    /// A mistake in a saved search, whose place is in another text.
    inner: Option<Mistake>,
}

impl<'p> Parser<'p> {
    fn peek(&self) -> Option<&'p Token> {
        self.tokens.get(self.at)
    }

    /// Takes the next token when it is this sign.
    fn take(&mut self, what: &What) -> Option<Span> {
        let token = self.peek().filter(|token| token.what == *what)?;
        self.at += 1;
        Some(token.span)
    }

    /// Parts joined by `OR`.
    fn any(&mut self) -> Result<Node, Fault> {
        let mut nodes = vec![self.all()?];
        while let Some(or) = self.take(&What::Or) {
            if !self.begins_part() {
                return Err(dangling("OR", or));
            }
            nodes.push(self.all()?);
        }
        Ok(single(nodes, Node::Any))
    }

    /// Parts side by side.
    fn all(&mut self) -> Result<Node, Fault> {
        let mut nodes = vec![self.part()?];
        loop {
            if let Some(and) = self.take(&What::And) {
                if !self.begins_part() {
                    return Err(dangling("AND", and));
                }
            } else if !self.begins_part() {
                return Ok(single(nodes, Node::All));
            }
            nodes.push(self.part()?);
        }
    }

    fn begins_part(&self) -> bool {
        self.peek().is_some_and(|token| !matches!(token.what, What::Or | What::And | What::Close))
    }

    /// One condition or bracket, and the signs in front of it.
    fn part(&mut self) -> Result<Node, Fault> {
        let mut wanted = true;
        while let Some(not) = self.take(&What::Not) {
            wanted = !wanted;
            if !self.begins_part() {
                return Err(Fault::new(not, "there is nothing here to leave out", "write a word, a filter or a bracket behind it"));
            }
        }
        let node = self.one()?;
        Ok(if wanted { node } else { Node::Not(Box::new(node)) })
    }

    fn one(&mut self) -> Result<Node, Fault> {
        let Some(token) = self.peek() else {
            let end = self.tokens.last().map_or(0, |token| token.span.end);
            return Err(Fault::new(Span { start: end, end }, "something is missing here", "write a word or a filter"));
        };
        self.at += 1;
        let span = token.span;
        let leaf = |test: Test| Node::Leaf(Leaf { test, span });
        match &token.what {
            What::Open => self.bracket(span),
            What::Close => Err(Fault::new(span, "there is nothing between these brackets", "write a word or a filter there")),
            What::Or => Err(dangling("OR", span)),
            What::And => Err(dangling("AND", span)),
            What::Not => Err(Fault::new(span, "there is nothing here to leave out", "write a word, a filter or a bracket behind it")),
            What::Word(word) => word_test(word, span).map(leaf),
            What::Phrase(words) => Ok(leaf(Test::Phrase(words.clone()))),
            What::Field(name, values) => self.field(name, values, span).map(leaf),
            What::Saved(name) => self.saved(name, span),
        }
    }

    fn bracket(&mut self, open: Span) -> Result<Node, Fault> {
        self.depth += 1;
        if self.depth + self.within.len() as u32 > DEEPEST {
            return Err(Fault::new(open, "the brackets stand too deep in each other", "take some of them out"));
        }
        let unclosed = || Fault::new(open, "this bracket is never closed", "put a `)` behind what belongs together");
        if self.peek().is_none() {
            return Err(unclosed());
        }
        let node = self.any()?;
        self.take(&What::Close).ok_or_else(unclosed)?;
        self.depth -= 1;
        Ok(node)
    }

    fn field(&self, name: &Value, values: &[Value], span: Span) -> Result<Test, Fault> {
        let field = field::named(name)?;
        if values.is_empty() {
            let message = format!("the filter `{}:` has no value", field.name);
            return Err(Fault::new(span, message, format!("write for example `{}`, without a space", field.example)));
        }
        field.read(values, self.reading)
    }

    /// A saved search stands for its query in brackets.
    fn saved(&mut self, name: &str, span: Span) -> Result<Node, Fault> {
        let (name, query) =
            saved::named(name, self.reading.saved).map_err(|hint| Fault::new(span, format!("there is no saved search `@{name}`"), hint))?;
        if self.within.contains(&name) {
            let message = format!("the saved search `@{name}` uses itself");
            return Err(Fault::new(span, message, "take it out of its own query in `.vault/config.toml`"));
        }
        if self.within.len() as u32 + self.depth >= DEEPEST {
            return Err(Fault::new(span, "the saved searches stand too deep in each other", "write one of them out"));
        }
        let within: Vec<&str> = self.within.iter().copied().chain([name]).collect();
        match read(query, self.reading, &within) {
            Ok(mut node) => {
                saved::put(&mut node, span);
                Ok(node)
            }
            Err(mistake) => {
                let fault = Fault::new(span, mistake.message.clone(), mistake.hint.clone());
                self.inner.get_or_insert(mistake);
                Err(fault)
            }
        }
    }
}

fn single(mut nodes: Vec<Node>, many: impl Fn(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(only) if nodes.is_empty() => only,
        last => {
            nodes.extend(last);
            many(nodes)
        }
    }
}

fn dangling(word: &str, span: Span) -> Fault {
    let hint = format!("write `this {word} that`, or `\"{word}\"` to look for the word");
    Fault::new(span, format!("`{word}` stands between two things, and one is missing"), hint)
}

/// A word, or the beginning of one.
fn word_test(word: &str, span: Span) -> Result<Test, Fault> {
    let Some(star) = word.find('*') else {
        // `last>90d` is meant as a filter.
        if let Some(sign) = word.find(['<', '>', '='])
            && let Some((name, rest)) = word.split_at_checked(sign)
            && field::FIELDS.iter().any(|field| field.name.eq_ignore_ascii_case(name))
        {
            return Err(Fault::new(span, format!("the filter `{name}` lacks its colon"), format!("write `{name}:{rest}`")));
        }
        return Ok(Test::Word(word.to_owned()));
    };
    let beginning = word.trim_end_matches('*');
    if beginning.contains('*') || !beginning.contains(char::is_alphanumeric) {
        let place = Span::new(span.start as usize + star, span.start as usize + star + 1);
        return Err(Fault::new(place, "a `*` stands only behind the beginning of a word", "write for example `wor*`"));
    }
    Ok(Test::Prefix(beginning.to_owned()))
}
