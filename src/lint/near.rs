//! "Did you mean": the known word or name nearest to one that is not known.

use crate::base::fold;
use crate::lint::context::Context;

/// The known word nearest to `word`, both folded: at most two letters away, one for short words, with the same first letter.
pub(super) fn word<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    words(word, known).into_iter().min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The known words near to `word`, as [`word`] reads it, each with how many letters it is away.
pub(super) fn words<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Vec<(usize, &'w str)> {
    let word = fold::key(word);
    let near = |name: &'w str| {
        let folded = fold::key(name);
        let most = if folded.len() > 6 { 2 } else { 1 };
        let fits = folded.len() >= 5 && folded.len().abs_diff(word.len()) <= most && folded.chars().next() == word.chars().next();
        let distance = fits.then(|| strsim::osa_distance(&folded, &word)).filter(|&distance| distance <= most)?;
        Some((distance, name))
    };
    known.into_iter().filter_map(near).collect()
}

/// The only one of near words that is one letter away: what the word may be mended to.
pub(super) fn only<'w>(near: &[(usize, &'w str)]) -> Option<&'w str> {
    let mut close = near.iter().filter(|(distance, _)| *distance == 1);
    match (close.next(), close.next()) {
        (Some((_, only)), None) => Some(only),
        _ => None,
    }
}

/// The contact whose name or alias is nearest to `text`: at most two letters away, accents forgiven; for short names one. Else the only
/// contact whose name begins or ends with that word (`Ana` for Ana Diaz).
pub(super) fn contact<'b>(context: &'b Context<'_>, text: &str) -> Option<&'b str> {
    let wanted = fold::loose(text);
    if wanted.len() < 3 || wanted.len() > 100 {
        return None;
    }
    let most = if wanted.len() > 6 { 2 } else { 1 };
    let names = context.loose_names();
    let typed = names
        .iter()
        .filter(|(name, _)| name.len().abs_diff(wanted.len()) <= 2 * most)
        .map(|(name, contact)| (strsim::osa_distance(name, &wanted), *contact))
        .filter(|(distance, _)| *distance <= most)
        .min();
    let mut parts = names.iter().filter(|(name, _)| {
        let (mut first, mut last) = (name.split(' '), name.split(' '));
        first.next() == Some(&wanted) || last.next_back() == Some(&wanted)
    });
    let part = || match (parts.next(), parts.next()) {
        (Some((_, only)), None) => Some(*only),
        _ => None,
    };
    let contact = typed.map(|(_, contact)| contact).or_else(part)?;
    context.book.contacts.get(contact as usize).map(|contact| context.book.name(contact))
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words_near_and_far() {
        let known = ["active", "paused", "archived", "do-not-contact"];
        assert_eq!(word("Archive", known), Some("archived"));
        assert_eq!(word("pausd", known), Some("paused"));
        assert_eq!(word("do not contct", known), Some("do-not-contact"));
        for text in ["canon", "draft", "inactive", "active now", "", "é"] {
            assert_eq!(word(text, known), None, "{text:?}");
        }
    }
}
