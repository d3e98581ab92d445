//! Which paths the settings hide. Decides by the path's text alone; touches no disk.

use regex::{Regex, RegexBuilder};

use crate::base::fold;

/// Bytes a compiled pattern may take.
const PATTERN_SIZE: usize = 1 << 20;

/// The paths not to read: the setting `ignore` and Obsidian's `userIgnoreFilters` (format page, sections 1 and 9).
#[derive(Clone, Debug, Default)]
pub struct Ignore {
    /// Our own prefixes, NFC, without slashes at the ends: they end where a name ends.
    prefixes: Vec<String>,
    /// Obsidian's prefixes, NFC: they end anywhere.
    obsidian: Vec<String>,
    patterns: Vec<Regex>,
}

impl Ignore {
    /// Adds a setting of ours: a path prefix, or `/regex/`. A prefix ends where a name does (`Work` hides `Work/a.md` and `Work.md`, not
    /// `Workshop.md`). An empty one hides nothing. Errors: the pattern cannot be read, said in one line.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        if let Some(pattern) = pattern_in(text) {
            self.patterns.push(compile(pattern)?);
            return Ok(());
        }
        let prefix = text.trim().trim_start_matches("./").trim_matches('/');
        if !prefix.is_empty() {
            self.prefixes.push(fold::spelling(prefix));
        }
        Ok(())
    }

    /// Adds a filter as Obsidian reads it: a prefix of the path's text wherever it ends, or `/regex/`.
    /// Errors: the pattern cannot be read (JavaScript's look-around, say), said in one line.
    pub fn add_obsidian(&mut self, text: &str) -> Result<(), String> {
        if let Some(pattern) = pattern_in(text) {
            self.patterns.push(compile(pattern)?);
            return Ok(());
        }
        let prefix = text.trim().trim_start_matches('/');
        if !prefix.is_empty() {
            self.obsidian.push(fold::spelling(prefix));
        }
        Ok(())
    }

    /// Whether nothing is hidden, so that no path need be asked about.
    pub fn is_empty(&self) -> bool {
        self.prefixes.is_empty() && self.obsidian.is_empty() && self.patterns.is_empty()
    }

    /// Whether the file at `rel_path` (from the root, `/` between names) is hidden.
    pub fn hides(&self, rel_path: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let path = fold::spelling(rel_path);
        self.prefixes.iter().any(|prefix| path.strip_prefix(prefix.as_str()).is_some_and(ends_a_name))
            || self.obsidian.iter().any(|prefix| path.starts_with(prefix.as_str()))
            || self.patterns.iter().any(|pattern| pattern.is_match(&path))
    }

    /// Whether everything below the folder at `rel_path` is hidden, so that it need not be walked.
    pub fn hides_folder(&self, rel_path: &str) -> bool {
        if self.prefixes.is_empty() && self.obsidian.is_empty() {
            return false;
        }
        let path = fold::spelling(&format!("{rel_path}/"));
        self.prefixes.iter().any(|prefix| path.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with('/')))
            || self.obsidian.iter().any(|prefix| path.starts_with(prefix.as_str()))
    }
}

/// Whether a prefix that leaves `rest` over ends with a whole name: a folder's, or a note's without its extension.
fn ends_a_name(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/') || rest.eq_ignore_ascii_case(".md") || rest.eq_ignore_ascii_case(".markdown")
}

/// What stands between the slashes of `/regex/`.
fn pattern_in(text: &str) -> Option<&str> {
    text.trim().strip_prefix('/')?.strip_suffix('/').filter(|pattern| !pattern.is_empty())
}

/// Compiles a pattern; the error is the last line of what the parser says, the one that names the fault.
fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).build().map_err(|error| {
        let text = error.to_string();
        let line = text.lines().last().unwrap_or_default().trim();
        line.strip_prefix("error: ").unwrap_or(line).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::Ignore;

    #[test]
    fn our_prefixes_end_with_a_name() {
        let mut ignore = Ignore::default();
        for text in ["Archive/", "Work", "./Old/People", ""] {
            ignore.add(text).unwrap();
        }
        for (path, hidden) in [
            ("Archive/a.md", true),
            ("Archives/a.md", false),
            ("Work.md", true),
            ("Work/x/y.md", true),
            ("Workshop.md", false),
            ("Old/People/Ana.md", true),
            ("People/Ana.md", false),
        ] {
            assert_eq!(ignore.hides(path), hidden, "{path}");
        }
        assert!(ignore.hides_folder("Archive") && ignore.hides_folder("Work/x") && !ignore.hides_folder("Old"));
    }

    #[test]
    fn patterns_search_the_path() {
        let mut ignore = Ignore::default();
        ignore.add("/^Archive\\/.*\\.md$/").unwrap();
        assert!(ignore.hides("Archive/a.md") && !ignore.hides("x/Archive/a.md"));
        assert!(ignore.add("/(/").unwrap_err().contains("unclosed group"));
    }

    #[test]
    fn obsidian_filters_are_read_as_obsidian_does() {
        let mut ignore = Ignore::default();
        ignore.add_obsidian("Archive/").unwrap();
        ignore.add_obsidian("Dra").unwrap();
        ignore.add_obsidian("/secret/").unwrap();
        assert!(ignore.add_obsidian("/(?=x)/").is_err());
        assert!(ignore.hides("Archive/a.md") && ignore.hides("Drafts.md") && ignore.hides("a/secret.md") && !ignore.hides("a/b.md"));
        assert!(ignore.hides_folder("Archive") && !ignore.hides_folder("a"));
    }
}
