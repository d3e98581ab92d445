//! Tests of the listing: the same notes as the walk, and the stamps of the standard library.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::base::stamp::Stamp;
use crate::files::listing::{Before, File, Folder, Found, again, joined, notes, portable};
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

/// The name of a file of a folder.
fn name(folder: &Folder, at: usize) -> &str {
    let start = if at == 0 { 0 } else { folder.files[at - 1].end as usize };
    &folder.names[start..folder.files[at].end as usize]
}

/// The names found, sorted, and each trouble as `path: message`.
fn listed(root: &Path, rules: &Rules<'_>) -> (Vec<String>, Vec<String>) {
    let found = notes(root, rules);
    let names = rows(root, &found).into_iter().map(|(name, ..)| name).collect();
    (names, found.troubles.iter().map(|trouble| format!("{}: {}", trouble.path, trouble.message)).collect())
}

/// A note: its name, whether that is not UTF-8, and its time and size.
type Row = (String, bool, (i64, u64));

/// All that was found, by name.
fn rows(root: &Path, found: &Found) -> Vec<Row> {
    let mut rows = Vec::new();
    for folder in &found.folders {
        for (at, file) in folder.files.iter().enumerate() {
            let name = joined(&folder.path, name(folder, at));
            let odd = found.odd.iter().any(|(odd, _)| *odd == name);
            // In a folder that may be listed and not entered nobody can tell.
            assert!(odd || root.join(&name).try_exists().unwrap_or(true), "{name}");
            rows.push((name, odd, (file.stamp.mtime, file.stamp.size)));
        }
    }
    rows.sort();
    rows
}

/// What the walk finds, with the stamps of the standard library.
fn walked(root: &Path, rules: &Rules<'_>) -> (Vec<Row>, Vec<(String, PathBuf)>, Vec<Trouble>) {
    let (mut rows, mut odd, mut troubles) = (Vec::new(), Vec::new(), Vec::new());
    for found in walk::notes(root, rules) {
        match found {
            Ok(note) => {
                let stamp = fs::metadata(&note.path).map_or((0, 0), |metadata| {
                    let time = metadata.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
                    (time.as_nanos() as i64, metadata.len())
                });
                if note.lossy {
                    odd.push((note.name.clone(), note.path));
                }
                rows.push((note.name, note.lossy, stamp));
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    rows.sort();
    odd.sort();
    troubles.sort();
    (rows, odd, troubles)
}

/// Checks that the listing, and the portable one, find what the walk finds; returns how many notes and troubles.
fn agrees(root: &Path, rules: &Rules<'_>) -> (usize, usize) {
    let (expected, odd, troubles) = walked(root, rules);
    let found = notes(root, rules);
    assert_eq!(found, notes(root, rules), "two listings give the same in the same order");
    assert_eq!(listed_again(root, rules, &found).0, found, "and so does one that believes the times of folders");
    let mut portable = portable::notes(root, rules, 3);
    portable.troubles.sort();
    portable.odd.sort();
    for found in [&found, &portable] {
        assert_eq!((rows(root, found), &found.odd, &found.troubles), (expected.clone(), &odd, &troubles));
        assert!(found.folders.is_sorted_by_key(|folder| &folder.path));
    }
    (expected.len(), troubles.len())
}

/// Lists once more by what an earlier listing found, all of whose times are believed; the folders as if they had been listed.
fn listed_again(root: &Path, rules: &Rules<'_>, before: &Found) -> (Found, usize) {
    let names = |folder: &Folder| (0..folder.files.len()).map(|at| joined(&folder.path, name(folder, at)) + "\0").collect::<String>();
    let names: Vec<(&str, String)> = before.folders.iter().map(|folder| (folder.path.as_str(), names(folder))).collect();
    let known = Before::new(&before.listed, names.iter().map(|(path, names)| (*path, names.as_str())), i64::MAX);
    let mut found = again(root, rules, Some(&known));
    let parts = std::mem::take(&mut found.unchanged);
    for part in &parts {
        let (_, names) = names.iter().find(|(path, _)| *path == part.path).unwrap();
        let names = names.split_terminator('\0').skip(part.first as usize).map(|path| path.rsplit('/').next().unwrap());
        let mut folder = match found.folders.pop_if(|folder| folder.path == part.path) {
            Some(folder) => folder,
            None => Folder { path: part.path.clone(), ..Folder::default() },
        };
        for (name, stamp) in names.zip(&part.stamps) {
            let Some(stamp) = *stamp else { continue };
            folder.names.push_str(name);
            folder.files.push(File { end: folder.names.len() as u32, stamp });
        }
        found.folders.push(folder);
    }
    found.folders.retain(|folder| !folder.files.is_empty());
    found.folders.sort_by(|one, other| one.path.cmp(&other.path));
    (found, parts.len())
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
    assert_eq!(listed(root.path(), &some), (expected.map(str::to_owned).to_vec(), Vec::new()));
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
    assert_eq!(listed(&root.path().join("gone"), &rules()).1, [".: no such file"]);
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
        let entries = fs::read_dir(root.path().join("Many/Deep")).unwrap();
        let entries: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let folder = &found.folders[1];
        assert_eq!((0..2700).map(|at| name(folder, at)).collect::<Vec<_>>(), entries);
    }
    let half = Rules { hides: &|path| path.ends_with("5.md"), ..rules() };
    assert_eq!(agrees(root.path(), &half), (2700, 0));
}

#[test]
fn many_small_folders_are_not_held_open_at_once() {
    // More than a process may usually hold open.
    let names: Vec<String> = (0..1500).map(|at| format!("{}/{at}/a.md", at / 100)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(agrees(vault(&names).path(), &rules()), (1500, 0));
}

#[test]
fn a_folder_in_which_nothing_came_or_went_is_not_listed_again() {
    let root = vault(&["Daily/1.md", "Daily/2.md", "People/Ana.md", "People/Bo.md", "People/Old/Cy.md", "a.md"]);
    let at = |path: &str| root.path().join(path);
    let steps: [(&str, &dyn Fn()); 8] = [
        ("nothing", &|| {}),
        ("bytes", &|| fs::write(at("People/Ana.md"), "longer than it was").unwrap()),
        ("new", &|| fs::write(at("People/Dee.md"), "new").unwrap()),
        ("renamed", &|| fs::rename(at("People/Bo.md"), at("People/Bob.md")).unwrap()),
        ("case", &|| fs::rename(at("a.md"), at("A.md")).unwrap()),
        ("replaced", &|| fs::rename(at("Daily/1.md"), at("Daily/2.md")).unwrap()),
        ("moved", &|| fs::rename(at("People/Old"), at("Daily/Old")).unwrap()),
        ("gone", &|| fs::remove_file(at("Daily/Old/Cy.md")).unwrap()),
    ];
    for (what, step) in steps {
        // Long past, so that on a system with a coarse clock, too, a change shows in the time.
        let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for folder in ["Daily", "Daily/Old", "People", "People/Old", ""] {
            if let Ok(folder) = fs::File::open(at(folder)) {
                folder.set_modified(past).unwrap();
            }
        }
        let before = notes(root.path(), &rules());
        step();
        let (found, parts) = listed_again(root.path(), &rules(), &before);
        assert_eq!(found, notes(root.path(), &rules()), "{what}");
        // Where the disk is not known to keep the times of folders, all are listed.
        let untouched = match what {
            "nothing" | "bytes" => 4,
            "moved" => 1,
            _ => 3,
        };
        assert!(parts == untouched || before.listed.iter().all(|folder| folder.stamp.is_none()), "{what}: {parts}");
    }
    let half = Before::new(&[], [].into_iter(), i64::MAX);
    assert_eq!(again(root.path(), &rules(), Some(&half)), notes(root.path(), &rules()));
}

#[test]
fn a_folder_that_was_changed_just_before_it_was_listed_is_listed_again() {
    let root = vault(&["People/Ana.md"]);
    let before = notes(root.path(), &rules());
    let newest = before.listed.iter().filter_map(|folder| folder.stamp).map(|stamp| stamp.newest()).max();
    let known = Before::new(&before.listed, [("People", "People/Gone.md\0")].into_iter(), newest.unwrap_or(0));
    assert_eq!(again(root.path(), &rules(), Some(&known)), before);
}

#[test]
fn a_change_is_seen_in_the_stamp() {
    let root = vault(&["a.md", "b.md"]);
    let before = notes(root.path(), &rules());
    fs::write(root.path().join("a.md"), "longer than it was").unwrap();
    let after = notes(root.path(), &rules());
    let stamp = |found: &Found, wanted: &str| -> Stamp {
        let folder = &found.folders[0];
        folder.files[(0..2).find(|&at| name(folder, at) == wanted).unwrap()].stamp
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

    use super::{MIXED, Rules, agrees, listed, listed_again, name, notes, rows, rules, vault};

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
        let (names, troubles) = listed(root.path(), &following());
        assert!(names.contains(&"more/b.md".to_owned()) && !names.contains(&"outside.md".to_owned()), "{names:?}");
        assert!(troubles.contains(&"inner/up: the link leads back to `.`, so it is not followed".to_owned()), "{troubles:?}");
        assert!(troubles.contains(&"inner/x/inner: the link leads back to `inner`, so it is not followed".to_owned()), "{troubles:?}");
    }

    #[test]
    fn a_link_has_the_stamp_of_its_file() {
        let root = vault(&["People/a.md"]);
        symlink("People/a.md", root.path().join("link.md")).unwrap();
        let found = notes(root.path(), &rules());
        let (link, file) = (&found.folders[0], &found.folders[1]);
        assert_eq!((name(link, 0), name(file, 0)), ("link.md", "a.md"));
        assert_eq!(link.files[0].stamp, file.files[0].stamp);
        assert_eq!(file.files[0].stamp.inode, fs::metadata(root.path().join("People/a.md")).unwrap().ino());
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
            let metadata = fs::metadata(root.path().join(&folder.path).join(name(folder, 0))).unwrap();
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
        for name in [&b"Jos\xe9.md"[..], b"Ren\xe8.md", b"Caf\xe9/a.md", b"Caf\xe9/\xff.md", b"Caf\xe9/deep/b.md", b"plain/\xfe.md"] {
            fs::write(odd(name), name).unwrap();
        }
        assert_eq!(agrees(root.path(), &rules()), (11, 0));
        let odd = notes(root.path(), &rules()).odd;
        assert_eq!(odd.len(), 6);
        for (shown, path) in odd {
            assert_eq!(shown, String::from_utf8_lossy(&fs::read(path).unwrap()));
        }
    }

    #[test]
    fn a_folder_whose_name_is_no_text_is_looked_into_each_time() {
        let root = vault(&["plain/a.md", "plain/b.txt"]);
        let odd = root.path().join(OsStr::from_bytes(b"Caf\xe9"));
        if fs::create_dir(&odd).is_err() {
            return;
        }
        fs::write(odd.join("menu.txt"), "soup").unwrap();
        let before = notes(root.path(), &rules());
        assert_eq!(listed_again(root.path(), &rules(), &before).0, before);
        assert!(before.troubles.is_empty());
        fs::write(odd.join("b.md"), "now a note").unwrap();
        assert_eq!(listed_again(root.path(), &rules(), &before).0, notes(root.path(), &rules()));
    }

    #[test]
    fn of_names_that_look_the_same_one_file_is_kept_and_the_others_named() {
        let root = vault(&["a.md", "Z\u{fffd}.md"]);
        let place = |name: &[u8]| root.path().join(OsStr::from_bytes(name));
        if fs::write(place(b"X\xff.md"), "second").is_err() {
            return;
        }
        fs::write(place(b"X\xfe.md"), "the first").unwrap();
        fs::write(place(b"Z\xff.md"), "not it").unwrap();
        for folder in [&b"F\xf0"[..], b"F\xf1"] {
            fs::create_dir(place(folder)).unwrap();
            fs::write(place(folder).join("in.md"), folder).unwrap();
        }
        let found = notes(root.path(), &rules());
        assert_eq!(found, notes(root.path(), &rules()));
        let mut names: Vec<String> = rows(root.path(), &found).into_iter().map(|(name, ..)| name).collect();
        names.sort();
        assert_eq!(names, ["F\u{fffd}/in.md", "X\u{fffd}.md", "Z\u{fffd}.md", "a.md"]);
        let odd: Vec<_> = found.odd.iter().map(|(_, path)| path.clone()).collect();
        assert_eq!(odd, [place(b"F\xf0/in.md"), place(b"X\xfe.md")]);
        let sizes: Vec<u64> = rows(root.path(), &found).into_iter().map(|(.., (_, size))| size).collect();
        assert_eq!(sizes, [2, 9, 7, 4]);
        let troubles: Vec<&str> = found.troubles.iter().map(|trouble| trouble.path.as_str()).collect();
        assert_eq!(troubles, ["F\u{fffd}/in.md", "X\u{fffd}.md", "Z\u{fffd}.md"]);
        assert!(found.troubles[1].message.ends_with(r#"its name "X\xFF.md" is not UTF-8"#), "{}", found.troubles[1].message);
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
