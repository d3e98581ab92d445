//! Which file systems change a folder's times whenever something in it comes or goes, as POSIX asks: those of Linux's own disks. Shared
//! folders and many of those made by programs do not, or tell it late.

use std::os::fd::OwnedFd;

/// The numbers of btrfs, ext2 to ext4, f2fs, overlayfs, tmpfs and XFS (Linux, `magic.h`), and of bcachefs and ZFS.
const KNOWN: [i64; 8] = [0x9123_683E, 0xEF53, 0xF2F5_2010, 0x794C_7630, 0x0102_1994, 0x5846_5342, 0xCA45_1A4E, 0x2FC1_2FC1];

/// Whether an open folder lies on such a file system.
#[allow(clippy::unnecessary_cast, reason = "the number is narrower on some machines")]
pub fn keeps_times(folder: &OwnedFd) -> bool {
    // The width of the number differs between systems; its low half is the same.
    rustix::fs::fstatfs(folder).is_ok_and(|system| KNOWN.contains(&(system.f_type as i64 & 0xFFFF_FFFF)))
}
