//! A mistake in a query: the query, or the part of it that fits, with carets under the place.

use crate::query::Mistake;
use crate::render::style::{Style, width};
use crate::render::text::check;

/// The two lines that show the place.
pub fn place(mistake: &Mistake, style: &Style) -> String {
    let (shown, marked) = check::window(&mistake.query, mistake.span, style.width.saturating_sub(6).max(30));
    let before = width(shown.get(..marked.start).unwrap_or_default());
    let carets = width(shown.get(marked).unwrap_or_default()).max(1);
    let from = mistake.saved.as_ref().map(|name| format!("  in the saved search `@{name}`\n")).unwrap_or_default();
    format!("{from}  {shown}\n  {}{}", " ".repeat(before), style.error(&"^".repeat(carets)))
}
