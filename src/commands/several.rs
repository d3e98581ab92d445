//! Several people named on one command line: each word a name, or all of them one name without quotes.

use crate::commands::{Failure, Session, who};

/// The contacts (indices of the book's) that words name: all together one person where somebody is called so, else each word one; each
/// person once, in the order given.
pub fn find(session: &mut Session<'_>, words: &[String]) -> Result<Vec<u32>, Failure> {
    let book = &session.workspace.book;
    let joined = words.join(" ");
    let plainly = |text: &str| matches!(who::named_or_none(book, text), Ok(Some((_, false))));
    let each = !plainly(&joined) && words.iter().all(|word| plainly(word));
    let nearly = || matches!(who::named_or_none(book, &joined), Ok(Some(_)));
    if words.len() == 1 || !each && (plainly(&joined) || nearly()) {
        return Ok(vec![who::find(session, words)?]);
    }
    let mut people = Vec::new();
    for word in words {
        let person = who::find(session, std::slice::from_ref(word))?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}
