//! Folding: the forms under which names and fixed words are compared. Folded text is for look-ups, never for showing.

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization;

/// A name, link target or path as it is compared: NFC, without case (Unicode default caseless matching), white space trimmed on both sides.
pub fn name(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match simple(c) {
            Some(c) => folded.push(c),
            None => return by_tables(text),
        }
    }
    folded
}

/// [`name`] of any text, by the tables of Unicode.
fn by_tables(text: &str) -> String {
    let decomposed: String = text.nfd().collect();
    default_case_fold_str(&decomposed).nfc().collect()
}

/// What a character of the common alphabets becomes, whatever stands beside it; `None` for all others: the tables know them.
fn simple(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' => Some(c.to_ascii_lowercase()),
        // Latin: pairs in capital and small.
        'À'..='Þ' if c != '×' => char::from_u32(c as u32 + 32),
        'à'..='ÿ' => Some(c),
        'Ā'..='į' | 'Ķ'..='ķ' | 'Ŋ'..='ŷ' => char::from_u32(c as u32 | 1),
        'Ĺ'..='ň' | 'Ź'..='ž' => char::from_u32((c as u32 + 1) & !1),
        // Cyrillic, Chinese, Japanese.
        'А'..='Я' => char::from_u32(c as u32 + 32),
        'Ѐ'..='Џ' => char::from_u32(c as u32 + 80),
        'а'..='џ' => Some(c),
        '\u{4e00}'..='\u{9fff}' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' => Some(c),
        _ => None,
    }
}

/// Calls `look_up` with the folded name; short names of the common alphabets are folded without allocating.
pub fn with_name<T>(text: &str, look_up: impl FnOnce(&str) -> T) -> T {
    let trimmed = text.trim();
    let mut short = [0; 64];
    if let Some(Ok(folded)) = fold_in(trimmed, &mut short).and_then(|length| short.get(..length)).map(std::str::from_utf8) {
        return look_up(folded);
    }
    look_up(&name(trimmed))
}

/// Folds a trimmed text into a room and says how much of it that takes; `None` when it is too long or needs the tables.
fn fold_in(text: &str, room: &mut [u8; 64]) -> Option<usize> {
    let length = text.len();
    if text.is_ascii() {
        let folded = room.get_mut(..length)?;
        folded.copy_from_slice(text.as_bytes());
        folded.make_ascii_lowercase();
        return Some(length);
    }
    let mut at = 0;
    for c in text.chars() {
        let c = simple(c)?;
        c.encode_utf8(room.get_mut(at..at + c.len_utf8())?);
        at += c.len_utf8();
    }
    Some(at)
}

/// A fixed word (key, type, cadence, tier, heading, mark, status) as it is compared: lower case, without spaces, dashes and underscores
/// (format page, sections 3 and 10.12).
pub fn key(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(|byte| !matches!(byte, b' ' | b'\t' | b'-' | b'_'))
            .map(|byte| byte.to_ascii_lowercase() as char)
            .collect();
    }
    name(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect()
}

/// Calls `look_up` with the folded fixed word; short ASCII words are folded without allocating.
pub fn with_key<T>(text: &str, look_up: impl FnOnce(&str) -> T) -> T {
    let mut short = [0; 64];
    if text.len() <= short.len() && text.is_ascii() {
        let mut length = 0;
        for byte in text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'-' | b'_')) {
            if let Some(place) = short.get_mut(length) {
                *place = byte.to_ascii_lowercase();
                length += 1;
            }
        }
        if let Some(Ok(folded)) = short.get(..length).map(std::str::from_utf8) {
            return look_up(folded);
        }
    }
    look_up(&key(text))
}

/// NFC, case kept: the exact spelling of a name.
pub fn spelling(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}

/// A name without its accents, for forgiving look-ups on the command line: `jose` for José, `lukasz` for Łukasz.
pub fn loose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in name(text).nfkd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            _ => out.push(c),
        }
    }
    out
}

/// A name without its accents, its special letters spelled as two: `mueller` for Müller, `aarhus` for Århus. `None` when it has none.
pub fn spelled(text: &str) -> Option<String> {
    const TWO: [(char, &str); 5] = [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('å', "aa"), ('ø', "oe")];
    let folded = name(text);
    if folded.is_ascii() || !folded.contains(TWO.map(|(one, _)| one)) {
        return None;
    }
    let spelled = TWO.iter().fold(folded, |text, &(one, two)| text.replace(one, two));
    Some(loose(&spelled))
}

#[cfg(test)]
mod tests {
    use super::{by_tables, key, loose, name, simple, spelled, with_name};

    #[test]
    fn common_alphabets_fold_as_the_tables_say() {
        let known: Vec<char> = ('\0'..=char::MAX).filter(|&c| simple(c).is_some()).collect();
        for &c in &known {
            assert_eq!(simple(c).map(String::from), Some(by_tables(&c.to_string())), "{c:?}");
        }
        assert!(known.len() > 21_000);
        // Nothing of them joins with its neighbour.
        let few: Vec<char> = known.iter().copied().filter(|&c| !('\u{4e10}'..='\u{9ff0}').contains(&c)).collect();
        for one in &few {
            let text: String = few.iter().flat_map(|other| [*one, *other]).collect();
            assert_eq!(text.chars().filter_map(simple).collect::<String>(), by_tables(&text), "{one:?}");
            let pair = format!(" {one}{one} ");
            assert_eq!(with_name(&pair, str::to_owned), name(&pair), "{one:?}");
        }
    }

    #[test]
    fn names_meet_across_case_and_normal_forms() {
        for (one, other) in [("José", "JOSE\u{301}"), ("straße", "STRASSE"), (" Ana Diaz ", "ana diaz"), ("ΣΊΣΥΦΟΣ", "σίσυφος")]
        {
            assert_eq!(name(one), name(other), "{one} and {other}");
        }
        assert_ne!(name("Ana"), name("Anna"));
    }

    #[test]
    fn keys_forget_spaces_dashes_and_underscores() {
        for spelling in ["Last Contacted", "last-contacted", "lastContacted", "LAST_CONTACTED"] {
            assert_eq!(key(spelling), "lastcontacted");
        }
    }

    #[test]
    fn loose_names_drop_accents() {
        assert_eq!(loose("Łukasz Müller"), "lukasz muller");
        assert_eq!(loose("Þóra"), "thora");
        assert_eq!(spelled("Jörg MU\u{308}LLER").as_deref(), Some("joerg mueller"));
        assert_eq!((spelled("José"), spelled("Ana")), (None, None));
    }
}
