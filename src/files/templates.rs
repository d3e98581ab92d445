//! The template files of a vault, and what lies in a folder by name. Reads names only.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::base::fold;
use crate::files::walk::{TEMPLATES, is_markdown};

/// How deep a templates folder is looked for when no setting names one.
const DEPTH: usize = 3;

/// The vault's own templates folder.
pub const OWN: &str = ".vault/templates";

/// The templates below the vault's own folder, from the root, sorted.
pub fn own(root: &Path) -> Vec<String> {
    below(root, OWN)
}

/// The templates of Obsidian: below the folders given, else below those named Templates, Template or _templates not too deep in the vault.
pub fn obsidian(root: &Path, folders: Option<&[String]>) -> Vec<String> {
    let found: Vec<String> = match folders {
        Some(folders) => folders.iter().map(|folder| spelled(root, folder)).collect(),
        None => WalkDir::new(root)
            .min_depth(1)
            .max_depth(DEPTH)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.file_type().is_dir() && !hidden(entry.file_name().as_encoded_bytes()))
            .filter_map(Result::ok)
            .filter(|entry| TEMPLATES.iter().any(|name| entry.file_name().eq_ignore_ascii_case(name)))
            .filter_map(|entry| from_root(root, entry.path()))
            .collect(),
    };
    let mut templates: Vec<String> = found.iter().flat_map(|folder| below(root, folder)).collect();
    templates.sort();
    templates.dedup();
    templates
}

fn hidden(name: &[u8]) -> bool {
    name.starts_with(b".") || name == b"node_modules"
}

fn below(root: &Path, folder: &str) -> Vec<String> {
    let entries = WalkDir::new(root.join(folder)).max_depth(8).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file() && !hidden(entry.file_name().as_encoded_bytes()));
    files.filter(|entry| is_markdown(entry.file_name().as_encoded_bytes())).filter_map(|entry| from_root(root, entry.path())).collect()
}

fn from_root(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// A path from the root as the disk spells it: each part that is there in another case or normal form takes that form.
pub fn spelled(root: &Path, path: &str) -> String {
    let mut found = PathBuf::from(root);
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part =
            if fs::symlink_metadata(found.join(part)).is_ok() { None } else { alike(&found, part) }.unwrap_or_else(|| part.to_owned());
        found.push(&part);
        parts.push(part);
    }
    parts.join("/")
}

/// The name in a folder that differs from `name` in case or normal form at most.
pub fn alike(folder: &Path, name: &str) -> Option<String> {
    let wanted = fold::name(name);
    let names = fs::read_dir(folder).ok()?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut alike: Vec<String> = names.filter(|name| fold::name(name) == wanted).collect();
    alike.sort();
    alike.into_iter().next()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{alike, obsidian, own, spelled};

    #[test]
    fn templates_are_found_where_they_may_lie() {
        let root = tempfile::tempdir().unwrap();
        for path in [
            ".vault/templates/contact.md",
            "Meta/Templates/People/Person.MD",
            "Meta/Templates/.x.md",
            "Meta/Templates/a.base",
            ".git/templates/x.md",
            "a/b/c/templates/deep.md",
            "templates.md",
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        assert_eq!(own(root.path()), [".vault/templates/contact.md"]);
        assert_eq!(obsidian(root.path(), None), ["Meta/Templates/People/Person.MD"]);
        assert_eq!(obsidian(root.path(), Some(&["a/B/c".to_owned()])), ["a/b/c/templates/deep.md"]);
        assert_eq!(obsidian(root.path(), Some(&[])), Vec::<String>::new());
        assert_eq!(spelled(root.path(), "meta/TEMPLATES/New"), "Meta/Templates/New");
        assert_eq!(alike(root.path(), "TEMPLATES.md").as_deref(), Some("templates.md"));
        assert_eq!(alike(root.path(), "none"), None);
    }
}
