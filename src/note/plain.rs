//! One line of markdown as plain words: links as their shown text, no marks, white space collapsed.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The words of a line as a reader sees them.
pub fn text(markdown: &str) -> String {
    let markdown = markdown.trim();
    if !markdown.contains(['[', '*', '_', '`', '~', '<', '&', '\\', '^', '#', '%', '!']) && !needs_guard(markdown) {
        return collapse(markdown);
    }
    if let Some(words) = with_links(markdown) {
        return collapse(&words);
    }
    by_parser(markdown)
}

/// [`text`] by the Markdown parser, whatever the line holds.
fn by_parser(markdown: &str) -> String {
    let commented = strip_comments(markdown);
    // A leading letter keeps `1. ` or `# ` from being read as a list or heading.
    let guarded = format!("x {commented}");
    let mut words = String::with_capacity(markdown.len());
    let mut images = 0;
    for event in Parser::new_ext(&guarded, Options::ENABLE_WIKILINKS | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) => {}
            Event::Text(text) | Event::Code(text) if images == 0 => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    let words = words.strip_prefix('x').unwrap_or(&words);
    // A mark whose partner stands outside this line says nothing here.
    collapse(&without_block_id(words.trim()).replace("~~", "").replace("%%", ""))
}

/// The words of a line that holds no signs but wikilinks; `None` where it may hold others.
fn with_links(markdown: &str) -> Option<String> {
    if markdown.contains(['*', '_', '`', '~', '<', '&', '\\', '^', '#', '%', '!', '\n', '\r']) {
        return None;
    }
    let mut words = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['[', ']']) {
        let inner = rest.get(at..)?.strip_prefix("[[")?;
        let end = inner.find(['[', ']'])?;
        let link = inner.get(..end)?;
        let behind = inner.get(end..)?.strip_prefix("]]")?;
        let shown = link.split_once('|').map_or(link, |(_, shown)| shown);
        if link.trim().is_empty() || shown.is_empty() || link.starts_with('|') || behind.starts_with(']') {
            return None;
        }
        words.push_str(rest.get(..at)?);
        words.push_str(shown);
        rest = behind;
    }
    words.push_str(rest);
    Some(words)
}

fn needs_guard(markdown: &str) -> bool {
    markdown.contains('\n')
}

fn collapse(text: &str) -> String {
    let single = |pair: &[u8]| !(pair[0] == b' ' && pair[1] == b' ');
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_whitespace() && byte != b' ') && text.as_bytes().windows(2).all(single) {
        return text.trim_matches(' ').to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strip_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("%%") {
        let Some(close) = rest[open + 2..].find("%%") else { break };
        out.push_str(&rest[..open]);
        rest = &rest[open + 2 + close + 2..];
    }
    out.push_str(rest);
    out
}

/// Drops Obsidian's block id `^abc123` from the end of a line.
fn without_block_id(text: &str) -> &str {
    match text.rsplit_once(" ^") {
        Some((before, id)) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => before.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{by_parser, text};

    #[test]
    fn links_alone_are_read_as_the_parser_reads_them() {
        let parts = [
            "a",
            " ",
            "  ",
            "[[Ana]]",
            "[[Ana|b c]]",
            "[[a/b|c|d]]",
            "[[ ]]",
            "[[|x]]",
            "[[x|]]",
            "[",
            "]",
            "[[",
            "]]",
            "(u)",
            ":",
            "é",
            "- ",
            "1. ",
            "\t",
            "|",
        ];
        let mut number: u64 = 7;
        for _ in 0..20_000 {
            let mut line = String::new();
            for _ in 0..1 + number % 7 {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                line.push_str(parts[(number >> 33) as usize % parts.len()]);
            }
            assert_eq!(text(&line), by_parser(line.trim()), "{line:?}");
        }
    }

    #[test]
    fn a_line_is_shown_as_a_reader_sees_it() {
        assert_eq!(text("asked **about** [[Bo Lind|Bo]]'s `new` job"), "asked about Bo's new job");
        assert_eq!(text("[the paper](https://example.com) and ![[photo.png]] [[Acme]]"), "the paper and Acme");
        assert_eq!(text("1. first  thing ^abc123"), "1. first thing");
        assert_eq!(text("a %%hidden%% b"), "a b");
    }
}
