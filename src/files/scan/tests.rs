//! Tests of the scan: the same as the walk, and the stamps of the standard library.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::files::scan::{Found, notes, portable};
use crate::files::walk::{self, Rules, Trouble};

/// A folder with files of these names, each with its name as its text.
fn vault(names: &[&str]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for name in names {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
    root
}

fn rules<'r>() -> Rules<'r> {
    Rules { follow_symlinks: false, hides: &|_| false, hides_folder: &|_| false, templates: None }
}

/// The names found, in the order of their paths, and each trouble as `path: message`.
fn scan(root: &Path, rules: &Rules<'_>) -> (Vec<String>, Vec<String>) {
    let found = notes(root, rules);
    let mut names: Vec<String> = found.folders.iter().flat_map(|folder| (0..folder.files.len()).map(|at| folder.full_name(at))).collect();
    names.sort();
    (names, found.troubles.iter().map(|trouble| format!("{}: {}", trouble.path, trouble.message)).collect())
}

/// A note: where it lies, its name, whether that is not UTF-8, and its time and size if they are known.
type Row = (Vec<u8>, String, bool, Result<(i64, u64), ()>);

/// All that was found, sorted.
fn rows(root: &Path, found: &Found) -> Vec<Row> {
    let mut rows = Vec::new();
    for folder in &found.folders {
        for (at, file) in folder.files.iter().enumerate() {
            let stamp = if file.stamp.is_known() { Ok((file.stamp.mtime, file.stamp.size)) } else { Err(()) };
            let path = folder.path_of(root, at).as_os_str().as_encoded_bytes().to_owned();
            rows.push((path, folder.full_name(at), file.lossy, stamp));
        }
    }
    rows.sort();
    rows
}

/// What the walk finds, with the stamps of the standard library.
fn walked(root: &Path, rules: &Rules<'_>) -> (Vec<Row>, Vec<Trouble>) {
    let (mut rows, mut troubles) = (Vec::new(), Vec::new());
    for found in walk::notes(root, rules) {
        match found {
            Ok(note) => {
                let stamp = fs::metadata(&note.path).map_err(drop).map(|metadata| {
                    let time = metadata.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
                    (time.as_nanos() as i64, metadata.len())
                });
                rows.push((note.path.as_os_str().as_encoded_bytes().to_owned(), note.name, note.lossy, stamp));
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    rows.sort();
    troubles.sort();
    (rows, troubles)
}

/// Checks that the scan, and the portable one, find what the walk finds; returns how many notes and troubles.
fn agrees(root: &Path, rules: &Rules<'_>) -> (usize, usize) {
    let (rows_walked, troubles) = walked(root, rules);
    let found = notes(root, rules);
    assert_eq!((rows(root, &found), &found.troubles), (rows_walked.clone(), &troubles), "{}", root.display());
    let mut portable = portable::notes(root, rules, 3);
    portable.troubles.sort();
    assert_eq!((rows(root, &portable), &portable.troubles), (rows_walked.clone(), &troubles));
    assert_eq!(found, notes(root, rules), "two scans give the same in the same order");
    assert_eq!(found.count(), rows_walked.len());
    (rows_walked.len(), troubles.len())
}

/// The names the rules are about.
const MIXED: [&str; 21] = [
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
    "Work/deep/er/w.md",
];

#[test]
fn the_rules_are_those_of_the_walk() {
    let root = vault(&MIXED);
    let some = Rules { hides: &|path| path == "B.MD", hides_folder: &|path| path == "Work", ..rules() };
    let expected = ["People/Ana Diaz/Ana Diaz.md", "a.md", "c.Markdown", "dir.md/in.md", "inner/z.md", "x/Templates.md"];
    assert_eq!(scan(root.path(), &some), (expected.map(str::to_owned).to_vec(), Vec::new()));
    assert_eq!(agrees(root.path(), &some), (6, 0));
    assert_eq!(agrees(root.path(), &rules()), (9, 0));
    assert_eq!(agrees(root.path(), &Rules { templates: Some(&["work/deep".to_owned()]), ..rules() }), (11, 0));
    assert_eq!(agrees(root.path(), &Rules { templates: Some(&[]), ..rules() }), (12, 0));
}

#[test]
fn the_root_may_be_written_anyhow() {
    let root = vault(&[".notes/People/a.md", "file.md"]);
    for end in [".notes", ".notes/", ".notes/."] {
        assert_eq!(agrees(&root.path().join(end), &rules()), (1, 0));
    }
    assert_eq!(agrees(&root.path().join("gone"), &rules()), (0, 1));
    assert_eq!(agrees(&root.path().join("file.md"), &rules()), (0, 0));
    assert_eq!(scan(&root.path().join("gone"), &rules()).1, [".: no such file"]);
}

#[test]
fn big_folders_are_found_whole_and_in_the_order_of_their_listing() {
    let names: Vec<String> = (0..3000).map(|at| format!("{}/{at}.md", if at % 10 == 0 { "Few" } else { "Many/Deep" })).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let root = vault(&names);
    assert_eq!(agrees(root.path(), &rules()), (3000, 0));
    let found = notes(root.path(), &rules());
    assert_eq!(found.folders.iter().map(|folder| folder.path.as_str()).collect::<Vec<_>>(), ["Few", "Many/Deep"]);
    if cfg!(target_os = "linux") {
        let listed = fs::read_dir(root.path().join("Many/Deep")).unwrap();
        let listed: Vec<String> = listed.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let folder = &found.folders[1];
        assert_eq!((0..2700).map(|at| folder.name(at).to_owned()).collect::<Vec<_>>(), listed);
    }
    let half = Rules { hides: &|path| path.ends_with("5.md"), ..rules() };
    assert_eq!(agrees(root.path(), &half), (2700, 0));
}

#[test]
fn a_change_is_seen_in_the_stamp() {
    let root = vault(&["a.md", "b.md"]);
    let before = notes(root.path(), &rules());
    fs::write(root.path().join("a.md"), "longer than it was").unwrap();
    let after = notes(root.path(), &rules());
    let stamp = |found: &Found, name: &str| {
        let folder = &found.folders[0];
        folder.files[(0..2).find(|&at| folder.name(at) == name).unwrap()].stamp
    };
    assert_eq!(stamp(&before, "b.md"), stamp(&after, "b.md"));
    assert_ne!(stamp(&before, "a.md"), stamp(&after, "a.md"));
    assert_eq!(stamp(&after, "a.md").size, 18);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::{MIXED, Rules, agrees, notes, rules, scan, vault};

    /// The rules with links followed.
    fn following<'r>() -> Rules<'r> {
        Rules { follow_symlinks: true, ..rules() }
    }

    #[test]
    fn links_are_taken_as_the_walk_takes_them() {
        let outside = vault(&["secret.md", "More/b.md"]);
        let root = vault(&MIXED);
        let link = |to: &str, name: &str| symlink(to.replace('@', outside.path().to_str().unwrap()), root.path().join(name)).unwrap();
        for (to, name) in [
            ("inner/z.md", "inside.md"),
            ("@/secret.md", "outside.md"),
            ("@/More", "more"),
            ("@/More", "x/folder.md"),
            ("@/More", "Templates/more"),
            ("@/More", "node_modules/more"),
            ("d.txt", "text.md"),
            ("gone.md", "broken.md"),
            ("gone.md", "Work/broken.md"),
            ("gone", "gone.png"),
            ("user@host.1:2", ".#a.md"),
            ("self.md", "self.md"),
            ("self.png", "self.png"),
            ("..", "inner/up"),
            ("../..", "Work/deep/TEMPLATES"),
            ("..", "People/node_modules"),
            ("..", "People/.up"),
            ("../x", "inner/x"),
            ("../inner", "x/inner"),
            ("@", "@out"),
        ] {
            if name == "People/node_modules" {
                fs::remove_dir_all(root.path().join(name)).unwrap();
            }
            link(to, name);
        }
        symlink(root.path(), outside.path().join("back")).unwrap();
        // As in the walk: `inside.md` and `text.md` end inside the vault.
        assert_eq!(agrees(root.path(), &rules()), (11, 3));
        let (followed, troubles) = agrees(root.path(), &following());
        assert!(followed > 11 && troubles > 6, "{followed} {troubles}");
        let hiding = Rules { hides: &|path| path.ends_with(".md"), hides_folder: &|path| path == "Work/deep", ..following() };
        agrees(root.path(), &hiding);
        let (names, troubles) = scan(root.path(), &following());
        assert!(names.contains(&"more/b.md".to_owned()) && !names.contains(&"outside.md".to_owned()), "{names:?}");
        assert!(troubles.contains(&"inner/up: the link leads back to `.`, so it is not followed".to_owned()), "{troubles:?}");
        assert!(troubles.contains(&"inner/x/inner: the link leads back to `inner`, so it is not followed".to_owned()), "{troubles:?}");
    }

    #[test]
    fn a_link_has_the_stamp_of_its_file() {
        let root = vault(&["People/a.md"]);
        symlink("People/a.md", root.path().join("link.md")).unwrap();
        let found = notes(root.path(), &rules());
        let file = &found.folders[0].files[0];
        assert!(file.link && !found.folders[1].files[0].link);
        assert_eq!(file.stamp, found.folders[1].files[0].stamp);
        assert_eq!(file.stamp.inode, fs::metadata(root.path().join("People/a.md")).unwrap().ino());
    }

    #[test]
    fn stamps_are_those_of_the_standard_library() {
        let root = vault(&["a.md", "b/c.md"]);
        let file = fs::File::options().write(true).open(root.path().join("a.md")).unwrap();
        // Before 1970 too.
        file.set_modified(std::time::UNIX_EPOCH - std::time::Duration::from_millis(1500)).unwrap();
        let found = notes(root.path(), &rules());
        assert_eq!(found.folders[0].files[0].stamp.mtime, -1_500_000_000);
        for folder in &found.folders {
            let metadata = fs::metadata(folder.path_of(root.path(), 0)).unwrap();
            let stamp = folder.files[0].stamp;
            assert_eq!((stamp.size, stamp.inode), (metadata.size(), metadata.ino()));
            assert_eq!(stamp.mtime, metadata.mtime() * 1_000_000_000 + metadata.mtime_nsec());
            assert_eq!(stamp.ctime, metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec());
        }
    }

    #[test]
    fn names_that_are_not_utf8_can_be_opened() {
        let root = vault(&["line\nbreak.md", "bell\u{7}\u{1b}[31m.md", "Jose\u{301}.md", "back\\slash.md", "plain/a.md"]);
        let odd = |name: &[u8]| root.path().join(OsStr::from_bytes(name));
        if fs::create_dir(odd(b"Caf\xe9")).is_err() {
            return;
        }
        fs::create_dir(odd(b"Caf\xe9/deep")).unwrap();
        for name in [&b"Jos\xe9.md"[..], b"Jos\xe8.md", b"Caf\xe9/a.md", b"Caf\xe9/\xff.md", b"Caf\xe9/deep/b.md", b"plain/\xfe.md"] {
            fs::write(odd(name), name).unwrap();
        }
        assert_eq!(agrees(root.path(), &rules()), (11, 0));
        for folder in &notes(root.path(), &rules()).folders {
            for (at, file) in folder.files.iter().enumerate() {
                let bytes = fs::read(folder.path_of(root.path(), at)).unwrap();
                assert_eq!(folder.full_name(at), String::from_utf8_lossy(&bytes));
                assert_eq!(file.lossy, std::str::from_utf8(&bytes).is_err());
            }
        }
    }

    #[test]
    fn what_is_forbidden_is_named_and_the_rest_is_found() {
        let root = vault(&["a.md", "Closed/b.md", "Listed/c.md"]);
        let set = |name: &str, mode| fs::set_permissions(root.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        set("Closed", 0o000);
        set("Listed", 0o400);
        // The superuser looks into everything.
        let is_closed = fs::read_dir(root.path().join("Closed")).is_err();
        let agreed = agrees(root.path(), &rules());
        set("Closed", 0o700);
        set("Listed", 0o700);
        assert_eq!(agreed, if is_closed { (2, 1) } else { (3, 0) });
    }

    #[test]
    fn a_pipe_is_no_note() {
        let root = vault(&["a.md"]);
        if Command::new("mkfifo").arg(root.path().join("pipe.md")).status().is_ok_and(|status| status.success()) {
            symlink("pipe.md", root.path().join("linked.md")).unwrap();
            assert_eq!(agrees(root.path(), &rules()), (1, 0));
            assert_eq!(agrees(root.path(), &following()), (1, 0));
        }
    }

    #[test]
    fn a_root_that_is_a_link_is_looked_into() {
        let root = vault(&["real/a.md"]);
        symlink("real", root.path().join("link")).unwrap();
        assert_eq!(agrees(&root.path().join("link"), &rules()), (1, 0));
        assert_eq!(agrees(&root.path().join("link"), &following()), (1, 0));
    }
}
