//! Finds the notes of a vault (format page, section 1). Names them; opens none, and asks the disk about a file only where it is a symbolic
//! link. In each folder the order is that of the names.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::base::fold;
use crate::files::plain;

/// The folders taken for templates folders when none is set.
pub(super) const TEMPLATES: [&str; 3] = ["templates", "template", "_templates"];

/// The folder of other people's code.
pub(super) const NODE_MODULES: &[u8] = b"node_modules";

/// A note's file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteFile {
    /// Where it lies: the root given, and the name as the disk has it.
    pub path: PathBuf,
    /// From the root, `/` between names, neither normalised nor folded; what is not UTF-8 is shown with replacement characters.
    pub name: String,
    /// Whether the name is not UTF-8.
    pub lossy: bool,
}

/// A file or folder that could not be looked into. Everything else goes on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Trouble {
    /// From the root, like a note's name; the root itself is `.`.
    pub path: String,
    /// A few words, lower case, no full stop.
    pub message: String,
}

/// What is not a note of this vault.
#[derive(Clone, Copy)]
pub struct Rules<'r> {
    /// Whether symbolic links to folders are followed.
    pub follow_symlinks: bool,
    /// Whether the settings hide the file of this name.
    pub hides: &'r (dyn Fn(&str) -> bool + Sync),
    /// Whether the settings hide everything below the folder of this name.
    pub hides_folder: &'r (dyn Fn(&str) -> bool + Sync),
    /// The templates folders, from the root; `None`: those named Templates, Template or _templates at any depth, in any case.
    pub templates: Option<&'r [String]>,
}

/// The vault's notes as the walk meets them, so that reading can begin before it ends. Left out: names that begin with a dot,
/// `node_modules`, templates folders, what the settings hide, symbolic links to files outside the vault, and all that is no regular file
/// named `.md` or `.markdown` in any case. A loop of links is a trouble and never hangs.
pub fn notes<'a>(root: &'a Path, rules: &'a Rules<'a>) -> impl Iterator<Item = Result<NoteFile, Trouble>> + Send + 'a {
    let templates = templates_of(rules);
    WalkDir::new(root)
        .follow_links(rules.follow_symlinks)
        // By whole paths, which in one folder is by name.
        .sort_by(|one, other| one.path().as_os_str().cmp(other.path().as_os_str()))
        .into_iter()
        .filter_entry(move |entry| entry.depth() == 0 || is_wanted(root, entry, rules, templates.as_deref()))
        .filter_map(move |entry| match entry {
            Ok(entry) => note(root, entry, rules),
            Err(error) => is_worth_telling(&error).then(|| Err(trouble(root, &error))),
        })
}

/// Whether an entry is looked at: by its name, and a folder by its place.
fn is_wanted(root: &Path, entry: &DirEntry, rules: &Rules<'_>, templates: Option<&[String]>) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    if name.starts_with(b".") {
        return false;
    }
    if !entry.file_type().is_dir() {
        return is_markdown(name);
    }
    let (path, _) = name_in(root, entry.path());
    is_folder_wanted(name, &path, rules, templates)
}

/// The templates folders that are set, folded.
pub(super) fn templates_of(rules: &Rules<'_>) -> Option<Vec<String>> {
    rules.templates.map(|folders| folders.iter().map(|folder| fold::name(folder)).collect())
}

/// Whether a folder is looked into: by its name, and its path from the root.
pub(super) fn is_folder_wanted(name: &[u8], path: &str, rules: &Rules<'_>, templates: Option<&[String]>) -> bool {
    if name.starts_with(b".") || name == NODE_MODULES {
        return false;
    }
    let is_template = match templates {
        None => TEMPLATES.iter().any(|folder| name.eq_ignore_ascii_case(folder.as_bytes())),
        Some(folders) => !folders.is_empty() && folders.contains(&fold::name(path)),
    };
    !is_template && !(rules.hides_folder)(path)
}

/// Whether a file name has a note's extension and something before it.
pub(super) fn is_markdown(name: &[u8]) -> bool {
    let ends = |extension: &[u8]| {
        name.len() > extension.len() && name.get(name.len() - extension.len()..).is_some_and(|end| end.eq_ignore_ascii_case(extension))
    };
    ends(b".md") || ends(b".markdown")
}

/// The note an entry is, if it is one.
fn note(root: &Path, entry: DirEntry, rules: &Rules<'_>) -> Option<Result<NoteFile, Trouble>> {
    let is_link = entry.path_is_symlink();
    if !(entry.file_type().is_file() || is_link && !entry.file_type().is_dir()) || entry.depth() == 0 {
        return None;
    }
    let (name, lossy) = name_in(root, entry.path());
    if (rules.hides)(&name) {
        return None;
    }
    if is_link {
        match leads_to_a_file_in(root, entry.path()) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => return Some(Err(Trouble { path: name, message: cannot_follow(&error) })),
        }
    }
    Some(Ok(NoteFile { path: entry.into_path(), name, lossy }))
}

/// Whether a symbolic link ends at a regular file inside the vault.
pub(super) fn leads_to_a_file_in(root: &Path, link: &Path) -> std::io::Result<bool> {
    let target = link.canonicalize()?;
    Ok(target.is_file() && target.starts_with(root.canonicalize()?))
}

/// A path's name from the root, and whether it is not UTF-8.
fn name_in(root: &Path, path: &Path) -> (String, bool) {
    let bytes = path.as_os_str().as_encoded_bytes();
    let rest = bytes.get(root.as_os_str().as_encoded_bytes().len()..).unwrap_or(bytes);
    let separator = MAIN_SEPARATOR as u8;
    let rest = rest.iter().position(|&byte| byte != separator && byte != b'/').and_then(|start| rest.get(start..)).unwrap_or_default();
    let (name, lossy) = match std::str::from_utf8(rest) {
        Ok(name) => (name.to_owned(), false),
        Err(_) => (String::from_utf8_lossy(rest).into_owned(), true),
    };
    (if MAIN_SEPARATOR == '/' { name } else { name.replace(MAIN_SEPARATOR, "/") }, lossy)
}

/// Whether a note may be missed through this error: not below a hidden name, and not for a dead link (followed links only) to something
/// that is no note.
fn is_worth_telling(error: &walkdir::Error) -> bool {
    let Some(name) = error.path().and_then(Path::file_name).filter(|_| error.depth() > 0) else { return true };
    let name = name.as_encoded_bytes();
    let is_gone = error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    !name.starts_with(b".") && name != NODE_MODULES && (!is_gone || is_markdown(name))
}

/// What the walk could not do.
fn trouble(root: &Path, error: &walkdir::Error) -> Trouble {
    let path = error.path().map(|path| name_in(root, path).0).filter(|path| !path.is_empty()).unwrap_or_else(|| ".".to_owned());
    let message = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => {
            let (name, _) = name_in(root, ancestor);
            leads_back(&name)
        }
        (None, Some(error)) => plain(error),
        (None, None) => "cannot be looked into".to_owned(),
    };
    Trouble { path, message }
}

/// What is said of a link to a folder it lies in; the root's name is empty.
pub(super) fn leads_back(name: &str) -> String {
    format!("the link leads back to `{}`, so it is not followed", if name.is_empty() { "." } else { name })
}

/// What is said of a link to a file that ends nowhere.
pub(super) fn cannot_follow(error: &std::io::Error) -> String {
    format!("cannot follow the link: {}", plain(error))
}

#[cfg(test)]
mod tests;
