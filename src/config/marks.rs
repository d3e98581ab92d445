//! The marks an entry can carry: value given, a promise, an attempt … and the words that set them (format page, sections 4 and 10.4).
//! Says what is marked, not what follows from it.

use crate::base::fold;
use crate::config::phrases::Phrases;

/// What an entry is marked as.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// `#gave`: value given.
    Gave,
    /// `#received`: value received.
    Received,
    /// `#intro`: people were introduced.
    Intro,
    /// `#promised`: an open promise of mine.
    Promised,
    /// `#asked`: an open promise of theirs.
    Asked,
    /// `#feedback`: feedback, asked or got.
    Feedback,
    /// `#feedback/asked`: feedback was asked for.
    FeedbackAsked,
    /// `#feedback/got`: feedback was got.
    FeedbackGot,
    /// `#tension`: something stands between us.
    Tension,
    /// `#resolved`: it no longer does.
    Resolved,
    /// `#milestone`, 🎉: their success, to congratulate.
    Milestone,
    /// `#ask-after DATE`: something of theirs to ask about after that day.
    AskAfter,
    /// `note`, `fyi`, `news`, `idea`: learnt, not done together; no contact.
    Note,
    /// `tried`, `no answer` …: shown, but no contact.
    Attempt,
}

impl Mark {
    /// Every mark, in the order of the format page.
    pub const ALL: [Mark; 14] = [
        Mark::Gave,
        Mark::Received,
        Mark::Intro,
        Mark::Promised,
        Mark::Asked,
        Mark::Feedback,
        Mark::FeedbackAsked,
        Mark::FeedbackGot,
        Mark::Tension,
        Mark::Resolved,
        Mark::Milestone,
        Mark::AskAfter,
        Mark::Note,
        Mark::Attempt,
    ];

    /// The mark's name: its tag without `#`, and its key under `[marks]`.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Gave => "gave",
            Mark::Received => "received",
            Mark::Intro => "intro",
            Mark::Promised => "promised",
            Mark::Asked => "asked",
            Mark::Feedback => "feedback",
            Mark::FeedbackAsked => "feedback/asked",
            Mark::FeedbackGot => "feedback/got",
            Mark::Tension => "tension",
            Mark::Resolved => "resolved",
            Mark::Milestone => "milestone",
            Mark::AskAfter => "ask-after",
            Mark::Note => "note",
            Mark::Attempt => "attempt",
        }
    }

    /// The mark of that name, read as a fixed word.
    pub fn named(name: &str) -> Option<Mark> {
        let key = fold::key(name);
        Mark::ALL.into_iter().find(|mark| fold::key(mark.name()) == key)
    }

    /// Whether an entry so marked is no contact.
    pub fn is_no_contact(self) -> bool {
        matches!(self, Mark::Note | Mark::Attempt)
    }

    /// Built-in synonyms besides the name.
    pub fn synonyms(self) -> &'static [&'static str] {
        match self {
            Mark::Gave => &["given"],
            Mark::Intro => &["introduced", "introduction"],
            Mark::Asked => &["requested"],
            Mark::Promised => &["promise"],
            Mark::FeedbackAsked => &["feedback/ask", "asked feedback"],
            Mark::FeedbackGot => &["feedback/received", "got feedback"],
            Mark::Note => &["fyi", "news", "idea"],
            Mark::Attempt => &["attempted", "tried"],
            _ => &[],
        }
    }

    /// Whether the bare first word sets the mark; the others need a colon (`promised: …`), since as plain words they often mean
    /// something else (`asked about the new job`).
    fn stands_bare(self) -> bool {
        !matches!(self, Mark::Intro | Mark::Promised | Mark::Asked | Mark::AskAfter)
    }
}

/// Phrases that make an attempt in front, and right after a channel too (`call: no answer`).
const UNANSWERED: &[&str] = &[
    "no answer",
    "no reply",
    "no response",
    "unanswered",
    "didn't answer",
    "didn’t answer",
    "did not answer",
    "didn't pick up",
    "didn’t pick up",
    "did not pick up",
    "not reached",
    "missed call",
    "voicemail",
    "voice mail",
    "left message",
    "left a message",
    "left voicemail",
    "left a voicemail",
    "left vm",
];

/// The marks of a vault: the built-in words and those of the settings.
#[derive(Clone, Debug)]
pub struct Marks {
    phrases: Phrases,
    /// What makes an attempt right after a channel.
    unanswered: Phrases,
    /// Signs that set a mark wherever they stand.
    signs: Vec<(String, Mark)>,
}

impl Default for Marks {
    fn default() -> Marks {
        let mut marks = Marks { phrases: Phrases::default(), unanswered: Phrases::default(), signs: Vec::new() };
        for mark in Mark::ALL {
            marks.phrases.add(mark.name(), mark as u16);
            for synonym in mark.synonyms() {
                marks.phrases.add(synonym, mark as u16);
            }
        }
        marks.extend(Mark::Attempt, UNANSWERED.iter().copied());
        marks.extend(Mark::Milestone, ["🎉"]);
        marks
    }
}

impl Marks {
    /// Adds synonyms to a mark: words, phrases, tags (with or without `#`), emoji.
    pub fn extend<'s>(&mut self, mark: Mark, synonyms: impl IntoIterator<Item = &'s str>) {
        for synonym in synonyms {
            let synonym = synonym.trim().trim_start_matches('#');
            self.phrases.add(synonym, mark as u16);
            if mark == Mark::Attempt {
                self.unanswered.add(synonym, mark as u16);
            }
            if !synonym.is_empty() && !synonym.is_ascii() && !synonym.chars().any(char::is_alphanumeric) {
                self.signs.push((synonym.trim_end_matches('\u{fe0f}').to_owned(), mark));
            }
        }
    }

    /// The mark a tag sets, given with or without `#`. A tag below a mark's tag is that mark (`#gave/book`).
    pub fn mark_of_tag(&self, tag: &str) -> Option<Mark> {
        let mut tag = tag.strip_prefix('#').unwrap_or(tag);
        loop {
            if let Some(mark) = self.phrases.whole(tag) {
                return at(mark);
            }
            tag = tag.rsplit_once('/')?.0;
        }
    }

    /// The mark set by the first word or phrase of `text`, and the bytes consumed, white space in front and a colon behind included:
    /// `note: …`, `tried to call`, `no answer`. Promises, introductions and `ask-after` need the colon.
    pub fn leading(&self, text: &str) -> Option<(Mark, usize)> {
        let trimmed = text.trim_start();
        if let Some(found) = self.enclosed(trimmed) {
            return Some((found.0, text.len() - trimmed.len() + found.1));
        }
        let (mark, length) = self.phrases.leading(trimmed)?;
        let mark = at(mark)?;
        let rest = trimmed.get(length..)?;
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let colon = rest.get(spaces..)?.starts_with(':');
        if !colon && !mark.stands_bare() {
            return None;
        }
        Some((mark, text.len() - trimmed.len() + length + if colon { spaces + 1 } else { 0 }))
    }

    /// A word or phrase alone in brackets or emphasis: `(no answer)`, `[note]`, `**fyi**:`.
    fn enclosed(&self, text: &str) -> Option<(Mark, usize)> {
        const SIGNS: [(&str, &str); 6] = [("(", ")"), ("[", "]"), ("**", "**"), ("*", "*"), ("__", "__"), ("_", "_")];
        if !matches!(text.as_bytes().first(), Some(b'(' | b'[' | b'*' | b'_')) {
            return None;
        }
        let (open, close) = SIGNS.into_iter().find(|(open, _)| text.starts_with(open))?;
        let inner = text.get(open.len()..)?;
        let (mark, length) = self.phrases.leading(inner)?;
        let mark = at(mark).filter(|mark| mark.stands_bare())?;
        let rest = inner.get(length..)?;
        let spaces = rest.len() - rest.trim_start_matches([' ', ':']).len();
        let after = rest.get(spaces..)?.strip_prefix(close)?;
        let is_link = close == "]" && after.starts_with(['(', '[']);
        (!is_link).then_some((mark, open.len() + length + spaces + close.len()))
    }

    /// Whether what follows a channel says that nobody was reached: `: no answer`, ` (voicemail)`, ` - left message`. A plain `tried`
    /// after a channel does not say so.
    pub fn is_unanswered(&self, after_channel: &str) -> bool {
        let is_between =
            |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '.' | '-' | '–' | '—' | '·' | '|' | '(' | '[' | '=' | '*' | '_');
        self.unanswered.leading(after_channel.trim_start_matches(is_between)).is_some()
    }

    /// The mark a single sign sets.
    pub fn of_sign(&self, sign: char) -> Option<Mark> {
        let is = |text: &str| text.starts_with(sign) && text.len() == sign.len_utf8();
        self.signs.iter().find(|(text, _)| is(text)).map(|(_, mark)| *mark)
    }
}

/// The mark with that discriminant.
fn at(value: u16) -> Option<Mark> {
    Mark::ALL.get(usize::from(value)).copied()
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marks};

    #[test]
    fn marks_are_numbered_as_they_are_listed() {
        for (number, mark) in Mark::ALL.into_iter().enumerate() {
            assert_eq!(mark as usize, number);
            assert_eq!(Mark::named(mark.name()), Some(mark));
        }
    }

    #[test]
    fn the_first_words_set_a_mark() {
        let marks = Marks::default();
        for (text, expected) in [
            ("note: prefers tea", Some((Mark::Note, 5))),
            ("Note she prefers tea", Some((Mark::Note, 4))),
            ("fyi moved", Some((Mark::Note, 3))),
            ("no te numspe", None),
            ("no-answer", Some((Mark::Attempt, 9))),
            ("News - new job", Some((Mark::Note, 4))),
            ("notes from", None),
            ("notebook", None),
            ("tried to call", Some((Mark::Attempt, 5))),
            ("no answer", Some((Mark::Attempt, 9))),
            ("No-answer.", Some((Mark::Attempt, 9))),
            ("left message", Some((Mark::Attempt, 12))),
            ("left the firm", None),
            ("voicemail", Some((Mark::Attempt, 9))),
            ("asked about the new job", None),
            ("asked: the slides", Some((Mark::Asked, 6))),
            ("promised to send it", None),
            ("gave her the book", Some((Mark::Gave, 4))),
            ("intro call", None),
            ("call: no answer", None),
        ] {
            assert_eq!(marks.leading(text), expected, "{text:?}");
        }
    }

    #[test]
    fn tags_set_a_mark() {
        let marks = Marks::default();
        for (tag, expected) in [
            ("#gave", Some(Mark::Gave)),
            ("Gave/book", Some(Mark::Gave)),
            ("#feedback", Some(Mark::Feedback)),
            ("#feedback/asked", Some(Mark::FeedbackAsked)),
            ("#feedback/got", Some(Mark::FeedbackGot)),
            ("#feedback/other", Some(Mark::Feedback)),
            ("#ask-after", Some(Mark::AskAfter)),
            ("#ask_after", Some(Mark::AskAfter)),
            ("#no-answer", Some(Mark::Attempt)),
            ("#note", Some(Mark::Note)),
            ("#notes", None),
            ("#", None),
        ] {
            assert_eq!(marks.mark_of_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn nobody_answered_after_a_channel() {
        let marks = Marks::default();
        for (text, expected) in [
            (": no answer", true),
            (" (voicemail)", true),
            (" — left a message", true),
            (", no reply yet", true),
            (": tried the new place", false),
            (": note the date", false),
            (": answered", false),
            ("", false),
        ] {
            assert_eq!(marks.is_unanswered(text), expected, "{text:?}");
        }
    }

    #[test]
    fn signs_set_a_mark() {
        let mut marks = Marks::default();
        assert_eq!(marks.of_sign('🎉'), Some(Mark::Milestone));
        assert_eq!(marks.of_sign('🎁'), None);
        marks.extend(Mark::Gave, ["🎁\u{fe0f}", "#lent"]);
        assert_eq!(marks.of_sign('🎁'), Some(Mark::Gave));
        assert_eq!(marks.mark_of_tag("#lent"), Some(Mark::Gave));
    }
}
