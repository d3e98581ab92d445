//! What is known of a vault's folders from an earlier listing. A folder's own time changes whenever something in it comes, goes or is
//! renamed (POSIX, `creat`, `unlink`, `rename`), so that one whose stamp is as it was need not be listed again: only its files are asked for.

use crate::base::hash::FastMap;
use crate::base::stamp::{Listed, Stamp};

/// An earlier listing.
pub struct Before<'b> {
    folders: &'b [Listed],
    /// Stamps as late as this tell nothing: something may have happened within the same tick of the clock.
    unsettled: i64,
    /// Each folder's number; of each the paths of its files and the numbers of the folders in it.
    at: FastMap<&'b str, usize>,
    paths: Vec<&'b str>,
    below: Vec<Vec<u32>>,
}

/// A folder in which nothing came or went.
#[derive(Clone, Copy)]
pub struct Same<'s, 'b> {
    before: &'s Before<'b>,
    number: usize,
}

impl<'b> Before<'b> {
    /// The folders of an earlier listing, by path, and the paths of the files in those that hold some, each with a zero byte behind it. Stamps that
    /// are not before `unsettled` tell nothing.
    pub fn new(folders: &'b [Listed], paths: impl Iterator<Item = (&'b str, &'b str)>, unsettled: i64) -> Before<'b> {
        let at: FastMap<&str, usize> = folders.iter().enumerate().map(|(number, folder)| (folder.path.as_str(), number)).collect();
        let mut before = Before { folders, unsettled, at, paths: vec![""; folders.len()], below: vec![Vec::new(); folders.len()] };
        for (path, paths) in paths {
            if let Some(&number) = before.at.get(path) {
                before.paths[number] = paths;
            }
        }
        for (number, folder) in (0..).zip(folders) {
            let parent = folder.path.rsplit_once('/').map_or("", |(parent, _)| parent);
            if let Some(&parent) = before.at.get(parent).filter(|_| !folder.path.is_empty()) {
                before.below[parent].push(number);
            }
        }
        before
    }

    /// A folder, when its stamp says that what lies in it is what lay in it.
    pub fn same(&self, path: &str, stamp: Stamp) -> Option<Same<'_, 'b>> {
        let number = *self.at.get(path)?;
        let is_settled = stamp.newest() < self.unsettled;
        (is_settled && self.folders[number].stamp == Some(stamp)).then_some(Same { before: self, number })
    }
}

impl<'s, 'b> Same<'s, 'b> {
    /// The paths of the folders in it.
    pub fn folders(self) -> impl Iterator<Item = &'s str> {
        self.before.below[self.number].iter().map(|&below| self.before.folders[below as usize].path.as_str())
    }

    /// The paths of its files, each with a zero byte behind it.
    pub fn paths(self) -> &'b str {
        self.before.paths[self.number]
    }
}
