//! One file's bytes as text (format page, section 1). Opens regular files only, so that nothing blocks, and none above a bound.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::files::plain;

/// The most bytes a note may have: 64 MiB.
pub const MOST_BYTES: u64 = 64 << 20;

/// A file's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// The text. From UTF-8 it is the file's bytes, a byte order mark included, so that offsets are the file's; from UTF-16 it is decoded,
    /// without the mark.
    pub text: String,
    /// How the file is written.
    pub encoding: Encoding,
}

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16 with a mark, little or big endian.
    Utf16,
}

/// Why a file gives no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It is neither UTF-8 nor UTF-16 with a mark.
    NotUtf8 {
        /// The first byte that does not fit.
        offset: usize,
    },
    /// It has more than `MOST_BYTES`.
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// It could not be opened or read, said in a few words.
    Io(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::NotUtf8 { offset } => write!(f, "not UTF-8 at byte {offset}"),
            Unreadable::TooLarge { bytes } => write!(f, "too large: {bytes} bytes, at most {MOST_BYTES} are read"),
            Unreadable::Io(message) => f.write_str(message),
        }
    }
}

/// Reads a file whole.
///
/// Errors: no regular file, above `MOST_BYTES`, not readable, or neither UTF-8 nor marked UTF-16.
pub fn read(path: &Path) -> Result<Text, Unreadable> {
    bytes(path).and_then(decode)
}

/// Reads a file's bytes, whatever they mean.
///
/// Errors: no regular file, above `MOST_BYTES`, or not readable.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    // Asked by path before opening: opening a pipe would wait for its other end.
    let metadata = fs::metadata(path).map_err(io_error)?;
    if !metadata.is_file() {
        return Err(Unreadable::Io("not a regular file".to_owned()));
    }
    let mut bytes = Vec::new();
    read_bytes(path, &mut bytes)?;
    Ok(bytes)
}

/// A buffer that one huge file has grown is not kept.
const KEPT: usize = 1 << 20;

/// Reads a file that the walk has found to be a regular one: one question to the file system less than [`read`], and into a buffer that
/// serves many files. `size` is what the file had when it was looked at, or 0: where it still has it nothing more is asked.
///
/// Errors: as [`read`].
pub fn read_regular<'b>(path: &Path, size: u64, buffer: &'b mut Vec<u8>) -> Result<Cow<'b, str>, Unreadable> {
    if buffer.capacity() > KEPT {
        *buffer = Vec::new();
    }
    let mut length = usize::try_from(size).unwrap_or(usize::MAX);
    if !(1..KEPT).contains(&length) || !read_exactly(path, length, buffer)? {
        read_bytes(path, buffer)?;
        length = buffer.len();
    }
    let bytes = buffer.get(..length).unwrap_or_default();
    if has_utf16_mark(bytes) {
        return decode(bytes.to_vec()).map(|text| Cow::Owned(text.text));
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| Unreadable::NotUtf8 { offset: error.valid_up_to() })
}

/// Reads a file into the beginning of a buffer, and says whether it has exactly so many bytes.
fn read_exactly(path: &Path, length: usize, buffer: &mut Vec<u8>) -> Result<bool, Unreadable> {
    let mut file = File::open(path).map_err(io_error)?;
    // One byte more tells a file that has grown.
    if buffer.len() <= length {
        buffer.resize(length + 1, 0);
    }
    let room = buffer.get_mut(..=length).unwrap_or_default();
    Ok(file.read(room).is_ok_and(|count| count == length))
}

/// Replaces what is in `bytes` by a file's bytes.
fn read_bytes(path: &Path, bytes: &mut Vec<u8>) -> Result<(), Unreadable> {
    let file = File::open(path).map_err(io_error)?;
    let size = file.metadata().map_err(io_error)?.len();
    if size > MOST_BYTES {
        return Err(Unreadable::TooLarge { bytes: size });
    }
    bytes.clear();
    bytes.reserve(usize::try_from(size).unwrap_or_default());
    // A file system that knows no sizes says 0.
    let most = if size == 0 { MOST_BYTES + 1 } else { size };
    file.take(most).read_to_end(bytes).map_err(io_error)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unreadable::TooLarge { bytes: bytes.len() as u64 });
    }
    Ok(())
}

fn has_utf16_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

fn io_error(error: io::Error) -> Unreadable {
    Unreadable::Io(plain(&error))
}

/// A file's bytes as text.
pub fn decode(bytes: Vec<u8>) -> Result<Text, Unreadable> {
    let utf16: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = utf16 {
        return decode_utf16(bytes.get(2..).unwrap_or_default(), unit);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Text { text, encoding: Encoding::Utf8 }),
        Err(error) => Err(Unreadable::NotUtf8 { offset: error.utf8_error().valid_up_to() }),
    }
}

/// What follows a UTF-16 mark; a lone surrogate or half a unit does not fit.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Text, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = decoded.map_err(|_| Unreadable::NotUtf8 { offset })?;
        text.push(c);
        offset += 2 * c.len_utf16();
    }
    if rest.is_empty() { Ok(Text { text, encoding: Encoding::Utf16 }) } else { Err(Unreadable::NotUtf8 { offset }) }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::{Encoding, Text, Unreadable, decode, read, read_regular};

    fn utf8(text: &str) -> Result<Text, Unreadable> {
        Ok(Text { text: text.to_owned(), encoding: Encoding::Utf8 })
    }

    fn utf16(text: &str) -> Result<Text, Unreadable> {
        Ok(Text { text: text.to_owned(), encoding: Encoding::Utf16 })
    }

    #[test]
    fn bytes_are_text_or_say_where_they_are_not() {
        for (bytes, expected) in [
            (b"".as_slice(), utf8("")),
            ("\u{feff}# José\r\n".as_bytes(), utf8("\u{feff}# José\r\n")),
            (b"a\0b", utf8("a\0b")),
            (b"ab\xe9c", Err(Unreadable::NotUtf8 { offset: 2 })),
            (b"\x89PNG", Err(Unreadable::NotUtf8 { offset: 0 })),
            (b"\xff\xfea\0\xe9\0", utf16("aé")),
            (b"\xfe\xff\0a\0\xe9", utf16("aé")),
            (b"\xff\xfe\x3d\xd8\x00\xde", utf16("😀")),
            (b"\xff\xfe", utf16("")),
            (b"\xff\xfea\0\x3d\xd8b\0", Err(Unreadable::NotUtf8 { offset: 4 })),
            (b"\xff\xfea\0b", Err(Unreadable::NotUtf8 { offset: 4 })),
            (b"\xff\xfe\0\0a\0\0\0", Err(Unreadable::NotUtf8 { offset: 0 })),
        ] {
            assert_eq!(decode(bytes.to_vec()), expected, "{bytes:?}");
        }
    }

    #[test]
    fn files_are_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let text = "line\n".repeat(100_000);
        fs::write(&path, &text).unwrap();
        assert_eq!(read(&path), utf8(&text));
        fs::write(&path, "").unwrap();
        assert_eq!(read(&path), utf8(""));
        assert_eq!(read(&folder.path().join("none.md")), Err(Unreadable::Io("no such file".to_owned())));
        assert_eq!(read(folder.path()), Err(Unreadable::Io("not a regular file".to_owned())));
    }

    #[test]
    fn a_file_that_is_another_than_it_was_is_read_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let mut buffer = b"what was read before".to_vec();
        fs::write(&path, "# Ana").unwrap();
        for size in [0, 3, 5, 80, 1 << 40] {
            assert_eq!(read_regular(&path, size, &mut buffer), Ok("# Ana".into()), "{size}");
        }
        fs::write(&path, "").unwrap();
        assert_eq!(read_regular(&path, 5, &mut buffer), Ok("".into()));
        fs::write(&path, b"\xff\xfea\0").unwrap();
        assert_eq!(read_regular(&path, 4, &mut buffer), Ok("a".into()));
    }

    #[test]
    fn a_huge_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.md");
        File::create(&path).unwrap().set_len(70 << 20).unwrap();
        assert_eq!(read(&path), Err(Unreadable::TooLarge { bytes: 73_400_320 }));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_does_not_block() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe.md");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(read(&path), Err(Unreadable::Io("not a regular file".to_owned())));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_forbidden_file_is_named_as_such() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "x").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser reads everything.
        if File::open(&path).is_err() {
            assert_eq!(read(&path), Err(Unreadable::Io("permission denied".to_owned())));
        }
    }
}
