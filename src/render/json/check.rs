//! The JSON of `check`.

use std::io::{self, Write};
use std::rc::Rc;

use serde::Serialize;

use crate::book::Book;
use crate::lint::summary::{Overview, Tally};
use crate::lint::{Counts, Diagnostic};
use crate::render::json;
use crate::render::places::Places;

#[derive(Serialize)]
struct Answer<'d> {
    version: u32,
    as_of: String,
    diagnostics: Vec<DiagnosticJson<'d>>,
    summary: SummaryJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    overview: Option<OverviewJson<'d>>,
}

/// A finding as scripts see it.
#[derive(Serialize)]
pub struct DiagnosticJson<'d> {
    code: &'static str,
    severity: &'static str,
    path: &'d str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'d str,
    help: Option<&'d str>,
    fixable: bool,
}

#[derive(Serialize)]
struct SummaryJson {
    errors: u32,
    warnings: u32,
    infos: u32,
    notes: u32,
}

#[derive(Serialize)]
struct OverviewJson<'d> {
    kinds: serde_json::Map<String, serde_json::Value>,
    contacts: u32,
    recognised_by: serde_json::Map<String, serde_json::Value>,
    with_cadence: u32,
    with_contact: u32,
    look_alikes: Vec<LookAlikeJson<'d>>,
    log_shapes: serde_json::Map<String, serde_json::Value>,
    not_counted: serde_json::Map<String, serde_json::Value>,
    next: &'d [String],
}

#[derive(Serialize)]
struct LookAlikeJson<'d> {
    folder: &'d str,
    notes: u32,
    key: &'d str,
}

/// Writes the answer. `text_of` gives the text a finding stands in, `notes` how many notes were looked at.
pub fn write(
    book: &Book,
    diagnostics: &[Diagnostic],
    text_of: &dyn Fn(&Diagnostic) -> Rc<str>,
    notes: u32,
    overview: Option<&Overview>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let counts = Counts::of(diagnostics);
    let summary = SummaryJson { errors: counts.errors, warnings: counts.warnings, infos: counts.infos, notes };
    let answer = Answer {
        version: json::VERSION,
        as_of: book.as_of.to_string(),
        diagnostics: all(diagnostics, text_of),
        summary,
        overview: overview.map(overview_json),
    };
    json::write(&answer, out)
}

/// Findings with lines and columns. They are sorted by path, so each text is looked at once.
pub fn all<'d>(diagnostics: &'d [Diagnostic], text_of: &dyn Fn(&Diagnostic) -> Rc<str>) -> Vec<DiagnosticJson<'d>> {
    let mut shown = Vec::with_capacity(diagnostics.len());
    for file in diagnostics.chunk_by(|one, other| one.path == other.path) {
        let Some(first) = file.first() else { continue };
        let text = text_of(first);
        let mut places = Places::new(&text);
        shown.extend(file.iter().map(|diagnostic| one(diagnostic, &mut places)));
    }
    shown
}

fn one<'d>(diagnostic: &'d Diagnostic, places: &mut Places<'_>) -> DiagnosticJson<'d> {
    let (line, column) = places.start(diagnostic.span);
    let (end_line, end_column) = places.end(diagnostic.span);
    DiagnosticJson {
        code: diagnostic.code,
        severity: diagnostic.severity.word(),
        path: &diagnostic.path,
        line,
        column,
        end_line,
        end_column,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        fixable: diagnostic.is_fixable(),
    }
}

fn overview_json(overview: &Overview) -> OverviewJson<'_> {
    let map = |tallies: &[Tally]| tallies.iter().map(|&(word, count)| (word.replace(' ', "_"), count.into())).collect();
    OverviewJson {
        kinds: map(&overview.kinds),
        contacts: overview.contacts,
        recognised_by: map(&overview.recognised),
        with_cadence: overview.with_cadence,
        with_contact: overview.with_contact,
        look_alikes: overview
            .look_alikes
            .iter()
            .map(|one| LookAlikeJson { folder: &one.folder, notes: one.notes, key: &one.key })
            .collect(),
        log_shapes: map(&overview.shapes),
        not_counted: map(&overview.not_counted),
        next: &overview.next,
    }
}
