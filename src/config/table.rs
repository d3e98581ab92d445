//! Typed reading of a parsed TOML table, in the file's order, every value with its place. Knows no setting by name.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::span::Span;
use crate::config::Malformed;

/// A value and where it stands.
pub struct Entry<'t> {
    /// The key, without the table's name.
    pub key: &'t str,
    /// Where the key stands.
    pub key_span: Span,
    /// The full name for messages: `report.days`.
    pub name: String,
    value: &'t Spanned<DeValue<'t>>,
    /// How many bytes stand before the parsed text.
    shift: usize,
}

/// The entries of a table in the order of the file; `name` is the table's, empty for the whole file.
pub fn entries<'t>(table: &'t DeTable<'t>, name: &str, shift: usize) -> Vec<Entry<'t>> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let word: &str = key.get_ref().as_ref();
            let name = if name.is_empty() { word.to_owned() } else { format!("{name}.{word}") };
            Entry { key: word, key_span: span(key.span(), shift), name, value, shift }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

impl<'t> Entry<'t> {
    /// Where the value stands.
    pub fn value_span(&self) -> Span {
        span(self.value.span(), self.shift)
    }

    /// A text.
    pub fn text(&self) -> Result<&'t str, Malformed> {
        self.value.get_ref().as_str().ok_or_else(|| self.wrong(self.value, "a text in quotes"))
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Result<bool, Malformed> {
        self.value.get_ref().as_bool().ok_or_else(|| self.wrong(self.value, "true or false"))
    }

    /// A whole number from 0 to `most`.
    pub fn number(&self, most: u32) -> Result<u32, Malformed> {
        let number = self.value.get_ref().as_integer().ok_or_else(|| self.wrong(self.value, "a whole number"))?;
        let read = u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|&read| read <= most);
        read.ok_or_else(|| self.malformed(format!("`{}` is a whole number from 0 to {most}", self.name)))
    }

    /// A number from 0 to `most`, whole or with decimals.
    pub fn decimal(&self, most: f64) -> Result<f64, Malformed> {
        let text = match self.value.get_ref() {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) => number.as_str(),
            _ => return Err(self.wrong(self.value, "a number")),
        };
        let read = text.replace('_', "").parse().ok().filter(|read| (0.0..=most).contains(read));
        read.ok_or_else(|| self.malformed(format!("`{}` is a number from 0 to {most}", self.name)))
    }

    /// A list of texts, each with its place.
    pub fn list(&self) -> Result<Vec<(&'t str, Span)>, Malformed> {
        let wanted = "a list of texts, such as [\"one\", \"two\"]";
        let list = self.value.get_ref().as_array().ok_or_else(|| self.wrong(self.value, wanted))?;
        list.iter()
            .map(|item| match item.get_ref().as_str() {
                Some(text) => Ok((text, span(item.span(), self.shift))),
                None => Err(self.wrong(item, wanted)),
            })
            .collect()
    }

    /// A list of texts, without the empty ones.
    pub fn texts(&self) -> Result<Vec<String>, Malformed> {
        let list = self.list()?;
        Ok(list.into_iter().map(|(text, _)| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned).collect())
    }

    /// A table's entries, in the order of the file.
    pub fn table(&self) -> Result<Vec<Entry<'t>>, Malformed> {
        let table = self.value.get_ref().as_table().ok_or_else(|| self.wrong(self.value, &format!("a section [{}]", self.name)))?;
        Ok(entries(table, &self.name, self.shift))
    }

    /// A text, or a number or `false` written without quotes, as text.
    pub fn scalar(&self, wanted: &str) -> Result<String, Malformed> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) => Ok(number.to_string()),
            DeValue::Boolean(false) => Ok("false".to_owned()),
            _ => Err(self.wrong(self.value, wanted)),
        }
    }

    /// An error at the value.
    pub fn malformed(&self, message: String) -> Malformed {
        Malformed { span: self.value_span(), message }
    }

    /// The value is of another type than wanted.
    fn wrong(&self, value: &Spanned<DeValue<'_>>, wanted: &str) -> Malformed {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        };
        Malformed { span: span(value.span(), self.shift), message: format!("`{}` wants {wanted}, not {found}", self.name) }
    }
}

/// A range of the parsed text as a span of the file.
pub fn span(range: std::ops::Range<usize>, shift: usize) -> Span {
    Span::new(range.start + shift, range.end + shift)
}
