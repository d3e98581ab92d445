use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Found, notes, plainly, stamp};
use crate::base::stamp::Stamp;
use crate::files::walk::Rules;

fn all(found: &Found) -> BTreeMap<String, Stamp> {
    let mut all = BTreeMap::new();
    for folder in &found.folders {
        let mut start = 0;
        for file in &folder.files {
            let name = &folder.names[start..file.end as usize];
            start = file.end as usize;
            let path = if folder.path.is_empty() { name.to_owned() } else { format!("{}/{name}", folder.path) };
            assert!(all.insert(path, file.stamp).is_none());
        }
    }
    all
}

fn write(root: &Path, path: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "# A note\n").unwrap();
}

#[test]
fn the_fast_walk_finds_what_the_plain_one_finds() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for path in [
        "Ana.md",
        "B.MARKDOWN",
        ".hidden.md",
        "text.txt",
        ".md",
        "People/Bo.md",
        "People/.trash/Gone.md",
        "node_modules/No.md",
        "Templates/Person.md",
        "a/b/c/d/Deep.md",
        "Private/Secret.md",
        "Private notes.md",
        "umlaut/Jose\u{301}.md",
        "odd [1]/x 😀.md",
    ] {
        write(root, path);
    }
    for number in 0..1300 {
        write(root, &format!("Many/{number}.md"));
    }
    fs::create_dir(root.join("Folder.md")).unwrap();
    write(root, "Folder.md/In it.md");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        write(outside.path(), "Else.md");
        symlink(root.join("People/Bo.md"), root.join("Link.md")).unwrap();
        symlink(outside.path().join("Else.md"), root.join("Outside.md")).unwrap();
        symlink(root.join("nowhere.md"), root.join("Dead.md")).unwrap();
        symlink(root, root.join("a/loop")).unwrap();
        symlink(root.join("a"), root.join("Linked folder")).unwrap();
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"bad \xff name.md")), "x").unwrap();
    }
    let hides = |path: &str| path.starts_with("Private");
    let rules = |follow_symlinks: bool| Rules { follow_symlinks, hides: &hides, hides_folder: &hides, templates: None };
    for follow_symlinks in [false, true] {
        let (fast, plain) = (notes(root, &rules(follow_symlinks)), plainly(root, &rules(follow_symlinks)));
        assert_eq!(all(&fast), all(&plain));
        assert_eq!(fast.odd, plain.odd);
        let sorted = |found: &Found| {
            let mut troubles: Vec<String> = found.troubles.iter().map(|trouble| format!("{}: {}", trouble.path, trouble.message)).collect();
            troubles.sort();
            troubles
        };
        assert_eq!(sorted(&fast), sorted(&plain));
    }
    let found = all(&notes(root, &rules(false)));
    assert_eq!(found["People/Bo.md"], stamp(&root.join("People/Bo.md")));
    assert_eq!(found.len(), 1300 + 7 + usize::from(cfg!(unix)) * 2);
}

#[test]
fn no_vault_is_a_trouble() {
    let hides = |_: &str| false;
    let rules = Rules { follow_symlinks: false, hides: &hides, hides_folder: &hides, templates: None };
    let found = notes(Path::new("/no such folder"), &rules);
    assert!(found.folders.is_empty());
    assert_eq!((found.troubles[0].path.as_str(), found.troubles[0].message.as_str()), (".", "no such file"));
}
