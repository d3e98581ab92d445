//! What the index keeps of a note: its slot, the words of its names, the words of its text, those that are common apart, how many they are. Nothing is stored for showing.

use tantivy::Index;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;

use super::tokens::{CutTokenizer, WordTokenizer};
use super::trouble::Error;

/// Raise it when a field, the cut into words or the meaning of a mark changes: an index of another number is not read.
pub(super) const SCHEMA: u32 = 4;

/// Where the column of slots is found.
pub(super) const SLOT: &str = "slot";

/// Where the column of the texts' lengths is found.
pub(super) const LENGTH: &str = "length";

const ALL: &str = "vault-words";
const RARE: &str = "vault-rare";
const COMMON: &str = "vault-common";

/// The fields of a note, in the order of the schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub slot: Field,
    pub names: Field,
    pub text: Field,
    pub common: Field,
    pub length: Field,
}

/// The fields, known without looking.
pub(super) fn fields() -> Fields {
    let [slot, names, text, common, length] = [0, 1, 2, 3, 4].map(Field::from_field_id);
    Fields { slot, names, text, common, length }
}

/// The schema of [`SCHEMA`].
pub(super) fn schema() -> Schema {
    let words = |tokenizer: &str, kept: IndexRecordOption| {
        let words = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(kept).set_fieldnorms(tokenizer == ALL);
        TextOptions::default().set_indexing_options(words)
    };
    let mut schema = Schema::builder();
    schema.add_u64_field(SLOT, FAST);
    schema.add_text_field("names", words(ALL, IndexRecordOption::WithFreqsAndPositions));
    schema.add_text_field("text", words(RARE, IndexRecordOption::WithFreqsAndPositions));
    schema.add_text_field("common", words(COMMON, IndexRecordOption::Basic));
    schema.add_u64_field(LENGTH, FAST);
    schema.build()
}

/// Readies an index for use: refuses one of another schema and gives it the cut into words.
pub(super) fn adopt(index: &Index) -> Result<(), Error> {
    if index.schema() != schema() {
        return Err(Error::Broken("it has other fields".to_owned()));
    }
    index.tokenizers().register(ALL, TextAnalyzer::from(WordTokenizer));
    for name in [RARE, COMMON] {
        index.tokenizers().register(name, TextAnalyzer::from(CutTokenizer));
    }
    Ok(())
}
