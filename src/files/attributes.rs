//! Gives a new file what the one it replaces has beside its bytes: owner, permissions, extended attributes (access lists among them).

use std::fs::{File, Metadata};
use std::io;

/// Copies them from `old`, whose metadata is at hand, to `new`. What the file system does not know or the user may not set is left out;
/// the permissions must succeed.
pub(super) fn copy(old: &File, metadata: &Metadata, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    owner(metadata, new);
    new.set_permissions(metadata.permissions())?;
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    extended(old, new);
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    let _ = old;
    Ok(())
}

/// The owner and group, as far as they may be set: changing them takes away special bits, so it comes before the permissions.
#[cfg(unix)]
fn owner(metadata: &Metadata, new: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = new.metadata().map(|own| (own.uid(), own.gid()));
    if own.is_ok_and(|own| own == (metadata.uid(), metadata.gid())) {
        return;
    }
    if fchown(new, Some(metadata.uid()), Some(metadata.gid())).is_err() {
        let _ = fchown(new, None, Some(metadata.gid()));
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn extended(old: &File, new: &File) {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    /// The most bytes a list or a value may have on Linux.
    const MOST: usize = 1 << 16;
    let mut names = vec![0; MOST];
    let Ok(length) = flistxattr(old, &mut names) else { return };
    let mut value = vec![0; MOST];
    for name in names.get(..length).unwrap_or_default().split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        if let Ok(length) = fgetxattr(old, name, &mut value) {
            let _ = fsetxattr(new, name, value.get(..length).unwrap_or_default(), XattrFlags::empty());
        }
    }
}
