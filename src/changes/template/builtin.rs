//! The built-in templates, as they stand in the folder `templates` of the source.

/// The kinds of notes with a template of their own, and the template of each.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("contact", include_str!("../../../templates/contact.md")),
    ("company", include_str!("../../../templates/company.md")),
    ("meeting", include_str!("../../../templates/meeting.md")),
    ("event", include_str!("../../../templates/event.md")),
    ("daily", include_str!("../../../templates/daily.md")),
    ("weekly-review", include_str!("../../../templates/weekly-review.md")),
];

/// The built-in template of a kind.
pub fn built_in(kind: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(name, _)| *name == kind).map(|&(_, text)| text)
}
