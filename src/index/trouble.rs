//! What can go wrong with the index, as the caller has to tell it apart. Every error and panic of tantivy ends here.

use std::fmt;
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Why the index does not serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no index yet.
    Absent,
    /// Another process is writing to it.
    Busy,
    /// Nothing can be written there: no permission, a read-only or a full disk.
    Unwritable(String),
    /// It is not what was written: drop it and build it anew.
    Broken(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Absent => write!(f, "there is no index"),
            Error::Busy => write!(f, "another process is writing the index"),
            Error::Unwritable(why) => write!(f, "the index cannot be written: {why}"),
            Error::Broken(why) => write!(f, "the index is damaged: {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// Runs work on the index; an error or a panic of the library is an [`Error`].
pub(super) fn guard<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(payload) => {
            let said = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
            Err(Error::Broken(said.unwrap_or("it stopped in the middle").to_owned()))
        }
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Error {
        match io_kind(&error) {
            Some(kind) if cannot_write(kind) => Error::Unwritable(error.to_string()),
            _ if matches!(error, TantivyError::LockFailure(LockError::LockBusy, _)) => Error::Busy,
            _ => Error::Broken(error.to_string()),
        }
    }
}

impl From<OpenReadError> for Error {
    fn from(error: OpenReadError) -> Error {
        TantivyError::from(error).into()
    }
}

impl From<OpenDirectoryError> for Error {
    fn from(error: OpenDirectoryError) -> Error {
        TantivyError::from(error).into()
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        if cannot_write(error.kind()) { Error::Unwritable(error.to_string()) } else { Error::Broken(error.to_string()) }
    }
}

fn cannot_write(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
    )
}

fn io_kind(error: &TantivyError) -> Option<ErrorKind> {
    match error {
        TantivyError::IoError(error) => Some(error.kind()),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. })
        | TantivyError::LockFailure(LockError::IoError(io_error), _) => Some(io_error.kind()),
        _ => None,
    }
}
