//! Which folder is the vault (format page, section 1). Takes the option, the variable and the current folder as arguments; reads no
//! environment.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::files::plain;

/// Why there is no vault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoVault {
    /// Nothing was said, and no folder from the current one upwards holds `.vault` or `.obsidian`.
    NotFound {
        /// The current folder.
        from: PathBuf,
    },
    /// What was said is no folder.
    NotAFolder {
        /// What was said.
        path: PathBuf,
        /// Where: `--vault` or `$VAULT_PATH`.
        by: &'static str,
    },
}

impl NoVault {
    /// What to do, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            NoVault::NotFound { .. } => {
                "name it with `--vault DIR`, set `VAULT_PATH`, or go into a folder that holds `.obsidian` or `.vault` (`vault init` makes one)"
            }
            NoVault::NotAFolder { .. } => "a vault is a folder of markdown notes",
        }
    }
}

impl fmt::Display for NoVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoVault::NotFound { from } => write!(f, "no vault found from `{}` upwards", from.display()),
            NoVault::NotAFolder { path, by } => write!(f, "`{}`, given by `{by}`, is no folder", path.display()),
        }
    }
}

/// The vault's root, absolute when `current` is: `option` (`--vault`), else `variable` (`$VAULT_PATH`; an empty one is none), else the
/// nearest of `current` and its ancestors that holds a folder `.vault` or `.obsidian`.
///
/// Errors: what was named is no folder, or nothing was found.
pub fn find(option: Option<&Path>, variable: Option<&OsStr>, current: &Path) -> Result<PathBuf, NoVault> {
    let variable = variable.filter(|value| !value.is_empty()).map(Path::new);
    let named = option.map(|path| (path, "--vault")).or(variable.map(|path| (path, "$VAULT_PATH")));
    if let Some((path, by)) = named {
        let root: PathBuf = current.join(path).components().collect();
        return if root.is_dir() { Ok(root) } else { Err(NoVault::NotAFolder { path: path.to_owned(), by }) };
    }
    let holds = |folder: &&Path| folder.join(".vault").is_dir() || folder.join(".obsidian").is_dir();
    current.ancestors().find(holds).map(Path::to_owned).ok_or_else(|| NoVault::NotFound { from: current.to_owned() })
}

/// The name of a folder, also where its path ends with `..`.
pub fn name(root: &Path) -> String {
    let own = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    own(root).or_else(|| own(&fs::canonicalize(root).ok()?)).unwrap_or_default()
}

/// Makes a folder and those above it.
pub fn make(root: &Path) -> Result<(), String> {
    fs::create_dir_all(root).map_err(|error| plain(&error))
}

/// Whether anything lies in a folder.
pub fn has_files(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs;
    use std::path::Path;

    use super::{NoVault, find};

    #[test]
    fn the_three_ways_in_their_order() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        fs::create_dir_all(place.join("notes/.obsidian")).unwrap();
        fs::create_dir_all(place.join("notes/People/Old")).unwrap();
        fs::create_dir_all(place.join("notes/inner/.vault")).unwrap();
        fs::create_dir_all(place.join("other")).unwrap();
        let current = place.join("notes/People/Old");
        assert_eq!(find(None, None, &current), Ok(place.join("notes")));
        assert_eq!(find(None, None, &place.join("notes/inner")), Ok(place.join("notes/inner")));
        assert_eq!(find(None, Some(place.join("other").as_os_str()), &current), Ok(place.join("other")));
        assert_eq!(find(None, Some(OsStr::new("")), &current), Ok(place.join("notes")));
        assert_eq!(find(Some(Path::new("./other/")), Some(OsStr::new("x")), place), Ok(place.join("other")));
        let gone = NoVault::NotAFolder { path: Path::new("gone").to_owned(), by: "--vault" };
        assert_eq!(find(Some(Path::new("gone")), None, place), Err(gone.clone()));
        assert_eq!(gone.to_string(), "`gone`, given by `--vault`, is no folder");
    }

    #[test]
    fn the_error_names_the_three_ways() {
        let hint = NoVault::NotFound { from: Path::new("/x").to_owned() }.hint();
        assert!(["--vault", "VAULT_PATH", ".obsidian", ".vault"].iter().all(|way| hint.contains(way)));
    }
}
