//! The shape of the entries around a new one: bullet, heading or table row, how the date and the channel are written, what stands between.

use crate::base::date::Date;
use crate::changes::place::dates::Ways;
use crate::changes::place::series::{Member, Series};
use crate::changes::place::{Entry, line_end, line_start, newline, plain_words};
use crate::config::Config;
use crate::config::channels::Channels;
use crate::facts::{Line, NoteFacts};
use crate::note::body::Kind;

/// The new entry's source lines, without a line ending at the end; `None` when the entries' dates are not understood.
pub fn written(source: &str, facts: &NoteFacts, series: &Series<'_>, entry: &Entry<'_>, config: &Config) -> Option<String> {
    let ways = Ways::new(config);
    let models: Vec<(&Member<'_>, &str, Date)> =
        series.models().filter_map(|member| Some((member, member.dated?.of(source), member.date?))).collect();
    let way = ways.common(&models.iter().map(|(_, text, date)| (*text, *date)).collect::<Vec<_>>())?;
    let moved = |(_, text, date): &(&Member<'_>, &str, Date)| ways.moved(text, way, *date, entry.date);
    let all: Vec<(Option<String>, &Member<'_>)> = models.iter().map(|model| (moved(model), model.0)).collect();
    // The shape most of them have; of equals the one nearest in time.
    let distance = |member: &Member<'_>| member.date.map_or(i64::MAX, |date| date.days_until(entry.date).abs());
    let count = |text: &String| all.iter().filter(|(other, _)| other.as_ref() == Some(text)).count();
    let best = all.iter().filter_map(|(text, member)| Some((text.clone()?, *member)));
    let (date, model) = best.max_by_key(|(text, member)| (count(text), std::cmp::Reverse(distance(member))))?;
    let date = closed(date);
    let words = Words::of(source, series, &config.channels);
    let line = model.line;
    Some(match line.kind {
        Kind::Row => row(source, line, &date, entry, &config.channels)?,
        Kind::Heading(level) => {
            let lead = source.get(line.start as usize..line.text.start as usize).unwrap_or("");
            let lead = if lead.starts_with('#') { lead.to_owned() } else { format!("{} ", "#".repeat(usize::from(level))) };
            heading(source, facts, model, &lead, &date, &words, entry)
        }
        _ => {
            let lead = lead(source, series, line, true);
            match child(source, line).filter(|_| is_bare(source, line)) {
                Some(child) => {
                    let (head, body) = words.parts(entry);
                    let body = body.map_or(String::new(), |body| format!("{}{child}{body}", newline(source)));
                    format!("{lead}{}{body}", joined(&date, head.as_deref()))
                }
                None => format!("{lead}{}", joined(&date, Some(&words.line(entry)))),
            }
        }
    })
}

/// The new entry with a plain ISO date behind the bullet or heading mark the others have; a row becomes an item.
pub fn plain(source: &str, series: &Series<'_>, entry: &Entry<'_>) -> String {
    let words = plain_words(entry);
    match (series.kind, series.members.last()) {
        (Kind::Heading(level), _) => format!("{} {words}", "#".repeat(usize::from(level))),
        (Kind::Row, _) | (_, None) => format!("- {words}"),
        (_, Some(member)) => format!("{}{words}", lead(source, series, member.line, false)),
    }
}

/// Whether nothing follows the date on its line.
fn is_bare(source: &str, line: &Line) -> bool {
    line.words_at >= line.when_span.end
        && source.get(line.words_at as usize..line.text.end as usize).is_none_or(|words| words.trim().is_empty())
}

/// Emphasis opened before the date and closed behind the words (`**2026-05-02 Lunch**`) is let go.
fn closed(date: String) -> String {
    if date.matches("**").count() % 2 == 1 || date.matches('*').count() % 2 == 1 || date.matches("__").count() % 2 == 1 {
        return date.replace(['*', '_'], "");
    }
    date
}

/// Date and words, parted by at least a space.
fn joined(date: &str, words: Option<&str>) -> String {
    match words {
        None | Some("") => date.trim_end().trim_end_matches(['-', '–', '—', ':', '|', '·']).trim_end().to_owned(),
        Some(words) if date.ends_with(char::is_whitespace) => format!("{date}{words}"),
        Some(words) => format!("{date} {words}"),
    }
}

/// The indentation, bullet and, where the entries are ticked tasks, box in front of an entry.
fn lead(source: &str, series: &Series<'_>, line: &Line, boxed: bool) -> String {
    let from = line_start(source, line.start as usize);
    let indent = source.get(from..line.start as usize).unwrap_or("");
    let indent: String = if indent.trim().is_empty() { indent.to_owned() } else { " ".repeat(indent.chars().count()) };
    let mark = source.get(line.start as usize..line.text.start as usize).unwrap_or("");
    let bullet = if matches!(line.kind, Kind::Item(_)) { mark.split(['[', '\n', '\r']).next().unwrap_or("- ") } else { "" };
    let bullet = if bullet.ends_with(char::is_whitespace) || bullet.is_empty() { bullet.to_owned() } else { format!("{bullet} ") };
    // `3. `: counted on from the last one.
    let number = bullet.trim_end().trim_end_matches(['.', ')']);
    let bullet = match number.parse::<u64>() {
        Ok(_) => {
            let last = series.members.iter().filter_map(|member| number_of(source, member.line)).max().unwrap_or(0);
            let first_is_new = series.is_newest_first();
            format!("{}{}", if first_is_new { 1 } else { last.saturating_add(1) }, bullet.get(number.len()..).unwrap_or(". "))
        }
        Err(_) => bullet,
    };
    let ticked = boxed && matches!(line.task, Some('x' | 'X'));
    format!("{indent}{bullet}{}", if ticked { "[x] " } else { "" })
}

fn number_of(source: &str, line: &Line) -> Option<u64> {
    let mark = source.get(line.start as usize..line.text.start as usize)?;
    mark.get(..mark.find(|c: char| !c.is_ascii_digit())?)?.parse().ok()
}

/// The indentation and bullet of the first child of an item, or of the first line below a heading.
fn child(source: &str, line: &Line) -> Option<String> {
    let next = source.get(line_end(source, line.start as usize)..line.end as usize)?.trim_start_matches(['\r', '\n']);
    let indent = next.len() - next.trim_start_matches([' ', '\t']).len();
    let bullet = next.get(indent..).filter(|rest| rest.starts_with(['-', '*', '+'])).filter(|_| indent > 0)?;
    let space = bullet.get(1..)?.len() - bullet.get(1..)?.trim_start_matches(' ').len();
    (space > 0).then(|| next.get(..indent + 1 + space).map(str::to_owned)).flatten()
}

/// A heading entry: the words on its line, or below it where the others have theirs below.
fn heading(source: &str, facts: &NoteFacts, model: &Member<'_>, lead: &str, date: &str, words: &Words, entry: &Entry<'_>) -> String {
    let line = model.line;
    let nl = newline(source);
    let below_from = line_end(source, line.text.end as usize);
    let section = crate::changes::place::position::section_end(source, facts, line);
    let below = source.get(below_from..section).unwrap_or("").trim_end();
    let is_trailing = line.words_at < line.when_span.end;
    let (head, body) = if below.trim().is_empty() { (Some(words.line(entry)), None) } else { words.parts(entry) };
    let head = head.map(|head| if is_capital(source, line) { capital(&head) } else { head });
    let title = if is_trailing {
        // `### Coffee (2026-05-02)`.
        let gap = source.get(line.text.start as usize..line.when_span.start as usize).unwrap_or("");
        let gap = gap.get(gap.trim_end_matches(|c: char| " (-–—,:*".contains(c)).len()..).unwrap_or(" ");
        format!("{}{gap}{date}", head.as_deref().unwrap_or(""))
    } else {
        joined(date, head.as_deref())
    };
    match body {
        None => format!("{lead}{title}"),
        Some(body) => {
            let first = below.trim_start_matches(['\r', '\n']);
            let blank = below.starts_with("\n\n") || below.starts_with("\r\n\r\n");
            let bullet = ["- ", "* ", "+ "].iter().find(|bullet| first.starts_with(**bullet)).copied().unwrap_or("");
            format!("{lead}{title}{nl}{}{bullet}{body}", if blank { nl } else { "" })
        }
    }
}

/// A table row: the date in its column, the channel alone where the others have it alone, the words behind.
fn row(source: &str, line: &Line, date: &str, entry: &Entry<'_>, channels: &Channels) -> Option<String> {
    let from = line_start(source, line.start as usize);
    let text = source.get(from..line_end(source, line.start as usize))?;
    let inner = text.trim();
    let (open, close) = (inner.starts_with('|'), inner.len() > 1 && inner.ends_with('|') && !inner.ends_with("\\|"));
    let cells = cells(inner.get(usize::from(open)..inner.len() - usize::from(close))?);
    let date_start = (line.when_span.start as usize).checked_sub(from + (text.len() - text.trim_start().len()) + usize::from(open))?;
    let at = cells.iter().position(|(start, cell)| (*start..*start + cell.len()).contains(&date_start))?;
    let escaped = |text: &str| text.replace("\\|", "|").replace('|', "\\|");
    let mut new: Vec<String> = vec![String::new(); cells.len()];
    *new.get_mut(at)? = date.trim().trim_end_matches('|').trim_end().to_owned();
    let channel_alone = cells.get(at + 1).is_some_and(|(_, cell)| channels.id_named(cell.trim()).is_some()) && at + 2 < cells.len();
    let spelled = entry.channel.or_else(|| entry.reads_as.and_then(|id| channels.name(id)));
    match spelled.filter(|_| channel_alone) {
        Some(channel) => {
            let is_capital = cells.get(at + 1)?.1.trim().starts_with(char::is_uppercase);
            *new.get_mut(at + 1)? = if is_capital { capital(channel) } else { channel.to_owned() };
            // `lunch, the budget`: the channel stands in a cell of its own already.
            let rest = match entry.channel {
                None if entry.text.get(..channel.len()).is_some_and(|word| word.eq_ignore_ascii_case(channel)) => {
                    let rest = entry.text.get(channel.len()..).unwrap_or("");
                    if rest.starts_with(char::is_alphanumeric) { entry.text } else { rest.trim_start_matches([':', ',', ' ']) }
                }
                _ => entry.text,
            };
            *new.get_mut(at + 2)? = escaped(rest);
        }
        None => {
            let words = match entry.channel {
                Some(channel) if !entry.text.is_empty() => format!("{channel}: {}", entry.text),
                Some(channel) => channel.to_owned(),
                None => entry.text.to_owned(),
            };
            *new.get_mut(at + 1)? = escaped(&words);
        }
    }
    let padded = new.iter().zip(&cells).map(|(text, (_, cell))| {
        let width = cell.trim_start().chars().count().max(1);
        format!(" {text:<width$}{}", if text.chars().count() >= width { " " } else { "" })
    });
    let indent = source.get(from..line.start as usize).filter(|indent| indent.trim().is_empty()).unwrap_or("");
    let joined = padded.collect::<Vec<_>>().join("|");
    let joined = if open { joined } else { joined.trim_start().to_owned() };
    Some(format!(
        "{indent}{}{}{}",
        if open { "|" } else { "" },
        if close { joined.as_str() } else { joined.trim_end() },
        if close { "|" } else { "" }
    ))
}

/// The cells of a row, each with where it begins.
fn cells(row: &str) -> Vec<(usize, &str)> {
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            cells.push((start, row.get(start..at).unwrap_or("")));
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    cells.push((start, row.get(start..).unwrap_or("")));
    cells
}

/// How the entries write their channel.
struct Words {
    between: String,
    open: &'static str,
    close: &'static str,
    capital: bool,
}

impl Words {
    fn of(source: &str, series: &Series<'_>, channels: &Channels) -> Words {
        let (mut named, mut capitals, mut brackets, mut tags) = (0, 0, 0, 0);
        let mut between: Vec<String> = Vec::new();
        for member in series.models().filter(|member| member.line.words_at >= member.line.when_span.end) {
            let words = source.get(member.line.words_at as usize..member.line.text.end as usize).unwrap_or("");
            let Some((_, length)) = channels.leading_id(words) else { continue };
            let channel = words.get(..length).unwrap_or("").trim_start();
            if !channel.contains(char::is_alphanumeric) {
                continue;
            }
            named += 1;
            capitals += usize::from(channel.trim_start_matches(['(', '[', '*', '#']).starts_with(char::is_uppercase));
            brackets += usize::from(channel.starts_with('('));
            tags += usize::from(channel.starts_with('#'));
            let rest = words.get(length..).unwrap_or("");
            let sign = rest.get(..rest.len() - rest.trim_start_matches(|c: char| " :,;·|–—-=".contains(c)).len()).unwrap_or("");
            if !sign.trim().is_empty() && sign.len() < rest.len() {
                between.push(sign.to_owned());
            }
        }
        let most = between.iter().max_by_key(|sign| between.iter().filter(|other| other == sign).count());
        let most = most.cloned().unwrap_or_else(|| ": ".to_owned());
        let wrapped = 2 * brackets > named || 2 * tags > named;
        Words {
            between: if wrapped { " ".to_owned() } else { most },
            open: if 2 * brackets > named {
                "("
            } else if 2 * tags > named {
                "#"
            } else {
                ""
            },
            close: if 2 * brackets > named { ")" } else { "" },
            capital: named > 0 && 2 * capitals > named,
        }
    }

    fn channel(&self, channel: &str) -> String {
        format!("{}{}{}", self.open, if self.capital { capital(channel) } else { channel.to_owned() }, self.close)
    }

    /// All words on one line.
    fn line(&self, entry: &Entry<'_>) -> String {
        match entry.channel {
            Some(channel) if entry.text.is_empty() => self.channel(channel),
            Some(channel) => format!("{}{}{}", self.channel(channel), self.between, entry.text),
            None => entry.text.to_owned(),
        }
    }

    /// What stands on the date's own line, and what below it: there only the channel, where there is one.
    fn parts(&self, entry: &Entry<'_>) -> (Option<String>, Option<String>) {
        match (entry.channel, entry.reads_as) {
            (Some(channel), _) => (Some(self.channel(channel)), Some(entry.text.to_owned()).filter(|text| !text.is_empty())),
            (None, Some(_)) => match entry.text.split_once(": ") {
                Some((head, body)) if head.split_whitespace().count() < 4 => (Some(head.to_owned()), Some(body.trim().to_owned())),
                _ => (Some(entry.text.to_owned()), None),
            },
            (None, None) => (None, Some(entry.text.to_owned())),
        }
    }
}

fn is_capital(source: &str, line: &Line) -> bool {
    source.get(line.words_at as usize..).is_some_and(|words| words.trim_start().starts_with(char::is_uppercase))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
