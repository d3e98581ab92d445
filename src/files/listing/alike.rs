//! Files whose names look the same once what is not UTF-8 in them is shown with replacement characters: one path would mean several files.
//! One of them is kept under it, the others are named as troubles. Opens nothing.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::stamp::Stamp;
use crate::files::listing::{Found, joined};
use crate::files::walk::Trouble;

/// Keeps one file of each path: the one whose name is UTF-8, else the first by its bytes. `stamp_of` tells its stamp.
pub fn pass_over(root: &Path, found: &mut Found, stamp_of: impl Fn(&Path) -> Option<Stamp>) {
    if found.odd.is_empty() {
        return;
    }
    let mut named: BTreeMap<&str, usize> = found.odd.iter().map(|(shown, _)| (shown.as_str(), 0)).collect();
    for folder in &found.folders {
        let mut start = 0;
        for file in &folder.files {
            let name = folder.names.get(start..file.end as usize).unwrap_or("");
            start = file.end as usize;
            if let Some(times) = named.get_mut(joined(&folder.path, name).as_str()) {
                *times += 1;
            }
        }
    }
    let mut alike: BTreeMap<String, Stamp> = BTreeMap::new();
    let mut odd = Vec::new();
    for same in found.odd.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((shown, first)) = same.first() else { continue };
        let times = named.get(shown.as_str()).copied().unwrap_or(0);
        let plain = times > same.len();
        let kept = usize::from(!plain);
        odd.extend(same.iter().take(kept).cloned());
        found.troubles.extend(same.iter().skip(kept).map(|(shown, path)| trouble(shown, path)));
        if times > 1 {
            let stamp = if plain { stamp_of(&root.join(shown)) } else { stamp_of(first) };
            alike.insert(shown.clone(), stamp.unwrap_or_default());
        }
    }
    found.odd = odd;
    if alike.is_empty() {
        return;
    }
    keep_one(found, alike);
}

/// Takes out all files of these paths but the first, which gets the stamp of the one that is kept.
fn keep_one(found: &mut Found, mut alike: BTreeMap<String, Stamp>) {
    let mut seen: Vec<String> = Vec::new();
    for folder in &mut found.folders {
        let (names, files) = (std::mem::take(&mut folder.names), std::mem::take(&mut folder.files));
        let mut start = 0;
        for mut file in files {
            let name = names.get(start..file.end as usize).unwrap_or("");
            start = file.end as usize;
            let path = joined(&folder.path, name);
            if seen.contains(&path) {
                continue;
            }
            if let Some(stamp) = alike.remove(&path) {
                file.stamp = stamp;
                seen.push(path);
            }
            folder.names.push_str(name);
            file.end = folder.names.len() as u32;
            folder.files.push(file);
        }
    }
    found.folders.retain(|folder| !folder.files.is_empty());
}

fn trouble(shown: &str, path: &Path) -> Trouble {
    let name = path.file_name().unwrap_or_default();
    Trouble { path: shown.to_owned(), message: format!("another file looks like it and is passed over: its name {name:?} is not UTF-8") }
}
