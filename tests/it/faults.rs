//! The program itself ended at random moments, on a full disk, in a folder that may not be written: a note holds its old bytes or its new
//! ones, and `vault undo` brings the old ones back.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

const OLD: &str = "---\ntags: [person]\n---\n# Ana\n";
const NEW: &str = "---\ntags: [person]\ntier: A\n---\n# Ana\n";

/// A vault on the disk, and a cache folder beside it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::Builder::new().prefix("vault-faults-").tempdir().unwrap();
        fs::create_dir_all(folder.path().join("notes/.vault")).unwrap();
        fs::create_dir_all(folder.path().join("notes/People")).unwrap();
        fs::create_dir_all(folder.path().join("cache")).unwrap();
        let place = Place { folder };
        fs::write(place.note(), OLD).unwrap();
        place
    }

    fn notes(&self) -> PathBuf {
        self.folder.path().join("notes")
    }

    fn note(&self) -> PathBuf {
        self.notes().join("People/Ana.md")
    }

    fn vault(&self, arguments: &[&str]) -> Command {
        vault(&self.notes(), &self.folder.path().join("cache"), arguments)
    }
}

fn vault(notes: &Path, cache: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vault"));
    command.env_clear().env("XDG_CACHE_HOME", cache).env("VAULT_TODAY", "2026-05-20").current_dir(notes).args(arguments);
    command
}

fn said(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn killed_at_any_moment_a_note_is_old_or_new_and_undo_knows() {
    // How long a whole run takes here.
    let place = Place::new();
    let whole = {
        let started = std::time::Instant::now();
        assert_eq!(said(&mut place.vault(&["set", "Ana", "tier=A"])).0, Some(0));
        started.elapsed()
    };
    let (mut old, mut new) = (0, 0);
    for round in 0..40u32 {
        let place = Place::new();
        let mut child = place.vault(&["set", "Ana", "tier=A"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::park_timeout(whole.mul_f64(f64::from(round) / 32.0).max(Duration::from_micros(100)));
        let _ = child.kill();
        let _ = child.wait();
        let text = fs::read_to_string(place.note()).unwrap();
        let undone = said(&mut place.vault(&["undo"]));
        match text.as_str() {
            OLD => {
                old += 1;
                assert!(undone.1.starts_with("error: there is nothing to take back\n"), "{undone:?}");
            }
            NEW => {
                new += 1;
                assert_eq!(undone.0, Some(0), "{undone:?}");
            }
            third => panic!("a third thing: {third:?}"),
        }
        assert_eq!(fs::read_to_string(place.note()).unwrap(), OLD);
        assert_eq!(names(&place.notes().join("People")), ["Ana.md"], "nothing is left lying about");
    }
    eprintln!("killed 40 times: {old} before the change, {new} after it");
    assert!(new + old == 40);
}

/// A small file system in memory, unmounted at the end.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path, options: &str) -> Option<SmallDisk> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then(|| SmallDisk(at.to_path_buf()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(&folder.path().join("disk"), "size=256k") else {
        eprintln!("skipped: no small disk can be mounted here");
        return;
    };
    let (notes, cache) = (disk.0.join("notes"), folder.path().join("cache"));
    fs::create_dir_all(notes.join(".vault")).unwrap();
    fs::create_dir_all(notes.join("People")).unwrap();
    let old = format!("{OLD}{}", "a line of the note\n".repeat(3000));
    fs::write(notes.join("People/Ana.md"), &old).unwrap();
    // Fill what is left, to the last byte.
    let mut filler = fs::File::create(disk.0.join("filler")).unwrap();
    while std::io::Write::write(&mut filler, &[0; 4096]).is_ok_and(|written| written > 0) {}
    let (status, err) = said(&mut vault(&notes, &cache, &["-q", "set", "Ana", "tier=A"]));
    assert_eq!((status, err.as_str()), (Some(2), "error: cannot write `People/Ana.md`: no space left on device; nothing was changed\n"));
    assert_eq!(fs::read_to_string(notes.join("People/Ana.md")).unwrap(), old);
    assert_eq!(names(&notes.join("People")), ["Ana.md"]);
    // The journal on the full disk: the note is not touched.
    let full = disk.0.join("cache");
    let (status, err) = said(&mut vault(&notes, &full, &["-q", "--no-index", "set", "Ana", "tier=A"]));
    assert_eq!(status, Some(2));
    assert!(err.starts_with("error: cannot keep the old bytes for `vault undo`: no space left on device; nothing was changed\n"), "{err}");
    assert_eq!(fs::read_to_string(notes.join("People/Ana.md")).unwrap(), old);
    // With room again it works, and is taken back.
    drop(filler);
    fs::remove_file(disk.0.join("filler")).unwrap();
    assert_eq!(said(&mut vault(&notes, &cache, &["set", "Ana", "tier=A"])).0, Some(0));
    assert_ne!(fs::read_to_string(notes.join("People/Ana.md")).unwrap(), old);
    assert_eq!(said(&mut vault(&notes, &cache, &["undo"])).0, Some(0));
    assert_eq!(fs::read_to_string(notes.join("People/Ana.md")).unwrap(), old);
}

#[test]
fn a_read_only_disk_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(&folder.path().join("disk"), "size=256k") else {
        eprintln!("skipped: no small disk can be mounted here");
        return;
    };
    fs::create_dir_all(disk.0.join(".vault")).unwrap();
    fs::create_dir_all(disk.0.join("People")).unwrap();
    fs::write(disk.0.join("People/Ana.md"), OLD).unwrap();
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk.0).status().unwrap();
    assert!(remounted.success());
    let (status, err) = said(&mut vault(&disk.0, &folder.path().join("cache"), &["-q", "set", "Ana", "tier=A"]));
    assert_eq!(status, Some(2));
    assert!(err.starts_with("error: `People/Ana.md` is read-only; nothing was changed\n"), "{err}");
    // Questions are answered as ever.
    assert_eq!(said(&mut vault(&disk.0, &folder.path().join("cache"), &["show", "Ana"])).0, Some(0));
}

/// Runs the program as somebody who is not the superuser; `None` when that cannot be done.
#[cfg(unix)]
fn as_nobody(place: &Place, arguments: &[&str]) -> Option<(Option<i32>, String)> {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    // The program may lie where others have no access.
    let program = place.folder.path().join("vault");
    fs::copy(env!("CARGO_BIN_EXE_vault"), &program).ok()?;
    fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(0o755)).ok()?;
    let mut command = Command::new(&program);
    command
        .env_clear()
        .env("XDG_CACHE_HOME", place.folder.path().join("cache"))
        .env("VAULT_TODAY", "2026-05-20")
        .current_dir(place.notes())
        .args(arguments)
        .uid(65534)
        .gid(65534);
    let output = command.output().ok()?;
    Some((output.status.code(), String::from_utf8(output.stderr).ok()?))
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_written_in_place_or_refused() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let place = Place::new();
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for path in [place.note(), place.folder.path().join("cache")] {
        if chown(&path, Some(65534), Some(65534)).is_err() {
            eprintln!("skipped: only the superuser can be somebody else");
            return;
        }
    }
    // The folder forbids new files, the note may be written: it is written in place and can be taken back.
    mode(&place.notes().join("People"), 0o555);
    let Some((status, err)) = as_nobody(&place, &["-q", "set", "Ana", "tier=A"]) else {
        eprintln!("skipped: nobody else can run the program");
        return;
    };
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(place.note()).unwrap(), NEW);
    assert_eq!(as_nobody(&place, &["-q", "undo"]).unwrap(), (Some(0), String::new()));
    assert_eq!(fs::read_to_string(place.note()).unwrap(), OLD);
    // Neither may be written.
    mode(&place.note(), 0o444);
    let (status, err) = as_nobody(&place, &["-q", "set", "Ana", "tier=A"]).unwrap();
    assert_eq!((status, err.lines().next()), (Some(2), Some("error: `People/Ana.md` is read-only; nothing was changed")));
    assert_eq!(fs::read_to_string(place.note()).unwrap(), OLD);
    mode(&place.notes().join("People"), 0o755);
}

#[test]
fn the_old_bytes_are_kept_or_the_note_is_not_touched() {
    let place = Place::new();
    // Where the journal should lie there is a file.
    fs::remove_dir(place.folder.path().join("cache")).unwrap();
    fs::write(place.folder.path().join("cache"), "").unwrap();
    let (status, err) = said(&mut place.vault(&["-q", "set", "Ana", "tier=A"]));
    assert_eq!(status, Some(2));
    assert!(err.starts_with("error: cannot keep the old bytes for `vault undo`: "), "{err}");
    assert_eq!(fs::read_to_string(place.note()).unwrap(), OLD);
    // Without any place for caches the journal lies beside the notes.
    let mut command = place.vault(&["-q", "set", "Ana", "tier=A"]);
    assert_eq!(said(command.env_remove(OsStr::new("XDG_CACHE_HOME"))).0, Some(0));
    assert_eq!(fs::read_to_string(place.note()).unwrap(), NEW);
    assert!(place.notes().join(".vault/index/journal/000001.done").exists());
    let mut command = place.vault(&["-q", "undo"]);
    assert_eq!(said(command.env_remove(OsStr::new("XDG_CACHE_HOME"))).0, Some(0));
    assert_eq!(fs::read_to_string(place.note()).unwrap(), OLD);
}
