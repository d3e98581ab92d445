//! Tests of the walk on small folders.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::files::walk::{Rules, notes};

/// A folder with empty files of these names.
fn vault(names: &[&str]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for name in names {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    root
}

fn rules<'r>() -> Rules<'r> {
    Rules { follow_symlinks: false, hides: &|_| false, hides_folder: &|_| false, templates: None }
}

/// The sorted names found, and the troubles as `path: message`.
fn walk(root: &Path, rules: &Rules<'_>) -> (Vec<String>, Vec<String>) {
    let (mut names, mut troubles) = (Vec::new(), Vec::new());
    for found in notes(root, rules) {
        match found {
            Ok(note) => names.push(note.name),
            Err(trouble) => troubles.push(format!("{}: {}", trouble.path, trouble.message)),
        }
    }
    names.sort();
    troubles.sort();
    (names, troubles)
}

#[test]
fn only_markdown_outside_hidden_folders_is_found() {
    let root = vault(&[
        "a.md",
        "B.MD",
        "c.Markdown",
        "d.txt",
        "e.mdx",
        "md",
        ".hidden.md",
        ".obsidian/x.md",
        ".trash/x.md",
        "node_modules/x.md",
        "People/node_modules/y/x.md",
        "People/Ana Diaz/Ana Diaz.md",
        "inner/.obsidian/x.md",
        "inner/z.md",
        "dir.md/in.md",
        "Templates/t.md",
        "x/_templates/t.md",
        "x/template/t.md",
        "x/Templates.md",
        "Work/w.md",
    ]);
    let rules = Rules { hides: &|path| path == "B.MD", hides_folder: &|path| path == "Work", ..rules() };
    let expected = ["People/Ana Diaz/Ana Diaz.md", "a.md", "c.Markdown", "dir.md/in.md", "inner/z.md", "x/Templates.md"];
    assert_eq!(walk(root.path(), &rules), (expected.map(str::to_owned).to_vec(), Vec::new()));
}

#[test]
fn templates_folders_can_be_set() {
    let root = vault(&["Templates/a.md", "Meta/Vorlagen/b.md", "x/Meta/Vorlagen/c.md"]);
    let set = ["meta/vorlagen".to_owned()];
    assert_eq!(walk(root.path(), &Rules { templates: Some(&set), ..rules() }).0, ["Templates/a.md", "x/Meta/Vorlagen/c.md"]);
    assert_eq!(walk(root.path(), &Rules { templates: Some(&[]), ..rules() }).0.len(), 3);
}

#[test]
fn the_root_may_be_hidden_and_written_anyhow() {
    let root = vault(&[".notes/People/a.md"]);
    for end in [".notes", ".notes/", ".notes/."] {
        assert_eq!(walk(&root.path().join(end), &rules()), (vec!["People/a.md".to_owned()], Vec::new()));
    }
    assert_eq!(walk(&root.path().join("gone"), &rules()), (Vec::new(), vec![".: no such file".to_owned()]));
}

#[test]
fn the_walk_can_be_shared_out() {
    fn sent(_: impl Send) {}
    sent(notes(Path::new("."), &rules()));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::{Rules, notes, rules, vault, walk};

    #[test]
    fn links_to_files_stay_inside_the_vault() {
        let outside = vault(&["secret.md"]);
        let root = vault(&["People/a.md", "d.txt"]);
        let at = |name: &str| root.path().join(name);
        symlink(at("People/a.md"), at("inside.md")).unwrap();
        symlink("People/a.md", at("relative.md")).unwrap();
        symlink(outside.path().join("secret.md"), at("outside.md")).unwrap();
        symlink(outside.path(), at("folder")).unwrap();
        symlink(at("People"), at("folder.md")).unwrap();
        symlink(at("gone.md"), at("broken.md")).unwrap();
        let (names, troubles) = walk(root.path(), &rules());
        assert_eq!(names, ["People/a.md", "inside.md", "relative.md"]);
        assert_eq!(troubles, ["broken.md: cannot follow the link: no such file"]);
    }

    #[test]
    fn links_to_folders_are_followed_when_asked_and_loops_end() {
        let outside = vault(&["b.md"]);
        let root = vault(&["People/a.md"]);
        symlink(outside.path(), root.path().join("More")).unwrap();
        symlink(root.path(), root.path().join("People/loop")).unwrap();
        symlink("self.md", root.path().join("self.md")).unwrap();
        symlink("user@host.1:2", root.path().join(".#a.md")).unwrap();
        symlink("gone", root.path().join("gone.png")).unwrap();
        let (names, troubles) = walk(root.path(), &Rules { follow_symlinks: true, ..rules() });
        assert_eq!(names, ["More/b.md", "People/a.md"]);
        assert_eq!(troubles.len(), 2, "{troubles:?}");
        assert_eq!(troubles[0], "People/loop: the link leads back to `.`, so it is not followed");
        assert!(troubles[1].starts_with("self.md: "), "{troubles:?}");
    }

    #[test]
    fn awkward_names_are_kept() {
        let root = vault(&["line\nbreak.md", "bell\u{7}\u{1b}[31m.md", "Jose\u{301}.md", "back\\slash.md"]);
        let (names, troubles) = walk(root.path(), &rules());
        assert_eq!((names.len(), troubles.len()), (4, 0));
        assert!(names.contains(&"line\nbreak.md".to_owned()) && names.contains(&"Jose\u{301}.md".to_owned()));
        assert!(names.contains(&"back\\slash.md".to_owned()));
    }

    #[test]
    fn names_that_are_not_utf8_are_shown_with_replacement_characters() {
        let root = vault(&[]);
        let path = root.path().join(OsStr::from_bytes(b"Jos\xe9.md"));
        if fs::write(&path, "x").is_ok() {
            let found: Vec<_> = notes(root.path(), &rules()).map(|note| note.unwrap()).collect();
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].name.as_str(), found[0].lossy), ("Jos\u{fffd}.md", true));
            assert_eq!(found[0].path, path);
        }
    }

    #[test]
    fn a_forbidden_folder_is_named_and_the_rest_is_found() {
        let root = vault(&["a.md", "Closed/b.md"]);
        let closed = root.path().join("Closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let (names, troubles) = walk(root.path(), &rules());
        // The superuser looks into everything.
        if fs::read_dir(&closed).is_err() {
            assert_eq!((names, troubles), (vec!["a.md".to_owned()], vec!["Closed: permission denied".to_owned()]));
        }
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn a_pipe_is_no_note() {
        let root = vault(&["a.md"]);
        if Command::new("mkfifo").arg(root.path().join("pipe.md")).status().is_ok_and(|status| status.success()) {
            symlink("pipe.md", root.path().join("linked.md")).unwrap();
            assert_eq!(walk(root.path(), &rules()), (vec!["a.md".to_owned()], Vec::new()));
        }
    }
}
