//! Whether a dated line is contact, and by which channel (format page, section 4: channel, not contact, marks).

use crate::base::span::Span;
use crate::book::Note;
use crate::config::Config;
use crate::config::marks::Mark;
use crate::facts::{Line, NoteFacts};
use crate::note::body::{Kind, Place};

/// Why a date that was seen is not counted. The words are those of the JSON field `reason`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "named as on the command-line page")]
pub enum Reason {
    OpenTask,
    NotContactMark,
    Attempt,
    Quote,
    Code,
    Comment,
    Embed,
    Generated,
    Struck,
    Future,
    ImpossibleDate,
    ImpreciseDate,
    AmbiguousDate,
    OutsideLog,
    Possible,
    AmbiguousName,
    IgnoredBySetting,
}

impl Reason {
    /// All, in their order.
    pub const ALL: [Reason; 17] = [
        Reason::OpenTask,
        Reason::NotContactMark,
        Reason::Attempt,
        Reason::Quote,
        Reason::Code,
        Reason::Comment,
        Reason::Embed,
        Reason::Generated,
        Reason::Struck,
        Reason::Future,
        Reason::ImpossibleDate,
        Reason::ImpreciseDate,
        Reason::AmbiguousDate,
        Reason::OutsideLog,
        Reason::Possible,
        Reason::AmbiguousName,
        Reason::IgnoredBySetting,
    ];

    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Reason::OpenTask => "open_task",
            Reason::NotContactMark => "not_contact_mark",
            Reason::Attempt => "attempt",
            Reason::Quote => "quote",
            Reason::Code => "code",
            Reason::Comment => "comment",
            Reason::Embed => "embed",
            Reason::Generated => "generated",
            Reason::Struck => "struck",
            Reason::Future => "future",
            Reason::ImpossibleDate => "impossible_date",
            Reason::ImpreciseDate => "imprecise_date",
            Reason::AmbiguousDate => "ambiguous_date",
            Reason::OutsideLog => "outside_log",
            Reason::Possible => "possible",
            Reason::AmbiguousName => "ambiguous_name",
            Reason::IgnoredBySetting => "ignored_by_setting",
        }
    }
}

/// What keeps everything in a place from counting.
pub fn of_place(place: Place) -> Option<Reason> {
    match place {
        Place::Plain => None,
        Place::Quote => Some(Reason::Quote),
        Place::Code => Some(Reason::Code),
        Place::Comment => Some(Reason::Comment),
        Place::Generated => Some(Reason::Generated),
        Place::Struck => Some(Reason::Struck),
    }
}

/// Whether a task is ticked.
pub fn is_ticked(task: Option<char>) -> bool {
    matches!(task, Some('x' | 'X'))
}

/// What the first words, marks and place of a line say.
#[derive(Clone, Copy)]
pub struct Says {
    /// What keeps it from counting: its place, being an open task, or a mark, its own or one of the items it stands in: a child of an open
    /// task or of a marked item is not contact either (a ticked task of its own is).
    pub refusal: Option<Reason>,
    /// The channel it names.
    pub channel: Option<u16>,
}

impl Says {
    /// Reads a line.
    pub fn of(facts: &NoteFacts, line: &Line, config: &Config) -> Says {
        let leading = config.channels.leading_id(facts.lead(line));
        let is_within = |above: &Line| matches!(above.kind, Kind::Item(_) | Kind::Paragraph);
        let refusal = of_place(line.place)
            .or_else(|| (line.task.is_some() && !is_ticked(line.task)).then_some(Reason::OpenTask))
            .or_else(|| marked(facts, line, leading, config))
            .or_else(|| {
                facts.ancestors(line).take_while(|(_, above)| is_within(above)).find_map(|(_, above)| {
                    let open = above.task.is_some() && !is_ticked(above.task) && line.task.is_none();
                    let leading = || config.channels.leading_id(facts.lead(above));
                    if open { Some(Reason::OpenTask) } else { marked(facts, above, leading(), config) }
                })
            });
        Says { refusal, channel: named_channel(facts, line, leading, config) }
    }
}

/// A mark that says "not contact": as a tag anywhere, as the first word, or (attempts) right after the channel, which `leading` is.
fn marked(facts: &NoteFacts, line: &Line, leading: Option<(u16, usize)>, config: &Config) -> Option<Reason> {
    let reason = |mark: Mark| match mark {
        Mark::Note => Some(Reason::NotContactMark),
        Mark::Attempt => Some(Reason::Attempt),
        _ => None,
    };
    if let Some(found) = facts.tags_in(line.text).find_map(|tag| config.marks.mark_of_tag(tag).and_then(reason)) {
        return Some(found);
    }
    let lead = facts.lead(line);
    if let Some(found) = config.marks.leading(lead).and_then(|(mark, _)| reason(mark)) {
        return Some(found);
    }
    let (_, used) = leading?;
    config.marks.is_unanswered(&lead[used..]).then_some(Reason::Attempt)
}

/// The channel a line names: the first word(s) after the date, a bracketed word, an emoji or a tag.
pub fn channel(facts: &NoteFacts, line: &Line, config: &Config) -> Option<u16> {
    named_channel(facts, line, config.channels.leading_id(facts.lead(line)), config)
}

fn named_channel(facts: &NoteFacts, line: &Line, leading: Option<(u16, usize)>, config: &Config) -> Option<u16> {
    leading.map(|(id, _)| id).or_else(|| facts.tags_in(line.text).find_map(|tag| config.channels.id_of_tag(tag)))
}

/// The entry's words: the text after its date.
pub fn words(line: &Line) -> Span {
    Span { start: line.words_at.min(line.text.end), end: line.text.end }
}

/// Whether a heading names a log (or whatever `names` lists, folded).
pub fn is_named(facts: &NoteFacts, heading: &Line, names: &[String]) -> bool {
    matches!(heading.kind, Kind::Heading(_)) && {
        crate::base::fold::with_key(facts.lead(heading).trim_matches(['*', '_', '`', ':', '#', ' ']), |text| {
            names.iter().any(|name| name == text)
        })
    }
}

/// Whether a note can hold contact at all.
pub fn is_read(note: &Note) -> bool {
    !matches!(note.kind, crate::book::kind::NoteKind::Template | crate::book::kind::NoteKind::Conflict)
}
