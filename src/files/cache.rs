//! Where the vault's cache folder is, and making folders that only their owner may look into. What lies in the cache may be deleted at
//! any time. Takes the environment as arguments.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

/// The cache folder of the vault at `root`: `vault/NAME-HASH` in `$XDG_CACHE_HOME`, else in `~/.cache`. NAME is the root's own name, HASH
/// is of the root's full path, so that a vault keeps its folder however it is reached. `None` when neither variable holds an absolute path.
pub fn folder(root: &Path, xdg_cache_home: Option<&OsStr>, home: Option<&OsStr>) -> Option<PathBuf> {
    let absolute = |value: Option<&OsStr>| value.map(PathBuf::from).filter(|path| path.is_absolute());
    let base = absolute(xdg_cache_home).or_else(|| absolute(home).map(|home| home.join(".cache")))?;
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let hash = xxh3_64(root.as_os_str().as_encoded_bytes());
    Some(base.join("vault").join(format!("{}-{hash:016x}", name(&root))))
}

/// The cache folder beside the notes, for `location = "vault"` of the settings.
pub fn in_vault(root: &Path) -> PathBuf {
    root.join(".vault").join("index")
}

/// Makes a folder and those above it, readable by their owner alone (0700); nothing when it is there.
pub fn create(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The root's own name as a part of a file name: letters, digits, `-`, `_` and `.`, at most 40 of them.
fn name(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let name: String = name.chars().take(40).map(plain).collect();
    if name.is_empty() { "root".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{create, folder};

    #[test]
    fn the_folder_is_named_by_the_vault() {
        let at = |xdg: Option<&str>, home: Option<&str>| folder(Path::new("/no such/My notes"), xdg.map(OsStr::new), home.map(OsStr::new));
        let xdg = at(Some("/c"), Some("/home/ana")).unwrap();
        assert_eq!(xdg.parent(), Some(Path::new("/c/vault")));
        assert!(xdg.file_name().unwrap().to_string_lossy().starts_with("My_notes-"), "{}", xdg.display());
        assert_eq!(at(None, Some("/home/ana")).unwrap().parent(), Some(Path::new("/home/ana/.cache/vault")));
        // The specification of these folders says that a relative path is no path.
        assert_eq!(at(Some("cache"), Some("/home/ana")), at(None, Some("/home/ana")));
        assert_eq!(at(Some(""), None), None);
        let other = folder(Path::new("/else where/My notes"), Some(OsStr::new("/c")), None).unwrap();
        assert_ne!(other, xdg);
    }

    #[cfg(unix)]
    #[test]
    fn a_vault_keeps_its_folder_however_it_is_reached() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("notes")).unwrap();
        std::os::unix::fs::symlink("notes", place.path().join("link")).unwrap();
        let at = |root: PathBuf| folder(&root, Some(OsStr::new("/c")), None);
        assert_eq!(at(place.path().join("link")), at(place.path().join("notes")));
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let made = place.path().join("vault/notes-1/journal");
        create(&made).unwrap();
        create(&made).unwrap();
        for folder in ["vault", "vault/notes-1", "vault/notes-1/journal"] {
            let mode = fs::metadata(place.path().join(folder)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{folder}");
        }
    }
}
