//! Small numbers and texts as bytes: LEB128 variable-length integers (as in DWARF and Protocol Buffers), zigzag for signed ones.
//!
//! Reading never fails loudly: past the end everything is zero and [`Get::is_whole`] says so.

use crate::base::date::Date;

/// Writes an unsigned number.
#[inline]
pub fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Writes a signed number.
#[inline]
pub fn put_signed(out: &mut Vec<u8>, value: i64) {
    put(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Writes a text with its length.
#[inline]
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Writes a day, or none.
pub fn put_date(out: &mut Vec<u8>, date: Option<Date>) {
    // Days from the first one of the calendar, so that zero is free.
    put(out, date.map_or(0, |date| date.number() as u64));
}

/// Reads what was written, in order.
pub struct Get<'b> {
    bytes: &'b [u8],
    at: usize,
    whole: bool,
}

impl<'b> Get<'b> {
    /// From the first byte on.
    pub fn new(bytes: &'b [u8]) -> Get<'b> {
        Get { bytes, at: 0, whole: true }
    }

    /// Whether nothing was read past the end or out of its range.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How many bytes have been read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Says that what was read makes no sense.
    pub fn spoil(&mut self) {
        self.whole = false;
    }

    /// An unsigned number.
    #[inline]
    pub fn number(&mut self) -> u64 {
        // Most are below 128.
        match self.bytes.get(self.at) {
            Some(&byte) if byte < 0x80 => {
                self.at += 1;
                u64::from(byte)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> u64 {
        let mut value = 0;
        let mut shift = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
            if shift > 63 {
                break;
            }
        }
        self.whole = false;
        0
    }

    /// An unsigned number of 32 bits.
    #[inline]
    pub fn small(&mut self) -> u32 {
        let value = self.number();
        u32::try_from(value).unwrap_or_else(|_| {
            self.whole = false;
            0
        })
    }

    /// A signed number.
    #[inline]
    pub fn signed(&mut self) -> i64 {
        let value = self.number();
        (value >> 1) as i64 ^ -((value & 1) as i64)
    }

    /// One byte.
    #[inline]
    pub fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        self.whole &= byte.is_some();
        byte.unwrap_or(0)
    }

    /// So many bytes.
    #[inline]
    pub fn bytes(&mut self, count: usize) -> &'b [u8] {
        let found = self.at.checked_add(count).and_then(|end| self.bytes.get(self.at..end));
        self.at = self.at.saturating_add(count);
        self.whole &= found.is_some();
        found.unwrap_or_default()
    }

    /// Eight bytes, the lowest first.
    pub fn eight(&mut self) -> u64 {
        self.bytes(8).try_into().map_or(0, u64::from_le_bytes)
    }

    /// A text with its length.
    #[inline]
    pub fn text(&mut self) -> &'b str {
        let count = self.number() as usize;
        let bytes = self.bytes(count);
        std::str::from_utf8(bytes).unwrap_or_else(|_| {
            self.whole = false;
            ""
        })
    }

    /// A day, or none.
    #[inline]
    pub fn date(&mut self) -> Option<Date> {
        let number = self.small();
        if number == 0 { None } else { Date::from_number(number as i32) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Get, put, put_signed, put_text};

    #[test]
    fn numbers_and_texts_come_back() {
        let mut out = Vec::new();
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            put(&mut out, value);
        }
        for value in [0, -1, 1, i64::MIN, i64::MAX] {
            put_signed(&mut out, value);
        }
        put_text(&mut out, "José");
        let mut get = Get::new(&out);
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            assert_eq!(get.number(), value);
        }
        for value in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(get.signed(), value);
        }
        assert_eq!(get.text(), "José");
        assert!(get.is_whole());
        assert_eq!((get.at(), get.number()), (out.len(), 0));
        assert!(!get.is_whole());
    }
}
