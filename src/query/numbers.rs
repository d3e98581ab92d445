//! `5`, `>5`, `<=5`, `3..9`: whole numbers and the signs of comparison, which dates share.

use super::Fault;
use super::lex::Value;
use super::tree::Numbers;

/// A sign of comparison in front of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// The sign a value begins with, and what follows it.
pub(super) fn sign(text: &str) -> (Option<Sign>, &str) {
    const SIGNS: [(&str, Sign); 7] = [
        (">=", Sign::AtLeast),
        ("<=", Sign::AtMost),
        ("≥", Sign::AtLeast),
        ("≤", Sign::AtMost),
        (">", Sign::More),
        ("<", Sign::Less),
        ("=", Sign::Equal),
    ];
    let text = text.trim();
    let found = SIGNS.iter().find_map(|&(written, sign)| text.strip_prefix(written).map(|rest| (Some(sign), rest.trim())));
    found.unwrap_or((None, text))
}

/// Reads a number, a comparison or a range.
pub(super) fn read(value: &Value) -> Result<Numbers, Fault> {
    let number = |text: &str| {
        let text = text.trim();
        text.parse::<u32>().map_err(|_| {
            let message = if text.is_empty() { "a number is missing".to_owned() } else { format!("`{text}` is no whole number") };
            Fault::new(value.span, message, "write for example `interactions:>5`, `interactions:0` or `interactions:3..9`")
        })
    };
    let (sign, rest) = sign(&value.text);
    let numbers = |least, most| Numbers { least, most };
    if let (None, Some((least, most))) = (sign, rest.split_once("..")) {
        let least = if least.trim().is_empty() { 0 } else { number(least)? };
        let most = if most.trim().is_empty() { u32::MAX } else { number(most)? };
        if least > most {
            return Err(Fault::new(value.span, "the range runs backwards", format!("write `{most}..{least}`")));
        }
        return Ok(numbers(least, most));
    }
    let given = number(rest)?;
    Ok(match sign {
        None | Some(Sign::Equal) => numbers(given, given),
        Some(Sign::AtLeast) => numbers(given, u32::MAX),
        Some(Sign::AtMost) => numbers(0, given),
        Some(Sign::More) => match given.checked_add(1) {
            Some(least) => numbers(least, u32::MAX),
            None => numbers(1, 0),
        },
        Some(Sign::Less) => match given.checked_sub(1) {
            Some(most) => numbers(0, most),
            None => return Err(Fault::new(value.span, "nothing is less than 0", "write for example `interactions:0`")),
        },
    })
}
