//! Reads a page of cases: `# title`, then `## heading`, a sentence, fences. Runs nothing.

use std::ops::Range;

/// One case.
pub struct Case {
    /// Its heading.
    pub title: String,
    /// Its fences in order: inputs and expectations.
    pub fences: Vec<Fence>,
}

/// A fenced block.
pub struct Fence {
    /// What stands behind the opening fence.
    pub info: String,
    /// The text between the fences, with its last line end.
    pub text: String,
    /// Where that text stands in the page.
    pub range: Range<usize>,
    /// The source line of the opening fence.
    pub row: usize,
}

impl Fence {
    /// The file an input fence gives: its path and text. The flags `noeol`, `crlf` and `bom` behind the path change the bytes.
    pub fn file(&self) -> Option<(String, String)> {
        let (kind, path) = self.info.split_once(' ')?;
        if !matches!(kind, "md" | "toml" | "json") {
            return None;
        }
        let (mut path, mut text) = (path.trim(), self.text.clone());
        loop {
            if let Some(rest) = path.strip_suffix(" noeol") {
                text.truncate(text.trim_end_matches('\n').len());
                path = rest;
            } else if let Some(rest) = path.strip_suffix(" crlf") {
                text = text.replace('\n', "\r\n");
                path = rest;
            } else if let Some(rest) = path.strip_suffix(" bom") {
                text.insert(0, '\u{feff}');
                path = rest;
            } else {
                return Some((path.to_owned(), text));
            }
        }
    }
}

/// Reads a page. Errors: what is no case, with its line.
pub fn read(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(String, Fence)> = None;
    let (mut at, mut told) = (0, true);
    if !text.starts_with("# ") {
        return Err("the page has no title".to_owned());
    }
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let from = at;
        at += line.len();
        let bare = line.trim_end_matches('\n');
        if let Some((marks, mut fence)) = open.take() {
            if bare.trim_end() == marks {
                fence.range.end = from;
                fence.text = text[fence.range.clone()].to_owned();
                let Some(case) = cases.last_mut() else { return Err(format!("line {}: a fence before the first heading", fence.row)) };
                case.fences.push(fence);
            } else {
                open = Some((marks, fence));
            }
            continue;
        }
        let marks = bare.len() - bare.trim_start_matches('`').len();
        if marks >= 3 {
            if !told {
                return Err(format!("line {}: the case has no sentence", index + 1));
            }
            let info = bare[marks..].trim().to_owned();
            if !["md ", "toml ", "json ", "out ", "each "].iter().any(|kind| info.starts_with(kind)) {
                return Err(format!("line {}: `{info}` is no kind of fence", index + 1));
            }
            open = Some((bare[..marks].to_owned(), Fence { info, text: String::new(), range: at..at, row: index + 1 }));
        } else if let Some(title) = bare.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), fences: Vec::new() });
            told = false;
        } else if !bare.trim().is_empty() {
            told = true;
        }
    }
    if let Some((_, fence)) = open {
        return Err(format!("line {}: the fence is not closed", fence.row));
    }
    match cases.iter().find(|case| !case.fences.iter().any(|fence| fence.info.starts_with("out ") || fence.info.starts_with("each "))) {
        Some(case) => Err(format!("the case `{}` expects nothing", case.title)),
        None => Ok(cases),
    }
}
