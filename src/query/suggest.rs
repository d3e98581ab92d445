//! What may have been meant by a word nobody knows.

/// The known word nearest to what was typed: at most one letter wrong in three or fewer, two in more; of equals the first.
pub fn near<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let typed = typed.to_lowercase();
    let most = if typed.chars().count() <= 3 { 1 } else { 2 };
    let distance = |known: &str| strsim::damerau_levenshtein(&known.to_lowercase(), &typed);
    let nearest = known.into_iter().map(|known| (distance(known), known)).filter(|&(distance, _)| distance <= most);
    nearest.min_by_key(|&(distance, _)| distance).map(|(_, known)| known)
}

/// `a`, `b` or `c`, each in back-ticks.
pub(super) fn one_of<'k>(known: impl IntoIterator<Item = &'k str>) -> String {
    let known: Vec<String> = known.into_iter().map(|known| format!("`{known}`")).collect();
    match known.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
