//! Text a reader does not see or `vault` itself wrote: `%% comments %%` and `<!-- vault:begin … -->` regions.

use crate::base::span::Span;

/// The `%% … %%` comments of a body (Obsidian's comment syntax). An opening mark at the start of a line runs to the next mark anywhere
/// (unclosed: to the end of the note); one within a line runs to the next mark of the same paragraph, else it is text.
/// `code` holds the code spans in order; marks inside them are text.
pub fn percent_comments(text: &str, from: usize, code: &[Span]) -> Vec<Span> {
    let body = text.get(from..).unwrap_or("");
    if memchr::memchr(b'%', body.as_bytes()).is_none() {
        return Vec::new();
    }
    let marks: Vec<usize> =
        memchr::memmem::find_iter(body.as_bytes(), b"%%").map(|at| at + from).filter(|&at| !inside(code, at as u32)).collect();
    let mut comments = Vec::new();
    let mut next = 0;
    let mut line_start = from;
    let mut seen = from;
    while next < marks.len() {
        let open = marks[next];
        let close = marks.get(next + 1).copied();
        if let Some(newline) = memchr::memrchr(b'\n', &text.as_bytes()[seen.min(open)..open]) {
            line_start = seen.min(open) + newline + 1;
        }
        seen = open;
        let at_line_start = open - line_start < 64 && text[line_start..open].trim().is_empty();
        match close {
            Some(close) if at_line_start || !has_blank_line(&text[open..close]) => {
                comments.push(Span::new(open, close + 2));
                next += 2;
            }
            None if at_line_start => {
                comments.push(Span::new(open, text.len()));
                next += 1;
            }
            _ => next += 1,
        }
    }
    comments
}

fn has_blank_line(text: &str) -> bool {
    let mut inner = text.split('\n').skip(1).peekable();
    while let Some(line) = inner.next() {
        if inner.peek().is_some() && line.trim().is_empty() {
            return true;
        }
    }
    false
}

/// The regions `vault` wrote, and the first one that is never closed (which then runs to the end of the note).
pub fn generated(text: &str, from: usize, code: &[Span]) -> (Vec<Span>, Option<Span>) {
    const BEGIN: &[u8] = b"<!-- vault:begin";
    const END: &[u8] = b"<!-- vault:end";
    let bytes = text.as_bytes();
    let mut regions = Vec::new();
    if memchr::memchr(b'<', bytes.get(from..).unwrap_or_default()).is_none() {
        return (regions, None);
    }
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memmem::find(rest, BEGIN)) {
        let begin = at + found;
        if inside(code, begin as u32) {
            at = begin + BEGIN.len();
            continue;
        }
        match memchr::memmem::find(&bytes[begin..], END) {
            Some(end) => {
                let end = begin + end;
                let close = memchr::memmem::find(&bytes[end..], b"-->").map_or(text.len(), |mark| end + mark + 3);
                regions.push(Span::new(begin, close));
                at = close;
            }
            None => {
                regions.push(Span::new(begin, text.len()));
                return (regions, Some(Span::new(begin, begin + BEGIN.len())));
            }
        }
    }
    (regions, None)
}

/// Sorts spans and joins those that overlap or nest, so that [`inside`] is exact.
pub fn merge(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    let mut last = 0;
    for at in 1..spans.len() {
        if spans[at].start < spans[last].end {
            spans[last].end = spans[last].end.max(spans[at].end);
        } else {
            last += 1;
            spans[last] = spans[at];
        }
    }
    spans.truncate(last + 1);
}

/// Whether `offset` lies in one of `spans`, which are in order and do not overlap.
pub fn inside(spans: &[Span], offset: u32) -> bool {
    let after = spans.partition_point(|span| span.start <= offset);
    after > 0 && spans[after - 1].contains(offset)
}

#[cfg(test)]
mod tests {
    use super::{generated, inside, merge, percent_comments};
    use crate::base::span::Span;

    fn comments(text: &str) -> Vec<&str> {
        percent_comments(text, 0, &[]).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn percent_comments_end_at_the_next_mark() {
        assert_eq!(comments("a %%b%% c %%d%%"), ["%%b%%", "%%d%%"]);
        assert_eq!(comments("%%\n- 2026-05-02 call\n\n- x\n%%\nafter"), ["%%\n- 2026-05-02 call\n\n- x\n%%"]);
    }

    #[test]
    fn a_lone_mark_within_a_line_is_text() {
        assert_eq!(comments("100%% sure\n\nand 50%% of it"), Vec::<&str>::new());
        assert_eq!(comments("%%\nnever closed"), ["%%\nnever closed"]);
    }

    #[test]
    fn many_comments_within_a_comment_are_one() {
        let mut spans: Vec<Span> =
            [(0, 100), (5, 8), (10, 12), (14, 16), (20, 22), (30, 32), (120, 130)].map(|(start, end)| Span::new(start, end)).to_vec();
        merge(&mut spans);
        assert_eq!(spans, [Span::new(0, 100), Span::new(120, 130)]);
        assert!(inside(&spans, 60) && !inside(&spans, 110));
    }

    #[test]
    fn what_vault_wrote_runs_to_its_end_mark() {
        let text = "a\n<!-- vault:begin report -->\nx\n<!-- vault:end -->\nb";
        let (regions, open) = generated(text, 0, &[]);
        assert_eq!(regions.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["<!-- vault:begin report -->\nx\n<!-- vault:end -->"]);
        assert_eq!(open, None);
        let (regions, open) = generated("x <!-- vault:begin -->\ny", 0, &[]);
        assert_eq!(regions, [Span::new(2, 24)]);
        assert!(open.is_some());
    }
}
