//! What tells without reading a file that it is the one that was read.

/// The stamp of a file. Two equal ones mean the same bytes, unless the file was changed within one tick of its clock.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Stamp {
    /// When its bytes were last changed: nanoseconds since 1970.
    pub mtime: i64,
    /// When anything of it was last changed (name, owner, bytes, times): nanoseconds since 1970; 0 where there is none.
    pub ctime: i64,
    /// Its length in bytes.
    pub size: u64,
    /// Its number on the disk; 0 where there is none.
    pub inode: u64,
}

impl Stamp {
    /// The later of its times.
    pub fn newest(&self) -> i64 {
        self.mtime.max(self.ctime)
    }
}

/// A folder as it was listed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Listed {
    /// The path from the root; empty for the root.
    pub path: String,
    /// Its stamp before it was listed, when an equal one means that the same files and folders lie in it. `None` where that is not so.
    pub stamp: Option<Stamp>,
    /// How many notes were found in it. Theirs are the next places in the order of the listing.
    pub files: u32,
}
