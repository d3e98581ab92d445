//! The texts of settings files. Knows no file by name and reads nothing into them.

use std::fs;
use std::io;
use std::path::Path;

use crate::files::plain;
use crate::files::read::{Unreadable, read};

/// The text of a settings file, `file` from the root with `/` between names; `None` when there is none.
///
/// Errors: the file is there and cannot be read.
pub fn text(root: &Path, file: &str) -> Result<Option<String>, Unreadable> {
    let path = root.join(file);
    match fs::metadata(&path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Unreadable::Io(plain(&error))),
        Ok(_) => read(&path).map(|text| Some(text.text)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::text;
    use crate::files::read::Unreadable;

    #[test]
    fn a_settings_file_is_text_absent_or_an_error() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(text(root.path(), ".vault/config.toml"), Ok(None));
        fs::write(root.path().join(".vault"), "a file").unwrap();
        assert_eq!(text(root.path(), ".vault/config.toml"), Ok(None));
        fs::create_dir(root.path().join(".obsidian")).unwrap();
        fs::write(root.path().join(".obsidian/app.json"), "{}").unwrap();
        assert_eq!(text(root.path(), ".obsidian/app.json"), Ok(Some("{}".to_owned())));
        fs::write(root.path().join(".obsidian/app.json"), b"{\xff").unwrap();
        assert_eq!(text(root.path(), ".obsidian/app.json"), Err(Unreadable::NotUtf8 { offset: 1 }));
    }
}
