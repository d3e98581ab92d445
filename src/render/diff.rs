//! What a change does to its files as a unified diff, which `git apply` and `patch -p1` understand.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices, group_diff_ops};

use crate::base::change::{Change, FileChange};
use crate::render::clean::clean;
use crate::render::style::Style;

/// How many lines stand around a change.
const CONTEXT: usize = 3;

/// Writes all files of a change.
pub fn write(change: &Change, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for file in &change.files {
        let before = match file {
            FileChange::Create { .. } => None,
            FileChange::Modify { before, .. } => Some(before.as_slice()),
        };
        write_file(file.path(), before, file.after().as_deref(), style, out)?;
    }
    Ok(())
}

/// Writes one file: `None` where it is not there; nothing when nothing differs.
pub fn write_file(path: &str, before: Option<&[u8]>, after: Option<&[u8]>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    let (old, new) = (lines(before.unwrap_or_default()), lines(after.unwrap_or_default()));
    let side = |letter: &str, there: bool| if there { format!("{letter}/{}", clean(path)) } else { "/dev/null".to_owned() };
    writeln!(out, "{}", style.bold(&format!("--- {}", side("a", before.is_some()))))?;
    writeln!(out, "{}", style.bold(&format!("+++ {}", side("b", after.is_some()))))?;
    for hunk in group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let range = |first: Range<usize>, last: Range<usize>| bounds(first.start..last.end);
        let head = format!("@@ -{} +{} @@", range(first.old_range(), last.old_range()), range(first.new_range(), last.new_range()));
        writeln!(out, "{}", style.dim(&head))?;
        for op in hunk {
            if op.tag() == DiffTag::Equal {
                side_lines(' ', old.get(op.old_range()), style, out)?;
                continue;
            }
            side_lines('-', old.get(op.old_range()), style, out)?;
            side_lines('+', new.get(op.new_range()), style, out)?;
        }
    }
    Ok(())
}

/// `7,3`: the first line and how many; for none, the line before.
fn bounds(range: Range<usize>) -> String {
    match range.len() {
        1 => format!("{}", range.start + 1),
        0 => format!("{},0", range.start),
        length => format!("{},{length}", range.start + 1),
    }
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').collect()
}

fn side_lines(sign: char, lines: Option<&[&[u8]]>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for line in lines.unwrap_or_default() {
        let text = String::from_utf8_lossy(line);
        let (body, end) = match (text.strip_suffix("\r\n"), text.strip_suffix('\n')) {
            (Some(body), _) => (body, "\r\n"),
            (None, Some(body)) => (body, "\n"),
            (None, None) => (&*text, "\n\\ No newline at end of file\n"),
        };
        let shown = format!("{sign}{}", shown(body));
        let shown = match sign {
            '-' => style.removed(&shown),
            '+' => style.added(&shown),
            _ => shown,
        };
        write!(out, "{shown}{end}")?;
    }
    Ok(())
}

/// A line without what a terminal would obey; tabs stay.
fn shown(line: &str) -> Cow<'_, str> {
    if !line.contains('\t') {
        return clean(line);
    }
    Cow::Owned(line.split('\t').map(clean).collect::<Vec<_>>().join("\t"))
}

#[cfg(test)]
mod tests {
    use super::write_file;
    use crate::render::style::Style;

    fn diff(before: Option<&str>, after: Option<&str>) -> String {
        let mut out = Vec::new();
        write_file("People/Ana.md", before.map(str::as_bytes), after.map(str::as_bytes), &Style::PLAIN, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_change_is_shown_with_three_lines_around_it() {
        let before: String = (1..=9).map(|line| format!("{line}\n")).collect();
        let after = before.replace("5\n", "five\nsix\n");
        assert_eq!(
            diff(Some(&before), Some(&after)),
            "--- a/People/Ana.md\n+++ b/People/Ana.md\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+six\n 6\n 7\n 8\n"
        );
        assert_eq!(diff(Some(&before), Some(&before)), "");
    }

    #[test]
    fn a_missing_last_newline_is_marked() {
        assert_eq!(
            diff(Some("a"), Some("a\nb")),
            "--- a/People/Ana.md\n+++ b/People/Ana.md\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn new_files_and_line_ends_are_kept_apart() {
        assert_eq!(diff(None, Some("a\r\n")), "--- /dev/null\n+++ b/People/Ana.md\n@@ -0,0 +1 @@\n+a\r\n");
        assert_eq!(diff(Some("a\n"), None), "--- a/People/Ana.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n");
        assert_eq!(diff(None, Some("\u{1b}[31m\tx\n")), "--- /dev/null\n+++ b/People/Ana.md\n@@ -0,0 +1 @@\n+\u{fffd}[31m\tx\n");
    }
}
