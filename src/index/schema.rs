//! What the index keeps of a note: its slot, the words of its names, the words of its text. Nothing is stored for showing.

use tantivy::Index;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;

use super::tokens::WordTokenizer;
use super::trouble::Error;

/// Raise it when a field, the cut into words or the meaning of a mark changes: an index of another number is not read.
pub(super) const SCHEMA: u32 = 1;

/// Where the column of slots is found.
pub(super) const SLOT: &str = "slot";

const TOKENIZER: &str = "vault-words";

/// The fields of a note, in the order of the schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub slot: Field,
    pub names: Field,
    pub text: Field,
}

/// The fields, known without looking.
pub(super) fn fields() -> Fields {
    Fields { slot: Field::from_field_id(0), names: Field::from_field_id(1), text: Field::from_field_id(2) }
}

/// The schema of [`SCHEMA`].
pub(super) fn schema() -> Schema {
    let words = TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(words.set_fieldnorms(true));
    let mut schema = Schema::builder();
    schema.add_u64_field(SLOT, INDEXED | FAST);
    schema.add_text_field("names", text.clone());
    schema.add_text_field("text", text);
    schema.build()
}

/// Readies an index for use: refuses one of another schema and gives it the cut into words.
pub(super) fn adopt(index: &Index) -> Result<(), Error> {
    if index.schema() != schema() {
        return Err(Error::Broken("it has other fields".to_owned()));
    }
    index.tokenizers().register(TOKENIZER, TextAnalyzer::from(WordTokenizer));
    Ok(())
}
