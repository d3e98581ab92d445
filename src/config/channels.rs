//! The channels an interaction can have, and the words, phrases and emoji that name them (format page, sections 4 and 9). Decides nothing
//! about whether something counts.

use crate::config::phrases::Phrases;

/// The built-in channels, each with its synonyms; printed by `vault help formats`.
pub const BUILT_IN: &[(&str, &[&str])] = &[
    (
        "call",
        &[
            "calls",
            "called",
            "call back",
            "callback",
            "called back",
            "phone",
            "phoned",
            "phone call",
            "telephone",
            "telephoned",
            "tel",
            "rang",
            "rung",
            "demo call",
            "sales call",
            "intro call",
            "conference call",
            "quick call",
            "short call",
            "long call",
            "whatsapp call",
            "signal call",
            "telegram call",
            "slack call",
            "voice call",
            "☎",
            "📞",
            "📱",
        ],
    ),
    (
        "video",
        &[
            "video call",
            "videocall",
            "video chat",
            "video conference",
            "vc",
            "zoom",
            "zoom call",
            "zoomed",
            "facetime",
            "skype",
            "webex",
            "google meet",
            "gmeet",
            "ms teams",
            "microsoft teams",
            "teams",
            "teams call",
            "hangouts",
            "google hangouts",
            "jitsi",
            "📹",
            "🎥",
            "💻",
        ],
    ),
    ("email", &["e-mail", "emails", "e-mails", "emailed", "e-mailed", "mail", "mailed", "📧", "✉", "📩", "📨"]),
    (
        "message",
        &[
            "messages",
            "messaged",
            "msg",
            "dm",
            "dms",
            "dmed",
            "dm'd",
            "direct message",
            "im",
            "chat",
            "chatted",
            "chat message",
            "ping",
            "pinged",
            "whatsapp",
            "whats app",
            "telegram",
            "signal",
            "slack",
            "slacked",
            "discord",
            "wechat",
            "imessage",
            "messenger",
            "facebook",
            "instagram",
            "insta",
            "linkedin",
            "linkedin message",
            "mastodon",
            "voice message",
            "voice note",
            "💬",
            "🗨",
        ],
    ),
    ("text", &["texts", "texted", "text message", "sms", "📲"]),
    (
        "letter",
        &[
            "letters",
            "postcard",
            "post card",
            "card",
            "birthday card",
            "christmas card",
            "holiday card",
            "thank you card",
            "thank you note",
            "wrote a letter",
            "sent a letter",
            "sent a card",
            "💌",
            "📬",
            "📮",
        ],
    ),
    ("coffee", &["coffees", "coffee chat", "tea", "cafe", "café", "espresso", "☕", "🍵"]),
    ("breakfast", &["brunch", "🥐", "🥞"]),
    ("lunch", &["lunched", "lunches", "🥗", "🍱", "🥪"]),
    ("dinner", &["dinners", "dined", "supper", "🍽", "🍝"]),
    ("drinks", &["drink", "beer", "beers", "wine", "pint", "pints", "pub", "cocktails", "happy hour", "🍺", "🍻", "🍷", "🍸", "🥂"]),
    (
        "meeting",
        &[
            "meetings",
            "meet",
            "met",
            "met up",
            "mtg",
            "1:1",
            "1:1s",
            "1-1",
            "1 on 1",
            "1 to 1",
            "one on one",
            "one to one",
            "o3",
            "catch up",
            "caught up",
            "check in",
            "checked in",
            "sync",
            "stand up",
            "in person",
            "face to face",
            "f2f",
            "appointment",
            "interview",
            "🤝",
            "👥",
        ],
    ),
    (
        "event",
        &[
            "events",
            "conference",
            "conf",
            "meetup",
            "workshop",
            "webinar",
            "seminar",
            "concert",
            "wedding",
            "party",
            "birthday party",
            "🎟",
            "🎤",
        ],
    ),
    ("visit", &["visits", "visited", "came over", "came by", "stopped by", "dropped by", "stayed with", "house visit", "🏠", "🏡"]),
    (
        "social",
        &["hang out", "hung out", "get together", "got together", "bbq", "barbecue", "game night", "games night", "movie", "movies", "🎲"],
    ),
    ("intro", &["introduction", "introduced"]),
    ("gift", &["gifts", "present", "birthday present", "birthday gift", "gave a gift", "sent a gift", "🎁"]),
    ("walk", &["walked", "hike", "hiked", "hiking", "stroll", "went for a walk", "🚶", "🥾"]),
];

/// The channels of a vault: the built-in ones and those of the settings.
#[derive(Clone, Debug)]
pub struct Channels {
    names: Vec<String>,
    phrases: Phrases,
}

impl Default for Channels {
    fn default() -> Channels {
        let mut channels = Channels { names: Vec::new(), phrases: Phrases::default() };
        for (name, synonyms) in BUILT_IN {
            channels.extend(name, synonyms.iter().copied());
        }
        channels
    }
}

impl Channels {
    /// Adds a channel, or synonyms to a known one. A synonym that another channel has moves to this one.
    pub fn extend<'s>(&mut self, name: &str, synonyms: impl IntoIterator<Item = &'s str>) {
        let name = name.trim();
        let known =
            self.phrases.whole(name).filter(|&known| self.names.get(usize::from(known)).is_some_and(|own| own.eq_ignore_ascii_case(name)));
        let Ok(id) = known.map_or(u16::try_from(self.names.len()), Ok) else { return };
        if known.is_none() {
            self.names.push(name.to_owned());
            self.phrases.add(name, id);
        }
        for synonym in synonyms {
            self.phrases.add(synonym, id);
        }
    }

    /// Every channel's name, in the order of the table, then of the settings.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The channel that a whole word, phrase or emoji names: `call`, `Phone call`, `☎` (for field keys and `prefers`).
    pub fn named(&self, word: &str) -> Option<&str> {
        self.name(self.id_named(word)?)
    }

    /// The number of the channel that a whole word, phrase or emoji names.
    pub fn id_named(&self, word: &str) -> Option<u16> {
        self.phrases.whole(word)
    }

    /// The channel a tag names, given with or without `#`: `#call`, `#phone-call`, `#call/work`.
    pub fn id_of_tag(&self, tag: &str) -> Option<u16> {
        let tag = tag.strip_prefix('#').unwrap_or(tag);
        self.id_named(tag).or_else(|| self.id_named(tag.split_once('/')?.0))
    }

    /// The channel named by the first word or words of `text`, the longest phrase first, and the bytes consumed, white space in front
    /// included. The words may stand in brackets or emphasis (`(email)`, `[email]`, `**email**`), be a tag (`#call`) or an emoji. A phrase
    /// is followed by the end or by something that is no letter and no digit.
    pub fn leading<'c>(&'c self, text: &str) -> Option<(&'c str, usize)> {
        let (id, length) = self.leading_id(text)?;
        Some((self.name(id)?, length))
    }

    /// The same as [`Channels::leading`], with the channel's number.
    pub fn leading_id(&self, text: &str) -> Option<(u16, usize)> {
        let trimmed = text.trim_start();
        let skipped = text.len() - trimmed.len();
        let (id, length) = match trimmed.as_bytes().first()? {
            b'(' => self.enclosed(trimmed, "(", ")")?,
            b'[' => self.enclosed(trimmed, "[", "]")?,
            b'*' if trimmed.starts_with("**") => self.enclosed(trimmed, "**", "**")?,
            b'*' => self.enclosed(trimmed, "*", "*")?,
            b'_' if trimmed.starts_with("__") => self.enclosed(trimmed, "__", "__")?,
            b'_' => self.enclosed(trimmed, "_", "_")?,
            b'#' => {
                let tag = trimmed.get(1..)?;
                let end = tag.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/')).unwrap_or(tag.len());
                (self.id_of_tag(tag.get(..end)?)?, 1 + end)
            }
            _ => self.phrases.leading(trimmed)?,
        };
        Some((id, skipped + length))
    }

    /// A phrase alone between two signs; a Markdown link's text does not count.
    fn enclosed(&self, text: &str, open: &str, close: &str) -> Option<(u16, usize)> {
        let inner = text.strip_prefix(open)?;
        let (id, length) = self.phrases.leading(inner)?;
        let rest = inner.get(length..)?;
        let spaces = rest.len() - rest.trim_start_matches([' ', ':']).len();
        let after = rest.get(spaces..)?.strip_prefix(close)?;
        if close == "]" && after.starts_with(['(', '[']) {
            return None;
        }
        Some((id, open.len() + length + spaces + close.len()))
    }

    /// The name of the channel with that number.
    pub fn name(&self, id: u16) -> Option<&str> {
        self.names.get(usize::from(id)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, Channels};

    #[test]
    fn the_first_words_name_the_channel() {
        let channels = Channels::default();
        for (text, expected) in [
            ("call: asked about the new job", Some(("call", 4))),
            ("slack · asked about X", Some(("message", 5))),
            ("(email) sent the paper", Some(("email", 7))),
            ("[email] sent", Some(("email", 7))),
            ("demo call", Some(("call", 9))),
            ("1 on 1", Some(("meeting", 6))),
            ("1:1 with Ann", Some(("meeting", 3))),
            ("Meeting", Some(("meeting", 7))),
            ("phone call with", Some(("call", 10))),
            ("Zoom, long", Some(("video", 4))),
            ("catch-up", Some(("meeting", 8))),
            ("intro call with Bo", Some(("call", 10))),
            ("☎\u{fe0f} hi", Some(("call", 6))),
            ("☎ hi", Some(("call", 3))),
            ("🚶🏽‍♀️ in the park", Some(("walk", 17))),
            ("#call about", Some(("call", 5))),
            ("#phone-call", Some(("call", 11))),
            ("#callous", None),
            (" **Lunch:** x", Some(("lunch", 11))),
            ("*coffee* x", Some(("coffee", 8))),
            ("[[call]]", None),
            ("[call](x.md)", None),
            ("[call:: 2026-05-02]", None),
            ("(email and call)", None),
            ("(call", None),
            ("calling card", None),
            ("asked about the job", None),
            ("voicemail", None),
            ("", None),
        ] {
            assert_eq!(channels.leading(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_kinds_people_write_are_channels_of_their_own() {
        let channels = Channels::default();
        for kind in "call email coffee lunch meeting text visit dinner video walk message letter drinks event social intro gift".split(' ')
        {
            assert_eq!(channels.leading(kind), Some((kind, kind.len())));
            assert_eq!(channels.named(kind), Some(kind));
        }
    }

    #[test]
    fn no_phrase_stands_under_two_channels() {
        let channels = Channels::default();
        for (name, synonyms) in BUILT_IN {
            for synonym in *synonyms {
                assert_eq!(channels.named(synonym), Some(*name), "{synonym}");
            }
        }
    }

    #[test]
    fn settings_extend_the_table() {
        let mut channels = Channels::default();
        channels.extend("tennis", ["🎾", "padel"]);
        channels.extend("Call", ["zoom"]);
        assert_eq!(channels.named("padel"), Some("tennis"));
        assert_eq!(channels.leading("🎾 two sets"), Some(("tennis", 4)));
        assert_eq!(channels.named("zoom"), Some("call"));
        assert_eq!(channels.names().last(), Some("tennis"));
    }
}
