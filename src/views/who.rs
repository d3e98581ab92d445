//! Whose an e-mail address, phone number, handle or profile is. Compares them as people write them; guesses no country.

use crate::book::Book;

/// What was recognised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A handle or the address of a profile or site.
    Handle,
}

impl By {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            By::Email => "email",
            By::Phone => "phone",
            By::Handle => "handle",
        }
    }
}

/// Somebody whose it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    /// The contact, an index of [`Book::contacts`].
    pub contact: u32,
    /// What was recognised.
    pub by: By,
    /// As it stands in the note.
    pub value: String,
    /// Whether it is the same, not only a part.
    pub exact: bool,
}

/// The contacts whose it is: those with the same, else those of whose it is a part; in the order of their names.
pub fn of(book: &Book, text: &str) -> Vec<Match> {
    let asked = Asked::new(text);
    let mut matches: Vec<Match> = Vec::new();
    for (contact, at) in book.contacts.iter().zip(0..) {
        let person = book.person(contact);
        let mut add = |by: By, value: &String, fits: Option<bool>| {
            if let Some(exact) = fits {
                matches.push(Match { contact: at, by, value: value.clone(), exact });
            }
        };
        person.emails.iter().for_each(|email| add(By::Email, email, asked.email(email)));
        person.phones.iter().for_each(|phone| add(By::Phone, phone, asked.phone(phone)));
        person.links.iter().for_each(|link| add(By::Handle, link, asked.handle(link)));
    }
    if matches.iter().any(|found| found.exact) {
        matches.retain(|found| found.exact);
    }
    matches
}

/// What is asked for, in the forms it is compared in.
struct Asked {
    text: String,
    phone: Option<Phone>,
    handle: String,
}

/// The fewest characters of a part that is looked for.
const PART: usize = 3;

/// The fewest digits at the end of a number that are looked for, and that make two numbers the same.
const ENDING: usize = 4;
const SAME: usize = 6;

impl Asked {
    fn new(text: &str) -> Asked {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>').to_lowercase();
        let text = text.strip_prefix("mailto:").unwrap_or(&text).to_owned();
        Asked { phone: Phone::read(&text), handle: handle(&text), text }
    }

    /// Whether an address is the one asked for, or holds it.
    fn email(&self, email: &str) -> Option<bool> {
        let email = email.trim().to_lowercase();
        let email = email.strip_prefix("mailto:").unwrap_or(&email);
        (email == self.text).then_some(true).or_else(|| (self.text.chars().count() >= PART && email.contains(&self.text)).then_some(false))
    }

    fn phone(&self, phone: &str) -> Option<bool> {
        let (asked, known) = (self.phone.as_ref()?, Phone::read(phone)?);
        if asked.is(&known) {
            return Some(true);
        }
        (asked.digits.len() >= ENDING && !asked.abroad && known.digits.ends_with(&asked.digits)).then_some(false)
    }

    fn handle(&self, link: &str) -> Option<bool> {
        let known = handle(link);
        if self.handle.is_empty() || known.is_empty() {
            return None;
        }
        let last = known.rsplit('/').next().unwrap_or(&known);
        if known == self.handle || last == self.handle {
            return Some(true);
        }
        (self.handle.chars().count() >= PART && known.contains(&self.handle)).then_some(false)
    }
}

/// A number as it is dialled.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Phone {
    /// Without signs; from abroad with the country first.
    digits: String,
    /// Whether it was written with `+` or `00`.
    abroad: bool,
}

impl Phone {
    /// Reads a text of digits and the signs between them; an extension is left out.
    fn read(text: &str) -> Option<Phone> {
        let text = text.trim().to_lowercase();
        let text = text.strip_prefix("tel:").unwrap_or(&text);
        let text = ["ext", "x", ";", "#"].iter().find_map(|mark| text.split_once(mark)).map_or(text, |(number, _)| number);
        let is_sign = |c: char| c.is_whitespace() || "+-–—‑./()[]\u{202a}\u{202c}\u{200e}".contains(c);
        if !text.chars().all(|c| c.is_ascii_digit() || is_sign(c)) {
            return None;
        }
        let abroad = text.trim_start_matches(['(', ' ', '\u{202a}', '\u{200e}']).starts_with('+');
        // `+44 (0)20`: the nought is dialled at home only.
        let text = if abroad { text.replace("(0)", "") } else { text.to_owned() };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let (abroad, digits) = match digits.strip_prefix("00") {
            Some(rest) if !abroad && rest.len() > SAME => (true, rest.to_owned()),
            _ => (abroad, digits),
        };
        (digits.len() >= PART).then_some(Phone { digits, abroad })
    }

    /// Whether two numbers reach the same phone, as far as can be told: one written for home ends the one written for abroad.
    fn is(&self, other: &Phone) -> bool {
        if self.digits == other.digits {
            return true;
        }
        let (home, abroad) = match (self.abroad, other.abroad) {
            (false, true) => (self, other),
            (true, false) => (other, self),
            _ => return false,
        };
        let number = home.digits.strip_prefix('0').unwrap_or(&home.digits);
        let country = abroad.digits.len().saturating_sub(number.len());
        number.len() >= SAME && (1..=3).contains(&country) && abroad.digits.ends_with(number)
    }
}

/// A handle or address without what people leave out: `https://www.example.com/@Ana/` is `example.com/ana`, so is `@ana@example.com`.
fn handle(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let text = text.split(['?', '#']).next().unwrap_or(text).trim_end_matches('/');
    let text = text.strip_prefix("www.").unwrap_or(text);
    if let Some((name, host)) = text.strip_prefix('@').and_then(|rest| rest.split_once('@')) {
        return format!("{host}/{name}");
    }
    text.split('/').map(|part| part.strip_prefix('@').unwrap_or(part)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn numbers_meet_across_their_forms() {
        for (asked, known, expected) in [
            ("+44 20 7946 0188", "+442079460188", Some(true)),
            ("+44 (0)20 7946 0188", "+44 20 7946 0188", Some(true)),
            ("+44 (0) 20 7946-0188", "020 7946 0188", Some(true)),
            ("0044 20 7946 0188", "+44 20 7946 0188", Some(true)),
            ("020 7946 0188", "+44 20 7946 0188", Some(true)),
            ("(020) 7946.0188", "+44 (0)20 7946 0188", Some(true)),
            ("tel:+15550162", "+1 555 0162", Some(true)),
            ("555 0162", "+1 555 0162", Some(true)),
            ("+44 20 7946 0188 ext. 5", "020 7946 0188", Some(true)),
            ("0188", "+44 20 7946 0188", Some(false)),
            ("188", "+44 20 7946 0188", None),
            ("020 7946 0189", "+44 20 7946 0188", None),
            ("+1 20 7946 0188", "+44 20 7946 0188", None),
            ("ana", "+44 20 7946 0188", None),
        ] {
            assert_eq!(Asked::new(asked).phone(known), expected, "{asked} and {known}");
        }
    }

    #[test]
    fn addresses_and_handles() {
        for (asked, known, expected) in [
            ("Ana@Example.com", "ana@example.COM", Some(true)),
            ("<ana@example.com>", "mailto:ana@example.com", Some(true)),
            ("example.com", "ana@example.com", Some(false)),
            ("@example.com", "ana@example.com", Some(false)),
            ("bo@example.com", "ana@example.com", None),
            ("an", "ana@example.com", None),
        ] {
            assert_eq!(Asked::new(asked).email(known), expected, "{asked} and {known}");
        }
        for (asked, known, expected) in [
            ("@anadiaz", "https://example.com/anadiaz", Some(true)),
            ("AnaDiaz", "@anadiaz", Some(true)),
            ("https://www.example.com/in/ana-diaz/", "example.com/in/ana-diaz", Some(true)),
            ("@ana@social.example", "https://social.example/@ana", Some(true)),
            ("ana-d", "https://example.com/in/ana-diaz", Some(false)),
            ("bo", "https://example.com/in/ana-diaz", None),
        ] {
            assert_eq!(Asked::new(asked).handle(known), expected, "{asked} and {known}");
        }
    }
}
