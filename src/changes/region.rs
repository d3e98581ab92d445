//! What `vault` writes into a note between `<!-- vault:begin NAME -->` and `<!-- vault:end -->`: replaced in place, else added at the end. Not a
//! byte outside of the region changes.

use crate::base::change::Edit;
use crate::base::span::Span;
use crate::note;

/// Why a region is not written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It begins and never ends.
    Unclosed,
    /// At the end of the note it would be no region, and so be added again the next time.
    Hidden,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refused::Unclosed => "a region of `vault` begins there and has no `<!-- vault:end -->`",
            Refused::Hidden => "what is added at its end would stand in a code block that is not closed",
        })
    }
}

/// The edits of a whole note's text that give the region `name` this content: lines, each with its line break.
pub fn edits(text: &str, name: &str, content: &str) -> Result<Vec<Edit>, Refused> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let content = content.replace('\n', newline);
    let parsed = note::parse(text);
    if parsed.open_region.is_some() {
        return Err(Refused::Unclosed);
    }
    let own = parsed.body.regions.iter().find_map(|region| inner(text, *region, name));
    if let Some(inner) = own {
        return Ok(vec![Edit { span: inner, text: format!("{newline}{content}") }]);
    }
    let before = match () {
        () if text.trim_start_matches('\u{feff}').is_empty() => String::new(),
        () if text.ends_with("\n\n") || text.ends_with("\n\r\n") => String::new(),
        () if text.ends_with('\n') => newline.to_owned(),
        () => newline.repeat(2),
    };
    let text_of_region = format!("{before}<!-- vault:begin {name} -->{newline}{content}<!-- vault:end -->{newline}");
    let after = format!("{text}{text_of_region}");
    if !note::parse(&after).body.regions.iter().any(|region| inner(&after, *region, name).is_some()) {
        return Err(Refused::Hidden);
    }
    Ok(vec![Edit { span: Span::new(text.len(), text.len()), text: text_of_region }])
}

/// What stands between the marks of a region, when it has this name.
fn inner(text: &str, region: Span, name: &str) -> Option<Span> {
    let whole = region.of(text);
    let (head, _) = whole.split_once("-->")?;
    let own = head.strip_prefix("<!-- vault:begin")?.trim();
    let end = whole.rfind("<!-- vault:end")?;
    let start = head.len() + "-->".len();
    (own == name && start <= end).then(|| Span::new(region.start as usize + start, region.start as usize + end))
}

#[cfg(test)]
mod tests {
    use super::{Refused, edits};
    use crate::base::change::edited;

    fn written(text: &str) -> String {
        let edits = edits(text, "report", "one\ntwo\n").unwrap();
        String::from_utf8(edited(text.as_bytes(), &edits).unwrap()).unwrap()
    }

    #[test]
    fn a_region_is_added_at_the_end_and_then_replaced() {
        const REGION: &str = "<!-- vault:begin report -->\none\ntwo\n<!-- vault:end -->\n";
        for (text, before) in
            [("", ""), ("# Week\n", "\n"), ("# Week\n\n", ""), ("# Week", "\n\n"), ("```\n<!-- vault:begin report -->\n```\n", "\n")]
        {
            let once = written(text);
            assert_eq!(once, format!("{text}{before}{REGION}"), "{text:?}");
            assert_eq!(written(&once), once, "{text:?}");
        }
        let text = "a\r\n<!-- vault:begin other -->\r\nx\r\n<!-- vault:end -->\r\n<!--  vault:begin -->\r\n<!-- vault:begin report -->old<!-- vault:end -->tail";
        assert_eq!(
            written(text),
            "a\r\n<!-- vault:begin other -->\r\nx\r\n<!-- vault:end -->\r\n<!--  vault:begin -->\r\n<!-- vault:begin report -->\r\none\r\ntwo\r\n<!-- vault:end -->tail"
        );
    }

    #[test]
    fn a_note_that_would_not_show_the_region_is_refused() {
        assert_eq!(edits("<!-- vault:begin report -->\nold\n", "report", "x\n"), Err(Refused::Unclosed));
        assert_eq!(edits("# Week\n```\nopen", "report", "x\n"), Err(Refused::Hidden));
    }
}
