//! Tags that YAML takes for a comment.

use crate::base::change::Edit;
use crate::base::diagnostic::Severity;
use crate::base::span::Span;
use crate::lint::context::{Context, Finding};
use crate::lint::rules::Rule;

/// The rule.
pub const RULE: Rule = Rule { code: "commented-tags", severity: Severity::Warning, page: include_str!("commented_tags.md"), check };

fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    context.mended_problems(RULE.code, found, &|text, span| mend(text, span));
}

/// `tags: #a #b` as `tags: [a, b]`, `- #a` as `- a`: only where nothing but tags stands in the comment and nothing else in the value.
fn mend(text: &str, span: Span) -> Option<Edit> {
    let line = text.get(..span.start as usize)?.rsplit('\n').next()?.trim();
    let words = span.of(text).split([' ', ',', '\t']).filter(|word| !word.is_empty());
    let tag = |word: &'_ str| {
        let tag = word.strip_prefix('#')?;
        let fits = tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/')) && tag.contains(|c: char| c.is_alphabetic());
        fits.then(|| tag.to_owned())
    };
    let tags: Vec<String> = words.map(tag).collect::<Option<_>>()?;
    let text = match tags.as_slice() {
        [only] if line == "-" || line.ends_with(':') => only.clone(),
        [_, _, ..] if line.ends_with(':') => format!("[{}]", tags.join(", ")),
        _ => return None,
    };
    Some(Edit { span, text })
}
